"""Somebody who was here before: the register is asked, one key takes over, nothing typed is overwritten."""

from __future__ import annotations

from datetime import date

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.actions.commands.intake import ItemState, LegalBody
from app.ui.pages.intake.counsel import Counsel
from tests.actions.forms import FORMS
from tests.office import NI_LUH
from tests.ui.pages.intake_at_work import ALL_HERE, ALT, BORN, END, ENTER, F2, F8, NAME, NIK, REGISTER, IntakeAtWork

RESEARCH = {
    "judul": "Contoh",
    "bidang": "Kesehatan",
    "tujuan": "Contoh",
    "lembaga": "Undiksha",
    "penanggung_jawab": "I Made Contoh",
    "lokasi": "Abang",
    "tanggal_mulai": "2026-12-01",
    "tanggal_selesai": "2027-01-31",
}


def test_a_stranger_gets_no_offer(intake: IntakeAtWork) -> None:
    intake.press(NIK)
    assert not intake.shows("known_offer")


def test_the_day_of_the_last_time_is_said(known: IntakeAtWork) -> None:
    known.press(NIK)
    assert known.shows("known_offer")
    assert known.text("known_offer_text") == (
        "Pemohon pernah terdaftar pada 23 November 2026. Gunakan data sebelumnya? Mohon konfirmasi kepada pemohon."
    )


def test_one_key_takes_everything_over(known: IntakeAtWork) -> None:
    known.press(NIK, F2)
    person = known.page.parts.identity.person()
    assert person == NI_LUH
    assert not known.shows("known_offer")
    assert not known.shows("last4"), "the register has this number with this name"
    assert known.focused() == "permit"


def test_another_number_takes_the_offer_back(known: IntakeAtWork) -> None:
    known.press(NIK)
    known.go("identity", "nik")
    known.press(Qt.Key.Key_End, Qt.Key.Key_Backspace, "4")
    assert not known.shows("known_offer")


def test_what_was_typed_is_not_overwritten(known: IntakeAtWork) -> None:
    known.press(NIK)
    known.go("identity", "address")
    known.press("Jalan Baru 1", F2)
    assert known.text("address") == "Jalan Baru 1"
    assert known.line("address") == "Sebelumnya: Banjar Dinas Kertha"
    assert known.text("name") == NAME


def test_what_was_typed_the_same_is_not_remarked(known: IntakeAtWork) -> None:
    known.press(NIK, "ni luh contoh", F2)
    assert known.text("name") == "ni luh contoh"
    assert "Sebelumnya" not in known.line("name")


def test_another_name_for_the_number_needs_a_reason(known: IntakeAtWork) -> None:
    known.press(NIK, "I MADE LAIN", ENTER, BORN, "p")
    assert known.shows("reason_known_other_name")
    known.go("identity", "name")
    known.press((Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier), NAME)
    known.press(ENTER)
    assert not known.page.parts.reasons.isVisible()


def test_a_number_one_digit_away_is_found(known: IntakeAtWork) -> None:
    known.press("5107034507880030", NAME, ENTER, BORN, "p")
    assert "berbeda satu angka" in known.widget("reason_known_near_nik").accessibleName()


def test_name_and_date_as_in_the_register_need_no_second_keying(known: IntakeAtWork) -> None:
    known.press(NIK, NAME)
    assert known.shows("last4")
    known.press(ENTER, BORN)
    assert not known.shows("last4")


def test_the_second_offer_brings_the_fields(known: IntakeAtWork) -> None:
    known.press(NIK, F2, "bd", ENTER)
    assert known.shows("details_offer")
    assert "Isian SIPB terakhir (KRA-7Q4-00001" in known.text("details_offer_text")
    known.press(F2)
    assert known.text("nomor_str") == "XW00001234567890"
    assert known.page.parts.details.values()["sip_ke"] == "1"
    assert not known.shows("details_offer")
    assert known.focused() == "str_aktif", "what cannot be known is asked"


def test_fields_typed_before_are_kept(known: IntakeAtWork) -> None:
    known.press(NIK, F2, "bd", ENTER)
    known.go("details", "nomor_str")
    known.press("BARU", F2)
    assert known.text("nomor_str") == "BARU"
    assert known.text("nama_tempat") == "UPTD Puskesmas Abang I"


def test_another_permit_type_has_no_second_offer(known: IntakeAtWork) -> None:
    known.press(NIK, F2, "perawat", ENTER)
    assert not known.shows("details_offer")


def test_a_renewal_names_the_permit_held(known: IntakeAtWork) -> None:
    known.press(NIK, F2, "bd", ENTER, "2")
    assert known.page.parts.permit.kind == "perpanjangan"
    assert known.text("previous") == "500.16.7.2/0001/SIPB/DPMPTSP/2026"
    known.press(ENTER, F2, "yy", ALL_HERE, F8, REGISTER)
    assert len(known.registered) == 1
    file = known.at_work.office.file(known.registered[0].application)
    assert (file.kind, file.previous_permit) == ("perpanjangan", "500.16.7.2/0001/SIPB/DPMPTSP/2026")


def test_several_permits_held_are_chosen_from(known: IntakeAtWork) -> None:
    office = known.at_work.office
    office.advance(office.register_file(), "selesai")
    known.press(NIK, F2, "bd", ENTER, "2")
    assert known.text("previous") == ""
    known.go("permit", "previous")
    known.press(Qt.Key.Key_Down)
    known.press("0002", ENTER)
    assert known.page.parts.permit.previous == "500.16.7.2/0002/SIPB/DPMPTSP/2026"


def test_an_old_number_is_in_no_register(known: IntakeAtWork) -> None:
    known.go("permit", "permit")
    known.press("bd", ENTER, "2", ENTER, "503/12/2019", ENTER)
    assert known.page.parts.permit.previous == "503/12/2019"


def test_a_second_application_needs_a_reason(intake: IntakeAtWork) -> None:
    file = intake.at_work.office.register_file()
    number = intake.at_work.office.file(file).number
    intake.press(NIK, F2, "bd", ENTER)
    said = intake.widget("reason_duplicate").accessibleName()
    assert f"permohonan SIPB yang masih diproses ({number})" in said
    intake.press(F2)
    assert intake.focused() == "reason_duplicate"
    intake.press("1", "yy", ALL_HERE, F8, REGISTER)
    assert len(intake.registered) == 1
    second = intake.at_work.office.file(intake.registered[0].application)
    assert second.identity_notes == {"duplicate": "Tempat atau objek berbeda"}


def test_the_same_object_of_somebody_else_needs_a_reason(intake: IntakeAtWork) -> None:
    changes = {"nik": "5107030101800001", "name": "I MADE LAIN", "birth_date": date(1980, 1, 1), "sex": "L"}
    other = msgspec.structs.replace(NI_LUH, **changes)
    office = intake.at_work.office
    first = office.receive(office.intake("TRY", person=other, variant="insidentil", details=FORMS["TRY"]))
    intake.press(NIK)
    intake.go("permit", "permit")
    intake.press("try", ENTER)
    intake.go("details", "nomor_kendaraan")
    intake.press("dk1234x")
    assert not intake.shows("duplicate_reasons")
    intake.press("x")
    said = intake.widget("reason_same_object").accessibleName()
    assert f"Objek yang sama sedang diproses dalam permohonan Izin Trayek pemohon lain ({first.number})" in said
    assert intake.page.parts.duplicate.check() == {"same_object": "required"}
    intake.go("details", "nomor_kendaraan")
    intake.press(Qt.Key.Key_End, Qt.Key.Key_Backspace, "y")
    assert not intake.shows("duplicate_reasons")


def test_a_second_application_that_came_meanwhile(intake: IntakeAtWork) -> None:
    """Another counter was faster: the register refuses, the form says why and asks for the reason."""
    intake.fill()
    intake.at_work.office.register_file()
    intake.press(F8, REGISTER)
    assert intake.registered == []
    assert intake.shows("reason_duplicate")
    intake.go("duplicate", "duplicate")
    intake.press("2", F8, REGISTER)
    assert len(intake.registered) == 1


def test_a_look_alike_that_came_meanwhile(intake: IntakeAtWork) -> None:
    intake.fill()
    other = msgspec.structs.replace(NI_LUH, name="I MADE LAIN")
    office = intake.at_work.office
    office.register_file(office.intake(person=other))
    intake.press(F8, REGISTER)
    assert intake.registered == []
    assert intake.shows("reason_known_other_name")
    intake.go("reasons", "known_other_name")
    intake.press("1")


def test_a_body_comes_back_with_the_fields(intake: IntakeAtWork) -> None:
    office = intake.at_work.office
    before = office.intake("SKP", details=RESEARCH, body=LegalBody(name="Undiksha", form="Instansi pemerintah"))
    deed = ItemState(requirement="akta", state="ada")
    office.advance(office.register_file(msgspec.structs.replace(before, items=(*before.items, deed))), "selesai")
    intake.press(NIK, F2, "skp", ENTER, F2)
    assert intake.text("body_name") == "Undiksha"
    assert intake.shows("body_name")
    assert intake.page.parts.details.values()["tanggal_mulai"] == date(2026, 12, 1)


def test_a_variant_comes_back_with_the_fields(intake: IntakeAtWork) -> None:
    office = intake.at_work.office
    details = {
        "nama_objek": "Lapangan",
        "alamat_objek": "Amlapura",
        "luas_m2": 20.0,
        "peruntukan": "Bazar",
        "tanggal_mulai": "2026-12-01",
        "tanggal_selesai": "2026-12-03",
    }
    office.advance(office.register_file(office.intake("ASET", variant="sesaat", details=details)), "selesai")
    intake.press(NIK, F2, "aset", ENTER, F2)
    assert intake.page.parts.permit.variant == "sesaat"
    assert intake.page.parts.details.values()["luas_m2"] == 20


def test_a_foreigner_is_known_too(intake: IntakeAtWork) -> None:
    office = intake.at_work.office
    office.register_file(office.intake(person=msgspec.structs.replace(NI_LUH, nik="", foreign_id="X1234567")))
    intake.press((Qt.Key.Key_W, ALT))
    intake.go("identity", "foreign_id")
    intake.press("X1234567")
    assert intake.shows("known_offer")
    intake.press(F2)
    assert intake.text("name") == NAME


def test_an_offer_taken_when_it_is_gone_does_nothing(intake: IntakeAtWork) -> None:
    counsel = intake.page.findChild(Counsel)
    assert counsel is not None
    intake.page.parts.known_offer.taken.emit()
    intake.page.parts.details_offer.taken.emit()
    assert intake.page.parts.is_blank()


def test_the_whole_way_of_a_known_person(known: IntakeAtWork) -> None:
    known.press(NIK, F2, "bd", ENTER, F2, "yy", *END)
    assert len(known.registered) == 1
    assert isinstance(known.widget("nik"), QWidget)
