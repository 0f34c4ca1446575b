"""The middle of a file's page: the tabs, or the form of the act that is being asked for. What was typed is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.queries.file_view import FileView
from app.ui.pages.acts.form import ActFilledIn, ActForm
from app.ui.pages.acts.plan import ActPlan
from app.ui.pages.file.tabs import FileTabs
from app.ui.papers.paper_desk import PaperDesk

JUDGING = "declare_correct"


class FileWork(QStackedWidget):
    asked = Signal(ActFilledIn)
    left = Signal()

    def __init__(self, papers: PaperDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = FileTabs(papers, self)
        self.addWidget(self.tabs)
        self._form: ActForm | None = None
        self._about = ""
        self._typed: dict[tuple[str, str], dict[str, str]] = {}

    def form(self) -> ActForm | None:
        return self._form

    def open_form(self, plan: ActPlan, view: FileView) -> None:
        self.close_form()
        judged = self._typed.get((view.id, JUDGING), {})
        self._form = form = ActForm(plan, _as_judged(view, judged), self)
        self._about = view.id
        form.set_typed(self._typed.get((view.id, plan.act), {}))
        form.asked.connect(self.asked)
        form.left.connect(self.left)
        self.addWidget(form)
        self.setCurrentWidget(form)
        form.start()

    def close_form(self, *, keep: bool = True) -> None:
        """Back to the tabs; what was typed stands there again next time, unless the act was done."""
        form, self._form = self._form, None
        if form is None:
            return
        self._typed.pop((self._about, form.plan.act), None)
        if keep:
            self._typed[(self._about, form.plan.act)] = form.typed()
        self.removeWidget(form)
        form.hide()
        form.deleteLater()


def _as_judged(view: FileView, typed: Mapping[str, str]) -> FileView:
    """The file with the verdicts somebody has begun to give, so that a return starts with what was found wanting."""
    items = []
    for item in view.items:
        verdict, _, note = typed.get(item.requirement, "").partition("\t")
        items.append(replace(item, verdict=verdict, verdict_note=note) if verdict else item)
    return replace(view, items=tuple(items))
