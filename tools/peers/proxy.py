"""A TCP proxy that counts: `proxy.py LISTEN_PORT TARGET_PORT`. Each line of its input is answered by the bytes carried
so far, up and down. The same stands before every peer and before ours, so that all pay for it alike."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress

PIECE = 1 << 18
UP, DOWN = 0, 1


class Proxy:
    def __init__(self, target: int) -> None:
        self._target = target
        self.carried = [0, 0]

    async def join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        await asyncio.gather(self._carry(reader, back, UP), self._carry(there, writer, DOWN))

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, way: int) -> None:
        with suppress(ConnectionError):
            while piece := await source.read(PIECE):
                self.carried[way] += len(piece)
                target.write(piece)
                await target.drain()
        target.close()


async def main(listen: int, target: int) -> None:
    proxy, loop = Proxy(target), asyncio.get_running_loop()
    server = await asyncio.start_server(proxy.join, "127.0.0.1", listen)
    print("ready", flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(*proxy.carried, flush=True)
    server.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
