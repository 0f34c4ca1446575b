"""Mutu isian: what is counted, beside how many registrations, and that nobody can be seen in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands import correction, intake, office_work
from app.actions.commands.correction import Change
from app.models.application import Application, Correction
from app.models.journal import Override
from app.queries import quality as q
from app.queries.quality import Quality, QualityRow, quality
from tests.actions.forms import FORMS
from tests.office import MIDWIFE, NI_LUH, Office

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
AGAIN = {"duplicate": "Tempat lain"}


def seen(office: Office, first: date = FIRST, last: date = LAST) -> Quality:
    return office.door.ask(partial(quality, first=first, last=last))


def row(office: Office, by: str = q.ALL, name: str = "") -> QualityRow:
    [found] = [each for each in seen(office).rows if (each.by, each.name) == (by, name)]
    return found


def fields(office: Office) -> dict[str, dict[str, int]]:
    """Field -> kind -> number, where there is one."""
    found = (each for each in seen(office).rows if each.by == q.FIELD)
    return {each.name: counted(each) for each in found}


def counted(row: QualityRow) -> dict[str, int]:
    return {kind: number for kind, number in zip(q.KINDS, row.found, strict=True) if number}


def correct(office: Office, file: str, *changes: Change) -> None:
    office.do("petugas_loket", correction.AskCorrection, application=file, changes=changes, reason="Salah ketik")
    office.do("penyelia", correction.ApproveCorrection, application=file, correction=open_one(office))


def open_one(office: Office) -> str:
    with office.register.reading() as session:
        return session.scalars(select(Correction.id).where(Correction.state == "diminta")).one()


def give_back(office: Office, file: str, *subjects: str) -> None:
    rows = tuple(office_work.ReturnRow(subject=each, reason="R02", text="Mohon diperbaiki.") for each in subjects)
    deadline = office.clock.now().date() + timedelta(days=10)
    office.do("verifikator", office_work.ReturnForRevision, application=file, rows=rows, deadline=deadline)


def test_without_registrations_there_is_nothing(office: Office) -> None:
    assert seen(office).rows == ()


def test_a_clean_registration_is_counted_beside_nothing(office: Office) -> None:
    office.register_file()
    found = row(office)
    assert (found.registrations, found.any, counted(found)) == (1, 0, {})
    assert fields(office) == {}


def test_what_was_corrected_counts_once_a_file_and_field(office: Office) -> None:
    file = office.register_file()
    changes = (
        Change(field="name", before=NI_LUH.name, after="NI LUH CONTOH SARI"),
        Change(field="village", before=NI_LUH.village, after="5107032002"),
        Change(field="village_text", before=NI_LUH.village_text, after="Tista, Kec. Abang"),
        Change(field="details.nama_tempat", before=MIDWIFE["nama_tempat"], after="Klinik Contoh"),
    )
    correct(office, file, *changes)
    correct(office, file, Change(field="name", before="NI LUH CONTOH SARI", after="NI LUH CONTOH"))
    assert counted(row(office)) == {q.CORRECTED: 1}
    once = {q.CORRECTED: 1}
    assert fields(office) == {"Nama": once, "Desa/Kelurahan": once, "Nama tempat praktik": once}


def test_a_correction_that_was_declined_is_none(office: Office) -> None:
    file = office.register_file()
    change = Change(field="address", before=NI_LUH.address, after="Banjar Lain")
    office.do("petugas_loket", correction.AskCorrection, application=file, changes=(change,), reason="x")
    wanted = open_one(office)
    office.do("penyelia", correction.DeclineCorrection, application=file, correction=wanted, note="Sesuai")
    assert fields(office) == {}


def test_returns_by_field_and_paper_and_never_as_free_text(office: Office) -> None:
    file = office.register_file()
    give_back(
        office, file, "Nama tempat praktik", "Kartu Tanda Penduduk elektronik (KTP-el) pemohon", "Ibu Ni Luh marah"
    )
    office.do("petugas_loket", intake.AcceptRevision, application=file, details={"nama_tempat": "Klinik"})
    found = fields(office)
    assert found["Nama tempat praktik"] == {q.RETURNED: 1, q.REVISED: 1}
    assert found["Kartu Tanda Penduduk elektronik (KTP-el) pemohon"] == {q.RETURNED: 1}
    assert found["Lainnya"] == {q.RETURNED: 1}
    assert "marah" not in repr(seen(office))


def test_warnings_answered_and_words_of_a_supervisor(office: Office) -> None:
    doubtful = msgspec.structs.replace(NI_LUH, birth_date=date(1988, 7, 6))
    confirmed = {"birth_date_differs": "Sesuai KTP-el asli", "number.nomor_str": "Sesuai STR", "duplicate": "Lain"}
    office.register_file(office.intake(person=doubtful, confirmed=confirmed))
    wrong = msgspec.structs.replace(NI_LUH, nik="5107034507880000")
    granted = office.do("penyelia", intake.GrantOverride, nik=wrong.nik, codes=("serial_zero",), reason="KTP dilihat")
    assert granted.application == ""
    with office.register.reading() as session:
        override = session.scalars(select(Override.id)).one()
    form = office.intake("MKM", wrong, details=FORMS["MKM"], confirmed={"known_near_nik": "Orang berbeda"})
    office.register_file(form, override=override)
    assert fields(office) == {
        "NIK": {q.CONFIRMED: 1, q.OVERRIDDEN: 1},
        "Tanggal lahir": {q.CONFIRMED: 1},
        "Nomor STR": {q.CONFIRMED: 1},
    }


def test_keyed_differently_and_not_read_back(office: Office) -> None:
    form = msgspec.structs.replace(office.intake(), rekeyed=("last4",))
    office.register_file(form, read_back=False, unread_reason="Diajukan kuasa")
    assert counted(row(office)) == {q.REKEYED: 1, q.UNREAD: 1}
    assert fields(office) == {"NIK": {q.REKEYED: 1}}


def test_a_field_stands_beside_the_forms_that_have_it(office: Office) -> None:
    file = office.register_file()
    office.register_file(office.intake("MKM", details=FORMS["MKM"]))
    correct(office, file, Change(field="details.nama_tempat", before=MIDWIFE["nama_tempat"], after="Klinik"))
    correct(office, file, Change(field="phone", before=NI_LUH.phone, after="+6281234567891"))
    beside = {each.name: each.registrations for each in seen(office).rows if each.by == q.FIELD}
    assert beside == {"Nama tempat praktik": 1, "Nomor HP": 2}


def test_by_service_counter_and_hour(office: Office) -> None:
    office.register_file()
    office.clock.advance(hours=2)
    office.register_file(office.intake("MKM", details=FORMS["MKM"]))
    names: dict[str, list[str]] = {}
    for each in seen(office).rows:
        names.setdefault(each.by, []).append(each.name)
    assert names == {
        q.ALL: [""],
        q.SERVICE: ["Izin Makam", "SIPB"],
        q.COUNTER: ["Loket 1"],
        q.HOUR: ["10.00-10.59", "12.00-12.59"],
        q.COUNTER_HOUR: ["Loket 1, 10.00-10.59", "Loket 1, 12.00-12.59"],
    }


def several(office: Office, count: int) -> Iterable[str]:
    for number in range(count):
        yield office.register_file(office.intake(confirmed=AGAIN if number else {}))


def test_few_registrations_of_a_counter_or_an_hour_are_not_told_apart(office: Office) -> None:
    list(several(office, q.FEW - 1))
    hidden = {each.by: each.hidden for each in seen(office).rows if each.by != q.FIELD}
    few = dict.fromkeys((q.COUNTER, q.HOUR, q.COUNTER_HOUR), True)
    assert hidden == {q.ALL: False, q.SERVICE: False, **few}
    office.register_file(office.intake(confirmed=AGAIN))
    assert not any(each.hidden for each in seen(office).rows)


def test_nobody_is_named(office: Office) -> None:
    for file in several(office, q.FEW):
        correct(office, file, Change(field="address", before=NI_LUH.address, after="Banjar Lain"))
    told = repr(seen(office))
    for name in ("Petugas", "petugas_loket", "penyelia", NI_LUH.name, NI_LUH.nik, "Banjar Lain"):
        assert name not in told


@pytest.mark.parametrize(("first", "last", "number"), [(FIRST, LAST, 1), (date(2026, 12, 1), date(2026, 12, 31), 0)])
def test_only_what_was_received_in_the_period(office: Office, first: date, last: date, number: int) -> None:
    office.register_file()
    assert sum(each.by == q.ALL for each in seen(office, first, last).rows) == number


def test_a_permit_type_that_left_the_catalogue(office: Office) -> None:
    """Its fields have no names any more: they are counted together."""
    file = office.register_file()
    correct(office, file, Change(field="details.nama_tempat", before=MIDWIFE["nama_tempat"], after="Klinik"))
    with office.register.writing() as session:
        session.get_one(Application, file).permit_code = "LAMA"
    assert fields(office) == {"Lainnya": {q.CORRECTED: 1}}
