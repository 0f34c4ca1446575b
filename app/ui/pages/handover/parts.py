"""Parts of the hand-over page: the answer under the scan field, and the sheet that says what lies ready."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.queries.collection import Collectable
from app.rules.numbers import shown_mobile
from app.rules.wording import long_date
from app.ui.look import icons
from app.ui.look.redress import redress
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import MEDIUM, SMALL, current_tokens
from app.ui.pages.handover.words import contact_words, document_words, waited
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card, label
from app.ui.widgets.notice_bar import DRAWINGS
from app.ui.words.notices import Notice, NoticeLevel

TRIES = 3


class AnswerStrip(QFrame):
    """One sentence about what was just scanned; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = NoticeLevel.INFO
        self.setProperty("role", "notice")
        self.setObjectName("answer")
        self._mark = QLabel(self)
        self._words = label("", "", self, wrap=True, name="answer_text")
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        row.setSpacing(MEDIUM)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, notice: Notice | None) -> None:
        self.setVisible(notice is not None)
        if notice is not None:
            self._level = notice.level
            self._words.setText(notice.full)
            self.setAccessibleName(notice.full)
            redress(self, "level", str(notice.level))
            self._dress()

    def text(self) -> str:
        return "" if self.isHidden() else self._words.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_words"):
            self._dress()

    def _dress(self) -> None:
        colour, _ = current_tokens().of_level(self._level)
        self._mark.setPixmap(icons.pixmap(DRAWINGS[self._level], colour, 18, self.devicePixelRatioF()))


class DocumentSheet(Card):
    """Whose document lies ready, which, since when, who may take it, and whether the applicant knows."""

    contact_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Siap diserahkan", parent, name="document_sheet")
        self._applicant = label("", "title", self, wrap=True, name="applicant")
        self._document = label("", "strong", self, wrap=True, name="document")
        self._lines = {name: label("", "", self, wrap=True, name=name) for name in LINES}
        grid = QGridLayout()
        grid.setHorizontalSpacing(MEDIUM)
        grid.setVerticalSpacing(SMALL)
        grid.setColumnStretch(1, 1)
        for place, (name, title) in enumerate(LINES.items()):
            grid.addWidget(label(title, "muted", self), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._lines[name], place, 1, Qt.AlignmentFlag.AlignTop)
        contact = Button("Hubungi pemohon", self, icon="phone", shortcut="Ctrl+H", name="contact")
        contact.clicked.connect(self.contact_wanted)
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(self._applicant)
        column.addWidget(self._document)
        column.addLayout(grid)
        column.addStretch(1)
        self.add(Scroll(inside, self), 1)
        self.body.addWidget(contact, 0, Qt.AlignmentFlag.AlignLeft)

    def show_file(self, file: Collectable) -> None:
        self._applicant.setText(file.applicant)
        self._document.setText(document_words(file))
        told = {
            "document_number": file.document_number or "-",
            "registration_number": file.number,
            "may_collect": _may_collect(file),
            "ready_since": f"{long_date(file.since)} ({waited(file.days)})",
            "phone": shown_mobile(file.phone),
            "contacts": "\n".join(map(contact_words, file.contacts[:TRIES])) or contact_words(None),
        }
        for name, text in told.items():
            self._lines[name].setText(text)


LINES = {
    "document_number": "Nomor dokumen",
    "registration_number": "Nomor registrasi",
    "may_collect": "Boleh mengambil",
    "ready_since": "Siap sejak",
    "phone": "Telepon",
    "contacts": "Dihubungi",
}


def _may_collect(file: Collectable) -> str:
    """The applicant, and the proxy named in the application; anybody else with a power of attorney."""
    own = f"Pemohon, NIK …{file.nik_last4}"
    if file.proxy:
        return f"{own}\nKuasa: {file.proxy}, NIK …{file.proxy_last4}"
    return f"{own}\nKuasa dengan surat kuasa bermeterai"
