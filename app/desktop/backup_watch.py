"""The notice that the centre's newest backup is old, or that there never was one: for whoever is signed in, once."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from app.desktop.parts import CounterParts
from app.ui.words.exchange import backup_facts
from app.ui.words.notices import Notice, say

TOPIC = "centre_backup"


class BackupWatch(QObject):
    """Whoever dismissed it sees it again at the next sign-in, or when it says something else. It goes with its
    cause."""

    def __init__(self, parts: CounterParts, zone: str, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._zone = parts, ZoneInfo(zone)
        self._shown: tuple[str, Notice] | None = None
        parts.session.changed.connect(self.look)
        parts.connection.changed.connect(self.look)

    def look(self) -> None:
        state, person = self._parts.connection.state, self._parts.session.signed_in
        if person is None or not state.backup:
            if self._shown is not None:
                self._parts.board.remove(TOPIC)
            self._shown = None
            return
        said = person.user_id, say(state.backup, backup_facts(state, self._zone))
        if said != self._shown:
            self._shown = said
            self._parts.board.pin(said[1], TOPIC)
