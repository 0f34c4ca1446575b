"""The tour's centre: a real process, killed and started again, and never left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest

from app.tour.centre import Centre, CentreError, running


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    with running(tmp_path / "pusat") as made:
        yield made


def test_killed_and_started_again_at_the_same_addresses(centre: Centre) -> None:
    addresses, code = (centre.address, centre.public), centre.code
    assert centre.address.startswith("https://127.0.0.1:")
    assert len(centre.fingerprint.split(":")) == 32
    assert '<html lang="id">' in centre.fetch("/")
    centre.kill()
    with pytest.raises(URLError):
        centre.fetch("/")
    centre.start()
    assert (centre.address, centre.public, centre.code) == (*addresses, code)
    assert centre.pairing_code("Loket 2") not in ("", code)


def test_whatever_happens_the_process_ends(tmp_path: Path) -> None:
    with pytest.raises(KeyError), running(tmp_path / "pusat") as made:
        raise KeyError("the tour broke")
    with pytest.raises(URLError):
        made.fetch("/")


def test_a_folder_that_is_used_already_is_said(centre: Centre, tmp_path: Path) -> None:
    with pytest.raises(CentreError, match="pusat"), running(tmp_path / "pusat"):
        pass
