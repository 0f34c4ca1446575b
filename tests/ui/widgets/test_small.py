"""Buttons, cards, badges, timeline, progress, confirmation, help, long text, idle time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.locking import IdleWatch
from app.ui.look import style
from app.ui.look.tokens import DARK, LIGHT
from app.ui.shell.job import Job, JobStep
from app.ui.widgets.badge import Badge
from app.ui.widgets.button import Button, DangerButton, LinkButton, PrimaryButton
from app.ui.widgets.button import shown as shown_keys
from app.ui.widgets.card import Card, label
from app.ui.widgets.confirm import Confirm, Confirmed
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.help_popover import NOTHING, HelpPopover, help_of
from app.ui.widgets.long_text import ListEdit, LongTextEdit
from app.ui.widgets.progress_strip import ProgressStrip
from app.ui.widgets.timeline import Happening, Timeline
from tests.ui.screen_text import screen_text

KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


class Page(QWidget):
    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        for widget in widgets:
            column.addWidget(widget)


@pytest.mark.parametrize(("keys", "written"), [("Ctrl+Return", "Ctrl+Enter"), ("F5", "F5"), ("Alt+Del", "Alt+Del")])
def test_shortcuts_are_written_as_on_the_keyboard(keys: str, written: str) -> None:
    assert shown_keys(keys) == written


def test_a_button_shows_its_shortcut_and_obeys_it(shown: Callable[[Page], Page], qtbot: QtBot) -> None:
    button = PrimaryButton("Daftarkan", shortcut="Ctrl+Return", name="register")
    page = shown(Page(button, QLineEdit()))
    assert (button.text(), button.accessibleName()) == ("Daftarkan   Ctrl+Enter", "Daftarkan")
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(page, KEY.Key_Return, CTRL)
    button.setEnabled(False)
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.keyClick(page, KEY.Key_Return, CTRL)


def test_the_words_of_a_button_change_and_the_shortcut_stays(qtbot: QtBot) -> None:
    button = Button("Simpan", shortcut="Ctrl+S")
    qtbot.addWidget(button)
    button.set_words("Menyimpan")
    assert (button.text(), button.words(), button.objectName()) == ("Menyimpan   Ctrl+S", "Menyimpan", "Simpan")


@pytest.mark.parametrize("kind", [Button, PrimaryButton, DangerButton, LinkButton])
def test_the_drawing_of_a_button_follows_light_and_dark(qtbot: QtBot, qapp: QApplication, kind: type[Button]) -> None:
    button = kind("Cetak", icon="printer")
    qtbot.addWidget(button)
    light = button.icon().pixmap(24, 18).toImage()
    try:
        style.apply(qapp, dark=True)
        dark = button.icon().pixmap(24, 18).toImage()
    finally:
        style.apply(qapp, dark=False)
    same = {"primary": LIGHT.on_primary == DARK.on_primary}.get(kind.kind, False)
    assert (light == dark) is same
    assert button.icon().pixmap(24, 18).toImage() == light


def test_a_card_has_a_title_a_body_and_acts_beside_the_title(qtbot: QtBot) -> None:
    card = Card("Pemohon", name="applicant")
    qtbot.addWidget(card)
    card.add(label("NI LUH CONTOH", "strong", name="who"))
    row = QHBoxLayout()
    row.addWidget(QLabel("Karangasem"))
    card.add(row)
    card.add_action(LinkButton("Ubah"))
    card.show()
    assert screen_text(card).splitlines()[-2:] == ["QLabel who: 'NI LUH CONTOH'", "QLabel -: 'Karangasem'"]
    assert {"LinkButton Ubah: 'Ubah'", "QLabel -: 'Pemohon'"} == set(screen_text(card).splitlines()[:2])
    card.set_title("")
    assert "Pemohon" not in screen_text(card)


def test_labels_never_take_names_for_markup(qtbot: QtBot) -> None:
    made = label("<b>Ni Luh</b>", wrap=True)
    qtbot.addWidget(made)
    assert made.textFormat() is Qt.TextFormat.PlainText


def test_a_badge_says_its_state_in_words(qtbot: QtBot) -> None:
    badge = Badge("Terdaftar", "success")
    qtbot.addWidget(badge)
    badge.show_state("Terlambat", "error")
    assert (badge.text(), badge.property("badge")) == ("Terlambat", "error")
    badge.show_state("")
    assert badge.isHidden()


def test_nothing_there_leads_on(qtbot: QtBot) -> None:
    empty = EmptyState("inbox", "Belum ada permohonan.", "Permohonan baru")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.acted):
        qtbot.mouseClick(empty.findChild(QPushButton, "empty_action"), LEFT)
    empty.show_text("Tidak ditemukan.", "search")
    assert empty.text() == "Tidak ditemukan."
    empty.changeEvent(QEvent(QEvent.Type.PaletteChange))
    assert EmptyState("inbox", "x").findChild(QPushButton, "empty_action").isHidden()


def test_a_history_is_read_newest_first(qtbot: QtBot) -> None:
    history = Timeline()
    qtbot.addWidget(history)
    happenings = (
        Happening("10.02", "Dikembalikan", "I Wayan Rai", "STR belum jelas", "warning"),
        Happening("09.14", "Terdaftar", tone="success"),
    )
    history.set_happenings((Happening("08.00", "Lama"),))
    history.set_happenings(happenings)
    history.show()
    QApplication.processEvents()
    assert history.happenings() == happenings
    text = screen_text(history)
    assert text.index("Dikembalikan") < text.index("STR belum jelas") < text.index("Terdaftar")
    assert "Lama" not in text
    assert not history.grab().isNull()


def test_slow_work_shows_how_far_it_is_and_goes_away(qtbot: QtBot) -> None:
    strip, job = ProgressStrip(), Job()
    qtbot.addWidget(strip)
    assert strip.isHidden()
    strip.watch(job, "Membuat cadangan")
    assert (strip.text(), strip.shares()) == ("Membuat cadangan", (-1, 0))
    job.progress.step(3, 8, "Menyalin 3 dari 8")
    qtbot.waitUntil(lambda: strip.shares() == (3, 8))
    assert strip.text() == "Menyalin 3 dari 8"
    job.end()
    assert strip.isHidden()
    assert job.over


def test_slow_work_is_given_up_once(qtbot: QtBot) -> None:
    strip, job = ProgressStrip(), Job()
    qtbot.addWidget(strip)
    strip.cancel()
    strip.watch(job, "Membuat cadangan")
    button = strip.findChild(QPushButton, "progress_cancel")
    qtbot.mouseClick(button, LEFT)
    job.stepped.emit(JobStep(4, 8, "Menyalin 4 dari 8"))
    assert (job.progress.cancelled, strip.text(), button.isEnabled()) == (True, "Membatalkan", False)


def test_a_step_told_after_the_end_is_not_shown(qtbot: QtBot) -> None:
    job = Job()
    with qtbot.assertNotEmitted(job.stepped):
        job.progress.step(1, 2)
        job.end()
        QApplication.processEvents()


def confirm(shown: Callable[[QWidget], QWidget], qtbot: QtBot, **words: object) -> Confirm:
    parent = shown(Page(QLineEdit()))
    made = Confirm(parent, "Kembalikan berkas", "Jangka waktu berhenti.", "Kembalikan", **words)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_question_with_a_reason_insists_on_it(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    question = confirm(shown, qtbot, reason="Alasan")
    reason = question.findChild(LongTextEdit, "reason")
    with qtbot.assertNotEmitted(question.confirmed):
        qtbot.keyClick(question, KEY.Key_Return, CTRL)
    said = question.findChild(HelpLine)
    assert said.text() == "Alasan atau keterangan yang diminta wajib diisi."
    qtbot.keyClicks(reason, "STR belum jelas")
    assert said.text() == ""
    with qtbot.waitSignal(question.confirmed) as told:
        qtbot.keyClick(question, KEY.Key_Return, CTRL)
    assert told.args == [Confirmed("STR belum jelas")]
    assert question.isHidden()


def test_a_reason_may_be_optional(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    question = confirm(shown, qtbot, reason="Catatan", must_reason=False)
    with qtbot.waitSignal(question.confirmed) as told:
        qtbot.keyClick(question, KEY.Key_Return, CTRL)
    assert told.args == [Confirmed("")]


def test_a_question_without_a_reason_is_one_key_away_and_esc_goes_back(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    question = confirm(shown, qtbot, danger=True)
    assert question.findChild(LongTextEdit, "reason").isHidden()
    with qtbot.assertNotEmitted(question.confirmed):
        qtbot.keyClick(question, KEY.Key_Escape)
    assert question.isHidden()
    question.open()
    with qtbot.waitSignal(question.confirmed):
        qtbot.mouseClick(question.findChild(QPushButton, "confirm"), LEFT)


def test_long_text_goes_on_with_enter_and_breaks_with_shift(shown: Callable[[Page], Page], qtbot: QtBot) -> None:
    field, after = LongTextEdit(limit=20), QLineEdit()
    shown(Page(field, after))
    field.setFocus()
    qtbot.keyClicks(field, "Banjar Kaler")
    qtbot.keyClick(field, KEY.Key_Return, SHIFT)
    qtbot.keyClicks(field, "Abang ")
    assert (field.value(), field.problem()) == ("Banjar Kaler\nAbang", "")
    assert field.live() == "19/20 · Shift+Enter untuk baris baru"
    qtbot.keyClick(field, KEY.Key_Return)
    assert after.hasFocus()
    field.set_value("x" * 21)
    assert field.problem() == "too_long"
    field.set_typed("a\nb")
    assert field.typed() == "a\nb"
    field.set_value(None)
    assert field.value() == ""


def test_a_list_is_one_text_a_line(qtbot: QtBot) -> None:
    field = ListEdit()
    qtbot.addWidget(field)
    field.set_typed("Ayu\n\n Made ")
    assert (field.value(), field.live()) == (("Ayu", "Made"), "2 baris · Shift+Enter untuk baris berikut")
    field.set_value(("Putu", "Komang"))
    assert field.typed() == "Putu\nKomang"
    field.set_value(None)
    assert field.value() == ()


def test_help_is_that_of_the_nearest_thing_that_has_some(shown: Callable[[Page], Page]) -> None:
    field, bare = QLineEdit(), QLineEdit()
    card = Card("Pemohon")
    card.setProperty("help", "Data pemohon seperti pada KTP-el.")
    card.add(field)
    shown(Page(card, bare))
    assert help_of(field) == "Data pemohon seperti pada KTP-el."
    field.setProperty("help", "Nama lengkap.")
    assert (help_of(field), help_of(bare)) == ("Nama lengkap.", "")


def test_help_shows_beside_the_field_inside_the_window(shown: Callable[[Page], Page]) -> None:
    top, bottom = QLineEdit(), QLineEdit()
    page = shown(Page(top, bottom))
    page.resize(300, 260)
    popover = HelpPopover(page)
    popover.toggle(top)
    assert (popover.text(), popover.isVisible()) == (NOTHING, True)
    popover.toggle(top)
    assert not popover.isVisible()
    popover.toggle(bottom)
    assert page.rect().contains(popover.geometry())
    popover.toggle(None)
    assert not popover.isVisible()


def test_the_help_of_a_button_names_its_key(shown: Callable[[Page], Page]) -> None:
    keyed, plain = Button("Simpan", shortcut="Ctrl+Return"), Button("Batal")
    keyed.setProperty("help", "Menyimpan data kantor.")
    page = shown(Page(keyed, plain))
    popover = HelpPopover(page)
    popover.toggle(keyed)
    assert popover.text() == "Menyimpan data kantor. Spasi menekan tombol ini; dari tempat lain Ctrl+Enter."
    popover.hide()
    popover.toggle(plain)
    assert popover.text() == "Spasi menekan tombol ini."


def test_time_without_a_key_is_told_and_a_key_puts_it_off(qtbot: QtBot) -> None:
    watch = IdleWatch(0.0005)
    watch.eventFilter(watch, QKeyEvent(QEvent.Type.KeyPress, KEY.Key_A, Qt.KeyboardModifier.NoModifier))
    watch.eventFilter(watch, QEvent(QEvent.Type.Paint))
    qtbot.waitSignal(watch.idle).wait()


def test_no_minutes_never_lock(qtbot: QtBot) -> None:
    watch = IdleWatch(0)
    with qtbot.assertNotEmitted(watch.idle, wait=30):
        watch.touched()


def test_what_is_off_or_hidden_shows_in_a_screen_as_text(shown: Callable[[Page], Page]) -> None:
    field, text, hidden = QLineEdit("5107"), LongTextEdit(), QLabel("rahasia")
    text.set_value("Banjar")
    field.setObjectName("nik")
    field.setEnabled(False)
    page = shown(Page(field, text, hidden))
    hidden.hide()
    assert screen_text(page) == "QLineEdit nik: '5107', off\nLongTextEdit -: 'Banjar'"


def test_a_reason_that_is_too_long_is_not_taken(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    question = confirm(shown, qtbot, reason="Alasan")
    question.findChild(LongTextEdit, "reason").set_typed("a" * 501)
    with qtbot.assertNotEmitted(question.confirmed):
        qtbot.keyClick(question, KEY.Key_Return, CTRL)
    assert question.findChild(HelpLine).text() == "Isian terlalu panjang, paling banyak 500 huruf."
