"""From the first start to a changed password and a handed-over counter, in the whole program, by mouse and by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)

from app.actions.commands.office import AddStaff, SetPassword, StaffProfile
from app.actions.signing_in import verifier
from app.queries import people
from tests.desktop.conftest import PASSWORD, Desktop
from tests.ui.pages.by_hand import SMALL, Hand
from tests.ui.seen import below, part, says, seen, shows

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
RINA, NEW = "pasar-abang-1", "pasar-manggis-2"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Person:
    """At a PC whose window is as small as it gets at 150 % text."""

    def __init__(self, desktop: Desktop) -> None:
        self.desktop, self.hand = desktop, Hand(desktop.settle)
        self.window.resize(*SMALL)
        desktop.settle()

    @property
    def window(self) -> QWidget:
        return self.desktop.counter.window

    @property
    def cover(self) -> QWidget:
        found = self.desktop.counter.window.cover.currentWidget()
        assert found is not None
        return found

    def click(self, name: str) -> None:
        self.hand.click(seen(self.window, QPushButton, name))

    def type(self, field: str, text: str) -> None:
        self.hand.type(seen(self.window, QWidget, field), text)

    def anew(self, field: str, text: str) -> None:
        """Over what stands there."""
        seen(self.window, QLineEdit, field).selectAll()
        self.desktop.press(text)

    def cursor(self) -> str:
        return self.desktop.focus().objectName()

    def said(self) -> str:
        return " ".join(self.desktop.counter.window.notices.texts())

    def sign_in(self, name: str, password: str) -> None:
        self.hand.click(seen(self.cover, QLineEdit, "username"))
        seen(self.cover, QLineEdit, "username").selectAll()
        self.desktop.press(name)
        self.type("password", password)
        self.click("enter")

    def tab(self, words: str) -> None:
        tabs = seen(self.window, QListWidget, "settings_tabs")
        self.hand.line(tabs, next(at for at in range(tabs.count()) if words in tabs.item(at).text()))

    def lock(self) -> None:
        self.desktop.press(Key.Key_L, held=CONTROL)
        assert self.desktop.cover() == "lock"


@pytest.fixture
def made(at_door: Desktop) -> Person:
    """The administrator, signed in by mouse; Rina of the counter has an account too."""
    parts = at_door.counter.parts
    person = Person(at_door)
    person.sign_in("made", PASSWORD)
    profile = StaffProfile(id="rina", username="rina", name="Rina Contoh")
    roles = ("petugas_loket",)
    parts.pending_office.do(AddStaff(stamp=parts.stamps(), profile=profile, password=verifier(RINA), roles=roles))
    return person


def test_an_office_is_founded_by_mouse_with_second_thoughts(desktop: Desktop) -> None:
    """A head of office goes on too early, back once, mistypes a password, saves the sheet, and the office stands."""
    desktop.open()
    made = Person(desktop)
    made.click("step_next")
    assert below(made.cover, "address") == "Wajib diisi."
    made.type("regency", "karangas")
    desktop.qtbot.waitUntil(lambda: shows(made.window, "picker_list"))
    desktop.press(Key.Key_Return)
    for name, text in (("address", "Jalan Lama 1"), ("place", "Amlapura"), ("phone", "(0363) 21000")):
        made.type(name, text)
    made.click("step_next")
    made.type("name", "I Made Contoh")
    made.click("step_back")
    made.hand.click(seen(made.cover, QWidget, "address"))
    desktop.press(Key.Key_A, held=CONTROL)
    desktop.press("Jalan Ngurah Rai 70")
    made.click("step_next")
    assert seen(made.cover, QLineEdit, "name").text() == "I Made Contoh"
    for name, text in (("username", "made"), ("password", PASSWORD), ("again", "pasar-amlapurA")):
        made.type(name, text)
    made.click("step_next")
    assert below(made.cover, "again") == "Kedua kata sandi tidak sama."
    assert made.cursor() == "again"
    made.anew("again", PASSWORD)
    made.click("step_next")
    sheet = desktop.data.parent / "lembar.pdf"
    save(made, None)
    assert not seen(made.cover, QCheckBox, "sheet_kept").isEnabled(), "the question where to save was left"
    save(made, sheet)
    assert sheet.read_bytes().startswith(b"%PDF")
    made.hand.click(seen(made.cover, QCheckBox, "sheet_kept"))
    made.click("step_next")
    assert desktop.cover() == ""
    office = desktop.counter.parts.pending_office.ask(people.office)
    assert office is not None
    assert (office.address, office.region) == ("Jalan Ngurah Rai 70", "5107")
    assert says(made.window, "page_title") == "Pengaturan"


def save(made: Person, path: Path | None) -> None:
    """Where the sheet goes, or Batal."""
    made.click("sheet_save")
    dialog = seen(made.window, QFileDialog, "sheet_place")
    if path is not None:
        dialog.fileSelected.emit(str(path))
    dialog.close()
    made.window.activateWindow()
    made.desktop.settle()


def test_a_password_is_changed_and_the_old_one_opens_nothing_more(made: Person) -> None:
    """Made mistypes the old one, repeats it as the new one, then changes it; lock and next start want the new one."""
    made.hand.click(seen(made.window, QAbstractButton, "nav_settings"))
    made.tab("Kata sandi")
    for name, text in (("old", "bukan-ini"), ("password", NEW), ("again", NEW)):
        made.type(name, text)
    made.click("save_password")
    assert "tidak sesuai" in " ".join(each.text() for each in made.window.findChildren(QLabel) if each.isVisible())
    assert made.cursor() == "old"
    made.anew("old", NEW)
    made.click("save_password")
    assert below(made.window, "password") == "Kata sandi baru harus berbeda dengan yang lama."
    seen(made.window, QLineEdit, "old").setFocus()
    made.anew("old", PASSWORD)
    made.click("save_password")
    assert "Kata sandi Anda telah diganti." in made.said()
    assert [seen(made.window, QLineEdit, name).text() for name in ("old", "password", "again")] == ["", "", ""]
    made.lock()
    made.desktop.press(PASSWORD, Key.Key_Return)
    assert made.desktop.cover() == "lock"
    made.desktop.press(NEW, Key.Key_Return)
    assert made.desktop.cover() == ""
    made.desktop.close()
    made.desktop.open()
    again = Person(made.desktop)
    again.sign_in("made", PASSWORD)
    assert (made.desktop.cover(), again.cursor()) == ("sign_in", "password")
    made.desktop.press(NEW, Key.Key_Return)
    assert made.desktop.cover() == "", "the wrong one was marked, so that the right one takes its place"


def test_a_form_half_filled_waits_behind_the_lock(made: Person) -> None:
    """Rina is called away in the middle of a name, and finds it, and her cursor in it, when she is back."""
    made.lock()
    made.click("other_user")
    made.sign_in("rina", RINA)
    made.desktop.press(Key.Key_2, held=CONTROL)
    made.desktop.press("5107034507880003", "NI LUH CON")
    made.lock()
    assert [each.text() for each in made.window.findChildren(QLineEdit) if each.isVisible()] == [""]
    made.desktop.press("salah-ketik", Key.Key_Return)
    assert "tidak sesuai" in " ".join(each.text() for each in made.cover.findChildren(QLabel))
    made.desktop.press(RINA, Key.Key_Return)
    assert made.cursor() == "name"
    made.desktop.press("TOH")
    assert seen(made.window, QLineEdit, "name").text() == "NI LUH CONTOH"


def test_a_counter_is_handed_over_and_taken_back(made: Person) -> None:
    """Rina leaves a half-filled form; Made sees none of it; her name is clicked later, and F6 brings it back."""
    made.lock()
    made.click("other_user")
    made.sign_in("rina", RINA)
    made.desktop.press(Key.Key_2, held=CONTROL)
    made.desktop.press("5107034507880003", "NI LUH CONTOH")
    made.lock()
    made.desktop.press(Key.Key_F3)
    assert made.desktop.cover() == "sign_in"
    made.sign_in("made", PASSWORD)
    assert says(made.window, "person").endswith("I Made Contoh")
    assert made.window.findChildren(QWidget, "nav_intake") == [], "no way to what she was typing"
    made.lock()
    made.click("other_user")
    names = part(made.cover, QListWidget, "people")
    made.hand.line(names, next(at for at in range(names.count()) if "rina" in names.item(at).text()))
    assert seen(made.cover, QLineEdit, "password").text() == "", "nothing is left of another's password"
    made.desktop.press(RINA, Key.Key_Return)
    made.desktop.press(Key.Key_2, held=CONTROL)
    made.desktop.press(Key.Key_F6)
    assert seen(made.window, QLineEdit, "name").text() == "NI LUH CONTOH"


def test_the_administrator_gives_a_new_password_while_she_is_away(made: Person) -> None:
    """Rina forgot hers behind the lock; Made gives her another at his own counter, and that one opens it."""
    made.lock()
    made.click("other_user")
    made.sign_in("rina", RINA)
    made.lock()
    made.desktop.press("lupa-sama-sekali", Key.Key_Return)
    assert made.desktop.cover() == "lock"
    parts = made.desktop.counter.parts
    stamp = parts.stamps()
    stamp = type(stamp)(id=stamp.id, at=stamp.at, actor="made", counter=stamp.counter)
    parts.pending_office.do(SetPassword(stamp=stamp, staff="rina", password=verifier(NEW)))
    made.desktop.press(RINA, Key.Key_Return)
    assert made.desktop.cover() == "lock"
    made.desktop.press(NEW, Key.Key_Return)
    assert made.desktop.cover() == ""
    assert says(made.window, "person").endswith("Rina Contoh")
