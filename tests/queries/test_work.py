"""What waits for whom: roles, mandates and delegation, urgency, filters, the limit."""

from __future__ import annotations

from datetime import date
from functools import partial

import msgspec
import pytest
from sqlalchemy import func, select

from app.actions.commands import office_work
from app.actions.commands.intake import LegalBody
from app.actions.commands.office import AddMandate
from app.models.application import Application
from app.queries.look import Look
from app.queries.work import Queue, queue
from tests.office import ADMIN, NI_LUH, Office

WORDS = ("SATU", "DUA", "TIGA", "EMPAT", "LIMA")
STALL = {
    "nama_objek": "Lapangan",
    "alamat_objek": "Amlapura",
    "luas_m2": 20.0,
    "peruntukan": "Kios",
    "tanggal_mulai": "2026-12-01",
    "tanggal_selesai": "2027-11-30",
}
GRAVE = {
    "nama_almarhum": "I KETUT CONTOH",
    "tanggal_wafat": "2026-11-20",
    "hubungan": "Anak",
    "nama_tpu": "TPU Amlapura",
    "tanggal_makam": "2026-11-23",
}


def waiting(office: Office, staff: str, text: str = "", stage: str = "", limit: int = 500) -> Queue:
    return office.door.ask(partial(queue, staff_id=staff, text=text, stage=stage, limit=limit))


def numbers(found: Queue) -> list[str]:
    return [row.number for row in found.rows]


def somebody(office: Office, name: str = "") -> str:
    """A file of a new applicant; its id."""
    number = office.door.ask(_files)
    person = msgspec.structs.replace(
        NI_LUH, name=name or f"NI {WORDS[number]}", nik=f"5107034507{80 + number}0{number}01"
    )
    person = msgspec.structs.replace(person, birth_date=date(1980 + number, 7, 5))
    return office.register_file(office.intake(person=person))


def _files(look: Look) -> int:
    return look.session.scalar(select(func.count()).select_from(Application)) or 0


def mandate(office: Office, role: str, substitute: str, *scope: str) -> None:
    command = AddMandate(
        stamp=office.stamp(ADMIN),
        role=role,
        substitute=substitute,
        mandate="plh",
        letter_number="800/1",
        letter_date=date(2026, 11, 20),
        starts=date(2026, 11, 23),
        ends=date(2026, 11, 24),
        scope=scope,
    )
    office.door.do(command)


def test_a_file_waits_for_the_role_that_holds_it(office: Office) -> None:
    file = somebody(office)
    [row] = waiting(office, "verifikator").rows
    assert (row.id, row.stage, row.holder) == (file, "verifikasi_berkas", "verifikator")
    assert (row.applicant, row.service, row.days, row.left) == ("Ni Satu", "SIPB", 5, 5)
    assert row.match == "belum"
    assert waiting(office, "kadis").rows == ()


def test_only_who_may_return_a_file_is_offered_it(office: Office) -> None:
    """By the table's roles and stages, mandates with their scope included."""
    file = somebody(office)
    assert [row.returns for row in waiting(office, "verifikator").rows] == [True]
    office.advance(file, "tanda_tangan")
    assert [row.returns for row in waiting(office, "kadis").rows] == [False]
    checked = somebody(office)
    mandate(office, "verifikator", "kadis", "SIP-PR")
    assert [row.returns for row in waiting(office, "kadis").rows] == [False], "the mandate is for another permit"
    mandate(office, "verifikator", "sekretaris", office.file(checked).permit_code)
    assert [(row.id, row.returns) for row in waiting(office, "sekretaris").rows] == [(checked, True)]


def test_a_body_keeps_its_own_capitals(office: Office) -> None:
    office.register_file(office.intake("ASET", variant="sewa", details=STALL, body=LegalBody(name="PT ABC Tbk")))
    assert waiting(office, "verifikator").rows[0].applicant == "PT ABC Tbk"


def test_a_mandate_brings_the_files_of_its_role_and_scope(office: Office) -> None:
    file = somebody(office)
    office.advance(file, "tanda_tangan")
    assert waiting(office, "sekretaris").rows == ()
    mandate(office, "kadis", "sekretaris", "SIP-PR")
    assert waiting(office, "sekretaris").rows == ()
    mandate(office, "penyelia", "bendahara")
    other = somebody(office)
    office.advance(other, "paraf_penyelia")
    assert [row.id for row in waiting(office, "bendahara").rows] == [other]
    office.clock.advance(days=2)
    assert waiting(office, "bendahara").rows == ()


def test_a_mandate_for_everything_brings_every_permit(office: Office) -> None:
    file = somebody(office)
    office.advance(file, "tanda_tangan")
    mandate(office, "kadis", "sekretaris")
    assert [row.id for row in waiting(office, "sekretaris").rows] == [file]


def test_a_role_that_may_sign_for_another_sees_what_is_to_be_signed(office: Office) -> None:
    file = office.register_file(office.intake("MKM", details=GRAVE))
    office.advance(file, "tanda_tangan")
    assert [row.stage for row in waiting(office, "kabid").rows] == ["tanda_tangan"]


def test_late_comes_first_then_what_is_due_soon(office: Office) -> None:
    late = somebody(office)
    office.clock.advance(days=4)
    soon = somebody(office)
    office.clock.advance(days=6)  # Thursday 3 December; due were 30 November and 4 December
    fresh = somebody(office)
    found = waiting(office, "verifikator")
    assert [row.id for row in found.rows] == [late, soon, fresh]
    assert [(row.late, row.soon) for row in found.rows] == [(True, False), (False, True), (False, False)]
    assert found.rows[0].left == -3


def test_what_waits_for_the_applicant_is_not_in_it(office: Office) -> None:
    file = somebody(office)
    row = office_work.ReturnRow(subject="STR", reason="R01", text="Lengkapi")
    office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=date(2026, 12, 7))
    assert waiting(office, "verifikator").rows == ()
    assert waiting(office, "petugas_loket").rows == ()


def test_a_permit_ready_for_collection_waits_for_the_hand_over_without_a_clock(office: Office) -> None:
    file = somebody(office)
    office.advance(file, "penyerahan")
    [row] = waiting(office, "petugas_penyerahan").rows
    assert (row.due, row.left, row.late) == (None, None, False)
    office.advance(file, "selesai")
    assert waiting(office, "petugas_penyerahan").rows == ()


@pytest.mark.parametrize("text", ["wayan", "00002", "wayan sipb", "WAYAN"])
def test_the_filter_looks_at_numbers_names_and_permits(office: Office, text: str) -> None:
    somebody(office)
    wanted = somebody(office, "I WAYAN SUDIARTA")
    assert [row.id for row in waiting(office, "verifikator", text=text).rows] == [wanted]
    assert waiting(office, "verifikator", text="wayan sip-x").rows == ()
    assert waiting(office, "verifikator", text="%").rows == ()


def test_counts_are_over_everything_that_waits(office: Office) -> None:
    somebody(office)
    office.advance(somebody(office), "penyusunan_draf")
    found = waiting(office, "verifikator", stage="penyusunan_draf")
    assert len(found.rows) == 1
    assert [(each.stage, each.count) for each in found.counts] == [("verifikasi_berkas", 1), ("penyusunan_draf", 1)]
    assert found.total == 2


def test_the_limit_is_told(office: Office) -> None:
    for _ in range(3):
        somebody(office)
    assert not waiting(office, "verifikator", limit=3).more
    found = waiting(office, "verifikator", limit=2)
    assert (len(found.rows), found.more, found.total) == (2, True, 3)
    assert numbers(found) == sorted(numbers(found))
