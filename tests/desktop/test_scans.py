"""A scanner in the real program: its keys arrive at the window, whatever page is in sight."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow, QPushButton
from sqlalchemy import select

from app.database import open_register
from app.models.application import Application, Permit
from app.ui.pages.handover.form import HandoverForm
from app.ui.pages.handover.page import HandoverPage
from app.ui.pages.intake.page import IntakePage
from app.ui.scanning.scanner import QuietTimer
from app.ui.shell.session import SignedIn
from app.upkeep.keys import FileStore
from tests.conftest import KEY, FixedClock
from tests.desktop.conftest import Desktop
from tests.office import Office
from tests.ui.seen import seen

NONE = Qt.KeyboardModifier.NoModifier
ROLES = frozenset({"petugas_loket", "petugas_penyerahan"})
NIK, STR = "5107034507880003", "STR-2026-001-9987766"


@dataclass
class AtCounter:
    """`ready` has its permit and lies ready; `file` was taken in only."""

    desktop: Desktop
    ready: Application
    file: Application
    number: str
    token: str
    at: int = 5_000_000

    @property
    def page(self) -> str:
        return self.desktop.counter.window.pages.current()

    def go(self, page: str) -> None:
        assert self.desktop.counter.window.open(page)
        self.desktop.settle()

    def scan(self, text: str, end: str = "\n") -> None:
        """As a scanner types: a key every three milliseconds."""
        for character in text + end:
            self.at += 3
            code = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}.get(character, ord(character.upper()))
            target = QApplication.activeModalWidget() or self.desktop.counter.window
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, code, NONE, character)
                event.setTimestamp(self.at)
                QCoreApplication.sendEvent(target.windowHandle(), event)
        self.at += 10_000
        quiet = self.desktop.counter.findChild(QuietTimer)
        assert quiet is not None
        quiet.timeout.emit()
        self.desktop.settle()

    def notices(self) -> str:
        return "\n".join(self.desktop.counter.window.notices.texts())

    def field(self, name: str) -> QLineEdit:
        found = self.desktop.counter.window.findChild(QLineEdit, name)
        assert found is not None
        return found


@dataclass(frozen=True)
class Kept:
    """The data folder of an office with one file that lies ready and one that was taken in only."""

    data: Path
    ready: Application
    file: Application
    number: str
    token: str


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    data = tmp_path_factory.mktemp("scans") / "data"
    data.mkdir(mode=0o700)
    FileStore(data).write(KEY)
    register = open_register(data / "register.db", KEY)
    office = Office(register, FixedClock()).open()
    ready = office.register_file()
    office.advance(ready, "penyerahan")
    file = office.register_file(office.intake(confirmed={"duplicate": "Tempat lain"}))
    with register.reading() as session:
        number, token = session.execute(select(Permit.number, Permit.token)).one()
    made = Kept(data, office.file(ready), office.file(file), number, token)
    register.close()
    return made


@pytest.fixture
def at_counter(desktop: Desktop, kept: Kept) -> AtCounter:
    shutil.copytree(kept.data, desktop.data)
    desktop.clock.advance(hours=1)
    desktop.open()
    desktop.counter.window.cover.lift()
    desktop.counter.parts.session.sign_in(SignedIn("petugas_loket", "Rina", ROLES, "Loket 1"))
    desktop.settle()
    return AtCounter(desktop, kept.ready, kept.file, kept.number, kept.token)


PAGES = ("front", "intake", "queue", "search", "reports", "settings")


def test_a_receipt_opens_its_file_from_any_page(at_counter: AtCounter) -> None:
    for page in PAGES:
        at_counter.go(page)
        at_counter.scan(f"https://lacak.example.go.id/t/{at_counter.file.tracking}")
        assert at_counter.page == "file", page
        assert at_counter.desktop.counter.window.pages.words()[1].startswith(at_counter.file.number)


@pytest.mark.parametrize("end", ["\n", "\t"])
def test_nothing_typed_on_the_form_is_lost(at_counter: AtCounter, end: str) -> None:
    at_counter.go("intake")
    at_counter.desktop.press("5107", Qt.Key.Key_Return, "NI LUH CON")
    number = at_counter.file.number
    at_counter.scan(f"{number}\nDPMPTSP Karangasem\n(0363) 21000", end)
    assert at_counter.page == "file"
    at_counter.go("intake")
    assert (at_counter.field("name").text(), at_counter.field("nik").text()) == ("NI LUH CON", "5107")
    assert at_counter.desktop.focus().objectName() == "name"


def test_a_receipt_at_the_hand_over_opens_that(at_counter: AtCounter) -> None:
    at_counter.go("handover")
    at_counter.scan(at_counter.ready.tracking)
    page = at_counter.desktop.counter.window.pages.page("handover")
    assert isinstance(page, HandoverPage)
    assert seen(page, HandoverForm).section.values()["receipt_shown"] is True


@pytest.mark.parametrize("printed", ["https://lacak.example.go.id/v/{token}", "{number}"])
def test_a_permit_shows_how_it_stands_and_leaves_the_page(at_counter: AtCounter, printed: str) -> None:
    at_counter.go("intake")
    at_counter.scan(printed.format(token=at_counter.token, number=at_counter.number))
    assert at_counter.page == "intake"
    said = at_counter.notices()
    assert f"Surat Izin Praktik Bidan {at_counter.number}, Ni Luh Contoh: " in said
    assert at_counter.desktop.counter.window.findChild(QPushButton, f"notice_act_scan_open:{at_counter.ready.id}")
    at_counter.desktop.press(Qt.Key.Key_F12)
    assert at_counter.page == "file"


def test_the_number_of_a_card_goes_into_the_form_and_is_keyed_again(at_counter: AtCounter) -> None:
    at_counter.go("intake")
    at_counter.field("name").setFocus()
    at_counter.scan(NIK)
    page = at_counter.desktop.counter.window.pages.page("intake")
    assert isinstance(page, IntakePage)
    assert page.parts.identity.text("nik") == NIK
    assert page.parts.identity.is_shown("last4")
    assert at_counter.field("name").text() == ""
    assert at_counter.desktop.focus().objectName() == "name"


def test_the_number_of_another_card_replaces_nothing(at_counter: AtCounter) -> None:
    at_counter.go("intake")
    at_counter.desktop.press("3201014507880003")
    at_counter.scan(NIK)
    page = at_counter.desktop.counter.window.pages.page("intake")
    assert isinstance(page, IntakePage)
    assert page.parts.identity.text("nik") == "3201014507880003"
    assert "formulir ini sudah memakai nomor lain" in at_counter.notices()


def test_the_number_of_a_card_elsewhere_is_searched(at_counter: AtCounter) -> None:
    at_counter.go("queue")
    at_counter.scan(NIK)
    assert at_counter.page == "search"
    assert at_counter.field("search_text").text() == NIK


def test_another_code_is_said_and_may_be_put_into_the_field(at_counter: AtCounter) -> None:
    at_counter.go("intake")
    at_counter.field("name").setFocus()
    at_counter.scan(STR)
    assert at_counter.field("name").text() == ""
    assert f"Kode “{STR}” tidak dikenal" in at_counter.notices()
    at_counter.desktop.press(Qt.Key.Key_F12)
    assert at_counter.field("name").text() == STR
    assert at_counter.notices() == ""
    at_counter.desktop.press(Qt.Key.Key_F12)
    assert at_counter.field("name").text() == STR


def test_a_long_code_is_shown_shortened_and_without_a_field_is_only_said(at_counter: AtCounter) -> None:
    at_counter.go("front")
    button = at_counter.desktop.focus()
    assert not button.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    at_counter.scan("https://www.example.com/iklan/12345")
    assert "“https://www.example.com…”" in at_counter.notices()
    assert at_counter.desktop.counter.window.notices.strips()[0].pinned.offer is None


@pytest.mark.parametrize("signed_out", [False, True])
def test_while_nobody_is_there_nothing_is_opened_and_nothing_shown(at_counter: AtCounter, signed_out: bool) -> None:
    at_counter.go("queue")
    at_counter.desktop.counter.parts.session.lock()
    at_counter.desktop.settle()
    if signed_out:
        at_counter.desktop.press(Qt.Key.Key_F3)
    at_counter.scan(at_counter.file.number)
    at_counter.scan(STR)
    assert at_counter.notices() == ""
    assert at_counter.page in ("queue", "")
    assert at_counter.desktop.cover() == ("sign_in" if signed_out else "lock")
    over = at_counter.desktop.counter.window.cover.currentWidget()
    assert over is not None
    assert {edit.text() for edit in over.findChildren(QLineEdit)} <= {"", "admin"}


def test_what_was_read_before_the_lock_is_not_offered_behind_it(at_counter: AtCounter) -> None:
    at_counter.go("intake")
    at_counter.scan(STR)
    at_counter.desktop.counter.parts.session.lock()
    at_counter.desktop.settle()
    assert at_counter.notices() == ""


def test_what_was_read_is_not_offered_on_another_page(at_counter: AtCounter) -> None:
    at_counter.go("intake")
    at_counter.scan(STR)
    at_counter.go("queue")
    assert at_counter.notices() == ""


def test_a_dialog_is_closed_first(at_counter: AtCounter) -> None:
    at_counter.go("intake")
    dialog = QDialog(at_counter.desktop.counter.window)
    inside = QLineEdit(dialog)
    dialog.setModal(True)
    dialog.open()
    at_counter.desktop.settle()
    at_counter.scan(at_counter.file.number)
    assert "Tutup dialog ini dahulu" in at_counter.notices()
    assert inside.text() == ""
    assert at_counter.page == "intake"
    dialog.close()


def test_keys_of_a_hand_at_the_window_arrive(at_counter: AtCounter) -> None:
    at_counter.go("intake")
    at_counter.field("name").setFocus()
    for character in "NI LUH":
        at_counter.scan(character, "")
    assert at_counter.field("name").text() == "NI LUH"


def test_a_closed_counter_hears_nothing(at_counter: AtCounter) -> None:
    at_counter.desktop.close()
    other = QMainWindow()
    field = QLineEdit(other)
    other.setCentralWidget(field)
    other.show()
    other.activateWindow()
    field.setFocus()
    at_counter.desktop.qtbot.waitUntil(field.hasFocus)
    for character in STR + "\n":
        event = QKeyEvent(QEvent.Type.KeyPress, ord(character.upper()), NONE, character)
        QCoreApplication.sendEvent(other.windowHandle(), event)
    assert field.text() == STR
