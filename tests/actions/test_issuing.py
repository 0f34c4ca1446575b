"""Numbers, permits and what becomes of them; refusals; hand-over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands import intake, office_work
from app.actions.commands.office import ChangeOffice
from app.actions.series import keep_back
from app.errors import Refused
from app.models.application import Permit
from app.models.journal import Document, Entry
from app.models.office import Series
from app.models.register import SEARCH_INDEX
from app.queries.files import detail_lines, terms_of
from app.rules import stages
from app.rules.tracking import valid as valid_token
from app.rules.wording import long_date
from tests.actions import situations as case
from tests.actions.forms import FORMS
from tests.actions.test_time import on
from tests.office import NI_LUH, PROFILE, Office

AGAIN = {"duplicate": "Tempat lain"}


def received(office: Office, permit: str = "SIP-BD", variant: str = "", **changes: Any) -> str:
    values = {"details": FORMS[permit], "confirmed": AGAIN} | changes
    return office.register_file(office.intake(permit, variant=variant, **values))


def issued(office: Office, permit: str = "SIP-BD", variant: str = "", **changes: Any) -> Permit:
    file = received(office, permit, variant, **changes)
    office.advance(file, stages.COLLECTION)
    return permit_of(office, file)


def permit_of(office: Office, file: str) -> Permit:
    with office.register.reading() as session:
        return session.scalars(select(Permit).where(Permit.application_id == file)).one()


def numbered(office: Office, number: str) -> Permit:
    with office.register.reading() as session:
        return session.scalars(select(Permit).where(Permit.number == number)).one()


def cards(office: Office, kind: str) -> list[dict[str, Any]]:
    with office.register.reading() as session:
        return list(session.scalars(select(Document.card).where(Document.kind == kind).order_by(Document.made)))


def refusal(office: Office) -> str:
    file = received(office)
    office.do("verifikator", office_work.ProposeRefusal, application=file, **case.REFUSAL)
    office.advance(file, stages.REFUSED)
    return file


# ----- numbers


def test_a_series_counts_within_its_year(office: Office) -> None:
    first, second = issued(office), issued(office)
    on(office, date(2027, 1, 5))
    third = issued(office)
    on(office, date(2026, 12, 30))  # the clock of the PC was put right again
    fourth = issued(office)
    assert [permit.number for permit in (first, second, third, fourth)] == [
        "500.16.7.2/0001/SIPB/DPMPTSP/2026",
        "500.16.7.2/0002/SIPB/DPMPTSP/2026",
        "500.16.7.2/0001/SIPB/DPMPTSP/2027",
        "500.16.7.2/0003/SIPB/DPMPTSP/2026",
    ]


@pytest.mark.parametrize(
    ("heard", "given"),
    [
        ("500.16.7.2/0004/SIPB/DPMPTSP/2026", "0005"),  # it lies on paper somewhere
        ("500.16.7.2/0001/SIPB/DPMPTSP/2026", "0002"),  # this one was given here
        ("070/0004/SKP/DPMPTSP/2026", "0002"),  # of another series
        ("500.16.7.2/9004/SIPB/DPMPTSP/2026", "0002"),  # too far away to be one of the next
    ],
)
def test_a_number_that_was_only_heard_of_is_not_given_again(office: Office, heard: str, given: str) -> None:
    issued(office)
    with office.register.writing() as session:
        keep_back(session, "SIP", 2026, heard, lambda seq: f"500.16.7.2/{seq:04}/SIPB/DPMPTSP/2026")
    assert issued(office).number == f"500.16.7.2/{given}/SIPB/DPMPTSP/2026"


@pytest.mark.parametrize(("wrong", "code"), [(2009, "clock_back"), (2031, "clock_ahead")])
def test_no_number_of_a_year_that_cannot_be(office: Office, wrong: int, code: str) -> None:
    """Everything else is done and warned of; the number waits until the clock is right, or somebody says that it is."""
    file, now = received(office), office.clock.now()
    office.clock.moment = now.replace(year=wrong)
    done = office.do("verifikator", office_work.AddNote, application=file, text="Catatan")
    assert done.warnings == (code,)
    with pytest.raises(Refused) as found:
        office.advance(file, stages.COLLECTION)
    assert (found.value.code, found.value.facts["year"]) == ("clock_doubt", str(wrong))
    assert found.value.facts["by"] == long_date(now.date())
    office.clock.moment = now + timedelta(days=1)
    office.advance(file, stages.COLLECTION)
    assert permit_of(office, file).number.endswith("/0001/SIPB/DPMPTSP/2026")


def test_a_number_of_another_year_once_an_administrator_says_so(office: Office) -> None:
    file = received(office)
    office.clock.moment = office.clock.now().replace(year=2031)
    with pytest.raises(Refused, match="clock_doubt"):
        office.advance(file, stages.COLLECTION)
    office.set_clock(office.clock.now())
    office.advance(file, stages.COLLECTION)
    assert permit_of(office, file).number.endswith("/0001/SIPB/DPMPTSP/2031")


def test_a_clock_off_within_the_year_is_only_said(office: Office) -> None:
    file = received(office)
    office.clock.moment -= timedelta(days=40)
    office.advance(file, stages.COLLECTION)
    assert permit_of(office, file).number.endswith("/2026")


def test_permit_types_of_one_series_share_its_counter(office: Office) -> None:
    issued(office)
    assert issued(office, "SIP-PR").number == "500.16.7.2/0002/SIPP/DPMPTSP/2026"
    assert issued(office, "SKP").number == "070/0001/SKP/DPMPTSP/2026"


def test_letters_have_series_of_their_own(office: Office) -> None:
    issued(office)
    issued(office, "STPT")
    refusal(office)
    refusal(office)
    assert [card["number"] for card in cards(office, "refusal_letter")] == [
        "500.16.7.2/0001/TOLAK/DPMPTSP/2026",
        "500.16.7.2/0002/TOLAK/DPMPTSP/2026",
    ]
    assert cards(office, "recommendation_request")[0]["number"] == "500.16.7.2/0001/PR/DPMPTSP/2026"
    assert cards(office, "assignment_letter")[0]["number"] == "500.16.7.2/0001/ST/DPMPTSP/2026"


def test_what_was_refused_takes_no_number(office: Office) -> None:
    file = received(office)
    office.advance(file, stages.ASK_AGENCY)
    for actor in ("kadis", "petugas_loket"):
        with pytest.raises(Refused, match="no_right"):
            office.do(actor, office_work.RequestRecommendation, application=file)
    office.step(file, stages.ASK_AGENCY)
    with office.register.reading() as session:
        assert [(row.name, row.last) for row in session.scalars(select(Series))] == [("PR", 1)]


def test_a_permit_is_found_by_its_number(office: Office) -> None:
    permit = issued(office)
    with office.register.reading() as session:
        rows = session.connection().exec_driver_sql(
            f"SELECT application_id FROM {SEARCH_INDEX} WHERE {SEARCH_INDEX} MATCH ?", (f'"{permit.number}"',)
        )
        assert [row[0] for row in rows] == [permit.application_id]
        count = session.connection().exec_driver_sql(f"SELECT count(*) FROM {SEARCH_INDEX}")
        assert count.scalar() == 1


# ----- the permit


def test_what_is_issued(office: Office) -> None:
    permit = issued(office)
    with office.register.reading() as session:
        document = session.get_one(Document, permit.document_id)
    assert (permit.state, permit.holder, permit.issued) == ("aktif", "NI LUH CONTOH", date(2026, 11, 23))
    assert (permit.valid_from, permit.valid_until) == (date(2026, 11, 23), date(2031, 11, 22))
    assert permit.sha256 == document.sha256
    assert valid_token(permit.token)
    card = document.card
    assert (card["holder"], card["title"]) == ("Ni Luh Contoh", "Surat Izin Praktik Bidan")
    assert {"heading": "NIK", "text": "5107034507880003"} in card["holder_lines"]
    assert {"heading": "STR berlaku seumur hidup", "text": "Ya"} in card["lines"]
    assert card["copies_to"] == ["Kepala Dinas Kesehatan"]
    assert not card["qr_is_address"]
    assert NI_LUH.nik not in card["qr"]


def test_a_code_that_leads_to_the_office(office: Office) -> None:
    profile = msgspec.structs.replace(PROFILE, public_address="https://dpmptsp.example.go.id/")
    office.do("administrator", ChangeOffice, profile=profile)
    permit = issued(office)
    file = office.file(permit.application_id)
    assert cards(office, "permit")[0]["qr"] == f"https://dpmptsp.example.go.id/v/{permit.token}"
    assert cards(office, "receipt")[0]["qr"] == f"https://dpmptsp.example.go.id/t/{file.tracking}"


def test_a_body_holds_its_permit(office: Office) -> None:
    wanted = office.intake("ASET", variant="sewa", details=FORMS["ASET"])
    paper = intake.ItemState(requirement="akta", state="ada")
    body = msgspec.structs.replace(wanted, body=intake.LegalBody(name="CV CONTOH"), items=(*wanted.items, paper))
    office.advance(office.register_file(body), stages.COLLECTION)
    card = cards(office, "permit")[0]
    assert card["holder"] == "CV CONTOH"
    assert card["holder_lines"][0] == {"heading": "Penanggung jawab", "text": "Ni Luh Contoh"}
    assert (card["valid_from"], card["valid_until"]) == ("2026-12-01", "2027-11-30")
    assert {"heading": "Luas (m2)", "text": "20,0"} in card["lines"]
    assert {"heading": "Tanggal mulai", "text": "Selasa, 1 Desember 2026"} in card["lines"]


def test_a_foreigner_holds_a_permit(office: Office) -> None:
    person = msgspec.structs.replace(NI_LUH, nik="", foreign_id="X1234567", birth_place="")
    issued(office, person=person)
    lines = cards(office, "permit")[0]["holder_lines"]
    assert {"heading": "Paspor/KITAS", "text": "X1234567"} in lines
    assert lines[0]["text"] == "5 Juli 1988"


def test_lists_and_money_read_well(office: Office) -> None:
    issued(office, "STPT", details=FORMS["STPT"] | {"jenis_layanan": ["Ramuan", "Kombinasi"]})
    assert {"heading": "Jenis layanan", "text": "Ramuan; Kombinasi"} in cards(office, "permit")[0]["lines"]


def test_money_and_numbers_for_an_agency(office: Office) -> None:
    """Of a permit type whose form has both; in OSS no letter is written, so the lines are asked for as they are."""
    file = office.file(received(office, "OSS-R"))
    lines = {row.heading: row.text for row in detail_lines(terms_of(file, office.reference))}
    assert (lines["Modal usaha (Rp)"], lines["Jumlah tenaga kerja"]) == ("Rp15.000.000", "2")
    assert file.subject == "Warung Contoh, Jalan Contoh Nomor 15"


@pytest.mark.parametrize(
    ("permit", "variant", "changes", "start", "end"),
    [
        (
            "SIP-BD",
            "",
            {"str_seumur_hidup": False, "tanggal_akhir_str": "2028-05-01"},
            date(2026, 11, 23),
            date(2028, 5, 1),
        ),
        ("SKP", "", {}, date(2026, 12, 1), date(2027, 11, 30)),
        ("REK", "permanen", {}, date(2026, 11, 23), date(2027, 11, 22)),
        ("REK", "insidentil", {"tanggal_bongkar": "2027-01-09"}, date(2026, 12, 10), date(2027, 1, 9)),
        ("TRY", "insidentil", {}, date(2026, 12, 10), date(2026, 12, 12)),
    ],
)
def test_terms(office: Office, permit: str, variant: str, changes: dict[str, Any], start: date, end: date) -> None:
    file = received(office, permit, variant, details=FORMS[permit] | changes)
    for requirement in ("bukti_pajak_reklame",) if permit == "REK" else ():
        office.do("petugas_loket", intake.ReceiveDeferred, application=file, requirement=requirement)
    office.advance(file, stages.COLLECTION)
    made = permit_of(office, file)
    assert (made.valid_from, made.valid_until) == (start, end)


def test_a_permit_for_an_event_that_has_passed_is_not_signed(office: Office) -> None:
    file = received(office, "TRY", "insidentil")
    office.advance(file, stages.SIGNING)
    on(office, date(2026, 12, 14))
    with pytest.raises(Refused, match="validity_passed"):
        office.step(file, stages.SIGNING)
    office.do("kadis", office_work.CorrectInternally, application=file, note="Tanggal telah lewat")
    assert office.file(file).stage == stages.DRAFTING


# ----- a numbered paper with a slip


def test_a_paper_made_anew_keeps_its_number(office: Office) -> None:
    file = received(office)
    office.advance(file, stages.NUMBERING)
    office.step(file, stages.NUMBERING)
    first = permit_of(office, file)
    office.do("verifikator", office_work.CorrectInternally, application=file, note="Salah ketik pada ketentuan")
    assert permit_of(office, file).document_id == ""
    office.do("verifikator", office_work.SubmitDraft, application=file, terms=("Ketentuan yang benar.",))
    office.advance(file, stages.NUMBERING)
    with pytest.raises(Refused, match="not_numbered"):
        office.do("verifikator", office_work.Issue, application=file, wet_signature=True)
    with office.register.writing() as session:  # the permit has come to this PC, its card not yet
        session.get_one(Permit, first.id).document_id = "on-its-way"
    with pytest.raises(Refused, match="not_numbered"):
        office.do("verifikator", office_work.Issue, application=file, wet_signature=True)
    with office.register.writing() as session:
        session.get_one(Permit, first.id).document_id = ""
    office.clock.advance(days=1)
    office.advance(file, stages.COLLECTION)
    second = permit_of(office, file)
    assert (second.id, second.number, second.token) == (first.id, first.number, first.token)
    assert second.document_id not in ("", first.document_id)
    assert second.issued == date(2026, 11, 24)
    assert [card["terms"] for card in cards(office, "permit")] == [["Menaati ketentuan."], ["Ketentuan yang benar."]]
    assert issued(office).number.startswith("500.16.7.2/0002/")


# ----- renewal, amendment, replacement, revocation


@pytest.mark.parametrize(
    ("kind", "state", "own", "until"),
    [
        ("perpanjangan", "diganti", "aktif", date(2030, 11, 23)),
        ("perubahan", "diganti", "aktif", date(2028, 5, 1)),
        ("penggantian", "diganti", "aktif", date(2028, 5, 1)),
        ("pencabutan", "dicabut", "dicabut", None),
    ],
)
def test_what_follows_a_permit(office: Office, kind: str, state: str, own: str, until: date | None) -> None:
    """A new paper for the same right lasts no longer than the old one; only a renewal begins a new term."""
    short = FORMS["SIP-BD"] | {"str_seumur_hidup": False, "tanggal_akhir_str": "2028-05-01"}
    on(office, date(2025, 11, 20))
    first = issued(office, details=short)
    assert first.valid_until == date(2028, 5, 1)
    on(office, date(2025, 11, 24))
    second = issued(office, kind=kind, previous_permit=first.number)
    old = numbered(office, first.number)
    assert (old.state, old.state_letter, old.replaced_by) == (state, second.number, second.id)
    assert old.state_reason
    assert (second.state, second.valid_until) == (own, until)


def test_an_earlier_permit_as_long_as_the_activity(office: Office) -> None:
    first = issued(office)
    with office.register.writing() as session:
        session.get_one(Permit, first.id).valid_until = None
    second = issued(office, kind="perubahan", previous_permit=first.number)
    assert second.valid_until == date(2031, 11, 22)


def test_a_decree_of_revocation_says_so(office: Office) -> None:
    first = issued(office)
    issued(office, kind="pencabutan", previous_permit=first.number)
    card = cards(office, "permit")[-1]
    assert (card["title"], card["valid_until"]) == ("Pencabutan Surat Izin Praktik Bidan", None)
    revoked = {"document": "Surat Izin Praktik Bidan", "number": first.number, "issued": "2026-11-23"}
    assert card["revokes"] == revoked
    issued(office, kind="pencabutan", previous_permit="503/12/2019")
    assert cards(office, "permit")[-1]["revokes"] == revoked | {"number": "503/12/2019", "issued": None}
    assert cards(office, "permit")[0]["revokes"] is None


def test_one_that_the_register_does_not_know(office: Office) -> None:
    assert issued(office, kind="perpanjangan", previous_permit="503/12/2019").state == "aktif"


def test_one_that_ended_meanwhile_is_left_alone(office: Office) -> None:
    first = issued(office)
    file = received(office, kind="perpanjangan", previous_permit=first.number)
    office.do("kadis", office_work.RevokePermit, application=first.application_id, letter="SK 1", reason="Palsu")
    office.advance(file, stages.COLLECTION)
    old = numbered(office, first.number)
    assert (old.state, old.state_letter, old.state_reason, old.replaced_by) == ("dicabut", "SK 1", "Palsu", None)


@pytest.mark.parametrize(("letter", "reason", "code"), [("", "x", "letter_missing"), ("SK 1", " ", "reason_missing")])
def test_suspended_by_letter_and_reason(office: Office, letter: str, reason: str, code: str) -> None:
    permit = issued(office)
    with pytest.raises(Refused, match=code):
        office.do("kadis", office_work.SuspendPermit, application=permit.application_id, letter=letter, reason=reason)


def test_suspended_and_active_again(office: Office) -> None:
    permit = issued(office)
    for kind, state in (
        (office_work.SuspendPermit, "dibekukan"),
        (office_work.ReinstatePermit, "aktif"),
        (office_work.SuspendPermit, "dibekukan"),
        (office_work.RevokePermit, "dicabut"),
    ):
        office.do("kadis", kind, application=permit.application_id, letter="SK 1", reason="Laporan")
        assert numbered(office, permit.number).state == state
    with office.register.reading() as session:
        acts = session.scalars(select(Entry.stage_after).where(Entry.kind == "suspend_permit")).all()
    assert acts == [stages.COLLECTION, stages.COLLECTION]


# ----- refusal


def test_a_refusal_says_why(office: Office) -> None:
    file = refusal(office)
    card = cards(office, "refusal_letter")[0]
    assert [row["text"] for row in card["rows"]] == [
        "Tidak memenuhi persyaratan teknis menurut rekomendasi",
        "Tidak memenuhi syarat.",
        "Perda 1/2020",
    ]
    assert card["signer"]["title"] == "Kepala Dinas"
    assert (office.file(file).ended, office.file(file).holder) == (date(2026, 11, 23), "petugas_penyerahan")


def test_an_objection_leads_to_a_refusal(office: Office) -> None:
    file = received(office)
    office.advance(file, stages.AGENCY)
    values = {"number": "440/1", "dated": date(2026, 11, 23), "reason": "Tempat tidak layak."}
    office.do("tim_teknis", office_work.RecordObjection, application=file, **values)
    office.advance(file, stages.REFUSED)
    text, grounds = [row["text"] for row in cards(office, "refusal_letter")[0]["rows"]][1:]
    assert text == "Tempat tidak layak."
    assert grounds.startswith(
        "Pasal 263 dan Pasal 264 Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan; "
        "Rekomendasi Dinas Kesehatan Nomor 440/1 tanggal "
    )


def test_a_refusal_does_not_wait_for_papers_that_may_follow(office: Office) -> None:
    file = received(office, "HIB")
    office.do("verifikator", office_work.ProposeRefusal, application=file, **case.REFUSAL)
    office.advance(file, stages.REFUSED)
    assert len(cards(office, "refusal_letter")) == 1


# ----- hand-over


def handed(office: Office, file: str, **changes: Any) -> dict[str, Any]:
    values = {"receiver": "NI LUH CONTOH", "receiver_is": "pemohon", "identity_shown": "KTP-el", "receipt_shown": True}
    office.do("petugas_penyerahan", intake.HandOver, application=file, **(values | changes))
    return cards(office, "collection_receipt")[-1]


def test_what_was_handed_over(office: Office) -> None:
    permit = issued(office)
    card = handed(office, permit.application_id)
    assert (card["document_number"], card["receiver"], card["receiver_is"]) == (
        permit.number,
        "Ni Luh Contoh",
        "pemohon",
    )
    assert office.file(permit.application_id).stage == stages.DONE


def test_without_the_receipt_a_reason_by_proxy_a_paper(office: Office) -> None:
    permit = issued(office)
    card = handed(
        office,
        permit.application_id,
        receiver_is="kuasa",
        proxy_letter=True,
        receipt_shown=False,
        reason_without_receipt="Hilang",
    )
    assert (card["receipt_shown"], card["reason_without_receipt"]) == (False, "Hilang")


def test_a_letter_of_refusal_is_handed_over(office: Office) -> None:
    card = handed(office, refusal(office))
    assert (card["document"], card["document_number"]) == ("Surat Penolakan", "500.16.7.2/0001/TOLAK/DPMPTSP/2026")


def test_what_oss_gave_and_what_it_refused(office: Office) -> None:
    given, refused = received(office, "OSS-R"), received(office, "OSS-MT")
    office.advance(given, stages.COLLECTION)
    assert handed(office, given)["document_number"] == "1234567890123"
    office.advance(refused, stages.DECIDE_OSS)
    office.do("kabid", office_work.DecideOss, application=refused, result="ditolak", note="Tata ruang")
    office.do("petugas_loket", intake.RecordOssResult, application=refused, details={})
    assert (office.file(refused).stage, office.file(refused).ended) == (stages.REFUSED, date(2026, 11, 23))
    assert handed(office, refused)["document_number"] == ""


def test_a_project_number_is_kept(office: Office) -> None:
    with_number, without = received(office, "OSS-R"), received(office, "OSS-R")
    office.do("petugas_loket", intake.AssistOss, application=with_number, project_number="PRJ-7")
    office.do("petugas_loket", intake.AssistOss, application=without)
    assert office.file(with_number).details["nomor_proyek_oss"] == "PRJ-7"
    assert "nomor_proyek_oss" not in office.file(without).details


def test_a_cancelled_number_stays_used(office: Office) -> None:
    first = office.receive()
    office.do("verifikator", office_work.AddNote, application=first.application, text="Catatan")  # no work on the file
    office.do("penyelia", office_work.Cancel, application=first.application, reason="Salah jenis")
    assert office.file(first.application).stage == stages.CANCELLED
    assert office.receive().number.split("-")[2] == "00002"
