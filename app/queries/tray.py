"""Perlu keputusan: acts that could not stand, or stand with a question mark, as a person has to judge them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from app.models.application import Application
from app.models.exchange import Act, TrayItem
from app.models.journal import Entry
from app.models.office import Device, Staff
from app.queries.exchange import when
from app.queries.look import Look
from app.queries.rights import mandates_at, roles_at
from app.rules.tray import SUPERVISORS, WITHDRAW, against_closing

LIMIT = 500
CLOSED_LIMIT = 200


@dataclass(frozen=True)
class Other:
    """Another act of the same person at the same PC, with the same trouble; `at` is local."""

    act: str
    at: datetime


@dataclass(frozen=True)
class TrayMatter:
    """Something a person has to decide on. Times are local.

    `stands`: what was done is in the register all the same, with a question mark. `saw` and `now` are stages;
    `now_act`, `now_who` and `now_at` the last that happened to the file. `again`: a like act was done since then.
    `more` acts of this person at this PC have the same trouble; `others` are the first of them.
    `paper` is what stands on the paper of the act by the name of its part, where the centre reckoned otherwise, and
    `reckoned` what that was; JSON values.
    `may_adopt` and `against_closing`, the code that speaks against it, are of the person who asks.
    """

    id: str
    application: str
    number: str
    act: str
    actor: str
    who: str
    counter: str
    at: datetime
    cause: str
    reasons: tuple[str, ...]
    saw: str
    now: str
    now_act: str
    now_who: str
    now_at: datetime | None
    opened: datetime
    stands: bool
    again: bool
    may_adopt: bool
    payload: Mapping[str, Any] = field(repr=False)
    paper: Mapping[str, Any] = field(default_factory=dict, repr=False)
    reckoned: Mapping[str, Any] = field(default_factory=dict, repr=False)
    closed: datetime | None = None
    closed_by: str = ""
    settled: str = ""
    note: str = ""
    more: int = 0
    against_closing: str = ""
    others: tuple[Other, ...] = ()


@dataclass(frozen=True)
class Tray:
    """Newest first."""

    open: tuple[TrayMatter, ...]
    closed: tuple[TrayMatter, ...]
    supervises: bool


def tray(look: Look, staff_id: str, limit: int = LIMIT) -> Tray:
    """What concerns this person: own acts, for a supervisor those of everybody."""
    supervises = _supervises(look, staff_id)
    asks = _Asks(staff_id, supervises)
    found = _matters(look, asks, TrayItem.closed.is_(None), TrayItem.opened, limit)
    closed = _matters(look, asks, TrayItem.closed.is_not(None), TrayItem.closed, CLOSED_LIMIT)
    return Tray(found, closed, supervises)


def tray_count(look: Look, staff_id: str) -> int:
    """Open matters that concern this person."""
    mine = _Asks(staff_id, _supervises(look, staff_id)).concerned
    return look.session.scalar(select(func.count(TrayItem.id)).where(TrayItem.closed.is_(None), mine)) or 0


def _supervises(look: Look, staff_id: str) -> bool:
    """By an own role, or acting for a supervisor in everything today."""
    acting = mandates_at(look.session, staff_id, look.today, look.now, "")
    return bool((roles_at(look.session, staff_id, look.now) | set(acting)) & set(SUPERVISORS))


@dataclass(frozen=True)
class _Asks:
    staff: str
    supervises: bool

    @property
    def concerned(self) -> ColumnElement[bool]:
        return TrayItem.id.is_not(None) if self.supervises else TrayItem.actor_id == self.staff


def _matters(look: Look, asks: _Asks, which: ColumnElement[bool], order: Any, limit: int) -> tuple[TrayMatter, ...]:
    author, closer = aliased(Staff), aliased(Staff)
    told = (
        select(TrayItem, Application.id, Application.number, author.name, closer.name, Device.name, Entry.id)
        .outerjoin(Application, Application.id == TrayItem.application_id)
        .outerjoin(author, author.id == TrayItem.actor_id)
        .outerjoin(closer, closer.id == TrayItem.closed_by)
        .outerjoin(Device, Device.code == TrayItem.device)
        .outerjoin(Entry, Entry.id == TrayItem.id)
        .where(asks.concerned, which)
        .order_by(order.desc(), TrayItem.id.desc())
        .limit(limit)
    )
    rows: list[Any] = list(look.session.execute(told))
    names = _names(look, (row[0] for row in rows))
    again = _done_again(look, [row[0] for row in rows if row[0].closed is None])
    return tuple(_matter(look, row, names, again, asks) for row in rows)


def _matter(look: Look, row: Any, names: Mapping[str, str], again: frozenset[str], asks: _Asks) -> TrayMatter:
    item, file, number, author, closer, counter, entry = row
    own = item.actor_id == asks.staff
    now_at = item.now.get("at")
    return TrayMatter(
        id=item.id,
        application=file or "",
        number=number or item.number,
        act=item.kind,
        actor=item.actor_id,
        who=author or "",
        counter=counter or item.device,
        at=look.local(item.at),
        cause=item.cause,
        reasons=tuple(filter(None, item.reason.split(","))),
        saw=item.saw.get("stage", ""),
        now=item.now.get("stage", ""),
        now_act=item.now.get("act", ""),
        now_who=names.get(item.now.get("actor", ""), ""),
        now_at=look.local(datetime.fromisoformat(now_at)) if now_at else None,
        opened=look.local(item.opened),
        stands=entry is not None,
        again=item.id in again,
        may_adopt=asks.supervises and not own,
        payload=item.payload,
        paper=item.saw.get("paper", {}),
        reckoned=item.now.get("paper", {}),
        closed=look.local(item.closed) if item.closed else None,
        closed_by=closer or "",
        settled=item.settled,
        note=item.note,
        more=item.saw.get("more", 0),
        against_closing=against_closing(item.cause, WITHDRAW, own=own, supervises=asks.supervises),
        others=tuple(_other(look, each) for each in item.saw.get("others", ())),
    )


def _other(look: Look, told: Mapping[str, str]) -> Other:
    return Other(told["kind"], look.local(datetime.fromisoformat(told["at"])))


def _names(look: Look, items: Iterable[TrayItem]) -> Mapping[str, str]:
    """Of those who did the last thing to the files."""
    wanted = {item.now.get("actor", "") for item in items}
    found = look.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))
    return {row[0]: row[1] for row in found}


def _done_again(look: Look, items: list[TrayItem]) -> frozenset[str]:
    """Items whose act has been done once more to the same file since they were put here, or waits to be sent."""
    files = {item.application_id for item in items if item.application_id}
    later = select(Entry.application_id, Entry.kind, Entry.at, Entry.id).where(Entry.application_id.in_(files))
    acts = select(Act).where(Act.application_id.in_(files), Act.feed.is_(None))
    done: list[tuple[Any, ...]] = [tuple(row) for row in look.session.execute(later)]
    done += [(act.application_id, act.kind, when(act.body), act.id) for act in look.session.scalars(acts)]
    return frozenset(
        item.id
        for item in items
        for file, kind, at, act in done
        if (file, kind) == (item.application_id, item.kind) and at > item.opened and act != item.id
    )
