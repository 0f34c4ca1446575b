"""`loket-server` for the tour: the same program, and `run` ends when the tour does, however that ends.

The tour holds the other end of standard input, which the system closes even for a process that was killed.
"""

from __future__ import annotations

import os
import sys
from threading import Thread


def main(arguments: list[str]) -> int:
    from app.server.command_line.cli import main as server

    if arguments[:1] == ["run"]:
        Thread(target=_end_with_tour, name="end with the tour", daemon=True).start()
    return server(arguments)


def _end_with_tour() -> None:
    while os.read(0, 1):  # not by sys.stdin, whose lock a program that ends by itself would wait for
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
