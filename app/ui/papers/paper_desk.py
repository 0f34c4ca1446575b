"""Papers on their way out: asked for, rendered, sent to a printer, opened or saved, and written down. One at a time.

A paper is drawn from its card each time, so none is kept: without a printer it is opened from a file that lies outside
the data folder and goes when the program ends. The copy number is fixed when the paper is rendered, the print is
recorded when it has gone out. A printer that fails undoes nothing: the notice offers to save the paper as PDF instead.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.actions.commands.office import RecordPrint
from app.actions.door import Done
from app.actions.draft_paper import draft_paper
from app.errors import Refused, Unavailable
from app.print import render
from app.print.printers import Printer
from app.print.render import ReceiptSize
from app.queries.documents import PaperCard, document
from app.reference.labels import label
from app.ui.papers.paper_place import TOPIC, Places, file_name
from app.ui.papers.paper_preview import Previews
from app.ui.shell.board import Board, NoticeButton, NoticePressed
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.paper_view import PaperView, PaperWanted
from app.ui.words.notices import Notice, NoticeLevel, say
from app.upkeep import at_rest

OUT = "paper"
SAVE, PRINT = "save_paper", "print_paper"
PRINTER, FILE = "printer", "file"


@dataclass(frozen=True)
class Outlet:
    """Where a kind of paper goes: the system's printer of that `name`, and in what size receipts are made for it."""

    printer: Printer
    name: str
    receipt_size: ReceiptSize = "a5"


@dataclass(frozen=True)
class PaperWentOut:
    """A paper went out as copy number `copy`; `target` is `printer` or `file`."""

    document: str
    copy: int
    target: str


@dataclass(frozen=True)
class _PrintOrder:
    """`actor` ordered it, whoever sits here when it has gone out."""

    document: str
    actor: str
    path: Path | None = None


@dataclass(frozen=True)
class _Sent:
    """`path` where it is a file; `passing` one that is only looked at."""

    paper: PaperCard
    target: str
    path: Path | None = None
    passing: bool = False


class Outside(Protocol):
    """What is used of the world: `show` opens a file for the person, `documents` is where theirs are."""

    @property
    def show(self) -> Callable[[Path], None]: ...
    @property
    def documents(self) -> Callable[[], Path]: ...


class PaperDesk(QObject):
    """`outlet` names the printer of a document kind, None where the office has none: then papers are opened from the
    folder `passing`. The owner of an order may be closed meanwhile; the paper goes out all the same."""

    printed = Signal(PaperWentOut)

    def __init__(
        self,
        desk: Desk,
        board: Board,
        outlet: Callable[[str], Outlet | None],
        passing: Path,
        outside: Outside,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._board, self._outlet = desk, board, outlet
        self._passing, self._outside = passing, outside
        self._places = Places(desk, board, outside.documents, self._order, self)
        self._waiting: deque[_PrintOrder] = deque()
        self._current: _PrintOrder | None = None
        self._previews = Previews(desk, self._size)
        board.taken.connect(self._on_taken)

    def print_document(self, owner: QObject, document_id: str) -> None:
        self._order(document_id)

    def save_document(self, document_id: str, path: Path | None = None) -> None:
        """As PDF under `path`, by default where the person says."""
        if path is not None:
            self._order(document_id, path=path)
        else:
            self._places.ask(document_id)

    def offer(self, document_id: str, notice: Notice) -> None:
        """Tell something, with a button that prints the paper."""
        self._board.pin(notice, f"{TOPIC}{document_id}", NoticeButton("Cetak sekarang", PRINT))

    def preview(self, owner: QWidget, document_id: str) -> PaperView:
        """A window over the owner's that shows the paper as its next print will be."""
        window = self._previews.show(owner, partial(document, document_id=document_id))
        window.wanted.connect(self._on_wanted)
        return window

    def preview_draft(self, owner: QWidget, application: str, seen: Callable[[PaperCard], None]) -> PaperView:
        """The paper a file is on its way to, but for number and day; `seen` is told when it stands there."""
        asked = partial(draft_paper, application_id=application, staff_id=self._desk.stamp().actor)
        return self._previews.show(owner, asked, seen)

    def _order(self, document_id: str, path: Path | None = None) -> None:
        self._waiting.append(_PrintOrder(document_id, self._desk.stamp().actor, path))
        self._go_on()

    def _go_on(self) -> None:
        """The next paper, if none is on its way."""
        if self._current is None and self._waiting:
            self._current = self._waiting.popleft()
            asked = partial(document, document_id=self._current.document)
            self._desk.ask(self, asked, self._on_paper, self._on_failed)

    def _on_paper(self, paper: PaperCard) -> None:
        assert self._current is not None  # asked for by it
        chosen = self._current.path
        outlet = None if chosen else self._outlet(paper.kind)
        path = chosen or self._passing / file_name(paper)
        job = partial(_send, paper, outlet) if outlet else partial(_save, paper, path, passing=chosen is None)
        self._desk.work(self, job, self._on_sent, self._on_failed)

    def _on_sent(self, sent: _Sent) -> None:
        assert self._current is not None  # it is the one that went out
        stamp = msgspec.structs.replace(self._desk.stamp(), actor=self._current.actor)
        command = RecordPrint(stamp=stamp, document=sent.paper.id, copy=sent.paper.copy, target=sent.target)
        self._desk.do(self, command, partial(self._on_recorded, sent), self._on_refused)

    def _on_recorded(self, sent: _Sent, _: Done) -> None:
        paper = sent.paper
        self._board.remove(f"{TOPIC}{paper.id}")
        self._board.pin(_said(sent), OUT)
        if sent.passing and sent.path is not None:
            self._outside.show(sent.path)
        self.printed.emit(PaperWentOut(paper.id, paper.copy, sent.target))
        self._current = None
        self._go_on()

    def _on_refused(self, refusal: Refused) -> None:
        self._on_failed(Trouble(refusal.code, refusal.facts))

    def _on_failed(self, trouble: Trouble) -> None:
        order = self._current
        assert order is not None  # it is the one that failed
        offer = None if order.path else NoticeButton("Simpan sebagai PDF", SAVE)
        self._board.pin(say(trouble.code, trouble.facts), f"{TOPIC}{order.document}", offer)
        self._current = None
        self._go_on()

    def _on_taken(self, taken: NoticePressed) -> None:
        if taken.key in (SAVE, PRINT):
            self._on_wanted(PaperWanted(taken.topic.removeprefix(TOPIC), to_file=taken.key == SAVE))

    def _on_wanted(self, wanted: PaperWanted) -> None:
        if wanted.to_file:
            self.save_document(wanted.document)
        else:
            self._order(wanted.document)

    def _size(self, kind: str) -> ReceiptSize:
        outlet = self._outlet(kind)
        return outlet.receipt_size if outlet else "a5"


def _rendered(paper: PaperCard, size: ReceiptSize, _: JobProgress) -> bytes:
    return render.pdf(paper.card, paper.copy, receipt_size=size, void=paper.void)


def _send(paper: PaperCard, outlet: Outlet, progress: JobProgress) -> _Sent:
    """On the slow worker. Raises Unavailable."""
    content = _rendered(paper, outlet.receipt_size, progress)
    outlet.printer.send(content, outlet.name, f"{label(paper.kind)} {paper.number}".strip())
    return _Sent(paper, PRINTER)


def _save(paper: PaperCard, path: Path, progress: JobProgress, *, passing: bool) -> _Sent:
    """On the slow worker. Raises Unavailable; the file appears whole or not at all."""
    content = _rendered(paper, "a5", progress)
    try:
        path.parent.mkdir(mode=at_rest.FOLDER, parents=True, exist_ok=True)
        at_rest.write(path, content)
    except OSError as error:
        raise Unavailable("file_unwritable") from error
    return _Sent(paper, FILE, path, passing)


def _said(sent: _Sent) -> Notice:
    copy = f" (SALINAN ke-{sent.paper.copy})" if sent.paper.copy > 1 else ""
    kind = label(sent.paper.kind)
    copy += " sebagai TIDAK BERLAKU" if sent.paper.void else ""
    if sent.path is None:
        return Notice(f"{kind} dikirim ke pencetak{copy}.", NoticeLevel.SUCCESS)
    if sent.passing:
        return Notice(
            f"{kind} dibuka untuk dicetak{copy}.", NoticeLevel.SUCCESS, "Berkasnya dihapus saat program ditutup."
        )
    return Notice(
        f"{kind} disimpan sebagai PDF{copy}: {sent.path.name}.", NoticeLevel.SUCCESS, f"Folder: {sent.path.parent}."
    )
