"""Connecting this PC to a centre, as the window asks for it. The work runs beside the GUI thread, a step at a time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.desktop.opening import PendingOffice
from app.desktop.world import World
from app.errors import Refused, Unavailable
from app.release import VERSION
from app.rules.workflow import ADMIN
from app.sync.state import Acceptance, Brought, PairingWish, Presented, Renewal, SigningKey, SigningKeys
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import Job, JobProgress

if TYPE_CHECKING:
    from app.queries.look import Look
    from app.sync.protocol import KeysAnswer

STEPS = 3
PATIENCE = 8.0  # seconds for a list: whoever signs in waits behind it


class Pairing(QObject):
    """`paired`: this PC has a centre from now on. Answers for pages that are gone are dropped, the work goes on."""

    paired = Signal()

    def __init__(
        self, pending_office: PendingOffice, desk: Desk, entrance: Desk, world: World, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pending_office, self._desk, self._entrance, self._world = pending_office, desk, entrance, world
        self._job: Job | None = None

    def present(
        self, owner: QObject, address: str, done: Callable[[Presented], None], failed: Callable[[Trouble], None]
    ) -> None:
        """Fetch the certificate of the centre there, for people to compare."""
        self._entrance.work(owner, partial(presented, self._pending_office, address), done, failed)

    def renewal(self, owner: QObject, done: Callable[[Renewal], None], failed: Callable[[Trouble], None]) -> None:
        """Fetch the certificate the centre of this PC shows now, beside those known here."""
        self._entrance.work(owner, partial(renewal, self._pending_office), done, failed)

    def accept(
        self,
        owner: QObject,
        acceptance: Acceptance,
        done: Callable[[], None],
        failed: Callable[[Trouble], None],
    ) -> None:
        """Believe it from now on, on an administrator's word."""
        job = partial(accept, self._pending_office, self._world, acceptance)
        self._entrance.work(self, job, partial(self._on_accepted, owner, done), partial(_told, owner, failed))

    def keys(
        self, owner: QObject, staff: str, done: Callable[[SigningKeys], None], failed: Callable[[Trouble], None]
    ) -> None:
        """Who signs with which key, as the centre tells it to `staff`, who is signed in here."""
        self._entrance.work(owner, partial(keys, self._pending_office, self._world, staff), done, failed)

    def brought(self, owner: QObject, done: Callable[[Brought], None]) -> None:
        """What pairing would carry over from this PC."""
        self._desk.ask(owner, brought, done)

    def pair(
        self, owner: QObject, wish: PairingWish, done: Callable[[], None], failed: Callable[[Trouble], None]
    ) -> None:
        """`done` when the centre has said yes; what is carried over and taken from there goes on by itself."""
        job = partial(pair, self._pending_office, self._world, wish)
        on_done, on_failed = partial(self._on_paired, owner, done), partial(_told, owner, failed)
        self._job = self._entrance.work(self, job, on_done, on_failed)

    def cancel(self) -> None:
        """Give pairing up; only before the centre has said yes."""
        if self._job is not None and isValid(self._job) and not self._job.over:
            self._job.cancel()

    def _on_accepted(self, owner: QObject, done: Callable[[], None], _: None) -> None:
        if self._pending_office.linkage is not None:
            self._pending_office.linkage.wake()
        if isValid(owner):
            done()

    def _on_paired(self, owner: QObject, done: Callable[[], None], first: bool) -> None:
        if first:
            self.paired.emit()
        if isValid(owner):
            done()


def _told(owner: QObject, failed: Callable[[Trouble], None], trouble: Trouble) -> None:
    if isValid(owner):
        failed(trouble)


def presented(pending_office: PendingOffice, address: str, _: JobProgress) -> Presented:
    """Raises Unavailable `centre_clock` where the day does not fit and the clock of this PC cannot be right."""
    from app.queries.pc_clock import clock_now
    from app.sync import certificate

    try:
        return certificate.presented(address)
    except Unavailable as trouble:
        if trouble.code == "centre_expired" and pending_office.ask(partial(clock_now, None)).code:
            raise Unavailable("centre_clock") from trouble
        raise


def renewal(pending_office: PendingOffice, progress: JobProgress) -> Renewal:
    from app.models.link import Link
    from app.sync.pinned import fingerprints

    with pending_office.office.register.reading() as session:
        link = session.get_one(Link, 1)
    return Renewal(fingerprints(link.certificate), presented(pending_office, link.address, progress))


def keys(pending_office: PendingOffice, world: World, staff: str, _: JobProgress) -> SigningKeys:
    """Raises Refused or Unavailable."""
    from app.desktop.world import within
    from app.models.link import Link
    from app.sync.protocol import KeysRequest, keys_of

    linkage = pending_office.linkage
    if linkage is None:
        raise Refused("not_paired")
    asked = world.new_id()
    key, signature = linkage.gate.ring.sign(staff, keys_of(asked))
    with pending_office.office.register.reading() as session:
        link = session.get_one(Link, 1)

    def heard() -> KeysAnswer:
        with closing(world.line(link.address, link.certificate, link.token)) as line:
            return line.keys(KeysRequest(asked=asked, key=key, sig=signature.hex()))

    answer = within(PATIENCE, heard)
    rows = (
        SigningKey(str(at), each.name, each.username, each.pc, each.code, each.at, each.how, each.by, each.revoked)
        for at, each in enumerate(answer.keys)
    )
    return SigningKeys(tuple(rows), answer.everybody)


def accept(pending_office: PendingOffice, world: World, given: Acceptance, _: JobProgress) -> None:
    """Only what was shown and compared, and only on the word of an administrator who shows the password, however long
    ago the centre that is not believed has agreed to it: it is written down who and when. Raises Refused."""
    from app.models.link import Link

    person = pending_office.unlocked.gate.vouch(given.username, given.password)
    if ADMIN not in person.roles:
        raise Refused("no_right", role=ADMIN)
    with pending_office.office.register.writing() as session:
        link = session.get_one(Link, 1)
        link.certificate = given.shown.certificate
        link.accepted, link.accepted_by = world.now(), person.name


def brought(look: Look) -> Brought:
    from app.sync import pairing

    return Brought(*pairing.brought(look.session))


def pair(pending_office: PendingOffice, world: World, wish: PairingWish, progress: JobProgress) -> bool:
    """Whether it was the first time; a centre that does not know this PC any more is told of it anew. Raises Refused
    or Unavailable, and then nothing has changed; or GivenUpError before the centre was asked."""
    from app.sync.joining import Here, join, join_again, make_own_key
    from app.upkeep.machine import machine_id

    known = pending_office.linkage
    if known is not None and not known.is_unknown():
        raise Refused("already_paired")
    here = Here(pending_office.office.register, machine_id(), VERSION, world.now, world.new_id)
    staff, key = "", None
    progress.step(0, STEPS)
    with closing(world.line(wish.address.strip(), wish.certificate, "")) as line:
        if known is not None:
            join_again(here, line, wish)
            known.wake()
            return False
        if pending_office.ask(_has_office):
            staff = _administrator(pending_office, wish)
            progress.step(1, STEPS)
            key = make_own_key(here, staff, wish.password)
        progress.step(2, STEPS)
        join(here, line, wish, staff)
    linkage = pending_office.link_up(world)
    if key is not None:
        linkage.gate.ring.hold(staff, *key)
    return True


def _has_office(look: Look) -> bool:
    return look.office is not None


def _administrator(pending_office: PendingOffice, wish: PairingWish) -> str:
    """Raises Refused `wrong_login`, or `no_right` for somebody else."""
    person = pending_office.confirm(wish.username, wish.password)
    if ADMIN not in person.roles:
        raise Refused("no_right", role=ADMIN)
    return person.id
