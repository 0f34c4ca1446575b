"""The window with the queue and the page of a file, and a person at the keyboard."""

from __future__ import annotations

from itertools import count

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.pages.file.page import FilePage
from app.ui.pages.queue.page import QueuePage
from app.ui.shell.page import PageSpec
from app.ui.shell.window import Window
from tests.ui.at_work import AtWork

Key, Held = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT = Held.ControlModifier, Held.ShiftModifier


class WorkRoom:
    """`sit` signs a role in and shows its queue."""

    def __init__(self, at_work: AtWork, qtbot: QtBot) -> None:
        self.at_work = at_work
        self.numbers = count(1)
        w = at_work
        self.window = Window("Loket PTSP", w.session, w.navigator, w.board)
        self.window.set_pages(
            (
                PageSpec("queue", "Antrean Kerja", "inbox", self._queue, scrolls=False),
                PageSpec("file", "Permohonan", "file-text", self._file, in_menu=False, scrolls=False),
            )
        )
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def sit(self, *roles: str) -> QueuePage:
        self.at_work.sit(*roles)
        self.window.open("queue")
        self.at_work.settle()
        return self.queue

    def show(self, file: str, role: str) -> FilePage:
        """The page of a file, in front of this role."""
        self.at_work.sit(role)
        self.window.open("file", file)
        self.at_work.settle()
        return self.file

    @property
    def queue(self) -> QueuePage:
        page = self.window.pages.page("queue")
        assert isinstance(page, QueuePage)
        return page

    @property
    def file(self) -> FilePage:
        page = self.window.pages.page("file")
        assert isinstance(page, FilePage)
        return page

    def stage(self, file: str) -> str:
        return self.at_work.office.file(file).stage

    def key(self, *keys: Key | str, held: Held = Held.NoModifier) -> None:
        """Each key to whatever has the focus then."""
        for key in keys:
            target = self.focused()
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            else:
                QTest.keyClick(target, key, held)
            self.at_work.settle()

    def send(self) -> None:
        self.key(Key.Key_Return, held=CTRL)

    def focused(self) -> QWidget:
        """Where keys go. The offscreen platform gives no window the keyboard back when a dialog closes."""
        if QApplication.activeWindow() is None:
            (QApplication.activeModalWidget() or self.window).activateWindow()
            self.at_work.settle()
        return QApplication.focusWidget() or QApplication.activeModalWidget() or self.window

    def said(self) -> str:
        """The newest notice."""
        return self.window.notices.texts()[0]

    def _queue(self) -> QueuePage:
        return QueuePage(self.at_work.workplace)

    def _file(self) -> FilePage:
        return FilePage(self.at_work.workplace)
