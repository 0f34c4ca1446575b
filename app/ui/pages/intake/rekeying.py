"""Keying parts of the number a second time, blind. Where that differs both versions are shown digit by digit, and
either is corrected with few keys: which one is right is read from the card, never from the screen.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLineEdit, QWidget

from app.rules.difference import beside, places
from app.rules.wording import listed
from app.ui.look.tokens import MEDIUM, TIGHT
from app.ui.pages.intake.sheet import SheetForm
from app.ui.widgets.card import label
from app.ui.widgets.versions import Version
from app.ui.words.notices import words

REKEYED = {"last4": slice(12, 16), "first6": slice(0, 6)}
HINT = "Ketik lagi untuk mengganti ketikan ulang, ↑ untuk memperbaiki NIK."


class Difference(QFrame):
    """The digits as they were keyed first and as they were keyed again."""

    def __init__(self, field: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{field}_versions")
        self.first, self.again = Version(self, name=f"{field}_first"), Version(self, name=f"{field}_again")
        grid = QGridLayout(self)
        grid.setContentsMargins(2, TIGHT, 0, TIGHT)
        grid.setHorizontalSpacing(MEDIUM)
        grid.setVerticalSpacing(0)
        for line, (name, version) in enumerate((("NIK", self.first), ("Ketik ulang", self.again))):
            grid.addWidget(label(name, "muted", self), line, 0)
            grid.addWidget(version, line, 1)
        grid.addWidget(label(HINT, "help", self, wrap=True), 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)

    def compare(self, first: str, again: str) -> None:
        before, after = beside(first, again)
        self.first.show_runs(before)
        self.again.show_runs(after)
        self.setAccessibleName(f"NIK {' '.join(first)}, diketik ulang {' '.join(again)}. {HINT}")


class Rekeying(QObject):
    """Of one form. `differed` are the fields that were keyed differently at least once; nothing of the digits."""

    def __init__(self, form: SheetForm) -> None:
        super().__init__(form)
        self._form = form
        self._views = {field: Difference(field, form) for field in REKEYED}
        self._standing: set[str] = set()
        self._differed: set[str] = set()
        self._again = ""
        for field, view in self._views.items():
            form.row(field).put_below(view)
            form.control(field).installEventFilter(self)

    @property
    def differed(self) -> tuple[str, ...]:
        return tuple(field for field in REKEYED if field in self._differed)

    def remember(self, differed: Iterable[str]) -> None:
        """Fields that were keyed differently before this form was filled from a draft."""
        self._differed |= set(differed)

    def differs(self, field: str) -> bool:
        return self._form.text(field) != self._form.text("nik")[REKEYED[field]]

    def follow(self, field: str) -> None:
        """After every change of a field."""
        if field == "nik":
            self._follow_number()
        elif field in REKEYED:
            self._judge(field)

    def show(self) -> None:
        """Say again what differs, after the section was judged."""
        for field in self._standing:
            self._say(field)

    def go_back(self, field: str) -> bool:
        """Whether the cursor went on to what a corrected number makes be keyed again."""
        again, self._again = self._again, ""
        if field != "nik" or not again or not self._form.is_shown(again) or self._form.typed()[again]:
            return False
        self._form.focus(again)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        up = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Up and not event.modifiers()
        return up and event.type() == QEvent.Type.KeyPress and self._to_number()

    def _to_number(self) -> bool:
        """Whether the cursor went from a field that differs to the same digits of the number, ready to type over."""
        focused = QApplication.focusWidget()
        field = next((name for name in self._standing if self._form.control(name) is focused), "")
        number = self._form.control("nik")
        if not field or not isinstance(number, QLineEdit):
            return False
        start, end = (_position(number.text(), place) for place in (REKEYED[field].start, REKEYED[field].stop - 1))
        number.setFocus(Qt.FocusReason.OtherFocusReason)
        number.setSelection(start, end + 1 - start)
        return True

    def clear(self) -> None:
        self._standing, self._differed, self._again = set(), set(), ""
        for view in self._views.values():
            view.hide()

    def _follow_number(self) -> None:
        """Another number is keyed again blind, as far as it is another."""
        if len(self._form.text("nik")) < 16:
            return
        stale = [name for name in REKEYED if self._form.typed()[name] and self._is_stale(name)]
        for name in stale:
            self._form.set_values({name: ""})
        self._again = next(iter(stale), "")

    def _is_stale(self, field: str) -> bool:
        return field in self._standing or self._form.typed()[field] != self._form.text("nik")[REKEYED[field]]

    def _judge(self, field: str) -> None:
        whole = len(self._form.text(field)) == len(range(16)[REKEYED[field]])
        if not whole or not self.differs(field):
            self._standing.discard(field)
            self._views[field].hide()
            self._form.error(field, "")
            return
        self._standing.add(field)
        self._differed.add(field)
        self._say(field)
        control = self._form.control(field)
        if isinstance(control, QLineEdit) and control.hasFocus():
            control.selectAll()

    def _say(self, field: str) -> None:
        first, again = self._form.text("nik")[REKEYED[field]], self._form.text(field)
        if len(first) != len(again):
            return
        found = [str(REKEYED[field].start + place + 1) for place in places(first, again)]
        self._views[field].compare(first, again)
        self._views[field].show()
        self._form.error(field, words("rekey_differs", {"places": listed(found)}))


def _position(text: str, place: int) -> int:
    """Where the digit number `place` stands among the gaps."""
    digits = [at for at, sign in enumerate(text) if sign.isdigit()]
    return digits[place] if place < len(digits) else len(text)
