"""What the public may read behind a code: how far a file is, and whether a permit is in force (domain.md 4.3, 5.1).

Never a name, a NIK, an address, the subject of a permit, or anything that somebody has typed freely: only numbers,
services, stages, units and days. The wording stands in `resources/labels.csv` and `resources/public/words.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, or_, select

from app.decoding import from_plain
from app.models.application import Application, Inspection, Permit, Recommendation, Revision
from app.queries.look import Look
from app.queries.permits import held_back, standing_of
from app.reference.labels import label, public_wording
from app.reference.public_words import permit_state, phase, todo, unit
from app.rules import stages
from app.rules.clock import is_late
from app.rules.stages import FileState, RouteStep
from app.rules.standing import DECREE as REVOCATION
from app.rules.standing import PREPARED
from app.rules.wording import long_date
from app.rules.workflow import verification

# What labels.csv says of a permit, where the paper is another one.
REFUSED_DRAFT = "Surat keputusan sedang disusun"
REVOKED_READY = "Surat keputusan pencabutan telah terbit dan siap diambil"
RECENT = timedelta(days=90)
WITHHELD = "ditahan"


@dataclass(frozen=True)
class OfficeContact:
    """The office as one asks it."""

    office: str
    government: str
    regency: str
    address: str
    phone: str
    website: str
    training: bool


@dataclass(frozen=True)
class Phase:
    """A part of the way as the public knows it; `state` is done, now or ahead."""

    words: str
    state: str


@dataclass(frozen=True)
class Tracked:
    """`now` is the stage in plain words, `todo` what the applicant has to do. Days are those of the office's zone.

    `due` is None where no day is promised now: the clock stands (`stopped`) or the file has ended. `deadline` is the
    last day for a revision. `collects`: a paper lies ready or will; `withheld`: it lies in the office and stays there.
    """

    number: str
    service: str
    kind: str
    stage: str
    now: str
    since: date
    phases: tuple[Phase, ...]
    coming: str
    unit: str
    todo: str
    received: datetime
    days: int
    promised: date
    due: date | None
    late: bool
    stopped: bool
    deadline: date | None
    collects: bool
    ready: bool
    withheld: bool = False


@dataclass(frozen=True)
class Cancelled:
    """Registered by mistake: its stage is hidden, but its receipt may be in somebody's hands."""

    number: str


@dataclass(frozen=True)
class Verified:
    """A permit: `state` as in domain.md 5.3, derived on the day it is asked. `until` None: as long as it is used."""

    number: str
    service: str
    state: str
    issued: date | None
    starts: date | None
    until: date | None


@dataclass(frozen=True)
class Status:
    """One line of the status file. `changed` is when the file came to its stage."""

    number: str
    service: str
    stage: str
    words: str
    received: date
    promised: date
    due: date | None
    changed: datetime


Shown = Tracked | Cancelled | Verified

_COLUMNS: tuple[Any, ...] = (
    *(Application.id, Application.number, Application.permit_name, Application.kind, Application.stage),
    *(Application.since, Application.outcome, Application.resume_at, Application.route, Application.holder),
    *(Application.received, Application.days, Application.promised, Application.due, Application.pauses),
    held_back(bindparam("today")).label("withheld"),
)
_PERMIT_COLUMNS: tuple[Any, ...] = (
    *(Permit.number, Permit.state, Permit.issued, Permit.valid_from, Permit.valid_until),
    *(Application.permit_name, Application.kind),
)
# Built once: at 500 pages a second the building counts.
_FILE = select(*_COLUMNS).where(Application.tracking == bindparam("token"))
_PERMIT = select(*_PERMIT_COLUMNS).join_from(Permit, Application).where(Permit.token == bindparam("token"))


def contact(look: Look) -> OfficeContact | None:
    office = look.office
    if office is None:
        return None
    return OfficeContact(
        office=office.name,
        government=office.government,
        regency=office.regency,
        address=office.address,
        phone=office.phone,
        website=office.website,
        training=office.training,
    )


def behind(look: Look, token: str) -> Shown | None:
    """What a token stands for: a file or a permit; None where the register has not (yet) heard of it."""
    file = look.session.execute(_FILE, {"token": token, "today": look.today}).one_or_none()
    if file is not None:
        return Cancelled(file.number) if file.stage == stages.CANCELLED else _tracked(look, file)
    permit = look.session.execute(_PERMIT, {"token": token}).one_or_none()
    return _verified(look, permit) if permit is not None else None


def statuses(look: Look) -> Iterator[Status]:
    """Files that are not closed and those closed in the last ninety days, by number; cancelled ones are hidden."""
    listed = or_(Application.stage.not_in(stages.ENDED), Application.since >= look.now - RECENT)
    wanted = select(*_COLUMNS).where(listed, Application.stage != stages.CANCELLED).order_by(Application.number)
    for file in look.session.execute(wanted, {"today": look.today}):
        yield Status(
            number=file.number,
            service=file.permit_name,
            stage=file.stage,
            words=_wording(look, file),
            received=look.local(file.received).date(),
            promised=file.promised,
            due=file.due if file.stage in stages.RUNNING else None,
            changed=look.local(file.since),
        )


def _tracked(look: Look, file: Row[Any]) -> Tracked:
    phases = _phases(_place(file))
    due = file.due if file.stage in stages.RUNNING else None
    return Tracked(
        number=file.number,
        service=file.permit_name,
        kind=label(file.kind),
        stage=file.stage,
        now=_wording(look, file),
        since=look.local(file.since).date(),
        phases=phases,
        coming=_coming(file.stage, phases),
        unit=_unit(look, file),
        todo=todo(WITHHELD if _withheld(file) else file.stage),
        received=look.local(file.received),
        days=file.days,
        promised=file.promised,
        due=due,
        late=due is not None and is_late(look.today, due),
        stopped=due is None and file.stage in stages.RUNNING,
        deadline=_deadline(look, file),
        collects=file.stage not in stages.ENDED and not _withheld(file),
        ready=file.stage in (stages.COLLECTION, stages.REFUSED) and not _withheld(file),
        withheld=_withheld(file),
    )


def _withheld(file: Row[Any]) -> bool:
    """Whether the permit lies in the office and is not handed over."""
    return file.stage == stages.COLLECTION and bool(file.withheld)


def _place(file: Row[Any]) -> FileState:
    route = tuple(from_plain(step, RouteStep) for step in file.route)
    return FileState(file.stage, route, file.outcome, file.resume_at)


def _phases(place: FileState) -> tuple[Phase, ...]:
    """The route as the public knows it; none where the file has left it for good."""
    standing = verification(place) if place.stage == stages.RETURNED else place.stage
    if not place.has(standing) and standing != stages.DONE:
        return ()
    at = place.index(standing) if place.has(standing) else len(place.route)
    told = [
        (words, {number for number, _ in group})
        for words, group in groupby(enumerate(place.route), lambda numbered: phase(numbered[1].step))
    ]
    return tuple(Phase(words, _state(numbers, at)) for words, numbers in told)


def _state(numbers: set[int], at: int) -> str:
    if at in numbers:
        return "now"
    return "done" if max(numbers) < at else "ahead"


def _coming(stage: str, phases: tuple[Phase, ...]) -> str:
    """What follows; for a returned file the look at what was brought."""
    if stage == stages.RETURNED:
        return next(each.words for each in phases if each.state == "now")
    return next((each.words for each in phases if each.state == "ahead"), "")


def _wording(look: Look, file: Row[Any]) -> str:
    if file.stage == stages.DRAFTING and (file.outcome == stages.REFUSAL or file.kind == REVOCATION):
        return REFUSED_DRAFT
    if _withheld(file):
        return permit_state(file.withheld)[1]
    if file.stage == stages.COLLECTION and file.kind == REVOCATION:
        return REVOKED_READY
    day = _visit(look, file) if file.stage == stages.VISIT else None
    agency = _agency(look, file) if file.stage == stages.AGENCY else ""
    return public_wording(file.stage, agency=agency, day=long_date(day) if day else "")


def _unit(look: Look, file: Row[Any]) -> str:
    """Who holds it, by office and never by name."""
    if file.stage == stages.AGENCY and (agency := _agency(look, file)):
        return agency
    return unit(file.holder or "nobody")


def _agency(look: Look, file: Row[Any]) -> str:
    asked = select(Recommendation.agency).where(Recommendation.application_id == file.id)
    name = look.session.scalar(asked.order_by(Recommendation.asked.desc()).limit(1))
    known = look.reference.catalogue.agencies.get(name or "")
    return known.label if known else ""


def _visit(look: Look, file: Row[Any]) -> date | None:
    planned = select(Inspection.planned).where(Inspection.application_id == file.id)
    return look.session.scalar(planned.order_by(Inspection.planned.desc()).limit(1))


def _deadline(look: Look, file: Row[Any]) -> date | None:
    if file.stage != stages.RETURNED:
        return None
    open_one = select(Revision.deadline).where(Revision.application_id == file.id, Revision.back.is_(None))
    return look.session.scalar(open_one.order_by(Revision.returned.desc()).limit(1))


def _verified(look: Look, permit: Row[Any]) -> Verified:
    revocation = permit.kind == REVOCATION
    service = f"Pencabutan {permit.permit_name}" if revocation else permit.permit_name
    if permit.state == PREPARED:  # a paper that is not out has no day yet
        return Verified(permit.number, service, PREPARED, None, None, None)
    state = standing_of(permit, permit.kind, look.today)
    return Verified(permit.number, service, state, permit.issued, permit.valid_from, permit.valid_until)
