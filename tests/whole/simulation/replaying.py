"""What a dishonest counter sends to a centre that was set back: it knows the acts of everybody, which that centre does
not; and what must not have come of it."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from app.actions.commands.office_work import AddNote
from app.errors import Refused, Unavailable
from app.models.application import Application
from app.models.centre import PersonKey
from app.models.exchange import Act, TrayItem
from app.models.journal import Entry
from app.rules.workflow import LOKET, NUMBERED_BY_CENTRE
from app.server.admission.family import families
from app.server.register.contest import RENUMBERED
from app.sync.once import envelope_of
from app.sync.protocol import (
    APPLIED,
    FINAL,
    ID_REUSE,
    ID_TAKEN,
    Envelope,
    PushAnswer,
    PushRequest,
    Result,
    VouchedLoss,
    loss_of,
)
from tests.whole.simulation.dishonest import Attack, envelope_by_hand

if TYPE_CHECKING:
    from tests.whole.simulation.machine import Machine
    from tests.whole.simulation.truth import Fed
    from tests.whole.simulation.watch import Deed, Watch
    from tests.whole.simulation.world import World

AT_ONCE = 12
NOTE = "add_note"


@dataclass(frozen=True)
class Squat:
    """Another act under the id of one that was `true`; `deed` is that other."""

    true: Deed | None
    deed: Deed


def before_restore(world: World) -> None:
    """That a number was given twice is told to people once: a further restore may lose that with the rest."""
    world.watch.once_told |= _renumbered(world.watch)


def _renumbered(watch: Watch) -> set[str]:
    """Acts whose numbers are others than before, as people are told."""
    with watch.world.centre.register.reading() as session:
        found = [item for item in session.scalars(select(TrayItem)) if RENUMBERED in item.reason.split(",")]
    return {item.id for item in found} | {other["id"] for item in found for other in item.saw.get("others", ())}


def after_restore(world: World, machine: Machine) -> None:
    """Before anybody else comes."""
    if world.chance.random() < 0.5 and not world.centre.away():
        world.chance.choice(WAYS)(world, machine)


def _forgotten(world: World, machine: Machine, *, own: bool) -> list[Act]:
    """Acts known at that PC and not at the centre: its own, also of the same machine before it was paired anew, or of
    others whose keys still count."""
    with world.centre.register.reading() as session:
        here, keys = set(session.scalars(select(Act.id))), {key.id: key for key in session.scalars(select(PersonKey))}
        known = families(session)
    terminal = machine.link().device_id
    with machine.register.reading() as session:
        acts = [act for act in session.scalars(select(Act).order_by(Act.position)) if act.id not in here]
    return [
        act
        for act in acts
        if (key := keys.get(act.key_id)) and not key.revoked and known.inherits(terminal, key.terminal_id) == own
    ]


def _stripped(machine: Machine, act: Act) -> Envelope:
    """Without the centre's word, and as if the one before were gone."""
    plain = msgspec.structs.replace(envelope_of(act), proof="", lost=False)
    if act.prev is None:
        return plain
    key, signer = machine.keys[LOKET]
    loss = VouchedLoss(key=key, sig=signer.sign(loss_of(act.id, act.prev)).hex())
    return msgspec.structs.replace(plain, loss=loss)


def _others_in_another_order(world: World, machine: Machine) -> None:
    acts = _forgotten(world, machine, own=False)
    taken = [result for result in _sent(world, machine, acts) if result.result in FINAL]
    world.stats["attack:others' acts"] += bool(acts)
    if taken:
        world.watch.violated(f"{len(taken)} acts of others were taken without the centre's word")


def _own_in_another_order(world: World, machine: Machine) -> None:
    acts = [act for act in _forgotten(world, machine, own=True) if act.kind in NUMBERED_BY_CENTRE]
    world.stats["attack:own acts"] += bool(acts)
    _sent(world, machine, acts)


def _sent(world: World, machine: Machine, acts: list[Act]) -> list[Result]:
    world.chance.shuffle(acts)
    return [result for act in acts[:AT_ONCE] for result in _pushed(world, machine, _stripped(machine, act))]


def _under_anothers_id(world: World, machine: Machine) -> None:
    acts = [act for own in (True, False) for act in _forgotten(world, machine, own=own) if act.kind != NOTE]
    with world.centre.register.reading() as session:
        file = session.scalar(select(Application.id).order_by(Application.number).limit(1))
    if not acts or file is None:
        return
    world.stats["attack:another's id"] += 1
    act = world.chance.choice(acts).id
    command = AddNote(stamp=machine.desk.stamp(LOKET), application=file, text="lain")
    stamp = msgspec.structs.replace(command.stamp, id=act, counter=machine.link().device)
    attack = Attack("another's id", msgspec.structs.replace(command, stamp=stamp), may=True)
    before = world.watch.squats.get(act)  # under that id once already, and restored away
    true = before.true if before else world.watch.deeds.get(act)
    world.watch.attack(act, attack.command, "")
    world.watch.squats[act] = Squat(true, world.watch.deeds[act])
    _pushed(world, machine, envelope_by_hand(world, machine, attack))


def _pushed(world: World, machine: Machine, envelope: Envelope) -> tuple[Result, ...]:
    request = PushRequest(epoch=world.centre.epoch(), acts=(envelope,))
    with suppress(Refused, Unavailable):
        answer: PushAnswer = world.centre.serve("push", machine.link().token, request, alone=True)
        return answer.results
    return ()


WAYS: tuple[Callable[[World, Machine], None], ...] = (
    *(_others_in_another_order, _own_in_another_order, _under_anothers_id),
)


# --- at the end


def whose_is_which(watch: Watch) -> None:
    """A squat may have been restored away again: the record follows what stands under its id."""
    kinds = {item.id: item.kind for item in watch.feed.items}
    for act, squat in list(watch.squats.items()):
        if kinds.get(act) == NOTE:
            watch.deeds[act] = squat.deed
            continue
        del watch.squats[act]
        if squat.true is None:
            del watch.deeds[act]
        else:
            watch.deeds[act] = squat.true


def nobody_lost_his_place(watch: Watch) -> None:
    """Whose id is another act's, and whose number is another's, lies before people."""
    with watch.world.centre.register.reading() as session:
        tray = list(session.scalars(select(TrayItem)))
        numbers = {entry.id: entry.payload for entry in session.scalars(select(Entry))}
    taken = {item.payload["stamp"]["id"] for item in tray if item.reason == ID_TAKEN}
    told = _renumbered(watch) | watch.once_told
    for act in watch.squats.keys() & watch.kept - watch.gone - taken:
        if not _said_at_its_pc(watch, act):
            watch.violated(f"I1 another act stands under the id of one that is nowhere: {act[-6:]}")
    items = {item.id: item for item in watch.feed.items}
    for given in watch.given.values():
        for act, before in given.items():
            item, now = items.get(act), numbers.get(act, {})
            if item is not None and act not in told and act not in watch.squats and _differ(item, before, now):
                watch.violated(f"I6 {item.kind} has other numbers than before, and nobody is told")


def holds(watch: Watch, machine: Machine) -> set[str]:
    """The acts that PC has, but those of which it has another that took its id."""
    with machine.power.looked_at(), machine.register.reading() as session:
        kinds = {act: kind for act, kind in session.execute(select(Act.id, Act.kind))}
    return {act for act, kind in kinds.items() if act not in watch.squats or kind != NOTE}


def _said_at_its_pc(watch: Watch, act: str) -> bool:
    for machine in watch.world.machines:
        with machine.register.reading() as session:
            kept = session.get(Act, act)
            if kept is not None and kept.feed is None and kept.answer == ID_REUSE:
                return True
    return False


def _differ(item: Fed, before: dict[str, str], payload: dict[str, object]) -> bool:
    """What does not stand is before people anyway."""
    unlike = any(payload.get(name) != number for name, number in before.items())
    return unlike and item.result == APPLIED and RENUMBERED not in item.flags


def numbers_known(machine: Machine) -> dict[str, dict[str, str]]:
    """Act -> field -> number, as the centre's word at that PC has them."""
    found = {}
    with machine.power.looked_at(), machine.register.reading() as session:
        for act, proof in session.execute(select(Act.id, Act.proof).where(Act.kind.in_(NUMBERED_BY_CENTRE))):
            said = "".join(proof.split(".")[1:2])
            if said:
                found[act] = msgspec.json.decode(urlsafe_b64decode(said), type=dict[str, str])
    return found
