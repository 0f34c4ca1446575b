"""What lies ready and was not collected yet, the longest first."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.queries.collection import WaitingRow
from app.reference.labels import label
from app.rules.wording import thousands
from app.ui.pages.handover.words import contact_words, kept_words, waited
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card
from app.ui.widgets.table import Column, DataTable, RowActivated

TITLE = "Menunggu diambil"
EMPTY = "Tidak ada dokumen yang menunggu diambil."


@dataclass(frozen=True)
class CollectionChosen:
    """A row was opened; `calling`: to call the applicant."""

    application: str
    calling: bool = False


class WaitingList(Card):
    chosen = Signal(CollectionChosen)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, parent, name="waiting_card")
        self._table: DataTable[WaitingRow] = DataTable(
            (
                Column("Nomor registrasi", attrgetter("number"), 19, strong=True),
                Column("Pemohon", attrgetter("applicant")),
                Column("Dokumen", _document, 17),
                Column("Menunggu", attrgetter("days"), 10, waited),
                Column("Keterangan", _remark, 30),
            ),
            attrgetter("id"),
            self,
            name="waiting",
            title=TITLE,
            empty=EMPTY,
            icon="package-check",
        )
        self._call = Button("Hubungi pemohon", self, icon="phone", shortcut="Ctrl+H", name="call_selected")
        self.add_action(self._call)
        self.add(self._table, 1)
        self.setFocusProxy(self._table)
        self._table.activated.connect(self._on_activated)
        self._call.clicked.connect(self._on_call)

    def show_loading(self) -> None:
        self._table.show_loading()

    def set_rows(self, rows: tuple[WaitingRow, ...]) -> None:
        self.set_title(f"{TITLE} ({thousands(len(rows))})" if rows else TITLE)
        self._table.set_rows(rows)
        self._call.setEnabled(bool(rows))

    def _on_activated(self, activated: RowActivated) -> None:
        self.chosen.emit(CollectionChosen(activated.key))

    def _on_call(self) -> None:
        if key := self._table.current_key():
            self.chosen.emit(CollectionChosen(key, calling=True))


def _document(row: WaitingRow) -> str:
    return label("refusal_letter") if row.refused else row.service


def _remark(row: WaitingRow) -> str:
    """Why the permit stays here; else when the applicant was called."""
    return kept_words(row.withheld) if row.withheld else contact_words(row.contact)
