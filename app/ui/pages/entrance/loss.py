"""After a restore or a damaged log: what is missing, which numbers are skipped, and that it is written down. Before
anybody works."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.actions.commands.office import LostSeries, RecordLoss
from app.actions.door import Done
from app.errors import Refused
from app.reference.catalogue import Catalogue
from app.rules.wording import clock_time, long_date
from app.sync.last_act import LostNumbers, MissingActs
from app.ui.forms.form import Field, FormSection
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import HUGE, MEDIUM, SMALL
from app.ui.pages.entrance.trouble_restore import PutBack, RestoreButton
from app.ui.shell.desk import Desk, Trouble
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.front_panel import FrontPanel
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import Notice, say
from app.ui.words.series import SeriesName, series_name

ASKED = (
    "Nomor yang sudah tertulis di kertas tidak boleh diberikan dua kali. Tuliskan nomor urut tertinggi pada kertas "
    "yang dicetak sesudah waktu itu; biarkan bila tidak ada yang lebih tinggi."
)
SKIPPED = "Nomor berikut sudah diberikan dan dilewati, agar tidak ada nomor yang diberikan dua kali:"
HAPPENED, PERHAPS = "Ada catatan yang hilang dari register", "Mungkin ada catatan yang hilang dari register"
DAMAGED = "Berkas data rusak, atau dikembalikan ke keadaan yang lebih lama."
DOUBTED = "Catatan di samping register hilang, atau lebih lama daripada register."
OFFERED = (
    "Cadangan {copy} memuat catatan yang tidak ada di register ini: pulihkan cadangan itu, atau catat sebagai hilang."
)
NO_NUMBER = "Tidak ada nomor yang diberikan sesudah waktu itu."
AGAIN = "Catat ulang dari kertas: berkas permohonan, tanda terima, dan surat yang dicetak sesudah waktu itu."


class LossPage(QWidget):
    """`recorded` when it is in the journal, done by `actor`; `left`: somebody else shall sign in; `restored`: a copy
    that has what is missing was put back by `put_back`, and the office is to be opened anew. Nothing on it is personal
    data."""

    recorded = Signal()
    left = Signal()
    restored = Signal()

    def __init__(
        self,
        desk: Desk,
        loss: MissingActs,
        catalogue: Catalogue,
        zone: str,
        actor: str,
        database: Path,
        put_back: PutBack,
        parent: QWidget | None = None,
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
        self._restoring = self._leaving = False
        self._back = Button("Ganti petugas", self, icon="log-out", name="loss_left")
        kind = PrimaryButton if loss.offered is None else Button
        self._record = kind("Catat dan lanjutkan", self, shortcut="Ctrl+Return", name="record_loss")
        self._restore = RestoreButton(desk, database, self, put_back)
        self._lay_out()
        self._back.clicked.connect(self.left)
        self._record.clicked.connect(self._on_record)
        self._restore.told.connect(self._on_told)
        self._restore.begun.connect(self._on_begun)
        self._restore.restored.connect(self.restored)
        self._restore.failed.connect(self._on_failed)
        if loss.offered is not None:
            self._restore.take(loss.offered)
        self.setFocusProxy(self._form.control(_id(self._asked[0])) if self._asked else self._record)

    def text(self) -> str:
        return "\n".join((self._happened(), self._numbers()))

    def typed(self) -> dict[str, object]:
        return dict(self._form.values())

    def fill(self, typed: Mapping[str, object]) -> None:
        """With what somebody typed before."""
        self._form.set_values({field: typed[field] for field in map(_id, self._asked) if field in typed})

    def stays(self) -> bool:
        """Whether a copy is being put back just now: the page is left when that has failed, and else the office is
        opened anew."""
        self._leaving = self._restoring
        return self._restoring

    def _lay_out(self) -> None:
        panel = FrontPanel(self)
        panel.show_office("Sebelum mulai bekerja", "Yang hilang dicatat, dan nomornya tidak diberikan lagi.")
        card = Card(parent=self, name="loss_card")
        card.setContentsMargins(SMALL, MEDIUM, SMALL, SMALL)
        card.body.setSpacing(MEDIUM)
        card.add(label(HAPPENED if self._loss.acts else PERHAPS, "title", self))
        for words in (self._happened(), AGAIN, self._numbers()):
            card.add(label(words, "", self, wrap=True))
        card.add(Scroll(self._form, self), 1)
        self._form.setVisible(bool(self._asked))
        card.add(self._line)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._restore)
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
        source = f"Register ini dipulihkan dari cadangan {loss.copy}." if loss.copy else DAMAGED
        if loss.until is not None:
            gone = f"{loss.acts} catatan sesudah {since} sampai {self._said(loss.until)} tidak ada lagi."
        elif loss.acts:
            gone = f"Sedikitnya {loss.acts} catatan sesudah {since} tidak ada lagi."
        elif loss.copy:
            gone = f"Isinya sampai {since}; yang dicatat sesudahnya tidak ada."
        else:
            source, gone = DOUBTED, f"Tidak dapat dipastikan apakah ada yang dicatat sesudah {since}."
        offer = OFFERED.format(copy=loss.offered.name) if loss.offered else ""
        return f"{source} {gone} {offer}".rstrip()

    def _numbers(self) -> str:
        if self._asked:
            return ASKED
        if not self._loss.numbers:
            return NO_NUMBER
        spans: dict[str, list[str]] = {}
        for name, each in self._named:
            spans.setdefault(name.name, []).append(_span(each))
        return "\n".join((SKIPPED, *(f"\u2022 {name}: {', '.join(every)}" for name, every in spans.items())))

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
        last: dict[tuple[str, int], int] = {}
        for each in loss.numbers:
            series = (each.series, each.year)
            last[series] = max(last.get(series, 0), _last(each, typed.get(_id(each))))
        command = RecordLoss(
            stamp=stamp,
            since=loss.since,
            until=loss.until,
            acts=loss.acts,
            copy=loss.copy,
            series=tuple(LostSeries(series=name, year=year, last=number) for (name, year), number in last.items()),
            missing=loss.missing,
        )
        self._desk.do(self, command, self._on_done, self._on_refused, self._on_failed)

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
        self._on_told(say(refused.code, refused.facts))

    def _on_begun(self) -> None:
        self._restoring = True
        self._record.setEnabled(False)
        self._back.setEnabled(False)

    def _on_failed(self, trouble: Trouble) -> None:
        """Nothing was written down: what is in the fields stays, to be tried again."""
        self._restoring = False
        self._record.setEnabled(True)
        self._back.setEnabled(True)
        (
            self._record if self._restore.isHidden() else self._restore
        ).setFocus()  # Enter tries again, and does not leave
        self._on_told(say(trouble.code, trouble.facts))
        if self._leaving:
            self.left.emit()

    def _on_told(self, notice: Notice) -> None:
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
