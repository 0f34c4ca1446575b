"""Seeds one after another: what was done, what went wrong on purpose, and what must not have."""

from __future__ import annotations

import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.whole.simulation.mutants import switched_off
from tests.whole.simulation.older import programs
from tests.whole.simulation.template import quick_folder, template
from tests.whole.simulation.watch import Violation
from tests.whole.simulation.world import STEPS, World


@dataclass
class Outcome:
    """`violation` is empty where everything held."""

    seed: int
    acts: int = 0
    seconds: float = 0.0
    violation: str = ""
    stats: Counter[str] = field(default_factory=Counter)


def play(seed: int, *, steps: int = STEPS, mutant: str = "") -> Outcome:
    """One seed. An error that no part of the program foresaw is a violation too."""
    outcome = Outcome(seed)
    template()
    began = time.process_time()
    with TemporaryDirectory(dir=quick_folder()) as folder:
        world = World(seed, Path(folder), steps=steps)
        try:
            with world.poison.at_work(), programs(world), switched_off(mutant, world):
                world.run()
        except Violation as violation:
            outcome.violation = str(violation)
        except Exception as error:  # noqa: BLE001 - whatever it was, it is what this looks for
            outcome.violation = f"unforeseen {error!r:.200} {_where(error)}"
        finally:
            world.close()
        outcome.acts, outcome.stats = len(world.watch.kept), world.stats
    outcome.seconds = time.process_time() - began
    return outcome


def _where(error: Exception) -> str:
    """The project's own lines on the way to it, the last ones."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "site-packages" not in frame.filename]
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames[-8:]))
