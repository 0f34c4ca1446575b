"""Taking in a file, and saying what is missing instead."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands import intake
from app.actions.commands.intake import ItemState, LegalBody, ListShortage, Proxy
from app.actions.commands.office import ChangeOffice, SaveDraft
from app.actions.context import ActContext
from app.actions.door import Done, Door
from app.actions.drawing import filled
from app.errors import Refused
from app.models.application import Applicant, Item, Permit
from app.models.journal import Document
from app.models.office import Device, Draft
from app.queries.file_history import history
from app.rules import stages
from app.rules.registration import valid
from app.rules.tracking import valid as valid_token
from tests.actions import situations as case
from tests.actions.forms import FORMS
from tests.office import NI_LUH, PROFILE, Office

AGAIN = {"duplicate": "Tempat praktik lain"}


def form(office: Office, permit: str = "SIP-BD", **changes: Any) -> intake.Intake:
    values = {"details": FORMS[permit], "confirmed": AGAIN} | changes
    return office.intake(permit, **values)


def register(made: case.Situations, door: Door, wanted: intake.Intake, **values: Any) -> Done:
    stamp = case.Stamp(id=made.office.new_id(), at=case.TODAY, actor="petugas_loket", counter="7Q4")
    return door.do(
        intake.RegisterApplication(
            stamp=stamp,
            application=made.office.new_id(),
            intake=wanted,
            read_back=values.pop("read_back", True),
            started=case.TODAY,
            **values,
        )
    )


def refused(made: case.Situations, door: Door, wanted: intake.Intake, **values: Any) -> Refused:
    with pytest.raises(Refused) as found:
        register(made, door, wanted, **values)
    return found.value


def details(permit: str, **changes: Any) -> dict[str, Any]:
    return FORMS[permit] | changes


def with_item(wanted: intake.Intake, requirement: str, state: str) -> intake.Intake:
    kept = tuple(item for item in wanted.items if item.requirement != requirement)
    return msgspec.structs.replace(wanted, items=(*kept, ItemState(requirement=requirement, state=state)))


def test_a_clock_set_while_typing_gives_no_time_that_cannot_be_kept(office: Office) -> None:
    office.set_clock(datetime(2040, 3, 5, 2, tzinfo=UTC))
    done = office.do(
        "petugas_loket",
        intake.RegisterApplication,
        application=office.new_id(),
        intake=office.intake(),
        read_back=True,
        started=datetime(1970, 1, 1, tzinfo=UTC),
    )
    assert office.file(done.application).entry_seconds == 2**31 - 1


def test_a_complete_form_is_registered(office: Office) -> None:
    done = office.receive()
    file = office.file(done.application)
    assert valid(done.number)
    assert done.number.startswith("KRA-7Q4-00001-")
    assert valid_token(file.tracking)
    assert (file.stage, file.holder, file.officer_id) == (stages.VERIFY, "verifikator", "petugas_loket")
    assert (file.day_zero, file.due, file.promised) == (date(2026, 11, 23), date(2026, 11, 30), date(2026, 11, 30))
    assert (file.entry_seconds, file.match, file.decisions) == (360, "belum", 0)
    assert file.subject == "UPTD Puskesmas Abang I, Jalan Raya Abang"
    assert done.warnings == ()
    with office.register.reading() as session:
        items = session.scalars(select(Item).where(Item.application_id == file.id).order_by(Item.position)).all()
        assert [item.requirement for item in items][:3] == ["formulir", "ktp", "str"]
        receipt = session.get_one(Document, done.documents[0])
        assert receipt.card["promised"] == "2026-11-30"
        assert receipt.card["nik_last4"] == "0003"
        assert NI_LUH.nik not in msgspec.json.encode(receipt.card).decode()


def test_a_paper_that_is_not_mandatory_may_be_missing(office: Office) -> None:
    wanted = with_item(office.intake(), "ijazah", "tidak")
    file = office.register_file(wanted)
    dropped = msgspec.structs.replace(wanted, items=tuple(x for x in wanted.items if x.requirement != "ijazah"))
    again = office.register_file(msgspec.structs.replace(dropped, confirmed=AGAIN))
    with office.register.reading() as session:
        for each in (file, again):
            where = (Item.application_id == each, Item.requirement == "ijazah")
            assert session.scalars(select(Item.state).where(*where)).one() == "tidak"


@pytest.mark.parametrize(
    ("answers", "code", "fields"),
    [
        ({}, "eligibility_open", {"str_aktif": "required", "jumlah_sip": "required"}),
        ({"str_aktif": "ya"}, "eligibility_open", {"jumlah_sip": "required"}),
        ({"str_aktif": "tidak", "jumlah_sip": "ya"}, "not_eligible", {"str_aktif": "blocking"}),
    ],
)
def test_eligible(
    made: case.Situations, door: Door, answers: dict[str, str], code: str, fields: dict[str, str]
) -> None:
    error = refused(made, door, form(made.office, answers=answers))
    assert (error.code, error.fields) == (code, fields)


@pytest.mark.parametrize(
    ("requirement", "state", "code"),
    [("ktp", "tidak", "incomplete"), ("ktp", "susulan", "incomplete"), ("ktp", "hilang", "item_state")],
)
def test_complete(made: case.Situations, door: Door, requirement: str, state: str, code: str) -> None:
    assert refused(made, door, with_item(form(made.office), requirement, state)).code == code


def test_what_is_not_shown_at_all_is_missing(made: case.Situations, door: Door) -> None:
    error = refused(made, door, form(made.office, items=()))
    assert error.code == "incomplete"
    assert error.fields["ktp"] == "missing"
    assert error.facts["count"] == str(len(error.fields))


def test_deferred_only_where_it_may_be(made: case.Situations, door: Door) -> None:
    register(made, door, with_item(form(made.office, "HIB"), "rek_polisi", "susulan"))
    assert refused(made, door, with_item(form(made.office, "HIB"), "ktp", "susulan")).fields == {"ktp": "missing"}


@pytest.mark.parametrize(
    ("permit", "variant", "changes", "code", "fields"),
    [
        ("SIP-BD", "", {"nomor_str": ""}, "fields_missing", {"nomor_str": "required"}),
        ("SIP-BD", "", {"str_seumur_hidup": False}, "fields_missing", {"tanggal_akhir_str": "required"}),
        ("SIP-BD", "", {"sip_ke": 7}, "fields_wrong", {"sip_ke": "not_picked"}),
        ("OSS-R", "", {"kbli": "5610"}, "fields_wrong", {"kbli": "kbli_length"}),
        ("MKM", "", {"nik_almarhum": "5107034507880000"}, "fields_wrong", {"nik_almarhum": "nik_serial_zero"}),
        ("SKP", "", {"tanggal_mulai": "1/12/2026"}, "fields_wrong", {"tanggal_mulai": "not_a_date"}),
        ("SKP", "", {"tanggal_mulai": "2026-13-45"}, "fields_wrong", {"tanggal_mulai": "not_a_date"}),
        ("SKP", "", {"tanggal_selesai": "2027-12-01"}, "period_too_long", {"tanggal_selesai": "too_long"}),
        ("SKP", "", {"tanggal_selesai": "2026-11-30"}, "date_order", {"tanggal_selesai": "date_order"}),
        ("MKM", "", {"tanggal_wafat": "2026-11-24"}, "date_order", {"tanggal_wafat": "date_order"}),
        ("TRY", "kartu", {"akhir_uji": "2026-11-22"}, "date_order", {"akhir_uji": "date_order"}),
    ],
)
def test_fields_of_the_permit_type(
    made: case.Situations,
    door: Door,
    permit: str,
    variant: str,
    changes: dict[str, Any],
    code: str,
    fields: dict[str, str],
) -> None:
    error = refused(made, door, form(made.office, permit, variant=variant, details=details(permit, **changes)))
    assert (error.code, error.fields) == (code, fields)


def test_a_doubtful_number_needs_a_reason(made: case.Situations, door: Door) -> None:
    filled = details("MKM", nik_almarhum="5107994507880003")
    error = refused(made, door, form(made.office, "MKM", details=filled))
    assert (error.code, error.fields) == ("numbers_doubtful", {"nik_almarhum": "nik_region_unknown"})
    blank = {"duplicate": "Makam lain", "number.nik_almarhum": " "}
    assert refused(made, door, form(made.office, "MKM", details=filled, confirmed=blank)).code == "numbers_doubtful"
    told = blank | {"number.nik_almarhum": "Sesuai akta kematian"}
    register(made, door, form(made.office, "MKM", details=filled, confirmed=told))


@pytest.mark.parametrize(
    ("number", "confirmed", "code", "said"),
    [
        ("0130", {}, "fields_wrong", "npwp_length"),
        ("013000667091000", {}, "numbers_doubtful", "npwp_check_digit"),
        ("013000667091000", {"number.body_tax_number": "Sesuai kartu"}, "", ""),
        ("013000666091000", {}, "", ""),
        ("", {}, "", ""),
    ],
)
def test_the_tax_number_of_a_body(
    made: case.Situations, door: Door, number: str, confirmed: dict[str, str], code: str, said: str
) -> None:
    wanted = form(made.office, "HIB", body=LegalBody(name="CV Contoh", tax_number=number), confirmed=AGAIN | confirmed)
    if not code:
        register(made, door, wanted)
        return
    error = refused(made, door, wanted)
    assert (error.code, error.fields) == (code, {"body_tax_number": said})


@pytest.mark.parametrize(
    "said",
    [
        {"read_back": False},
        {"read_back": False, "unread_reason": "  "},
        {"read_back": False, "read_how": "lisan", "unread_reason": "Diajukan kuasa"},
        {"read_back": True, "read_how": "surat"},
    ],
)
def test_read_back(made: case.Situations, door: Door, said: dict[str, Any]) -> None:
    error = refused(made, door, form(made.office), **said)
    assert (error.code, error.fields) == ("not_read_back", {"read_back": "required"})


@pytest.mark.parametrize(
    "said", [{"read_how": "lembar", "unread_reason": ""}, {"read_back": False, "unread_reason": "Diajukan kuasa"}]
)
def test_read_back_or_why_not_is_in_the_journal(office: Office, said: dict[str, Any]) -> None:
    application = office.receive(form(office), **said).application
    event = office.door.ask(lambda look: history(look, application))[0]
    assert event.facts.items() >= {name: text for name, text in said.items() if name != "read_back" and text}.items()


@pytest.mark.parametrize("phone", ["", "+62361234567", "0361-234567", "+62812"])
def test_contact(made: case.Situations, door: Door, phone: str) -> None:
    person = msgspec.structs.replace(NI_LUH, phone=phone)
    assert refused(made, door, form(made.office, person=person)).code == "phone"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"permit": "SIP-XX"}, "permit_unknown"),
        ({"kind": "ulang"}, "kind_unknown"),
        ({"body": LegalBody(name="CV Contoh")}, "applicant_type"),
    ],
)
def test_what_the_catalogue_does_not_have(
    made: case.Situations, door: Door, changes: dict[str, Any], code: str
) -> None:
    assert refused(made, door, msgspec.structs.replace(form(made.office), **changes)).code == code


@pytest.mark.parametrize("variant", ["", "harian"])
def test_a_variant_must_be_chosen(made: case.Situations, door: Door, variant: str) -> None:
    wanted = msgspec.structs.replace(form(made.office, "TRY", variant="kartu"), variant=variant)
    assert refused(made, door, wanted).code == "variant"


def test_a_body_is_the_applicant(office: Office) -> None:
    wanted = form(office, "ASET", variant="sewa")
    body = msgspec.structs.replace(wanted, body=LegalBody(name="CV CONTOH", form="CV"))
    with_deed = with_item(body, "akta", "ada")
    file = office.file(office.register_file(with_deed))
    assert file.applicant_name == "CV CONTOH"
    nameless = msgspec.structs.replace(with_deed, body=LegalBody(name=" "))
    with pytest.raises(Refused) as found:
        office.register_file(nameless)
    assert found.value.fields == {"body_name": "required"}


def test_a_proxy_brings_a_paper(office: Office) -> None:
    proxy = Proxy(
        name="I MADE KUASA", nik="5107030101800001", scope="keduanya", letter_date=date(2026, 11, 20), stamped=True
    )
    wanted = msgspec.structs.replace(office.intake(), proxy=proxy)
    with pytest.raises(Refused) as found:
        office.register_file(wanted)
    assert found.value.fields == {"surat_kuasa": "missing"}
    done = office.receive(with_item(wanted, "surat_kuasa", "ada"))
    with office.register.reading() as session:
        assert session.get_one(Document, done.documents[0]).card["proxy"] == "I Made Kuasa"


def test_another_way_for_an_own_practice(office: Office) -> None:
    own = form(office, details=details("SIP-BD", jenis_tempat="Praktik mandiri"))
    file = office.file(office.register_file(own))
    assert [step["step"] for step in file.route][1:3] == [stages.PLAN_VISIT, stages.VISIT]


def test_a_known_applicant_is_remembered_once(office: Office) -> None:
    office.register_file()
    moved = msgspec.structs.replace(NI_LUH, address="Banjar Dinas Tengah")
    office.clock.advance(days=1)
    office.register_file(form(office, person=moved))
    with office.register.reading() as session:
        known = session.scalars(select(Applicant)).one()
        assert known.person["address"] == "Banjar Dinas Tengah"
        assert known.confirmed == office.clock.now()


def test_the_draft_goes_with_the_registration(office: Office) -> None:
    office.do("petugas_loket", SaveDraft, draft="d1", content={"nik": "51"})
    office.receive(draft="d1")
    office.receive(form(office), draft="d2")  # a draft that is not there any more
    with office.register.reading() as session:
        assert session.scalars(select(Draft)).all() == []


def test_a_late_save_does_not_bring_a_registered_draft_back(office: Office) -> None:
    application = office.register_file()
    office.do("petugas_loket", SaveDraft, draft=application, content={"nik": "51"})
    with office.register.reading() as session:
        assert session.scalars(select(Draft)).all() == []


def test_a_thousand_numbers(office: Office) -> None:
    """As the door draws them, over the hundred-thousandth file."""
    command = intake.RegisterApplication(
        stamp=office.stamp("petugas_loket"),
        application=office.new_id(),
        intake=office.intake(),
        read_back=True,
        started=office.clock.now(),
    )
    with office.register.writing() as session:
        session.get_one(Device, "7Q4").counter = 99_500
        drawn = [filled(ActContext(session, command, office.reference), command, office.draw) for _ in range(1_000)]
    numbers = [each.number for each in drawn]
    assert all(map(valid, numbers))
    assert all(valid_token(each.tracking) for each in drawn)
    assert len(set(numbers)) == len({each.tracking for each in drawn}) == 1_000
    assert [int(number.split("-")[2]) for number in numbers] == list(range(99_501, 100_501))


def test_what_was_refused_took_no_number(office: Office) -> None:
    numbers = []
    for _ in range(3):
        with pytest.raises(Refused, match="not_read_back"):
            office.receive(form(office), read_back=False)
        numbers.append(office.receive(form(office)).number)
    assert [int(number.split("-")[2]) for number in numbers] == [1, 2, 3]


def test_a_new_code_of_the_office_does_not_start_again(office: Office) -> None:
    first = office.receive().number
    office.do("administrator", ChangeOffice, profile=msgspec.structs.replace(PROFILE, code="BLI"))
    second = office.receive(form(office)).number
    assert (first[:13], second[:13]) == ("KRA-7Q4-00001", "BLI-7Q4-00002")


@pytest.mark.parametrize(
    ("moment", "day_zero", "due"),
    [
        (
            datetime(2026, 7, 10, 7, 20, tzinfo=UTC),
            date(2026, 7, 13),
            date(2026, 7, 20),
        ),  # 15.20 WITA, past the cut-off
        (datetime(2026, 7, 10, 6, 0, tzinfo=UTC), date(2026, 7, 10), date(2026, 7, 17)),  # 14.00 WITA still counts
        (
            datetime(2026, 8, 15, 2, 0, tzinfo=UTC),
            date(2026, 8, 18),
            date(2026, 8, 26),
        ),  # Saturday before 17 August; Maulid
    ],
)
def test_day_zero(office: Office, moment: datetime, day_zero: date, due: date) -> None:
    office.clock.moment = moment
    file = office.file(office.register_file())
    assert (file.day_zero, file.due, file.promised) == (day_zero, due, due)


def test_late_in_the_last_decreed_year(office: Office) -> None:
    """The date is an estimate, and the clerk hears it."""
    office.set_clock(datetime(2027, 12, 28, 2, 0, tzinfo=UTC))
    done = office.receive()
    assert done.warnings == ("calendar_missing",)
    assert office.file(done.application).promised == date(2028, 1, 5)  # after Pagerwesi


# ----- what is missing instead


def test_a_list_of_what_is_missing(office: Office) -> None:
    items = (
        ItemState(requirement="str", state="tidak", note="habis masa berlaku"),
        ItemState(requirement="ktp", state="ada"),
    )
    done = office.do(
        "petugas_loket", ListShortage, permit="SIP-BD", kind="baru", applicant="NI LUH CONTOH", items=items
    )
    assert (done.application, done.number) == ("", "")
    with office.register.reading() as session:
        card = session.get_one(Document, done.documents[0]).card
        assert session.scalar(select(Applicant)) is None
    assert [item["note"] for item in card["missing"]] == ["habis masa berlaku"]
    assert (card["present"], card["applicant"], card["officer"]) == (1, "Ni Luh Contoh", "Petugas Petugas_Loket")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"items": (ItemState(requirement="ktp", state="ada"),)}, "nothing_missing"),
        ({"permit": "SIP-XX"}, "permit_unknown"),
        ({"kind": "ulang"}, "kind_unknown"),
    ],
)
def test_no_list_of_nothing(office: Office, changes: dict[str, Any], code: str) -> None:
    values: dict[str, Any] = {"permit": "SIP-BD", "kind": "baru", "applicant": "NI LUH"}
    values["items"] = (ItemState(requirement="ktp", state="tidak"),)
    with pytest.raises(Refused, match=code):
        office.do("petugas_loket", ListShortage, **(values | changes))


def test_a_note_alone_is_something_missing(office: Office) -> None:
    values: dict[str, Any] = {"permit": "SIP-BD", "kind": "baru", "applicant": "NI LUH", "items": ()}
    assert len(office.do("petugas_loket", ListShortage, notes=("NIK",), **values).documents) == 1


# ----- the permit this one follows


def issued(office: Office, **changes: Any) -> str:
    file = office.register_file(form(office, **changes))
    office.advance(file, stages.DONE)
    with office.register.reading() as session:
        return session.scalars(select(Permit.number).where(Permit.application_id == file)).one()


def renewal(office: Office, number: str, kind: str = "perpanjangan", **changes: Any) -> intake.Intake:
    return form(office, kind=kind, previous_permit=number, **changes)


OTHER = msgspec.structs.replace(
    NI_LUH, nik="5107035201900001", name="NI KADEK LAIN", birth_date=date(1990, 1, 12), phone="+6281234567891"
)


@pytest.mark.parametrize("kind", ["perpanjangan", "perubahan", "penggantian", "pencabutan"])
def test_the_earlier_permit_is_named(office: Office, kind: str) -> None:
    with pytest.raises(Refused) as found:
        office.register_file(renewal(office, " ", kind))
    assert (found.value.code, found.value.fields) == ("previous_permit", {"previous_permit": "required"})


def test_one_from_before_the_register(office: Office) -> None:
    assert office.register_file(renewal(office, "503/12/SIPB/2019"))


def test_the_earlier_permit_is_in_force_and_of_the_same_type(office: Office) -> None:
    number = issued(office)
    with pytest.raises(Refused) as found:
        office.register_file(form(office, "STPT", kind="perpanjangan", previous_permit=number))
    assert found.value.fields == {"previous_permit": "other_type"}
    with office.register.writing() as session:
        session.scalars(select(Permit)).one().state = "dicabut"
    with pytest.raises(Refused) as found:
        office.register_file(renewal(office, number))
    assert found.value.fields == {"previous_permit": "not_in_force"}


def test_another_persons_permit_is_not_ended_by_a_slip(office: Office) -> None:
    number = issued(office)
    with pytest.raises(Refused) as found:
        office.register_file(renewal(office, number, "pencabutan", person=OTHER))
    assert found.value.fields == {"previous_permit": "other_holder"}
    explained = AGAIN | {"previous_permit": "Nama perusahaan berubah"}
    assert office.register_file(renewal(office, number, "perpanjangan", person=OTHER, confirmed=explained))


def test_a_foreigners_own_permit(office: Office) -> None:
    foreigner = msgspec.structs.replace(NI_LUH, nik="", foreign_id="X1234567", name="JOHN EXAMPLE")
    number = issued(office, person=foreigner)
    assert office.register_file(renewal(office, number, person=foreigner))


def test_in_oss_there_is_no_number_of_ours(office: Office) -> None:
    assert office.register_file(form(office, "OSS-R", kind="pencabutan"))


def test_kinds_without_an_earlier_permit(office: Office) -> None:
    assert office.register_file(form(office, "SKP", kind="perpanjangan"))
