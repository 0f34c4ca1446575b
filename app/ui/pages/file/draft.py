"""*Pratinjau Draf*: what is about to be initialled, signed or numbered, as it will stand on paper."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.actions.draft_paper import has_draft
from app.queries.documents import PaperCard
from app.queries.file_view import FileView
from app.ui.pages.file.head import FileHead
from app.ui.pages.workplace import Workplace
from app.ui.widgets.button import LinkButton

TITLE, KEY = "Pratinjau Draf", "F4"


class FileDraft(QObject):
    """A button in the head of a file that has a draft; it remembers what whoever is signed in has read of it."""

    def __init__(self, page: QWidget, head: FileHead, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._papers, self._session = page, workplace.papers, workplace.session
        self._application = ""
        self._read: tuple[str, str, str] = ("", "", "")
        self.button = LinkButton(TITLE, head, shortcut=KEY, name="file_draft")
        self.button.hide()
        head.put_beside(self.button)
        self.button.clicked.connect(self.open)

    def show_file(self, view: FileView) -> None:
        self._application = view.id
        permit = view.matters.permit
        self.button.setVisible(has_draft(view.stage, numbered=permit is not None and bool(permit.document)))

    def seen(self) -> str:
        """The fingerprint of the draft as this person read it; "" where not, or of another file."""
        person, file, fingerprint = self._read
        return fingerprint if (person, file) == (self._reader(), self._application) else ""

    def open(self) -> None:
        self._papers.preview_draft(self._page, self._application, self._on_seen)

    def _on_seen(self, paper: PaperCard) -> None:
        self._read = self._reader(), paper.application, paper.draft

    def _reader(self) -> str:
        person = self._session.signed_in
        return person.user_id if person else ""
