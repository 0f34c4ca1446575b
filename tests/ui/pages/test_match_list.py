"""The list to compare with the central data, by keyboard: recorded without leaving it, the next row in hand."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.actions.commands.office import SetRoles
from app.actions.commands.office_work import RecordMatch
from app.queries.work import MATCHING
from app.ui.pages.queue.list import ALL_MATCHED
from app.ui.widgets.long_text import LongTextEdit
from app.ui.words.match import WAYS
from tests.lookup.stand_in import StandIn, Told
from tests.office import ADMIN
from tests.ui.at_work import AtWork
from tests.ui.pages.matching import DIFFERS, NOT_FOUND, MatchRoom
from tests.ui.pages.queue.test_page import empty_text, files
from tests.ui.pages.work_room import CTRL, Key


@pytest.fixture
def room(at_work: AtWork, qtbot: QtBot) -> MatchRoom:
    return MatchRoom(at_work, qtbot)


def compare(room: MatchRoom) -> None:
    room.key(Key.Key_B, held=CTRL)


def rows(room: MatchRoom) -> list[str]:
    return [line.row.id for line in room.queue.list.table.model.rows()]


def shown(room: MatchRoom, name: str) -> str:
    found = room.queue.findChild(QLabel, name)
    assert found is not None
    return found.text()


def test_one_key_opens_the_list_whoever_holds_the_files(room: MatchRoom) -> None:
    mine = files(room, "verifikasi_berkas", 1)
    others = files(room, "paraf_penyelia", 2)
    room.sit("verifikator")
    assert rows(room) == mine
    assert not room.queue.matching.isVisible()
    compare(room)
    assert set(rows(room)) == {*mine, *others}
    assert room.queue.subtitle == "3 berkas belum dicocokkan dengan data pusat"
    assert room.queue.matching.isVisible()
    assert not room.button("queue_do").isVisible()
    assert shown(room, "match_nik") == "5107 0345 0781 1001"
    assert room.focused() is room.queue.list.table.view
    room.key("0")
    assert rows(room) == mine
    assert not room.queue.matching.isVisible()


def test_one_key_records_and_the_next_row_is_in_hand(room: MatchRoom) -> None:
    first, second, third = files(room, "verifikasi_berkas")
    room.sit("verifikator")
    compare(room)
    room.key(Key.Key_Down, "c")
    assert rows(room) == [first, third]
    assert room.queue.list.table.current_key() == third
    assert room.recorded(second) == [{"result": "cocok", "how": WAYS[0]}]
    assert room.focused() is room.queue.list.table.view
    room.key("c")
    assert room.queue.list.table.current_key() == first
    room.key("c")
    assert room.queue.list.table.is_empty()
    assert empty_text(room) == ALL_MATCHED
    assert shown(room, "match_nik") == ""
    room.key("c", "t")
    assert room.recorded(first) == [{"result": "cocok", "how": WAYS[0]}]


def test_a_mismatch_says_what_differs(room: MatchRoom) -> None:
    first, second = files(room, "verifikasi_berkas", 2)
    room.sit("penyelia")
    compare(room)
    room.key("t")
    assert isinstance(room.focused(), LongTextEdit)
    room.key("Nama ibu berbeda")
    room.send()
    assert room.recorded(first) == [{"result": "tidak_cocok", "how": WAYS[0], "note": "Nama ibu berbeda"}]
    assert rows(room) == [second]
    room.key("t", Key.Key_Escape)
    assert room.recorded(second) == []


def test_another_way_by_its_digit_or_typed(room: MatchRoom) -> None:
    first, second, third = files(room, "verifikasi_berkas")
    room.sit("verifikator")
    compare(room)
    way = room.queue.findChild(QWidget, "match_how")
    assert way is not None
    way.setFocus()
    room.key(Key.Key_A, held=CTRL)
    room.key(Key.Key_Backspace, "2")
    assert room.queue.matching.how() == WAYS[1]
    room.key(" c")
    assert room.recorded(first) == []
    room.key(Key.Key_Backspace, Key.Key_Backspace)
    room.queue.list.take_cursor()
    room.key("c", "c")
    assert room.recorded(first) == room.recorded(second) == [{"result": "cocok", "how": WAYS[1]}]
    way.setFocus()
    room.key(Key.Key_A, held=CTRL)
    room.key(Key.Key_Backspace)
    room.queue.list.take_cursor()
    for key in ("c", "t"):
        room.key(key)
        assert room.focused() is way
        room.queue.list.take_cursor()
    assert room.recorded(third) == []


def test_enter_opens_the_file_and_esc_comes_back_to_the_list(room: MatchRoom) -> None:
    first, *_ = files(room, "paraf_penyelia", 2)
    room.sit("verifikator")
    compare(room)
    room.key(Key.Key_Return)
    view = room.file.view()
    assert view is not None
    assert view.id == first
    room.key(Key.Key_Escape)
    assert room.queue.list.chips.is_matching()
    assert len(rows(room)) == 2


def test_r_and_f8_are_no_keys_of_this_list(room: MatchRoom) -> None:
    [file] = files(room, "verifikasi_berkas", 1)
    room.sit("verifikator")
    compare(room)
    room.key("r", Key.Key_F8)
    assert room.window.pages.current() == "queue"
    assert room.stage(file) == "verifikasi_berkas"


def test_it_is_opened_from_elsewhere(room: MatchRoom) -> None:
    made = files(room, "paraf_penyelia", 1)
    room.at_work.sit("verifikator")
    room.window.open("queue", MATCHING)
    room.at_work.settle()
    assert rows(room) == made


def test_it_is_no_work_of_others(room: MatchRoom) -> None:
    made = files(room, "tanda_tangan", 1)
    room.at_work.sit("kadis")
    room.window.open("queue", MATCHING)
    room.at_work.settle()
    assert rows(room) == made
    assert room.queue.list.chips.stage() == ""
    compare(room)
    assert not room.queue.list.chips.is_matching()


def test_somebody_else_was_quicker(room: MatchRoom) -> None:
    [file] = files(room, "verifikasi_berkas", 1)
    room.sit("verifikator")
    compare(room)
    room.at_work.office.do("penyelia", RecordMatch, application=file, result="tidak_cocok", how="SIAK")
    room.key("c")
    assert [each["result"] for each in room.recorded(file)] == ["cocok", "tidak_cocok"]


def test_a_right_that_has_gone_is_told(room: MatchRoom) -> None:
    [file] = files(room, "verifikasi_berkas", 1)
    room.sit("verifikator")
    compare(room)
    room.at_work.office.do(ADMIN, SetRoles, staff="verifikator", roles=("petugas_loket",))
    room.key("c")
    assert "hanya dapat dilakukan oleh" in room.at_work.texts()[-1]
    assert room.recorded(file) == []
    assert room.button("match_same").isEnabled()


def test_files_signed_together_name_the_mismatch(room: MatchRoom) -> None:
    [file] = files(room, "tanda_tangan", 1)
    room.at_work.office.do("penyelia", RecordMatch, application=file, result="tidak_cocok", how="SIAK")
    room.sit("kadis")
    room.key(Key.Key_F8)
    room.send()
    assert room.stage(file) == "penomoran"
    assert "Data pemohon tidak cocok dengan data pusat." in room.at_work.texts()[-1]


# ----- the look-up service


def test_without_a_service_nothing_is_offered(room: MatchRoom) -> None:
    files(room, "verifikasi_berkas", 1)
    room.sit("verifikator")
    compare(room)
    assert not room.button("match_service").isVisible()
    room.key(Key.Key_M, held=CTRL)
    assert room.at_work.said == []


@pytest.mark.parametrize(
    ("told", "fields", "words", "kept"),
    [
        (
            Told(),
            dict.fromkeys(("nik", "name", "birth_date", "sex"), "sama"),
            "Semua data sama.",
            {"result": "cocok", "how": "Layanan Dukcapil, rujukan K-1", "note": "Semua data sama"},
        ),
        (
            DIFFERS,
            {"nik": "sama", "name": "berbeda", "birth_date": "sama", "sex": "berbeda"},
            "Nama dan jenis kelamin berbeda.",
            {
                "result": "tidak_cocok",
                "how": "Layanan Dukcapil, rujukan K-2",
                "note": "Nama dan jenis kelamin berbeda",
            },
        ),
        (
            NOT_FOUND,
            {"nik": "tidak ditemukan"},
            "NIK tidak ditemukan.",
            {"result": "tidak_cocok", "how": "Layanan Dukcapil", "note": "NIK tidak ditemukan"},
        ),
    ],
)
def test_the_answer_is_recorded_when_the_person_agrees(
    room: MatchRoom,
    service: StandIn,
    told: Told,
    fields: dict[str, str],
    words: str,
    kept: dict[str, str],
) -> None:
    file, other = files(room, "verifikasi_berkas", 2)
    service.told = told
    room.turn_on(service)
    room.sit("verifikator")
    compare(room)
    room.key(Key.Key_M, held=CTRL)
    dialog = room.dialog()
    assert (dialog.told(), dialog.text()) == (fields, words)
    assert room.recorded(file) == []
    assert service.asked[0].question["name"] == "NI SATU"
    room.send()
    assert room.recorded(file) == [kept]
    assert rows(room) == [other]
    assert room.at_work.office.file(file).person["name"] == "NI SATU"


def test_esc_records_nothing(room: MatchRoom, service: StandIn) -> None:
    [file] = files(room, "verifikasi_berkas", 1)
    room.turn_on(service)
    room.sit("verifikator")
    compare(room)
    room.key(Key.Key_M, held=CTRL)
    assert room.dialog().isVisible()
    room.key(Key.Key_Escape)
    assert room.recorded(file) == []


def test_a_service_that_is_down_is_one_calm_sentence(room: MatchRoom, service: StandIn) -> None:
    [file] = files(room, "verifikasi_berkas", 1)
    room.turn_on(service)
    service.told = Told(500)
    room.sit("verifikator")
    compare(room)
    room.key(Key.Key_M, held=CTRL)
    dialog = room.dialog()
    assert dialog.text() == (
        "Layanan Dukcapil sedang terganggu sejak 23 November 2026, pukul 10.00 WITA (kode 500). "
        "Pencocokan dapat dicatat dengan cara lain; berkas tidak terhambat."
    )
    room.send()
    assert room.recorded(file) == []
    room.key(Key.Key_F5)
    room.key(Key.Key_F5)
    room.key(Key.Key_F5)
    assert dialog.text().startswith("Layanan Dukcapil terganggu sejak 23 November 2026")
    assert len(service.asked) == 3
    service.told = Told()
    room.at_work.office.clock.advance(seconds=61)
    room.key(Key.Key_F5)
    assert dialog.text() == "Semua data sama."
