"""The counters' interface: who gets in, what is too much, what is told, and what the log keeps quiet about."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy import select

from app.actions.signing_in import verifier
from app.database import Register
from app.errors import Unavailable
from app.migrations import HEAD as SCHEMA
from app.models.application import Application
from app.models.centre import Terminal
from app.models.office import Staff
from app.server.http.bodies import Most, too_deep
from app.server.http.connections import PatientProtocol
from app.server.http.limits import Limits
from app.sync.protocol import ENDPOINTS, PLAIN_BYTES
from tests.conftest import FixedClock
from tests.office import NI_LUH, Office
from tests.server.over_http import TOKEN, OwnedOffice, Served, push, results, served

JSON = {"Content-Type": "application/json"}
# Staff of every role, and a file: what the office did before it had a centre.
START = 11
PULL = {"epoch": "e1", "cursor": START, "schema": SCHEMA}


@pytest.fixture
def owned(register: Register, clock: FixedClock) -> OwnedOffice:
    office = Office(register, clock).open()
    office.register_file()
    made = OwnedOffice(office, clock)
    assert made.start == START
    return made


@pytest.fixture
def site(owned: OwnedOffice) -> Iterator[Served]:
    with served(owned.centre, owned.enrolment) as running:
        yield running


@pytest.fixture
def client(site: Served) -> Iterator[httpx.Client]:
    with site.client() as open_client:
        yield open_client


def test_no_part_of_an_answer_waits_for_the_word_that_the_last_has_arrived(
    owned: OwnedOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Head and body are two packets: with Nagle's algorithm every request of a counter took 40 ms longer."""
    at_once: list[int] = []
    made = PatientProtocol.connection_made

    def noted(self: PatientProtocol, transport: asyncio.Transport) -> None:
        made(self, transport)
        accepted = transport.get_extra_info("socket")
        at_once.append(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    monkeypatch.setattr(PatientProtocol, "connection_made", noted)
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        client.get("/healthz")
    assert at_once == [1]


def code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]


def note(owned: OwnedOffice, text: str = "Catatan") -> dict[str, Any]:
    """A note on the file, signed by the verifikator."""
    with owned.register.reading() as session:
        file = session.scalars(select(Application.id)).one()
    return owned.envelope(owned.body("add_note", "verifikator", {"application": file, "text": text}), "verifikator")


# ----- who gets in


@pytest.mark.parametrize("header", [None, "Bearer nobody", "Basic abc", TOKEN])
def test_without_a_token_nothing_is_answered(site: Served, header: str | None) -> None:
    headers = {"Authorization": header} if header is not None else {}
    paths = [name for name in (*ENDPOINTS, "wait") if name != "enrol"]
    with site.client("") as stranger:
        for name in paths:
            method = "GET" if name in ("pull", "snapshot", "wait") else "POST"
            response = stranger.request(method, f"/v1/{name}", headers=headers)
            assert code(response) == (401, "device_unknown")
            assert response.headers["WWW-Authenticate"] == "Bearer"
    assert site.counts.all() == {"device_unknown": len(paths)}


def test_a_revoked_pc_is_told_so(owned: OwnedOffice, client: httpx.Client) -> None:
    assert client.get("/v1/pull", params=PULL).status_code == 200
    owned.enrolment.revoke("pc-1")
    assert code(client.get("/v1/pull", params=PULL)) == (403, "device_revoked")
    assert code(client.get("/v1/wait", params={"cursor": START})) == (403, "device_revoked")


def test_every_answer_carries_what_keeps_browsers_away(client: httpx.Client) -> None:
    for response in (client.get("/health"), client.get("/v1/pull", params=PULL), client.get("/nowhere")):
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "server" not in response.headers


def test_paths_and_methods_that_are_not_there(site: Served, client: httpx.Client) -> None:
    assert code(client.get("/v1/nothing/5107034507880003")) == (404, "nothing_here")
    refused = client.delete("/v1/push")
    assert code(refused) == (405, "method")
    assert refused.headers["Allow"] == "POST"
    assert "5107034507880003" not in site.stream.getvalue()


# ----- what is taken


def test_an_act_goes_in_and_comes_out(owned: OwnedOffice, site: Served, client: httpx.Client) -> None:
    envelope = note(owned)
    assert results(push(client, envelope)) == [("applied", "")]
    told = client.get("/v1/pull", params=PULL).json()
    assert [item["result"] for item in told["items"]] == ["applied"]
    assert msgspec.json.encode(told["items"][0]["body"]) == bytes(envelope["body"])
    assert site.counts.all() == {"act_applied": 1}


def test_gzip_both_ways(owned: OwnedOffice, client: httpx.Client) -> None:
    body = gzip.compress(msgspec.json.encode({"epoch": "e1", "acts": [note(owned, "x" * 2000)]}))
    answer = client.post("/v1/push", content=body, headers=JSON | {"Content-Encoding": "gzip"})
    assert results(answer) == [("applied", "")]
    assert client.get("/v1/pull", params=PULL).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/v1/pull", params=PULL, headers={"Accept-Encoding": "br"}).headers


def test_an_older_counter_must_be_upgraded(client: httpx.Client) -> None:
    assert code(client.get("/v1/pull", params=PULL | {"schema": "0001"})) == (426, "upgrade")


@pytest.mark.parametrize(
    "query",
    [{}, {"cursor": 0}, PULL | {"cursor": -1}, PULL | {"cursor": 2**63}, PULL | {"cursor": "x"}, PULL | {"more": 1}],
)
def test_a_query_that_is_not_one(client: httpx.Client, query: dict[str, Any]) -> None:
    assert code(client.get("/v1/pull", params=query)) == (400, "malformed")


NO_BODIES = (
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"epoch":"e1"}',
    b'{"epoch":"e1","acts":[],"more":1}',
    b'{"epoch":"e1","acts":[{"body":{},"sig":"","key":""}]}',
    b'{"epoch":"e1","acts":[{"body":"\xff","sig":"","key":""}]}',
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"epoch":"e1","acts":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"epoch":"e1","acts":[{"sig":"","key":"","body":' + b'{"a":' * 40 + b"1" + b"}" * 40 + b"}]}",
)


def test_a_body_that_is_not_one(site: Served, client: httpx.Client) -> None:
    for body in NO_BODIES:
        assert code(client.post("/v1/push", content=body, headers=JSON)) == (400, "malformed"), body[:40]
    assert site.counts.all() == {"malformed": len(NO_BODIES)}


def test_depth_is_counted_outside_strings() -> None:
    assert not too_deep(b'{"a":"' + b"[" * 99 + b'\\"{{{"}')
    assert not too_deep(b"[" * 32 + b"]" * 32)
    assert too_deep(b"[" * 33 + b"]" * 33)
    assert too_deep(b"[}")
    assert too_deep(b'"a"[')
    assert not too_deep(b'"unclosed [[[[ \\')


def test_depth_is_counted_in_time_whatever_comes() -> None:
    """No input is looked at twice: the worst takes a second, not minutes."""
    for evil in (b'"\\', b'"\\a', b"[{", b"[]", b"["):
        began = time.perf_counter()
        too_deep(evil * (PLAIN_BYTES // len(evil)))
        assert time.perf_counter() - began < 10


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_only_json_is_read(client: httpx.Client, kind: str) -> None:
    assert code(client.post("/v1/push", content=b"{}", headers={"Content-Type": kind})) == (415, "not_json")
    assert code(client.post("/v1/push", content=b"{}", headers=JSON | {"Content-Encoding": "br"})) == (415, "encoding")


# ----- too much


def test_a_body_that_announces_too_much_is_not_read(site: Served) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as raw:
        head = f"POST /v1/push HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\nContent-Length: 99999999\r\n\r\n"
        raw.sendall(head.encode())
        assert b"413" in raw.recv(4096).partition(b"\r\n")[0]


def test_a_body_that_does_not_announce_itself_is_cut_off(client: httpx.Client) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"[" * (1 << 20)
        yield b"["

    assert code(client.post("/v1/push", content=pieces(), headers=JSON)) == (413, "body_too_large")


@pytest.mark.parametrize(
    ("packed", "expected"),
    [
        (gzip.compress(b" " * (PLAIN_BYTES + 1)), (413, "body_too_large")),
        (gzip.compress(b" " * 300_000_000, 9), (413, "body_too_large")),
        (gzip.compress(b"{}")[:-3], (400, "malformed")),
        (gzip.compress(b"{}") + b"more", (400, "malformed")),
        (b"no gzip at all", (400, "malformed")),
    ],
    ids=["a byte too much", "bomb", "cut", "more behind", "none"],
)
def test_a_packed_body_that_is_not_what_it_seems(
    client: httpx.Client, packed: bytes, expected: tuple[int, str]
) -> None:
    answer = client.post("/v1/push", content=packed, headers=JSON | {"Content-Encoding": "gzip"})
    assert code(answer) == expected


def test_more_acts_than_one_push_may_carry(owned: OwnedOffice, client: httpx.Client) -> None:
    assert code(push(client, *([note(owned)] * 101))) == (413, "too_many")
    answer = client.post("/v1/known", content=json.dumps({"ids": ["x"] * 1001}), headers=JSON)
    assert code(answer) == (400, "malformed")


def test_who_sends_slowly_is_given_up(site: Served) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as raw:
        head = f"POST /v1/push HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\nContent-Length: 100\r\n\r\n{{"
        raw.sendall(head.encode())
        assert b"408" in raw.recv(4096).partition(b"\r\n")[0]
    assert site.counts.all() == {"body_too_slow": 1}


def test_who_never_finishes_the_head_is_cut_off(site: Served) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as raw:
        raw.sendall(b"GET /health HTTP/1.1\r\nX-Slow: ")
        assert_ended(raw)


def test_a_second_head_on_the_same_connection_has_its_time_too(site: Served) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as raw:
        raw.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"200 OK" in raw.recv(4096)
        raw.sendall(b"GET /hea")
        assert_ended(raw)


def assert_ended(raw: socket.socket) -> None:
    """Or the socket's own time is up. What is still on its way is read first: an answer's head and body may come in two
    pieces."""
    with suppress(ConnectionResetError):
        while raw.recv(4096):
            continue


def test_one_address_has_only_so_many_connections(owned: OwnedOffice) -> None:
    with served(owned.centre, owned.enrolment, from_one_address=2, head_seconds=20) as site:
        taken = [socket.create_connection(("127.0.0.1", site.port), timeout=10) for _ in range(3)]
        assert_ended(taken[2])
        taken[0].sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"200 OK" in taken[0].recv(4096)
        for each in taken:
            each.close()


def test_slow_senders_starve_nobody(owned: OwnedOffice) -> None:
    """Two hundred senders that never finish, heads and bodies, and an act still goes through at once."""
    head = "POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"
    with served(owned.centre, owned.enrolment, most=Most(seconds=20), head_seconds=20) as site:
        slow = [socket.create_connection(("127.0.0.1", site.port), timeout=20) for _ in range(200)]
        for number, each in enumerate(slow):
            each.sendall(head.encode() if number % 2 else b"POST /v1")
        with site.client() as client:
            began = time.perf_counter()
            assert results(push(client, note(owned))) == [("applied", "")]
            assert time.perf_counter() - began < 5
        for each in slow:
            each.close()


def test_one_pc_asks_only_so_much_at_once(owned: OwnedOffice) -> None:
    with served(owned.centre, owned.enrolment, patience=20) as site, site.client() as client:
        waiters = [threading.Thread(target=client.get, args=(f"/v1/wait?cursor={START}",)) for _ in range(6)]
        for each in waiters:
            each.start()
        until(lambda: client.get("/health").json()["waiting"] == 6)
        refused = client.get("/v1/pull", params=PULL)
        assert code(refused) == (429, "too_many_at_once")
        assert refused.headers["Retry-After"] == "30"
        site.interface.waiting.close()
        for each in waiters:
            each.join(10)


def until(true: Any, seconds: float = 10.0) -> None:
    end, pause = time.monotonic() + seconds, threading.Event()
    while not true():
        assert time.monotonic() < end, "it never came to that"
        pause.wait(0.01)


def test_passwords_are_not_tried_fast(owned: OwnedOffice) -> None:
    limits = Limits(burst=2, seconds=100)
    with served(owned.centre, owned.enrolment, limits=limits) as site, site.client() as client:
        tries = [client.post("/v1/sign-in", json={"username": "admin", "password": "x"}) for _ in range(3)]
        assert [code(each) for each in tries[:2]] == [(401, "wrong_login")] * 2
        assert code(tries[2]) == (429, "too_many_tries")
        assert 0 < int(tries[2].headers["Retry-After"]) <= 100
        # Others at the same address are not shut out with it.
        strange = {"code": "X", "device": "", "name": "n", "machine": "m"}
        pairing = [code(client.post("/v1/enrol", json=strange)) for _ in range(3)]
        assert pairing == [(409, "pairing_code")] * 2 + [(429, "too_many_tries")]


# ----- signing in, waiting, health


def test_somebody_signs_in_at_the_centre(owned: OwnedOffice, client: httpx.Client) -> None:
    with owned.register.writing() as session:
        session.get_one(Staff, "kabid").password = verifier("rahasia-besar")
    answer = client.post("/v1/sign-in", json={"username": "Kabid", "password": "rahasia-besar"})
    assert (answer.status_code, answer.json()["staff"]) == (200, "kabid")


def test_who_waits_hears_of_a_commit_of_this_process_at_once(owned: OwnedOffice) -> None:
    envelope = note(owned)
    with served(owned.centre, owned.enrolment, patience=20) as site, site.client() as client, site.client() as other:
        heard: list[tuple[str, float]] = []

        def wait() -> None:
            answer = client.get("/v1/wait", params={"cursor": START})
            heard.append((answer.headers["Loket-Head"], time.perf_counter()))

        waiter = threading.Thread(target=wait)
        waiter.start()
        until(lambda: other.get("/health").json()["waiting"] == 1)
        began = time.perf_counter()
        push(other, envelope)
        waiter.join(10)
        assert heard[0][0] == str(START + 1)
        assert heard[0][1] - began < 2


def test_who_waits_hears_of_a_commit_of_another_process(owned: OwnedOffice) -> None:
    envelope = note(owned)
    with served(owned.centre, owned.enrolment, patience=20) as site, site.client() as client:
        heard: list[str] = []
        waiter = threading.Thread(
            target=lambda: heard.append(client.get("/v1/wait", params={"cursor": START}).headers["Loket-Head"])
        )
        waiter.start()
        until(lambda: client.get("/health").json()["waiting"] == 1)
        raw = {"epoch": "e1", "acts": [envelope]}
        owned.centre.push("pc-1", msgspec.convert(raw, ENDPOINTS["push"][0]))
        waiter.join(10)
        assert heard == [str(START + 1)]


def test_waiting_ends(owned: OwnedOffice) -> None:
    push_one = note(owned)
    with served(owned.centre, owned.enrolment, patience=0.3) as site, site.client() as client:
        assert client.get("/v1/wait", params={"cursor": START}).headers["Loket-Head"] == str(START)
        push(client, push_one)
        assert client.get("/v1/wait", params={"cursor": START}).headers["Loket-Head"] == str(START + 1)
        began = time.perf_counter()
        restored = client.get("/v1/wait", params={"cursor": 99})
        assert (restored.status_code, restored.headers["Loket-Head"]) == (204, str(START + 1))
        assert time.perf_counter() - began < 0.3
        assert client.get("/health").json()["waiting"] == 0


def test_a_database_that_is_away(owned: OwnedOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    envelope = note(owned)

    def away() -> Any:
        raise Unavailable("database_gone")

    with served(owned.centre, owned.enrolment, patience=20) as site, site.client() as client:
        client.get("/v1/pull", params=PULL)
        heard: list[httpx.Response] = []
        waiter = threading.Thread(target=lambda: heard.append(client.get("/v1/wait", params={"cursor": START})))
        waiter.start()
        until(lambda: client.get("/health").json()["waiting"] == 1)
        monkeypatch.setattr(owned.centre, "head", away)
        waiter.join(10)
        assert code(heard[0]) == (503, "database_gone")
        health = client.get("/health")
        assert (health.status_code, health.json()["status"]) == (503, "away")
        monkeypatch.setattr(owned.centre, "push", lambda terminal, request: away())
        refused = push(client, envelope)
        assert code(refused) == (503, "database_gone")
        assert refused.headers["Retry-After"] == "5"
        monkeypatch.undo()
        assert results(push(client, envelope)) == [("applied", "")]
        assert client.get("/v1/wait", params={"cursor": START}).headers["Loket-Head"] == str(START + 1)


def test_a_bug_is_told_by_its_kind_only(
    owned: OwnedOffice, site: Served, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(terminal: str, request: Any) -> Any:
        raise ValueError("5107034507880003 NI LUH CONTOH")

    monkeypatch.setattr(owned.centre, "push", broken)
    answer = push(client)
    assert code(answer) == (500, "server_error")
    assert answer.json()["facts"] == {}
    failure = next(line for line in site.lines if line["event"] == "failure")
    assert failure["error"] == "ValueError"
    assert failure["raised"].startswith("app.server.register.centre:")
    assert "NI LUH" not in site.stream.getvalue()


def test_the_pc_was_here(owned: OwnedOffice, client: httpx.Client) -> None:
    client.get("/v1/pull", params=PULL)

    def seen() -> bool:
        with owned.register.reading() as session:
            return session.get_one(Terminal, "pc-1").last_seen == owned.clock.now()

    until(seen)


# ----- the log


def test_no_person_is_in_the_log(owned: OwnedOffice, site: Served, client: httpx.Client, capfd: Any) -> None:
    """A whole intake, a sign-in and a forged act, and not one word of them."""
    intake = msgspec.to_builtins(owned.office.intake())
    register = {"application": "a-1", "intake": intake, "read_back": True, "started": owned.clock.now()}
    body = owned.body("register_application", "petugas_loket", register)
    answers = results(
        push(client, owned.envelope(body, "petugas_loket"), owned.envelope(body, "petugas_loket", sig="00"))
    )
    assert len(answers) == 2
    client.post("/v1/sign-in", json={"username": "kabid-dengan-nama", "password": "kata-sandi-saya"})
    client.get("/v1/pull", params=PULL | {"epoch": "rahasia"})
    client.get("/v1/snapshot", params={"part": "recent", "schema": SCHEMA})
    with owned.register.reading() as session:
        people = list(session.scalars(select(Staff.name)))
    written = site.stream.getvalue() + "".join(capfd.readouterr())
    secrets = (NI_LUH.nik, NI_LUH.name, NI_LUH.phone, NI_LUH.address, TOKEN, "kata-sandi-saya", "kabid-dengan-nama")
    for secret in (*secrets, *people, "rahasia", "CONTOH"):
        assert secret not in written
    assert {line["path"] for line in site.lines} == {"/v1/push", "/v1/sign-in", "/v1/pull", "/v1/snapshot"}
    first = site.lines[0]
    assert (first["event"], first["status"], first["device"]) == ("request", 200, "7Q4")
    assert sum(first["counts"].values()) == 2
    assert first["ms"] > 0
