"""loket: one thin line a command. Everything is imported late, so that `loket nik` loads no Qt."""

from __future__ import annotations

import sys

CENTRE_ONLY = "loket: di komputer ini hanya pusat yang dipasang (loket-server), bukan program loket.\n"
NO_LIBRARY = "loket: pustaka sistem yang dibutuhkan Qt belum dipasang ({}).\n"


def main(arguments: list[str] | None = None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    match words[:1]:
        case ["nik"]:
            from app.upkeep import nik_report

            return nik_report.run(words[1:], sys.stdin, sys.stdout)
        case ["due"]:
            from app.upkeep import due_report

            return due_report.run(words[1:], sys.stdout)
        case _:
            return _screens(words)


def _screens(words: list[str]) -> int:
    """What shows windows. Where only the centre is installed there is nothing to show them with."""
    try:
        if words[:1] == ["tour"]:
            from app.tour import play

            return play.run(words[1:])
        from app import desktop

        return desktop.run(words)
    except ImportError as missing:
        if "PySide6" not in f"{missing.name} {missing.path}":  # a library it lacks is told with the path of its module
            raise
        sys.stderr.write(CENTRE_ONLY if isinstance(missing, ModuleNotFoundError) else NO_LIBRARY.format(missing.msg))
        return 1


def server(arguments: list[str] | None = None) -> int:
    """`loket-server`: the centre of an office with several counters."""
    from app.server.command_line.cli import main

    return main(arguments)
