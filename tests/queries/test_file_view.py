"""A file as one person may see it: what is masked, what is open, what the clock says, what the forms get to know."""

from __future__ import annotations

from datetime import date
from functools import partial

import msgspec
import pytest

from app.actions.commands import office_work
from app.actions.commands.intake import AcceptRevision, ContactApplicant, LegalBody, Proxy, ReceiveDeferred
from app.actions.commands.office import AddMandate, ChangeOffice, OfficeProfile, RecordPrint
from app.errors import Refused
from app.queries.file_acts import ANSWERS
from app.queries.file_view import FileView, file_view
from app.reference.catalogue_file import built_in
from app.rules.workflow import NOWHERE, TABLE
from tests.office import ADMIN, NI_LUH, PROFILE, Office

STALL = {
    "nama_objek": "Lapangan",
    "alamat_objek": "Amlapura",
    "luas_m2": 20.0,
    "peruntukan": "Kios",
    "tanggal_mulai": "2026-12-01",
    "tanggal_selesai": "2027-11-30",
}


def seen(office: Office, file: str, staff: str) -> FileView:
    return office.door.ask(partial(file_view, application_id=file, staff_id=staff))


def acts(view: FileView) -> dict[str, str]:
    """Act -> "" where it may be done, else the code of what stands in the way."""
    return {option.act: "" if option.allowed else option.reason for option in view.acts}


def returned(office: Office) -> str:
    file = office.register_file()
    row = office_work.ReturnRow(subject="STR", reason="R01", text="Lengkapi STR")
    office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=date(2026, 12, 7))
    return file


def test_nobody_sees_a_file_that_is_not_there(office: Office) -> None:
    with pytest.raises(Refused) as refusal:
        seen(office, "nothing", "verifikator")
    assert refusal.value.code == "no_application"


@pytest.mark.parametrize(
    ("role", "whole"),
    [
        ("petugas_loket", True),
        ("verifikator", True),
        ("penyelia", True),
        ("kabid", True),
        ("kadis", True),
        ("tim_teknis", False),
        ("bendahara", False),
        ("sekretaris", False),
        ("petugas_penyerahan", False),
        (ADMIN, False),
    ],
)
def test_who_sees_the_whole_nik_and_specific_papers(office: Office, role: str, whole: bool) -> None:
    file = office.register_file(office.intake("ASET", variant="sewa", details=STALL))
    view = seen(office, file, role)
    assert view.nik_last4 == NI_LUH.nik[-4:]
    assert (view.nik == NI_LUH.nik) is whole
    assert ("Tempat, tanggal lahir" in {row.heading for row in view.identity}) is whole
    specific = [paper for paper in built_in().requirement_library.values() if paper.data_class == "spesifik"]
    names = {item.name for item in view.items}
    assert any(paper.name in names for paper in specific) is whole
    assert (view.hidden == 0) is whole
    if not whole:
        assert NI_LUH.nik not in repr(view)


def test_a_mandate_opens_what_its_role_may_see(office: Office) -> None:
    file = office.register_file()
    assert seen(office, file, "bendahara").nik == ""
    command = AddMandate(
        stamp=office.stamp(ADMIN),
        role="verifikator",
        substitute="bendahara",
        mandate="plh",
        letter_number="800/1",
        letter_date=date(2026, 11, 20),
        starts=date(2026, 11, 23),
        ends=date(2026, 11, 24),
    )
    office.door.do(command)
    view = seen(office, file, "bendahara")
    assert view.nik == NI_LUH.nik
    assert acts(view)["declare_correct"] == ""


def test_the_head_of_a_running_file(office: Office) -> None:
    view = seen(office, office.register_file(), "verifikator")
    assert (view.stage, view.holder, view.service) == ("verifikasi_berkas", "verifikator", "Surat Izin Praktik Bidan")
    clock = view.clock
    assert (clock.days, clock.left, clock.due, clock.promised) == (5, 5, date(2026, 11, 30), date(2026, 11, 30))
    assert (clock.late, clock.soon, clock.stopped, clock.ended) == (False, False, None, None)
    assert clock.received.tzname() == "WITA"


def test_the_clock_of_a_returned_file_stands(office: Office) -> None:
    view = seen(office, returned(office), "petugas_loket")
    assert (view.clock.left, view.clock.due, view.clock.stopped) == (None, None, date(2026, 11, 23))
    assert view.holder == "pemohon"
    assert view.matters.revision is not None
    assert view.matters.revision.rows == (("STR", "Lengkapi STR"),)


def test_the_clock_of_an_ended_file_tells_what_was_used(office: Office) -> None:
    file = office.register_file()
    office.advance(file, "penyerahan")
    view = seen(office, file, "kadis")
    assert (view.clock.left, view.clock.ended, view.clock.used) == (None, date(2026, 11, 23), 0)
    assert view.matters.permit is not None
    assert view.matters.permit.state == "aktif"
    office.advance(file, "selesai")
    assert seen(office, file, "kadis").clock.stopped is None


def test_who_acts_for_whom_is_told(office: Office) -> None:
    proxy = Proxy(
        name="I MADE KUASA",
        nik="5107030101900001",
        phone="+6281298765432",
        scope="keduanya",
        letter_date=date(2026, 11, 1),
        stamped=True,
    )
    body = LegalBody(name="Klinik Sehat", form="PT", tax_number="013000666091000", address="Amlapura")
    view = seen(
        office,
        office.register_file(office.intake("ASET", variant="sewa", details=STALL, proxy=proxy, body=body)),
        "verifikator",
    )
    told = {row.heading: row.text for row in view.identity}
    assert (view.applicant, view.person) == ("Klinik Sehat", "Ni Luh Contoh")
    assert told["Badan"] == "PT Klinik Sehat"
    assert told["Penerima kuasa"] == "I Made Kuasa"
    assert told["Telepon kuasa"] == "081298765432"
    assert told["Surat kuasa"] == "1 November 2026"


def test_every_act_of_the_stage_is_offered_or_explained(office: Office) -> None:
    file = office.register_file()
    for stage in ("verifikasi_berkas", "penyusunan_draf", "tanda_tangan", "penomoran", "penyerahan"):
        office.advance(file, stage)
        view = seen(office, file, "verifikator")
        wanted = {row.act for row in TABLE if stage in row.at and row.at is not NOWHERE} - {
            "receive_deferred",
            *ANSWERS,
        }
        assert {option.act for option in view.acts} >= wanted
        for option in view.acts:
            assert option.allowed or option.reason
            assert (option.reason == "no_right") == bool(option.roles)


def test_the_back_office_may_check_and_the_others_are_told_who(office: Office) -> None:
    file = office.register_file()
    mine = acts(seen(office, file, "verifikator"))
    assert mine["declare_correct"] == mine["return_for_revision"] == mine["add_note"] == ""
    assert mine["cancel"] == "no_right"
    assert mine["escalate"] == "not_due"
    other = {option.act: option.roles for option in seen(office, file, "kadis").acts}
    assert other["declare_correct"] == ("verifikator",)
    assert other["withdraw"] == ("petugas_loket",)


def test_a_number_is_given_once_and_comes_before_the_issue(office: Office) -> None:
    file = office.register_file()
    office.advance(file, "penomoran")
    before = acts(seen(office, file, "verifikator"))
    assert (before["assign_number"], before["issue"]) == ("", "not_numbered")
    office.do("verifikator", office_work.AssignNumber, application=file)
    after = acts(seen(office, file, "verifikator"))
    assert (after["assign_number"], after["issue"]) == ("already_numbered", "")


def test_a_file_lapses_after_the_day_and_a_reminder(office: Office) -> None:
    file = returned(office)
    assert acts(seen(office, file, "kabid"))["lapse"] == "deadline_not_passed"
    office.clock.advance(days=16)
    assert acts(seen(office, file, "kabid"))["lapse"] == "not_reminded"
    office.do(
        "petugas_loket",
        ContactApplicant,
        application=file,
        channel="telepon",
        purpose="pengingat",
        reached=True,
    )
    assert acts(seen(office, file, "kabid"))["lapse"] == ""


def test_a_mistake_is_cancelled_the_same_day_before_anybody_worked(office: Office) -> None:
    file = office.register_file()
    assert acts(seen(office, file, "penyelia"))["cancel"] == ""
    office.clock.advance(days=1)
    assert acts(seen(office, file, "penyelia"))["cancel"] == "not_same_day"


def test_nobody_signs_an_own_draft(office: Office) -> None:
    office.add_staff("semua", "verifikator", "penyelia", "kabid", "kadis")
    file = office.register_file()
    office.advance(file, "penyusunan_draf")
    office.do("semua", office_work.SubmitDraft, application=file)
    assert acts(seen(office, file, "semua"))["initial"] == ""
    office.do(ADMIN, ChangeOffice, profile=_strict())
    assert acts(seen(office, file, "semua"))["initial"] == "signer_is_drafter"
    office.advance(file, "tanda_tangan")
    assert acts(seen(office, file, "semua"))["sign"] == "signer_is_drafter"
    assert acts(seen(office, file, "semua"))["decide_refusal"] == "stage"
    assert acts(seen(office, file, "kadis"))["sign"] == ""


def _strict() -> OfficeProfile:
    return msgspec.structs.replace(PROFILE, separation="ketat")


def test_what_may_become_of_an_issued_permit(office: Office) -> None:
    file = office.register_file()
    office.advance(file, "selesai")
    chief = acts(seen(office, file, "kadis"))
    assert (chief["suspend_permit"], chief["revoke_permit"]) == ("", "")
    assert "reinstate_permit" not in chief
    assert acts(seen(office, file, "kabid"))["suspend_permit"] == "no_right"
    office.do("kadis", office_work.SuspendPermit, application=file, letter="1", reason="x")
    assert acts(seen(office, file, "kadis"))["reinstate_permit"] == ""


def test_a_paper_that_may_follow_can_be_received(office: Office) -> None:
    show = {"nama_acara": "Pentas", "jenis_hiburan": "Musik", "lokasi_acara": "Amlapura"}
    file = office.register_file(office.intake("HIB", details=_filled("HIB") | show))
    view = seen(office, file, "petugas_loket")
    assert [requirement for requirement, _ in view.matters.deferred] == ["rek_polisi"]
    assert acts(view)["receive_deferred"] == ""
    office.do("petugas_loket", ReceiveDeferred, application=file, requirement="rek_polisi")
    assert "receive_deferred" not in acts(seen(office, file, "petugas_loket"))


def _filled(code: str) -> dict[str, object]:
    """The fields this permit type asks for, filled in somehow."""
    permit = built_in().permit(code)
    assert permit is not None
    made = {
        "date": "2026-12-01",
        "boolean": True,
        "integer": 1,
        "decimal": 1.0,
        "money": 1,
        "time_range": "09.00 - 12.00",
    }
    return {
        field.id: made.get(field.type, field.options[0] if field.options else "Contoh")
        for field in permit.form_fields
        if field.required
    }


def test_what_the_treasurer_and_the_team_said_is_known(office: Office) -> None:
    file = office.register_file(office.intake("ASET", variant="sewa", details=STALL))
    office.advance(file, "menunggu_pembayaran")
    matters = seen(office, file, "bendahara").matters
    assert matters.levy is not None
    assert (matters.levy.amount, matters.levy.paid) == (250_000, None)
    assert matters.visit is not None
    assert matters.visit.team == ("Dinkes", "Puskesmas")
    assert matters.advice is not None
    assert matters.advice.outcome == "setuju"


def test_the_history_tells_acts_and_prints_newest_first(office: Office) -> None:
    done = office.receive()
    office.do("petugas_loket", RecordPrint, document=done.documents[0], copy=1, target="printer")
    office.do("verifikator", office_work.AddNote, application=done.application, text="Telah dibaca")
    view = seen(office, done.application, "verifikator")
    assert [event.act for event in view.events] == ["add_note", "record_print", "register_application"]
    note, printed, registered = view.events
    assert (note.who, note.capacity, note.counter) == ("Petugas Verifikator", "verifikator", "Loket 1")
    assert note.facts == {"text": "Telah dibaca"}
    assert printed.facts == {"document": "receipt", "copy": 1, "target": "printer"}
    assert registered.after == "verifikasi_berkas"
    assert NI_LUH.nik not in repr(view.events)
    assert [(paper.kind, paper.printings) for paper in view.papers] == [("receipt", 1)]


def test_the_permit_is_for_those_who_have_it_in_hand(office: Office) -> None:
    file = office.register_file()
    office.advance(file, "penyerahan")
    for role, there in (
        ("petugas_penyerahan", True),
        ("verifikator", True),
        ("bendahara", False),
        ("tim_teknis", False),
    ):
        assert ("permit" in {paper.kind for paper in seen(office, file, role).papers}) is there


def test_a_corrected_field_is_told_as_it_was_and_as_it_is(office: Office) -> None:
    file = office.register_file(office.intake("ASET", variant="sewa", details=STALL))
    for details in ({"tanggal_selesai": "2027-10-31", "luas_m2": 20.0}, {"luas_m2": 24.5}, {}):
        row = office_work.ReturnRow(subject="Luas", reason="R02", text="Mohon diperbaiki.")
        office.do(
            "verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=date(2026, 12, 4)
        )
        office.do("petugas_loket", AcceptRevision, application=file, details=details)
    events = [event.facts for event in seen(office, file, "verifikator").events if event.act == "accept_revision"]
    third, second, first = (facts.get("corrections") for facts in events)
    assert first == [
        {"subject": "Tanggal selesai", "before": "Selasa, 30 November 2027", "after": "Minggu, 31 Oktober 2027"}
    ]
    assert second == [{"subject": "Luas (m2)", "before": "20,0", "after": "24,5"}]
    assert third is None


def test_what_a_revision_may_correct(office: Office) -> None:
    matters = seen(office, office.register_file(), "petugas_loket").matters
    assert {field.id for field in matters.form_fields} == set(matters.details) | {"tanggal_akhir_str"}
    assert set(dict(matters.further)) == {"pernyataan_mandiri", "denah_lokasi", "sip_sebelumnya"}
