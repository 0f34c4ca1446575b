"""How a file ends without a permit: lapsed, withdrawn, cancelled; and how a late one is raised."""

from __future__ import annotations

from datetime import date

from tests.ui.pages.acts.hands import SMALL, Hands
from tests.ui.pages.acts.test_agencies import STALL
from tests.ui.pages.acts.test_return_and_back import POPUPS, returned
from tests.ui.pages.work_room import CTRL, SHIFT, Key


def test_a_file_lapses_after_its_reminder_by_keyboard(hands: Hands) -> None:
    """Nobody came until the last day: the division head hears that a reminder is lacking, the counter gives it."""
    file = returned(hands, deadline=date(2026, 11, 25))
    hands.show(file, "kabid")
    assert hands.closed("lapse") == "Gugurkan: Batas waktu perbaikan belum lewat."
    hands.key("g")
    assert hands.form() == "", "what is not open yet has no key"
    hands.at_work.office.clock.advance(days=4)
    hands.show(file, "kabid")
    assert "lapse" not in hands.buttons()
    assert "diingatkan" in hands.closed("lapse").lower()

    hands.show(file, "petugas_loket")
    hands.key("h")
    assert hands.where() == "reached", "what for and by which way is known"
    hands.key("t")
    hands.send()
    assert "Pemohon terhubungi: tidak" in hands.history()[0]

    hands.show(file, "kabid")
    hands.key("g")
    assert hands.hint().endswith("Surat Tanda Registrasi (STR) yang berlaku: Perpanjang STR.")
    hands.key("Tidak ada jawaban")
    hands.send()
    assert hands.stage(file) == "gugur"
    assert hands.sheets()[-1].startswith("Surat Pemberitahuan Gugur")
    assert hands.buttons().keys() == {"add_note"}, "nothing brings it back"


def test_whoever_gives_a_file_up_thinks_again(hands: Hands) -> None:
    """The division head opens the form of the lapse by mouse, goes back, and the file still waits."""
    file = returned(hands, deadline=date(2026, 11, 25))
    office = hands.at_work.office
    office.clock.advance(days=4)
    hands.show(file, "petugas_loket")
    hands.key("h", "y")
    hands.send()
    hands.show(file, "kabid")
    hands.click("act_lapse")
    hands.click("note")
    hands.key("Belum pasti")
    hands.click("leave_act")
    assert hands.stage(file) == "dikembalikan"
    hands.click("act_lapse")
    hands.click("do_act")
    assert hands.stage(file) == "gugur"
    assert "Catatan: Belum pasti" in hands.history()[1], "what was typed before going back stands there"


def test_the_applicant_takes_the_file_back_by_keyboard(hands: Hands) -> None:
    """She withdraws with a letter of last week; a letter of tomorrow is not believed."""
    file = hands.at_work.office.register_file()
    hands.show(file, "petugas_loket")
    hands.key("w")
    assert hands.where() == "letter_date", "day and name are on her letter, not here"
    hands.key("24112026", Key.Key_Tab, "Ni Luh Contoh")
    hands.send()
    assert hands.stage(file) == "verifikasi_berkas"
    assert hands.where() == "letter_date"
    assert hands.line("letter_date") == "Tanggal tidak boleh setelah hari ini."
    hands.over("16112026")
    hands.tab_to("signed_by")
    hands.key(Key.Key_A, held=CTRL)
    hands.key(Key.Key_Backspace)
    hands.send()
    assert (hands.where(), hands.line("signed_by")) == ("signed_by", "Wajib diisi.")
    hands.key("I Wayan Kuasa")
    hands.send()
    assert hands.stage(file) == "ditarik"
    assert "16 November 2026" in hands.paper()
    assert "I Wayan Kuasa" in hands.history()[1] + hands.paper()


def test_the_applicant_takes_the_file_back_by_mouse(hands: Hands) -> None:
    """The same, with the mouse and with large letters; the button is the red one and does it at the first click."""
    file = hands.at_work.office.register_file()
    hands.window.resize(*SMALL)
    hands.show(file, "petugas_loket")
    hands.click("act_withdraw")
    hands.click("letter_date")
    hands.key("23112026")
    hands.click("signed_by")
    hands.key("Ni Luh Contoh")
    hands.click("reason")
    hands.key("Pindah tugas")
    hands.click("do_act")
    assert hands.stage(file) == "ditarik"
    assert "Alasan: Pindah tugas" in hands.history()[1]
    assert "Ditarik oleh Pemohon" in hands.marks()


def test_a_slip_of_the_intake_is_cancelled_on_its_day_only(hands: Hands) -> None:
    """The section head cancels a file of today with its reason; of yesterday's file the panel says why not."""
    office = hands.at_work.office
    old = office.register_file()
    office.clock.advance(days=1)
    today = office.register_file(office.intake("ASET", variant="sewa", details=STALL))
    hands.show(old, "penyelia")
    assert "cancel" not in hands.buttons()
    assert "hari pendaftaran" in hands.closed("cancel")
    hands.show(today, "penyelia")
    hands.key("b")
    hands.send()
    assert (hands.where(), hands.line("reason")) == ("reason", "Wajib diisi.")
    hands.key("Salah jenis izin")
    hands.send()
    assert hands.stage(today) == "batal"
    assert hands.notices()[0].endswith("dibatalkan. Nomornya tidak dipakai lagi.")
    assert hands.sheets() == [], "there is no paper of it"


def test_a_file_begun_by_somebody_else_meanwhile_is_not_cancelled(hands: Hands) -> None:
    """While the reason is typed the back office works on the file: the form says so and keeps the reason."""
    office = hands.at_work.office
    file = office.register_file()
    hands.show(file, "penyelia")
    hands.click("act_cancel")
    hands.key("Salah pemohon")
    office.step(file, "verifikasi_berkas")
    hands.click("do_act")
    assert hands.wrong().startswith("Tindakan ini tidak tersedia pada tahap Permintaan Rekomendasi.")
    assert hands.typed("reason") == "Salah pemohon"
    hands.at_work.desk.changed.emit()
    hands.at_work.settle()
    hands.click("leave_act")
    assert "request_recommendation" in hands.buttons()
    assert "cancel" not in hands.buttons()


def test_a_late_file_is_raised_after_a_second_thought(hands: Hands) -> None:
    """A file is late; its holder goes back from the question by mouse once and raises it by keyboard then."""
    file = hands.at_work.office.register_file()
    hands.show(file, "verifikator")
    assert hands.closed("escalate") == "Naikkan ke Atasan: Belum mendekati jatuh tempo."
    hands.at_work.office.clock.advance(days=9)
    hands.show(file, "verifikator")
    hands.window.open("queue")
    hands.window.open("file", file)
    hands.at_work.settle()
    hands.click("act_escalate")
    assert hands.question().endswith("tercatat dalam riwayat. Lanjutkan?")
    hands.click("cancel")
    assert not [line for line in hands.history() if line.startswith("Naikkan")]
    hands.key("n", Key.Key_Return)
    assert hands.history()[0].startswith("Naikkan ke Atasan")


@POPUPS
def test_the_applicant_is_told_by_message_by_mouse(hands: Hands) -> None:
    """The counter copies the ready text for another purpose than the usual one and writes down how it went."""
    file = returned(hands)
    hands.show(file, "petugas_loket")
    hands.click("act_contact_applicant")
    usual = hands.message()
    assert usual.startswith("Yth. Bapak/Ibu Ni Luh Contoh, berkas permohonan ")
    assert "5107034507880003" not in usual, "a message bears no NIK"
    hands.pick("purpose", "Lainnya")
    assert "mohon menghubungi" in hands.message()
    hands.pick("purpose", "Pengingat")
    assert hands.message() == usual
    hands.click("message_copy")
    assert (hands.clipboard(), hands.sees_text("Tersalin")) == (usual, True)
    hands.pick("channel", "Telepon")
    hands.segment("reached", 1)
    hands.click("do_act")
    assert "Melalui: telepon\nKeperluan: pengingat batas waktu\nPemohon terhubungi: tidak" in hands.history()[0]


def test_the_applicant_is_told_by_message_by_keyboard(hands: Hands) -> None:
    """The text is copied with one key from anywhere in the form; what is lacking is said beside its field."""
    file = returned(hands)
    hands.show(file, "petugas_loket")
    hands.key("h")
    hands.key(Key.Key_C, held=CTRL | SHIFT)
    assert hands.clipboard() == hands.message()
    assert hands.where() == "reached", "copying leaves the cursor where it was"
    hands.send()
    assert (hands.wrong(), hands.line("reached")) == ("Masih ada isian yang perlu dilengkapi.", "Wajib diisi.")
    hands.key("y", Key.Key_Tab, "Akan datang besok")
    hands.send()
    assert "Catatan: Akan datang besok" in hands.history()[0]
