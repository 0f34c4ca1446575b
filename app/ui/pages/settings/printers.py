"""Pengaturan, Pencetak: which printer this PC uses for small and for large paper, and how receipts are made."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.print.printers import Printer
from app.ui.forms.form import Field, FieldChanged, FormSection, Option
from app.ui.look.tokens import LARGE
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.card import Card, label
from app.ui.widgets.choice import ChoiceEdit
from app.ui.widgets.help_line import HelpLine
from app.ui.words.notices import NoticeLevel, say
from app.upkeep.counter_file import PRINTER_A4, PRINTER_A5, RECEIPT_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = "-"
AS_PDF = Option(FILE, "Tidak dicetak; simpan sebagai PDF")
SIZES = (
    Option("a5", "Satu lembar A5"),
    Option("a4", "A4, dua bagian (pemohon dan map)"),
    Option("roll", "Gulungan 80 mm"),
)
FIELDS = (
    Field(PRINTER_A5, "Tanda terima", "choice", options=(AS_PDF,), wide=True, help="Pencetak kertas kecil di loket."),
    Field(RECEIPT_SIZE, "Bentuk tanda terima", "choice", options=SIZES, wide=True, help="Ukuran kertas tanda terima."),
    Field(PRINTER_A4, "Surat dan izin", "choice", options=(AS_PDF,), wide=True, help="Pencetak kertas A4."),
)


class PrinterSettings(QWidget):
    """What is chosen is kept at once, for this PC only."""

    def __init__(
        self, desk: Desk, printer: Printer, memory: MutableMapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._printer, self._memory = printer, memory
        self._showing = True
        self.form = FormSection(FIELDS, self)
        self._line = HelpLine(self)
        card = Card("Pencetak komputer ini", self, name="printers_card")
        card.add(label("Pilihan langsung berlaku, hanya untuk komputer ini.", "muted", self, wrap=True))
        card.add(self.form)
        card.add(self._line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, LARGE)
        column.addWidget(card)
        column.addStretch(1)
        self.setFocusProxy(self.form.control(PRINTER_A5))
        self.form.changed.connect(self._on_changed)
        self._show(())
        self._line.show_text("Mencari pencetak.")
        desk.work(self, self._names, self._on_names, self._on_failed)

    def text(self) -> str:
        return self._line.text()

    def _names(self, _: JobProgress) -> tuple[str, ...]:
        return self._printer.names()

    def _on_names(self, names: tuple[str, ...]) -> None:
        self._line.show_text("" if names else "Tidak ada pencetak yang terpasang; dokumen disimpan sebagai PDF.")
        self._show(names)

    def _on_failed(self, trouble: Trouble) -> None:
        if trouble.code == "printer_missing":
            self._on_names(())
            return
        notice = say(trouble.code, trouble.facts)
        self._line.show_text(notice.full, notice.level)

    def _show(self, names: Iterable[str]) -> None:
        """A printer that was chosen stays on the list when it is away."""
        self._showing = True
        for key in (PRINTER_A5, PRINTER_A4):
            chosen = self._memory.get(key, "")
            known = dict.fromkeys((*names, *((chosen,) if chosen else ())))
            edit = self.form.control(key)
            if isinstance(edit, ChoiceEdit):
                edit.set_options((AS_PDF, *(Option(name, name) for name in known)))
                edit.set_value(chosen or FILE)
        self.form.set_values({RECEIPT_SIZE: self._memory.get(RECEIPT_SIZE, "a5")})
        self._showing = False

    def _on_changed(self, changed: FieldChanged) -> None:
        if not self._showing:
            self._memory[changed.field] = "" if changed.value == FILE else str(changed.value)
            self._line.show_text("Pilihan tersimpan.", NoticeLevel.SUCCESS)
