"""A warning and beside it the reason why it is so all the same: typed, or taken ready-made with one key."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from app.ui.forms.form import CursorPlace
from app.ui.look.redress import redress
from app.ui.look.tokens import MEDIUM, SMALL, TIGHT
from app.ui.widgets.card import label
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.ready_text import ReadyTextEdit
from app.ui.words.notices import NoticeLevel, words

CARD = "Sesuai KTP-el asli"
ORIGINAL = "Sesuai dokumen asli"
SOMEBODY_ELSE = "Orang yang berbeda"
READY: dict[str, tuple[str, ...]] = {
    "nit": ("Sesuai kartu asli", "Terdaftar di perwakilan luar negeri"),
    "region_unknown": (CARD, "Wilayah pemekaran baru"),
    "age_unusual": (CARD, "Umur pemohon memang demikian"),
    "birth_date_differs": (CARD, "Tanggal lahir pernah diperbaiki di Dukcapil"),
    "sex_differs": (CARD, "Jenis kelamin pernah diperbaiki di Dukcapil"),
    "known_other_name": (CARD, "Data terdahulu salah ketik", "Nama diperbaiki di Dukcapil"),
    "known_near_nik": (CARD, SOMEBODY_ELSE, "NIK terdahulu salah ketik"),
    "same_object": ("Objek berbeda", "Permohonan terdahulu akan ditarik"),
    "duplicate": ("Tempat atau objek berbeda", "Permohonan terdahulu akan ditarik"),
}


class ReasonEdit(ReadyTextEdit):
    def __init__(self, ready: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(ready, parent)
        self.setPlaceholderText("Alasan")


class _ReasonRow(QWidget):
    def __init__(self, code: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = HelpLine(self)
        self.edit = ReasonEdit(READY.get(code, (ORIGINAL,)), self)
        self.edit.setObjectName(f"reason_{code}")
        self._hint = label(self.edit.live(), "help", self, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        for widget in (self.line, self.edit, self._hint):
            column.addWidget(widget)
        self.edit.edited.connect(self._on_edited)

    def say(self, text: str) -> None:
        self.line.show_text(text, NoticeLevel.WARNING)
        self.edit.setAccessibleName(f"Alasan: {text}")

    def set_wrong(self, wrong: bool) -> None:
        redress(self.edit, "wrong", wrong)
        self._hint.setText(words("required") if wrong else self.edit.live())

    def _on_edited(self) -> None:
        self.set_wrong(False)


class Reasons(QFrame):
    """One row for each warning that stands now. A reason typed for a warning that went away comes back with it."""

    changed = Signal()
    completed = Signal()

    def __init__(self, parent: QWidget | None = None, *, name: str = "reasons") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "notice")
        self.setProperty("level", str(NoticeLevel.WARNING))
        self._rows: dict[str, _ReasonRow] = {}
        self._kept: dict[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        self._grid.setSpacing(SMALL)
        self.hide()

    def ask(self, warnings: Mapping[str, str]) -> None:
        """Code -> sentence of all that needs a reason; rows that stand already keep their cursor."""
        self._kept |= self.typed()
        for code in [code for code in self._rows if code not in warnings]:
            row = self._rows.pop(code)
            self._grid.removeWidget(row)
            row.hide()
            row.deleteLater()
        for code, text in warnings.items():
            if code not in self._rows:
                self._add(code)
            self._rows[code].say(text)
        self.setVisible(bool(self._rows))

    def give(self, code: str, reason: str) -> None:
        """Answer a warning that stands and has no reason yet."""
        row = self._rows.get(code)
        if row is not None and not row.edit.value():
            row.edit.set_typed(reason)

    def given(self) -> dict[str, str]:
        return {code: reason for code, row in self._rows.items() if (reason := str(row.edit.value()))}

    def typed(self) -> dict[str, str]:
        return self._kept | {code: row.edit.typed() for code, row in self._rows.items()}

    def set_typed(self, typed: Mapping[str, str]) -> None:
        self._kept = dict(typed)
        for code, row in self._rows.items():
            row.edit.set_typed(typed.get(code, ""))

    def check(self) -> dict[str, str]:
        return {code: "required" for code, row in self._rows.items() if not row.edit.value()}

    def show_codes(self, codes: Mapping[str, str], facts: Mapping[str, str] | None = None) -> None:
        for code, row in self._rows.items():
            row.set_wrong(code in codes)

    def label_of(self, field: str) -> str:
        return "Alasan"

    def focus(self, field: str) -> None:
        self._rows[field].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> CursorPlace | None:
        found = ((code, row.edit) for code, row in self._rows.items() if row.edit.hasFocus())
        return next((CursorPlace(code, edit.cursorPosition()) for code, edit in found), None)

    def go(self, place: CursorPlace) -> None:
        if place.field in self._rows:
            self.focus(place.field)
            self._rows[place.field].edit.setCursorPosition(place.position)

    def clear(self) -> None:
        self._kept = {}
        self.ask({})
        self._kept = {}

    def _add(self, code: str) -> None:
        row = _ReasonRow(code, self)
        row.edit.set_typed(self._kept.get(code, ""))
        row.edit.edited.connect(self.changed)
        row.edit.completed.connect(self.completed)
        self._rows[code] = row
        self._grid.addWidget(row, self._grid.rowCount(), 0)
        row.show()
