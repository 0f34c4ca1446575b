"""The middle of a file's page: the tabs, or the form of the act that is being asked for. What was typed is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.queries.file_view import FileView
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import MEDIUM
from app.ui.pages.acts.form import ActFilledIn, ActForm
from app.ui.pages.acts.plan import ActPlan
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


JUDGING = "declare_correct"


@dataclass(frozen=True)
class KeptTyping:
    """What was typed on a form while the file had moved `moves` times; it is of no use at a later stage."""

    moves: int
    typed: Mapping[str, str]


class FileWork(QStackedWidget):
    asked = Signal(ActFilledIn)
    left = Signal()

    def __init__(self, papers: PaperDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = FileTabs(papers, self)
        self.addWidget(self.tabs)
        self._form: ActForm | None = None
        self._about, self._moves = "", 0
        self._kept: dict[tuple[str, str], KeptTyping] = {}

    def form(self) -> ActForm | None:
        return self._form

    def open_form(self, plan: ActPlan, view: FileView) -> None:
        self.close_form()
        self._about, self._moves = view.id, sum(event.before != event.after for event in view.events)
        judged = {} if plan.act == JUDGING else self._typed(JUDGING)
        self._form = form = ActForm(plan, _as_judged(view, judged), self)
        form.set_typed(self._typed(plan.act))
        form.asked.connect(self.asked)
        form.left.connect(self.left)
        self.addWidget(form)
        self.setCurrentWidget(form)
        form.start()

    def close_form(self, *, keep: bool = True) -> None:
        """Back to the tabs; what was typed stands there again next time, unless the act was done or the file moved."""
        form, self._form = self._form, None
        if form is None:
            return
        self._kept.pop((self._about, form.plan.act), None)
        if keep and form.touched():
            self._kept[(self._about, form.plan.act)] = KeptTyping(self._moves, form.typed())
        self.removeWidget(form)
        form.hide()
        form.deleteLater()

    def _typed(self, act: str) -> Mapping[str, str]:
        kept = self._kept.get((self._about, act))
        return kept.typed if kept is not None and kept.moves == self._moves else {}


def _as_judged(view: FileView, typed: Mapping[str, str]) -> FileView:
    """The file with the verdicts somebody has begun to give, so that a return starts with what was found wanting."""
    items = []
    for item in view.items:
        verdict, _, note = typed.get(item.requirement, "").partition("\t")
        items.append(replace(item, verdict=verdict, verdict_note=note) if verdict else item)
    return replace(view, items=tuple(items))
