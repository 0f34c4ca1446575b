"""Pengaturan, Kalender: the holidays of a year, and the office's own word on single days."""

from __future__ import annotations

from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.actions.commands.office import ChangeCalendar, DayRuling
from app.errors import Refused
from app.queries.calendar import calendar_year
from app.reference.labels import label as named
from app.rules.wording import long_date
from app.rules.working_days import KINDS
from app.ui.board import Board
from app.ui.desk import Desk
from app.ui.form import Field, FormSection, Option
from app.ui.notices import say
from app.ui.tokens import MEDIUM, SMALL
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.confirm import Confirm
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.table import Activated, Column, DataTable

if TYPE_CHECKING:
    from app.actions.door import Done
    from app.queries.calendar import DayRow, YearRow

OFF, WORKING = "libur", "kerja"
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


class CalendarSettings(QWidget):
    """`year` is the one on the screen."""

    def __init__(self, desk: Desk, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._board = desk, board
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
        self.form = FormSection(fields(), self)
        self.form.set_values({"counts": OFF, "kind": KINDS[-1]})
        self._line = HelpLine(self)
        self._shown = QLabel(self)
        self._shown.setObjectName("year_shown")
        self._before = Button("Tahun sebelumnya", self, name="year_before")
        self._after = Button("Tahun berikutnya", self, name="year_after")
        self._back = Button("Hapus catatan kantor", self, icon="x", name="remove_day")
        self._whole = Button("Nyatakan tahun ini lengkap", self, name="year_whole")
        self._save = PrimaryButton("Simpan hari", self, icon="save", shortcut="Ctrl+S", name="save_day")
        self.setFocusProxy(self.form.control("day"))
        self._lay_out()
        self._wire()
        self._ask(0)

    def text(self) -> str:
        return self._line.text()

    def _lay_out(self) -> None:
        self.table.setFixedHeight(self.table.view.verticalHeader().defaultSectionSize() * 9)
        known = Card("Kalender", self, name="calendar_card")
        above = QHBoxLayout()
        above.setSpacing(SMALL)
        above.addWidget(self._shown, 1)
        for button in (self._whole, self._before, self._after):
            above.addWidget(button)
        known.add(above)
        known.add(self.table)
        below = QHBoxLayout()
        below.setSpacing(SMALL)
        below.addWidget(self._back)
        below.addWidget(label("Enter menyalin hari yang dipilih ke formulir di atas.", "muted", self))
        below.addStretch(1)
        known.add(below)
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
        for card in (new, known):
            column.addWidget(card)
        column.addStretch(1)

    def _wire(self) -> None:
        self._save.clicked.connect(self._on_save)
        self._back.clicked.connect(self._on_back)
        self._whole.clicked.connect(self._on_whole)
        self._before.clicked.connect(self._on_before)
        self._after.clicked.connect(self._on_after)
        self.table.selection_changed.connect(self._on_selected)
        self.table.activated.connect(self._on_activated)

    def _ask(self, year: int) -> None:
        self._desk.ask(self, partial(calendar_year, year=year), self._show, latest="calendar")

    def _show(self, found: YearRow) -> None:
        self.year = found.year
        known = "" if found.known else ", belum lengkap: perkiraan selesai dapat berubah"
        self._shown.setText(f"Tahun {found.year}{known}")
        self._whole.setVisible(not found.known)
        self.table.set_rows(found.days)
        self._on_selected()

    def _on_before(self) -> None:
        self._ask(self.year - 1)

    def _on_after(self) -> None:
        self._ask(self.year + 1)

    def _on_selected(self) -> None:
        row = self.table.current()
        self._back.setEnabled(row is not None and row.own)

    def _on_activated(self, activated: Activated) -> None:
        """To say something else of a day that is known."""
        row: DayRow = activated.row
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
        self.year = day.year
        ruling = DayRuling(
            day=day,
            kind=str(values["kind"]),
            name=str(values["name"]),
            source=str(values["source"]),
            counts_for_sla=values["counts"] == WORKING,
        )
        self._do(ChangeCalendar(stamp=self._desk.stamp(), added=(ruling,)))

    def _on_back(self) -> None:
        row = self.table.current()
        if row is not None and row.own:
            text = f"Catatan kantor tentang {long_date(row.day)} dihapus; kalender bawaan berlaku kembali. Lanjutkan?"
            asked = Confirm(self.window(), "Hapus catatan", text, "Hapus", danger=True)
            asked.confirmed.connect(partial(self._remove, row))
            asked.open()

    def _remove(self, row: DayRow, _: object) -> None:
        self._do(ChangeCalendar(stamp=self._desk.stamp(), removed=(row.day,)))

    def _on_whole(self) -> None:
        text = f"Seluruh libur nasional dan cuti bersama tahun {self.year} sudah tercatat menurut SKB. Lanjutkan?"
        asked = Confirm(self.window(), "Tahun lengkap", text, "Nyatakan lengkap")
        asked.confirmed.connect(self._declare)
        asked.open()

    def _declare(self, _: object) -> None:
        self._do(ChangeCalendar(stamp=self._desk.stamp(), years=(self.year,)))

    def _do(self, command: ChangeCalendar) -> None:
        self._desk.do(self, command, self._on_done, self._on_refused)

    def _on_done(self, _: Done) -> None:
        self.form.set_values({"day": None, "name": "", "source": "", "counts": OFF, "kind": KINDS[-1]})
        self._line.show_text("")
        self._board.pin(say("calendar_changed"), "settings")
        self._ask(self.year)

    def _on_refused(self, refused: Refused) -> None:
        self.form.show_codes(refused.fields)
        notice = say(refused.code, refused.facts)
        self._line.show_text(notice.full, notice.level)


def _kind(row: DayRow) -> str:
    return f"{named(row.kind)}, kantor" if row.own else named(row.kind)


def _meaning(row: DayRow) -> str:
    return "Hari kerja" if row.counts_for_sla else "Libur"
