"""The certificate a centre shows, for an administrator to compare with the one on the server's own screen."""

from __future__ import annotations

import ssl
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from app.errors import Refused, Unavailable
from app.sync.state import Presented

PORT = 443
PATIENCE = 10.0  # seconds


def presented(address: str) -> Presented:
    """Nothing is believed of it yet. Raises Refused `centre_address`, Unavailable `centre_away`, `centre_certificate`
    where no TLS is spoken."""
    try:
        url = urlsplit(address.strip())
        host, port = url.hostname, url.port or PORT
    except ValueError:
        raise Refused("centre_address") from None
    if not host or url.scheme not in ("https", "http"):
        raise Refused("centre_address")
    if url.scheme == "http":
        return Presented("", "")
    try:
        shown = ssl.get_server_certificate((host, port), timeout=PATIENCE)
        print_ = x509.load_pem_x509_certificate(shown.encode()).fingerprint(SHA256())
    except (ssl.SSLError, ValueError) as error:
        raise Unavailable("centre_certificate") from error
    except OSError as error:
        raise Unavailable("centre_away") from error
    return Presented(shown, print_.hex(":").upper())
