"""The token of the look-up service, sealed under the register's key: a copied folder tells nobody.

`lookup.token` beside the register, hexadecimal: nonce 12 · AES-256-GCM under a key derived from the register's, which
`app.upkeep.keys` keeps. A file that this key does not open counts as none: the token is typed again.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from app.upkeep.keys import read_private, write_private

if TYPE_CHECKING:  # loaded when a token is kept or used: most PCs have none
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NAME = "lookup.token"
PURPOSE = b"loket-lookup-1"
NONCE = 12


class TokenFile:
    """`folder` is the register's, `key` its 32 bytes. Raises Unavailable where the disk will not have it."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path, self._key = folder / NAME, key

    def read(self) -> str:
        """ "" for none."""
        kept = read_private(self._path)
        if not kept:
            return ""
        from cryptography.exceptions import InvalidTag

        try:
            data = bytes.fromhex(kept)
            return self._cipher().decrypt(data[:NONCE], data[NONCE:], PURPOSE).decode()
        except (InvalidTag, ValueError):
            return ""

    def write(self, token: str) -> None:
        nonce = secrets.token_bytes(NONCE)
        write_private(self._path, (nonce + self._cipher().encrypt(nonce, token.encode(), PURPOSE)).hex())

    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        return AESGCM(HKDF(SHA256(), 32, None, PURPOSE).derive(self._key))
