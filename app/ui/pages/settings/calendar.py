"""Pengaturan, Kalender: the holidays of a year, and the office's own word on single days."""

from __future__ import annotations

from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.actions.commands.office import ChangeCalendar, DayRuling
from app.errors import Refused
from app.queries.calendar import DayRow, calendar_year
from app.reference.labels import label as named
from app.rules.wording import long_date
from app.rules.working_days import KINDS
from app.ui.forms.form import Field, FormSection, Option
from app.ui.look.tokens import MEDIUM, SMALL, control_height
from app.ui.pages.workplace import Workplace
from app.ui.shell.desk import Desk
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.confirm import Confirm
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.table import Column, DataTable, RowActivated
from app.ui.words.notices import say

if TYPE_CHECKING:
    from app.actions.door import Done
    from app.queries.calendar import YearRow

OFF, WORKING = "libur", "kerja"
FRESH = {"day": None, "counts": OFF, "kind": KINDS[-1], "name": "", "source": ""}
EXPLAINED = (
    "Jatuh tempo berkas yang masih berjalan dihitung ulang dengan kalender baru; janji pada tanda terima tidak berubah."
)


def fields() -> tuple[Field, ...]:
    meanings = (Option(OFF, "Hari libur, tidak dihitung"), Option(WORKING, "Hari kerja, tetap dihitung"))
    return (
        Field("day", "Tanggal", "date", True),
        Field("counts", "Berlaku sebagai", "choice", True, options=meanings),
        Field("kind", "Jenis", "choice", True, options=tuple(Option(kind, named(kind)) for kind in KINDS)),
        Field("name", "Nama", required=True, max_length=100),
        Field("source", "Dasar", required=True, max_length=150, wide=True, help="SKB, surat edaran, atau keputusan."),
    )


class YearCard(Card):
    """The days of one year. `chosen` asks to say something else of a day, `withdrawn` to forget the office's word on
    it, `declared` that the year is told in full."""

    chosen = Signal(DayRow)
    withdrawn = Signal(DayRow)
    declared = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Kalender", parent, name="calendar_card")
        self._desk = desk
        self.year = 0
        self.table: DataTable[DayRow] = DataTable(
            (
                Column("Tanggal", attrgetter("day"), width=26, strong=True, formatter=long_date),
                Column("Nama", attrgetter("name")),
                Column("Jenis", _kind, width=24),
                Column("Berlaku", _meaning, width=12),
                Column("Dasar", attrgetter("source"), width=28),
            ),
            attrgetter("key"),
            self,
            name="holidays",
            title="Hari libur",
            empty="Belum ada hari libur yang dikenal pada tahun ini.",
            icon="calendar",
        )
        self._shown = label("", "", self, name="year_shown")
        self._whole = Button("Nyatakan tahun ini lengkap", self, name="year_whole")
        self._before = Button("Tahun sebelumnya", self, name="year_before")
        self._after = Button("Tahun berikutnya", self, name="year_after")
        self._back = Button("Hapus catatan kantor", self, icon="x", name="remove_day")
        self._lay_out()
        self._whole.clicked.connect(self._on_whole)
        self._before.clicked.connect(partial(self._turn, -1))
        self._after.clicked.connect(partial(self._turn, 1))
        self._back.clicked.connect(self._on_back)
        self.table.selection_changed.connect(self._on_selected)
        self.table.activated.connect(self._on_activated)

    def look(self, year: int) -> None:
        """0 is this year."""
        self._desk.ask(self, partial(calendar_year, year=year), self._show, latest="calendar")

    def _lay_out(self) -> None:
        self.table.setFixedHeight(control_height(self.fontMetrics()) * 9)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setSpacing(SMALL)
        above.addWidget(self._shown, 1)
        for button in (self._whole, self._before, self._after):
            above.addWidget(button)
        below.setSpacing(SMALL)
        below.addWidget(self._back)
        below.addWidget(label("Enter menyalin hari yang dipilih ke formulir di atas.", "muted", self))
        below.addStretch(1)
        self.add(above)
        self.add(self.table)
        self.add(below)

    def _show(self, found: YearRow) -> None:
        self.year = found.year
        known = "" if found.known else ", belum lengkap: perkiraan selesai dapat berubah"
        self._shown.setText(f"Tahun {found.year}{known}")
        self._whole.setVisible(not found.known)
        self.table.set_rows(found.days)
        self._on_selected()

    def _turn(self, years: int, _: object = None) -> None:
        self.look(self.year + years)

    def _on_selected(self) -> None:
        row = self.table.current()
        self._back.setEnabled(row is not None and row.own)

    def _on_activated(self, activated: RowActivated) -> None:
        self.chosen.emit(activated.row)

    def _on_back(self) -> None:
        row = self.table.current()
        if row is not None and row.own:
            text = f"Catatan kantor tentang {long_date(row.day)} dihapus; kalender bawaan berlaku kembali. Lanjutkan?"
            asked = Confirm(self.window(), "Hapus catatan", text, "Hapus", danger=True)
            asked.confirmed.connect(partial(self._on_sure, row))
            asked.open()

    def _on_sure(self, row: DayRow, _: object) -> None:
        self.withdrawn.emit(row)

    def _on_whole(self) -> None:
        text = f"Seluruh libur nasional dan cuti bersama tahun {self.year} sudah tercatat menurut SKB. Lanjutkan?"
        asked = Confirm(self.window(), "Tahun lengkap", text, "Nyatakan lengkap")
        asked.confirmed.connect(self._on_sure_of_year)
        asked.open()

    def _on_sure_of_year(self, _: object) -> None:
        self.declared.emit(self.year)


class CalendarSettings(QWidget):
    """Above the form for one day, below the year."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._board = workplace.desk, workplace.board
        self.days = YearCard(workplace.desk, self)
        self.form = FormSection(fields(), self)
        self.form.set_values(FRESH)
        self._line = HelpLine(self)
        self._save = PrimaryButton("Simpan hari", self, icon="save", shortcut="Ctrl+S", name="save_day")
        self._lay_out()
        self._save.clicked.connect(self._on_save)
        self.days.chosen.connect(self._on_chosen)
        self.days.withdrawn.connect(self._on_withdrawn)
        self.days.declared.connect(self._on_declared)
        self.days.look(0)

    def text(self) -> str:
        return self._line.text()

    def _lay_out(self) -> None:
        new = Card("Catat hari", self, name="new_day")
        new.add(label(EXPLAINED, "muted", self, wrap=True))
        new.add(self.form)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self._line, 1)
        row.addWidget(self._save)
        new.add(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, MEDIUM)
        column.setSpacing(MEDIUM)
        for card in (new, self.days):
            column.addWidget(card)
        column.addStretch(1)

    def _on_chosen(self, row: DayRow) -> None:
        counts = WORKING if row.counts_for_sla else OFF
        self.form.set_values({"day": row.day, "counts": counts, "kind": row.kind, "name": row.name, "source": ""})
        self.form.focus("counts")

    def _on_save(self) -> None:
        wrong = self.form.check()
        self.form.show_codes(wrong)
        if wrong:
            self.form.focus(next(iter(wrong)))
            return
        values = self.form.values()
        day = values["day"]
        assert isinstance(day, date)  # the form has checked it
        ruling = DayRuling(
            day=day,
            kind=str(values["kind"]),
            name=str(values["name"]),
            source=str(values["source"]),
            counts_for_sla=values["counts"] == WORKING,
        )
        self._do(ChangeCalendar(stamp=self._desk.stamp(), added=(ruling,)), day.year, typed=True)

    def _on_withdrawn(self, row: DayRow) -> None:
        self._do(ChangeCalendar(stamp=self._desk.stamp(), removed=(row.day,)), row.day.year)

    def _on_declared(self, year: int) -> None:
        self._do(ChangeCalendar(stamp=self._desk.stamp(), years=(year,)), year)

    def _do(self, command: ChangeCalendar, year: int, *, typed: bool = False) -> None:
        """`typed`: it is what stands in the form, which is then free for the next day; else that stays."""
        self._desk.do(self, command, partial(self._on_done, year, typed), self._on_refused)

    def _on_done(self, year: int, typed: bool, _: Done) -> None:
        if typed:
            self.form.set_values(FRESH)
        self._line.show_text("")
        self._board.pin(say("calendar_changed"), "settings")
        self.days.look(year)

    def _on_refused(self, refused: Refused) -> None:
        self.form.show_codes(refused.fields)
        notice = say(refused.code, refused.facts)
        self._line.show_text(notice.full, notice.level)


def _kind(row: DayRow) -> str:
    return f"{named(row.kind)}, kantor" if row.own else named(row.kind)


def _meaning(row: DayRow) -> str:
    return "Hari kerja" if row.counts_for_sla else "Libur"
