"""What is put before a human: an act that could not stand, with what its author saw and what is now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.commands import KINDS
from app.actions.written import Written
from app.models.application import Application
from app.models.exchange import TrayItem
from app.models.journal import Entry
from app.sync.protocol import APPLIED, ID_TAKEN

FLAGGED, REGISTRATION = "flagged", "register_application"
NAMED = 20
"""Acts that an item names beside its own; those beyond are counted, but for the first of a kind."""
LATEST = "latest"
"""In what an item's author saw: the act that was counted in last, so that nobody closes what he was not shown."""
Differences = Mapping[str, tuple[Any, Any]]


def tray_item(
    session: Session,
    act: Written,
    result: str,
    reason: str,
    flags: tuple[str, ...],
    now: datetime,
    differences: Differences,
) -> TrayItem:
    """A new one, or one that lies there for this kind of trouble. `differences` are what the paper of the act says and
    what was reckoned here."""
    file = session.get(Application, act.application) if act.application else None
    cause, why = FLAGGED if result == APPLIED else result, reason or ",".join(flags)
    by_kind = cause != FLAGGED or not act.fact or bool(differences)
    lying = _alike(session, act, file, cause, why, by_kind=by_kind, most=NAMED if differences else 1)
    if lying is not None:
        _count_in(lying, act)
        return lying
    return TrayItem(
        id=act.id,
        application_id=act.application,
        number=file.number if file else "",
        kind=act.kind,
        actor_id=act.actor,
        device=act.device,
        at=act.at,
        cause=cause,
        reason=why,
        saw={"stage": act.stage, "decisions": act.base} | _side(differences, 0),
        now=_as_it_is(session, file) | _side(differences, 1),
        payload={name: value for name, value in act.payload.items() if name != "password"},
        opened=now,
        closed=None,
        closed_by=None,
        settled="",
        note="",
    )


def question(session: Session, act: Written, reason: str, now: datetime, differences: Differences, number: str) -> None:
    """An act that stands comes before people, once more where it had been. `number` is the id of what brings it."""
    item = session.get(TrayItem, act.id)
    if item is None:
        # Where it is counted into another act's item, that one's sides stay.
        item = tray_item(session, act, APPLIED, "", (reason,), now, differences)
        session.add(item)
    else:
        if reason not in item.reason.split(","):
            item.reason = ",".join(filter(None, (item.reason, reason)))
        item.saw, item.now = _with(item.saw, differences, 0), _with(item.now, differences, 1)
        item.closed, item.closed_by, item.settled = None, None, ""
    item.saw = item.saw | {LATEST: number}


def _count_in(lying: TrayItem, act: Written) -> None:
    """A kind that nobody was told of is named however many lie there: nothing grave hides behind trifles."""
    known = lying.saw.get("others", [])
    if act.id in (each["id"] for each in known):
        return
    is_news = len(known) < NAMED or act.kind not in (lying.kind, *(each["kind"] for each in known))
    other = {"id": act.id, "kind": act.kind, "at": act.at.isoformat()}
    told = {"others": [*known, other] if is_news else known, LATEST: act.id}
    lying.saw = lying.saw | {"more": lying.saw.get("more", 0) + 1} | told


def _alike(
    session: Session, act: Written, file: Application | None, cause: str, why: str, *, by_kind: bool, most: int
) -> TrayItem | None:
    """What lies open of the same person at the same PC for the same reason: a thousand of them are one matter for
    people. So are all about one file, all about files that are not there, and all about none; but each registration is
    a file to be made, and what an act said whose id was taken is kept nowhere else. `by_kind`: what would be done again
    is told apart by what it is, as far as that is known. None where there are fewer than `most`: the two sides of each
    paper are shown."""
    if act.kind == REGISTRATION or why == ID_TAKEN:
        return None
    there = select(Application.id).where(Application.id == TrayItem.application_id).exists()
    about = (
        TrayItem.application_id == file.id
        if file is not None
        else (TrayItem.application_id.is_not(None) & ~there if act.application else TrayItem.application_id.is_(None))
    )
    whose = TrayItem.device == act.device, TrayItem.actor_id == act.actor, TrayItem.kind != REGISTRATION
    alike = [about, *whose, TrayItem.cause == cause, TrayItem.reason == why, TrayItem.closed.is_(None)]
    if by_kind:
        alike.append(TrayItem.kind == act.kind if act.kind in KINDS else TrayItem.kind.not_in(KINDS))
    found = session.scalars(select(TrayItem).where(*alike).order_by(TrayItem.opened, TrayItem.id).limit(most)).all()
    return found[0] if len(found) == most else None


def _as_it_is(session: Session, file: Application | None) -> dict[str, Any]:
    """Where the file stands, and who did the last thing to it."""
    if file is None:
        return {}
    last = select(Entry).where(Entry.application_id == file.id).order_by(Entry.position.desc()).limit(1)
    entry = session.scalar(last)
    done = {"act": entry.kind, "actor": entry.actor_id, "at": entry.at.isoformat()} if entry else {}
    return {"stage": file.stage, "decisions": file.decisions} | done


def _side(differences: Differences, side: int) -> dict[str, Any]:
    return {"paper": {name: both[side] for name, both in differences.items()}} if differences else {}


def _with(said: dict[str, Any], differences: Differences, side: int) -> dict[str, Any]:
    """What differed before stays beside what differs now."""
    sides = _side(differences, side)
    return said | {"paper": said.get("paper", {}) | sides["paper"]} if sides else said
