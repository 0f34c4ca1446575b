"""What the centre's own administrator does from the command line, as acts like everybody else's: numbered in the feed,
in the journal under the name of an administrator of the office.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.actions.bounds import require_sound
from app.actions.commands import Command, Stamp
from app.actions.commands.office import AddStaff, ChangeStaff, SetPassword, StaffProfile
from app.actions.context import ActContext
from app.actions.door import write_entry
from app.actions.drawing import filled
from app.actions.perform import perform
from app.actions.signing_in import verifier
from app.actions.traces import traced
from app.errors import Refused
from app.models.centre import PersonKey
from app.models.office import Staff, StaffRole
from app.rules.workflow import ADMIN
from app.server.register.centre import Centre, locked_head
from app.server.register.ledger import Entered, enter

PROFILE = tuple(StaffProfile.__struct_fields__)


@dataclass(frozen=True)
class Member:
    """A line of the list of people. `keys` are those that still count."""

    username: str
    name: str
    roles: tuple[str, ...]
    active: bool
    keys: int


class OfficeHand:
    """`by` is the username of the administrator in whose name it is done; empty: the first there is."""

    def __init__(self, centre: Centre, new_id: Callable[[], str], by: str = "") -> None:
        self._centre, self._new_id, self._by = centre, new_id, by

    def add(self, username: str, name: str, roles: tuple[str, ...], password: str) -> None:
        """Raises Refused `username`, `username_taken`, `role_unknown`, `password_short`, `no_administrator`."""
        kept = verifier(password)
        profile = StaffProfile(id=self._new_id(), username=username, name=name)
        self._do(lambda _, stamp: AddStaff(stamp=stamp, profile=profile, password=kept, roles=roles))

    def disable(self, username: str) -> None:
        """The account is closed; what the person did stays. Raises Refused `staff_unknown`, `last_administrator`."""

        def command(session: Session, stamp: Stamp) -> Command:
            staff = _staff(session, username)
            profile = StaffProfile(**{name: getattr(staff, name) for name in PROFILE})
            return ChangeStaff(stamp=stamp, profile=profile, active=False)

        self._do(command)

    def set_password(self, username: str, password: str) -> None:
        """Raises Refused `staff_unknown`, `password_short`."""
        kept = verifier(password)
        self._do(lambda session, stamp: SetPassword(stamp=stamp, staff=_staff(session, username).id, password=kept))

    def revoke_keys(self, username: str) -> int:
        """What is signed with them from now on is refused; the next sign-in at a PC makes new ones."""
        with self._centre.register.writing() as session:
            locked_head(session)
            own = PersonKey.staff_id == _staff(session, username).id, PersonKey.revoked.is_(None)
            found = list(session.scalars(select(PersonKey.id).where(*own)))
            session.execute(update(PersonKey).where(PersonKey.id.in_(found)).values(revoked=self._centre.now()))
            return len(found)

    def members(self) -> list[Member]:
        with self._centre.register.reading() as session:
            return [_member(session, each) for each in session.scalars(select(Staff).order_by(Staff.username))]

    def _do(self, command: Callable[[Session, Stamp], Command]) -> None:
        """As the judge does a counter's act: under the lock of the head, all or nothing."""
        centre, now = self._centre, self._centre.now()
        with centre.register.writing() as session:
            head = locked_head(session)
            stamp = Stamp(id=self._new_id(), at=now, actor=self._administrator(session), counter="")
            with traced(session) as trace:
                wanted = command(session, stamp)
                require_sound(wanted)
                context = ActContext(session, wanted, centre.reference)
                context.command = filled(context, context.command, centre.draw)
                perform(context)
                write_entry(context, head.head + 1)
                entered = Entered(id=stamp.id, kind=context.command.act, actor=stamp.actor)
                enter(session, head, trace, entered, now)

    def _administrator(self, session: Session) -> str:
        """Raises Refused `no_administrator`, also before the first PC has brought the office."""
        held = select(Staff.id).join(StaffRole, StaffRole.staff_id == Staff.id)
        wanted = held.where(StaffRole.role == ADMIN, StaffRole.until.is_(None), Staff.active)
        if self._by:
            wanted = wanted.where(Staff.username == self._by.strip().lower())
        found = session.scalar(wanted.order_by(StaffRole.since, Staff.id).limit(1))
        if found is None:
            raise Refused("no_administrator")
        return found


def _staff(session: Session, username: str) -> Staff:
    found = session.scalar(select(Staff).where(Staff.username == username.strip().lower()))
    if found is None:
        raise Refused("staff_unknown")
    return found


def _member(session: Session, staff: Staff) -> Member:
    roles = select(StaffRole.role).where(StaffRole.staff_id == staff.id, StaffRole.until.is_(None))
    keys = select(PersonKey.id).where(PersonKey.staff_id == staff.id, PersonKey.revoked.is_(None))
    held = tuple(session.scalars(roles.order_by(StaffRole.role)))
    return Member(staff.username, staff.name, held, staff.active, len(list(session.scalars(keys))))
