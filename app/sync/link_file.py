"""What ties this PC to its centre once more, in `link` beside the register: a damaged register is rebuilt with it.

Layout: version 1 · nonce 12 · AES-256-GCM of the JSON of `LinkRecord`, under a key derived from the register's.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.decoding import from_json
from app.errors import Unavailable, disk_trouble
from app.models.link import Link

NAME = "link"
PURPOSE = b"loket-link-1"
VERSION = b"\x01"
NONCE = 12


class LinkRecord(msgspec.Struct, frozen=True, kw_only=True):
    """As in app.models.link.Link; `token` and `mac_key` are secrets of this PC."""

    office: str
    address: str
    certificate: str
    device_id: str
    device: str
    token: str
    mac_key: str
    machine: str

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


def ties_of(link: Link) -> LinkRecord:
    return LinkRecord(**{name: getattr(link, name) for name in LinkRecord.__struct_fields__})


class LinkFile:
    """`folder` is the register's, `key` its 32 bytes."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path = folder / NAME
        self._cipher = AESGCM(HKDF(SHA256(), 32, None, PURPOSE).derive(key))

    def keep(self, ties: LinkRecord) -> None:
        """Whole or not at all, where it says something else than before. Raises Unavailable."""
        try:
            known = self.read()
        except Unavailable:
            known = None  # unreadable: it is written anew
        if known != ties:
            nonce = secrets.token_bytes(NONCE)
            self._write(VERSION + nonce + self._cipher.encrypt(nonce, msgspec.json.encode(ties), VERSION))

    def read(self) -> LinkRecord | None:
        """None where this PC was never linked. Raises Unavailable `link_damaged`."""
        try:
            data = self._path.read_bytes() if self._path.exists() else b""
        except OSError as error:
            raise disk_trouble(error) from error
        if not data:
            return None
        try:
            plain = self._cipher.decrypt(data[1 : 1 + NONCE], data[1 + NONCE :], data[:1])
            return from_json(plain, LinkRecord)
        except (InvalidTag, ValueError, msgspec.DecodeError) as error:
            raise Unavailable("link_damaged") from error

    def _write(self, data: bytes) -> None:
        part = self._path.with_name(NAME + ".part")
        try:
            part.unlink(missing_ok=True)
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._path)
        except OSError as error:
            raise disk_trouble(error) from error
