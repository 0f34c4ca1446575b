"""The acts panel: what this person may do now, with its keys; what else belongs to the stage, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.queries.file_acts import ActOption
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import MEDIUM, SMALL, TIGHT
from app.ui.pages.acts.plan import ORDINARY
from app.ui.pages.acts.refusals import who_may
from app.ui.pages.acts.table import PLANS, key_of
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.words.notices import say

LETTERS = 39  # width of the panel
HANDED_OVER = "hand_over"  # done on its own page


@dataclass(frozen=True)
class ActWanted:
    act: str


class ActButton(Button):
    """An act as a button; it tells which."""

    wanted = Signal(ActWanted)

    def __init__(self, option: ActOption, parent: QWidget, *, primary: bool) -> None:
        super().__init__(option.label, parent, shortcut=key_of(option.act), name=f"act_{option.act}")
        self.option = option
        self.setProperty("kind", PrimaryButton.kind if primary else "")
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.wanted.emit(ActWanted(self.option.act))


class FileActs(Card):
    """Asleep while an act is on its way, out of sight while a form is open: letters typed there stay letters."""

    wanted = Signal(ActWanted)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tindakan", parent, name="file_acts")
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * LETTERS)
        self._options: tuple[ActOption, ...] | None = None
        self._inside = QWidget(self)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, SMALL, 0)
        self._column.setSpacing(SMALL)
        scroll = Scroll(self._inside, self)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add(scroll, 1)

    def show_options(self, options: tuple[ActOption, ...]) -> None:
        if options == self._options:
            return
        self._options = options
        self._empty()
        allowed = [option for option in options if option.allowed]
        first = next((option.act for option in allowed if key_of(option.act) == ORDINARY), "")
        for option in sorted(allowed, key=_ordinary_first):
            button = ActButton(option, self._inside, primary=option.act == first)
            button.wanted.connect(self.wanted)
            self._column.addWidget(button)
            button.show()  # or it counts as hidden until it is laid out, and the cursor would stand nowhere
        if not allowed:
            self._column.addWidget(label("Tidak ada tindakan untuk Anda pada tahap ini.", "muted", self, wrap=True))
        self._show_rest([option for option in options if not option.allowed])
        self._column.addStretch(1)

    def buttons(self) -> tuple[ActButton, ...]:
        return tuple(self._inside.findChildren(ActButton))

    def first(self) -> QWidget:
        """Where the cursor goes when a file is opened."""
        return next((button for button in self.buttons() if not button.isHidden()), self)

    def reasons(self) -> dict[str, str]:
        """Act -> why it cannot be done."""
        return {each.act: why_not(each) for each in self._options or () if not each.allowed}

    def _show_rest(self, rest: list[ActOption]) -> None:
        if not rest:
            return
        heading = label("Belum dapat dilakukan", "muted", self._inside)
        heading.setContentsMargins(0, MEDIUM, 0, 0)
        self._column.addWidget(heading)
        for option in rest:
            row = QWidget(self._inside)
            row.setObjectName(f"closed_{option.act}")
            row.setAccessibleName(f"{option.label}: {why_not(option)}")
            lines = QVBoxLayout(row)
            lines.setContentsMargins(0, 0, 0, TIGHT)
            lines.setSpacing(0)
            name = label(option.label, "", row, wrap=True)
            name.setEnabled(False)
            lines.addWidget(name)
            lines.addWidget(label(why_not(option), "help", row, wrap=True))
            self._column.addWidget(row)

    def _empty(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()


def why_not(option: ActOption) -> str:
    if option.reason == "no_right":
        return f"Oleh {who_may(option.roles)}."
    return say(option.reason, place="greyed").text


def offered(act: str) -> bool:
    """Whether this page can do the act, or leads to the one that does."""
    return act in PLANS or act == HANDED_OVER


def _ordinary_first(option: ActOption) -> bool:
    return key_of(option.act) != ORDINARY
