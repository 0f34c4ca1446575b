"""The wire of the look-up service, against a real server on this same PC."""

from __future__ import annotations

import gzip
import socket
import ssl
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.errors import Refused, Unavailable
from app.lookup.http import MOST_BYTES, ask, checked
from app.lookup.protocol import PROBE, IdentityQuestion, LookupAnswer
from app.server.admission.certificates import make_certificate
from tests.lookup.stand_in import MATCH, StandIn, Told

TOKEN = "rahasia-123"
QUESTION = IdentityQuestion(nik="5107034507880003", name="NI LUH CONTOH", birth_date=date(1988, 7, 5), sex="P")


def code(service: StandIn, told: Told, **limits: float) -> str:
    service.told = told
    with pytest.raises((Refused, Unavailable)) as raised:
        ask(QUESTION, service.address, TOKEN, **limits)
    return raised.value.code


def test_four_fields_go_out_and_no_more(service: StandIn) -> None:
    assert ask(QUESTION, service.address + "/", TOKEN) == LookupAnswer(result="match", reference="K-1")
    [asked] = service.asked
    assert (asked.path, asked.token) == ("/v1/match", f"Bearer {TOKEN}")
    assert asked.question == {
        "nik": "5107034507880003",
        "name": "NI LUH CONTOH",
        "birth_date": "1988-07-05",
        "sex": "P",
    }


def test_an_address_with_a_path(service: StandIn) -> None:
    ask(QUESTION, service.address + "/dukcapil", TOKEN)
    assert service.asked[0].path == "/dukcapil/v1/match"


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (
            {"result": "differs", "differs": ["name", "birth_date"], "reference": "2026/7"},
            LookupAnswer(result="differs", differs=("name", "birth_date"), reference="2026/7"),
        ),
        ({"result": "not_found"}, LookupAnswer(result="not_found")),
        (MATCH | {"more": 1}, LookupAnswer(result="match", reference="K-1")),
    ],
)
def test_what_it_may_answer(service: StandIn, body: Any, answer: LookupAnswer) -> None:
    service.told = Told(body=body)
    assert ask(QUESTION, service.address, TOKEN) == answer


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (Told(401), "lookup_denied"),
        (Told(403), "lookup_denied"),
        (Told(500), "lookup_failed"),
        (Told(204, b""), "lookup_failed"),
        (Told(302, b"", {"Location": "https://example.org/"}), "lookup_redirects"),
        (Told(304, b""), "lookup_redirects"),
        (Told(body=b"<html>"), "lookup_shape"),
        (Told(body=b"\xff\xfe"), "lookup_shape"),
        (Told(body=b"[" * 9000), "lookup_shape"),
        (Told(body=[]), "lookup_shape"),
        (Told(body={"result": "maybe"}), "lookup_shape"),
        (Told(body={"result": "differs"}), "lookup_shape"),
        (Told(body=MATCH | {"differs": ["name"]}), "lookup_shape"),
        (Told(body={"result": "differs", "differs": ["address"]}), "lookup_shape"),
        (Told(body=MATCH | {"reference": "x\ny"}), "lookup_shape"),
        (Told(body=MATCH | {"reference": "9" * 61}), "lookup_shape"),
        (Told(body=gzip.compress(b"{}"), headers={"Content-Encoding": "gzip"}), "lookup_shape"),
        (Told(body=b" " * (MOST_BYTES + 1)), "lookup_too_large"),
    ],
)
def test_what_is_no_answer(service: StandIn, told: Told, expected: str) -> None:
    assert code(service, told) == expected


def test_the_status_of_a_failure_is_told(service: StandIn) -> None:
    service.told = Told(503)
    with pytest.raises(Unavailable) as raised:
        ask(QUESTION, service.address, TOKEN)
    assert raised.value.facts == {"status": "503"}


@pytest.mark.parametrize("told", [Told(held=True), Told(drip=True)])
def test_a_slow_service_is_not_waited_for(service: StandIn, told: Told) -> None:
    assert code(service, told, whole=0.2) == "lookup_slow"


def test_an_answer_that_comes_in_drops_ends_in_time(service: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each drop is in time, all of them together are not."""
    moments = iter((0.0, 9.0, 9.0, 9.0))
    monkeypatch.setattr("app.lookup.http.time.monotonic", lambda: next(moments, 9.0))
    assert code(service, Told()) == "lookup_slow"


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(Unavailable, match="lookup_away"):
            ask(QUESTION, address, TOKEN)


def test_a_read_that_ends_before_the_whole_is_slow_too(service: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.lookup.http.within", lambda seconds, work: work())
    assert code(service, Told(held=True), whole=0.2) == "lookup_slow"


def test_a_certificate_nobody_vouches_for_hears_nothing(tmp_path: Path) -> None:
    certificate, key = make_certificate(("127.0.0.1",), tmp_path, datetime.now(UTC))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    service = StandIn(context)
    with pytest.raises(Unavailable, match="lookup_certificate"):
        ask(QUESTION, service.address, TOKEN)
    service.close()
    assert service.asked == []


def test_tls_is_not_spoken_by_somebody_else(service: StandIn) -> None:
    with pytest.raises(Unavailable, match="lookup_away"):
        ask(QUESTION, service.address.replace("http:", "https:"), TOKEN)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nik.example.go.id",
        "http://nik.example.go.id",
        "http://10.0.0.5",
        "ftp://127.0.0.1",
        "https://",
        "https://user:word@nik.example.go.id",
        "https://nik.example.go.id?nik=",
        "https://nik.example.go.id#a",
        "http://[",
        "https://nik.example.go.id:port",
    ],
)
def test_addresses_that_are_refused(address: str) -> None:
    with pytest.raises(Refused, match="lookup_address"):
        checked(address)


@pytest.mark.parametrize("address", ["https://nik.example.go.id", "http://localhost:8080", "http://[::1]:1"])
def test_addresses_that_may_be_asked(address: str) -> None:
    assert str(checked(address)) == f"{address}/v1/match"


@pytest.mark.parametrize("token", ["", "a b", "a\nb", "é", "x" * 4097])
def test_a_token_that_no_header_carries(service: StandIn, token: str) -> None:
    with pytest.raises(Refused, match="lookup_token"):
        ask(QUESTION, service.address, token)
    assert service.asked == []


def test_a_question_does_not_say_who(service: StandIn) -> None:
    assert repr(QUESTION) == "IdentityQuestion()"
    assert PROBE.nik == "0" * 16
