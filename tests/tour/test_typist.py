"""Waiting in the tour leaves the processor, and with it Python's lock, to those it waits for."""

from __future__ import annotations

import time

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.tour import typist
from app.tour.typist import TourStoppedError, Typist

WAIT_S = 0.4


def test_what_does_not_come_is_named_and_the_wait_costs_next_to_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wait that turns instead of sleeping costs all of its time, and workers never get their turn."""
    monkeypatch.setattr(typist, "PATIENCE", WAIT_S)
    window = QWidget()
    qtbot.addWidget(window)
    used = time.thread_time()

    with pytest.raises(TourStoppedError, match="the moon"):
        Typist(window).until("the moon", lambda: False)

    assert time.thread_time() - used < WAIT_S / 4


@pytest.mark.parametrize("text", ["abc ~/x", "lokét", "ÿñ", "Ā", "ᬮᭀᬓᬾᬢ", "ꦭꦺꦴꦏꦺꦠ꧀", "e\u0301", "\N{GRINNING FACE}"])
def test_every_script_can_be_typed(qtbot: QtBot, text: str) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    clerk = Typist(field)
    clerk.type(text)
    assert (field.text(), clerk.keys) == (text, len(text))
