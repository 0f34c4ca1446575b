"""The counter program: `run` from the command line, `build` for whoever wants it in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from app.desktop.counter import Counter
    from app.desktop.world import World
    from app.settings import Settings

__all__ = ["build", "run"]


def run(arguments: list[str]) -> int:
    """Show the program and stay until it is closed; the exit code."""
    from app.desktop.command_line import parsed

    wanted = parsed(arguments)

    from app.desktop.program import Program

    return Program(wanted).run()


def build(settings: Settings, world: World | None = None, executor: Executor | None = None) -> Counter:
    """A counter whose window is not yet shown; `begin` opens its office. A QApplication must have its look."""
    from app.desktop.counter import Counter
    from app.desktop.foyer import Foyer
    from app.desktop.world import real

    return Counter(settings, world or real(), Foyer(settings), executor=executor)
