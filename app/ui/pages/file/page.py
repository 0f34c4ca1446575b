"""Permohonan: one file with all that is known of it, and every act that may be done to it now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.actions.door import Done
from app.errors import Refused
from app.queries.file_view import FileView, file_view
from app.queries.look import Look
from app.queries.matching import ACT, Compared, compared
from app.ui.look.tokens import MEDIUM
from app.ui.pages.acts.doing import DONE_TOPIC, REFUSED_TOPIC, Doing
from app.ui.pages.acts.form import ActForm
from app.ui.pages.acts.refusals import refused
from app.ui.pages.file.acting import FileActing
from app.ui.pages.file.acts import FileActs
from app.ui.pages.file.draft import FileDraft
from app.ui.pages.file.head import FileHead
from app.ui.pages.file.lookup_dialog import TITLE, LookupDialog, LookupEntered
from app.ui.pages.file.work import FileWork
from app.ui.pages.queue.match_panel import SERVICE_KEY, record
from app.ui.pages.workplace import Workplace
from app.ui.papers.paper_desk import OUT
from app.ui.shell.desk import Trouble
from app.ui.shell.live_query import LiveQuery
from app.ui.widgets.button import LinkButton
from app.ui.words.notices import NoticeLevel, say


class FileLookup(QObject):
    def __init__(
        self,
        page: QWidget,
        head: FileHead,
        workplace: Workplace,
        doing: Doing,
    ) -> None:
        super().__init__(page)
        self._page, self._session, self._desk = page, workplace.session, workplace.desk
        self._board, self._doing, self._lookup = workplace.board, doing, workplace.lookup
        self._application = ""
        self.button = LinkButton(TITLE, head, shortcut=SERVICE_KEY, name="file_lookup")
        self.button.hide()
        head.put_beside(self.button)
        self.button.clicked.connect(self._on_clicked)

    def show_file(self, view: FileView) -> None:
        """Offered to who may record the result, of files with a NIK."""
        self._application = view.id
        may = any(option.act == ACT and option.allowed for option in view.acts)
        self.button.setVisible(self._lookup.setting().on and may and bool(view.match))

    def _on_clicked(self) -> None:
        person = self._session.signed_in
        if person is not None:
            asked = partial(compared, application_id=self._application, staff_id=person.user_id)
            self._desk.ask(self, asked, self._open, latest="compared")

    def _open(self, person: Compared) -> None:
        dialog = LookupDialog(self._page, self._desk, self._lookup, person)
        dialog.confirmed.connect(self._record)
        dialog.open()

    def _record(self, found: LookupEntered) -> None:
        self._doing.do(self._page, record(self._desk, found), self._on_done, self._on_refused)

    def _on_done(self, _: Done) -> None:
        self._board.remove(REFUSED_TOPIC)

    def _on_refused(self, refusal: Refused) -> None:
        self._board.pin(refused(refusal), REFUSED_TOPIC)


KEY = "file"


@dataclass(frozen=True)
class FileTarget:
    """A file to open, and the form of an act to open with it. The bare id of a file will do as well."""

    application: str
    act: str = ""


class FilePage(QWidget):
    """For a `PageSpec` with `scrolls=False` and `in_menu=False`: it scrolls inside."""

    subtitle_changed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("file_page")
        self._session, self._board, self._navigator = workplace.session, workplace.board, workplace.navigator
        self._target = FileTarget("")
        self._view: FileView | None = None
        self.head, self.work, self.acts = FileHead(self), FileWork(workplace.papers, self), FileActs(self)
        doing = Doing(workplace, self)
        self.draft = FileDraft(self, self.head, workplace)
        self._acting = FileActing(self, self.work, self.acts, workplace, doing, self.draft)
        self.asking = FileLookup(self, self.head, workplace, doing)
        self._live = LiveQuery(workplace.desk, self, self._query, self._show, self._on_failed)
        self._lay_out()
        self._wire()

    @property
    def subtitle(self) -> str:
        return f"{self._view.number}, {self._view.applicant}" if self._view else ""

    def activate(self, argument: object) -> None:
        """`argument` is a FileTarget or the id of an application; None keeps the file that is open."""
        target = argument if isinstance(argument, FileTarget) else FileTarget(str(argument or self._target.application))
        if target.application != self._target.application:
            self._acting.end()
            self._view = None
            self.head.clear()
            for topic in (DONE_TOPIC, OUT):
                self._board.remove(topic)
        self._target = target
        self._live.ask()

    def leave(self) -> bool:
        """Always; what was typed is kept, a NIK in sight is hidden."""
        self._acting.end()
        self.work.tabs.data.hide_nik()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to where the file was opened; an open form takes it first."""
        if event.key() == Qt.Key.Key_Escape:
            self._navigator.back()
            return
        super().keyPressEvent(event)

    def view(self) -> FileView | None:
        return self._view

    def form(self) -> ActForm | None:
        """The form of the act that is being asked for."""
        return self.work.form()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addWidget(self.work, 1)
        row.addWidget(self.acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(self.head)
        column.addLayout(row, 1)

    def _wire(self) -> None:
        tabs = self.work.tabs
        for keys, slot in (
            ("Ctrl+C", self._copy_number),
            ("Ctrl+P", tabs.papers.print_paper),
            ("Ctrl+S", tabs.papers.save),
            ("Ctrl+Tab", tabs.next),
            ("Ctrl+Shift+Tab", tabs.previous),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._unless_asked, slot))

    def _unless_asked(self, slot: Callable[[], None]) -> None:
        """The tabs lie behind a form that is open: its keys print, save and turn nothing there."""
        if self.form() is None:
            slot()

    def _query(self) -> Callable[[Look], FileView] | None:
        person = self._session.signed_in
        if person is None or not self._target.application:
            return None
        return partial(file_view, application_id=self._target.application, staff_id=person.user_id)

    def _show(self, view: FileView) -> None:
        first = self._view is None
        self._view = view
        self.head.show_file(view)
        self.work.tabs.show_file(view)
        self._acting.show_file(view)
        self.asking.show_file(view)
        self.draft.show_file(view)
        self.subtitle_changed.emit()
        if self._target.act:
            act, self._target = self._target.act, replace(self._target, act="")
            self._acting.begin(act)
        elif self.isVisible() and self.form() is None and (first or not self._has_cursor()):
            self.acts.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_cursor(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and focused.isVisible() and focused is not self and self.isAncestorOf(focused)

    def _copy_number(self) -> None:
        """What is marked by mouse, where something is."""
        marked = QApplication.focusWidget()
        if isinstance(marked, QLabel) and marked.hasSelectedText():
            QGuiApplication.clipboard().setText(marked.selectedText())
        elif self._view is not None:
            QGuiApplication.clipboard().setText(self._view.number)
            self._board.tell(f"Nomor {self._view.number} disalin.", NoticeLevel.INFO, "copied")

    def _on_failed(self, trouble: Trouble) -> None:
        self._board.pin(say(trouble.code, trouble.facts), REFUSED_TOPIC)
