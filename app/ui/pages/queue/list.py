"""The list of the queue with its filter, the stages as chips, and marks that survive a refresh."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.queries.work import MATCHING, Queue, WorkRow
from app.ui.look.tokens import MEDIUM
from app.ui.pages.queue.chips import StageChips
from app.ui.pages.queue.rows import COLUMNS, DAYS, HOLDER, MATCH, SERVICE, STAGE, WAITS, QueueRow, key, widths
from app.ui.widgets.days_left import DaysLeftDelegate
from app.ui.widgets.table import DataTable

EMPTY = "Tidak ada berkas yang menunggu Anda."
ALL_MATCHED = "Tidak ada berkas yang menunggu dicocokkan dengan data pusat."
NOT_FOUND = "Tidak ada berkas yang cocok dengan saringan ini."
WAIT = 120  # milliseconds after the last key before the filter is asked
WIDE = 110  # average letters needed for every column
COMPARING_WIDE = 90  # for all that is of use beside the identity that is compared
MARK_WIDTH = 24  # pixels
HELP = "Enter membuka, Spasi menandai, F8 menindaklanjuti yang ditandai, R mengembalikan, angka memilih tahap."


class QueueList(QWidget):
    """`narrowed`: another filter or stage is wanted; `chosen_changed`: other files are marked or selected."""

    narrowed = Signal()
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[WorkRow, ...] = ()
        self._marked: frozenset[str] = frozenset()
        self.filter = QLineEdit(self)
        self.chips = StageChips(self.filter, self)
        self.table: DataTable[QueueRow] = DataTable(
            COLUMNS, key, self, name="queue", title="Antrean kerja", empty=EMPTY, icon="list-checks"
        )
        self._typing = QTimer(self)
        self._lay_out()
        self._wire()

    def show_queue(self, queue: Queue) -> None:
        stage = self.chips.stage()
        self.chips.show_counts(queue.counts, queue.unmatched)
        if self.chips.stage() != stage:
            return  # its last file has gone: all stages have been asked for
        emptied = not queue.rows and self.table.view.hasFocus()
        self._rows = queue.rows
        self._marked &= frozenset(row.id for row in queue.rows)
        nothing = {"": EMPTY, MATCHING: ALL_MATCHED}.get(stage, NOT_FOUND)
        self.table.set_empty_text(NOT_FOUND if self.text() else nothing)
        self._draw()
        if emptied:
            self.take_cursor()

    def text(self) -> str:
        return self.filter.text().strip()

    def marked(self) -> tuple[WorkRow, ...]:
        return tuple(row for row in self._rows if row.id in self._marked)

    def current(self) -> WorkRow | None:
        line = self.table.current()
        return line.row if line else None

    def unmark(self) -> None:
        self._marked = frozenset()
        self._draw()

    def take_cursor(self) -> None:
        """In the rows; in the filter where there are none, so that no key goes astray."""
        (self.table if self._rows else self.filter).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Who holds a file is said where that differs, and what waits for the centre where something does."""
        letters = self.width() // self.fontMetrics().averageCharWidth()
        narrow, least = letters < WIDE, letters < COMPARING_WIDE
        view = self.table.view
        unsent = any(row.waits for row in self._rows)
        comparing = self.chips.is_matching()
        held = not narrow and not unsent and len({row.holder for row in self._rows}) > 1
        view.setColumnHidden(HOLDER, not held)
        view.setColumnHidden(MATCH, narrow or unsent or comparing)
        view.setColumnHidden(WAITS, not unsent)
        view.setColumnHidden(SERVICE, (narrow and unsent) or (least and comparing))
        view.setColumnHidden(STAGE, least and comparing)
        estimated = any(row.estimate for row in self._rows)
        view.set_widths(widths(held=held, narrow=narrow, comparing=comparing, estimated=estimated))

    def _lay_out(self) -> None:
        self.filter.setObjectName("queue_filter")
        self.filter.setAccessibleName("Saring antrean")
        self.filter.setPlaceholderText("Saring nomor, nama, izin   Ctrl+F")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(self.fontMetrics().averageCharWidth() * 36)
        self.table.set_delegate(DAYS, DaysLeftDelegate(self.table))
        self.table.view.setProperty("help", HELP)
        self.table.view.horizontalHeader().setMinimumSectionSize(MARK_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(self.chips)
        column.addWidget(self.table, 1)

    def _wire(self) -> None:
        self._typing.setSingleShot(True)
        self._typing.setInterval(WAIT)
        self._typing.timeout.connect(self.narrowed)
        self.filter.textChanged.connect(self._on_text_changed)
        self.filter.returnPressed.connect(self.take_cursor)
        self.chips.chosen.connect(self.narrowed)
        self.table.selection_changed.connect(self.chosen_changed)
        keys = [("Space", self._mark_current), ("Ctrl+A", self._mark_all)]
        keys += [(str(place), partial(self.chips.choose, place)) for place in range(10)]
        for sequence, slot in keys:
            shortcut = QShortcut(QKeySequence(sequence), self.table.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filter.setFocus)
        down = QShortcut(QKeySequence("Down"), self.filter)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.take_cursor)

    def _draw(self) -> None:
        """Where the file in hand has gone, the next one is in hand."""
        key, place = self.table.current_key(), self.table.view.currentIndex().row()
        self.table.set_rows(tuple(QueueRow(row, row.id in self._marked) for row in self._rows))
        if key and self._rows and self.table.model.place(key) < 0:
            self.table.select(self.table.model.key(min(place, len(self._rows) - 1)))
        self._spread()
        self.chosen_changed.emit()

    def _mark_current(self) -> None:
        """And go to the next, so that a run of files is marked by holding one key."""
        row = self.current()
        if row is None:
            return
        self._marked ^= {row.id}
        place = self.table.view.currentIndex().row()
        self._draw()
        self.table.view.selectRow(min(place + 1, len(self._rows) - 1))

    def _mark_all(self) -> None:
        """All in sight; none where all are marked."""
        everything = frozenset(row.id for row in self._rows)
        self._marked = frozenset() if self._marked == everything else everything
        self._draw()

    def _on_text_changed(self) -> None:
        self._typing.start()
