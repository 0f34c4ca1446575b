"""Corrections as they are read: the open one, for whom it waits, and who sees which part of it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from app.actions.commands import correction, intake, office_work
from app.actions.commands.correction import Change
from app.actions.commands.office import AddMandate
from app.queries.corrections import waiting_for
from app.queries.file_acts import ANSWERS
from app.queries.file_view import FileView, file_view
from app.queries.front import CORRECTIONS, front, listed
from app.rules import stages
from tests.office import NI_LUH, Office

CHANGES = (
    Change(field="nik", before=NI_LUH.nik, after="5107034507880004"),
    Change(field="sex", before="P", after="L"),
    Change(field="birth_date", before="1988-07-05", after="1988-07-06"),
    Change(field="birth_place", before="Karangasem", after=""),
    Change(field="phone", before=NI_LUH.phone, after="+6281234567891"),
    Change(field="village", before=NI_LUH.village, after="5107032002"),
    Change(field="village_text", before=NI_LUH.village_text, after="Tista, Kec. Abang"),
    Change(field="details.sip_ke", before=1, after=1),
    Change(field="details.nama_tempat", before="UPTD Puskesmas Abang I", after="Klinik Contoh"),
)
REASONS = {"birth_date_differs": "Sesuai KTP-el asli", "sex_differs": "Sesuai KTP-el asli"}


@pytest.fixture
def file(office: Office) -> str:
    return office.register_file()


def ask(office: Office, file: str, *changes: Change, actor: str = "petugas_loket") -> str:
    values: dict[str, Any] = {"changes": changes, "reason": "Salah ketik", "confirmed": REASONS}
    office.do(actor, correction.AskCorrection, application=file, **values)
    found = seen(office, file).matters.correction
    assert found is not None
    return found.id


def seen(office: Office, file: str, staff: str = "penyelia") -> FileView:
    return office.door.ask(partial(file_view, application_id=file, staff_id=staff))


def options(office: Office, file: str, staff: str) -> dict[str, str]:
    return {each.act: each.reason for each in seen(office, file, staff).acts}


def test_every_field_in_the_words_of_a_reader(office: Office, file: str) -> None:
    ask(office, file, *CHANGES)
    found = seen(office, file).matters.correction
    assert found is not None
    assert (found.who, found.reason) == ("Petugas Petugas_Loket", "Salah ketik")
    assert [(row.label, row.before, row.after) for row in found.changes] == [
        ("NIK", NI_LUH.nik, "5107034507880004"),
        ("Jenis kelamin", "Perempuan", "Laki-laki"),
        ("Tanggal lahir", "5 Juli 1988", "6 Juli 1988"),
        ("Tempat lahir", "Karangasem", ""),
        ("Nomor HP", "081234567890", "081234567891"),
        ("Desa/Kelurahan", "Abang, Kec. Abang", "Tista, Kec. Abang"),
        ("SIP ke-", "1", "1"),
        ("Nama tempat praktik", "UPTD Puskesmas Abang I", "Klinik Contoh"),
    ]
    assert [row.label for row in found.changes if row.number] == ["NIK", "Tanggal lahir", "Nomor HP"]


def test_a_nik_is_whole_for_who_may_see_it_only(office: Office, file: str) -> None:
    wanted = ask(office, file, *CHANGES)
    view = seen(office, file, "bendahara")
    assert view.matters.correction is not None
    assert view.matters.person == {}
    told = {row.label: (row.before, row.after) for row in view.matters.correction.changes}
    assert told["NIK"] == ("•••• 0003", "•••• 0004")
    assert told["Tanggal lahir"] == ("tidak ditampilkan", "tidak ditampilkan")
    assert told["Tempat lahir"] == ("tidak ditampilkan", "")
    office.do("penyelia", correction.ApproveCorrection, application=file, correction=wanted)
    assert NI_LUH.nik not in repr(seen(office, file, "bendahara").events)
    assert NI_LUH.nik in repr(seen(office, file, "kabid").events)


def test_the_history_tells_what_was_asked_and_what_was_done(office: Office, file: str) -> None:
    wanted = ask(office, file, CHANGES[-1])
    office.do("penyelia", correction.DeclineCorrection, application=file, correction=wanted, note="Keliru")
    wanted = ask(office, file, CHANGES[-1])
    office.do("penyelia", correction.ApproveCorrection, application=file, correction=wanted)
    row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
    deadline = office.clock.now().date() + timedelta(days=10)
    office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=deadline)
    office.do("petugas_loket", intake.AcceptRevision, application=file, details={"nama_tempat": "Klinik Lain"})
    revised, _, approved, asked, declined, first, _ = seen(office, file).events
    place = {"subject": "Nama tempat praktik", "before": "UPTD Puskesmas Abang I", "after": "Klinik Contoh"}
    assert [event.facts.get("corrections") for event in (first, declined, asked, approved)] == [
        [place],
        None,
        [place],
        [place],
    ]
    assert declined.facts == {"note": "Keliru"}
    assert revised.facts["corrections"] == [{**place, "before": "Klinik Contoh", "after": "Klinik Lain"}]


def test_what_is_offered_while_one_waits(office: Office, file: str) -> None:
    office.add_staff("berdua", "petugas_loket", "penyelia")
    assert not set(ANSWERS) & set(options(office, file, "penyelia"))
    assert options(office, file, "petugas_loket")["ask_correction"] == ""
    ask(office, file, CHANGES[-1], actor="berdua")
    mine, others, clerk = (options(office, file, who) for who in ("berdua", "penyelia", "petugas_loket"))
    assert (mine["approve_correction"], mine["decline_correction"]) == ("own_correction",) * 2
    assert mine["withdraw_correction"] == others["approve_correction"] == others["decline_correction"] == ""
    assert (clerk["withdraw_correction"], clerk["ask_correction"]) == ("not_the_asker", "correction_open")


def test_nothing_is_signed_meanwhile(office: Office, file: str) -> None:
    office.advance(file, stages.SIGNING)
    assert options(office, file, "kadis")["sign"] == ""
    ask(office, file, CHANGES[-1])
    assert options(office, file, "kadis")["sign"] == "correction_open"


def test_it_waits_for_who_may_answer(office: Office, file: str) -> None:
    office.add_staff("berdua", "petugas_loket", "penyelia")
    ask(office, file, CHANGES[-1], actor="berdua")
    today = office.clock.now().date()
    mandate = {"mandate": "plh", "letter_number": "800/1", "letter_date": today, "starts": today, "ends": today}
    office.do("administrator", AddMandate, role="kabid", substitute="sekretaris", **mandate)
    counted = {who: office.door.ask(partial(waiting_for, staff_id=who)) for who in ("penyelia", "kabid", "sekretaris")}
    assert counted == {"penyelia": 1, "kabid": 1, "sekretaris": 1}
    assert office.door.ask(partial(waiting_for, staff_id="berdua")) == 0
    assert office.door.ask(partial(waiting_for, staff_id="verifikator")) == 0
    assert office.door.ask(partial(front, staff_id="penyelia")).corrections == 1
    assert [row.id for row in office.door.ask(partial(listed, tile=CORRECTIONS))] == [file]


@pytest.mark.parametrize(("scope", "counted"), [(("SIP-BD", "SKP"), 1), (("SKP",), 0)])
def test_a_mandate_for_some_services_answers_those(
    office: Office, file: str, scope: tuple[str, ...], counted: int
) -> None:
    ask(office, file, CHANGES[-1])
    today = office.clock.now().date()
    mandate = {"mandate": "plh", "letter_number": "800/1", "letter_date": today, "starts": today, "ends": today}
    office.do("administrator", AddMandate, role="kabid", substitute="sekretaris", scope=scope, **mandate)
    assert office.door.ask(partial(waiting_for, staff_id="sekretaris")) == counted
    assert (options(office, file, "sekretaris")["approve_correction"] == "") == bool(counted)


def test_a_file_that_has_ended_waits_for_nobody(office: Office, file: str) -> None:
    ask(office, file, CHANGES[-1])
    office.do("petugas_loket", intake.Withdraw, application=file, letter_date=date(2026, 11, 23), signed_by="Ni Luh")
    assert office.file(file).stage == stages.WITHDRAWN
    assert seen(office, file).matters.correction is None
    assert office.door.ask(partial(waiting_for, staff_id="penyelia")) == 0
    assert office.door.ask(partial(listed, tile=CORRECTIONS)) == ()
