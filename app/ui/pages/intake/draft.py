"""Drafts: everything typed is on the disk within a second, and is offered again with the cursor where it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.actions.commands import Stamp
from app.actions.commands.office import DropDraft, SaveDraft
from app.actions.door import Done
from app.queries.drafts import DraftRow, KeptDraft, draft, drafts
from app.ui.pages.intake.sheet import FormPlace, Typed
from app.ui.shell.desk import Desk
from app.ui.shell.session import Session

WAIT = 600  # milliseconds from the first key that is not on the disk yet
VERSION = 1


@dataclass(frozen=True)
class DraftContent:
    """The form as typed. `started` is when its first key was pressed, aware."""

    label: str
    typed: Typed
    cursor: FormPlace | None
    started: datetime


@dataclass(frozen=True)
class DraftWish:
    """One of the drafts, by its id."""

    id: str


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


class DraftKeeper(QObject):
    """`content` reads the form, None while nothing is typed. `kept` fires when the disk has it.

    What was typed belongs to who typed it: the stamp is taken with the first key, so that a draft that is saved only
    when somebody else signs in is still the first person's.
    """

    kept = Signal()
    found = Signal()
    opened = Signal(DraftContent)

    def __init__(
        self, desk: Desk, session: Session, content: Callable[[], DraftContent | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._session, self._content = desk, session, content
        self._id = ""
        self._stamp: Stamp | None = None
        self.kept_at: datetime | None = None
        self.rows: tuple[DraftRow, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.save)

    @property
    def id(self) -> str:
        return self._id

    def touch(self) -> None:
        """Something was typed, or the cursor moved."""
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
        content = self._content()
        if content is None or (stamp is None and self._session.signed_in is None):
            return
        stamp = stamp or self._desk.stamp()
        self._id = self._id or stamp.id
        self.kept_at = stamp.at
        self._desk.do(self, SaveDraft(stamp=stamp, draft=self._id, content=pack(content)), self._on_kept)

    def forget(self) -> None:
        """The next thing typed is another draft. Nothing on the disk is touched."""
        self._timer.stop()
        self._id, self._stamp = "", None

    def look(self) -> None:
        """Ask for the drafts of the person signed in; `found` follows."""
        person = self._session.signed_in
        if person is not None:
            self._desk.ask(self, partial(drafts, owner=person.user_id), self._on_found, latest="drafts")

    def open(self, wish: DraftWish) -> None:
        """`opened` follows; what stands on the form is saved first."""
        person = self._session.signed_in
        if person is not None:
            self.flush()
            self._desk.ask(self, partial(draft, draft_id=wish.id, owner=person.user_id), self._on_opened)

    def drop(self, wish: DraftWish) -> None:
        self._desk.do(self, DropDraft(stamp=self._desk.stamp(), draft=wish.id), self._on_dropped)

    def _on_kept(self, _: Done) -> None:
        self.kept.emit()

    def _on_dropped(self, _: Done) -> None:
        self.look()

    def _on_found(self, rows: tuple[DraftRow, ...]) -> None:
        self.rows = tuple(row for row in rows if row.id != self._id)
        self.found.emit()

    def _on_opened(self, kept: KeptDraft | None) -> None:
        content = unpack(kept.content) if kept else None
        if kept is None or content is None:
            self.look()
            return
        self.forget()
        self._id = kept.id
        self.opened.emit(content)
