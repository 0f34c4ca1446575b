"""A file that is sent back to the applicant and comes back to the counter."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from app.actions.commands import office_work
from app.actions.commands.intake import AcceptRevision, ItemState, Person
from tests.office import NI_LUH
from tests.ui.pages.acts.hands import SMALL, Hands
from tests.ui.pages.work_room import CTRL, SHIFT, Key
from tests.ui.seen import rows, seen, shows

STR = "Surat Tanda Registrasi (STR) yang berlaku"
PHOTO = "Pasfoto berwarna terbaru ukuran 4 x 6 cm"
LONGEST = "R.A. NI LUH PUTU AYU DYAH PITALOKA KUSUMANINGRAT O'CONNOR-VAN DER MEER BINTI H. M. SU'UD"
POPUPS = pytest.mark.qt_log_ignore("This plugin does not support")


def returned(hands: Hands, *, person: Person = NI_LUH, deadline: date = date(2026, 12, 7)) -> str:
    """A file that waits for the applicant, because of its STR."""
    office = hands.at_work.office
    file = office.register_file(office.intake(person=person))
    row = office_work.ReturnRow(subject=STR, reason="R03", text="Perpanjang STR.")
    verdict = office_work.ItemVerdict(requirement="str", verdict="tidak_sesuai", note="habis berlaku")
    office.do(
        "verifikator",
        office_work.ReturnForRevision,
        application=file,
        rows=(row,),
        deadline=deadline,
        verdicts=(verdict,),
    )
    return file


def test_a_file_goes_back_and_returns_by_keyboard_alone(hands: Hands) -> None:
    """The back office finds the STR expired and returns the file; the counter takes the new one in."""
    file = hands.at_work.office.register_file()
    hands.show(file, "verifikator")
    hands.key(Key.Key_F8, "s", Key.Key_Home, Key.Key_Down, Key.Key_Down, "t")
    assert [row[2] for row in rows(hands.window, "verdicts")][2] == "✗ tidak sesuai"
    hands.key(Key.Key_Escape, "r")
    assert hands.form() == "Kembalikan"
    assert hands.kept(file).items[2].verdict == "", "nothing stands in the register before it is sent"
    hands.tab_to("reason")
    hands.key("masa berlaku", Key.Key_Tab, "Mohon STR diperpanjang.")
    hands.send()
    assert hands.stage(file) == "dikembalikan"
    assert hands.notices()[0] == "Surat Pengembalian Berkas dikirim ke pencetak."
    assert f"1 {STR.split(' yang')[0]} yang Mohon STR diperpanjang. berlaku" in hands.paper()
    assert "paling lambat Senin, 7 Desember 2026" in hands.paper()

    hands.at_work.office.clock.advance(days=2)
    hands.show(file, "petugas_loket")
    hands.key(Key.Key_F8)
    assert f"{STR}: Mohon STR diperpanjang." in hands.hint()
    assert rows(hands.window, "items")[0][:2] == [f"{STR}\nDiminta: Mohon STR diperpanjang.", "belum ada"]
    hands.key(Key.Key_Space)
    hands.tab_to("nomor_str")
    hands.over("XW00009876543210")
    hands.send()
    assert (hands.stage(file), hands.form()) == ("verifikasi_berkas", "")
    assert "semula XW00001234567890, menjadi XW00009876543210" in hands.history()[1]
    assert hands.sheets()[-1].startswith("Tanda Terima Berkas")

    hands.show(file, "verifikator")
    hands.key(Key.Key_F8)
    assert {row[2] for row in rows(hands.window, "verdicts")} == {"belum dinilai"}, "all of it is looked at anew"
    hands.key("s")
    hands.send()
    assert hands.stage(file) == "permintaan_rekomendasi"


@POPUPS
def test_a_file_goes_back_by_mouse_alone(hands: Hands) -> None:
    """Somebody who never leaves the mouse returns a file for two reasons, and thinks better of the second."""
    file = hands.at_work.office.register_file()
    hands.show(file, "verifikator")
    hands.click("act_return_for_revision")
    hands.pick("subject", "STR")
    hands.pick("reason", "Masa berlaku")
    hands.click("text")
    hands.key("Perpanjang STR")
    hands.click("rows_add")
    assert shows(hands.window, "row_2")
    hands.click("leave_act")
    assert (hands.form(), hands.where()) == ("", "act_declare_correct")
    hands.click("act_return_for_revision")
    assert shows(hands.window, "row_2"), "as it was left"
    hands.click("drop_2")
    assert not hands.sees("row_2")
    hands.click("do_act")
    assert hands.stage(file) == "dikembalikan"
    assert hands.sheets() == [f"Surat Pengembalian Berkas {hands.kept(file).number}"]
    assert "return_for_revision" not in hands.buttons()


@POPUPS
def test_papers_are_ticked_again_by_mouse(hands: Hands) -> None:
    """At the counter a paper is unticked by a slip, the program asks for it, and it is ticked with its original."""
    file = returned(hands)
    hands.show(file, "petugas_loket")
    hands.click("act_accept_revision")
    states = [row[1] for row in rows(hands.window, "items")]
    assert states[:6] == ["belum ada", *["ada"] * 5], "what was asked for is not here until somebody says so"
    hands.tick("items", 0, 0)
    hands.tick("items", 1, 0)
    assert rows(hands.window, "items")[1][1] == "belum ada"
    hands.click("do_act")
    assert hands.wrong() == "Masih ada isian yang perlu dilengkapi."
    assert rows(hands.window, "items")[1][1] == "! belum ada"
    hands.tick("items", 1, 2)
    assert rows(hands.window, "items")[1][1] == "ada", "an original that is shown is there"
    assert hands.wrong() == ""
    hands.click("do_act")
    assert hands.stage(file) == "verifikasi_berkas"
    ktp = hands.kept(file).items[1]
    assert (ktp.state, ktp.original_shown) == ("ada", True)


def test_a_second_return_keeps_its_own_deadline(hands: Hands) -> None:
    """What came back is not good enough, and the file is returned a second time until a day of its own."""
    file = returned(hands)
    hands.at_work.office.clock.advance(days=3)
    hands.show(file, "petugas_loket")
    hands.key(Key.Key_F8, "s")
    hands.send()
    hands.show(file, "verifikator")
    hands.key("r", "surat tanda", Key.Key_Tab, "masa", Key.Key_Tab, "Masih yang lama")
    hands.tab_to("deadline")
    assert hands.line("deadline").startswith("Kamis")
    hands.over("26112026")
    hands.send()
    assert hands.wrong() == "Batas waktu perbaikan harus setelah hari ini."
    assert hands.where() == "deadline"
    hands.over("27112026")
    assert hands.wrong() == ""
    hands.send()
    assert hands.stage(file) == "dikembalikan"
    assert "Batas waktu: 27 November 2026" in hands.history()[1]
    assert hands.sheets().count(f"Surat Pengembalian Berkas {hands.kept(file).number}") == 1
    assert "Jumat, 27 November 2026" in hands.paper()


def test_another_counter_was_quicker_with_what_came_back(hands: Hands) -> None:
    """Two counters take the same correction in; the second one hears it and loses nothing of what is on the screen."""
    file = returned(hands)
    hands.show(file, "petugas_loket")
    hands.key(Key.Key_F8, "s")
    hands.tab_to("nama_tempat")
    hands.over("Klinik Baru")
    elsewhere(hands, file)
    hands.send()
    assert hands.wrong().startswith("Tindakan ini tidak tersedia pada tahap Verifikasi Berkas.")
    assert hands.form() == "Terima Perbaikan"
    hands.at_work.desk.changed.emit()  # as when the centre has told this PC
    hands.at_work.settle()
    hands.key(Key.Key_Escape)
    assert "accept_revision" not in hands.buttons()
    assert "Klinik Baru" not in str(hands.kept(file).data)


def elsewhere(hands: Hands, file: str) -> None:
    """Somebody else accepts the correction, and this PC does not know yet."""
    items = tuple(
        ItemState(requirement=item.requirement, state=item.state, original_shown=item.original_shown)
        for item in hands.kept(file).items
    )
    hands.at_work.office.do("petugas_loket", AcceptRevision, application=file, items=items)


def test_the_longest_name_in_the_smallest_window(hands: Hands) -> None:
    """With large letters and a very long name the whole form can be walked through, and the letter has every letter."""
    person = msgspec.structs.replace(NI_LUH, name=LONGEST)
    office = hands.at_work.office
    file = office.register_file(office.intake(person=person))
    hands.window.resize(*SMALL)
    hands.show(file, "verifikator")
    hands.key("r", "pasfoto")
    for name in ("reason", "text", "rows_add", "deadline", "leave_act", "do_act"):
        hands.tab_to(name)
        assert hands.in_sight(name), f"the cursor is in {name}, which lies out of sight"
    hands.tab_to("reason")
    hands.key("dokumen tidak", Key.Key_Tab)
    hands.key('Latar <b>merah</b> & 100% "jelas"', Key.Key_Return)
    hands.click("do_act")
    assert hands.stage(file) == "dikembalikan"
    letter = hands.paper()
    assert "R.A. Ni Luh Putu Ayu Dyah Pitaloka Kusumaningrat O'Connor-Van Der Meer binti H. M. Su'ud" in letter
    assert 'Latar <b>merah</b> & 100% "jelas"' in letter


def test_a_line_is_broken_and_a_row_is_taken_away_by_keys(hands: Hands) -> None:
    """The text of a return has two lines, and a row begun by mistake goes with Ctrl+Del."""
    file = hands.at_work.office.register_file()
    hands.show(file, "verifikator")
    hands.key("r", "surat tanda", Key.Key_Tab, "masa", Key.Key_Tab, "Satu")
    hands.key(Key.Key_Return, held=SHIFT)
    hands.key("Dua")
    hands.key(Key.Key_N, held=CTRL)
    hands.key("pasfoto")
    hands.send()
    assert hands.wrong() == "Masih ada isian yang perlu dilengkapi."
    assert hands.where() == "reason", "of the second row"
    hands.key(Key.Key_Delete, held=CTRL)
    hands.send()
    assert hands.stage(file) == "dikembalikan"
    assert "Pasfoto" not in hands.paper()
    assert f"1 {STR.removesuffix(' berlaku')} Satu berlaku Dua" in hands.paper()


def test_verdicts_begun_before_a_return_do_not_come_back_after_it(hands: Hands) -> None:
    """The same person judges twice; the second time nothing is judged beforehand."""
    file = hands.at_work.office.register_file()
    hands.show(file, "verifikator")
    hands.key(Key.Key_F8, "s", Key.Key_Home, "t", Key.Key_Escape)
    hands.key(Key.Key_F8)
    assert "belum dinilai" not in {row[2] for row in rows(hands.window, "verdicts")}, "kept while the file stays here"
    hands.key(Key.Key_Escape, "r", Key.Key_Tab)
    hands.tab_to("reason")
    hands.key("masa berlaku", Key.Key_Tab, "Mohon dibawa lagi.")
    hands.send()
    assert hands.stage(file) == "dikembalikan"
    again = tuple(ItemState(requirement=item.requirement, state="ada") for item in hands.kept(file).items)
    hands.at_work.office.do("petugas_loket", AcceptRevision, application=file, items=again)
    hands.at_work.desk.changed.emit()
    hands.at_work.settle()
    hands.key(Key.Key_F8)
    assert {row[2] for row in rows(hands.window, "verdicts")} == {"belum dinilai"}


def test_a_paper_wanting_in_two_ways_says_both(hands: Hands) -> None:
    office = hands.at_work.office
    file = office.register_file()
    asked = (("R03", "Perpanjang."), ("R02", "Bawa aslinya."))
    both = tuple(office_work.ReturnRow(subject=STR, reason=reason, text=text) for reason, text in asked)
    office.do("verifikator", office_work.ReturnForRevision, application=file, rows=both, deadline=date(2026, 12, 7))
    hands.show(file, "petugas_loket")
    hands.key(Key.Key_F8)
    assert rows(hands.window, "items")[0][0] == f"{STR}\nDiminta: Perpanjang. Bawa aslinya."


def test_what_is_found_wanting_reaches_a_return_that_was_opened_before(hands: Hands) -> None:
    """R is pressed too early and given up; the verdict given then stands in the first row all the same."""
    file = hands.at_work.office.register_file()
    hands.show(file, "verifikator")
    hands.key("r", Key.Key_Escape, Key.Key_F8, Key.Key_Home, "t", Key.Key_Escape, "r")
    assert seen(hands.window, QComboBox, "subject").currentText().endswith("ditandatangani"), "found wanting"


def test_the_row_of_the_cursor_is_taken_away_by_mouse_and_brought_back(hands: Hands) -> None:
    """The button takes away the row that was being typed, and another one brings it back."""
    file = hands.at_work.office.register_file()
    hands.show(file, "verifikator")
    hands.key("r", "surat tanda", Key.Key_Tab, "masa", Key.Key_Tab, "Yang pertama")
    hands.key(Key.Key_N, held=CTRL)
    hands.key("pasfoto", Key.Key_Tab, "masa", Key.Key_Tab, "Yang kedua")
    first, second = texts_of_rows(hands)
    assert (first, second) == ("Yang pertama", "Yang kedua")
    hands.click_on(editors(hands)[0])
    hands.click("drop_1")
    assert texts_of_rows(hands) == ["Yang kedua"]
    hands.click("rows_restore")
    assert texts_of_rows(hands) == ["Yang kedua", "Yang pertama"]
    assert not shows(hands.window, "rows_restore")


def editors(hands: Hands) -> list[QPlainTextEdit]:
    """Of what is to be put right, row by row."""
    found = (each for each in hands.window.findChildren(QPlainTextEdit, "text") if each.isVisible())
    return sorted(found, key=lambda each: each.mapTo(hands.window, each.rect().topLeft()).y())


def texts_of_rows(hands: Hands) -> list[str]:
    return [each.toPlainText() for each in editors(hands)]
