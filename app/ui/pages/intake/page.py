"""Permohonan Baru: one page from the number on the card to the receipt, without the mouse."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.reading.picture import CardReader
from app.reference.reference import Reference
from app.ui.applicant.reading_aids import ReadingAids
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import MEDIUM
from app.ui.pages.intake import flow as intake_tabs
from app.ui.pages.intake.clock import OfficeClock
from app.ui.pages.intake.counsel import Counsel
from app.ui.pages.intake.draft import Drafting
from app.ui.pages.intake.draft_list import DraftList
from app.ui.pages.intake.flow import KeyFlow
from app.ui.pages.intake.memory import AskedAnswers
from app.ui.pages.intake.override import Confirming, Overriding
from app.ui.pages.intake.parts import IntakeParts
from app.ui.pages.intake.photo import Photo
from app.ui.pages.intake.read_back import ReadBack
from app.ui.pages.intake.registering import SUCCESS, TOPIC, Registered, Registering
from app.ui.pages.intake.review import READ_BACK, Review
from app.ui.pages.intake.sheet import FormPlace
from app.ui.pages.intake.summary import LETTERS, SummaryPanel
from app.ui.pages.workplace import Workplace
from app.ui.scanning.scan_words import TOPIC as SCAN_TOPIC
from app.ui.scanning.typing_in import type_into
from app.ui.shell.board import Board
from app.ui.shell.session import Session
from app.ui.words.notices import say


class IntakePage(KeyFlow):
    """`confirm` looks at a supervisor's password. The page scrolls by itself: its `PageSpec` has `scrolls=False`."""

    registered = Signal(Registered)
    subtitle_changed = Signal()

    def __init__(
        self,
        workplace: Workplace,
        reference: Reference,
        confirm: Confirming,
        aids: ReadingAids,
        photo: CardReader | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("intake")
        desk, session, self._board = workplace.desk, workplace.session, workplace.board
        self._clock = OfficeClock(desk, reference, self)
        memory = AskedAnswers(desk, self)
        self.parts = IntakeParts(reference, self._clock, self)
        self.summary = SummaryPanel(self)
        self.drafts = DraftList(self)
        Overriding(self.parts.permission, desk, confirm)
        self._counsel = Counsel(self.parts, memory, self._clock)
        self._photo = Photo(self.parts, desk, photo, self._clock) if photo else None
        self._reading = ReadBack(self.parts, self.summary.reading, aids)
        self._review = Review(self.parts, self._clock, self._reading.settled)
        self._drafting = Drafting(workplace, self.parts, self.drafts, self._clock, memory)
        self._registering = Registering(workplace, self._review, self._drafting, self._reading)
        self.read_card = partial(read_card, self.parts, self._board)
        self._scroll = Scroll(self.parts, self)
        self._busy = False
        self._section = ""
        self._lay_out()
        self._wire(session, memory)
        self._refresh()

    @property
    def subtitle(self) -> str:
        return self._drafting.saved_text or "Enter maju, F1 bantuan, Ctrl+Enter mendaftarkan"

    def activate(self, argument: object) -> None:
        """Whatever was typed is still there; on a blank form one's drafts are offered."""
        self._clock.look()
        self._drafting.look()
        if self.parts.is_blank():
            self.parts.identity.focus("nik")

    def leave(self) -> bool:
        """What is typed stays; the applicant's screen is for who stands at this form."""
        self._reading.withdraw()
        self._drafting.flush()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Locked, covered or closed: nothing waits for the timer."""
        self._drafting.flush()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        width = self.fontMetrics().averageCharWidth() * LETTERS
        right = QVBoxLayout()
        right.setSpacing(MEDIUM)
        for card in (self.drafts, self.summary):
            card.setFixedWidth(width)
            right.addWidget(card, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, MEDIUM)
        row.setSpacing(MEDIUM)
        row.addWidget(self._scroll, 1)
        row.addLayout(right)

    def _wire(self, session: Session, memory: AskedAnswers) -> None:
        parts, summary = self.parts, self.summary
        parts.changed.connect(self._on_changed)
        parts.completed.connect(self.go_on)
        self._counsel.pointed.connect(self._jump)
        memory.answered.connect(self._refresh)
        self._clock.known.connect(self._refresh)
        summary.register_wanted.connect(self._registering.register)
        summary.shortage_wanted.connect(self._registering.list_shortage)
        summary.fresh_wanted.connect(self._on_fresh)
        summary.jumped.connect(self._jump)
        summary.read_changed.connect(self._refresh)
        self._registering.refused.connect(self._jump)
        self._registering.listed.connect(self._drafting.save)
        self._registering.registered.connect(self._on_registered)
        self._drafting.restored.connect(self._on_restored)
        self._drafting.saved.connect(self.subtitle_changed)
        self._drafting.found.connect(self._refresh)
        session.changed.connect(self._drafting.flush)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def _on_changed(self) -> None:
        """Data that was changed after it was read back has to be read again."""
        if self._busy:
            return
        self._reading.again()
        self._refresh()
        self._drafting.touch()

    def _refresh(self) -> None:
        """Bring everything up to what stands on the form."""
        if self._busy:
            return
        self._busy = True
        terms = self._counsel.follow()
        self.summary.show_summary(self._review.summary(terms))
        self.summary.setHidden(self._drafting.show_list())
        intake_tabs.chain(self)
        self._busy = False

    def _on_focus_changed(self, _: QWidget | None, new: QWidget | None) -> None:
        """A section is judged when the cursor goes on to another one."""
        if self._busy or new is None or not self.isAncestorOf(new):
            return
        section = self.parts.sheet.section_at(new)
        if self._section and section != self._section:
            self._board.remove(SUCCESS)
            self._review.finish(self._section)
            self._refresh()
        self._section = section
        self._drafting.touch()

    def _jump(self, spot: FormPlace) -> None:
        self._refresh()
        if spot.part == READ_BACK.part:
            self.summary.reading.tick.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.parts.sheet.focus(spot)

    def _on_fresh(self) -> None:
        self._drafting.save()
        self._start_over()

    def _on_registered(self, registered: Registered) -> None:
        self._start_over()
        self.registered.emit(registered)

    def _start_over(self) -> None:
        self._busy = True
        self._board.remove(TOPIC)
        self._drafting.close()
        self._review.begin()
        self._reading.begin()
        self._busy, self._section = False, ""
        self._refresh()
        self.parts.identity.focus("nik")
        self._scroll.verticalScrollBar().setValue(0)
        self.subtitle_changed.emit()

    def _on_restored(self, cursor: FormPlace) -> None:
        self._refresh()
        self.parts.sheet.go(cursor)


def read_card(parts: IntakeParts, board: Board, number: str) -> None:
    """It is judged and keyed again as ever: what the reader read, the card's chip or a copy's bars, nobody knows."""
    field = parts.identity.control("nik")
    if parts.identity.foreign or parts.identity.text("nik") not in ("", number):
        board.pin(say("scan_nik_filled"), SCAN_TOPIC)
    elif not parts.identity.text("nik"):
        parts.identity.focus("nik")
        type_into(field, number)
