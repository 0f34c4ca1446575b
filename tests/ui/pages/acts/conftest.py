"""A person at a counter, before the queue and the page of a file."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.at_work import AtWork
from tests.ui.pages.acts.hands import Hands


@pytest.fixture
def hands(at_work: AtWork, qtbot: QtBot) -> Hands:
    return Hands(at_work, qtbot)
