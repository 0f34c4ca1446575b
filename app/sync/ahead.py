"""Asking for what comes next while something else is done."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import Protocol, TypeVar

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
