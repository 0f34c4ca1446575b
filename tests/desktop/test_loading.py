"""What is loaded by which thread while the sign-in page stands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def test_no_class_of_qt_is_made_by_another_thread(tmp_path: Path) -> None:
    """From the first picture until the office can be set up, in a process that has loaded nothing yet."""
    report = tmp_path / "report.json"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1", "LOKET_CREDENTIALS": "file"}
    command = [sys.executable, "-m", "tests.whole.window_thread", str(report), "start", str(tmp_path / "data")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(report.read_text()) == []
