"""What an administrator takes away at the centre: a PC, somebody's keys; and what takes its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select, text

from app.errors import Refused, Unavailable
from app.models.centre import PersonKey, Terminal
from app.rules.workflow import ADMIN
from app.server.command_line.office_hand import OfficeHand
from app.sync.admission import UNKNOWN_KEY
from app.sync.pairing import Wish, pair
from app.sync.protocol import EnrolAnswer, EnrolRequest, KeyOffer
from app.sync.signing import Key
from tests.registers import new_register
from tests.whole.simulation.machine import Machine
from tests.whole.simulation.template import template

if TYPE_CHECKING:
    from tests.whole.simulation.world import World


def pc_revoked(world: World, machine: Machine) -> None:
    """Lost or stolen. What it had not sent is gone with it; a new PC comes, with nothing."""
    terminal = machine.link().device_id
    with world.centre.register.reading() as session:
        if session.get(Terminal, terminal) is None:  # restored from before it was paired
            return
    world.stats["pc_revoked"] += 1
    world.centre.enrolment.revoke(terminal)
    retire(world, machine)
    another(world)


def retire(world: World, machine: Machine) -> None:
    mirrored = dict(machine.client.mirroring._mirror.waiting())
    world.watch.rolled_back(machine, mirrored if machine.broken else machine.acts(), ())
    machine.stop()
    machine.retired = True
    world.machines.remove(machine)
    world.stolen.append(machine)


def another(world: World) -> None:
    """A PC that is paired and has to get everything; everybody signs in there."""
    world.pcs += 1
    name = f"machine-{world.pcs}"
    folder = world.folder / name
    folder.mkdir()
    register = new_register(folder / "register.db")
    code = world.centre.enrolment.pairing_code("Loket")
    wish = Wish("", "", code, "Loket", "administrator", "-", name, "test")
    answer = pair(register, _AtTheCentre(world), wish, world.now)
    register.close()
    files = {"register.db": (folder / "register.db").read_bytes()}
    keys = made_keys(world, sorted(template().keys[0]))
    for person, (key_id, key) in keys.items():
        _register(world, answer.device_id, person, key_id, key)
    world.machines.append(Machine(world, name, folder, keys, files))


def keys_revoked(world: World, machine: Machine) -> None:
    """Of one person, everywhere; the next sign-in at a PC makes another."""
    person = world.chance.choice([each for each in sorted(template().keys[0]) if not each.startswith(ADMIN)])
    world.stats["keys_revoked"] += 1
    OfficeHand(world.centre.centre, world.new_id).revoke_keys(person.replace("_", "."))  # as tests.office names them


def forked(world: World, machine: Machine) -> None:
    """By hand, for no reason."""
    world.stats["forked"] += 1
    try:
        machine.exchange.fork()
    except (Unavailable, Refused) as said:
        world.stats[f"unavailable:{said.code}"] += 1


def new_keys(world: World, machine: Machine) -> None:
    """Whoever has a key that the centre does not know, or no longer takes, signs in once more while it is there."""
    if not machine.online or world.centre.away():
        return
    with world.centre.register.reading() as session:
        owner = session.get(Terminal, machine.link().device_id)
        known = {key.id: key.revoked for key in session.scalars(select(PersonKey))}
    if owner is None:
        return
    machine.power.fuse = machine.power.full = None  # signing in again is tried until it is done
    gone = sorted(person for person, (key, _) in machine.keys.items() if known.get(key))
    unknown = [(person, *held) for person, held in sorted(machine.keys.items()) if held[0] not in known]
    made = made_keys(world, gone)
    for person, key_id, key in [*unknown, *((person, *held) for person, held in made.items())]:
        _register(world, owner.id, person, key_id, key)
        with machine.register.writing() as session:
            session.execute(text(UNKNOWN_KEY.replace("?", ":key")), {"key": key_id})
        machine.keys[person] = key_id, key
        machine.ring.hold(person, key_id, key)
    if made:
        machine.signed_in()


def is_out(world: World, machine: Machine, person: str) -> bool:
    """Whether the PC has been in contact since that person's key was revoked: they have to sign in once more."""
    with world.centre.register.reading() as session:
        key = session.get(PersonKey, machine.keys[person][0])
        contact = machine.link().contact
        return bool(key and key.revoked and contact and contact >= key.revoked)


def made_keys(world: World, people: Iterable[str]) -> dict[str, tuple[str, Key]]:
    return {
        person: (world.new_id(), Key(Ed25519PrivateKey.from_private_bytes(world.chance.randbytes(32))))
        for person in people
    }


def _register(world: World, terminal: str, person: str, key_id: str, key: Key) -> None:
    """As signing in does, once the password is proved."""
    with world.centre.register.writing() as session:
        offered = KeyOffer(key=key_id, staff=person, public=key.public.hex())
        world.centre.enrolment._register(session, session.get_one(Terminal, terminal), offered, person)


class _AtTheCentre:
    """The wire of a PC that is being paired: nothing goes wrong with it, or it would be paired once more."""

    def __init__(self, world: World) -> None:
        self._world = world

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        answer: EnrolAnswer = self._world.centre.serve("enrol", "", request)
        return answer
