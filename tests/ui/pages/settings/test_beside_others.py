"""Two administrators at two counters, and forms that stand open while the other one saves."""

from __future__ import annotations

from dataclasses import asdict

from PySide6.QtWidgets import QLineEdit

from app.actions.commands.office import ChangeOffice, ChangeStaff, OfficeProfile, StaffProfile
from app.queries import people
from app.queries.people import OfficeRow, StaffRow
from tests.ui.pages.hall import CTRL, Hall, Key
from tests.ui.seen import seen, shows


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
