"""The first start by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.pages.entrance.first_start import FirstStartPage
from app.ui.pages.entrance.sheet_keeper import SheetKeeper
from app.ui.widgets.picker import SearchPicker

if TYPE_CHECKING:
    from tests.desktop.conftest import Desktop

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


def wizard(desktop: Desktop) -> FirstStartPage:
    page = desktop.counter.window.cover.currentWidget()
    assert isinstance(page, FirstStartPage)
    return page


def type_in(desktop: Desktop, page: QWidget, name: str, text: str) -> None:
    field = page.findChild(QWidget, name)
    assert field is not None
    field.setFocus()
    desktop.press(text)


def fill_office(desktop: Desktop) -> None:
    page = wizard(desktop)
    desktop.press("karangas")
    picker = page.findChild(SearchPicker, "regency")
    assert picker is not None
    desktop.press(ENTER)
    desktop.qtbot.waitUntil(lambda: picker.value() == "5107")
    for name, text in (("address", "Jalan Ngurah Rai 70"), ("place", "Amlapura"), ("phone", "(0363) 21000")):
        type_in(desktop, page, name, text)


def fill_person(desktop: Desktop, again: str = "pasar-amlapura") -> None:
    desktop.press("I Made Contoh", ENTER, "made", ENTER, "pasar-amlapura", ENTER, again)


def keep_sheet(desktop: Desktop) -> None:
    sheet = wizard(desktop).findChild(SheetKeeper)
    assert sheet is not None
    sheet.save_to(desktop.data / "lembar.pdf")
    desktop.settle()


def found_office(desktop: Desktop) -> None:
    desktop.open()
    fill_office(desktop)
    desktop.press(ENTER, held=CONTROL)
    fill_person(desktop)
    desktop.press(ENTER, held=CONTROL)
    keep_sheet(desktop)
    desktop.press(Qt.Key.Key_Space)
    desktop.press(ENTER, held=CONTROL)
