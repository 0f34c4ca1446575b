"""A page that follows the cursor, but never under a pressed mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.look.scroll import Scroll

NONE = Qt.KeyboardModifier.NoModifier


def test_a_click_on_what_is_just_in_sight_is_not_lost(qtbot: QtBot, qapp: QApplication) -> None:
    """The cursor comes to the button with the press, and the page would move it away before the release."""
    page = QWidget()
    column = QVBoxLayout(page)
    for _ in range(30):
        column.addWidget(QPushButton("Tindakan", page))
    scroll = Scroll(page)
    qtbot.addWidget(scroll)
    scroll.resize(300, 300)
    scroll.show()
    scroll.activateWindow()
    qtbot.waitUntil(scroll.isActiveWindow)
    qapp.processEvents()
    buttons = page.findChildren(QPushButton)
    lowest = [each for each in buttons if each.visibleRegion().boundingRect() == each.rect()][-1]
    clicked = QSignalSpy(lowest.clicked)
    point = lowest.mapTo(scroll, QPoint(lowest.width() // 2, lowest.height() - 2))
    QTest.mousePress(scroll.windowHandle(), Qt.MouseButton.LeftButton, NONE, point)
    qapp.processEvents()
    assert (lowest.hasFocus(), scroll.verticalScrollBar().value()) == (True, 0)
    QTest.mouseRelease(scroll.windowHandle(), Qt.MouseButton.LeftButton, NONE, point)
    assert clicked.count() == 1
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().value() > 0)  # then it comes wholly into sight
