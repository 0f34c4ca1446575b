"""Rows that can be added and taken away: what is to be put right, what a visit found."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from app.ui.forms.fields import Field
from app.ui.forms.form import FormSection
from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.pages.acts.plan import Values
from app.ui.widgets.button import Button
from app.ui.widgets.card import label

Rows = tuple[Mapping[str, object], ...]


class RowFrame(QFrame):
    """One row: its number, its fields, and a button for the mouse that takes it away."""

    def __init__(self, fields: tuple[Field, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._number = label("", "strong", self)
        self.section = FormSection(fields, self)
        self.drop = Button("Hapus", self, icon="minus")
        self.drop.setAutoDefault(False)
        self.drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # by key it is Ctrl+Del, from within the row
        self.drop.setToolTip("Hapus baris ini (Ctrl+Del)")
        grid = QGridLayout(self)
        grid.setContentsMargins(MEDIUM, SMALL, MEDIUM, 0)
        grid.setHorizontalSpacing(MEDIUM)
        grid.addWidget(self._number, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.section, 0, 1)
        grid.addWidget(self.drop, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)

    def set_number(self, number: int) -> None:
        self._number.setText(f"{number}.")
        self.setObjectName(f"row_{number}")
        self.setAccessibleName(f"Baris {number}")
        self.drop.setObjectName(f"drop_{number}")
        self.drop.setAccessibleName(f"Hapus baris {number}")

    def is_empty(self) -> bool:
        return not any(self.section.typed().values())


class RowsPart(QWidget):
    """`name` is the command's field that takes the rows; Ctrl+N adds one, Ctrl+Del takes away the one with the cursor,
    each has a button that does so, and Alt+Z brings back what was taken away."""

    edited = Signal()

    def __init__(self, name: str, fields: tuple[Field, ...], add: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name, self._fields = name, fields
        self._rows: list[RowFrame] = []
        self._dropped: list[dict[str, str]] = []
        self._add = Button(add, self, icon="plus", shortcut="Ctrl+N", name=f"{name}_add")
        self._restore = Button("Kembalikan baris", self, icon="undo-2", shortcut="Alt+Z", name=f"{name}_restore")
        for button in (self._add, self._restore):
            button.setAutoDefault(False)
        self._restore.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(SMALL)
        foot = QGridLayout()
        foot.addWidget(self._add, 0, 0)
        foot.addWidget(self._restore, 0, 1)
        foot.setColumnStretch(2, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SMALL)
        whole.addLayout(self._column)
        whole.addLayout(foot)
        self._add.clicked.connect(self.add_row)
        self._restore.clicked.connect(self.restore_row)
        QShortcut(QKeySequence("Ctrl+Del"), self).activated.connect(self.drop_row)
        self._append()

    def fill(self, rows: Rows) -> None:
        """Put rows in, in place of those that are there."""
        while len(self._rows) < max(1, len(rows)):
            self._append()
        for frame, row in zip(self._rows, rows, strict=False):
            frame.section.set_values(row)

    def add_row(self) -> None:
        self._append()
        self._rows[-1].section.focus(self._fields[0].id)
        self.edited.emit()

    def drop_row(self) -> None:
        """The row the cursor stands in; none where it stands in none."""
        focused = self.focusWidget()
        here = next((row for row in self._rows if focused and row.isAncestorOf(focused)), None)
        if here is not None:
            self._take_away(here)

    def _take_away(self, here: RowFrame, _: bool = False) -> None:
        """One always stays, emptied."""
        place = self._rows.index(here)
        if not here.is_empty():
            self._dropped.append(dict(here.section.typed()))
            self._restore.show()
        if len(self._rows) == 1:
            here.section.clear()
            return
        self._rows.remove(here)
        self._column.removeWidget(here)
        here.hide()
        here.deleteLater()
        self._renumber()
        self._rows[max(0, place - 1)].section.focus(self._fields[0].id)

    def restore_row(self) -> None:
        """What was taken away last, at the end, where it stands in nobody's way."""
        if not self._dropped:
            return
        if not self._rows[-1].is_empty():
            self._append()
        self._rows[-1].section.set_typed(self._dropped.pop())
        self._rows[-1].section.focus(self._fields[0].id)
        self._restore.setVisible(bool(self._dropped))
        self.edited.emit()

    def values(self) -> Values:
        return {self._name: tuple(_told(row) for row in self._rows if not row.is_empty())}

    def typed(self) -> dict[str, str]:
        return {
            f"{place}.{field}": text
            for place, row in enumerate(self._rows)
            for field, text in row.section.typed().items()
        }

    def set_typed(self, typed: Mapping[str, str]) -> None:
        for key, text in typed.items():
            place, _, field = key.partition(".")
            if place.isdigit() and field:
                while len(self._rows) <= int(place):
                    self._append()
                self._rows[int(place)].section.set_typed({field: text})

    def check(self) -> dict[str, str]:
        """Of every row in which something stands; of the first one in any case."""
        looked_at = [(at, row) for at, row in enumerate(self._rows) if at == 0 or not row.is_empty()]
        return {f"{at}.{field}": code for at, row in looked_at for field, code in row.section.check().items()}

    def show_codes(self, codes: Mapping[str, str]) -> None:
        """Of own checks (`0.text`) and of a refusal (`rows.0`, or `rows` for all of them)."""
        whole = codes.get(self._name, "")
        last = self._fields[-1].id
        for place, row in enumerate(self._rows):
            own = {key.partition(".")[2]: code for key, code in codes.items() if key.startswith(f"{place}.")}
            code = codes.get(f"{self._name}.{place}", whole if place == 0 else "")
            row.section.show_codes(own | ({last: code} if code and last not in own else {}))

    def start(self) -> None:
        for row in self._rows:
            if row.section.first_error():
                row.section.focus(row.section.first_error())
                return
        self._rows[0].section.focus(self._fields[0].id)

    def count(self) -> int:
        return len(self._rows)

    def _append(self) -> RowFrame:
        row = RowFrame(self._fields, self)
        if self._rows:
            self._chain(self._rows[-1], row)
        self._rows.append(row)
        row.section.changed.connect(self._on_changed)
        row.drop.clicked.connect(partial(self._take_away, row))
        self._column.addWidget(row)
        self._renumber()
        return row

    def _on_changed(self) -> None:
        self.edited.emit()

    def _chain(self, before: RowFrame, row: RowFrame) -> None:
        """Tab goes from the last field of a row to the first of the next, before the buttons."""
        last = before.section.control(self._fields[-1].id)
        for field in self._fields:
            control = row.section.control(field.id)
            QWidget.setTabOrder(last, control)
            last = control

    def _renumber(self) -> None:
        for number, row in enumerate(self._rows, 1):
            row.set_number(number)


def _told(row: RowFrame) -> Mapping[str, object]:
    return {name: value or "" for name, value in row.section.values().items()}
