"""loket: one thin line a command. Everything is imported late, so that `loket nik` loads no Qt."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    match words[:1]:
        case ["nik"]:
            from app.upkeep import nik_report

            return nik_report.run(words[1:], sys.stdin, sys.stdout)
        case ["due"]:
            from app.upkeep import due_report

            return due_report.run(words[1:], sys.stdout)
        case ["tour"]:
            from app.tour.play import run

            return run(words[1:])
        case _:
            from app import desktop

            return desktop.run(words)


def server(arguments: list[str] | None = None) -> int:
    """`loket-server`: the centre of an office with several counters."""
    from app.server.cli import main

    return main(arguments)
