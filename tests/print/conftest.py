"""A spooler for the whole run; the tests of it are skipped where CUPS is not installed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.print import spooler


@pytest.fixture(scope="session")
def cups() -> Iterator[spooler.Spooler]:
    if os.name == "nt" or not shutil.which("cupsd", path=os.environ["PATH"] + ":/usr/sbin"):
        pytest.skip("needs CUPS: `python run.py setup` installs it on Debian and Ubuntu")
    running = spooler.start(Path(tempfile.mkdtemp(prefix="cups-")))
    yield running
    spooler.stop(running)
