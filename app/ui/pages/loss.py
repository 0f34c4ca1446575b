"""After a restore or a damaged log: what is missing, which numbers are skipped, and that it is written down. Before
anybody works."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.actions.commands.office import LostSeries, RecordLoss
from app.actions.door import Done
from app.errors import Refused
from app.reference.catalogue import Catalogue
from app.rules.wording import clock_time, long_date
from app.sync.last_act import Loss, LostNumbers
from app.ui.desk import Desk
from app.ui.form import Field, FormSection
from app.ui.notices import say
from app.ui.scroll import Scroll
from app.ui.series_words import SeriesName, series_name
from app.ui.tokens import HUGE, MEDIUM, SMALL
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.front_panel import FrontPanel
from app.ui.widgets.help_line import HelpLine

ASKED = (
    "Nomor yang sudah tertulis di kertas tidak boleh diberikan dua kali. Tuliskan nomor urut tertinggi pada kertas "
    "yang dicetak sesudah waktu itu; biarkan bila tidak ada yang lebih tinggi."
)
SKIPPED = "Nomor berikut sudah diberikan dan dilewati, agar tidak ada nomor yang diberikan dua kali:"
NO_NUMBER = "Tidak ada nomor yang diberikan sesudah waktu itu."
AGAIN = "Catat ulang dari kertas: berkas permohonan, tanda terima, dan surat yang dicetak sesudah waktu itu."


class LossPage(QWidget):
    """`recorded` when it is in the journal, done by `actor`; `left`: somebody else shall sign in."""

    recorded = Signal()
    left = Signal()

    def __init__(
        self, desk: Desk, loss: Loss, catalogue: Catalogue, zone: str, actor: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("loss")
        self._desk, self._loss, self._zone, self._actor = desk, loss, ZoneInfo(zone), actor
        named = [(series_name(each.series, each.year, each.here + 1, catalogue), each) for each in loss.numbers]
        self._named = sorted(named, key=_order)
        self._asked = tuple(each for _, each in self._named if each.there is None)
        self._form = FormSection(tuple(_field(name, each) for name, each in self._named if each.there is None), self)
        self._form.set_values({_id(each): each.here for each in self._asked})
        for each in self._asked:
            self._form.remark(_id(each), f"Terakhir di register: {each.here}" if each.here else "Belum ada di register")
        self._line = HelpLine(self)
        self._back = Button("Masuk sebagai orang lain", self, icon="log-out", name="loss_left")
        self._record = PrimaryButton("Catat dan lanjutkan", self, shortcut="Ctrl+Return", name="record_loss")
        self._lay_out()
        self._back.clicked.connect(self.left)
        self._record.clicked.connect(self._on_record)
        self.setFocusProxy(self._form.control(_id(self._asked[0])) if self._asked else self._record)

    def text(self) -> str:
        return "\n".join((self._happened(), self._numbers()))

    def _lay_out(self) -> None:
        panel = FrontPanel(self)
        panel.show_office("Sebelum mulai bekerja", "Yang hilang dicatat, dan nomornya tidak diberikan lagi.")
        card = Card(parent=self, name="loss_card")
        card.setContentsMargins(SMALL, MEDIUM, SMALL, SMALL)
        card.body.setSpacing(MEDIUM)
        card.add(label("Ada catatan yang hilang dari register", "title", self))
        for words in (self._happened(), AGAIN, self._numbers()):
            card.add(label(words, "", self, wrap=True))
        card.add(Scroll(self._form, self), 1)
        self._form.setVisible(bool(self._asked))
        card.add(self._line)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._record)
        card.add(row)
        around = QVBoxLayout()
        around.setContentsMargins(HUGE, HUGE, HUGE, HUGE)
        around.addWidget(card)
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addWidget(panel, 2)
        halves.addLayout(around, 7)

    def _happened(self) -> str:
        loss, since = self._loss, self._said(self._loss.since)
        source = f"Register ini dipulihkan dari cadangan {loss.copy}." if loss.copy else "Berkas data pernah rusak."
        if loss.until is None:
            return f"{source} Isinya sampai {since}; yang dicatat sesudahnya tidak ada."
        return f"{source} {loss.acts} catatan sesudah {since} sampai {self._said(loss.until)} tidak ada lagi."

    def _numbers(self) -> str:
        if self._asked:
            return ASKED
        if not self._loss.numbers:
            return NO_NUMBER
        return "\n".join((SKIPPED, *(f"\u2022 {name.name}: {_span(each)}" for name, each in self._named)))

    def _said(self, moment: datetime) -> str:
        local = moment.astimezone(self._zone)
        return f"{long_date(local.date())}, pukul {clock_time(local)}"

    def _on_record(self) -> None:
        self._form.show_codes(self._form.check())
        if wrong := self._form.first_error():
            self._form.focus(wrong)
            return
        typed = self._form.values()
        self._record.setEnabled(False)
        stamp = msgspec.structs.replace(self._desk.stamp(), actor=self._actor)
        loss = self._loss
        series = tuple(
            LostSeries(series=each.series, year=each.year, last=_last(each, typed.get(_id(each))))
            for each in loss.numbers
        )
        command = RecordLoss(
            stamp=stamp, since=loss.since, until=loss.until, acts=loss.acts, copy=loss.copy, series=series
        )
        self._desk.do(self, command, self._on_done, self._on_refused)

    def _on_done(self, _: Done) -> None:
        self.recorded.emit()

    def _on_refused(self, refused: Refused) -> None:
        self._record.setEnabled(True)
        here = {_id(each): str(each.here) for each in self._asked}
        for field, code in refused.fields.items():
            if field in here:
                self._form.show_codes({field: code}, {"here": here[field]})
                self._form.focus(field)
                break
        notice = say(refused.code, refused.facts)
        self._line.show_text(notice.full, notice.level)


def _id(numbers: LostNumbers) -> str:
    return f"{numbers.series}/{numbers.year}"


def _field(name: SeriesName, numbers: LostNumbers) -> Field:
    least = Decimal(numbers.here)
    return Field(_id(numbers), name.name, "integer", required=True, least=least, help=name.help)


def _order(named: tuple[SeriesName, LostNumbers]) -> tuple[int, int, str]:
    name, numbers = named
    return name.place, numbers.year, name.name


def _span(numbers: LostNumbers) -> str:
    first, last = numbers.here + 1, numbers.there
    return f"{first}" if first == last else f"{first} sampai {last}"


def _last(numbers: LostNumbers, typed: object) -> int:
    if numbers.there is not None:
        return numbers.there
    return typed if isinstance(typed, int) else numbers.here
