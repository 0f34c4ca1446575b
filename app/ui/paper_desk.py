"""Papers on their way out: asked for, rendered, sent to a printer or kept as PDF, and written down. One at a time.

The copy number is fixed when the paper is rendered, the print is recorded when it has gone out. A printer that fails
undoes nothing: the notice offers to keep the paper as PDF instead.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.actions.commands.office import RecordPrint
from app.actions.door import Done
from app.errors import Refused, Unavailable
from app.print import render
from app.print.printers import Printer
from app.print.render import ReceiptSize
from app.queries.documents import PaperCard, document
from app.reference.labels import label
from app.ui.board import Board, Offer, Taken
from app.ui.desk import Desk, Trouble
from app.ui.job import Progress
from app.ui.notices import Level, Notice, say
from app.ui.paper_preview import Previews
from app.ui.widgets.paper_view import PaperView, Wanted

TOPIC, OUT = "paper:", "paper"
SAVE, PRINT = "save_paper", "print_paper"
PRINTER, FILE = "printer", "file"


@dataclass(frozen=True)
class Outlet:
    """Where a kind of paper goes: the system's printer of that `name`, and in what size receipts are made for it."""

    printer: Printer
    name: str
    receipt_size: ReceiptSize = "a5"


@dataclass(frozen=True)
class Printed:
    """A paper went out as copy number `copy`; `target` is `printer` or `file`."""

    document: str
    copy: int
    target: str


@dataclass(frozen=True)
class _Order:
    """`actor` ordered it, whoever sits here when it has gone out."""

    document: str
    actor: str
    to_file: bool = False
    path: Path | None = None


@dataclass(frozen=True)
class _Sent:
    paper: PaperCard
    target: str
    path: Path | None = None


class PaperDesk(QObject):
    """`outlet` names the printer of a document kind, None where the office has none: then papers are kept as PDF in
    the folder `papers`. The owner of an order may be closed meanwhile; the paper goes out all the same."""

    printed = Signal(Printed)

    def __init__(
        self,
        desk: Desk,
        board: Board,
        outlet: Callable[[str], Outlet | None],
        papers: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._board, self._outlet, self._papers = desk, board, outlet, papers
        self._waiting: deque[_Order] = deque()
        self._current: _Order | None = None
        self._previews = Previews(desk, self._size)
        board.taken.connect(self._on_taken)

    def print_document(self, owner: QObject, document_id: str) -> None:
        self._order(document_id)

    def save_document(self, owner: QObject, document_id: str, path: Path | None = None) -> None:
        """As PDF under `path`, by default in the papers folder."""
        self._order(document_id, to_file=True, path=path)

    def offer(self, document_id: str, notice: Notice) -> None:
        """Tell something, with a button that prints the paper."""
        self._board.pin(notice, f"{TOPIC}{document_id}", Offer("Cetak sekarang", PRINT))

    def preview(self, owner: QWidget, document_id: str) -> PaperView:
        """A window over the owner's that shows the paper as its next print will be."""
        window = self._previews.show(owner, document_id)
        window.wanted.connect(self._on_wanted)
        return window

    def _order(self, document_id: str, *, to_file: bool = False, path: Path | None = None) -> None:
        self._waiting.append(_Order(document_id, self._desk.stamp().actor, to_file, path))
        self._go_on()

    def _go_on(self) -> None:
        """The next paper, if none is on its way."""
        if self._current is None and self._waiting:
            self._current = self._waiting.popleft()
            asked = partial(document, document_id=self._current.document)
            self._desk.ask(self, asked, self._on_paper, self._on_failed)

    def _on_paper(self, paper: PaperCard) -> None:
        assert self._current is not None  # asked for by it
        outlet = None if self._current.to_file else self._outlet(paper.kind)
        path = self._current.path or self._papers / file_name(paper)
        job = partial(_send, paper, outlet) if outlet else partial(_save, paper, path)
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
        self.printed.emit(Printed(paper.id, paper.copy, sent.target))
        self._current = None
        self._go_on()

    def _on_refused(self, refusal: Refused) -> None:
        self._on_failed(Trouble(refusal.code, refusal.facts))

    def _on_failed(self, trouble: Trouble) -> None:
        order = self._current
        assert order is not None  # it is the one that failed
        offer = None if order.to_file else Offer("Simpan sebagai PDF", SAVE)
        self._board.pin(say(trouble.code, trouble.facts), f"{TOPIC}{order.document}", offer)
        self._current = None
        self._go_on()

    def _on_taken(self, taken: Taken) -> None:
        if taken.key in (SAVE, PRINT):
            self._order(taken.topic.removeprefix(TOPIC), to_file=taken.key == SAVE)

    def _on_wanted(self, wanted: Wanted) -> None:
        self._order(wanted.document, to_file=wanted.to_file)

    def _size(self, kind: str) -> ReceiptSize:
        outlet = self._outlet(kind)
        return outlet.receipt_size if outlet else "a5"


def file_name(paper: PaperCard) -> str:
    """Kind, registration number, when it was made (a second receipt follows a revision), the copy from the second on;
    never a name or another number of a person."""
    kind = label(paper.kind).lower().replace(" ", "-")
    which = "_".join(filter(None, (paper.number, f"{paper.made:%Y-%m-%d-%H%M%S}")))
    void = "_tidak-berlaku" if paper.void else ""
    return f"{kind}_{which}{f'_salinan-{paper.copy}' if paper.copy > 1 else ''}{void}.pdf"


def _rendered(paper: PaperCard, size: ReceiptSize, _: Progress) -> bytes:
    return render.pdf(paper.card, paper.copy, receipt_size=size, void=paper.void)


def _send(paper: PaperCard, outlet: Outlet, progress: Progress) -> _Sent:
    """On the slow worker. Raises Unavailable."""
    content = _rendered(paper, outlet.receipt_size, progress)
    outlet.printer.send(content, outlet.name, f"{label(paper.kind)} {paper.number}".strip())
    return _Sent(paper, PRINTER)


def _save(paper: PaperCard, path: Path, progress: Progress) -> _Sent:
    """On the slow worker. Raises Unavailable; the file appears whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_rendered(paper, "a5", progress))
        part.replace(path)
    except OSError as error:
        raise Unavailable("file_unwritable") from error
    return _Sent(paper, FILE, path)


def _said(sent: _Sent) -> Notice:
    copy = f" (SALINAN ke-{sent.paper.copy})" if sent.paper.copy > 1 else ""
    copy += " sebagai TIDAK BERLAKU" if sent.paper.void else ""
    if sent.path is None:
        return Notice(f"{label(sent.paper.kind)} dikirim ke pencetak{copy}.", Level.SUCCESS)
    return Notice(
        f"{label(sent.paper.kind)} disimpan sebagai PDF{copy}: {sent.path.name}.",
        Level.SUCCESS,
        f"Folder: {sent.path.parent}.",
    )
