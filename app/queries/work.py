"""Antrean kerja: what waits for one person's roles, mandates of today included, most urgent first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, false, func, or_, select

from app.models.application import Application
from app.models.office import Mandate
from app.queries.exchange import waits
from app.queries.look import Look
from app.queries.permits import held_back
from app.queries.rights import files_of, in_effect, roles_at
from app.rules import matching, stages
from app.rules.clock import days_left, due_soon, is_late
from app.rules.wording import title_name
from app.rules.workflow import BY_ACT
from app.rules.working_days import Calendar

LIMIT = 500
# Returned and unpaid files wait for the applicant; what has ended waits for nobody.
WAITING = tuple(
    stage
    for stage in (*stages.RUNNING, stages.COLLECTION, stages.REFUSED)
    if stage not in (stages.RETURNED, stages.PAYMENT)
)
MATCHING = "belum_dicocokkan"
"""In the place of a stage: what nobody has compared with the central data yet, whoever holds it."""
_nik = Application.person["nik"].as_string()
COLUMNS: tuple[Any, ...] = (
    Application.id,
    Application.number,
    Application.applicant_name,
    Application.body,
    Application.short_name,
    Application.stage,
    Application.outcome,
    Application.holder,
    Application.due,
    Application.day_zero,
    Application.days,
    Application.match,
    _nik.label("nik"),
)


@dataclass(frozen=True)
class WorkRow:
    """`left` in working days, negative once late, None where no clock runs; `days` is the service standard; `match` as
    in app.rules.matching. `waits` is `sending` or `number` where the centre has not processed every own act. `withheld`
    is the standing for which an issued permit is not handed over. `estimate`: the due day was counted over a year whose
    holidays are not known. `returns`: this person may send it back to its applicant from here.
    """

    id: str
    number: str
    applicant: str
    service: str
    stage: str
    outcome: str
    holder: str
    due: date | None
    left: int | None
    days: int
    late: bool
    soon: bool
    match: str
    waits: str = ""
    withheld: str = ""
    estimate: bool = False
    returns: bool = False


@dataclass(frozen=True)
class StageCount:
    stage: str
    count: int


@dataclass(frozen=True)
class Queue:
    """`counts` is over everything that waits, whatever is typed or chosen; `more` where rows were left off; `unmatched`
    counts the files to compare with the central data, None for whom that is no work."""

    rows: tuple[WorkRow, ...]
    counts: tuple[StageCount, ...]
    more: bool = False
    unmatched: int | None = None

    @property
    def total(self) -> int:
        return sum(each.count for each in self.counts)


def queue(look: Look, staff_id: str, text: str = "", stage: str = "", limit: int = LIMIT) -> Queue:
    """What waits for this person; `text` narrows to numbers and names, `stage` to one stage or to MATCHING."""
    mine = _mine(look, staff_id)
    compared = files_of(look.session, staff_id, BY_ACT["record_match"].who, look.now, look.today)
    to_match = and_(compared, _UNMATCHED) if compared is not None else None
    behind = to_match if stage == MATCHING and to_match is not None else mine
    counting = select(Application.stage, func.count()).where(mine).group_by(Application.stage)
    counted = {row[0]: row[1] for row in look.session.execute(counting)}
    wanted = (
        select(*(*COLUMNS, held_back(look.today).label("withheld"), _returned_by(look, staff_id).label("returns")))
        .where(behind, *_narrowed(text, "" if stage == MATCHING else stage))
        .order_by(Application.due.is_(None), Application.due, Application.received)
        .limit(limit + 1)
    )
    found: Sequence[Row[Any]] = look.session.execute(wanted).all()
    calendar = look.calendar
    unsent = waits(look, (row.id for row in found[:limit]))
    rows = sorted((_row(row, look, calendar, unsent) for row in found[:limit]), key=_urgency)
    counts = tuple(StageCount(each, counted[each]) for each in stages.STAGES if each in counted)
    return Queue(tuple(rows), counts, len(found) > limit, _count(look, to_match))


_UNMATCHED: ColumnElement[bool] = and_(
    Application.stage.in_(BY_ACT["record_match"].at), Application.match.not_in(matching.RECORDED), _nik != ""
)


def _returned_by(look: Look, staff_id: str) -> ColumnElement[bool]:
    row = BY_ACT["return_for_revision"]
    files = files_of(look.session, staff_id, row.who, look.now, look.today)
    return false() if files is None else and_(files, Application.stage.in_(row.at))


def _count(look: Look, files: ColumnElement[bool] | None) -> int | None:
    if files is None:
        return None
    return look.session.scalar(select(func.count()).select_from(Application).where(files)) or 0


def _mine(look: Look, staff_id: str) -> ColumnElement[bool]:
    """Held by a role of this person, or by one the person acts for or may sign for today."""
    roles = roles_at(look.session, staff_id, look.now)
    own: list[ColumnElement[bool]] = [Application.holder.in_(roles)]
    held = select(Mandate).where(Mandate.substitute_id == staff_id, in_effect(look.today, look.now))
    for mandate in look.session.scalars(held):
        scope = [Application.permit_code.in_(mandate.scope)] if mandate.scope else []
        own.append(and_(Application.holder == mandate.role, *scope))
        roles |= {mandate.role}
    delegate = Application.permit_type["permit", "signatory", "may_delegate_to"].as_string()
    own.append(and_(Application.stage == stages.SIGNING, delegate.in_(roles)))
    return and_(Application.stage.in_(WAITING), or_(*own))


def _narrowed(text: str, stage: str) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Application.stage == stage] if stage else []
    for word in text.split():
        conditions.append(
            or_(
                Application.number.icontains(word, autoescape=True),
                Application.applicant_name.icontains(word, autoescape=True),
                Application.short_name.icontains(word, autoescape=True),
            )
        )
    return conditions


def _row(row: Row[Any], look: Look, calendar: Calendar, unsent: Mapping[str, str]) -> WorkRow:
    today = look.today
    due: date | None = row.due if row.stage in stages.RUNNING else None
    return WorkRow(
        id=row.id,
        number=row.number,
        applicant=row.applicant_name if row.body else title_name(row.applicant_name),
        service=row.short_name,
        stage=row.stage,
        outcome=row.outcome,
        holder=row.holder,
        due=due,
        left=days_left(today, due, calendar) if due else None,
        days=row.days,
        late=bool(due and is_late(today, due)),
        soon=bool(due and due_soon(today, due, row.days, calendar)),
        match=matching.known_match(row.match, row.nik),
        waits=unsent.get(row.id, ""),
        withheld=row.withheld if row.stage == stages.COLLECTION else "",
        estimate=look.is_estimate(row.day_zero, due),
        returns=bool(row.returns),
    )


def _urgency(row: WorkRow) -> tuple[bool, bool, bool, date, str]:
    return (not row.late, not row.soon, row.due is None, row.due or date.max, row.number)
