"""The centre's certificate: what is pinned and what is not, how it changes, and what a wrong clock does to it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from app.errors import Refused, Unavailable
from app.migrations import HEAD as SCHEMA
from app.models.link import Link
from app.server.admission.certificates import make_certificate, named
from app.sync.certificate import presented
from app.sync.http import HttpWire
from app.sync.pinned import MOST, believable, fingerprints
from app.sync.protocol import PullAnswer, PullRequest
from tests.conftest import FixedClock
from tests.server.real import Site, running

TODAY = datetime.now(UTC).replace(microsecond=0)  # that of OpenSSL, which nobody can tell another one
YEARS = timedelta(days=365 * 9)
PULL = PullRequest(epoch="e", cursor=0, schema=SCHEMA)


@dataclass
class Centre:
    """Shows a certificate on loopback and answers every question with `answer`."""

    address: str
    context: ssl.SSLContext
    answer: PullAnswer
    heard: int = 0

    def show(self, certificate: Path, key: Path) -> None:
        """From the next connection on."""
        self.context.load_cert_chain(certificate, key)

    def pulled(self, certificate: str) -> PullAnswer:
        with closing(HttpWire(self.address, certificate, "token")) as wire:
            return wire.pull(PULL)

    def trouble(self, certificate: str) -> str:
        with pytest.raises(Unavailable) as caught:
            self.pulled(certificate)
        return caught.value.code


@contextmanager
def centre(certificate: Path, key: Path, named: str = "") -> Iterator[Centre]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    bound = socket.create_server(("127.0.0.1", 0))
    answer = PullAnswer(epoch="e", server_now=TODAY, head=0, durable=0, start=0, end=0, certificates=named)
    made = Centre(f"https://localhost:{bound.getsockname()[1]}", context, answer)

    def serve() -> None:
        while True:
            try:
                raw, _ = bound.accept()
            except OSError:
                return
            with raw:
                _answer(raw, made)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        bound.shutdown(socket.SHUT_RDWR)
        bound.close()
        thread.join(10)


def _answer(raw: socket.socket, made: Centre) -> None:
    try:
        with made.context.wrap_socket(raw, server_side=True) as connection:
            if not connection.recv(4096):
                return
            made.heard += 1
            body = msgspec.json.encode(made.answer)
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
            connection.sendall(head + body)
    except (ssl.SSLError, OSError):
        pass  # who does not believe the certificate hangs up


def own(folder: Path, now: datetime = TODAY) -> tuple[Path, Path]:
    return make_certificate(("localhost",), folder, now)


@dataclass
class Authority:
    """One that this PC trusts, as it trusts a public one."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def issue(self, file: str, host: str = "localhost", since: datetime = TODAY) -> tuple[Path, Path]:
        """For sixty days."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = (
            _builder(host, self.certificate.subject, key, since, since + timedelta(days=60))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .sign(self.key, SHA256())
        )
        paths = self.folder / f"{file}.pem", self.folder / f"{file}.key"
        paths[0].write_bytes(made.public_bytes(Encoding.PEM))
        paths[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return paths

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(Encoding.PEM).decode()


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority")])
    made = (
        _builder("Authority", name, key, TODAY - YEARS, TODAY + YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    trusted = tmp_path / "authority.pem"
    trusted.write_bytes(made.public_bytes(Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))  # read by OpenSSL itself as the system's own
    return Authority(tmp_path, key, made)


def _builder(
    host: str, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, since: datetime, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since - timedelta(days=1))
        .not_valid_after(until)
    )


# ----- a chain that this PC trusts


def test_a_chain_this_pc_trusts_is_not_pinned_and_may_be_renewed(authority: Authority) -> None:
    with centre(*authority.issue("first")) as there:
        shown = presented(there.address)
        assert (shown.certificate, shown.trusted) == ("", True)
        assert shown.fingerprint.count(":") == 31
        assert there.pulled(shown.certificate).epoch == "e"
        there.show(*authority.issue("renewed"))
        assert there.pulled(shown.certificate).epoch == "e"


def test_a_chain_for_another_name_is_compared_by_people(authority: Authority) -> None:
    with centre(*authority.issue("other", "pusat.example")) as there:
        shown = presented(there.address)
        assert not shown.trusted
        assert there.pulled(shown.certificate).epoch == "e"
        assert there.trouble("") == "centre_certificate"


@pytest.mark.parametrize("since", [TODAY - YEARS, TODAY + YEARS / 2])
def test_a_trusted_chain_that_does_not_fit_the_day(authority: Authority, since: datetime) -> None:
    """Expired, or not valid yet: the clock of this PC may be as wrong as the certificate."""
    with centre(*authority.issue("late", since=since)) as there:
        assert there.trouble("") == "centre_expired"
        with pytest.raises(Unavailable, match="centre_expired"):
            presented(there.address)
        assert there.heard == 0


def test_nobody_and_no_tls() -> None:
    for address in ("", "https://", "ftp://centre", "https://[::"):
        with pytest.raises(Refused, match="centre_address"):
            presented(address)
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(Unavailable, match="centre_away"):
        presented(f"https://127.0.0.1:{port}")


# ----- a pinned one


@pytest.mark.parametrize("made", [TODAY - YEARS, TODAY + YEARS])
def test_a_pinned_certificate_is_not_judged_by_the_clock_of_this_pc(tmp_path: Path, made: datetime) -> None:
    """A PC that believes it is nine years earlier or later reaches its centre: the same as one made on another day."""
    certificate, key = own(tmp_path, made)
    with centre(certificate, key) as there:
        assert presented(there.address).fingerprint in fingerprints(certificate.read_text())
        assert there.pulled(certificate.read_text()).epoch == "e"


def test_another_certificate_is_told_as_such_whatever_the_clock(tmp_path: Path) -> None:
    mine, _ = own(tmp_path / "mine")
    with centre(*own(tmp_path / "other", TODAY - YEARS)) as there:
        assert there.trouble(mine.read_text()) == "centre_certificate"
        assert there.heard == 0


# ----- the change from one to the next


def both(old: Path, new: Path) -> Path:
    """The file of the centre with the next certificate behind the one it shows."""
    file = old.with_name("both.pem")
    file.write_text(old.read_text() + new.read_text())
    return file


def test_a_file_with_two_carries_the_change_over(tmp_path: Path) -> None:
    old, old_key = own(tmp_path / "old")
    new, new_key = own(tmp_path / "new")
    pinned = old.read_text()
    with centre(both(old, new), old_key, named(both(old, new))) as there:
        pinned = there.pulled(pinned).certificates
        assert fingerprints(pinned) == fingerprints(old.read_text()) + fingerprints(new.read_text())
    with centre(new, new_key, named(new)) as there:
        assert there.trouble(old.read_text()) == "centre_certificate"
        pinned = there.pulled(pinned).certificates
        assert fingerprints(pinned) == fingerprints(new.read_text())
    with centre(old, old_key, named(both(old, new))) as thief:
        assert thief.trouble(pinned) == "centre_certificate", "the old one is believed no longer"


def test_who_stands_between_teaches_nothing(tmp_path: Path) -> None:
    """Neither over a connection that is not believed, nor by naming what it does not show itself."""
    mine, key = own(tmp_path / "mine")
    other, other_key = own(tmp_path / "other")
    with centre(other, other_key, mine.read_text() + other.read_text()) as between:
        assert between.trouble(mine.read_text()) == "centre_certificate"
        assert between.heard == 0
    with centre(mine, key, other.read_text()) as careless:
        assert careless.pulled(mine.read_text()).certificates == "", "a centre that names another cuts nobody off"


def test_what_is_named_is_read_before_it_is_believed(tmp_path: Path) -> None:
    many = [own(tmp_path / str(number))[0].read_text() for number in range(MOST + 1)]
    shown = ssl.PEM_cert_to_DER_cert(many[0])
    assert fingerprints(believable(many[0] * 2 + many[1], shown)) == fingerprints(many[0] + many[1])
    for wrong in ("", "no certificate", "".join(many), many[1]):
        assert believable(wrong, shown) == ""
    assert believable(many[0], b"") == "", "not over TLS"
    assert fingerprints("no certificate") == ()


def test_what_issued_the_shown_one_is_no_next_one(authority: Authority, tmp_path: Path) -> None:
    """A file with the chain of an authority names the first alone."""
    certificate, _ = authority.issue("first")
    chain = tmp_path / "chain.pem"
    chain.write_text(certificate.read_text() + authority.pem)
    assert fingerprints(named(chain)) == fingerprints(certificate.read_text())
    chain.write_text("no certificate")
    with pytest.raises(Unavailable, match="certificate"):
        named(chain)


def test_a_real_centre_carries_its_counters_over(tmp_path: Path) -> None:
    old, old_key = own(tmp_path / "old")
    new, new_key = own(tmp_path / "new")
    data, known = tmp_path / "data", old.read_text()
    with running(data, "--tls-cert", str(both(old, new)), "--tls-key", str(old_key), lines=3) as process:
        folder = tmp_path / "counters"
        folder.mkdir()
        site = Site(folder, data, process.address, known, FixedClock(TODAY))
        counter = site.counter("Loket 1", process.code)
        with counter.register.reading() as session:
            link = session.get_one(Link, 1)
            kept, token = link.certificate, link.token
        site.close()
        process.stop()
    assert fingerprints(kept) == fingerprints(known + new.read_text())
    with running(data, "--tls-cert", str(new), "--tls-key", str(new_key)) as process:
        pull = PullRequest(epoch=link.epoch, cursor=link.cursor, schema=SCHEMA)
        with closing(HttpWire(process.address, kept, token)) as wire:
            assert fingerprints(wire.pull(pull).certificates) == fingerprints(new.read_text())
        behind = HttpWire(process.address, known, token)
        with closing(behind), pytest.raises(Unavailable, match="centre_certificate"):
            behind.pull(pull)
        process.stop()
