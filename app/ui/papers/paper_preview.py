"""Papers on the screen before they go out: asked for, rendered on the slow worker, shown in a window of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.print import preview, render
from app.print.preview import PageImage
from app.print.render import ReceiptSize
from app.queries.documents import PaperCard
from app.queries.look import Look
from app.reference.labels import label
from app.ui.shell.desk import Desk
from app.ui.shell.job import JobProgress
from app.ui.widgets.paper_view import DPI, PaperView


class Previews:
    """`size` tells what size receipts are made in for a kind of paper."""

    def __init__(self, desk: Desk, size: Callable[[str], ReceiptSize]) -> None:
        self._desk, self._size = desk, size

    def show(
        self, owner: QWidget, asked: Callable[[Look], PaperCard], seen: Callable[[PaperCard], None] | None = None
    ) -> PaperView:
        """`seen` is told once the pages are on the screen."""
        window = PaperView(owner.window())
        shown = partial(self._on_asked, window, seen)
        self._desk.ask(window, asked, shown, window.show_trouble)
        window.open()
        return window

    def _on_asked(self, window: PaperView, seen: Callable[[PaperCard], None] | None, paper: PaperCard) -> None:
        void = " (TIDAK BERLAKU)" if paper.void else " (DRAF)" if paper.draft else ""
        if paper.draft:
            window.only_to_read()
        window.name(paper.id, f"{label(paper.kind)} {paper.number}{void}".strip())
        job = partial(_pages, paper, self._size(paper.kind))

        def show(pages: tuple[PageImage, ...]) -> None:
            window.show_pages(pages)
            if seen is not None:
                seen(paper)

        self._desk.work(window, job, show, window.show_trouble)


def _pages(paper: PaperCard, size: ReceiptSize, _: JobProgress) -> tuple[PageImage, ...]:
    return preview.pages(
        render.pdf(paper.card, paper.copy, receipt_size=size, void=paper.void, draft=bool(paper.draft)), DPI
    )
