"""The window: pages by key and by keyboard, rights, search, lock, help, training, small screens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.look import style
from app.ui.look.tokens import SIDEBAR_NARROW
from app.ui.look.training import TrainingFrame, TrainingMark
from app.ui.shell.board import Board
from app.ui.shell.navigator import Navigator
from app.ui.shell.page import PageSpec
from app.ui.shell.session import Session, SignedIn
from app.ui.shell.window import Window
from app.ui.widgets.header import Searched
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.sidebar import SidebarButton
from app.ui.words.notices import NoticeLevel
from tests.ui.screen_text import screen_text

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
RINA = SignedIn("rina", "Rina Kartini", frozenset({"loket"}), "Loket 2")
ADMIN = SignedIn("admin", "Ni Made", frozenset({"admin"}), "Loket 1")


class Form(QWidget):
    """A page that remembers how it was entered and may hold on."""

    subtitle_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.entered: list[object] = []
        self.lets_go = True
        self.left = 0
        self.subtitle = "Isi sesuai KTP-el"
        self.field = QLineEdit(self)
        self.field.setObjectName("nik")
        self.field.setAccessibleName("NIK")
        self.field.setProperty("help", "Enam belas angka.")
        QVBoxLayout(self).addWidget(self.field)

    def activate(self, argument: object) -> None:
        self.entered.append(argument)

    def leave(self) -> bool:
        self.left += 1
        return self.lets_go


def is_admin(roles: frozenset[str]) -> bool:
    return "admin" in roles


SPECS = (
    PageSpec("home", "Beranda", "house", QWidget),
    PageSpec("new", "Permohonan Baru", "file-plus", Form),
    PageSpec("detail", "Permohonan", "file-text", Form, in_menu=False, scrolls=False),
    PageSpec("settings", "Pengaturan", "settings", QWidget, is_admin),
)


class Parts:
    def __init__(self) -> None:
        self.session, self.navigator, self.board = Session(), Navigator(), Board()
        self.memory: dict[str, str] = {}

    def window(self, *, practising: bool = False) -> Window:
        made = Window("Loket PTSP", self.session, self.navigator, self.board, self.memory, practising=practising)
        made.set_pages(SPECS)
        self.session.sign_in(RINA)
        return made


@pytest.fixture
def parts(qtbot: QtBot) -> Parts:
    return Parts()


@pytest.fixture
def window(parts: Parts, shown: Callable[[Window], Window]) -> Window:
    made = parts.window()
    made.resize(1366, 740)
    made.open("home")
    return shown(made)


def form(window: Window, key: str = "new") -> Form:
    page = window.pages.page(key)
    assert isinstance(page, Form)
    return page


def test_only_what_the_person_may_open_is_offered(window: Window, parts: Parts) -> None:
    assert window.sidebar.keys() == ("home", "new")
    assert not window.open("settings")
    parts.session.sign_in(ADMIN)
    assert window.sidebar.keys() == ("home", "new", "settings")
    assert window.open("settings")


@pytest.mark.parametrize("held", [CTRL, ALT])
def test_pages_are_reached_by_number(window: Window, qtbot: QtBot, held: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, held)
    assert (window.pages.current(), window.header.title()) == ("new", "Permohonan Baru")
    qtbot.keyClick(window, Qt.Key.Key_1, held)
    assert window.pages.current() == "home"


def test_the_sidebar_shows_the_way_and_where_one_is(window: Window, qtbot: QtBot) -> None:
    button = window.sidebar.findChild(SidebarButton, "nav_new")
    assert button.toolTip() == "Permohonan Baru (Ctrl+2)"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.isChecked()
    window.open("detail")
    assert not button.isChecked()


def test_what_waits_behind_a_page_is_said(window: Window) -> None:
    window.sidebar.set_number("home", 4)
    button = window.sidebar.findChild(SidebarButton, "nav_home")
    assert button.accessibleDescription() == "4 menunggu"
    window.sidebar.set_number("home", 0)
    assert button.accessibleDescription() == ""


def test_a_page_is_told_its_argument_and_gets_the_cursor(window: Window, parts: Parts) -> None:
    parts.navigator.open("detail", "a1")
    page = form(window, "detail")
    assert page.entered == ["a1"]
    assert page.field.hasFocus()


def test_a_page_is_made_once_and_keeps_what_was_typed(window: Window, qtbot: QtBot) -> None:
    window.open("new")
    qtbot.keyClicks(form(window).field, "5107")
    window.open("home")
    window.open("new")
    assert form(window).field.text() == "5107"


def test_a_page_may_hold_on(window: Window) -> None:
    window.open("new")
    form(window).lets_go = False
    assert not window.open("home")
    assert window.pages.current() == "new"
    assert window.sidebar.findChild(SidebarButton, "nav_new").isChecked()


def test_clicking_away_from_a_page_that_holds_on_leaves_the_mark_where_it_was(window: Window, qtbot: QtBot) -> None:
    window.open("new")
    form(window).lets_go = False
    qtbot.mouseClick(window.sidebar.findChild(SidebarButton, "nav_home"), Qt.MouseButton.LeftButton)
    assert window.sidebar.findChild(SidebarButton, "nav_new").isChecked()


def test_back_goes_the_way_one_came(window: Window, parts: Parts, qtbot: QtBot) -> None:
    window.open("new")
    window.open("detail", "a1")
    window.open("detail", "a2")
    parts.navigator.back()
    assert form(window, "detail").entered == ["a1", "a2", "a1"]
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.pages.current() == "new"


def test_the_line_below_the_title_follows_the_page(window: Window) -> None:
    window.open("new")
    assert window.header.subtitle() == "Isi sesuai KTP-el"
    form(window).subtitle = "KRA-7Q4-00127-X3C"
    form(window).subtitle_changed.emit()
    assert window.header.subtitle() == "KRA-7Q4-00127-X3C"


def test_another_person_finds_no_page_of_the_one_before(window: Window, parts: Parts) -> None:
    window.open("new")
    page = form(window)
    page.field.setText("5107")
    parts.session.lock()
    parts.session.unlock()
    assert window.pages.page("new") is page
    parts.session.sign_in(ADMIN)
    assert (page.left, window.pages.page("new"), window.pages.current()) == (1, None, "")


def test_the_one_search_box_is_at_ctrl_k(window: Window, qtbot: QtBot) -> None:
    said: list[Searched] = []
    window.searched.connect(said.append)
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    assert window.header.search.hasFocus()
    qtbot.keyClicks(window.header.search, "ni")
    qtbot.keyClick(window.header.search, Qt.Key.Key_Return)
    assert said == [Searched("n", False), Searched("ni", False), Searched("ni", True)]


def test_ctrl_l_asks_for_the_lock_and_the_cover_puts_every_key_to_sleep(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.lock_wanted):
        qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    window.open("new")
    typed = form(window).field
    password = QLineEdit()
    window.cover.put(password)
    assert window.cover.is_on()
    assert password.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    assert window.pages.current() == "new"
    window.cover.lift()
    assert typed.hasFocus()
    assert not window.cover.is_on()
    window.cover.lift()


def test_a_cover_may_be_put_over_a_cover(window: Window, qtbot: QtBot) -> None:
    first, second = QLabel("Kunci"), QLabel("Masuk")
    qtbot.addWidget(first)
    window.cover.put(first)
    window.cover.put(second)
    assert window.cover.currentWidget() is second
    window.cover.lift()
    qtbot.addWidget(second)
    assert window.cover.currentWidget() is window.cover.inside


def test_esc_dismisses_the_newest_notice(window: Window, parts: Parts, qtbot: QtBot) -> None:
    parts.board.tell("Perubahan telah disimpan.", NoticeLevel.SUCCESS)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.notices.texts() == ()


def test_esc_goes_back_where_the_page_has_no_use_for_it(window: Window, parts: Parts, qtbot: QtBot) -> None:
    window.open("new")
    window.open("detail", "a1")
    qtbot.keyClicks(form(window, "detail").field, "NI LUH")
    parts.board.tell("Perubahan telah disimpan.", NoticeLevel.SUCCESS)
    for page in ("detail", "new", "home", "home"):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Escape)
        assert window.pages.current() == page
    window.open("detail")
    assert form(window, "detail").field.text() == "NI LUH"


def test_esc_leaves_the_explanation_and_the_search_box_first(window: Window, qtbot: QtBot) -> None:
    window.open("new")
    field = form(window).field
    qtbot.keyClick(field, Qt.Key.Key_F1)
    popover = window.findChild(QWidget, "help_popover")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert popover.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    qtbot.keyClick(window.header.search, Qt.Key.Key_Escape)
    assert field.hasFocus()
    assert window.pages.current() == "new"


def test_f5_asks_for_everything_again(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.reload_wanted):
        qtbot.keyClick(window, Qt.Key.Key_F5)


def test_the_foot_says_connection_counter_and_person(window: Window, parts: Parts) -> None:
    window.status.show_connection("Luring sejak 09.12, 7 tindakan menunggu", NoticeLevel.WARNING, "wifi-off")
    assert window.status.texts() == ("Luring sejak 09.12, 7 tindakan menunggu", "Loket 2  |  Rina Kartini")
    parts.session.sign_out()
    assert window.status.texts()[1] == "Belum masuk"


def test_it_comes_back_where_it_was(parts: Parts, window: Window, qtbot: QtBot) -> None:
    window.resize(780, 500)
    window.close()
    assert parts.memory["geometry"]
    again = parts.window()
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (780, 500)


def test_it_does_not_close_over_a_page_that_holds_on(window: Window) -> None:
    window.open("new")
    form(window).lets_go = False
    assert not window.close()
    form(window).lets_go = True
    assert window.close()


def test_a_screen_of_1366_by_768_at_150_percent_is_enough(window: Window, qtbot: QtBot) -> None:
    """There it has 911 by 512 points, less the title bar."""
    window.resize(911, 480)
    assert (window.width(), window.height()) == (911, 480)
    assert window.sidebar.is_narrow()
    assert window.sidebar.width() == SIDEBAR_NARROW
    assert all(b.height() >= 34 for b in window.sidebar.findChildren(SidebarButton))
    window.resize(1366, 740)
    assert not window.sidebar.is_narrow()


def test_titles_and_shortcuts_do_not_run_into_each_other(window: Window) -> None:
    for button in window.sidebar.findChildren(SidebarButton):
        font = button.font()
        font.setBold(True)
        words = button.fontMetrics().horizontalAdvance(button.entry.title + "Ctrl+9")
        assert words + 56 < button.width()


def test_the_sidebar_can_be_drawn_wide_narrow_chosen_and_waiting(window: Window) -> None:
    window.sidebar.set_number("new", 12)
    pictures = {bytes(_grab(window).toImage().constBits()) for _ in (window.sidebar.set_narrow(False),)}
    window.sidebar.mark("new")
    pictures.add(bytes(_grab(window).toImage().constBits()))
    window.sidebar.set_narrow(True)
    pictures.add(bytes(_grab(window).toImage().constBits()))
    assert len(pictures) == 3


def _grab(window: Window) -> QPixmap:
    return window.sidebar.grab()


def test_while_practising_every_window_is_framed_and_says_so(parts: Parts, shown: Callable[[Window], Window]) -> None:
    window = shown(parts.window(practising=True))
    frame = window.findChild(TrainingFrame, "training_frame")
    assert frame.geometry() == window.rect()
    window.resize(1000, 600)
    assert frame.geometry() == window.rect()
    assert window.grab().toImage().pixelColor(2, 300).name() == "#f59e0b"
    assert "MODE LATIHAN" in window.windowTitle()
    assert "MODE LATIHAN" in screen_text(window.status)


def test_dialogs_are_framed_too(window: Window, qtbot: QtBot) -> None:
    mark = TrainingMark()
    dialog = QDialog(window)
    dialog.installEventFilter(mark)
    dialog.open()
    assert len(dialog.findChildren(TrainingFrame)) == 1
    dialog.hide()
    dialog.open()
    assert len(dialog.findChildren(TrainingFrame)) == 1


def test_outside_practice_nothing_is_framed(window: Window) -> None:
    assert window.findChildren(TrainingFrame) == []
    assert "LATIHAN" not in screen_text(window)


def test_f1_explains_the_field_in_focus_and_goes_when_one_goes_on(window: Window, qtbot: QtBot) -> None:
    window.open("new")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    popover = window.findChild(QWidget, "help_popover")
    assert popover.isVisible()
    assert "Enam belas angka." in screen_text(popover)
    assert form(window).field.hasFocus()
    window.header.go_to_search()
    assert not popover.isVisible()


def test_a_screen_as_text(window: Window) -> None:
    window.open("new")
    assert screen_text(window.header) == (
        "QLabel page_title: 'Permohonan Baru'\nQLineEdit search: ''\nQLabel page_subtitle: 'Isi sesuai KTP-el'"
    )


def test_everything_follows_a_change_to_dark_and_back(window: Window, parts: Parts, qapp: QApplication) -> None:
    window.open("new")
    parts.board.tell("Perubahan telah disimpan.", NoticeLevel.SUCCESS)
    line = HelpLine(window)
    line.show_text("Wajib diisi.", NoticeLevel.ERROR)

    def look() -> list[int]:
        QApplication.processEvents()
        marks = [mark.pixmap().cacheKey() for mark in window.findChildren(QLabel) if not mark.pixmap().isNull()]
        return [*marks, window.header.search.actions()[0].icon().pixmap(18, 18).toImage().pixel(8, 1)]

    light = look()
    try:
        style.apply(qapp, dark=True)
        dark = look()
    finally:
        style.apply(qapp, dark=False)
    assert len(light) == len(dark) >= 3
    assert all(one != other for one, other in zip(light, dark, strict=True))
    assert look() == light


def test_a_page_may_name_what_gets_the_cursor(qtbot: QtBot, parts: Parts, shown: Callable[[Window], Window]) -> None:
    window = parts.window()
    window.set_pages((*SPECS, PageSpec("queue", "Antrean", "inbox", Pointing)))
    shown(window)
    window.open("queue")
    page = window.pages.page("queue")
    assert isinstance(page, Pointing)
    assert page.second.hasFocus()


class Pointing(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = QLineEdit(self), QLineEdit(self)
        column = QVBoxLayout(self)
        column.addWidget(self.first)
        column.addWidget(self.second)
        self.setFocusProxy(self.second)


def test_the_screen_is_locked_by_mouse_too(window: Window, qtbot: QtBot) -> None:
    lock = window.findChild(QToolButton, "lock")
    with qtbot.waitSignal(window.lock_wanted):
        qtbot.mouseClick(lock, Qt.MouseButton.LeftButton)
    assert lock.focusPolicy() == Qt.FocusPolicy.NoFocus, "by key it is Ctrl+L; Tab has one stop less"
