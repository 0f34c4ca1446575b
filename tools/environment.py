"""The environment `.venv`: made from the hash-locked files, checked at every start, made anew where it is not whole.

`.venv/made.json` says for which folder it was made and from which locks. It is written last and taken away while
packages are being replaced, so an environment without it is half made. The standard library only.
"""

from __future__ import annotations

import errno
import hashlib
import importlib
import importlib.util
import json
import os
import subprocess
import sys
import tomllib
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.installer import Installer, SetUpError, bare, say

PROBE = """
import importlib.util, json, sys
app = importlib.util.find_spec("app")
print(json.dumps([sys.version_info[:2], sys.prefix, app.origin if app else ""]))
"""


class Environment:
    """`.venv` in the folder of the source. `need_venv` is called where this Python cannot make one."""

    def __init__(self, source: Path, need_venv: Callable[[], None]) -> None:
        self._source, self._need_venv = source, need_venv
        self.folder = source / ".venv"
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self._mark = self.folder / "made.json"
        self.installer = Installer(self.python, source, self.folder / "pip.log", self._forget)

    def make(self, lock: str) -> None:
        """Make it equal to that lock, and to the others it was made from before. Raises SetUpError."""
        if self._is_current(lock):
            return
        try:
            with self._alone():
                if not self._is_current(lock):
                    self._make(lock)
        except OSError as trouble:
            raise SetUpError(_trouble(trouble)) from trouble

    def fault(self) -> str:
        """Why it has to be made anew; empty where packages can simply be put into it."""
        if not self.folder.exists():
            return "making .venv"
        made = self._made()
        if not made:
            return ".venv was not finished, so it is made anew"
        if made["folder"] != str(self._source):
            return ".venv was copied or moved here, so it is made anew"
        version, prefix, _ = self._probed()
        if version < (3, 11) or not _same(prefix, self.folder):
            return "the Python that .venv was made with is gone, so it is made anew"
        return "" if self._pip_answers() else ".venv has no pip that works, so it is made anew"

    def call(self, *words: str, folder: Path | None = None) -> int:
        """The environment's Python on these words, in the caller's folder or that one; its exit code."""
        code = subprocess.run((str(self.python), *words), cwd=folder, env=bare(os.environ), check=False).returncode
        return code if code >= 0 else 128 - code

    def _make(self, lock: str) -> None:
        fault = self.fault()
        wanted = self._wanted(lock)
        if fault:
            say(fault)
            self._create()
        for name in wanted:
            self.installer.install(name)
        self.installer.install_project()
        self._mark.write_text(json.dumps({"folder": str(self._source), "locks": wanted}), encoding="utf-8")

    def _forget(self) -> None:
        self._mark.unlink(missing_ok=True)

    def _is_current(self, lock: str) -> bool:
        made = self._made()
        if made.get("folder") != str(self._source) or made["locks"] != self._wanted(lock):
            return False
        _, prefix, app = self._probed()
        return _same(prefix, self.folder) and _same(app, self._source / "app" / "__init__.py")

    def _made(self) -> dict[str, object]:
        try:
            made = json.loads(self._mark.read_text(encoding="utf-8"))
            return {"folder": str(made["folder"]), "locks": dict(made["locks"])}
        except (OSError, ValueError, LookupError, TypeError):
            return {}

    def _wanted(self, lock: str) -> dict[str, str]:
        """A digest for every lock that counts: its own bytes and what the project says of its installation."""
        before = self._made().get("locks")
        names = [*before, lock] if isinstance(before, dict) else [lock]
        project = tomllib.loads((self._source / "pyproject.toml").read_text(encoding="utf-8"))
        parts = json.dumps([project.get("project"), project.get("build-system"), project.get("tool", {}).get("hatch")])
        kept = {name: self._source / name for name in sorted(set(names)) if (self._source / name).is_file()}
        return {name: hashlib.sha256(path.read_bytes() + parts.encode()).hexdigest() for name, path in kept.items()}

    def _probed(self) -> tuple[tuple[int, ...], str, str]:
        """Its version, its prefix, where it finds the program; nothing of a Python that does not start."""
        try:
            words = (str(self.python), "-I", "-c", PROBE)
            told = subprocess.run(words, capture_output=True, encoding="utf-8", errors="replace", check=True)
            version, prefix, app = json.loads(told.stdout)
        except (OSError, ValueError, subprocess.CalledProcessError):
            return (), "", ""
        return tuple(version), prefix, app

    def _pip_answers(self) -> bool:
        words = (str(self.python), "-I", "-m", "pip", "--version")
        return subprocess.run(words, capture_output=True, check=False).returncode == 0

    def _create(self) -> None:
        if importlib.util.find_spec("ensurepip") is None:
            self._need_venv()
            importlib.invalidate_caches()
            if importlib.util.find_spec("ensurepip") is None:
                raise SetUpError("this Python cannot make an environment: its package venv is missing")
        if self.folder.is_symlink():
            self.folder.unlink()
        try:
            venv.create(self.folder, clear=True, with_pip=True, symlinks=os.name != "nt")
        except subprocess.CalledProcessError as trouble:
            raise SetUpError(f"this Python could not put pip into .venv (exit code {trouble.returncode})") from trouble
        except ValueError as trouble:  # `.venv` is a file, or the path holds the separator of PATH
            raise SetUpError(f".venv cannot be made here: {trouble}") from trouble

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One set-up at a time: a second start must not take the first one's half for broken."""
        path = self._source / "build" / "set-up.lock"
        path.parent.mkdir(exist_ok=True)
        with path.open("w") as handle:
            try:
                _take(handle.fileno())
            except OSError as trouble:
                raise SetUpError("another set-up is at work in this folder; start again when it is over") from trouble
            yield


def _trouble(trouble: OSError) -> str:
    if trouble.errno == errno.ENOSPC:
        return "the disk is full; the environment needs about 1 GB"
    if trouble.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{trouble.filename or 'this folder'} may not be written: copy the folder to a place of your own"
    return f".venv cannot be made: {trouble.strerror} ({trouble.filename})"


def _same(one: str, other: Path) -> bool:
    return bool(one) and os.path.realpath(one) == os.path.realpath(other)


def _take(handle: int) -> None:
    """The lock of an open file, given back when it is closed. Raises OSError where another process has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
