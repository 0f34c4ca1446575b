"""Pengaturan with the mouse, and letters typed only where words are wanted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget

from app.cipher import verify
from app.lookup.service import Setting
from app.queries import people
from app.upkeep.counter_file import PRINTER_A5, RECEIPT_SIZE
from tests.conftest import KEY
from tests.ui.pages.hall import SMALL, Hall
from tests.ui.seen import column, rows, says, seen, shows

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def text_of(hall: Hall, field: str) -> str:
    return seen(hall.window, QLineEdit, field).text()


def chosen_of(hall: Hall, field: str) -> str:
    return seen(hall.window, QComboBox, field).currentText()


def go(hall: Hall, part: str) -> None:
    hall.click_line("settings_tabs", part)


@pytest.fixture
def settings(hall: Hall) -> Hall:
    """The administrator has clicked on the gear."""
    hall.sit("administrator")
    hall.click("nav_settings")
    return hall


def test_a_second_role_for_a_colleague(settings: Hall) -> None:
    """The head of division also becomes the supervisor, on a small screen: opened by a double click, ticked, saved."""
    settings.resize(*SMALL)
    go(settings, "Pengguna")
    settings.click_row("staff", "kabid", twice=True)
    assert text_of(settings, "name") == "Petugas Kabid"
    assert "Kosongkan apabila tidak diganti." in settings.below("password")
    roles = seen(settings.window, QListWidget, "roles")
    row = next(at for at in range(roles.count()) if roles.item(at).text().endswith("Kepala Seksi"))
    settings.tick("roles", row)
    settings.click("save_staff")
    assert settings.said() == ("Akun Petugas Kabid telah disimpan.",)
    (told,) = [each for each in rows(settings.window, "staff") if each[1] == "kabid"]
    assert told[2] == "Kepala Bidang, Kepala Seksi"
    settings.click_row("staff", "kabid", twice=True)
    assert roles.item(row).checkState() is Qt.CheckState.Checked
    settings.tick("roles", row)
    settings.click("leave_staff")
    (kept,) = [each for each in settings.office.door.ask(people.staff) if each.id == "kabid"]
    assert set(kept.roles) == {"kabid", "penyelia"}, "left without saving"


def test_nobody_closes_the_last_administrator(settings: Hall) -> None:
    """Asked for, confirmed, refused, said; the way back leaves the account as it is."""
    go(settings, "Pengguna")
    settings.click_row("staff", "admin", twice=True)
    settings.click("close_account")
    assert "I Made Administrator tidak dapat masuk lagi." in settings.asked()
    settings.click("cancel")
    assert settings.asked() == ""
    settings.click("close_account")
    settings.click("confirm")
    assert "Paling sedikit satu administrator harus tetap aktif." in settings.read()
    settings.click("leave_staff")
    assert set(column(settings.window, "staff", "Akun")) == {"Aktif"}
    assert not shows(settings.window, "save_staff")


def test_a_stand_in_from_tomorrow_ended_before_it_began(settings: Hall) -> None:
    """A stand-in is noted for tomorrow, and ended by a click and a question when the head comes to work after all."""
    go(settings, "Plh. dan Plt.")
    assert (says(settings.window, "empty_text"), settings.can("end_mandate")) == (
        "Belum ada penugasan Plh. atau Plt.",
        False,
    )
    settings.choose("mandate", "pejabat berhalangan sementara")
    settings.choose("role", "Kepala Dinas")
    settings.choose("substitute", "Petugas Sekretaris")
    days = {"letter_date": "23112026", "starts": "24112026", "ends": "27112026"}
    for field, text in ({"letter_number": "800/12/2026"} | days).items():
        settings.type_into(field, text)
    settings.click("add_mandate")
    assert rows(settings.window, "mandates") == [
        ["Plh.", "Kepala Dinas", "Petugas Sekretaris", "24-11-2026 s.d. 27-11-2026", "Akan datang"]
    ]
    settings.click_row("mandates", "Petugas Sekretaris")
    settings.click("end_mandate")
    assert settings.asked() == "Penugasan Petugas Sekretaris sebagai Plh. Kepala Dinas berakhir sekarang juga."
    settings.click("cancel")
    assert column(settings.window, "mandates", "Keadaan") == ["Akan datang"]
    settings.click("end_mandate")
    settings.click("confirm")
    assert column(settings.window, "mandates", "Keadaan") == ["Berakhir"]
    assert not settings.can("end_mandate")
    settings.office.clock.advance(days=1)
    (kept,) = settings.office.door.ask(people.mandates)
    assert kept.over


def test_a_stand_in_of_yesterday_is_not_the_administrators_to_note(settings: Hall) -> None:
    """A stand-in that began yesterday is refused to the administrator, who is told who may; what was typed stays."""
    go(settings, "Plh. dan Plt.")
    settings.choose("mandate", "jabatan kosong")
    settings.choose("role", "Kepala Dinas")
    settings.choose("substitute", "Petugas Sekretaris")
    days = {"letter_date": "20112026", "starts": "22112026", "ends": "27112026"}
    for field, text in ({"letter_number": "800/12/2026"} | days).items():
        settings.type_into(field, text)
    settings.click("add_mandate")
    assert settings.below("reason") == "Wajib diisi."
    settings.type_into("reason", "Surat baru datang")
    settings.click("add_mandate")
    assert settings.below("starts") == "Hanya kepala bidang yang dapat mencatat tanggal sebelum hari ini."
    assert "Mohon kepala bidang mencatatnya melalui Pengaturan, Plh. dan Plt." in settings.read()
    assert text_of(settings, "reason") == "Surat baru datang"
    assert settings.office.door.ask(people.mandates) == ()


def test_christmas_is_a_working_day_here(settings: Hall) -> None:
    """A known holiday is copied into the form by a double click, made a working day, and let go again."""
    go(settings, "Kalender")
    settings.click_row("holidays", "Jumat, 25 Desember 2026", twice=True)
    assert (text_of(settings, "day"), settings.cursor()) == ("25-12-2026", "counts")
    settings.choose("counts", "Hari kerja, tetap dihitung")
    settings.click("save_day")
    assert settings.below("source") == "Wajib diisi."
    settings.type_into("source", "SE Bupati 2/2026")
    settings.click("save_day")
    at = column(settings.window, "holidays", "Tanggal").index("Jumat, 25 Desember 2026")
    assert column(settings.window, "holidays", "Berlaku")[at] == "Hari kerja"
    settings.click_row("holidays", "Jumat, 25 Desember 2026")
    settings.click("remove_day")
    settings.click("confirm")
    assert column(settings.window, "holidays", "Berlaku")[at] == "Libur"
    settings.click_row("holidays", "Jumat, 25 Desember 2026")
    assert not settings.can("remove_day"), "what the program knows is not the office's to forget"


def test_a_year_nobody_has_written_down_yet(settings: Hall) -> None:
    """Two years on the calendar is not whole; it is called so after a question that can be declined."""
    go(settings, "Kalender")
    assert not shows(settings.window, "year_whole")
    settings.click("year_after")
    settings.click("year_after")
    assert says(settings.window, "year_shown") == "Tahun 2028, belum lengkap: perkiraan selesai dapat berubah"
    settings.click("year_whole")
    assert "tahun 2028 sudah tercatat menurut SKB" in settings.asked()
    settings.click("cancel")
    assert 2028 not in settings.office.door.ask(lambda look: look.known_calendar.years)
    settings.click("year_whole")
    settings.click("confirm")
    assert says(settings.window, "year_shown") == "Tahun 2028"
    assert 2028 in settings.office.door.ask(lambda look: look.known_calendar.years)


def test_a_copy_on_a_stick_that_was_pulled_out(settings: Hall, tmp_path: Path) -> None:
    """The copy goes to a stick that is not there, then to one that is; the page says when and where it was made."""
    go(settings, "Cadangan")
    assert says(settings.window, "empty_text") == "Salinan harian belum ada."
    assert not settings.can("check_copy")
    settings.click("back_up")
    settings.pick_place("backup_place", tmp_path / "gone")
    assert "Berkas tidak dapat ditulis." in settings.read()
    assert says(settings.window, "backup_state") == "Cadangan ke luar komputer ini belum pernah dibuat."
    stick = tmp_path / "stick"
    stick.mkdir()
    settings.click("back_up")
    settings.pick_place("backup_place", stick)
    (made,) = stick.iterdir()
    verify(made, KEY)
    assert f"Cadangan selesai dan telah diperiksa: {made.name}" in settings.read()
    assert says(settings.window, "backup_state").endswith(f"di folder {stick}.")


def test_the_sheet_goes_to_the_printer_and_the_choice_stays(settings: Hall) -> None:
    """The sealed sheet is printed, then the printer for receipts is chosen and found again on the next visit."""
    go(settings, "Cadangan")
    settings.click("sheet_print")
    assert "Lembar dikirim ke pencetak." in settings.read()
    assert [title for _, title in settings.printer.sheets] == ["Lembar kunci pemulihan"]
    go(settings, "Pencetak")
    settings.choose(PRINTER_A5, "Tray")
    settings.choose(RECEIPT_SIZE, "Gulungan 80 mm")
    assert "Pilihan tersimpan." in settings.read()
    settings.sit("kadis")
    settings.sit("administrator", page="settings", argument="printers")
    assert chosen_of(settings, PRINTER_A5).endswith("Tray")
    assert chosen_of(settings, RECEIPT_SIZE).endswith("Gulungan 80 mm")
    assert settings.memory[RECEIPT_SIZE] == "roll"


def test_the_service_turned_on_with_nothing_and_off_again(settings: Hall) -> None:
    """Turned on without an address it is not kept and says what is missing; turned off again it is."""
    go(settings, "Layanan NIK")
    settings.answer("on", yes=True)
    settings.click("lookup_save")
    assert "Nama, alamat, dan token wajib diisi apabila layanan digunakan." in settings.read()
    settings.type_into("address", "http://10.0.0.1")
    settings.type_into("name", "Dukcapil")
    settings.type_into("token", "rahasia")
    settings.click("lookup_save")
    assert settings.below("address").startswith("Alamat harus diawali https://.")
    assert not settings.at_work.lookup.setting().on
    settings.answer("on", yes=False)
    settings.type_into("address", "")
    settings.click("lookup_save")
    assert "Pengaturan tersimpan." in settings.read()
    assert settings.at_work.lookup.setting() == Setting(False, "Dukcapil", "")


def test_another_region_fills_what_follows(settings: Hall) -> None:
    """The office is moved to another regency by a click on what the search offers; code, government and zone follow."""
    settings.type_into("regency", "jembrana")
    settings.pick("Kabupaten Jembrana")
    assert text_of(settings, "government") == "Pemerintah Kabupaten Jembrana"
    assert settings.can("save_office")
    settings.click("save_office")
    kept = settings.office.door.ask(people.office)
    assert kept is not None
    assert (kept.regency, kept.region, kept.code) == ("Jembrana", "5101", text_of(settings, "code"))
    assert settings.said() == ("Perubahan telah disimpan.",)
