"""An answer that stays on the screen is the newest there is, whether the page was in sight meanwhile or not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel, QStackedWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from app.models.application import Application
from app.queries.look import Look
from app.ui.shell.live_query import LiveQuery
from tests.ui.at_work import AtWork


def files(look: Look, least: int = 0) -> int:
    return max(least, look.session.scalar(select(func.count()).select_from(Application)) or 0)


class Counting(QStackedWidget):
    """A page that tells how many files there are, and one that covers it."""

    def __init__(self, at_work: AtWork, qtbot: QtBot) -> None:
        super().__init__()
        self.at_work, self.shown = at_work, list[int]()
        self.page, self.lock = QLabel(), QLabel()
        self.signed_in, self.busy = True, False
        for each in (self.page, self.lock):
            self.addWidget(each)
        self.live = LiveQuery(at_work.desk, self.page, self._query, self.shown.append, follows=self._follows)
        qtbot.addWidget(self)
        self.show()

    def _query(self) -> Callable[[Look], int] | None:
        return files if self.signed_in else None

    def _follows(self) -> bool:
        return self.page.isVisible() and not self.busy

    def register(self) -> None:
        office = self.at_work.office
        office.register_file(office.intake(confirmed={"duplicate": "Tempat lain"}))
        self.at_work.desk.changed.emit()
        self.at_work.settle()


@pytest.fixture
def counting(at_work: AtWork, qtbot: QtBot) -> Counting:
    return Counting(at_work, qtbot)


def test_in_sight_it_follows_every_act(counting: Counting) -> None:
    counting.live.ask()
    counting.at_work.settle()
    counting.register()
    counting.register()
    assert counting.shown == [0, 1, 2]


def test_covered_it_asks_once_when_it_is_seen_again(counting: Counting) -> None:
    counting.setCurrentWidget(counting.lock)
    counting.register()
    counting.register()
    assert counting.shown == []
    counting.setCurrentWidget(counting.page)
    counting.at_work.settle()
    assert counting.shown == [2]
    counting.setCurrentWidget(counting.lock)
    counting.setCurrentWidget(counting.page)
    counting.at_work.settle()
    assert counting.shown == [2]


def test_nothing_is_asked_where_there_is_nothing_to_ask(counting: Counting) -> None:
    counting.signed_in = False
    counting.live.ask()
    counting.register()
    assert counting.shown == []


def test_only_the_question_asked_last_is_answered(counting: Counting) -> None:
    counting.live.ask()
    counting.live.ask_besides(partial(files, least=7), counting.shown.append)
    counting.at_work.settle()
    counting.live.ask_besides(partial(files, least=8), counting.shown.append)
    counting.live.ask()
    counting.at_work.settle()
    assert counting.shown == [7, 0]


def test_a_page_that_is_gone_asks_nothing(counting: Counting, qtbot: QtBot) -> None:
    counting.live.ask()
    counting.at_work.settle()
    with qtbot.waitSignal(counting.page.destroyed):
        counting.page.deleteLater()
    counting.register()
    assert counting.shown == [0]
