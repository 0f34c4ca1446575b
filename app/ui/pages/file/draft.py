"""*Pratinjau Draf*: what is about to be initialled, signed or numbered, as it will stand on paper."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.actions.draft_paper import has_draft
from app.queries.file_view import FileView
from app.ui.pages.file.head import FileHead
from app.ui.papers.paper_desk import PaperDesk
from app.ui.widgets.button import LinkButton

TITLE, KEY = "Pratinjau Draf", "F4"


class FileDraft(QObject):
    """A button in the head of a file that has a draft."""

    def __init__(self, page: QWidget, head: FileHead, papers: PaperDesk) -> None:
        super().__init__(page)
        self._page, self._papers, self._application = page, papers, ""
        self.button = LinkButton(TITLE, head, shortcut=KEY, name="file_draft")
        self.button.hide()
        head.put_beside(self.button)
        self.button.clicked.connect(self._on_clicked)

    def show_file(self, view: FileView) -> None:
        self._application = view.id
        permit = view.matters.permit
        self.button.setVisible(has_draft(view.stage, numbered=permit is not None and bool(permit.document)))

    def _on_clicked(self) -> None:
        self._papers.preview_draft(self._page, self._application)
