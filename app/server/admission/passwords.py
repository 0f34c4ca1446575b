"""Passwords at the centre: looked at outside any transaction, because looking takes long on purpose; limited tries.

Who tries too often is shut out at the PC where that was done, under the name that was tried: nobody else is, not even
the person of that name elsewhere. A name nobody has is treated like any other, in words, in time and in what is kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.actions.signing_in import TRIES, WAIT, matches, nobody
from app.errors import Refused
from app.models.centre import WrongPassword
from app.models.office import Staff
from app.queries.rights import roles_at
from app.rules.workflow import ADMIN
from app.server.register.centre import Centre, locked_head

ALL_TRIES = 20
"""Under whatever names, at one PC within WINDOW."""
WINDOW = timedelta(hours=1)
KEPT = timedelta(days=1)
ARGON = "$argon2"


class Passwords:
    """`place` is where somebody tries: the PC that was paired, or the pairing code of one that is to be."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre

    def prove(self, place: str, username: str, password: str) -> str:
        """The staff id behind a right password. Raises Refused: `wrong_login`, the same for every cause, or
        `login_blocked` with the minutes left."""
        name, decoy = username.strip().lower(), nobody()
        with self._centre.register.reading() as session:
            self._refuse_blocked(session, place, name)
            row = session.scalar(select(Staff).where(Staff.username == name, Staff.active))
            found, kept = (row.id, row.password) if row and row.password.startswith(ARGON) else ("", decoy)
        right = matches(kept, password) and bool(found)
        self._note(place, name, right=right)
        if not right:
            raise Refused("wrong_login")
        return found

    def administrator(self, place: str, username: str, password: str) -> str:
        """Empty where no name was given. Raises Refused also for somebody who administers nothing."""
        if not username:
            return ""
        staff = self.prove(place, username, password)
        with self._centre.register.reading() as session:
            if ADMIN not in roles_at(session, staff, self._centre.now()):
                raise Refused("no_right", role=ADMIN)
        return staff

    def _refuse_blocked(self, session: Session, place: str, name: str) -> None:
        """A block longer than there can be comes from a clock that was set back, and has no force."""
        now = self._centre.now()
        blocked = select(WrongPassword.blocked_until).where(WrongPassword.id.in_(_counted(place, name)))
        until = [each for each in session.scalars(blocked) if each is not None and now < each <= now + WAIT]
        if until:
            raise Refused("login_blocked", minutes=str(-(-(max(until) - now) // timedelta(minutes=1))))

    def _note(self, place: str, name: str, *, right: bool) -> None:
        """A right password takes back what was wrong under its own name, not what was tried under others'."""
        now = self._centre.now()
        here, everywhere = _counted(place, name)
        with self._centre.register.writing() as session:
            locked_head(session)
            if right:
                session.execute(delete(WrongPassword).where(WrongPassword.id == here))
                return
            session.execute(delete(WrongPassword).where(WrongPassword.at < now - KEPT))
            _count(session, here, TRIES, KEPT, now)
            _count(session, everywhere, ALL_TRIES, WINDOW, now)


def _counted(place: str, name: str) -> tuple[str, str]:
    """The two counts a try belongs to: of this name at this place, and of all names there."""
    return _hashed(f"{place}\n{name}"), _hashed(place)


def _hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _count(session: Session, id_: str, most: int, window: timedelta, now: datetime) -> None:
    row = session.get(WrongPassword, id_) or WrongPassword(id=id_, times=0, at=now, blocked_until=None)
    row.times = 1 if now - row.at > window else row.times + 1
    row.at = now
    if row.times >= most:
        row.times, row.blocked_until = 0, now + WAIT
    session.add(row)
