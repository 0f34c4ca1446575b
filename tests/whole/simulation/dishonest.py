"""A counter whose people write acts themselves, under their own keys, and say of them whatever they like.

Each attack says what the centre must never do with it; `Attack.why` is told where it does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import select

from app.actions import written
from app.actions.commands import Command, Stamp, intake, office, office_work
from app.actions.written import Written
from app.errors import Refused, Unavailable
from app.models.application import Application
from app.models.centre import PersonKey
from app.models.exchange import TrayItem
from app.models.journal import Document
from app.models.office import Device
from app.rules import stages
from app.rules.tray import REJECTED, WAYS
from app.rules.workflow import ADMIN, BACK, CHIEF, LOKET, ROLES
from app.server.admission.family import families
from app.sync import protocol
from app.sync.protocol import APPLIED, Envelope, PushRequest

if TYPE_CHECKING:
    from tests.whole.simulation.machine import Machine
    from tests.whole.simulation.world import World

YEAR = timedelta(days=365)
ELSEWHERE = "contoh.invalid"
Said = dict[str, Any]


@dataclass
class Attack:
    """`says` is what stands in the act's own fields, `outside` what stands around its body; `holder` is the PC whose
    stolen keys sign. `may` be applied: only the invariants look at it then."""

    why: str
    command: Command
    says: Said = field(default_factory=dict)
    outside: Said = field(default_factory=dict)
    holder: Machine | None = None
    may: bool = False


def attacked(world: World, machine: Machine) -> None:
    if world.centre.away() or machine.link().epoch != world.centre.epoch():
        return
    attack = world.chance.choice(ATTACKS)(world, machine)
    if attack is None:
        return
    world.stats[f"attack:{attack.why}"] += 1
    _sent(world, machine, attack)


def _sent(world: World, machine: Machine, attack: Attack) -> None:
    envelope = envelope_by_hand(world, machine, attack)
    stamp = attack.command.stamp
    world.watch.attack(stamp.id, attack.command, attack.why if not attack.may else "")
    request = PushRequest(epoch=world.centre.epoch(), acts=(envelope,))
    try:
        answer: protocol.PushAnswer = world.centre.serve("push", machine.link().token, request)
    except (Refused, Unavailable):
        return
    for result in answer.results:
        if result.result == APPLIED and not attack.may and not written.is_fact(attack.command.act):
            world.watch.violated(f"I7 applied: {attack.why}, {attack.command.act} by {stamp.actor}")


def envelope_by_hand(world: World, machine: Machine, attack: Attack) -> Envelope:
    """By hand, not by the program's own way; in the form of 0.3.0 half of the time."""
    command, now = attack.command, world.now
    stamp = command.stamp
    file = getattr(command, "application", None)
    with world.centre.register.reading() as session:
        row = session.get(Application, file) if file else None
        base = row.decisions if row else world.watch.feed.head
        stage = row.stage if row else ""
    known = Written(
        id=stamp.id,
        office=machine.link().office,
        device=stamp.counter,
        prev=None,
        actor=stamp.actor,
        kind=command.act,
        version=command.VERSION,
        application=file,
        at=stamp.at,
        lo=now - timedelta(seconds=30),
        hi=now,
        base=base,
        stage=stage,
        dep=None,
        after=world.watch.last_decision(file) if file else None,
        payload=written.payload_of(command),
    )
    said = msgspec.to_builtins(known) | msgspec.to_builtins(attack.says)
    if world.chance.random() < 0.5:
        said["form"] = 2
    body = msgspec.json.encode(said)
    holder = attack.holder or machine
    key_id, key = holder.keys[attack.outside.get("signer", stamp.actor)]
    outside = {name: value for name, value in attack.outside.items() if name != "signer"}
    return Envelope(body=msgspec.Raw(body), sig=key.sign(body).hex(), key=key_id, **outside)


def _stamp(world: World, machine: Machine, actor: str, at: datetime | None = None, device: str = "") -> Stamp:
    return Stamp(id=world.new_id(), at=at or world.now, actor=actor, counter=device or machine.link().device)


def _takes_over(world: World, stamp: Stamp) -> Command:
    """What nobody but an administrator may."""
    if world.chance.random() < 0.5:
        return office.SetRoles(stamp=stamp, staff=stamp.actor, roles=(ADMIN, CHIEF))
    return office.SetPassword(stamp=stamp, staff=ADMIN, password="$argon2id$y")


def _approves(world: World, stamp: Stamp) -> Command | None:
    """A decision on a file that waits for one; by whoever the stamp names."""
    with world.centre.register.reading() as session:
        files = list(session.scalars(select(Application.id).order_by(Application.number)))
    return office_work.Cancel(stamp=stamp, application=world.chance.choice(files), reason="-") if files else None


# --- what is said of an act


def _imported(world: World, machine: Machine) -> Attack:
    """As if done before pairing."""
    stamp = _stamp(world, machine, LOKET)
    around = world.chance.random() < 0.5
    says = {} if around else {"imported": True, "form": 2}
    return Attack("imported", _takes_over(world, stamp), says, {"imported": True} if around else {})


def _in_anothers_name(world: World, machine: Machine) -> Attack:
    stamp = _stamp(world, machine, ADMIN)
    return Attack("in another's name", _takes_over(world, stamp), {}, {"signer": LOKET, "imported": True})


def _earlier(world: World, machine: Machine) -> Attack | None:
    """Done, it says, when its author still had the right: long ago."""
    who = world.watch.somebody_who_lost(world.chance)
    if who is None:
        return None
    person, role, lost = who
    then = lost - timedelta(minutes=world.chance.choice((1, 600)))
    stamp = _stamp(world, machine, person, then)
    command = _of_role(world, machine, role, stamp)
    return None if command is None else Attack("earlier", command, {"lo": then, "hi": then})


def _of_role(world: World, machine: Machine, role: str, stamp: Stamp) -> Command | None:
    """The ordinary decision of that role on some file, as it is known there."""
    with machine.register.reading() as session:
        files = list(session.execute(select(Application.id, Application.stage).order_by(Application.number)))
    world.chance.shuffle(files)
    for file, stage in files:
        if stage in stages.OFF_ROUTE:
            continue
        who, kind, values = machine.desk.ordinary(file, stage)
        if who == role and not written.is_fact(kind.__struct_config__.tag):
            return kind(stamp=stamp, application=file, **values)
    return None


def _turned_round(world: World, machine: Machine) -> Attack:
    stamp = _stamp(world, machine, ADMIN)
    phone = office.SetPassword(stamp=stamp, staff=LOKET, password="$argon2id$z")
    return Attack("lo after hi", phone, {"lo": world.now, "hi": world.now - timedelta(hours=1)})


def _from_the_future(world: World, machine: Machine) -> Attack:
    then = world.now + YEAR * world.chance.randint(1, 9)
    stamp = _stamp(world, machine, ADMIN, then)
    command = office.SetPassword(stamp=stamp, staff=LOKET, password="$argon2id$z")
    return Attack("lo in the future", command, {"lo": then, "hi": then + timedelta(hours=1)})


def _mandate_to_come(world: World, machine: Machine) -> Attack | None:
    """The day the act says lies in a mandate, the day it came does not."""
    then = world.watch.day_of_a_mandate(world.chance)
    if then is None:
        return None
    person, at = then
    command = _of_role(world, machine, CHIEF, _stamp(world, machine, person, at))
    return None if command is None else Attack("a mandate of another day", command, {}, may=True)


def _own_number(world: World, machine: Machine) -> Attack | None:
    """The number and the token of a permit, drawn by the counter; in another year."""
    with world.centre.register.reading() as session:
        wanted = Application.stage == "penomoran"
        file = session.scalar(select(Application.id).where(wanted).order_by(Application.number).limit(1))
    if file is None:
        return None
    at = world.now + YEAR * world.chance.choice((0, -5, 5))
    stamp = _stamp(world, machine, BACK, at)
    own = {"number": f"503/{world.chance.randrange(9999):04d}/DPMPTSP/2031", "token": "A" * 26}
    return Attack("a number of its own", office_work.AssignNumber(stamp=stamp, application=file, **own), may=True)


def _of_another_pc(world: World, machine: Machine) -> Attack | None:
    """Another PC's name, and its last act as the one before."""
    with world.centre.register.reading() as session:
        known = families(session)  # copies of one disk are one PC to the centre
    here, others = machine.link().device_id, [each for each in world.machines if not each.broken]
    if not (others := [each for each in others if not known.are_one(each.link().device_id, here)]):
        return None
    other = world.chance.choice(others)
    with other.register.reading() as session:
        device = other.link().device
        row = session.get(Device, device)
        tip = row.tip if row else None
    stamp = _stamp(world, machine, ADMIN, device=device)
    command = office.SetPassword(stamp=stamp, staff=LOKET, password="$argon2id$w")
    return Attack("another PC's name", command, {"prev": tip})


def _lost_before(world: World, machine: Machine) -> Attack:
    """The act before it is gone, it says: which one, nobody knows."""
    stamp = _stamp(world, machine, ADMIN)
    command = office.SetPassword(stamp=stamp, staff=LOKET, password="$argon2id$v")
    return Attack("lost around it", command, {"prev": world.new_id()}, {"lost": True}, may=True)


def _stolen(world: World, machine: Machine) -> Attack | None:
    """Under the keys of a PC that was revoked, by way of another one, and done earlier, it says."""
    with world.centre.register.reading() as session:
        revoked = {key.id for key in session.scalars(select(PersonKey)) if key.revoked}
    # One that was restored from before the revocation does not know of it.
    if not (stolen := [each for each in world.stolen if each.keys[ADMIN][0] in revoked]):
        return None
    holder = world.chance.choice(stolen)
    then = world.now - timedelta(days=world.chance.choice((0, 1, 100)))
    stamp = _stamp(world, machine, ADMIN, then, device=holder.desk.device)
    return Attack("a stolen key", _takes_over(world, stamp), {"lo": then, "hi": then}, holder=holder)


def _moment(world: World, machine: Machine) -> Attack:
    """The centre's own word for the time, written by a counter."""
    stamp = msgspec.structs.replace(_stamp(world, machine, ADMIN), moment=world.now - YEAR)
    command = office.SetPassword(stamp=stamp, staff=LOKET, password="$argon2id$u")
    return Attack("the centre's word for the time", command)


def _proof(world: World, machine: Machine) -> Attack:
    """As if the centre had applied it before."""
    stamp = _stamp(world, machine, LOKET)
    proof = world.chance.choice(("", "x", "1700000000000..")) + "0" * 32
    return Attack("a proof of its own", _takes_over(world, stamp), {}, {"proof": proof})


def _without_right(world: World, machine: Machine) -> Attack | None:
    """Plainly, and as somebody who has another role."""
    wrong = world.chance.choice([role for role in ROLES if role not in (ADMIN,)])
    return Attack("without the right", _takes_over(world, _stamp(world, machine, wrong)))


def _own_matter(world: World, machine: Machine) -> Attack | None:
    """Its author closes what an act of the own put before people."""
    with world.centre.register.reading() as session:
        still = TrayItem.closed.is_(None), TrayItem.cause != REJECTED, TrayItem.actor_id.in_(machine.keys)
        items = list(session.execute(select(TrayItem.id, TrayItem.actor_id).where(*still).order_by(TrayItem.id)))
    if not items:
        return None
    item, author = world.chance.choice(items)
    says = {"item": item, "how": world.chance.choice(WAYS), "note": "Sudah benar."}
    return Attack("an own matter", office.SettleTrayItem(stamp=_stamp(world, machine, author), **says))


def _card(world: World, machine: Machine) -> Attack | None:
    """A receipt with another fee and an address elsewhere, for a file that was brought back or never was returned."""
    receipts = select(Document.application_id, Document.card).where(Document.kind == "receipt")
    with world.centre.register.reading() as session:
        found = list(session.execute(receipts.order_by(Document.id)))
    if not found:
        return None
    file, card = world.chance.choice(found)
    stamp = _stamp(world, machine, LOKET)
    forged = card | {"qr": f"https://{ELSEWHERE}/t/x", "qr_is_address": True, "fee": "Tunai kepada petugas."}
    forged |= {"received": stamp.at.isoformat(), "addendum": True, "promised": "2031-01-01"}
    return Attack("a card", intake.AcceptRevision(stamp=stamp, application=file, paper=forged), may=True)


ATTACKS: tuple[Callable[[World, Machine], Attack | None], ...] = (
    *(_imported, _in_anothers_name, _earlier, _turned_round, _from_the_future, _mandate_to_come),
    *(_own_number, _of_another_pc, _lost_before, _stolen, _moment, _proof, _without_right),
    *(_own_matter, _card),
)
