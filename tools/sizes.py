"""The house's limits of size and care, read from the syntax trees of app/, tools/, run.py and tests/.

Prints the figures and every breach; ends with 1 when there is one. `python tools/sizes.py [folder]`
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

# 2026-11-30: was 15 methods a class, which cut a thought in two at the sixteenth. What others may call is counted.
MODULE, FUNCTION, CLASS, METHODS, WINDOW = 400, 40, 250, 15, 200
MOCK_WORDS = 0.1  # a test
STUB = 5  # a package's docstring alone is no module to measure
ROOMS = ("app", "tools", "tests")
REVISIONS = Path("app/migrations/versions")
FORBIDDEN_NAMES = frozenset(("utils", "helpers", "base", "common", "services", "managers"))
# The declarative base, where the reference architecture has it.
ALLOWED = frozenset((Path("app/models/base.py"),))
BROAD = frozenset(("Exception", "BaseException"))
UNTYPED = frozenset(("object", "dict", "list", "tuple", "Any"))
Function = ast.FunctionDef | ast.AsyncFunctionDef
N = TypeVar("N", bound=ast.AST)


@dataclass(frozen=True)
class Module:
    """One file; `path` is relative to the project."""

    path: Path
    source: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return len(self.source.splitlines())

    @property
    def room(self) -> str:
        return self.path.parts[0]


@dataclass(frozen=True, order=True)
class Breach:
    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path.as_posix()}:{self.line}: {self.what}"


Check = Callable[[Module], Iterator[tuple[int, str]]]


def parse(path: Path, source: str) -> Module:
    return Module(path, source, ast.parse(source))


def long_module(module: Module) -> Iterator[tuple[int, str]]:
    cap = WINDOW if module.path == Path("app/ui/shell/window.py") else MODULE
    if module.lines > cap and not is_revision(module):
        yield 1, f"module of {module.lines} lines, cap {cap}"


def long_function(module: Module) -> Iterator[tuple[int, str]]:
    for function in functions(module):
        if length(function) > FUNCTION and not is_revision(module):
            yield function.lineno, f"{function.name} has {length(function)} lines, cap {FUNCTION}"


def large_class(module: Module) -> Iterator[tuple[int, str]]:
    for node in of_type(module, ast.ClassDef):
        count = sum(isinstance(item, Function) and is_called(item) for item in node.body)
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if count > METHODS:
            yield node.lineno, f"{node.name} has {count} public methods, cap {METHODS}"
        if lines > CLASS:
            yield node.lineno, f"{node.name} has {lines} lines, cap {CLASS}"


def is_called(method: Function) -> bool:
    """A public method, and no value that reads like a field."""
    return not method.name.startswith("_") and not any("property" in dotted(each) for each in method.decorator_list)


def no_docstring(module: Module) -> Iterator[tuple[int, str]]:
    if module.source.strip() and not ast.get_docstring(module.tree):
        yield 1, "module does not say what it is for"


def forbidden_name(module: Module) -> Iterator[tuple[int, str]]:
    words = {*module.path.parts[:-1], module.path.stem}
    if words & FORBIDDEN_NAMES and module.path not in ALLOWED:
        yield 1, "a name that says nothing"


def lambda_slot(module: Module) -> Iterator[tuple[int, str]]:
    for call in of_type(module, ast.Call):
        if last_name(call.func) == "connect" and any(isinstance(item, ast.Lambda) for item in call.args):
            yield call.lineno, "lambda slot"


def layout_item(module: Module) -> Iterator[tuple[int, str]]:
    """PySide keeps the wrapper of a layout item it has shown; where Qt reuses the address, that ends in a crash."""
    for call in of_type(module, ast.Call):
        if last_name(call.func) in ("itemAt", "itemAtPosition"):
            yield call.lineno, "layout item in Python's hands"


def global_statement(module: Module) -> Iterator[tuple[int, str]]:
    for node in of_type(module, ast.Global):
        yield node.lineno, "global statement"


def untyped_signal(module: Module) -> Iterator[tuple[int, str]]:
    """A signal carries one named payload type, or nothing."""
    for call in of_type(module, ast.Call):
        if last_name(call.func) == "Signal":
            payload = [last_name(item) for item in call.args]
            if len(payload) > 1 or UNTYPED & set(payload):
                yield call.lineno, f"untyped signal: {', '.join(payload)}"


def swallowed(module: Module) -> Iterator[tuple[int, str]]:
    for handler in of_type(module, ast.ExceptHandler):
        broad = handler.type is None or any(name in BROAD for name in caught(handler.type))
        if broad and all(does_nothing(statement) for statement in handler.body):
            yield handler.lineno, "broad exception swallowed"
    for call in of_type(module, ast.Call):
        if last_name(call.func) == "suppress" and any(last_name(item) in BROAD for item in call.args):
            yield call.lineno, "broad exception suppressed"


def sleeping(module: Module) -> Iterator[tuple[int, str]]:
    for call in of_type(module, ast.Call):
        if dotted(call.func) in {"time.sleep", "sleep", "qtbot.wait", "QTest.qWait", "QTest.qSleep"}:
            yield call.lineno, f"a test that waits: {dotted(call.func)}"


def flaky(module: Module) -> Iterator[tuple[int, str]]:
    for function in functions(module):
        for mark in function.decorator_list:
            name = dotted(mark.func if isinstance(mark, ast.Call) else mark)
            if name.rsplit(".", 1)[-1] in {"flaky", "rerun", "reruns"}:
                yield function.lineno, f"flaky mark on {function.name}"


EVERYWHERE: tuple[Check, ...] = (lambda_slot, layout_item, global_statement, swallowed, forbidden_name)
CODE: tuple[Check, ...] = (
    *EVERYWHERE,
    long_module,
    long_function,
    large_class,
    no_docstring,
    untyped_signal,
)
TESTS: tuple[Check, ...] = (*EVERYWHERE, sleeping, flaky)


def is_revision(module: Module) -> bool:
    """A generated record of the schema, never edited once released: as long as the tables are many."""
    return REVISIONS in module.path.parents


def functions(module: Module) -> list[Function]:
    return [node for node in ast.walk(module.tree) if isinstance(node, Function)]


def of_type(module: Module, kind: type[N]) -> Iterator[N]:
    return (node for node in ast.walk(module.tree) if isinstance(node, kind))


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a chain of names; of anything else the part that is one."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""


def last_name(node: ast.AST) -> str:
    return dotted(node.value if isinstance(node, ast.Subscript) else node).rsplit(".", 1)[-1]


def caught(node: ast.expr) -> list[str]:
    return [last_name(item) for item in (node.elts if isinstance(node, ast.Tuple) else [node])]


def does_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Return):
        return statement.value is None or isinstance(statement.value, ast.Constant)
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.Pass | ast.Continue | ast.Break)


def is_mock_word(node: ast.AST) -> bool:
    """Names of the mock libraries, and attributes replaced through monkeypatch."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
            return "mock" in name.lower() or name == "patch" or (name == "setattr" and isinstance(node, ast.Attribute))
    return False


def mock_words(modules: list[Module]) -> int:
    return sum(is_mock_word(node) for module in modules for node in ast.walk(module.tree))


def count_tests(modules: list[Module]) -> int:
    return sum(function.name.startswith("test_") for module in modules for function in functions(module))


def breaches(module: Module) -> list[Breach]:
    checks = TESTS if module.room == "tests" else CODE
    return [Breach(module.path, line, what) for check in checks for line, what in check(module)]


def read(folder: Path) -> list[Module]:
    found = [folder / "run.py", *(path for room in ROOMS for path in sorted((folder / room).rglob("*.py")))]
    return [parse(path.relative_to(folder), path.read_text("utf-8")) for path in found if path.is_file()]


def spread(sizes: list[int]) -> str:
    """Median, 90 % and largest."""
    if not sizes:
        return "none"
    ninetieth = statistics.quantiles(sizes * 2, n=10, method="inclusive")[8]
    return f"median {statistics.median(sizes):.0f}, 90 % {ninetieth:.0f}, largest {max(sizes)}"


def figures(modules: list[Module]) -> Iterator[str]:
    """A line for each figure of the house; the first word of a line that breaks a limit is `over`."""
    code = [module for module in modules if module.room == "app" and not is_revision(module)]
    tests = [module for module in modules if module.room == "tests"]
    sizes = [module.lines for module in code if module.lines > STUB]
    lengths = [length(function) for module in code for function in functions(module)]
    yield f"module lines   {spread(sizes)} (100 / 250 / {MODULE})"
    yield f"function lines {spread(lengths)} (8 / 25 / {FUNCTION})"
    written, proved = (sum(module.lines for module in group) for group in (code, tests))
    yield f"test : code    {proved / max(1, written):.2f} of {written} lines (1.2 to 1.5)"
    words, count = mock_words(tests) / max(1, count_tests(tests)), count_tests(tests)
    over = "over: " if words > MOCK_WORDS else ""
    yield f"{over}mock words     {words:.3f} a test, {count} tests (cap {MOCK_WORDS})"


def main(folder: Path) -> int:
    modules = read(folder)
    found = sorted(breach for module in modules for breach in breaches(module))
    lines = list(figures(modules))
    print("\n".join([*lines, *map(str, found)]))
    return 1 if found or any(line.startswith("over") for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).resolve().parent.parent))
