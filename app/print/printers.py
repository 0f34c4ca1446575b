"""The system's printers. Spoolers see a title without personal data and never a file name.

Linux and macOS: CUPS through `lp` and `lpstat`. Windows: the PDF program that has registered the verb `printto`.
"""

from __future__ import annotations

import importlib
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time
from typing import Any, Protocol

from app.errors import Unavailable
from app.print.ink import MM
from app.print.preview import sizes

MEDIA = {(148, 210): "A5", (210, 297): "A4", (210, 148): "A5", (297, 210): "A4"}
LINGER = 300
"""Seconds a file stays for the Windows program that prints it."""
DEVICES = r"Software\Microsoft\Windows NT\CurrentVersion\Devices"


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


class WindowsShell:
    """Prints through the program that opens PDF files, if it knows `printto`; Edge does not, readers by Adobe do."""

    def __init__(self, start: Callable[..., None] | None = None, registry: Any = None) -> None:
        self._start = start or vars(os)["startfile"]
        self._registry = registry or importlib.import_module("winreg")
        self._folder = TemporaryDirectory(prefix="loket-", ignore_cleanup_errors=True)

    def names(self) -> tuple[str, ...]:
        registry, found = self._registry, []
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, DEVICES) as key:
                found = [registry.EnumValue(key, at)[0] for at in range(registry.QueryInfoKey(key)[1])]
        except OSError as missing:
            raise Unavailable("printer_missing") from missing
        return tuple(sorted(found))

    def send(self, pdf: bytes, printer: str, title: str) -> None:
        if printer not in self.names():
            raise Unavailable("printer_missing", printer=printer)
        self.sweep(time() - LINGER)
        used = {file.name for file in self._papers()}
        name = next(name for at in range(len(used) + 1) if (name := f"cetak-{at}.pdf") not in used)
        file = Path(self._folder.name) / name
        file.write_bytes(pdf)
        try:
            self._start(str(file), "printto", f'"{printer}"')
        except OSError as refused:
            raise Unavailable("printer_failed", printer=printer, title=title) from refused

    def sweep(self, before: float) -> None:
        """Remove what was handed over before that moment, in seconds since 1970; one still open is left for later."""
        for file in self._papers():
            if file.stat().st_mtime <= before:
                try:
                    file.unlink()
                except PermissionError:
                    continue

    def close(self) -> None:
        self._folder.cleanup()

    def _papers(self) -> list[Path]:
        return sorted(Path(self._folder.name).glob("*.pdf"))


def system_printer(system: str = os.name) -> Printer:
    return WindowsShell() if system == "nt" else Cups()
