"""PCs that come of a PC: its disk was copied or set back, and the copy asked for a device code of its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import product
from secrets import token_hex

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models.centre import PairingCode, Terminal
from app.models.office import Device
from app.rules.registration import ALPHABET, DEVICE_LENGTH, Draw, device_code

WINDOW = timedelta(hours=1)
FORMER = "former"
AT_MOST = 10
"""Copies of one PC within WINDOW: as many as a disk is copied to in an afternoon, and no supply of codes is spent."""


def origin(session: Session, terminal: Terminal) -> Terminal:
    """The PC an administrator paired, of which this one is a copy, or a copy of a copy; itself where it is none."""
    while terminal.parent and not _paired(session, terminal.id):
        terminal = session.get_one(Terminal, terminal.parent)
    return terminal


def with_copies(session: Session, terminal: Terminal) -> list[Terminal]:
    """The PC, its copies and theirs. What was paired again with a code stands for itself."""
    found, generation = [terminal], [terminal.id]
    while generation:
        children = session.scalars(select(Terminal).where(Terminal.parent.in_(generation)))
        copies = [each for each in children if not _paired(session, each.id)]
        found += copies
        generation = [each.id for each in copies]
    return found


def require_few(session: Session, terminal: Terminal, now: datetime) -> None:
    """Raises Refused `fork_limit` where too many copies of that PC have come lately."""
    lately = [each.enrolled for each in with_copies(session, origin(session, terminal))[1:]]
    recent = sorted(moment for moment in lately if moment > now - WINDOW)
    if len(recent) >= AT_MOST:
        left = recent[-AT_MOST] + WINDOW - now
        raise Refused("fork_limit", minutes=str(-(-left // timedelta(minutes=1))))


def adopted(session: Session, terminal: str, code: str, now: datetime) -> Terminal | None:
    """The PC of which `terminal` shows an act under a code that nobody here has: a centre that was restored from an
    older backup, or set back with its whole disk, has forgotten the copy that got it. It counts as any copy does; its
    receipts' seal is gone. None for what can be no such code, or where too many have come lately."""
    place = session.get(Terminal, terminal)
    if place is None or not _is_code(code):
        return None
    try:
        require_few(session, place, now)
    except Refused:
        return None
    secret = sha256(f"{terminal} {code}".encode()).hexdigest()  # of nothing: no token has it
    made = Terminal(
        id=f"{terminal} {code}",
        code=code,
        name=place.name,
        token_hash=secret,
        mac_key=token_hex(32),
        machine="",
        state=FORMER,
        enrolled=now,
        last_seen=None,
        version=place.version,
        parent=terminal,
        clear=None,
    )
    session.add(made)
    return made


def free_code(session: Session, draw: Draw, wanted: str = "") -> str:
    """`wanted` where it is a code that nobody has or had, else a random one. Raises Refused `codes_exhausted`."""
    taken = {*session.scalars(select(Terminal.code)), *session.scalars(select(Device.code))}
    if _is_code(wanted) and wanted not in taken:
        return wanted
    code = device_code(draw)
    return code if code not in taken else _next(code, taken)


def _is_code(code: str) -> bool:
    return len(code) == DEVICE_LENGTH and set(code) <= set(ALPHABET)


def _next(code: str, taken: Iterable[str]) -> str:
    """The first free one after it, and round again."""
    free = sorted({"".join(each) for each in product(ALPHABET, repeat=DEVICE_LENGTH)}.difference(taken))
    if not free:
        raise Refused("codes_exhausted")
    return free[bisect_left(free, code) % len(free)]


def _paired(session: Session, terminal: str) -> bool:
    used = select(func.count()).select_from(PairingCode).where(PairingCode.used_by == terminal)
    return bool(session.scalar(used))
