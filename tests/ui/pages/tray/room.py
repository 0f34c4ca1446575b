"""Perlu keputusan in the window that 150 % text leaves, a person at it, and another counter and the centre behind."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QTabBar, QTableView, QWidget

from app.actions.commands.office import SettleTrayItem
from app.queries.tray import TrayMatter, tray
from app.ui.widgets.confirm import Confirm
from tests.office import Office
from tests.queries.people import person
from tests.ui.pages.by_hand import SMALL, Hand
from tests.ui.pages.two_counters import TwoCounters
from tests.ui.seen import chosen, part, rows, says, seen

Key, Held = Qt.Key, Qt.KeyboardModifier
NONE, CONTROL = Held.NoModifier, Held.ControlModifier
ACTS = ("tray_close", "tray_open_file", "tray_adopt", "tray_redo")
LONGEST = "RADEN AJENG SITI NURHALIZAH KUSUMANINGRAT BINTI HAJI ABDURRAHMAN AL-MAGHFURULLAH SASTRAMIHARDJA"


class TrayRoom:
    def __init__(self, counters: TwoCounters) -> None:
        self.counters, self.at_work, self.window = counters, counters.at_work, counters.window
        self.hand = Hand(self.settle)
        self.window.resize(*SMALL)

    def settle(self) -> None:
        """And the window has the keyboard again where a question above it was closed, as at every PC."""
        self.at_work.settle()
        if QApplication.activeWindow() is None:
            (QApplication.activeModalWidget() or self.window).activateWindow()
            self.at_work.settle()

    def sit(self, role: str) -> TrayRoom:
        self.counters.open("tray", None, role)
        return self

    def again(self) -> TrayRoom:
        self.counters.open("tray")
        return self

    @property
    def page(self) -> QWidget:
        found = self.window.pages.page("tray")
        assert found is not None
        return found

    @property
    def open_list(self) -> QTableView:
        return part(self.page, QTableView, "tray_open")

    @property
    def tabs(self) -> QTabBar:
        return part(self.page, QTabBar)

    def key(self, *keys: Key | str, held: Held = NONE) -> None:
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(self.focus(), key)
            else:
                QTest.keyClick(self.focus(), key, held)
            self.settle()

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or QApplication.activeModalWidget() or self.window

    def cursor(self) -> str:
        return self.focus().objectName()

    def tab(self, place: int) -> None:
        self.hand.click(self.tabs, self.tabs.tabRect(place).center())

    def press(self, name: str) -> None:
        """One of the buttons below the matter, or of the question above."""
        self.hand.click(seen(self.question() or self.page, QPushButton, name))

    def question(self) -> Confirm | None:
        return next((each for each in self.window.findChildren(Confirm) if each.isVisible()), None)

    def asked(self) -> str:
        """All that the question says."""
        question = self.question()
        assert question is not None
        return "\n".join(each.text() for each in question.findChildren(QLabel) if each.isVisible())

    def reason(self) -> QPlainTextEdit:
        question = self.question()
        assert question is not None
        return seen(question, QPlainTextEdit, "reason")

    def offered(self) -> list[str]:
        """The acts in sight that are not grey."""
        found = [each for each in self.page.findChildren(QPushButton) if each.objectName() in ACTS]
        return [each.accessibleName() for each in found if each.isVisible() and each.isEnabled()]

    def waiting(self) -> list[str]:
        """The registration numbers in the list of what is open."""
        return [row[1] for row in rows(self.page, "tray_open")]

    def closed(self) -> list[list[str]]:
        return rows(self.page, "tray_closed")

    def chosen(self) -> list[int]:
        return chosen(self.page, "tray_open")

    def matter(self) -> str:
        """The title of the one beside the list."""
        return says(self.page, "matter_act")

    def subtitle(self) -> str:
        return says(self.window, "page_subtitle")

    def said(self) -> str:
        return self.window.notices.texts()[0] if self.window.notices.texts() else ""

    def stage(self, file: str) -> str:
        return self.counters.one.office.file(file).stage

    def number(self, file: str) -> str:
        return self.counters.one.office.file(file).number

    def open_matters(self) -> tuple[TrayMatter, ...]:
        """As the register of this counter has them, for a head of division."""
        return self.counters.one.office.door.ask(partial(tray, staff_id="kabid")).open

    def settled(self) -> list[tuple[str, str, str]]:
        """How, by whom and with which words each was decided."""
        found = self.counters.one.office.door.ask(partial(tray, staff_id="kabid")).closed
        return [(each.settled, each.closed_by, each.note) for each in found]

    def two_collisions(self) -> tuple[str, str]:
        """Two files, of which each was returned here and carried on elsewhere while there was no contact."""
        counters = self.counters
        long_name = person(LONGEST, "5107035203900002")
        files = counters.known_file(), counters.known_file(person=long_name)
        counters.cut()
        for file in files:
            counters.carry_on(counters.two, file)
            counters.give_back(counters.one, file)
        counters.mend()
        counters.two.settle()
        counters.settle()
        return files

    def close_elsewhere(self, office: Office, actor: str, note: str) -> None:
        """Somebody at the other counter closes all that is open."""
        for matter in self.open_matters():
            office.do(actor, SettleTrayItem, item=matter.id, how="withdraw", note=note)
