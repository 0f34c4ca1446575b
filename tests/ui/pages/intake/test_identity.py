"""Pemohon: the number on the card, warnings and their reasons, proxies, bodies, foreigners; keys only."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit

from app.ui.widgets.line_edit import NikEdit
from tests.ui.pages.intake_at_work import ALT, BORN, CONTROL, END, ENTER, MIDWIFE, NAME, NIK, PHONE, TAB, IntakeAtWork

ADDRESS = ("Banjar Dinas Kertha", ENTER)


def echo(intake: IntakeAtWork) -> QLineEdit.EchoMode:
    nik = intake.widget("nik")
    assert isinstance(nik, QLineEdit)
    return nik.echoMode()


def test_the_cursor_begins_in_the_number(intake: IntakeAtWork) -> None:
    assert intake.focused() == "nik"
    assert intake.line("nik") == "0/16"


def test_digits_are_counted_and_the_region_is_named(intake: IntakeAtWork) -> None:
    intake.press("510703")
    assert intake.text("nik") == "5107 03"
    assert intake.line("nik") == "6/16 · Kec. Manggis, Kabupaten Karangasem"


def test_letters_are_turned_away_and_nothing_is_lost(intake: IntakeAtWork) -> None:
    intake.press("5107a03")
    assert intake.text("nik") == "5107 03"
    intake.press("b")
    assert "Hanya angka" in intake.line("nik")


@pytest.mark.parametrize("pasted", ["5107 0345 0788 0003", "510703.450788.0003", " 5107-0345-0788-0003\n"])
def test_a_pasted_number_may_have_spaces(intake: IntakeAtWork, pasted: str) -> None:
    QGuiApplication.clipboard().setText(pasted)
    intake.press((Qt.Key.Key_V, CONTROL))
    assert intake.text("nik") == "5107 0345 0788 0003"


def test_the_sixteenth_digit_goes_on(intake: IntakeAtWork) -> None:
    intake.press(NIK)
    assert intake.focused() == "name"


@pytest.mark.parametrize("habit", [ENTER, TAB])
def test_a_key_pressed_by_habit_skips_nothing(intake: IntakeAtWork, habit: Qt.Key) -> None:
    intake.press(NIK, habit)
    assert intake.focused() == "name"
    intake.press(habit)
    assert intake.focused() == "birth_date"


def test_a_number_corrected_in_the_middle_keeps_the_cursor(intake: IntakeAtWork) -> None:
    intake.press("510703450788000", *[Qt.Key.Key_Left] * 4, "0")
    assert intake.focused() == "nik"


def test_an_error_of_the_number_keeps_the_cursor_and_is_said(intake: IntakeAtWork) -> None:
    intake.press("5107034507880000")
    assert intake.focused() == "nik"
    assert "tidak boleh 0000" in intake.line("nik")
    assert intake.shows("permission")


def test_birth_date_and_sex_are_compared_after_both(intake: IntakeAtWork) -> None:
    intake.press(NIK, NAME, ENTER, "06071988")
    assert not intake.shows("reasons")
    intake.press("L")
    assert intake.shows("reasons")
    assert "(05-07-1988)" in intake.widget("reason_birth_date_differs").accessibleName()
    assert intake.widget("reason_sex_differs").isVisible()


def test_agreement_is_said_beside_the_sex(intake: IntakeAtWork) -> None:
    intake.press(NIK, NAME, ENTER, BORN, "p")
    assert intake.line("sex") == "Cocok dengan NIK"


def test_an_impossible_date_keeps_the_cursor(intake: IntakeAtWork) -> None:
    intake.press(NIK, NAME, ENTER, "31021988")
    assert intake.focused() == "birth_date"
    assert intake.text("birth_date") == "31-02-1988"


def test_one_key_takes_a_ready_made_reason(intake: IntakeAtWork) -> None:
    intake.press(NIK, NAME, ENTER, "06071988", "p")
    intake.go("reasons", "birth_date_differs")
    intake.press("2")
    assert intake.text("reason_birth_date_differs") == "Tanggal lahir pernah diperbaiki di Dukcapil"
    assert intake.focused() != "reason_birth_date_differs"


def test_a_reason_may_be_typed_and_may_hold_digits(intake: IntakeAtWork) -> None:
    intake.press(NIK, NAME, ENTER, "06071988", "p")
    intake.go("reasons", "birth_date_differs")
    intake.press("KK 2024")
    assert intake.text("reason_birth_date_differs") == "KK 2024"


def test_a_reason_comes_back_with_its_warning(intake: IntakeAtWork) -> None:
    intake.press(NIK, NAME, ENTER, "06071988", "p")
    intake.go("reasons", "birth_date_differs")
    intake.press("2")
    intake.go("identity", "birth_date")
    intake.press(BORN)
    assert not intake.shows("reasons")
    intake.go("identity", "birth_date")
    intake.press("06071988")
    assert intake.text("reason_birth_date_differs") == "Tanggal lahir pernah diperbaiki di Dukcapil"


def test_a_warning_with_its_reason_is_registered(intake: IntakeAtWork) -> None:
    intake.press(NIK, NAME, ENTER, "06071988", "p", *ADDRESS, "mang", ENTER, PHONE, ENTER, "0003", ENTER, ENTER)
    assert intake.focused() == "reason_birth_date_differs"
    intake.press("1", *MIDWIFE, *END)
    assert len(intake.registered) == 1
    file = intake.at_work.office.file(intake.registered[0].application)
    assert file.identity_notes == {"birth_date_differs": "Sesuai KTP-el asli"}


def test_a_warning_without_a_reason_is_not(intake: IntakeAtWork) -> None:
    intake.press(NIK, NAME, ENTER, "06071988", "p", *ADDRESS, "mang", ENTER, PHONE, ENTER, "0003", ENTER, ENTER)
    intake.press(ENTER, *MIDWIFE, *END)
    assert intake.registered == []
    assert "Alasan belum diisi" in intake.matters()
    assert intake.focused() == "reason_birth_date_differs"


def test_the_number_is_covered_while_it_is_keyed_again(intake: IntakeAtWork) -> None:
    intake.press(NIK)
    intake.go("identity", "last4")
    assert echo(intake) is QLineEdit.EchoMode.Password
    intake.press("0003")
    assert echo(intake) is QLineEdit.EchoMode.Normal
    assert isinstance(intake.widget("nik"), NikEdit)


def test_keying_again_differs(intake: IntakeAtWork) -> None:
    intake.press(NIK)
    intake.go("identity", "last4")
    intake.press("0030")
    assert intake.focused() == "last4"
    assert "berbeda dengan NIK" in intake.line("last4")
    assert intake.page.parts.identity.check()["last4"] == "rekey_differs"
    intake.press("0003")
    assert intake.focused() != "last4"
    assert "last4" not in intake.page.parts.identity.check()


def test_the_first_six_are_asked_where_the_number_comes_from_elsewhere(intake: IntakeAtWork) -> None:
    intake.press(NIK, NAME, ENTER, BORN, "p", *ADDRESS)
    assert not intake.shows("first6")
    intake.press("abang", ENTER)
    assert intake.shows("first6")
    intake.press(PHONE, ENTER, "0003")
    assert intake.focused() == "first6"
    intake.press("510704")
    assert intake.page.parts.identity.check()["first6"] == "rekey_differs"


def test_titles_and_unknown_prefixes_are_asked_about(intake: IntakeAtWork) -> None:
    intake.go("identity", "name")
    intake.press("dr. Ni Luh", ENTER)
    assert "Gelar tidak ditulis" in intake.line("name")
    intake.go("identity", "phone")
    intake.press("080012345678")
    assert "Awalan nomor" in intake.line("phone")


def test_what_is_wrong_is_said_when_the_section_is_left(intake: IntakeAtWork) -> None:
    intake.press("5107", ENTER, "N1", ENTER)
    assert intake.matters() == ()
    assert "Wajib" not in intake.line("birth_date")
    intake.go("permit", "permit")
    assert "Nama perlu diperiksa" in intake.matters()
    assert "NIK perlu diperiksa" in intake.matters()
    assert "Tanggal lahir belum diisi" in intake.matters()
    assert intake.line("nik") == "NIK harus terdiri atas 16 angka. Saat ini terisi 4 angka."


def test_text_that_is_too_long_is_refused_whole(intake: IntakeAtWork) -> None:
    intake.go("identity", "name")
    name = intake.widget("name")
    QTest.keyClicks(name, "A" * 100)
    QTest.keyClicks(name, "B")
    assert intake.text("name") == "A" * 100
    assert "Paling banyak 100" in intake.line("name")


def test_a_foreigner_has_a_passport(intake: IntakeAtWork) -> None:
    intake.press((Qt.Key.Key_W, ALT))
    assert intake.shows("foreign_id")
    assert not intake.shows("nik")
    assert not intake.shows("last4")
    intake.go("identity", "foreign_id")
    intake.press("x12", ENTER, "John Contoh", ENTER, "01021980", "L", *ADDRESS, "mang", ENTER, PHONE, ENTER)
    assert intake.page.parts.identity.check() == {"foreign_id": "foreign_id"}
    intake.go("identity", "foreign_id")
    intake.press("x1234567")
    intake.go("permit", "permit")
    intake.press(*MIDWIFE, *END)
    assert len(intake.registered) == 1
    person = intake.at_work.office.file(intake.registered[0].application).person
    assert (person["nik"], person["foreign_id"]) == ("", "X1234567")


def test_a_proxy_brings_a_stamped_letter(intake: IntakeAtWork) -> None:
    assert not intake.shows("proxy_name")
    intake.press((Qt.Key.Key_K, ALT))
    assert intake.shows("proxy_name")
    intake.go("proxy", "proxy_name")
    intake.press("I Made Kuasa", ENTER, "5107030101800001", "081298765432", ENTER, "3", ENTER, "24112026")
    assert intake.page.parts.proxy.check()["proxy_letter_date"] == "date_future"
    intake.go("proxy", "proxy_letter_date")
    intake.press("20112026", "t")
    assert intake.page.parts.proxy.check() == {"proxy_stamped": "proxy_stamp"}
    intake.go("proxy", "proxy_stamped")
    intake.press("y")
    proxy = intake.page.parts.proxy.proxy()
    assert proxy is not None
    assert (proxy.name, proxy.phone, proxy.scope) == ("I Made Kuasa", "+6281298765432", "keduanya")


def test_a_body_is_offered_where_the_permit_allows_it(intake: IntakeAtWork) -> None:
    assert not intake.shows("body_name")
    intake.go("permit", "permit")
    intake.press("bd", ENTER)
    box = intake.page.parts.toggles.findChild(QCheckBox, "body")
    assert isinstance(box, QCheckBox)
    assert not box.isVisible()
    intake.go("permit", "permit")
    intake.press(*[Qt.Key.Key_Backspace] * 40, "hib", ENTER)
    assert box.isVisible()
    intake.press((Qt.Key.Key_B, ALT))
    assert intake.shows("body_name")
    intake.go("body", "body_name")
    intake.press("Yayasan Contoh", ENTER, "3", ENTER, "123", ENTER, "Amlapura", ENTER)
    assert intake.page.parts.body.check() == {"body_tax_number": "npwp_length"}
    intake.go("body", "body_tax_number")
    intake.press(*[Qt.Key.Key_Backspace] * 4)
    body = intake.page.parts.body.body()
    assert body is not None
    assert (body.name, body.form, body.tax_number) == ("Yayasan Contoh", "Yayasan", "")
    assert intake.page.parts.proxy.proxy() is None


def test_a_doubtful_tax_number_needs_a_reason(intake: IntakeAtWork) -> None:
    intake.go("permit", "permit")
    intake.press("hib", ENTER)
    intake.press((Qt.Key.Key_B, ALT))
    intake.go("body", "body_tax_number")
    intake.press("013000666091000")
    assert not intake.shows("body_reasons")
    intake.press(Qt.Key.Key_Backspace, "1")
    assert not intake.shows("body_reasons")
    intake.press(*[Qt.Key.Key_Backspace] * 7, "7091000")
    assert intake.shows("body_reasons")
    assert intake.page.parts.body_reasons.check() == {"number.body_tax_number": "required"}
    intake.page.parts.body_reasons.focus("number.body_tax_number")
    intake.press("1")
    assert intake.page.parts.body_reasons.given() == {"number.body_tax_number": "Sesuai dokumen asli"}
    assert intake.page.parts.body.check().get("body_tax_number") is None
