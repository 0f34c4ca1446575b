"""Permohonan Baru with a reader of pictures: a proposal for empty fields, by keyboard, and nothing kept of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from app.errors import Refused
from app.reading.card import Proposal, Read
from app.reading.picture import CardReader
from app.reference.regions import find_villages
from app.ui.pages.intake.photo_dialog import CLEAR, DOUBTFUL, PhotoDialog, Picture
from app.ui.shell.job import Job
from app.ui.widgets.versions import Version
from tests.ui.at_work import AtWork
from tests.ui.pages.intake_at_work import ALT, BORN, CONTROL, ENTER, NAME, NIK, PHONE, REGISTER, IntakeAtWork
from tests.ui.seen import part, seen

OPEN, PASTE, CHOOSE, ALL = (Qt.Key.Key_F, ALT), (Qt.Key.Key_V, CONTROL), (Qt.Key.Key_O, CONTROL), REGISTER
ESCAPE = Qt.Key.Key_Escape
ADDRESS = "BR. DINAS KERTHA, RT 007/RW 000"
VILLAGE = find_villages("manggis, manggis", "5107")[0]


class Reader(CardReader):
    """Says what it is told to, and keeps the sizes of what it was given."""

    def __init__(self) -> None:
        self.says: Proposal | Refused = {}
        self.given: list[bytes] = []

    def read(self, picture: bytes, *, today: date, near: str, going_on: Callable[[], None]) -> Proposal:
        going_on()
        self.given.append(picture)
        if isinstance(self.says, Refused):
            raise self.says
        return self.says


def clear() -> Proposal:
    return {
        "nik": Read(NIK, NIK),
        "name": Read(NAME, NAME),
        "birth_date": Read("05-07-1988", date(1988, 7, 5)),
        "sex": Read("PEREMPUAN", "P"),
        "address": Read(ADDRESS, ADDRESS),
        "village": Read("Manggis, Kec. Manggis", VILLAGE),
    }


class AtCard:
    """The page with its reader, and the dialog over it."""

    def __init__(self, at_work: AtWork) -> None:
        self.reader = Reader()
        self.intake = IntakeAtWork(at_work, self.reader)

    def press(self, *keys: str | Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
        self.intake.press(*keys)
        if QApplication.activeModalWidget() is None:
            self.intake.window.activateWindow()
            self.intake.at_work.settle()

    def dialog(self) -> PhotoDialog:
        found = QApplication.activeModalWidget()
        assert isinstance(found, PhotoDialog)
        return found

    def version(self, field: str) -> Version:
        found = self.dialog().findChild(Version, f"photo_{field}")
        assert found is not None
        return found

    def said(self, field: str) -> str:
        found = self.dialog().findChild(QLabel, f"photo_{field}_said")
        assert found is not None
        return found.text()

    def typed(self) -> dict[str, str]:
        return {field: text for field, text in self.intake.page.parts.identity.typed().items() if text}


@pytest.fixture
def at_card(at_work: AtWork, shown: Callable[[QWidget], QWidget]) -> Iterator[AtCard]:
    found = AtCard(at_work)
    shown(found.intake.window)
    found.intake.open()
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(QImage(400, 300, QImage.Format.Format_RGB32))
    yield found
    clipboard.clear()


def test_without_the_extra_the_page_does_not_mention_it(intake: IntakeAtWork) -> None:
    assert intake.page.findChild(QWidget, "photo_open") is None
    intake.press(OPEN)
    assert QApplication.activeModalWidget() is None


def test_a_clear_card_fills_the_form_and_the_cursor_goes_on(at_card: AtCard) -> None:
    at_card.reader.says = clear()
    at_card.press(OPEN, PASTE)
    assert at_card.dialog().text() == CLEAR
    assert at_card.version("nik").plain() == NIK
    assert at_card.said("birth_place") == "Tidak terbaca"
    at_card.press(ALL)
    assert at_card.typed() == {
        "nik": "5107 0345 0788 0003",
        "name": NAME,
        "birth_date": "05-07-1988",
        "sex": "P",
        "address": ADDRESS,
        "village": "5107032004\tManggis\tKec. Manggis, Kabupaten Karangasem",
    }
    assert at_card.intake.focused() == "phone"
    assert "Kec. Manggis" in at_card.intake.line("nik"), "judged like a typed one"


def test_the_last_four_are_keyed_again_from_the_card(at_card: AtCard) -> None:
    at_card.reader.says = clear()
    at_card.press(OPEN, PASTE, ALL)
    at_card.press(PHONE, ENTER)
    assert at_card.intake.focused() == "last4"
    assert at_card.intake.text("last4") == ""
    assert isinstance(nik := at_card.intake.widget("nik"), QLineEdit)
    assert nik.echoMode() is QLineEdit.EchoMode.Password
    at_card.press("0004")
    assert "rekey_differs" in at_card.intake.page.parts.identity.check().values()


def test_the_cursor_stays_upon_the_first_letter_in_doubt(at_card: AtCard) -> None:
    at_card.reader.says = clear() | {"nik": Read(NIK, NIK, (3, 11)), "address": Read(ADDRESS, ADDRESS, (4, 5))}
    at_card.press(OPEN, PASTE)
    assert at_card.dialog().text() == DOUBTFUL
    assert at_card.version("nik").marked() == "···7·······8····"
    assert at_card.version("nik").accessibleDescription() == "Kurang jelas: angka ke-4 (7) dan ke-12 (8)."
    assert at_card.version("name").accessibleDescription() == ""
    at_card.press(ALL)
    assert at_card.intake.focused() == "nik"
    assert isinstance(nik := at_card.intake.widget("nik"), QLineEdit)
    assert (nik.selectionStart(), nik.selectedText()) == (3, "7")
    assert "Kurang jelas pada foto: angka ke-4 (7) dan ke-12 (8)" in at_card.intake.line("nik")
    assert at_card.intake.line("address") == "Kurang jelas pada foto: huruf ke-5 (D) dan ke-6 (I)"
    at_card.press("8")
    assert at_card.intake.text("nik") == "5108 0345 0788 0003"
    assert "Kurang jelas" not in at_card.intake.line("nik"), "it was corrected"
    at_card.intake.go("identity", "address")
    at_card.press("J")
    assert at_card.intake.line("address") == ""


def test_a_letter_behind_a_gap_is_found(at_card: AtCard) -> None:
    at_card.reader.says = {"name": Read(NAME, NAME, (7,)), "birth_date": clear()["birth_date"]}
    at_card.press(OPEN, PASTE, ALL)
    assert isinstance(name := at_card.intake.widget("name"), QLineEdit)
    assert (at_card.intake.focused(), name.selectionStart(), name.selectedText()) == ("name", 7, "C")
    at_card.press("K")
    assert at_card.intake.line("name") == ""


def test_what_is_doubtful_as_a_whole_is_only_pointed_at(at_card: AtCard) -> None:
    at_card.reader.says = {"name": clear()["name"], "sex": Read("PEREMPUAN", "P", tuple(range(9)))}
    at_card.press(OPEN, PASTE)
    assert at_card.version("sex").accessibleDescription() == "Kurang jelas: seluruhnya."
    at_card.press(ALL)
    assert at_card.intake.focused() == "sex"


def test_only_empty_fields_are_filled_and_a_number_on_the_form_is_not_shown(at_card: AtCard) -> None:
    at_card.press(NIK[:-1] + "4", "WAYAN")
    at_card.reader.says = clear()
    at_card.press(OPEN, PASTE)
    assert at_card.version("nik").plain() == at_card.version("name").plain() == ""
    assert at_card.said("nik") == at_card.said("name") == "Sudah diisi"
    at_card.press((Qt.Key.Key_1, ALT), ALL)
    assert at_card.typed()["nik"] == "5107 0345 0788 0004"
    assert at_card.typed()["name"] == "WAYAN"
    assert at_card.typed()["birth_date"] == "05-07-1988"


def test_field_by_field(at_card: AtCard) -> None:
    at_card.reader.says = {field: read for field, read in clear().items() if field in ("nik", "name", "birth_date")}
    at_card.press(OPEN, PASTE, (Qt.Key.Key_2, ALT))
    assert at_card.typed() == {"name": NAME}
    assert at_card.said("name") == "Digunakan"
    at_card.press((Qt.Key.Key_3, ALT), ESCAPE)
    assert at_card.typed() == {"name": NAME, "birth_date": "05-07-1988"}
    assert at_card.intake.focused() == "nik"


def test_the_last_field_closes_the_dialog(at_card: AtCard) -> None:
    at_card.reader.says = {"nik": clear()["nik"], "name": clear()["name"]}
    at_card.press(OPEN, PASTE, (Qt.Key.Key_1, ALT), (Qt.Key.Key_2, ALT))
    assert QApplication.activeModalWidget() is None
    assert at_card.typed() == {"nik": "5107 0345 0788 0003", "name": NAME}


def test_a_foreigner_has_no_number_to_fill(at_card: AtCard) -> None:
    at_card.reader.says = clear()
    at_card.press((Qt.Key.Key_W, ALT), OPEN, PASTE)
    assert at_card.said("nik") == "Sudah diisi"
    at_card.press(ALL)
    assert "nik" not in at_card.typed()


def test_nothing_taken_leaves_the_form_as_it_was(at_card: AtCard) -> None:
    at_card.reader.says = clear()
    at_card.press(OPEN, PASTE, ESCAPE)
    assert at_card.typed() == {}
    assert at_card.intake.focused() == "nik"


def test_what_was_refused_is_said_in_one_sentence(at_card: AtCard) -> None:
    at_card.reader.says = Refused("card_unreadable")
    at_card.press(OPEN, PASTE)
    assert at_card.dialog().text().startswith("Tulisan KTP-el pada gambar ini tidak terbaca.")
    assert not part(at_card.dialog(), QPushButton, "photo_all").isEnabled()
    at_card.reader.says = clear()
    at_card.press(PASTE)
    assert at_card.dialog().text() == CLEAR


def test_nothing_copied_is_said(at_card: AtCard) -> None:
    QGuiApplication.clipboard().clear()
    at_card.press(OPEN, PASTE)
    assert at_card.dialog().text().startswith("Belum ada gambar yang disalin.")
    assert at_card.reader.given == []


def test_a_copied_picture_reaches_the_reader_packed(at_card: AtCard) -> None:
    at_card.press(OPEN, PASTE)
    assert at_card.reader.given[0].startswith(b"\xff\xd8"), "a JPEG"


def test_a_copied_file_is_read(at_card: AtCard, tmp_path: Path) -> None:
    (tmp_path / "kartu.png").write_bytes(b"png")
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(tmp_path / "kartu.png"))])
    QGuiApplication.clipboard().setMimeData(copied)
    at_card.press(OPEN, PASTE)
    assert at_card.reader.given == [b"png"]


def test_a_chosen_file_is_read_and_one_that_is_gone_is_told(at_card: AtCard, tmp_path: Path) -> None:
    (tmp_path / "kartu.png").write_bytes(b"png")
    at_card.press(OPEN, CHOOSE)
    window = QApplication.activeModalWidget()
    assert isinstance(window, QFileDialog)
    name = window.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(tmp_path / "kartu.png"))
    window.accept()
    at_card.intake.at_work.settle()
    assert at_card.reader.given == [b"png"]
    dialog = at_card.dialog()
    seen(dialog, QPushButton, "photo_choose").click()
    window = seen(dialog, QFileDialog, "photo_file")
    window.fileSelected.emit(str(tmp_path / "lain.png"))
    window.close()
    at_card.intake.at_work.settle()
    assert dialog.text().startswith("Berkas gambar ini tidak dapat dibuka.")


def test_whoever_closes_the_dialog_gives_the_reading_up(at_card: AtCard) -> None:
    at_card.reader.says = clear()
    at_card.press(OPEN)
    dialog = at_card.dialog()
    dialog.read(Picture(bytes))
    (job,) = at_card.intake.at_work.desk.findChildren(Job)
    dialog.reject()
    assert job.progress.cancelled
    at_card.intake.at_work.settle()
    assert at_card.typed() == {}


def test_four_digits_from_before_there_was_a_number_do_not_count(at_card: AtCard) -> None:
    at_card.intake.page.parts.sheet.set_typed({"identity": {"phone": PHONE, "last4": "0003"}})
    at_card.reader.says = clear()
    at_card.press(OPEN, PASTE, ALL)
    assert at_card.intake.focused() == "last4"
    assert at_card.intake.text("last4") == ""


def test_tab_and_enter_pass_the_button_by(at_card: AtCard) -> None:
    at_card.press(NIK, NAME, ENTER, BORN, "p")
    assert at_card.intake.focused() == "address"
    assert at_card.intake.widget("photo_open").focusPolicy() is Qt.FocusPolicy.ClickFocus
