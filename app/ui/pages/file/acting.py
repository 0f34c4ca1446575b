"""From the wish for an act to its end: the question or the form before it, the command, what is said of a refusal."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.actions.door import Done
from app.errors import Refused
from app.queries.file_view import FileView
from app.reference.labels import label as named
from app.ui.pages.acts.doing import REFUSED_TOPIC, Doing
from app.ui.pages.acts.form import ActFilledIn
from app.ui.pages.acts.plan import ActPlan, Values
from app.ui.pages.acts.refusals import refused, reminder, told
from app.ui.pages.acts.table import PLANS
from app.ui.pages.file.acts import HANDED_OVER, ActWanted, FileActs, offered
from app.ui.pages.file.draft import FileDraft
from app.ui.pages.file.work import FileWork
from app.ui.pages.workplace import Workplace
from app.ui.widgets.confirm import Confirm, Confirmed

HANDOVER_KEY = "handover"


class FileActing(QObject):
    """While an act is on its way the panel sleeps, so that one key is one act."""

    def __init__(
        self,
        page: QWidget,
        work: FileWork,
        acts: FileActs,
        workplace: Workplace,
        doing: Doing,
        draft: FileDraft,
    ) -> None:
        super().__init__(page)
        self._page, self._work, self._acts = page, work, acts
        self._desk, self._board, self._navigator = workplace.desk, workplace.board, workplace.navigator
        self._doing, self._draft = doing, draft
        self._view: FileView | None = None
        acts.wanted.connect(self._on_wanted)
        work.asked.connect(self._on_asked)
        work.left.connect(self._on_left)

    def show_file(self, view: FileView) -> None:
        self._view = view
        self._acts.show_options(tuple(option for option in view.acts if offered(option.act)))
        self._acts.setEnabled(True)
        self._acts.setVisible(self._work.form() is None)

    def begin(self, act: str) -> None:
        """Ask what the act needs; do it where it needs nothing."""
        view = self._view
        option = next((each for each in view.acts if each.act == act), None) if view else None
        if view is None or option is None or not option.allowed:
            self._board.pin(told(option.reason, option.roles) if option else told("stage", ()), REFUSED_TOPIC)
        elif act == HANDED_OVER:
            self._navigator.open(HANDOVER_KEY, view.id)
        elif PLANS[act].question or option.reminders:
            self._confirm(PLANS[act], view, option.reminders)
        elif PLANS[act].at_once:
            self._send(act, {})
        else:
            self._acts.hide()
            self._work.open_form(PLANS[act], view)

    def end(self) -> None:
        """Put the form away; what was typed in it is kept."""
        self._work.close_form()
        self._acts.show()

    def _confirm(self, plan: ActPlan, view: FileView, reminders: Iterable[str]) -> None:
        """A question that reminds of something is not answered by Enter."""
        said = tuple(map(reminder, reminders))
        text = "\n\n".join(filter(None, (plan.hint(view), *said, plan.question or "Lanjutkan?")))
        question = Confirm(self._page, named(plan.act), text, named(plan.act), danger=plan.danger, safe=bool(said))
        question.confirmed.connect(partial(self._on_confirmed, plan.act, {}))
        question.open()

    def _send(self, act: str, values: Values) -> None:
        assert self._view is not None  # an act is about the file in sight
        if PLANS[act].approves_draft and (seen := self._draft.seen()):
            values = {**values, "seen": seen}
        command = PLANS[act].made(self._desk.stamp(), self._view.id, values)
        self._acts.setEnabled(False)
        form = self._work.form()
        if form is not None:
            form.busy()
        self._doing.do(self._page, command, self._on_done, self._on_refused)

    def _on_wanted(self, wanted: ActWanted) -> None:
        self.begin(wanted.act)

    def _on_confirmed(self, act: str, values: Values, _: Confirmed) -> None:
        self._send(act, values)

    def _on_asked(self, asked: ActFilledIn) -> None:
        plan = PLANS[asked.act]
        text = plan.asks(self._view) if self._view else ""
        if not text:
            self._send(asked.act, asked.values)
            return
        name = named(asked.act)
        question = Confirm(self._page, name, text, name, danger=plan.danger, safe=True)
        question.confirmed.connect(partial(self._on_confirmed, asked.act, asked.values))
        question.open()

    def _on_left(self) -> None:
        self.end()
        self._acts.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_done(self, _: Done) -> None:
        """The panel wakes when the file is shown anew."""
        self._board.remove(REFUSED_TOPIC)
        self._work.close_form(keep=False)
        self._acts.show()

    def _on_refused(self, refusal: Refused) -> None:
        form = self._work.form()
        if form is not None:
            form.show_refusal(refusal)
            return
        if refusal.code == "draft_changed":
            self._draft.open()
        self._board.pin(refused(refusal), REFUSED_TOPIC)
        self._acts.setEnabled(True)
