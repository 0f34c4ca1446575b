"""The tab Data: who applies, for what; the NIK masked until somebody who may see it asks for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.queries.file_view import FileView
from app.rules import standing
from app.rules.nik import grouped, masked
from app.rules.papers import LetterRow
from app.rules.wording import long_date, money
from app.ui.look.tokens import LARGE, MEDIUM, SMALL
from app.ui.pages.file.words import PERMIT_STATES, reading_rows
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card, label

HEADING_LETTERS = 20
TWO_CARDS = 88  # average letters that two cards side by side need


class Lines(QWidget):
    """Headings and texts, one below the other."""

    def __init__(self, parent: QWidget | None = None, *, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(MEDIUM)
        self._grid.setVerticalSpacing(SMALL)
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[LetterRow, ...] = ()

    def show_rows(self, rows: tuple[LetterRow, ...]) -> None:
        if rows == self._shown:
            return
        self._shown = rows
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        width = self.fontMetrics().averageCharWidth() * HEADING_LETTERS
        for line, row in enumerate(rows):
            heading = label(row.heading, "muted", self, wrap=True)
            heading.setFixedWidth(width)
            text = label(row.text, "", self, wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(heading, line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, line, 1, Qt.AlignmentFlag.AlignTop)

    def texts(self) -> dict[str, str]:
        return {row.heading: row.text for row in self._shown}


class FileData(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: FileView | None = None
        self._open = False
        self._nik = label("", "strong", self, name="file_nik")
        self._nik.setAccessibleName("NIK")
        self._reveal = Button("Tampilkan NIK", self, icon="eye", shortcut="F9", name="reveal_nik")
        self._person, self._subject = Lines(self, name="file_person"), Lines(self, name="file_subject")
        self._progress = Lines(self, name="file_progress")
        self._lay_out()
        self._reveal.clicked.connect(self._on_reveal)

    def show_file(self, view: FileView) -> None:
        """Another file hides the NIK again."""
        self._open = self._open and self._view is not None and self._view.id == view.id
        self._view = view
        self._person.show_rows((*view.identity, *reading_rows(view.events)))
        self._subject.show_rows(view.data)
        self._progress.show_rows(_progress(view))
        self._around.setVisible(bool(_progress(view)))
        self._show_nik()

    def hide_nik(self) -> None:
        self._open = False
        self._show_nik()

    def _lay_out(self) -> None:
        person, subject = Card("Pemohon", self), Card("Permohonan", self)
        self._around = Card("Tindak lanjut", self)
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        heading = label("NIK", "muted", self)
        heading.setFixedWidth(self.fontMetrics().averageCharWidth() * HEADING_LETTERS)
        row.addWidget(heading)
        row.addWidget(self._nik, 1)
        person.add(row)
        person.add_action(self._reveal)
        person.add(self._person)
        subject.add(self._subject)
        self._around.add(self._progress)
        for card in (person, subject, self._around):
            card.body.addStretch(1)
        self._cards = (person, subject, self._around)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, MEDIUM, 0, 0)
        self._grid.setSpacing(LARGE)
        self._place(wide=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(wide=event.size().width() >= self.fontMetrics().averageCharWidth() * TWO_CARDS)

    def _place(self, *, wide: bool) -> None:
        """Two cards side by side where there is room, else all below each other."""
        person, subject, around = self._cards
        for card in self._cards:
            self._grid.removeWidget(card)
        self._grid.addWidget(person, 0, 0)
        self._grid.addWidget(subject, 0 if wide else 1, 1 if wide else 0)
        self._grid.addWidget(around, 2, 0, 1, 2 if wide else 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if wide else 0)
        self._grid.setRowStretch(3, 1)

    def _show_nik(self) -> None:
        view = self._view
        if view is None:
            return
        shown = self._open and bool(view.nik)
        self._nik.setText(grouped(view.nik) if shown else masked(view.nik_last4))
        self._reveal.setVisible(bool(view.nik))
        self._reveal.set_words("Sembunyikan NIK" if shown else "Tampilkan NIK")

    def _on_reveal(self) -> None:
        self._open = not self._open
        self._show_nik()


def _progress(view: FileView) -> tuple[LetterRow, ...]:
    """What agencies, visits, treasurer and draft have said so far."""
    rows = (
        *_advice(view),
        *_visit(view),
        *_levy(view),
        *_draft(view),
        *_permit(view),
    )
    return tuple(LetterRow(heading=heading, text=text) for heading, text in rows if text)


def _permit(view: FileView) -> tuple[tuple[str, str], ...]:
    permit = view.matters.permit
    if permit is None:
        return ()
    state = PERMIT_STATES.get(permit.standing, "")
    over = permit.standing == standing.ENDED and permit.valid_until
    until = f"berlaku sampai {long_date(over)}" if over else ""
    letter = f"surat {permit.letter}" if state and permit.letter else ""
    told = ", ".join(filter(None, (state, letter, permit.reason if state else "", until)))
    return (("Nomor izin", permit.number), ("Keadaan izin", told))


def _advice(view: FileView) -> tuple[tuple[str, str], ...]:
    advice = view.matters.advice
    if advice is None:
        return ()
    due = f", batas waktu {long_date(advice.due)}" if advice.due else ""
    answers = {"setuju": "Setuju", "bersyarat": "Setuju bersyarat", "tidak_setuju": "Tidak setuju"}
    answer = answers.get(advice.outcome, "Belum dijawab")
    told = ". ".join(filter(None, (f"{answer} {advice.number}".strip(), advice.text)))
    return (
        ("Rekomendasi", f"{advice.agency}, diminta {long_date(advice.asked)}{due}"),
        ("Jawaban", told),
    )


def _visit(view: FileView) -> tuple[tuple[str, str], ...]:
    visit = view.matters.visit
    if visit is None:
        return ()
    held = f"dilakukan {long_date(visit.held)}" if visit.held else f"dijadwalkan {long_date(visit.planned)}"
    return (("Pemeriksaan lapangan", f"{held} oleh {', '.join(visit.team)}"),)


def _levy(view: FileView) -> tuple[tuple[str, str], ...]:
    levy = view.matters.levy
    if levy is None:
        return ()
    paid = f"dibayar {long_date(levy.paid)}" if levy.paid else "belum dibayar"
    return (("Retribusi", f"{money(levy.amount)}, {levy.assessment_number}, {paid}" if levy.amount else "dibebaskan"),)


def _draft(view: FileView) -> tuple[tuple[str, str], ...]:
    draft = view.matters.draft
    return (
        ("Usulan penolakan", ". ".join(filter(None, (draft.reason, draft.text, draft.legal_basis)))),
        ("Syarat rekomendasi", draft.conditions),
        ("Ketentuan pada izin", "; ".join(draft.terms)),
    )
