"""Two administrators at two counters, and forms that stand open while the other one saves."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit

from app.actions.commands.office import (
    AddMandate,
    AddStaff,
    ChangeCalendar,
    ChangeOffice,
    ChangeStaff,
    DayRuling,
    OfficeProfile,
    StaffProfile,
)
from app.actions.signing_in import hashed
from app.queries import people
from app.queries.people import OfficeRow, StaffRow
from tests.ui.pages.hall import CTRL, Hall, Key
from tests.ui.seen import column, rows, seen, shows

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def account(hall: Hall, username: str) -> StaffRow:
    return next(row for row in hall.office.door.ask(people.staff) if row.username == username)


def office(hall: Hall) -> OfficeRow:
    row = hall.office.door.ask(people.office)
    assert row is not None
    return row


def change_account(hall: Hall, username: str, *, active: bool = True, **changed: str) -> None:
    """What the other administrator does to an account."""
    row = asdict(account(hall, username))
    profile = StaffProfile(**{name: row[name] for name in StaffProfile.__struct_fields__} | changed)
    hall.office.do("administrator", ChangeStaff, profile=profile, active=active)
    hall.elsewhere()


def change_office(hall: Hall, **changed: str) -> None:
    profile = OfficeProfile(**asdict(office(hall)) | changed)
    hall.office.do("administrator", ChangeOffice, profile=profile)
    hall.elsewhere()


def open_account(hall: Hall, username: str) -> None:
    hall.click_row("staff", username, twice=True)


def save(hall: Hall) -> None:
    hall.key(Key.Key_S, held=CTRL)


def test_an_account_closed_elsewhere_is_not_opened_by_saving_its_position(hall: Hall) -> None:
    """One types a position while the other closes the account and corrects the name: all three hold."""
    hall.settings("staff")
    open_account(hall, "bendahara")
    hall.type_into("position", "Penata Perizinan")
    change_account(hall, "bendahara", active=False, name="Ni Wayan Baru")
    save(hall)
    now = account(hall, "bendahara")
    assert (now.active, now.name, now.position) == (False, "Ni Wayan Baru", "Penata Perizinan")


def test_the_same_field_changed_by_both_is_asked_about_once(hall: Hall) -> None:
    hall.settings("staff")
    open_account(hall, "bendahara")
    hall.type_into("position", "Penata")
    change_account(hall, "bendahara", position="Pengatur")
    save(hall)
    assert account(hall, "bendahara").position == "Pengatur", "nothing is written over unasked"
    assert hall.below("position") == "Isian ini telah berubah."
    assert "diubah petugas lain: Jabatan Pengatur." in hall.read()
    save(hall)
    assert account(hall, "bendahara").position == "Penata"


def test_closing_an_account_saves_nothing_else_and_loses_nothing(hall: Hall) -> None:
    hall.settings("staff")
    open_account(hall, "bendahara")
    hall.type_into("position", "Penata")
    hall.click("close_account")
    hall.click("confirm")
    now = account(hall, "bendahara")
    assert (now.active, now.position) == (False, "")
    assert "Isian lain belum disimpan." in hall.read()
    save(hall)
    now = account(hall, "bendahara")
    assert (now.active, now.position) == (False, "Penata")


def test_a_half_typed_account_goes_only_where_somebody_says_so(hall: Hall) -> None:
    """Ctrl+N a second time, or another row, would have emptied the form."""
    hall.settings("staff")
    hall.key(Key.Key_N, held=CTRL)
    hall.key("Ni Luh Baru")
    hall.key(Key.Key_N, held=CTRL)
    assert "Isian untuk pengguna baru belum disimpan." in hall.asked()
    hall.click("cancel")
    assert shows(hall.window, "save_staff")
    assert hall.cursor() == "name"
    open_account(hall, "bendahara")
    hall.click("confirm")
    assert seen(hall.window, QLineEdit, "username").text() == "bendahara"


def test_the_office_as_it_is_stands_there_when_somebody_comes_back(hall: Hall) -> None:
    hall.settings("office")
    change_office(hall, phone="0361 7654321")
    hall.type_into("email", "dpmptsp@contoh.example")
    save(hall)
    now = office(hall)
    assert (now.phone, now.email) == ("0361 7654321", "dpmptsp@contoh.example")


def test_the_office_is_changed_by_two_at_once(hall: Hall) -> None:
    """Each changes another field; then both the same one."""
    hall.settings("office")
    hall.type_into("email", "dpmptsp@contoh.example")
    change_office(hall, address="Jalan Baru 1")
    save(hall)
    assert (office(hall).address, office(hall).email) == ("Jalan Baru 1", "dpmptsp@contoh.example")
    hall.type_into("address", "Jalan Saya 2")
    change_office(hall, address="Jalan Lain 3")
    save(hall)
    assert office(hall).address == "Jalan Lain 3"
    assert hall.below("address") == "Isian ini telah berubah."
    assert "Alamat Jalan Lain 3" in hall.read()
    save(hall)
    assert office(hall).address == "Jalan Saya 2"


def test_ending_one_stand_in_keeps_the_next_that_is_being_typed(hall: Hall) -> None:
    """And a colleague who got an account meanwhile can be chosen."""
    office = hall.office
    office.do(
        "administrator",
        AddMandate,
        role="kadis",
        substitute="sekretaris",
        mandate="plh",
        letter_number="800/1",
        letter_date=date(2026, 11, 23),
        starts=date(2026, 11, 24),
        ends=date(2026, 11, 30),
    )
    hall.settings("mandates")
    hall.type_into("letter_number", "800/2")
    profile = StaffProfile(id="baru", username="baru", name="Ni Made Baru")
    office.do("administrator", AddStaff, profile=profile, password=hashed("pasar-amlapura"), roles=("kabid",))
    hall.elsewhere()
    hall.choose("substitute", "Ni Made Baru")
    hall.click_row("mandates", "Plh.")
    hall.click("end_mandate")
    hall.click("confirm")
    assert rows(hall.window, "mandates")[0][3] == "dibatalkan 23-11-2026 pukul 10.00"
    assert seen(hall.window, QLineEdit, "letter_number").text() == "800/2"
    assert seen(hall.window, QComboBox, "substitute").currentText().endswith("Ni Made Baru")


def test_taking_back_a_day_keeps_the_next_that_is_being_typed(hall: Hall) -> None:
    ruling = DayRuling(
        day=date(2026, 12, 7), kind="libur_nasional", name="Hari jadi", source="SK", counts_for_sla=False
    )
    hall.office.do("administrator", ChangeCalendar, added=(ruling,))
    hall.settings("calendar")
    hall.type_into("name", "Pawai")
    hall.click_row("holidays", "Senin, 7 Desember 2026")
    hall.click("remove_day")
    hall.click("confirm")
    assert "Senin, 7 Desember 2026" not in column(hall.window, "holidays", "Tanggal")
    assert seen(hall.window, QLineEdit, "name").text() == "Pawai"
