"""The sealed sheet on its way out: to a printer, or as PDF to a place of the person's choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Unavailable
from app.ui.forms.form import Option
from app.ui.look.tokens import SMALL
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.button import Button
from app.ui.widgets.card import label
from app.ui.widgets.choice import ChoiceEdit
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import NoticeLevel, say
from app.upkeep import at_rest

if TYPE_CHECKING:
    from app.print.printers import Printer
    from app.rules.papers import RecoverySheet

NAME = "lembar-kunci-pemulihan.pdf"
SPOOLED = "Lembar kunci pemulihan"


@dataclass(frozen=True)
class SheetSource:
    """Where the sheet's words come from, and the printers it could go to."""

    card: Callable[[], RecoverySheet]
    printer: Printer


class SheetKeeper(QWidget):
    """`kept` when it has gone out one way or the other."""

    kept = Signal()

    def __init__(self, desk: Desk, source: SheetSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._source = desk, source
        self._save = Button("Simpan sebagai PDF", self, icon="download", name="sheet_save")
        self._printers = ChoiceEdit((), self)
        self._printers.setObjectName("sheet_printer")
        self._printers.setAccessibleName("Pencetak untuk lembar pemulihan")
        self._print = Button("Cetak lembar", self, icon="printer", name="sheet_print")
        self._line = HelpLine(self)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self._save)
        row.addWidget(self._printers)
        row.addWidget(self._print)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        advice = "PDF sebaiknya disimpan pada diska lepas, bukan di komputer ini, dan dihapus setelah dicetak."
        column.addLayout(row)
        column.addWidget(label(advice, "muted", self, wrap=True))
        column.addWidget(self._line)
        self.setFocusProxy(self._save)
        self._print.clicked.connect(self._on_print)
        self._save.clicked.connect(self._on_save)
        self._show_printers(())
        desk.work(self, self._names, self._show_printers, self._on_no_printer)

    def text(self) -> str:
        return self._line.text()

    def save_to(self, path: Path) -> None:
        self._desk.work(self, partial(self._written, path), self._on_saved, self._on_failed)

    def _names(self, _: JobProgress) -> tuple[str, ...]:
        return self._source.printer.names()

    def _show_printers(self, names: tuple[str, ...]) -> None:
        self._printers.set_options(tuple(Option(name, name) for name in names))
        self._printers.setVisible(bool(names))
        self._print.setVisible(bool(names))
        if names:
            self._printers.set_value(names[0])

    def _on_no_printer(self, _: Trouble) -> None:
        self._line.show_text("Pencetak tidak ditemukan di komputer ini; simpan sebagai PDF.")

    def _on_print(self) -> None:
        name = str(self._printers.value())
        self._desk.work(self, partial(self._sent, name), self._on_sent, self._on_failed)

    def _sent(self, name: str, _: JobProgress) -> None:
        self._source.printer.send(self._pdf(), name, SPOOLED)

    def _on_save(self) -> None:
        window = QFileDialog(self.window(), "Simpan lembar kunci pemulihan", NAME, "PDF (*.pdf)")
        window.setObjectName("sheet_place")
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        window.setDefaultSuffix("pdf")
        window.fileSelected.connect(self._on_place)
        window.open()

    def _on_place(self, path: str) -> None:
        self.save_to(Path(path))

    def _written(self, path: Path, _: JobProgress) -> Path:
        try:
            at_rest.write(path, self._pdf())
        except OSError as error:
            raise Unavailable("file_unwritable") from error
        return path

    def _pdf(self) -> bytes:
        """On the worker: rendering loads its modules first."""
        from app.print.render import pdf

        return pdf(self._source.card())

    def _on_saved(self, path: Path) -> None:
        self._line.show_text(f"Lembar disimpan: {path}", NoticeLevel.SUCCESS)
        self.kept.emit()

    def _on_sent(self, _: None) -> None:
        self._line.show_text("Lembar dikirim ke pencetak.", NoticeLevel.SUCCESS)
        self.kept.emit()

    def _on_failed(self, trouble: Trouble) -> None:
        notice = say(trouble.code, trouble.facts)
        self._line.show_text(notice.full, notice.level)
