"""The office and its people: first start, accounts, rights, mandates (domain.md 5.5)."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select

from app.actions.commands.office import (
    AddMandate,
    AddStaff,
    ChangeOffice,
    ChangeStaff,
    EndMandate,
    OfficeProfile,
    RenameCounter,
    SetPassword,
    SetRoles,
    SetUpOffice,
    StaffProfile,
)
from app.actions.context import ActContext, in_zone
from app.actions.moving import refuse_unless
from app.actions.rights import require, require_administrator
from app.errors import Refused
from app.models.office import Device, Mandate, Office, Staff, StaffRole
from app.rules.paper_bounds import LARGEST_CODE
from app.rules.workflow import ADMIN, CHIEF, DIVISION, ROLES

BESIDE = 100
"""Bytes that number or tracking code take beside it."""
PROFILE_FIELDS = tuple(OfficeProfile.__struct_fields__)


def set_up_office(context: ActContext, command: SetUpOffice) -> None:
    """First start: the office, this PC, and the first user as its administrator."""
    refuse_unless(context.session.get(Office, 1) is None, "already_set_up")
    _valid(command.profile)
    office = Office(id=1, training=command.training, set_up=command.stamp.at, **_columns(command.profile))
    context.session.add(office)
    context.session.add(Device(code=command.device, name=command.counter_name, counter=0, tip=None))
    _add(context, command.first_user, command.password)
    _grant(context, command.first_user.id, (ADMIN,))
    context.session.flush()
    context.capacity = ADMIN


def change_office(context: ActContext, command: ChangeOffice) -> None:
    require_administrator(context)
    _valid(command.profile)
    for name, value in _columns(command.profile).items():
        setattr(context.office, name, value)


def rename_counter(context: ActContext, command: RenameCounter) -> None:
    """Papers that were made keep the name they were made with."""
    require_administrator(context)
    refuse_unless(bool(command.name.strip()), "fields_missing", name="required")
    context.device.name = command.name.strip()


def _columns(profile: OfficeProfile) -> dict[str, object]:
    return {name: getattr(profile, name) for name in PROFILE_FIELDS}


def _valid(profile: OfficeProfile) -> None:
    """Raises Refused `office` with the fields that cannot be."""
    wrong = {
        name: "required"
        for name in ("regency", "name", "government", "address", "phone", "place")
        if not getattr(profile, name).strip()
    }
    if not re.fullmatch("[A-Z]{3}", profile.code):
        wrong["code"] = "office_code"
    if not re.fullmatch(r"\d{4}", profile.region):
        wrong["region"] = "required"
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", profile.cutoff):
        wrong["cutoff"] = "time"
    if profile.public_address and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", profile.public_address):
        wrong["public_address"] = "address"
    code = profile.public_address or f"{profile.name}{profile.phone}"  # what the QR of every receipt holds
    if len(code.encode()) > LARGEST_CODE - BESIDE:
        wrong["public_address" if profile.public_address else "name"] = "too_long"
    try:
        ZoneInfo(profile.zone)
    except (ZoneInfoNotFoundError, ValueError):
        wrong["zone"] = "required"
    if wrong:
        raise Refused("office", fields=wrong)


def add_staff(context: ActContext, command: AddStaff) -> None:
    require_administrator(context)
    _add(context, command.profile, command.password)
    _grant(context, command.profile.id, command.roles)


def change_staff(context: ActContext, command: ChangeStaff) -> None:
    """Particulars, or the account closed. Nobody closes the last administrator's."""
    require_administrator(context)
    staff = _staff(context, command.profile.id)
    _unused(context, command.profile)
    _fill(staff, command.profile)
    if command.active and not staff.active:
        staff.open_since = context.right_begins
    staff.active = command.active
    context.session.flush()
    _somebody_administers(context)


def set_roles(context: ActContext, command: SetRoles) -> None:
    """From now on; what was held before stays in the history."""
    require_administrator(context)
    staff = _staff(context, command.staff)
    held = {row.role: row for row in _open_roles(context, staff.id)}
    for role, row in held.items():
        if role not in command.roles:
            row.until = context.right_ends
    _grant(context, staff.id, tuple(role for role in command.roles if role not in held))
    context.session.flush()
    _somebody_administers(context)


def set_password(context: ActContext, command: SetPassword) -> None:
    """One's own, or as administrator somebody else's. `password` is an Argon2id verifier."""
    if command.staff != context.actor.id:
        require_administrator(context)
    else:
        context.capacity = min(context.roles, default="")
    staff = _staff(context, command.staff)
    staff.password, staff.failures, staff.blocked_until = command.password, 0, None


def add_mandate(context: ActContext, command: AddMandate) -> None:
    """Plh (absent for a time) or Plt (vacant post): by letter, for a span, never two at once."""
    require(context, ADMIN, DIVISION, CHIEF)
    wrong: dict[str, str] = {}
    if command.role not in ROLES or command.role == ADMIN:
        wrong["role"] = "required"
    if command.mandate not in ("plh", "plt"):
        wrong["mandate"] = "required"
    if not command.letter_number.strip():
        wrong["letter_number"] = "required"
    if command.ends < command.starts:
        wrong["ends"] = "date_order"
    backdated = command.starts < context.today
    if backdated and not command.reason.strip():
        wrong["reason"] = "required"
    if wrong:
        raise Refused("mandate", fields=wrong)
    if backdated:
        _for_division(context)
    _staff(context, command.substitute)
    _no_overlap(context, command)
    context.session.add(
        Mandate(
            id=context.child("mandate"),
            role=command.role,
            substitute_id=command.substitute,
            kind=command.mandate,
            letter_number=command.letter_number,
            letter_date=command.letter_date,
            starts=command.starts,
            ends=command.ends,
            ended=None,
            scope=list(command.scope),
            reason=command.reason,
        )
    )


def _for_division(context: ActContext) -> None:
    """domain.md 5.5: no back-dating without a kabid's reason. The journal shows whose it is."""
    refuse_unless(DIVISION in context.roles, "mandate_backdated", starts="backdated")
    require(context, DIVISION)


def _no_overlap(context: ActContext, command: AddMandate) -> None:
    near = select(Mandate).where(
        Mandate.role == command.role, Mandate.starts <= command.ends, Mandate.ends >= command.starts
    )
    for other in context.session.scalars(near):
        if other.ended is not None and command.starts >= in_zone(context.office, other.ended).date():
            continue
        shared = not other.scope or not command.scope or set(other.scope) & set(command.scope)
        refuse_unless(not shared, "mandate_overlap", starts="overlap")


def end_mandate(context: ActContext, command: EndMandate) -> None:
    """With a day to come as its last; with today it is over at once."""
    require(context, ADMIN, DIVISION, CHIEF)
    found = context.session.get(Mandate, command.mandate)
    if found is None:
        raise Refused("mandate", fields={"mandate": "required"})
    refuse_unless(command.ends >= context.today - timedelta(days=1), "mandate", ends="past")
    found.ends = min(found.ends, command.ends)
    if command.ends <= context.today:
        found.ended = min(found.ended or context.right_ends, context.right_ends)


def _add(context: ActContext, profile: StaffProfile, password: str) -> None:
    _unused(context, profile)
    refuse_unless(context.session.get(Staff, profile.id) is None, "username_taken", username="taken")
    staff = Staff(id=profile.id, password=password, active=True, failures=0)
    _fill(staff, profile)
    context.session.add(staff)
    context.session.flush()


def _fill(staff: Staff, profile: StaffProfile) -> None:
    staff.username = profile.username.strip().lower()
    staff.name, staff.name_with_titles = profile.name, profile.name_with_titles
    staff.rank, staff.nip, staff.position = profile.rank, profile.nip, profile.position


def _unused(context: ActContext, profile: StaffProfile) -> None:
    name = profile.username.strip().lower()
    refuse_unless(bool(re.fullmatch(r"[a-z0-9][a-z0-9._-]{1,31}", name)), "username", username="username")
    refuse_unless(bool(profile.name.strip()), "fields_missing", name="required")
    other = context.session.scalar(select(Staff).where(Staff.username == name, Staff.id != profile.id))
    refuse_unless(other is None, "username_taken", username="taken")


def _grant(context: ActContext, staff: str, roles: tuple[str, ...]) -> None:
    refuse_unless(set(roles) <= set(ROLES), "role_unknown", roles="unknown")
    for role in dict.fromkeys(roles):
        context.session.add(
            StaffRole(id=context.child(f"role:{staff}:{role}"), staff_id=staff, role=role, since=context.right_begins)
        )


def _open_roles(context: ActContext, staff: str) -> list[StaffRole]:
    return list(
        context.session.scalars(select(StaffRole).where(StaffRole.staff_id == staff, StaffRole.until.is_(None)))
    )


def _staff(context: ActContext, staff: str) -> Staff:
    found = context.session.get(Staff, staff)
    if found is None:
        raise Refused("staff_unknown")
    return found


def _somebody_administers(context: ActContext) -> None:
    left = context.session.scalar(
        select(StaffRole.id)
        .join(Staff, Staff.id == StaffRole.staff_id)
        .where(StaffRole.role == ADMIN, StaffRole.until.is_(None), Staff.active)
    )
    refuse_unless(left is not None, "last_administrator")
