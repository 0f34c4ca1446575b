"""The certificate a centre shows, for an administrator to compare with the one on the server's own screen."""

from __future__ import annotations

import socket
import ssl
from urllib.parse import urlsplit

from cryptography import x509

from app.errors import Refused, Unavailable
from app.sync.http import certificate_trouble, trust
from app.sync.pinned import fingerprint
from app.sync.state import Presented

PORT = 443
PATIENCE = 10.0  # seconds


def presented(address: str) -> Presented:
    """Nothing is believed of it yet. Raises Refused `centre_address`, Unavailable `centre_away`, `centre_expired`,
    `centre_certificate` where no TLS is spoken."""
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
        shown = _trusted(host, port)
        if shown is not None:
            return Presented("", fingerprint(x509.load_der_x509_certificate(shown)), trusted=True)
        pem = ssl.get_server_certificate((host, port), timeout=PATIENCE)
        return Presented(pem, fingerprint(x509.load_pem_x509_certificate(pem.encode())))
    except (ssl.SSLError, ValueError) as error:
        raise Unavailable("centre_certificate") from error
    except OSError as error:
        raise Unavailable("centre_away") from error


def _trusted(host: str, port: int) -> bytes | None:
    """The certificate (DER), where this PC trusts its chain for this name: a public authority's is another one every
    few weeks. Raises Unavailable `centre_expired` where all but the day fits."""
    with socket.create_connection((host, port), timeout=PATIENCE) as raw:
        try:
            with trust("").wrap_socket(raw, server_hostname=host) as connection:
                return connection.getpeercert(binary_form=True)
        except ssl.SSLCertVerificationError as error:
            found = certificate_trouble(error)
            if found is not None and found.code == "centre_expired":
                raise found from error
            return None
