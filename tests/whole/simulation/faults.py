"""What strikes from outside: power, links, clocks, disks, backups; and what an administrator does about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from app.errors import Refused, Unavailable
from app.models.link import Link
from app.sync import protocol
from app.sync.pairing import Wish, pair_again
from app.upkeep.instance import only_instance
from tests.whole.simulation import damage, dishonest, replaying, revoking
from tests.whole.simulation.machine import Machine
from tests.whole.simulation.wire import deliver_late

if TYPE_CHECKING:
    from tests.whole.simulation.world import World

MOST_MACHINES = 6
# No connection holds a request for longer.
AT_THE_LATEST = timedelta(minutes=50)
# How far a clock is off: days, hours, minutes; a dead battery, and years in both directions.
WRONG = tuple(
    timedelta(days=days, seconds=seconds)
    for days, seconds in ((-3, 0), (0, -7200), (0, -600), (0, 600), (0, 7200), (2, 0))
) + tuple(timedelta(days=365 * years) for years in (-17, -1, 1, 5, 40))
Fault = Callable[["World", Machine], None]


def strike(world: World) -> None:
    _struck(world, FAULTS)


def strike_centre(world: World) -> None:
    """While somebody's request is under way."""
    _struck(world, {kind: FAULTS[kind] for kind in ("centre", "backup", "restore", "late")})


def _struck(world: World, faults: dict[str, tuple[Fault, int]]) -> None:
    kind = world.chance.choices(list(faults), [weight for _, weight in faults.values()])[0]
    whole = [each for each in world.machines if not each.broken]
    if whole:
        faults[kind][0](world, world.chance.choice(whole))


def _late(world: World, machine: Machine) -> None:
    if world.late:
        sent, *request = world.late.pop(world.chance.randrange(len(world.late)))
        if world.now - sent < AT_THE_LATEST:
            deliver_late(world, *request)


def _months_pass(world: World, machine: Machine) -> None:
    """What has ended is no longer among the recent files of a first synchronisation."""
    world.stats["months"] += 1
    world.pass_time(100 * 86400)
    del world.centre.backups[:-1]  # an older one is not put back any more: counters keep a month of it


def _link_flaps(world: World, machine: Machine) -> None:
    machine.online = not machine.online
    world.stats["link_flip"] += 1


def _stop(world: World, machine: Machine) -> None:
    """Pulled out while nobody does anything."""
    world.stats["counter_crash"] += 1
    machine.crashed()


def _centre_stops(world: World, machine: Machine) -> None:
    world.centre.crashed()


def _backup(world: World, machine: Machine) -> None:
    world.centre.back_up()
    world.stats["backup"] += 1


def _restore(world: World, machine: Machine) -> None:
    if world.centre.backups:
        _set_back(world)
        replaying.after_restore(world, machine)
        if world.chance.random() < 0.2:
            _set_back(world)


def _set_back(world: World) -> None:
    world.stats["restore"] += 1
    replaying.before_restore(world)
    world.centre.restore()


def clock_jumps(world: World, machine: Machine) -> None:
    world.stats["clock_jump"] += 1
    machine.clock.wrong = world.chance.choice(WRONG) if world.chance.random() < 0.7 else timedelta()


def _reboot(world: World, machine: Machine) -> None:
    world.stats["reboot"] += 1
    with machine.at_rest():
        pass


def _cloned(world: World, machine: Machine) -> None:
    if len(world.machines) < MOST_MACHINES:
        world.stats["disk_cloned"] += 1
        with machine.at_rest():
            world.pcs += 1
            name = f"machine-{world.pcs}"
            made = Machine(world, name, world.folder / name, machine.keys, machine.disk.take())
            world.machines.append(made)
        world.watch.cloned(machine, made)


def _rolled_back(world: World, machine: Machine) -> None:
    """A copy is taken, of the register or of the whole disk, and later put back."""
    if machine.earlier is None:
        with machine.at_rest():
            whole = world.chance.random() < 0.5
            machine.earlier = whole, machine.disk.take(whole=whole)
        return
    whole, files = machine.earlier
    world.stats["disk_rolled_back" if whole else "register_rolled_back"] += 1
    mirrored = {} if whole else dict(machine.client.mirroring._mirror.waiting())
    before = machine.acts()
    with machine.at_rest():
        machine.disk.put(files, whole=whole)
        machine.earlier = None
    world.watch.rolled_back(machine, before, {*machine.acts(), *mirrored})


def _damaged(world: World, machine: Machine) -> None:
    """The register cannot be read any more; it is made anew. What had not been sent lies in its mirror."""
    world.stats["register_damaged"] += 1
    mirrored = dict(machine.client.mirroring._mirror.waiting())
    before = machine.acts()
    machine.harmed()
    world.watch.rolled_back(machine, before, mirrored)


def _old_program(world: World, machine: Machine) -> None:
    """It knows no form of acts but its own."""
    machine.old = not machine.old
    if machine.old and not machine.broken:
        with machine.register.writing() as session:
            session.get_one(Link, 1).form = 1
    world.stats["old_program"] += 1


def _second_instance(world: World, machine: Machine) -> None:
    """A second start is refused by the lock."""
    world.stats["second_instance"] += 1
    try:
        with only_instance(machine.folder):
            world.watch.violated("a second program started on the same register")
    except Unavailable as trouble:
        if trouble.code != "already_running":
            raise


def _forged(world: World, machine: Machine) -> None:
    """Somebody sends altered acts: refused, and nothing has changed."""
    world.stats["forged"] += 1
    batch = machine.exchange.batch(1)
    if batch is None or world.centre.away():
        return
    (envelope,) = batch.acts
    act = msgspec.json.decode(bytes(envelope.body))
    altered = world.chance.choice(
        (
            act | {"office": "office-2"},
            act
            | {"actor": "kadis", "payload": act["payload"] | {"stamp": act["payload"]["stamp"] | {"actor": "kadis"}}},
            act | {"id": world.new_id()},
            act | {"base": act["base"] + 1},
        )
    )
    if altered == act:
        return
    body = msgspec.Raw(msgspec.json.encode(altered))
    token, epoch = machine.link().token, world.centre.epoch()
    sent = protocol.PushRequest(epoch=epoch, acts=(msgspec.structs.replace(envelope, body=body),))
    with world.watch.nothing_changes():
        try:
            answer = world.centre.serve("push", token, sent, alone=True)
        except (Refused, Unavailable):
            return
        if any(result.result in protocol.FINAL for result in answer.results) and altered["id"] != act["id"]:
            world.watch.violated("I7 a forged act was taken")


def _poisoned(world: World, machine: Machine) -> None:
    """One of the acts that wait there, or none."""
    waiting = [act for act, done in machine.acts().items() if not done]
    if waiting:
        world.poison.mark(world.chance.choice(sorted(waiting)))


FAULTS: dict[str, tuple[Fault, int]] = {
    "late": (_late, 10),
    "months": (_months_pass, 1),
    "link": (_link_flaps, 16),
    "stop": (_stop, 4),
    "centre": (_centre_stops, 5),
    "backup": (_backup, 6),
    "restore": (_restore, 2),
    "clock": (clock_jumps, 8),
    "reboot": (_reboot, 4),
    "clone": (_cloned, 1),
    "rollback": (_rolled_back, 12),
    "damage": (_damaged, 1),
    "old": (_old_program, 2),
    "second": (_second_instance, 2),
    "forged": (_forged, 4),
    "poison": (_poisoned, 3),
    "forked": (revoking.forked, 1),
    "copy": (damage.copied, 4),
    "bit": (damage.bit_flipped, 1),
    "lost": (damage.emptied, 1),
    "beside": (damage.beside_lost, 2),
    "log": (damage.log_cut, 1),
    "stolen": (revoking.pc_revoked, 1),
    "keys": (revoking.keys_revoked, 1),
    "dishonest": (dishonest.attacked, 8),
}


def helped(world: World, machine: Machine, refused: Refused) -> None:
    """What a person does about a refusal of the centre: a PC it does not know any more is paired again; in place of one
    that was revoked, or whose register is damaged as well, so that the program has no way out, comes another."""
    unknown = refused.code == "device_unknown"
    if unknown and not machine.broken:
        _pair_again(world, machine)
    elif unknown or refused.code == "device_revoked":
        revoking.retire(world, machine)
        revoking.another(world)


def _pair_again(world: World, machine: Machine) -> None:
    """An administrator comes with a new code."""
    code = world.centre.enrolment.pairing_code("Loket")
    wish = Wish("", "", code, "Loket", "administrator", "-", machine.name, "test")
    world.stats["paired_again"] += 1
    try:
        pair_again(machine.register, machine.wire(""), wish, world.now)
    except (Unavailable, Refused) as said:  # restored once more meanwhile: the code is unknown too
        world.stats[f"unavailable:{said.code}"] += 1
