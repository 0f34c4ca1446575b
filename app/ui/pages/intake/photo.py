"""A card's picture beside the form: what the clerk takes over fills empty fields, and the cursor goes to the first
letter that is in doubt. Everything else is as if it had been typed: judged, compared, keyed again from the card."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit

from app.reading.card import Proposal, Read
from app.reading.picture import CardReader
from app.reference.villages import Village
from app.ui.forms.form import FieldChanged
from app.ui.pages.intake.clock import OfficeClock
from app.ui.pages.intake.identity import IdentityForm
from app.ui.pages.intake.parts import APPLICANT, IntakeParts
from app.ui.pages.intake.photo_dialog import TITLE, PhotoDialog, PhotoFields
from app.ui.pages.intake.photo_rows import NAMES, places
from app.ui.shell.desk import Desk
from app.ui.shell.job import JobProgress
from app.ui.widgets.button import LinkButton
from app.ui.widgets.picker_list import PickRow
from app.ui.words.notices import NoticeLevel

KEY = "Alt+F"
HELP = "Foto atau hasil pindai KTP-el mengisi kolom yang masih kosong. Gambarnya tidak disimpan."


class Photo(QObject):
    """One for the page; made only where the extra is installed."""

    def __init__(self, parts: IntakeParts, desk: Desk, reader: CardReader, clock: OfficeClock) -> None:
        super().__init__(parts)
        self._parts, self._desk, self._reader, self._clock = parts, desk, reader, clock
        self._taken: Proposal = {}
        self._doubted: set[str] = set()
        self._button = LinkButton(TITLE, parts.toggles, icon="id-card", shortcut=KEY, name="photo_open")
        self._button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._button.setProperty("help", HELP)
        self._button.clicked.connect(self._on_wanted)
        parts.identity.changed.connect(self._on_changed)
        row = parts.toggles.layout()
        assert row is not None  # made with it
        row.addWidget(self._button)

    def _on_wanted(self) -> None:
        typed = self._parts.identity.typed()
        filled = tuple(field for field in NAMES if typed[field] or not self._parts.identity.is_shown(field))
        self._taken = {}
        dialog = PhotoDialog(self._parts.window(), self._desk, self._read, filled)
        dialog.taken.connect(self._on_taken)
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def _read(self, picture: bytes, progress: JobProgress) -> Proposal:
        """In a worker."""
        today, near = self._clock.today(), self._clock.region
        return self._reader.read(picture, today=today, near=near, going_on=partial(progress.step, 0, 0))

    def _on_taken(self, taken: PhotoFields) -> None:
        filled = fill(self._parts.identity, taken.fields)
        self._taken |= filled
        self._doubted |= {field for field, read in filled.items() if read.doubtful}

    def _on_changed(self, changed: FieldChanged) -> None:
        """A field that was corrected is in doubt no longer; the name and the sex have their own line."""
        if changed.field not in self._doubted:
            return
        self._doubted.discard(changed.field)
        if changed.field == "nik":
            self._parts.identity.keep_number("")
        elif changed.field not in ("name", "sex"):
            self._parts.identity.remark(changed.field, "")

    def _on_finished(self, _: int) -> None:
        """Where something is in doubt, otherwise where something is still to be typed."""
        taken, self._taken = self._taken, {}
        doubtful = next((field for field in NAMES if field in taken and taken[field].doubtful), "")
        if doubtful:
            point_at(self._parts.identity, doubtful, taken[doubtful])
        elif taken:
            spot = next(iter(self._parts.sheet.problems(APPLICANT)), None)
            if spot is not None:
                self._parts.sheet.focus(spot)


def fill(form: IdentityForm, taken: Proposal) -> Proposal:
    """Fill what is empty, and say beside it which letters are in doubt; what was filled."""
    typed = form.typed()
    filled = {field: read for field, read in taken.items() if not typed[field] and form.is_shown(field)}
    form.set_values({field: _value(read) for field, read in filled.items()})
    for field, read in filled.items():
        said = f"Kurang jelas pada foto: {places(read)}" if read.doubtful else ""
        if field == "nik":
            form.keep_number(said)
        elif said:
            form.remark(field, said, NoticeLevel.WARNING)
    return filled


def point_at(form: IdentityForm, field: str, read: Read) -> None:
    """The cursor upon the first letter in doubt, ready to type over it."""
    form.focus(field)
    control = form.control(field)
    if isinstance(control, QLineEdit) and len(read.doubtful) < len(read.text):
        place = read.doubtful[0] - read.text[: read.doubtful[0]].count(" ")
        letters = [at for at, letter in enumerate(control.text()) if letter != " "]
        control.setSelection(letters[place], 1)


def _value(read: Read) -> object:
    village = read.value
    if not isinstance(village, Village):
        return village
    return PickRow(village.code, village.village, f"Kec. {village.district}, {village.regency}")
