"""What travels between a counter and its centre, both ways; JSON. docs/sync.md explains it.

Bodies of acts travel as the very bytes that were signed (msgspec.Raw). Times are UTC. Every answer says which `epoch`
of the centre speaks, its clock (`server_now`), its `head`, and how far a verified backup reaches (`durable`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Annotated, Any

import msgspec
from msgspec import Meta

VERSION = 1
PUSH_ACTS = 100
PUSH_BYTES = 256 * 1024
PULL_ROWS = 500
# A counter keeps the acts of the others so long after a backup has them, for a centre that is restored.
ACTS_KEPT = timedelta(days=30)
# Of a page of the feed, as it is kept: it ends before the act that would be too much, and has one at least.
PULL_BYTES = 4 << 20
SNAPSHOT_ROWS = 10_000
WAIT_SECONDS = 25.0
KNOWN_IDS = 1_000
# Of one request, as it travels (gzip) and unpacked.
PACKED_BYTES = 1 << 20
PLAIN_BYTES = 4 << 20

# What a database can count to.
Count = Annotated[int, Meta(ge=0, le=2**63 - 1)]
# How long what a counter sends may be, in characters, and without NUL, which PostgreSQL does not keep; for what stands
# in an act there is app.actions.commands.command. Id: of a row, PC or key. Name: of a person, counter or machine.
# Secret: a password as it is typed.
WITHOUT_NUL = r"^[^\x00]*$"
Id = Annotated[str, Meta(max_length=64, pattern=WITHOUT_NUL)]
Name = Annotated[str, Meta(max_length=200, pattern=WITHOUT_NUL)]
Hex = Annotated[str, Meta(max_length=256, pattern=WITHOUT_NUL)]
Secret = Annotated[str, Meta(max_length=1_000, pattern=WITHOUT_NUL)]

APPLIED, REJECTED, PARKED = FINAL = ("applied", "rejected", "parked")
GAP, RETRY, ID_REUSE, FORGED = "gap", "retry", "id_reuse", "forged"
# Why: another act has its id since the centre was restored; nothing but the centre's own word shows that it was there.
ID_TAKEN, UNPROVED, EARLY, MALFORMED = "id_taken", "unproved", "early", "malformed"
# After these the acts that follow in the same push are not looked at: they stand on this one.
STOPPING = (GAP, RETRY)
FORK = "fork"
OWN, ADMINISTRATOR, FOUNDED = "own", "administrator", "founded"
NOTHING = b"null"


class CounterMessage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what a counter sends: nothing unknown is let in."""


class CentreAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Base of what the centre says: a later centre may say more. `form` is the newest form of an act it understands
    (app.actions.written.FORM); 1 where it does not say. `catalogue` tells its catalogue of permit types from others
    (app.reference.reference.Reference.digest). `backed_up` is when its newest verified backup was made: null
    where there never was one, absent where it does not say."""

    epoch: str
    server_now: datetime
    head: int
    durable: int
    form: int = 1
    catalogue: str = ""
    backed_up: datetime | msgspec.UnsetType | None = msgspec.UNSET


class VouchedLoss(CounterMessage, frozen=True, kw_only=True):
    """Somebody who is signed in vouches that the act before this one is gone for good: signature (hex) of `loss_of`."""

    key: str
    sig: str


class Envelope(CounterMessage, frozen=True, kw_only=True, omit_defaults=True):
    """One act, looked at by itself: one that is too long or cannot be read keeps no other waiting. `loss`: the act
    before it is gone. `proof`: the centre's own word, from before it was restored, that it has applied the act
    (app.server.register.proof).

    `lost` and `imported` are how 0.3.0 said so, under no signature; `imported` counts for an act of that form only
    while its PC founds the centre, `lost` for none.
    """

    body: msgspec.Raw
    sig: str
    key: str
    lost: bool = False
    imported: bool = False
    loss: VouchedLoss | None = None
    proof: str = ""


def loss_of(act: str, before: str) -> bytes:
    """What is signed to say that the act before `act` is gone for good; no act begins like this."""
    return f"loss {act} {before}".encode()


def says_more(proof: str, known: str) -> bool:
    """Whether the centre's word `proof` for an act (app.server.register.proof: when.numbers.seal) is earlier than its
    word `known`, or gave the act other numbers."""
    if not proof:
        return False
    (when, numbers), (then, others) = _said(proof), _said(known)
    return (bool(numbers) and numbers != others) or not known or int(when) < int(then)


def _said(proof: str) -> tuple[str, str]:
    when, _, rest = proof.partition(".")
    return when.partition("@")[0] or "0", rest.partition(".")[0]


def digest_of(body: bytes) -> str:
    """Tells one act from another under the same id: half of a SHA-256, hex."""
    return sha256(body).hexdigest()[:32]


class PushRequest(CounterMessage, frozen=True, kw_only=True, omit_defaults=True):
    """Oldest first, at most PUSH_ACTS and PUSH_BYTES. `schema` is the revision of the counter's register, said to a
    centre that understands form 2 of an act: a counter newer than the centre may send what the centre cannot read."""

    epoch: Id
    acts: tuple[Envelope, ...]
    schema: Id = ""


class Result(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one act: applied, rejected, parked; or gap, retry, id_reuse, forged, and then nothing changed.

    `feed` is the number of an act the centre has processed, `proof` its word for it where the act was sent again.
    `fork`: another act has the same predecessor, so this PC's disk was copied or set back. `digest` (digest_of) tells
    the act that is known under this id from another one, where it is asked which are.
    """

    id: str
    result: str
    reason: str = ""
    flags: tuple[str, ...] = ()
    feed: int = 0
    fork: bool = False
    proof: str = ""
    digest: str = ""


class PushAnswer(CentreAnswer, frozen=True, kw_only=True):
    """`reset`: the centre's epoch is another one than the counter's; nothing was looked at."""

    results: tuple[Result, ...] = ()
    reset: bool = False


class RowImage(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A row after an act: table, key, image; None where it is gone."""

    name: str
    key: str
    image: dict[str, Any] | None


class FeedItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One number of the feed. `body` is null where it holds a secret, and then there is its `digest`, or the centre did
    it itself. `proof` is the centre's word that it has processed the act, to be kept with it."""

    feed: int
    id: str
    result: str
    reason: str = ""
    flags: tuple[str, ...] = ()
    sig: str = ""
    key: str = ""
    proof: str = ""
    digest: str = ""
    body: msgspec.Raw
    rows: msgspec.Raw


class PullRequest(CounterMessage, frozen=True, kw_only=True):
    """`schema` is the revision of the counter's register."""

    epoch: Id
    cursor: Count
    schema: Id
    limit: Count = PULL_ROWS


class PullAnswer(CentreAnswer, frozen=True, kw_only=True):
    """What stands in the feed after `start` up to `end`; `digest` (hex) belongs to `end` where that is the head.
    `certificates` (PEM) are those the centre shows now and from its next change on, for who has pinned one of them."""

    start: int
    end: int
    items: tuple[FeedItem, ...] = ()
    digest: str = ""
    reset: bool = False
    certificates: str = ""


class SnapshotRequest(CounterMessage, frozen=True, kw_only=True):
    """A part of everything there is: `part` recent (running files, and those of the last 90 days, and the office) or
    rest; `after` is where the last answer ended, empty for the beginning."""

    part: Id
    after: Hex = ""
    schema: Id
    limit: Count = SNAPSHOT_ROWS


class SnapshotAnswer(CentreAnswer, frozen=True, kw_only=True):
    """`rows` as in a feed item. `after` is empty when the part is complete; `done` of `total` rows so far. `ordered`:
    what is in a row lies in the order of its names, as fingerprints want it. `acts_after`: the feed behind this number
    holds what a backup may not have; told with the first answer only, -1 where the centre does not say."""

    rows: msgspec.Raw
    after: str
    done: int
    total: int
    ordered: bool = False
    acts_after: int = -1


class KnownRequest(CounterMessage, frozen=True, kw_only=True):
    """Which of these acts does the centre not know? Asked after it was restored."""

    ids: Annotated[tuple[Id, ...], Meta(max_length=KNOWN_IDS)]


class KnownAnswer(CentreAnswer, frozen=True, kw_only=True):
    """`results` of the others, which may be other ones than before the restore; a centre of 0.3.0 tells none."""

    unknown: tuple[str, ...]
    results: tuple[Result, ...] = ()


class KeyOffer(CounterMessage, frozen=True, kw_only=True):
    """The public half (hex) of a person's key on this PC."""

    key: Id
    staff: Id
    public: Hex


class EnrolRequest(CounterMessage, frozen=True, kw_only=True):
    """`code` is the pairing code, `device` the code this PC drew for itself, empty where it has none. `username` and
    `password` are an administrator's; an empty centre takes the office of the first PC instead. `keys` are those of
    the people who worked at this PC before."""

    code: Id
    device: Id
    name: Name
    machine: Name
    username: Name = ""
    password: Secret = ""
    version: Id = ""
    brings_office: bool = False
    keys: tuple[KeyOffer, ...] = ()


class EnrolAnswer(CentreAnswer, frozen=True, kw_only=True):
    """`token` and `mac_key` are this PC's secrets. `device` is its device code, another one after a clash. `founding`:
    the centre has no office yet, and takes this PC's."""

    office: str
    device_id: str
    device: str
    token: str
    mac_key: str
    founding: bool


class SignInRequest(CounterMessage, frozen=True, kw_only=True):
    """Somebody signs in at a PC with the centre's word. `key` and `public` register their key on this PC."""

    username: Name
    password: Secret
    key: Id = ""
    public: Hex = ""


class ConfirmedKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key in a person's name on the counter `pc`, which the administrator `by` confirmed, not the person."""

    by: str
    pc: str
    at: datetime


class SignInAnswer(CentreAnswer, frozen=True, kw_only=True):
    """`confirmed` are keys that this person has to hear of."""

    staff: str
    confirmed: tuple[ConfirmedKey, ...] = ()


class KeysRequest(CounterMessage, frozen=True, kw_only=True):
    """Who signs with which key? Asked by somebody who is signed in at this PC: `key` is theirs, `sig` (hex) signs
    `keys_of` the word `asked`, another one each time."""

    asked: Id
    key: Id
    sig: Hex


class ListedKey(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person's key on the counter `pc`. `how` is OWN, by the person's password there; ADMINISTRATOR, by that of `by`
    when the PC was connected; FOUNDED, with the office that it brought."""

    name: str
    username: str
    pc: str
    code: str
    at: datetime
    how: str
    by: str = ""
    revoked: datetime | None = None


class KeysAnswer(CentreAnswer, frozen=True, kw_only=True):
    """Newest first. `everybody`: of all people, as an administrator sees them; else one's own."""

    keys: tuple[ListedKey, ...]
    everybody: bool


def keys_of(asked: str) -> bytes:
    """What is signed to ask who signs with which key; no act begins like this."""
    return f"keys {asked}".encode()


class ForkRequest(CounterMessage, frozen=True, kw_only=True):
    """This PC's disk was copied or set back: a new device code for new numbers."""

    machine: Name


class RefusedRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a refused request gets, with its HTTP status."""

    error: str
    facts: dict[str, str] = {}


Wanted = tuple[type[CounterMessage], type[CentreAnswer]]
# Path under /v1 -> what it takes and gives.
ENDPOINTS: dict[str, Wanted] = {
    "enrol": (EnrolRequest, EnrolAnswer),
    "push": (PushRequest, PushAnswer),
    "pull": (PullRequest, PullAnswer),
    "snapshot": (SnapshotRequest, SnapshotAnswer),
    "known": (KnownRequest, KnownAnswer),
    "sign-in": (SignInRequest, SignInAnswer),
    "fork": (ForkRequest, EnrolAnswer),
    "keys": (KeysRequest, KeysAnswer),
}
