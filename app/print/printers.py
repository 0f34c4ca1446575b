"""The system's printers. Spoolers see a title without personal data and never a file name.

Linux and macOS: CUPS through `lp` and `lpstat`, which takes the PDF as it is and tells the state of a queue. Windows
has no such program; there Qt prints (`app.ui.papers.qt_printer`).
"""

from __future__ import annotations

import os
import re
import subprocess
from typing import Protocol

from app.errors import Unavailable
from app.print.ink import MM
from app.print.preview import sizes

MEDIA = {(148, 210): "A5", (210, 297): "A4", (210, 148): "A5", (297, 210): "A4"}


class Printer(Protocol):
    def names(self) -> tuple[str, ...]: ...

    def send(self, pdf: bytes, printer: str, title: str) -> None:
        """Unavailable: printer_missing, printer_stopped (disabled, jammed, out of paper), printer_failed."""


class Cups:
    """`server` is a host:port or the path of a socket; empty is the system's own. `patience` in seconds."""

    def __init__(self, server: str = "", patience: float = 15.0) -> None:
        self._server = ["-h", server] if server else []
        self._patience = patience

    def names(self) -> tuple[str, ...]:
        found = re.findall(r"^printer (\S+) ", self._run("lpstat", "-p").stdout, re.MULTILINE)
        return tuple(sorted(found))

    def send(self, pdf: bytes, printer: str, title: str) -> None:
        self._check(printer)
        options = ("-d", printer, "-t", title, "-o", f"media={media(pdf)}", "-o", "print-scaling=none")
        if self._run("lp", *options, given=pdf).returncode:
            raise Unavailable("printer_failed", printer=printer)

    def _check(self, printer: str) -> None:
        """A stopped queue takes the job and keeps it, so its state is read first."""
        if printer not in self.names():
            raise Unavailable("printer_missing", printer=printer)
        state = self._run("lpstat", "-l", "-p", printer).stdout
        if re.search(r"^printer \S+ disabled ", state, re.MULTILINE) or re.search(r"Alerts:.*-error", state):
            raise Unavailable("printer_stopped", printer=printer)

    def _run(self, program: str, *options: str, given: bytes = b"") -> subprocess.CompletedProcess[str]:
        """Untranslated, so that it can be read."""
        command = [program, *self._server, *options]
        environment = os.environ | {"LC_ALL": "C", "LANGUAGE": "C"}
        try:
            done = subprocess.run(
                command, input=given, capture_output=True, env=environment, timeout=self._patience, check=False
            )
        except FileNotFoundError as missing:
            raise Unavailable("printer_missing") from missing
        except subprocess.TimeoutExpired as late:
            raise Unavailable("printer_failed") from late
        return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(errors="replace"))


def media(pdf: bytes) -> str:
    """The paper of the first page, by name or in millimetres."""
    width, height = (round(side / MM) for side in sizes(pdf)[0])
    return MEDIA.get((width, height), f"Custom.{width}x{height}mm")
