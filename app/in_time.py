"""An answer in time, or none: for what may hang and cannot be interrupted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, ask: Callable[[], T]) -> T:
    """What `ask` gives or raises; TimeoutError where that takes longer. Its thread then ends by itself, or with the
    program; what it finds is nobody's any more."""
    answer: Future[T] = Future()
    threading.Thread(target=_settle, args=(answer, ask), name="asking", daemon=True).start()
    return answer.result(timeout=seconds)


def _settle(answer: Future[T], ask: Callable[[], T]) -> None:
    try:
        answer.set_result(ask())
    except BaseException as error:  # noqa: BLE001 - handed to the thread that waits
        answer.set_exception(error)
