"""One file read from beginning to end, by keyboard in some and by mouse in others."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTabBar

from app.actions.commands import office_work
from app.ui.widgets.paper_view import PaperView
from tests.office import NI_LUH
from tests.ui.at_work import Tray
from tests.ui.pages.acts.conftest import hands as hands
from tests.ui.pages.acts.hands import SMALL, Hands, cut
from tests.ui.pages.work_room import CTRL, Key
from tests.ui.seen import chosen, rows, says, seen, shows

LONG = "I GUSTI NGURAH AGUNG MADE KUSUMA WARDHANA PUTRA SANJAYA, S.T., M.ENG. (ALM. BAPA' Ó)"
DATA, ITEMS, HISTORY, PAPERS = range(4)


@pytest.fixture
def file(hands: Hands) -> str:
    return hands.at_work.office.register_file()


def turn_to(hands: Hands, tab: int) -> None:
    """A click on a tab."""
    (bar,) = (each for each in hands.window.findChildren(QTabBar) if each.isVisible())
    hands.click_on(bar, bar.tabRect(tab).center())


def test_a_file_is_read_by_keyboard(hands: Hands, file: str) -> None:
    """A section head walks through all that is known of a file and comes back to where the walk began."""
    hands.show(file, "penyelia")
    assert says(hands.window, "file_nik") == "•••• •••• •••• 0003"
    hands.key(Key.Key_F9)
    assert says(hands.window, "file_nik") == "5107 0345 0788 0003"
    hands.key(Key.Key_Tab, held=CTRL)
    assert hands.where() == "file_items"
    assert rows(hands.window, "file_items")[1][:3] == [
        "Kartu Tanda Penduduk elektronik (KTP-el) pemohon",
        "ada, asli",
        "belum dinilai",
    ]
    hands.key(Key.Key_Down)
    assert chosen(hands.window, "file_items") == [1]
    hands.key(Key.Key_Tab, held=CTRL)
    assert hands.where() == "file_history"
    assert hands.history()[0].startswith("Daftarkan | 23-11-2026")
    hands.key(Key.Key_Tab, held=CTRL)
    assert hands.where() == "file_papers"
    assert [row[::2] for row in rows(hands.window, "file_papers")] == [["Tanda Terima Berkas", "belum"]]
    hands.key(Key.Key_Tab, held=CTRL)
    assert says(hands.window, "file_nik") == "5107 0345 0788 0003", "it was asked for, and nobody left"
    hands.key(Key.Key_F9)
    assert says(hands.window, "file_nik") == "•••• •••• •••• 0003"


def test_a_file_is_read_by_mouse(hands: Hands, file: str) -> None:
    """The same with the mouse: tabs, the NIK, and a paper that is looked at twice before it is printed."""
    hands.show(file, "penyelia")
    hands.click("reveal_nik")
    assert says(hands.window, "file_nik") == "5107 0345 0788 0003"
    turn_to(hands, ITEMS)
    assert shows(hands.window, "file_items")
    turn_to(hands, PAPERS)
    hands.click_row("file_papers", 0, twice=True)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, PaperView)
    assert hands.sheets() == []
    hands.key(Key.Key_Escape)
    hands.click("paper_print")
    assert rows(hands.window, "file_papers")[0][2] == "1 kali"
    hands.click("paper_print")
    assert hands.notices()[0] == "Tanda Terima Berkas dikirim ke pencetak (SALINAN ke-2)."
    assert "SALINAN" in hands.paper()
    turn_to(hands, HISTORY)
    assert hands.history()[0].startswith("Tanda Terima Berkas dicetak, SALINAN ke-2")
    turn_to(hands, DATA)
    hands.click("reveal_nik")
    assert says(hands.window, "file_nik") == "•••• •••• •••• 0003"


def test_the_nik_of_one_file_is_not_shown_with_the_next(hands: Hands, file: str) -> None:
    """Somebody who asked for one number has not asked for that of another person, nor of the same one tomorrow."""
    other = hands.at_work.office.register_file(
        hands.at_work.office.intake(person=msgspec.structs.replace(NI_LUH, nik="5107034507880004", name="NI LAIN"))
    )
    hands.show(file, "verifikator")
    hands.click("reveal_nik")
    hands.window.open("file", other)
    hands.at_work.settle()
    assert says(hands.window, "file_nik") == "•••• •••• •••• 0004"
    hands.key(Key.Key_Escape)
    assert says(hands.window, "file_number") == hands.kept(file).number
    assert says(hands.window, "file_nik") == "•••• •••• •••• 0003"


def test_esc_goes_out_step_by_step(hands: Hands, file: str) -> None:
    """Esc closes the form, then leaves the file; the form opened again holds what was typed."""
    hands.sit("verifikator")
    hands.key(Key.Key_Return)
    hands.key("c", "Sudah ditelepon")
    hands.key(Key.Key_Escape)
    assert (hands.form(), hands.window.pages.current()) == ("", "file")
    hands.key(Key.Key_Escape)
    assert hands.window.pages.current() == "queue"
    hands.key(Key.Key_Return, "c")
    assert hands.typed("text") == "Sudah ditelepon"
    hands.send()
    hands.key("c")
    assert hands.typed("text") == "", "what was done is not proposed again"


def test_an_act_of_another_person_leaves_the_form_alone(hands: Hands, file: str) -> None:
    """While a note is half typed the file moves on; the head says so, the note stays and is kept at its end."""
    hands.show(file, "verifikator")
    hands.key("c", "Setengah ")
    hands.at_work.office.step(file, "verifikasi_berkas")
    hands.at_work.desk.changed.emit()
    hands.at_work.settle()
    assert hands.marks()[0] == "Permintaan Rekomendasi"
    assert (hands.where(), hands.typed("text")) == ("text", "Setengah ")
    hands.key("jalan")
    hands.send()
    assert "Uraian: Setengah jalan" in hands.history()[0]
    assert "declare_correct" not in hands.buttons()


@pytest.mark.parametrize(("size", "name"), [(SMALL, "I GUSTI NGURAH AGUNG MADE KUSUMA WARDHANA"), ((1366, 740), LONG)])
def test_the_longest_name_is_read_in_the_head(hands: Hands, size: tuple[int, int], name: str) -> None:
    """A very long name, a returned file and a mismatch: nothing in the head is cut, however large the letters."""
    office = hands.at_work.office
    person = msgspec.structs.replace(NI_LUH, name=name)
    file = office.register_file(office.intake(person=person))
    row = office_work.ReturnRow(subject="STR", reason="R03", text="Perpanjang")
    office.do("verifikator", office_work.RecordMatch, application=file, result="tidak_cocok", how="SIAK", note="x")
    until = date(2026, 12, 7)
    office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=until)
    hands.window.resize(*size)
    hands.show(file, "petugas_loket")
    assert says(hands.window, "file_clock") == "Jam berhenti sejak Senin, 23 November 2026"
    assert cut(hands.file.head) == []
    assert cut(hands.file.acts) == []


def test_every_act_can_be_reached_in_the_smallest_window(hands: Hands, file: str) -> None:
    """With large letters the panel is longer than its room; Tab and the wheel come to its last line all the same."""
    hands.window.resize(*SMALL)
    hands.show(file, "verifikator")
    offered = list(hands.buttons())
    for act in offered:
        hands.tab_to(f"act_{act}")
        assert hands.in_sight(f"act_{act}"), "the panel follows the cursor"
    last = seen(hands.window, QLabel, "file_number")
    hands.click_on(last)
    reason = hands.file.acts.findChildren(QLabel)[-1]
    hands.bring(reason, reason.rect().center())
    assert reason.visibleRegion().contains(reason.rect().center())


def test_a_printer_that_stops_offers_a_file_by_mouse(hands: Hands, file: str) -> None:
    """The printer is out of order; the receipt is saved by the button on the notice, and the trouble is gone."""
    hands.at_work.tray = Tray(trouble="printer_failed")
    hands.show(file, "petugas_loket")
    turn_to(hands, PAPERS)
    hands.click("paper_print")
    assert hands.notices()[0].startswith("Pencetakan belum berhasil.")
    assert rows(hands.window, "file_papers")[0][2] == "belum"
    hands.click("notice_act_save_paper")
    kept = hands.at_work.place()
    assert kept.read_bytes().startswith(b"%PDF")
    assert hands.notices()[0].startswith("Tanda Terima Berkas disimpan sebagai PDF")
    assert rows(hands.window, "file_papers")[0][2] == "1 kali"


def test_a_notice_is_put_away_before_the_page_is_left(hands: Hands, file: str) -> None:
    """What was said may be closed by mouse; Esc then leaves the file."""
    hands.sit("verifikator")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_C, held=CTRL)
    assert hands.notices() == (f"Nomor {hands.kept(file).number} disalin.",)
    assert hands.clipboard() == hands.kept(file).number
    hands.click("notice_dismiss")
    assert hands.notices() == ()
    hands.key(Key.Key_Escape)
    assert hands.window.pages.current() == "queue"


def test_the_search_box_takes_letters_that_are_keys_elsewhere(hands: Hands, file: str) -> None:
    """Whoever types a name into the search box starts no act by its letters."""
    hands.show(file, "verifikator")
    hands.click("search")
    hands.key("crhmpe")
    assert hands.form() == ""
    assert hands.window.header.search.text() == "crhmpe"
    hands.key(Key.Key_Escape)
    hands.key("r")
    assert hands.form() == "Kembalikan", "and back in the page they are keys again"


def test_keys_of_the_tabs_do_nothing_behind_a_form(hands: Hands) -> None:
    """Ctrl+Tab would take the cursor into a hidden table, and Ctrl+P print a paper nobody sees."""
    file = hands.at_work.office.register_file()
    hands.show(file, "verifikator")
    printed = len(hands.sheets())
    hands.key("c", "abc")
    hands.key(Key.Key_Tab, held=CTRL)
    hands.key(Key.Key_P, held=CTRL)
    hands.key("def")
    assert hands.typed("text") == "abcdef"
    assert len(hands.sheets()) == printed
    hands.key(Key.Key_Escape)
    assert hands.form() == ""
    hands.key(Key.Key_Tab, held=CTRL)
    assert hands.file.work.tabs.currentIndex() == 1


def test_words_marked_by_mouse_are_what_is_copied(hands: Hands) -> None:
    """Without a mark Ctrl+C copies the registration number."""
    file = hands.at_work.office.register_file()
    hands.show(file, "verifikator")
    words = next(
        each
        for each in hands.file.work.tabs.data.findChildren(QLabel)
        if each.text() == "Ni Luh Contoh" and each.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    )
    words.setFocus(Qt.FocusReason.MouseFocusReason)
    words.setSelection(0, 6)
    hands.key(Key.Key_C, held=CTRL)
    assert hands.clipboard() == "Ni Luh"
    words.setSelection(0, 0)
    hands.key(Key.Key_C, held=CTRL)
    assert hands.clipboard() == hands.kept(file).number


def draft_seen() -> PaperView:
    view = QApplication.activeModalWidget()
    assert isinstance(view, PaperView)
    assert view.page_count() == 1
    return view


def test_who_initials_reads_the_letter_first(hands: Hands, file: str) -> None:
    """A section head opens the draft by key, reads it page by page and comes back to where the initials are given."""
    hands.at_work.office.advance(file, "paraf_penyelia")
    hands.show(file, "penyelia")
    hands.key(Key.Key_F4)
    view = draft_seen()
    assert view.windowTitle() == "Surat Izin KRA-7Q4-00001-0WE (DRAF)"
    assert not shows(view, "print_paper")
    assert not shows(view, "save_paper")
    hands.key(Key.Key_Escape)
    hands.key(Key.Key_F8)
    assert hands.stage(file) == "paraf_kabid"


def test_a_draft_that_changed_is_shown_again(hands: Hands, file: str) -> None:
    """Somebody reads a draft; before the initials it is written anew at another counter."""
    office = hands.at_work.office
    office.advance(file, "paraf_penyelia")
    hands.show(file, "penyelia")
    hands.key(Key.Key_F4, Key.Key_Escape)
    office.do("penyelia", office_work.CorrectInternally, application=file, note="Kurang")
    office.do("verifikator", office_work.SubmitDraft, application=file, terms=("Ketentuan baru.",))
    hands.key(Key.Key_F8)
    assert draft_seen().windowTitle().endswith("(DRAF)")
    hands.key(Key.Key_Escape)
    assert hands.stage(file) == "paraf_penyelia"
    assert hands.notices()[0].startswith("Draf ini berubah sejak Anda membacanya.")
    hands.key(Key.Key_F8)
    assert hands.stage(file) == "paraf_kabid"


def test_a_draft_is_opened_by_mouse_and_only_where_there_is_one(hands: Hands, file: str) -> None:
    hands.show(file, "verifikator")
    assert not shows(hands.window, "file_draft")
    hands.at_work.office.advance(file, "tanda_tangan")
    hands.show(file, "kadis")
    hands.click("file_draft")
    draft_seen()
    hands.click("close_paper")
    hands.at_work.office.advance(file, "penyerahan")
    hands.show(file, "petugas_penyerahan")
    assert not shows(hands.window, "file_draft")
