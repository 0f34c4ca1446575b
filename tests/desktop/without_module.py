"""Run by tests in a process of its own: the program where one of its modules cannot be loaded.

`python -m tests.desktop.without_module REPORT MODULE DATA` signs in as soon as the first picture stands, waits until
the window says what is wrong, and writes what is to be seen as JSON to REPORT.
"""

from __future__ import annotations

import json
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any


class Without(MetaPathFinder):
    """As where a library that the module needs is missing or broken."""

    def __init__(self, name: str) -> None:
        self.name = name

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> None:
        if fullname == self.name:
            raise ImportError(f"DLL load failed while importing {fullname}")


def main(report: Path, name: str, data: Path) -> int:
    sys.meta_path.insert(0, Without(name))
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

    from app.desktop.command_line import StartWords
    from app.desktop.program import Program, application
    from app.ui.pages.entrance.sign_in import CHECKING, WAITING

    program = Program(StartWords(data))
    page = program.first_window.sign_in

    def find(kind: type[QWidget], named: str) -> Any:
        return page.findChild(kind, named)

    def sign_in() -> None:
        find(QLineEdit, "username").setText("made")
        find(QLineEdit, "password").setText("pasar-amlapura")
        find(QPushButton, "enter").click()

    def look() -> None:
        dialog = application().activeModalWidget()
        if page.text() in (WAITING, CHECKING) or (dialog is None and name != "app.ui.shell.crash"):
            return
        widgets = (
            (QLineEdit, "username"),
            (QLineEdit, "password"),
            (QPushButton, "enter"),
            (QPushButton, "other_office"),
        )
        seen = {
            "said": page.text(),
            "dialog": dialog.objectName() if dialog else "",
            "enabled": [named for kind, named in widgets if find(kind, named).isEnabled()],
            "typed": find(QLineEdit, "username").text(),
        }
        report.write_text(json.dumps(seen))
        waiting.stop()
        application().quit()

    program.first_window.painted.connect(sign_in)
    waiting = QTimer()
    waiting.timeout.connect(look)
    waiting.start(0)  # between any two things it does
    return program.run()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])))
