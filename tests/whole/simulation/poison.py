"""Acts that fail at the centre for a reason nobody foresaw, every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import IntegrityError

from app.actions.context import ActContext
from app.actions.perform import HANDLERS

if TYPE_CHECKING:
    from tests.whole.simulation.world import World

TROUBLES: tuple[Callable[[], Exception], ...] = (
    ZeroDivisionError,
    RecursionError,
    lambda: IntegrityError("INSERT", {}, ValueError("UNIQUE constraint failed")),
)


class Poison:
    """`acts` fail at the centre; at the counters nothing is wrong with them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.acts: set[str] = set()

    def mark(self, act: str) -> None:
        self.acts.add(act)

    def _handled(self, handler: Callable[[ActContext, Any], None], context: ActContext, command: Any) -> None:
        handler(context, command)
        if self._world.centre.serving and command.stamp.id in self.acts:
            self._world.stats["poison"] += 1
            raise self._world.chance.choice(TROUBLES)()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Every handler looks first whether its act is poisoned."""
        kept = dict(HANDLERS)
        HANDLERS.update({act: partial(self._handled, handler) for act, handler in kept.items()})
        try:
            yield
        finally:
            HANDLERS.update(kept)
