"""Where the key is kept, and that no register is ever given a second one."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from app.database import open_register
from app.errors import Refused, Unavailable
from app.upkeep.copies import daily_copy
from app.upkeep.keys import (
    SERVICE,
    CredentialStore,
    FileStore,
    KeyStore,
    ObtainedKey,
    answer_within,
    key_stores,
    obtain_key,
    restore_key,
    system_backend,
)
from app.upkeep.recovery import recovery_code
from tests.conftest import KEY, FixedClock
from tests.harm import overwrite, raises_unavailable
from tests.office import Office


@dataclass
class Vault:
    """A credential store in memory; `deaf` keeps nothing of what it is told."""

    entries: dict[tuple[str, str], str] = field(default_factory=dict)
    deaf: bool = False

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if not self.deaf:
            self.entries[service, username] = password


def stores(folder: Path, vault: Vault) -> tuple[KeyStore, ...]:
    return (CredentialStore(folder, lambda: vault), FileStore(folder))


def broken_backend() -> Vault:
    raise RuntimeError("no service")


def without_service(folder: Path) -> tuple[KeyStore, ...]:
    return (CredentialStore(folder, broken_backend), FileStore(folder))


def code_of(trouble: pytest.ExceptionInfo[Unavailable]) -> str:
    return trouble.value.code


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_first_start_makes_a_key_and_the_next_finds_it(tmp_path: Path) -> None:
    vault = Vault()
    first = obtain_key(tmp_path, stores(tmp_path, vault))
    assert (len(first.key), first.fresh, first.place, first.warning) == (32, True, "credentials", "")
    assert obtain_key(tmp_path, stores(tmp_path, vault)) == ObtainedKey(first.key, False, "credentials")
    assert names(tmp_path) == ["register.id"]
    assert [service for service, _ in vault.entries] == [SERVICE]


def test_two_registers_have_two_keys(tmp_path: Path) -> None:
    vault, one, two = Vault(), tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    keys = {obtain_key(folder, stores(folder, vault)).key for folder in (one, two)}
    assert len(keys) == 2


def test_moved_folder_still_finds_its_key(tmp_path: Path) -> None:
    vault, old, new = Vault(), tmp_path / "old", tmp_path / "new"
    old.mkdir()
    made = obtain_key(old, stores(old, vault))
    old.rename(new)
    assert obtain_key(new, stores(new, vault)).key == made.key


def test_without_a_service_the_key_lies_in_a_file_and_doctor_is_told(tmp_path: Path) -> None:
    made = obtain_key(tmp_path, without_service(tmp_path))
    assert (made.place, made.warning) == ("file", "key_in_file")
    assert obtain_key(tmp_path, without_service(tmp_path)).key == made.key
    assert names(tmp_path) == ["register.key"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are a matter of POSIX")
def test_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    FileStore(tmp_path).write(KEY)
    assert (tmp_path / "register.key").stat().st_mode & 0o777 == 0o600


def test_service_that_forgets_at_once_is_not_trusted(tmp_path: Path) -> None:
    assert obtain_key(tmp_path, stores(tmp_path, Vault(deaf=True))).place == "file"


def test_register_without_its_key_is_never_given_another(register_path: Path) -> None:
    folder = register_path.parent
    with pytest.raises(Unavailable) as missing:
        obtain_key(folder, stores(folder, Vault()))
    assert code_of(missing) == "key_missing"
    assert names(folder) == ["register.db"]


def test_empty_file_of_a_start_that_was_cut_off_is_no_register(tmp_path: Path) -> None:
    (tmp_path / "register.db").touch()
    assert obtain_key(tmp_path, stores(tmp_path, Vault())).fresh


def test_silent_service_is_not_taken_for_a_missing_key(register_path: Path) -> None:
    folder = register_path.parent
    (folder / "register.id").write_text("known")
    with pytest.raises(Unavailable) as silent:
        obtain_key(folder, without_service(folder))
    assert code_of(silent) == "key_store_silent"


def test_entry_that_is_no_key(tmp_path: Path) -> None:
    for content in (b"zz", b"ab", b"\x8b" * 64, bytes(64), "é".encode() * 32):
        (tmp_path / "register.key").write_bytes(content)
        with pytest.raises(Unavailable) as missing:
            obtain_key(tmp_path, (FileStore(tmp_path),))
        assert code_of(missing) == "key_missing"


@pytest.mark.parametrize("lost", [16, 512, 4096])
@pytest.mark.parametrize("copied", [True, False])
def test_a_copy_proves_the_code_of_a_register_whose_beginning_is_lost(
    register_path: Path, clock: FixedClock, lost: int, copied: bool
) -> None:
    """With nothing else beside it; where there is no copy either, its other pages do, unless the salt is gone."""
    folder, stores = register_path.parent, (FileStore(register_path.parent),)
    with closing(open_register(register_path, KEY)) as register:
        Office(register, clock).open()
    if copied:
        assert daily_copy(register_path, KEY, date(2026, 11, 23)) is not None
    register_path.write_bytes(bytes(lost) + register_path.read_bytes()[lost:])
    with raises_unavailable("database_key"):
        restore_key(folder, recovery_code(bytes(32)), stores)
    if copied:
        assert restore_key(folder, recovery_code(KEY), stores).key == KEY


def test_a_page_damaged_behind_the_salt_still_proves_the_code(register_path: Path) -> None:
    stores = (FileStore(register_path.parent),)
    overwrite(register_path, 100, 400)
    with raises_unavailable("database_key"):
        restore_key(register_path.parent, recovery_code(bytes(32)), stores)
    assert restore_key(register_path.parent, recovery_code(KEY), stores).key == KEY


def test_service_that_hangs_is_given_up() -> None:
    release = Event()
    with pytest.raises(Unavailable) as silent:
        answer_within(0.05, release.wait)
    release.set()
    assert code_of(silent) == "key_store_silent"


def test_answer_and_failure_reach_the_one_who_asked() -> None:
    assert answer_within(5, lambda: 7) == 7
    with pytest.raises(Unavailable) as silent:
        answer_within(5, broken_backend)
    assert isinstance(silent.value.__cause__, RuntimeError)


def test_recovery_sheet_brings_the_key_back(register_path: Path) -> None:
    folder, vault = register_path.parent, Vault()
    restored = restore_key(folder, recovery_code(KEY), stores(folder, vault))
    assert restored == ObtainedKey(KEY, False, "credentials")
    assert obtain_key(folder, stores(folder, vault)).key == KEY


def test_recovery_sheet_of_another_register_is_not_kept(register_path: Path) -> None:
    folder = register_path.parent
    with pytest.raises(Unavailable) as wrong:
        restore_key(folder, recovery_code(bytes(32)), stores(folder, Vault()))
    assert code_of(wrong) == "database_key"
    assert names(folder) == ["register.db"]


def test_restored_key_replaces_a_wrong_one_in_either_place(register_path: Path) -> None:
    folder, vault = register_path.parent, Vault()
    FileStore(folder).write(bytes(32))
    restore_key(folder, recovery_code(KEY), stores(folder, vault))
    assert obtain_key(folder, stores(folder, vault)).key == KEY
    restore_key(folder, recovery_code(KEY), without_service(folder))
    assert names(folder) == ["register.db", "register.key"]


def test_restore_before_the_register_is_brought_back(tmp_path: Path) -> None:
    assert restore_key(tmp_path, recovery_code(KEY), (FileStore(tmp_path),)).key == KEY


def test_mistyped_recovery_code_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        restore_key(tmp_path, "0000", (FileStore(tmp_path),))
    assert names(tmp_path) == []


def test_folder_that_takes_nothing(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with pytest.raises(Unavailable) as trouble:
        obtain_key(gone, (FileStore(gone),))
    assert code_of(trouble) == "database_readonly"


def test_other_trouble_of_a_store_is_not_hidden_by_the_next(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with pytest.raises(Unavailable) as trouble:
        obtain_key(gone, (FileStore(gone), FileStore(tmp_path)))
    assert code_of(trouble) == "database_readonly"


def test_key_file_that_cannot_be_read_or_removed(tmp_path: Path) -> None:
    (tmp_path / "register.key").mkdir()
    for attempt in (FileStore(tmp_path).read, FileStore(tmp_path).forget):
        with pytest.raises(Unavailable):
            attempt()


def test_where_keys_are_looked_for(tmp_path: Path) -> None:
    assert [store.place for store in key_stores(tmp_path, {})] == ["credentials", "file"]
    assert [store.place for store in key_stores(tmp_path, os.environ)] == ["file"]  # tests/conftest.py
    assert obtain_key(tmp_path).place == "file"
    assert restore_key(tmp_path, recovery_code(KEY)).place == "file"


@pytest.mark.skipif(sys.platform != "linux", reason="where this system's own store is a running service")
def test_system_without_a_secret_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with pytest.raises(RuntimeError):
        system_backend()


def test_what_else_was_written_under_a_key_proves_it(tmp_path: Path) -> None:
    """The register, its copies and the key are gone; a wrong sheet is not kept where anything speaks against it."""
    stores = (FileStore(tmp_path),)
    for told, kept in ((False, False), (True, True), (None, True)):

        def written_under(folder: Path, key: bytes, told: bool | None = told) -> bool | None:
            assert (folder, key) == (tmp_path, KEY)
            return told

        if kept:
            assert restore_key(tmp_path, recovery_code(KEY), stores, written_under=written_under).key == KEY
        else:
            with pytest.raises(Unavailable) as caught:
                restore_key(tmp_path, recovery_code(KEY), stores, written_under=written_under)
            assert code_of(caught) == "database_key"


def test_a_copy_of_somebodys_choice_proves_the_key(register_path: Path, tmp_path: Path) -> None:
    folder, stores = tmp_path / "new", (FileStore(tmp_path / "new"),)
    folder.mkdir()
    (folder / "register.db").write_bytes(bytes(8192))
    with pytest.raises(Unavailable) as caught:
        restore_key(folder, recovery_code(bytes(32)), stores, copy=register_path)
    assert code_of(caught) == "database_key"
    assert restore_key(folder, recovery_code(KEY), stores, copy=register_path).key == KEY
