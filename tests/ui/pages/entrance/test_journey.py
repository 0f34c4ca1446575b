"""Masuk and the lock from beginning to end, in the window that 150 % text leaves; what is told is what was typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QWidget

from app.ui.look import style
from app.ui.pages.entrance.lock import LockPage, TypedPassword
from app.ui.pages.entrance.sign_in import Credentials, Doorplate, SignInPage
from app.ui.words.notices import say
from tests.ui.pages.by_hand import SMALL, Hand, in_sight, whole
from tests.ui.seen import part, says, seen, shows

Key = Qt.Key
OFFICE = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"
NAMES = (
    "Ni Luh Satu",
    "I Made Dua",
    "Kadek Tiga",
    "Ketut Empat",
    "Wayan Lima",
    "Putu Enam",
    "Gede Tujuh",
    "Ayu Delapan",
)
KNOWN = tuple((name.split()[-1].lower(), name) for name in NAMES)
LONGEST = "Raden Ajeng Siti Nurhalizah Kusumaningrat binti Haji Abdurrahman Al-Maghfurullah Sastramihardja"


def settle() -> None:
    QApplication.processEvents()


def press(*keys: Key | str) -> None:
    """Each to whatever has the cursor then."""
    for key in keys:
        at = QApplication.focusWidget()
        assert at is not None
        if isinstance(key, str):
            QTest.keyClicks(at, key)
        else:
            QTest.keyClick(at, key)


def cursor() -> str:
    at = QApplication.focusWidget()
    return at.objectName() if at else ""


class Door:
    """The sign-in of a counter; `entered` is what it told."""

    def __init__(self, page: SignInPage) -> None:
        self.page, self.hand = page, Hand(settle)
        self.entered: list[Credentials] = []
        page.entered.connect(self.entered.append)

    def field(self, name: str) -> QLineEdit:
        return seen(self.page, QLineEdit, name)

    def enter(self) -> None:
        self.hand.click(seen(self.page, QPushButton, "enter"))

    def typed(self) -> tuple[str, str]:
        return self.field("username").text(), self.field("password").text()


@pytest.fixture
def door(qapp: QApplication, shown: Callable[[SignInPage], SignInPage]) -> Door:
    """Eight people were here before."""
    style.apply(qapp, dark=False)
    page = SignInPage()
    page.resize(*SMALL)
    made = Door(shown(page))
    page.show_plate(Doorplate(OFFICE, "Loket 1", KNOWN))
    page.setFocus()
    settle()
    return made


def test_the_fifth_of_eight_is_clicked(door: Door) -> None:
    """Wayan scrolls to her name, clicks it, types her password and clicks Masuk."""
    people = seen(door.page, QListWidget, "people")
    door.hand.line(people, 4)
    assert (door.typed(), cursor()) == (("lima", ""), "password")
    press("rahasia-wayan")
    door.enter()
    assert door.entered == [Credentials("lima", "rahasia-wayan")]


def test_the_fourth_of_eight_is_walked_to(door: Door) -> None:
    """Ketut walks down one too far and up again, and never leaves the keyboard."""
    assert (door.typed()[0], cursor()) == ("satu", "username")
    press(*[Key.Key_Down] * 4, Key.Key_Up, Key.Key_Return)
    assert (door.typed()[0], cursor()) == ("empat", "password")
    press("rahasia-ketut", Key.Key_Return)
    assert door.entered == [Credentials("empat", "rahasia-ketut")]


def test_a_password_typed_for_one_person_is_not_entered_for_another(door: Door) -> None:
    people = seen(door.page, QListWidget, "people")
    door.hand.line(people, 1)
    press("abc")
    door.hand.line(people, 1)
    assert door.typed() == ("dua", "abc"), "the same person clicked again loses nothing"
    door.hand.line(people, 3)
    assert door.typed() == ("empat", "")
    assert people.item(3).toolTip() == people.item(3).text()


def test_the_ends_of_the_list_hold(door: Door) -> None:
    """Whoever keeps the arrow down stops at the last, and at the first going back."""
    press(*[Key.Key_Down] * 12)
    assert door.typed()[0] == "delapan"
    press(*[Key.Key_Up] * 12)
    assert door.typed()[0] == "satu"


def test_somebody_new_types_over_the_name_that_stands_there(door: Door) -> None:
    """It is her first day at this counter: the name of the one before is marked and goes with the first letter."""
    press("baru", Key.Key_Return)
    assert (door.typed()[0], cursor()) == ("baru", "password")
    press(Key.Key_Return)
    assert (door.entered, cursor()) == ([], "password")
    press("rahasia", Key.Key_Return)
    assert door.entered == [Credentials("baru", "rahasia")]


def test_nothing_typed_tells_nothing_and_shows_where_to_begin(door: Door) -> None:
    """Masuk is clicked on an empty form, then with a name alone: the cursor goes where something is missing."""
    door.field("username").clear()
    door.enter()
    assert (door.entered, cursor()) == ([], "username")
    press("dua")
    door.enter()
    assert (door.entered, cursor()) == ([], "password")


def test_an_impatient_hand_enters_once(door: Door) -> None:
    """Enter, Enter again and Enter once more while the password is being looked at: it was asked once."""
    press("dua", Key.Key_Return, "rahasia", Key.Key_Return)
    assert "Memeriksa." in door.page.text()
    assert not seen(door.page, QPushButton, "enter").isEnabled()
    press(Key.Key_Return, Key.Key_Return)
    assert len(door.entered) == 1
    door.page.show_notice(say("wrong_login"))
    assert (cursor(), door.field("password").selectedText()) == ("password", "rahasia")
    press("rahasia2")
    assert door.page.text() == "", "the refusal goes with the first letter"
    door.enter()
    assert door.entered[-1] == Credentials("dua", "rahasia2")


def test_after_the_last_try_nothing_can_be_pressed(door: Door) -> None:
    """Where nobody can sign in any more the fields are grey and the reason stays to be read."""
    press("dua", Key.Key_Return, "rahasia", Key.Key_Return)
    door.page.show_notice(say("disk_full"), last=True)
    assert [each.isEnabled() for each in (door.field("username"), door.field("password"))] == [False, False]
    assert not seen(door.page, QPushButton, "enter").isEnabled()
    assert "ruang penyimpanan penuh" in door.page.text()


def test_the_door_has_room_where_text_is_large(door: Door) -> None:
    """Three names, both fields, the button and the way to practise are in sight whole, with the office beside them."""
    for name in ("people", "username", "password", "enter", "other_office"):
        assert in_sight(seen(door.page, QWidget, name)), name
    assert says(door.page, "office_name") == OFFICE
    assert whole(seen(door.page, QLabel, "office_name"))
    door.page.show_plate(Doorplate(OFFICE, "Loket 1", ()))
    settle()
    assert not shows(door.page, "people")


@pytest.fixture
def lock(qapp: QApplication, shown: Callable[[LockPage], LockPage]) -> LockPage:
    style.apply(qapp, dark=False)
    page = LockPage(LONGEST, OFFICE, "Loket 1")
    page.resize(*SMALL)
    shown(page).setFocus()
    return page


def test_a_locked_screen_is_opened_by_mouse_at_the_second_try(lock: LockPage) -> None:
    """Buka without a password does nothing; a wrong one is said and typed over; the button works again."""
    told: list[TypedPassword] = []
    lock.entered.connect(told.append)
    hand, button = Hand(settle), seen(lock, QPushButton, "unlock")
    hand.click(button)
    assert told == []
    hand.type(seen(lock, QLineEdit, "password"), "salah")
    hand.click(button)
    assert [each.password for each in told] == ["salah"]
    assert not button.isEnabled()
    lock.show_notice(say("wrong_login"))
    assert "tidak sesuai" in lock.text()
    press("benar-sekali")
    assert lock.text() == ""
    hand.click(button)
    assert told[-1].password == "benar-sekali"


def test_the_longest_name_can_be_read_on_a_locked_screen(lock: LockPage) -> None:
    """All of it, with the field and both buttons in sight; no letter of a password is."""
    name = seen(lock, QLabel, "locked_person")
    assert name.text() == LONGEST
    assert whole(name)
    for part_of in ("password", "unlock", "other_user"):
        assert in_sight(seen(lock, QWidget, part_of)), part_of
    press("rahasia")
    assert "rahasia" not in part(lock, QLineEdit, "password").displayText()


def test_another_comes_by_mouse_or_by_key(lock: LockPage) -> None:
    """Somebody else needs the counter: the button and F3 say the same, once each."""
    wanted: list[bool] = []
    lock.other_user_wanted.connect(partial(wanted.append, True))
    Hand(settle).click(seen(lock, QPushButton, "other_user"))
    press(Key.Key_F3)
    assert len(wanted) == 2
