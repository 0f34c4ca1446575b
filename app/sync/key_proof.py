"""Whether what lies beside a register was written under a key: a register that is lost cannot say it any more."""

from __future__ import annotations

from pathlib import Path

from app.errors import Unavailable, disk_trouble
from app.sync import link_file, mirror, since_copy
from app.sync.last_act import NAME as LAST_ACT
from app.sync.last_act import LastAct
from app.sync.link_file import LinkFile
from app.sync.records import Sealer

LOGS = (mirror.NAME, since_copy.NAME)


def written_under(folder: Path, key: bytes) -> bool | None:
    """None where nothing is there that can tell. Raises Unavailable."""
    told = [_has_written(folder, name, key) for name in (LAST_ACT, link_file.NAME, *LOGS) if _has(folder / name)]
    return any(told) if told else None


def _has(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _has_written(folder: Path, name: str, key: bytes) -> bool:
    if name == LAST_ACT:
        return LastAct(folder, key).known is not None
    if name == link_file.NAME:
        try:
            return LinkFile(folder, key).read() is not None
        except Unavailable as trouble:
            if trouble.code != "link_damaged":
                raise
            return False
    try:
        return Sealer(key).salvaged((folder / name).read_bytes()).number > 0
    except OSError as error:
        raise disk_trouble(error) from error
