"""The long poll: counters wait here until the feed moves.

A waiter is a coroutine and costs nothing. What this process commits is told at once; what another process commits is
found by one look at the head every `LOOK_SECONDS`, while anybody waits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from app.errors import Unavailable

LOOK_SECONDS = 0.2


class HeadWatch:
    """Belongs to one event loop. `head` asks the database; it raises Unavailable."""

    def __init__(self, head: Callable[[], Awaitable[int]], every: float = LOOK_SECONDS) -> None:
        self._ask = head
        self._every = every
        self._head = -1
        self._moved = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None
        self._trouble: Unavailable | None = None
        self._closed = False
        self.count = 0

    def told(self, head: int) -> None:
        """The feed has come so far, at least."""
        if head > self._head:
            self._head = head
            self._wake()

    def close(self) -> None:
        """Let everybody go, and nobody wait any more."""
        self._closed = True
        if self._looking is not None:
            self._looking.cancel()
        self._wake()

    async def beyond(self, cursor: int, seconds: float) -> int:
        """The head, as soon as it is another one than the cursor or the time is over. Raises Unavailable.

        A head behind the cursor is another one too: the centre was restored.
        """
        if self._head < cursor:
            self.told(await self._ask())
        self.count += 1
        try:
            async with asyncio.timeout(seconds):
                while self._head == cursor and not self._closed:
                    self._look()
                    await self._moved.wait()
                    if self._trouble is not None:
                        raise self._trouble
        except TimeoutError:
            pass  # nothing happened, which is an answer
        finally:
            self._left()
        return self._head

    def _left(self) -> None:
        self.count -= 1
        if not self.count and self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def _look(self) -> None:
        if self._looking is None or self._looking.done():
            self._trouble = None
            self._looking = asyncio.get_running_loop().create_task(self._watch())

    async def _watch(self) -> None:
        try:
            while True:
                self.told(await self._ask())
                await asyncio.sleep(self._every)
        except Unavailable as trouble:
            self._trouble = trouble
            self._wake()

    def _wake(self) -> None:
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()
