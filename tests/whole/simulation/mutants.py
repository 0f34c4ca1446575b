"""One protection of the real code switched off at a time: whoever checks must notice.

A mutant is a set of replacements (whose, name, by what) that hold while a run goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy.orm import Session

import app.actions.linked
import app.cipher
import app.database
import app.server.judge
import app.sync.feed
import app.sync.first
import app.sync.once
import app.sync.rebase
from app.actions import promising
from app.actions.commands.intake import RegisterApplication
from app.actions.door import Door
from app.models.centre import Attempt, Head
from app.models.exchange import Act
from app.models.link import Link
from app.server.centre import Centre
from app.server.docket import Docket
from app.server.judge import Judge
from app.sync import signing
from app.sync.mirroring import Mirroring
from app.sync.once import Exchange
from app.sync.protocol import FINAL, RETRY
from app.sync.witness import Witness
from tests.whole.simulation.power import Crash

if TYPE_CHECKING:
    from tests.whole.simulation.world import World

Replacement = tuple[Any, str, Any]


def no_idempotency(world: World) -> list[Replacement]:
    return [(Docket, "known", lambda *_: None)]


def ack_on_push(world: World) -> list[Replacement]:
    """An act is done with as soon as the centre answers, not when its rows have come."""
    note = Exchange._note

    def noted(exchange: Exchange, answer: Any) -> bool:
        goes_on = note(exchange, answer)
        with exchange.register.writing() as session:
            for result in answer.results:
                act = session.get(Act, result.id)
                if act is not None and result.result in FINAL and act.feed is None:
                    act.feed, act.result = result.feed, result.result
        return goes_on

    return [(Exchange, "_note", noted)]


def cursor_apart(world: World) -> list[Replacement]:
    """The cursor is committed before the rows."""
    take = app.sync.once.take_page

    def moved(register: Any, number: int) -> None:
        with register.writing() as session:
            session.get_one(Link, 1).cursor = number

    def taken(register: Any, reference: Any, answer: Any, request: Any, now: Any) -> list[str]:
        if answer.start == request.cursor and answer.items:
            moved(register, answer.end)
            machine = next((each for each in world.machines if each.register is register), None)
            if machine is not None and world.fault("crash_in_between"):
                raise Crash(machine.name)
            moved(register, answer.start)
        return take(register, reference, answer, request, now)

    return [(app.sync.once, "take_page", taken)]


def stale_page(world: World) -> list[Replacement]:
    """Any page is taken, whatever it answers."""
    take = app.sync.once.take_page

    def taken(register: Any, reference: Any, answer: Any, request: Any, now: Any) -> list[str]:
        fitting = msgspec.structs.replace(answer, start=request.cursor, epoch=request.epoch)
        return take(register, reference, fitting, request, now)

    return [(app.sync.once, "take_page", taken)]


def no_epoch(world: World) -> list[Replacement]:
    """Nobody notices that the centre went back in time."""
    push, pull = Centre.push, Centre.pull

    def epoch(centre: Centre) -> str:
        with centre.register.reading() as session:
            return session.get_one(Head, 1).epoch

    def pushed(centre: Centre, terminal: str, request: Any) -> Any:
        answer = push(centre, terminal, msgspec.structs.replace(request, epoch=epoch(centre)))
        return msgspec.structs.replace(answer, epoch=request.epoch)

    def pulled(centre: Centre, request: Any) -> Any:
        answer = pull(centre, msgspec.structs.replace(request, epoch=epoch(centre)))
        return msgspec.structs.replace(answer, epoch=request.epoch, reset=False)

    return [(Centre, "push", pushed), (Centre, "pull", pulled)]


def last_writer_wins(world: World) -> list[Replacement]:
    return [(Judge, "_seen", lambda *_: True)]


def no_tray(world: World) -> list[Replacement]:
    nothing = lambda session, act, *_: Attempt(act_id=f"tray {act.id}", times=0)  # noqa: E731
    return [(app.server.judge, "tray_item", nothing)]


def print_first(world: World) -> list[Replacement]:
    """The receipt goes out before the disk has the act."""
    carry_out = Door._carry_out

    def carried(door: Door, scene: Any, position: int | None = None) -> None:
        carry_out(door, scene, position)
        command = scene.command
        if isinstance(command, RegisterApplication):
            world.watch.printed(None, command.application, command.number, command.stamp.id)

    return [(Door, "_carry_out", carried), (world.people, "_print", lambda *_: None)]


def push_time_rights(world: World) -> list[Replacement]:
    """Rights are looked at when the act arrives, not when it was done."""
    scene_of = Judge._scene

    def scene(judge: Judge, *args: Any, **named: Any) -> Any:
        made = scene_of(judge, *args, **named)
        made.span = made.span and (judge.now, judge.now)
        return made

    return [(Judge, "_scene", scene)]


def trust_counter(world: World) -> list[Replacement]:
    """What a counter let somebody do stands."""
    scene_of = Judge._scene

    def scene(judge: Judge, *args: Any, **named: Any) -> Any:
        made = scene_of(judge, *args, **named)
        made.settled = True
        return made

    return [(Judge, "_scene", scene)]


def no_savepoint(world: World) -> list[Replacement]:
    """What an act did before it was refused stays."""
    nested = Session.begin_nested

    def begun(session: Session) -> Any:
        return nullcontext() if world.centre.serving else nested(session)

    return [(Session, "begin_nested", begun)]


def no_fork(world: World) -> list[Replacement]:
    """A copied disk goes on under the same name. Short tails, so that it need not be tried a thousand times."""
    return [
        (Exchange, "fork", lambda *_: None),
        (app.actions.linked, "require_usable", lambda *_: None),
        (world, "draw", lambda: world.chance.choice("01")),
    ]


def no_rebase(world: World) -> list[Replacement]:
    """Waiting acts are not done again on top of what the centre says."""

    def forgotten(session: Session, reference: Any, link: Link, act: Act) -> None:
        act.touched = []

    return [(app.sync.rebase, "again", forgotten), (app.sync.first, "again", forgotten)]


def no_shadow(world: World) -> list[Replacement]:
    """What the centre knows of a row is not kept while an own act shows another."""
    return [
        (app.actions.linked, "shade", lambda session, trace: list(trace.before)),
        (app.sync.rebase, "shade", lambda session, trace: list(trace.before)),
    ]


def no_parking(world: World) -> list[Replacement]:
    return [(Centre, "_failed", lambda *_: RETRY)]


def no_resend(world: World) -> list[Replacement]:
    """After a restore nobody brings again what the centre has lost."""
    known = Centre.known

    def all_known(centre: Centre, request: Any) -> Any:
        return msgspec.structs.replace(known(centre, request), unknown=())

    return [(Centre, "known", all_known)]


def not_settled(world: World) -> list[Replacement]:
    """Acts whose rows came with a snapshot are never done with."""
    return [(app.sync.once, "known_here", lambda *_: None)]


def trust_wall(world: World) -> list[Replacement]:
    return [(Witness, "interval", lambda witness, contact: (witness._now(), witness._now()))]


def sync_normal(world: World) -> list[Replacement]:
    """Commits are told before they are on the disk; what was not synced goes with the power."""
    careless = tuple(pragma.replace("synchronous=FULL", "synchronous=NORMAL") for pragma in app.cipher.RUNNING)
    for machine in world.machines:
        machine.power.careful = False
    return [(app.database, "RUNNING", careless)]


def no_signature(world: World) -> list[Replacement]:
    return [(signing, "verify", lambda *_: True)]


def no_mirror(world: World) -> list[Replacement]:
    """Unsent acts lie in the register alone."""
    return [(Mirroring, "keep", lambda *_: None), (Mirroring, "catch_up", lambda *_: None)]


def card_rebuilt(world: World) -> list[Replacement]:
    """Whoever does an act again makes its paper of what is known there."""
    return [(promising, "printed", lambda scene, kind, card: promising.SORTED.encode(card))]


def promise_reckoned(world: World) -> list[Replacement]:
    """What the act promised is reckoned anew."""
    return [(promising, "promised", lambda scene, reckoned: setattr(scene, "promise", reckoned) or reckoned)]


MUTANTS: dict[str, Callable[[World], list[Replacement]]] = {
    each.__name__: each
    for each in (
        *(no_idempotency, ack_on_push, cursor_apart, stale_page, no_epoch, last_writer_wins, no_tray, print_first),
        *(push_time_rights, trust_counter, no_savepoint, no_fork, no_rebase, no_shadow, no_parking, no_resend),
        *(not_settled, trust_wall, sync_normal, no_signature, no_mirror, card_rebuilt, promise_reckoned),
    )
}


@contextmanager
def switched_off(name: str, world: World) -> Iterator[None]:
    """`name` is empty for the program as it is. What is replaced has to be there: it may have moved."""
    replaced = MUTANTS[name](world) if name else []
    assert all(hasattr(whose, what) for whose, what, _ in replaced), name
    kept = [(whose, what, vars(whose).get(what)) for whose, what, _ in replaced]
    for whose, what, other in replaced:
        setattr(whose, what, other)
    try:
        yield
    finally:
        for whose, what, own in kept:
            if own is None:
                delattr(whose, what)
            else:
                setattr(whose, what, own)
