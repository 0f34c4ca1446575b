"""A page as a phone shows it, where a Chromium is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
WIDTH, HEIGHT, SHARPNESS = 390, 844, 2
PATIENCE = 60  # seconds


def browser() -> str:
    """Empty where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), "")


def picture(program: str, address: str, path: Path) -> bool:
    """Whether the browser made it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        size = f"--window-size={WIDTH},{HEIGHT}"
        words = (program, *FLAGS, f"--user-data-dir={profile}", size, f"--force-device-scale-factor={SHARPNESS}")
        try:
            subprocess.run(
                (*words, f"--screenshot={path.resolve()}", address), capture_output=True, timeout=PATIENCE, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
    return path.is_file()
