"""The centre of the tour's second act: the real `loket-server` in a process of its own, that can be killed."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

SERVER = (sys.executable, "-m", "app.tour.served")
ANY = "127.0.0.1:0"
PATIENCE = 60  # seconds
ADDRESS, CODE, FINGERPRINT = (
    re.compile(pattern) for pattern in (r"(https?://\S+)", r"Kode pemasangan: (\S+)", r"SHA-256: (\S+)")
)


class CentreError(Exception):
    """It did not start, or did not say what it should; its log is in the folder."""


class TourCentre:
    """`address` is for counters, `public` for everybody, `code` pairs the first PC, `fingerprint` is on its screen."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._process: subprocess.Popen[str] | None = None
        self.address = self.public = self.code = ""
        self.fingerprint = self._said(FINGERPRINT, "certificate", "--host", "127.0.0.1", "--out", str(self._folder))

    def start(self) -> None:
        """Until it listens: on any free ports, later on the same ones. Raises CentreError."""
        words = ["run", "--data", str(self._folder), "--listen", _port(self.address)]
        words += ["--public-listen", _port(self.public)]
        words += ["--tls-cert", str(self._folder / "centre.pem"), "--tls-key", str(self._folder / "centre.key")]
        with self._log.open("a", encoding="utf-8") as log:
            pipe = subprocess.PIPE
            self._process = subprocess.Popen((*SERVER, *words), stdin=pipe, stdout=pipe, stderr=log, text=True)
        self.address, self.public = self._heard(ADDRESS), self._heard(ADDRESS)
        if not self.code:
            self.code = self._heard(CODE)

    def pairing_code(self, name: str) -> str:
        """For one more PC. Raises CentreError."""
        return self._said(CODE, "device", "add", "--data", str(self._folder), "--name", name)

    def kill(self) -> None:
        """As when the power goes."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate(timeout=PATIENCE)
            self._process = None

    def fetch(self, path: str) -> str:
        """A page of the public address. Raises OSError."""
        with urlopen(self.public + path, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    @property
    def _log(self) -> Path:
        return self._folder / "server.log"

    def _heard(self, wanted: re.Pattern[str]) -> str:
        """From what the running centre says."""
        assert self._process is not None
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if found := wanted.search(line):
                return found[1]
        raise CentreError(f"the centre ended, see {self._log}")

    def _said(self, wanted: re.Pattern[str], *words: str) -> str:
        """From what one command of the centre says."""
        done = subprocess.run((*SERVER, *words), capture_output=True, text=True, timeout=PATIENCE, check=False)
        found = wanted.search(done.stdout)
        if done.returncode or found is None:
            raise CentreError(done.stderr.strip())
        return found[1]


def _port(address: str) -> str:
    return address.rpartition("/")[2] or ANY


@contextmanager
def running(folder: Path) -> Iterator[TourCentre]:
    """However the tour ends, the process does too. Raises CentreError."""
    centre = TourCentre(folder)
    try:
        centre.start()
        yield centre
    finally:
        centre.kill()
