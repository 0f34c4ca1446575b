"""The life of one entry: begun with the first key, kept as a draft, put aside for another, taken up again."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.rules.wording import clock_time
from app.ui.pages.intake.clock import OfficeClock
from app.ui.pages.intake.draft import DraftContent, DraftKeeper
from app.ui.pages.intake.draft_list import DraftList
from app.ui.pages.intake.memory import AskedAnswers
from app.ui.pages.intake.parts import IntakeParts
from app.ui.pages.intake.sheet import FormPlace
from app.ui.shell.desk import Desk
from app.ui.shell.session import Session


class Drafting(QObject):
    """`restored` tells where the cursor was; `blank` that the form is empty again; `saved` that the disk has
    it; `found` that there are drafts, or no longer."""

    restored = Signal(FormPlace)
    blank = Signal()
    saved = Signal()
    found = Signal()

    def __init__(
        self,
        desk: Desk,
        session: Session,
        parts: IntakeParts,
        shown: DraftList,
        clock: OfficeClock,
        memory: AskedAnswers,
    ) -> None:
        super().__init__(parts)
        self.parts, self.clock, self.memory = parts, clock, memory
        self._shown = shown
        self._started: datetime | None = None
        self._saved = ""
        self._cursor: FormPlace | None = None  # the last one: a window that is covered has none
        self._keeper = DraftKeeper(desk, session, self._content, self)
        self._keeper.kept.connect(self._on_kept)
        self._keeper.found.connect(self._on_found)
        self._keeper.opened.connect(self._on_opened)
        shown.opened.connect(self._keeper.open)
        shown.dropped.connect(self._keeper.drop)

    @property
    def started(self) -> datetime:
        """When the first key of this entry was pressed."""
        return self._started or self.clock.now()

    @property
    def draft(self) -> str:
        return self._keeper.id

    @property
    def saved_text(self) -> str:
        return self._saved

    def touch(self) -> None:
        """Something was typed or the cursor moved."""
        if self.parts.is_blank():
            return
        self._cursor = self.parts.sheet.cursor() or self._cursor
        self._started = self._started or self.clock.now()
        self._keeper.touch()

    def flush(self) -> None:
        self._keeper.flush()

    def look(self) -> None:
        self._keeper.look()

    def save(self) -> None:
        self._keeper.save()

    def close(self) -> None:
        """This entry is done with; the form is for the next person."""
        self._keeper.forget()
        self._started, self._saved, self._cursor = None, "", None
        self.parts.clear()
        self.memory.clear()
        self._keeper.forget()
        self.blank.emit()
        self.look()

    def show_list(self) -> bool:
        """Whether drafts are offered: only on a blank form, where opening one puts nothing aside."""
        offered = bool(self._keeper.rows) and self.parts.is_blank()
        self._shown.setVisible(offered)
        return offered

    def _content(self) -> DraftContent | None:
        if self.parts.is_blank():
            return None
        sheet = self.parts.sheet
        return DraftContent(self.parts.title(), sheet.typed(), sheet.cursor() or self._cursor, self.started)

    def _on_kept(self) -> None:
        at = self._keeper.kept_at
        self._saved = f"Draf tersimpan {clock_time(self.clock.local(at))}" if self._started and at else ""
        self.saved.emit()

    def _on_found(self) -> None:
        self._shown.set_rows(self._keeper.rows)
        self.found.emit()

    def _on_opened(self, content: DraftContent) -> None:
        self._started = content.started
        self.parts.sheet.set_typed(content.typed)
        self.restored.emit(content.cursor or FormPlace("identity", "nik"))
