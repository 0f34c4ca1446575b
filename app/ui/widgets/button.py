"""Buttons that show their shortcut and take part in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.look.tokens import current_tokens

GAP = 6
KEYS = {"Return": "Enter", "Escape": "Esc"}


class Button(QPushButton):
    """`shortcut` works while the button is in sight and enabled; it is written behind the words."""

    kind = ""

    def __init__(
        self, text: str, parent: QWidget | None = None, *, icon: str = "", shortcut: str = "", name: str = ""
    ) -> None:
        super().__init__(parent)
        self._drawing = icon
        self._keys = shortcut
        self.setObjectName(name or text)
        self.setProperty("kind", self.kind)
        self.set_words(text)
        self._dress()
        if shortcut:
            from PySide6.QtGui import QKeySequence, QShortcut

            keys = QShortcut(QKeySequence(shortcut), self)
            keys.activated.connect(self.click)
            keys.setAutoRepeat(False)

    def set_words(self, text: str) -> None:
        """Change the words; the shortcut stays behind them."""
        self.setText(f"{text}   {shown(self._keys)}" if self._keys else text)
        self.setAccessibleName(text)

    def words(self) -> str:
        return self.accessibleName()

    def set_drawing(self, icon: str) -> None:
        self._drawing = icon
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_drawing"):
            self._dress()

    def _dress(self) -> None:
        if self._drawing:
            from app.ui.look import icons  # late: the first window is painted without

            tokens = current_tokens()
            colours = {"primary": tokens.on_primary, "danger": tokens.on_danger, "link": tokens.primary_text}
            self.setIcon(icons.icon(self._drawing, colours.get(self.kind, tokens.text), tokens.muted, GAP))
            self.setIconSize(QSize(icons.SIZE + GAP, icons.SIZE))


class PrimaryButton(Button):
    """The one main act of a page."""

    kind = "primary"


class DangerButton(Button):
    """What cannot be taken back."""

    kind = "danger"


class LinkButton(Button):
    """A quiet act beside others."""

    kind = "link"


def shown(keys: str) -> str:
    """ "Ctrl+Return" -> "Ctrl+Enter", as on the keyboard."""
    return "+".join(KEYS.get(part, part) for part in keys.split("+"))
