"""Penyerahan: scan the receipt, see what lies ready, check who takes it, hand it over, print the collection receipt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.queries.collection import Collectable, NotReady, WaitingRow, opened, scanned, waiting
from app.reference.labels import label
from app.rules.wording import thousands
from app.ui.look.tokens import MEDIUM, SMALL
from app.ui.pages.handover.parts import AnswerStrip
from app.ui.pages.handover.ready import PageNotice, ReadyPanel
from app.ui.pages.handover.words import UNKNOWN, contact_words, kept_words, waited, why_not
from app.ui.pages.workplace import Workplace
from app.ui.scanning.scanner import Scanned
from app.ui.shell.live_query import LiveQuery
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card
from app.ui.widgets.table import Column, DataTable, RowActivated

TITLE = "Menunggu diambil"
EMPTY = "Tidak ada dokumen yang menunggu diambil."


@dataclass(frozen=True)
class CollectionChosen:
    """A row was opened; `calling`: to call the applicant."""

    application: str
    calling: bool = False


class WaitingList(Card):
    chosen = Signal(CollectionChosen)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, parent, name="waiting_card")
        self._table: DataTable[WaitingRow] = DataTable(
            (
                Column("Nomor registrasi", attrgetter("number"), 19, strong=True),
                Column("Pemohon", attrgetter("applicant")),
                Column("Dokumen", _document, 17),
                Column("Menunggu", attrgetter("days"), 10, waited),
                Column("Keterangan", _remark, 30),
            ),
            attrgetter("id"),
            self,
            name="waiting",
            title=TITLE,
            empty=EMPTY,
            icon="package-check",
        )
        self._call = Button("Hubungi pemohon", self, icon="phone", shortcut="Ctrl+H", name="call_selected")
        self.add_action(self._call)
        self.add(self._table, 1)
        self.setFocusProxy(self._table)
        self._table.activated.connect(self._on_activated)
        self._call.clicked.connect(self._on_call)

    def show_loading(self) -> None:
        self._table.show_loading()

    def set_rows(self, rows: tuple[WaitingRow, ...]) -> None:
        self.set_title(f"{TITLE} ({thousands(len(rows))})" if rows else TITLE)
        self._table.set_rows(rows)
        self._call.setEnabled(bool(rows))

    def _on_activated(self, activated: RowActivated) -> None:
        self.chosen.emit(CollectionChosen(activated.key))

    def _on_call(self) -> None:
        if key := self._table.current_key():
            self.chosen.emit(CollectionChosen(key, calling=True))


def _document(row: WaitingRow) -> str:
    return label("refusal_letter") if row.refused else row.service


def _remark(row: WaitingRow) -> str:
    """Why the permit stays here; else when the applicant was called."""
    return kept_words(row.withheld) if row.withheld else contact_words(row.contact)


OTHER = Qt.FocusReason.OtherFocusReason
Found = Collectable | NotReady | None


class HandoverPage(QWidget):
    """`activate` may be given the id of an application that lies ready, or what a scanner read of its receipt."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = workplace.desk
        self._field = QLineEdit(self)
        self._answer = AnswerStrip(self)
        self._list = WaitingList(self)
        self._ready = ReadyPanel(workplace, self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._field.returnPressed.connect(self._on_entered)
        self._list.chosen.connect(self._on_chosen)
        self._ready.left.connect(self._on_left)
        self._ready.told.connect(self._on_told)
        self._live = LiveQuery(workplace.desk, self, lambda: waiting, self._list.set_rows)

    @property
    def subtitle(self) -> str:
        return "Pindai tanda terima atau ketik nomor registrasi, lalu Enter"

    def activate(self, argument: object) -> None:
        self._list.show_loading()
        self._live.ask()
        if isinstance(argument, Scanned):
            self._look_up(argument.text, receipt_shown=True)
        elif isinstance(argument, str) and argument:
            self._on_chosen(CollectionChosen(argument))
        elif self._stack.currentWidget() is self._list:
            self._to_field()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        listed = self._stack.currentWidget() is self._list
        if event.key() == Qt.Key.Key_Down and self._field.hasFocus() and listed:
            self._list.setFocus(OTHER)
        elif event.key() == Qt.Key.Key_Escape and listed and not self._field.hasFocus():
            self._to_field()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._field.setObjectName("scan")
        self._field.setAccessibleName("Kode atau nomor registrasi")
        self._field.setPlaceholderText("Pindai tanda terima atau ketik nomor registrasi")
        self._field.setProperty("help", "Nomor registrasi, kode lacak, nomor izin, atau NIK. Enter mencari.")
        large = self._field.font()
        large.setPointSize(large.pointSize() + 4)
        self._field.setFont(large)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._ready)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(self._field)
        column.addWidget(self._answer)
        column.addWidget(self._stack, 1)

    def _on_entered(self) -> None:
        self._look_up(self._field.text(), receipt_shown=False)

    def _look_up(self, text: str, *, receipt_shown: bool) -> None:
        self._field.setText(text.partition("\n")[0])
        done = partial(self._on_found, receipt_shown=receipt_shown)
        self._desk.ask(self, partial(scanned, text=text), done, latest="found")

    def _on_chosen(self, chosen: CollectionChosen) -> None:
        done = partial(self._on_found, receipt_shown=False, calling=chosen.calling)
        self._desk.ask(self, partial(opened, application=chosen.application), done, latest="found")

    def _on_found(self, found: Found, *, receipt_shown: bool, calling: bool = False) -> None:
        if isinstance(found, Collectable):
            self._field.setText(found.number)
            self._answer.say(None)
            self._stack.setCurrentWidget(self._ready)
            self._ready.start(found, receipt_shown=receipt_shown, calling=calling)
            return
        self._stack.setCurrentWidget(self._list)
        self._answer.say(why_not(found) if found else UNKNOWN)
        self._to_field()

    def _on_left(self) -> None:
        self._stack.setCurrentWidget(self._list)
        self._answer.say(None)
        self._field.clear()
        self._to_field()

    def _on_told(self, told: PageNotice) -> None:
        self._answer.say(told.notice)
        if told.refused:
            self._desk.ask(self, partial(opened, application=told.refused), self._on_looked_again, latest="found")

    def _on_looked_again(self, found: Found) -> None:
        """Where the document went out elsewhere or is withheld by now, that is said, and it is not offered any more."""
        if not isinstance(found, Collectable):
            self._on_found(found, receipt_shown=False)

    def _to_field(self) -> None:
        self._field.setFocus(OTHER)
        self._field.selectAll()
