"""A PC that was taken out of the office keeps nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import Unavailable
from app.upkeep.keys import CredentialStore, FileStore
from app.upkeep.wiping import CHUNK, begin_anew, was_revoked, wipe
from tests.conftest import KEY
from tests.harm import raises_unavailable

GONE = (
    "register.db",
    "register.db-wal",
    "register-damaged.db",
    "register.db.before-0003",
    "waiting.log",
    "waiting-damaged.log",
    "link",
    "outages.json",
    "backups/register-2026-11-23.db",
    "papers/2026/tanda-terima.pdf",
    "ekspor/register.xlsx",
    "reports/galat-1.txt",
)
KEPT = ("counter.json", "catalogue.yaml", "latihan/register.db", "latihan/register.key")


class Memory:
    """A credential store of the system; `silent` where it does not answer."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}
        self.silent = False

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.silent:
            raise OSError("no answer")
        self.entries[username] = password


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (*GONE, *KEPT):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"NI LUH CONTOH" * 9)
    return tmp_path


def left(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_nothing_of_the_office_stays(folder: Path) -> None:
    FileStore(folder).write(KEY)
    wipe(folder, (FileStore(folder),))
    assert left(folder) == {*KEPT, "revoked"}
    assert was_revoked(folder)
    begin_anew(folder)
    assert left(folder) == set(KEPT)
    assert not was_revoked(folder)


def test_what_is_deleted_was_overwritten_first(folder: Path) -> None:
    twin, large = folder / "twin", folder / "register.db"
    large.write_bytes(b"x" * (CHUNK + 7))
    twin.hardlink_to(large)
    wipe(folder, ())
    assert twin.read_bytes() == bytes(CHUNK + 7)


def test_a_key_of_the_system_is_written_over(folder: Path) -> None:
    memory = Memory()
    store = CredentialStore(folder, lambda: memory)
    store.write(KEY)
    wipe(folder, (store,))
    assert KEY.hex() not in memory.entries.values()
    assert "register.id" not in left(folder)
    wipe(folder, (store,))


def test_a_store_that_does_not_answer_keeps_nothing_from_it(folder: Path) -> None:
    memory = Memory()
    store = CredentialStore(folder, lambda: memory)
    store.write(KEY)
    memory.silent = True
    wipe(folder, (store,))
    assert left(folder) == {*KEPT, "revoked"}


def test_what_was_cut_is_gone_on_with(folder: Path) -> None:
    (folder / "revoked").touch()
    wipe(folder, ())
    wipe(folder, ())
    assert left(folder) == {*KEPT, "revoked"}


def test_a_disk_that_will_not_is_said(folder: Path) -> None:
    blocked = folder / "waiting.log"
    blocked.unlink()
    blocked.mkdir()
    with raises_unavailable("database_readonly"):
        wipe(folder, ())
    blocked.rmdir()
    (folder / "revoked").unlink()
    (folder / "revoked").mkdir()
    with pytest.raises(Unavailable):
        begin_anew(folder)
