"""The office's own certificate: self-signed, for the counters to pin; nobody else has to trust it.

Before it changes, the next one is put behind it in the same file: counters learn it from the centre they know.
"""

from __future__ import annotations

import os
import re
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.errors import Refused, Unavailable, disk_trouble

LASTS = timedelta(days=5 * 365)
SLACK = timedelta(days=1)
"""A counter's clock may be behind."""
HOST = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?", re.ASCII)
LONGEST_HOST = 253
READABLE = 0o644
"""The certificate is no secret: counters, `curl` and `doctor` read it."""
CERTIFICATE, KEY = "centre.pem", "centre.key"


def make_certificate(hosts: tuple[str, ...], folder: Path, now: datetime) -> tuple[Path, Path]:
    """Certificate and key. Raises Refused `certificate_there` where there is one, `host_name`; Unavailable."""
    certificate, key = folder / CERTIFICATE, folder / KEY
    if certificate.exists() or key.exists():
        raise Refused("certificate_there", folder=str(folder))
    names = [_name(host) for host in hosts]
    private = ec.generate_private_key(ec.SECP256R1())
    made = _certificate(hosts[0], names, private, now)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        secret = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secret)
        certificate.write_bytes(made.public_bytes(Encoding.PEM))
        certificate.chmod(READABLE)
    except OSError as error:
        raise disk_trouble(error) from error
    return certificate, key


def _certificate(
    host: str, names: list[x509.GeneralName], key: ec.EllipticCurvePrivateKey, now: datetime
) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:64])])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SLACK)
        .not_valid_after(now + LASTS)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, SHA256())
    )


def _name(host: str) -> x509.GeneralName:
    """Raises Refused `host_name` for what no address of a counter can hold."""
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        if not HOST.fullmatch(host) or len(host) > LONGEST_HOST:
            raise Refused("host_name", host=host) from None
        return x509.DNSName(host)


def named(file: Path) -> str:
    """What counters are to pin (PEM) where the centre shows the first certificate of this file: that one, and every
    other that did not issue one before it: those it will show one day. Raises Unavailable `certificate`."""
    try:
        first, *others = x509.load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError):
        raise Unavailable("certificate") from None
    found, chain = [first], [first]
    for each in others:
        (chain if any(_issued(each, below) for below in chain) else found).append(each)
    return "".join(each.public_bytes(Encoding.PEM).decode() for each in found)


def _issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def fingerprint_of(certificate: Path) -> str:
    """SHA-256, as a person compares it: `AB:CD:...`. Raises Unavailable `certificate`."""
    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
    except (OSError, ValueError):
        raise Unavailable("certificate") from None
    return found.fingerprint(SHA256()).hex(":").upper()
