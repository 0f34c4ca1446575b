"""Printing as on Windows: to a file through Qt, and to a real CUPS through Qt's own plugin in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtPrintSupport import QPrinter

from app.errors import Unavailable
from app.print.preview import pages, sizes
from app.print.render import pdf
from app.ui.papers.qt_printer import DPI, QtPrinter, draw
from tests.print.conftest import cups  # noqa: F401 - the spooler's fixture
from tests.print.samples import RECEIPT, REGISTER
from tests.print.spooler import Spooler

SEND = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from app.print.render import pdf
from app.ui.papers.qt_printer import QtPrinter
from tests.print.samples import RECEIPT
printer = QtPrinter()
print(*printer.names())
printer.send(pdf(RECEIPT), "Laser", "Tanda Terima Berkas")
"""


def to_file(path: Path, paper: bytes) -> bytes:
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(path))
    device.setResolution(DPI)
    draw(device, pages(paper, DPI))
    return path.read_bytes()


def test_a_page_keeps_its_size_and_its_code(qapp: object, tmp_path: Path) -> None:
    paper = pdf(RECEIPT)
    printed = to_file(tmp_path / "out.pdf", paper)
    assert [tuple(map(round, size)) for size in sizes(printed)] == [tuple(map(round, size)) for size in sizes(paper)]
    page = pages(printed, 203)[0]
    picture = Image.frombytes("RGB", (page.width, page.height), page.rgb)
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [RECEIPT.qr]


def test_every_page_is_printed(qapp: object, tmp_path: Path) -> None:
    paper = pdf(REGISTER)
    assert len(sizes(to_file(tmp_path / "out.pdf", paper))) == len(sizes(paper)) > 1


def test_a_missing_printer(qapp: object) -> None:
    with pytest.raises(Unavailable, match="printer_missing"):
        QtPrinter().send(pdf(RECEIPT), "Nihil", "Tanda Terima Berkas")


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_place_that_cannot_be_written(qapp: object, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="printer_failed"):
        to_file(tmp_path / "nowhere" / "out.pdf", pdf(RECEIPT))


def test_a_real_queue(cups: Spooler) -> None:  # noqa: F811
    environment = os.environ | {"CUPS_SERVER": cups.socket, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", SEND]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert "Laser" in done.stdout.split()
    title, _, paper = cups.received()
    assert title == "Tanda Terima Berkas"
    assert paper.startswith(b"%PDF")
