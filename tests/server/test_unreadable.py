"""One act with what a database cannot keep is refused by itself; what comes with it in the same push is taken."""

from __future__ import annotations

import gzip
from typing import Any

import msgspec
import pytest

from app.actions.bounds import LARGEST
from app.migrations import HEAD as SCHEMA
from app.models.application import Application
from tests.network import contents
from tests.office import Office
from tests.server.over_http import OwnedOffice, push, results, served

REFUSED = ("forged", "malformed")
HUGE = 1 << 64


@pytest.fixture
def owned(office: Office) -> OwnedOffice:
    office.register_file()
    return OwnedOffice(office, office.clock)


def note(owned: OwnedOffice, **changes: Any) -> dict[str, Any]:
    with owned.register.reading() as session:
        file = session.query(Application.id).scalar()
    payload = {"application": file, "text": "Catatan"}
    return owned.body("add_note", "verifikator", payload) | changes


def with_text(owned: OwnedOffice, text: object) -> dict[str, Any]:
    body = note(owned)
    return body | {"payload": body["payload"] | {"text": text}}


def deep(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def test_each_is_refused_by_itself(owned: OwnedOffice) -> None:
    whole = note(owned)
    broken = [
        with_text(owned, "a\0b"),
        with_text(owned, HUGE),
        with_text(owned, deep(20)),
        *(note(owned, **{name: "a\0"}) for name in ("prev", "dep", "after", "stage", "kind", "office")),
        *(note(owned, **{name: "x" * 300}) for name in ("prev", "dep", "after", "stage", "kind", "device")),
        note(owned, base=HUGE),
        note(owned, version=HUGE),
        *(note(owned, **{name: "0001-01-01T00:00:00+14:00"}) for name in ("at", "lo", "hi")),
        *(note(owned, **{name: "2026-11-29T08:00:00"}) for name in ("at", "lo", "hi")),
        note(owned, at="9999-12-31T23:59:59-12:00"),
    ]
    envelopes = [owned.envelope(each, "verifikator") for each in broken]
    latin = msgspec.json.encode(with_text(owned, "Catatan")).replace(b"Catatan", b"\xe9\xff")
    envelopes += [
        owned.envelope(latin, "verifikator"),
        owned.envelope(note(owned), "verifikator", sig="00" * 129),
        owned.envelope(note(owned), "verifikator", key="k" * 65),
        owned.envelope(note(owned), "verifikator", key="key\0"),
        owned.envelope(note(owned), "verifikator", proof="p" * 300),
        owned.envelope(note(owned), "verifikator", loss={"key": "key\0", "sig": ""}),
        owned.envelope(note(owned), "verifikator", loss={"key": "", "sig": "s" * 300}),
    ]
    before = contents(owned.register)
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        for envelope in envelopes:
            assert results(push(client, envelope)) == [REFUSED]
        assert contents(owned.register) == before
        answer = push(client, *envelopes, owned.envelope(whole, "verifikator"))
        assert results(answer) == [REFUSED] * len(envelopes) + [("applied", "")]
    assert whole["id"] in contents(owned.register)["journal"]
    assert not contents(owned.register)["tray"]


TRIED = [[("retry", "")], [("retry", "")], [("parked", "server_error")]]


def three_times(owned: OwnedOffice, body: dict[str, Any], **changes: Any) -> list[list[tuple[str, str]]]:
    act = owned.envelope(body, "verifikator")
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        return [results(push(client, act, **changes)) for _ in range(3)]


@pytest.mark.parametrize("text", ["x" * 20_001, None, 7])
def test_what_is_no_payload_of_its_kind_goes_before_people(owned: OwnedOffice, text: object) -> None:
    """0.3.0 bounded nothing, and a program that is newer may write more than the centre knows: after three tries, and
    others wait no longer."""
    assert three_times(owned, with_text(owned, text)) == TRIED
    assert three_times(owned, with_text(owned, text) | {"form": 2}, schema="9999") == TRIED


@pytest.mark.parametrize("text", ["x" * 20_001, None, 7])
def test_from_a_program_that_is_not_newer_it_is_refused(owned: OwnedOffice, text: object) -> None:
    for schema in ("", "0001", SCHEMA):
        assert three_times(owned, with_text(owned, text) | {"form": 2}, schema=schema) == [[REFUSED]] * 3
    assert not contents(owned.register)["tray"]


def unheard_of(owned: OwnedOffice, kind: str, **changes: Any) -> dict[str, Any]:
    return owned.body(kind, "verifikator", {"what": "x"}, **changes)


@pytest.mark.parametrize("changes", [{}, {"form": 2}])
def test_a_kind_of_a_newer_program_goes_before_people(owned: OwnedOffice, changes: dict[str, Any]) -> None:
    assert three_times(owned, unheard_of(owned, "foretell", **changes), schema="9999") == TRIED
    for schema in ("", SCHEMA):
        act = unheard_of(owned, "foretell", **changes)
        assert three_times(owned, act, schema=schema) == [[("forged", "kind")]] * 3
    assert len(contents(owned.register)["tray"]) == 1


@pytest.mark.parametrize(
    "details",
    [
        {"nama": {"a": 1}},
        {"nama": ["a", 1]},
        {"nama": ["a"] * 201},
        {"nama": [["a"]]},
        {"nama": "x" * 20_001},
        {f"f{number}": 1 for number in range(501)},
        ["nama"],
        "nama",
        None,
    ],
)
@pytest.mark.parametrize("kind", ["accept_revision", "record_oss_result", "list_shortage"])
def test_details_of_every_kind_have_types_and_bounds(owned: OwnedOffice, kind: str, details: object) -> None:
    with owned.register.reading() as session:
        file = {"application": session.query(Application.id).scalar()}
    if kind == "list_shortage":
        file = {"permit": "SIP-BD", "kind": "baru", "applicant": "X", "items": []}
    body = owned.body(kind, "petugas_loket", file | {"details": details}, form=2)
    act = owned.envelope(body, "petugas_loket")
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        assert results(push(client, act)) == [REFUSED]


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("change_calendar", {"years": [0]}),
        ("change_calendar", {"removed": ["0001-01-01"]}),
        ("change_calendar", {"added": [{"day": "9999-12-31", "kind": "x", "name": "x", "source": "x"}]}),
        ("record_outage", {"began": "0001-01-01T00:00:00Z", "ended": "2026-11-23T00:00:00Z", "acts": 1, "cause": "x"}),
        ("record_outage", {"began": "2026-11-22T00:00:00Z", "ended": "2026-11-23T00:00:00Z", "acts": -1, "cause": "x"}),
        ("record_print", {"document": "x", "copy": 1 << 31, "target": "printer"}),
    ],
)
def test_a_number_or_a_day_out_of_its_range_is_refused(owned: OwnedOffice, kind: str, payload: dict[str, Any]) -> None:
    act = owned.envelope(owned.body(kind, "administrator", payload, form=2), "administrator")
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        assert results(push(client, act)) == [REFUSED]


def test_the_longest_honest_note_is_taken(owned: OwnedOffice) -> None:
    body = with_text(owned, "ᬒ" * 20_000)
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        assert results(push(client, owned.envelope(body, "verifikator"))) == [("applied", "")]


def test_more_than_an_honest_act_is_refused_by_itself(owned: OwnedOffice) -> None:
    """Packed it is small, and the one beside it is taken."""
    acts = [owned.envelope(each, "verifikator") for each in (with_text(owned, "x" * LARGEST), note(owned))]
    packed = gzip.compress(msgspec.json.encode({"epoch": "e1", "acts": acts}))
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        assert results(client.post("/v1/push", content=packed, headers=headers)) == [REFUSED, ("applied", "")]
    assert not contents(owned.register)["tray"]
