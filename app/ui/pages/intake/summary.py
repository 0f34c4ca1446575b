"""What the application comes to, beside the form: who, what, until when, what still needs a look, and the main act."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.ui.look import icons
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import SMALL, current_tokens
from app.ui.pages.intake.read_back_part import ReadingPart
from app.ui.pages.intake.sheet import FormPlace
from app.ui.widgets.badge import Badge
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label

LETTERS = 31  # width in average letters; the form beside it keeps two columns at 1366 pixels
MOST = 6
LINES = (("name", "strong"), ("service", ""), ("days", "muted"), ("promised", "strong"), ("fee", "muted"))


@dataclass(frozen=True)
class OpenPoint:
    """Something that still needs a look, and where."""

    text: str
    spot: FormPlace


@dataclass(frozen=True)
class IntakeSummary:
    """`open` are the names of sections nobody has finished yet."""

    name: str = ""
    service: str = ""
    days: str = ""
    promised: str = ""
    fee: str = ""
    matters: tuple[OpenPoint, ...] = ()
    open: tuple[str, ...] = ()
    missing: int = 0


class SummaryPanel(Card):
    """The acts stand at the foot and stay in sight, however long the list above them grows."""

    register_wanted = Signal()
    shortage_wanted = Signal()
    fresh_wanted = Signal()
    jumped = Signal(FormPlace)
    read_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Ringkasan", parent, name="summary")
        self._lines = {name: label("", role, self, wrap=True, name=f"summary_{name}") for name, role in LINES}
        self._badge = Badge("", "neutral", self)
        self._badge.setObjectName("summary_state")
        self._links: tuple[QToolButton, ...] = ()
        self._spots: tuple[FormPlace, ...] = ()
        self._matters = QVBoxLayout()
        self._matters.setSpacing(0)
        self._open = label("", "help", self, wrap=True, name="summary_open")
        self.reading = ReadingPart(self)
        self.register_button = PrimaryButton("Daftarkan", self, shortcut="Ctrl+Return", name="register")
        self._shortage = Button("Cetak kekurangan", self, shortcut="Ctrl+P", name="shortage")
        self._fresh = Button("Simpan, mulai baru", self, shortcut="Ctrl+N", name="fresh")
        self.add_action(self._badge)  # in sight however much scrolls below it
        self._lay_out()
        self._wire()
        self.show_summary(IntakeSummary())

    def show_summary(self, said: IntakeSummary) -> None:
        for name, line in self._lines.items():
            text = str(getattr(said, name))
            line.setText(text)
            line.setVisible(bool(text))
        self._show_matters(said)
        more = len(said.matters) - MOST
        rest = (
            f"dan {more} hal lain." if more > 0 else "",
            f"Belum selesai: {', '.join(said.open)}." if said.open else "",
        )
        self._open.setText("\n".join(filter(None, rest)))
        self._open.setVisible(any(rest))
        self._shortage.setVisible(said.missing > 0)

    def matters(self) -> tuple[str, ...]:
        """What is listed now, as shown."""
        return tuple(link.text() for link in self._links)

    def _show_matters(self, said: IntakeSummary) -> None:
        count = len(said.matters)
        if count:
            self._badge.show_state(f"{count} hal perlu dilihat", "warning")
        else:
            self._badge.show_state("" if said.open else "Siap didaftarkan", "success")
        shown = said.matters[:MOST]
        self._spots = tuple(matter.spot for matter in shown)
        if self.matters() == tuple(matter.text for matter in shown):
            return
        for old in self._links:
            self._matters.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._links = tuple(self._link(place, matter.text) for place, matter in enumerate(shown))

    def _link(self, place: int, text: str) -> QToolButton:
        link = QToolButton(self)
        link.setObjectName(f"matter_{place}")
        link.setText(text)
        link.setToolTip(text)
        link.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        link.setIcon(icons.icon("arrow-right", current_tokens().primary_text))
        link.setProperty("place", place)
        link.setProperty("help", "Enter atau Spasi menuju isian ini.")
        link.clicked.connect(self._on_link)
        link.setIconSize(QSize(14, 14))
        link.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._matters.addWidget(link)
        return link

    def _lay_out(self) -> None:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        for line in self._lines.values():
            column.addWidget(line)
        column.addSpacing(SMALL)
        column.addLayout(self._matters)
        column.addWidget(self._open)
        column.addStretch(1)
        scroll = Scroll(inside, self)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add(scroll, 1)
        for widget in (self.reading, self.register_button, self._shortage, self._fresh):
            self.add(widget)

    def _wire(self) -> None:
        self.reading.changed.connect(self.read_changed)
        self.reading.done.connect(self.register_button.setFocus)
        self.register_button.clicked.connect(self.register_wanted)
        self._shortage.clicked.connect(self.shortage_wanted)
        self._fresh.clicked.connect(self.fresh_wanted)

    def _on_link(self) -> None:
        link = self.sender()
        if link is not None:
            self.jumped.emit(self._spots[int(link.property("place"))])
