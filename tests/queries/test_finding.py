"""Search: by every number, by parts of names, narrowed, page after page."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from app.queries import finding
from app.queries.finding import Filters, SearchResult, find
from tests.conftest import FixedClock
from tests.office import Office
from tests.queries.people import GRAVE, by_body, by_proxy, person

MADE = person("I MADE SUDARMA", "5107031203900001", phone="+6281987654321")


def search(office: Office, text: str, filters: Filters = finding.NOTHING, **further: Any) -> SearchResult:
    return office.door.ask(partial(find, text=text, filters=filters, **further))


def found(office: Office, text: str, filters: Filters = finding.NOTHING) -> list[str]:
    return [row.applicant for row in search(office, text, filters).rows]


@pytest.fixture
def two(office: Office) -> tuple[str, str]:
    """Ni Luh's file first, then Made's."""
    return office.register_file(), office.register_file(office.intake(person=MADE))


@pytest.mark.parametrize(
    ("typed", "whose"),
    [
        ("sudarma", "I Made Sudarma"),
        ("I Made S", "I Made Sudarma"),
        ("darm made", "I Made Sudarma"),
        ("luh CONTOH", "Ni Luh Contoh"),
        ("5107031203900001", "I Made Sudarma"),
        ("5107 0312 0390 0001", "I Made Sudarma"),
        ("39000", "I Made Sudarma"),
        ("0819-8765", "I Made Sudarma"),
        ("+62 819 8765", "I Made Sudarma"),
        ("987654321", "I Made Sudarma"),
    ],
)
def test_names_and_numbers_of_a_person(office: Office, two: tuple[str, str], typed: str, whose: str) -> None:
    assert found(office, typed) == [whose]


def test_the_registration_number_as_printed_typed_and_dictated(office: Office, two: tuple[str, str]) -> None:
    number = office.file(two[1]).number
    for typed in (number, number.lower(), number.replace("-", " "), number.replace("-", "").replace("0", "o")):
        answer = search(office, typed)
        assert [row.number for row in answer.rows] == [number]
        assert answer.exact


def test_half_a_registration_number_is_no_exact_find(office: Office, two: tuple[str, str]) -> None:
    answer = search(office, office.file(two[1]).number[:13])
    assert [row.id for row in answer.rows] == [two[1]]
    assert not answer.exact


def test_tracking_code_and_the_address_of_a_receipt(office: Office, two: tuple[str, str]) -> None:
    token = office.file(two[0]).tracking
    for scanned in (token, token.lower(), f"https://lacak.example.go.id/t/{token}"):
        assert [row.id for row in search(office, scanned).rows] == [two[0]]


def test_a_code_that_holds_text(office: Office, two: tuple[str, str]) -> None:
    assert search(office, f"{office.file(two[0]).number}\nDinas\n(0363) 21000").exact


def test_permit_number_and_its_code(office: Office, two: tuple[str, str]) -> None:
    office.advance(two[0], "penyerahan")
    for typed in ("500.16.7.2/0001/SIPB/DPMPTSP/2026", "0001/SIPB"):
        assert [row.id for row in search(office, typed).rows] == [two[0]]


def test_all_files_of_one_person_by_the_nik(office: Office, clock: FixedClock, two: tuple[str, str]) -> None:
    second = office.register_file(office.intake("MKM", person=MADE, details=GRAVE))
    answer = search(office, MADE.nik)
    assert [row.id for row in answer.rows] == [second, two[1]]
    assert not answer.exact


def test_a_foreigner_by_the_passport(office: Office) -> None:
    office.register_file(office.intake(person=person("JOHN EXAMPLE", "", foreign_id="X1234567")))
    answer = search(office, "x1234567")
    assert [row.nik_last4 for row in answer.rows] == ["4567"]


def test_a_body_keeps_its_own_spelling(office: Office) -> None:
    office.register_file(by_body(office))
    assert found(office, "contoh jaya") == ["PT CONTOH Jaya"]


def test_a_proxy_is_found_too(office: Office) -> None:
    office.register_file(by_proxy(office))
    assert found(office, "utusan") == ["Ni Luh Contoh"]


@pytest.mark.parametrize("typed", ["", "ni", " i w "])
def test_under_three_letters_the_newest_come(office: Office, two: tuple[str, str], typed: str) -> None:
    assert found(office, typed) == ["I Made Sudarma", "Ni Luh Contoh"]


@pytest.mark.parametrize("typed", ["tidak ada", '"', "' OR 1", "AND", "***"])
def test_nothing_is_found_and_nothing_breaks(office: Office, two: tuple[str, str], typed: str) -> None:
    assert found(office, typed + "zzz") == []


def test_filters(office: Office, two: tuple[str, str]) -> None:
    office.advance(two[0], "penyusunan_draf")
    office.register_file(office.intake("MKM", person=MADE, details=GRAVE))
    today = date(2026, 11, 23)
    assert found(office, "", Filters(stage="penyusunan_draf")) == ["Ni Luh Contoh"]
    assert found(office, "", Filters(permit="SIP-BD")) == ["I Made Sudarma", "Ni Luh Contoh"]
    assert found(office, "luh", Filters(permit="MKM")) == []
    assert len(found(office, "", Filters(since=today, until=today))) == 3
    assert found(office, "", Filters(until=today - timedelta(days=1))) == []
    assert found(office, "", Filters(since=today + timedelta(days=1))) == []
    assert len(found(office, "", Filters(counter="7Q4"))) == 3
    assert found(office, "", Filters(counter="9ZZ")) == []
    assert found(office, MADE.nik, Filters(permit="SIP-BD")) == ["I Made Sudarma"]


def test_days_are_those_of_the_office(office: Office, clock: FixedClock) -> None:
    """00.30 WITA is still the day before in UTC."""
    clock.advance(hours=14, minutes=30)
    office.register_file()
    assert found(office, "", Filters(since=date(2026, 11, 24), until=date(2026, 11, 24))) == ["Ni Luh Contoh"]
    assert found(office, "", Filters(until=date(2026, 11, 23))) == []


@pytest.mark.parametrize("text", ["", "contoh", "luh contoh"])
@pytest.mark.parametrize("filters", [Filters(), Filters(permit="SIP-BD"), Filters(since=date(2026, 1, 1))])
@pytest.mark.parametrize("common", [1, 1_500])
def test_page_after_page_nothing_twice_and_nothing_lost(
    office: Office, monkeypatch: pytest.MonkeyPatch, text: str, filters: Filters, common: int
) -> None:
    """`common` decides whether words or filters lead; what is found is the same."""
    monkeypatch.setattr(finding, "COMMON", common)
    files = [office.register_file(many(office, at)) for at in range(5)]
    seen: list[str] = []
    after = None
    for _ in range(3):
        answer = search(office, text, filters, after=after, limit=2)
        seen += [row.id for row in answer.rows]
        after = answer.after
    assert seen == files[::-1]
    assert after is None


@pytest.mark.parametrize("typed", ["made sud", "819 876", "utusan", "0001/SIPB", "39000", "KRA-7Q4-00002"])
def test_few_files_through_the_filter_answer_the_same_words(
    office: Office, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    """Where the words are common and the filter narrow, the columns are read instead of the index."""
    office.register_file()
    second = office.register_file(by_proxy(office, MADE))
    office.advance(second, "penyerahan")
    expected = found(office, typed)
    assert expected == ["I Made Sudarma"]
    monkeypatch.setattr(finding, "_common", lambda look, typed: True)
    assert found(office, typed, Filters(permit="SIP-BD")) == expected


def test_choices_name_permits_and_counters(office: Office) -> None:
    offered = office.door.ask(finding.choices)
    assert ("SIP-BD", "SIPB") in offered.permits
    assert offered.counters == (("7Q4", "Loket 1"),)


def many(office: Office, at: int) -> Any:
    return office.intake(person=person(f"NI LUH CONTOH {'ABCDE'[at]}", f"510703450788{1111 * (at + 1)}"))


def test_all_pages_of_an_answer_in_one(office: Office, two: tuple[str, str]) -> None:
    """What a saved list holds, also where the screen has fetched one page only; and whether there is more."""
    for text in ("", "5107"):
        everybody = office.door.ask(partial(finding.everything, text=text, page=1))
        assert sorted(row.applicant for row in everybody.rows) == ["I Made Sudarma", "Ni Luh Contoh"]
        assert everybody.after is None
        first = office.door.ask(partial(finding.everything, text=text, most=1, page=1))
        assert len(first.rows) == 1
        assert first.after is not None
