"""pip within the environment: what it is called with, what is heard of it, what its failure means."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.progress import Progress

BUILD = "requirements-build.txt"
# Complete locks need no resolving, and pip before 23.3 follows an extra past them; `--no-user` outdoes a pip.conf.
LOCKED = ("install", "--no-user", "--no-deps", "--require-hashes", "--progress-bar", "off")
OWN = ("--no-deps", "--no-build-isolation")
# Of pip's variables those stay that say where packages come from and how they are reached.
PIP_KEPT = (
    *("INDEX_URL", "EXTRA_INDEX_URL", "FIND_LINKS", "NO_INDEX", "TRUSTED_HOST", "CERT", "CLIENT_CERT", "PROXY"),
    *("DEFAULT_TIMEOUT", "TIMEOUT", "RETRIES", "CACHE_DIR", "NO_CACHE_DIR", "CONFIG_FILE", "KEYRING_PROVIDER"),
)
# What pip says, what it means. The first that fits is told.
MEANINGS = {
    ("DO NOT MATCH THE HASHES",): "a package is not the one that {lock} names, so nothing was installed",
    ("No space left", "not enough space"): "the disk is full; the environment needs about 1 GB",
    ("CERTIFICATE_VERIFY_FAILED", "SSLError"): (
        "the package index shows a certificate that is not trusted here (a proxy in between, or a wrong clock)"
    ),
    ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError", "ProxyError", "ReadTimeoutError"): (
        "the package index cannot be reached; set-up needs the network once, afterwards none is needed"
    ),
    ("Permission denied", "Read-only file system"): "something in this folder or in pip's cache may not be written",
    ("No matching distribution",): "{lock} names a package that was not found: no network, or none for this system",
}


class SetUpError(Exception):
    """Why there is no environment: one sentence for the person who started it."""


def say(text: str) -> None:
    print(f"run.py: {text}", file=sys.stderr, flush=True)


def bare(environ: Mapping[str, str]) -> dict[str, str]:
    """Without the variables that would lead Python or pip out of the environment."""
    return {
        name: value
        for name, value in environ.items()
        if name not in ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")
        and (not name.upper().startswith("PIP_") or name.upper().removeprefix("PIP_") in PIP_KEPT)
    }


@dataclass(frozen=True)
class Installer:
    """pip of that Python, for the project in `source`. `replacing` is called before the first package is replaced; what
    pip said last stands in `log`."""

    python: Path
    source: Path
    log: Path
    replacing: Callable[[], None]

    def install(self, lock: str, *options: str) -> None:
        """Every package of the lock. Raises SetUpError."""
        self._pip(*LOCKED, *options, "-r", str(self.source / lock), lock=lock)

    def install_project(self) -> None:
        """The project itself, as it stands in its folder. Raises SetUpError."""
        with self._build_tools() as tools:
            words = ("install", "--no-user", *OWN, "-e", str(self.source))
            self._pip(*words, lock="pyproject.toml", PYTHONPATH=tools)

    def build_wheel(self, into: Path) -> None:
        """The project as one file. Raises SetUpError."""
        with self._build_tools() as tools:
            words = ("wheel", *OWN, "--wheel-dir", str(into), str(self.source))
            self._pip(*words, lock="pyproject.toml", PYTHONPATH=tools)

    @contextmanager
    def _build_tools(self) -> Iterator[str]:
        """A folder with what makes a package, for as long as it is needed."""
        with tempfile.TemporaryDirectory() as tools:
            self.install(BUILD, "--target", tools)
            yield tools

    def _pip(self, *words: str, lock: str, **additions: str) -> None:
        """How far it is is shown on the screen."""
        command = (str(self.python), "-I", "-X", "utf8", "-m", "pip", "--disable-pip-version-check", *words)
        with (
            self.log.open("w", encoding="utf-8") as kept,
            Progress(lock, _count(self.source / lock), sys.stderr) as progress,
            subprocess.Popen(
                command,
                cwd=self.source,
                env=bare(os.environ) | additions,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
            ) as pip,
        ):
            for line in pip.stdout or ():
                kept.write(line)
                progress.hear(line)
                if line.startswith("Installing collected packages"):
                    self.replacing()
        if pip.returncode:
            raise SetUpError(meaning(self.log.read_text(encoding="utf-8"), lock))


def meaning(output: str, lock: str) -> str:
    """One sentence for what pip said when it failed."""
    for words, sentence in MEANINGS.items():
        if any(word in output for word in words):
            return sentence.format(lock=lock)
    return f"pip could not install {lock}; its own words stand in .venv/pip.log"


def _count(lock: Path) -> int:
    return sum(
        "==" in line and not line.startswith(("#", " ")) for line in lock.read_text(encoding="utf-8").splitlines()
    )
