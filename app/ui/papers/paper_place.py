"""Where a paper shall be saved: in the person's own documents, unless they choose another place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.queries.documents import PaperCard, document
from app.reference.labels import label
from app.ui.shell.board import Board
from app.ui.shell.desk import Desk, Trouble
from app.ui.words.notices import say

TOPIC = "paper:"


class Places(QObject):
    """`then` hears of the document and the place that was chosen; nothing where nobody chose one."""

    def __init__(
        self,
        desk: Desk,
        board: Board,
        documents: Callable[[], Path],
        then: Callable[[str, Path], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._board, self._documents, self._then = desk, board, documents, then
        self._asking: QFileDialog | None = None

    def ask(self, document_id: str) -> None:
        asked = partial(document, document_id=document_id)
        self._desk.ask(self, asked, self._on_paper, partial(self._on_failed, document_id))

    def _on_paper(self, paper: PaperCard) -> None:
        folder = self._documents()
        proposed = (folder if folder.is_dir() else Path.home()) / file_name(paper)
        window = QFileDialog(QApplication.activeWindow(), "Simpan sebagai PDF", str(proposed), "PDF (*.pdf)")
        window.setObjectName("paper_place")
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        window.setDefaultSuffix("pdf")
        window.fileSelected.connect(partial(self._on_place, paper.id))
        self._asking = window  # without a window to belong to, nobody else holds it
        window.open()

    def _on_place(self, document_id: str, path: str) -> None:
        self._then(document_id, Path(path))

    def _on_failed(self, document_id: str, trouble: Trouble) -> None:
        self._board.pin(say(trouble.code, trouble.facts), f"{TOPIC}{document_id}")


def file_name(paper: PaperCard) -> str:
    """Kind, registration number, when it was made (a second receipt follows a revision), the copy from the second on;
    never a name or another number of a person."""
    kind = label(paper.kind).lower().replace(" ", "-")
    which = "_".join(filter(None, (paper.number, f"{paper.made:%Y-%m-%d-%H%M%S}")))
    void = "_tidak-berlaku" if paper.void else ""
    return f"{kind}_{which}{f'_salinan-{paper.copy}' if paper.copy > 1 else ''}{void}.pdf"
