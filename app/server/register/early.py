"""What a restored centre hears of before it has what that was made after: another PC still has to bring it.

A PC that was paired or set up anew in between has the rows of a file and only the acts that came later. It can be the
first to reach the centre. What it brings is not judged as if there were nothing else to come; and the numbers that
stand on paper are not given to anybody else meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.actions.act_cache import ActCache
from app.actions.drawing import LETTERS
from app.actions.series import keep_back, letter_number
from app.actions.written import REGISTRATION, Written
from app.models.centre import EarlyAct
from app.models.exchange import Act
from app.models.office import Staff
from app.reference.reference import Reference
from app.server.register.batch_lookup import BatchLookup
from app.server.register.proof import Applied
from app.sync.protocol import EARLY

# Its author is made by the act itself.
SET_UP = "set_up_office"
PATIENCE = timedelta(days=7)
"""So long a PC may be switched off. Then people decide."""
DAY = timedelta(days=1)


def lacks_what_was_before(session: Session, lookup: BatchLookup, act: Written) -> bool:
    """Whether its author, its file, or the last decision its author knew, is still to come."""
    if act.kind != SET_UP and session.get(Staff, act.actor) is None:
        return True
    if act.kind == REGISTRATION or act.application is None:
        return False
    if lookup.file(act.application) is None:
        registered = Act.application_id == act.application, Act.kind == REGISTRATION
        return session.scalar(select(Act.id).where(*registered).limit(1)) is None
    return not act.fact and act.after is not None and act.after not in lookup.here


def waits(session: Session, reference: Reference, act: Written, proof: str, before: Applied, now: datetime) -> str:
    """The code where it came first less than `PATIENCE` ago, else empty; `now` is the centre's time (UTC). Its numbers
    are kept back, and its `proof` is known from now on: its own PC may never have heard of it."""
    known = session.get(EarlyAct, act.id)
    if known is None:
        keep_numbers_back(session, reference, act, before)
        known = EarlyAct(act_id=act.id, since=now, proof=proof)
        session.add(known)
        session.flush()
    return EARLY if now - known.since < PATIENCE else ""


def waiting(session: Session, memory: ActCache) -> dict[str, str]:
    """Act -> the centre's own word that came with it early, of all that had come before this batch."""
    return memory.once("early", lambda: dict(session.execute(select(EarlyAct.act_id, EarlyAct.proof)).all()))


def processed(session: Session, memory: ActCache, acts: Iterable[str]) -> None:
    """They wait no more, whatever became of them."""
    waited = waiting(session, memory).keys() & set(acts)
    if waited:
        session.execute(delete(EarlyAct).where(EarlyAct.act_id.in_(waited)))


def keep_numbers_back(session: Session, reference: Reference, act: Written, before: Applied) -> None:
    """What the centre gave the act before it was restored is given to nobody else, whatever becomes of the act."""
    for number in filter(None, (before.numbers.get("letter"), before.numbers.get("number"))):
        for year in sorted({act.at.year, *((before.received + days).year for days in (-DAY, DAY))}):
            for name, form in _series(reference, year):
                keep_back(session, name, year, number, form)


def _series(reference: Reference, year: int) -> Iterator[tuple[str, Callable[[int], str]]]:
    """Every series of letters and permits, and how its numbers are written that year."""
    for code in sorted(set(LETTERS.values())):
        yield code, partial(letter_number, code, year=year)
    for permit in reference.catalogue.permits:
        if permit.output.number_format is not None:
            yield permit.output.series, partial(_permit_number, permit.output.number_format, year)


def _permit_number(form: str, year: int, seq: int) -> str:
    return form.format(seq=seq, year=year)
