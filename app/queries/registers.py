"""Buku Register: every file received in a period, with all that became of it until now (domain.md, Reports)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select, true

from app.models.application import Application, Inspection, Levy, Permit, Recommendation, Revision
from app.models.journal import Entry
from app.models.office import Device, Staff
from app.queries.files import as_told
from app.queries.finding import start_of
from app.queries.look import Look
from app.queries.on_time import late
from app.queries.permits import held_back
from app.rules import papers, stages
from app.rules.wording import title_name
from app.rules.working_days import Calendar

AnyRow = Row[*tuple[Any, ...]]

EVERY = true()
HAND_OVER = "hand_over"
GIVEN_UP = (stages.WITHDRAWN, stages.LAPSED, stages.CANCELLED)


@dataclass(frozen=True)
class Heading:
    """What every report carries above and below its table. `made` is local to the office."""

    letterhead: papers.Letterhead
    made: datetime
    training: bool


@dataclass(frozen=True)
class Advice:
    number: str
    dated: date | None


@dataclass(frozen=True)
class Payment:
    """An SKRD; `paid` None while it is open. Whole rupiah."""

    number: str
    amount: int
    paid: date | None


@dataclass(frozen=True)
class RegisterRow:
    """One file. `returned_days` and `used` are working days; `used` is None while the clock runs.

    `late` is None where there is nothing to judge: withdrawn, lapsed, cancelled, or running and not yet due. `withheld`
    is the standing for which an issued permit is not handed over. `estimate`: the due day was counted over a year whose
    holidays are not known.
    """

    id: str
    number: str
    registered: date
    applicant: str
    nik_last4: str
    proxy: str
    address: str
    village: str
    service: str
    kind: str
    subject: str
    counter: str
    officer: str
    complete: date
    due: date | None
    promised: date
    returns: int
    returned_days: int
    advice: tuple[Advice, ...]
    inspected: date | None
    payment: Payment | None
    permit_number: str
    permit_dated: date | None
    valid_until: date | None
    used: int | None
    late: bool | None
    handed: date | None
    receiver: str
    stage: str
    outcome: str
    withheld: str = ""
    estimate: bool = False


@dataclass(frozen=True)
class RegisterBook:
    """`first` and `last` are included; rows in the order of receipt."""

    first: date
    last: date
    rows: tuple[RegisterRow, ...]


def heading(look: Look) -> Heading:
    office = look.office
    names = ("government", "address", "phone", "website", "email", "place", "zone")
    values = {name: str(getattr(office, name, "")) for name in names}
    letterhead = papers.Letterhead(office=office.name if office else "", **values)
    return Heading(letterhead, look.local(look.now), bool(office and office.training))


def register_book(look: Look, first: date, last: date) -> RegisterBook:
    """Files received from `first` to `last`, both included, in the office's own days."""
    received = (
        Application.received >= start_of(look, first),
        Application.received < start_of(look, last + timedelta(days=1)),
    )
    files = look.session.execute(_files(look).where(*received).order_by(Application.received, Application.id)).all()
    beside = _Beside.of(look, select(Application.id).where(*received))
    calendar = look.calendar
    return RegisterBook(first, last, tuple(_row(look, file, beside, calendar) for file in files))


def _files(look: Look) -> Select[*tuple[Any, ...]]:
    return select(
        Application.id,
        Application.number,
        Application.received,
        Application.applicant_name,
        Application.person,
        Application.body,
        Application.proxy,
        Application.permit_name,
        Application.kind,
        Application.subject,
        Application.details,
        Application.counter,
        Application.officer_id,
        Application.day_zero,
        Application.due,
        Application.promised,
        Application.ended,
        Application.used,
        Application.stage,
        Application.outcome,
        held_back(look.today).label("withheld"),
    )


@dataclass(frozen=True)
class _Beside:
    """What stands in other tables about the files of the book, by file."""

    counters: dict[str, str]
    officers: dict[str, str]
    revisions: dict[str, list[AnyRow]]
    advice: dict[str, list[AnyRow]]
    visits: dict[str, list[AnyRow]]
    levies: dict[str, list[AnyRow]]
    permits: dict[str, list[AnyRow]]
    handed: dict[str, list[AnyRow]]

    @staticmethod
    def of(look: Look, files: Select[str]) -> _Beside:
        def gathered(owner: Any, order: Any, *columns: Any, also: Any = EVERY) -> dict[str, list[AnyRow]]:
            wanted = select(owner.label("file"), *columns).where(owner.in_(files), also).order_by(order)
            found: dict[str, list[AnyRow]] = defaultdict(list)
            for row in look.session.execute(wanted):
                found[row.file].append(row)
            return found

        advice, visit, levy, permit, act = Recommendation, Inspection, Levy, Permit, Entry
        receiver = act.payload["receiver"].as_string().label("receiver")
        day = func.coalesce(visit.held, visit.planned).label("day")
        return _Beside(
            counters={row.code: row.name for row in look.session.execute(select(Device.code, Device.name))},
            officers={row.id: row.name for row in look.session.execute(select(Staff.id, Staff.name))},
            revisions=gathered(Revision.application_id, Revision.returned, Revision.returned, Revision.back),
            advice=gathered(
                advice.application_id, advice.asked, advice.number, advice.dated, also=advice.outcome != ""
            ),
            visits=gathered(visit.application_id, day, day),
            levies=gathered(levy.application_id, levy.assessed, levy.assessment_number, levy.amount, levy.paid),
            permits=gathered(permit.application_id, permit.issued, permit.number, permit.issued, permit.valid_until),
            handed=gathered(act.application_id, act.position, act.at, receiver, also=act.kind == HAND_OVER),
        )


def _row(look: Look, file: AnyRow, beside: _Beside, calendar: Calendar) -> RegisterRow:
    permit_number, permit_dated, valid_until = _permit(file, _last(beside.permits[file.id]))
    levy, handed, visit = (_last(each[file.id]) for each in (beside.levies, beside.handed, beside.visits))
    returns = beside.revisions[file.id]
    person = file.person
    return RegisterRow(
        id=file.id,
        number=file.number,
        registered=look.local(file.received).date(),
        applicant=file.applicant_name if file.body else title_name(file.applicant_name),
        nik_last4=(person["nik"] or person["foreign_id"])[-4:],
        proxy=title_name(file.proxy["name"]) if file.proxy else "",
        address=person["address"],
        village=person["village_text"],
        service=file.permit_name,
        kind=file.kind,
        subject=file.subject,
        counter=beside.counters.get(file.counter, file.counter),
        officer=beside.officers.get(file.officer_id, ""),
        complete=file.day_zero,
        due=file.due,
        promised=file.promised,
        returns=len(returns),
        returned_days=sum(_away(row, file.ended or look.today, calendar) for row in returns),
        advice=tuple(Advice(row.number, row.dated) for row in beside.advice[file.id]),
        inspected=visit.day if visit else None,
        payment=Payment(levy.assessment_number, levy.amount, levy.paid) if levy else None,
        permit_number=permit_number,
        permit_dated=permit_dated,
        valid_until=valid_until,
        used=file.used,
        late=_judged(file, look.today),
        handed=look.local(handed.at).date() if handed else None,
        receiver=title_name(handed.receiver) if handed else "",
        stage=file.stage,
        outcome=file.outcome,
        withheld=file.withheld if file.stage == stages.COLLECTION else "",
        estimate=look.is_estimate(file.day_zero, file.due),
    )


def _permit(file: AnyRow, permit: AnyRow | None) -> tuple[str, date | None, date | None]:
    """Number, day and last day: of our own permit, else of what OSS issued."""
    if permit is not None:
        return permit.number, permit.issued, permit.valid_until
    issued = as_told(file.details.get("tanggal_terbit_oss"))
    return str(file.details.get("nib") or ""), issued if isinstance(issued, date) else None, None


def _last(rows: Sequence[AnyRow]) -> AnyRow | None:
    return rows[-1] if rows else None


def _away(revision: AnyRow, until: date, calendar: Calendar) -> int:
    """Working days the applicant had the file."""
    return calendar.working_days_between(revision.returned, revision.back or until)


def _judged(file: AnyRow, today: date) -> bool | None:
    if file.stage in GIVEN_UP:
        return None
    too_late = late(file.due, file.ended or today)
    return too_late if too_late or file.ended else None
