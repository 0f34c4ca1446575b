"""I18: what was printed stays true. Every paper in somebody's hand, byte for byte, against register and fixed card of
every PC and of the centre, while a run goes on and at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select
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


@dataclass(frozen=True)
class Printed:
    """`card` and its hash as they were when act `act` put it out; `said`: the act carries them."""

    act: str
    kind: str
    application: str
    document: str
    card: bytes
    sha256: str
    said: bool


def came_out(watch: Watch, machine: Machine, command: Command, done: Done) -> None:
    if command.act not in PAPERS:
        return
    with machine.register.reading() as session:
        said = b'"paper"' in session.scalars(select(Act.body).where(Act.id == command.stamp.id)).one()
        for document in done.documents:
            card = session.get_one(Document, document)
            told = (done.application, document, SORTED.encode(card.card), card.sha256, said)
            watch.cards.append(Printed(command.stamp.id, command.act, *told))


def after_round(watch: Watch, machine: Machine) -> None:
    with machine.register.reading() as session:
        parts = session.get_one(Link, 1).stage != COMPLETE or session.scalar(select(DeferredRow.key).limit(1))
        _stay(watch, session, machine.name, whole=not parts)
    with watch.world.centre.register.reading() as session:
        _stay(watch, session, "the centre", whole=True)


def _stay(watch: Watch, session: Session, where: str, *, whole: bool) -> None:
    """`whole`: no part of a first synchronisation is missing here, so a file has its papers."""
    acts = {act.id: act for act in session.scalars(select(Act).where(Act.id.in_([card.act for card in watch.cards])))}
    for card in watch.cards:
        act = acts.get(card.act)
        # Shown on top of what the centre says; one whose rows came with a snapshot has been processed already.
        waits = act is not None and act.feed is None and bool(act.touched)
        if (
            card.act in watch.gone
            or card.act in watch.squats
            or not (card.said or (waits and session.get(OwnPaper, card.act)))
        ):
            continue
        fixed, file = session.get(Document, card.document), session.get(Application, card.application)
        if fixed is not None and (SORTED.encode(fixed.card), fixed.sha256) != (card.card, card.sha256):
            watch.violated(f"I18 at {where} the paper of a {card.kind} became another one")
        if fixed is None and whole and act is not None and act.result == APPLIED and (file or not card.application):
            watch.violated(f"I18 at {where} the paper of a {card.kind} is gone")
        if file is not None and fixed is not None and card.kind == REGISTRATION:
            _is_as_promised(watch, file, card, where)


def _is_as_promised(watch: Watch, file: Application, printed: Printed, where: str) -> None:
    card = msgspec.json.decode(printed.card)
    if (file.number, file.promised.isoformat(), file.days) != (card["number"], card["promised"], card["days"]):
        watch.violated(f"I18 at {where} the register says something else than the receipt {file.number}")


def tell(machine: Machine, actor: str) -> bool:
    """As app.desktop.owed_papers does it for whoever is signed in: what was printed before the centre understood it."""
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
    for machine in watch.world.machines:
        after_round(watch, machine)
        if machine.desk.door.ask(owed.owed) is not None:
            watch.violated(f"I18 {machine.name} has printed what nobody told the centre")
