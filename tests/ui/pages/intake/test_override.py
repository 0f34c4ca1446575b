"""A supervisor's word for a number that breaks its own rules."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from app.models.journal import Entry, Override
from app.models.office import StaffRole
from app.ui.pages.intake.override import OverrideDialog
from app.ui.pages.intake.permission import Granted, Permission, PermissionWanted
from app.ui.widgets.help_line import HelpLine
from tests.ui.pages.intake_at_work import ALT, ENTER, F8, OVERRIDE, REGISTER, IntakeAtWork

WRONG = "5107034507880000"
TYPED = {"nik": "5107 0345 0788 0000", "last4": "0000"}


@pytest.fixture
def asked(intake: IntakeAtWork) -> IntakeAtWork:
    """A whole form, but for a number nobody may register alone; the dialog is open."""
    intake.fill()
    intake.page.parts.identity.set_typed(TYPED)
    intake.at_work.settle()
    intake.press(OVERRIDE)
    return intake


def dialog(intake: IntakeAtWork) -> OverrideDialog:
    found = intake.window.findChild(OverrideDialog)
    assert found is not None
    return found


def press(intake: IntakeAtWork, *keys: str | Qt.Key) -> None:
    intake.at_work.press(dialog(intake), *keys)


def said(intake: IntakeAtWork) -> str:
    line = dialog(intake).findChild(HelpLine)
    assert line is not None
    return line.text()


def test_without_it_nothing_is_registered(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.page.parts.identity.set_typed(TYPED)
    intake.press(F8, REGISTER)
    assert intake.registered == []
    assert "NIK perlu izin penyelia" in intake.matters()
    assert intake.focused() == "override"


def test_the_dialog_says_what_is_wrong(asked: IntakeAtWork) -> None:
    text = dialog(asked).findChild(QLabel, "override_text")
    assert text is not None
    assert text.text().startswith("Empat angka terakhir NIK tidak boleh 0000.")
    assert "tidak boleh 0000" in asked.text("permission_text")


def test_a_supervisor_lets_it_pass(asked: IntakeAtWork) -> None:
    press(asked, "penyelia", ENTER, "rahasia", ENTER, "KTP-el asli sudah diperiksa", ENTER)
    assert asked.text("permission_text") == "Diizinkan oleh Petugas Penyelia setelah KTP-el diperiksa."
    asked.window.activateWindow()
    asked.at_work.settle()
    asked.press(F8, REGISTER)
    assert len(asked.registered) == 1
    with asked.at_work.office.register.reading() as session:
        granted = session.scalars(select(Override)).one()
        entry = session.scalars(select(Entry).where(Entry.kind == "grant_override")).one()
    assert granted.granted_by == "penyelia"
    assert granted.reason == "KTP-el asli sudah diperiksa"
    assert granted.codes == "serial_zero"
    assert entry.actor_id == "penyelia"


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("penyelia", ENTER, "salah", ENTER, "Alasan", ENTER), "kata sandi tidak sesuai"),
        (("verifikator", ENTER, "rahasia", ENTER, "Alasan", ENTER), "kepala seksi atau kepala bidang"),
        (("penyelia", ENTER, "rahasia", ENTER, ENTER), "Alasan atau keterangan yang diminta wajib diisi"),
        (("penyelia", ENTER, ENTER, "Alasan", ENTER), "Wajib diisi"),
    ],
)
def test_what_does_not_count(asked: IntakeAtWork, keys: tuple[str | Qt.Key, ...], words: str) -> None:
    press(asked, *keys)
    assert words in said(asked)
    assert not asked.page.parts.permission.given()
    assert dialog(asked).isVisible()


def test_somebody_without_the_right_in_the_register(asked: IntakeAtWork) -> None:
    """The gate took him for a head of division, the register knows better."""
    with asked.at_work.office.register.writing() as session:
        session.query(StaffRole).filter_by(staff_id="kabid").delete()
    press(asked, "kabid", ENTER, "rahasia", ENTER, "Alasan", ENTER)
    assert "hak akses" in said(asked)


def test_going_back_changes_nothing(asked: IntakeAtWork) -> None:
    press(asked, Qt.Key.Key_Escape)
    assert asked.page.parts.permission.check() == {"override": "nik_override"}
    assert asked.text("name") == "NI LUH CONTOH"


def test_the_word_holds_for_its_number_and_errors_only() -> None:
    granted = Granted("1", WRONG, ("serial_zero",), "Petugas")
    zero = {"serial_zero": "Tidak boleh 0000."}
    assert granted.covers(PermissionWanted(WRONG, zero))
    assert not granted.covers(PermissionWanted(WRONG, zero | {"region_zero": "Tidak boleh 00."}))
    assert not granted.covers(PermissionWanted("5107034507880001", zero))


def test_a_draft_keeps_the_word(intake: IntakeAtWork) -> None:
    permission = intake.page.parts.permission
    wanted = PermissionWanted(WRONG, {"serial_zero": "Tidak boleh 0000."})
    permission.judge(wanted)
    permission.grant(Granted("id-1", WRONG, ("serial_zero",), "Petugas Penyelia"))
    typed = permission.typed()
    again = Permission(intake.page)
    again.set_typed(typed)
    again.judge(wanted)
    assert again.given() == "id-1"
    again.set_typed({"override": "broken"})
    assert again.given() == ""
    again.judge(PermissionWanted("", {}))
    assert again.given() == ""


def test_the_word_is_forgotten_with_the_form(intake: IntakeAtWork) -> None:
    permission = intake.page.parts.permission
    permission.grant(Granted("id-1", WRONG, ("serial_zero",), "Petugas Penyelia"))
    permission.clear()
    permission.judge(PermissionWanted(WRONG, {"serial_zero": "Tidak boleh 0000."}))
    assert permission.given() == ""
    assert permission.place() is None
    assert permission.label_of("override") == "NIK"


def test_a_passport_of_another_form_needs_a_word_too(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press((Qt.Key.Key_W, ALT))
    intake.go("identity", "foreign_id")
    intake.press("x123")
    assert not intake.shows("permission_text")
    intake.press(ENTER)
    assert "5 sampai 20 huruf dan angka" in intake.text("permission_text")
    assert "paspor atau KITAS telah diperiksa" in intake.text("permission_text")
    intake.press(F8, REGISTER)
    assert intake.registered == []
    assert "Paspor/KITAS perlu izin penyelia" in intake.matters()
    intake.press(OVERRIDE)
    press(intake, "penyelia", ENTER, "rahasia", ENTER, "Paspor lama, tiga angka", ENTER)
    assert intake.text("permission_text") == "Diizinkan oleh Petugas Penyelia setelah paspor atau KITAS diperiksa."
    intake.window.activateWindow()
    intake.at_work.settle()
    intake.press(F8, REGISTER)
    assert len(intake.registered) == 1
    file = intake.at_work.office.file(intake.registered[0].application)
    assert (file.person["nik"], file.person["foreign_id"]) == ("", "X123")


def test_a_passport_that_is_changed_after_the_word(intake: IntakeAtWork) -> None:
    permission, identity = intake.page.parts.permission, intake.page.parts.identity
    intake.press((Qt.Key.Key_W, ALT))
    intake.go("identity", "foreign_id")
    intake.press("x123", ENTER)
    permission.grant(Granted("id-1", "X123", ("length",), "Petugas Penyelia"))
    assert "foreign_id" not in identity.check()
    intake.go("identity", "foreign_id")
    intake.press(Qt.Key.Key_End, "4", Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, "5", ENTER)
    assert identity.check()["foreign_id"] == "foreign_id"
    assert permission.given() == ""
