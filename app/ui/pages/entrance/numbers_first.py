"""A PC with a centre that cannot tell how far its own numbers came, while the centre is away: the paper is asked, or no
files are taken in until there is contact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.sync.last_act import LostNumbers
from app.ui.forms.fields import Field
from app.ui.forms.form import FormSection
from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.front_panel import FrontPanel, beside
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import say
from app.ui.words.series import SeriesName

NUMBER = "number"
TITLE = "Nomor registrasi terakhir tidak pasti"
WHY = (
    "Register loket ini dipulihkan, atau catatan di sampingnya hilang, dan pusat belum terhubung. Nomor yang sudah "
    "tertulis pada tanda terima tidak boleh diberikan dua kali."
)
ASKED = (
    "Tuliskan nomor urut tertinggi pada tanda terima loket ini; biarkan bila tidak ada yang lebih tinggi. Atau bekerja "
    "tanpa menerima berkas: sesudah pusat terhubung, loket ini mendapat kode baru dan dapat menerima berkas lagi."
)


class NumbersFirstPage(QWidget):
    """`go_on(last)` makes numbers go on after the `last` on paper, on a worker. `settled`: that was done; `without`: no
    number is told; `left`: somebody else shall sign in."""

    settled = Signal()
    without = Signal()
    left = Signal()

    def __init__(
        self,
        desk: Desk,
        numbers: LostNumbers,
        name: SeriesName,
        go_on: Callable[[int], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("numbers_first")
        self._desk, self._go_on = desk, go_on
        least = Decimal(numbers.here)
        self.form = FormSection(
            (Field(NUMBER, name.name, "integer", required=True, least=least, help=name.help),), self
        )
        self.form.set_values({NUMBER: numbers.here})
        here = f"Terakhir di register: {numbers.here}" if numbers.here else "Belum ada di register"
        self.form.remark(NUMBER, here)
        self._back = Button("Ganti petugas", self, icon="log-out", shortcut="Escape", name="numbers_left")
        self._without = Button("Tanpa menerima berkas", self, shortcut="F8", name="numbers_without")
        self._record = PrimaryButton("Pakai nomor ini", self, shortcut="Ctrl+Return", name="numbers_told")
        self._line = HelpLine(self)
        self._lay_out()
        self._back.clicked.connect(self.left)
        self._without.clicked.connect(self.without)
        self._record.clicked.connect(self._on_record)
        self.setFocusProxy(self.form.control(NUMBER))

    def text(self) -> str:
        return "\n".join((WHY, ASKED, self._line.text()))

    def typed(self) -> dict[str, object]:
        return dict(self.form.values())

    def fill(self, typed: Mapping[str, object]) -> None:
        """With what somebody typed before."""
        if NUMBER in typed:
            self.form.set_values({NUMBER: typed[NUMBER]})

    def _lay_out(self) -> None:
        panel = FrontPanel(self)
        panel.show_office("Sebelum mulai bekerja", "Tidak ada nomor yang diberikan dua kali.")
        card = Card(parent=self, name="numbers_card")
        card.setContentsMargins(SMALL, MEDIUM, SMALL, SMALL)
        card.body.setSpacing(MEDIUM)
        card.add(label(TITLE, "title", self, wrap=True))
        for words in (WHY, ASKED):
            card.add(label(words, "", self, wrap=True))
        card.add(self.form)
        card.add(self._line)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._without)
        row.addWidget(self._record)
        card.add(row)
        beside(panel, card, self)

    def _on_record(self) -> None:
        self.form.show_codes(self.form.check())
        if wrong := self.form.first_error():
            self.form.focus(wrong)
            return
        last = self.form.values()[NUMBER]
        assert isinstance(last, int)  # checked
        self._enable(False)

        def told(_: JobProgress) -> None:
            self._go_on(last)

        self._desk.work(self, told, self._on_told, self._on_failed)

    def _enable(self, on: bool) -> None:
        for button in (self._back, self._without, self._record):
            button.setEnabled(on)

    def _on_told(self, _: None) -> None:
        self.settled.emit()

    def _on_failed(self, trouble: Trouble) -> None:
        """What was typed stays, to be tried again."""
        self._enable(True)
        if trouble.code == "loss_numbers":
            self.form.show_codes({NUMBER: "loss_number"}, trouble.facts)
            self.form.focus(NUMBER)
        else:
            self._record.setFocus()  # Enter tries again
        notice = say(trouble.code, trouble.facts)
        self._line.show_text(notice.full, notice.level)
