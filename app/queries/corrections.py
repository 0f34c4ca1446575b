"""Corrections of a file's data: the one that waits for its answer, and what each was to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.models.application import Application, Correction
from app.models.office import Staff
from app.queries.files import shown
from app.queries.look import Look
from app.queries.rights import files_of
from app.reference.catalogue import FormField
from app.rules.numbers import local_mobile
from app.rules.wording import SEXES, plain_date
from app.rules.workflow import BY_ACT

ASKED, APPROVED, DECLINED, WITHDRAWN = "diminta", "disetujui", "ditolak", "dicabut"
DETAILS = "details."
ANSWER = BY_ACT["approve_correction"]
LABELS = {
    "nik": "NIK",
    "foreign_id": "Paspor/KITAS",
    "name": "Nama",
    "birth_place": "Tempat lahir",
    "birth_date": "Tanggal lahir",
    "sex": "Jenis kelamin",
    "address": "Alamat",
    "village_text": "Desa/Kelurahan",
    "phone": "Nomor HP",
    "email": "Surel",
}
NUMBERS = ("nik", "foreign_id", "birth_date", "phone")
# What only those see who see a NIK whole.
PRIVATE = ("birth_date", "birth_place")
HIDDEN = "tidak ditampilkan"


@dataclass(frozen=True)
class ChangeRow:
    """One field as it is read; `number`: a slip in it is one of a digit."""

    field: str
    label: str
    before: str
    after: str
    number: bool = False


@dataclass(frozen=True)
class CorrectionView:
    """The correction that waits; `asked` is local."""

    id: str
    asked: datetime
    asked_by: str
    who: str
    reason: str
    changes: tuple[ChangeRow, ...]


def open_of(session: Session, application: str) -> Correction | None:
    """The correction of this file that nobody has answered; there is one at most."""
    return session.scalar(select(Correction).where(Correction.application_id == application, Correction.state == ASKED))


def view_of(look: Look, application: Application, fields: Iterable[FormField], *, whole: bool) -> CorrectionView | None:
    """None once the file has ended: nothing is corrected then."""
    found = open_of(look.session, application.id)
    if found is None or application.stage not in ANSWER.at:
        return None
    who = look.session.get(Staff, found.asked_by)
    changes = rows(found.changes, fields, whole=whole)
    return CorrectionView(
        found.id, look.local(found.asked), found.asked_by, who.name if who else "", found.reason, changes
    )


def rows(changes: Iterable[Mapping[str, Any]], fields: Iterable[FormField], *, whole: bool) -> tuple[ChangeRow, ...]:
    """As read by somebody who sees a NIK `whole`, or not."""
    known = {f"{DETAILS}{field.id}": field for field in fields}
    return tuple(row for change in changes for row in _row(change, known, whole=whole))


def labels(changes: Iterable[Mapping[str, Any]], fields: Iterable[FormField]) -> tuple[str, ...]:
    """The names of the fields."""
    return tuple(row.label for row in rows(changes, fields, whole=False))


def _row(change: Mapping[str, Any], known: Mapping[str, FormField], *, whole: bool) -> Iterable[ChangeRow]:
    name, before, after = str(change["field"]), change["before"], change["after"]
    if name in known:
        field = known[name]
        number = field.type not in ("text", "longtext", "address", "list_text", "choice", "multichoice", "boolean")
        yield ChangeRow(name, field.label, shown(field, before), shown(field, after), number)
    elif name in LABELS:
        was, is_to_be = (_told(name, str(value or ""), whole=whole) for value in (before, after))
        yield ChangeRow(name, LABELS[name], was, is_to_be, name in NUMBERS)


def _told(name: str, value: str, *, whole: bool) -> str:
    if name in ("nik", "foreign_id") and value and not whole:
        return f"•••• {value[-4:]}"
    if name in PRIVATE and value and not whole:
        return HIDDEN
    if name == "birth_date":
        return plain_date(date.fromisoformat(value))
    if name == "sex":
        return SEXES.get(value, value)
    return local_mobile(value) if name == "phone" else value


def waiting() -> ColumnElement[bool]:
    """Files whose data somebody has asked to correct."""
    asked = select(Correction.application_id).where(Correction.state == ASKED)
    return Application.id.in_(asked) & Application.stage.in_(ANSWER.at)


def waiting_for(look: Look, staff_id: str) -> int:
    """How many this person may answer: not those asked for by the same person."""
    mine = files_of(look.session, staff_id, ANSWER.who, look.now, look.today)
    if mine is None:
        return 0
    asked = select(func.count()).select_from(Correction).join(Application, Application.id == Correction.application_id)
    others = asked.where(Correction.state == ASKED, Correction.asked_by != staff_id)
    return look.session.scalar(others.where(mine, Application.stage.in_(ANSWER.at))) or 0
