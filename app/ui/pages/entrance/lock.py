"""The lock: only the name of who is signed in and the field for the password. What lies behind keeps all it holds."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.front_panel import FrontPanel, beside
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.password_edit import PasswordEdit
from app.ui.words.notices import Notice, NoticeLevel


@dataclass(frozen=True)
class TypedPassword:
    """The password of the person who is locked out, as typed; not even `repr` tells it."""

    password: str

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class LockPage(QWidget):
    entered = Signal(TypedPassword)
    other_user_wanted = Signal()

    def __init__(self, name: str, office: str, counter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lock")
        self._panel = FrontPanel(self)
        self._panel.show_office(office, counter)
        self._password = PasswordEdit(self)
        self._password.setObjectName("password")
        self._password.setAccessibleName(f"Kata sandi {name}")
        self._password.setProperty("help", "Ketik kata sandi Anda untuk membuka layar. Isian Anda tetap ada.")
        self._line = HelpLine(self)
        self._open = PrimaryButton("Buka", self, icon="lock-open", name="unlock")
        self._other = Button("Ganti pengguna", self, icon="users", shortcut="F3", name="other_user")
        self._lay_out(name)
        self.setFocusProxy(self._password)
        self._open.clicked.connect(self._on_enter)
        self._other.clicked.connect(self.other_user_wanted)
        self._password.textEdited.connect(self._on_edited)
        self._password.capitals_changed.connect(self._on_capitals)

    def show_notice(self, notice: Notice) -> None:
        self._open.setEnabled(True)
        self._line.show_text(notice.full, notice.level)
        self._password.selectAll()
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def text(self) -> str:
        return self._line.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
            return
        super().keyPressEvent(event)

    def _lay_out(self, name: str) -> None:
        card = Card(parent=self, name="lock_card")
        card.setMaximumWidth(self.fontMetrics().averageCharWidth() * 62)
        card.setContentsMargins(SMALL, MEDIUM, SMALL, SMALL)
        card.add(label("Layar terkunci", "muted", self))
        card.add(label(name, "title", self, wrap=True, name="locked_person"))
        card.body.addSpacing(SMALL)
        caption = label("Kata sandi", "field", self)
        caption.setBuddy(self._password)
        card.add(caption)
        card.add(self._password)
        card.add(self._line)
        card.add(self._open)
        card.add(self._other)
        beside(self._panel, card, self)

    def _on_edited(self) -> None:
        if self._line.level() is not NoticeLevel.INFO:
            self._on_capitals()

    def _on_capitals(self) -> None:
        """An earlier refusal goes with the next letter; Caps Lock is said as long as it lasts."""
        words = self._password.capitals_words()
        self._line.show_text(words, NoticeLevel.WARNING if words else NoticeLevel.INFO)

    def _on_enter(self) -> None:
        if self._password.text() and self._open.isEnabled():
            self._open.setEnabled(False)
            self.entered.emit(TypedPassword(self._password.text()))
