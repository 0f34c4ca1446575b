"""Mutu isian: where entries turn out to be wrong or doubtful, by service, counter, hour and field. Never by person.

Of the files received in a period, with all that was found about them until now: what was corrected, returned, put right
with a revision, confirmed against a warning, let pass by a supervisor, keyed differently the second time, and not read
back. A file counts once in each of these, so that every number is a share of the registrations beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from app.models.application import Application, Correction, Revision
from app.models.journal import Entry, Override
from app.models.office import Device
from app.queries.corrections import APPROVED, DETAILS, LABELS
from app.queries.finding import start_of
from app.queries.look import Look
from app.reference.catalogue import Catalogue, PermitType

CORRECTED, RETURNED, REVISED, CONFIRMED = "corrected", "returned", "revised", "confirmed"
OVERRIDDEN, REKEYED, UNREAD = "overridden", "rekeyed", "unread"
KINDS = (CORRECTED, RETURNED, REVISED, CONFIRMED, OVERRIDDEN, REKEYED, UNREAD)
ALL, SERVICE, COUNTER, HOUR, COUNTER_HOUR, FIELD = "all", "service", "counter", "hour", "counter_hour", "field"
# Behind so few registrations a single person could be seen.
FEW = 5
COUNTABLE = (COUNTER, HOUR, COUNTER_HOUR)
REGISTRATION, REVISION = "register_application", "accept_revision"
NUMBER = "number."
OTHER = "Lainnya"
# What a warning or an error of the number is about, where that is not the number itself.
ABOUT = {
    "birth_date_differs": LABELS["birth_date"],
    "age_unusual": LABELS["birth_date"],
    "sex_differs": LABELS["sex"],
    "known_other_name": LABELS["name"],
}
# Answered about the matter: nothing in them says that an entry was doubtful.
BESIDE = frozenset({"duplicate", "same_object", "previous_permit"})


@dataclass(frozen=True)
class QualityRow:
    """`by` is one of the ways to group, `name` the group. `found` has a number of files for each of KINDS, `any` those
    with at least one. `hidden`: too few registrations to be told apart."""

    by: str
    name: str
    registrations: int
    any: int
    found: tuple[int, ...]
    hidden: bool = False


@dataclass(frozen=True)
class Quality:
    """The period, days included."""

    first: date
    last: date
    rows: tuple[QualityRow, ...]


@dataclass
class _File:
    """One registration: kind of finding -> names of the fields it is about, "" for the whole form.

    `labels` name the fields of the permit type by id, empty where it has left the catalogue; `fields` are these names
    and those of its papers."""

    service: str
    labels: Mapping[str, str]
    fields: frozenset[str]
    counter: str
    hour: int
    found: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def detail(self, field: str) -> str:
        return self.labels.get(field, OTHER)

    def about(self, code: str) -> str:
        """The field that a code, or the key of a number's reason, speaks of."""
        if code.startswith(NUMBER):
            return self.detail(code.removeprefix(NUMBER))
        return ABOUT.get(code, LABELS["nik"])


def quality(look: Look, first: date, last: date) -> Quality:
    """Of the files received from `first` to `last`, both included, in the office's own days."""
    received = (
        Application.received >= start_of(look, first),
        Application.received < start_of(look, last + timedelta(days=1)),
    )
    files = _Files(look, received)
    return Quality(first, last, tuple(files.rows()))


class _Files:
    """The registrations of a period with what was found about each."""

    def __init__(self, look: Look, received: tuple[ColumnElement[bool], ...]) -> None:
        self._look, self._received = look, received
        self._files = self._registered()
        self._add_entries()
        self._add_returns()
        self._add_corrections()

    def rows(self) -> Iterator[QualityRow]:
        files = list(self._files.values())
        if not files:
            return
        yield _row(ALL, "", files)
        for by, key in _WAYS:
            groups: dict[str, list[_File]] = defaultdict(list)
            for file in files:
                groups[key(file)].append(file)
            yield from (_row(by, name, groups[name]) for name in sorted(groups))
        yield from sorted(self._by_field(files), key=_most_first)

    def _by_field(self, files: list[_File]) -> Iterator[QualityRow]:
        """Fields with a finding; beside them the registrations whose form has the field."""
        named = {name for file in files for names in file.found.values() for name in names if name}
        everybody = {*LABELS.values(), OTHER}
        for name in named:
            asked = [file for file in files if name in everybody or name in file.fields]
            found = tuple(sum(name in file.found[kind] for file in asked) for kind in KINDS)
            some = sum(any(name in names for names in file.found.values()) for file in asked)
            yield QualityRow(FIELD, name, len(asked), some, found)

    def _registered(self) -> dict[str, _File]:
        counters = {row.code: row.name for row in self._look.session.execute(select(Device.code, Device.name))}
        catalogue = self._look.reference.catalogue
        forms = {permit.code: _form(permit, catalogue) for permit in catalogue.permits}
        columns = (Application.id, Application.permit_code, Application.short_name, Application.counter)
        wanted = select(*columns, Application.received, Application.identity_notes).where(*self._received)
        files = {}
        for row in self._look.session.execute(wanted):
            labels, fields = forms.get(row.permit_code, ({}, frozenset()))
            hour = self._look.local(row.received).hour
            file = _File(row.short_name, labels, fields, counters.get(row.counter, row.counter), hour)
            file.found[CONFIRMED] |= {file.about(code) for code in row.identity_notes if code not in BESIDE}
            files[row.id] = file
        return files

    def _add_entries(self) -> None:
        """What the journal says of the registrations and the revisions; only the parts that are asked for are read."""
        payload = Entry.payload
        said = (
            payload["read_back"].as_boolean().label("read_back"),
            payload["intake", "rekeyed"].as_json().label("rekeyed"),
            payload["details"].as_json().label("details"),
        )
        wanted = (
            select(Entry.kind, Entry.application_id, Override.codes, *said)
            .join(Application, Application.id == Entry.application_id)
            .outerjoin(Override, Override.used_by == Entry.id)
            .where(*self._received, Entry.kind.in_((REGISTRATION, REVISION)))
        )
        for row in self._look.session.execute(wanted):
            self._add_entry(row)

    def _add_entry(self, row: Any) -> None:
        file = self._files[row.application_id]
        if row.kind == REVISION:
            file.found[REVISED] |= {file.detail(name) for name in row.details or {}}
            return
        if row.codes:
            file.found[OVERRIDDEN] |= {file.about(code) for code in row.codes.split(",")}
        if row.rekeyed:
            file.found[REKEYED].add(LABELS["nik"])
        if row.read_back is False:
            file.found[UNREAD].add("")

    def _add_returns(self) -> None:
        """A subject that is no field and no paper of the permit type was typed freely: it is not told."""
        wanted = select(Revision.application_id, Revision.rows).join(
            Application, Application.id == Revision.application_id
        )
        for row in self._look.session.execute(wanted.where(*self._received)):
            file = self._files[row.application_id]
            subjects = {str(each["subject"]) for each in row.rows}
            file.found[RETURNED] |= {name if name in file.fields else OTHER for name in subjects}

    def _add_corrections(self) -> None:
        wanted = select(Correction.application_id, Correction.changes).join(
            Application, Application.id == Correction.application_id
        )
        for row in self._look.session.execute(wanted.where(*self._received, Correction.state == APPROVED)):
            file, names = self._files[row.application_id], {str(change["field"]) for change in row.changes}
            told = names - {"village"}  # its text is the field that people know
            file.found[CORRECTED] |= {LABELS.get(name) or file.detail(name.removeprefix(DETAILS)) for name in told}


def _form(permit: PermitType, catalogue: Catalogue) -> tuple[dict[str, str], frozenset[str]]:
    """Its fields, id -> label; and the names of fields and papers."""
    labels = {each.id: each.label for each in permit.form_fields}
    papers = (catalogue.requirement_library[needed.id].name for needed in permit.requirements)
    return labels, frozenset((*labels.values(), *papers))


def _row(by: str, name: str, files: list[_File]) -> QualityRow:
    found = tuple(sum(bool(file.found[kind]) for file in files) for kind in KINDS)
    some = sum(any(file.found.values()) for file in files)
    return QualityRow(by, name, len(files), some, found, hidden=by in COUNTABLE and len(files) < FEW)


def _most_first(row: QualityRow) -> tuple[int, str]:
    return -row.any, row.name


def _service(file: _File) -> str:
    return file.service


def _counter(file: _File) -> str:
    return file.counter


def _hour(file: _File) -> str:
    return f"{file.hour:02d}.00-{file.hour:02d}.59"


def _counter_hour(file: _File) -> str:
    return f"{file.counter}, {_hour(file)}"


_WAYS: tuple[tuple[str, Callable[[_File], str]], ...] = (
    (SERVICE, _service),
    (COUNTER, _counter),
    (HOUR, _hour),
    (COUNTER_HOUR, _counter_hour),
)
