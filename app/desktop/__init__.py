"""The counter program: `run` from the command line, `build` for whoever wants it in hand."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from app.desktop.counter import Counter
    from app.desktop.program import Program
    from app.desktop.world import World
    from app.settings import Settings

__all__ = ["build", "run", "start"]


def run(arguments: list[str]) -> int:
    """Show the program and stay until it is closed; the exit code."""
    return start(arguments).run()


def start(arguments: list[str]) -> Program:
    """The program with its window, not yet run. Nothing is collected until it is loaded: 5 of the 150 ms to the first
    picture. The command line is read before Qt, whose import hook makes each later import dearer."""
    gc.disable()
    from app.desktop.command_line import NO_DISPLAY, has_display, parsed

    wanted = parsed(arguments)

    from app.desktop.program import Program

    if not has_display(os.environ):
        raise SystemExit(NO_DISPLAY)
    return Program(wanted)


def build(settings: Settings, world: World | None = None, executor: Executor | None = None) -> Counter:
    """A counter whose window is not yet shown; `begin` opens its office. A QApplication must have its look."""
    from app.desktop.counter import Counter
    from app.desktop.first_window import FirstWindow
    from app.desktop.world import real

    return Counter(settings, world or real(), FirstWindow(settings), executor=executor)
