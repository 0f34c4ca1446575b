"""What happens to the files of one PC: bits, lost and empty files, a cut log, copies; and the ways back there are.

Only what existed on that disk alone may be gone afterwards; what the mirror of unsent acts holds may not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.cipher import verify
from app.errors import Unavailable
from app.upkeep.copies import FOLDER, daily_copy
from app.upkeep.restore import finish, newest_good, restore
from tests.conftest import KEY
from tests.whole.simulation.machine import BESIDE, Machine

if TYPE_CHECKING:
    from tests.whole.simulation.world import World


def copied(world: World, machine: Machine) -> None:
    """The copy of the day; now and then one of the copies there are goes bad."""
    world.stats["copy"] += 1
    daily_copy(machine.disk.path, KEY, machine.clock.now().date())
    known = sorted((machine.folder / FOLDER).glob("register-*.db"))
    if world.chance.random() < 0.4 and known:  # an empty register is not copied
        world.stats["copy_damaged"] += 1
        spoiled = world.chance.choice(known)
        spoiled.write_bytes(world.chance.choice(SPOILED)(world, spoiled.read_bytes()))


def bit_flipped(world: World, machine: Machine) -> None:
    """One bit of the register, anywhere. The program's own test of the file notices it, or nothing has happened."""
    world.stats["bit_flipped"] += 1
    _harmed(world, machine, lambda content: _one_bit(world, content))


def emptied(world: World, machine: Machine) -> None:
    """The register is lost, empty, or ends in the middle."""
    world.stats["register_lost"] += 1
    _harmed(world, machine, world.chance.choice((lambda _: None, lambda _: b"", lambda content: _cut(world, content))))


def beside_lost(world: World, machine: Machine) -> None:
    """One of the files beside a register that is whole."""
    world.stats["beside_lost"] += 1
    with machine.at_rest():
        path = machine.folder / world.chance.choice(BESIDE)
        if path.exists() and world.chance.random() < 0.5:
            path.unlink()
        elif path.exists():
            path.write_bytes(world.chance.choice(SPOILED)(world, path.read_bytes()))


def log_cut(world: World, machine: Machine) -> None:
    """The write-ahead log of a PC that lost its power ends too early, or is gone: SQLite opens what is left."""
    files = machine.disk.take()
    log = machine.disk.path.name + "-wal"
    if not files.get(log):
        return
    world.stats["log_cut"] += 1
    mirrored, before = _mirrored(machine), machine.acts()
    with machine.at_rest():
        machine.disk.put(files | {log: files[log][: world.chance.randrange(len(files[log]))]})
    world.watch.rolled_back(machine, before, {*machine.acts(), *mirrored})


def brought_back(world: World, machine: Machine) -> bool:
    """From the newest good copy on the PC, if there is one; what had not been sent comes from the mirror."""
    good = newest_good(machine.disk.path, KEY)
    if good is None:
        return False
    world.stats["copy_restored"] += 1
    restore(machine.disk.path, good, KEY)
    finish(machine.disk.path, KEY)
    machine.broken = False
    machine.start()
    return True


def _harmed(world: World, machine: Machine, change: Callable[[bytes], bytes | None]) -> None:
    mirrored, before = _mirrored(machine), machine.acts()
    machine.stop()
    path = machine.disk.path
    changed = change(path.read_bytes())
    if changed is None:
        path.unlink()
    else:
        path.write_bytes(changed)
    if _whole(machine):
        machine.started_anew()
        return
    machine.broken = True
    now = set(mirrored)
    if world.chance.random() < 0.5 and brought_back(world, machine):
        now |= set(machine.acts())
    world.watch.rolled_back(machine, before, now)


def _whole(machine: Machine) -> bool:
    try:
        verify(machine.disk.path, KEY)
    except Unavailable:
        return False
    return machine.disk.path.stat().st_size > 0


def _mirrored(machine: Machine) -> dict[str, bytes]:
    return dict(machine.client.mirroring._mirror.waiting())


def _one_bit(world: World, content: bytes) -> bytes:
    changed = bytearray(content)
    if changed:
        changed[world.chance.randrange(len(changed))] ^= 1 << world.chance.randrange(8)
    return bytes(changed)


def _cut(world: World, content: bytes) -> bytes:
    return content[: world.chance.randrange(max(1, len(content)))]


SPOILED: tuple[Callable[[World, bytes], bytes], ...] = (_one_bit, _cut, lambda _, content: b"")
