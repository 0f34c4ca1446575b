"""The one worker in the background that keeps this PC and its centre alike: a turn at once after an own act and when
the centre has news, and after failures again and again, with full jitter. Nothing on a click path waits for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from typing import Protocol

from app.errors import Refused, Unavailable
from app.queries.pc_clock import known_time
from app.release import RELEASED
from app.rules.pc_clock import judged
from app.sync.centre_client import CentreClient, RenewedWire, SyncEvents
from app.sync.link_status import LinkStatus
from app.sync.once import Happened
from app.sync.state import State
from app.sync.turn import Turn

IDLE = 60.0  # seconds; the centre's news come sooner, by the long poll
LEAST, MOST = 1.0, 60.0
CROWD = 10.0  # counters come back one after the other when the centre does
LONG = timedelta(minutes=1)
EXPIRED, CLOCK = "centre_expired", "centre_clock"  # where the clock of this PC cannot be right, it is the clock
NO_WIRE = ("centre_address", "centre_certificate")  # what is kept of the centre leads nowhere


class Bell(Protocol):
    """Waiting that somebody can end: what the worker sleeps on. A test brings its own, so that nothing sleeps there."""

    def wait(self, seconds: float | None) -> bool:
        """Until it is rung, or so many seconds; whether it was. A ring before counts."""

    def ring(self) -> None: ...


class RealBell:
    def __init__(self) -> None:
        self._rung = Event()

    def wait(self, seconds: float | None) -> bool:
        rung = self._rung.wait(seconds)
        self._rung.clear()
        return rung

    def ring(self) -> None:
        self._rung.set()


class Worker:
    """`chance` gives numbers from 0 to 1, `turned` is rung after every turn that went well. `wake`, `acted`, `close`
    and the properties may be used from any thread; the rest is the worker's own."""

    def __init__(
        self, client: CentreClient, bell: Bell, turned: Bell, told: SyncEvents, chance: Callable[[], float]
    ) -> None:
        self._client, self._bell, self._turned, self._told, self._chance = client, bell, turned, told, chance
        self._status = LinkStatus(client, told.state)
        self._turn = Turn(client, self._status.progressed)
        client.exchange.told, client.exchange.finished = self._status.progressed, client.mirroring.done
        self._failures = 0
        self._wrong = ""
        self._hurry = self._closed = False

    @property
    def state(self) -> State:
        return self._status.state

    @property
    def closed(self) -> bool:
        return self._closed

    def wake(self) -> None:
        """A turn now, whatever was planned."""
        self._hurry = True
        self._bell.ring()

    def acted(self) -> None:
        """An own act was done: a turn now if there is contact, else it is counted."""
        self._client.outages.acted()
        self._bell.ring()

    def close(self) -> None:
        """Let the thread end, after the turn it is in."""
        self._closed = True
        self._bell.ring()
        self._turned.ring()

    def run(self) -> None:
        """Until it is closed, or the PC is revoked."""
        self._client.begin()
        self._status.show()
        while not self._closed:
            self._rest(self.step())
        self._turn.close()

    def step(self) -> float:
        """One turn; the seconds until the next, unless something happens."""
        try:
            self._let_others_first()
            self._hurry = False
            happened = self._turn.take()
        except Refused as refused:
            return (self._unavailable if refused.code in NO_WIRE else self._refused)(refused.code)
        except Unavailable as trouble:
            return self._unavailable(trouble.code)
        except Exception as error:  # noqa: BLE001 - told, and tried again: the thread must go on
            return self._surprised(error)
        return self._succeeded(happened)

    def _rest(self, seconds: float) -> None:
        """An own act does not shorten the wait for a centre that is away; it is only shown."""
        clock = self._client.clock
        until = clock.monotonic() + seconds
        while not self._closed and (left := until - clock.monotonic()) > 0:
            if not self._bell.wait(left) or self._hurry or self.state.online:
                return
            self._status.show()

    def _let_others_first(self) -> None:
        """After a longer outage: see whether the centre is back, then wait some moments at random."""
        if not self._hurry and self._client.outages.lasting >= LONG:
            self._turn.look()
            self._rest(self._chance() * CROWD)

    def _succeeded(self, happened: Happened) -> float:
        self._client.outages.back(centre_time(self._client))
        self._wrong = ""
        self._status.show(online=True, trouble=self._client.mirroring.trouble)
        if happened.changed:
            self._told.taken()
        if happened.more:
            self._failures = 0
            return 0.0
        self._turned.ring()
        if happened.waits:  # the centre takes them later, or never
            return self._pause()
        self._failures = 0
        return IDLE

    def _refused(self, code: str) -> float:
        """The centre is there, and says no."""
        self._client.outages.back(centre_time(self._client))
        self._status.show(online=True, trouble=code)
        if code == "device_revoked":
            self._closed = True
            self._told.revoked()
        return self._pause()

    def _unavailable(self, code: str) -> float:
        """No contact; or something here, such as a full disk, that has nothing to do with the centre."""
        code = CLOCK if code == EXPIRED and is_clock_doubted(self._client) else code
        away = code.startswith("centre_") or code == "no_centre"
        if away:
            self._client.outages.failed(self._client.exchange.now(), code)
        self._status.show(online=self.state.online and not away, trouble=code)
        return self._pause()

    def _surprised(self, error: Exception) -> float:
        """Told once, however often it comes back."""
        if type(error).__name__ != self._wrong and not self._closed:
            self._wrong = type(error).__name__
            self._told.wrong(error)
        self._status.show(trouble="sync_failed")
        return self._pause()

    def _pause(self) -> float:
        """Longer every time, with full jitter."""
        self._failures += 1
        return self._chance() * min(MOST, LEAST * 2.0**self._failures)


def centre_time(client: CentreClient) -> datetime:
    """As it has just told it (UTC); the clock of this PC where it has not."""
    lo, hi = client.clock.interval(None)
    return lo + (hi - lo) / 2 if hi is not None else client.exchange.now()


def is_clock_doubted(client: CentreClient) -> bool:
    with client.register.reading() as session:
        known = known_time(session, client.clock.interval, RELEASED)
    return bool(judged(client.exchange.now(), known).code)


class Listener:
    """Waits at the centre for news, on a thread of its own, and rings for the worker. Goes to the centre only after a
    turn that went well: while there is no contact, the worker alone tries."""

    def __init__(self, client: CentreClient, worker: Worker, bell: Bell, turned: Bell) -> None:
        self._cable, self._worker, self._bell, self._turned = RenewedWire(client), worker, bell, turned

    def run(self) -> None:
        while not self._worker.closed:
            self._turned.wait(None)
            if not self._worker.closed and self.listen():
                self._bell.ring()
        self._cable.close()

    def listen(self) -> bool:
        """Whether the worker should have a turn: there is news, or no contact any more."""
        while not self._worker.closed:
            try:
                link = self._cable.link()
                news = self._cable.wire(link).wait(link.cursor)
            except (Refused, Unavailable):
                return True
            if news and not self._worker.closed and self._cable.link().cursor == link.cursor:
                return True  # what the worker took meanwhile is none
        return False
