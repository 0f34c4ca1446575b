"""The look is complete: nothing left to fill in, all drawings there, the font our own."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QFile, Qt
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.look import style
from app.ui.look.tokens import DARK, LIGHT, Tokens
from app.ui.widgets.button import PrimaryButton


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_sheet_has_no_holes_and_its_drawings_exist(tokens: Tokens) -> None:
    sheet = style.sheet(tokens, 34)
    assert "$" not in sheet
    drawings = re.findall(r"url\((icons:[^)]+)\)", sheet)
    assert len(drawings) == 4
    assert all(QFile.exists(drawing) for drawing in drawings)


def test_the_family_is_the_bundled_one(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == "Noto Sans"
    assert qapp.font().pointSize() == 10


def test_without_a_wish_the_system_decides(qapp: QApplication) -> None:
    dark = qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert style.apply(qapp).dark is dark
    style.apply(qapp, dark=False)


@pytest.mark.parametrize("widget", [QLineEdit, QPushButton, PrimaryButton])
def test_one_line_controls_are_34_high_and_do_not_jump_in_focus(qtbot: QtBot, widget: type) -> None:
    made = widget("Nama")
    qtbot.addWidget(made)
    made.show()
    calm = made.sizeHint().height()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    assert (calm, made.sizeHint().height()) == (34, 34)


def test_what_is_off_is_muted_but_still_read() -> None:
    off = style.palette(LIGHT).color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert off.name() == LIGHT.muted
