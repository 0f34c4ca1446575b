"""The applicant's side of this counter: their screen and the slip. Cleared whenever the clerk locks or goes."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.desktop.outlets import Outlets
from app.desktop.parts import CounterParts
from app.errors import Unavailable
from app.ui.applicant.applicant_screen import ApplicantScreen
from app.ui.applicant.reading_aids import ReadingAids
from app.ui.applicant.slip_desk import SlipDesk
from app.ui.words.notices import say

TOPIC = "applicant_screen"


class ApplicantSide(QObject):
    """`aids` is what the form uses of it."""

    def __init__(self, parts: CounterParts, outlets: Outlets, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        practising = parts.settings.training
        screen = ApplicantScreen(parts.window, parts.memory, self._office, practising=practising, parent=self)
        slips = SlipDesk(parts.desk, parts.session, parts.board, outlets, self)
        self.aids = ReadingAids(screen, slips)
        screen.lost.connect(self._on_lost)
        parts.session.changed.connect(self._on_session_changed)

    def close(self) -> None:
        self.aids.screen.close()

    def _office(self) -> str:
        try:
            return self._parts.threshold.unlocked.first.name
        except Unavailable:
            return ""  # the office was closed

    def _on_session_changed(self) -> None:
        session = self._parts.session
        if session.signed_in is None or session.locked:
            self.aids.screen.withdraw()

    def _on_lost(self) -> None:
        if self._parts.session.signed_in is not None:
            self._parts.board.pin(say("applicant_screen_lost"), TOPIC)
