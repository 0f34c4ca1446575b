"""Papers that this PC has printed and the centre reckoned for itself, because the act could not say what they say yet.

They are kept (OwnPaper) until the centre's card is the same, or an act of its own has told what was printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import UNSET
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.actions.commands import Stamp
from app.actions.commands.intake import RecordPromise
from app.actions.commands.promise import PrintedBefore
from app.actions.holding import SORTED
from app.actions.linked import own_paper
from app.actions.written import FORM
from app.models.exchange import Act
from app.models.journal import Document, Entry
from app.models.link import Link, OwnPaper
from app.queries.look import Look


@dataclass(frozen=True)
class Owed:
    """`printed` is what stands on the paper of act `of`, about the file `application`."""

    of: str
    application: str
    printed: PrintedBefore


def settle(session: Session) -> None:
    """Forget those of which the register says the same by now, and those whose act had no effect: people look at that.
    In the transaction that takes over what the centre says."""
    done = select(OwnPaper.id).where(~select(Act.id).where(Act.id == OwnPaper.id, Act.feed.is_(None)).exists())
    alike = [act for act in session.scalars(done) if not _differs(session, act)]
    if alike:
        session.execute(delete(OwnPaper).where(OwnPaper.id.in_(alike)))


def owed(look: Look) -> Owed | None:
    """The next one to be told, once the centre understands it."""
    session = look.session
    link = session.get(Link, 1)
    if link is None or link.form < FORM:
        return None
    done = (
        select(OwnPaper.id, Entry.application_id)
        .join(Act, Act.id == OwnPaper.id)
        .join(Entry, Entry.id == OwnPaper.id)
        .where(Act.feed.is_not(None), Entry.application_id.is_not(None), Entry.counter == link.device)
    )
    found = session.execute(done.order_by(Act.position).limit(1)).first()
    if found is None:
        return None
    act, application = found
    printed = own_paper(session, act)
    assert printed is not None and application is not None  # noqa: PT018 - as they were chosen
    return Owed(act, application, printed)


def command(owed: Owed, stamp: Stamp) -> RecordPromise:
    printed = owed.printed
    promise = UNSET if printed.promise is None else printed.promise
    return RecordPromise(stamp=stamp, application=owed.application, of=owed.of, promise=promise, paper=printed.paper)


def _differs(session: Session, act: str) -> bool:
    entry = session.scalar(select(Entry.application_id).where(Entry.id == act))
    printed = own_paper(session, act)
    if entry is None or printed is None:
        return False
    card = session.scalar(select(Document.card).where(Document.act_id == act))
    return card is None or SORTED.encode(card) != SORTED.encode(printed.paper)
