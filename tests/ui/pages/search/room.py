"""Cari in the window of the program, beside the page of a file, and a person at it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.ui.pages.file.page import FilePage
from app.ui.pages.search.page import SearchPage
from app.ui.shell.page import PageSpec
from app.ui.shell.window import Window
from tests.ui.at_work import AtWork
from tests.ui.pages.by_hand import SMALL, Hand
from tests.ui.seen import column, part, rows, says, seen

Key, Held = Qt.Key, Qt.KeyboardModifier
CONTROL = Held.ControlModifier
STRANGE = "D'ARTAGNAN O'NEIL-PUTRI 100% _AYU_"
LONGEST = "RADEN AJENG SITI NURHALIZAH KUSUMANINGRAT BINTI HAJI ABDURRAHMAN AL-MAGHFURULLAH SASTRAMIHARDJA"
LONG_SHOWN = "Raden Ajeng Siti Nurhalizah Kusumaningrat binti Haji Abdurrahman Al-Maghfurullah Sastramihardja"


class SearchRoom:
    """The window is as small as it gets at 150 % text."""

    def __init__(self, at_work: AtWork, qtbot: QtBot) -> None:
        self.at_work, self.qtbot = at_work, qtbot
        self.hand = Hand(at_work.settle)
        self.window = Window("Loket PTSP", at_work.session, at_work.navigator, at_work.board)
        self.window.set_pages(
            (
                PageSpec("search", "Cari", "search", self._search, scrolls=False),
                PageSpec("file", "Permohonan", "file-text", self._file, in_menu=False, scrolls=False),
            )
        )
        qtbot.addWidget(self.window)
        self.window.resize(*SMALL)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def sit(self, role: str = "petugas_loket") -> SearchRoom:
        self.at_work.sit(role)
        return self.open()

    def open(self) -> SearchRoom:
        self.window.open("search")
        self.at_work.settle()
        return self

    @property
    def page(self) -> QWidget:
        found = self.window.pages.page("search")
        assert found is not None
        return found

    @property
    def field(self) -> QLineEdit:
        return seen(self.page, QLineEdit, "search_text")

    @property
    def table(self) -> QTableView:
        return part(self.page, QTableView, "found")

    def key(self, *keys: Key | str, held: Held = Held.NoModifier) -> None:
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(self.focus(), key)
            else:
                QTest.keyClick(self.focus(), key, held)
            self.at_work.settle()

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def cursor(self) -> str:
        return self.focus().objectName()

    def names(self) -> list[str]:
        return column(self.page, "found", "Pemohon")

    def until(self, *names: str) -> None:
        """The list shows these, in this order."""
        self.qtbot.waitUntil(lambda: self.names() == list(names))

    def count(self) -> str:
        return says(self.page, "count")

    def empty(self) -> str:
        return says(self.page, "empty_text")

    def stages(self) -> list[str]:
        return column(self.page, "found", "Tahap")

    def numbers(self) -> list[str]:
        return [row[0] for row in rows(self.page, "found")]

    def said(self) -> tuple[str, ...]:
        return self.window.notices.texts()

    def heading(self) -> str:
        return says(self.window, "page_title")

    def labels(self) -> str:
        """All that is written on the page in sight."""
        shown = self.window.pages.currentWidget()
        assert shown is not None
        return "\n".join(each.text() for each in shown.findChildren(QLabel) if each.isVisible())

    def _search(self) -> SearchPage:
        return SearchPage(self.at_work.workplace, self.at_work.folder)

    def _file(self) -> FilePage:
        return FilePage(self.at_work.workplace)
