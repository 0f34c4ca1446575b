"""Who asks, when the office's own reverse proxies stand in between: `X-Forwarded-For`.

Proxies write addresses in many ways (RFC 7239, section 6, has most of them): with a port, in quotes, in brackets, as
`for=`. Only what a trusted one has written counts; what stands to the left of it is the visitor's own invention.
"""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.datastructures import Headers

from app.server.http.limits import Address, Network

HEADER = "x-forwarded-for"
HOME_NETWORK = 64
"""Bits of an IPv6 address that one customer shares."""
UNKNOWN = "unknown"  # RFC 7239, 6.2: the proxy does not say
LONGEST = 64  # letters of a name that is no address
_PORT = re.compile(r":(\d+|_[\w.-]+)$", re.ASCII)


def client_of(peer: str, headers: Headers, trusted: tuple[Network, ...]) -> str:
    """The connection's other end, or behind trusted proxies the last address none of them is.

    An IPv6 address counts with its network of 64 bits. A name that is no address stands for itself, without its port:
    proxies may hide their visitors behind names (RFC 7239, 6.3). `peer` is empty on a local socket, whose other end is
    a proxy.
    """
    client = _address(peer)
    hops = _hops(headers) if trusted else []
    while hops and (client is None or _in(client, trusted)):
        word = hops.pop()
        named = _address(word)
        if named is None:
            return _bucket(client) if word.lower() == UNKNOWN else f"?{_PORT.sub('', word)[:LONGEST]}"
        client = named
    return _bucket(client)


def _hops(headers: Headers) -> list[str]:
    """Of all such headers, since a proxy may add one of its own; empty elements do not count (RFC 9110, 5.6.1)."""
    words = (_word(element) for line in headers.getlist(HEADER) for element in line.split(","))
    return [word for word in words if word]


def _word(element: str) -> str:
    for pair in element.split(";"):
        name, equals, value = pair.partition("=")
        if equals and name.strip().lower() == "for":
            element = value
    return element.strip().strip('"').strip()


def _address(text: str) -> Address | None:
    """Of `1.2.3.4`, `1.2.3.4:56`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:56`, each with or without a zone."""
    bracket, _, rest = text.removeprefix("[").partition("]") if text.startswith("[") else (text, "", "")
    if rest and not _PORT.fullmatch(rest):
        return None
    plain = _PORT.sub("", bracket) if bracket.count(":") == 1 else bracket
    try:
        found = ip_address(plain.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _in(address: Address, networks: tuple[Network, ...]) -> bool:
    return any(address in network for network in networks)


def _bucket(address: Address | None) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network((address, HOME_NETWORK), strict=False))
    return str(address or "")
