"""Choosing with one key: segments, choices, several of several."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.choice import PAUSE, ChoiceEdit, Option
from app.ui.widgets.multi_choice import MultiChoice
from app.ui.widgets.segments import SexEdit, YesNo

KEY = Qt.Key
SCHOOLS = (Option("d3", "D-III Kebidanan"), Option("d4", "D-IV Kebidanan"), Option("p", "Profesi Bidan"))
NAMES = ("Apotek", "Billboard", "Baliho", "Bidan", "Dokter", "Klinik", "Konser", "Ners", "Pasar", "Spanduk", "Toko")
MANY = tuple(Option(name, name) for name in NAMES)
LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize(("key", "value"), [("l", "L"), ("P", "P")])
def test_one_key_gives_the_sex(qtbot: QtBot, key: str, value: str) -> None:
    field = SexEdit()
    qtbot.addWidget(field)
    with qtbot.waitSignals([field.edited, field.completed]):
        qtbot.keyClicks(field, key)
    assert (field.value(), field.typed()) == (value, value)


@pytest.mark.parametrize(("key", "value"), [("y", True), ("t", False)])
def test_one_key_answers_yes_or_no(qtbot: QtBot, key: str, value: bool) -> None:
    field = YesNo()
    qtbot.addWidget(field)
    assert field.value() is None
    qtbot.keyClicks(field, key)
    assert field.value() is value


def test_arrows_space_and_delete_work_too(qtbot: QtBot) -> None:
    field = SexEdit()
    qtbot.addWidget(field)
    seen = []
    for key in (
        KEY.Key_Right,
        KEY.Key_Right,
        KEY.Key_Right,
        KEY.Key_Left,
        KEY.Key_Space,
        KEY.Key_Space,
        KEY.Key_Delete,
    ):
        qtbot.keyClick(field, key)
        seen.append(field.value())
    assert seen == ["L", "P", "P", "L", "P", "L", None]


def test_a_click_chooses_and_it_says_what_is_chosen(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    field = shown(SexEdit())
    qtbot.mouseClick(field, LEFT, pos=QPoint(field.width() - 10, 10))
    assert (field.value(), field.accessibleDescription()) == ("P", "Perempuan")
    field.set_value(None)
    assert field.accessibleDescription() == "belum dipilih"
    assert field.problem() == ""
    assert field.live() == "Tekan L (Laki-laki) atau P (Perempuan)"


def test_a_key_that_chooses_nothing_is_left_to_others(qtbot: QtBot) -> None:
    field = YesNo()
    qtbot.addWidget(field)
    field.set_typed("Y")
    qtbot.keyClicks(field, "x")
    assert field.value() is True


def test_what_is_chosen_focused_and_wrong_can_be_seen(shown: Callable[[QWidget], QWidget]) -> None:
    field = shown(SexEdit())
    pictures = []
    for step in (field.clearFocus, field.setFocus, lambda: field.set_value("P"), field.clearFocus):
        step()
        QApplication.processEvents()
        pictures.append(bytes(field.grab().toImage().constBits()))
    field.setProperty("wrong", True)
    pictures.append(bytes(field.grab().toImage().constBits()))
    assert len(set(pictures)) == 5


@pytest.fixture
def choice(qtbot: QtBot) -> ChoiceEdit:
    made = ChoiceEdit(SCHOOLS)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("keys", "value"), [("2", "d4"), ("p", "p"), ("d", "d3"), ("d-iv", "d4"), ("b", "p"), ("9", ""), ("x", "")]
)
def test_numbers_and_first_letters_choose(choice: ChoiceEdit, qtbot: QtBot, keys: str, value: str) -> None:
    qtbot.keyClicks(choice, keys)
    assert choice.value() == value


def test_nothing_is_chosen_at_first_and_delete_goes_back_there(choice: ChoiceEdit, qtbot: QtBot) -> None:
    assert (choice.value(), choice.typed(), choice.problem()) == ("", "", "")
    qtbot.keyClicks(choice, "1")
    qtbot.keyClick(choice, KEY.Key_Delete)
    assert choice.value() == ""


def test_a_letter_that_cannot_go_on_begins_a_new_word(choice: ChoiceEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(choice, "d")
    qtbot.keyClicks(choice, "p")
    assert choice.value() == "p"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_down_opens_the_list(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    field = shown(ChoiceEdit(SCHOOLS))
    qtbot.keyClick(field, KEY.Key_Down)
    qtbot.waitUntil(lambda: field.view().isVisible())
    field.hidePopup()


def test_more_than_nine_have_no_numbers_and_are_spelled(qtbot: QtBot) -> None:
    field = ChoiceEdit(MANY)
    qtbot.addWidget(field)
    assert (field.itemText(0), field.live()) == ("Apotek", "Ketik huruf awal; panah bawah membuka daftar")
    qtbot.keyClicks(field, "bid")
    assert field.value() == "Bidan"
    qtbot.keyClicks(field, "7")
    assert field.value() == "Bidan"


def test_a_space_goes_on_with_a_word_that_is_being_typed(qtbot: QtBot) -> None:
    field = ChoiceEdit((Option("ktp", "Kartu tanda penduduk"), Option("str", "Surat tanda registrasi")))
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "surat tanda")
    assert field.value() == "str"


def test_after_a_pause_letters_begin_anew(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    field = ChoiceEdit(MANY)
    qtbot.addWidget(field)
    monkeypatch.setattr("app.ui.widgets.choice.PAUSE", -1)
    qtbot.keyClicks(field, "bk")
    assert (field.value(), PAUSE) == ("Klinik", 1200)


def test_other_options_keep_what_is_still_among_them(choice: ChoiceEdit) -> None:
    choice.set_value("p")
    choice.set_options(SCHOOLS[1:])
    assert choice.value() == "p"
    choice.set_options(SCHOOLS[:1])
    assert choice.value() == ""


def test_the_wheel_never_changes_a_choice(choice: ChoiceEdit) -> None:
    choice.set_value("d3")
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    choice.wheelEvent(wheel)
    assert (choice.value(), wheel.isAccepted()) == ("d3", False)


def test_a_draft_brings_a_choice_back(choice: ChoiceEdit) -> None:
    choice.set_typed("d4")
    assert (choice.value(), choice.currentText()) == ("d4", "2  D-IV Kebidanan")


@pytest.fixture
def several(qtbot: QtBot) -> MultiChoice:
    made = MultiChoice(SCHOOLS)
    qtbot.addWidget(made)
    return made


def test_numbers_tick_and_untick(several: MultiChoice, qtbot: QtBot) -> None:
    with qtbot.waitSignal(several.edited):
        qtbot.keyClicks(several, "3")
    qtbot.keyClicks(several, "1")
    assert several.value() == ("d3", "p")
    qtbot.keyClicks(several, "38")
    assert several.value() == ("d3",)


def test_space_ticks_the_row_one_is_on(several: MultiChoice, qtbot: QtBot) -> None:
    qtbot.keyClick(several, KEY.Key_Down)
    qtbot.keyClick(several, KEY.Key_Space)
    assert several.value() == ("d4",)


def test_a_draft_brings_the_ticks_back(several: MultiChoice) -> None:
    several.set_value(("p", "d3"))
    assert several.typed() == "d3\np"
    several.set_value(None)
    several.set_typed("d3\np")
    assert (several.value(), several.problem()) == (("d3", "p"), "")


def test_it_is_as_high_as_its_rows(several: MultiChoice) -> None:
    assert several.height() >= 3 * 30
    assert several.live() == "Tekan nomornya, atau panah dan Spasi"
