"""Unsent acts once more, in `waiting.log` beside the register, so that a damaged register loses none of them.

The file only grows, until most of it is done with. What is damaged, cut or moved in it is noticed (app.sync.records);
cut between two records it looks whole to a program that starts, so it is to be compared with the register's own acts.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from io import FileIO
from pathlib import Path
from threading import RLock

from app.errors import Unavailable, disk_trouble
from app.sync.records import Entry, MirrorContent, Sealer, Waiting

NAME = "waiting.log"
LEAST = 64  # acts done for which rewriting is worth it
WRITING = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)


class Mirror:
    """`folder` is the register's, `key` its 32 bytes. Any thread may use it, one program at a time.

    Every method raises Unavailable: `waiting_damaged` where `mend` is needed, else what keeps the disk from its work.
    """

    def __init__(self, folder: Path, key: bytes, system: str = os.name, *, name: str = NAME) -> None:
        self.path = folder / name
        self._sealer = Sealer(key)
        self._has_folders = system != "nt"  # Windows opens none, and keeps a rename by itself
        self._content: MirrorContent | None = None
        self._lock = RLock()

    def append(self, act: str, envelope: bytes) -> None:
        """On the disk when this returns, not there at all when it raises."""
        with self._lock:
            self._add(self._known(), ([act], envelope))

    def append_all(self, acts: Waiting) -> None:
        """All of them on the disk when this returns, or none."""
        with self._lock:
            content, parts = self._known(), []
            grown = replace(content, acts=dict(content.acts))
            for act, envelope in acts:
                data, record = self._sealer.sealed(grown, ([act], envelope))
                parts.append(data)
                grown.take(record)
            if parts:
                self._extend(content.end, b"".join(parts))
                self._content = grown

    def done(self, acts: Iterable[str]) -> None:
        """These need not be sent any more; ids that do not wait are passed over."""
        with self._lock:
            content = self._known()
            known = [act for act in dict.fromkeys(acts) if act in content.acts]
            if known:
                self._add(content, (known, None))

    def waiting(self) -> Waiting:
        """Read anew from the disk, oldest first."""
        with self._lock:
            known = self._known()
            found = self._sealer.read(self._read()[: known.end])
            if (found.generation, found.number) != (known.generation, known.number):
                raise Unavailable("waiting_damaged")
            return list(found.acts.items())

    def compact(self) -> bool:
        """Rewrite the file, whole or not at all, where most of it is done; whether it was."""
        with self._lock:
            content = self._known()
            worth = content.done >= max(LEAST, len(content.acts))
            if worth:
                self._rewrite(self.waiting())
            return worth

    def mend(self) -> Waiting:
        """Put a copy of a damaged file aside and go on with all in it that can still be read: that is the answer.

        Some of it may have been done already, where the mark for it is lost.
        """
        with self._lock:
            data = self._read()
            acts = list(self._sealer.salvaged(data).acts.items())
            self._put(_free(self.path.with_name(f"{self.path.stem}-damaged.log")), data)
            self._rewrite(acts)
            return acts

    def put_aside(self) -> None:
        """A copy of the file stays under another name; this one begins anew."""
        with self._lock:
            data = self._read()
            if data:
                self._put(_free(self.path.with_name(f"{self.path.stem}-other.log")), data)
            self._rewrite([])

    def _known(self) -> MirrorContent:
        if self._content is None:
            self._content = self._sealer.read(self._read())
        return self._content

    def _add(self, content: MirrorContent, entry: Entry) -> None:
        data, record = self._sealer.sealed(content, entry)
        self._extend(content.end, data)
        content.take(record)

    def _rewrite(self, acts: Waiting) -> None:
        data, content = self._sealer.file_of(acts)
        self._content = None
        self._put(self.path, data)
        self._content = content

    def _read(self) -> bytes:
        try:
            return self.path.read_bytes() if self.path.exists() else b""
        except OSError as error:
            raise disk_trouble(error) from error

    def _extend(self, at: int, data: bytes) -> None:
        """From there on the file holds this alone, on the disk; where that fails it ends there."""
        try:
            fresh = not self.path.exists()
            with FileIO(os.open(self.path, WRITING, 0o600), "r+") as file:
                _cut(file, at)
                try:
                    _write(file, at, data)
                    if fresh:
                        self._sync_folder()
                except OSError:
                    file.truncate(at)
                    raise
        except OSError as error:
            raise disk_trouble(error) from error

    def _put(self, path: Path, data: bytes) -> None:
        """In place of what is there, whole or not at all."""
        part = path.with_name(path.name + ".part")
        try:
            try:
                with FileIO(os.open(part, WRITING | os.O_TRUNC, 0o600), "r+") as file:
                    _write(file, 0, data)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
            self._sync_folder()
        except OSError as error:
            raise disk_trouble(error) from error

    def _sync_folder(self) -> None:
        if self._has_folders:
            handle = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _cut(file: FileIO, at: int) -> None:
    """Away with what a power cut left, before anything mingles with it."""
    size = os.fstat(file.fileno()).st_size
    if size < at:
        raise Unavailable("waiting_damaged")
    if size > at:
        file.truncate(at)
        os.fsync(file.fileno())


def _write(file: FileIO, at: int, data: bytes) -> None:
    """On the disk when this returns."""
    file.seek(at)
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    os.fsync(file.fileno())


def _free(path: Path) -> Path:
    """A name nothing has yet, so that an earlier damaged file stays."""
    number, found = 2, path
    while found.exists():
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return found
