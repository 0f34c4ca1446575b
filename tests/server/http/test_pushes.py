"""What waits while another push is written is handed over together, and each gets its own answer or trouble."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Event
from typing import Any

import pytest

from app.errors import Refused, Unavailable
from app.server.http import pushes
from app.server.http.answers import Prepared
from app.server.http.lanes import Lanes
from app.server.http.pushes import TOGETHER, Pushes, Sent
from app.server.register.batch import Push
from app.sync.protocol import PushAnswer

ANSWER = PushAnswer(epoch="e1", server_now=datetime(2026, 11, 22, tzinfo=UTC), head=7, durable=0)
EMPTY = b'{"epoch":"e1","acts":[]}'


class Centre:
    """Its first hand-over waits until all the others have come; `outcome` is what becomes of each PC's push."""

    def __init__(self, outcome: dict[str, Any]) -> None:
        self.outcome = outcome
        self.taken: list[list[str]] = []
        self.began, self.others_wait = Event(), Event()

    def push_all(self, some: Sequence[Push]) -> list[Any]:
        self.taken.append([each.terminal for each in some])
        if len(self.taken) == 1:
            self.began.set()
            assert self.others_wait.wait(30)
        trouble = self.outcome.get("all") if len(self.taken) > 1 else None
        if trouble is not None:
            raise trouble
        return [self.outcome.get(each.terminal, ANSWER) for each in some]


def sent_at_once(centre: Centre, *bodies: bytes) -> list[Any]:
    """The first is being written while the others come."""

    async def all_of_them() -> list[Any]:
        lane = Pushes(centre, Lanes())  # type: ignore[arg-type]
        tasks = [asyncio.ensure_future(lane.taken(Sent("pc-0", EMPTY, "")))]
        assert await asyncio.to_thread(centre.began.wait, 30)
        tasks += [asyncio.ensure_future(lane.taken(Sent(f"pc-{at + 1}", body, ""))) for at, body in enumerate(bodies)]
        asyncio.get_running_loop().call_soon(centre.others_wait.set)
        return await asyncio.gather(*tasks, return_exceptions=True)

    return asyncio.run(all_of_them())


def test_those_that_waited_are_taken_together() -> None:
    centre = Centre({})
    answers = sent_at_once(centre, EMPTY, EMPTY, EMPTY)
    assert centre.taken == [["pc-0"], ["pc-1", "pc-2", "pc-3"]]
    assert all(isinstance(each, Prepared) and each.answer == ANSWER for each in answers)


def test_a_large_one_is_taken_by_itself() -> None:
    centre = Centre({})
    large = EMPTY + b" " * TOGETHER
    sent_at_once(centre, EMPTY, large, EMPTY, EMPTY)
    assert centre.taken == [["pc-0"], ["pc-1"], ["pc-2"], ["pc-3", "pc-4"]]


def test_each_gets_its_own_trouble() -> None:
    refused = Refused("too_many")
    centre = Centre({"pc-2": refused})
    answers = sent_at_once(centre, EMPTY, EMPTY, b"{}")
    assert centre.taken == [["pc-0"], ["pc-1", "pc-2"]]
    assert answers[1].answer == ANSWER
    assert answers[2] is refused
    assert (type(answers[3]), str(answers[3])) == (Refused, "malformed")


def test_where_the_database_is_gone_all_are_told() -> None:
    centre = Centre({"all": Unavailable("database_gone")})
    answers = sent_at_once(centre, EMPTY, EMPTY)
    assert isinstance(answers[0], Prepared)
    assert [str(each) for each in answers[1:]] == ["database_gone"] * 2


def test_too_many_that_wait_are_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pushes, "QUEUE", 1)
    answers = sent_at_once(Centre({}), EMPTY, EMPTY)
    assert [isinstance(each, Prepared) for each in answers] == [True, True, False]
    assert str(answers[2]) == "centre_busy"
