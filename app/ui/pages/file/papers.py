"""The tabs Persyaratan and Dokumen: the papers of the applicant and those of the office."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.queries.documents import PaperRow
from app.queries.file_view import FileView, ItemView
from app.reference.labels import label as named
from app.rules.wording import clock_time, short_date
from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.papers.paper_desk import PaperDesk
from app.ui.widgets.button import Button
from app.ui.widgets.card import label
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.table import Column, DataTable, RowActivated
from app.ui.widgets.tall_table import TallTable

STATES = {"ada": "ada", "susulan": "menyusul", "tidak": "belum ada"}
VERDICTS = {"sesuai": "✓ sesuai", "tidak_sesuai": "✗ tidak sesuai", "": "belum dinilai"}


def _name(item: ItemView) -> str:
    return item.name if item.mandatory else f"{item.name} (bila ada)"


def _state(item: ItemView) -> str:
    return "ada, asli" if item.state == "ada" and item.original_shown else STATES[item.state]


def _verdict(item: ItemView) -> str:
    return VERDICTS[item.verdict] if item.state == "ada" else "-"


def _note(item: ItemView) -> str:
    return ". ".join(filter(None, (item.note, item.verdict_note)))


def _requirement(item: ItemView) -> str:
    return item.requirement


REQUIREMENTS = (
    Column("Persyaratan", _name),
    Column("Keadaan", _state, 11),
    Column("Putusan", _verdict, 15),
    Column("Catatan", _note, 22),
)


class FileItems(QWidget):
    """What the applicant brought, and how it was judged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: RowsModel[ItemView] = RowsModel(REQUIREMENTS, _requirement, self)
        self.table = TallTable(self)
        self.table.setObjectName("file_items")
        self.table.setAccessibleName("Persyaratan")
        self.table.setModel(self._model)
        self.table.set_widths(tuple(column.width for column in REQUIREMENTS))
        self._hidden = label("", "muted", self, wrap=True, name="file_hidden")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MEDIUM, 0, 0)
        column.addWidget(self.table)
        column.addWidget(self._hidden)
        column.addStretch(1)
        self.setFocusProxy(self.table)

    def show_file(self, view: FileView) -> None:
        self._model.set_rows(view.items)
        self.table.setVisible(bool(view.items))
        self.table.fit_height()
        if view.items:
            self.table.setCurrentIndex(self._model.index(0, 0))
        self._hidden.setVisible(bool(view.hidden))
        self._hidden.setText(
            f"{view.hidden} persyaratan memuat data pribadi spesifik dan tidak ditampilkan untuk peran Anda."
        )

    def rows(self) -> tuple[ItemView, ...]:
        return self._model.rows()


def _kind(row: PaperRow) -> str:
    return f"{named(row.kind)} (tidak berlaku)" if row.void else named(row.kind)


def _made(row: PaperRow) -> datetime:
    return row.made


def _moment(value: datetime) -> str:
    return f"{short_date(value.date())}  {clock_time(value)}"


def _copies(row: PaperRow) -> int:
    return row.printings


def _times(count: int) -> str:
    return f"{count} kali" if count else "belum"


def _id(row: PaperRow) -> str:
    return row.id


PAPERS = (Column("Dokumen", _kind), Column("Dibuat", _made, 24, _moment), Column("Dicetak", _copies, 10, _times))


class FilePapers(QWidget):
    """Every paper the office made of this file: Enter shows it, Ctrl+P prints it, Ctrl+S keeps it as PDF."""

    def __init__(self, papers: PaperDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers = papers
        self._newest = ""
        self.table: DataTable[PaperRow] = DataTable(
            PAPERS, _id, self, name="file_papers", title="Dokumen", empty="Belum ada dokumen.", icon="file-text"
        )
        self._buttons = tuple(
            Button(words, self, icon=icon, name=f"paper_{what}")
            for what, words, icon in (
                ("preview", "Pratinjau", "eye"),
                ("print", "Cetak", "printer"),
                ("save", "Simpan PDF", "download"),
            )
        )
        for button, keys in zip(self._buttons, ("Enter", "Ctrl+P", "Ctrl+S"), strict=True):
            button.setText(f"{button.words()}   {keys}")
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addStretch(1)
        for button in self._buttons:
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MEDIUM, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self.setFocusProxy(self.table)
        preview, printing, saving = self._buttons
        preview.clicked.connect(self.preview)
        printing.clicked.connect(self.print_paper)
        saving.clicked.connect(self.save)
        self.table.activated.connect(self._on_activated)

    def show_file(self, view: FileView) -> None:
        """A paper that is new is the one in sight, ready for Ctrl+P."""
        newest = view.papers[0].id if view.papers else ""
        self.table.set_rows(view.papers)
        if newest != self._newest:
            self.table.select(newest)
        self._newest = newest
        for button in self._buttons:
            button.setEnabled(bool(view.papers))

    def preview(self) -> None:
        if self.table.current_key():
            self._papers.preview(self, self.table.current_key())

    def print_paper(self) -> None:
        """The paper in sight; the newest while nobody chose another."""
        if self.table.current_key():
            self._papers.print_document(self, self.table.current_key())

    def save(self) -> None:
        if self.table.current_key():
            self._papers.save_document(self.table.current_key())

    def _on_activated(self, _: RowActivated) -> None:
        self.preview()
