"""A register that cannot be read any more, made anew from the centre; what had not been sent is taken from its mirror.

The new file is made beside the old one and takes its place when it can be worked with. Its numbers carry a new device
code: how far the old one's had come stood in the damaged file alone. Drafts are lost, and everybody signs in anew.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.actions import written
from app.actions.linked import next_position, waiting_act
from app.actions.written import Written
from app.cipher import exchange as exchange_file
from app.cipher import sync
from app.database import open_register
from app.decoding import from_json
from app.errors import Unavailable, disk_trouble
from app.models.exchange import Act
from app.models.link import Link
from app.reference.reference import Reference
from app.sync.centre_client import LinkWire
from app.sync.first import FirstProgress, take_recent
from app.sync.link_file import LinkFile, LinkRecord, ties_of
from app.sync.mirror import Mirror
from app.sync.once import CentreClock, Exchange
from app.sync.protocol import Envelope, ForkRequest
from app.sync.rebase import again, as_done
from app.sync.records import Waiting
from app.sync.state import FIRST

PART, WHOLE = "register.db.rebuilt", "register.db.restored"
ENDS = ("-wal", "-shm", "")


@dataclass(frozen=True)
class Site:
    """`key` is the register's, `line` reaches the centre by address, certificate and token, `machine` is this machine's
    name, `now` gives the time in UTC."""

    database: Path
    key: bytes
    reference: Reference
    line: Callable[[str, str, str], LinkWire]
    clock: CentreClock
    now: Callable[[], datetime]
    machine: str


def can_rebuild(database: Path, key: bytes) -> bool:
    """Whether this PC has a centre to take everything from."""
    try:
        return LinkFile(database.parent, key).read() is not None
    except Unavailable:
        return False


def rebuild(site: Site, told: Callable[[FirstProgress], None]) -> Path | None:
    """The path under which the damaged file is kept, if there was one. Raises Unavailable or Refused, after which all
    is as before."""
    folder, part = site.database.parent, site.database.with_name(PART)
    ties = LinkFile(folder, site.key).read()
    if ties is None:
        raise Unavailable("link_damaged")
    unsent = _unsent(Mirror(folder, site.key))
    _remove(part)
    with closing(open_register(part, site.key)) as register:
        with closing(_line(site, ties)) as wire:
            exchange = Exchange(register, site.reference, wire, site.clock, site.now, site.machine, told)
            link = _enlist(exchange, ties, site)
        with closing(_line(site, ties_of(link))) as wire:
            exchange.wire = wire
            put_back(exchange, unsent)
            take_recent(exchange)
        with register.reading() as session:
            if session.get_one(Link, 1).stage == FIRST:
                raise Unavailable("centre_trouble")  # it was restored just now
    LinkFile(folder, site.key).keep(ties_of(link))
    return _take_place(site.database, part)


def _line(site: Site, ties: LinkRecord) -> LinkWire:
    return site.line(ties.address, ties.certificate, ties.token)


def put_back(exchange: Exchange, unsent: Waiting) -> None:
    """Acts of the mirror as acts that wait, those that are not here. Before the first synchronisation they show no
    effect yet: it does them again.

    Those the centre has processed wait too, until it says so once more: kept here, they outlive a restored centre.
    """
    with exchange.register.writing() as session:
        link = session.get_one(Link, 1)
        for envelope, act in _in_order(unsent):
            if session.get(Act, act.id) is None:
                body = bytes(envelope.body)
                row = waiting_act(act, body, bytes.fromhex(envelope.sig), envelope.key, next_position(session))
                row.lost, row.proof = envelope.lost, envelope.proof
                session.add(row)
                session.flush()
                if link.stage != FIRST:
                    again(session, exchange.reference, link, row)


def _in_order(unsent: Waiting) -> list[tuple[Envelope, Written]]:
    there = {act: from_json(data, Envelope) for act, data in unsent}
    acts = {id_: written.decode(bytes(envelope.body)) for id_, envelope in there.items()}
    return [(there[act], acts[act]) for act in as_done({id_: act.prev for id_, act in acts.items()})]


def _unsent(mirror: Mirror) -> Waiting:
    try:
        return mirror.waiting()
    except Unavailable as trouble:
        if trouble.code != "waiting_damaged":
            raise
        return mirror.mend()


def _enlist(exchange: Exchange, ties: LinkRecord, site: Site) -> Link:
    """At the centre under a new device code, and here as a PC that is new."""
    answer = exchange.asked(exchange.wire.fork, ForkRequest(machine=site.machine))
    with exchange.register.writing() as session:
        link = Link(
            id=1,
            office=answer.office,
            address=ties.address,
            certificate=ties.certificate,
            device_id=answer.device_id,
            device=answer.device,
            token=answer.token,
            mac_key=answer.mac_key,
            machine=site.machine,
            epoch=answer.epoch,
            cursor=0,
            digest="",
            durable=0,
            contact=answer.server_now,
            paired=site.now(),
            stage=FIRST,
            resume="",
            revoked="",
            form=answer.form,
        )
        session.add(link)
    return link


def _take_place(database: Path, part: Path) -> Path | None:
    """From the moment it has its other name, the next start ends what was begun (app.upkeep.restore)."""
    whole = database.with_name(WHOLE)
    try:
        part.replace(whole)
        sync(database.parent)
    except OSError as error:
        raise disk_trouble(error) from error
    return exchange_file(database, whole)


def _remove(part: Path) -> None:
    """What an earlier try left."""
    try:
        for end in ENDS:
            part.with_name(part.name + end).unlink(missing_ok=True)
    except OSError as error:
        raise disk_trouble(error) from error
