"""Pairing this PC with a centre, once; and bringing along what was done on it before.

The first PC of an office brings its whole journal, act by act, under the signature of the administrator who pairs it.
Every later PC comes empty and takes everything from the centre.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions import written
from app.actions.linked import WAITING
from app.actions.written import FORM, Written
from app.database import Register
from app.errors import Refused
from app.models.application import Application
from app.models.journal import Entry
from app.models.link import Link, OwnKey
from app.models.office import Device, Office
from app.sync import protocol
from app.sync.protocol import FINAL, EnrolAnswer, EnrolRequest, Envelope, KeyOffer, PushRequest
from app.sync.signing import Key
from app.sync.state import IMPORT

if TYPE_CHECKING:
    from app.sync.once import Exchange

ACTS_AT_ONCE = 50


class PairingWire(Protocol):
    """The centre before this PC is known to it."""

    def enrol(self, request: EnrolRequest) -> EnrolAnswer: ...


@dataclass(frozen=True)
class Wish:
    """What the administrator typed. `code` is the pairing code, `certificate` the pinned one (PEM)."""

    address: str
    certificate: str
    code: str
    counter_name: str
    username: str
    password: str
    machine: str
    version: str


def pair(register: Register, door: PairingWire, wish: Wish, now: datetime) -> EnrolAnswer:
    """Raises Refused: `already_paired`, `training`, `office_exists`, or the centre's word; Unavailable. Nothing has
    changed here until the centre said yes."""
    with register.reading() as session:
        request = _request(session, wish)
    answer = door.enrol(request)
    with register.writing() as session:
        session.add(
            Link(
                id=1,
                office=answer.office,
                address=wish.address,
                certificate=wish.certificate,
                device_id=answer.device_id,
                device=answer.device,
                token=answer.token,
                mac_key=answer.mac_key,
                machine=wish.machine,
                epoch=answer.epoch,
                cursor=0,
                digest="",
                durable=0,
                contact=answer.server_now,
                paired=now,
                stage=IMPORT if answer.founding else "first",
                resume="",
                revoked="",
                form=answer.form,
            )
        )
        for key in session.scalars(select(OwnKey)):
            key.registered = True
    return answer


def pair_again(register: Register, door: PairingWire, wish: Wish, now: datetime) -> EnrolAnswer:
    """A PC that the centre does not know any more, because it was restored from before it was paired: new ties, and all
    that was done stays and is sent. Raises as `pair` does; Refused `not_paired`."""
    with register.reading() as session:
        link = session.get(Link, 1)
        if link is None:
            raise Refused("not_paired")
        keys = tuple(_offer(key) for key in session.scalars(select(OwnKey)))
    answer = door.enrol(
        EnrolRequest(
            code=wish.code,
            device=link.device,
            name=wish.counter_name,
            machine=wish.machine,
            username=wish.username,
            password=wish.password,
            version=wish.version,
            keys=keys,
        )
    )
    with register.writing() as session:
        link = session.get_one(Link, 1)
        link.address, link.certificate = wish.address, wish.certificate
        link.device_id, link.device, link.token = answer.device_id, answer.device, answer.token
        link.mac_key, link.machine, link.paired, link.revoked = answer.mac_key, wish.machine, now, ""
        link.form = answer.form
    return answer


def _request(session: Session, wish: Wish) -> EnrolRequest:
    if session.get(Link, 1) is not None:
        raise Refused("already_paired")
    office = session.get(Office, 1)
    if office is not None and office.training:
        raise Refused("training")
    device = session.scalar(select(Device).limit(1))
    keys = session.scalars(select(OwnKey))
    return EnrolRequest(
        code=wish.code,
        device=device.code if device else "",
        name=wish.counter_name or (device.name if device else ""),
        machine=wish.machine,
        username=wish.username,
        password=wish.password,
        version=wish.version,
        brings_office=office is not None,
        keys=tuple(_offer(key) for key in keys),
    )


def _offer(key: OwnKey) -> KeyOffer:
    return KeyOffer(key=key.key_id, staff=key.staff_id, public=key.public.hex())


def brought(session: Session) -> tuple[int, int]:
    """Acts and files that pairing would bring along."""
    acts = session.scalar(select(func.count(Entry.id))) or 0
    return acts, session.scalar(select(func.count(Application.id))) or 0


@dataclass(frozen=True)
class Import:
    """Sends the journal of before, oldest first; `key` is the administrator's. It may be cut and goes on."""

    exchange: Exchange
    key_id: str
    key: Key

    def step(self) -> bool:
        """One batch. False when all is there. Raises Refused `import_refused` with the act that was not taken."""
        with self.exchange.register.reading() as session:
            link = session.get_one(Link, 1)
            after = int(link.resume or 0)
            batch = list(
                session.scalars(
                    select(Entry)
                    .where(Entry.position > after, Entry.position < WAITING)  # what is done meanwhile goes its own way
                    .order_by(Entry.position)
                    .limit(ACTS_AT_ONCE)
                )
            )
        if batch:
            self._send(link, batch)
        with self.exchange.register.writing() as session:
            link = session.get_one(Link, 1)
            link.resume = str(batch[-1].position) if batch else ""
            link.stage = IMPORT if batch else "first"
        return bool(batch)

    def _send(self, link: Link, batch: list[Entry]) -> None:
        acts = tuple(self._envelope(link.office, link.form, entry) for entry in batch)
        answer = self.exchange.asked(self.exchange.wire.push, PushRequest(epoch=link.epoch, acts=acts))
        for result in answer.results:
            if result.result not in FINAL:
                raise Refused("import_refused", act=result.id, reason=result.reason or result.result)
        if len(answer.results) != len(acts):
            raise Refused("import_refused", act=acts[len(answer.results)].key, reason=protocol.RETRY)

    def _envelope(self, office: str, form: int, entry: Entry) -> Envelope:
        body = written.encode(
            Written(
                id=entry.id,
                office=office,
                device=entry.counter,
                prev=entry.prev,
                actor=entry.actor_id,
                kind=entry.kind,
                version=entry.version,
                application=entry.application_id,
                at=entry.at,
                lo=entry.at,
                hi=entry.at,
                base=0,
                stage=entry.stage_before,
                dep=None,
                payload=entry.payload,
                form=FORM if form >= FORM else msgspec.UNSET,
                imported=True if form >= FORM else msgspec.UNSET,
            )
        )
        raw = msgspec.Raw(body)
        return Envelope(body=raw, sig=self.key.sign(body).hex(), key=self.key_id, imported=form < FORM)
