"""The papers as the back office judges them: Space sesuai, T tidak sesuai, C catatan, S semua sesuai."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.actions.commands.office_work import ItemVerdict
from app.queries.file_view import ItemView
from app.ui.pages.acts.plan import Values
from app.ui.pages.acts.verdict_model import FAILS, FITS, NAME, NOTE, JudgedItem, VerdictModel
from app.ui.widgets.tall_table import TallTable

NAME_OF_PART = "verdicts"
WIDTHS = (0, 11, 16, 22)  # Persyaratan, Keadaan, Putusan, Catatan


class VerdictsPart(TallTable):
    """As high as its rows. What was judged before stands there again."""

    edited = Signal()

    def __init__(self, items: tuple[ItemView, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(NAME_OF_PART)
        self.setAccessibleName("Penilaian persyaratan")
        self.setProperty("help", "Spasi: sesuai. T: tidak sesuai. C: catatan. S: semua sesuai.")
        self._model = VerdictModel(items, self)
        self.setModel(self._model)
        self._model.changed.connect(self.edited)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.set_widths(WIDTHS)
        self.fit_height()
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, NAME))

    def values(self) -> Values:
        return {
            NAME_OF_PART: tuple(
                ItemVerdict(requirement=each.requirement, verdict=each.verdict, note=each.note)
                for each in self._model.judged()
                if each.verdict
            )
        }

    def judged(self) -> tuple[JudgedItem, ...]:
        return self._model.judged()

    def typed(self) -> dict[str, str]:
        return {each.requirement: f"{each.verdict}\t{each.note}" for each in self._model.judged()}

    def set_typed(self, typed: Mapping[str, str]) -> None:
        kept = {name: JudgedItem(name, *text.split("\t", 1)) for name, text in typed.items() if "\t" in text}
        self._model.restore(kept)

    def check(self) -> dict[str, str]:
        return {}

    def show_codes(self, codes: Mapping[str, str]) -> None:
        self._model.set_wrong(frozenset(codes))

    def start(self) -> None:
        self.setFocus()
        places = range(self._model.rowCount())
        undecided = (at for at in places if not self._model.waits(at) and self._model.judged()[at].verdict != FITS)
        first = next(undecided, 0)
        self.setCurrentIndex(self._model.index(first, NAME))

    def tick_all(self) -> None:
        """Everything that nobody has found wanting is in order."""
        for place, each in enumerate(self._model.judged()):
            if not each.verdict:
                self._model.put(place, verdict=FITS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, pressed = self.currentIndex().row(), event.text().upper()
        if row < 0 or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif pressed in (" ", "T"):
            wanted = FITS if pressed == " " else FAILS
            before = self._model.judged()[row].verdict
            self._model.put(row, verdict="" if before == wanted else wanted)
            self._go_on(row, leave=False)
        elif pressed == "S":
            self.tick_all()
        elif pressed == "C" or event.key() == Qt.Key.Key_F2:
            self.edit(self._model.index(row, NOTE))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on(row, leave=True)
        else:
            super().keyPressEvent(event)

    def _go_on(self, row: int, *, leave: bool) -> None:
        if row + 1 < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row + 1, NAME))
        elif leave:
            self.focusNextChild()
