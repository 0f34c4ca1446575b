"""No type is learnt by two threads at once, which kills the process (SIGSEGV in msgspec)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import first_use

APP = Path(__file__).resolve().parent.parent / "app"
# Lists and bytes only, of which msgspec keeps nothing where another thread finds it.
PLAIN = {"sync/records.py: decode"}


@pytest.mark.parametrize("seed", range(4))
def test_eight_threads_use_every_type_for_the_first_time(seed: int) -> None:
    """With msgspec alone 112 of 120 such processes died."""
    words = (sys.executable, first_use.__file__, str(seed))
    done = subprocess.run(words, cwd=APP.parent, env={"PYTHONPATH": "."}, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 130


def learning(module: Path) -> Iterator[str]:
    """Where msgspec is given a type."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not ast.unparse(node.func).startswith("msgspec."):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        typed = any(word.arg == "type" for word in node.keywords)
        if name in ("convert", "Decoder") or (name == "decode" and typed):
            yield f"{module.relative_to(APP).as_posix()}: {name}"


def test_types_are_learnt_in_one_place() -> None:
    found = {place for module in APP.rglob("*.py") if module.name != "decoding.py" for place in learning(module)}
    assert found == PLAIN
    assert len(list(learning(APP / "decoding.py"))) == 3
