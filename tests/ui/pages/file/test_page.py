"""The page of a file: its head, its tabs, its papers, the NIK, and how it keeps up with others."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.actions.commands import office_work
from app.actions.commands.intake import LegalBody
from app.ui.pages.file.data import Lines
from app.ui.pages.file.head import DaysBar
from app.ui.pages.file.page import FileTarget
from app.ui.pages.file.work import DATA, HISTORY, ITEMS, PAPERS
from app.ui.pages.handover.page import HandoverPage
from app.ui.pages.queue.rows import DAYS, ordinary
from app.ui.shell.navigator import Route
from app.ui.shell.page import PageSpec
from app.ui.widgets.paper_view import PaperView
from tests.office import ADMIN
from tests.ui.at_work import AtWork, Tray
from tests.ui.pages.work_room import CTRL, SHIFT, Key, WorkRoom
from tests.ui.seen import card

STALL = {
    "nama_objek": "Lapangan",
    "alamat_objek": "Amlapura",
    "luas_m2": 20.0,
    "peruntukan": "Kios",
    "tanggal_mulai": "2026-12-01",
    "tanggal_selesai": "2027-11-30",
}


@pytest.fixture
def room(at_work: AtWork, qtbot: QtBot) -> WorkRoom:
    return WorkRoom(at_work, qtbot)


@pytest.fixture
def file(room: WorkRoom) -> str:
    return room.at_work.office.register_file()


def words(room: WorkRoom, name: str) -> str:
    found = room.file.findChild(QLabel, name)
    assert found is not None
    return found.text()


def badges(room: WorkRoom) -> list[str]:
    labels = room.file.head.findChildren(QLabel)
    return [each.text() for each in labels if each.property("role") == "badge" and not each.isHidden()]


def test_the_head_says_where_it_stands(room: WorkRoom, file: str) -> None:
    room.show(file, "verifikator")
    number = room.at_work.office.file(file).number
    assert words(room, "file_number") == number
    assert room.file.subtitle == f"{number}, Ni Luh Contoh"
    assert badges(room) == ["Verifikasi Berkas", "belum dicocokkan dengan data pusat"]
    assert words(room, "file_facts") == "Berada pada Petugas Back Office"
    assert words(room, "file_clock") == "Jatuh tempo Senin, 30 November 2026"
    assert words(room, "file_service") == "Surat Izin Praktik Bidan (permohonan baru)"


def test_a_due_day_in_a_year_without_a_calendar_is_told_as_an_estimate(room: WorkRoom) -> None:
    office = room.at_work.office
    office.set_clock(datetime(2031, 3, 3, 1, tzinfo=UTC))
    room.show(office.register_file(), "verifikator")
    assert words(room, "file_clock") == "Perkiraan jatuh tempo Senin, 10 Maret 2031"
    days = room.file.head.findChild(DaysBar)
    assert days is not None
    assert days.accessibleName() == "perkiraan 5 hari"
    room.sit("verifikator")
    model, view = room.queue.list.table.model, room.queue.list.table.view
    assert model.data(model.index(0, DAYS)) == "perkiraan 5 hari"
    letters = view.fontMetrics().horizontalAdvance("perkiraan 5 hari")
    assert view.columnWidth(DAYS) > letters, "and nothing of it is cut"


def test_where_the_line_is_full_the_marks_are_short_and_none_is_cut(room: WorkRoom, file: str) -> None:
    room.show(file, "verifikator")
    room.file.head.setFixedWidth(620)
    room.at_work.settle()
    assert badges(room) == ["Verifikasi Berkas", "belum dicocokkan"]
    room.file.head.setFixedWidth(1100)
    room.at_work.settle()
    assert badges(room) == ["Verifikasi Berkas", "belum dicocokkan dengan data pusat"]


def test_the_head_says_when_the_clock_stands_and_when_it_has_ended(room: WorkRoom, file: str) -> None:
    row = office_work.ReturnRow(subject="STR", reason="R01", text="x")
    room.at_work.office.do(
        "verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=date(2026, 12, 7)
    )
    room.show(file, "kadis")
    assert words(room, "file_clock") == "Jam berhenti sejak Senin, 23 November 2026"
    assert badges(room)[0] == "Dikembalikan untuk Perbaikan"
    other = room.at_work.office.register_file(room.at_work.office.intake("ASET", variant="sewa", details=STALL))
    room.at_work.office.advance(other, "selesai")
    room.show(other, "kadis")
    assert words(room, "file_clock") == "Selesai 23-11-2026 dalam 0 hari kerja dari standar 14"
    assert words(room, "file_facts") == ""


def test_a_refusal_under_way_and_a_body_are_named(room: WorkRoom) -> None:
    office = room.at_work.office
    body = LegalBody(name="Sari Laut", form="CV", address="Amlapura")
    file = office.register_file(office.intake("ASET", variant="sewa", details=STALL, body=body))
    office.do(
        "verifikator", office_work.ProposeRefusal, application=file, reason="T01", legal_basis="Perda 1/2020", text="x"
    )
    office.do("verifikator", office_work.RecordMatch, application=file, result="tidak_cocok", how="layanan")
    room.show(file, "verifikator")
    assert "Usulan penolakan" in badges(room)
    assert "tidak cocok dengan data pusat" in badges(room)
    assert words(room, "file_applicant") == "Sari Laut (Ni Luh Contoh)"
    progress = room.file.work.tabs.data.findChild(object, "file_progress")
    assert progress is not None


def test_head_and_data_name_the_state_of_a_permit_that_is_not_in_force(room: WorkRoom, file: str) -> None:
    office = room.at_work.office
    office.advance(file, "penyerahan")
    room.show(file, "petugas_penyerahan")
    assert badges(room)[:1] == ["Terbit, Siap Diambil"]
    assert "Izin dicabut" not in badges(room)
    office.do("kadis", office_work.RevokePermit, application=file, letter="800/12/2026", reason="Praktik dihentikan")
    room.show(file, "petugas_penyerahan")
    assert {"Tidak Diserahkan", "Izin dicabut"} <= set(badges(room))
    assert "Terbit, Siap Diambil" not in badges(room)
    progress = room.file.work.tabs.data.findChild(Lines, "file_progress")
    assert progress is not None
    assert progress.texts()["Keadaan izin"] == ("Izin dicabut, surat 800/12/2026, Praktik dihentikan")
    assert room.file.acts.reasons()["hand_over"] == "Izin telah dicabut."


def test_ctrl_c_copies_the_number(room: WorkRoom, file: str) -> None:
    room.show(file, "verifikator")
    room.key(Key.Key_C, held=CTRL)
    assert QGuiApplication.clipboard().text() == room.at_work.office.file(file).number


def test_the_nik_is_shown_on_demand_and_hidden_on_leaving(room: WorkRoom, file: str) -> None:
    room.show(file, "verifikator")
    assert words(room, "file_nik") == "•••• •••• •••• 0003"
    room.key(Key.Key_F9)
    assert words(room, "file_nik") == "5107 0345 0788 0003"
    room.window.open("queue")
    room.window.open("file", file)
    room.at_work.settle()
    assert words(room, "file_nik") == "•••• •••• •••• 0003"


def test_the_nik_stays_hidden_for_who_does_not_need_it(room: WorkRoom, file: str) -> None:
    room.show(file, "bendahara")
    room.key(Key.Key_F9)
    assert words(room, "file_nik") == "•••• •••• •••• 0003"


def test_ctrl_tab_goes_round_the_tabs(room: WorkRoom, file: str) -> None:
    room.show(file, "verifikator")
    tabs = room.file.work.tabs
    seen = []
    for _ in range(4):
        room.key(Key.Key_Tab, held=CTRL)
        seen.append(tabs.currentIndex())
    assert seen == [ITEMS, HISTORY, PAPERS, DATA]
    room.key(Key.Key_Backtab, held=CTRL | SHIFT)
    assert tabs.currentIndex() == PAPERS


def test_papers_of_specific_data_are_counted_only(room: WorkRoom) -> None:
    office = room.at_work.office
    file = office.register_file(office.intake("ASET", variant="sewa", details=STALL))
    room.show(file, "bendahara")
    assert words(room, "file_hidden").startswith("1 persyaratan memuat data pribadi spesifik")
    assert "NPWP" not in " ".join(item.name for item in room.file.work.tabs.items.rows())


def test_a_paper_is_seen_printed_again_and_kept(room: WorkRoom, file: str) -> None:
    room.show(file, "verifikator")
    room.file.work.tabs.setCurrentIndex(PAPERS)
    room.file.work.tabs.papers.setFocus()
    room.key(Key.Key_Return)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, PaperView)
    assert shown.page_count() == 1
    room.key(Key.Key_Escape)
    room.key(Key.Key_P, held=CTRL)
    room.key(Key.Key_P, held=CTRL)
    assert [printed.copy for printed in room.at_work.out] == [1, 2]
    assert room.at_work.texts()[-1] == "Tanda Terima Berkas dikirim ke pencetak (SALINAN ke-2)."
    room.key(Key.Key_S, held=CTRL)
    room.at_work.place()
    assert [printed.target for printed in room.at_work.out][-1] == "file"
    happenings = room.file.work.tabs.history.timeline.happenings()
    assert happenings[0].what == "Tanda Terima Berkas disimpan sebagai PDF, SALINAN ke-3"
    assert happenings[1].what == "Tanda Terima Berkas dicetak, SALINAN ke-2"


def test_a_missing_printer_offers_a_file(room: WorkRoom, file: str) -> None:
    room.at_work.tray = Tray(trouble="printer_missing")
    room.show(file, "verifikator")
    room.key(Key.Key_P, held=CTRL)
    told = room.at_work.said[-1]
    assert told.notice.full.startswith("Pencetak tidak ditemukan.")
    assert told.offer is not None
    room.window.notices.strips()[0].findChild(object, "notice_act_save_paper").click()  # type: ignore[attr-defined]
    room.at_work.settle()
    room.at_work.place()
    assert [printed.target for printed in room.at_work.out] == ["file"]


def test_a_permit_is_offered_for_printing_with_its_number(room: WorkRoom, file: str) -> None:
    room.at_work.office.advance(file, "penomoran")
    room.show(file, "verifikator")
    room.key(Key.Key_F8, Key.Key_Return)
    told = room.at_work.said[-1]
    assert told.offer is not None
    room.at_work.board.take(told.topic, told.offer.key)
    room.at_work.settle()
    assert [printed.target for printed in room.at_work.out] == ["printer"]


def test_what_cannot_be_done_says_by_whom_it_can(room: WorkRoom, file: str) -> None:
    room.show(file, "kadis")
    reasons = room.file.acts.reasons()
    assert reasons["declare_correct"] == "Oleh Petugas Back Office."
    assert reasons["return_for_revision"] == "Oleh Petugas Back Office atau Kepala Seksi."
    assert reasons["escalate"] == "Belum mendekati jatuh tempo."
    assert [button.option.act for button in room.file.acts.buttons()] == ["add_note"]


def test_somebody_without_acts_is_told_so(room: WorkRoom, file: str) -> None:
    office = room.at_work.office
    office.add_staff("tamu")
    room.show(file, "tamu")
    assert room.file.acts.buttons() == ()
    assert room.file.acts.reasons()["add_note"] == "Oleh petugas yang memiliki peran."
    texts = [label.text() for label in room.file.acts.findChildren(QLabel)]
    assert "Tidak ada tindakan untuk Anda pada tahap ini." in texts


def test_an_act_that_is_not_open_is_refused_before_it_is_asked(room: WorkRoom, file: str) -> None:
    room.at_work.sit("kadis")
    room.window.open("file", FileTarget(file, "declare_correct"))
    room.at_work.settle()
    assert room.file.form() is None
    assert room.said().startswith("Tindakan ini hanya dapat dilakukan oleh Petugas Back Office.")
    room.window.open("file", FileTarget(file, "record_payment"))
    room.at_work.settle()
    assert room.said().startswith("Tindakan ini tidak tersedia pada tahap permohonan saat ini.")


def test_an_act_refused_meanwhile_is_told_and_the_page_is_awake(room: WorkRoom, file: str) -> None:
    office = room.at_work.office
    office.advance(file, "paraf_penyelia")
    room.show(file, "penyelia")
    office.advance(file, "paraf_kabid")
    room.key(Key.Key_F8)
    assert room.stage(file) == "paraf_kabid"
    assert room.said().startswith("Tindakan ini hanya dapat dilakukan oleh Kepala Bidang.")
    assert room.file.acts.isEnabled()


def test_one_key_is_one_act_even_for_who_has_both_roles(room: WorkRoom, file: str) -> None:
    from app.actions.commands.office import SetRoles

    room.at_work.office.advance(file, "paraf_penyelia")
    room.at_work.office.do(ADMIN, SetRoles, staff="penyelia", roles=("penyelia", "kabid"))
    room.show(file, "penyelia")
    room.key(Key.Key_F8)
    assert room.stage(file) == "paraf_kabid"
    room.key(Key.Key_F8, Key.Key_F8, Key.Key_Return)
    assert room.stage(file) == "paraf_kabid", "neither the act's own key nor Enter answers the reminder"
    room.key(Key.Key_F8)
    room.send()
    assert room.stage(file) == "tanda_tangan"
    assert "Anda menangani draf yang sama pada lebih dari satu tahap" in room.said()


def test_the_hand_over_has_a_page_of_its_own(room: WorkRoom, file: str) -> None:
    room.at_work.office.advance(file, "penyerahan")
    room.show(file, "petugas_penyerahan")
    handover = PageSpec("handover", "Penyerahan", "package-check", partial(HandoverPage, room.at_work.workplace))
    room.window.pages.set_specs((*room.window.pages.specs(), handover))
    room.key(Key.Key_F8)
    assert room.at_work.routes[-1] == Route("handover", file)
    assert room.window.pages.current() == "handover"


def test_the_page_keeps_up_with_what_others_do(room: WorkRoom, file: str) -> None:
    room.show(file, "kadis")
    note = office_work.AddNote(stamp=room.at_work.office.stamp("verifikator"), application=file, text="Halo")
    room.at_work.desk.do(room.file, note)
    room.at_work.settle()
    assert room.file.work.tabs.history.timeline.happenings()[0].why == "Uraian: Halo"


def test_a_file_that_is_not_there_is_told(room: WorkRoom) -> None:
    room.show("nothing", "verifikator")
    assert room.file.view() is None
    assert room.said().startswith("Permohonan ini tidak ditemukan.")


def test_opened_without_a_file_it_keeps_the_one_it_has(room: WorkRoom, file: str) -> None:
    room.at_work.sit("verifikator")
    room.window.open("file")
    room.at_work.settle()
    assert room.file.view() is None
    room.show(file, "verifikator")
    room.window.open("file")
    room.at_work.settle()
    assert room.file.subtitle.endswith("Ni Luh Contoh")


def test_another_file_takes_the_place(room: WorkRoom, file: str) -> None:
    other = room.at_work.office.register_file(room.at_work.office.intake("ASET", variant="sewa", details=STALL))
    room.show(file, "verifikator")
    room.key("c", "Setengah")
    room.show(other, "verifikator")
    assert room.file.form() is None
    view = room.file.view()
    assert view is not None
    assert view.id == other


def test_cards_stand_below_each_other_where_it_is_narrow(room: WorkRoom, file: str) -> None:
    room.show(file, "verifikator")
    data = room.file.work.tabs.data
    room.window.resize(1366, 740)
    room.at_work.settle()
    person, subject = card(data, "Pemohon"), card(data, "Permohonan")
    assert person.y() == subject.y()
    room.window.resize(900, 560)
    room.at_work.settle()
    assert subject.y() > person.y()


@pytest.mark.parametrize(
    ("stage", "act"),
    [("verifikasi_berkas", "declare_correct"), ("penomoran", ""), ("tanda_tangan", "sign"), ("penyerahan", "")],
)
def test_the_ordinary_act_of_a_stage(room: WorkRoom, file: str, stage: str, act: str) -> None:
    from functools import partial

    from app.queries.work import queue

    room.at_work.office.advance(file, stage)
    holder = room.at_work.office.file(file).holder
    [row] = room.at_work.office.door.ask(partial(queue, staff_id=holder)).rows
    assert ordinary(row) == act
