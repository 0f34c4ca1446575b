"""One act with what a database cannot keep is refused by itself; what comes with it in the same push is taken."""

from __future__ import annotations

import gzip
from typing import Any

import msgspec
import pytest

from app.actions.bounds import LARGEST
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


@pytest.mark.parametrize("text", ["x" * 20_001, None, 7])
def test_what_is_no_payload_of_its_kind_goes_before_people(owned: OwnedOffice, text: object) -> None:
    """As an act of a program that is newer than the centre does: after three tries, and others wait no longer."""
    act = owned.envelope(with_text(owned, text), "verifikator")
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        assert [results(push(client, act)) for _ in range(3)] == [
            [("retry", "")],
            [("retry", "")],
            [("parked", "server_error")],
        ]


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
