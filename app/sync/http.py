"""The centre over HTTP, seen from a counter. The only module that knows httpx. It logs nothing.

A centre has a pinned certificate, or two while it changes: exactly those are believed, whatever name they carry and
whatever day it is on this PC, whose clock may be wrong by years. Without one, an address with https must show a chain
that this PC trusts, for its name, and plain http is spoken to this same PC only.
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, NamedTuple, TypeVar

import httpx
import msgspec

from app.decoding import from_json
from app.errors import Refused, Unavailable
from app.sync import protocol
from app.sync.pinned import believable
from app.sync.protocol import PACKED_BYTES, PLAIN_BYTES, WAIT_SECONDS, CentreAnswer, CounterMessage

A = TypeVar("A", bound=CentreAnswer)
SECONDS = 30.0
CONNECT_SECONDS = 10.0
MOST_BYTES = 64 << 20
"""Of an answer, unpacked."""
PACK_FROM = 500
# X509_V_ERR_CERT_NOT_YET_VALID and _HAS_EXPIRED, told only where chain and name fit; X509_V_FLAG_NO_CHECK_TIME.
OUT_OF_TIME = (9, 10)
NO_CHECK_TIME = 0x200000
HEADERS = {"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "loket"}


class _Heard(NamedTuple):
    """An answer; `shown` is the certificate (DER) of the connection it came over, empty without TLS."""

    response: httpx.Response
    body: bytes
    shown: bytes


class HttpWire:
    """`certificate` is PEM, empty without a pinned one; `token` this PC's, empty before it is paired. Any thread may
    use it. Every call raises Unavailable (`centre_away`, `centre_slow`, `centre_certificate`, `centre_expired`,
    `centre_trouble`, `too_large`) or Refused with the centre's own code."""

    def __init__(
        self,
        address: str,
        certificate: str = "",
        token: str = "",
        *,
        transport: httpx.BaseTransport | None = None,
        most: int = MOST_BYTES,
    ) -> None:
        self.token = token
        self._most = most
        self._client = httpx.Client(
            base_url=_checked(address),
            verify=trust(certificate),
            transport=transport,
            trust_env=False,
            follow_redirects=False,
            headers=HEADERS,
            timeout=httpx.Timeout(SECONDS, connect=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=4, keepalive_expiry=WAIT_SECONDS * 2),
        )

    def close(self) -> None:
        self._client.close()

    def enrol(self, request: protocol.EnrolRequest) -> protocol.EnrolAnswer:
        answer = self._post("enrol", request, protocol.EnrolAnswer)
        self.token = answer.token
        return answer

    def sign_in(self, request: protocol.SignInRequest) -> protocol.SignInAnswer:
        return self._post("sign-in", request, protocol.SignInAnswer)

    def push(self, request: protocol.PushRequest) -> protocol.PushAnswer:
        return self._post("push", request, protocol.PushAnswer)

    def pull(self, request: protocol.PullRequest) -> protocol.PullAnswer:
        """The certificates the centre names are those of the answer only where the one it has just shown is among them:
        whoever believes them instead reaches it tomorrow, too."""
        heard = self._asked("GET", "pull", SECONDS, params=msgspec.to_builtins(request))
        answer = _decoded(heard.body, protocol.PullAnswer)
        named = believable(answer.certificates, heard.shown) if answer.certificates else ""
        return msgspec.structs.replace(answer, certificates=named)

    def snapshot(self, request: protocol.SnapshotRequest) -> protocol.SnapshotAnswer:
        return self._get("snapshot", request, protocol.SnapshotAnswer)

    def known(self, request: protocol.KnownRequest) -> protocol.KnownAnswer:
        return self._post("known", request, protocol.KnownAnswer)

    def keys(self, request: protocol.KeysRequest) -> protocol.KeysAnswer:
        return self._post("keys", request, protocol.KeysAnswer)

    def fork(self, request: protocol.ForkRequest) -> protocol.EnrolAnswer:
        answer = self._post("fork", request, protocol.EnrolAnswer)
        self.token = answer.token
        return answer

    def wait(self, cursor: int) -> bool:
        """Whether the feed stands elsewhere than at `cursor`; comes back when it does, or after WAIT_SECONDS."""
        heard = self._asked("GET", "wait", SECONDS + WAIT_SECONDS, params={"cursor": cursor})
        return str(heard.response.headers.get("Loket-Head", cursor)) != str(cursor)

    def _post(self, name: str, request: CounterMessage, kind: type[A]) -> A:
        body, headers = _packed(msgspec.json.encode(request))
        return _decoded(self._asked("POST", name, SECONDS, content=body, headers=headers).body, kind)

    def _get(self, name: str, request: CounterMessage, kind: type[A]) -> A:
        return _decoded(self._asked("GET", name, SECONDS, params=msgspec.to_builtins(request)).body, kind)

    def _asked(self, method: str, name: str, seconds: float, **request: Any) -> _Heard:
        headers = dict(request.pop("headers", {}))
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        timeout = httpx.Timeout(seconds, connect=CONNECT_SECONDS)
        try:
            with self._client.stream(method, f"/v1/{name}", headers=headers, timeout=timeout, **request) as response:
                shown = _shown(response)  # before the connection may be closed
                body = self._read(response, time.monotonic() + 2 * seconds)
        except httpx.HTTPError as error:
            raise _trouble(error) from error
        if not response.is_success:
            raise _refusal(response.status_code, body)
        return _Heard(response, body, shown)

    def _read(self, response: httpx.Response, until: float) -> bytes:
        """However slowly it comes: all of it in time, and not more than anybody could need."""
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > self._most:
                raise Unavailable("too_large")
            if time.monotonic() > until:
                raise Unavailable("centre_slow")
        return bytes(body)


def _checked(address: str) -> httpx.URL:
    """Raises Refused `centre_address` for what is no address, or would be spoken to in the open."""
    try:
        url = httpx.URL(address.strip())
    except httpx.InvalidURL:
        raise Refused("centre_address") from None
    if not url.host or url.scheme not in ("http", "https") or url.userinfo:
        raise Refused("centre_address")
    if url.scheme == "http" and not _is_loopback(url.host):
        raise Refused("centre_address")
    return url


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def trust(certificate: str) -> ssl.SSLContext:
    """Raises Refused `centre_certificate` for what is no certificate."""
    if not certificate.strip():
        context = httpx.create_ssl_context(trust_env=False)
        context.load_default_certs()  # an authority of the office's own, which only this system knows
        return context
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | NO_CHECK_TIME
    try:
        context.load_verify_locations(cadata=certificate)
    except (ssl.SSLError, ValueError):
        raise Refused("centre_certificate") from None
    return context


def certificate_trouble(error: BaseException) -> Unavailable | None:
    """What is wrong with the certificate; None where something else is. A chain that would do on another day speaks
    against the clock of this PC as much as against the certificate."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Unavailable("centre_expired" if cause.verify_code in OUT_OF_TIME else "centre_certificate")
        cause = cause.__cause__ or cause.__context__
    return None


def _shown(response: httpx.Response) -> bytes:
    stream = response.extensions.get("network_stream")
    connection = stream.get_extra_info("ssl_object") if stream is not None else None
    return connection.getpeercert(True) or b"" if connection is not None else b""


def _packed(body: bytes) -> tuple[bytes, Mapping[str, str]]:
    """Raises Unavailable `too_large` for what the centre would not take."""
    headers = {"Content-Type": "application/json"}
    if len(body) > PLAIN_BYTES:
        raise Unavailable("too_large")
    if len(body) >= PACK_FROM:
        stream = zlib.compressobj(wbits=31)
        body, headers["Content-Encoding"] = stream.compress(body) + stream.flush(), "gzip"
    if len(body) > PACKED_BYTES:
        raise Unavailable("too_large")
    return body, headers


def _decoded(body: bytes, kind: type[A]) -> A:
    try:
        return from_json(body, kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Unavailable("centre_trouble") from None


def _refusal(status: int, body: bytes) -> Refused | Unavailable:
    """What the centre said, or what stands between here and the centre."""
    if status == 413:
        return Unavailable("too_large")
    if status == 408:
        return Unavailable("centre_slow")
    try:
        trouble = from_json(body, protocol.RefusedRequest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Unavailable("centre_trouble")
    if status >= 500:
        return Unavailable("centre_trouble")
    refused = Refused(trouble.error)
    refused.facts |= trouble.facts
    return refused


def _trouble(error: httpx.HTTPError) -> Unavailable:
    if isinstance(error, httpx.TimeoutException) and not isinstance(error, httpx.ConnectTimeout):
        return Unavailable("centre_slow")
    if isinstance(error, httpx.DecodingError | httpx.UnsupportedProtocol):
        return Unavailable("centre_trouble")
    return certificate_trouble(error) or Unavailable("centre_away")
