"""The life of one entry: begun with the first key, on the disk within a second, put aside for another, taken up again
with the cursor where it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.actions.commands import Stamp
from app.actions.commands.office import DropDraft, SaveDraft
from app.actions.door import Done
from app.queries.drafts import DraftRow, KeptDraft, draft, drafts
from app.rules.wording import clock_time
from app.ui.pages.intake.clock import OfficeClock
from app.ui.pages.intake.draft_list import DraftList, DraftWish
from app.ui.pages.intake.memory import AskedAnswers
from app.ui.pages.intake.parts import IntakeParts
from app.ui.pages.intake.sheet import FormPlace, Typed
from app.ui.pages.workplace import Workplace

WAIT = 600  # milliseconds from the first key that is not on the disk yet
VERSION = 1


@dataclass(frozen=True)
class DraftContent:
    """The form as typed. `started` is when its first key was pressed, aware."""

    label: str
    typed: Typed
    cursor: FormPlace | None
    started: datetime


def pack(content: DraftContent) -> dict[str, object]:
    spot = content.cursor
    return {
        "version": VERSION,
        "label": content.label,
        "typed": content.typed,
        "cursor": [spot.part, spot.field, spot.position] if spot else None,
        "started": content.started.isoformat(),
    }


def unpack(kept: Mapping[str, object]) -> DraftContent | None:
    """None for a draft of a version this program does not know."""
    typed, started, spot = kept.get("typed"), kept.get("started"), kept.get("cursor")
    if kept.get("version") != VERSION or not isinstance(typed, Mapping) or not isinstance(started, str):
        return None
    cursor = FormPlace(str(spot[0]), str(spot[1]), position=int(spot[2])) if isinstance(spot, list) else None
    return DraftContent(
        str(kept.get("label", "")),
        {str(name): dict(part) for name, part in typed.items()},
        cursor,
        datetime.fromisoformat(started),
    )


class Drafting(QObject):
    """`restored` tells where the cursor was; `saved` that the disk has it; `found` that there are drafts, or no longer.

    What was typed belongs to who typed it: the stamp is taken with the first key, so that a draft that is saved only
    when somebody else signs in is still the first person's.
    """

    restored = Signal(FormPlace)
    saved = Signal()
    found = Signal()

    def __init__(
        self, workplace: Workplace, parts: IntakeParts, shown: DraftList, clock: OfficeClock, memory: AskedAnswers
    ) -> None:
        super().__init__(parts)
        self._desk, self._session = workplace.desk, workplace.session
        self.parts, self.clock, self.memory = parts, clock, memory
        self._shown = shown
        self._rows: tuple[DraftRow, ...] = ()
        self._id, self._saved = "", ""
        self._stamp: Stamp | None = None
        self._started: datetime | None = None
        self._cursor: FormPlace | None = None  # the last one: a window that is covered has none
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.save)
        shown.opened.connect(self.open)
        shown.dropped.connect(self._on_drop)

    @property
    def started(self) -> datetime:
        """When the first key of this entry was pressed."""
        return self._started or self.clock.now()

    @property
    def draft(self) -> str:
        return self._id

    @property
    def saved_text(self) -> str:
        return self._saved

    def touch(self) -> None:
        """Something was typed or the cursor moved."""
        if self.parts.is_blank():
            return
        self._cursor = self.parts.sheet.cursor() or self._cursor
        self._started = self._started or self.clock.now()
        if not self._timer.isActive():
            self._stamp = self._desk.stamp()
            self._id = self._id or self._stamp.id  # a registration that overtakes the timer names its draft too
            self._timer.start()

    def flush(self) -> None:
        """Save now what waits for the timer."""
        if self._timer.isActive():
            self.save()

    def save(self) -> None:
        self._timer.stop()
        stamp, self._stamp = self._stamp, None
        if self.parts.is_blank() or (stamp is None and self._session.signed_in is None):
            return
        stamp = stamp or self._desk.stamp()
        self._id = self._id or stamp.id
        sheet = self.parts.sheet
        content = DraftContent(self.parts.title(), sheet.typed(), sheet.cursor() or self._cursor, self.started)
        command = SaveDraft(stamp=stamp, draft=self._id, content=pack(content))
        self._desk.do(self, command, partial(self._on_saved, stamp.at))

    def look(self) -> None:
        """Ask for the drafts of the person signed in; `found` follows."""
        person = self._session.signed_in
        if person is not None:
            self._desk.ask(self, partial(drafts, owner=person.user_id), self._on_found, latest="drafts")

    def open(self, wish: DraftWish) -> None:
        """`restored` follows; what stands on the form is saved first."""
        person = self._session.signed_in
        if person is not None:
            self.flush()
            self._desk.ask(self, partial(draft, draft_id=wish.id, owner=person.user_id), self._on_opened)

    def close(self) -> None:
        """This entry is done with; the form is for the next person."""
        self._started, self._saved, self._cursor = None, "", None
        self.parts.clear()
        self.memory.clear()
        self._forget()
        self.look()

    def show_list(self) -> bool:
        """Whether drafts are offered: only on a blank form, where opening one puts nothing aside."""
        offered = bool(self._rows) and self.parts.is_blank()
        self._shown.setVisible(offered)
        return offered

    def _forget(self) -> None:
        """The next thing typed is another draft. Nothing on the disk is touched."""
        self._timer.stop()
        self._id, self._stamp = "", None

    def _on_saved(self, at: datetime, _: Done) -> None:
        self._saved = f"Draf tersimpan {clock_time(self.clock.local(at))}" if self._started else ""
        self.saved.emit()

    def _on_drop(self, wish: DraftWish) -> None:
        self._desk.do(self, DropDraft(stamp=self._desk.stamp(), draft=wish.id), self._on_dropped)

    def _on_dropped(self, _: Done) -> None:
        self.look()

    def _on_found(self, rows: tuple[DraftRow, ...]) -> None:
        self._rows = tuple(row for row in rows if row.id != self._id)
        self._shown.set_rows(self._rows)
        self.found.emit()

    def _on_opened(self, kept: KeptDraft | None) -> None:
        content = unpack(kept.content) if kept else None
        if kept is None or content is None:
            self.look()
            return
        self._forget()
        self._id, self._started = kept.id, content.started
        self.parts.sheet.set_typed(content.typed)
        self.restored.emit(content.cursor or FormPlace("identity", "nik"))
