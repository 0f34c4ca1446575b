"""What is put before a human: an act that could not stand, with what its author saw and what is now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.written import Written
from app.models.application import Application
from app.models.exchange import TrayItem
from app.models.journal import Entry
from app.sync.protocol import APPLIED

FLAGGED, REGISTRATION = "flagged", "register_application"
NAMED = 20
"""Acts that an item names beside its own; those beyond are counted."""
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
    if file is None and act.application and act.kind != REGISTRATION:
        lying = _of_no_file(session, act, cause, why)
        if lying is not None:
            known = lying.saw.get("others", [])
            lying.saw = lying.saw | {"more": lying.saw.get("more", 0) + 1, "others": [*known, act.id][:NAMED]}
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


def _of_no_file(session: Session, act: Written, cause: str, why: str) -> TrayItem | None:
    """What lies open of one person at one PC about files that are not there: a thousand of them are one matter for
    people, but for the person who caused one."""
    there = select(Application.id).where(Application.id == TrayItem.application_id).exists()
    whose = TrayItem.device == act.device, TrayItem.actor_id == act.actor
    alike = TrayItem.cause == cause, TrayItem.reason == why, TrayItem.closed.is_(None)
    named = TrayItem.application_id.is_not(None), TrayItem.kind != REGISTRATION
    return session.scalars(select(TrayItem).where(*whose, *alike, *named, ~there).limit(1)).first()


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
