"""Pengaturan, Pengguna: who has an account, and beside the list the form of the one chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.queries.people import staff
from app.reference.labels import label as named
from app.ui.look.tokens import MEDIUM
from app.ui.pages.settings.staff_editor import Saved, StaffEditor
from app.ui.pages.workplace import Workplace
from app.ui.shell.live_query import LiveQuery
from app.ui.widgets.button import Button
from app.ui.widgets.confirm import Confirm, Confirmed
from app.ui.widgets.table import Column, DataTable
from app.ui.words.notices import Notice, NoticeLevel

if TYPE_CHECKING:
    from app.queries.people import StaffRow


class StaffPage(QWidget):
    def __init__(self, workplace: Workplace, verifier: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = workplace.board
        self.table: DataTable[StaffRow] = DataTable(
            (
                Column("Nama", attrgetter("name"), strong=True),
                Column("Masuk sebagai", attrgetter("username"), width=14),
                Column("Peran", _roles),
                Column("Akun", _state, width=8),
            ),
            attrgetter("id"),
            self,
            name="staff",
            title="Pengguna",
            icon="users",
        )
        self.editor = StaffEditor(workplace.desk, verifier, self)
        self._add = Button("Tambah pengguna", self, icon="plus", shortcut="Ctrl+N", name="add_staff")
        self._lay_out()
        self._add.clicked.connect(self._on_add)
        self.table.activated.connect(self._on_open)
        self.editor.saved.connect(self._on_saved)
        self.editor.left.connect(self.table.setFocus)
        self.table.show_loading()
        self.editor.hide()
        LiveQuery(workplace.desk, self, lambda: staff, self.table.set_rows).ask()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(MEDIUM)
        left.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch(1)
        left.addLayout(row)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, MEDIUM)
        both.setSpacing(MEDIUM)
        both.addLayout(left, 6)
        both.addWidget(self.editor, 5)

    def _on_add(self) -> None:
        self._begin(None)

    def _on_open(self) -> None:
        row = self.table.current()
        if row is not None:
            self._begin(row)

    def _begin(self, row: StaffRow | None) -> None:
        """What was typed and not saved goes only where somebody says so."""
        unsaved = self.editor.unsaved()
        if not unsaved:
            self.editor.begin(row)
            return
        text = f"Isian untuk {unsaved} belum disimpan. Isian itu dibuang apabila akun lain dibuka."
        asked = Confirm(self.window(), "Isian belum disimpan", text, "Buang isian", danger=True, safe=True)
        asked.confirmed.connect(partial(self._on_confirmed, row))
        asked.open()

    def _on_confirmed(self, row: StaffRow | None, _: Confirmed) -> None:
        self.editor.begin(row)

    def _on_saved(self, saved: Saved) -> None:
        self.editor.hide()
        self.table.setFocus()
        self._board.pin(Notice(f"Akun {saved.name} telah disimpan.", NoticeLevel.SUCCESS), "settings")


def _roles(row: StaffRow) -> str:
    return ", ".join(named(role) for role in row.roles)


def _state(row: StaffRow) -> str:
    return "Aktif" if row.active else "Ditutup"
