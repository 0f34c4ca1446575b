"""A question before an act, with room for the reason where one is due. Opened beside the work, never blocking it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.look.tokens import HUGE, MEDIUM, SMALL
from app.ui.widgets.button import Button, DangerButton, PrimaryButton
from app.ui.widgets.card import label
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.long_text import LongTextEdit
from app.ui.words.notices import NoticeLevel, words


@dataclass(frozen=True)
class Confirmed:
    """`reason` is "" where none was asked."""

    reason: str


class Confirm(QDialog):
    """`confirm = Confirm(...); confirm.confirmed.connect(...); confirm.open()`. It goes away by itself.

    `reason` is the label of the reason's field; "" asks for none. `must_reason` refuses an empty one. `safe`: Enter
    goes back, the act wants its own keys or a click, so that a key pressed twice does nothing.
    """

    confirmed = Signal(Confirmed)

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        act: str,
        *,
        reason: str = "",
        must_reason: bool = True,
        danger: bool = False,
        safe: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._must = bool(reason) and must_reason
        self._reason = LongTextEdit(self, limit=500, lines=3)
        self._reason.setObjectName("reason")
        self._reason.setAccessibleName(reason)
        self._line = HelpLine(self)
        kind = DangerButton if danger else PrimaryButton
        self._act = kind(act, self, shortcut="Ctrl+Return", name="confirm")
        self._act.setAutoDefault(not reason and not safe)
        self._back = Button("Batal", self, shortcut="", name="cancel")
        self._back.setAutoDefault(safe)
        self._lay_out(title, text, reason)
        if safe:
            self._back.setDefault(True)
            self._back.setFocus()
        self._act.clicked.connect(self._on_act)
        self._back.clicked.connect(self.reject)
        self._reason.edited.connect(self._on_edited)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.reject)

    def _lay_out(self, title: str, text: str, reason: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(HUGE, HUGE, HUGE, MEDIUM)
        column.setSpacing(SMALL)
        words_of = label(text, "", self, wrap=True, name="confirm_text")
        words_of.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        column.addWidget(label(title, "section", self))
        column.addWidget(words_of)
        for widget in (label(reason + (" *" if self._must else ""), "field", self), self._reason, self._line):
            column.addWidget(widget)
            widget.setVisible(bool(reason))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._act)
        column.addLayout(row)
        (self._reason if reason else self._act).setFocus()

    def _on_act(self) -> None:
        given = str(self._reason.value())
        if self._must and not given:
            self._line.show_text(words("reason_missing"), NoticeLevel.ERROR)
            self._reason.setFocus()
            return
        if self._reason.problem():
            self._line.show_text(words("too_long", {"limit": str(self._reason.limit)}), NoticeLevel.ERROR)
            self._reason.setFocus()
            return
        self.confirmed.emit(Confirmed(given))
        self.accept()

    def _on_edited(self) -> None:
        self._line.show_text("")
