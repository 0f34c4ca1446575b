"""A PC that was taken out of the office forgets it: keys first, which makes the rest unreadable, then every file.

A mark stays that says so. Where the work is cut, the next start finds it and goes on.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from app.errors import disk_trouble
from app.settings import Settings
from app.upkeep.at_rest import OF_THE_OFFICE, OWN_FOLDERS, clear_passing
from app.upkeep.keys import KeyStore, key_stores

MARK = "revoked"
CHUNK = 1 << 20


def was_revoked(folder: Path) -> bool:
    return (folder / MARK).exists()


def wipe(folder: Path, stores: tuple[KeyStore, ...] | None = None) -> None:
    """The office's data in this folder; the training office and the printers' names stay. Raises Unavailable."""
    try:
        (folder / MARK).touch(mode=0o600)
        clear_passing(Settings(folder).papers)
        for store in key_stores(folder) if stores is None else stores:
            store.destroy()
        for name in OWN_FOLDERS:
            for path in sorted((folder / name).rglob("*")):
                if path.is_file():
                    _overwrite(path)
            shutil.rmtree(folder / name, ignore_errors=True)
        for pattern in OF_THE_OFFICE:
            for path in sorted(folder.glob(pattern)):
                _overwrite(path)
                path.unlink()
    except OSError as error:
        raise disk_trouble(error) from error


def begin_anew(folder: Path) -> None:
    """Somebody has read it: from now on this is a PC like any new one. Raises Unavailable."""
    try:
        (folder / MARK).unlink(missing_ok=True)
    except OSError as error:
        raise disk_trouble(error) from error


def _overwrite(path: Path) -> None:
    """As far as a disk lets itself be overwritten at all."""
    with path.open("r+b") as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, CHUNK)))
        file.flush()
        os.fsync(file.fileno())
