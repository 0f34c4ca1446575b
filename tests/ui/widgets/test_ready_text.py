"""A short text with ready-made ones by digit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.ui.widgets.ready_text import ReadyTextEdit


def test_a_digit_takes_one_only_while_the_field_is_empty(shown: Callable[[QWidget], QWidget]) -> None:
    edit = ReadyTextEdit(("Satu", "Dua"))
    ended: list[int] = []
    edit.completed.connect(partial(ended.append, 1))
    shown(edit)
    edit.setFocus()
    assert edit.live() == "1 Satu · 2 Dua"
    QTest.keyClicks(edit, "2")
    assert (edit.value(), ended) == ("Dua", [1])
    QTest.keyClicks(edit, "1")
    assert edit.value() == "Dua1"
    QTest.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClicks(edit, "30")
    assert edit.value() == "30"
