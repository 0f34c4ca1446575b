"""Rekapitulasi per jenis (table 1 of the monthly report), with both sides of its balance counted apart.

Left: what was open before and what came, from the dates the files carry (`received`, `ended`). Right: what left, from
the acts of the journal in the period, and what was open at the end, from the stage each file had then. Nothing of the
right is computed from the left, so a row that was changed past the journal, or lost, leaves them unequal.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from app.models.application import Application
from app.models.journal import Entry
from app.queries.finding import start_of
from app.queries.look import Look
from app.rules import stages
from app.rules.workflow import BY_ACT, TABLE

ENDINGS = tuple(row.act for row in TABLE if row.clock == "end")
REGISTRATION = "register_application"
GIVEN_UP = tuple(act for act in ENDINGS if BY_ACT[act].to in (stages.WITHDRAWN, stages.LAPSED, stages.CANCELLED))
STRAYS = 20
"""So many files that do not agree are named; more would be another kind of trouble."""


@dataclass(frozen=True)
class RecapRow:
    """Files of one permit type, or of all. `given_up` are withdrawn, lapsed and cancelled."""

    code: str
    service: str
    before: int
    came: int
    issued: int
    refused: int
    given_up: int
    remaining: int

    @property
    def left(self) -> int:
        return self.before + self.came

    @property
    def right(self) -> int:
        return self.issued + self.refused + self.given_up + self.remaining

    @property
    def balanced(self) -> bool:
        return self.left == self.right


@dataclass(frozen=True)
class Recap:
    """`strays` are registration numbers of files whose dates differ from the journal in this period."""

    first: date
    last: date
    rows: tuple[RecapRow, ...]
    total: RecapRow
    strays: tuple[str, ...]

    @property
    def balanced(self) -> bool:
        return all(row.balanced for row in self.rows)


@dataclass(frozen=True)
class _Period:
    """Days included; `start` and `end` the moments of it, the end not included."""

    first: date
    last: date
    start: datetime
    end: datetime


def recap(look: Look, first: date, last: date) -> Recap:
    """From `first` to `last`, both included, in the office's own days."""
    period = _Period(first, last, start_of(look, first), start_of(look, last + timedelta(days=1)))
    left = (_before(look, period), _came(look, period))
    right = (*_ended(look, period), _remaining(look, period))
    names = {code: _name(look, code) for part in (*left, *right) for code in part}
    codes = sorted(names, key=lambda code: names[code])
    rows = tuple(RecapRow(code, names[code], *(part[code] for part in (*left, *right))) for code in codes)
    total = RecapRow("", "", *(sum(part.values()) for part in (*left, *right)))
    return Recap(first, last, rows, total, _strays(look, period))


def _by_permit(look: Look, *conditions: ColumnElement[bool]) -> Counter[str]:
    wanted = select(Application.permit_code, func.count()).where(*conditions).group_by(Application.permit_code)
    return Counter({code: count for code, count in look.session.execute(wanted)})


def _before(look: Look, period: _Period) -> Counter[str]:
    not_ended = or_(Application.ended.is_(None), Application.ended >= period.first)
    return _by_permit(look, Application.received < period.start, not_ended)


def _came(look: Look, period: _Period) -> Counter[str]:
    return _by_permit(look, Application.received >= period.start, Application.received < period.end)


def _ended(look: Look, period: _Period) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Issued, refused, given up: by the act that ended each file. OSS refuses in the act that records its result."""
    acts = (
        select(Application.permit_code, Application.outcome, Entry.kind)
        .join(Application, Application.id == Entry.application_id)
        .where(Entry.at >= period.start, Entry.at < period.end, Entry.kind.in_(ENDINGS))
    )
    issued, refused, given_up = Counter[str](), Counter[str](), Counter[str]()
    for code, outcome, kind in look.session.execute(acts):
        part = given_up if kind in GIVEN_UP else refused if outcome == stages.REFUSAL else issued
        part[code] += 1
    return issued, refused, given_up


def _remaining(look: Look, period: _Period) -> Counter[str]:
    """Files whose last act up to the end of the period left them at a stage where the office still works on them.

    Only files that run now, or ended later, can have been open then: the others are not looked up.
    """
    act = aliased(Entry)
    stage_then = (
        select(act.stage_after)
        .where(act.application_id == Application.id, act.at < period.end)
        .order_by(act.position.desc())
        .limit(1)
        .scalar_subquery()
    )
    possible = or_(Application.stage.in_(stages.RUNNING), Application.ended > period.last)
    return _by_permit(look, Application.received < period.end, possible, stage_then.in_(stages.RUNNING))


def _strays(look: Look, period: _Period) -> tuple[str, ...]:
    """Files that came or ended in this period by their own dates but not by the journal, or the other way round."""
    came = select(Application.id).where(Application.received >= period.start, Application.received < period.end)
    ended = select(Application.id, Application.ended).where(Application.ended.between(period.first, period.last))
    acts = select(Entry.application_id, Entry.kind, Entry.at).where(
        Entry.at >= period.start, Entry.at < period.end, Entry.kind.in_((REGISTRATION, *ENDINGS))
    )
    kept = {(file, None) for file in look.session.scalars(came)}
    kept |= {(row.id, row.ended) for row in look.session.execute(ended)}
    done = {
        (row.application_id, None if row.kind == REGISTRATION else look.local(row.at).date())
        for row in look.session.execute(acts)
    }
    files = sorted({str(file) for file, _ in kept ^ done})[:STRAYS]
    numbers = look.session.scalars(select(Application.number).where(Application.id.in_(files)))
    return tuple(sorted(numbers))


def _name(look: Look, code: str) -> str:
    """As the catalogue has it, else as the newest file of a permit type that left the catalogue."""
    permit = look.reference.catalogue.permit(code)
    if permit is not None:
        return permit.name
    newest = select(Application.permit_name).where(Application.permit_code == code).limit(1)
    return look.session.scalar(newest) or code
