"""The wire of one counter: requests and answers are lost, late, doubled, reordered, and cut in the middle.

Each request is decided on its own. While it is under way other people and counters go on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from app.errors import Refused, Unavailable
from app.sync import protocol
from app.sync.protocol import PullRequest, PushRequest, SnapshotRequest

if TYPE_CHECKING:
    from tests.whole.simulation.machine import Machine
    from tests.whole.simulation.world import World

TIME_OUT = 30.0
AWAY, SLOW, LARGE = "centre_away", "centre_slow", "too_large"
PAGES = (1, 2, 3, 7, 20, 500)
PARTS = (5, 30, 200, 2_000)
Ask = Callable[[Any], Any]
T = TypeVar("T")


def at_once(ask: Callable[[], T]) -> Callable[[], T]:
    """What comes next is asked for before this is written, as `app.sync.asking.beside` does; here without a thread."""
    try:
        answer = ask()
    except (Unavailable, Refused) as error:
        trouble = error

        def failed() -> T:
            raise trouble

        return failed
    return lambda: answer


class ShakyWire:
    """`fault` of the world says what happens to each request; the answer is a copy made of its own bytes."""

    def __init__(self, world: World, machine: Machine, token: str) -> None:
        self.world, self.machine, self.token = world, machine, token
        self._answers: dict[str, list[Any]] = {}

    def wait(self, cursor: int) -> bool:
        return False

    def close(self) -> None:
        """Nothing is held open between requests."""

    def push(self, request: PushRequest) -> protocol.PushAnswer:
        most = self.world.most_acts(request)
        if len(request.acts) > most:
            self.world.stats["too_large"] += 1
            raise Unavailable(LARGE)
        answer: protocol.PushAnswer = self._asked("push", request)
        self.world.watch.told(self.machine, answer)
        return answer

    def pull(self, request: PullRequest) -> protocol.PullAnswer:
        schema = "0000" if self.machine.old else request.schema
        small = msgspec.structs.replace(request, limit=self.world.size(PAGES), schema=schema)
        answer: protocol.PullAnswer = self._asked("pull", small)
        return answer

    def snapshot(self, request: SnapshotRequest) -> protocol.SnapshotAnswer:
        schema = "0000" if self.machine.old else request.schema
        small = msgspec.structs.replace(request, limit=self.world.size(PARTS), schema=schema)
        answer: protocol.SnapshotAnswer = self._asked("snapshot", small)
        self.world.watch.snapshot(self.machine, answer)
        return answer

    def known(self, request: protocol.KnownRequest) -> protocol.KnownAnswer:
        answer: protocol.KnownAnswer = self._asked("known", request)
        return answer

    def fork(self, request: protocol.ForkRequest) -> protocol.EnrolAnswer:
        answer: protocol.EnrolAnswer = self._asked("fork", request)
        return answer

    def enrol(self, request: protocol.EnrolRequest) -> protocol.EnrolAnswer:
        answer: protocol.EnrolAnswer = self._asked("enrol", request)
        return answer

    def _asked(self, kind: str, request: Any) -> Any:
        world = self.world
        world.stats["requests"] += 1
        world.pass_time(world.chance.random() * 2)
        if not self.machine.online or world.centre.away():
            raise Unavailable(AWAY)
        sent = self.token, msgspec.json.encode(request), type(request)
        fault = world.fault("lost_request", "late_request", "slow_request")
        if fault == "lost_request":
            raise Unavailable(AWAY)
        if fault:
            if kind in ("push", "pull"):
                world.late.append((world.now, kind, *sent))
            world.pass_time(TIME_OUT)
            raise Unavailable(SLOW)
        world.meanwhile(self.machine)
        answer = self._carried(kind, *sent)
        world.meanwhile(self.machine)
        return self._back(kind, sent, answer)

    def _carried(self, kind: str, token: str, body: bytes, form: type) -> Any:
        answer = self.world.centre.serve(kind, token, msgspec.json.decode(body, type=form))
        return msgspec.json.decode(msgspec.json.encode(answer), type=type(answer))

    def _back(self, kind: str, sent: Any, answer: Any) -> Any:
        world = self.world
        fault = world.fault("lost_answer", "slow_answer", "doubled_request", "stale_answer")
        if fault == "lost_answer":
            raise Unavailable(AWAY)
        if fault == "slow_answer":
            world.pass_time(TIME_OUT)
            raise Unavailable(SLOW)
        if kind in ("push", "pull"):
            if fault == "doubled_request":
                world.late.append((world.now, kind, *sent))
            kept = self._answers.setdefault(kind, [])
            kept.append(answer)
            del kept[:-5]
            if fault == "stale_answer":
                # What tells the time is the connection it comes by; the rest of it is old.
                return msgspec.structs.replace(world.chance.choice(kept), server_now=answer.server_now)
        return answer


def deliver_late(world: World, kind: str, token: str, body: bytes, form: type) -> None:
    """A request that comes to the centre long after its counter gave it up; nobody waits for the answer."""
    try:
        world.centre.serve(kind, token, msgspec.json.decode(body, type=form))
    except (Unavailable, Refused):
        world.stats["late_in_vain"] += 1
