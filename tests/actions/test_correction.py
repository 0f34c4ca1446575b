"""Koreksi data: what may be asked, who answers, what follows an approval, and what never changes silently."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from sqlalchemy import delete, select, text

from app.actions.commands import correction, intake, office_work
from app.actions.commands.correction import Change
from app.errors import Refused
from app.models.application import Applicant, Correction, Permit
from app.models.journal import Document, Entry
from app.models.register import SEARCH_INDEX
from app.rules import stages
from tests.actions.forms import FORMS
from tests.actions.situations import REFUSAL
from tests.office import MIDWIFE, NI_LUH, Office

ADDRESS = Change(field="address", before=NI_LUH.address, after="Banjar Dinas Tengah")
NAME = Change(field="name", before=NI_LUH.name, after="NI LUH CONTOH SARI")
RIGHT_NIK = "5107034507880004"
NIK = Change(field="nik", before=NI_LUH.nik, after=RIGHT_NIK)
PLACE = Change(field="details.nama_tempat", before="UPTD Puskesmas Abang I", after="Klinik Contoh")


def ask(office: Office, file: str, *changes: Change, actor: str = "petugas_loket", **values: Any) -> str:
    """The id of the correction."""
    values = {"reason": "Salah ketik"} | values
    office.do(actor, correction.AskCorrection, application=file, changes=changes, **values)
    with office.register.reading() as session:
        return session.scalars(select(Correction.id).order_by(Correction.asked.desc())).first() or ""


def approve(office: Office, file: str, wanted: str, actor: str = "penyelia") -> None:
    office.do(actor, correction.ApproveCorrection, application=file, correction=wanted)


def corrected(office: Office, file: str, *changes: Change, **values: Any) -> None:
    approve(office, file, ask(office, file, *changes, **values))


def refusal(office: Office, file: str, *changes: Change, **values: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        ask(office, file, *changes, **values)
    return refused.value


def second_file(office: Office, confirmed: str = "duplicate", **person: Any) -> str:
    who = msgspec.structs.replace(NI_LUH, **person)
    form = office.intake("MKM", who, details=FORMS["MKM"], confirmed={confirmed: "Lain", "known_near_nik": "Lain"})
    return office.register_file(form)


def applicants(office: Office) -> dict[str | None, Applicant]:
    with office.register.reading() as session:
        return {row.nik or row.foreign_id: row for row in session.scalars(select(Applicant))}


def receipts(office: Office, file: str) -> list[dict[str, Any]]:
    with office.register.reading() as session:
        wanted = select(Document.card).where(Document.application_id == file, Document.kind == "receipt")
        return list(session.scalars(wanted.order_by(Document.made)))


def test_nothing_changes_until_somebody_else_agrees(office: Office) -> None:
    file = office.register_file()
    wanted = ask(office, file, ADDRESS)
    assert office.file(file).person["address"] == NI_LUH.address
    approve(office, file, wanted)
    after = office.file(file)
    assert after.person["address"] == "Banjar Dinas Tengah"
    assert after.match == "belum"
    with office.register.reading() as session:
        row = session.get_one(Correction, wanted)
    assert (row.state, row.asked_by, row.decided_by) == ("disetujui", "petugas_loket", "penyelia")


@pytest.mark.parametrize("act", [correction.ApproveCorrection, correction.DeclineCorrection])
def test_whoever_asked_does_not_answer(office: Office, act: type[Any]) -> None:
    """Not even where the office is small and one person holds both roles."""
    office.add_staff("berdua", "petugas_loket", "penyelia")
    file = office.register_file()
    wanted = ask(office, file, ADDRESS, actor="berdua")
    values = {"note": "Tidak"} if act is correction.DeclineCorrection else {}
    with pytest.raises(Refused, match="own_correction"):
        office.do("berdua", act, application=file, correction=wanted, **values)


def test_declined_with_a_note_the_data_stay(office: Office) -> None:
    file = office.register_file()
    wanted = ask(office, file, NAME)
    with pytest.raises(Refused, match="reason_missing"):
        office.do("kabid", correction.DeclineCorrection, application=file, correction=wanted, note=" ")
    office.do("kabid", correction.DeclineCorrection, application=file, correction=wanted, note="Sesuai KTP-el")
    assert office.file(file).applicant_name == NI_LUH.name
    assert ask(office, file, NAME) != wanted


def test_taken_back_by_whoever_asked_and_nobody_else(office: Office) -> None:
    file = office.register_file()
    wanted = ask(office, file, NAME)
    with pytest.raises(Refused, match="not_the_asker"):
        office.do("verifikator", correction.WithdrawCorrection, application=file, correction=wanted)
    office.do("petugas_loket", correction.WithdrawCorrection, application=file, correction=wanted)
    with pytest.raises(Refused, match="no_correction"):
        approve(office, file, wanted)


def test_an_answer_is_to_the_correction_that_was_read(office: Office) -> None:
    file = office.register_file()
    first = ask(office, file, NAME)
    office.do("petugas_loket", correction.WithdrawCorrection, application=file, correction=first)
    ask(office, file, ADDRESS)
    with pytest.raises(Refused, match="no_correction"):
        approve(office, file, first)


def test_one_at_a_time_and_with_a_reason(office: Office) -> None:
    file = office.register_file()
    assert refusal(office, file, NAME, reason=" ").code == "reason_missing"
    assert refusal(office, file).code == "nothing_corrected"
    ask(office, file, NAME)
    assert refusal(office, file, ADDRESS).code == "correction_open"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change(field="role", before=None, after="x"), "fields_wrong"),
        (Change(field="details.nib", before=None, after="1"), "fields_wrong"),
        (Change(field="birth_date", before="1988-07-05", after="kemarin"), "fields_wrong"),
        (Change(field="name", before="NI MADE", after="NI LUH"), "correction_stale"),
        (Change(field="name", before=NI_LUH.name, after=" "), "fields_missing"),
        (Change(field="phone", before=NI_LUH.phone, after="12"), "phone"),
        (Change(field="details.nama_tempat", before=PLACE.before, after=None), "fields_missing"),
        (Change(field="nik", before=NI_LUH.nik, after="5107034507880000"), "identity"),
        (Change(field="birth_date", before="1988-07-05", after="1988-07-06"), "identity"),
    ],
)
def test_values_are_judged_as_at_the_intake(office: Office, change: Change, code: str) -> None:
    file = office.register_file()
    assert refusal(office, file, change).code == code


def test_a_warning_needs_its_reason_and_the_file_keeps_it(office: Office) -> None:
    file = office.register_file()
    born = Change(field="birth_date", before="1988-07-05", after="1988-07-06")
    corrected(office, file, born, confirmed={"birth_date_differs": "Sesuai KTP-el asli"})
    assert office.file(file).identity_notes["birth_date_differs"] == "Sesuai KTP-el asli"


def test_what_was_approved_is_judged_again(office: Office) -> None:
    """Meanwhile the register came to know somebody else with that number."""
    file = office.register_file()
    wanted = ask(office, file, NIK)
    second_file(office, nik=RIGHT_NIK, name="I WAYAN LAIN", sex="P")
    with pytest.raises(Refused, match="identity"):
        approve(office, file, wanted)


def test_data_that_became_others_meanwhile(office: Office) -> None:
    """A revision brought another value: what the correction found does not stand any more."""
    file = office.register_file()
    wanted = ask(office, file, PLACE)
    row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
    deadline = office.clock.now().date().replace(month=12)
    office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=deadline)
    office.do("petugas_loket", intake.AcceptRevision, application=file, details={"nama_tempat": "Puskesmas Lain"})
    with pytest.raises(Refused, match="correction_stale"):
        approve(office, file, wanted)
    assert office.file(file).details["nama_tempat"] == "Puskesmas Lain"


def test_another_person_has_to_be_compared_anew(office: Office) -> None:
    file = office.register_file()
    office.do("verifikator", office_work.RecordMatch, application=file, result="cocok", how="Dukcapil")
    corrected(office, file, ADDRESS)
    assert office.file(file).match == "cocok"
    corrected(office, file, NAME)
    assert office.file(file).match == "belum"


def test_a_number_of_this_file_alone_is_put_right_in_the_register(office: Office) -> None:
    file = office.register_file()
    before = applicants(office)[NI_LUH.nik].id
    corrected(office, file, NIK)
    known = applicants(office)
    assert list(known) == [RIGHT_NIK]
    assert known[RIGHT_NIK].id == before == office.file(file).applicant_id
    assert known[RIGHT_NIK].person["nik"] == RIGHT_NIK


def test_other_files_of_that_number_keep_it(office: Office) -> None:
    file, other = office.register_file(), second_file(office)
    corrected(office, file, NIK)
    known = applicants(office)
    assert known[RIGHT_NIK].id == office.file(file).applicant_id
    assert known[NI_LUH.nik].id == office.file(other).applicant_id
    assert known[NI_LUH.nik].person["nik"] == NI_LUH.nik


def test_somebody_the_register_knows_is_not_overwritten(office: Office) -> None:
    file = office.register_file()
    other = second_file(office, nik=RIGHT_NIK, address="Banjar Lain")
    corrected(office, file, NIK)
    known = applicants(office)[RIGHT_NIK]
    assert known.id == office.file(file).applicant_id == office.file(other).applicant_id
    assert known.person["address"] == "Banjar Lain"
    assert office.file(file).person["address"] == NI_LUH.address


def test_what_was_confirmed_since_stays(office: Office) -> None:
    """Her next file brought another address: correcting the first does not bring the older one back."""
    file = office.register_file()
    second_file(office, address="Banjar Baru")
    corrected(office, file, ADDRESS, NAME)
    row = applicants(office)[NI_LUH.nik]
    assert (row.person["address"], row.person["name"], row.name) == ("Banjar Baru", NAME.after, NAME.after)


def test_beside_what_another_file_says_a_reason_is_needed(office: Office) -> None:
    """Nothing is asked beside what this very file has left in the register."""
    file = office.register_file()
    second_file(office, name="NI LUH LAIN", confirmed="known_other_name")
    assert refusal(office, file, NAME).fields == {"nik": "known_other_name"}
    corrected(office, file, NAME, confirmed={"known_other_name": "Sesuai KTP-el asli"})


def test_a_foreigner_is_known_by_the_other_number(office: Office) -> None:
    person = msgspec.structs.replace(NI_LUH, nik="", foreign_id="X1234567")
    file = office.register_file(office.intake(person=person))
    assert refusal(office, file, Change(field="foreign_id", before="X1234567", after="?")).code == "identity"
    corrected(office, file, Change(field="foreign_id", before="X1234567", after="X1234568"))
    assert list(applicants(office)) == ["X1234568"]


def test_name_search_and_subject_follow(office: Office) -> None:
    file = office.register_file()
    corrected(office, file, NAME, NIK, PLACE)
    after = office.file(file)
    assert after.applicant_name == NAME.after
    assert "Klinik Contoh" in after.subject
    with office.register.reading() as session:
        [words] = session.execute(text(f"SELECT words FROM {SEARCH_INDEX}")).scalars().all()
    assert RIGHT_NIK in words
    assert NI_LUH.nik not in words


def test_the_matter_alone_is_corrected(office: Office) -> None:
    file = office.register_file()
    before = office.file(file)
    corrected(office, file, PLACE)
    after = office.file(file)
    assert after.details["nama_tempat"] == PLACE.after
    assert (after.person, after.applicant_id, after.match) == (before.person, before.applicant_id, before.match)


def test_a_body_keeps_its_name(office: Office) -> None:
    body = intake.LegalBody(name="PT Contoh")
    file = office.register_file(office.intake("REK", details=FORMS["REK"], variant="permanen", body=body))
    corrected(office, file, NAME)
    assert office.file(file).applicant_name == "PT Contoh"
    assert office.file(file).person["name"] == NAME.after


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (
            Change(field="details.jenis_tempat", before=MIDWIFE["jenis_tempat"], after="Praktik mandiri"),
            "route_changes",
        ),
        (Change(field="details.sip_ke", before=1, after=2), "correction_papers"),
    ],
)
def test_another_way_or_another_paper_is_no_correction(office: Office, change: Change, code: str) -> None:
    refused = refusal(office, office.register_file(), change)
    assert (refused.code, set(refused.fields)) == (code, {change.field})


def test_a_permit_under_way_has_the_new_data_only(office: Office) -> None:
    """Drafted, numbered, called back from the numbering, corrected: neither card nor row keeps the old name."""
    file = office.register_file()
    office.advance(file, stages.NUMBERING)
    office.do("verifikator", office_work.AssignNumber, application=file)
    office.do("verifikator", office_work.CorrectInternally, application=file, note="Nama salah")
    corrected(office, file, NAME, NIK, PLACE)
    office.advance(file, stages.COLLECTION)
    with office.register.reading() as session:
        permit = session.scalars(select(Permit)).one()
        card = msgspec.json.encode(session.get_one(Document, permit.document_id).card).decode()
    assert permit.holder == NAME.after
    assert permit.applicant_id == office.file(file).applicant_id
    for old, new in (('Ni Luh Contoh"', "Ni Luh Contoh Sari"), (NI_LUH.nik, RIGHT_NIK), ("Puskesmas", "Klinik")):
        assert new in card
        assert old not in card


@pytest.mark.parametrize("act", [office_work.Sign, office_work.DecideRefusal])
def test_nothing_is_signed_that_is_doubted(office: Office, act: type[Any]) -> None:
    file = office.register_file()
    if act is office_work.DecideRefusal:
        office.do("verifikator", office_work.ProposeRefusal, application=file, **REFUSAL)
    office.advance(file, stages.SIGNING)
    wanted = ask(office, file, NAME)
    with pytest.raises(Refused, match="correction_open"):
        office.do("kadis", act, application=file)
    approve(office, file, wanted)
    office.do("kadis", act, application=file)
    assert office.file(file).stage != stages.SIGNING


def test_nothing_is_numbered_that_is_doubted(office: Office) -> None:
    """Asked elsewhere while it was signed here: a file that waits for its number can have one."""
    file = office.register_file()
    office.advance(file, stages.SIGNING)
    ask(office, file, NAME)
    with office.register.writing() as session:
        session.get_one(type(office.file(file)), file).stage = stages.NUMBERING
    with pytest.raises(Refused, match="correction_open"):
        office.do("verifikator", office_work.AssignNumber, application=file)


def test_the_receipt_says_what_was_put_right(office: Office) -> None:
    file = office.register_file()
    office.clock.advance(days=1)
    corrected(office, file, NAME, NIK, PLACE)
    first, second = receipts(office, file)
    assert second["corrected"] == ["Nama", "NIK", "Nama tempat praktik"]
    assert second["corrected_on"] == "2026-11-24"
    assert (second["applicant"], second["nik_last4"]) == ("Ni Luh Contoh Sari", RIGHT_NIK[-4:])
    kept = set(first) - {"applicant", "nik_last4", "subject", "corrected", "corrected_on"}
    assert {name: first[name] for name in kept} == {name: second[name] for name in kept}


@pytest.mark.parametrize("missing", ["paper", "journal"])
def test_where_the_receipt_has_not_come_yet_no_revision_is_taken(office: Office, missing: str) -> None:
    """A PC that is joining can have a file before its papers, or before its journal."""
    file = office.register_file()
    row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
    deadline = office.clock.now().date().replace(month=12)
    office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=deadline)
    with office.register.writing() as session:
        session.execute(text("DROP TRIGGER document_kept"))
        table = Document if missing == "paper" else Entry
        kind = "receipt" if missing == "paper" else "register_application"
        session.execute(delete(table).where(table.application_id == file, table.kind == kind))
    with pytest.raises(Refused, match="no_document"):
        office.do("petugas_loket", intake.AcceptRevision, application=file)


def test_after_a_revision_the_receipt_keeps_its_promise(office: Office) -> None:
    file = office.register_file()
    row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
    deadline = office.clock.now().date().replace(month=12)
    office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=deadline)
    office.do("petugas_loket", intake.AcceptRevision, application=file)
    corrected(office, file, ADDRESS)
    _, revised, last = receipts(office, file)
    assert (last["addendum"], last["promised"]) == (True, revised["promised"])
