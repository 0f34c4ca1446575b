"""A dialog that was closed is gone: none stays behind the window, with what was typed in it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.ui.pages.entrance.copy_chooser import CopyChooser

APP = Path(__file__).resolve().parents[3] / "app"
MAKING = [
    (path.relative_to(APP).as_posix(), function)
    for path in sorted((APP / "ui").rglob("*.py"))
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(function, ast.FunctionDef)
    and any(isinstance(each, ast.Call) and ast.unparse(each.func) == "QFileDialog" for each in ast.walk(function))
]


@pytest.mark.parametrize(("path", "function"), MAKING, ids=[path for path, _ in MAKING])
def test_each_that_asks_for_a_file_is_deleted_when_it_closes(path: str, function: ast.FunctionDef) -> None:
    assert "WA_DeleteOnClose" in ast.unparse(function), path


def test_closed_again_and_again_none_is_left(qtbot: QtBot) -> None:
    window = QWidget()
    chooser = CopyChooser(window)
    qtbot.addWidget(window)
    window.show()
    for _ in range(3):
        chooser.click()
        (asked,) = window.findChildren(QFileDialog)
        asked.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert window.findChildren(QFileDialog) == []
