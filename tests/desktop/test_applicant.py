"""The applicant's side in the program: cleared when the clerk locks or goes, and a screen that is gone is told."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from app.ui.applicant.applicant_screen import ApplicantScreen
from app.ui.applicant.applicant_window import ApplicantWindow
from app.ui.pages.settings.applicant import ApplicantSettings
from tests.desktop.conftest import Desktop
from tests.ui.seen import windows
from tests.ui.two_screens import ROWS


def applicant(desktop: Desktop) -> ApplicantScreen:
    screen = desktop.counter.findChild(ApplicantScreen)
    assert screen is not None
    return screen


def written() -> set[str]:
    """What stands on the applicant's window, in sight or not."""
    return {label.text() for window in windows(ApplicantWindow) for label in window.findChildren(QLabel)}


@pytest.mark.parametrize("leaves", ["lock", "sign_out"])
def test_nothing_stands_there_once_the_clerk_is_away(at_door: Desktop, leaves: str) -> None:
    at_door.sign_in("made")
    counter = at_door.counter
    screen = applicant(at_door)
    screen._there = True  # as if a second screen were connected
    screen.show_rows(ROWS)
    assert screen.shows
    assert "NI LUH CONTOH" in written()
    getattr(counter.parts.session, leaves)()
    at_door.settle()
    assert not screen.shows
    assert "NI LUH CONTOH" not in written()


def test_a_screen_that_is_gone_is_told_to_whoever_sits_here(at_door: Desktop) -> None:
    counter = at_door.counter
    applicant(at_door).lost.emit()
    assert counter.window.notices.texts() == ()
    at_door.sign_in("made")
    applicant(at_door).lost.emit()
    (said,) = (text for text in counter.window.notices.texts() if "Layar pemohon" in text)
    assert "bacakan datanya" in said


def test_the_screen_is_chosen_in_the_settings(at_door: Desktop) -> None:
    at_door.sign_in("made")
    assert at_door.counter.window.open("settings", "applicant")
    at_door.settle()
    assert at_door.counter.window.findChild(ApplicantSettings) is not None
