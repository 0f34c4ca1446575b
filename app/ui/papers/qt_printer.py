"""The system's printers through Qt, for Windows: pages are drawn by pdfium and go to the driver as pictures.

Nothing has to be installed there that prints PDF files, and no file lies anywhere for somebody to find.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.errors import Unavailable
from app.print.preview import PageImage, pages
from app.print.printers import Cups, Printer

DPI = 300


class QtPrinter:
    """A `Printer`; any thread may use it, one paper at a time."""

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(QPrinterInfo.availablePrinterNames()))

    def send(self, pdf: bytes, printer: str, title: str) -> None:
        info = QPrinterInfo.printerInfo(printer)
        if info.isNull():
            raise Unavailable("printer_missing", printer=printer)
        if info.state() is QPrinter.PrinterState.Error:
            raise Unavailable("printer_stopped", printer=printer)
        images = pages(pdf, DPI)
        device = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        device.setDocName(title)
        device.setResolution(DPI)
        draw(device, images)


def draw(device: QPrinter, images: tuple[PageImage, ...]) -> None:
    """Each picture on a page of its own size, dot for dot. Unavailable: printer_failed."""
    painter = QPainter()
    for number, image in enumerate(images):
        device.setPageLayout(_layout(image))
        begun = device.newPage() if number else painter.begin(device)
        if not begun:
            raise Unavailable("printer_failed", printer=device.printerName())
        picture = QImage(image.rgb, image.width, image.height, image.width * 3, QImage.Format.Format_RGB888)
        scale = device.resolution() / DPI
        painter.drawImage(QRectF(0, 0, image.width * scale, image.height * scale), picture)
    if not painter.end():
        raise Unavailable("printer_failed", printer=device.printerName())


def _layout(image: PageImage) -> QPageLayout:
    size = QSizeF(image.width * 25.4 / DPI, image.height * 25.4 / DPI)
    page = QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    layout = QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def system_printer() -> Printer:
    return QtPrinter() if os.name == "nt" else Cups()
