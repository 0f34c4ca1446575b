"""Run by tests in a process of its own: modules with classes of Qt that another thread than the window's has loaded.

`python -m tests.whole.window_thread REPORT start DATA` begins the program until the office may be set up, and
`... REPORT tour WORDS` plays the tour. REPORT becomes a list of names as JSON.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from importlib.machinery import ExtensionFileLoader, SourceFileLoader
from pathlib import Path
from types import ModuleType

elsewhere: list[str] = []


def watch() -> None:
    """From here on every module notes who runs it."""
    for loader in (SourceFileLoader, ExtensionFileLoader):
        loader.exec_module = _noting(loader.exec_module)  # type: ignore[method-assign]


def _noting(run: Callable[[SourceFileLoader, ModuleType], None]) -> Callable[[SourceFileLoader, ModuleType], None]:
    def noted(self: SourceFileLoader, module: ModuleType) -> None:
        run(self, module)
        if threading.current_thread() is not threading.main_thread() and _makes_classes_of_qt(module):
            elsewhere.append(module.__name__)

    return noted


def _makes_classes_of_qt(module: ModuleType) -> bool:
    from PySide6.QtCore import QObject

    made = [each for each in vars(module).values() if isinstance(each, type(QObject))]
    return any(each.__module__ == module.__name__ for each in made)


def start(data: Path) -> None:
    from PySide6.QtCore import QTimer

    from app.desktop.command_line import StartWords
    from app.desktop.program import Program, application

    program = Program(StartWords(data))

    def look() -> None:
        if program.counter is not None:
            waiting.stop()
            program.counter.ready.connect(application().quit)

    waiting = QTimer()
    waiting.timeout.connect(look)
    waiting.start(0)  # between any two things it does: opening the office takes several
    program.run()


def main(report: str, kind: str, words: list[str]) -> int:
    watch()
    code = 0
    try:
        if kind == "start":
            start(Path(words[0]))
        else:
            from app.cli import main as command

            code = command([kind, *words])
    finally:
        Path(report).write_text(json.dumps(elsewhere))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
