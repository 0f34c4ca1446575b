"""The tabs of a file: Data, Persyaratan, Riwayat, Dokumen. Ctrl+Tab goes round."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.queries.file_view import FileView
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import MEDIUM
from app.ui.pages.file.data import FileData
from app.ui.pages.file.papers import FileItems, FilePapers
from app.ui.pages.file.words import happening
from app.ui.papers.paper_desk import PaperDesk
from app.ui.widgets import tab_bar
from app.ui.widgets.card import label
from app.ui.widgets.timeline import Timeline

DATA, ITEMS, HISTORY, PAPERS = range(4)
WITH_HINT = 80  # average letters from which there is room for it


class FileHistory(Scroll):
    """Every act and print, newest first; arrows and Page Down scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        inside = QWidget()
        super().__init__(inside, parent)
        self.setObjectName("file_history")
        self.setAccessibleName("Riwayat")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.timeline = Timeline(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, 0)
        column.addWidget(self.timeline)

    def show_file(self, view: FileView) -> None:
        happenings = tuple(happening(event) for event in view.events)
        if happenings != self.timeline.happenings():
            self.timeline.set_happenings(happenings)


class FileTabs(QTabWidget):
    def __init__(self, papers: PaperDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("file_tabs")
        tab_bar.dress(self.tabBar(), "Bagian permohonan")
        self.setDocumentMode(True)
        self.data, self.items = FileData(), FileItems()
        self.history, self.papers = FileHistory(), FilePapers(papers)
        self.addTab(Scroll(self.data), "Data")
        self.addTab(Scroll(self.items), "Persyaratan")
        self.addTab(self.history, "Riwayat")
        self.addTab(self.papers, "Dokumen")
        self._hint = label("Ctrl+Tab ganti bagian", "help", self)
        self._hint.setContentsMargins(0, 0, MEDIUM, 0)
        self.setCornerWidget(self._hint)

    def show_file(self, view: FileView) -> None:
        for part in (self.data, self.items, self.history, self.papers):
            part.show_file(view)
        self.setTabText(PAPERS, f"Dokumen ({len(view.papers)})" if view.papers else "Dokumen")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.setVisible(self.width() > self.fontMetrics().averageCharWidth() * WITH_HINT)

    def next(self) -> None:
        self._turn(1)

    def previous(self) -> None:
        self._turn(-1)

    def _turn(self, step: int) -> None:
        """Another tab, with the cursor in it."""
        self.setCurrentIndex((self.currentIndex() + step) % self.count())
        inside = (self.tabBar(), self.items, self.history, self.papers)
        inside[self.currentIndex()].setFocus(Qt.FocusReason.TabFocusReason)
