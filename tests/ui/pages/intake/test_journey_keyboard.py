"""Permohonan Baru from beginning to end by keyboard alone, where the day does not go as it should."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.queries.finding import Filters, find
from tests.ui.pages.by_hand import SMALL, in_sight
from tests.ui.pages.intake_at_work import (
    ALT,
    BORN,
    CONTROL,
    END,
    ENTER,
    F2,
    F6,
    F8,
    FRESH,
    MIDWIFE,
    NAME,
    NIK,
    PERSON,
    REGISTER,
    SHIFT,
    TAB,
    IntakeAtWork,
)
from tests.ui.seen import column, part, seen, shows

BACK = (Qt.Key.Key_Backtab, SHIFT)
UNREAD = (Qt.Key.Key_F8, SHIFT)
LONGEST = "RADEN AJENG SITI NURHALIZAH KUSUMANINGRAT BINTI H. ABDURRAHMAN AL-MAGHFURULLAH SASTRAMIHARDJA SURYA NI"
LONG_SHOWN = "Raden Ajeng Siti Nurhalizah Kusumaningrat binti H. Abdurrahman Al-Maghfurullah Sastramihardja Surya"


def names(intake: IntakeAtWork) -> list[str]:
    """The applicants in the register, as the search shows them."""
    found = intake.at_work.office.door.ask(lambda look: find(look, "", Filters()))
    return [row.applicant for row in found.rows]


def test_two_people_after_another_without_a_pause(intake: IntakeAtWork) -> None:
    """The queue is long: the second applicant's number follows the first one's receipt, and nothing is mixed up."""
    intake.press(*PERSON, *MIDWIFE, *END)
    assert len(intake.registered) == 1
    second = ("5107030101800001", "I MADE LAIN", ENTER, "01011980", "l", "Banjar Lain", ENTER, "mang", ENTER)
    intake.press(*second, "081298765432", ENTER, "0001", ENTER, ENTER, *MIDWIFE, *END)
    first, other = (intake.at_work.office.file(each.application) for each in intake.registered)
    assert [file.person["name"] for file in (first, other)] == [NAME, "I MADE LAIN"]
    assert [file.person["address"] for file in (first, other)] == ["Banjar Dinas Kertha", "Banjar Lain"]
    assert first.number != other.number
    assert len(intake.at_work.out) == 2


def test_keys_on_an_empty_form_do_no_harm(intake: IntakeAtWork) -> None:
    """Every key of the page is tried before anything stands there; the number is where the cursor ends up."""
    intake.press(F2, F6, FRESH, (Qt.Key.Key_P, CONTROL), F8)
    assert (names(intake), intake.at_work.out) == ([], [])
    intake.press(REGISTER)
    assert intake.registered == []
    assert intake.focused() == "nik"
    assert "perlu dilihat" in intake.notices()[-1]
    assert intake.line("nik") == "Wajib diisi."


def test_the_same_person_is_registered_at_another_counter_meanwhile(intake: IntakeAtWork) -> None:
    """She stood at two counters: this one is refused with the other's number, and goes on only with a reason."""
    intake.fill()
    intake.press(F8)
    office = intake.at_work.office
    other = office.file(office.register_file()).number
    intake.press(REGISTER)
    assert intake.registered == []
    assert other in intake.notices()[-1]
    assert (intake.text("name"), intake.text("nomor_str")) == (NAME, "XW00001234567890")
    assert intake.shows("reason_duplicate")
    intake.go("duplicate", "duplicate")
    intake.press("Tempat praktik kedua", ENTER, F8, REGISTER)
    assert len(intake.registered) == 1
    assert intake.registered[0].number != other


def test_the_printer_is_out_of_paper(intake: IntakeAtWork) -> None:
    """The receipt does not come out; the file is registered all the same, it is said, and the next person is begun."""
    assert intake.at_work.tray is not None
    intake.at_work.tray.trouble = "printer_failed"
    intake.fill()
    intake.press(F8, REGISTER)
    assert len(intake.registered) == 1
    assert names(intake) == ["Ni Luh Contoh"]
    assert intake.at_work.out == []
    said = " ".join(intake.notices())
    assert "Pencetakan belum berhasil. Data tetap tersimpan." in said
    assert f"terdaftar dengan nomor {intake.registered[0].number}" in said
    assert (intake.focused(), intake.text("nik")) == ("nik", "")


def test_back_with_shift_and_tab_to_put_a_letter_right(intake: IntakeAtWork) -> None:
    """A clerk sees at the address that the name is wrong, goes back, types it over and goes on where she was."""
    intake.press(NIK, "NI LUH CONTHO", ENTER, BORN, "p")
    assert intake.focused() == "address"
    for _ in range(3):
        intake.press(BACK)
    assert intake.focused() == "name"
    intake.press((Qt.Key.Key_A, CONTROL), NAME, ENTER, ENTER, ENTER)
    assert intake.focused() == "address"
    assert intake.text("summary_name") == "Ni Luh Contoh"
    assert intake.text("birth_date") == "05-07-1988", "what was passed by stays"


def test_a_foreigner_turns_out_to_be_a_citizen(intake: IntakeAtWork) -> None:
    """Alt+W by mistake, a passport begun, Alt+W again: the number is asked for as ever, and she is registered."""
    intake.press((Qt.Key.Key_W, ALT))
    assert not intake.shows("nik")
    intake.go("identity", "foreign_id")
    intake.press("A123")
    intake.press((Qt.Key.Key_W, ALT))
    assert intake.shows("nik")
    intake.fill()
    intake.press(F8, REGISTER)
    (registered,) = intake.registered
    person = intake.at_work.office.file(registered.application).person
    assert (person["nik"], person["foreign_id"]) == (NIK, "")


def test_the_longest_name_goes_through_whole(intake: IntakeAtWork) -> None:
    """A name of a hundred letters: what did not fit was never on the form, and all that was is in the register."""
    intake.window.resize(*SMALL)
    intake.fill()
    intake.go("identity", "name")
    intake.press((Qt.Key.Key_A, CONTROL), LONGEST)
    typed = intake.text("name")
    assert typed == LONGEST[:100]
    intake.press(F8, REGISTER)
    (registered,) = intake.registered
    assert intake.at_work.office.file(registered.application).person["name"] == typed.strip()
    assert names(intake)[0].startswith(LONG_SHOWN)


def test_why_she_did_not_read_it_is_typed_and_taken_back(intake: IntakeAtWork) -> None:
    """She cannot read, so a reason is chosen by its digit; then she finds her glasses, and the tick replaces it."""
    intake.fill()
    intake.press(UNREAD, "1")
    assert intake.text("unread_reason") == "Pemohon tidak dapat membaca, dibacakan petugas"
    assert intake.focused() == "register"
    intake.press(F8)
    assert not intake.shows("unread_reason")
    intake.press(REGISTER)
    assert len(intake.registered) == 1


def test_another_permit_after_all(intake: IntakeAtWork) -> None:
    """A nurse said midwife: the permit is typed over, what both ask for stays, and the papers are those of the new."""
    intake.fill(papers=False)
    intake.go("details", "nama_tempat")
    intake.press((Qt.Key.Key_A, CONTROL), "Klinik Abang")
    before = column(intake.page, "papers", "Persyaratan")
    intake.go("permit", "permit")
    intake.press((Qt.Key.Key_A, CONTROL), "perawat", ENTER)
    assert seen(intake.page, QLineEdit, "nomor_str").text() == "XW00001234567890"
    assert intake.text("summary_service").startswith("SIPP")
    assert column(intake.page, "papers", "Keadaan") == ["belum ada"] * len(column(intake.page, "papers", "Keadaan"))
    assert intake.focused() == "kind"
    intake.press(BACK, (Qt.Key.Key_A, CONTROL), "bd", ENTER)
    assert column(intake.page, "papers", "Persyaratan") == before
    assert seen(intake.page, QLineEdit, "nama_tempat").text() == "Klinik Abang"


def test_where_the_cursor_is_can_be_seen_all_the_way(intake: IntakeAtWork, shown: Callable[[QWidget], QWidget]) -> None:
    """In the window of 150 % text the form follows the cursor: every stop of Tab is in sight whole."""
    intake.fill()
    intake.window.resize(*SMALL)
    intake.at_work.settle()
    intake.go("identity", "nik")
    hidden, passed = [], []
    for _ in range(45):
        at = intake.window.focusWidget()
        assert at is not None
        passed.append(at.objectName())
        if at.objectName() != "papers" and not in_sight(at):
            hidden.append(at.objectName())
        intake.press(TAB)
        if intake.focused() == "nik":
            break
    assert hidden == []
    assert {"phone", "permit", "alamat_tempat", "papers", "read_back", "register", "fresh"} <= set(passed)


@pytest.mark.parametrize("digits", ["5107", NIK])
def test_a_number_that_was_put_aside_half_typed_is_there_again(intake: IntakeAtWork, digits: str) -> None:
    """Ctrl+N by mistake in the middle of a number: F6 brings it back, and typing goes on where it stopped."""
    intake.press(digits, FRESH)
    assert intake.text("nik") == ""
    intake.press(F6)
    assert intake.text("nik").replace(" ", "") == digits
    assert not shows(intake.page, "drafts")
    assert part(intake.page, QWidget, "nik").isVisible()
    intake.press(NIK[4:] if digits == "5107" else "", NAME)
    assert (intake.text("nik"), intake.text("name")) == ("5107 0345 0788 0003", NAME)
