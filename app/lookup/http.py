"""The look-up service over HTTP. It sends the four fields of the question and logs nothing."""

from __future__ import annotations

import re
import ssl
import time
from ipaddress import ip_address

import httpx

from app.errors import Refused, Unavailable
from app.in_time import within
from app.lookup.protocol import IdentityQuestion, LookupAnswer, packed, unpacked

CONNECT_SECONDS, WHOLE_SECONDS = 3.0, 8.0
MOST_BYTES = 16 << 10
HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "loket"}
TOKEN = re.compile(r"[!-~]{1,4096}")
DENIED = (401, 403)


def ask(question: IdentityQuestion, address: str, token: str, *, whole: float = WHOLE_SECONDS) -> LookupAnswer:
    """Raises Refused (`lookup_address`, `lookup_token`, `lookup_denied`) or Unavailable (`lookup_away`, `lookup_slow`,
    `lookup_certificate`, `lookup_failed`, `lookup_redirects`, `lookup_too_large`, `lookup_shape`)."""
    url, bearer = checked(address), checked_token(token)
    client = httpx.Client(
        trust_env=False,
        follow_redirects=False,
        headers=HEADERS,
        timeout=httpx.Timeout(whole, connect=CONNECT_SECONDS),
        verify=httpx.create_ssl_context(trust_env=False),
    )
    try:  # however slowly names are found and bytes come; what still waits ends with its connection
        return unpacked(within(whole, lambda: _body(client, url, question, bearer, time.monotonic() + whole)))
    except TimeoutError:
        raise Unavailable("lookup_slow") from None
    finally:
        client.close()


def checked(address: str) -> httpx.URL:
    """The address of the question. Raises Refused `lookup_address` for what is no address, or would carry a NIK in the
    open: without TLS only this same PC is spoken to."""
    try:
        url = httpx.URL(address.strip().rstrip("/") + "/v1/match")
    except httpx.InvalidURL:
        raise Refused("lookup_address", fields={"address": "lookup_address"}) from None
    safe = url.scheme == "https" or (url.scheme == "http" and _is_loopback(url.host))
    if not url.host or not safe or url.userinfo or url.query or url.fragment:
        raise Refused("lookup_address", fields={"address": "lookup_address"})
    return url


def checked_token(token: str) -> str:
    """Raises Refused `lookup_token` for what no header can carry."""
    if not TOKEN.fullmatch(token):
        raise Refused("lookup_token", fields={"token": "lookup_token"})
    return token


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _body(client: httpx.Client, url: httpx.URL, question: IdentityQuestion, token: str, until: float) -> bytes:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    try:
        with client.stream("POST", url, content=packed(question), headers=headers) as response:
            _accept(response)
            return _read(response, until)
    except httpx.HTTPError as error:
        raise _trouble(error) from error


def _accept(response: httpx.Response) -> None:
    if response.status_code in DENIED:
        raise Refused("lookup_denied")
    if response.is_redirect:
        raise Unavailable("lookup_redirects")
    if response.status_code != 200:
        raise Unavailable("lookup_failed", status=str(response.status_code))


def _read(response: httpx.Response, until: float) -> bytes:
    body = bytearray()
    for piece in response.iter_raw():
        body += piece
        if len(body) > MOST_BYTES:
            raise Unavailable("lookup_too_large")
        if time.monotonic() > until:
            raise Unavailable("lookup_slow")
    return bytes(body)


def _trouble(error: httpx.HTTPError) -> Unavailable:
    if isinstance(error, httpx.TimeoutException) and not isinstance(error, httpx.ConnectTimeout):
        return Unavailable("lookup_slow")
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Unavailable("lookup_certificate")
        cause = cause.__cause__ or cause.__context__
    return Unavailable("lookup_away")
