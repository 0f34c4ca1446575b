"""The sign-in page while the office is on its way from the centre, and when this PC is taken out of the office."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.desktop.parts import CounterParts
from app.desktop.reception import ARRIVING, Reception
from app.sync.state import COMPLETE, REST, State
from app.ui.words.notices import say


class Arrival(QObject):
    def __init__(self, parts: CounterParts, reception: Reception, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._reception = parts, reception
        parts.connection.paired.connect(self._on_paired)
        parts.connection.changed.connect(self._on_changed)
        parts.connection.revoked.connect(self._on_revoked)

    def _on_paired(self) -> None:
        """A PC that had no office has nothing to show until it comes from the centre."""
        if not self._parts.threshold.unlocked.first.name:
            self._parts.window.cover.put(self._reception.sign_in)
        self._reception.look_again()

    def _on_changed(self, state: State) -> None:
        threshold = self._parts.threshold
        if threshold.linkage is None or threshold.unlocked.first.name:
            return
        if state.stage in (REST, COMPLETE):
            self._reception.look_again()
        elif state.trouble:
            self._reception.sign_in.show_notice(say(state.trouble))
        else:
            share = f" {100 * state.done // state.total} %" if state.total else ""
            self._reception.sign_in.show_progress(f"{ARRIVING}{share}")

    def _on_revoked(self) -> None:
        """What is on the screen goes before what is on the disk."""
        self._parts.session.sign_out()
        self._parts.window.cover.put(self._reception.sign_in)
        self._reception.opener.wipe()
