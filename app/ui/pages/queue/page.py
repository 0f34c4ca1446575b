"""Antrean Kerja: what waits for my roles, most urgent first; one key does what one key lawfully can."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.queries.file_acts import Weighed, weighed
from app.queries.look import Look
from app.queries.work import MATCHING, Queue, WorkRow, queue
from app.reference.labels import label as named
from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.pages.acts.doing import Doing, Marked
from app.ui.pages.acts.plan import ORDINARY
from app.ui.pages.acts.table import in_bulk, key_of
from app.ui.pages.file.page import KEY as FILE_KEY
from app.ui.pages.file.page import FileTarget
from app.ui.pages.queue.asking import begin_asked
from app.ui.pages.queue.chips import MATCHING_KEY
from app.ui.pages.queue.list import QueueList
from app.ui.pages.queue.match_panel import MatchPanel
from app.ui.pages.queue.rows import ordinary
from app.ui.pages.workplace import Workplace
from app.ui.shell.live_query import LiveQuery
from app.ui.shell.pages_open import may_take_cursor
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import label

KEY = "queue"
RETURN = "return_for_revision"


class QueuePage(QWidget):
    """For a `PageSpec` with `scrolls=False`."""

    subtitle_changed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue_page")
        self._desk, self._session, self._navigator = workplace.desk, workplace.session, workplace.navigator
        self._doing = Doing(workplace, self)
        self._queue = Queue((), ())
        self._weighed = Weighed()
        self._busy = self._arriving = False
        self.list = QueueList(self)
        self.matching = MatchPanel(workplace, self._doing, self)
        self._state = label("", "muted", self, name="queue_state")
        self._do = PrimaryButton("Tindak lanjuti", self, shortcut=ORDINARY, name="queue_do")
        self._open = Button("Buka", self, name="queue_open")
        self._return = Button("Kembalikan", self, name="queue_return")
        self._live = LiveQuery(workplace.desk, self, self._query, self._show, follows=self._follows)
        self._lay_out()
        self._wire()

    @property
    def subtitle(self) -> str:
        if self.list.chips.is_matching():
            return f"{self._queue.unmatched or 0} berkas belum dicocokkan dengan data pusat"
        late = sum(row.late for row in self._queue.rows)
        waiting = f"{self._queue.total} berkas menunggu Anda"
        return f"{waiting}, {late} melewati jatuh tempo" if late else waiting

    def activate(self, argument: object) -> None:
        """`argument` MATCHING opens the list to compare with the central data."""
        if argument == MATCHING:
            self.list.chips.want(MATCHING)
        self._arriving = True
        self.list.table.show_loading()
        self._live.ask()

    def _lay_out(self) -> None:
        for button, keys in ((self._open, "Enter"), (self._return, key_of(RETURN))):
            button.setText(f"{button.words()}   {keys}")
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(self._state, 1)
        for button in (self._return, self._open, self._do):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SMALL)
        column.setSpacing(MEDIUM)
        above = QHBoxLayout()
        above.setSpacing(MEDIUM)
        above.addWidget(self.list, 1)
        above.addWidget(self.matching)
        column.addLayout(above, 1)
        column.addLayout(foot)
        self.matching.hide()

    def _wire(self) -> None:
        self.list.narrowed.connect(self._live.ask)
        self.list.chosen_changed.connect(self._tell)
        self.list.table.activated.connect(partial(self._go, ""))
        self._open.clicked.connect(partial(self._go, ""))
        self._return.clicked.connect(self._return_current)
        self._do.clicked.connect(self._carry_on)
        back = QShortcut(QKeySequence(key_of(RETURN)), self.list.table.view)
        back.setContext(Qt.ShortcutContext.WidgetShortcut)
        back.activated.connect(self._return_current)
        QShortcut(QKeySequence(MATCHING_KEY), self).activated.connect(self._open_matching)

    def _open_matching(self) -> None:
        if self._queue.unmatched is not None:
            self.activate(MATCHING)

    def _query(self) -> Callable[[Look], Queue] | None:
        person = self._session.signed_in
        if person is None:
            return None
        return partial(queue, staff_id=person.user_id, text=self.list.text(), stage=self.list.chips.stage())

    def _follows(self) -> bool:
        return self.isVisible() and not self._busy

    def _show(self, found: Queue) -> None:
        arrived, self._arriving = self._arriving, False
        self._queue = found
        self.list.show_queue(found)
        if arrived and may_take_cursor(self):
            self.list.take_cursor()
        self._tell()
        self.subtitle_changed.emit()

    def _tell(self) -> None:
        """What the keys would do now; where files are compared, that is done beside the list."""
        marked, current = self.list.marked(), self.list.current()
        comparing = self.list.chips.is_matching()
        more = f"{len(self._queue.rows)} berkas pertama ditampilkan. " if self._queue.more else ""
        marks = f"{len(marked)} berkas ditandai" if marked else "Spasi menandai berkas"
        self._state.setText(f"{more}{'' if comparing else marks}")
        act = ordinary(current) if current else ""
        words = f"Tindak lanjuti {len(marked)} berkas" if marked else named(act) if act else "Tindak lanjuti"
        if self._do.words() != words:
            self._do.set_words(words)
        for button in (self._do, self._open):
            button.setEnabled(current is not None and not self._busy)
        self._return.setEnabled(current is not None and current.returns and not self._busy)
        self.matching.setVisible(comparing)
        self.matching.show_file(current.id if current and comparing else "")
        for button in (self._do, self._return):
            button.setVisible(not comparing)
        if not comparing:
            self._ask_what_hinders(marked or ((current,) if current else ()))

    def _carry_on(self) -> None:
        """The marked files where one key may; the one in sight without a mark, in its own page where it needs more."""
        rows, current = self.list.marked(), self.list.current()
        if not rows and current is not None and not in_bulk(ordinary(current)):
            self._navigator.open(FILE_KEY, FileTarget(current.id, ordinary(current)))
            return
        files = tuple(_marked(row) for row in rows or ((current,) if current else ()))
        if files:
            here = {each.application for each in files}
            found = Weighed(
                {file: code for file, code in self._weighed.hindered.items() if file in here},
                {file: codes for file, codes in self._weighed.reminded.items() if file in here},
            )
            begin_asked(self, self._session, files, found, partial(self._begin, files, found.hindered))

    def _ask_what_hinders(self, rows: Sequence[WorkRow]) -> None:
        """While they are chosen, so that the question stands as soon as the key is pressed: the next key is for it."""
        wanted = tuple((row.id, ordinary(row)) for row in rows if in_bulk(ordinary(row)))
        person = self._session.signed_in
        if wanted and person is not None:
            asked = partial(weighed, staff_id=person.user_id, wanted=wanted)
            self._desk.ask(self, asked, self._on_hindered, latest="hindered")

    def _on_hindered(self, found: Weighed) -> None:
        self._weighed = found

    def _begin(self, files: tuple[Marked, ...], found: Mapping[str, str]) -> None:
        self._busy = True
        self._tell()
        self._doing.do_all(self, files, found, self._on_ended)

    def _return_current(self) -> None:
        row = self.list.current()
        if row is None or self._busy or self.list.chips.is_matching():
            return
        if row.returns:
            self._go(RETURN)
        else:
            self._state.setText(f"Pada tahap {named(row.stage)} berkas ini tidak dapat Anda kembalikan.")

    def _go(self, act: str, _: object = None) -> None:
        row = self.list.current()
        if row is not None:
            self._navigator.open(FILE_KEY, FileTarget(row.id, act))

    def _on_ended(self) -> None:
        self._busy, self._arriving = False, True  # buttons that were off have lost the cursor
        self.list.unmark()
        self._live.ask()


def _marked(row: WorkRow) -> Marked:
    return Marked(row.id, row.number, ordinary(row), row.applicant)
