"""Power and disk of one machine: it stops at any SQL statement or commit, or has no room for a commit.

What a power cut leaves is taken at that moment, before anything is undone: the files as they lie there.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlcipher3 import dbapi2

from app.database import FileRegister, open_register
from tests.conftest import KEY

FULL = 13  # SQLITE_FULL
Files = dict[str, bytes]


class Crash(BaseException):
    """The machine named stopped. No error: nothing in the program may catch it."""

    def __init__(self, machine: str) -> None:
        super().__init__(machine)
        self.machine = machine


class Disk:
    """The files of one register and what lies `beside` it, copied while nobody writes, or torn out in the middle."""

    def __init__(self, path: Path, *beside: str) -> None:
        self.path, self.beside = path, beside

    def take(self, *, whole: bool = True) -> Files:
        """Without the shared memory, which never survives. The register alone where not `whole`."""
        names = (self.path.name, self.path.name + "-wal", *(self.beside if whole else ()))
        return {name: (self.path.parent / name).read_bytes() for name in names if (self.path.parent / name).exists()}

    def put(self, files: Files, *, whole: bool = True) -> None:
        register = [self.path.name + ending for ending in ("", "-wal", "-shm", "-journal")]
        for name in (*register, *(self.beside if whole else ())):
            (self.path.parent / name).unlink(missing_ok=True)
        for name, content in files.items():
            (self.path.parent / name).write_bytes(content)


class Power:
    """`fuse` counts down at statements and commits; at zero the machine stops. Not `live`: nobody but the
    checks is at work."""

    def __init__(self, name: str, disk: Disk, chance: random.Random, stats: Counter[str]) -> None:
        self.name, self.disk, self._chance, self.stats = name, disk, chance, stats
        self.fuse: int | None = None
        self.full: int | None = None
        self.live = True
        self.cut: Files | None = None
        self.synced: Files | None = None
        self._register: FileRegister | None = None

    def open(self) -> FileRegister:
        """The register from its files, under watch."""
        self.fuse = self.full = None
        if self.cut is not None:
            self.disk.put(self.cut)
            self.cut = None
        register = open_register(self.disk.path, KEY, busy_ms=200)
        for engine in (register._writer, register._reader):
            event.listen(engine, "before_cursor_execute", self._statement)
        self._watch_commits(register._writer)
        self._register = register
        with register._writer.connect() as connection:
            self.careful = connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        return register

    def off(self) -> None:
        """The process ends as it is; nothing is tidied up."""
        if self._register is not None:
            self._register._reader.dispose()
            self._register._writer.dispose()
            self._register = None
        if self.cut is not None:
            self.disk.put(self.cut)
            self.cut = None

    @contextmanager
    def looked_at(self) -> Iterator[None]:
        """By the checks, while somebody is at work: what they read stops nobody."""
        before, self.live = self.live, False
        yield
        self.live = before

    def arm(self, statements: int) -> None:
        self.fuse = self._chance.randint(1, statements)

    def _watch_commits(self, engine: Engine) -> None:
        commit = engine.dialect.do_commit

        def committed(connection: Any) -> None:
            if self._burnt():
                self._stop("crash_before_commit")
            if self.full is not None:
                self.full -= 1
                if self.full < 0:
                    self.full = None
                    self.stats["disk_full"] += 1
                    error = dbapi2.OperationalError("database or disk is full")
                    error.sqlite_errorcode = FULL
                    raise error
            commit(connection)
            if not self.careful and self._chance.random() < 0.3:
                self.synced = self.disk.take()
            if self._burnt():
                self._stop("crash_after_commit")

        engine.dialect.do_commit = committed  # type: ignore[method-assign]

    def _statement(self, *_: Any) -> None:
        if self._burnt():
            self._stop("crash_at_statement")

    def _burnt(self) -> bool:
        if self.fuse is None or not self.live:
            return False
        self.fuse -= 1
        return self.fuse <= 0

    def _stop(self, how: str) -> None:
        self.fuse = None
        self.stats[how] += 1
        if self._chance.random() < 0.5:
            self.stats["power_cut"] += 1
            self.cut = self.disk.take()
            if not self.careful and self.synced is not None:
                self.cut = self.synced  # what was not synced is gone
        raise Crash(self.name)
