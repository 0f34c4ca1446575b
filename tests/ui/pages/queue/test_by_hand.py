"""A working day in the queue, by keyboard in some and by mouse in others."""

from __future__ import annotations

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from app.actions.commands import office_work
from app.actions.commands.office import SetRoles
from tests.office import ADMIN, NI_LUH
from tests.ui.pages.acts.conftest import hands as hands
from tests.ui.pages.acts.hands import SMALL, Hands, cut
from tests.ui.pages.work_room import CTRL, Key
from tests.ui.seen import chosen, column, rows, says

NAMES = ("NI SATU", "I DUA", "NI TIGA")
LONG = "I GUSTI NGURAH AGUNG MADE KUSUMA WARDHANA PUTRA SANJAYA, S.T., M.ENG."
EMPTY = "Tidak ada berkas yang menunggu Anda."
NOT_FOUND = "Tidak ada berkas yang cocok dengan saringan ini."


def files(hands: Hands, stage: str, names: tuple[str, ...] = NAMES) -> list[str]:
    office = hands.at_work.office
    made = []
    for number, name in zip(hands.numbers, names, strict=False):
        person = msgspec.structs.replace(NI_LUH, nik=f"51070345078800{number + 10:02}", name=name)
        made.append(office.register_file(office.intake(person=person)))
        office.advance(made[-1], stage)
    return made


def names(hands: Hands) -> list[str]:
    return column(hands.queue, "queue", "Pemohon")


def marked(hands: Hands) -> list[bool]:
    return [row[0] == "☑" for row in rows(hands.queue, "queue")]


def subtitle(hands: Hands) -> str:
    return says(hands.window, "page_subtitle")


def test_a_morning_at_the_queue_by_keyboard(hands: Hands) -> None:
    """A section head initials two of three files at one go, opens the third and comes back to an empty list."""
    made = files(hands, "paraf_penyelia")
    hands.sit("penyelia")
    assert subtitle(hands) == "3 berkas menunggu Anda"
    assert hands.where() == "queue"
    hands.key(" ", " ")
    assert (marked(hands), chosen(hands.queue, "queue")) == ([True, True, False], [2])
    assert says(hands.window, "queue_state") == "2 berkas ditandai"
    hands.key(Key.Key_F8)
    assert hands.question() == "Paraf, 2 berkas: Ni Satu, I Dua."
    hands.key(Key.Key_Return)
    assert names(hands) == ["Ni Satu", "I Dua", "Ni Tiga"], "Enter is no yes"
    hands.key(Key.Key_F8)
    hands.send()
    assert names(hands) == ["Ni Tiga"]
    assert hands.notices() == ("2 berkas selesai ditindaklanjuti.",)
    assert hands.where() == "queue", "the next key is for the next file"
    hands.key(Key.Key_Return)
    assert says(hands.window, "file_applicant") == "Ni Tiga"
    hands.key(Key.Key_F8, Key.Key_Escape)
    hands.key(Key.Key_Escape)
    assert hands.sees_text(EMPTY)
    assert [hands.stage(file) for file in made] == ["paraf_kabid"] * 3
    assert hands.where() == "queue_filter"
    assert subtitle(hands) == "0 berkas menunggu Anda"


def test_a_morning_at_the_queue_by_mouse(hands: Hands) -> None:
    """The division head approves the file that was clicked on, after changing their mind once, and opens another."""
    made = files(hands, "paraf_kabid")
    hands.sit("kabid")
    hands.click_row("queue", 1, 2)
    assert chosen(hands.queue, "queue") == [1]
    hands.click("queue_do")
    assert hands.question().startswith("Paraf, 1 berkas: I Dua, ")
    hands.click("cancel")
    assert hands.stage(made[1]) == "paraf_kabid"
    hands.click("queue_do")
    hands.click("confirm")
    assert hands.stage(made[1]) == "tanda_tangan"
    assert names(hands) == ["Ni Satu", "Ni Tiga"]
    assert chosen(hands.queue, "queue") == [1], "the next one is in hand"
    hands.click_row("queue", 1, 2, twice=True)
    assert says(hands.window, "file_applicant") == "Ni Tiga"
    hands.click("nav_queue")
    assert chosen(hands.queue, "queue") == [1], "where it was left"


def test_chips_choose_a_stage_by_mouse(hands: Hands) -> None:
    """Somebody with two kinds of work looks at one of them, and at all again."""
    hands.at_work.office.do(ADMIN, SetRoles, staff="penyelia", roles=("penyelia", "verifikator"))
    files(hands, "verifikasi_berkas", NAMES[:2])
    files(hands, "paraf_penyelia", NAMES[2:])
    hands.sit("penyelia", "verifikator")
    assert len(names(hands)) == 3
    hands.click("chip_paraf_penyelia")
    assert names(hands) == ["Ni Tiga"]
    hands.click("queue_do")
    hands.click("confirm")
    assert sorted(names(hands)) == ["I Dua", "Ni Satu"], "its last file has gone: all is shown again"
    assert not hands.sees("chip_paraf_penyelia")
    hands.click("chip_verifikasi_berkas")
    hands.click("chip_all")
    assert len(names(hands)) == 2


def test_the_filter_finds_and_forgets_by_keyboard(hands: Hands, qtbot: QtBot) -> None:
    """A name is looked for, a letter too many finds nothing and says so, and the file is opened from what is left."""
    files(hands, "verifikasi_berkas")
    hands.sit("verifikator")
    hands.key(Key.Key_F, held=CTRL)
    hands.key("tigax")
    qtbot.waitUntil(lambda: hands.sees_text(NOT_FOUND))
    assert not hands.enabled("queue_do")
    hands.key(Key.Key_F8, Key.Key_Return)
    assert hands.window.pages.current() == "queue"
    assert hands.where() == "queue_filter"
    hands.key(Key.Key_Backspace)
    qtbot.waitUntil(lambda: names(hands) == ["Ni Tiga"])
    hands.key(Key.Key_Return, Key.Key_Return)
    assert says(hands.window, "file_applicant") == "Ni Tiga"
    hands.key(Key.Key_Escape)
    assert names(hands) == ["Ni Tiga"], "the filter stands as it was left"


def test_a_file_is_returned_from_the_queue(hands: Hands) -> None:
    """R opens the form of the return for the file in hand, Esc and Esc come back to that same file."""
    files(hands, "verifikasi_berkas")
    hands.sit("verifikator")
    hands.key(Key.Key_Down, "r")
    assert (hands.form(), says(hands.window, "file_applicant")) == ("Kembalikan", "I Dua")
    hands.key(Key.Key_Escape, Key.Key_Escape)
    assert chosen(hands.queue, "queue") == [1]
    hands.click("queue_return")
    assert (hands.form(), says(hands.window, "file_applicant")) == ("Kembalikan", "I Dua")


def test_another_counter_takes_a_marked_file(hands: Hands) -> None:
    """Of two marked files one is initialled elsewhere while the question stands; the other is done, the first told."""
    first, second = files(hands, "paraf_penyelia", NAMES[:2])
    office = hands.at_work.office
    hands.sit("penyelia")
    hands.key(Key.Key_A, held=CTRL)
    hands.key(Key.Key_F8)
    office.do("penyelia", office_work.Initial, application=first)
    hands.send()
    assert hands.stage(second) == "paraf_kabid"
    (told,) = hands.notices()
    assert told.startswith("1 berkas selesai ditindaklanjuti. 1 berkas belum:")
    assert hands.kept(first).number in told
    assert hands.sees_text(EMPTY)


def test_a_file_that_goes_away_takes_its_mark_with_it(hands: Hands) -> None:
    """A marked file is dealt with at another counter; the marks count what is still in the list."""
    first, *_ = files(hands, "verifikasi_berkas")
    hands.sit("verifikator")
    hands.key(Key.Key_A, held=CTRL)
    assert says(hands.window, "queue_state") == "3 berkas ditandai"
    hands.at_work.office.step(first, "verifikasi_berkas")
    hands.at_work.desk.changed.emit()
    hands.at_work.settle()
    assert says(hands.window, "queue_state") == "2 berkas ditandai"
    assert marked(hands) == [True, True]
    hands.key(Key.Key_A, held=CTRL)
    assert says(hands.window, "queue_state") == "Spasi menandai berkas"


def test_nothing_waits_and_nothing_happens(hands: Hands) -> None:
    """A quiet morning: the list says so, its buttons sleep, and no key frightens anybody."""
    hands.sit("sekretaris")
    assert hands.sees_text(EMPTY)
    assert not any(map(hands.enabled, ("queue_do", "queue_open", "queue_return")))
    hands.key(Key.Key_F8, Key.Key_Return, " ", Key.Key_Down)
    assert (hands.notices(), hands.window.pages.current()) == ((), "queue")
    files(hands, "paraf_penyelia", NAMES[:1])
    hands.sit("penyelia")
    assert names(hands) == ["Ni Satu"]
    assert all(map(hands.enabled, ("queue_do", "queue_open")))
    assert not hands.enabled("queue_return"), "whoever initials returns nothing to the applicant"


@pytest.mark.parametrize("size", [SMALL, (1366, 740)])
def test_the_longest_name_in_the_list(hands: Hands, size: tuple[int, int]) -> None:
    """However large the letters: number, time and stage stay whole, no sideways scrolling, and every button is read."""
    files(hands, "verifikasi_berkas", (LONG,))
    hands.window.resize(*size)
    hands.sit("verifikator")
    view = hands.queue.list.table.view
    assert view.horizontalScrollBar().maximum() == 0
    for title in ("Nomor registrasi", "Sisa waktu", "Tahap"):
        assert hands.fits("queue", title), f"{title} is cut"
    assert cut(hands.queue) == []
    hands.click("queue_open")
    assert says(hands.window, "file_applicant").upper().startswith(LONG[:40])


def test_an_identity_is_compared_by_mouse(hands: Hands) -> None:
    """Of three people one agrees with the central data and one does not; what differs has to be said."""
    made = files(hands, "verifikasi_berkas")
    hands.sit("verifikator")
    hands.click("chip_belum_dicocokkan")
    assert subtitle(hands) == "3 berkas belum dicocokkan dengan data pusat"
    assert says(hands.window, "match_nik") == "5107 0345 0788 0011"
    hands.click("match_same")
    assert hands.kept(made[0]).match == "cocok"
    assert says(hands.window, "match_nik") == "5107 0345 0788 0012", "the next is in hand"
    hands.click("match_other")
    hands.click("confirm")
    assert hands.kept(made[1]).match == "belum", "not without what differs"
    hands.click("reason")
    hands.key("Tempat lahir berbeda")
    hands.click("confirm")
    assert hands.kept(made[1]).match == "tidak_cocok"
    assert names(hands) == ["Ni Tiga"]
    hands.click("chip_all")
    assert not hands.sees("match_panel")
    assert len(names(hands)) == 3
