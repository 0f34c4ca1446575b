"""Pengaturan: each tab does what it says, for those who may."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.actions.signing_in import Gate, verifier
from app.cipher import verify
from app.errors import Unavailable
from app.models.office import Device, Staff
from app.queries import people
from app.ui.pages.entrance.sheet_keeper import SheetKeeper, SheetSource
from app.ui.pages.settings.backup import BackupSettings
from app.ui.pages.settings.mandates import MandatesPage
from app.ui.pages.settings.office import CounterCard, OfficeSettings
from app.ui.pages.settings.page import SettingsPage, Tab
from app.ui.pages.settings.password import PasswordSettings
from app.ui.pages.settings.printers import PrinterSettings
from app.ui.pages.settings.staff import StaffPage
from app.ui.pages.settings.training import TrainingSettings
from app.ui.widgets.confirm import Confirm
from app.upkeep.counter_file import PRINTER_A5, RECEIPT_SIZE
from app.upkeep.keys import ObtainedKey
from app.upkeep.safekeeping import Safekeeping
from tests.conftest import KEY
from tests.ui.at_work import AtWork, Tray
from tests.ui.seen import part

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WORD = "pasar-amlapura"
P = TypeVar("P", bound=QWidget)


@pytest.fixture
def desk_of(at_work: AtWork, qtbot: QtBot) -> AtWork:
    at_work.sit("administrator")
    return at_work


def put(qtbot: QtBot, at_work: AtWork, page: P) -> P:
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.activateWindow()
    at_work.settle()
    return page


def called(at_work: AtWork) -> str:
    """The name of this counter in the register."""
    with at_work.office.register.reading() as session:
        return session.get_one(Device, at_work.office.device).name


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    button.click()


def confirm(page: QWidget, at_work: AtWork) -> None:
    asked = page.window().findChild(Confirm)
    assert asked is not None
    press(asked, "confirm")
    at_work.settle()


def test_tabs_by_role_and_by_name(desk_of: AtWork, qtbot: QtBot) -> None:
    made: list[str] = []

    def make(name: str) -> QWidget:
        made.append(name)
        return QWidget()

    tabs = (
        Tab("office", "Kantor", partial(make, "office"), frozenset({"administrator"})),
        Tab("password", "Sandi", partial(make, "password"), scrolls=False),
    )
    page = put(qtbot, desk_of, SettingsPage(desk_of.session, tabs))
    assert (page.tab_keys(), page.current(), made) == (("office", "password"), "office", ["office"])
    page.activate("password")
    page.activate("nothing of this name")
    assert (page.current(), made) == ("password", ["office", "password"])
    desk_of.sit("kadis")
    assert SettingsPage(desk_of.session, tabs).tab_keys() == ("password",)


def test_the_office_is_changed_and_its_code_checked(desk_of: AtWork, qtbot: QtBot) -> None:
    page = put(qtbot, desk_of, OfficeSettings(desk_of.workplace))
    section = page.form.section
    assert section.values()["code"] == "KRA"
    section.set_values({"code": "K"})
    desk_of.chord(page, Qt.Key.Key_S, CONTROL)
    assert section.errors() == {"code": "Kode kantor terdiri atas tiga huruf besar."}
    section.set_values({"code": "krb", "idle_minutes": 3, "phone": ""})
    desk_of.chord(page, Qt.Key.Key_S, CONTROL)
    assert list(section.errors()) == ["phone"]
    section.set_values({"phone": "(0363) 1"})
    desk_of.chord(page, Qt.Key.Key_S, CONTROL)
    row = desk_of.office.door.ask(people.office)
    assert row is not None
    assert (row.code, row.idle_minutes, row.phone, row.region) == ("KRB", 3, "(0363) 1", "5107")
    assert desk_of.texts() == ["Perubahan telah disimpan."]


def test_the_counter_gets_another_name(desk_of: AtWork, qtbot: QtBot) -> None:
    page = put(qtbot, desk_of, OfficeSettings(desk_of.workplace))
    section = page.findChild(CounterCard, "counter_card").form
    assert section.values() == {"name": "Loket 1"}
    section.focus("name")
    desk_of.press(page, Qt.Key.Key_Backspace)
    desk_of.chord(page, Qt.Key.Key_S, CONTROL | SHIFT)
    assert section.errors() == {"name": "Wajib diisi."}
    assert called(desk_of) == "Loket 1"
    desk_of.press(page, "Loket Depan")
    desk_of.chord(page, Qt.Key.Key_S, CONTROL | SHIFT)
    assert called(desk_of) == "Loket Depan"
    assert desk_of.session.signed_in is not None
    assert desk_of.session.signed_in.counter == "Loket Depan"
    assert desk_of.texts() == ["Perubahan telah disimpan."]


def test_only_an_administrator_renames_the_counter(desk_of: AtWork, qtbot: QtBot) -> None:
    page = put(qtbot, desk_of, OfficeSettings(desk_of.workplace))
    desk_of.sit("kadis")
    desk_of.chord(page, Qt.Key.Key_S, CONTROL | SHIFT)
    assert called(desk_of) == "Loket 1"
    assert "tidak memiliki hak akses" in desk_of.texts()[0]


@pytest.mark.parametrize(("answer", "wanted"), [(Qt.Key.Key_Return, 1), (Qt.Key.Key_Escape, 0)])
def test_the_training_office_starts_anew_after_a_question(
    qtbot: QtBot, desk_of: AtWork, answer: Qt.Key, wanted: int
) -> None:
    page = put(qtbot, desk_of, TrainingSettings())
    asked: list[int] = []
    page.anew_wanted.connect(partial(asked.append, 1))
    page.findChild(QPushButton, "training_anew").setFocus()
    desk_of.press(page, Qt.Key.Key_Space)
    question = page.findChild(Confirm)
    assert question is not None
    assert "dihapus" in question.findChild(QLabel, "confirm_text").text()
    qtbot.keyClick(question, answer)
    desk_of.settle()
    assert len(asked) == wanted


def test_a_user_is_added_changed_and_closed(desk_of: AtWork, qtbot: QtBot) -> None:
    page = put(qtbot, desk_of, StaffPage(desk_of.workplace, verifier))
    desk_of.chord(page, Qt.Key.Key_N, CONTROL)
    form = page.editor.form
    form.set_values({"name": "Ni Kadek Contoh", "username": "kadek", "roles": ("kabid",)})
    desk_of.chord(page, Qt.Key.Key_S, CONTROL)
    assert form.errors() == {"password": "Wajib diisi.", "again": "Wajib diisi."}
    form.set_values({"password": WORD, "again": WORD})
    desk_of.chord(page, Qt.Key.Key_S, CONTROL)
    gate = Gate(desk_of.office.register.file, desk_of.office.clock.now)
    person = gate.enter("kadek", WORD)
    assert person.roles == {"kabid"}
    assert page.editor.isHidden()

    page.table.select(person.id)
    page.table.view.setFocus()
    desk_of.press(page.table.view, Qt.Key.Key_Return)
    assert form.values()["username"] == "kadek"
    form.set_values({"roles": ("kabid", "kadis"), "password": "sandi-yang-baru", "again": "sandi-yang-baru"})
    desk_of.chord(page, Qt.Key.Key_S, CONTROL)
    assert gate.enter("kadek", "sandi-yang-baru").roles == {"kabid", "kadis"}

    page.table.select(person.id)
    page.table.view.setFocus()
    desk_of.press(page, Qt.Key.Key_Return)
    press(page, "close_account")
    confirm(page, desk_of)
    row = next(each for each in desk_of.office.door.ask(people.staff) if each.id == person.id)
    assert not row.active
    page.table.select(person.id)
    page.table.view.setFocus()
    desk_of.press(page, Qt.Key.Key_Return)
    press(page, "close_account")
    desk_of.settle()
    assert next(each for each in desk_of.office.door.ask(people.staff) if each.id == person.id).active


def test_what_the_rules_refuse_of_an_account_is_said(desk_of: AtWork, qtbot: QtBot) -> None:
    page = put(qtbot, desk_of, StaffPage(desk_of.workplace, verifier))
    page.editor.begin(None)
    values = {"name": "X", "username": "kadis", "roles": ("kabid",), "password": WORD, "again": "lain-sekali"}
    page.editor.form.set_values(values)
    desk_of.chord(page, Qt.Key.Key_S, CONTROL)
    assert list(page.editor.form.errors()) == ["again"]
    page.editor.form.set_values({"again": WORD})
    desk_of.chord(page, Qt.Key.Key_S, CONTROL)
    assert list(page.editor.form.errors()) == ["username"]
    assert page.editor.text().startswith("Nama pengguna sudah dipakai.")
    press(page, "leave_staff")
    assert page.editor.isHidden()


def test_the_last_administrator_stays(desk_of: AtWork, qtbot: QtBot) -> None:
    page = put(qtbot, desk_of, StaffPage(desk_of.workplace, verifier))
    page.table.select("administrator")
    page.table.view.setFocus()
    desk_of.press(page, Qt.Key.Key_Return)
    press(page, "close_account")
    confirm(page, desk_of)
    assert page.editor.text() == "Paling sedikit satu administrator harus tetap aktif."


def test_a_mandate_is_noted_and_ended(desk_of: AtWork, qtbot: QtBot) -> None:
    page = put(qtbot, desk_of, MandatesPage(desk_of.workplace))
    desk_of.chord(page, Qt.Key.Key_S, CONTROL)
    assert "letter_number" in page.form.errors()
    today = desk_of.office.clock.now().date()
    values = {"mandate": "plh", "role": "kadis", "substitute": "kabid", "letter_number": "800/1"}
    page.form.set_values(values | {"letter_date": today, "starts": today, "ends": today - timedelta(days=1)})
    desk_of.chord(page, Qt.Key.Key_S, CONTROL)
    assert page.form.errors() == {"ends": "Tanggal selesai tidak boleh mendahului tanggal mulai."}
    page.form.set_values({"ends": today + timedelta(days=5)})
    desk_of.chord(page, Qt.Key.Key_S, CONTROL)
    row = page.table.current()
    assert row is not None
    assert (row.substitute, row.running) == ("Petugas Kabid", True)
    cells = [str(page.table.model.index(0, column).data()) for column in range(5)]
    assert cells == ["Plh.", "Kepala Dinas", "Petugas Kabid", "23-11-2026 s.d. 28-11-2026", "Berlaku"]
    press(page, "end_mandate")
    confirm(page, desk_of)
    assert desk_of.office.door.ask(people.mandates)[0].ends == today
    cells = [str(page.table.model.index(0, column).data()) for column in (3, 4)]
    assert cells == ["23-11-2026 s.d. 23-11-2026 pukul 10.00", "Berakhir"], "over at once, not at midnight"


def keeping(at_work: AtWork, path: Path) -> Safekeeping:
    office = at_work.office
    return Safekeeping(path, ObtainedKey(KEY, False, "file"), {}, office.door.ask, office.clock.now)


def test_a_copy_is_made_and_checked(desk_of: AtWork, qtbot: QtBot, register_path: Path, tmp_path: Path) -> None:
    kept = keeping(desk_of, register_path)
    kept.copy_today(desk_of.office.clock.now().date())
    source = SheetSource(kept.sheet, Tray())
    page = put(qtbot, desk_of, BackupSettings(desk_of.desk, kept, source))
    disk = tmp_path / "disk"
    page.back_up_to(disk)
    desk_of.settle()
    assert page.text().startswith("Berkas tidak dapat ditulis.")
    disk.mkdir()
    page.back_up_to(disk)
    desk_of.settle()
    assert page.text() == "Cadangan selesai dan telah diperiksa: register-2026-11-23-0200.db"
    verify(disk / "register-2026-11-23-0200.db", KEY)
    press(page, "check_copy")
    desk_of.settle()
    assert page.text() == "Salinan Senin, 23 November 2026 utuh dan dapat dipulihkan."
    kept.copies()[0].path.write_bytes(b"\0" * 9000)
    press(page, "check_copy")
    desk_of.settle()
    assert "rusak" in page.text() or "kunci" in page.text()


def test_the_sheet_is_printed_again_and_a_stopped_printer_is_said(
    desk_of: AtWork, qtbot: QtBot, register_path: Path, tmp_path: Path
) -> None:
    kept, tray = keeping(desk_of, register_path), Tray()
    page = put(qtbot, desk_of, BackupSettings(desk_of.desk, kept, SheetSource(kept.sheet, tray)))
    press(page, "sheet_print")
    desk_of.settle()
    assert [title for _, title in tray.sheets] == ["Lembar kunci pemulihan"]
    tray.trouble = "printer_stopped"
    press(page, "sheet_print")
    desk_of.settle()
    assert "sedang berhenti" in part(page, SheetKeeper).text()
    part(page, SheetKeeper).save_to(tmp_path / "gone" / "sheet.pdf")
    desk_of.settle()
    assert part(page, SheetKeeper).text().startswith("Berkas tidak dapat ditulis.")


class NoPrinter(Tray):
    def names(self) -> tuple[str, ...]:
        raise Unavailable("printer_missing")


class Hanging(Tray):
    def names(self) -> tuple[str, ...]:
        raise Unavailable("printer_failed")


def test_printers_are_chosen_for_this_pc(desk_of: AtWork, qtbot: QtBot) -> None:
    memory = {PRINTER_A5: "Away"}
    page = put(qtbot, desk_of, PrinterSettings(desk_of.desk, Tray(), memory))
    assert page.form.values()[PRINTER_A5] == "Away", "a printer that is switched off stays chosen"
    page.form.set_values({PRINTER_A5: "Tray", RECEIPT_SIZE: "roll"})
    assert memory == {PRINTER_A5: "Tray", RECEIPT_SIZE: "roll"}
    page.form.set_values({PRINTER_A5: "-"})
    assert memory[PRINTER_A5] == ""


def test_without_a_printer_that_is_said(desk_of: AtWork, qtbot: QtBot) -> None:
    page = put(qtbot, desk_of, PrinterSettings(desk_of.desk, NoPrinter(), {}))
    assert page.text() == "Tidak ada pencetak yang terpasang; dokumen disimpan sebagai PDF."
    page = put(qtbot, desk_of, PrinterSettings(desk_of.desk, Hanging(), {}))
    assert page.text().startswith("Pencetakan belum berhasil.")


def test_ones_own_password(desk_of: AtWork, qtbot: QtBot) -> None:
    office = desk_of.office
    gate = Gate(office.register.file, office.clock.now)
    page = put(qtbot, desk_of, PasswordSettings(desk_of.workplace, gate.prove, verifier))
    with office.register.writing() as session:
        session.get_one(Staff, "administrator").password = verifier(WORD)
    page.form.set_values({"old": WORD, "password": WORD, "again": WORD})
    desk_of.chord(page, Qt.Key.Key_S, CONTROL)
    assert page.form.errors() == {"password": "Kata sandi baru harus berbeda dengan yang lama."}
    page.form.set_values({"old": "bukan-ini-dia", "password": "sandi-yang-baru", "again": "sandi-yang-baru"})
    desk_of.chord(page, Qt.Key.Key_S, CONTROL)
    assert page.text().startswith("Nama pengguna atau kata sandi tidak sesuai.")
    page.form.set_values({"old": WORD})
    desk_of.chord(page, Qt.Key.Key_S, CONTROL)
    assert gate.enter("admin", "sandi-yang-baru").id == "administrator"
    assert desk_of.texts() == ["Kata sandi Anda telah diganti."]
    assert page.form.values()["old"] == ""
