"""What the counter's program shows of its connection, and what it is asked for. Plain data, no Qt, nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

# How far the first synchronisation is: State.stage.
IMPORT, FIRST, REST, COMPLETE = "import", "first", "rest", "complete"
# The trouble of a centre that shows a certificate which is not known here.
NOT_BELIEVED = "centre_certificate"


@dataclass(frozen=True)
class State:
    """The connection as it is now.

    `since`: since when (UTC) it has been online, or not. `waiting`: own acts the centre has not processed. `stage` is
    empty without a centre, else import, first, rest or complete; `done` of `total` rows or acts of it. `trouble` is a
    code: centre_away, centre_slow, centre_certificate, centre_expired, centre_clock,
    centre_trouble, upgrade, device_revoked, device_cloned,
    import_refused, import_waits, ... `clock_off`: seconds this PC's clock is ahead of the centre's. `tray`: open tray
    items. `contact`: the centre's time (UTC) at the last contact, also of an earlier run. `accepted` and `accepted_by`:
    when (UTC) and by which administrator another certificate was accepted here. `backed_up`: when the centre's newest
    verified backup was made, None where there never was one or it does not say; `backup` is a code where that is too
    long ago: centre_backup_old, centre_backup_never.
    """

    linked: bool = False
    online: bool = False
    since: datetime | None = None
    waiting: int = 0
    stage: str = ""
    done: int = 0
    total: int = 0
    trouble: str = ""
    clock_off: int = 0
    tray: int = 0
    address: str = ""
    device: str = ""
    contact: datetime | None = None
    accepted: datetime | None = None
    accepted_by: str = ""
    backed_up: datetime | None = None
    backup: str = ""


@dataclass(frozen=True)
class PairingWish:
    """What an administrator typed to connect this PC. `certificate` is the pinned one (PEM), empty on loopback."""

    address: str
    code: str
    counter_name: str
    username: str
    password: str = field(repr=False)
    certificate: str = ""


@dataclass(frozen=True)
class Presented:
    """The certificate a centre showed: what to pin of it (PEM), and its SHA-256 as people compare it. Both are empty
    without TLS (loopback). `trusted`: this PC trusts its chain for that name, so nothing is pinned."""

    certificate: str
    fingerprint: str
    trusted: bool = False


@dataclass(frozen=True)
class Renewal:
    """Another certificate than the one known here: `known` are the fingerprints of those, `shown` what the centre shows
    now."""

    known: tuple[str, ...]
    shown: Presented


@dataclass(frozen=True)
class Acceptance:
    """The word of an administrator that `shown` is the centre's certificate."""

    shown: Presented
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class SigningKey:
    """With which key somebody signs at the counter `pc`. `how` as in app.sync.protocol.ListedKey; `at` and `revoked` in
    UTC."""

    id: str
    name: str
    username: str
    pc: str
    code: str
    at: datetime
    how: str
    by: str = ""
    revoked: datetime | None = None


@dataclass(frozen=True)
class SigningKeys:
    """Newest first; of `everybody`, or one's own."""

    rows: tuple[SigningKey, ...]
    everybody: bool


@dataclass(frozen=True)
class Brought:
    """What pairing would carry over to the centre."""

    acts: int
    files: int
