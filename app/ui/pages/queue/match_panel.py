"""Beside the list of files to compare: the identity in hand, how it is compared, and one key for the result."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.actions.commands import FileCommand
from app.actions.door import Done
from app.errors import Refused
from app.queries.matching import ACT, Compared, compared
from app.rules import matching
from app.rules.nik import grouped
from app.rules.papers import LetterRow
from app.rules.wording import SEXES, plain_date
from app.ui.look.scroll import Scroll
from app.ui.look.tokens import SMALL
from app.ui.pages.acts.doing import REFUSED_TOPIC, Doing
from app.ui.pages.acts.refusals import refused
from app.ui.pages.acts.table import PLANS
from app.ui.pages.file.data import Lines
from app.ui.pages.file.lookup_dialog import TITLE, LookupDialog, LookupEntered
from app.ui.pages.workplace import Workplace
from app.ui.shell.desk import Desk
from app.ui.widgets.button import Button, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.confirm import Confirm, Confirmed
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.ready_text import ReadyTextEdit
from app.ui.words.match import WAYS
from app.ui.words.notices import NoticeLevel, words

LETTERS = 38  # width of the panel
SERVICE_KEY = "Ctrl+M"
NOBODY = "Pilih berkas pada daftar."
DIFFERENCE = "Apa yang berbeda menurut data pusat? Berkas tetap berjalan; hasil ini tercatat dalam riwayat."


class MatchPanel(Card):
    """`recorded` when a result stands in the register. `lookup` is the port of this PC; it may be off."""

    recorded = Signal()

    def __init__(self, workplace: Workplace, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__("Cocokkan dengan data pusat", parent, name="match_panel")
        self._desk, self._session, self._board = workplace.desk, workplace.session, workplace.board
        self._doing, self._lookup = doing, workplace.lookup
        self._compared: Compared | None = None
        self._busy = False
        self._nik = label("", "title", self, name="match_nik")
        self._lines = Lines(self, name="match_person")
        self._how = ReadyTextEdit(WAYS, self)
        self._help = HelpLine(self)
        self._same = PrimaryButton("Cocok", self, shortcut="C", name="match_same")
        self._other = Button("Tidak cocok", self, shortcut="T", name="match_other")
        self._service = Button(TITLE, self, shortcut=SERVICE_KEY, name="match_service")
        self._lay_out()
        self._same.clicked.connect(self._on_same)
        self._other.clicked.connect(self._on_other)
        self._service.clicked.connect(self._on_service)
        self._how.edited.connect(self._on_edited)
        self.show_file("")

    def how(self) -> str:
        return str(self._how.value())

    def show_file(self, application: str) -> None:
        """Ask for the identity of this file; "" for none. What is known of another one goes at once."""
        known = self._compared
        if known is not None and known.id == application:
            return
        self._show(None)
        person = self._session.signed_in
        if application and person is not None:
            asked = partial(compared, application_id=application, staff_id=person.user_id)
            self._desk.ask(self, asked, self._show, latest="compared")

    def _lay_out(self) -> None:
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * LETTERS)
        self._nik.setAccessibleName("NIK")
        self._nik.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._how.setObjectName("match_how")
        self._how.setAccessibleName("Cara mencocokkan")
        self._how.setProperty("help", "Kosongkan, lalu ketik angkanya untuk memilih cara yang lazim.")
        self._how.set_typed(WAYS[0])
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        for widget in (self._nik, self._lines, label("Cara mencocokkan *", "field", self), self._how, self._help):
            column.addWidget(widget)
        column.addStretch(1)
        person = Scroll(inside, self)  # at large text with a notice above there is less room than lines
        person.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add(person, 1)
        results = QHBoxLayout()
        results.setSpacing(SMALL)
        results.addWidget(self._other)
        results.addWidget(self._same)
        self.add(results)
        self.add(self._service)

    def _show(self, person: Compared | None) -> None:
        self._compared = person
        self._nik.setText(grouped(person.nik) if person else "")
        self._lines.show_rows(_rows(person) if person else (LetterRow(heading="", text=NOBODY),))
        self._service.setVisible(self._lookup.setting().on)
        self._on_edited()
        self._enable()

    def _enable(self) -> None:
        for button in (self._same, self._other, self._service):
            button.setEnabled(self._compared is not None and not self._busy)

    def _on_edited(self) -> None:
        self._help.show_text("" if self.how() else self._how.live())

    def _way_is_missing(self) -> bool:
        if self.how():
            return False
        self._help.show_text(f"{words('required')} {self._how.live()}", NoticeLevel.ERROR)
        self._how.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _on_same(self) -> None:
        if self._compared is not None and not self._way_is_missing():
            self._send(LookupEntered(self._compared.id, matching.MATCHES, self.how(), ""))

    def _on_other(self) -> None:
        """What differs is written down with it."""
        person = self._compared
        if person is None or self._way_is_missing():
            return
        question = Confirm(
            self, f"Tidak cocok: {person.number}", DIFFERENCE, "Catat tidak cocok", reason="Yang berbeda"
        )
        question.confirmed.connect(partial(self._on_difference, person.id))
        question.open()

    def _on_difference(self, application: str, told: Confirmed) -> None:
        self._send(LookupEntered(application, matching.DIFFERS, self.how(), told.reason))

    def _on_service(self) -> None:
        if self._compared is not None:
            dialog = LookupDialog(self, self._desk, self._lookup, self._compared)
            dialog.confirmed.connect(self._send)
            dialog.open()

    def _send(self, found: LookupEntered) -> None:
        self._busy = True
        self._enable()
        self._doing.do(self, record(self._desk, found), self._on_done, self._on_refused)

    def _on_done(self, _: Done) -> None:
        self._busy = False
        self.recorded.emit()

    def _on_refused(self, refusal: Refused) -> None:
        self._busy = False
        self._enable()
        self._board.pin(refused(refusal), REFUSED_TOPIC)


def record(desk: Desk, found: LookupEntered) -> FileCommand:
    """T30 as the person confirmed it."""
    values = {"result": found.result, "how": found.how, **({"note": found.note} if found.note else {})}
    return PLANS[ACT].made(desk.stamp(), found.application, values)


def _rows(person: Compared) -> tuple[LetterRow, ...]:
    born = ", ".join(filter(None, (person.birth_place, plain_date(person.birth_date))))
    rows = (
        ("Nama", person.name),
        ("Lahir", born),
        ("Jenis kelamin", SEXES.get(person.sex, "")),
    )
    return tuple(LetterRow(heading=heading, text=text) for heading, text in rows)
