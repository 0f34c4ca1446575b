"""Penyerahan, by keyboard and scanner: handed over and printed, not ready, refused, the applicant called."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.actions.commands import office_work
from app.models.application import Contact
from app.models.journal import Entry
from app.queries.collection import NotReady
from app.rules import stages
from app.ui.forms.form import FormSection
from app.ui.pages.handover.form import HandoverForm
from app.ui.pages.handover.page import HandoverPage
from app.ui.pages.handover.words import ENDED, UNKNOWN, WHY, why_not
from app.ui.scanning.scanner import Scanned
from tests.office import Office
from tests.queries.histories import NEW, History, Turn
from tests.queries.people import by_proxy
from tests.ui.at_work import AtWork
from tests.ui.seen import part, rows, says, seen, shows

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NUMBER = "500.16.7.2/0001/SIPB/DPMPTSP/2026"


class Counter:
    """The page, its scanner, and what can be seen on it."""

    def __init__(self, at_work: AtWork, qtbot: QtBot) -> None:
        self.at_work, self.qtbot, self.office = at_work, qtbot, at_work.office
        at_work.sit("petugas_penyerahan")
        self.page = HandoverPage(at_work.workplace)
        qtbot.addWidget(self.page)
        self.page.resize(1100, 600)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)

    def open(self, argument: object = None) -> None:
        self.page.activate(argument)
        self.at_work.settle()

    def scan(self, *lines: str) -> None:
        """As the window brings what the scanner read."""
        self.open(Scanned("\n".join(lines)))

    def type(self, text: str) -> None:
        self.field().setFocus()
        self.chord(Key.Key_A)
        self.press(text, Key.Key_Return)

    def press(self, *keys: Qt.Key | str) -> None:
        self.at_work.press(self.page, *keys)

    def chord(self, key: Qt.Key) -> None:
        self.at_work.chord(self.page, key, CTRL)

    def focus(self) -> str:
        widget = self.page.focusWidget()
        return widget.objectName() if widget else ""

    def field(self) -> QLineEdit:
        return seen(self.page, QLineEdit, "scan")

    def text(self, name: str) -> str:
        return seen(self.page, QLabel, name).text()

    def form(self) -> HandoverForm:
        return part(self.page, HandoverForm)

    def section(self) -> FormSection:
        return self.form().section

    def is_open(self) -> bool:
        return shows(self.page, "document_sheet")

    def answer(self) -> str:
        return says(self.page, "answer_text")

    def waiting(self) -> list[list[str]]:
        return rows(self.page, "waiting")


@pytest.fixture
def ready(office: Office) -> str:
    file = office.register_file()
    office.advance(file, "penyerahan")
    return file


@pytest.fixture
def counter(at_work: AtWork, qtbot: QtBot, ready: str) -> Counter:
    page = Counter(at_work, qtbot)
    page.open()
    return page


def handed_over(office: Office, file: str) -> dict[str, Any]:
    with office.register.reading() as session:
        entry = session.scalar(select(Entry).where(Entry.application_id == file, Entry.kind == "hand_over"))
        return entry.payload if entry else {}


def test_a_scanned_receipt_to_the_printed_collection_receipt(counter: Counter, ready: str) -> None:
    """Scan, P, Ctrl+Enter."""
    assert counter.focus() == "scan"
    counter.scan(f"https://lacak.example.go.id/t/{counter.office.file(ready).tracking}")
    assert counter.is_open()
    assert counter.text("applicant") == "Ni Luh Contoh"
    assert counter.text("document") == "Surat Izin Praktik Bidan"
    assert counter.text("document_number") == NUMBER
    assert counter.text("may_collect") == "Pemohon, NIK …0003\nKuasa dengan surat kuasa bermeterai"
    assert counter.focus() == "receiver_is"
    counter.press("p")
    counter.chord(Key.Key_Return)
    done = handed_over(counter.office, ready)
    assert (done["receiver"], done["receiver_is"]) == ("Ni Luh Contoh", "pemohon")
    assert (done["identity_shown"], done["receipt_shown"]) == ("KTP-el", True)
    assert counter.office.file(ready).stage == "selesai"
    (sheet,) = counter.at_work.tray.sheets if counter.at_work.tray else []
    assert sheet[1].startswith("Tanda Terima Pengambilan")
    assert "Surat Izin Praktik Bidan atas nama Ni Luh Contoh telah diserahkan." in counter.at_work.texts()
    assert not counter.is_open()
    assert (counter.focus(), counter.field().text()) == ("scan", "")
    assert counter.waiting() == []


def test_a_receipt_of_several_lines_is_one_scan(counter: Counter, ready: str) -> None:
    counter.scan(counter.office.file(ready).number, "Dinas Penanaman Modal", "(0363) 21000")
    assert counter.is_open()
    assert counter.section().values()["receipt_shown"] is True
    assert counter.section().values()["receiver"] == ""


def test_a_typed_number_asks_for_the_receipt(counter: Counter, ready: str) -> None:
    counter.type(counter.office.file(ready).number)
    counter.press("p")
    counter.chord(Key.Key_Return)
    assert counter.focus() == "receipt_shown"
    counter.press("t")
    counter.chord(Key.Key_Return)
    assert counter.focus() == "reason_without_receipt"
    counter.press("Tanda terima hilang")
    counter.chord(Key.Key_Return)
    done = handed_over(counter.office, ready)
    assert (done["receipt_shown"], done["reason_without_receipt"]) == (False, "Tanda terima hilang")


def test_the_whole_form_with_enter_alone(counter: Counter, ready: str) -> None:
    counter.type(counter.office.file(ready).number)
    counter.press("1", Key.Key_Return, Key.Key_Return, Key.Key_Return, "y")
    counter.chord(Key.Key_Return)
    assert counter.office.file(ready).stage == "selesai"


def test_a_proxy_named_in_the_application(counter: Counter) -> None:
    office = counter.office
    file = office.register_file(by_proxy(office))
    office.advance(file, "penyerahan")
    counter.type(office.file(file).number)
    assert counter.text("may_collect") == "Pemohon, NIK …0003\nKuasa: Kadek Utusan, NIK …0011"
    counter.press("k")
    assert counter.section().values()["receiver"] == "Kadek Utusan"
    counter.section().set_values({"receipt_shown": True, "proxy_letter": False})
    counter.chord(Key.Key_Return)
    assert counter.focus() == "proxy_letter"
    assert counter.section().errors() == {"proxy_letter": "Surat kuasa bermeterai wajib diperiksa."}
    counter.press("y")
    counter.chord(Key.Key_Return)
    done = handed_over(office, file)
    assert (done["receiver_is"], done["proxy_letter"]) == ("kuasa", True)


def test_another_proxy_is_named_by_hand(counter: Counter, ready: str) -> None:
    counter.type(counter.office.file(ready).number)
    counter.press("k")
    assert counter.section().values()["receiver"] == ""
    counter.chord(Key.Key_Return)
    assert counter.focus() == "receiver"
    assert set(counter.section().errors()) == {"receiver", "proxy_letter", "receipt_shown"}
    assert handed_over(counter.office, ready) == {}


def test_a_refusal_letter_is_handed_over_too(counter: Counter) -> None:
    history = History(counter.office)
    history.play([Turn(0, NEW, 1), Turn(0, "refuse", 0)])
    file = history.files[0]
    counter.office.advance(file, "ditolak")
    counter.open(file)
    assert counter.text("document") == "Surat Penolakan: Izin Penggunaan Tanah Makam"
    counter.press("p")
    counter.section().set_values({"receipt_shown": True})
    counter.chord(Key.Key_Return)
    assert counter.office.file(file).stage == "selesai"


def test_not_numbered_yet(counter: Counter) -> None:
    file = counter.office.register_file(counter.office.intake(confirmed={"duplicate": "-"}))
    counter.office.advance(file, "penomoran")
    counter.type(counter.office.file(file).number)
    assert counter.answer().startswith("Izin belum dapat diserahkan karena belum diberi nomor.")
    assert counter.focus() == "scan"
    assert counter.field().selectedText() == counter.office.file(file).number
    counter.office.step(file, "penomoran")
    counter.type(counter.office.file(file).number)
    assert "tanda tangan dan stempel belum dicatat" in counter.answer()


def test_unknown_code(counter: Counter) -> None:
    counter.type("KRA-7Q4-99999-XXX")
    assert counter.answer() == "Kode tidak ditemukan. Mohon periksa kembali atau masukkan nomor registrasi."
    assert not counter.is_open()


def test_handed_over_already(counter: Counter, ready: str) -> None:
    counter.office.advance(ready, "selesai")
    counter.type(counter.office.file(ready).number)
    assert counter.answer().startswith("Dokumen telah diserahkan pada Senin, 23 November 2026 pukul 10.00 WITA kepada ")


def test_every_stage_has_its_words() -> None:
    """A stage nobody has words for would fail at the counter."""
    for stage in stages.STAGES:
        if stage in (stages.COLLECTION, stages.REFUSED, stages.DONE):
            continue
        said = why_not(NotReady("a", "KRA-7Q4-00001-XXX", stage, refused=False, numbered=False, ended=None))
        assert said.text in ENDED.values() or "karena" in said.text or "Tidak ada dokumen" in said.text
    assert set(WHY) | set(ENDED) >= set(stages.STAGES) - {stages.COLLECTION, stages.REFUSED, stages.DONE}


def test_a_refused_file_waits_for_its_letter() -> None:
    file = NotReady("a", "KRA-7Q4-00001-XXX", stages.SIGNING, refused=True, numbered=False, ended=None)
    assert why_not(file).text == "Surat belum dapat diserahkan karena surat belum ditandatangani."


def test_somebody_else_was_quicker(counter: Counter, ready: str) -> None:
    counter.type(counter.office.file(ready).number)
    counter.office.advance(ready, "selesai")
    counter.press("p")
    counter.section().set_values({"receipt_shown": True})
    counter.chord(Key.Key_Return)
    assert counter.answer().startswith("Dokumen telah diserahkan pada Senin, 23 November 2026")
    assert not part(counter.page, QPushButton, "hand_over").isVisible(), "it is not offered any more"
    assert counter.page.focusWidget().objectName() == "scan"


def test_what_the_register_refuses_stands_beside_the_field(counter: Counter, ready: str) -> None:
    counter.type(counter.office.file(ready).number)
    counter.press("p")
    counter.section().set_values({"receipt_shown": True, "receiver": " "})
    counter.form().wanted.emit()
    counter.at_work.settle()
    assert set(counter.section().errors()) == {"receiver"}
    assert counter.focus() == "receiver"


def test_escape_goes_back_to_the_list(counter: Counter, ready: str) -> None:
    counter.type(counter.office.file(ready).number)
    counter.press(Key.Key_Escape)
    assert not counter.is_open()
    assert counter.focus() == "scan"
    counter.press(Key.Key_Down)
    assert counter.focus() == "waiting"
    counter.press(Key.Key_Escape)
    assert counter.focus() == "scan"


def test_from_the_list_with_enter(counter: Counter, ready: str) -> None:
    counter.press(Key.Key_Down, Key.Key_Return)
    assert counter.is_open()
    assert counter.section().values()["receipt_shown"] is None


def test_the_list_says_how_long_and_whether_called(counter: Counter, ready: str) -> None:
    counter.office.clock.advance(days=4)
    counter.open()
    assert counter.waiting()[0][1:] == ["Ni Luh Contoh", "SIPB", "4 hari", "belum dihubungi"]


def test_an_empty_list_says_so(at_work: AtWork, qtbot: QtBot) -> None:
    page = Counter(at_work, qtbot)
    page.open()
    assert page.text("empty_text") == "Tidak ada dokumen yang menunggu diambil."
    page.chord(Key.Key_H)
    assert not page.is_open()


def test_calling_from_the_list(counter: Counter, ready: str) -> None:
    counter.chord(Key.Key_H)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Yth. Bapak/Ibu Ni Luh Contoh, Surat Izin Praktik Bidan dengan nomor registrasi KRA-7Q4-")
    assert copied.endswith("Terima kasih. - DPMPTSP Kabupaten Karangasem")
    assert "5107034507880003" not in copied
    assert counter.text("contact_phone") == "0812-3456-7890"
    counter.chord(Key.Key_Return)
    assert counter.focus() == "reached"
    counter.press("y")
    counter.chord(Key.Key_Return)
    with counter.office.register.reading() as session:
        (kept,) = session.scalars(select(Contact))
        assert (kept.channel, kept.purpose, kept.reached) == ("whatsapp", "siap_diambil", True)
    assert not counter.is_open()
    assert counter.waiting()[0][4] == "WhatsApp 23-11-2026, terhubung"


def test_calling_in_the_middle_of_a_hand_over_keeps_what_is_typed(counter: Counter, ready: str) -> None:
    counter.type(counter.office.file(ready).number)
    counter.press("p")
    counter.chord(Key.Key_H)
    counter.press("t", Key.Key_Return, "Tidak diangkat")
    counter.chord(Key.Key_Return)
    assert counter.section().values()["receiver"] == "Ni Luh Contoh"
    assert counter.focus() == "receipt_shown"
    assert counter.text("contacts") == "WhatsApp 23-11-2026, tidak terhubung"
    assert "Hasil menghubungi pemohon telah dicatat." in counter.at_work.texts()


def test_a_call_given_up_writes_nothing_down(counter: Counter) -> None:
    counter.chord(Key.Key_H)
    counter.press(Key.Key_Escape)
    assert not counter.is_open()
    with counter.office.register.reading() as session:
        assert session.scalars(select(Contact)).all() == []


def test_a_call_that_may_not_be_recorded_is_said(counter: Counter, ready: str) -> None:
    counter.at_work.sit("kadis")
    counter.chord(Key.Key_H)
    counter.press("y")
    counter.chord(Key.Key_Return)
    assert counter.answer() != ""


def test_the_page_opens_what_another_page_names(counter: Counter, ready: str) -> None:
    counter.open(ready)
    assert counter.is_open()
    counter.open()
    assert counter.is_open()


def test_the_text_can_be_copied_again(counter: Counter) -> None:
    counter.chord(Key.Key_H)
    QGuiApplication.clipboard().setText("")
    QTest.keyClick(seen(counter.page, QWidget, "copy_message"), Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    counter.at_work.settle()
    assert QGuiApplication.clipboard().text().startswith("Yth. Bapak/Ibu")


def test_a_file_that_vanished_is_said(counter: Counter) -> None:
    counter.open("nothing")
    assert counter.answer().startswith("Kode tidak ditemukan.")


def test_no_whole_number_of_a_person_on_the_sheet(counter: Counter, ready: str) -> None:
    counter.type(counter.office.file(ready).number)
    seen = " ".join(label.text() for label in counter.page.findChildren(QLabel))
    assert "5107034507880003" not in seen


@pytest.mark.parametrize(("keys", "act"), [((), "hand_over"), ((Key.Key_H,), "record_contact")])
def test_the_acts_and_the_field_in_focus_are_in_sight_on_a_small_screen(
    counter: Counter, ready: str, keys: tuple[Qt.Key, ...], act: str
) -> None:
    """1366x768 at 150 % text is 911x512 points, of which the page has about 820x400."""
    counter.page.resize(820, 400)
    counter.open(ready)
    for key in keys:
        counter.chord(key)
    button = seen(counter.page, QWidget, act)
    assert counter.page.rect().contains(QRect(button.mapTo(counter.page, QPoint(0, 0)), button.size()))
    field = QApplication.focusWidget()
    assert field is not None
    counter.qtbot.waitUntil(lambda: field.visibleRegion().boundingRect() == field.rect())


def test_fields_stand_close_together_on_a_large_screen(counter: Counter, ready: str) -> None:
    counter.open(ready)
    section = counter.section()
    assert section.height() <= section.sizeHint().height()


DECREES = {"revoke_permit": office_work.RevokePermit, "suspend_permit": office_work.SuspendPermit}
WHAT_BECAME = {"revoke_permit": ("dicabut", "telah dicabut"), "suspend_permit": ("dibekukan", "dibekukan")}


def decree(office: Office, file: str, act: str) -> None:
    office.do("kadis", DECREES[act], application=file, letter="800/12/2026", reason="Praktik dihentikan")


@pytest.mark.parametrize("act", DECREES)
def test_a_permit_that_is_not_in_force_stays_here_and_the_page_says_why(counter: Counter, ready: str, act: str) -> None:
    decree(counter.office, ready, act)
    state, sentence = WHAT_BECAME[act]
    counter.open()
    assert counter.waiting()[0][4] == f"jangan diserahkan: {state}"
    for way in (
        lambda: counter.type(counter.office.file(ready).number),
        lambda: counter.scan(f"https://lacak.example.go.id/t/{counter.office.file(ready).tracking}"),
        lambda: counter.press(Key.Key_Down, Key.Key_Return),
        lambda: counter.chord(Key.Key_H),
    ):
        counter.type("KRA-7Q4-99999-XXX")
        assert counter.answer() == UNKNOWN.full
        way()
        assert sentence in counter.answer()
        assert "Surat 800/12/2026. Praktik dihentikan. Nomor registrasi KRA-7Q4-" in counter.answer()
        assert not counter.is_open()


def test_revoked_while_its_holder_stands_at_the_counter(counter: Counter, ready: str) -> None:
    """The door refuses; what was typed stays, nothing is printed."""
    counter.type(counter.office.file(ready).number)
    counter.press("p")
    counter.section().set_values({"receipt_shown": True})
    decree(counter.office, ready, "revoke_permit")
    counter.chord(Key.Key_Return)
    assert counter.answer().startswith("Izin ini telah dicabut dan tidak diserahkan.")
    assert handed_over(counter.office, ready) == {}
    assert counter.at_work.out == []
