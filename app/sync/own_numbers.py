"""The registration numbers of a PC that has a centre. It gives them itself, before the centre hears of them, so it has
to know how far they came: by its register, the last act beside it (app.sync.last_act) and the copies.

Where it cannot know, it gives none until it has a new device code from the centre, or the paper was asked.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from app.actions.losing import FAR
from app.database import Register
from app.errors import Refused
from app.models.journal import Entry
from app.models.link import Link
from app.models.office import Device
from app.sync.keeping_up import BEHIND, MARKED
from app.sync.last_act import LastActRecord, LostNumbers


def doubted(session: Session, known: LastActRecord | None, copied: Iterable[LastActRecord], *, restored: bool) -> bool:
    """Whether nobody can tell how far this PC's numbers came: it was restored from a copy, or the last act (`known`) is
    gone, or register or a copy go further than that."""
    device = session.get_one(Link, 1).device
    here = _given(session, device)
    furthest = max([here, *(stood.counters.get(device, 0) for stood in copied)])
    if known is not None:
        return restored or furthest > known.counters.get(device, 0) + BEHIND
    return restored or furthest > here or (_has_acts(session) and bool(session.scalar(text(MARKED))))


def go_on_from(register: Register, standings: Iterable[LastActRecord]) -> None:
    """Numbers never go back behind what anything here knows."""
    with register.writing() as session:
        for standing in standings:
            for code, counter in standing.counters.items():
                further = update(Device).where(Device.code == code, Device.counter < counter)
                session.execute(further.values(counter=counter))


def own_numbers(session: Session) -> LostNumbers:
    """Those after the last that is known here; how far they came nobody knows but the paper."""
    device = session.get_one(Link, 1).device
    return LostNumbers(device, 0, _given(session, device), None)


def go_on_after(register: Register, last: int) -> None:
    """The highest number on paper. Raises Refused `loss_numbers` for one that cannot be right."""
    with register.writing() as session:
        device = session.get_one(Device, session.get_one(Link, 1).device)
        if not device.counter <= last <= device.counter + FAR:
            raise Refused("loss_numbers", here=str(device.counter))
        device.counter = last


def _has_acts(session: Session) -> bool:
    return session.scalar(select(Entry.id).limit(1)) is not None


def _given(session: Session, code: str) -> int:
    device = session.get(Device, code)
    return device.counter if device else 0
