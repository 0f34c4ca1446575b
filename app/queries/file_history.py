"""What happened to a file: every act of the journal and every print, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from app.models.application import Correction, DueChange
from app.models.exchange import Act
from app.models.journal import Document, Entry, Printing
from app.models.office import Device, Staff
from app.queries.corrections import DETAILS, ChangeRow, rows
from app.queries.exchange import NUMBER, SENDING, when
from app.queries.files import shown
from app.queries.look import Look
from app.reference.catalogue import FormField

PRINT = "record_print"
CORRECTION = "accept_revision"
APPROVAL = "approve_correction"
TELLING = ("ask_correction", APPROVAL)
# What of a payload is not for the history: identities, whole forms, secrets of tracking, and what the row says anyway.
UNTOLD = frozenset(
    {"act", "stamp", "application", "intake", "details", "items", "verdicts", "tracking", "token", "draft", "started"}
    | {"override", "read_back", "receiver", "signed_by", "changes", "confirmed", "correction", "promise", "paper", "of"}
)


@dataclass(frozen=True)
class Event:
    """`at` is local; `capacity` a role, or `plh:role`; `facts` what was written down with the act, by field name.

    `waits`: the centre does not know of it yet, `number`: nor has it taken effect, because the centre numbers it.
    """

    at: datetime
    act: str
    who: str
    capacity: str
    counter: str
    before: str
    after: str
    facts: Mapping[str, Any]
    waits: str = ""


def history(
    look: Look, application: str, fields: Iterable[FormField] = (), *, whole: bool = False
) -> tuple[Event, ...]:
    """`fields` are those of the permit type: corrections of them are told as they were and as they are; those of a NIK
    `whole` for who may see one."""
    happened = (
        *_acts(look, application, {field.id: field for field in fields}, whole=whole),
        *_unnumbered(look, application),
        *_due_changes(look, application),
        *_prints(look, application),
    )
    return tuple(sorted(happened, key=_when, reverse=True))


def _when(event: Event) -> datetime:
    return event.at


def _told(value: Any) -> bool:
    """A "no" is an answer; an empty field is none."""
    return bool(value) or value is False


def _acts(look: Look, application: str, fields: Mapping[str, FormField], *, whole: bool) -> Iterator[Event]:
    told = (
        select(Entry, Staff.name, Device.name, Act.id)
        .outerjoin(Staff, Staff.id == Entry.actor_id)
        .outerjoin(Device, Device.code == Entry.counter)
        .outerjoin(Act, and_(Act.id == Entry.id, Act.feed.is_(None)))
        .where(Entry.application_id == application)
        .order_by(Entry.position)
    )
    known: dict[str, Any] = {}
    asked = _asked(look, application)
    for entry, who, counter, waiting in look.session.execute(told):
        facts = {name: value for name, value in entry.payload.items() if name not in UNTOLD and _told(value)}
        changes = asked.get(entry.payload.get("correction", entry.id), ()) if entry.kind in TELLING else ()
        told_apart = rows(changes, fields.values(), whole=whole)
        if changed := [*_corrections(entry, known, fields), *map(_as_told, told_apart)]:
            facts["corrections"] = changed
        if entry.kind == APPROVAL:
            known |= {change["field"].removeprefix(DETAILS): change["after"] for change in changes}
        yield Event(
            at=look.local(entry.at),
            act=entry.kind,
            who=who or "",
            capacity=entry.capacity,
            counter=counter or entry.counter,
            before=entry.stage_before,
            after=entry.stage_after,
            facts=facts,
            waits=SENDING if waiting else "",
        )


def _asked(look: Look, application: str) -> dict[str, list[dict[str, Any]]]:
    """Correction -> what it was to change."""
    wanted = select(Correction.id, Correction.changes).where(Correction.application_id == application)
    return {row.id: row.changes for row in look.session.execute(wanted)}


def _as_told(row: ChangeRow) -> dict[str, str]:
    return {"subject": row.label, "before": row.before, "after": row.after}


def _unnumbered(look: Look, application: str) -> tuple[Event, ...]:
    """Acts that only the centre can finish: they wait, and nothing of them shows anywhere else."""
    told = (
        select(Act, Staff.name, Device.name)
        .outerjoin(Staff, Staff.id == Act.actor_id)
        .outerjoin(Device, Device.code == Act.device)
        .outerjoin(Entry, Entry.id == Act.id)
        .where(Act.application_id == application, Act.feed.is_(None), Entry.id.is_(None))
        .order_by(Act.position)
    )
    return tuple(
        Event(
            at=look.local(when(act.body)),
            act=act.kind,
            who=who or "",
            capacity="",
            counter=counter or act.device,
            before="",
            after="",
            facts={},
            waits=NUMBER,
        )
        for act, who, counter in look.session.execute(told)
    )


def _corrections(entry: Entry, known: dict[str, Any], fields: Mapping[str, FormField]) -> list[dict[str, str]]:
    """Of what was `known` until this act, which then is known as it says."""
    said = entry.payload.get("intake", entry.payload).get("details", {})
    changed = [
        {"subject": field.label, "before": shown(field, known.get(name)), "after": shown(field, said[name])}
        for name, field in fields.items()
        if entry.kind == CORRECTION and name in said and said[name] != known.get(name)
    ]
    known.update(said)
    return changed


def _due_changes(look: Look, application: str) -> tuple[Event, ...]:
    """Acts about no file in particular that moved its due day."""
    told = (
        select(Entry, Staff.name, Device.name, DueChange.before, DueChange.after)
        .join(DueChange, DueChange.act_id == Entry.id)
        .outerjoin(Staff, Staff.id == Entry.actor_id)
        .outerjoin(Device, Device.code == Entry.counter)
        .where(DueChange.application_id == application)
    )
    return tuple(
        Event(
            at=look.local(entry.at),
            act=entry.kind,
            who=who or "",
            capacity=entry.capacity,
            counter=counter or entry.counter,
            before="",
            after="",
            facts={"due_before": before.isoformat(), "due_after": after.isoformat()},
        )
        for entry, who, counter, before, after in look.session.execute(told)
    )


def _prints(look: Look, application: str) -> tuple[Event, ...]:
    told = (
        select(Printing.at, Printing.copy, Printing.target, Document.kind, Staff.name)
        .join(Document, Document.id == Printing.document_id)
        .outerjoin(Staff, Staff.id == Printing.actor_id)
        .where(Document.application_id == application)
    )
    return tuple(
        Event(look.local(at), PRINT, who or "", "", "", "", "", {"document": kind, "copy": copy, "target": target})
        for at, copy, target, kind, who in look.session.execute(told)
    )
