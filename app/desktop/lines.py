"""The real lines to the centre. Imported when the first one is needed."""

from __future__ import annotations

from collections.abc import Callable
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
