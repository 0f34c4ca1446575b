"""How many keys a registration takes, counted from the keys pressed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.office import NI_LUH
from tests.ui.pages.intake_at_work import (
    ALL_HERE,
    CONTROL,
    END,
    ENTER,
    F2,
    F8,
    MIDWIFE,
    NIK,
    PERSON,
    REGISTER,
    SHIFT,
    Chord,
    IntakeAtWork,
    KeyCounter,
)

NEW_MOST, NEW_AIM = 190, 165
KNOWN_MOST, KNOWN_AIM = 45, 35


@pytest.fixture
def keys(qapp: QApplication, intake: IntakeAtWork) -> Iterator[KeyCounter]:
    counter = KeyCounter()
    qapp.installEventFilter(counter)
    yield counter
    qapp.removeEventFilter(counter)


def pressed(*keys: str | Qt.Key | Chord) -> int:
    """Ctrl and Shift are keys too."""
    chords = sum(bool(key[1] & held) for key in keys if isinstance(key, tuple) for held in (CONTROL, SHIFT))
    return chords + sum(len(key) if isinstance(key, str) else 1 for key in keys)


def test_new_midwife(intake: IntakeAtWork, keys: KeyCounter, capsys: pytest.CaptureFixture[str]) -> None:
    way = (*PERSON, *MIDWIFE, *END)
    intake.press(*way)
    with capsys.disabled():
        print(f"\nkeys, new applicant SIP-BD: {keys.count} (most {NEW_MOST}, aim {NEW_AIM})")
    assert len(intake.registered) == 1
    assert keys.count == pressed(*way)
    assert keys.count <= NEW_AIM


def test_known_midwife(intake: IntakeAtWork, keys: KeyCounter, capsys: pytest.CaptureFixture[str]) -> None:
    office = intake.at_work.office
    office.advance(office.register_file(), "selesai")
    way = (NIK, F2, "bd", ENTER, F2, "yy", ALL_HERE, F8, REGISTER)
    intake.press(*way)
    with capsys.disabled():
        print(f"\nkeys, known applicant SIP-BD: {keys.count} (most {KNOWN_MOST}, aim {KNOWN_AIM})")
    assert len(intake.registered) == 1
    assert keys.count == pressed(*way)
    assert keys.count <= KNOWN_AIM
    file = office.file(intake.registered[0].application)
    assert file.person["name"] == NI_LUH.name
    assert file.details["nomor_str"] == "XW00001234567890"
