"""A register from a copy, opened while this PC's clock cannot be right: the clock first, because of which year numbers
may be missing depends on it."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.queries.pc_clock import may_be_right
from app.rules.pc_clock import ClockJudgement
from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.confirm import Confirm
from app.ui.widgets.front_panel import FrontPanel, beside
from app.ui.widgets.help_line import HelpLine
from app.ui.words.exchange import clock_facts, day_and_time
from app.ui.words.notices import say

IS_RIGHT = "Jam sudah benar"
ASKED = (
    "Jam komputer ini menunjukkan {now}. Apabila itu benar, tindakan dan nomor berikutnya memakai waktu ini. "
    "Nama Anda dicatat di komputer ini."
)
WHY = (
    "Register dipulihkan dari cadangan. Nomor yang mungkin sudah tercetak sesudahnya ditanyakan menurut tahun, karena "
    "itu jamnya harus benar dahulu."
)
ADMINISTRATOR = "Apabila jam itu memang benar, mohon administrator masuk dan memastikannya di halaman ini."
PERHAPS = "Apabila jam itu memang benar, tekan Jam sudah benar."


def asked_clock(parent: QWidget, doubted: ClockJudgement, zone: tzinfo) -> Confirm:
    """The question before somebody's word is held against what speaks against the clock."""
    return Confirm(parent, "Jam komputer benar", ASKED.format(now=day_and_time(doubted.now, zone)), IS_RIGHT)


class ClockFirstPage(QWidget):
    """`again_wanted`: look whether the clock is right by now; `confirmed` by an administrator, who says that it is;
    `left`: somebody else shall sign in. `may_confirm`: whoever sits here is one."""

    again_wanted = Signal()
    confirmed = Signal()
    left = Signal()

    def __init__(
        self, doubted: ClockJudgement, zone: tzinfo, parent: QWidget | None = None, *, may_confirm: bool
    ) -> None:
        super().__init__(parent)
        self.setObjectName("clock_first")
        self._doubted, self._zone = doubted, zone
        self._may = may_confirm and may_be_right(doubted)
        self._back = Button("Ganti petugas", self, icon="log-out", shortcut="Escape", name="clock_left")
        self._right = Button(IS_RIGHT, self, shortcut="F8", name="clock_is_right")
        self._again = PrimaryButton("Periksa jam lagi", self, icon="refresh-cw", shortcut="F5", name="clock_again")
        self._line = HelpLine(self)
        self._lay_out()
        self._back.clicked.connect(self.left)
        self._right.clicked.connect(self._on_right)
        self._again.clicked.connect(self.again_wanted)
        self.setFocusProxy(self._again)

    def text(self) -> str:
        notice = say(self._doubted.code, clock_facts(self._doubted, self._zone))
        perhaps = (PERHAPS if self._may else ADMINISTRATOR) if may_be_right(self._doubted) else ""
        return "\n\n".join(filter(None, (notice.full, WHY, perhaps)))

    def typed(self) -> dict[str, object]:
        return {}

    def show_trouble(self, code: str) -> None:
        notice = say(code)
        self._line.show_text(notice.full, notice.level)

    def _lay_out(self) -> None:
        panel = FrontPanel(self)
        panel.show_office("Sebelum mulai bekerja", "Jam komputer dibetulkan lebih dahulu.")
        card = Card(parent=self, name="clock_card")
        card.setContentsMargins(SMALL, MEDIUM, SMALL, SMALL)
        card.body.setSpacing(MEDIUM)
        card.add(label("Jam komputer ini tidak mungkin benar", "title", self))
        card.add(label(self.text(), "", self, wrap=True, name="clock_text"))
        card.add(self._line)
        self._right.setVisible(self._may)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._right)
        row.addWidget(self._again)
        card.add(row)
        beside(panel, card, self)

    def _on_right(self) -> None:
        question = asked_clock(self.window(), self._doubted, self._zone)
        question.confirmed.connect(self.confirmed)
        question.open()
