"""Pinned certificates: what a centre names of itself for its counters, and how people compare them."""

from __future__ import annotations

import ssl

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

MOST = 5  # pinned at a time


def believable(named: str, shown: bytes) -> str:
    """The certificates a centre names (PEM), each once, where `shown` (DER) is among them; else empty."""
    try:
        found = x509.load_pem_x509_certificates(named.encode())
    except ValueError:
        return ""
    each = list(dict.fromkeys(one.public_bytes(Encoding.DER) for one in found))
    if shown not in each or len(each) > MOST:
        return ""
    return "".join(map(ssl.DER_cert_to_PEM_cert, each))


def fingerprints(pinned: str) -> tuple[str, ...]:
    """SHA-256 of each pinned certificate (PEM), as people compare it; nothing of what cannot be read."""
    try:
        return tuple(map(fingerprint, x509.load_pem_x509_certificates(pinned.encode())))
    except ValueError:
        return ()


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256: `AB:CD:...`."""
    return certificate.fingerprint(SHA256()).hex(":").upper()
