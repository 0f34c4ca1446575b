"""The tour's centre: a real process, killed and started again, and never left behind."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from urllib.request import urlopen

import pytest

from app.tour.centre import CentreError, TourCentre, running

KILLED = """
import os, sys
from pathlib import Path
from app.tour.centre import TourCentre
made = TourCentre(Path(sys.argv[1]))
made.start()
print(made.public, flush=True)
os._exit(9)
"""


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[TourCentre]:
    with running(tmp_path / "pusat") as made:
        yield made


def test_killed_and_started_again_at_the_same_addresses(centre: TourCentre) -> None:
    addresses, code = (centre.address, centre.public), centre.code
    assert centre.address.startswith("https://127.0.0.1:")
    assert len(centre.fingerprint.split(":")) == 32
    assert '<html lang="id">' in centre.fetch("/")
    centre.kill()
    assert not answers(centre.public)
    centre.start()
    assert (centre.address, centre.public, centre.code) == (*addresses, code)
    assert centre.pairing_code("Loket 2") not in ("", code)


def test_whatever_happens_the_process_ends(tmp_path: Path) -> None:
    with pytest.raises(KeyError), running(tmp_path / "pusat") as made:
        raise KeyError("the tour broke")
    assert not answers(made.public)


def test_a_folder_that_is_used_already_is_said(centre: TourCentre, tmp_path: Path) -> None:
    with pytest.raises(CentreError, match="pusat"), running(tmp_path / "pusat"):
        pass


def test_it_does_not_outlive_a_tour_that_is_killed(tmp_path: Path) -> None:
    done = subprocess.run(
        (sys.executable, "-c", KILLED, str(tmp_path)), capture_output=True, text=True, timeout=90, check=False
    )
    assert done.returncode == 9
    end = monotonic() + 20
    while answers(done.stdout.strip()):
        assert monotonic() < end


def answers(address: str) -> bool:
    try:
        urlopen(address, timeout=5).close()
    except OSError:
        return False
    return True
