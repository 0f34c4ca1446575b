"""Pengaturan, Penugasan: who stands in for whom, as Plh or Plt, by which letter and until when."""

from __future__ import annotations

from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.actions.commands.office import AddMandate, EndMandate
from app.errors import Refused
from app.queries.people import mandates, staff
from app.reference.labels import label as named
from app.rules.wording import short_date
from app.rules.workflow import ADMIN, ROLES
from app.ui.forms.form import Field, FormSection, Option
from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.pages.workplace import Workplace
from app.ui.shell.live_query import LiveQuery
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.choice import ChoiceEdit
from app.ui.widgets.confirm import Confirm
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.table import Column, DataTable
from app.ui.words.notices import say

if TYPE_CHECKING:
    from app.actions.door import Done
    from app.queries.people import MandateRow, StaffRow

KINDS = (Option("plh", "Plh., pejabat berhalangan sementara"), Option("plt", "Plt., jabatan kosong"))


def fields() -> tuple[Field, ...]:
    roles = tuple(Option(role, named(role)) for role in ROLES if role != ADMIN)
    return (
        Field("mandate", "Jenis", "choice", True, options=KINDS),
        Field("role", "Menggantikan", "choice", True, options=roles, help="Peran pejabat yang digantikan."),
        Field("substitute", "Pengganti", "choice", True, help="Petugas yang bertindak atas penugasan ini."),
        Field("letter_number", "Nomor surat", required=True),
        Field("letter_date", "Tanggal surat", "date", True),
        Field("starts", "Mulai", "date", True),
        Field("ends", "Sampai", "date", True, help="Hari terakhir, termasuk."),
        Field("reason", "Alasan", wide=True, help="Wajib apabila berlaku surut, yang hanya dicatat kepala bidang."),
    )


class MandatesPage(QWidget):
    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._board = workplace.desk, workplace.board
        self.table: DataTable[MandateRow] = DataTable(
            (
                Column("Jenis", _kind, width=6),
                Column("Menggantikan", _role, width=20),
                Column("Pengganti", attrgetter("substitute"), strong=True),
                Column("Masa", _span, width=24),
                Column("Keadaan", _state, width=13),
            ),
            attrgetter("id"),
            self,
            name="mandates",
            title="Penugasan",
            empty="Belum ada penugasan Plh. atau Plt.",
            icon="users",
        )
        self._people: tuple[Option, ...] = ()
        self.form = FormSection(fields(), self)
        self._line = HelpLine(self)
        self._add = PrimaryButton("Catat penugasan", self, icon="save", shortcut="Ctrl+S", name="add_mandate")
        self._end = Button("Akhiri sekarang", self, icon="x", name="end_mandate")
        self._end.setEnabled(False)
        self.setFocusProxy(self.form.control("mandate"))
        self._lay_out()
        self._add.clicked.connect(self._on_add)
        self._end.clicked.connect(self._on_end)
        self.table.selection_changed.connect(self._on_selected)
        LiveQuery(self._desk, self, lambda: staff, self._show_people).ask()
        LiveQuery(self._desk, self, lambda: mandates, self.table.set_rows).ask()

    def text(self) -> str:
        return self._line.text()

    def _lay_out(self) -> None:
        rows = self.table.view.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(rows * 5)
        known = Card("Penugasan", self, name="mandates_card")
        known.add(self.table)
        below = QHBoxLayout()
        below.addWidget(self._end)
        below.addStretch(1)
        known.add(below)
        new = Card("Penugasan baru", self, name="new_mandate")
        text = "Pengganti dapat memaraf dan menandatangani dalam masa penugasan; dokumen memuat Plh. atau Plt."
        new.add(label(text, "muted", self, wrap=True))
        new.add(self.form)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self._line, 1)
        row.addWidget(self._add)
        new.add(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, MEDIUM)
        column.setSpacing(MEDIUM)
        column.addWidget(new)
        column.addWidget(known)
        column.addStretch(1)

    def _show_people(self, rows: tuple[StaffRow, ...]) -> None:
        edit = self.form.control("substitute")
        if isinstance(edit, ChoiceEdit):
            offered = tuple(Option(row.id, row.name) for row in rows if row.active)
            if offered != self._people:
                self._people = offered
                edit.set_options(offered)

    def _on_selected(self) -> None:
        row = self.table.current()
        self._end.setEnabled(row is not None and not row.over)

    def _on_add(self) -> None:
        wrong = self.form.check()
        self.form.show_codes(wrong)
        if wrong:
            self.form.focus(next(iter(wrong)))
            return
        values = self.form.values()
        command = AddMandate(
            stamp=self._desk.stamp(),
            role=str(values["role"]),
            substitute=str(values["substitute"]),
            mandate=str(values["mandate"]),
            letter_number=str(values["letter_number"]),
            letter_date=_day(values["letter_date"]),
            starts=_day(values["starts"]),
            ends=_day(values["ends"]),
            reason=str(values["reason"]),
        )
        self._desk.do(self, command, self._on_added, self._on_refused)

    def _on_added(self, _: Done) -> None:
        self.form.clear()
        self._on_ended()

    def _on_ended(self, _: Done | None = None) -> None:
        """What is being typed about another one stays."""
        self._line.show_text("")
        self._board.pin(say("saved"), "settings")

    def _on_end(self) -> None:
        row = self.table.current()
        if row is not None:
            text = f"Penugasan {row.substitute} sebagai {_kind(row)} {named(row.role)} berakhir sekarang juga."
            asked = Confirm(self.window(), "Akhiri penugasan", text, "Akhiri", danger=True)
            asked.confirmed.connect(partial(self._end_now, row))
            asked.open()

    def _end_now(self, row: MandateRow, _: object) -> None:
        command = EndMandate(stamp=self._desk.stamp(), mandate=row.id, ends=row.today)
        self._desk.do(self, command, self._on_ended, self._on_refused)

    def _on_refused(self, refused: Refused) -> None:
        self.form.show_codes(refused.fields)
        notice = say(refused.code, refused.facts)
        self._line.show_text(notice.full, notice.level)


def _day(value: object) -> date:
    assert isinstance(value, date)  # the form has checked it
    return value


def _kind(row: MandateRow) -> str:
    return named(row.kind)


def _role(row: MandateRow) -> str:
    return named(row.role)


def _span(row: MandateRow) -> str:
    at = f" pukul {row.ended:%H.%M}" if row.ended else ""
    if row.ends < row.starts:
        return f"dibatalkan {short_date(row.ends)}{at}"
    return f"{short_date(row.starts)} s.d. {short_date(row.ends)}{at}"


def _state(row: MandateRow) -> str:
    if row.over:
        return "Berakhir"
    return "Berlaku" if row.running else "Akan datang"
