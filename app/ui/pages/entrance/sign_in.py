"""Masuk: who sits down. Painted before anything heavy is loaded, and typing is taken from the first moment.

The page knows nothing of passwords: it tells what was typed and shows what came of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.ui.look.tokens import MEDIUM, SMALL, TIGHT
from app.ui.widgets.button import LinkButton, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.front_panel import FrontPanel, beside
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.password_edit import PasswordEdit
from app.ui.words.notices import Notice, NoticeLevel

if TYPE_CHECKING:
    from app.ui.pages.entrance.sign_in_people import PeopleList, PersonChosen
    from app.ui.words.notices import Notice

WAITING = "Menyiapkan data kantor. Anda dapat mulai mengetik."
CHECKING = "Memeriksa."
# Here, since whatever says texts by their code may be what cannot be loaded.
BROKEN = Notice(
    "Data kantor belum dapat dibuka karena kesalahan pada program. Data tidak berubah.",
    NoticeLevel.ERROR,
    "Mohon tutup lalu buka kembali program. Bila tetap demikian, mohon pasang ulang program.",
)
NAMES = {
    "username": ("Nama pengguna", "Nama pengguna dari administrator; panah memilih."),
    "password": ("Kata sandi", "Kata sandi Anda. Administrator dapat menggantinya."),
    "people": ("Pernah masuk di komputer ini", "Pilih nama Anda, lalu ketik kata sandi."),
}


class Credentials(NamedTuple):
    """Never logged and never shown: not even `repr` tells the password."""

    username: str
    password: str

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Doorplate(NamedTuple):
    """What stands beside the form. `known` are (username, name) of those who signed in here, the last one first."""

    office: str = ""
    counter: str = ""
    known: tuple[tuple[str, str], ...] = ()
    training: bool = False
    hint: str = ""


class UsernameEdit(QLineEdit):
    """Up and Down walk through those who signed in here before."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
            return
        super().keyPressEvent(event)


class SignInPage(QWidget):
    """Those who signed in here before, and the button's drawing, come with the plate: the first picture is not kept
    waiting for them."""

    entered = Signal(Credentials)
    other_office_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sign_in")
        self._plate = Doorplate()
        self._submitted: Credentials | None = None
        self._panel = FrontPanel(self)
        self._people: PeopleList | None = None
        self._username = UsernameEdit(self)
        self._password = PasswordEdit(self)
        self._line = HelpLine(self)
        self._enter = PrimaryButton("Masuk", self, name="enter")
        self.certificate = LinkButton("Sertifikat pusat berganti: periksa", self, name="certificate_wanted")
        self.certificate.hide()
        self.other = LinkButton("Coba di kantor latihan", self, name="other_office")
        self.other.setEnabled(False)  # until somebody listens
        for widget, name in ((self._username, "username"), (self._password, "password")):
            described(widget, name)
        self._lay_out()
        self._username.textEdited.connect(self._on_edited)
        self._password.textEdited.connect(self._on_edited)
        self._password.capitals_changed.connect(self._on_capitals)
        self._enter.clicked.connect(self._on_enter)
        self.other.clicked.connect(self.other_office_wanted)
        self.setFocusProxy(self._username)
        self._line.show_text(WAITING)

    def show_plate(self, plate: Doorplate) -> None:
        """The data is there: say whose counter this is. What was typed meanwhile stays."""
        self._plate = plate
        self._panel.show_office(plate.office, plate.counter)
        self.other.set_words("Kembali ke kantor sebenarnya" if plate.training else "Coba di kantor latihan")
        self._enter.set_drawing("log-in")
        if plate.known and self._people is None:
            self._people = people_list(self._known)
            self._people.chosen.connect(self._on_person)
            self._username.stepped.connect(self._people.step)
            QWidget.setTabOrder(self._people, self._username)
        if self._people is not None:
            self._people.show_people(plate.known)
            self._people.fit(self.height())
            if plate.known and not self._username.text():
                self._people.go(0)
        self._known.setVisible(bool(plate.known))
        if self._submitted is None and self._line.level() is NoticeLevel.INFO:
            self._line.show_text(plate.hint)

    def show_notice(self, notice: Notice, *, last: bool = False) -> None:
        """A refusal: calm, and the password ready to be typed again; `last` where nobody can sign in any more."""
        self._set_busy(False)
        for widget in (self._username, self._password, self._enter):
            widget.setEnabled(not last)
        self._line.show_text(notice.full, notice.level)
        self._password.selectAll()
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, text: str) -> None:
        self._line.show_text(text)

    def clear(self) -> None:
        """As for the next person: nothing of the last password is left."""
        self._set_busy(False)
        self._password.clear()
        self._line.show_text(self._plate.hint)

    def submitted(self) -> Credentials | None:
        """What was entered and is not answered yet; also before anybody listened."""
        return self._submitted

    def text(self) -> str:
        return self._line.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._people is not None:
            self._people.fit(self.height())

    def _lay_out(self) -> None:
        card = Card(parent=self, name="sign_in_card")
        card.setMaximumWidth(self.fontMetrics().averageCharWidth() * 62)
        card.body.setSpacing(TIGHT)
        card.setContentsMargins(SMALL, MEDIUM, SMALL, SMALL)
        self._known = QWidget(card)
        self._known.hide()
        card.add(label("Masuk", "title", self))
        card.body.addSpacing(SMALL)
        card.add(self._known)
        for text, widget in (("Nama pengguna", self._username), ("Kata sandi", self._password)):
            caption = label(text, "field", self)
            caption.setBuddy(widget)
            card.add(caption)
            card.add(widget)
            card.body.addSpacing(SMALL)
        card.add(self._line)
        card.body.addSpacing(SMALL)
        card.add(self._enter)
        card.add(self.certificate)
        card.add(self.other)
        beside(self._panel, card, self)
        QWidget.setTabOrder(self._username, self._password)

    def _set_busy(self, busy: bool) -> None:
        self._submitted = self._submitted if busy else None
        self._enter.setEnabled(not busy)

    def _on_person(self, chosen: PersonChosen) -> None:
        if chosen.username != self._username.text():
            self._password.clear()  # it was typed for somebody else
        self._username.setText(chosen.username)
        self._username.selectAll()
        if chosen.taken:
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self) -> None:
        if self._line.level() is not NoticeLevel.INFO:
            self._on_capitals()

    def _on_capitals(self) -> None:
        """An earlier refusal goes with the next letter; Caps Lock is said as long as it lasts."""
        words = self._password.capitals_words()
        self._line.show_text(words, NoticeLevel.WARNING if words else NoticeLevel.INFO)

    def _on_enter(self) -> None:
        """Enter goes on to the password; with both there it signs in."""
        if not self._username.text().strip():
            self._username.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._password.text():
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._enter.isEnabled():
            self._set_busy(True)
            self._line.show_text(CHECKING)
            self._submitted = Credentials(self._username.text(), self._password.text())
            self.entered.emit(self._submitted)


def described(widget: QWidget, name: str) -> None:
    """Named for tests, screen readers and F1."""
    said, help_text = NAMES[name]
    widget.setObjectName(name)
    widget.setAccessibleName(said)
    widget.setProperty("help", help_text)


def people_list(place: QWidget) -> PeopleList:
    """In a place kept for it; loaded when there is somebody to show."""
    from app.ui.pages.entrance.sign_in_people import PeopleList

    people = PeopleList(place)
    described(people, "people")
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, MEDIUM)
    column.setSpacing(TIGHT)
    column.addWidget(label(NAMES["people"][0], "muted", place))
    column.addWidget(people)
    return people
