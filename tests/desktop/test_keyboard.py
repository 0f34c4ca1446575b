"""A walk through the whole program without the mouse: every page, every stop of Tab, the help at each, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.ui.shell.session import SignedIn
from app.ui.shell.window import Window
from tests.desktop.conftest import Desktop

Key, Held = Qt.Key, Qt.KeyboardModifier
ROLES = frozenset({"petugas_loket", "petugas_penyerahan", "administrator"})
PAGES = ("front", "intake", "queue", "handover", "search", "reports", "settings")
MOST = 60


@pytest.fixture
def window(at_door: Desktop) -> Window:
    counter = at_door.counter
    counter.window.cover.lift()
    counter.parts.session.sign_in(SignedIn("made", "I Made", ROLES, "Loket 1"))
    at_door.settle()
    return counter.window


def go(desktop: Desktop, page: str) -> None:
    desktop.press(Key(Key.Key_1 + PAGES.index(page)), held=Held.ControlModifier)
    assert desktop.counter.window.pages.current() == page


def stops(desktop: Desktop) -> Iterator[QWidget]:
    """Where Tab comes to, once round. A page may begin on something that only says that it is empty."""
    desktop.press(Key.Key_Tab)
    first = desktop.focus()
    for _ in range(MOST):
        here = desktop.focus()
        yield here
        QTest.keyClick(here, Key.Key_Tab)
        desktop.settle()
        assert desktop.focus() is not here, f"Tab goes no further than {here.objectName()}"
        if desktop.focus() is first:
            return
    raise AssertionError(f"Tab never comes back to {first.objectName()}")


def explained(desktop: Desktop) -> tuple[str, str]:
    """Title and text of the help of F1; Esc closes it."""
    window = desktop.counter.window
    page = window.pages.current()
    desktop.press(Key.Key_F1)
    popover = window.findChild(QWidget, "help_popover")
    assert popover is not None
    assert popover.isVisible()
    title, text, *_ = (each.text() for each in popover.findChildren(QLabel))
    desktop.press(Key.Key_F1)
    assert not popover.isVisible()
    assert window.pages.current() == page
    return title, text


def untrue(desktop: Desktop, stop: QWidget) -> str:
    """What is wrong with the name and the help of a stop; the keys the help names are those the button shows."""
    title, text = explained(desktop)
    if not stop.accessibleName() or stop.accessibleName() != title:
        return f"{stop.objectName()} has no name"
    if isinstance(stop, QPushButton) and (found := re.search(r"dari tempat lain (\S+)\.$", text)):
        return "" if stop.text().endswith(found[1]) else f"{stop.text()}: {text}"
    return ""


def test_every_stop_has_a_name_and_true_help(at_door: Desktop, window: Window) -> None:
    wrong = []
    for page in PAGES:
        go(at_door, page)
        wrong += [f"{page}: {said}" for stop in stops(at_door) if (said := untrue(at_door, stop))]
    for tab in ("staff", "mandates", "backup", "printers", "password"):
        at_door.counter.parts.navigator.open("settings", tab)
        at_door.settle()
        wrong += [f"{tab}: {said}" for stop in stops(at_door) if (said := untrue(at_door, stop))]
    assert wrong == []


def test_esc_leads_back_from_every_page(at_door: Desktop, window: Window) -> None:
    for page in PAGES[1:]:
        go(at_door, "front")
        go(at_door, page)
        at_door.press(Key.Key_Escape)
        assert window.pages.current() == "front", page


def test_the_list_behind_a_number_and_back(at_door: Desktop, window: Window) -> None:
    go(at_door, "front")
    at_door.press(Key.Key_Tab, Key.Key_Return)
    assert window.pages.current() == "front_list"
    assert [said for stop in stops(at_door) if (said := untrue(at_door, stop))] == []
    at_door.press(Key.Key_Escape)
    assert window.pages.current() == "front"
