"""The buttons below a matter: what this person may do about it, with the keys."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.queries.tray import TrayMatter
from app.ui.look.tokens import SMALL
from app.ui.pages.tray.settling import Offers
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import label

ADOPT_KEY, CLOSE_KEY = "A", "T"


class TrayFoot(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.redo = PrimaryButton("Lakukan ulang", self, shortcut="F8", name="tray_redo")
        self.adopt = Button("", self, name="tray_adopt")
        self.settle = Button("", self, name="tray_close")
        self.open = Button("", self, name="tray_open_file")
        self._hint = label("", "muted", self, wrap=True, name="tray_hint")
        for button, words, key in (
            (self.settle, "Tutup dengan alasan", CLOSE_KEY),
            (self.open, "Buka berkas", "Enter"),
        ):
            _name(button, words, key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(self._hint, 1)
        for button in (self.settle, self.open, self.adopt, self.redo):
            row.addWidget(button)

    def show_offers(self, matter: TrayMatter | None, offers: Offers | None) -> None:
        """`offers` None: nothing is left to be decided."""
        self.redo.setVisible(bool(offers and offers.redo))
        self.redo.set_words("Tutup, sudah dilakukan ulang" if matter and matter.again else "Lakukan ulang")
        self.adopt.setVisible(bool(offers and offers.adopt))
        _name(self.adopt, offers.adopt_words if offers else "", ADOPT_KEY)
        self.settle.setVisible(offers is not None)
        self.settle.setEnabled(bool(offers and offers.close))
        self.open.setVisible(bool(matter and matter.application))
        self._hint.setText(offers.hint if offers else "")


def _name(button: Button, words: str, key: str) -> None:
    """The key is that of the table, so that letters typed elsewhere stay letters."""
    button.setText(f"{words}   {key}")
    button.setAccessibleName(words)
