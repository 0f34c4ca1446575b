"""What comes from outside the program: the time, new ids, chance. A test or the tour brings its own."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.desktop.lines import CentreWire


def _line(address: str, certificate: str, token: str) -> CentreWire:
    from app.desktop.lines import http_line

    return http_line(address, certificate, token)


def _show(path: Path) -> None:
    """In whatever program the person has for it."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _documents() -> Path:
    from PySide6.QtCore import QStandardPaths

    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


@dataclass(frozen=True)
class World:
    """`now` is aware, in UTC; `new_id` gives a UUIDv7; `draw` one random character of the numbering alphabet; `line`
    reaches a centre by address, certificate and token; `seconds` is a clock that nobody can set; `show` opens a file
    for the person, `documents` is where theirs are."""

    now: Callable[[], datetime]
    new_id: Callable[[], str]
    draw: Callable[[], str]
    line: Callable[[str, str, str], CentreWire] = _line
    seconds: Callable[[], float] = time.monotonic
    show: Callable[[Path], None] = _show
    documents: Callable[[], Path] = _documents


def real() -> World:
    return World(_now, _new_id, _draw)


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    from uuid_utils import uuid7

    return str(uuid7())


def _draw() -> str:
    from app.rules.registration import ALPHABET

    return secrets.choice(ALPHABET)
