"""The intake page at a counter for tests: opened in a window, worked with keys alone, read as it stands there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QWidget

from app.errors import Refused
from app.reading.picture import CardReader
from app.ui.applicant.applicant_screen import ApplicantScreen
from app.ui.applicant.reading_aids import ReadingAids
from app.ui.applicant.slip_desk import SlipDesk
from app.ui.pages.intake.page import IntakePage
from app.ui.pages.intake.registering import Registered
from tests.ui.at_work import AtWork
from tests.ui.seen import below

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
ENTER, TAB, F2, F6, F8 = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_F2, Qt.Key.Key_F6, Qt.Key.Key_F8
REGISTER = (ENTER, CONTROL)
ALL_HERE = (Qt.Key.Key_A, CONTROL | SHIFT)
SHORTAGE = (Qt.Key.Key_P, CONTROL)
FRESH = (Qt.Key.Key_N, CONTROL)
OVERRIDE = (Qt.Key.Key_I, CONTROL | SHIFT)

Chord = tuple[Qt.Key, Qt.KeyboardModifier]
NIK, NAME, BORN, PHONE = "5107034507880003", "NI LUH CONTOH", "05071988", "081234567890"
PERSON = (NIK, NAME, ENTER, BORN, "p", "Banjar Dinas Kertha", ENTER, "mang", ENTER, PHONE, ENTER, "0003", ENTER, ENTER)
MIDWIFE = (
    *("bd", ENTER, ENTER, "yy", "XW00001234567890", ENTER, "y", "1", ENTER, "1", ENTER, "2", ENTER),
    *("UPTD Puskesmas Abang I", ENTER, "Jalan Raya Abang", ENTER),
)
END = (ALL_HERE, F8, REGISTER)


TYPED = {
    "identity": {
        "nik": "5107 0345 0788 0003",
        "name": NAME,
        "birth_date": "05-07-1988",
        "sex": "P",
        "address": "Banjar Dinas Kertha",
        "village": "5107032003\tManggis\tKec. Manggis, Kabupaten Karangasem",
        "phone": "0812 3456 7890",
        "last4": "0003",
    },
    "permit": {"permit": "SIP-BD\tSurat Izin Praktik Bidan\tSIP-BD"},
    "questions": {"str_aktif": "Y", "jumlah_sip": "Y"},
    "details": {
        "nomor_str": "XW00001234567890",
        "str_seumur_hidup": "Y",
        "pendidikan": "D-III Kebidanan",
        "sip_ke": "1",
        "jenis_tempat": "Fasilitas pelayanan kesehatan",
        "nama_tempat": "UPTD Puskesmas Abang I",
        "alamat_tempat": "Jalan Raya Abang",
    },
}


class KeyCounter(QObject):
    """Counts keys pressed: before anything else Qt asks the widget in focus whether it wants a key for itself."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and watched is QApplication.focusWidget():
            self.count += 1
        return False


@dataclass(frozen=True)
class Supervisor:
    id: str
    name: str
    roles: frozenset[str]


def confirm(username: str, password: str) -> Supervisor:
    """A gate where everybody's password is "rahasia" and the name of a person is that of the role."""
    if password != "rahasia":
        raise Refused("wrong_login")
    return Supervisor(username, f"Petugas {username.title()}", frozenset((username,)))


class IntakeAtWork(QObject):
    """`registered` are the signals of the page."""

    def __init__(self, at_work: AtWork, photo: CardReader | None = None) -> None:
        super().__init__()
        self.at_work = at_work
        if at_work.session.signed_in is None:
            at_work.sit("petugas_loket")
        self.page = IntakePage(at_work.workplace, at_work.office.reference, confirm, self._aids(), photo)
        self.registered: list[Registered] = []
        self.page.registered.connect(self._on_registered)
        self.window = QMainWindow()
        self.window.setCentralWidget(self.page)
        self.window.resize(1100, 660)

    def _aids(self) -> ReadingAids:
        """The applicant has no screen: there is a single one where tests run."""
        at_work = self.at_work
        self.clerk = QWidget()
        self.screen = ApplicantScreen(self.clerk, {}, str, parent=self)
        slips = SlipDesk(at_work.desk, at_work.session, at_work.board, at_work.outlet, self)
        return ReadingAids(self.screen, slips)

    def open(self) -> IntakeAtWork:
        """Call once the window is shown and has the keyboard."""
        self.page.activate(None)
        self.at_work.settle()
        return self

    def fill(self, *, papers: bool = True) -> None:
        """What PERSON and MIDWIFE would have typed, without the time it takes."""
        sheet = self.page.parts.sheet
        sheet.set_typed(TYPED)
        self.at_work.settle()
        if papers:
            self.press(ALL_HERE)

    def press(self, *keys: str | Qt.Key | Chord) -> None:
        """Each to whatever has the focus then."""
        for key in keys:
            for one in key if isinstance(key, str) else (key,):
                self._press(one)
            self.at_work.settle()

    def focused(self) -> str:
        widget = QApplication.focusWidget()
        return widget.objectName() if widget else ""

    def widget(self, name: str) -> QWidget:
        """The one in sight; a form that was replaced may still wait to be deleted."""
        found = self.page.findChildren(QWidget, name)
        assert found, name
        return next((each for each in found if each.isVisible()), found[-1])

    def shows(self, name: str) -> bool:
        return self.widget(name).isVisible()

    def text(self, name: str) -> str:
        widget = self.widget(name)
        assert isinstance(widget, QLineEdit | QLabel)
        return widget.text()

    def line(self, field: str, part: str = "identity") -> str:
        """What is said below a field."""
        form = self.page.parts.sheet.part(part)
        assert isinstance(form, QWidget)
        return below(form, field)

    def go(self, part: str, field: str) -> None:
        self.page.parts.sheet.part(part).focus(field)
        self.at_work.settle()

    def matters(self) -> tuple[str, ...]:
        return self.page.summary.matters()

    def notices(self) -> list[str]:
        return self.at_work.texts()

    def _press(self, key: str | Qt.Key | Chord) -> None:
        target = QApplication.focusWidget() or self.window
        if isinstance(key, tuple):
            QTest.keyClick(target, key[0], key[1])
        else:
            QTest.keyClick(target, key)

    def _on_registered(self, registered: Registered) -> None:
        self.registered.append(registered)
