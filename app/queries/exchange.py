"""What passes between this counter and its centre, for people: acts that wait, and losses of contact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import func, or_, select

from app.decoding import from_json
from app.models.application import Application
from app.models.exchange import Act, Outage
from app.models.journal import Document, Entry
from app.models.office import Device, Staff
from app.queries.look import Look

# What a file or an act waits for.
SENDING, NUMBER = "sending", "number"
PRINT = "record_print"
LIMIT = 500
OUTAGES_LIMIT = 300
MONTHS = timedelta(days=400)


@dataclass(frozen=True)
class WaitingAct:
    """An own act the centre has not processed. `at` and `tried` are local, `age` in seconds; `answer` and `reason` are
    the centre's last word, empty where there is none. `unnumbered`: it takes effect only with the centre's number."""

    id: str
    act: str
    application: str
    number: str
    who: str
    at: datetime
    age: int
    answer: str
    reason: str
    tries: int
    tried: datetime | None
    unnumbered: bool


@dataclass(frozen=True)
class WaitingActs:
    """The oldest first; `total` counts those left off, too."""

    rows: tuple[WaitingAct, ...]
    total: int
    zone: ZoneInfo


def waits(look: Look, applications: Iterable[str]) -> Mapping[str, str]:
    """Of these files those with an own act the centre has not processed: `number` where it is one that only the centre
    can finish, else `sending`."""
    told = (
        select(Act.application_id, Entry.id)
        .outerjoin(Entry, Entry.id == Act.id)
        .where(Act.feed.is_(None), Act.application_id.in_(tuple(applications)))
        .order_by(Act.position)
    )
    found: dict[str, str] = {}
    for file, entry in look.session.execute(told):
        if file is not None and found.get(file) != NUMBER:
            found[file] = NUMBER if entry is None else SENDING
    return found


class _When(msgspec.Struct):
    """Of a written act, when."""

    at: datetime


def waiting(look: Look, limit: int = LIMIT) -> WaitingActs:
    """All own acts that wait."""
    total = look.session.scalar(select(func.count(Act.id)).where(Act.feed.is_(None))) or 0
    told = (
        select(Act, Application.number, Staff.name, Entry.id)
        .outerjoin(Application, Application.id == Act.application_id)
        .outerjoin(Staff, Staff.id == Act.actor_id)
        .outerjoin(Entry, Entry.id == Act.id)
        .where(Act.feed.is_(None))
        .order_by(Act.position)
        .limit(limit)
    )
    rows = tuple(_of_file(look, act, _waiting_act(look, act, *rest)) for act, *rest in look.session.execute(told))
    return WaitingActs(rows, total, look.zone)


class _Paper(msgspec.Struct):
    document: str


class _Printed(msgspec.Struct):
    """Of a written print, what came out."""

    payload: _Paper


def _of_file(look: Look, act: Act, row: WaitingAct) -> WaitingAct:
    """A print is about a document; people know it by its file."""
    if act.kind != PRINT:
        return row
    paper = look.session.get(Document, from_json(act.body, _Printed).payload.document)
    file = look.session.get(Application, paper.application_id) if paper and paper.application_id else None
    return replace(row, application=file.id, number=file.number) if file else row


def _waiting_act(look: Look, act: Act, number: str | None, who: str | None, entry: str | None) -> WaitingAct:
    at = when(act.body)
    return WaitingAct(
        id=act.id,
        act=act.kind,
        application=act.application_id or "",
        number=number or "",
        who=who or "",
        at=look.local(at),
        age=max(0, round((look.now - at).total_seconds())),
        answer=act.answer,
        reason=act.reason,
        tries=act.tries,
        tried=look.local(act.tried) if act.tried else None,
        unnumbered=entry is None,
    )


def when(body: bytes) -> datetime:
    """When the act of these bytes was done, by the clock of its PC (UTC)."""
    return from_json(body, _When).at


@dataclass(frozen=True)
class OutageRow:
    """Times are local; `length` in seconds, `acts` done meanwhile. `cause` is a code."""

    id: str
    counter: str
    began: datetime
    ended: datetime | None
    length: int
    acts: int
    cause: str


@dataclass(frozen=True)
class MonthOfOutages:
    """`length` in seconds, over all counters."""

    year: int
    month: int
    count: int
    length: int
    acts: int


@dataclass(frozen=True)
class OutageList:
    """Newest first. The months are whole, whatever was left off of the rows."""

    rows: tuple[OutageRow, ...]
    months: tuple[MonthOfOutages, ...]


def outages(look: Look, limit: int = OUTAGES_LIMIT) -> OutageList:
    """Of the last thirteen months."""
    told = (
        select(Outage, Device.name)
        .outerjoin(Device, Device.code == Outage.device)
        .where(or_(Outage.ended.is_(None), Outage.began > look.now - MONTHS))
        .order_by(Outage.began.desc())
    )
    rows = tuple(
        OutageRow(
            id=outage.id,
            counter=name or outage.device,
            began=look.local(outage.began),
            ended=look.local(outage.ended) if outage.ended else None,
            length=round(((outage.ended or look.now) - outage.began).total_seconds()),
            acts=outage.acts,
            cause=outage.cause,
        )
        for outage, name in look.session.execute(told)
    )
    return OutageList(rows[:limit], _months(rows))


def _months(rows: tuple[OutageRow, ...]) -> tuple[MonthOfOutages, ...]:
    months: dict[tuple[int, int], list[OutageRow]] = {}
    for row in rows:
        months.setdefault((row.began.year, row.began.month), []).append(row)
    return tuple(
        MonthOfOutages(*month, len(each), sum(row.length for row in each), sum(row.acts for row in each))
        for month, each in months.items()
    )
