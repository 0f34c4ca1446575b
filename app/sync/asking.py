"""Asking for less where an answer is more than this PC takes, and for what comes next while something else is done."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from app.errors import Unavailable
from app.sync.protocol import CentreAnswer, PullRequest, SnapshotRequest

if TYPE_CHECKING:
    from app.sync.once import Exchange


P = TypeVar("P", PullRequest, SnapshotRequest)
A = TypeVar("A", bound=CentreAnswer)


def ask_for_less(exchange: Exchange, call: Callable[[P], A], request: P) -> A:
    """The answer to `request`, or to half of it, and so on. Raises Unavailable `too_large` where one row or act is."""
    while True:
        try:
            return exchange.asked(call, request)
        except Unavailable as trouble:
            if trouble.code != "too_large" or request.limit <= 1:
                raise
        request = msgspec.structs.replace(request, limit=request.limit // 2)


T = TypeVar("T")


class Ahead(Protocol):
    def __call__(self, ask: Callable[[], T]) -> Callable[[], T]:
        """What gives the answer, or raises what asking raised, when it is called; it need not be."""


def in_turn(ask: Callable[[], T]) -> Callable[[], T]:
    """Asked when the answer is wanted."""
    return ask


def beside(ask: Callable[[], T]) -> Callable[[], T]:
    """Asked at once, on a thread of its own. An answer that nobody wants any more is dropped."""
    answer: Future[T] = Future()

    def settle() -> None:
        try:
            answer.set_result(ask())
        except BaseException as error:  # noqa: BLE001 - a future keeps whatever was raised
            answer.set_exception(error)

    Thread(target=settle, name="asking ahead", daemon=True).start()
    return answer.result
