"""In what capacity an act is done: roles of one's own, mandates, delegates, and separation of duties."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands import correction, intake, office_work
from app.actions.commands.office import AddMandate, ChangeOffice, ChangeStaff, EndMandate, SetRoles, StaffProfile
from app.errors import Refused
from app.models.application import Permit
from app.models.journal import Document, Entry
from app.models.office import Mandate
from app.queries.file_acts import weighed
from app.queries.file_view import file_view
from app.queries.rights import roles_at
from app.rules import stages
from tests.actions import situations as case
from tests.actions.forms import FORMS
from tests.office import PROFILE, Office

TODAY = date(2026, 11, 23)
MANDATE: dict[str, Any] = {
    "role": "kadis",
    "substitute": "sekretaris",
    "mandate": "plh",
    "letter_number": "800/1",
    "letter_date": TODAY,
    "starts": TODAY,
    "ends": TODAY + timedelta(days=4),
}


def mandated(office: Office, actor: str = "administrator", **changes: Any) -> str:
    stamp = office.stamp(actor)
    office.door.do(AddMandate(stamp=stamp, **(MANDATE | changes)))
    with office.register.reading() as session:
        return list(session.scalars(select(Mandate.id)))[-1]


def to_be_signed(office: Office, permit: str = "SIP-BD") -> str:
    wanted = office.intake(permit, details=FORMS[permit], confirmed={"duplicate": "Tempat lain"})
    file = office.register_file(wanted)
    office.advance(file, stages.SIGNING)
    return file


def sign(office: Office, actor: str, file: str) -> str:
    """The code of the refusal, or the capacity it was done in."""
    try:
        office.do(actor, office_work.Sign, application=file)
    except Refused as refused:
        return refused.code
    return office.file(file).signer_capacity


def set_office(office: Office, **changes: Any) -> None:
    office.do("administrator", ChangeOffice, profile=msgspec.structs.replace(PROFILE, **changes))


# ----- mandates


@pytest.mark.parametrize(("day", "answer"), [(-1, "no_right"), (0, "plh:kadis"), (4, "plh:kadis"), (5, "no_right")])
def test_a_mandate_counts_from_its_first_to_its_last_day(office: Office, day: int, answer: str) -> None:
    file = to_be_signed(office)
    mandated(office, starts=TODAY + timedelta(days=10), ends=TODAY + timedelta(days=14))
    office.clock.advance(days=10 + day)
    assert sign(office, "sekretaris", file) == answer


def test_the_day_is_that_of_the_office(office: Office) -> None:
    """16.01 UTC of the last day is past midnight in Bali."""
    file = to_be_signed(office)
    mandated(office, ends=TODAY)
    office.clock.moment = office.clock.moment.replace(hour=15, minute=59)
    assert office.clock.moment.date() == TODAY
    office.clock.advance(minutes=2)
    assert sign(office, "sekretaris", file) == "no_right"


@pytest.mark.parametrize(("scope", "answer"), [((), "plt:kadis"), (("SIP-BD",), "plt:kadis"), (("SKP",), "no_right")])
def test_the_scope_of_a_mandate(office: Office, scope: tuple[str, ...], answer: str) -> None:
    file = to_be_signed(office)
    mandated(office, scope=scope, mandate="plt")
    assert sign(office, "sekretaris", file) == answer


def test_ones_own_role_comes_before_a_mandate(office: Office) -> None:
    office.do("administrator", SetRoles, staff="sekretaris", roles=("sekretaris", "kadis"))
    file = to_be_signed(office)
    mandated(office, role="kadis", substitute="sekretaris")
    assert sign(office, "sekretaris", file) == "kadis"


def test_the_block_of_the_signature(office: Office) -> None:
    file = to_be_signed(office)
    mandated(office)
    sign(office, "sekretaris", file)
    office.do("verifikator", office_work.AssignNumber, application=file)
    with office.register.reading() as session:
        signer = session.scalars(select(Document.card).where(Document.kind == "permit")).one()["signer"]
    assert (signer["capacity"], signer["title"], signer["name"]) == ("Plh.", "Kepala Dinas", "Petugas Sekretaris")
    assert signer["acting_for"] == "Bupati Karangasem"


def test_only_a_mandate_and_no_role_of_ones_own(office: Office) -> None:
    office.add_staff("pengganti")
    mandated(office, substitute="pengganti")
    file = to_be_signed(office)
    office.do("pengganti", office_work.AddNote, application=file, text="Catatan")
    with office.register.reading() as session:
        assert session.scalars(select(Entry.capacity).where(Entry.kind == "add_note")).one() == "plh:kadis"
    assert sign(office, "pengganti", file) == "plh:kadis"


def test_a_substitute_takes_in_grants_and_suspends(office: Office) -> None:
    """Acts outside the table of a file's way know mandates too."""
    mandated(office, role="petugas_loket", substitute="sekretaris", scope=("SIP-BD",))
    stamp = office.stamp("sekretaris")
    office.door.do(
        intake.RegisterApplication(
            stamp=stamp, application="a", intake=office.intake(), read_back=True, started=stamp.at
        )
    )
    mandated(office, role="penyelia", substitute="verifikator")
    office.do("verifikator", intake.GrantOverride, nik="51", codes=("length",), reason="KTP-el dilihat")
    office.advance("a", stages.COLLECTION)
    mandated(office, role="kadis", substitute="sekretaris", scope=("SIP-BD",))
    office.do("sekretaris", office_work.SuspendPermit, application="a", letter="1", reason="Laporan")
    with office.register.reading() as session:
        done = {row.kind: row.capacity for row in session.execute(select(Entry.kind, Entry.capacity))}
        assert session.scalars(select(Permit.state)).one() == "dibekukan"
    assert done["register_application"] == "plh:petugas_loket"
    assert done["grant_override"] == "plh:penyelia"
    assert done["suspend_permit"] == "plh:kadis"


def test_a_substitute_makes_no_further_substitutes(office: Office) -> None:
    mandated(office)
    with pytest.raises(Refused, match="no_right"):
        mandated(office, actor="sekretaris", role="kabid")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"role": "administrator"}, {"role": "required"}),
        ({"role": "camat"}, {"role": "required"}),
        ({"mandate": "pj"}, {"mandate": "required"}),
        ({"letter_number": " "}, {"letter_number": "required"}),
        ({"ends": TODAY - timedelta(days=1)}, {"ends": "date_order"}),
        ({"starts": TODAY - timedelta(days=1)}, {"reason": "required"}),
    ],
)
def test_what_a_mandate_needs(office: Office, changes: dict[str, Any], fields: dict[str, str]) -> None:
    with pytest.raises(Refused) as found:
        mandated(office, **changes)
    assert (found.value.code, found.value.fields) == ("mandate", fields)


def test_back_dated_with_a_reason(office: Office) -> None:
    made = mandated(office, actor="kabid", starts=TODAY - timedelta(days=3), reason="Surat terlambat datang")
    with office.register.reading() as session:
        assert session.get_one(Mandate, made).reason == "Surat terlambat datang"


@pytest.mark.parametrize("actor", ["administrator", "kadis"])
def test_only_a_kabid_back_dates(office: Office, actor: str) -> None:
    with pytest.raises(Refused) as found:
        mandated(office, actor=actor, starts=TODAY - timedelta(days=1), reason="Surat terlambat datang")
    assert (found.value.code, found.value.fields) == ("mandate_backdated", {"starts": "backdated"})


def test_a_kabid_who_administers_too_back_dates_as_kabid(office: Office) -> None:
    office.do("administrator", SetRoles, staff="kabid", roles=("administrator", "kabid"))
    mandated(office, actor="kabid", starts=TODAY - timedelta(days=1), reason="Surat terlambat datang")
    with office.register.reading() as session:
        assert session.scalars(select(Entry.capacity).where(Entry.kind == "add_mandate")).all() == ["kabid"]


def test_a_substitute_is_somebody(office: Office) -> None:
    with pytest.raises(Refused, match="staff_unknown"):
        mandated(office, substitute="siapa")


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ((), (), True),
        (("SIP-BD",), (), True),
        ((), ("SIP-BD",), True),
        (("SIP-BD", "SKP"), ("SKP",), True),
        (("SIP-BD",), ("SKP",), False),
    ],
)
def test_never_two_for_one_post(office: Office, first: tuple[str, ...], second: tuple[str, ...], overlap: bool) -> None:
    mandated(office, scope=first)
    again = {"substitute": "kabid", "scope": second, "starts": MANDATE["ends"], "ends": MANDATE["ends"]}
    if not overlap:
        mandated(office, **again)
        return
    with pytest.raises(Refused, match="mandate_overlap"):
        mandated(office, **again)


def test_one_after_the_other_or_for_another_post(office: Office) -> None:
    mandated(office)
    after = MANDATE["ends"] + timedelta(days=1)
    mandated(office, substitute="kabid", starts=after, ends=after)
    mandated(office, role="kabid", substitute="penyelia")
    with office.register.reading() as session:
        assert len(session.scalars(select(Mandate)).all()) == 3


def test_a_mandate_ends_early(office: Office) -> None:
    file = to_be_signed(office)
    made = mandated(office)
    office.do("kabid", EndMandate, mandate=made, ends=TODAY)
    office.do("kabid", EndMandate, mandate=made, ends=TODAY + timedelta(days=30))  # never made longer so
    with office.register.reading() as session:
        assert session.get_one(Mandate, made).ends == TODAY
    office.clock.advance(days=1)
    assert sign(office, "sekretaris", file) == "no_right"


def test_ends_that_cannot_be(office: Office) -> None:
    made = mandated(office)
    with pytest.raises(Refused) as found:
        office.do("kabid", EndMandate, mandate=made, ends=TODAY - timedelta(days=2))
    assert found.value.fields == {"ends": "past"}
    with pytest.raises(Refused) as found:
        office.do("kabid", EndMandate, mandate="m", ends=TODAY)
    assert found.value.fields == {"mandate": "required"}


# ----- delegates


def test_a_delegate_signs_on_behalf(office: Office) -> None:
    file = to_be_signed(office, "MKM")
    assert sign(office, "kabid", file) == "kabid"
    office.do("verifikator", office_work.AssignNumber, application=file)
    with office.register.reading() as session:
        signer = session.scalars(select(Document.card).where(Document.kind == "permit")).one()["signer"]
    assert (signer["title"], signer["acting_for"], signer["capacity"]) == ("Kepala Bidang", "Kepala Dinas", "")


def test_a_substitute_of_the_delegate(office: Office) -> None:
    file = to_be_signed(office, "MKM")
    mandated(office, role="kabid", substitute="penyelia")
    assert sign(office, "penyelia", file) == "plh:kabid"


# ----- separation of duties


def small(office: Office, roles: tuple[str, ...], who: str = "verifikator") -> None:
    """One person with several roles."""
    office.do("administrator", SetRoles, staff=who, roles=(who, *roles))


@pytest.mark.parametrize("separation", ["ketat", "peringatan"])
def test_who_drafts_never_signs(office: Office, separation: str) -> None:
    set_office(office, separation=separation)
    small(office, ("kadis",))
    file = to_be_signed(office)
    assert sign(office, "verifikator", file) == "signer_is_drafter"
    assert sign(office, "kadis", file) == "kadis"


@pytest.mark.parametrize("separation", ["ketat", "peringatan"])
def test_who_drafts_a_refusal_never_decides_it(office: Office, separation: str) -> None:
    set_office(office, separation=separation)
    small(office, ("kadis",))
    file = office.register_file()
    office.do("verifikator", office_work.ProposeRefusal, application=file, **case.REFUSAL)
    office.advance(file, stages.SIGNING)
    with pytest.raises(Refused, match="signer_is_drafter"):
        office.do("verifikator", office_work.DecideRefusal, application=file)
    office.do("kadis", office_work.DecideRefusal, application=file)


def test_initials_by_the_drafter(office: Office) -> None:
    small(office, ("penyelia",))
    file = office.register_file()
    office.advance(file, stages.INITIALS[0])
    set_office(office, separation="ketat")
    with pytest.raises(Refused, match="signer_is_drafter"):
        office.do("verifikator", office_work.Initial, application=file)
    set_office(office, separation="peringatan")
    assert office.do("verifikator", office_work.Initial, application=file).warnings == ("initials_by_drafter",)


def test_initials_by_somebody_else(office: Office) -> None:
    file = office.register_file()
    office.advance(file, stages.INITIALS[0])
    assert office.do("penyelia", office_work.Initial, application=file).warnings == ()


def test_the_same_hand_at_two_stages_is_reminded_of_it(office: Office) -> None:
    """As section head and as division head; anew once the draft was written anew."""
    small(office, ("kabid",), who="penyelia")
    file = office.register_file()
    office.advance(file, stages.INITIALS[0])
    assert reminded(office, file, "penyelia", "initial") == ()
    assert office.do("penyelia", office_work.Initial, application=file).warnings == ()
    assert reminded(office, file, "penyelia", "initial") == ("initials_twice",)
    assert reminded(office, file, "kabid", "initial") == ()
    assert office.do("penyelia", office_work.Initial, application=file).warnings == ("initials_twice",)
    office.do("kadis", office_work.CorrectInternally, application=file, note="Salah tulis")
    office.advance(file, stages.INITIALS[1])
    office.do("kabid", office_work.CorrectInternally, application=file, note="Salah tulis")
    office.step(file, stages.DRAFTING)
    assert reminded(office, file, "penyelia", "initial") == ()


def test_before_the_signature_too(office: Office) -> None:
    small(office, ("kadis",), who="penyelia")
    file = to_be_signed(office)
    assert reminded(office, file, "penyelia", "sign") == ("initials_twice", "not_matched")
    assert reminded(office, file, "kadis", "sign") == ("not_matched",)
    set_office(office, match_policy="tolak")
    office.do("penyelia", office_work.RecordMatch, application=file, result="cocok", how="Dukcapil")
    assert reminded(office, file, "kadis", "sign") == ()


def reminded(office: Office, file: str, staff: str, act: str) -> tuple[str, ...]:
    """As the panel of the file says before, and work on many files."""
    view = office.door.ask(partial(file_view, application_id=file, staff_id=staff))
    [option] = [option for option in view.acts if option.act == act]
    many = office.door.ask(partial(weighed, staff_id=staff, wanted=((file, act),)))
    assert many.reminded.get(file, ()) == option.reminders
    return option.reminders


def test_nothing_is_initialled_while_the_data_are_in_doubt(office: Office) -> None:
    file = office.register_file()
    office.advance(file, stages.INITIALS[0])
    change = correction.Change(field="address", before="Banjar Dinas Kertha", after="Banjar Dinas Tengah")
    office.do("petugas_loket", correction.AskCorrection, application=file, changes=(change,), reason="Keliru")
    with pytest.raises(Refused, match="correction_open"):
        office.do("penyelia", office_work.Initial, application=file)


# ----- the match with central data


@pytest.mark.parametrize(
    ("policy", "match", "code", "warnings"),
    [
        ("tolak", "", "not_matched", ()),
        ("tolak", "tidak_cocok", "mismatched", ()),
        ("tolak", "cocok", "", ()),
        ("ingatkan", "", "", ("not_matched",)),
        ("ingatkan", "tidak_cocok", "", ("mismatched",)),
        ("ingatkan", "cocok", "", ()),
    ],
)
def test_the_match_before_the_signature(
    office: Office, policy: str, match: str, code: str, warnings: tuple[str, ...]
) -> None:
    set_office(office, match_policy=policy)
    file = to_be_signed(office)
    if match:
        office.do("penyelia", office_work.RecordMatch, application=file, result=match, how="Dukcapil")
    if code:
        with pytest.raises(Refused, match=code):
            office.do("kadis", office_work.Sign, application=file)
        return
    assert office.do("kadis", office_work.Sign, application=file).warnings == warnings


def test_a_refusal_needs_no_match(office: Office) -> None:
    set_office(office, match_policy="tolak")
    file = office.register_file()
    office.do("verifikator", office_work.ProposeRefusal, application=file, **case.REFUSAL)
    office.advance(file, stages.REFUSED)
    assert office.file(file).signer_id == "kadis"


# ----- accounts and roles


def test_a_closed_account_does_nothing(office: Office) -> None:
    profile = StaffProfile(id="kadis", username="kadis", name="Kepala")
    file = to_be_signed(office)
    office.do("administrator", ChangeStaff, profile=profile, active=False)
    assert sign(office, "kadis", file) == "no_right"
    with pytest.raises(Refused, match="no_right"):
        office.do("siapa", office_work.Sign, application=file)


def test_roles_have_their_time(office: Office) -> None:
    start = office.clock.now()
    office.clock.advance(days=1)
    office.do("administrator", SetRoles, staff="kadis", roles=("kabid",))
    office.clock.advance(days=1)
    with office.register.reading() as session:
        assert roles_at(session, "kadis", start) == {"kadis", "kabid"}  # an open role counts whatever the clock says
        assert roles_at(session, "kadis", office.clock.now()) == {"kabid"}


def test_an_act_without_an_office(register: Any, clock: Any) -> None:
    office = Office(register, clock)
    with pytest.raises(Refused, match="no_office"):
        office.do("kadis", office_work.DecideRefusal, application="a")
    with pytest.raises(Refused, match="no_right"):
        office.add_staff("kadis", "kadis")


def test_a_file_nobody_knows(office: Office) -> None:
    with pytest.raises(Refused, match="no_application"):
        office.do("kadis", office_work.Sign, application="a")


def test_a_counter_nobody_set_up(office: Office) -> None:
    stamp = msgspec.structs.replace(office.stamp("petugas_loket"), counter="9Z9")
    with pytest.raises(Refused, match="no_office"):
        office.door.do(
            intake.RegisterApplication(
                stamp=stamp, application="a", intake=office.intake(), read_back=True, started=stamp.at
            )
        )


def test_an_act_that_needs_no_counter(office: Office) -> None:
    """A PC that the register does not know yet: its acts are kept, unchained."""
    file = office.register_file()
    stamp = msgspec.structs.replace(office.stamp("kadis"), counter="9Z9")
    office.door.do(office_work.AddNote(stamp=stamp, application=file, text="Catatan"))
    with office.register.reading() as session:
        entry = session.scalars(select(Entry).where(Entry.counter == "9Z9")).one()
        assert entry.prev is None


def test_questions_see_the_office(office: Office) -> None:
    assert office.door.ask(lambda look: look.today) == TODAY
