"""The acts that are no part of the usual way, each by keyboard, with what they refuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.actions.commands import office_work
from app.models.application import Application, Levy, Permit
from app.models.journal import Entry
from app.queries.documents import PaperRow, papers_of
from app.ui.pages.acts.form import ActForm, SectionPart
from app.ui.pages.acts.message_part import MessagePart
from app.ui.pages.acts.papers_part import PapersPart
from app.ui.pages.acts.rows_part import RowsPart
from app.ui.pages.acts.verdicts_part import VerdictsPart
from app.ui.pages.file.words import happening
from app.ui.widgets.confirm import Confirm
from tests.actions.forms import FORMS
from tests.ui.at_work import AtWork
from tests.ui.pages.work_room import CTRL, SHIFT, Key, WorkRoom

STALL = {
    "nama_objek": "Lapangan",
    "alamat_objek": "Amlapura",
    "luas_m2": 20.0,
    "peruntukan": "Kios",
    "tanggal_mulai": "2026-12-01",
    "tanggal_selesai": "2027-11-30",
}
EVENT = {
    "nama_acara": "Pentas",
    "jenis_hiburan": "Musik",
    "lokasi_acara": "Amlapura",
}
BUSINESS = {"modal_usaha": 10_000_000, "tenaga_kerja": 2}


@pytest.fixture
def room(at_work: AtWork, qtbot: QtBot) -> WorkRoom:
    return WorkRoom(at_work, qtbot)


def form(room: WorkRoom) -> ActForm:
    found = room.file.form()
    assert found is not None
    return found


def kept(room: WorkRoom, file: str) -> Application:
    return room.at_work.office.file(file)


def papers(room: WorkRoom, file: str) -> tuple[PaperRow, ...]:
    return room.at_work.office.door.ask(partial(papers_of, application=file))


def at(room: WorkRoom, stage: str, permit: str = "SIP-BD", **intake: object) -> str:
    office = room.at_work.office
    file = office.register_file(office.intake(permit, **intake) if permit != "SIP-BD" else None)
    office.advance(file, stage)
    return file


def part(room: WorkRoom, kind: type[QWidget]) -> QWidget:
    found = form(room).findChild(kind)
    assert found is not None
    return found


def test_papers_are_judged_one_by_one(room: WorkRoom) -> None:
    file = at(room, "verifikasi_berkas")
    room.show(file, "verifikator")
    room.key(Key.Key_F8, " ", "t", "c")
    room.key("buram", Key.Key_Return)
    table = part(room, VerdictsPart)
    assert isinstance(table, VerdictsPart)
    first, second, third, *_ = table.judged()
    assert (first.verdict, second.verdict, third.note) == ("sesuai", "tidak_sesuai", "buram")
    room.key("t", "t")
    room.send()
    assert room.stage(file) == "verifikasi_berkas"
    assert "persyaratan belum dinilai sesuai" in form(room).refusal()


def test_a_file_that_fails_is_returned_with_what_was_found(room: WorkRoom) -> None:
    file = at(room, "verifikasi_berkas")
    room.show(file, "verifikator")
    room.key(Key.Key_F8, "s", Key.Key_Home, "t", Key.Key_Escape)
    assert room.file.form() is None
    room.key("r")
    rows = part(room, RowsPart)
    assert isinstance(rows, RowsPart)
    assert rows.count() == 1
    assert "Formulir permohonan" in str(rows.values()["rows"])
    room.key(Key.Key_Tab, "tanda tangan", Key.Key_Tab, "Tanda tangani formulir")
    room.send()
    assert room.stage(file) == "dikembalikan"


def test_a_return_with_two_reasons(room: WorkRoom) -> None:
    file = at(room, "verifikasi_berkas")
    room.show(file, "verifikator")
    room.key("r")
    assert form(room).plan.act == "return_for_revision"
    room.key("surat tanda", Key.Key_Tab, "masa", Key.Key_Tab, "Perpanjang STR")
    room.key(Key.Key_N, held=CTRL)
    room.key("pasfoto", Key.Key_Tab, "dokumen tidak terbaca", Key.Key_Tab, "Pasfoto terbaru")
    room.send()
    assert room.stage(file) == "dikembalikan"
    assert kept(room, file).due is None
    [letter] = [row for row in papers(room, file) if row.kind == "return_letter"]
    assert letter.printings == 1
    view = room.file.view()
    assert view is not None
    assert view.matters.revision is not None
    assert [subject for subject, _ in view.matters.revision.rows] == [
        "Surat Tanda Registrasi (STR) yang berlaku",
        "Pasfoto berwarna terbaru ukuran 4 x 6 cm",
    ]
    assert view.matters.revision.deadline == date(2026, 12, 7)
    assert "Jangka waktu layanan berhenti" in room.at_work.texts()[0]


def test_an_empty_return_says_what_is_missing_beside_its_field(room: WorkRoom) -> None:
    room.show(at(room, "verifikasi_berkas"), "verifikator")
    room.key("r")
    room.send()
    assert form(room).refusal() == "Masih ada isian yang perlu dilengkapi."
    rows = part(room, RowsPart)
    assert isinstance(rows, RowsPart)
    assert rows.check() == {"0.subject": "required", "0.reason": "required", "0.text": "required"}
    assert room.focused().objectName() == "subject"


def test_rows_come_and_go(room: WorkRoom) -> None:
    room.show(at(room, "verifikasi_berkas"), "verifikator")
    room.key("r", "surat tanda")
    room.key(Key.Key_N, held=CTRL)
    room.key(Key.Key_N, held=CTRL)
    rows = part(room, RowsPart)
    assert isinstance(rows, RowsPart)
    assert rows.count() == 3
    room.key(Key.Key_Delete, held=CTRL)
    assert rows.count() == 2
    room.key(Key.Key_Delete, held=CTRL)
    room.key(Key.Key_Delete, held=CTRL)
    assert rows.count() == 1
    assert rows.values() == {"rows": ()}


def test_a_deadline_that_is_past_is_told_beside_it(room: WorkRoom) -> None:
    file = at(room, "verifikasi_berkas")
    room.show(file, "verifikator")
    room.key("r", "surat tanda", Key.Key_Tab, "masa", Key.Key_Tab, "Perpanjang STR")
    deadline = form(room).findChild(QWidget, "deadline")
    assert deadline is not None
    deadline.setFocus()
    room.key(Key.Key_A, held=CTRL)
    room.key("23112026")
    room.send()
    assert room.stage(file) == "verifikasi_berkas"
    assert form(room).refusal() == "Batas waktu perbaikan harus setelah hari ini."
    assert "Tanggal harus setelah hari ini." in deadline.accessibleDescription()


def test_what_was_typed_is_there_again_after_esc_and_after_another_file(room: WorkRoom) -> None:
    file, other = at(room, "verifikasi_berkas"), ""
    room.show(file, "verifikator")
    room.key("c", "Setengah kalim", Key.Key_Escape)
    assert room.file.form() is None
    room.key("c")
    assert form(room).typed() == {"text": "Setengah kalim"}
    room.window.open("file", other or file)
    room.window.open("queue")
    room.window.open("file", file)
    room.at_work.settle()
    assert room.file.form() is None
    room.key("c")
    room.send()
    assert room.at_work.texts()[-1].startswith("Catatan pada ")
    room.key("c")
    assert form(room).typed() == {"text": ""}


def test_a_revision_comes_back_at_the_counter(room: WorkRoom) -> None:
    file = at(room, "verifikasi_berkas")
    rows = (
        office_work.ReturnRow(subject="STR", reason="R03", text="Perpanjang."),
        office_work.ReturnRow(subject="KTP-el", reason="R02", text="Tunjukkan aslinya"),
    )
    verdict = office_work.ItemVerdict(requirement="str", verdict="tidak_sesuai", note="habis berlaku")
    room.at_work.office.do(
        "verifikator",
        office_work.ReturnForRevision,
        application=file,
        rows=rows,
        deadline=date(2026, 12, 7),
        verdicts=(verdict,),
    )
    room.at_work.office.clock.advance(days=2)
    room.show(file, "petugas_loket")
    room.key(Key.Key_F8)
    hint = form(room).findChild(QLabel, "act_hint")
    assert isinstance(hint, QLabel)
    assert hint.text() == (
        "Diminta pada Senin, 23 November 2026, paling lambat Senin, 7 Desember 2026. "
        "STR: Perpanjang; KTP-el: Tunjukkan aslinya. Isian yang salah diperbaiki di bawah daftar persyaratan."
    )
    ticks = part(room, PapersPart)
    assert isinstance(ticks, PapersPart)
    assert [(tick.id, tick.state, tick.note) for tick in ticks.value()][:2] == [
        ("str", "tidak", ""),
        ("formulir", "ada", ""),
    ]
    assert "Diminta: habis berlaku" in str(ticks.model().index(0, 0).data()), "it comes first"
    room.send()
    assert form(room).refusal() == "Masih ada isian yang perlu dilengkapi."
    room.key("s")
    room.send()
    assert room.stage(file) == "verifikasi_berkas"
    assert [row.kind for row in papers(room, file)].count("receipt") == 2
    assert len(room.at_work.out) == 1


def test_whoever_drafts_and_numbers_hears_what_is_not_printed(room: WorkRoom) -> None:
    file = at(room, "penyusunan_draf", "SKP", details=FORMS["SKP"])
    room.show(file, "verifikator")
    room.key(Key.Key_F8)
    hint = form(room).findChild(QLabel, "act_hint")
    assert isinstance(hint, QLabel)
    said = (
        "Belum ada dasar hukum yang dapat dicetak: mohon administrator melengkapi katalog. Tidak ikut tercetak sebagai "
        "dasar hukum: Peraturan Menteri Dalam Negeri Nomor 3 Tahun 2018"
    )
    assert hint.text().startswith(said)
    assert "(belum diperiksa kantor); Pasal 75 dan Pasal 76 Undang-Undang Nomor 11 Tahun 2019" in hint.text()
    room.send()
    assert "Belum ada dasar hukum yang dapat dicetak pada surat ini." in room.said()
    room.at_work.office.advance(file, "penomoran")
    room.show(file, "verifikator")
    room.key(Key.Key_F8)
    question = room.window.findChild(Confirm)
    asked = question.findChild(QLabel, "confirm_text")
    assert isinstance(asked, QLabel)
    assert asked.text().startswith(said)
    assert asked.text().endswith("Nomor berikutnya dipakai dan surat izin disiapkan untuk dicetak. Lanjutkan?")
    room.key(Key.Key_Return)
    assert room.at_work.office.numbered(file)


def test_a_ground_that_may_not_be_printed_stands_beside_its_field(room: WorkRoom) -> None:
    file = at(room, "verifikasi_berkas", "REK", details=FORMS["REK"], variant="permanen")
    room.show(file, "verifikator")
    room.key("p", "dokumen terbukti")
    section = form(room).findChild(SectionPart)
    assert isinstance(section, SectionPart)
    assert form(room).typed()["legal_basis"] == ""
    for name, text in (("legal_basis", "Perda tentang Reklame"), ("text", "Lokasi terlarang")):
        field = form(room).findChild(QWidget, name)
        assert field is not None
        field.setFocus()
        room.key(text)
    room.send()
    assert form(room).refusal().startswith("Dasar hukum penolakan memerlukan peraturan dengan nomor dan tahun")
    assert room.stage(file) == "verifikasi_berkas"


def test_a_refusal_is_proposed_initialled_and_decided(room: WorkRoom) -> None:
    file = at(room, "verifikasi_berkas")
    room.show(file, "verifikator")
    room.key("p", "dokumen terbukti")
    legal = form(room).findChild(QWidget, "legal_basis")
    assert legal is not None
    legal.setFocus()
    room.key("UU 17/2023")
    text = form(room).findChild(QWidget, "text")
    assert text is not None
    text.setFocus()
    room.key("Ijazah tidak benar")
    room.send()
    assert (room.stage(file), kept(room, file).outcome) == ("penyusunan_draf", "penolakan")
    room.key(Key.Key_F8)
    room.send()
    room.at_work.office.advance(file, "tanda_tangan")
    room.show(file, "kadis")
    assert room.file.acts.reasons()["sign"] == "Tidak berlaku untuk putusan berkas ini."
    room.key(Key.Key_F8, Key.Key_Return)
    assert room.stage(file) == "ditolak"
    [letter] = [row for row in papers(room, file) if row.kind == "refusal_letter"]
    assert letter.printings == 1


def test_a_question_can_be_answered_with_no(room: WorkRoom) -> None:
    file = at(room, "penomoran")
    room.show(file, "verifikator")
    room.key(Key.Key_F8, Key.Key_Escape)
    assert not room.at_work.office.numbered(file)


def test_a_slip_goes_back_to_the_draft(room: WorkRoom) -> None:
    file = at(room, "paraf_penyelia")
    room.show(file, "penyelia")
    room.key("k")
    room.send()
    assert form(room).refusal() == "Masih ada isian yang perlu dilengkapi."
    room.key("Nama tempat praktik")
    room.send()
    assert room.stage(file) == "penyusunan_draf"


def test_an_issue_needs_the_wet_signature(room: WorkRoom) -> None:
    file = at(room, "penomoran")
    room.at_work.office.do("verifikator", office_work.AssignNumber, application=file)
    room.show(file, "verifikator")
    room.key(Key.Key_F8, "t")
    room.send()
    assert form(room).refusal().startswith("Surat izin belum dapat diterbitkan.")
    room.key("y")
    assert form(room).refusal() == ""
    room.send()
    assert room.stage(file) == "penyerahan"


def test_an_objection_leads_to_a_refusal(room: WorkRoom) -> None:
    file = at(room, "rekomendasi_teknis")
    room.show(file, "tim_teknis")
    room.key("t", "440/2/2026", Key.Key_Tab, "23112026", Key.Key_Tab, "Tidak memenuhi syarat")
    room.send()
    assert (room.stage(file), kept(room, file).outcome) == ("penyusunan_draf", "penolakan")


def test_a_visit_is_planned_put_off_and_reported(room: WorkRoom) -> None:
    file = at(room, "penjadwalan_lapangan", "ASET", variant="sewa", details=STALL)
    room.show(file, "penyelia")
    room.key(Key.Key_F8, "24112026", Key.Key_Tab, "Dinas PU")
    room.send()
    assert form(room).refusal() == "Tim pemeriksa lapangan paling sedikit dua orang."
    assert room.focused().objectName() == "team"
    room.key(Key.Key_End, held=CTRL)
    room.key(Key.Key_Return, held=SHIFT)
    room.key("BKAD")
    room.send()
    assert room.stage(file) == "pemeriksaan_lapangan"

    room.show(file, "penyelia")
    room.key("j")
    reason = form(room).findChild(QWidget, "reason")
    assert reason is not None
    assert form(room).typed()["team"] == "Dinas PU\nBKAD"
    reason.setFocus()
    room.key("Hujan")
    room.send()
    assert len([row for row in papers(room, file) if row.kind == "assignment_letter"]) == 2

    room.at_work.office.clock.advance(days=1)
    room.show(file, "tim_teknis")
    room.key(Key.Key_F8, "Bangunan", Key.Key_Tab, "1", Key.Key_Tab, "Baik")
    conclusion = form(room).findChild(QWidget, "conclusion")
    assert conclusion is not None
    conclusion.setFocus()
    room.key("1")
    room.send()
    assert room.stage(file) != "pemeriksaan_lapangan"


def test_a_levy_is_assessed_and_paid_to_the_rupiah(room: WorkRoom) -> None:
    file = at(room, "penetapan_retribusi", "ASET", variant="sewa", details=STALL)
    room.show(file, "bendahara")
    room.key(Key.Key_F8, "250000", Key.Key_Tab, "Perda 1/2024")
    room.send()
    assert form(room).refusal() == "Nomor surat wajib diisi."
    assert room.focused().objectName() == "assessment_number"
    room.key("SKRD-1")
    room.send()
    assert room.stage(file) == "menunggu_pembayaran"
    room.key(Key.Key_F8, "240000", Key.Key_Tab, "STS-1", Key.Key_Tab, "23112026")
    room.send()
    assert "tidak sama dengan ketetapan" in form(room).refusal()
    room.key("250000")
    room.send()
    assert room.stage(file) == "penyusunan_draf"
    with room.at_work.office.register.reading() as session:
        levy = session.query(Levy).one()
        assert (levy.amount, levy.proof, levy.paid) == (250_000, "STS-1", date(2026, 11, 23))


@pytest.mark.parametrize("typed", ["250.000,00", "Rp 250.000,-"])
def test_a_levy_with_its_sen_is_the_sum_on_the_letter(room: WorkRoom, typed: str) -> None:
    """What is copied from the letter of the agency, in keys: not a hundred times as much."""
    file = at(room, "penetapan_retribusi", "ASET", variant="sewa", details=STALL)
    room.show(file, "bendahara")
    room.key(Key.Key_F8, typed, Key.Key_Tab, "Perda 1/2024", Key.Key_Tab, "SKRD-1")
    room.send()
    with room.at_work.office.register.reading() as session:
        assert session.query(Levy).one().amount == 250_000


def test_the_applicant_withdraws(room: WorkRoom) -> None:
    file = at(room, "penyusunan_draf")
    room.show(file, "petugas_loket")
    room.key("w")
    room.send()
    assert form(room).refusal() == "Masih ada isian yang perlu dilengkapi.", "nobody has signed a letter yet"
    room.key("23112026", Key.Key_Tab, "Ni Luh Contoh")
    room.send()
    assert room.stage(file) == "ditarik"
    assert papers(room, file)[0].kind == "withdrawal_letter"


def test_a_mistake_is_cancelled_with_its_reason(room: WorkRoom) -> None:
    file = at(room, "verifikasi_berkas")
    room.show(file, "penyelia")
    room.key("b", "Salah jenis izin")
    room.send()
    assert room.stage(file) == "batal"


def test_a_file_lapses_after_a_reminder(room: WorkRoom) -> None:
    file = at(room, "verifikasi_berkas")
    row = office_work.ReturnRow(subject="STR", reason="R03", text="Perpanjang.")
    room.at_work.office.do(
        "verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=date(2026, 11, 25)
    )
    room.at_work.office.clock.advance(days=4)
    room.show(file, "petugas_loket")
    room.key("h")
    message = part(room, MessagePart)
    assert isinstance(message, MessagePart)
    assert "perlu dilengkapi: STR (Perpanjang)" in message.text()
    assert "5107" not in message.text()
    room.key(Key.Key_C, held=CTRL | SHIFT)
    assert QGuiApplication.clipboard().text() == message.text()
    room.key("y")  # what for is known: the last day has passed
    room.send()
    room.show(file, "kabid")
    room.key("g")
    room.send()
    assert room.stage(file) == "gugur"


def test_a_returned_file_with_time_left_is_asked_for_its_papers(room: WorkRoom) -> None:
    file = at(room, "verifikasi_berkas")
    row = office_work.ReturnRow(subject="STR", reason="R03", text="Perpanjang")
    room.at_work.office.do(
        "verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=date(2026, 11, 25)
    )
    room.at_work.office.clock.advance(days=2)
    room.show(file, "petugas_loket")
    room.key("h", "y")
    room.send()
    newest = room.file.work.tabs.history.timeline.happenings()[0]
    assert "kelengkapan berkas" in newest.why


@pytest.mark.parametrize(("stage", "begins"), [("penyerahan", "Surat Izin Praktik Bidan dengan nomor")])
def test_the_applicant_is_called_when_the_permit_is_there(room: WorkRoom, stage: str, begins: str) -> None:
    file = at(room, stage)
    room.show(file, "petugas_penyerahan")
    room.key("h")
    message = part(room, MessagePart)
    assert isinstance(message, MessagePart)
    assert message.text().startswith(f"Yth. Bapak/Ibu Ni Luh Contoh, {begins}")
    purpose = form(room).findChild(QWidget, "purpose")
    assert purpose is not None
    purpose.setFocus()
    room.key("4")
    assert "mohon menghubungi" in message.text()


def test_the_central_match_is_recorded(room: WorkRoom) -> None:
    file = at(room, "verifikasi_berkas")
    room.show(file, "verifikator")
    room.key("m", "1", Key.Key_Tab, "Layanan Disdukcapil")
    room.send()
    assert kept(room, file).match == "cocok"


def test_a_late_file_is_escalated(room: WorkRoom) -> None:
    file = at(room, "verifikasi_berkas")
    room.at_work.office.clock.advance(days=9)
    room.show(file, "verifikator")
    room.key("n", Key.Key_Return)
    assert "dinaikkan kepada atasan" in room.at_work.texts()[-1]


def test_oss_is_assisted_decided_and_its_result_kept(room: WorkRoom) -> None:
    office = room.at_work.office
    intake = office.intake("OSS-MT", details=_filled("OSS-MT"))
    file = office.register_file(intake)
    room.show(file, "petugas_loket")
    room.key(Key.Key_F8, "PRJ-9")
    room.send()
    assert kept(room, file).details["nomor_proyek_oss"] == "PRJ-9"
    office.advance(file, "persetujuan_oss")
    room.show(file, "kabid")
    room.key(Key.Key_F8, "1")
    room.send()
    assert room.stage(file) == "pencatatan_hasil_oss"
    room.show(file, "petugas_loket")
    room.key(Key.Key_F8, "1234567890123", Key.Key_Tab, "23112026")
    room.send()
    assert kept(room, file).details["tanggal_terbit_oss"] == "2026-11-23"


def test_a_paper_that_was_to_follow_is_received(room: WorkRoom) -> None:
    office = room.at_work.office
    file = office.register_file(office.intake("HIB", details=_filled("HIB") | EVENT))
    room.show(file, "petugas_loket")
    room.key("s", "y")
    room.send()
    view = room.file.view()
    assert view is not None
    assert view.matters.deferred == ()


@pytest.mark.parametrize(
    ("key", "before", "state"), [("d", "aktif", "dibekukan"), ("x", "aktif", "dicabut"), ("a", "dibekukan", "aktif")]
)
def test_an_issued_permit_is_suspended_revoked_and_reinstated(
    room: WorkRoom, key: str, before: str, state: str
) -> None:
    file = at(room, "selesai")
    if before == "dibekukan":
        room.at_work.office.do("kadis", office_work.SuspendPermit, application=file, letter="1", reason="x")
    room.show(file, "kadis")
    room.key(key, "800/9", Key.Key_Tab, "23112026", Key.Key_Tab, "1", Key.Key_Tab, "Menurut keputusan")
    room.send()
    room.send()  # the question that names permit and holder
    with room.at_work.office.register.reading() as session:
        assert session.query(Permit).one().state == state


def _filled(code: str) -> dict[str, object]:
    """The fields this permit type asks for, filled in somehow."""
    from app.reference.catalogue_file import built_in

    permit = built_in().permit(code)
    assert permit is not None
    made = {
        "date": "2026-12-01",
        "boolean": True,
        "integer": 1,
        "decimal": 1.0,
        "money": 1,
        "time_range": "09.00 - 12.00",
    }
    return {
        field.id: made.get(field.type, field.options[0] if field.options else "12345")
        for field in permit.form_fields
        if field.required
    }


def sent_back(room: WorkRoom) -> str:
    file = at(room, "verifikasi_berkas")
    row = office_work.ReturnRow(subject="Nama tempat praktik", reason="R02", text="Mohon nama yang benar.")
    command = office_work.ReturnForRevision
    room.at_work.office.do("verifikator", command, application=file, rows=(row,), deadline=date(2026, 12, 7))
    room.show(file, "petugas_loket")
    room.key(Key.Key_F8)
    return file


def test_a_field_that_was_wrong_is_corrected(room: WorkRoom) -> None:
    file = sent_back(room)
    section = part(room, SectionPart)
    assert isinstance(section, SectionPart)
    assert section.values()["nama_tempat"] == "UPTD Puskesmas Abang I"
    section.focus("nama_tempat")
    room.key("Klinik Abang")
    room.send()
    assert room.stage(file) == "verifikasi_berkas"
    assert kept(room, file).details["nama_tempat"] == "Klinik Abang"
    view = room.file.view()
    assert view is not None
    [accepted] = [event for event in view.events if event.act == "accept_revision"]
    assert happening(accepted).why == "Nama tempat praktik: semula UPTD Puskesmas Abang I, menjadi Klinik Abang"
    with room.at_work.office.register.reading() as session:
        entry = session.scalars(select(Entry).where(Entry.kind == "accept_revision")).one()
        assert entry.payload["details"] == {"nama_tempat": "Klinik Abang"}


def test_a_correction_that_asks_for_a_further_paper(room: WorkRoom) -> None:
    file = sent_back(room)
    section, list_of = part(room, SectionPart), part(room, PapersPart)
    assert isinstance(section, SectionPart)
    assert isinstance(list_of, PapersPart)
    section.set_values({"sip_ke": "2"})
    room.send()
    assert "persyaratan" in form(room).refusal()
    ticks = {tick.id: tick for tick in list_of.value()}
    list_of.set_value((*ticks.values(), replace(ticks["sip_sebelumnya"], state="ada")))
    room.send()
    assert room.stage(file) == "verifikasi_berkas"


def test_a_correction_that_is_wrong_stays_on_the_screen(room: WorkRoom) -> None:
    sent_back(room)
    section = part(room, SectionPart)
    assert isinstance(section, SectionPart)
    section.set_values({"nomor_str": ""})
    room.send()
    assert set(section.errors()) == {"nomor_str"}


def visited_in_vain(room: WorkRoom) -> str:
    file = at(room, "pemeriksaan_lapangan", "STPT", details={"jenis_layanan": ["Ramuan"], "alamat_tempat": "Abang"})
    today = room.at_work.office.clock.now().date()
    values = {"held": today, "conclusion": "tidak_sesuai"}
    finding = office_work.VisitFinding(subject="Tempat", verdict="tidak_sesuai")
    command = office_work.RecordInspection
    room.at_work.office.do("tim_teknis", command, application=file, findings=(finding,), **values)
    return file


def hint(room: WorkRoom) -> str:
    found = form(room).findChild(QLabel, "act_hint")
    return found.text() if isinstance(found, QLabel) else ""


def test_agreeing_against_a_visit_asks_for_the_reason(room: WorkRoom) -> None:
    file = visited_in_vain(room)
    room.show(file, "tim_teknis")
    room.key(Key.Key_F8)
    assert "menyimpulkan tidak sesuai: melanjutkan ke izin memerlukan alasan" in hint(room)
    section = part(room, SectionPart)
    assert isinstance(section, SectionPart)
    section.set_values({"number": "440/1"})
    room.send()
    assert set(section.errors()) == {"outcome", "dated", "reason"}, "nothing is decided beforehand"
    section.set_values({"outcome": "setuju", "dated": date(2026, 11, 23)})
    room.send()
    assert set(section.errors()) == {"reason"}
    section.set_values({"reason": "Diperbaiki di tempat"})
    room.send()
    assert room.stage(file) == "penyusunan_draf"


def test_a_return_after_a_visit_says_that_it_is_visited_again(room: WorkRoom) -> None:
    file = visited_in_vain(room)
    room.show(file, "penyelia")
    room.key("r")
    assert hint(room) == "Setelah perbaikan diterima, lapangan diperiksa kembali."
