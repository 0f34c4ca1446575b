"""The queue by keyboard: opening, marking, one key for many, filters, and what stays through a refresh."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.actions.commands import office_work
from app.actions.commands.office import SetRoles
from app.ui.pages.acts.doing import Marked, summary
from app.ui.pages.queue import asking as queue_asking
from app.ui.pages.queue.list import EMPTY, NOT_FOUND
from app.ui.pages.queue.rows import STAGE
from app.ui.widgets.confirm import Confirm, Confirmed
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.table import PADDING
from tests.office import ADMIN, NI_LUH
from tests.ui.at_work import AtWork, Tray
from tests.ui.pages.work_room import CTRL, Key, WorkRoom
from tests.ui.seen import part, says

NAMES = ("NI SATU", "I DUA", "NI TIGA", "I EMPAT")


@pytest.fixture
def room(at_work: AtWork, qtbot: QtBot) -> WorkRoom:
    return WorkRoom(at_work, qtbot)


def files(room: WorkRoom, stage: str, count: int = 3) -> list[str]:
    """Files of as many applicants, at this stage."""
    made = []
    for at, name in enumerate(NAMES[:count]):
        number = next(room.numbers)
        born = date(1980 + number, 7, 5)
        person = msgspec.structs.replace(
            NI_LUH, name=name, birth_date=born, nik=f"5107034507{80 + number}{number}{at}01"
        )
        file = room.at_work.office.register_file(room.at_work.office.intake(person=person))
        room.at_work.office.advance(file, stage)
        made.append(file)
    return made


def question(room: WorkRoom) -> Confirm | None:
    """The one that is open."""
    found = room.window.findChildren(Confirm)
    return next((each for each in found if each.isVisible()), None)


def asked(room: WorkRoom) -> tuple[str, str]:
    """Its title and its words."""
    shown = question(room)
    assert shown is not None
    words = shown.findChild(QLabel, "confirm_text")
    assert words is not None
    return shown.windowTitle(), words.text()


def empty_text(room: WorkRoom) -> str:
    found = room.queue.findChild(EmptyState, "queue_empty")
    assert found is not None
    return found.text()


def test_nothing_waits(room: WorkRoom) -> None:
    room.sit("kadis")
    assert room.queue.list.table.is_empty()
    assert empty_text(room) == EMPTY
    room.key(Key.Key_F8)
    assert room.at_work.said == []
    assert room.queue.subtitle == "0 berkas menunggu Anda"


def test_enter_opens_and_esc_comes_back(room: WorkRoom) -> None:
    first, *_ = files(room, "verifikasi_berkas")
    room.sit("verifikator")
    room.key(Key.Key_Return)
    view = room.file.view()
    assert view is not None
    assert view.id == first
    room.key(Key.Key_Escape)
    assert room.window.pages.current() == "queue"


def test_r_opens_the_form_of_return(room: WorkRoom) -> None:
    files(room, "verifikasi_berkas", 1)
    room.sit("verifikator")
    room.key("r")
    form = room.file.form()
    assert form is not None
    assert form.plan.act == "return_for_revision"


def test_where_a_file_cannot_be_returned_the_button_is_grey_and_r_says_so(room: WorkRoom) -> None:
    files(room, "tanda_tangan", 1)
    room.sit("kadis")
    assert not part(room.window, QPushButton, "queue_return").isEnabled()
    room.key("r")
    assert room.window.pages.current() == "queue"
    assert says(room.queue, "queue_state") == "Pada tahap Penandatanganan berkas ini tidak dapat Anda kembalikan."


def test_one_key_opens_the_form_where_the_act_needs_one(room: WorkRoom) -> None:
    files(room, "verifikasi_berkas", 1)
    room.sit("verifikator")
    room.key(Key.Key_F8)
    form = room.file.form()
    assert form is not None
    assert form.plan.act == "declare_correct"


def test_marked_files_are_initialled_with_one_key(room: WorkRoom) -> None:
    made = files(room, "paraf_penyelia")
    room.sit("penyelia")
    room.key(" ", " ")
    assert len(room.queue.list.marked()) == 2
    room.key(Key.Key_F8)
    assert asked(room) == ("Paraf: 2 berkas", "Paraf, 2 berkas: Ni Satu, I Dua.")
    assert room.at_work.said == []
    room.send()
    assert [room.stage(file) for file in made] == ["paraf_kabid", "paraf_kabid", "paraf_penyelia"]
    assert room.at_work.texts() == ["2 berkas selesai ditindaklanjuti."]
    assert room.queue.list.marked() == ()


@pytest.mark.parametrize("no", [Key.Key_Escape, Key.Key_Return, Key.Key_Space])
def test_an_approval_is_asked_once_and_a_hasty_key_approves_nothing(room: WorkRoom, no: Key) -> None:
    """Esc and the key at hand go back; the file stays marked for whoever thinks it over."""
    made = files(room, "tanda_tangan", 2)
    room.sit("kadis")
    room.key(" ", Key.Key_F8)
    number = room.at_work.office.file(made[0]).number
    assert asked(room) == (
        "Setujui untuk Ditandatangani",
        f"Setujui untuk Ditandatangani, 1 berkas: Ni Satu, {number}.\n\n"
        "Identitas pemohon belum dicocokkan dengan data pusat.",
    )
    room.key(no)
    assert question(room) is None
    assert [room.stage(file) for file in made] == ["tanda_tangan", "tanda_tangan"]
    assert len(room.queue.list.marked()) == 1
    room.key(Key.Key_F8)
    room.send()
    assert [room.stage(file) for file in made] == ["penomoran", "tanda_tangan"]


def test_reminders_are_said_before_many_are_signed(room: WorkRoom) -> None:
    """Each once, with how many files it is about; what stands in the way of one is told as before."""
    made = files(room, "tanda_tangan", 3)
    room.at_work.office.do("verifikator", office_work.RecordMatch, application=made[0], result="cocok", how="Dukcapil")
    room.at_work.office.do(
        "verifikator", office_work.RecordMatch, application=made[1], result="tidak_cocok", how="x", note="Nama"
    )
    room.sit("kadis")
    room.key(" ", " ", " ", Key.Key_F8)
    assert asked(room)[1].split("\n\n")[1:] == [
        "Data pemohon tidak cocok dengan data pusat. (1 berkas)",
        "Identitas pemohon belum dicocokkan dengan data pusat. (1 berkas)",
    ]
    room.send()
    assert {room.stage(file) for file in made} == {"penomoran"}


def click(owner: QWidget, name: str) -> None:
    button = owner.findChild(QPushButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_approval_by_mouse(room: WorkRoom) -> None:
    [file] = files(room, "paraf_penyelia", 1)
    room.sit("penyelia")
    for name, stage in (("cancel", "paraf_penyelia"), ("confirm", "paraf_kabid")):
        click(room.queue, "queue_do")
        room.at_work.settle()
        shown = question(room)
        assert shown is not None
        click(shown, name)
        room.at_work.settle()
        assert room.stage(file) == stage


def test_of_many_acts_each_is_named_and_what_is_left_alone(room: WorkRoom) -> None:
    office = room.at_work.office
    office.do(ADMIN, SetRoles, staff="penyelia", roles=("penyelia", "verifikator", "kadis"))
    files(room, "paraf_penyelia", 1)
    files(room, "tanda_tangan", 1)
    files(room, "verifikasi_berkas", 1)
    room.sit("penyelia", "verifikator", "kadis")
    room.key(Key.Key_A, held=CTRL)
    room.key(Key.Key_F8)
    title, text = asked(room)
    assert title == "Tindak lanjuti 2 berkas", "not the one that the key leaves alone"
    assert "Paraf, 1 berkas: Ni Satu, KRA-7Q4-" in text
    assert "Setujui untuk Ditandatangani, 1 berkas: Ni Satu, KRA-7Q4-" in text
    assert text.endswith("1 berkas lainnya perlu dibuka sendiri.")


def test_many_holders_are_counted() -> None:
    many = tuple(Marked(str(at), f"KRA-{at}", "initial", f"Ni {at}") for at in range(9))
    assert queue_asking.text(many) == "Paraf, 9 berkas: Ni 0, Ni 1, Ni 2, Ni 3, Ni 4, Ni 5 dan 3 berkas lainnya."


def test_files_of_one_person_are_counted_with_the_name() -> None:
    of = ("Ni Satu", "I Dua", "Ni Satu")
    several = tuple(Marked(str(at), f"KRA-{at}", "initial", name) for at, name in enumerate(of))
    assert queue_asking.title(several) == "Paraf: 3 berkas"
    assert queue_asking.text(several) == "Paraf, 3 berkas: Ni Satu (2 berkas), I Dua."
    assert queue_asking.title(several[:1]) == "Paraf"


def test_a_letter_to_an_agency_is_no_approval(room: WorkRoom) -> None:
    files(room, "permintaan_rekomendasi", 1)
    room.sit("penyelia")
    room.key(Key.Key_F8)
    assert question(room) is None


def test_who_comes_to_the_screen_meanwhile_approves_nothing(room: WorkRoom) -> None:
    [file] = files(room, "paraf_penyelia", 1)
    room.sit("penyelia")
    room.key(Key.Key_F8)
    shown = question(room)
    assert shown is not None
    room.at_work.sit("kadis")
    shown.confirmed.emit(Confirmed(""))
    room.at_work.settle()
    assert room.stage(file) == "paraf_penyelia"


def test_everything_is_marked_and_unmarked(room: WorkRoom) -> None:
    files(room, "paraf_penyelia")
    room.sit("penyelia")
    room.key(Key.Key_A, held=CTRL)
    assert len(room.queue.list.marked()) == 3
    room.key(Key.Key_A, held=CTRL)
    assert room.queue.list.marked() == ()


def test_what_was_refused_is_told_with_its_reason(room: WorkRoom) -> None:
    office = room.at_work.office
    office.do(ADMIN, SetRoles, staff="penyelia", roles=("penyelia", "verifikator", "kadis"))
    signed, own = files(room, "penyusunan_draf", 2)
    office.do("verifikator", office_work.SubmitDraft, application=signed)
    office.do("penyelia", office_work.SubmitDraft, application=own)
    for file in (signed, own):
        office.advance(file, "tanda_tangan")
    room.sit("penyelia", "verifikator", "kadis")
    room.key(Key.Key_A, held=CTRL)
    room.key(Key.Key_F8)
    title, text = asked(room)
    assert title == "Setujui untuk Ditandatangani"
    assert office.file(signed).number in text
    assert text.endswith("1 berkas belum dapat ditindaklanjuti; sebabnya disebutkan sesudah ini.")
    room.send()
    assert (room.stage(signed), room.stage(own)) == ("penomoran", "tanda_tangan")
    [told] = room.at_work.texts()
    assert told.startswith("1 berkas selesai ditindaklanjuti. 1 di antaranya dengan catatan:")
    assert f"Penyusun draf tidak dapat memaraf atau menandatangani drafnya sendiri. {office.file(own).number}." in told


def test_where_nothing_can_be_done_nothing_is_asked(room: WorkRoom) -> None:
    office = room.at_work.office
    office.do(ADMIN, SetRoles, staff="penyelia", roles=("penyelia", "verifikator", "kadis"))
    [own] = files(room, "penyusunan_draf", 1)
    office.do("penyelia", office_work.SubmitDraft, application=own)
    office.advance(own, "tanda_tangan")
    room.sit("penyelia", "verifikator", "kadis")
    room.key(Key.Key_F8)
    assert question(room) is None
    [told] = room.at_work.texts()
    assert f"Penyusun draf tidak dapat memaraf atau menandatangani drafnya sendiri. {office.file(own).number}." in told


def test_a_file_that_needs_its_page_is_named_in_the_summary(room: WorkRoom) -> None:
    files(room, "verifikasi_berkas", 1)
    room.sit("verifikator")
    room.key(" ", Key.Key_F8)
    [told] = room.at_work.texts()
    assert "0 berkas selesai" in told
    assert "Berkas perlu dibuka untuk tindakan ini." in told


def test_many_refusals_are_counted(room: WorkRoom) -> None:
    notice = summary([], [("KRA-9", "Lain."), *((f"KRA-{at}", "Sebab.") for at in range(8))])
    assert notice.full.endswith("Lain. KRA-9.\nSebab. KRA-0, KRA-1, KRA-2, KRA-3, KRA-4, KRA-5 dan 2 berkas lainnya.")


def test_letters_of_many_files_go_out_together(room: WorkRoom) -> None:
    files(room, "permintaan_rekomendasi")
    room.sit("penyelia")
    room.key(Key.Key_A, held=CTRL)
    room.key(Key.Key_F8)
    assert [printed.copy for printed in room.at_work.out] == [1, 1, 1]


def test_a_missing_printer_undoes_nothing(room: WorkRoom) -> None:
    [file] = files(room, "permintaan_rekomendasi", 1)
    room.at_work.tray = Tray(trouble="printer_missing")
    room.sit("penyelia")
    room.key(Key.Key_F8)
    assert room.stage(file) == "rekomendasi_teknis"
    assert any("Pencetak tidak ditemukan" in text for text in room.window.notices.texts())


def test_the_filter_narrows_while_typing(room: WorkRoom, qtbot: QtBot) -> None:
    files(room, "verifikasi_berkas")
    room.sit("verifikator")
    room.key(Key.Key_F, held=CTRL)
    room.key("tiga")
    qtbot.waitUntil(lambda: len(room.queue.list.table.model.rows()) == 1)
    room.key(Key.Key_Down)
    current = room.queue.list.current()
    assert current is not None
    assert current.applicant == "Ni Tiga"
    room.queue.list.filter.setText("nobody")
    qtbot.waitUntil(lambda: room.queue.list.table.is_empty())
    assert empty_text(room) == NOT_FOUND


def test_a_number_chooses_a_stage(room: WorkRoom) -> None:
    files(room, "verifikasi_berkas", 2)
    files(room, "penyusunan_draf", 1)
    room.sit("verifikator")
    assert len(room.queue.list.table.model.rows()) == 3
    room.key("2")
    assert [line.row.stage for line in room.queue.list.table.model.rows()] == ["penyusunan_draf"]
    room.key("9")
    assert len(room.queue.list.table.model.rows()) == 1
    room.key("0")
    assert len(room.queue.list.table.model.rows()) == 3


def test_when_a_stage_is_done_everything_is_shown_again(room: WorkRoom) -> None:
    files(room, "verifikasi_berkas", 2)
    files(room, "paraf_penyelia", 1)
    room.at_work.office.do(ADMIN, SetRoles, staff="verifikator", roles=("verifikator", "penyelia"))
    room.sit("verifikator", "penyelia")
    room.key("2")
    assert len(room.queue.list.table.model.rows()) == 1
    room.key(Key.Key_F8)
    room.send()
    assert room.queue.list.chips.stage() == ""
    assert len(room.queue.list.table.model.rows()) == 2
    assert room.focused() is room.queue.list.table.view


def test_an_emptied_queue_leaves_the_cursor_in_the_filter(room: WorkRoom) -> None:
    [file] = files(room, "paraf_penyelia", 1)
    room.sit("penyelia")
    assert room.focused() is room.queue.list.table.view
    room.key(Key.Key_F8)
    room.send()
    assert room.stage(file) == "paraf_kabid"
    assert room.focused() is room.queue.list.filter
    files(room, "paraf_penyelia", 1)
    room.key(Key.Key_Escape)
    room.sit("penyelia")
    assert room.focused() is room.queue.list.table.view


def test_the_last_file_taken_by_somebody_else_leaves_the_cursor_in_the_filter(room: WorkRoom) -> None:
    [file] = files(room, "paraf_penyelia", 1)
    room.sit("penyelia")
    room.at_work.office.advance(file, "paraf_kabid")
    room.at_work.desk.changed.emit()
    room.at_work.settle()
    assert room.focused() is room.queue.list.filter


@pytest.mark.parametrize(("width", "roles"), [(1366, ("verifikator",)), (1366, ("verifikator", "penyelia")), (911, ())])
def test_the_longest_stage_is_read_in_full(room: WorkRoom, width: int, roles: tuple[str, ...]) -> None:
    room.window.resize(width, 740)
    for stage in {"verifikator": "verifikasi_berkas", "penyelia": "paraf_penyelia"}.values():
        files(room, stage, 1)
    if roles:
        room.at_work.office.do(ADMIN, SetRoles, staff="verifikator", roles=roles)
    room.sit("verifikator")
    view = room.queue.list.table.view
    longest = view.fontMetrics().horizontalAdvance("Paraf Kepala Bidang (penolakan)")
    assert view.columnWidth(STAGE) >= longest + PADDING
    assert view.horizontalScrollBar().maximum() == 0


def test_a_refresh_keeps_the_selection_and_the_marks(room: WorkRoom) -> None:
    first, second, third = files(room, "verifikasi_berkas")
    room.sit("verifikator")
    room.key(Key.Key_Down, " ")
    assert room.queue.list.table.current_key() == third
    row = office_work.ReturnRow(subject="STR", reason="R01", text="x")
    room.at_work.desk.do(
        room.queue,
        office_work.ReturnForRevision(
            stamp=room.at_work.office.stamp("verifikator"),
            application=first,
            rows=(row,),
            deadline=date(2026, 12, 7),
        ),
    )
    room.at_work.settle()
    assert room.queue.list.table.current_key() == third
    assert [row.id for row in room.queue.list.marked()] == [second]


def test_a_queue_out_of_sight_asks_when_it_is_shown_again(room: WorkRoom) -> None:
    [file] = files(room, "verifikasi_berkas", 1)
    room.sit("verifikator")
    room.key(Key.Key_Return)
    room.at_work.office.advance(file, "permintaan_rekomendasi")
    room.at_work.desk.changed.emit()
    room.at_work.settle()
    assert len(room.queue.list.table.model.rows()) == 1
    room.key(Key.Key_Escape)
    assert room.queue.list.table.is_empty()


def test_who_holds_a_file_is_shown_where_that_differs(room: WorkRoom) -> None:
    from app.ui.pages.queue.rows import HOLDER, MATCH

    room.window.resize(1366, 740)
    files(room, "verifikasi_berkas", 1)
    room.sit("verifikator")
    view = room.queue.list.table.view
    assert view.isColumnHidden(HOLDER)
    room.at_work.office.do(ADMIN, SetRoles, staff="verifikator", roles=("verifikator", "penyelia"))
    files(room, "paraf_penyelia", 2)
    room.sit("verifikator")
    assert not view.isColumnHidden(HOLDER)
    room.window.resize(900, 560)
    room.at_work.settle()
    assert view.isColumnHidden(HOLDER)
    assert view.isColumnHidden(MATCH)


def test_late_files_are_counted_and_those_at_the_weekend_are_late_too(room: WorkRoom) -> None:
    files(room, "verifikasi_berkas", 1)
    room.at_work.office.clock.advance(days=12)
    room.sit("verifikator")
    assert room.queue.subtitle == "1 berkas menunggu Anda, 1 melewati jatuh tempo"
    table = room.queue.list.table
    assert "lewat" in table.model.index(0, 5).data()


def test_marking_the_last_stays_on_the_last(room: WorkRoom) -> None:
    files(room, "paraf_penyelia", 1)
    room.sit("penyelia")
    QTest.keyClick(room.focused(), Key.Key_Space)
    room.at_work.settle()
    assert len(room.queue.list.marked()) == 1
    QTest.keyClick(room.focused(), Key.Key_Space)
    room.at_work.settle()
    assert room.queue.list.marked() == ()
