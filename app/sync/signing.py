"""The Ed25519 keys that people sign their acts with on this PC, and which of them are unlocked just now.

A key lies sealed under its owner's password: Argon2id makes the wrapping key, AES-256-GCM seals the private half with
all that stands before it as associated data. Layout, big-endian: version 1 · passes u8 · memory KiB u32 · lanes u8 ·
salt 16 · nonce 12 · public key 32 · sealed private key 48. The cost is read from there, so that it can rise later.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from argon2 import Parameters
from argon2.low_level import Type, hash_secret_raw
from argon2.profiles import RFC_9106_LOW_MEMORY as COST
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models.link import OwnKey

DOMAIN = b"loket-act-1\n"
VERSION = 1
HEAD = struct.Struct(">BBIB16s12s32s")
SIZE = HEAD.size + 48
MOST_PASSES, MOST_MEMORY, MOST_LANES = 16, 1 << 18, 16  # a damaged blob must not ask for all the memory there is

# Points whose signatures anybody can make: order 1, 2, 4 or 8, also written unreduced; the sign bit is left away.
_P = 2**255 - 19
_EIGHTH = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
WEAK = frozenset({0, 1, _P - 1, _P, _P + 1, _EIGHTH, _P - _EIGHTH})


class SealError(Exception):
    """A sealed key does not open: another password, or a damaged blob. Which of them cannot be told."""


class Key:
    """One person's private key, unlocked. Shows nothing of itself."""

    __slots__ = ("_private", "public")

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public: bytes = private.public_key().public_bytes_raw()

    def sign(self, body: bytes) -> bytes:
        return self._private.sign(DOMAIN + body)

    def sealed(self, password: str, cost: Parameters | None = None) -> bytes:
        """Under this password, with fresh salt and nonce; `COST` is what opening it costs unless another is named."""
        cost = cost or COST
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        price = (cost.time_cost, cost.memory_cost, cost.parallelism)
        head = HEAD.pack(VERSION, *price, salt, nonce, self.public)
        return head + _wrapping(password, salt, price).encrypt(nonce, self._private.private_bytes_raw(), head)


@dataclass(frozen=True)
class NewKey:
    """`public` is 32 raw bytes, what the centre gets to know; `sealed` is what is kept here."""

    key_id: str
    public: bytes
    sealed: bytes = field(repr=False)
    key: Key = field(repr=False)


def make_key(password: str, new_id: Callable[[], str]) -> NewKey:
    key = Key(Ed25519PrivateKey.generate())
    return NewKey(new_id(), key.public, key.sealed(password), key)


def open_key(sealed: bytes, password: str) -> Key:
    """Raises SealError. Takes as long as looking at a password."""
    if len(sealed) != SIZE:
        raise SealError
    version, passes, memory, lanes, salt, nonce, _public = HEAD.unpack_from(sealed)
    if version != VERSION or not _payable(passes, memory, lanes):
        raise SealError
    try:
        wrapping = _wrapping(password, salt, (passes, memory, lanes))
        private = wrapping.decrypt(nonce, sealed[HEAD.size :], sealed[: HEAD.size])
    except InvalidTag as error:
        raise SealError from error
    return Key(Ed25519PrivateKey.from_private_bytes(private))


def reseal(sealed: bytes, old: str, new: str) -> bytes:
    """The same key under another password. Raises SealError."""
    return open_key(sealed, old).sealed(new)


def verify(public: bytes, body: bytes, signature: bytes) -> bool:
    """Whether the owner of `public` signed this act. False for whatever is no key or no signature."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(signature, DOMAIN + body)
    except (ValueError, InvalidSignature):
        return False
    return int.from_bytes(public, "little") & ~(1 << 255) not in WEAK


class Ring:
    """The keys unlocked in this process, by staff id. Any thread may use it."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[str, Key]] = {}

    def hold(self, staff: str, key_id: str, key: Key) -> None:
        self._held[staff] = (key_id, key)

    def held(self, staff: str) -> tuple[str, Key] | None:
        """Key id and key of somebody who is signed in here."""
        return self._held.get(staff)

    def drop(self, staff: str) -> None:
        self._held.pop(staff, None)

    def drop_all(self) -> None:
        self._held.clear()

    def vouch(self, told: bytes) -> tuple[str, bytes] | None:
        """Key id and signature of somebody who is signed in here; None where nobody is."""
        held = next(iter(list(self._held.values())), None)
        return (held[0], held[1].sign(told)) if held else None

    def sign(self, actor: str, body: bytes) -> tuple[str, bytes]:
        """Key id and signature. Raises Refused `key_locked` for somebody who is not signed in here."""
        held = self._held.get(actor)
        if held is None:
            raise Refused("key_locked")
        key_id, key = held
        return key_id, key.sign(body)


def own_key(
    session: Session, staff: str, password: str, *, now: datetime, new_id: Callable[[], str]
) -> tuple[str, Key]:
    """Key id and key of somebody whose password has just proved right; made where there is none.

    One that does not open was sealed under a password changed elsewhere: a fresh one takes its place, which the centre
    does not know yet. Within the caller's transaction; takes as long as looking at a password.
    """
    row = session.get(OwnKey, staff)
    key = _opened(row.sealed, password) if row else None
    if row and key:
        return row.key_id, key
    made = make_key(password, new_id)
    fresh = OwnKey(
        staff_id=staff, key_id=made.key_id, public=made.public, sealed=made.sealed, made=now, registered=False
    )
    session.merge(fresh)
    session.flush()
    return made.key_id, made.key


def _opened(sealed: bytes, password: str) -> Key | None:
    try:
        return open_key(sealed, password)
    except SealError:
        return None


def _payable(passes: int, memory: int, lanes: int) -> bool:
    return 1 <= passes <= MOST_PASSES and 1 <= lanes <= MOST_LANES and 8 * lanes <= memory <= MOST_MEMORY


def _wrapping(password: str, salt: bytes, cost: tuple[int, int, int]) -> AESGCM:
    passes, memory, lanes = cost
    return AESGCM(hash_secret_raw(password.encode(), salt, passes, memory, lanes, 32, Type.ID))
