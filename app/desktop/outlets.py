"""Which printer a kind of paper goes to, as the office set it on this PC."""

from __future__ import annotations

from collections.abc import Mapping

from app.print.printers import Printer
from app.print.render import RECEIPTS, ReceiptSize
from app.ui.papers.paper_desk import Outlet
from app.ui.papers.qt_printer import system_printer
from app.upkeep.counter_file import PRINTER_A4, PRINTER_A5, RECEIPT_SIZE

RECEIPT_PAPERS = ("receipt", "collection_receipt")


class Outlets:
    """`None` where no printer was chosen: then the paper is kept as PDF. Receipts go to the printer of small paper,
    unless they are made on A4."""

    def __init__(self, memory: Mapping[str, str], printer: Printer | None = None) -> None:
        self._memory = memory
        self.printer = printer or system_printer()

    def __call__(self, kind: str) -> Outlet | None:
        size = self._memory.get(RECEIPT_SIZE, "a5")
        known: ReceiptSize = next((each for each in RECEIPTS if each == size), "a5")
        small = kind in RECEIPT_PAPERS and known != "a4"
        name = self._memory.get(PRINTER_A5 if small else PRINTER_A4, "")
        return Outlet(self.printer, name, known) if name else None
