"""Connections that send their head slowly, read their answer slowly, or come too many from one address."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
ANSWER_SECONDS = 60.0
FROM_ONE_ADDRESS = 64


class PatientProtocol(H11Protocol):
    """As uvicorn's own, but a request's head must be there in time, and one address has only so many connections.

    Behind a proxy all connections come from it: `from_one_address` 0 means any number.
    """

    head_seconds = HEAD_SECONDS
    from_one_address = FROM_ONE_ADDRESS
    here: Counter[str] = Counter()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        _at_once(transport)
        self._late: asyncio.TimerHandle | None = None
        self._peer = self.client[0] if self.client else ""
        self.here[self._peer] += 1
        if self.from_one_address and self.here[self._peer] > self.from_one_address:
            transport.abort()
        else:
            self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self.here[self._peer] -= 1
        if not self.here[self._peer]:
            del self.here[self._peer]
        self._relax()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def _watch(self) -> None:
        """The time runs from the first byte of a head, or from the connection, until the head is whole."""
        if self.cycle is not None and not self.cycle.response_complete:
            self._relax()
        elif self._late is None:
            self._late = self.loop.call_later(self.head_seconds, self.transport.abort)

    def _relax(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


def _at_once(transport: asyncio.Transport) -> None:
    """Head and body of an answer leave as two packets; without this the second waits for the client's word that it has
    the first, 40 ms on Linux. asyncio does it only for a socket that was made with its protocol named."""
    bound = transport.get_extra_info("socket")
    if bound is not None and bound.family in (socket.AF_INET, socket.AF_INET6):
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def protocol(*, head_seconds: float = HEAD_SECONDS, from_one_address: int = FROM_ONE_ADDRESS) -> type[PatientProtocol]:
    """A protocol of its own for each listener, with its own count."""
    values: dict[str, Any] = {"head_seconds": head_seconds, "from_one_address": from_one_address, "here": Counter()}
    return type("ListenerProtocol", (PatientProtocol,), values)


class InTime:
    """Gives up on a client that does not read its answer. Around the whole app."""

    def __init__(self, app: ASGIApp, seconds: float = ANSWER_SECONDS) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            async with asyncio.timeout(self._seconds):
                await send(message)

        await self._app(scope, receive, sent)
