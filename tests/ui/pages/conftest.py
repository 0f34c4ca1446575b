"""A counter at work, with an office behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.database import Register
from app.ui import style
from tests.conftest import FixedClock
from tests.office import Office
from tests.ui.at_work import AtWork


@pytest.fixture
def office(register: Register, clock: FixedClock) -> Office:
    return Office(register, clock).open()


@pytest.fixture
def at_work(qapp: QApplication, qtbot: QtBot, office: Office, tmp_path: Path) -> Iterator[AtWork]:
    style.apply(qapp, dark=False)
    counter = AtWork(office, tmp_path / "papers")
    yield counter
    counter.desk.close()
    counter.deleteLater()
