"""One running program for each data folder, held by a lock that ends with the process, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import Unavailable, disk_trouble

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def only_instance(folder: Path) -> Iterator[None]:
    """Make the folder, private to this user, and hold it; `already_running` while another process does."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder / "register.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise disk_trouble(error) from error
    try:
        _claim(handle)
        yield
    finally:
        os.close(handle)


def _claim(handle: int) -> None:
    try:
        _lock(handle)
    except OSError as error:
        raise Unavailable("already_running") from error
