"""What screens see of the connection to the centre; `app.desktop.connection` has it. Nothing here waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from app.sync.state import Acceptance, Brought, PairingWish, Presented, Renewal, SigningKeys, State
from app.ui.shell.desk import Trouble


class Connection(Protocol):
    """`changed` carries the new State. Answers come on the UI thread; none comes once `owner` is gone."""

    @property
    def changed(self) -> SignalInstance: ...

    @property
    def state(self) -> State: ...

    def wake(self) -> None:
        """A round now."""

    def retry(self, act_id: str) -> None:
        """Send an act again that the centre would not take."""

    def present(
        self,
        owner: QObject,
        address: str,
        done: Callable[[Presented], None],
        failed: Callable[[Trouble], None],
    ) -> None:
        """Fetch the certificate of the centre there, for people to compare. Fails with `centre_away`,
        `centre_address`, `centre_certificate`, `centre_expired`, `centre_clock`."""

    def renewal(self, owner: QObject, done: Callable[[Renewal], None], failed: Callable[[Trouble], None]) -> None:
        """Fetch the certificate the centre of this PC shows now, beside those known here. Fails as `present` does."""

    def accept(
        self,
        owner: QObject,
        acceptance: Acceptance,
        done: Callable[[], None],
        failed: Callable[[Trouble], None],
    ) -> None:
        """Believe it from now on. Fails with `no_right` for who is no administrator, and as signing in does."""

    def keys(
        self, owner: QObject, staff: str, done: Callable[[SigningKeys], None], failed: Callable[[Trouble], None]
    ) -> None:
        """Who signs with which key, as the centre tells it to `staff`, who is signed in here. Fails with `not_paired`,
        and as contact does."""

    def brought(self, owner: QObject, done: Callable[[Brought], None]) -> None:
        """What pairing would carry over from this PC."""

    def pair(
        self, owner: QObject, wish: PairingWish, done: Callable[[], None], failed: Callable[[Trouble], None]
    ) -> None:
        """`done` when the centre has said yes; what is carried over and taken from there goes on, see `changed`."""

    def cancel(self) -> None:
        """Give pairing up; only before the centre has said yes."""
