"""How many files wait at each stage, as chips: the number at the end of a chip chooses it, 0 shows all. A last chip,
for those who may, is the work of comparing with the central data."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.queries.work import MATCHING, StageCount
from app.reference.labels import label
from app.ui.look.redress import redress
from app.ui.look.tokens import TIGHT

MOST = 9
MATCHING_KEY = "Ctrl+B"  # also from the filter, where the cursor stands while nothing waits for oneself


@dataclass(frozen=True)
class StageChosen:
    """ "" is every stage."""

    stage: str


class Chip(QPushButton):
    chosen = Signal(StageChosen)

    def __init__(self, stage: str, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.stage = stage
        self.setObjectName(f"chip_{stage or 'all'}")
        self.setAccessibleName(text)
        self.setProperty("help", "Spasi memilih tahap ini; di daftar cukup angkanya.")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("kind", "chip")
        self.clicked.connect(self._on_clicked)

    def set_on(self, on: bool) -> None:
        self.setChecked(on)
        redress(self, "on", on)

    def _on_clicked(self) -> None:
        self.chosen.emit(StageChosen(self.stage))


class StageChips(QWidget):
    """`first` stands before the chips; what has no room goes into further lines."""

    chosen = Signal(StageChosen)

    def __init__(self, first: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stage_chips")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._first = first
        self._counts: tuple[StageCount, ...] = ()
        self._unmatched: int | None = None
        self._chips: list[Chip] = []
        self._stage = ""
        self._grid = QVBoxLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(TIGHT)
        self._lines: list[QHBoxLayout] = []
        self.show_counts(())

    def stage(self) -> str:
        return self._stage

    def is_matching(self) -> bool:
        """Whether the list is the one to compare with the central data."""
        return self._stage == MATCHING

    def want(self, stage: str) -> None:
        """Chosen from elsewhere, before it is known how much waits there."""
        self._stage = stage
        self._mark()

    def show_counts(self, counts: tuple[StageCount, ...], unmatched: int | None = None) -> None:
        """`unmatched` None: comparing with the central data is no work of this person."""
        if self._chips and (counts, unmatched) == (self._counts, self._unmatched):
            return
        self._counts, self._unmatched = counts, unmatched
        for old in self._chips:
            old.hide()
            old.deleteLater()
        total = sum(each.count for each in counts)
        words = [("", f"Semua ({total})   0")]
        words += [(c.stage, f"{label(c.stage)} ({c.count})   {at}") for at, c in enumerate(counts[:MOST], 1)]
        if unmatched is not None:
            words.append((MATCHING, f"Belum dicocokkan ({unmatched})   {MATCHING_KEY}"))
        self._chips = [Chip(stage, text, self) for stage, text in words]
        for chip in self._chips:
            chip.chosen.connect(self._on_chosen)
        self._mark()
        self._flow()
        if self._stage and self._stage not in (chip.stage for chip in self._chips):
            self.choose(0)

    def choose(self, place: int) -> None:
        """By the number on the chip."""
        if 0 <= place <= min(len(self._counts), MOST):
            self._on_chosen(StageChosen(self._chips[place].stage))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._flow()

    def _flow(self) -> None:
        """Lines as full as they can be."""
        for line in self._lines:
            while line.takeAt(0) is not None:
                continue
            self._grid.removeItem(line)
        self._lines = []
        used = self.width() + 1
        for widget in (self._first, *self._chips):
            wide = max(widget.sizeHint().width(), widget.minimumWidth()) + TIGHT
            if used + wide > self.width():
                self._lines.append(self._line())
                used = 0
            self._lines[-1].insertWidget(self._lines[-1].count() - 1, widget)
            used += wide

    def _line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(TIGHT)
        line.addStretch(1)
        self._grid.addLayout(line)
        return line

    def _on_chosen(self, chosen: StageChosen) -> None:
        self._stage = chosen.stage
        self._mark()
        self.chosen.emit(chosen)

    def _mark(self) -> None:
        for chip in self._chips:
            chip.set_on(chip.stage == self._stage)
