"""The look of the program and widgets in a window that has the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.look import style

W = TypeVar("W", bound=QWidget)


@pytest.fixture(scope="session", autouse=True)
def look(qapp: QApplication) -> None:
    """As at the counter; the tokens of dark are looked at where they are asked for."""
    style.apply(qapp, dark=False)


@pytest.fixture(autouse=True)
def nothing_stays(qapp: QApplication) -> Iterator[None]:
    """Widgets that only wait to be deleted are laid out and dressed anew with every later test."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[W], W]:
    """Show a widget and keep it, wait until it has the keyboard."""
    kept: list[QWidget] = []

    def show(widget: W) -> W:
        kept.append(widget)
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show
