"""A counter at work, with an office behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.database import Register
from app.ui.look import style
from tests.conftest import FixedClock
from tests.lookup.conftest import service as service
from tests.office import Office
from tests.ui.at_work import AtWork
from tests.ui.pages.hall import Hall
from tests.ui.pages.intake_at_work import IntakeAtWork


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


@pytest.fixture
def intake(at_work: AtWork, shown: Callable[[QWidget], QWidget]) -> IntakeAtWork:
    """Permohonan Baru in a window, the cursor in the number."""
    counter = IntakeAtWork(at_work)
    shown(counter.window)
    return counter.open()


@pytest.fixture
def known(intake: IntakeAtWork) -> IntakeAtWork:
    """She was here a week ago, and her permit was issued."""
    office = intake.at_work.office
    office.advance(office.register_file(), "selesai")
    office.clock.advance(days=7)
    return intake


@pytest.fixture
def hall(at_work: AtWork, qtbot: QtBot, register_path: Path) -> Hall:
    """The whole window; nobody sits before it yet."""
    return Hall(at_work, qtbot, register_path)
