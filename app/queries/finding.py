"""Finding a file by whatever somebody has in hand: a number, a scanned code, a name, a telephone, a permit number.

What is exact is looked up by index and stands alone; everything else is found in the trigram index, newest first.
Rows of that index are numbered as they are written, so that its own order is the order of time and nothing is sorted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, column, func, literal_column, or_, select, table
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from app.models.application import Applicant, Application, Permit
from app.models.office import Device
from app.models.register import SEARCH_INDEX
from app.queries.finding_words import LEAST, code_of, digits_of, match_of, parts_of
from app.queries.look import Look
from app.queries.permits import held_back
from app.rules import registration, stages, tracking
from app.rules.wording import title_name

LIMIT = 200
MOST = 20_000  # rows of one list that is saved
COMMON = 1_500
"""From so many rows on, a filter or a word is of no help in finding: time is walked instead."""
STAGE, PERMIT, RECEIVED = "stage", "permit_code", "received"

_index = table(SEARCH_INDEX, column("rowid"), column("application_id"))
_place: ColumnElement[int] = literal_column(f"{SEARCH_INDEX}.rowid")
_match: ColumnElement[bool] = literal_column(SEARCH_INDEX).op("MATCH", is_comparison=True)(bindparam("words"))

Wrap = Callable[[Any], Any]


@dataclass(frozen=True)
class Filters:
    """Empty values do not narrow. Dates are days of receipt in the office's own zone, both included."""

    stage: str = ""
    permit: str = ""
    since: date | None = None
    until: date | None = None
    counter: str = ""


NOTHING = Filters()


@dataclass(frozen=True)
class FoundRow:
    """One file in a list. `applicant` as written on paper; `nik_last4` is all of the NIK that leaves the register.
    `withheld` is the standing for which an issued permit is not handed over. `estimate`: the due day was counted over a
    year whose holidays are not known."""

    id: str
    number: str
    applicant: str
    nik_last4: str
    permit_code: str
    service: str
    kind: str
    subject: str
    stage: str
    received: datetime
    due: date | None
    ended: date | None
    counter: str
    withheld: str = ""
    estimate: bool = False


@dataclass(frozen=True)
class After:
    """Where a list goes on: the place in the trigram index, or the moment and id of the last row."""

    place: int = 0
    received: datetime | None = None
    id: str = ""


@dataclass(frozen=True)
class SearchResult:
    """`after` is None where there is no more. `exact`: asked for by a number of its own, and the only one."""

    rows: tuple[FoundRow, ...]
    after: After | None = None
    exact: bool = False


@dataclass(frozen=True)
class Choices:
    """What the filters offer: (code, name) of permit types and counters."""

    permits: tuple[tuple[str, str], ...]
    counters: tuple[tuple[str, str], ...]


def choices(look: Look) -> Choices:
    permits = sorted((permit.code, permit.short_name) for permit in look.reference.catalogue.permits)
    return Choices(tuple(permits), tuple(sorted(_counters(look).items(), key=lambda pair: pair[1])))


def find(
    look: Look, text: str, filters: Filters = NOTHING, after: After | None = None, limit: int = LIMIT
) -> SearchResult:
    """Files for what was typed or scanned. Under three letters: the newest."""
    typed = code_of(text)
    if len(registration.compact(typed)) < LEAST:
        return _listed(look, filters, after, limit, _narrowest(look, filters))
    if not after and (ids := ids_of(look, typed)):
        wanted = _rows(look).where(Application.id.in_(ids), *_conditions(look, filters))
        exact = _shown(look, look.session.execute(wanted.order_by(Application.received.desc())).all())
        return SearchResult(exact, exact=len(exact) == 1)
    return _matching(look, typed, filters, after, limit)


def ids_of(look: Look, typed: str) -> tuple[str, ...]:
    """Files that carry exactly this: registration number, tracking code, permit number or token, NIK. Newest first."""
    token = tracking.normalise(typed)
    single: tuple[Select[str], ...] = (
        select(Application.id).where(Application.number == registration.normalise(typed)),
        select(Application.id).where(Application.tracking == token),
        select(Permit.application_id).where(Permit.number == typed),
        select(Permit.application_id).where(Permit.token == token),
    )
    for wanted in single:
        if found := look.session.scalar(wanted):
            return (found,)
    person = digits_of(typed) or registration.compact(typed)
    owners = select(Applicant.id).where(or_(Applicant.nik == person, Applicant.foreign_id == person))
    owned = select(Application.id).where(Application.applicant_id.in_(owners))
    return tuple(look.session.scalars(owned.order_by(Application.received.desc()).limit(LIMIT)))


def start_of(look: Look, day: date) -> datetime:
    """Midnight at the office, as kept in the register (UTC)."""
    return datetime.combine(day, time(), look.zone).astimezone(UTC)


def everything(look: Look, text: str, filters: Filters = NOTHING, most: int = MOST, page: int = LIMIT) -> SearchResult:
    """All pages of `find` in one, at most `most` rows; `after` is None where that is really all."""
    rows: list[FoundRow] = []
    after: After | None = None
    while True:
        found = find(look, text, filters, after, page)
        rows.extend(found.rows)
        after = found.after
        if after is None or len(rows) >= most:
            return SearchResult(tuple(rows[:most]), after)


def _matching(look: Look, typed: str, filters: Filters, after: After | None, limit: int) -> SearchResult:
    """Many files with these words and few that pass the filters: the few are read. Otherwise the words lead."""
    few = _narrowest(look, filters)
    if few and _common(look, typed):
        return _listed(look, filters, after, limit, few, (_has_words(typed),))
    wanted = (
        _rows(look, _place.label("place"))
        .join_from(_index, Application, Application.id == _index.c.application_id)
        .where(_match, *_conditions(look, filters))
    )
    if after:
        wanted = wanted.where(_place < after.place)
    rows = look.session.execute(wanted.order_by(_place.desc()).limit(limit + 1), {"words": match_of(typed)}).all()
    more = After(place=rows[limit - 1].place) if len(rows) > limit else None
    return SearchResult(_shown(look, rows[:limit]), more)


def _listed(
    look: Look,
    filters: Filters,
    after: After | None,
    limit: int,
    by: str,
    further: tuple[ColumnElement[bool], ...] = (),
) -> SearchResult:
    """Newest first: through the index of the filter `by` and sorted, or along the time of receipt where it is ""."""
    wanted = _rows(look).where(*_conditions(look, filters, by or RECEIVED), *further)
    if after and after.received:
        earlier_id = and_(Application.received == after.received, Application.id < after.id)
        wanted = wanted.where(
            Application.received <= after.received, or_(Application.received < after.received, earlier_id)
        )
    order = (Application.received.desc(), Application.id.desc())
    rows = look.session.execute(wanted.order_by(*order).limit(limit + 1)).all()
    more = After(received=rows[limit - 1].received, id=rows[limit - 1].id) if len(rows) > limit else None
    return SearchResult(_shown(look, rows[:limit]), more)


def _common(look: Look, typed: str) -> bool:
    some = select(_place).select_from(_index).where(_match).limit(COMMON).subquery()
    return look.session.scalar(select(func.count()).select_from(some), {"words": match_of(typed)}) == COMMON


def _has_words(typed: str) -> ColumnElement[bool]:
    """The same question without the trigram index, to the columns that `app.actions.searching` writes there."""
    person = Application.person
    phone = person["phone"].as_string()
    columns: tuple[Any, ...] = (
        func.replace(Application.number, "-", ""),
        Application.number,
        Application.tracking,
        person["nik"].as_string(),
        person["foreign_id"].as_string(),
        Application.applicant_name,
        person["name"].as_string(),
        phone,
        func.replace(phone, "+62", "0"),
        Application.proxy["name"].as_string(),
        select(Permit.number).where(Permit.application_id == Application.id).scalar_subquery(),
    )
    words = func.lower(reduce(_with_space, (func.coalesce(each, "") for each in columns)))
    parts = and_(*(func.instr(words, part.lower()) > 0 for part in parts_of(typed)))
    digits = digits_of(typed)
    return or_(func.instr(words, digits) > 0, parts) if digits else parts


def _with_space(before: Any, following: Any) -> Any:
    return before.concat(" ").concat(following)


def _narrowest(look: Look, filters: Filters) -> str:
    """The filter whose index leads to the fewest files, "" where each still leaves many."""
    counted = {}
    for name, conditions in _indexed(look, filters).items():
        some = select(Application.id).where(*conditions).limit(COMMON).subquery()
        counted[name] = look.session.scalar(select(func.count()).select_from(some)) or 0
    best = min(counted, key=lambda name: counted[name], default="")
    return best if counted.get(best, COMMON) < COMMON else ""


def _conditions(look: Look, filters: Filters, by: str = "") -> list[ColumnElement[bool]]:
    """All filters, of which only `by` may use its index: the planner has no statistics of the register and would
    sort 95,000 ended files to show 200."""
    found = [Application.counter == filters.counter] if filters.counter else []
    named, others = _indexed(look, filters), _indexed(look, filters, _unindexed)
    return found + [condition for name in named for condition in (named if name == by else others)[name]]


def _as_it_is(expression: Any) -> Any:
    return expression


def _unindexed(expression: Any) -> Any:
    """SQLite looks up no index for a column behind a plus."""
    return UnaryExpression(expression, operator=custom_op("+"), type_=expression.type)


def _indexed(look: Look, filters: Filters, wrap: Wrap = _as_it_is) -> dict[str, list[ColumnElement[bool]]]:
    """The filters whose column has an index."""
    dates: list[ColumnElement[bool]] = []
    if filters.since:
        dates.append(wrap(Application.received) >= start_of(look, filters.since))
    if filters.until:
        dates.append(wrap(Application.received) < start_of(look, filters.until + timedelta(days=1)))
    found: dict[str, list[ColumnElement[bool]]] = {
        STAGE: [wrap(Application.stage) == filters.stage] if filters.stage else [],
        PERMIT: [wrap(Application.permit_code) == filters.permit] if filters.permit else [],
        RECEIVED: dates,
    }
    return {name: conditions for name, conditions in found.items() if conditions}


def _rows(look: Look, *further: ColumnElement[Any]) -> Select[Any]:
    person = Application.person
    return select(
        Application.id,
        Application.number,
        Application.applicant_name,
        func.json_type(Application.body).label("body"),
        func.substr(person["nik"].as_string(), -4).label("nik"),
        func.substr(person["foreign_id"].as_string(), -4).label("foreign_id"),
        Application.permit_code,
        Application.short_name,
        Application.kind,
        Application.subject,
        Application.stage,
        Application.received,
        Application.due,
        Application.day_zero,
        Application.ended,
        Application.counter,
        held_back(look.today).label("withheld"),
        *further,
    )


def _shown(look: Look, rows: Sequence[Row[Any]]) -> tuple[FoundRow, ...]:
    counters = _counters(look)
    return tuple(
        FoundRow(
            id=row.id,
            number=row.number,
            applicant=row.applicant_name if row.body == "object" else title_name(row.applicant_name),
            nik_last4=row.nik or row.foreign_id or "",
            permit_code=row.permit_code,
            service=row.short_name,
            kind=row.kind,
            subject=row.subject,
            stage=row.stage,
            received=look.local(row.received),
            due=row.due,
            ended=row.ended,
            counter=counters.get(row.counter, row.counter),
            withheld=row.withheld if row.stage == stages.COLLECTION else "",
            estimate=look.is_estimate(row.day_zero, row.due),
        )
        for row in rows
    )


def _counters(look: Look) -> dict[str, str]:
    return {row.code: row.name for row in look.session.execute(select(Device.code, Device.name))}
