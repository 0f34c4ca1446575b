"""I18: what was printed stays true. Every paper in somebody's hand, byte for byte, against register and fixed card of
every PC and of the centre, while a run goes on and at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.actions.commands import Command
from app.actions.door import Done
from app.actions.promising import PAPERS
from app.errors import Refused, Unavailable
from app.models.application import Application
from app.models.exchange import Act
from app.models.journal import Document
from app.models.link import DeferredRow, Link, OwnPaper
from app.sync import owed
from app.sync.protocol import APPLIED
from app.sync.state import COMPLETE
from tests.whole.simulation.dishonest import ELSEWHERE

if TYPE_CHECKING:
    from tests.whole.simulation.machine import Machine
    from tests.whole.simulation.watch import Watch

SORTED = msgspec.json.Encoder(order="sorted")
REGISTRATION = "register_application"
HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True)
class Printed:
    """`card` and its hash as they were when act `act` put it out; `said`: the act carries them; `sound`: its promise
    lies where one can, which is not so where a clock that was off by a year had stopped the clock of the file."""

    act: str
    kind: str
    application: str
    document: str
    card: bytes
    sha256: str
    said: bool
    sound: bool


def came_out(watch: Watch, machine: Machine, command: Command, done: Done) -> None:
    if command.act not in PAPERS:
        return
    with machine.register.reading() as session:
        said = b'"paper"' in session.scalars(select(Act.body).where(Act.id == command.stamp.id)).one()
        for document in done.documents:
            card = session.get_one(Document, document)
            sound = _can_be(card.card.get("promised"), watch.world.now)
            told = (done.application, document, SORTED.encode(card.card), card.sha256, said, sound)
            watch.cards.append(Printed(command.stamp.id, command.act, *told))


def _can_be(promised: str | None, now: datetime) -> bool:
    return promised is None or abs(date.fromisoformat(promised) - now.date()) < HALF_A_YEAR


def after_round(watch: Watch, machine: Machine) -> None:
    with machine.register.reading() as session:
        parts = session.get_one(Link, 1).stage != COMPLETE or session.scalar(select(DeferredRow.key).limit(1))
        _stay(watch, session, machine.name, whole=not parts)
    with watch.world.centre.register.reading() as session:
        _stay(watch, session, "the centre", whole=True)


def _stay(watch: Watch, session: Session, where: str, *, whole: bool) -> None:
    """`whole`: no part of a first synchronisation is missing here, so a file has its papers."""
    cards = [card for card in watch.cards if card.act not in watch.gone and card.act not in watch.squats]
    acts = _by_key(session, (Act.id, Act.feed, Act.touched, Act.result), {card.act for card in cards})
    fixed = _by_key(session, (Document.id, Document.sha256), {card.document for card in cards})
    terms = Application.id, Application.number, Application.promised, Application.days
    files = _by_key(session, terms, {card.application for card in cards})
    own = _by_key(session, (OwnPaper.id,), {card.act for card in cards if not card.said})
    for card in cards:
        act, file, hashed = acts.get(card.act), files.get(card.application), fixed.get(card.document)
        # Shown on top of what the centre says; one whose rows came with a snapshot has been processed already.
        waits = act is not None and act.feed is None and bool(act.touched)
        if not card.sound or not (card.said or (waits and card.act in own)):
            continue
        if hashed is not None and hashed.sha256 != card.sha256:
            watch.violated(f"I18 at {where} the paper of a {card.kind} became another one")
        if hashed is None and whole and act is not None and act.result == APPLIED and (file or not card.application):
            watch.violated(f"I18 at {where} the paper of a {card.kind} is gone")
        if file is not None and hashed is not None and card.kind == REGISTRATION:
            _is_as_promised(watch, file, card, where)


def _by_key(session: Session, columns: tuple[Any, ...], wanted: set[str]) -> dict[str, Row[Any]]:
    return {row[0]: row for row in session.execute(select(*columns).where(columns[0].in_(wanted)))}


def _is_as_promised(watch: Watch, file: Row[Any], printed: Printed, where: str) -> None:
    card = msgspec.json.decode(printed.card)
    if (file.number, file.promised.isoformat(), file.days) != (card["number"], card["promised"], card["days"]):
        watch.violated(f"I18 at {where} the register says something else than the receipt {file.number}")


def _read_back(watch: Watch, session: Session, where: str) -> None:
    """Letter by letter, what the hashes say."""
    content = {card.document: (card.kind, card.card) for card in watch.cards if card.said and card.sound}
    for fixed in session.scalars(select(Document).where(Document.id.in_(content))):
        kind, card = content[fixed.id]
        if SORTED.encode(fixed.card) != card:
            watch.violated(f"I18 at {where} the paper of a {kind} reads otherwise")


def tell(machine: Machine, actor: str) -> bool:
    """As app.desktop.contact does it for whoever is signed in: what was printed before the centre understood it."""
    found = machine.desk.door.ask(owed.owed)
    if found is None or machine.old:
        return False
    try:
        machine.desk.door.do(owed.command(found, machine.desk.stamp(actor)))
    except (Refused, Unavailable) as said:
        machine.world.stats[f"refused:{said.code}"] += 1
        return False
    machine.world.stats["promise_told"] += 1
    return True


def at_the_end(watch: Watch) -> None:
    with watch.world.centre.register.reading() as session:
        for card in session.scalars(select(Document.card)):
            if ELSEWHERE in str(card.get("qr")):
                watch.violated("I18 a card with an address elsewhere was fixed")
        _read_back(watch, session, "the centre")
    for machine in watch.world.machines:
        after_round(watch, machine)
        with machine.register.reading() as session:
            _read_back(watch, session, machine.name)
        if machine.desk.door.ask(owed.owed) is not None:
            watch.violated(f"I18 {machine.name} has printed what nobody told the centre")
