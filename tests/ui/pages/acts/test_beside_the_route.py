"""What is written down beside the way of a file: notes, the central match, papers that follow, OSS, corrections."""

from __future__ import annotations

from typing import Any

from app.actions.commands.correction import AskCorrection, Change
from app.reference.catalogue_file import built_in
from tests.ui.pages.acts.hands import SMALL, Hands
from tests.ui.pages.acts.test_return_and_back import POPUPS
from tests.ui.pages.work_room import SHIFT, Key

EVENT: dict[str, Any] = {"nama_acara": "Pentas", "jenis_hiburan": "Musik", "lokasi_acara": "Amlapura"}
STRANGE = "Sdr. Ketut «Ary» <i>bilang</i> & 50% ‘lunas’ – lihat C:\\berkas\\1.pdf 🙂"


def test_a_strange_note_is_kept_as_it_was_typed(hands: Hands) -> None:
    """A note with signs of every kind and two lines stands in the history letter by letter."""
    file = hands.at_work.office.register_file()
    hands.show(file, "kadis")
    hands.key("c")
    hands.paste(STRANGE)
    hands.key(Key.Key_Return, held=SHIFT)
    hands.key("baris dua")
    hands.send()
    assert f"Uraian: {STRANGE}\nbaris dua" in hands.history()[0]
    hands.key("c")
    hands.send()
    assert (hands.where(), hands.line("text")) == ("text", "Wajib diisi."), "a note of nothing is none"


def test_a_note_that_is_too_long_is_shortened(hands: Hands) -> None:
    """Somebody pastes a whole letter: the form says how much there may be and loses none of it."""
    file = hands.at_work.office.register_file()
    hands.show(file, "kadis")
    hands.click("act_add_note")
    hands.paste("x" * 2001)
    hands.click("do_act")
    assert hands.where() == "text"
    assert hands.line("text") == "Isian terlalu panjang, paling banyak 2000 huruf."
    assert len(hands.typed("text")) == 2001
    hands.key(Key.Key_Backspace)
    hands.click("do_act")
    assert hands.form() == ""
    assert f"Uraian: {'x' * 2000}" in hands.history()[0]


@POPUPS
def test_a_match_is_recorded_by_mouse_and_taken_back_by_keyboard(hands: Hands) -> None:
    """Somebody finds the data to agree, and corrects that with a reason when the card turns out to be another's."""
    file = hands.at_work.office.register_file()
    hands.show(file, "verifikator")
    hands.click("act_record_match")
    hands.pick("result", "1  Cocok")
    hands.click("how")
    hands.key("1")
    hands.click("do_act")
    assert "cocok dengan data pusat" in hands.marks()
    hands.key("m")
    assert hands.hint() == "Tercatat cocok. Hasil terdahulu tetap ada dalam riwayat."
    hands.key("2", Key.Key_Tab, "3")
    hands.send()
    assert (hands.where(), hands.line("note")) == ("note", "Wajib diisi.")
    hands.key("Kartu milik kakaknya")
    hands.send()
    assert "tidak cocok dengan data pusat" in hands.marks()
    assert [line.split(" |")[0] for line in hands.history()[:2]] == ["Cocokkan dengan Data Pusat"] * 2


def test_a_paper_that_was_to_follow_is_taken_in_by_mouse(hands: Hands) -> None:
    """The tax paper comes a day later; the counter says whether its original was shown."""
    office = hands.at_work.office
    file = office.register_file(office.intake("HIB", details=filled("HIB") | EVENT))
    waiting = [item.name for item in hands.kept(file, "petugas_loket").items if item.state == "susulan"]
    hands.show(file, "petugas_loket")
    hands.click("act_receive_deferred")
    hands.click("do_act")
    assert hands.line("original_shown") == "Wajib diisi."
    hands.segment("original_shown", 0)
    hands.click("do_act")
    assert hands.notices()[0].endswith("diterima.")
    now = [item for item in hands.kept(file, "petugas_loket").items if item.name in waiting]
    assert now[0].original_shown
    assert [item.state for item in now].count("susulan") == len(waiting) - 1
    assert ("receive_deferred" in hands.buttons()) is (len(waiting) > 1), "offered while something is to follow"


def filled(code: str) -> dict[str, Any]:
    """What this permit type asks for, filled in somehow."""
    permit = built_in().permit(code)
    assert permit is not None
    made: dict[str, Any] = {"date": "2026-12-01", "boolean": True, "integer": 1, "decimal": 1.0, "money": 1}
    made["time_range"] = "09.00 - 12.00"
    asked = [field for field in permit.form_fields if field.required]
    return {each.id: made.get(each.type, each.options[0] if each.options else "12345") for each in asked}


def test_oss_is_helped_through_and_refused_there(hands: Hands) -> None:
    """The counter helps with OSS, OSS refuses, and the letter of that waits for the applicant."""
    office = hands.at_work.office
    file = office.register_file(office.intake("OSS-MT", details=filled("OSS-MT")))
    hands.show(file, "petugas_loket")
    hands.key(Key.Key_F8)
    assert hands.hint() == "Kata sandi OSS milik pemohon tidak ditanyakan dan tidak dicatat."
    hands.key("PRJ-2026-77")
    hands.send()
    assert "Nomor proyek OSS: PRJ-2026-77" in hands.history()[0]
    office.advance(file, "persetujuan_oss")
    hands.show(file, "kabid")
    hands.key(Key.Key_F8, "2")
    hands.send()
    assert (hands.where(), hands.line("note")) == ("note", "Wajib diisi.")
    hands.key("KBLI tidak sesuai tata ruang")
    hands.send()
    hands.show(file, "petugas_loket")
    hands.key(Key.Key_F8)
    hands.send()
    assert hands.stage(file) == "ditolak"
    assert "Hasil: Ditolak\nCatatan: KBLI tidak sesuai tata ruang" in hands.history()[1]


def test_the_number_of_a_business_is_counted_while_it_is_typed(hands: Hands) -> None:
    """OSS agrees; a digit of the NIB is lacking and then there, and the day it was given is taken down by mouse."""
    office = hands.at_work.office
    file = office.register_file(office.intake("OSS-MT", details=filled("OSS-MT")))
    office.advance(file, "pencatatan_hasil_oss")
    hands.show(file, "petugas_loket")
    hands.click("act_record_oss_result")
    hands.key("123456789012")
    assert hands.line("nib") == "12/13"
    hands.click("tanggal_terbit_oss")
    hands.key("23112026")
    hands.click("do_act")
    assert hands.where() == "nib"
    assert hands.wrong() == "Masih ada isian yang perlu dilengkapi."
    hands.key(Key.Key_End, "3")
    hands.click("do_act")
    assert hands.stage(file) == "penyerahan"
    assert "1234567890123" in str(hands.kept(file).data)


def test_a_slip_in_the_name_is_asked_for_and_answered(hands: Hands) -> None:
    """The counter corrects a name in the smallest window; the section head, who sees well, agrees by mouse."""
    file = hands.at_work.office.register_file()
    hands.window.resize(*SMALL)
    hands.show(file, "petugas_loket")
    hands.key("e")
    hands.over("NI LUH CONTOH D'ARC")
    hands.tab_to("reason")
    assert hands.in_sight("reason")
    hands.key("Salah ketik")
    hands.send()
    assert "koreksi" in " ".join(hands.marks())
    assert hands.kept(file).person == "Ni Luh Contoh", "nothing has changed yet"
    hands.window.resize(1366, 740)
    hands.show(file, "penyelia")
    hands.click("act_approve_correction")
    assert hands.sees_text("Alasan: Salah ketik")
    hands.click("do_act")
    assert hands.kept(file).person == "Ni Luh Contoh D'Arc"
    assert "PERBAIKAN" in hands.paper()
    assert "koreksi" not in " ".join(hands.marks())


def test_a_correction_is_declined_and_another_taken_back(hands: Hands) -> None:
    """The section head does not agree by mouse; whoever asked asks again and takes it back by keyboard."""
    office = hands.at_work.office
    file = office.register_file()
    changes = (Change(field="name", before="NI LUH CONTOH", after="NI LUH CONTO"),)
    office.do("petugas_loket", AskCorrection, application=file, changes=changes, reason="Salah ketik")
    hands.show(file, "penyelia")
    hands.click("act_decline_correction")
    hands.click("do_act")
    assert hands.line("note") == "Wajib diisi."
    hands.click("note")
    hands.key("Sesuai KTP-el")
    hands.click("do_act")
    assert "Catatan: Sesuai KTP-el" in hands.history()[0]
    office.do("petugas_loket", AskCorrection, application=file, changes=changes, reason="Sekali lagi")
    hands.show(file, "petugas_loket")
    assert "ask_correction" not in hands.buttons()
    hands.key("z")
    hands.send()
    assert hands.notices()[0].endswith("dibatalkan; data tetap seperti semula.")
    assert hands.kept(file).person == "Ni Luh Contoh"
