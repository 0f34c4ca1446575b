"""Sealed records one after another: what the file of unsent acts (app.sync.mirror) is made of.

A record: mark 4 · generation 8 · number u32 · length u32 · CRC-32 of these · nonce 12 · AES-256-GCM of a MessagePack
pair · end 1. The pair is ([act], envelope) for an act that waits, ([acts], nil) for acts that are done. Numbers run
from 0 without a hole inside one generation, and both are sealed in: nothing can be altered, left out, moved or brought
back unnoticed. What a power cut left of the last record is no damage.
"""

from __future__ import annotations

import re
import secrets
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import Unavailable

PURPOSE = b"loket-waiting-1"
MARK, END = b"LKW1", b"\n"
HEAD = struct.Struct(">4s8sIII12s")
OPEN = 20  # bytes of the head that the CRC covers and the seal too
TAG = 16
GAP = bytes(16)  # in no sealed record; what a disk had not written yet reads as zeros

Waiting = list[tuple[str, bytes]]
Entry = tuple[list[str], bytes | None]


@dataclass(frozen=True)
class MirrorRecord:
    generation: bytes
    number: int
    entry: Entry
    end: int


@dataclass
class MirrorContent:
    """What a file says as far as `end`; `acts` wait, oldest first, `done` no longer; `number` is the next record's."""

    generation: bytes = b""
    number: int = 0
    end: int = 0
    done: int = 0
    acts: dict[str, bytes] = field(default_factory=dict)

    def take(self, record: MirrorRecord) -> None:
        ids, envelope = record.entry
        for act in ids:
            known = self.acts.pop(act, None)
            if envelope is not None:
                self.acts[act] = envelope
            self.done += envelope is None and known is not None
        self.generation, self.number, self.end = record.generation, record.number + 1, record.end

    def continues_with(self, record: MirrorRecord) -> bool:
        return record.number == self.number and record.generation == (self.generation or record.generation)


class Sealer:
    """`key` is the register's; the one that seals is derived from it."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(HKDF(SHA256(), 32, None, PURPOSE).derive(key))

    def sealed(self, content: MirrorContent, entry: Entry) -> tuple[bytes, MirrorRecord]:
        """The next record after `content`, in bytes too."""
        generation = content.generation or secrets.token_bytes(8)
        plain, nonce = msgspec.msgpack.encode(entry), secrets.token_bytes(12)
        head = HEAD.pack(MARK, generation, content.number, len(plain) + TAG, 0, nonce)[:OPEN]
        body = nonce + self._cipher.encrypt(nonce, plain, head)
        data = head + zlib.crc32(head).to_bytes(4) + body + END
        return data, MirrorRecord(generation, content.number, entry, content.end + len(data))

    def file_of(self, acts: Iterable[tuple[str, bytes]]) -> tuple[bytes, MirrorContent]:
        """A whole file of a new generation."""
        content, parts = MirrorContent(), []
        for act, envelope in acts:
            data, record = self.sealed(content, ([act], envelope))
            parts.append(data)
            content.take(record)
        return b"".join(parts), content

    def read(self, data: bytes) -> MirrorContent:
        """Raises Unavailable `waiting_damaged`."""
        found = MirrorContent()
        while (record := self._record(data, found.end)) and found.continues_with(record):
            found.take(record)
        if found.end < len(data) and not self._is_torn(data, found.end):
            raise Unavailable("waiting_damaged")
        return found

    def salvaged(self, data: bytes) -> MirrorContent:
        """All that can be read wherever it lies. It may hold acts that are done, where the mark for it is lost."""
        found = MirrorContent()
        for record in sorted(self._readable(data, 0), key=_number):
            found.take(record)
        return found

    def _record(self, data: bytes, at: int) -> MirrorRecord | None:
        """The record that begins there; None where there is no whole one."""
        end = _end(data, at)
        if end is None or data[end - 1 : end] != END:
            return None
        _mark, generation, number, _length, _check, nonce = HEAD.unpack_from(data, at)
        try:
            plain = self._cipher.decrypt(nonce, data[at + HEAD.size : end - 1], data[at : at + OPEN])
        except InvalidTag:
            return None
        return MirrorRecord(generation, number, msgspec.msgpack.decode(plain, type=Entry), end)

    def _readable(self, data: bytes, start: int) -> Iterator[MirrorRecord]:
        for place in re.compile(MARK).finditer(data, start):
            if record := self._record(data, place.start()):
                yield record

    def _is_torn(self, data: bytes, at: int) -> bool:
        """Whether all from there on is what a power cut can leave of one record: cut short, or zeros in it."""
        if any(self._readable(data, at)):
            return False
        rest = data[at:]
        unwritten = rest[0] == 0 or rest[-1] == 0 or GAP in rest
        if len(rest) < HEAD.size:
            return unwritten or rest.startswith(MARK[: len(rest)])
        end = _end(rest, 0)
        return unwritten or (end is not None and end > len(rest))


def _number(record: MirrorRecord) -> int:
    return record.number


def _end(data: bytes, at: int) -> int | None:
    """Where the record that begins there says it ends; None where no head can be read."""
    if len(data) - at < HEAD.size:
        return None
    mark, _generation, _number, length, check, _nonce = HEAD.unpack_from(data, at)
    if mark != MARK or check != zlib.crc32(data[at : at + OPEN]):
        return None
    return int(at + HEAD.size + length + len(END))
