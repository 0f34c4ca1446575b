"""The applicant reads the data back: on their screen, on the slip, or aloud; and what of it is written down."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject

from app.rules.nik import mask_nik
from app.rules.papers import LetterRow
from app.rules.reading import ALOUD, SCREEN, SLIP
from app.rules.wording import plain_date
from app.ui.applicant.reading_aids import ReadingAids
from app.ui.pages.intake.parts import IntakeParts
from app.ui.pages.intake.read_back_part import HIDE, ON_PAPER, ON_SCREEN, ReadingPart
from app.ui.widgets.picker import SearchPicker

Rows = tuple[LetterRow, ...]


class ReadBack(QObject):
    """`begin` for the next form. Whoever changes the form calls `again`: what was changed has to be read again."""

    def __init__(self, parts: IntakeParts, panel: ReadingPart, aids: ReadingAids) -> None:
        super().__init__(parts)
        self._parts, self._panel = parts, panel
        self._screen, self._slips = aids.screen, aids.slips
        self._how = ""
        self._sent: Rows = ()
        self._slip: Rows = ()
        panel.show_wanted.connect(self._on_show)
        panel.tick.toggled.connect(self._on_ticked)
        parts.identity.covered.connect(self._follow)
        self._screen.changed.connect(self._offer)
        self._slips.printed.connect(self._on_printed)
        self._offer()

    def settled(self) -> bool:
        """Read, or a reason why not."""
        return self.read() or bool(self.reason())

    def read(self) -> bool:
        return self._panel.tick.isChecked()

    def how(self) -> str:
        """How it was read when the clerk ticked it."""
        return self._how if self.read() else ""

    def reason(self) -> str:
        return self._panel.reason()

    def again(self) -> None:
        self._panel.reset()
        self._follow()

    def begin(self) -> None:
        self._panel.reset()
        self._sent = self._slip = ()
        self.withdraw()

    def withdraw(self) -> None:
        self._screen.withdraw()
        self._offer()

    def _on_show(self) -> None:
        rows = rows_of(self._parts)
        if self._screen.shows:
            self._screen.withdraw()
        elif self._screen.there:
            self._screen.show_rows(rows)
        else:
            self._sent = rows
            self._slips.print_rows(rows)
        self._offer()

    def _on_printed(self) -> None:
        self._slip = self._sent

    def _on_ticked(self, on: bool) -> None:
        if not on:
            self._how = ""
        elif self._screen.shows:
            self._how = SCREEN
        else:
            self._how = SLIP if self._slip == rows_of(self._parts) else ALOUD

    def _follow(self, _: object = None) -> None:
        self._screen.follow(rows_of(self._parts))

    def _offer(self) -> None:
        on_screen = HIDE if self._screen.shows else ON_SCREEN
        self._panel.offer(on_screen if self._screen.there else ON_PAPER)


def rows_of(parts: IntakeParts) -> Rows:
    """The five fields as they stand on the form."""
    identity, typed = parts.identity, parts.identity.typed()
    born = identity.values().get("birth_date")
    number = ("Paspor/KITAS", typed["foreign_id"]) if identity.foreign else ("NIK", _number(parts))
    told = (
        number,
        ("Nama", typed["name"]),
        ("Tanggal lahir", plain_date(born) if isinstance(born, date) else typed["birth_date"]),
        ("Alamat", ", ".join(filter(None, (typed["address"], _village(parts))))),
        ("Nomor HP", typed["phone"]),
    )
    return tuple(LetterRow(heading=heading, text=text.strip()) for heading, text in told)


def _number(parts: IntakeParts) -> str:
    """Out of sight here too while it is keyed a second time."""
    return mask_nik("") if parts.identity.is_covered else parts.identity.typed()["nik"]


def _village(parts: IntakeParts) -> str:
    picker = parts.identity.control("village")
    row = picker.row() if isinstance(picker, SearchPicker) else None
    return f"{row.label}, {row.detail.partition(',')[0]}" if row else ""
