"""The wire over HTTP: what can stand between a counter and its centre, and an exchange with a real one over TLS."""

from __future__ import annotations

import functools
import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands import office_work
from app.errors import Refused, Unavailable
from app.migrations import HEAD as SCHEMA
from app.models.exchange import Act
from app.models.link import Link
from app.server.admission.certificates import make_certificate
from app.sync import protocol
from app.sync.http import HttpWire
from app.sync.protocol import PLAIN_BYTES, Envelope, PullRequest, PushAnswer, PushRequest
from tests.conftest import FixedClock
from tests.network import Counter, contents
from tests.office import NI_LUH
from tests.server.real import Process, Site, running

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ANSWER = PushAnswer(epoch="e1", server_now=NOW, head=1, durable=0)
PUSH = PushRequest(epoch="e1", acts=())
PULL = PullRequest(epoch="e1", cursor=0, schema=SCHEMA)


def wire(handler: Callable[[httpx.Request], httpx.Response], **options: int) -> HttpWire:
    return HttpWire("http://127.0.0.1:1", token="t", transport=httpx.MockTransport(handler), **options)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises((Refused, Unavailable)) as caught:
        call()
    kind = "refused" if isinstance(caught.value, Refused) else "unavailable"
    return f"{kind} {caught.value.code}"


# ----- what comes back


def test_what_is_sent_and_what_comes_back() -> None:
    seen: list[httpx.Request] = []

    def centre(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        packed = gzip.compress(msgspec.json.encode(ANSWER))
        return httpx.Response(200, content=packed, headers={"Content-Encoding": "gzip"})

    envelope = Envelope(body=msgspec.Raw(b'{"a":"' + b"x" * 3000 + b'"}'), sig="00", key="k")
    assert wire(centre).push(PushRequest(epoch="e1", acts=(envelope,))) == ANSWER
    (request,) = seen
    assert (request.method, request.url.path) == ("POST", "/v1/push")
    assert request.headers["Authorization"] == "Bearer t"
    assert request.headers["Content-Encoding"] == "gzip"
    assert len(request.content) < 300
    sent = msgspec.json.decode(gzip.decompress(request.content), type=PushRequest)
    assert bytes(sent.acts[0].body) == bytes(envelope.body)


def test_little_is_sent_as_it_is() -> None:
    def centre(request: httpx.Request) -> httpx.Response:
        assert "Content-Encoding" not in request.headers
        assert msgspec.json.decode(request.content, type=PushRequest) == PUSH
        return httpx.Response(200, content=msgspec.json.encode(ANSWER))

    assert wire(centre).push(PUSH) == ANSWER


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (400, {"error": "malformed"}, "refused malformed"),
        (401, {"error": "device_unknown"}, "refused device_unknown"),
        (403, {"error": "device_revoked"}, "refused device_revoked"),
        (408, {"error": "body_too_slow"}, "unavailable centre_slow"),
        (413, {"error": "too_many"}, "unavailable too_large"),
        (413, "Request Entity Too Large", "unavailable too_large"),
        (426, {"error": "upgrade"}, "refused upgrade"),
        (500, {"error": "server_error"}, "unavailable centre_trouble"),
        (503, {"error": "database_gone"}, "unavailable centre_trouble"),
        (502, "<html>Bad Gateway</html>", "unavailable centre_trouble"),
        (404, "<html>hotel wifi</html>", "unavailable centre_trouble"),
        (302, "", "unavailable centre_trouble"),
        (200, "<html>hotel wifi</html>", "unavailable centre_trouble"),
        (200, "[" * 5000, "unavailable centre_trouble"),
        (200, {"epoch": 1}, "unavailable centre_trouble"),
    ],
)
def test_every_answer_has_a_meaning(status: int, body: object, expected: str) -> None:
    content = body.encode() if isinstance(body, str) else msgspec.json.encode(body)
    there = wire(lambda request: httpx.Response(status, content=content))
    assert code_of(lambda: there.push(PUSH)) == expected


def test_facts_of_a_refusal_come_along() -> None:
    body = msgspec.json.encode({"error": "login_blocked", "facts": {"minutes": "4"}})
    there = wire(lambda request: httpx.Response(429, content=body))
    with pytest.raises(Refused) as caught:
        there.sign_in(protocol.SignInRequest(username="a", password="b"))
    assert caught.value.facts == {"minutes": "4"}


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (httpx.ConnectError("no"), "centre_away"),
        (httpx.ConnectTimeout("no"), "centre_away"),
        (httpx.ReadTimeout("no"), "centre_slow"),
        (httpx.WriteTimeout("no"), "centre_slow"),
        (httpx.RemoteProtocolError("no"), "centre_away"),
        (httpx.ReadError("no"), "centre_away"),
    ],
)
def test_every_trouble_has_a_name(error: httpx.HTTPError, expected: str) -> None:
    def gone(request: httpx.Request) -> httpx.Response:
        raise error

    assert code_of(lambda: wire(gone).push(PUSH)) == f"unavailable {expected}"


def test_an_answer_that_is_not_packed_as_it_says() -> None:
    headers = {"Content-Encoding": "gzip"}
    there = wire(lambda request: httpx.Response(200, content=b"no gzip", headers=headers))
    assert code_of(lambda: there.pull(PULL)) == "unavailable centre_trouble"


def test_an_answer_that_nobody_could_need() -> None:
    bomb = gzip.compress(b" " * 10_000_000)
    there = wire(lambda request: httpx.Response(200, content=bomb, headers={"Content-Encoding": "gzip"}), most=1 << 20)
    assert code_of(lambda: there.pull(PULL)) == "unavailable too_large"


def test_what_the_centre_would_not_take_is_not_sent() -> None:
    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError("sent")

    large = Envelope(body=msgspec.Raw(b'"' + b"x" * PLAIN_BYTES + b'"'), sig="", key="")
    assert code_of(lambda: wire(never).push(PushRequest(epoch="e", acts=(large,)))) == "unavailable too_large"


def test_waiting() -> None:
    there = wire(lambda request: httpx.Response(204, headers={"Loket-Head": "7"}))
    assert there.wait(6)
    assert there.wait(8)
    assert not there.wait(7)


def test_a_new_token_is_used_at_once() -> None:
    given = protocol.EnrolAnswer(
        epoch="e",
        server_now=NOW,
        head=0,
        durable=0,
        office="o",
        device_id="d",
        device="7Q4",
        token="new",
        mac_key="",
        founding=False,
    )
    seen: list[str] = []

    def centre(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["Authorization"])
        return httpx.Response(200, content=msgspec.json.encode(given))

    there = wire(centre)
    there.fork(protocol.ForkRequest(machine="m"))
    there.fork(protocol.ForkRequest(machine="m"))
    assert seen == ["Bearer t", "Bearer new"]


# ----- addresses and certificates


@pytest.mark.parametrize(
    "address",
    [
        "",
        "centre",
        "http://192.168.1.10:8443",
        "http://centre.example",
        "ftp://127.0.0.1",
        "https://",
        "https://a:b@c",
        "http://[::",
    ],
)
def test_nothing_is_said_in_the_open(address: str) -> None:
    assert code_of(lambda: HttpWire(address)) == "refused centre_address"


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1", "https://centre"])
def test_addresses_that_will_do(address: str) -> None:
    with closing(HttpWire(address)) as wire:
        assert str(wire._client.base_url) == address


def test_a_certificate_that_is_none() -> None:
    assert code_of(lambda: HttpWire("https://centre", "not PEM")) == "refused centre_certificate"


def test_nobody_there() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    with closing(HttpWire(f"http://127.0.0.1:{port}")) as nobody:
        assert code_of(lambda: nobody.push(PUSH)) == "unavailable centre_away"


def test_somebody_else_there(tmp_path: Path) -> None:
    """A server with another certificate, whatever name that carries, learns nothing: not even the token."""
    own, _ = make_certificate(("127.0.0.1",), tmp_path / "own", NOW)
    other, key = make_certificate(("127.0.0.1",), tmp_path / "other", NOW)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(other, key)
    heard: list[bytes] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as bound:

        def listen() -> None:
            raw, _ = bound.accept()
            with raw:
                try:
                    heard.append(context.wrap_socket(raw, server_side=True).recv(100))
                except ssl.SSLError:
                    heard.append(b"")

        listener = threading.Thread(target=listen)
        listener.start()
        address = f"https://127.0.0.1:{bound.getsockname()[1]}"
        with closing(HttpWire(address, own.read_text())) as pinned:
            assert code_of(lambda: pinned.push(PUSH)) == "unavailable centre_certificate"
        listener.join(10)
    assert heard == [b""]


# ----- a real centre, over TLS


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Process, Path, Path]]:
    folder = tmp_path_factory.mktemp("centre")
    certificate, key = make_certificate(("localhost",), folder / "tls", datetime.now(UTC))
    tls = ("--tls-cert", str(certificate), "--tls-key", str(key))
    with running(folder / "data", *tls, lines=3) as process:
        yield process, folder / "data", certificate


@pytest.fixture(scope="module")
def site(centre: tuple[Process, Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two paired counters; somebody signed in on each of them."""
    process, data, certificate = centre
    # Each act takes a second on this clock: rights given while the office is set up lie behind the centre's time.
    clock = FixedClock(datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=30))
    made = Site(tmp_path_factory.mktemp("counters"), data, process.address, certificate.read_text(), clock)
    one, two = made.counter("Loket 1", process.code), made.counter("Loket 2")
    for counter, username, staff in ((one, "petugas.loket", "petugas_loket"), (two, "verifikator", "verifikator")):
        made.set_password(username)
        made.sign_in(counter, username, staff)
    yield made
    made.close()


def agree(*counters: Counter) -> None:
    for counter in counters * 2:
        counter.settle()
    first, *others = [contents(counter.register) for counter in counters]
    for other in others:
        assert other == first


def test_two_counters_exchange_over_tls(site: Site) -> None:
    one, two = site.counters
    file = one.office.register_file()
    agree(one, two)
    assert two.office.file(file).number == one.office.file(file).number
    two.office.do("verifikator", office_work.AddNote, application=file, text="Catatan")
    two.office.step(file, two.office.file(file).stage)
    agree(one, two)
    assert one.office.file(file).stage == two.office.file(file).stage
    for counter in site.counters:
        with counter.register.reading() as session:
            assert set(session.scalars(select(Act.result))) == {"applied"}


def test_who_waits_hears_at_once(site: Site) -> None:
    one, two = site.counters
    agree(one, two)
    with two.register.reading() as session:
        cursor = session.get_one(Link, 1).cursor
    heard: list[bool] = []
    waiter = threading.Thread(target=lambda: heard.append(two.wire.wait(cursor)))  # type: ignore[attr-defined]
    waiter.start()
    one.office.register_file(one.office.intake(confirmed={"duplicate": "x"}))
    one.settle()
    waiter.join(10)
    assert heard == [True]
    agree(one, two)


def test_a_strange_token_and_a_strange_certificate(site: Site, tmp_path: Path) -> None:
    assert code_of(lambda: site.wire("nobody").pull(PULL)) == "refused device_unknown"
    other, _ = make_certificate(("localhost",), tmp_path, datetime.now(UTC))
    for address, certificate, expected in (
        (site.address, other.read_text(), "centre_certificate"),
        (site.address, "", "centre_certificate"),
        (site.address.replace("https", "http"), "", "centre_away"),
    ):
        with closing(HttpWire(address, certificate, "nobody")) as wrong:
            assert code_of(functools.partial(wrong.pull, PULL)) == f"unavailable {expected}"


def test_nobody_is_in_the_log_of_the_centre(site: Site, centre: tuple[Process, Path, Path]) -> None:
    log = centre[0].log
    assert '"path": "/v1/push"' in log
    assert "library" not in log
    for secret in (NI_LUH.nik, "LUH", "Petugas", "rahasia", NI_LUH.phone, str(site.counters[0].wire.token)):
        assert secret not in log
