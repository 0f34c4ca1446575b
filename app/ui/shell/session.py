"""Who sits at this counter now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True)
class SignedIn:
    """`counter` is the label shown to people, such as "Loket 2"."""

    user_id: str
    display_name: str
    roles: frozenset[str]
    counter: str


class Session(QObject):
    """`changed` fires after sign-in, sign-out, lock and unlock; look at the properties for what it is now."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signed_in: SignedIn | None = None
        self._locked = False

    @property
    def signed_in(self) -> SignedIn | None:
        return self._signed_in

    @property
    def locked(self) -> bool:
        """Somebody is signed in, but must show the password again before anything is visible."""
        return self._locked

    @property
    def roles(self) -> frozenset[str]:
        return self._signed_in.roles if self._signed_in else frozenset()

    def sign_in(self, person: SignedIn) -> None:
        self._signed_in, self._locked = person, False
        self.changed.emit()

    def rename_counter(self, name: str) -> None:
        """The counter has another name from now on, for whoever sits here."""
        if self._signed_in:
            self._signed_in = replace(self._signed_in, counter=name)
            self.changed.emit()

    def sign_out(self) -> None:
        self._signed_in, self._locked = None, False
        self.changed.emit()

    def lock(self) -> None:
        if self._signed_in and not self._locked:
            self._locked = True
            self.changed.emit()

    def unlock(self) -> None:
        if self._locked:
            self._locked = False
            self.changed.emit()
