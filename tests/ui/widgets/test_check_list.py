"""The papers on the counter: one key each, one key for all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.look.scroll import Scroll
from app.ui.look.tokens import LIGHT
from app.ui.widgets.check_list import CheckList, CheckRow, Ticked
from app.ui.widgets.check_model import NOTE, ORIGINAL, PAPER, STATE
from tests.ui.screen_text import screen_text

KEY = Qt.Key
ROLE = Qt.ItemDataRole
PAPERS = (
    CheckRow("ktp", "KTP-el", "Dicocokkan dengan pemohon"),
    CheckRow("str", "STR"),
    CheckRow("tempat", "Surat tempat praktik", deferrable=True),
    CheckRow("foto", "Pas foto", original=False),
    CheckRow("org", "Rekomendasi", mandatory=False),
)


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.resize(900, 400)
        self.papers = CheckList(PAPERS, self)
        self.after = QLineEdit(self)
        column = QVBoxLayout(self)
        column.addWidget(self.papers)
        column.addWidget(self.after)


@pytest.fixture
def page(shown: Callable[[Page], Page]) -> Page:
    made = shown(Page())
    made.papers.setFocus()
    return made


@pytest.fixture
def papers(page: Page) -> CheckList:
    return page.papers


def states(papers: CheckList) -> list[str]:
    return [tick.state for tick in papers.value()]


def test_space_says_that_a_paper_is_here_and_takes_it_back(papers: CheckList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(papers.edited):
        qtbot.keyClick(papers, KEY.Key_Space)
    assert papers.value()[0] == Ticked("ktp", "ada")
    qtbot.keyClick(papers, KEY.Key_Space)
    assert states(papers) == ["tidak"] * 5


def test_a_says_that_the_original_was_shown_and_so_it_is_here(papers: CheckList, qtbot: QtBot) -> None:
    qtbot.keyClicks(papers, "a")
    assert papers.value()[0] == Ticked("ktp", "ada", True)
    qtbot.keyClicks(papers, "a")
    assert papers.value()[0] == Ticked("ktp", "ada", False)


def test_what_is_not_here_was_not_shown(papers: CheckList, qtbot: QtBot) -> None:
    qtbot.keyClicks(papers, "a ")
    assert papers.value()[0] == Ticked("ktp", "tidak", False)


def test_m_lets_follow_only_what_may(papers: CheckList, qtbot: QtBot) -> None:
    qtbot.keyClicks(papers, "m")
    papers.selectRow(2)
    qtbot.keyClicks(papers, "m")
    assert states(papers) == ["tidak", "tidak", "susulan", "tidak", "tidak"]
    qtbot.keyClicks(papers, "m")
    assert states(papers)[2] == "tidak"


def test_a_copy_has_no_original(papers: CheckList, qtbot: QtBot) -> None:
    papers.selectRow(3)
    qtbot.keyClicks(papers, "a")
    assert papers.value()[3] == Ticked("foto")


def test_s_ticks_all_but_what_follows(papers: CheckList, qtbot: QtBot) -> None:
    papers.set_value((Ticked("tempat", "susulan"), Ticked("gone", "ada")))
    qtbot.keyClicks(papers, "s")
    assert states(papers) == ["ada", "ada", "susulan", "ada", "ada"]


def test_enter_goes_down_and_then_on(page: Page, qtbot: QtBot) -> None:
    for _ in PAPERS:
        assert page.papers.hasFocus()
        qtbot.keyClick(page.papers, KEY.Key_Return)
    assert page.after.hasFocus()


def test_the_whole_list_by_keyboard(papers: CheckList, qtbot: QtBot) -> None:
    for key in ("a", KEY.Key_Return, "a", KEY.Key_Down, "m", KEY.Key_Return, " "):
        if isinstance(key, str):
            qtbot.keyClicks(papers, key)
        else:
            qtbot.keyClick(papers, key)
    assert papers.missing() == ()
    assert papers.value()[:2] == (Ticked("ktp", "ada", True), Ticked("str", "ada", True))


@pytest.mark.parametrize("key", [KEY.Key_C, KEY.Key_F2])
def test_a_note_is_written_in_place(papers: CheckList, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(papers, key)
    qtbot.waitUntil(lambda: bool(papers.viewport().findChildren(QLineEdit)))
    editor = papers.viewport().findChildren(QLineEdit)[0]
    qtbot.keyClicks(editor, "Legalisir ")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: papers.value()[0].note == "Legalisir")


def test_ctrl_and_letters_are_not_the_lists(papers: CheckList, qtbot: QtBot) -> None:
    qtbot.keyClick(papers, KEY.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(papers, KEY.Key_Z)
    assert states(papers) == ["tidak"] * 5


def test_the_mouse_ticks_too(papers: CheckList, qtbot: QtBot) -> None:
    model = papers.model()
    for column, value in ((PAPER, Ticked("ktp", "ada")), (ORIGINAL, Ticked("ktp", "ada", True))):
        index = model.index(0, column)
        assert model.setData(index, Qt.CheckState.Checked.value, ROLE.CheckStateRole)
        assert papers.value()[0] == value
    assert model.setData(model.index(0, PAPER), Qt.CheckState.Unchecked.value, ROLE.CheckStateRole)
    assert papers.value()[0] == Ticked("ktp")
    assert not model.setData(model.index(0, STATE), "x", ROLE.EditRole)


def test_only_what_can_be_ticked_or_written_says_so(papers: CheckList) -> None:
    model, flag = papers.model(), Qt.ItemFlag
    assert model.index(0, PAPER).flags() & flag.ItemIsUserCheckable
    assert not model.index(3, ORIGINAL).flags() & flag.ItemIsUserCheckable
    assert model.index(3, ORIGINAL).data(ROLE.CheckStateRole) is None
    assert model.index(0, NOTE).flags() & flag.ItemIsEditable
    assert not model.index(0, STATE).flags() & flag.ItemIsEditable


def test_missing_are_the_mandatory_ones_that_are_not_here(papers: CheckList) -> None:
    papers.set_value((Ticked("ktp", "ada"), Ticked("tempat", "susulan")))
    assert papers.missing() == ("str", "foto")


def test_what_is_wrong_is_marked_in_words_and_colour_until_in_order(papers: CheckList) -> None:
    papers.show_wrong(frozenset({"str"}))
    cell = papers.model().index(1, STATE)
    assert cell.data() == "! belum ada"
    assert cell.data(ROLE.ForegroundRole) == QColor(LIGHT.danger)
    assert cell.data(ROLE.FontRole).bold()
    assert papers.property("wrong") is True
    papers.set_value((Ticked("str", "ada"),))
    assert (cell.data(), cell.data(ROLE.ForegroundRole)) == ("ada", None)
    assert papers.property("wrong") is False


def test_it_reads_like_the_list_on_paper(page: Page) -> None:
    page.papers.set_value((Ticked("ktp", "ada", True, "kusut"), Ticked("tempat", "susulan")))
    assert "KTP-el | ada |  | kusut" in screen_text(page)
    assert "Rekomendasi (bila ada) | belum ada |  | " in screen_text(page)
    heads = [page.papers.model().headerData(c, Qt.Orientation.Horizontal) for c in range(4)]
    assert heads == ["Persyaratan", "Keadaan", "Asli", "Catatan"]
    assert page.papers.model().headerData(2, Qt.Orientation.Horizontal, ROLE.ToolTipRole) == "Asli ditunjukkan"
    assert page.papers.model().index(0, PAPER).data(ROLE.ToolTipRole) == "KTP-el - Dicocokkan dengan pemohon"


def test_other_papers_keep_what_was_ticked_of_those_that_stay(papers: CheckList) -> None:
    papers.set_value((Ticked("str", "ada", True),))
    papers.set_papers((PAPERS[1], CheckRow("baru", "Surat sehat")))
    assert papers.value() == (Ticked("str", "ada", True), Ticked("baru"))
    high = papers.height()
    papers.set_papers(PAPERS)
    assert papers.height() > high
    papers.set_papers(())
    assert (papers.value(), papers.live()) == ((), "")


def test_it_never_scrolls_inside_a_page_that_scrolls(papers: CheckList) -> None:
    last = papers.visualRect(papers.model().index(4, PAPER))
    assert papers.viewport().rect().contains(last)


def test_the_detail_of_the_current_paper_is_at_hand(papers: CheckList) -> None:
    assert papers.live() == "Dicocokkan dengan pemohon"


def test_the_tint_follows_the_focus(page: Page) -> None:
    page.after.setFocus()
    assert page.papers.selectionModel().selectedRows() == []
    page.papers.setFocus()
    assert len(page.papers.selectionModel().selectedRows()) == 1


def test_long_names_take_two_lines_and_the_page_grows(page: Page, qtbot: QtBot) -> None:
    page.papers.set_papers((CheckRow("str", "Surat Tanda Registrasi yang masih berlaku dari konsil terkait " * 2),))
    page.resize(1600, 400)
    qtbot.waitUntil(lambda: page.papers.rowHeight(0) == 34)
    page.resize(420, 400)
    qtbot.waitUntil(lambda: page.papers.rowHeight(0) > 50)
    assert page.papers.height() > page.papers.rowHeight(0) + 34


def test_the_page_follows_the_row_one_is_on(shown: Callable[[Scroll], Scroll], qtbot: QtBot) -> None:
    page = Page()
    scroll = shown(Scroll(page))
    scroll.resize(600, 120)
    page.papers.setFocus()
    for _ in PAPERS:
        qtbot.keyClick(page.papers, KEY.Key_Down)
    row = page.papers.visualRect(page.papers.model().index(4, PAPER)).center()
    seen = page.papers.viewport().mapTo(scroll.viewport(), row)
    qtbot.waitUntil(lambda: scroll.viewport().rect().contains(seen))
