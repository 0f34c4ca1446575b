"""The whole window of a counter, and a person before it who has eyes, a keyboard and a mouse, and nothing else.

A click goes to the middle of what is clicked, which has to be in sight, on top and enabled; what is not is wheeled to.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.actions.signing_in import Gate, verifier
from app.ui.pages.centre.connection import ConnectionPage
from app.ui.pages.centre.pairing import PairingPage
from app.ui.pages.entrance.sheet_keeper import SheetSource
from app.ui.pages.file.page import FilePage
from app.ui.pages.front.list import FrontListPage
from app.ui.pages.front.page import FrontPage
from app.ui.pages.handover.page import HandoverPage
from app.ui.pages.queue.page import QueuePage
from app.ui.pages.reports.page import ReportsPage
from app.ui.pages.settings.backup import BackupSettings
from app.ui.pages.settings.calendar import CalendarSettings
from app.ui.pages.settings.lookup import LookupSettings
from app.ui.pages.settings.mandates import MandatesPage
from app.ui.pages.settings.office import OfficeSettings
from app.ui.pages.settings.page import SettingsPage, Tab
from app.ui.pages.settings.password import PasswordSettings
from app.ui.pages.settings.printers import PrinterSettings
from app.ui.pages.settings.staff import StaffPage
from app.ui.shell.page import PageSpec
from app.ui.shell.window import Window
from app.ui.widgets.confirm import Confirm
from app.ui.widgets.field_row import FieldRow
from app.ui.widgets.picker_list import PickerList
from app.ui.widgets.segments import YesNo
from app.ui.widgets.sidebar import SidebarButton
from app.upkeep.keys import ObtainedKey
from app.upkeep.safekeeping import Safekeeping
from tests.conftest import KEY
from tests.ui.at_work import AtWork, Tray
from tests.ui.pages.two_counters import Wired, as_seen
from tests.ui.seen import seen

Key, Held = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, NONE = Held.ControlModifier, Held.ShiftModifier, Held.NoModifier
LEFT = Qt.MouseButton.LeftButton
SMALL = (911, 512)  # what a screen of 1366x768 has at 150 % text
TURN = 120  # of the wheel, one notch
ADMIN = frozenset({"administrator"})


class Hands:
    """Eyes and hands before one window."""

    def __init__(self, window: Window, at_work: AtWork, qtbot: QtBot) -> None:
        self.window, self.at_work, self.qtbot = window, at_work, qtbot

    def key(self, *keys: Key | str, held: Held = NONE) -> None:
        """Each key, or each letter of a text, to whatever has the cursor then."""
        for key in keys:
            target = self.focused()
            if isinstance(key, str):
                _type(target, key)
            else:
                QTest.keyClick(target, key, held)
            self.at_work.settle()

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Tab, or Shift and Tab, until the cursor stands there, as somebody without a mouse comes to it."""
        for _ in range(80):
            if self.cursor() == name:
                return
            self.key(Key.Key_Backtab if back else Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {name!r}")

    def passed(self, key: Key) -> set[QWidget]:
        """All that the cursor comes to by one key, from where it is and round again."""
        come: set[QWidget] = set()
        while (here := self.focused()) not in come:
            come.add(here)
            self.key(key)
        return come

    def keyed(self) -> set[QWidget]:
        """All in sight that takes keys, but for the entries of the navigation, which arrows go through."""
        tab = Qt.FocusPolicy.TabFocus
        takers = [each for each in self.window.findChildren(QWidget) if each.isVisible() and each.isEnabled()]
        return {
            each
            for each in takers
            if each.focusPolicy() & tab == tab and each.focusProxy() is None and not isinstance(each, SidebarButton)
        }

    def retype(self, text: str) -> None:
        """Over what stands in the field with the cursor."""
        self.key(Key.Key_A, held=CTRL)
        self.key(Key.Key_Delete, text)

    def focused(self) -> QWidget:
        """Where keys go. The offscreen platform gives no window the keyboard back when a dialog closes."""
        if QApplication.activeWindow() is None:
            (QApplication.activeModalWidget() or self.window).activateWindow()
            self.at_work.settle()
        return QApplication.focusWidget() or QApplication.activeModalWidget() or self.window

    def cursor(self) -> str:
        """The name of what has the cursor."""
        return self.focused().objectName()

    def click(self, target: QWidget | str, at: QPoint | None = None, *, twice: bool = False) -> None:
        """A part by its name or as it was found; `at` is in its own points."""
        widget = seen(self.front(), QWidget, target) if isinstance(target, str) else target
        place = at or widget.rect().center()
        self.wheel_to(widget, place)
        assert widget.isEnabled(), f"{widget.objectName()!r} is grey"
        top = widget.window().childAt(widget.mapTo(widget.window(), place))
        assert top is not None, f"{widget.objectName()!r} is outside the window"
        assert top is widget or widget.isAncestorOf(top), f"{widget.objectName()!r} is behind {top.objectName()!r}"
        QTest.mouseClick(widget, LEFT, NONE, place)
        if twice:
            QTest.mouseDClick(widget, LEFT, NONE, place)
        self.at_work.settle()

    def click_row(self, table: str, text: str, *, twice: bool = False) -> None:
        """The row of a table with a cell that says so."""
        view = seen(self.front(), QTableView, table)
        model = view.model()
        cells = [(row, at) for row in range(model.rowCount()) for at in range(model.columnCount())]
        row = next(row for row, at in cells if str(model.index(row, at).data() or "") == text)
        self._click_item(view, row, twice=twice)

    def click_tab(self, bar: str, title: str) -> None:
        """The tab of that title in the bar of that name."""
        tabs = seen(self.front(), QTabBar, bar)
        place = next(at for at in range(tabs.count()) if tabs.tabText(at).startswith(title))
        assert tabs.isTabVisible(place)
        self.click(tabs, tabs.tabRect(place).center())

    def click_line(self, listed: str, text: str) -> None:
        """The line of a list."""
        view = seen(self.front(), QListWidget, listed)
        row = next(at for at in range(view.count()) if view.item(at).text().endswith(text))
        self._click_item(view, row)

    def check(self, name: str) -> None:
        """A box with words behind it."""
        box = seen(self.front(), QCheckBox, name)
        self.click(box, QPoint(box.height() // 2, box.height() // 2))

    def tick(self, listed: str, row: int) -> None:
        """The box before a line of a list."""
        view = seen(self.front(), QListWidget, listed)
        line = view.visualItemRect(view.item(row))
        self.click(view.viewport(), QPoint(line.left() + line.height() // 2, line.center().y()))

    def pick(self, text: str) -> None:
        """What a search offers below its field, once it has answered."""
        (offered,) = self.window.findChildren(PickerList)
        self.qtbot.waitUntil(lambda: offered.isVisible() and any(text == each.label for each in offered.rows()))
        row = [each.label for each in offered.rows()].index(text)
        self.click(offered.viewport(), offered.visualRect(offered.model().index(row, 0)).center())

    def choose(self, choice: str, text: str) -> None:
        """Open a choice and, in one's own time, click on one of what it offers: no second click of a double one."""
        box = seen(self.front(), QComboBox, choice)
        usual = QApplication.doubleClickInterval()
        QApplication.setDoubleClickInterval(0)
        self.click(box)
        offered = [box.itemText(at) for at in range(box.count())]
        row = next(at for at, each in enumerate(offered) if each.endswith(text))
        view = box.view()
        view.scrollTo(view.model().index(row, 0))
        QTest.mouseClick(view.viewport(), LEFT, NONE, view.visualRect(view.model().index(row, 0)).center())
        self.at_work.settle()
        QApplication.setDoubleClickInterval(usual)

    def sort_by(self, table: str, title: str) -> None:
        """Click on the heading of a column."""
        heads = seen(self.front(), QTableView, table).horizontalHeader()
        model = heads.model()
        at = next(each for each in range(heads.count()) if model.headerData(each, heads.orientation()) == title)
        middle = heads.sectionViewportPosition(at) + heads.sectionSize(at) // 2
        self.click(heads.viewport(), QPoint(middle, heads.height() // 2))

    def answer(self, question: str, *, yes: bool) -> None:
        """The left or the right half of Ya and Tidak."""
        both = seen(self.front(), YesNo, question)
        self.click(both, QPoint(both.width() * (1 if yes else 3) // 4, both.height() // 2))

    def type_into(self, field: str, text: str) -> None:
        """Click into a field and write over what stands there."""
        self.click(field)
        self.retype(text)

    def front(self) -> QWidget:
        """What lies before the person: a question, if there is one, else the window."""
        asked = [each for each in self.window.findChildren(Confirm) if each.isVisible()]
        return asked[-1] if asked else self.window

    def asked(self) -> str:
        """The question that is open, or nothing."""
        front = self.front()
        return seen(front, QLabel, "confirm_text").text() if isinstance(front, Confirm) else ""

    def read(self) -> str:
        """All that is written in labels in sight."""
        return "\n".join(each.text() for each in self.front().findChildren(QLabel) if each.isVisible() and each.text())

    def said(self) -> tuple[str, ...]:
        """The notices in the bar, newest first."""
        return self.window.notices.texts()

    def can(self, button: str) -> bool:
        """Whether a button is in sight and not grey."""
        found = [each for each in self.front().findChildren(QPushButton) if each.objectName() == button]
        return any(each.isVisible() and each.isEnabled() for each in found)

    def below(self, field: str) -> str:
        """What stands below a field in sight: help, a remark, or what is wrong."""
        (row,) = [each for each in self.window.findChildren(FieldRow) if each.isVisible() and each.field.id == field]
        return row.line()

    def page(self) -> str:
        """The title above the page."""
        return seen(self.window, QLabel, "page_title").text()

    def is_whole(self, name: str) -> bool:
        """Whether a part is in sight to its last point, without scrolling."""
        widget = seen(self.front(), QWidget, name)
        return widget.visibleRegion().boundingRect() == widget.rect()

    def wheel_to(self, widget: QWidget, place: QPoint) -> None:
        """Turn the wheel over the page until that place is in sight."""
        area = _around(widget)
        while area is not None and not widget.visibleRegion().contains(place):
            bar = area.verticalScrollBar()
            before, down = bar.value(), widget.mapTo(area, place).y() > area.height() // 2
            self._wheel(area, -TURN if down else TURN)
            if bar.value() == before:
                area = _around(area)
        assert widget.visibleRegion().contains(place), f"{widget.objectName()!r} cannot be brought into sight"

    def _wheel(self, area: QAbstractScrollArea, turn: int) -> None:
        over = area.viewport()
        middle = QPointF(over.rect().center())
        event = QWheelEvent(
            middle,
            QPointF(over.mapToGlobal(over.rect().center())),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(over, event)
        self.at_work.settle()

    def _click_item(self, view: QAbstractItemView, row: int, *, twice: bool = False) -> None:
        index = view.model().index(row, 0)
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center(), twice=twice)


def _type(target: QWidget, text: str) -> None:
    """QTest knows the keys of ASCII alone."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(target, letter)
        else:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, Key.Key_unknown, NONE, letter))


def _around(widget: QWidget) -> QScrollArea | None:
    """The page that scrolls in which it stands."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


class Hall(Hands):
    """Every page but the intake, put together as the program does, and the doors to step out of: files, the clipboard,
    another counter."""

    def __init__(self, at_work: AtWork, qtbot: QtBot, database: Path) -> None:
        self.office = at_work.office
        self.wired, self.printer, self.memory = Wired(), Tray(), dict[str, str]()
        door, now = self.office.door, self.office.clock.now
        self.kept = Safekeeping(database, ObtainedKey(KEY, False, "credentials"), self.memory, door.ask, now)
        self.gate = Gate(self.office.register.file, now)
        w = at_work
        super().__init__(Window("Loket PTSP", w.session, w.navigator, w.board), at_work, qtbot)
        self.window.set_pages(self._pages())
        qtbot.addWidget(self.window)
        self.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def resize(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        self.at_work.settle()

    def sit(self, *roles: str, page: str = "front", argument: object = None) -> None:
        """The person of the first role signs in, and this page is before them."""
        self.at_work.sit(*roles)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # the pages of whoever sat here
        self.window.open(page, argument)
        self.at_work.settle()

    def settings(self, tab: str, *roles: str) -> None:
        self.sit(*(roles or ("administrator",)), page="settings", argument=tab)

    def elsewhere(self) -> None:
        """What another counter did has come in."""
        self.at_work.desk.changed.emit()
        self.at_work.settle()

    def copied(self) -> str:
        return QGuiApplication.clipboard().text()

    def pick_place(self, dialog: str, path: Path) -> None:
        """Answer the system's question for a file or folder, which is the same window everywhere but here."""
        window = seen(self.window, QFileDialog, dialog)
        window.fileSelected.emit(str(path))
        window.close()
        self.at_work.settle()

    def _pages(self) -> tuple[PageSpec, ...]:
        w, now = self.at_work.workplace, self.office.clock.now
        connection = as_seen(self.wired)
        return (
            PageSpec("front", "Beranda", "house", partial(FrontPage, w, self.kept, now)),
            PageSpec("queue", "Antrean Kerja", "inbox", partial(QueuePage, w), scrolls=False),
            PageSpec("handover", "Penyerahan", "package-check", partial(HandoverPage, w), scrolls=False),
            PageSpec("reports", "Laporan", "chart-column", partial(ReportsPage, w, self.at_work.folder), scrolls=False),
            PageSpec("settings", "Pengaturan", "settings", self._settings, scrolls=False),
            PageSpec("file", "Permohonan", "file-text", partial(FilePage, w), in_menu=False, scrolls=False),
            PageSpec("front_list", "Daftar", "list-checks", partial(FrontListPage, w), in_menu=False, scrolls=False),
            PageSpec(
                "connection",
                "Sambungan",
                "wifi",
                partial(ConnectionPage, w, connection, now),
                in_menu=False,
                scrolls=False,
            ),
        )

    def _settings(self) -> SettingsPage:
        w = self.at_work.workplace
        sheet = SheetSource(self.kept.sheet, self.printer)
        tabs = (
            Tab("office", "Kantor", partial(OfficeSettings, w), ADMIN),
            Tab("staff", "Pengguna", partial(StaffPage, w, verifier), ADMIN, scrolls=False),
            Tab("mandates", "Plh. dan Plt.", partial(MandatesPage, w), ADMIN | {"kabid", "kadis"}),
            Tab("calendar", "Kalender", partial(CalendarSettings, w), ADMIN),
            Tab("backup", "Cadangan", partial(BackupSettings, w.desk, self.kept, sheet), ADMIN),
            Tab("centre", "Sambungan", self._centre, ADMIN),
            Tab("printers", "Pencetak", partial(PrinterSettings, w.desk, self.printer, self.memory), ADMIN),
            Tab("lookup", "Layanan NIK", partial(LookupSettings, w.desk, w.lookup), ADMIN),
            Tab("password", "Kata sandi Anda", partial(PasswordSettings, w, self.gate.prove, verifier)),
        )
        return SettingsPage(self.at_work.session, tabs)

    def _centre(self) -> PairingPage:
        made = PairingPage(as_seen(self.wired), brings=True, counter_name="Loket 1")
        made.details_wanted.connect(partial(self.at_work.navigator.open, "connection"))
        return made
