"""Hubungi Pemohon: the ready-made text lies in the clipboard at once, and how the try ended is written down."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.actions.commands import Stamp
from app.actions.commands.intake import ContactApplicant
from app.queries.collection import Collectable
from app.rules.numbers import shown_mobile
from app.ui.forms.form import Field, FormSection, Option
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import SMALL
from app.ui.pages.handover.words import CHANNELS, message
from app.ui.widgets.button import Button, LinkButton, PrimaryButton
from app.ui.widgets.card import Card, label

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
