"""The centre's safety: a backup of everything in one encrypted file, and the way back from it.

Acts that a verified backup holds are `durable`: counters keep theirs until then. A restore gives the centre a new
random epoch, in the database and in a file beside it, so that counters notice and bring again what it has lost.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from argon2.low_level import Type, hash_secret_raw
from sqlalchemy import delete, select, update

from app.cipher import raw_connection, sync
from app.database import FileRegister, Register, upgrade
from app.errors import Refused, Unavailable, disk_trouble
from app.migrations import HEAD
from app.models.centre import EarlyAct, Head
from app.server.register.postgres import without_limits
from app.server.register.store import open_centre
from app.server.safety import archive
from app.server.safety.archive import Contents, Progress, silent
from app.server.safety.passphrase import spellings, strong
from app.upkeep.copies import Reach, superseded
from app.upkeep.recovery import KEY_BYTES

# 32 bytes as they are, or a passphrase.
Secret = bytes | str
SALT_BYTES = 16
EPOCH_FILE, LAST_FILE = "epoch", "last-backup.json"
KEPT = 30
OF_AN_ARCHIVE = {
    "database_missing": "backup_missing",
    "database_damaged": "backup_damaged",
    "database_key": "backup_key",
    "database_newer": "backup_newer",
}


@dataclass(frozen=True)
class LastBackup:
    """What is remembered of the newest backup, in the data folder. `at` is an ISO moment."""

    at: str
    name: str
    epoch: str
    head: int
    size: int


def backup(
    register: Register, target: Path, secret: Secret, *, data: Path, now: datetime, progress: Progress = silent
) -> Contents:
    """Write, read through, then tell the counters by `head.durable`. The centre may be at work meanwhile.

    Raises Unavailable, after which there is no `target` that was not there before.
    """
    if isinstance(register, FileRegister) and target.exists() and target.samefile(register.file.path):
        raise Unavailable("backup_failed")
    key = _new_key(secret)
    with _writing_a_backup(), register.reading() as session:
        contents = archive.write(session.connection(), target, key, now=now, progress=progress)
    with register.writing() as session:
        made = moment_of(contents.made)
        session.execute(update(Head).where(Head.epoch == contents.epoch).values(backed_up=made))
        inside = Head.epoch == contents.epoch, Head.durable < contents.head
        session.execute(update(Head).where(*inside).values(durable=contents.head))
    _remember(data, target, contents)
    return contents


def daily_backup(
    register: Register, folder: Path, secret: Secret, *, data: Path, now: datetime, kept: int = KEPT
) -> Path:
    """`centre-YYYY-MM-DD.loket` in the folder; today's is written anew, the oldest beyond `kept` go."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise disk_trouble(error) from error
    target = folder / f"centre-{now:%Y-%m-%d}{archive.ENDING}"
    backup(register, target, secret, data=data, now=now)
    try:
        written = folder.glob(f"centre-????-??-??{archive.ENDING}")
        for old in superseded(dict.fromkeys(written, Reach()), target, kept):  # by their days: the centre's clock
            old.unlink()
    except OSError as error:
        raise disk_trouble(error) from error
    return target


def verify(path: Path, secret: Secret) -> Contents:
    """Read a backup through. `backup_missing`, `backup_damaged`, `backup_newer`, or `backup_key` for a wrong secret."""
    with _of_an_archive():
        return archive.examine(path, _key_of(path, secret))


def restore(
    path: Path, secret: Secret, url: str, *, data: Path, replace: bool = False, progress: Progress = silent
) -> Contents:
    """Everything in the backup, all or nothing, under a new epoch. Refused `not_empty` where there is something and
    `replace` does not say that it may go.

    The centre must not be running. A backup of an earlier program is upgraded on a copy first.
    """
    key = _key_of(path, secret)
    contents = verify(path, secret)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (
        _upgraded(path, key, contents, data) as source,
        closing(open_centre(url, data=data)) as register,
        register.writing() as session,
    ):
        connection = session.connection()
        without_limits(connection)
        if not archive.is_empty(connection):
            if not replace:
                raise Refused("not_empty")
            archive.clear(connection)
        archive.load(source, key, connection, progress=progress)
        epoch = secrets.token_hex(16)
        made = moment_of(contents.made)
        session.execute(update(Head).values(epoch=epoch, durable=contents.head, backed_up=made))
        session.execute(delete(EarlyAct))  # what waited when it was made begins to wait anew
        session.flush()
        keep_epoch(data, epoch)
    return contents


def kept_epoch(data: Path) -> str:
    """Empty when there is no such file yet."""
    path = data / EPOCH_FILE
    try:
        return path.read_text("ascii").strip() if path.exists() else ""
    except OSError as error:
        raise disk_trouble(error) from error


def keep_epoch(data: Path, epoch: str) -> None:
    _write(data / EPOCH_FILE, epoch)


def agree_on_epoch(register: Register, data: Path) -> str:
    """The epoch to go by from now on; asked once when the centre starts, empty before it is founded.

    Where the file knows another than the database, one of them came from somewhere else: a new one for both, which
    costs the counters one more look at what they have, and loses nothing.
    """
    with register.writing() as session:
        head = session.scalars(select(Head).with_for_update()).first()
        if head is None:
            return ""
        known, last = kept_epoch(data), last_backup(data)
        if head.backed_up is None and last is not None and last.epoch == head.epoch:
            head.backed_up = moment_of(last.at)  # made by a program that did not tell the counters
        if known != head.epoch and (known or head.head):
            head.epoch = secrets.token_hex(16)
            session.execute(delete(EarlyAct))
        keep_epoch(data, head.epoch)
        return head.epoch


def moment_of(made: str) -> datetime:
    """Of an ISO moment as a backup or what is remembered of it has it; UTC where it names no zone."""
    found = datetime.fromisoformat(made)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def last_backup(data: Path) -> LastBackup | None:
    """None when there was none, or nobody can read what is remembered of it."""
    try:
        return LastBackup(**json.loads((data / LAST_FILE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _remember(data: Path, target: Path, contents: Contents) -> None:
    last = LastBackup(contents.made, target.name, contents.epoch, contents.head, target.stat().st_size)
    _write(data / LAST_FILE, json.dumps(vars(last)))


def _write(path: Path, content: str) -> None:
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(content, "utf-8")
        sync(part)
        part.replace(path)
    except OSError as error:
        raise disk_trouble(error) from error


@contextmanager
def _upgraded(path: Path, key: bytes, contents: Contents, data: Path) -> Iterator[Path]:
    """The backup itself, or a copy of an older one at the newest schema."""
    if contents.schema == HEAD:
        yield path
        return
    try:
        with TemporaryDirectory(prefix="restore-", dir=data) as folder:
            copy = Path(shutil.copy(path, folder))
            with _of_an_archive():
                upgrade(copy, key)
            yield copy
    except OSError as error:
        raise disk_trouble(error) from error


@contextmanager
def _writing_a_backup() -> Iterator[None]:
    """The centre is only read: what cannot be written is the backup."""
    try:
        yield
    except Unavailable as trouble:
        raise Unavailable("backup_unwritable" if trouble.code == "database_readonly" else trouble.code) from trouble


@contextmanager
def _of_an_archive() -> Iterator[None]:
    try:
        yield
    except Unavailable as trouble:
        raise Unavailable(OF_AN_ARCHIVE.get(trouble.code, trouble.code)) from trouble


def _new_key(secret: Secret) -> bytes:
    """A passphrase is stretched with a salt that SQLCipher keeps in the file's first bytes."""
    return _stretched(strong(secret) if isinstance(secret, str) else secret, secrets.token_bytes(SALT_BYTES))


def _key_of(path: Path, secret: Secret) -> bytes:
    """Of a passphrase the spelling that opens the backup, else the first of them."""
    salt = _salt_of(path)
    if isinstance(secret, bytes):
        return secret
    keys = [_stretched(each, salt) for each in spellings(secret)]
    return next((key for key in keys if _opens(path, key)), keys[0])


def _salt_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            salt = file.read(SALT_BYTES)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        raise Unavailable("backup_missing" if missing else "backup_unreadable") from error
    if len(salt) < SALT_BYTES:
        raise Unavailable("backup_damaged")
    return salt


def _opens(path: Path, key: bytes) -> bool:
    try:
        with raw_connection(path, key):
            return True
    except Unavailable as trouble:
        return trouble.code != "database_key"


def _stretched(secret: Secret, salt: bytes) -> bytes:
    if isinstance(secret, bytes):
        return secret
    key = hash_secret_raw(
        secret.encode("utf-8", "surrogatepass"),
        salt,
        time_cost=3,
        memory_cost=65_536,
        parallelism=2,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return key + salt
