"""Where a number that is wrong by its own rules says so, and keeps a supervisor's word that it is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.forms.form import CursorPlace
from app.ui.look.redress import redress
from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.widgets.button import Button
from app.ui.widgets.card import label
from app.ui.words.notices import NoticeLevel, say

ASK = "override"
APART = "\t"
KTP, PASSPORT = "KTP-el", "paspor atau KITAS"
NAMES = {KTP: "NIK", PASSPORT: "Paspor/KITAS"}


@dataclass(frozen=True)
class PermissionWanted:
    """What the supervisor is asked about: the number and what is wrong with it, code -> sentence. `card` shows it."""

    nik: str
    errors: Mapping[str, str]
    card: str = KTP

    @property
    def words(self) -> str:
        return " ".join((*self.errors.values(), say("card_override", {"card": self.card}).advice))


@dataclass(frozen=True)
class Granted:
    """The word given: its id, for this number and these errors, by whom."""

    id: str
    nik: str
    codes: tuple[str, ...]
    by: str

    def covers(self, wanted: PermissionWanted) -> bool:
        return self.nik == wanted.nik and set(wanted.errors) <= set(self.codes)


class Permission(QFrame):
    """In sight while the number has errors. A draft keeps the word given; it holds for that number only."""

    changed = Signal()
    asked = Signal(PermissionWanted)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("permission")
        self.setProperty("role", "notice")
        self._wanted = PermissionWanted("", {})
        self._granted: Granted | None = None
        self._text = label("", "", self, wrap=True, name="permission_text")
        self._ask = Button("Minta izin penyelia", self, icon="shield-check", shortcut="Ctrl+Shift+I", name=ASK)
        self._ask.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, SMALL - 2, SMALL, SMALL - 2)
        row.setSpacing(MEDIUM)
        row.addWidget(self._text, 1)
        row.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignTop)
        self._show()

    def judge(self, wanted: PermissionWanted) -> None:
        self._wanted = wanted
        self._show()

    def grant(self, granted: Granted) -> None:
        self._granted = granted
        self._show()
        self.changed.emit()

    def given(self) -> str:
        """The id of the word that covers the number as it stands, "" where none is needed or given."""
        word = self._granted
        return word.id if word and self._wanted.errors and word.covers(self._wanted) else ""

    def typed(self) -> dict[str, str]:
        word = self._granted
        return {ASK: APART.join((word.id, word.nik, word.by, *word.codes))} if word else {}

    def set_typed(self, typed: Mapping[str, str]) -> None:
        parts = typed.get(ASK, "").split(APART)
        self._granted = Granted(parts[0], parts[1], tuple(parts[3:]), parts[2]) if len(parts) > 3 else None
        self._show()

    def check(self) -> dict[str, str]:
        return {ASK: "nik_override"} if self._wanted.errors and not self.given() else {}

    def show_codes(self, codes: Mapping[str, str], facts: Mapping[str, str] | None = None) -> None:
        """It says what is wrong all the time."""

    def label_of(self, field: str) -> str:
        return NAMES[self._wanted.card]

    def focus(self, field: str) -> None:
        self._ask.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> CursorPlace | None:
        return CursorPlace(ASK) if self._ask.hasFocus() else None

    def go(self, place: CursorPlace) -> None:
        self.focus(place.field)

    def clear(self) -> None:
        self._granted = None
        self.judge(PermissionWanted("", {}))

    def _show(self) -> None:
        covered = not self.check()
        by = self._granted.by if self._granted else ""
        allowed = f"Diizinkan oleh {by} setelah {self._wanted.card} diperiksa."
        self._text.setText(allowed if covered else self._wanted.words)
        redress(self, "level", str(NoticeLevel.SUCCESS if covered else NoticeLevel.ERROR))
        self._ask.setVisible(not covered)
        self.setVisible(bool(self._wanted.errors))

    def _on_clicked(self) -> None:
        self.asked.emit(self._wanted)
