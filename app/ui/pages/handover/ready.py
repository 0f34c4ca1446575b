"""One document that lies ready: handed over, or its applicant called. Beside it what there is to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.actions.commands import Stamp
from app.actions.commands.intake import ContactApplicant
from app.actions.door import Done
from app.errors import Refused
from app.queries.collection import Collectable, NotReady, opened
from app.rules.numbers import shown_mobile
from app.ui.forms.form import Field, FormSection, Option
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import LARGE, SMALL
from app.ui.pages.handover.form import HandoverForm
from app.ui.pages.handover.parts import DocumentSheet
from app.ui.pages.handover.words import CHANNELS, document_words, message
from app.ui.pages.workplace import Workplace
from app.ui.widgets.button import Button, LinkButton, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.words.notices import Notice, NoticeLevel, say

PURPOSE = "siap_diambil"
USUAL = "whatsapp"
FIELDS = (
    Field("channel", "Melalui", "choice", True, tuple(Option(key, name) for key, name in CHANNELS.items())),
    Field("reached", "Terhubung", "boolean", True, help="Pemohon menjawab, atau pesan terkirim."),
    Field("note", "Catatan", "text", max_length=200),
)


class ContactForm(Card):
    wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Hubungi pemohon", parent, name="contact_form")
        self._file: Collectable | None = None
        self._phone = label("", "number", self, name="contact_phone")
        self._text = label("", "", self, wrap=True, name="message_text")
        self._copied = label("", "muted", self, name="message_copied")
        copy = Button("Salin teks", self, icon="file-text", shortcut="Ctrl+Shift+C", name="copy_message")
        self.section = FormSection(FIELDS, self)
        back = LinkButton("Kembali", self, icon="chevron-left", shortcut="Escape", name="leave_contact")
        done = PrimaryButton("Catat", self, icon="check", shortcut="Ctrl+Return", name="record_contact")
        copying, row = QHBoxLayout(), QHBoxLayout()
        copying.addWidget(self._copied, 1)
        copying.addWidget(copy)
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(done)
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SMALL, 0)
        column.setSpacing(SMALL)
        for widget in (self._phone, self._text):
            column.addWidget(widget)
        column.addLayout(copying)
        column.addWidget(self.section)
        column.addStretch(1)
        self.add(Scroll(inside, self), 1)
        self.add(row)
        copy.clicked.connect(self._on_copy)
        back.clicked.connect(self.left)
        done.clicked.connect(self._on_done)

    def start(self, file: Collectable) -> None:
        self._file = file
        self._phone.setText(shown_mobile(file.phone))
        self._text.setText(message(file))
        self.section.clear()
        self.section.set_values({"channel": USUAL})
        self._on_copy()
        self.section.focus("reached")

    def command(self, stamp: Stamp) -> ContactApplicant:
        assert self._file is not None  # started with it
        values = self.section.values()
        return ContactApplicant(
            stamp=stamp,
            application=self._file.id,
            channel=str(values["channel"]),
            purpose=PURPOSE,
            reached=bool(values["reached"]),
            note=str(values["note"]),
        )

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.text())
        self._copied.setText("Teks telah disalin.")

    def _on_done(self) -> None:
        wrong = self.section.check()
        self.section.show_codes(wrong)
        if wrong:
            self.section.focus(self.section.first_error())
        else:
            self.wanted.emit()


TOPIC = "handover"


@dataclass(frozen=True)
class PageNotice:
    """What the page should say below its scan field; `refused` is the file that may not be what it was any more."""

    notice: Notice
    refused: str = ""


class ReadyPanel(QWidget):
    """`left`: done with it, or given up. `told`: refused, and why."""

    left = Signal()
    told = Signal(PageNotice)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._board, self._papers = workplace.desk, workplace.board, workplace.papers
        self._file: Collectable | None = None
        self._only_calling = False
        self._sheet = DocumentSheet(self)
        self._form, self._contact = HandoverForm(self), ContactForm(self)
        self._forms = QStackedWidget(self)
        for form in (self._form, self._contact):
            self._forms.addWidget(form)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(LARGE)
        row.addWidget(self._sheet, 1)
        row.addWidget(self._forms, 1)
        self._form.wanted.connect(self._on_hand_over)
        self._sheet.contact_wanted.connect(self._on_contact)
        self._form.left.connect(self.left)
        self._contact.wanted.connect(self._on_record)
        self._contact.left.connect(self._on_contact_left)

    def start(self, file: Collectable, *, receipt_shown: bool, calling: bool) -> None:
        self._file, self._only_calling = file, calling
        self._sheet.show_file(file)
        self._forms.setCurrentWidget(self._form)
        self._form.start(file, receipt_shown=receipt_shown)
        if calling:
            self._on_contact()

    def _on_hand_over(self) -> None:
        self.setEnabled(False)
        self._desk.do(self, self._form.command(self._desk.stamp()), self._on_handed, self._on_refused)

    def _on_handed(self, done: Done) -> None:
        self.setEnabled(True)
        assert self._file is not None  # it was handed over
        told = Notice(
            f"{document_words(self._file)} atas nama {self._file.applicant} telah diserahkan.", NoticeLevel.SUCCESS
        )
        self._board.pin(told, TOPIC)
        for document in done.documents:
            self._papers.print_document(self, document)
        self.left.emit()

    def _on_refused(self, refusal: Refused) -> None:
        self.setEnabled(True)
        self._form.refuse(refusal)
        if not refusal.fields and self._file is not None:
            self._form.go_on()
            self.told.emit(PageNotice(say(refusal.code, refusal.facts), self._file.id))

    def _on_contact(self) -> None:
        if self._forms.currentWidget() is self._contact:
            self._contact.section.focus("reached")  # what is being written down stays
        elif self._file is not None:
            self._forms.setCurrentWidget(self._contact)
            self._contact.start(self._file)

    def _on_contact_left(self) -> None:
        """Back to where the call was wanted: the list, or the hand-over."""
        if self._only_calling:
            self.left.emit()
            return
        self._forms.setCurrentWidget(self._form)
        self._form.go_on()

    def _on_record(self) -> None:
        self._desk.do(self, self._contact.command(self._desk.stamp()), self._on_recorded, self._on_not_recorded)

    def _on_recorded(self, done: Done) -> None:
        self._board.pin(Notice("Hasil menghubungi pemohon telah dicatat.", NoticeLevel.SUCCESS), TOPIC)
        self._desk.ask(self, partial(opened, application=done.application), self._on_looked_up, latest="opened")
        self._on_contact_left()

    def _on_not_recorded(self, refusal: Refused) -> None:
        self.told.emit(PageNotice(say(refusal.code, refusal.facts)))

    def _on_looked_up(self, file: Collectable | NotReady | None) -> None:
        """The same file with its newest tries; what is typed in the form stays."""
        if isinstance(file, Collectable):
            self._file = file
            self._sheet.show_file(file)
