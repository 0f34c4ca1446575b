"""T30 through the real door: recorded, taken back with a reason, and what it does to the signature and the receipt."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands.intake import Person
from app.actions.commands.office_work import RecordMatch, Sign
from app.errors import Refused
from app.models.journal import Document, Entry
from app.queries.file_view import FileView, file_view
from app.rules.matching import DIFFERS, MATCHES, UNMATCHED
from tests.actions.test_rights import set_office, to_be_signed
from tests.office import NI_LUH, Office

HOW = "SIAK kabupaten"
FOREIGNER: Person = msgspec.structs.replace(NI_LUH, nik="", foreign_id="X1234567")


def record(office: Office, file: str, result: str, note: str | None = None, actor: str = "penyelia") -> None:
    office.do(actor, RecordMatch, application=file, result=result, how=HOW, note=note)


def seen(office: Office, file: str) -> FileView:
    return office.door.ask(lambda look: file_view(look, file, "verifikator"))


def receipts(office: Office, file: str) -> list[bool]:
    with office.register.reading() as session:
        wanted = select(Document.card).where(Document.application_id == file, Document.kind == "receipt")
        return [card["unmatched"] for card in session.scalars(wanted)]


def test_who_finds_a_difference_says_which(office: Office) -> None:
    """Acts of before there was a field for it have none, and stand."""
    file = office.register_file()
    for empty in ("", "  "):
        with pytest.raises(Refused, match="reason_missing"):
            record(office, file, DIFFERS, empty)
    assert seen(office, file).match == UNMATCHED
    record(office, file, DIFFERS)
    record(office, office.register_file(office.intake(confirmed={"duplicate": "x"})), MATCHES, "")


def test_a_result_is_taken_back_with_a_reason_and_both_stay(office: Office) -> None:
    file = office.register_file()
    record(office, file, DIFFERS, "Nama berbeda")
    for empty in ("", "  "):
        with pytest.raises(Refused) as refused:
            record(office, file, MATCHES, empty)
        assert (refused.value.code, refused.value.fields) == ("reason_missing", {"note": "required"})
    record(office, file, MATCHES, "Nama diperbaiki di Dukcapil")
    assert office.file(file).match == MATCHES
    told = [event.facts for event in seen(office, file).events if event.act == "record_match"]
    assert told == [
        {"result": MATCHES, "how": HOW, "note": "Nama diperbaiki di Dukcapil"},
        {"result": DIFFERS, "how": HOW, "note": "Nama berbeda"},
    ]


def test_who_saw_no_earlier_result_is_not_asked_why(office: Office) -> None:
    """Two counters at once: neither knew of the other. Acts from before the reason was asked for are the same."""
    file = office.register_file()
    record(office, file, DIFFERS)
    record(office, file, MATCHES)
    assert office.file(file).match == MATCHES


def test_a_payload_from_before_the_note(office: Office) -> None:
    file = office.register_file()
    record(office, file, MATCHES)
    with office.register.reading() as session:
        payload = session.scalars(select(Entry.payload).where(Entry.kind == "record_match")).one()
    old = {name: value for name, value in payload.items() if name != "note"}
    assert msgspec.convert(old, RecordMatch).note is None


def test_the_first_receipt_says_that_it_was_not_compared(office: Office) -> None:
    assert receipts(office, office.register_file()) == [True]
    assert receipts(office, office.register_file(office.intake(person=FOREIGNER))) == [False]


@pytest.mark.parametrize("policy", ["tolak", "ingatkan"])
def test_a_foreigner_is_in_no_central_register(office: Office, policy: str) -> None:
    set_office(office, match_policy=policy)
    file = office.register_file(office.intake(person=FOREIGNER))
    assert (office.file(file).match, seen(office, file).match) == (UNMATCHED, "")
    office.advance(file, "tanda_tangan")
    assert office.do("kadis", Sign, application=file).warnings == ()


def test_a_mismatch_that_was_settled_is_signed(office: Office) -> None:
    set_office(office, match_policy="tolak")
    file = to_be_signed(office)
    record(office, file, DIFFERS)
    with pytest.raises(Refused, match="mismatched"):
        office.do("kadis", Sign, application=file)
    record(office, file, MATCHES, "Dukcapil memperbaiki datanya")
    assert office.do("kadis", Sign, application=file).warnings == ()
