"""The table: what is read, opened, sorted, kept over a refresh, and said when there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QHeaderView, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.look import style
from app.ui.widgets.days_left import DaysLeft, DaysLeftDelegate, days_words
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.table import Column, DataTable, RowActivated
from tests.ui.screen_text import screen_text

KEY, ROLE = Qt.Key, Qt.ItemDataRole
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class Row:
    number: str
    name: str
    days: DaysLeft | None = None
    fee: int = 0


def number(row: Row) -> str:
    return row.number


COLUMNS: tuple[Column[Row], ...] = (
    Column("Nomor", number, 10),
    Column("Pemohon", lambda row: row.name),
    Column("Sisa", lambda row: row.days, 16, days_words),
    Column("Retribusi", lambda row: row.fee, 10, lambda fee: f"Rp{fee}", number=True),
)
ROWS = (
    Row("3", "made", DaysLeft(False, 4, 5), 200),
    Row("1", "Ayu", DaysLeft(False, -2, 5), 1000),
    Row("2", "Wayan", None, 30),
)


@pytest.fixture
def table(shown: Callable[[DataTable[Row]], DataTable[Row]]) -> DataTable[Row]:
    made = DataTable(COLUMNS, number, name="queue", title="Antrean", empty="Tidak ada yang menunggu.", many=True)
    made.resize(700, 300)
    made.set_rows(ROWS)
    shown(made)
    made.setFocus()
    return made


def order(table: DataTable[Row]) -> list[str]:
    return [row.number for row in table.model.rows()]


def test_it_reads_as_its_columns_say(table: DataTable[Row]) -> None:
    rows = ("3 | made | 4 hari lagi | Rp200", "1 | Ayu | lewat 2 hari | Rp1000", "2 | Wayan |  | Rp30")
    assert screen_text(table) == f"TableView queue: {chr(10).join(rows)!r}"
    assert table.view.accessibleName() == "Antrean"


def test_numbers_stand_at_the_right_their_titles_too(table: DataTable[Row]) -> None:
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert table.model.index(0, 3).data(ROLE.TextAlignmentRole) == right
    assert table.model.headerData(3, Qt.Orientation.Horizontal, ROLE.TextAlignmentRole) == right
    assert table.model.index(0, 0).data(ROLE.TextAlignmentRole) != right


def test_rows_are_34_high_and_fixed(table: DataTable[Row]) -> None:
    rows = table.view.verticalHeader()
    assert (table.view.rowHeight(0), rows.sectionResizeMode(0)) == (34, QHeaderView.ResizeMode.Fixed)


def test_enter_and_a_double_click_open_the_row(table: DataTable[Row], qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.activated) as told:
        qtbot.keyClick(table.view, KEY.Key_Return)
    assert told.args == [RowActivated("3", ROWS[0])]
    with qtbot.waitSignal(table.activated) as told:
        table.view.doubleClicked.emit(table.model.index(0, 0))
    assert told.args == [RowActivated("3", ROWS[0])]


def test_ctrl_enter_is_the_pages(table: DataTable[Row], qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(table.activated):
        qtbot.keyClick(table.view, KEY.Key_Return, CTRL)


def test_arrows_home_and_end_move(table: DataTable[Row], qtbot: QtBot) -> None:
    seen = []
    for key in (KEY.Key_Down, KEY.Key_End, KEY.Key_Home):
        qtbot.keyClick(table.view, key)
        seen.append(table.current_key())
    assert seen == ["1", "2", "3"]


def test_several_rows_are_chosen_with_shift(table: DataTable[Row], qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.selection_changed):
        qtbot.keyClick(table.view, KEY.Key_Down, SHIFT)
    assert (table.keys(), table.selected()) == (("3", "1"), ROWS[:2])


def test_tab_leaves_the_table(table: DataTable[Row], qtbot: QtBot) -> None:
    qtbot.keyClick(table.view, KEY.Key_Tab)
    assert table.current_key() == "3"


def test_a_refresh_keeps_what_was_chosen_by_its_key(table: DataTable[Row], qtbot: QtBot) -> None:
    table.select("1")
    qtbot.keyClick(table.view, KEY.Key_Down, SHIFT)
    table.set_rows((Row("9", "Putu"), *reversed(ROWS)))
    assert set(table.keys()) == {"1", "2"}
    assert table.current() == ROWS[2]


def test_what_is_gone_gives_way_to_the_first_row(table: DataTable[Row]) -> None:
    table.select("2")
    table.set_rows(ROWS[:2])
    assert (table.keys(), table.current_key()) == (("3",), "3")
    table.select("gone")
    assert table.current_key() == "3"


def test_it_sorts_by_value_not_by_words_and_back(table: DataTable[Row], qtbot: QtBot) -> None:
    seen = []
    for column in (3, 1, 2):
        table.view.sortByColumn(column, Qt.SortOrder.AscendingOrder)
        seen.append(order(table))
    table.view.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    seen.append(order(table))
    table.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    seen.append(order(table))
    assert seen == [["2", "3", "1"], ["1", "3", "2"], ["1", "3", "2"], ["1", "3", "2"], ["3", "1", "2"]]


def test_sorting_keeps_the_row_one_is_on_and_a_refresh_keeps_the_order(table: DataTable[Row]) -> None:
    table.select("3")
    table.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert table.keys() == ("3",)
    table.set_rows(ROWS)
    assert order(table) == ["1", "2", "3"]


def test_nothing_is_said_in_a_sentence(table: DataTable[Row]) -> None:
    table.set_rows(())
    assert table.is_empty()
    assert "Tidak ada yang menunggu." in screen_text(table)
    assert (table.current(), table.current_key(), table.selected()) == (None, "", ())
    table.set_empty_text("Tidak ada yang cocok.")
    assert "Tidak ada yang cocok." in screen_text(table)


def test_loading_is_said_only_where_nothing_is_to_be_seen(table: DataTable[Row]) -> None:
    table.show_loading()
    assert not table.is_empty()
    table.set_rows(())
    table.show_loading()
    assert "Memuat data" in screen_text(table)
    table.set_rows(ROWS)
    assert not table.is_empty()


def test_an_empty_table_opens_nothing(table: DataTable[Row], qtbot: QtBot) -> None:
    table.set_rows(())
    with qtbot.assertNotEmitted(table.activated):
        qtbot.keyClick(table.view, KEY.Key_Return)
        qtbot.keyClick(table.view, KEY.Key_End)


def test_the_cursor_stays_in_a_table_that_is_emptied_and_filled(table: DataTable[Row], qtbot: QtBot) -> None:
    table.set_rows(())
    assert table.hasFocus()
    table.set_rows(ROWS)
    assert table.view.hasFocus()


def test_tab_passes_an_empty_table(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    page = QWidget()
    before, after = QLineEdit(page), QLineEdit(page)
    column = QVBoxLayout(page)
    table = DataTable(COLUMNS, number, page, name="queue", title="Antrean")
    for widget in (before, table, after):
        column.addWidget(widget)
    QWidget.setTabOrder(before, table)
    QWidget.setTabOrder(table, after)
    table.set_rows(())
    shown(page)
    before.setFocus()
    qtbot.keyClick(before, KEY.Key_Tab)
    assert after.hasFocus()


def test_the_model_knows_nothing_where_there_is_nothing(table: DataTable[Row]) -> None:
    model = table.model
    inside = model.index(0, 0)
    assert (model.rowCount(inside), model.columnCount(inside)) == (0, 0)
    assert model.data(model.index(-1, 0)) is None
    assert inside.data(ROLE.DecorationRole) is None
    assert model.headerData(9, Qt.Orientation.Horizontal) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(0, Qt.Orientation.Horizontal, ROLE.DecorationRole) is None


def test_kept_indexes_follow_their_row() -> None:
    model: RowsModel[Row] = RowsModel(COLUMNS, number)
    model.set_rows(ROWS)
    kept = QPersistentModelIndex(model.index(0, 1))
    model.sort(0, Qt.SortOrder.AscendingOrder)
    assert (kept.row(), kept.data()) == (2, "made")


@pytest.mark.parametrize(
    ("days", "words", "level", "share"),
    [
        (DaysLeft(False, 4, 5), "4 hari lagi", "success", 0.2),
        (DaysLeft(False, 1, 5), "besok", "warning", 0.8),
        (DaysLeft(False, 0, 5), "hari ini", "warning", 1.0),
        (DaysLeft(False, -2, 5), "lewat 2 hari", "error", 1.0),
        (DaysLeft(True, 3, 5), "jam berhenti", "neutral", 0.4),
        (DaysLeft(False, 7, 0), "7 hari lagi", "success", 0.0),
    ],
)
def test_days_left_in_words(days: DaysLeft, words: str, level: str, share: float) -> None:
    assert (days_words(days), days.level, days.share) == (words, level, pytest.approx(share))


def test_the_most_urgent_comes_first_and_the_stopped_last() -> None:
    late, today, soon, stopped = (DaysLeft(s, n, 5) for s, n in ((False, -2), (False, 0), (False, 3), (True, -9)))
    assert sorted((stopped, soon, late, today)) == [late, today, soon, stopped]
    assert days_words(None) == ""


def test_days_left_are_drawn_as_words_and_a_bar(table: DataTable[Row]) -> None:
    delegate = DaysLeftDelegate(table)
    table.set_delegate(2, delegate)
    pictures = set()
    for left in (DaysLeft(False, 4, 5), DaysLeft(False, -1, 5), DaysLeft(True, 4, 5), None):
        table.set_rows((Row("1", "Ayu", left),))
        pictures.add(bytes(table.view.viewport().grab().toImage().constBits()))
    assert len(pictures) == 4
    assert table.view.sizeHintForIndex(table.model.index(0, 2)).width() > 100


@pytest.mark.parametrize("width", [500, 700, 1100])
def test_its_columns_fill_the_width_there_is(table: DataTable[Row], width: int) -> None:
    table.resize(width, 300)
    columns = [table.view.columnWidth(place) for place in range(4)]
    assert sum(columns) == pytest.approx(table.view.viewport().width(), abs=4)
    assert columns[1] > 120


def test_a_column_that_can_be_spared_makes_room(shown: Callable[[DataTable[Row]], DataTable[Row]]) -> None:
    last = len(COLUMNS) - 1
    spared = (*COLUMNS[:last], Column("Retribusi", lambda row: row.fee, 10, room=80))
    made = shown(DataTable(spared, number, name="queue", title="Antrean"))
    made.set_rows(ROWS)
    letter = made.fontMetrics().averageCharWidth()
    for letters, hidden in ((79, True), (80, False), (60, True), (200, False)):
        made.resize(letters * letter, 300)
        assert made.view.isColumnHidden(last) is hidden
        widths = sum(made.view.columnWidth(place) for place in range(len(spared)))
        assert widths == made.view.viewport().width() or letters == 60, "it scrolls where even that is too little"


def test_the_frame_is_whole_in_focus(
    shown: Callable[[DataTable[Row]], DataTable[Row]], qtbot: QtBot, qapp: QApplication
) -> None:
    """It is twice as wide then: the rows, which are not laid out anew, must not cover half of it."""
    style.apply(qapp, dark=False)
    made = shown(DataTable(COLUMNS, number, name="queue", title="Antrean"))
    made.set_rows(ROWS)
    made.setFocus()
    qtbot.waitUntil(made.view.hasFocus)
    drawn = made.view.grab().toImage()
    middle = made.view.height() // 2
    colours = {drawn.pixelColor(x, middle).name() for x in (0, 1, drawn.width() - 2, drawn.width() - 1)}
    assert len(colours) == 1
