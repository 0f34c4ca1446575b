"""The papers on the counter, ticked with one key each: Space ada, A asli, M menyusul, C catatan, S semua."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.ui.look.redress import redress
from app.ui.widgets.check_model import AWAY, HERE, LATER, NOTE, PAPER, CheckModel, CheckRow, Ticked
from app.ui.widgets.tall_table import TallTable

__all__ = ["CheckList", "CheckRow", "Ticked"]


WIDTHS = (0, 14, 8, 16)


class CheckList(TallTable):
    """The value is a tuple of `Ticked`, one for each paper."""

    edited = Signal()

    def __init__(
        self, papers: tuple[CheckRow, ...] = (), parent: QWidget | None = None, *, name: str = "papers"
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Persyaratan")
        self.setProperty("help", "Spasi: ada. A: asli ditunjukkan. M: menyusul. C: catatan. S: semua ada.")
        self._model = CheckModel(self)
        self.setModel(self._model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.set_widths(WIDTHS)
        self._model.changed.connect(self._on_changed)
        self.set_papers(papers)

    def set_papers(self, papers: tuple[CheckRow, ...]) -> None:
        self._model.set_papers(papers)
        self.fit_height()
        if papers:
            self.setCurrentIndex(self._model.index(0, PAPER))

    def value(self) -> tuple[Ticked, ...]:
        return self._model.ticks()

    def set_value(self, ticks: tuple[Ticked, ...]) -> None:
        for tick in ticks:
            self._model.put(tick)

    def missing(self) -> tuple[str, ...]:
        """Mandatory papers that are neither here nor allowed to follow."""
        ticks = self.value()
        papers = (self._model.paper(place) for place in range(len(ticks)))
        return tuple(p.id for p, t in zip(papers, ticks, strict=True) if p.mandatory and t.state == AWAY)

    def show_wrong(self, ids: frozenset[str]) -> None:
        """Mark rows; a mark goes when its row is changed into order."""
        self._model.set_wrong(ids)

    def live(self) -> str:
        row = self.currentIndex().row()
        return self._model.paper(row).detail if row >= 0 else ""

    def tick_all(self) -> None:
        """Everything is here; papers that follow later stay as they are."""
        for tick in self.value():
            if tick.state == AWAY:
                self._model.put(replace(tick, state=HERE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        pressed = event.text().upper()
        if row < 0 or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif pressed in (" ", "A", "M"):
            self._toggle(row, pressed)
        elif pressed == "S":
            self.tick_all()
        elif pressed == "C" or event.key() == Qt.Key.Key_F2:
            self.edit(self._model.index(row, NOTE))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on(row)
        else:
            super().keyPressEvent(event)

    def _toggle(self, row: int, key: str) -> None:
        paper, tick = self._model.paper(row), self.value()[row]
        if key == " ":
            here = tick.state != HERE
            self._model.put(replace(tick, state=HERE if here else AWAY, original_shown=tick.original_shown and here))
        elif key == "A" and paper.original:
            shown = not tick.original_shown
            self._model.put(replace(tick, state=HERE if shown else tick.state, original_shown=shown))
        elif key == "M" and paper.deferrable:
            later = tick.state != LATER
            self._model.put(replace(tick, state=LATER if later else AWAY, original_shown=False))

    def _go_on(self, row: int) -> None:
        """Enter goes to the next paper, and after the last one to the next field."""
        if row + 1 < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row + 1, PAPER))
        else:
            self.focusNextChild()

    def _on_changed(self) -> None:
        self.fit_height()
        redress(self, "wrong", bool(self._model.wrong()))
        self.edited.emit()
