"""What agencies, visits and the treasurer say, taken down from their letters."""

from __future__ import annotations

from typing import Any

from app.actions.commands import office_work
from app.ui.pages.file.page import FileTarget
from tests.ui.pages.acts.hands import SMALL, Hands
from tests.ui.pages.acts.test_return_and_back import POPUPS
from tests.ui.pages.work_room import CTRL, SHIFT, Key

STALL: dict[str, Any] = {
    "nama_objek": "Lapangan",
    "alamat_objek": "Amlapura",
    "luas_m2": 20.0,
    "peruntukan": "Kios",
    "tanggal_mulai": "2026-12-01",
    "tanggal_selesai": "2027-11-30",
}
AGENCY = 'Dinas Kesehatan, Pengendalian Penduduk & Keluarga Berencana "Karangasem"'


def stall(hands: Hands, stage: str) -> str:
    """A file with a visit and a levy on its way."""
    office = hands.at_work.office
    file = office.register_file(office.intake("ASET", variant="sewa", details=STALL))
    office.advance(file, stage)
    return file


def midwife(hands: Hands, stage: str) -> str:
    file = hands.at_work.office.register_file()
    hands.at_work.office.advance(file, stage)
    return file


def test_a_letter_is_asked_for_and_its_answer_taken_down_by_keyboard(hands: Hands) -> None:
    """The section head asks the agency with one key; the team copies its conditions, and the drafter reads them."""
    file = midwife(hands, "permintaan_rekomendasi")
    hands.show(file, "penyelia")
    hands.key(Key.Key_F8)
    assert hands.stage(file) == "rekomendasi_teknis"
    assert hands.sheets()[-1].startswith("Surat Permintaan Rekomendasi")
    assert hands.buttons().keys() >= {"add_note", "contact_applicant"}
    assert "record_recommendation" not in hands.buttons(), "that is no work of a section head"

    hands.show(file, "tim_teknis")
    hands.key(Key.Key_F8)
    assert hands.form() == "Catat Rekomendasi"
    assert hands.hint().startswith("Diminta kepada ")
    assert hands.where() == "outcome", "nothing is decided beforehand"
    hands.key("2", Key.Key_Tab, "440/17/Dinkes/2026", Key.Key_Tab, "23112026")
    hands.send()
    assert (hands.where(), hands.line("conditions")) == ("conditions", "Wajib diisi.")
    assert hands.stage(file) == "rekomendasi_teknis"
    hands.key("Praktik hanya pada hari kerja.")
    hands.send()
    assert hands.stage(file) == "penyusunan_draf"
    assert "Hasil: Setuju bersyarat" in hands.history()[0]

    hands.show(file, "verifikator")
    hands.key(Key.Key_F8)
    assert hands.hint().startswith("Syarat dari rekomendasi, ikut tercetak: Praktik hanya pada hari kerja.")


@POPUPS
def test_an_answer_is_taken_down_by_mouse(hands: Hands) -> None:
    """The team chooses the outcome from the list, is told that the number is lacking, and goes on from there."""
    file = midwife(hands, "rekomendasi_teknis")
    hands.show(file, "tim_teknis")
    hands.click("act_record_recommendation")
    hands.pick("outcome", "Setuju bersyarat")
    hands.pick("outcome", "1  Setuju")
    hands.click("do_act")
    assert hands.wrong() == "Masih ada isian yang perlu dilengkapi."
    assert hands.where() == "number"
    hands.click("number")
    hands.key("440/18")
    assert hands.wrong() == "", "the sentence goes when somebody does something about it"
    hands.click("dated")
    hands.key("23112026")
    hands.click("do_act")
    assert hands.stage(file) == "penyusunan_draf"
    assert "Nomor: 440/18" in hands.history()[0]


def test_an_objection_is_read_by_whoever_drafts_the_refusal(hands: Hands) -> None:
    """The agency says no: the reason stands in the file, and the back office cannot take it back."""
    file = midwife(hands, "rekomendasi_teknis")
    hands.show(file, "tim_teknis")
    hands.key("t")
    assert hands.form() == "Catat Rekomendasi Tidak Setuju"
    hands.key("440/19", Key.Key_Tab)
    hands.over("24112026")
    hands.tab_to("reason")
    hands.key(f"Menurut {AGENCY} tempatnya belum laik.")
    hands.send()
    assert hands.stage(file) == "rekomendasi_teknis"
    assert hands.where() == "dated"
    assert hands.line("dated") == "Tanggal tidak boleh setelah hari ini."
    hands.over("23112026")
    hands.send()
    assert hands.stage(file) == "penyusunan_draf"
    hands.show(file, "verifikator")
    assert "propose_permit" not in hands.buttons()
    hands.key(Key.Key_F8)
    assert f"Menurut {AGENCY} tempatnya belum laik." in hands.hint()


def test_a_visit_is_planned_put_off_and_found_wanting_by_keyboard(hands: Hands) -> None:
    """A Sunday is refused, rain puts the visit off, and what it finds speaks against the permit."""
    file = stall(hands, "penjadwalan_lapangan")
    hands.show(file, "penyelia")
    hands.key(Key.Key_F8)
    assert hands.where() == "on"
    hands.key("29112026")
    assert hands.line("on").startswith("Minggu")
    hands.key(Key.Key_Tab, "Dinas PU")
    hands.key(Key.Key_Return, held=SHIFT)
    hands.key("BKAD")
    hands.send()
    assert hands.wrong() == "Tanggal pemeriksaan harus hari kerja dan tidak boleh telah lewat."
    assert hands.where() == "on"
    hands.over("30112026")
    hands.send()
    assert hands.stage(file) == "pemeriksaan_lapangan"
    assert "1. Dinas PU 2. BKAD" in hands.paper()

    hands.key("j")
    assert hands.hint() == "Dijadwalkan Senin, 30 November 2026: Dinas PU, BKAD."
    hands.tab_to("on")
    hands.over("01122026")
    hands.tab_to("reason")
    hands.key("Hujan lebat")
    hands.send()
    assert "Selasa, 1 Desember 2026" in hands.paper()

    hands.at_work.office.clock.advance(days=8)
    hands.show(file, "tim_teknis")
    hands.key(Key.Key_F8, "Pagar", Key.Key_Tab, "2", Key.Key_Tab, "Roboh")
    hands.key(Key.Key_N, held=CTRL)
    hands.key("Sumur", Key.Key_Tab, "3")
    hands.tab_to("conclusion")
    hands.key("2")
    hands.send()
    told = hands.history()[0]
    assert "Kesimpulan: Tidak sesuai" in told
    assert "Pagar: Tidak sesuai. Roboh" in told
    assert "Sumur: Belum ada" in told


@POPUPS
def test_a_report_is_filled_in_by_mouse_in_the_smallest_window(hands: Hands) -> None:
    """With large letters the report is longer than the screen; every field of it can be reached and clicked."""
    file = stall(hands, "pemeriksaan_lapangan")
    hands.window.resize(*SMALL)
    hands.show(file, "tim_teknis")
    hands.click("act_record_inspection")
    hands.click("subject")
    hands.key("Bangunan")
    hands.pick("verdict", "Sesuai")
    hands.pick("conclusion", "Sesuai")
    hands.click("coordinates")
    hands.key("-8.45, 200")
    hands.click("do_act")
    assert hands.wrong() == "Masih ada isian yang perlu dilengkapi."
    assert hands.where() == "coordinates"
    hands.over("-8.4456, 115.6123")
    hands.click("do_act")
    assert hands.stage(file) == "rekomendasi_teknis"
    assert "Koordinat: " in hands.history()[0]


def test_a_report_before_its_day_is_not_offered(hands: Hands) -> None:
    """The team is too early with its report, and reads why; on the day itself it is written."""
    office = hands.at_work.office
    file = stall(hands, "penjadwalan_lapangan")
    day = office.clock.now().date().replace(day=24)
    office.do("penyelia", office_work.ScheduleInspection, application=file, on=day, team=("Dinas PU", "BKAD"))
    hands.show(file, "tim_teknis")
    assert hands.closed("record_inspection") == "Catat Berita Acara: Hari pemeriksaan belum tiba."
    hands.key(Key.Key_F8)
    assert hands.form() == ""
    office.clock.advance(days=1)
    hands.window.open("queue")
    hands.window.open("file", FileTarget(file, "record_inspection"))
    hands.at_work.settle()
    hands.key("Bangunan", Key.Key_Tab, "1", Key.Key_Tab, "Baik")
    hands.tab_to("conclusion")
    hands.key("1")
    hands.send()
    assert hands.stage(file) == "rekomendasi_teknis"
    assert "Bangunan: Sesuai. Baik" in hands.history()[0]


def test_a_levy_is_assessed_and_paid_by_keyboard(hands: Hands) -> None:
    """The treasurer types the sum with its points; a payment that is short by a little is not taken."""
    file = stall(hands, "penetapan_retribusi")
    hands.show(file, "bendahara")
    hands.key(Key.Key_F8, "1.250.000", Key.Key_Tab, "Perda 1/2024", Key.Key_Tab, "SKRD-7/2026")
    hands.send()
    assert hands.stage(file) == "menunggu_pembayaran"
    assert hands.form() == ""
    hands.key(Key.Key_F8)
    assert hands.hint() == "Ditetapkan Rp1.250.000 dengan SKRD-7/2026 pada Senin, 23 November 2026."
    hands.key("1.249.999", Key.Key_Tab, "STS-9", Key.Key_Tab, "23112026")
    hands.send()
    assert hands.wrong() == "Jumlah pembayaran tidak sama dengan ketetapan."
    assert hands.where() == "amount"
    hands.over("1250000")
    hands.send()
    assert hands.stage(file) == "penyusunan_draf"
    assert "Jumlah: Rp1.250.000\nBukti: STS-9" in hands.history()[0]


def test_a_levy_of_nothing_says_why_by_mouse(hands: Hands) -> None:
    """Nothing is to be paid: the program wants the reason, and the file does not wait for a payment."""
    file = stall(hands, "penetapan_retribusi")
    hands.show(file, "bendahara")
    hands.click("act_assess_levy")
    hands.click("amount")
    hands.key("0")
    hands.click("tariff")
    hands.key("Perda 1/2024")
    hands.click("do_act")
    assert hands.stage(file) == "penetapan_retribusi"
    assert hands.where() == "exempt_reason"
    hands.click("exempt_reason")
    hands.key("Fasilitas sosial, dibebaskan menurut Perda")
    hands.click("do_act")
    assert hands.stage(file) == "penyusunan_draf"
    assert "Alasan bebas: Fasilitas sosial, dibebaskan menurut Perda" in hands.history()[0]
