"""Thirty registrations without a pause. With layout items in Python's hands the program crashed after about twenty."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REGISTRATIONS = 30


def test_a_busy_morning(tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1", "LOKET_CREDENTIALS": "file"}
    command = [sys.executable, "-m", "tests.whole.endurance", str(tmp_path), str(REGISTRATIONS)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.split()[-1] == str(REGISTRATIONS)
