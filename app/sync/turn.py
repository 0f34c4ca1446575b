"""One turn of the worker: over the right wire, under the right name, whatever stage this PC is at."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select

from app.actions.linked import WAITING
from app.errors import Refused
from app.models.journal import Entry
from app.models.link import Link, OwnKey
from app.sync.centre_client import CentreClient, RenewedWire
from app.sync.first import FirstProgress
from app.sync.link_file import ties_of
from app.sync.once import Happened
from app.sync.pairing import Import
from app.sync.protocol import KnownRequest
from app.sync.rebuild import put_back
from app.sync.state import IMPORT


class Turn:
    """`progressed` hears of what pairing brings along."""

    def __init__(self, client: CentreClient, progressed: Callable[[FirstProgress], None]) -> None:
        self._client, self._exchange, self._progressed = client, client.exchange, progressed
        self._cable = RenewedWire(client, client.wire)
        self._epoch = ""

    def take(self) -> Happened:
        """Raises Refused or Unavailable; what was done until then stays."""
        link = self._dial()
        if link.revoked:
            raise Refused(link.revoked)
        if link.machine and self._exchange.machine and link.machine != self._exchange.machine:
            self._exchange.fork()  # this disk was copied to another machine
            link = self._dial()
        if not self._epoch:
            self._recover()
        happened = self._bring() if link.stage == IMPORT else self._exchange.once()
        self._keep_ties()
        return happened

    def look(self) -> None:
        """Whether the centre is there, and no more. Raises Refused or Unavailable."""
        self._dial()
        self._exchange.asked(self._exchange.wire.known, KnownRequest(ids=()))

    def close(self) -> None:
        self._cable.close()

    def _dial(self) -> Link:
        """The link as it is, and the wire that goes with it."""
        link = self._cable.link()
        self._exchange.wire = self._cable.wire(link)
        return link

    def _recover(self) -> None:
        """A register put back from a copy lacks acts that only the mirror has."""
        lost = self._client.mirroring.lost()
        if lost:
            put_back(self._exchange, lost)

    def _keep_ties(self) -> None:
        """A fork has changed them; a restored centre has made acts wait again."""
        link = self._dial()
        self._client.link_file.keep(ties_of(link))
        if self._epoch not in ("", link.epoch) or self._client.mirroring.trouble:
            self._client.mirroring.catch_up()
        self._epoch = link.epoch

    def _bring(self) -> Happened:
        """One batch of what was done before pairing, if whoever paired this PC is here to sign it."""
        with self._client.register.reading() as session:
            own = session.scalar(select(OwnKey).limit(1))
        held = self._client.ring.held(own.staff_id) if own else None
        if held is None:
            raise Refused("import_waits")
        more = Import(self._exchange, *held).step()
        with self._client.register.reading() as session:
            counted = select(func.count(Entry.id))
            after = int(session.get_one(Link, 1).resume or 0)
            total = session.scalar(counted.where(Entry.position < WAITING)) or 0
            done = session.scalar(counted.where(Entry.position <= after)) or 0
        self._progressed(FirstProgress(done if more else total, total))
        return Happened(more=True)
