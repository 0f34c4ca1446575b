"""Where the key of the file at rest is kept: the system's credential store, else a file only its owner may read.

Keyring is asked for its named backends only (never a plain-text one somebody installed), and with a time-out:
a desktop whose password service hangs must not keep the counter from opening.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from app.errors import Unavailable, disk_trouble
from app.in_time import within
from app.upkeep.recovery import KEY_BYTES, parse_recovery

SERVICE = "loket-ptsp"
PATIENCE = 10.0  # seconds
NAMED = {"win32": "keyring.backends.Windows.WinVaultKeyring", "darwin": "keyring.backends.macOS.Keyring"}
T = TypeVar("T")


@dataclass(frozen=True)
class ObtainedKey:
    """`place` is "credentials" or "file"; `warning` is a code for `doctor`, empty when all is well."""

    key: bytes
    fresh: bool
    place: str

    @property
    def warning(self) -> str:
        return "key_in_file" if self.place == FileStore.place else ""


class KeyStore(Protocol):
    """Keeps one key. `read` gives None for none; `key_store_silent` when the store does not answer. `forget` leaves the
    key to other copies of the folder, `destroy` to nobody."""

    place: str

    def read(self) -> bytes | None: ...
    def write(self, key: bytes) -> None: ...
    def forget(self) -> None: ...
    def destroy(self) -> None: ...


class Backend(Protocol):
    """What is used of a keyring backend."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...


class FileStore:
    """`register.key`, readable by its owner only."""

    place = "file"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "register.key"

    def read(self) -> bytes | None:
        kept = read_private(self._path)
        return _key(kept) if kept else None

    def write(self, key: bytes) -> None:
        write_private(self._path, key.hex())

    def forget(self) -> None:
        _remove(self._path)

    def destroy(self) -> None:
        if self._path.exists():
            write_private(self._path, "0" * 2 * KEY_BYTES)
        self.forget()


class CredentialStore:
    """An entry of the system's store, named by an id kept beside the register: the folder can be moved."""

    place = "credentials"

    def __init__(self, folder: Path, backend: Callable[[], Backend], patience: float = PATIENCE) -> None:
        self._id = folder / "register.id"
        self._backend = backend
        self._patience = patience

    def read(self) -> bytes | None:
        name = read_private(self._id)
        return self._entry(name) if name else None

    def write(self, key: bytes) -> None:
        name = secrets.token_hex(8)
        answer_within(self._patience, lambda: self._backend().set_password(SERVICE, name, key.hex()))
        if self._entry(name) != key:
            raise Unavailable("key_store_silent")
        write_private(self._id, name)

    def forget(self) -> None:
        """The entry itself stays: another copy of the folder may still point at it."""
        _remove(self._id)

    def destroy(self) -> None:
        """Written over where the store answers; without its name nobody finds it either way."""
        name = read_private(self._id)
        if name:
            with suppress(Unavailable):
                answer_within(self._patience, lambda: self._backend().set_password(SERVICE, name, "-"))
        self.forget()

    def _entry(self, name: str) -> bytes | None:
        kept = answer_within(self._patience, lambda: self._backend().get_password(SERVICE, name))
        return _key(kept) if kept else None


def obtain_key(folder: Path, stores: tuple[KeyStore, ...] | None = None) -> ObtainedKey:
    """The register's key, made on the first start; `key_missing` where there is, or was, a register without its key."""
    stores = key_stores(folder) if stores is None else stores
    for store in reversed(stores):  # the file first: it answers at once
        key = store.read()
        if key is not None:
            return ObtainedKey(key, False, store.place)
    from app.upkeep.register_folder import had_register

    if had_register(folder):
        raise Unavailable("key_missing")
    return _keep(secrets.token_bytes(KEY_BYTES), stores, fresh=True)


Proof = Callable[[Path, bytes], bool | None]


def unproved(_folder: Path, _key: bytes) -> None:
    """Nothing there can tell."""


def restore_key(
    folder: Path,
    recovery_text: str,
    stores: tuple[KeyStore, ...] | None = None,
    *,
    written_under: Proof = unproved,
    copy: Path | None = None,
) -> ObtainedKey:
    """Keep the key of a recovery sheet again, once it has opened the register that is there, a copy of it, the `copy`
    of somebody's choice, or anything else that was written under it (app.sync.key_proof): no key opens a register whose
    beginning is lost. Raises Refused, and Unavailable `database_key`."""
    key = parse_recovery(recovery_text)
    if not _is_proved(folder, key, written_under, copy):
        raise Unavailable("database_key")
    return keep_key(folder, key, stores)


def keep_key(folder: Path, key: bytes, stores: tuple[KeyStore, ...] | None = None) -> ObtainedKey:
    """Keep a key that was proved, in the best store that takes it."""
    return _keep(key, key_stores(folder) if stores is None else stores, fresh=False)


def _is_proved(folder: Path, key: bytes, written_under: Proof, copy: Path | None) -> bool:
    """Also where there is nothing at all to prove it by."""
    from app.upkeep.register_folder import copies_of, is_there, opens

    if copy is not None:
        return opens(copy, key)
    files = [file for file in (folder / "register.db", *copies_of(folder)) if is_there(file)]
    if any(opens(file, key) for file in files):
        return True
    told = written_under(folder, key)
    return bool(told) if files else told is not False


def key_stores(folder: Path, environ: Mapping[str, str] = os.environ) -> tuple[KeyStore, ...]:
    """Best first. LOKET_CREDENTIALS=file leaves the system's store alone."""
    file = FileStore(folder)
    if environ.get("LOKET_CREDENTIALS") == "file":
        return (file,)
    return (CredentialStore(folder, system_backend), file)


def system_backend() -> Backend:
    """The credential store of this system; asking it may hang, so only within `answer_within`."""
    from keyring.core import load_keyring

    return load_keyring(NAMED.get(sys.platform, "keyring.backends.SecretService.Keyring"))


def answer_within(seconds: float, ask: Callable[[], T]) -> T:
    """`key_store_silent` when the store fails or is slow; a thread still waiting ends with the program."""
    try:
        return within(seconds, ask)
    except Exception as error:  # each backend has its own families of errors
        raise Unavailable("key_store_silent") from error


def _keep(key: bytes, stores: tuple[KeyStore, ...], *, fresh: bool) -> ObtainedKey:
    """In the first store that takes it, and nowhere else; the last one's trouble is the caller's."""
    for store in stores[:-1]:
        if _takes(store, key):
            return _only(store, key, stores, fresh)
    stores[-1].write(key)
    return _only(stores[-1], key, stores, fresh)


def _takes(store: KeyStore, key: bytes) -> bool:
    try:
        store.write(key)
    except Unavailable as trouble:
        if trouble.code != "key_store_silent":
            raise
        return False
    return True


def _only(keeper: KeyStore, key: bytes, stores: tuple[KeyStore, ...], fresh: bool) -> ObtainedKey:
    for store in stores:
        if store is not keeper:
            store.forget()
    return ObtainedKey(key, fresh, keeper.place)


def _key(kept: str) -> bytes:
    """`key_missing` for an entry that is no key: somebody else wrote there."""
    try:
        key = bytes.fromhex(kept)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise Unavailable("key_missing")
    return key


def read_private(path: Path) -> str:
    """Empty when there is no such file."""
    try:
        return path.read_text("ascii", errors="replace").strip() if path.exists() else ""
    except OSError as error:
        raise disk_trouble(error) from error


def write_private(path: Path, content: str) -> None:
    """Whole or not at all, on the disk before it counts, never readable by others in between."""
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise disk_trouble(error) from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise disk_trouble(error) from error
