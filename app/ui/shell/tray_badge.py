"""How many matters wait for the person who sits here: beside "Perlu keputusan" in the navigation."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.queries.tray import tray_count
from app.ui.shell.desk import Desk
from app.ui.shell.session import Session


class TrayBadge(QObject):
    """Tells after every act, every taking over from the centre, and for whoever sits down."""

    counted = Signal(int)

    def __init__(self, desk: Desk, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, session
        desk.changed.connect(self.look)
        session.changed.connect(self.look)

    def look(self) -> None:
        person = self._session.signed_in
        if person is not None and not self._session.locked:
            asked = partial(tray_count, staff_id=person.user_id)
            self._desk.ask(self, asked, self.counted.emit, latest="tray_count")
