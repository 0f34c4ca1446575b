"""What lies in folders is for this user's eyes only: the data folder, and papers somebody looks at for a while."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from app.errors import Unavailable

# Everything the program ever wrote into a data folder, in any release, with what a cut leaves of it. Papers and reports
# are of earlier ones.
OF_THE_OFFICE = (
    *("register.db*", "register-*", "register.key*", "register.id*", "register.suspect*", "register.origin*"),
    *("waiting*.log*", "since-copy*.log*", "last-act*", "link", "link.part", "outages.json*", "lookup.token*"),
)
OWN_FOLDERS = ("backups", "papers", "ekspor", "reports")
OF_THE_PC = ("counter.json*", "register.lock", "revoked")
FILE, FOLDER = 0o600, 0o700
OTHERS = 0o077
NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def mend(folder: Path, system: str = os.name) -> None:
    """Rights that earlier programs, or whoever copied the folder, left wider are taken back from what is ours: the
    folder may hold other things too. Windows gives a user's folder to that user alone."""
    if system == "nt":
        return
    ours = (path for pattern in (*OF_THE_OFFICE, *OF_THE_PC) for path in folder.glob(pattern))
    inside = (path for name in OWN_FOLDERS for path in (folder / name, *(folder / name).rglob("*")))
    for path in (folder, *ours, *inside):
        with suppress(OSError):
            if not path.is_symlink() and path.stat().st_mode & OTHERS:
                path.chmod(FOLDER if path.is_dir() else FILE)


def make_passing(folder: Path) -> None:
    """An empty folder of our own; what a killed program left in it goes. Raises Unavailable `file_unwritable`."""
    clear_passing(folder)
    try:
        folder.mkdir(mode=FOLDER)
    except OSError as error:
        raise Unavailable("file_unwritable") from error


def clear_passing(folder: Path) -> None:
    """Nobody looks at these papers any more; they are drawn again from their cards."""
    if not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)


def write(path: Path, content: bytes) -> None:
    """Whole or not at all, never readable by others in between. Raises OSError."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, NEW, FILE), "wb") as file:
        file.write(content)
    part.replace(path)
