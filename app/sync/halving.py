"""Asking for less where an answer is more than this PC takes, so that one large answer stops nothing for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

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
