"""A key is proved by whatever was written under it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.sync.key_proof import written_under
from app.sync.last_act import LastAct
from app.sync.link_file import LinkFile, LinkRecord
from app.sync.mirror import Mirror
from tests.conftest import KEY
from tests.harm import raises_unavailable
from tests.sync.test_last_act import ONE

OTHER = bytes(reversed(KEY))
TIES = LinkRecord(office="o", address="", certificate="", device_id="d", device="7Q4", token="", mac_key="", machine="")


def last_act(folder: Path) -> None:
    LastAct(folder, KEY).keep(ONE)


def log(folder: Path) -> None:
    Mirror(folder, KEY, name="since-copy.log").append("a", b"act")


def waiting(folder: Path) -> None:
    Mirror(folder, KEY).append("a", b"act")


def link(folder: Path) -> None:
    LinkFile(folder, KEY).keep(TIES)


@pytest.mark.parametrize("write", [last_act, log, waiting, link])
def test_each_file_tells(tmp_path: Path, write: Callable[[Path], None]) -> None:
    assert written_under(tmp_path, KEY) is None
    write(tmp_path)
    assert written_under(tmp_path, KEY) is True
    assert written_under(tmp_path, OTHER) is False


def test_an_empty_file_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "last-act").touch()
    assert written_under(tmp_path, KEY) is None


@pytest.mark.parametrize("write", [last_act, log, link])
def test_other_trouble_is_the_callers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], None]
) -> None:
    write(tmp_path)

    def unreadable(*_: object) -> bytes:
        raise OSError

    monkeypatch.setattr(Path, "read_bytes", unreadable)
    with raises_unavailable("database_readonly"):
        written_under(tmp_path, KEY)
