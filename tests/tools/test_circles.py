"""No circle of modules, inside a room neither; what is imported late counts, what only types need does not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def modules() -> dict[str, Path]:
    paths = (ROOT / "app").rglob("*.py")
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


def running(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield node
            yield from running(node)


def imported(path: Path) -> Iterator[str]:
    for node in running(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def test_no_module_needs_one_that_needs_it() -> None:
    known = modules()
    needs = {name: {each for each in imported(path) if each in known and each != name} for name, path in known.items()}
    assert len(tuple(TopologicalSorter(needs).static_order())) == len(known)
