"""The head of a file: number, applicant, service, where it stands, how long it has, who holds it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from app.queries.exchange import NUMBER, SENDING
from app.queries.file_view import ClockView, FileView
from app.reference.labels import label as named
from app.rules import matching, stages
from app.rules.standing import withheld
from app.rules.wording import long_date, short_date
from app.ui.look.tokens import HUGE, LARGE, SMALL, current_tokens
from app.ui.pages.file.words import KEPT_BACK, PERMIT_STATES
from app.ui.widgets.badge import Badge
from app.ui.widgets.card import Card, label
from app.ui.widgets.days_left import DaysLeft, paint_days

DAYS_LETTERS = 20
RECKONED = "dihitung pusat"
WITH_CENTRE, ASKED = " dengan data pusat", " diminta"
WAITS = {SENDING: ("menunggu dikirim", "neutral"), NUMBER: ("menunggu nomor dari pusat", "warning")}


class DaysBar(QWidget):
    """Days left as words and a bar, as in the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: DaysLeft | None = None
        self.setFixedSize(self.fontMetrics().averageCharWidth() * DAYS_LETTERS, self.fontMetrics().height() + LARGE)

    def show_days(self, days: DaysLeft | None) -> None:
        self._days = days
        self.setAccessibleName(days.words if days else "")
        self.setVisible(days is not None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._days is not None:
            painter = QPainter(self)
            paint_days(painter, self.rect().adjusted(-SMALL, 0, SMALL, 0), self._days, current_tokens())


class FileHead(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, name="file_head")
        self._number = label("", "title", self, name="file_number")
        self._number.setAccessibleName("Nomor registrasi")
        self._number.setProperty("help", "Ctrl+C menyalin nomor registrasi.")
        self._stage, self._match, self._outcome = Badge(parent=self), Badge(parent=self), Badge(parent=self)
        self._waits, self._correction = Badge(parent=self), Badge(parent=self)
        self._said = ("", "")
        self._who = label("", "strong", self, name="file_applicant")
        self._service = label("", "muted", self, wrap=True, name="file_service")
        self._days = DaysBar(self)
        self._top = QHBoxLayout()
        self._facts = label("", "", self, name="file_facts")
        self._clock = label("", "muted", self, name="file_clock")
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        top = self._top
        top.setSpacing(SMALL)
        for widget in (self._number, self._stage, self._outcome, self._match, self._correction):
            top.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        top.addWidget(self._days, 0, Qt.AlignmentFlag.AlignVCenter)
        grid = QGridLayout()
        grid.setHorizontalSpacing(HUGE)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._who, 0, 0)
        grid.addWidget(self._service, 1, 0)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(SMALL)
        self._beside.addStretch(1)
        self._beside.addWidget(self._waits)
        grid.addLayout(self._beside, 0, 1)
        grid.addWidget(self._facts, 0, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._clock, 1, 1, 1, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        self.add(top)
        self.add(grid)

    def put_beside(self, button: QWidget) -> None:
        """What may be done about the marks, below them: their line is full where there are many."""
        self._beside.addWidget(button)

    def show_file(self, view: FileView) -> None:
        self._number.setText(view.number)
        kept = _kept_back(view)
        self._stage.show_state(KEPT_BACK if kept else named(view.stage), "error" if kept else _tone(view.stage))
        self._outcome.show_state(*_verdict(view))
        match, tone = _match(view.match)
        self._said = match, f"koreksi{ASKED}" if view.matters.correction else ""
        self._match.show_state(match, tone)
        self._match.setToolTip(match)
        self._correction.show_state(self._said[1], "warning")
        self._waits.show_state(*WAITS.get(view.waits, ("", "neutral")))
        self._who.setText(view.applicant if view.applicant == view.person else f"{view.applicant} ({view.person})")
        kind = ", ".join(filter(None, (named(view.kind).lower(), view.variant)))
        self._service.setText(f"{view.service} ({kind})")
        self._days.show_days(days_of(view.clock))
        self._facts.setText(_held_by(view))
        self._clock.setText(_promise(view.clock))
        self._fit()

    def _fit(self) -> None:
        """The marks in full where the line has room for them, in short where one would be cut, as at large text."""
        match, correction = self._said
        short = match.removesuffix(WITH_CENTRE)
        for words in ((match, correction), (short, correction), (short, correction.removesuffix(ASKED))):
            self._match.setText(words[0])
            self._correction.setText(words[1])
            self._top.invalidate()
            if self._top.sizeHint().width() <= self.width() - 2 * LARGE:
                break

    def clear(self) -> None:
        for words in (self._number, self._who, self._service, self._facts, self._clock):
            words.setText("")
        for badge in (self._stage, self._waits, self._outcome, self._match, self._correction):
            badge.show_state("")
        self._days.show_days(None)


def days_of(clock: ClockView) -> DaysLeft | None:
    """What the bar shows; None where the clock has ended."""
    if clock.stopped:
        return DaysLeft(True, 0, clock.days)
    return None if clock.left is None else DaysLeft(False, _left(clock), clock.days, clock.estimate)


def _left(clock: ClockView) -> int:
    """On the weekend after the due day no working day is lost yet, and it is late all the same."""
    assert clock.left is not None
    return min(clock.left, -1) if clock.late else clock.left


def _tone(stage: str) -> str:
    if stage in (stages.RETURNED, stages.PAYMENT):
        return "warning"
    if stage in (stages.REFUSED, stages.CANCELLED, stages.LAPSED):
        return "error"
    return "success" if stage in (stages.COLLECTION, stages.DONE) else "info"


def _verdict(view: FileView) -> tuple[str, str]:
    """What is proposed, or what an issued permit is worth where that is not what one expects; and its tone."""
    if _to_be_refused(view):
        return "Usulan penolakan", "warning"
    state = view.matters.permit.standing if view.matters.permit else ""
    return PERMIT_STATES.get(state, ""), "error" if withheld(state) else "warning"


def _kept_back(view: FileView) -> bool:
    """Whether the permit lies in the office and is not handed over."""
    permit = view.matters.permit
    return view.stage == stages.COLLECTION and permit is not None and bool(withheld(permit.standing))


def _to_be_refused(view: FileView) -> bool:
    return view.outcome == stages.REFUSAL and view.stage not in stages.CLOCK_ENDED


def _match(match: str) -> tuple[str, str]:
    """In words; nothing where there is no NIK that could be compared."""
    return {
        matching.MATCHES: (f"cocok{WITH_CENTRE}", "success"),
        matching.DIFFERS: (f"tidak cocok{WITH_CENTRE}", "error"),
        matching.UNMATCHED: (f"belum dicocokkan{WITH_CENTRE}", "neutral"),
    }.get(match, ("", "neutral"))


def _held_by(view: FileView) -> str:
    return f"Berada pada {named(view.holder)}" if view.holder else ""


def _promise(clock: ClockView) -> str:
    if clock.ended is not None and clock.used is not None:
        return f"Selesai {short_date(clock.ended)} dalam {clock.used} hari kerja dari standar {clock.days}"
    if clock.stopped:
        return f"Jam berhenti sejak {long_date(clock.stopped)}"
    kept = clock.due == clock.promised
    due = _due(clock.due, estimate=clock.estimate)
    before = "" if kept else f", janji semula {short_date(clock.promised)}"
    if clock.reckoned:
        before = f"{before} {RECKONED}" if before else f", janji {RECKONED}"
    return f"{due}{before}"


def _due(due: date | None, *, estimate: bool) -> str:
    if due is None:
        return "Tanpa jatuh tempo"
    return f"Perkiraan jatuh tempo {long_date(due)}" if estimate else f"Jatuh tempo {long_date(due)}"
