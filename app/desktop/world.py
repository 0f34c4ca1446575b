"""What comes from outside: the time, new ids, chance, lines to the centre. A test or the tour brings its own."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from app import in_time
from app.errors import Unavailable

if TYPE_CHECKING:
    from app.sync import protocol

T = TypeVar("T")


class CentreWire(Protocol):
    """A wire that may be asked everything. Annotated late: what travels is heavy to import."""

    def enrol(self, request: protocol.EnrolRequest) -> protocol.EnrolAnswer: ...
    def sign_in(self, request: protocol.SignInRequest) -> protocol.SignInAnswer: ...
    def push(self, request: protocol.PushRequest) -> protocol.PushAnswer: ...
    def pull(self, request: protocol.PullRequest) -> protocol.PullAnswer: ...
    def snapshot(self, request: protocol.SnapshotRequest) -> protocol.SnapshotAnswer: ...
    def known(self, request: protocol.KnownRequest) -> protocol.KnownAnswer: ...
    def keys(self, request: protocol.KeysRequest) -> protocol.KeysAnswer: ...
    def fork(self, request: protocol.ForkRequest) -> protocol.EnrolAnswer: ...
    def wait(self, cursor: int) -> bool: ...
    def close(self) -> None: ...


def http_line(address: str, certificate: str, token: str) -> CentreWire:
    """Raises Refused `centre_address`, `centre_certificate`."""
    from app.sync.http import HttpWire

    return HttpWire(address, certificate, token)


def within(seconds: float, ask: Callable[[], T]) -> T:
    """The answer, or Unavailable `centre_slow`; one that comes later is nobody's any more."""
    try:
        return in_time.within(seconds, ask)
    except TimeoutError as error:
        raise Unavailable("centre_slow") from error


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
    line: Callable[[str, str, str], CentreWire] = http_line
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
