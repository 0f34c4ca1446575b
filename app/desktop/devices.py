"""Printers, scanner and the applicant's screen of this counter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from time import monotonic_ns

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.desktop.parts import CounterParts
from app.errors import Unavailable
from app.print.printers import Printer
from app.print.render import RECEIPTS, ReceiptSize
from app.queries.finding_words import digits_of
from app.queries.scans import ScannedFile, ScannedPermit, behind
from app.ui.applicant.applicant_screen import ApplicantScreen
from app.ui.applicant.reading_aids import ReadingAids
from app.ui.applicant.slip_desk import SlipDesk
from app.ui.papers.paper_desk import Outlet
from app.ui.papers.qt_printer import system_printer
from app.ui.scanning.scan_words import NIK, TOPIC, permit_notice, shortened
from app.ui.scanning.scanner import Scanned, Scanner
from app.ui.scanning.typing_in import takes_text, type_into
from app.ui.shell.board import NoticeButton, NoticePressed
from app.ui.shell.page import CardReading
from app.ui.words.notices import say
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


FILE, HANDOVER, SEARCH = "file", "handover", "search"
KEY = "F12"
TYPE, OPEN = "scan_type", "scan_open:"


class Scans(QObject):
    """Listens to every window of the program until it is closed. Nothing that was read is kept or written anywhere."""

    def __init__(self, parts: CounterParts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._scanner = Scanner(milliseconds, parent=self)
        self._field: QWidget | None = None
        self._text = self._page = ""
        self._scanner.scanned.connect(self._on_scanned)
        parts.board.taken.connect(self._on_taken)
        parts.session.changed.connect(self._forget)
        parts.window.pages.words_changed.connect(self._on_words_changed)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self._scanner)

    def close(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self._scanner)

    def _on_scanned(self, scan: Scanned) -> None:
        self._forget()
        if not self._open():
            return
        if QApplication.activeModalWidget() is not None:
            self._parts.board.pin(say("scan_dialog"), TOPIC)
            return
        number = digits_of(scan.text)
        if len(number) == NIK:
            self._on_card(number)
            return
        self._field = QApplication.focusWidget()
        self._parts.desk.ask(self, partial(behind, text=scan.text), partial(self._on_found, scan), latest="scan")

    def _on_card(self, number: str) -> None:
        """A reader of identity cards; keyed again all the same, because nobody knows what it was that read."""
        pages = self._parts.window.pages
        page: object = pages.page(pages.current())
        if isinstance(page, CardReading):
            page.read_card(number)
        else:
            self._parts.navigator.open(SEARCH, number)

    def _on_found(self, scan: Scanned, found: ScannedFile | ScannedPermit | None) -> None:
        if not self._open():
            return
        if isinstance(found, ScannedFile):
            here = self._parts.window.pages.current() == HANDOVER
            self._parts.navigator.open(*((HANDOVER, scan) if here else (FILE, found.id)))
        elif isinstance(found, ScannedPermit):
            offer = NoticeButton("Buka permohonan", f"{OPEN}{found.application}", KEY)
            self._parts.board.pin(permit_notice(found), TOPIC, offer)
        else:
            self._text = scan.text
            offered = NoticeButton("Masukkan ke isian", TYPE, KEY) if takes_text(self._field) else None
            self._parts.board.pin(say("scan_unknown", {"read": shortened(scan.text)}), TOPIC, offered)

    def _on_taken(self, taken: NoticePressed) -> None:
        if taken.topic != TOPIC:
            return
        if taken.key.startswith(OPEN):
            self._parts.navigator.open(FILE, taken.key.removeprefix(OPEN))
        elif self._field is not None and isValid(self._field) and self._field.isVisible():
            self._field.setFocus()
            type_into(self._field, self._text)
        self._text = ""

    def _on_words_changed(self) -> None:
        """The field is on the page that was left."""
        page, self._page = self._page, self._parts.window.pages.current()
        if page != self._page:
            self._forget()

    def _open(self) -> bool:
        session = self._parts.session
        return session.signed_in is not None and not session.locked and not self._parts.window.cover.is_on()

    def _forget(self) -> None:
        """What was read before is no longer offered."""
        self._field, self._text = None, ""
        self._parts.board.remove(TOPIC)


def milliseconds() -> int:
    return monotonic_ns() // 1_000_000


APPLICANT = "applicant_screen"


class ApplicantSide(QObject):
    """`aids` is what the form uses of it."""

    def __init__(self, parts: CounterParts, outlets: Outlets, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        practising = parts.settings.training
        screen = ApplicantScreen(parts.window, parts.memory, self._office, practising=practising, parent=self)
        slips = SlipDesk(parts.desk, parts.session, parts.board, outlets, self)
        self.aids = ReadingAids(screen, slips)
        screen.lost.connect(self._on_lost)
        parts.session.changed.connect(self._on_session_changed)

    def close(self) -> None:
        self.aids.screen.close()

    def _office(self) -> str:
        try:
            return self._parts.pending_office.unlocked.first.name
        except Unavailable:
            return ""  # the office was closed

    def _on_session_changed(self) -> None:
        session = self._parts.session
        if session.signed_in is None or session.locked:
            self.aids.screen.withdraw()

    def _on_lost(self) -> None:
        if self._parts.session.signed_in is not None:
            self._parts.board.pin(say("applicant_screen_lost"), APPLICANT)
