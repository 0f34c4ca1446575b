"""Beranda at the start of a day: what somebody reads there, where it leads, and how one comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.actions.commands import office_work
from app.queries.front import LATE, READY, RECEIVED, RETURNED, SOON, front
from app.ui.widgets.card import Card
from app.ui.widgets.tile import Tile
from tests.queries.people import person
from tests.ui.pages.hall import SMALL, Hall, Held, Key
from tests.ui.seen import chosen, column, rows, says, seen, shows

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LONG = "IDA AYU KADE RATNA DEWI KUSUMAWARDHANI WIDYANINGRAT SURYANINGSIH CONTOH"
NIK = "5107034507880003"


def registered(hall: Hall, until: str = "", name: str = "NI LUH CONTOH", nik: str = NIK) -> str:
    office = hall.office
    file = office.register_file(office.intake(person=person(name, nik), confirmed={"duplicate": "-"}))
    if until:
        office.advance(file, until)
    return file


def given_back(hall: Hall, file: str) -> None:
    """Kembalikan Berkas."""
    today = hall.office.clock.now().date()
    row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
    values = {"rows": (row,), "deadline": today.replace(day=today.day + 5)}
    hall.office.do("verifikator", office_work.ReturnForRevision, application=file, **values)


def number(hall: Hall, tile: str) -> int | None:
    return seen(hall.window, Tile, f"tile_{tile}").number()


def numbers(hall: Hall, *tiles: str) -> list[int | None]:
    return [number(hall, each) for each in tiles]


def reminders(hall: Hall) -> str:
    labels = seen(hall.window, Card, "reminders").findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisible())


def test_from_the_first_key_to_the_first_file(hall: Hall) -> None:
    """By keyboard a verifier goes from the number of today's files to the one, and back by the way they came."""
    file = registered(hall)
    hall.sit("verifikator")
    assert hall.cursor() == "tile_mine"
    hall.tab_to(f"tile_{RECEIVED}")
    hall.key(Key.Key_Return)
    assert (hall.page(), hall.cursor()) == ("Daftar", "front_rows")
    assert says(hall.window, "page_subtitle") == "Diterima hari ini · Enter membuka permohonan"
    hall.key(Key.Key_Return)
    assert hall.page() == "Permohonan"
    assert hall.office.file(file).number in hall.read()
    hall.key(Key.Key_Left, held=Held.AltModifier)
    assert (hall.page(), column(hall.window, "front_rows", "Pemohon")) == ("Daftar", ["Ni Luh Contoh"])
    hall.key(Key.Key_Escape)
    assert (hall.page(), hall.cursor()) == ("Beranda", "tile_mine")


def test_every_number_is_the_length_of_its_list(hall: Hall) -> None:
    """With the mouse somebody opens each number in turn: as many rows, or a sentence, stand behind it."""
    registered(hall)
    given_back(hall, registered(hall))
    registered(hall, "penyerahan")
    hall.sit("penyelia")
    asked = hall.office.door.ask(lambda look: front(look, staff_id="penyelia")).counts
    for tile, count in ((RECEIVED, 3), (RETURNED, 1), (READY, 1), (LATE, 0), (SOON, 0)):
        assert (number(hall, tile), asked[tile]) == (count, count), tile
        hall.click(f"tile_{tile}")
        assert len(rows(hall.window, "front_rows")) == count, tile
        assert says(hall.window, "empty_text") == ("" if count else "Tidak ada permohonan di sini.")
        hall.click("back")
        assert hall.page() == "Beranda"


def test_the_list_shrinks_while_one_reads(hall: Hall) -> None:
    """A permit is taken at the other counter: its row goes, the cursor stays in the list, the number follows."""
    files = [registered(hall, "penyerahan"), registered(hall, "penyerahan")]
    hall.sit("penyelia")
    hall.tab_to(f"tile_{READY}")
    hall.key(Key.Key_Return, Key.Key_Down)
    assert chosen(hall.window, "front_rows") == [1]
    hall.office.advance(files[1], "selesai")
    hall.elsewhere()
    assert column(hall.window, "front_rows", "Nomor") == [hall.office.file(files[0]).number]
    assert (hall.cursor(), chosen(hall.window, "front_rows")) == ("front_rows", [0])
    hall.office.advance(files[0], "selesai")
    hall.elsewhere()
    assert says(hall.window, "empty_text") == "Tidak ada permohonan di sini."
    hall.key(Key.Key_Return)
    assert hall.page() == "Daftar", "there is nothing to open"
    hall.key(Key.Key_Escape)
    assert numbers(hall, READY, RECEIVED) == [0, 2]


def test_the_days_go_by(hall: Hall) -> None:
    """A file nobody works on is due soon, then late, and says so in words; nothing of it is received today any more."""
    registered(hall)
    hall.sit("verifikator")
    assert numbers(hall, RECEIVED, SOON, LATE) == [1, 0, 0]
    assert column(hall.window, "pressing", "Sisa waktu") == ["5 hari lagi"]
    hall.office.clock.advance(days=7)
    hall.sit("verifikator")
    assert numbers(hall, RECEIVED, SOON, LATE) == [0, 1, 0]
    assert column(hall.window, "pressing", "Sisa waktu") == ["hari ini"]
    hall.office.clock.advance(days=1)
    hall.sit("verifikator")
    assert numbers(hall, RECEIVED, SOON, LATE) == [0, 0, 1]
    assert column(hall.window, "pressing", "Sisa waktu") == ["lewat 1 hari"]


def test_the_reminder_of_a_copy_leads_to_it_and_goes(hall: Hall, tmp_path: Path) -> None:
    """With the mouse the administrator follows the reminder, makes the copy, and comes back to a page without it."""
    hall.memory["sheet_at"] = hall.office.clock.now().isoformat()
    hall.sit("administrator")
    assert "Cadangan ke luar komputer ini belum pernah dibuat." in reminders(hall)
    (go,) = [each for each in hall.window.findChildren(QPushButton, "reminder_backup") if each.isVisible()][:1]
    hall.click(go)
    assert hall.page() == "Pengaturan"
    disk = tmp_path / "disk"
    disk.mkdir()
    hall.click("back_up")
    hall.pick_place("backup_place", disk)
    assert "Cadangan selesai dan telah diperiksa" in hall.read()
    hall.click("nav_front")
    assert "Cadangan" not in reminders(hall)


def test_another_person_sits_down(hall: Hall) -> None:
    """What waits for one is not what waits for the other, and the cursor begins anew."""
    registered(hall)
    hall.sit("verifikator")
    assert (number(hall, "mine"), len(rows(hall.window, "pressing"))) == (1, 1)
    hall.tab_to(f"tile_{READY}")
    hall.sit("kadis")
    assert (number(hall, "mine"), rows(hall.window, "pressing")) == (0, [])
    assert "Tidak ada yang menunggu Anda saat ini." in hall.read()
    assert hall.cursor() == "tile_mine"


def test_a_pressing_file_by_a_double_click(hall: Hall) -> None:
    """With the mouse somebody opens what presses most, and one click in the navigation brings the front page back."""
    late = registered(hall, name=LONG)
    hall.office.clock.advance(days=9)
    registered(hall, name="NI MADE KELIRU", nik="5107034507880011")
    hall.sit("verifikator")
    first = column(hall.window, "pressing", "Nomor")[0]
    assert first == hall.office.file(late).number, "the latest stands first"
    hall.click_row("pressing", first, twice=True)
    assert (hall.page(), hall.office.file(late).number in hall.read()) == ("Permohonan", True)
    hall.click("nav_front")
    assert hall.page() == "Beranda"


def test_on_a_small_screen_all_is_wheeled_to(hall: Hall) -> None:
    """At 150 % text every number is in sight whole, and the wheel brings the list and the reminders."""
    registered(hall, name=LONG)
    hall.resize(*SMALL)
    hall.sit("verifikator", "administrator")
    for tile in ("mine", SOON, LATE, RECEIVED, READY, RETURNED):
        assert hall.is_whole(f"tile_{tile}"), tile
    assert not hall.is_whole("reminders")
    hall.click_row("pressing", "Ida Ayu Kade Ratna Dewi Kusumawardhani Widyaningrat Suryaningsih Contoh")
    lowest = seen(hall.window, QLabel, "daily_copy")
    hall.wheel_to(lowest, lowest.rect().bottomLeft())
    assert hall.is_whole("daily_copy")
    assert not shows(hall.window, "start_help")
