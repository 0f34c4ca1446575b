"""The applicant's identity: numbers judged, warnings answered, errors only with a supervisor."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands.intake import AcceptRevision, GrantOverride, Intake, Person, Proxy
from app.actions.commands.office import SetRoles
from app.actions.commands.office_work import ReturnForRevision, ReturnRow
from app.actions.context import ActContext
from app.actions.perform import perform
from app.errors import Refused
from app.models.journal import Override
from app.rules import stages
from tests.actions import situations as case
from tests.actions.forms import FORMS
from tests.office import NI_LUH, Office

SERIAL_ZERO = msgspec.structs.replace(NI_LUH, nik="5107034507880000")
AGAIN = {"duplicate": "Tempat praktik lain"}


def person(**changes: Any) -> Person:
    return msgspec.structs.replace(NI_LUH, **changes)


def refused(office: Office, wanted: Intake, **values: Any) -> Refused:
    with pytest.raises(Refused) as found:
        office.register_file(wanted, **values)
    return found.value


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": " "}, {"name": "required"}),
        ({"address": ""}, {"address": "required"}),
        ({"sex": "W"}, {"sex": "required"}),
        ({"nik": ""}, {"nik": "required"}),
    ],
)
def test_who_it_is(office: Office, changes: dict[str, str], fields: dict[str, str]) -> None:
    error = refused(office, office.intake(person=person(**changes)))
    assert (error.code, error.fields) == ("fields_missing", fields)


def test_a_warning_is_answered_with_a_reason(office: Office) -> None:
    typed = person(birth_date=date(1988, 6, 5))
    error = refused(office, office.intake(person=typed))
    assert (error.code, error.fields) == ("identity", {"nik": "birth_date_differs"})
    assert error.facts == {"codes": "birth_date_differs"}
    assert refused(office, office.intake(person=typed, confirmed={"birth_date_differs": " "})).code == "identity"
    file = office.register_file(office.intake(person=typed, confirmed={"birth_date_differs": "KTP-el dilihat"}))
    assert office.file(file).identity_notes == {"birth_date_differs": "KTP-el dilihat"}


def granted(office: Office, nik: str = SERIAL_ZERO.nik, codes: tuple[str, ...] = ("serial_zero",)) -> str:
    stamp = office.stamp("penyelia")
    office.door.do(GrantOverride(stamp=stamp, nik=nik, codes=codes, reason="KTP-el dicocokkan"))
    return stamp.id


def test_an_error_needs_a_supervisor(office: Office) -> None:
    wanted = office.intake(person=SERIAL_ZERO, confirmed={"serial_zero": "KTP-el dilihat"})
    assert refused(office, wanted).fields == {"nik": "serial_zero"}
    assert refused(office, wanted, override="nobody's").code == "identity"
    word = granted(office)
    file = office.receive(wanted, override=word)
    with office.register.reading() as session:
        used = session.get_one(Override, word)
        assert (used.granted_by, used.codes) == ("penyelia", "serial_zero")
        assert used.used_by is not None
    assert file.number


def test_a_word_counts_once_for_one_number_and_its_own_errors(office: Office) -> None:
    wanted = office.intake(person=SERIAL_ZERO, confirmed=AGAIN)
    other = granted(office, nik="5107034507890000")
    assert refused(office, wanted, override=other).code == "identity"
    narrow = granted(office, codes=("date_impossible",))
    assert refused(office, wanted, override=narrow).fields == {"nik": "serial_zero"}
    word = granted(office)
    office.register_file(wanted, override=word)
    assert refused(office, wanted, override=word).code == "identity"


@pytest.mark.parametrize(("actor", "may"), [("penyelia", True), ("kabid", True), ("petugas_loket", False)])
def test_who_gives_such_a_word(office: Office, actor: str, may: bool) -> None:
    command = GrantOverride(stamp=office.stamp(actor), nik="51", codes=("length",), reason="KTP-el dilihat")
    if may:
        office.door.do(command)
        return
    with pytest.raises(Refused, match="no_right"):
        office.door.do(command)


@pytest.mark.parametrize(
    ("actor", "taken", "counts"), [("petugas_loket", False, False), ("penyelia", True, True), ("penyelia", False, True)]
)
def test_whose_word_counts_where_it_was_given_elsewhere(office: Office, actor: str, taken: bool, counts: bool) -> None:
    """A PC in dishonest hands writes what it likes. Of a supervisor whose role was taken away meanwhile it was true."""
    command = GrantOverride(stamp=office.stamp(actor), nik="51", codes=("length",), reason="KTP-el dilihat")
    if taken:
        office.clock.advance(minutes=5)
        office.do("administrator", SetRoles, staff=actor, roles=("petugas_loket",))
    now = office.clock.now()
    with office.register.writing() as session:
        context = ActContext(
            session, command, office.reference, settled=True, span=(command.stamp.at, now), arrived=now
        )
        perform(context)
        session.flush()
        assert (session.get(Override, command.stamp.id) is not None) == counts
        assert context.flags == ([] if counts and not taken else ["no_right"])


def test_a_word_has_a_reason(office: Office) -> None:
    with pytest.raises(Refused, match="reason_missing"):
        office.do("penyelia", GrantOverride, nik="51", codes=("length",), reason=" ")


def test_a_foreigner_has_a_passport(office: Office) -> None:
    foreigner = person(nik="", foreign_id="X1234567")
    file = office.file(office.register_file(office.intake(person=foreigner)))
    assert file.person["foreign_id"] == "X1234567"
    short = person(nik="", foreign_id="X1")
    assert refused(office, office.intake(person=short)).fields == {"nik": "length"}
    word = granted(office, nik="X1", codes=("length",))
    assert office.register_file(office.intake(person=short), override=word)


def test_the_register_remembers_names_and_numbers(office: Office) -> None:
    office.register_file()
    shouted = person(name="Ni Luh  Contoh")
    assert refused(office, office.intake(person=shouted)).code == "duplicate"  # the same name, otherwise written
    other = person(name="NI MADE LAIN")
    assert refused(office, office.intake(person=other, confirmed=AGAIN)).fields == {"nik": "known_other_name"}
    near = person(nik="5107034507880004")
    assert refused(office, office.intake(person=near, confirmed=AGAIN)).fields == {"nik": "known_near_nik"}
    confirmed = AGAIN | {"known_near_nik": "Saudara kembar"}
    assert office.register_file(office.intake(person=near, confirmed=confirmed))


def test_a_second_application_for_the_same(office: Office) -> None:
    first = office.receive()
    error = refused(office, office.intake())
    assert (error.code, error.facts) == ("duplicate", {"number": first.number, "service": "SIPB"})
    assert office.register_file(office.intake(confirmed=AGAIN))


def test_a_finished_one_is_no_duplicate(office: Office) -> None:
    office.advance(office.register_file(), stages.COLLECTION)
    assert office.register_file()


def test_the_same_foreigner_twice(office: Office) -> None:
    foreigner = office.intake(person=person(nik="", foreign_id="X1234567"))
    office.register_file(foreigner)
    assert refused(office, foreigner).code == "duplicate"


OTHER = person(nik="5107030101800001", name="I MADE LAIN", birth_date=date(1980, 1, 1), sex="L")


def banner(office: Office, who: Person = NI_LUH, **changes: Any) -> Intake:
    confirmed = changes.pop("confirmed", {})
    filled = FORMS["REK"] | changes
    return office.intake("REK", variant="permanen", person=who, details=filled, confirmed=confirmed)


def test_the_same_object_of_somebody_else(office: Office) -> None:
    first = office.receive(banner(office))
    again = banner(office, OTHER, alamat_pasang="JALAN CONTOH, nomor 8")
    error = refused(office, again)
    assert (error.code, error.fields) == ("same_object", {"permit": "same_object"})
    assert error.facts == {"number": first.number, "service": "Izin Reklame"}
    blank = banner(office, OTHER, confirmed={"same_object": " "})
    assert refused(office, blank).code == "same_object"
    file = office.register_file(banner(office, OTHER, confirmed={"same_object": "Sisi jalan yang lain"}))
    assert office.file(file).identity_notes == {"same_object": "Sisi jalan yang lain"}


def test_another_object_or_ones_own(office: Office) -> None:
    file = office.register_file(banner(office))
    assert office.file(file).object_key == "jalancontohnomor8"
    office.register_file(banner(office, OTHER, alamat_pasang="Jalan Contoh Nomor 9"))
    assert refused(office, banner(office)).code == "duplicate"
    office.register_file(banner(office, confirmed=AGAIN))


def test_a_permit_type_without_an_object(office: Office) -> None:
    """Two midwives of one clinic are nothing unusual."""
    assert office.file(office.register_file()).object_key == ""
    office.register_file(office.intake(person=OTHER))


def test_a_corrected_object_is_the_one_compared(office: Office) -> None:
    file = office.register_file(banner(office))
    row = ReturnRow(subject="Lokasi pemasangan", reason="R02", text="Mohon lokasi yang benar.")
    office.do("verifikator", ReturnForRevision, application=file, rows=(row,), deadline=date(2026, 12, 4))
    office.do("petugas_loket", AcceptRevision, application=file, details={"alamat_pasang": "Jalan Lain 1"})
    other = office.register_file(banner(office, OTHER))
    assert office.file(other).object_key != office.file(file).object_key != ""


PROXY: dict[str, Any] = {
    "name": "I MADE KUASA",
    "nik": "5107030101800001",
    "scope": "keduanya",
    "letter_date": date(2026, 11, 20),
    "stamped": True,
}


@pytest.mark.parametrize(
    ("changes", "code", "fields"),
    [
        ({"name": " "}, "proxy", {"proxy_name": "required"}),
        ({"nik": ""}, "proxy", {"proxy_name": "required"}),
        ({"stamped": False}, "proxy_stamp", {"proxy_stamped": "required"}),
        ({"nik": NI_LUH.nik}, "proxy_self", {"proxy_nik": "same"}),
        ({"letter_date": date(2026, 11, 24)}, "proxy", {"proxy_letter_date": "future"}),
    ],
)
def test_a_proxy(office: Office, changes: dict[str, Any], code: str, fields: dict[str, str]) -> None:
    wanted = office.intake()
    paper = (*wanted.items, case.intake.ItemState(requirement="surat_kuasa", state="ada"))
    wanted = msgspec.structs.replace(wanted, proxy=Proxy(**(PROXY | changes)), items=paper)
    error = refused(office, wanted)
    assert (error.code, error.fields) == (code, fields)


def test_nothing_of_a_refusal_names_the_person(office: Office) -> None:
    """Messages of exceptions end in logs."""
    office.register_file()
    for wanted in (office.intake(), office.intake(person=SERIAL_ZERO), office.intake(person=person(phone="0361"))):
        error = refused(office, wanted)
        shown = f"{error} {error.fields} {error.facts}"
        assert NI_LUH.nik not in shown
        assert "CONTOH" not in shown


def test_overrides_are_kept(office: Office) -> None:
    granted(office)
    with office.register.reading() as session:
        assert session.scalars(select(Override.reason)).all() == ["KTP-el dicocokkan"]
