"""An act as it is written down, signed and sent: the command, and what its author's PC knew when it was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from app.actions.commands import Command, dump, load
from app.actions.commands.command import Id, Whole, Word
from app.decoding import json_decoder
from app.rules.workflow import BY_ACT, DECISION, FACT, TABLE

# Acts that do not stand in the workflow table and happened already when they are written down.
FACTS_BESIDE = frozenset({"record_print", "record_outage", "grant_override", "record_promise"})

# The form of an act this version writes; 1 is that of 0.3.0. A centre says up to which it understands.
FORM = 2

# Without it there is no file: it has its effect whatever speaks against it.
REGISTRATION = "register_application"

# What a decision on a file is made after.
DECISIONS = tuple(row.act for row in TABLE if row.kind == DECISION)


class Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`id`, `device`, `actor` and `at` are those of the command's stamp. `office` is the centre's id of the office.

    `prev` is the act this device did before. The true time lies in [`lo`, `hi`], both UTC by the centre's clock; `hi`
    None where the PC had not been in contact since it was started. `base` is how many decisions the file had had when
    the author saw it and `after` the last of them, `stage` where it stood for them; `dep` the author's own act on the
    same file that still waited.
    For an act about no file `base` is how far the feed was known.
    `form` is 2 or absent (0.3.0); `imported`, since 2: done before pairing, signed by the administrator who paired.
    """

    id: Id
    office: Id
    device: Id
    prev: Id | None
    actor: Id
    kind: Word
    version: Whole
    application: Id | None
    at: datetime
    lo: datetime
    hi: datetime | None
    base: Whole
    stage: Word
    dep: Id | None
    after: Id | None = None
    payload: dict[str, Any]
    form: Whole | msgspec.UnsetType = msgspec.UNSET
    imported: bool | msgspec.UnsetType = msgspec.UNSET

    @property
    def fact(self) -> bool:
        return is_fact(self.kind)


_ENCODER = msgspec.json.Encoder()
_DECODER = json_decoder(Written)


def encode(act: Written) -> bytes:
    """The bytes that are signed; they travel and are kept as they are."""
    return _ENCODER.encode(act)


def decode(body: bytes) -> Written:
    """Raises msgspec.DecodeError or ValidationError."""
    return _DECODER.decode(body)


def command_of(act: Written) -> Command:
    """Raises msgspec.ValidationError, or KeyError for an act this version does not know."""
    return load(act.kind, act.payload)


def payload_of(command: Command) -> dict[str, Any]:
    return dump(command)


def is_fact(kind: str) -> bool:
    """A fact happened already: it is never rejected."""
    row = BY_ACT.get(kind)
    return row.kind == FACT if row is not None else kind in FACTS_BESIDE
