"""First start: the office, its first user, and the sealed sheet with the key. Or the training office, to try first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.actions.commands.office import SetUpOffice
from app.errors import Refused
from app.ui.forms.form import Field, FormSection
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import HUGE, MEDIUM, SMALL
from app.ui.pages.entrance.sheet_keeper import SheetKeeper
from app.ui.pages.settings.office_form import OfficeForm
from app.ui.pages.settings.staff_form import PARTICULARS, PASSWORDS, password_codes, password_facts, profile
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.button import Button, LinkButton, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.front_panel import FrontPanel
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import say

if TYPE_CHECKING:
    from app.actions.door import Done

OFFICE, PERSON, SHEET = range(3)
TITLES = (
    ("1 dari 3: Kantor", "Data ini tercetak pada kop surat dan tanda terima. Dapat diubah kemudian di Pengaturan."),
    ("2 dari 3: Pengguna pertama", "Menjadi administrator, yang menambahkan petugas lain."),
    (
        "3 dari 3: Lembar kunci pemulihan",
        "Register disandikan. Lembar ini satu-satunya cara membukanya apabila komputer rusak atau diganti. "
        "Cetak, segel dalam amplop, dan simpan di brankas kantor.",
    ),
)
COUNTER = Field(
    "counter_name", "Nama loket", required=True, max_length=40, help="Misalnya Loket 1; tercetak pada tanda terima."
)


@dataclass(frozen=True)
class Founded:
    """The office stands; this is its first user."""

    user_id: str
    username: str
    name: str
    counter_name: str


class FirstStartPage(QWidget):
    """`centre_wanted`: this PC belongs to an office that stands already, and shall be connected to its centre;
    `restore_wanted`: it takes the place of one that had the office, which comes from a copy."""

    founded = Signal(Founded)
    training_wanted = Signal()
    centre_wanted = Signal()
    restore_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        sheet: SheetKeeper,
        verifier: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("first_start")
        self._desk, self._sheet, self._verifier = desk, sheet, verifier
        self._founded: Founded | None = None
        self._office = OfficeForm(self)
        self._person = FormSection((*PARTICULARS[:2], *PASSWORDS, COUNTER), self)
        self._kept = QCheckBox("Lembar sudah dicetak atau disimpan, dan akan disegel di brankas", self)
        self._kept.setObjectName("sheet_kept")
        self._kept.setEnabled(False)
        self._steps = QStackedWidget(self)
        self._title, self._words = label("", "title", self), label("", "muted", self, wrap=True)
        self._line = HelpLine(self)
        self._training = LinkButton("Coba dulu: buka kantor latihan", self, name="training")
        self._centre = LinkButton("Sambungkan ke pusat", self, name="centre")
        self._copy = LinkButton("Pulihkan dari cadangan", self, name="from_copy")
        self._back = Button("Kembali", self, name="step_back")
        self._next = PrimaryButton("Lanjut", self, shortcut="Ctrl+Return", name="step_next")
        self._lay_out()
        self._office.start()
        self._person.set_values({"counter_name": "Loket 1"})
        self._training.clicked.connect(self.training_wanted)
        self._centre.clicked.connect(self.centre_wanted)
        self._copy.clicked.connect(self.restore_wanted)
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self._on_next)
        self._kept.toggled.connect(self._next.setEnabled)
        sheet.kept.connect(self._on_sheet_kept)
        self._go(OFFICE)

    def step(self) -> int:
        return self._steps.currentIndex()

    def _lay_out(self) -> None:
        panel = FrontPanel(self)
        panel.show_office("Selamat datang", "Tiga langkah pendek, lalu loket siap dipakai.")
        for content in (self._office, self._person, self._sheet):
            self._steps.addWidget(Scroll(_page(content, self._kept if content is self._sheet else None), self))
        card = Card(parent=self, name="first_start_card")
        card.setContentsMargins(SMALL, MEDIUM, SMALL, SMALL)
        for widget in (self._title, self._words):
            card.add(widget)
        card.body.addSpacing(SMALL)
        card.add(self._steps, 1)
        card.add(self._line)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self._training)
        row.addWidget(self._centre)
        row.addWidget(self._copy)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._next)
        card.add(row)
        around = QVBoxLayout()
        around.setContentsMargins(HUGE, HUGE, HUGE, HUGE)
        around.addWidget(card)
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addWidget(panel, 2)
        halves.addLayout(around, 7)

    def _go(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        title, text = TITLES[step]
        self._title.setText(title)
        self._words.setText(text)
        self._line.show_text("")
        self._back.setVisible(step == PERSON)
        self._training.setVisible(step != SHEET)
        self._centre.setVisible(step != SHEET)
        self._copy.setVisible(step != SHEET)
        self._next.set_words(("Lanjut", "Siapkan kantor", "Selesai")[step])
        self._next.setEnabled(step != SHEET or self._kept.isChecked())
        (self._office, self._person.control("name"), self._sheet)[step].setFocus()
        self.setFocusProxy((self._office, self._person.control("name"), self._sheet)[step])

    def _on_back(self) -> None:
        self._go(OFFICE)

    def _on_next(self) -> None:
        match self.step():
            case 0:
                self._office.show_codes(self._office.check())
                if not self._office.section.errors():
                    self._go(PERSON)
            case 1:
                self._check_person()
            case _:
                assert self._founded is not None  # the third step comes after it
                self.founded.emit(self._founded)

    def _check_person(self) -> None:
        wrong = self._person.check() or password_codes(self._person.values())
        self._person.show_codes(wrong, password_facts(wrong))
        if wrong:
            self._person.focus(next(iter(wrong)))
            return
        self._next.setEnabled(False)
        self._line.show_text("Menyiapkan kantor.")
        password = str(self._person.values()["password"])
        self._desk.work(self, partial(self._hashed, password), self._on_hashed, self._on_failed)

    def _hashed(self, password: str, _: JobProgress) -> str:
        return self._verifier(password)

    def _on_hashed(self, verifier: str) -> None:
        stamp = self._desk.stamp()
        values = self._person.values()
        first = profile(stamp.actor, values)
        counter_name = str(values["counter_name"])
        self._founded = Founded(first.id, first.username.strip().lower(), first.name, counter_name)
        command = SetUpOffice(
            stamp=stamp,
            profile=self._office.profile(),
            first_user=first,
            password=verifier,
            device=stamp.counter,
            counter_name=counter_name,
        )
        self._desk.do(self, command, self._on_done, self._on_refused)

    def _on_done(self, _: Done) -> None:
        self._go(SHEET)

    def _on_refused(self, refused: Refused) -> None:
        """The office's fields are on the first page, the person's on the second: go where the first wrong one is."""
        self._next.setEnabled(True)
        of_person = {name: code for name, code in refused.fields.items() if name in ("name", "username")}
        if refused.code in ("username", "username_taken", "fields_missing") and of_person:
            self._person.show_codes(of_person)
            self._person.focus(next(iter(of_person)))
        else:
            self._go(OFFICE)
            self._office.show_codes(refused.fields)
        notice = say(refused.code, refused.facts)
        self._line.show_text(notice.full, notice.level)

    def _on_failed(self, trouble: Trouble) -> None:
        self._next.setEnabled(True)
        notice = say(trouble.code, trouble.facts)
        self._line.show_text(notice.full, notice.level)

    def _on_sheet_kept(self) -> None:
        self._kept.setEnabled(True)
        self._kept.setFocus()


def _page(content: QWidget, below: QWidget | None) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, MEDIUM, MEDIUM, 0)
    column.setSpacing(MEDIUM)
    column.addWidget(content)
    if below is not None:
        column.addWidget(below)
    column.addStretch(1)
    return page
