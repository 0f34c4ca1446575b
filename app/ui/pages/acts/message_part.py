"""The ready-made WhatsApp text for the applicant, copied with one key. No NIK, no pictures of papers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from app.queries.file_view import FileView
from app.rules import stages
from app.rules.wording import long_date
from app.ui.pages.acts.parts import OnlyRead
from app.ui.pages.acts.plan import Values
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card, label

GREETING = "Yth. Bapak/Ibu {name}, "
READY = (
    "{product} dengan nomor registrasi {number} telah terbit dan dapat diambil di Loket Penyerahan pada jam "
    "pelayanan dengan membawa tanda terima dan KTP-el. Terima kasih. - DPMPTSP Kabupaten {regency}"
)
REFUSED = (
    "surat mengenai permohonan {number} dapat diambil di Loket Penyerahan pada jam pelayanan dengan membawa tanda "
    "terima dan KTP-el. Terima kasih. - DPMPTSP Kabupaten {regency}"
)
RETURNED = (
    "berkas permohonan {number} perlu dilengkapi: {wanted}. Mohon disampaikan paling lambat {deadline}. "
    "Informasi: {phone}."
)
OTHER = "mengenai permohonan {number}, mohon menghubungi {office} pada jam pelayanan. Informasi: {phone}."


def clause(text: str) -> str:
    """A sentence as a part of a longer one."""
    return text.strip().rstrip(".")


def message(view: FileView, purpose: str) -> str:
    """By purpose and stage, in the words of the house (domain.md, Wording)."""
    revision, office = view.matters.revision, view.matters.office
    if purpose in ("kelengkapan", "pengingat") and revision is not None:
        wanted = "; ".join(f"{subject} ({clause(text)})" for subject, text in revision.rows)
        told = RETURNED.format(
            number=view.number, wanted=wanted, deadline=long_date(revision.deadline), phone=office.phone
        )
    elif purpose == "siap_diambil":
        text = REFUSED if view.stage == stages.REFUSED else READY
        told = text.format(product=view.service, number=view.number, regency=office.regency)
    else:
        told = OTHER.format(number=view.number, office=office.name, phone=office.phone)
    return GREETING.format(name=view.person) + told


class MessagePart(OnlyRead, QWidget):
    def __init__(self, view: FileView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._view = view
        self._text = label("", "", self, wrap=True, name="message_text")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy = Button("Salin teks", self, shortcut="Ctrl+Shift+C", name="message_copy")
        self._copied = label("", "muted", self, name="message_copied")
        card = Card("Teks WhatsApp", self)
        card.add(self._text)
        card.add_action(self._copied)
        card.add_action(self._copy)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(card)
        self._copy.clicked.connect(self._on_copy)

    def show_purpose(self, purpose: str) -> None:
        self._text.setText(message(self._view, purpose))
        self._copied.setText("")

    def text(self) -> str:
        return self._text.text()

    def values(self) -> Values:
        return {}

    def start(self) -> None:
        self._copy.setFocus()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.text())
        self._copied.setText("Tersalin")
