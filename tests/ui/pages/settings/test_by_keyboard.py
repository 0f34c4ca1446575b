"""Pengaturan without a mouse: what is done there on an ordinary day, and what goes wrong with it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLineEdit, QListWidget

from app.actions.commands.office import AddMandate, SetPassword
from app.actions.signing_in import hashed
from app.errors import Refused
from app.queries import people
from app.queries.calendar import calendar_year
from app.queries.people import StaffRow
from tests.ui.pages.hall import CTRL, SHIFT, SMALL, Hall, Held, Key
from tests.ui.seen import column, rows, says, seen, shows

STRANGE = "I Gusti Ngurah D'Arc-Widyaningrat Ñaña Contoh"
WORD = "pasar-amlapura"


def account(hall: Hall, username: str) -> StaffRow:
    return next(row for row in hall.office.door.ask(people.staff) if row.username == username)


def state(hall: Hall, username: str) -> str:
    """Of an account, as the list has it."""
    return next(row[3] for row in rows(hall.window, "staff") if row[1] == username)


def save(hall: Hall) -> None:
    hall.key(Key.Key_S, held=CTRL)


def fill(hall: Hall, **typed: str) -> None:
    """Tab to each field and write over what is there."""
    for field, text in typed.items():
        hall.tab_to(field)
        hall.retype(text)


def text_of(hall: Hall, field: str) -> str:
    return seen(hall.window, QLineEdit, field).text()


def tabs(hall: Hall) -> list[str]:
    listed = seen(hall.window, QListWidget, "settings_tabs")
    return [listed.item(at).text() for at in range(listed.count())]


def tab(hall: Hall) -> str:
    listed = seen(hall.window, QListWidget, "settings_tabs")
    return listed.item(listed.currentRow()).text()


def with_password(hall: Hall, staff: str) -> None:
    hall.office.do("administrator", SetPassword, staff=staff, password=hashed(WORD))


def test_a_new_colleague_from_the_first_key_to_the_first_sign_in(hall: Hall) -> None:
    """The administrator gives a colleague with a strange name an account, mistypes the password once, and is done."""
    hall.sit("administrator")
    hall.key(Key.Key_5, held=CTRL)
    hall.key(Key.Key_Down)
    assert column(hall.window, "staff", "Masuk sebagai")[0] == "admin"
    hall.key(Key.Key_N, held=CTRL)
    assert hall.cursor() == "name"
    fill(hall, name=STRANGE, username="NGURAH.darc")
    hall.tab_to("roles")
    hall.key("12")
    fill(hall, password=WORD, again="pasar-amlapuri")
    save(hall)
    assert (hall.cursor(), hall.below("again")) == ("again", "Kedua kata sandi tidak sama.")
    hall.retype(WORD)
    save(hall)
    assert hall.said() == (f"Akun {STRANGE} telah disimpan.",)
    assert STRANGE in column(hall.window, "staff", "Nama")
    assert (hall.cursor(), shows(hall.window, "save_staff")) == ("staff", False)
    made = account(hall, "ngurah.darc")
    assert (made.name, len(made.roles), made.active) == (STRANGE, 2, True)
    assert hall.gate.enter("ngurah.darc", WORD).id == made.id


def test_an_account_thought_better_of(hall: Hall) -> None:
    """The administrator begins an account and leaves it: nothing is kept, and the next form is empty."""
    hall.settings("staff")
    before = len(rows(hall.window, "staff"))
    hall.key(Key.Key_N, held=CTRL)
    fill(hall, name="Salah Orang", username="salah", password=WORD)
    hall.tab_to("leave_staff")
    hall.key(Key.Key_Space)
    assert (hall.cursor(), shows(hall.window, "save_staff")) == ("staff", False)
    hall.key(Key.Key_N, held=CTRL)
    assert [text_of(hall, field) for field in ("name", "username", "password")] == ["", "", ""]
    save(hall)
    assert {hall.below(field) for field in ("name", "username", "roles", "password")} == {"Wajib diisi."}
    assert len(rows(hall.window, "staff")) == before


def test_the_name_went_to_another_meanwhile(hall: Hall) -> None:
    """While the form is filled in, another administrator takes the user name: the page says so, and all typed stays."""
    hall.settings("staff")
    hall.key(Key.Key_N, held=CTRL)
    fill(hall, name="Kadek Baru", username="kadek")
    hall.tab_to("roles")
    hall.key("1")
    fill(hall, password=WORD, again=WORD)
    hall.office.add_staff("kadek", "verifikator")
    hall.elsewhere()
    assert "kadek" in column(hall.window, "staff", "Masuk sebagai"), "seen before one sends"
    save(hall)
    assert hall.below("username") == "Nama ini sudah dipakai petugas lain."
    assert "Nama pengguna sudah dipakai. Mohon gunakan nama lain." in hall.read()
    assert (text_of(hall, "name"), text_of(hall, "password")) == ("Kadek Baru", WORD)
    hall.tab_to("username", back=True)
    hall.retype("kadek.dua")
    save(hall)
    assert account(hall, "kadek.dua").name == "Kadek Baru"


def test_somebody_leaves_and_comes_back(hall: Hall) -> None:
    """An account is closed after the question, once it was declined, and opened again the same way."""
    with_password(hall, "kabid")
    hall.settings("staff")
    hall.tab_to("staff")
    hall.key(*[Key.Key_Down] * 2, Key.Key_Return)
    assert text_of(hall, "username") == "kabid"
    hall.tab_to("close_account")
    hall.key(Key.Key_Space)
    assert hall.asked().startswith("Petugas Kabid tidak dapat masuk lagi.")
    hall.key(Key.Key_Escape)
    assert (hall.asked(), account(hall, "kabid").active) == ("", True)
    hall.tab_to("close_account")
    hall.key(Key.Key_Space)
    hall.key(Key.Key_Return, held=CTRL)
    assert state(hall, "kabid") == "Ditutup"
    with pytest.raises(Refused):
        hall.gate.enter("kabid", WORD)
    hall.tab_to("staff")
    hall.key(Key.Key_Return)
    hall.tab_to("close_account")
    hall.key(Key.Key_Space)
    assert state(hall, "kabid") == "Aktif"
    assert hall.gate.enter("kabid", WORD).id == "kabid"


def test_ones_own_password_at_the_third_try(hall: Hall) -> None:
    """A clerk, who has this one page of the settings, changes the password after two refusals."""
    with_password(hall, "petugas_loket")
    hall.sit("petugas_loket", page="settings")
    assert tabs(hall) == ["Kata sandi Anda"]
    hall.tab_to("old")
    fill(hall, old=WORD, password="pendek", again="pendek")
    save(hall)
    assert (hall.cursor(), hall.below("password")) == ("password", "Kata sandi paling sedikit 8 huruf.")
    fill(hall, old="bukan-ini", password="sandi-yang-baru", again="sandi-yang-baru")
    save(hall)
    assert "Nama pengguna atau kata sandi tidak sesuai." in hall.read()
    assert (hall.cursor(), hall.said()) == ("old", ())
    hall.retype(WORD)
    save(hall)
    assert hall.said() == ("Kata sandi Anda telah diganti.",)
    assert [text_of(hall, field) for field in ("old", "password", "again")] == ["", "", ""]
    assert hall.gate.enter("petugas.loket", "sandi-yang-baru").id == "petugas_loket"
    with pytest.raises(Refused):
        hall.gate.enter("petugas.loket", WORD)


def test_a_day_of_mourning(hall: Hall) -> None:
    """The administrator writes down a day off: the promise of an open file moves, and moves back when it is taken
    back."""
    file = hall.office.register_file()
    due = hall.office.file(file).due
    hall.settings("calendar")
    hall.tab_to("day")
    hall.key("25112026")
    fill(hall, name="Hari berkabung", source="SE Bupati 1/2026")
    save(hall)
    assert "dihitung ulang" in hall.said()[0]
    at = column(hall.window, "holidays", "Nama").index("Hari berkabung")
    assert rows(hall.window, "holidays")[at][2:4] == ["Libur daerah, kantor", "Libur"]
    assert hall.office.file(file).due == date(2026, 12, 1)
    assert text_of(hall, "name") == ""
    hall.tab_to("holidays", back=True)
    hall.key(Key.Key_Home, *[Key.Key_Down] * at)
    hall.tab_to("remove_day")
    hall.key(Key.Key_Space)
    assert hall.asked().startswith("Catatan kantor tentang Rabu, 25 November 2026 dihapus")
    hall.key(Key.Key_Return)
    assert "Hari berkabung" not in column(hall.window, "holidays", "Nama")
    assert hall.office.file(file).due == due


def test_a_day_that_does_not_exist(hall: Hall) -> None:
    """A holiday with a slip of the finger is not kept, and the page says what is wrong with it."""
    known = hall.office.door.ask(calendar_year)
    hall.settings("calendar")
    hall.tab_to("day")
    hall.key("31112026")
    fill(hall, name="Hari raya", source="SKB")
    save(hall)
    assert (hall.cursor(), hall.below("day")) == (
        "day",
        "Tanggal ini tidak ada pada kalender. Tulis sebagai tanggal-bulan-tahun.",
    )
    assert hall.office.door.ask(calendar_year) == known


def test_a_stand_in_who_would_stand_twice(hall: Hall) -> None:
    """The head of division notes a stand-in for days another was given already: refused beside the field, then later
    days are taken."""
    today = hall.office.clock.now().date()
    values = {"role": "kadis", "substitute": "sekretaris", "mandate": "plh", "letter_number": "800/1"}
    dates = {"letter_date": today, "starts": today, "ends": today.replace(day=28)}
    hall.office.do("administrator", AddMandate, **values, **dates)
    hall.sit("kabid", page="settings", argument="mandates")
    assert tabs(hall) == ["Plh. dan Plt.", "Kata sandi Anda"]
    hall.tab_to("mandate")
    hall.key("1", Key.Key_Return, "kepala dinas", Key.Key_Return, "petugas kabid")
    fill(hall, letter_number="800/2", letter_date="23112026", starts="28112026", ends="30112026")
    save(hall)
    assert hall.below("starts") == "Bertumpang tindih dengan penunjukan lain."
    assert (text_of(hall, "letter_number"), len(rows(hall.window, "mandates"))) == ("800/2", 1)
    fill(hall, starts="29112026")
    save(hall)
    assert hall.said() == ("Perubahan telah disimpan.",)
    assert sorted(column(hall.window, "mandates", "Keadaan")) == ["Akan datang", "Berlaku"]
    assert text_of(hall, "letter_number") == ""


def test_every_part_by_the_same_two_keys(hall: Hall) -> None:
    """Ctrl+Tab goes through all parts and round again, Ctrl+Shift+Tab the other way, and what was typed is still
    there."""
    hall.settings("office")
    hall.tab_to("phone")
    hall.retype("(0363) 1")
    seen_tabs = []
    for _ in tabs(hall):
        seen_tabs.append(tab(hall))
        hall.key(Key.Key_Tab, held=CTRL)
    assert seen_tabs == tabs(hall)
    assert (tab(hall), text_of(hall, "phone")) == ("Kantor", "(0363) 1")
    hall.key(Key.Key_Backtab, held=CTRL | SHIFT)
    assert tab(hall) == "Kata sandi Anda"


def test_the_office_moves_on_a_small_screen(hall: Hall) -> None:
    """At 150 % text every field Tab comes to is in sight whole; a telephone left out is said, a new address is kept."""
    hall.resize(*SMALL)
    hall.settings("office")
    assert not hall.can("save_office")
    hall.tab_to("address")
    passed = []
    while hall.cursor() != "save_office":
        passed.append(hall.cursor())
        assert hall.is_whole(hall.cursor()), hall.cursor()
        if hall.cursor() == "address":
            hall.retype("Jalan Veteran Nomor 1, Amlapura")
        hall.key(Key.Key_Tab)
    assert {"phone", "zone", "cutoff", "separation", "public_address"} <= set(passed)
    hall.key(*[Key.Key_Backtab] * (len(passed) - passed.index("phone")))
    hall.key(Key.Key_A, held=CTRL)
    hall.key(Key.Key_Delete)
    save(hall)
    assert (hall.cursor(), hall.below("phone")) == ("phone", "Wajib diisi.")
    hall.key("(0363) 22000")
    save(hall)
    kept = hall.office.door.ask(people.office)
    assert kept is not None
    assert (kept.address, kept.phone) == ("Jalan Veteran Nomor 1, Amlapura", "(0363) 22000")
    assert (hall.said(), hall.can("save_office")) == (("Perubahan telah disimpan.",), False)


def test_back_to_where_one_was(hall: Hall) -> None:
    """From the middle of the settings Alt+Left goes back to the page before, and the settings are found as left."""
    hall.sit("administrator")
    hall.key(Key.Key_5, held=CTRL)
    hall.key(Key.Key_End)
    assert says(hall.window, "page_title") == "Pengaturan"
    hall.tab_to("old")
    hall.key("setengah")
    hall.key(Key.Key_Left, held=Held.AltModifier)
    assert hall.page() == "Beranda"
    hall.key(Key.Key_5, held=CTRL)
    assert (tab(hall), text_of(hall, "old")) == ("Kata sandi Anda", "setengah")
