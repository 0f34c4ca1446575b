"""What acts do to the service clock: where it stands, runs again, ends; and the promised day that stays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.actions.commands import intake, office_work
from app.actions.door import Done
from app.errors import Refused
from app.models.application import Application, Item, Recommendation, Revision
from app.models.journal import Document
from app.rules import stages
from tests.actions import situations as case
from tests.actions.forms import FORMS
from tests.office import Office

MONDAY = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)  # the worked examples of domain.md, 5.4
ROW = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")


def received(office: Office, permit: str = "SIP-BD", variant: str = "", **changes: Any) -> str:
    office.set_clock(MONDAY)
    values = {"details": FORMS[permit], "confirmed": {"duplicate": "Tempat lain"}} | changes
    return office.register_file(office.intake(permit, variant=variant, **values))


def on(office: Office, day: date) -> None:
    office.set_clock(datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC))


def send_back(office: Office, file: str, actor: str = "verifikator") -> Done:
    deadline = office.clock.now().date() + timedelta(days=14)
    return office.do(actor, office_work.ReturnForRevision, application=file, rows=(ROW,), deadline=deadline)


def bring_back(office: Office, file: str, **values: Any) -> Done:
    items = (intake.ItemState(requirement="ktp", state="ada", copies=2),)
    return office.do("petugas_loket", intake.AcceptRevision, application=file, **({"items": items} | values))


def policy(office: Office, file: str, name: str) -> None:
    with office.register.writing() as session:
        session.get_one(Application, file).policy = name


@pytest.mark.parametrize(("name", "due"), [("pause", date(2026, 7, 23)), ("restart", date(2026, 7, 27))])
def test_returned_and_brought_back(office: Office, name: str, due: date) -> None:
    """W07 and W09: returned on 8 July, back on 20 July."""
    file = received(office)
    policy(office, file, name)
    on(office, date(2026, 7, 8))
    send_back(office, file)
    away = office.file(file)
    assert (away.stage, away.holder, away.due, away.promised) == (stages.RETURNED, "pemohon", None, date(2026, 7, 13))
    on(office, date(2026, 7, 20))
    done = bring_back(office, file)
    back = office.file(file)
    assert (back.stage, back.due, back.promised) == (stages.VERIFY, due, date(2026, 7, 13))
    with office.register.reading() as session:
        card = session.get_one(Document, done.documents[0]).card
        assert (card["addendum"], card["promised"], card["previous_promise"]) == (True, due.isoformat(), "2026-07-13")
        assert session.scalars(select(Revision.back)).one() == date(2026, 7, 20)
        assert session.scalars(select(Item.copies).where(Item.requirement == "ktp")).one() == 2


def test_brought_back_late_there_is_a_day_left(office: Office) -> None:
    file = received(office)
    on(office, date(2026, 7, 15))
    send_back(office, file)
    on(office, date(2026, 7, 20))
    bring_back(office, file)
    assert office.file(file).due == date(2026, 7, 21)


def test_the_first_promise_stays_through_two_returns(office: Office) -> None:
    file = received(office)
    for gone, back in ((date(2026, 7, 7), date(2026, 7, 9)), (date(2026, 7, 10), date(2026, 7, 17))):
        on(office, gone)
        send_back(office, file)
        on(office, back)
        done = bring_back(office, file)
    with office.register.reading() as session:
        assert session.get_one(Document, done.documents[0]).card["previous_promise"] == "2026-07-13"


def test_a_second_return_loses_no_work(office: Office) -> None:
    """Back from the draft, returned again at the verification: the agency is not asked twice."""
    file = received(office)
    office.advance(file, stages.DRAFTING)
    send_back(office, file, "penyelia")
    bring_back(office, file)
    assert office.file(file).stage == stages.VERIFY
    send_back(office, file)
    bring_back(office, file)
    office.step(file, stages.VERIFY)
    assert office.file(file).stage == stages.DRAFTING
    assert office.file(file).resume_at is None
    with office.register.reading() as session:
        assert len(session.scalars(select(Recommendation.id)).all()) == 1


def test_returned_while_oss_decides(office: Office) -> None:
    file = received(office, "OSS-T")
    office.advance(file, stages.DECIDE_OSS)
    send_back(office, file)
    bring_back(office, file)
    assert office.file(file).stage == stages.VERIFY_OSS
    office.step(file, stages.VERIFY_OSS)
    assert office.file(file).stage == stages.DECIDE_OSS


def test_a_levy_stops_the_clock(office: Office) -> None:
    file = received(office, "ASET", "sewa", details=FORMS["ASET"])
    office.advance(file, stages.LEVY)
    before = office.file(file).due
    on(office, date(2026, 7, 8))
    office.step(file, stages.LEVY)
    assert office.file(file).due is None
    on(office, date(2026, 7, 15))
    office.step(file, stages.PAYMENT)
    paid = office.file(file)
    assert before == date(2026, 7, 24)
    assert paid.due == date(2026, 7, 31)
    assert paid.pauses == [{"stopped": "2026-07-08", "resumed": "2026-07-15", "restart": False}]


def test_a_payment_never_gives_the_days_anew(office: Office) -> None:
    file = received(office, "ASET", "sewa", details=FORMS["ASET"])
    policy(office, file, "restart")
    office.advance(file, stages.LEVY)
    on(office, date(2026, 7, 8))
    office.step(file, stages.LEVY)
    on(office, date(2026, 7, 15))
    office.step(file, stages.PAYMENT)
    assert office.file(file).due == date(2026, 7, 31)


def test_a_burial_does_not_wait_for_its_levy(office: Office) -> None:
    """MKM: pause_clock_while_unpaid is false, and the receipt does not say otherwise."""
    form = FORMS["MKM"] | {"tanggal_wafat": "2026-07-05"}
    file = received(office, "MKM", details=form)
    office.advance(file, stages.PAYMENT)
    assert (office.file(file).due, office.file(file).pauses) == (date(2026, 7, 7), [])
    on(office, date(2026, 7, 8))
    office.step(file, stages.PAYMENT)
    assert (office.file(file).stage, office.file(file).due) == (stages.DRAFTING, date(2026, 7, 7))
    with office.register.reading() as session:
        assert not session.scalars(select(Document.card)).first()["pauses_for_payment"]


@pytest.mark.parametrize(("permit", "variant", "pauses"), [("ASET", "sewa", True), ("SIP-BD", "", False)])
def test_what_the_receipt_says_of_pauses(office: Office, permit: str, variant: str, pauses: bool) -> None:
    received(office, permit, variant)
    with office.register.reading() as session:
        assert session.scalars(select(Document.card)).one()["pauses_for_payment"] is pauses


def test_tax_apart_stands_on_the_receipt(office: Office) -> None:
    received(office, "HIB")
    with office.register.reading() as session:
        assert session.scalars(select(Document.card)).one()["fee"].startswith("Izin gratis; PBJT")


def test_an_exemption_passes_over_the_payment(office: Office) -> None:
    file = received(office, "ASET", "sewa")
    office.advance(file, stages.LEVY)
    values = {"amount": 0, "tariff": "Perda", "exempt_reason": "Kegiatan sosial"}
    office.do("bendahara", office_work.AssessLevy, application=file, **values)
    free = office.file(file)
    assert (free.stage, free.holder, free.pauses) == (stages.DRAFTING, "verifikator", [])
    with office.register.writing() as session:
        session.get_one(Application, file).stage = stages.PAYMENT
    with pytest.raises(Refused, match="amount_differs"):
        office.step(file, stages.PAYMENT)


def test_no_levy_no_payment(office: Office) -> None:
    file = received(office, "ASET", "sewa")
    with office.register.writing() as session:
        session.get_one(Application, file).stage = stages.PAYMENT
    with pytest.raises(Refused, match="no_levy"):
        office.step(file, stages.PAYMENT)


def test_the_clock_ends_with_the_issue_not_with_the_handing_over(office: Office) -> None:
    file = received(office)
    office.advance(file, stages.NUMBERING)
    office.step(file, stages.NUMBERING)
    assert office.file(file).ended is None
    on(office, date(2026, 7, 9))
    office.step(file, stages.NUMBERING)
    assert (office.file(file).ended, office.file(file).used) == (date(2026, 7, 9), 3)
    on(office, date(2026, 7, 20))
    office.step(file, stages.COLLECTION)
    assert (office.file(file).ended, office.file(file).used) == (date(2026, 7, 9), 3)


def test_days_of_the_office_only(office: Office) -> None:
    """Returned from the 8th to the 20th: three days of 15 were the office's."""
    file = received(office)
    on(office, date(2026, 7, 8))
    send_back(office, file)
    on(office, date(2026, 7, 20))
    bring_back(office, file)
    on(office, date(2026, 7, 21))
    office.advance(file, stages.COLLECTION)
    assert office.file(file).used == 3


def test_a_lapsed_file_used_what_it_used(office: Office) -> None:
    file = received(office)
    on(office, date(2026, 7, 8))
    send_back(office, file)
    office.do("verifikator", intake.ContactApplicant, application=file, **case.REMINDER | {"reached": False})
    on(office, date(2026, 7, 23))
    done = office.do("kabid", office_work.Lapse, application=file, note="Tidak dapat dihubungi")
    lapsed = office.file(file)
    assert (lapsed.stage, lapsed.holder, lapsed.ended, lapsed.used) == (stages.LAPSED, "", date(2026, 7, 23), 2)
    with office.register.reading() as session:
        rows = session.get_one(Document, done.documents[0]).card["rows"]
    assert [row["heading"] for row in rows] == ["Dikembalikan tanggal", "Batas waktu perbaikan", "Catatan"]


def test_other_contacts_are_no_reminder(office: Office) -> None:
    file = received(office)
    office.do("petugas_loket", intake.ContactApplicant, application=file, **case.REMINDER)  # nothing was returned
    send_back(office, file)
    ready = case.REMINDER | {"purpose": "lainnya"}
    office.do("petugas_loket", intake.ContactApplicant, application=file, **ready)
    on(office, date(2026, 7, 23))
    with pytest.raises(Refused, match="not_reminded"):
        office.do("kabid", office_work.Lapse, application=file)


def test_withdrawn_on_new_years_eve(office: Office) -> None:
    """Day zero lies in a year nobody has decreed."""
    office.set_clock(datetime(2027, 12, 31, 8, 0, tzinfo=UTC))
    done = office.receive()
    assert done.warnings == ("calendar_missing",)
    office.do("penyelia", office_work.Cancel, application=done.application, reason="Salah jenis")
    assert office.file(done.application).used == 0


def test_brought_back_in_a_year_nobody_decreed(office: Office) -> None:
    office.set_clock(datetime(2027, 12, 20, 2, 0, tzinfo=UTC))
    file = office.register_file()
    send_back(office, file)
    office.clock.moment = datetime(2028, 1, 3, 2, 0, tzinfo=UTC)
    assert bring_back(office, file).warnings == ("calendar_missing",)


@pytest.mark.parametrize(("day", "pressing"), [(9, False), (10, True), (13, True), (14, True)])
def test_escalated_when_it_is_due_soon_or_late(office: Office, day: int, pressing: bool) -> None:
    file = received(office)  # due on the 13th
    on(office, date(2026, 7, day))
    if pressing:
        office.do("tim_teknis", office_work.Escalate, application=file)
        return
    with pytest.raises(Refused, match="not_due"):
        office.do("tim_teknis", office_work.Escalate, application=file)


# ----- what comes back is looked at


def test_corrected_fields_are_judged(office: Office) -> None:
    file = received(office)
    send_back(office, file)
    with pytest.raises(Refused) as found:
        bring_back(office, file, details={"nomor_str": ""})
    assert found.value.fields == {"nomor_str": "required"}
    bring_back(office, file, details={"nama_tempat": "Klinik Baru"})
    assert office.file(file).subject == "Klinik Baru, Jalan Raya Abang"
    assert office.file(file).details["nomor_str"] == FORMS["SIP-BD"]["nomor_str"]


@pytest.mark.parametrize(("permit", "field"), [("SIP-BD", "sip_kedua"), ("OSS-MT", "nib")])
def test_only_what_was_asked_at_the_counter_is_corrected(office: Office, permit: str, field: str) -> None:
    file = received(office, permit, details=FORMS[permit])
    office.advance(file, stages.VERIFY if permit == "SIP-BD" else stages.VERIFY_OSS)
    send_back(office, file)
    with pytest.raises(Refused) as found:
        bring_back(office, file, details={field: "1234567890123"})
    assert (found.value.code, found.value.fields) == ("fields_wrong", {field: "unknown"})


def test_a_doubtful_correction_is_said(office: Office) -> None:
    """There is nobody to ask for a reason on paper that was sent; whoever checks the file hears of it."""
    buried = FORMS["MKM"] | {"tanggal_wafat": "2026-07-01", "tanggal_makam": "2026-07-02"}
    file = received(office, "MKM", details=buried)
    send_back(office, file)
    assert bring_back(office, file, details={"nik_almarhum": "5107994507880003"}).warnings == ("numbers_doubtful",)


def test_another_way_needs_another_file(office: Office) -> None:
    file = received(office)
    send_back(office, file)
    with pytest.raises(Refused) as found:
        bring_back(office, file, details={"jenis_tempat": "Praktik mandiri"})
    assert (found.value.code, found.value.fields) == ("route_changes", {"jenis_tempat": "route_changes"})


def test_corrected_fields_ask_for_a_further_paper(office: Office) -> None:
    file = received(office)
    send_back(office, file)
    with pytest.raises(Refused) as found:
        bring_back(office, file, details={"sip_ke": 2})
    assert (found.value.code, found.value.fields) == ("incomplete", {"sip_sebelumnya": "missing"})
    brought = (intake.ItemState(requirement="sip_sebelumnya", state="ada"),)
    bring_back(office, file, details={"sip_ke": 2}, items=brought)
    office.advance(file, stages.ASK_AGENCY)


def test_only_what_was_brought_is_judged_again(office: Office) -> None:
    file = received(office)
    verdicts = office.verdicts(file)
    deadline = date(2026, 7, 20)
    office.do(
        "verifikator",
        office_work.ReturnForRevision,
        application=file,
        rows=(ROW,),
        deadline=deadline,
        verdicts=verdicts,
    )
    bring_back(office, file)
    with pytest.raises(Refused) as found:
        office.do("verifikator", office_work.DeclareCorrect, application=file, verdicts=())
    assert found.value.fields == {"ktp": "open"}


def test_an_agency_that_nobody_wrote_to_is_waited_for(office: Office) -> None:
    """After a visit, and in OSS without one: the list of overdue recommendations knows the day."""
    visited, assisted = received(office, "STPT"), received(office, "OSS-MT")
    on(office, date(2026, 7, 8))
    for file in (visited, assisted):
        office.advance(file, stages.AGENCY)
    with office.register.reading() as session:
        asked = session.execute(select(Recommendation.asked, Recommendation.due, Recommendation.outcome)).all()
    assert [tuple(row) for row in asked] == [
        (date(2026, 7, 8), date(2026, 7, 13), ""),
        (date(2026, 7, 8), date(2026, 7, 15), ""),
    ]
    on(office, date(2026, 7, 10))
    send_back(office, visited)
    bring_back(office, visited)
    office.step(visited, stages.VERIFY)
    office.step(visited, stages.AGENCY)
    with office.register.reading() as session:
        mine = select(Recommendation).where(Recommendation.application_id == visited)
        answered = session.scalars(mine).one()
        assert (answered.asked, answered.received, answered.outcome) == (
            date(2026, 7, 8),
            date(2026, 7, 10),
            "setuju",
        )


def test_conditions_of_an_agency_come_into_the_permit(office: Office) -> None:
    file = received(office)
    office.advance(file, stages.AGENCY)
    values = {"outcome": "bersyarat", "number": "440/1", "dated": MONDAY.date(), "conditions": "Memasang papan nama."}
    office.do("tim_teknis", office_work.RecordRecommendation, application=file, **values)
    office.advance(file, stages.COLLECTION)
    with office.register.reading() as session:
        card = session.scalars(select(Document.card).where(Document.kind == "permit")).one()
    assert card["terms"] == ["Memasang papan nama.", "Menaati ketentuan."]


def test_a_visit_nobody_planned(office: Office) -> None:
    file = received(office, "STPT")
    with office.register.writing() as session:
        session.get_one(Application, file).stage = stages.VISIT
    with pytest.raises(Refused, match="no_inspection"):
        office.step(file, stages.VISIT)


def test_a_return_that_nobody_kept(office: Office) -> None:
    file = received(office)
    with office.register.writing() as session:
        session.get_one(Application, file).stage = stages.RETURNED
    with pytest.raises(Refused, match="stage"):
        bring_back(office, file)


def test_an_identity_found_wrong_in_the_checking_is_a_verdict(office: Office) -> None:
    file = received(office)
    wrong = office_work.ItemVerdict(requirement="ktp", verdict="tidak_sesuai", note="NIK berbeda")
    rows = (office_work.ReturnRow(subject="ktp", reason="R05", text="Mohon KTP-el yang berlaku."),)
    office.do(
        "verifikator",
        office_work.ReturnForRevision,
        application=file,
        rows=rows,
        deadline=date(2026, 7, 20),
        verdicts=(wrong,),
    )
    with office.register.reading() as session:
        assert session.scalars(select(Item.verdict_note).where(Item.requirement == "ktp")).one() == "NIK berbeda"
