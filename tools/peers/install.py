"""Puts a peer into build/peers with npm, once; nothing of it is part of the product."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE.parent.parent / "build" / "peers"
INSTALL = ("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error")


class NotHereError(Exception):
    """The peer cannot be had on this machine; says why."""


def installed(name: str) -> Path:
    """The folder with the peer's scripts and its packages. Raises NotHereError."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise NotHereError(f"{name}: no Node.js with npm on this machine")
    target = BUILD / name
    target.mkdir(parents=True, exist_ok=True)
    for file in (HERE / name).iterdir():
        shutil.copy(file, target)
    if not (target / "node_modules" / ".package-lock.json").exists():
        done = subprocess.run(INSTALL, cwd=target, capture_output=True, text=True)
        if done.returncode:
            raise NotHereError(f"{name}: npm could not install it: {done.stderr.strip().splitlines()[-1:]}")
    return target
