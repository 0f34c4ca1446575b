"""What is asked of the register before anybody has signed in, and while somebody does: plain SQL on a bare connection.

No SQLAlchemy here, so that somebody can sign in before it is loaded; a test compares each answer with the tables'.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.models import moments

RECENT = 6
UNSET_ZONE = "Asia/Makassar"

OFFICE = "SELECT name, training, idle_minutes, zone FROM office WHERE id = 1"
LINK = "SELECT address, certificate, token, device, stage, revoked, contact FROM link WHERE id = 1"
DEVICE = "SELECT code, name FROM device WHERE code = ? OR ? = '' LIMIT 1"
BELIEVED = "SELECT believed FROM pc_clock WHERE id = 1"
LATEST_ACT = "SELECT max(at) FROM journal"
EVERYBODY = "SELECT id, username, name FROM staff WHERE active ORDER BY name"
LATEST = """SELECT id, username, name FROM staff WHERE active AND last_seen IS NOT NULL
    ORDER BY last_seen DESC LIMIT ?"""
ACCOUNT = "SELECT id, name, password, blocked_until, verified FROM staff WHERE username = ? AND active"
# The rule of `app.queries.rights.roles_at`, and the mandates of today for any permit type.
ROLES = """SELECT role FROM staff_role
    WHERE staff_id = :staff AND (until IS NULL OR (since <= :now AND until > :now))
    UNION SELECT role FROM mandate WHERE substitute_id = :staff AND starts <= :today AND ends >= :today
    AND (ended IS NULL OR ended > :now)"""


@dataclass(frozen=True)
class KnownPerson:
    """Somebody who has signed in at this PC."""

    id: str
    username: str
    name: str


@dataclass(frozen=True)
class Opening:
    """What the window needs before anybody has signed in. Without an office (`name` empty) comes the first start, or
    where it is `linked` the office from the centre."""

    name: str = ""
    counter: str = ""
    counter_name: str = ""
    training: bool = False
    idle_minutes: int = 0
    zone: str = UNSET_ZONE
    known: tuple[KnownPerson, ...] = ()
    linked: bool = False


@dataclass(frozen=True)
class CentreTies:
    """What ties this PC to its centre, as far as signing in needs it; as in app.models.link.Link."""

    address: str
    certificate: str
    token: str = field(repr=False)
    device: str
    stage: str
    revoked: str
    contact: datetime | None


@dataclass(frozen=True)
class Account:
    """Whose password is looked at. `verifier` is what is kept instead of it, `verified` when the centre last agreed."""

    id: str
    name: str
    verifier: str
    blocked_until: datetime | None
    verified: datetime | None = None


def opening(connection: Any) -> Opening:
    office, tied = connection.execute(OFFICE).fetchone(), ties(connection)
    here = tied.device if tied else ""
    if office is None:
        return Opening(counter=here, linked=tied is not None)
    name, training, idle_minutes, zone = office
    code, counter_name = connection.execute(DEVICE, (here, here)).fetchone() or (here, "")
    people = connection.execute(EVERYBODY) if training else connection.execute(LATEST, (RECENT,))
    return Opening(
        name=name,
        counter=code,
        counter_name=counter_name,
        training=bool(training),
        idle_minutes=idle_minutes,
        zone=zone,
        known=tuple(KnownPerson(*row) for row in people),
        linked=tied is not None,
    )


def ties(connection: Any) -> CentreTies | None:
    """None on a PC that has no centre."""
    row = connection.execute(LINK).fetchone()
    if row is None:
        return None
    address, certificate, token, device, stage, revoked, contact = row
    return CentreTies(address, certificate, token, device, stage, revoked, moments.read(contact) if contact else None)


def believed(connection: Any) -> datetime | None:
    """The latest time this PC has reason to believe, but for its centre's: as app.queries.pc_clock has it."""
    row = connection.execute(BELIEVED).fetchone()
    if row is None and connection.execute(LINK).fetchone() is None:
        row = connection.execute(LATEST_ACT).fetchone()
    return moments.read(row[0]) if row and row[0] else None


def account(connection: Any, username: str) -> Account | None:
    """Of somebody who may sign in."""
    row = connection.execute(ACCOUNT, (username,)).fetchone()
    if row is None:
        return None
    staff, name, verifier, *times = row
    until, verified = (moments.read(time) if time else None for time in times)
    return Account(staff, name, verifier, until, verified)


def roles_today(connection: Any, staff: str, now: datetime) -> frozenset[str]:
    """One's own roles, and those of a mandate that is valid today for any permit type."""
    office = connection.execute(OFFICE).fetchone()
    today = now.astimezone(ZoneInfo(office[3] if office else UNSET_ZONE)).date()
    facts = {"staff": staff, "now": moments.written(now), "today": today.isoformat()}
    return frozenset(role for (role,) in connection.execute(ROLES, facts))
