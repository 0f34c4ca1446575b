"""Questions of many visitors at once: put together, asked once, and everybody hears what went wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from app.errors import Unavailable
from app.queries.public import Tracked
from app.rules import tracking
from app.server.public.questions import TOGETHER, PublicQuestions, TokenFound
from tests.conftest import FixedClock
from tests.office import Office

KEY = bytes(range(32)).hex()


class Counted:
    """A register that counts its questions and can be away."""

    def __init__(self, office: Office) -> None:
        self.office, self.times, self.away = office, 0, False

    def __call__(self, query: Callable[..., Any], /) -> Any:
        self.times += 1
        if self.away:
            raise Unavailable("database_busy")
        return self.office.door.ask(query)


@pytest.fixture
def ask(register: Any, clock: FixedClock) -> Counted:
    return Counted(Office(register, clock).open())


def found(ask: Counted, *tokens: str) -> list[TokenFound | BaseException]:
    async def together() -> list[TokenFound | BaseException]:
        questions = PublicQuestions(ask, {"9ZZ": KEY}.get)
        return await asyncio.gather(*map(questions.find, tokens), return_exceptions=True)

    return asyncio.run(together())


def test_a_rush_is_a_few_questions(ask: Counted) -> None:
    known = ask.office.file(ask.office.register_file()).tracking
    others = [tracking.make("7Q4", ask.office.draw) for _ in range(3 * TOGETHER)]
    genuine = tracking.make("9ZZ", ask.office.draw, KEY)
    answers = found(ask, *[known] * 100, *others, genuine, "none", "7" * 32)
    assert all(isinstance(each, TokenFound) and isinstance(each.shown, Tracked) for each in answers[:100])
    assert answers[100:-3] == [TokenFound()] * len(others)
    assert answers[-3:] == [TokenFound(genuine=True), TokenFound(), TokenFound()]
    assert ask.times == 4


def test_everybody_hears_what_went_wrong_and_the_next_is_asked_again(ask: Counted) -> None:
    known = ask.office.file(ask.office.register_file()).tracking

    async def twice() -> tuple[list[BaseException | TokenFound], TokenFound]:
        questions = PublicQuestions(ask, lambda _: None)
        ask.away = True
        first = await asyncio.gather(*(questions.find(known) for _ in range(3)), return_exceptions=True)
        ask.away = False
        return first, await questions.find(known)

    first, second = asyncio.run(twice())
    assert [type(each) for each in first] == [Unavailable] * 3
    assert isinstance(second.shown, Tracked)


def test_who_comes_while_a_question_is_asked_waits_for_the_next(ask: Counted) -> None:
    first, second = (
        ask.office.file(ask.office.register_file(ask.office.intake(confirmed={"duplicate": "x"}))) for _ in "ab"
    )

    async def one_after_another() -> list[TokenFound]:
        questions = PublicQuestions(ask, lambda _: None)
        earlier = asyncio.create_task(questions.find(first.tracking))
        while not ask.times:
            await asyncio.sleep(0)
        return [await questions.find(second.tracking), await earlier]

    answers = asyncio.run(one_after_another())
    numbers = [each.shown.number for each in answers if isinstance(each.shown, Tracked)]
    assert numbers == [second.number, first.number]
