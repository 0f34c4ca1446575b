"""Filling pages: order, page turns, what is kept together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.print.flow import Flow, PaperSize, first_on_one_page, groups
from app.print.grid import TALLEST, Grid, GridColumn
from app.print.ink import Box, Rule, Strip, Words, beside, boxed, gap, shifted, tall, whole
from app.print.text import Style

PAGE = PaperSize(100, 120, 10, 10, 10, 10)
ROLL = PaperSize(100, 0, 5, 5, 5, 5)


def strip(name: str, height: float = 10) -> Strip:
    return Strip(height, ((0.0, 0.0, Words(name, 8)),))


def names(flow: Flow) -> list[list[str]]:
    return [[mark.text for _, _, s in page for _, _, mark in s.marks if isinstance(mark, Words)] for page in flow.pages]


def test_strips_stand_below_each_other() -> None:
    flow = Flow(PAGE)
    flow.put([strip("a"), strip("b", 20)])
    flow.gap(5)
    flow.put([strip("c")])
    assert [(left, top) for left, top, _ in flow.pages[0]] == [(10, 10), (10, 20), (10, 45)]


def test_what_does_not_fit_goes_to_the_next_page() -> None:
    flow = Flow(PAGE)
    for at in range(12):
        flow.put([strip(str(at))])
    assert names(flow) == [[str(at) for at in range(10)], ["10", "11"]]


def test_a_kept_group_moves_as_one() -> None:
    flow = Flow(PAGE)
    flow.put([strip("a", 70)])
    flow.put([strip("b", 20), strip("c", 20)], keep=True)
    assert names(flow) == [["a"], ["b", "c"]]


def test_a_kept_group_taller_than_a_page_is_divided() -> None:
    flow = Flow(PAGE)
    flow.put([strip(str(at), 30) for at in range(5)], keep=True)
    assert names(flow) == [["0", "1", "2"], ["3", "4"]]


def test_no_line_of_a_paragraph_stands_alone() -> None:
    flow = Flow(PAGE)
    flow.put([strip("head", 85)])
    flow.put([strip(str(at)) for at in range(5)])
    assert names(flow)[1][:2] == ["0", "1"]
    flow = Flow(PAGE)
    flow.put([strip("head", 60)])
    flow.put([strip(str(at)) for at in range(5)])
    assert names(flow) == [["head", "0", "1", "2"], ["3", "4"]]


def test_groups_lose_nothing() -> None:
    strips = tuple(strip(str(at)) for at in range(6))
    assert tuple(s for group in groups(strips, keep=False) for s in group) == strips
    assert list(groups(strips, keep=True)) == [strips]


def test_a_strip_taller_than_a_page_is_still_placed_once() -> None:
    flow = Flow(PAGE)
    flow.put([strip("giant", 500)])
    flow.put([strip("next")])
    assert names(flow) == [["giant"], ["next"]]


def test_heads_repeat_and_gaps_do_not_start_a_page() -> None:
    flow = Flow(PAGE)
    flow.gap(30)
    assert flow.at == 10
    flow.repeat = (strip("head"),)
    flow.put([strip("a", 100)])
    flow.put([strip("b")])
    assert names(flow) == [["a"], ["head", "b"]]
    flow.put([strip("c", 90)])
    assert names(flow) == [["a"], ["head", "b"], ["head", "c"]]


def test_the_foot_sinks() -> None:
    flow = Flow(PAGE)
    flow.put([strip("a")])
    flow.sink([strip("foot", 20)])
    assert flow.pages[0][-1][1] == 90
    flow = Flow(PAGE)
    flow.put([strip("a", 90)])
    flow.sink([strip("foot", 20)])
    assert names(flow) == [["a"], ["foot"]]
    assert flow.pages[1][0][1] == 10


def test_a_roll_has_no_end() -> None:
    flow = Flow(ROLL)
    flow.put([strip(str(at), 400) for at in range(9)])
    flow.sink([strip("foot")])
    assert len(flow.pages) == 1
    assert flow.at == 5 + 9 * 400 + 10


def test_sizes_are_tried_until_one_page_is_enough() -> None:
    def laid_out(height: float) -> Flow:
        flow = Flow(PAGE)
        flow.put([strip("a", height), strip("b", height)])
        return flow

    assert first_on_one_page(laid_out(h) for h in (90, 60, 40, 20)).pages[0][1][1] == 50
    assert len(first_on_one_page(laid_out(h) for h in (90, 80)).pages) == 2


@given(st.lists(st.floats(1, 130), max_size=40), st.booleans())
def test_nothing_is_lost_and_nothing_overlaps(heights: list[float], keep: bool) -> None:
    flow = Flow(PAGE)
    flow.put([strip(str(at), height) for at, height in enumerate(heights)], keep=keep)
    assert [name for page in names(flow) for name in page] == [str(at) for at in range(len(heights))]
    for page in flow.pages:
        for (_, top, one), (_, following, _) in pairwise(page):
            assert following == pytest.approx(top + one.height)
        for _, top, one in page:
            assert top + one.height <= 110.02 or (top, len(page)) == (10, 1)


def test_columns_and_frames() -> None:
    left, right = (strip("l", 10), strip("l2", 10)), shifted((strip("r", 14),), 50)
    joined = beside(left, right)
    assert [s.height for s in joined] == [14, 10]
    assert [x for x, _, _ in joined[0].marks] == [0, 50]
    assert [y for _, y, _ in whole((*gap(7), *joined)).marks] == [7, 7, 21]
    frame = boxed(joined, 90, 4, 0.9, None)
    assert frame.height == tall(joined) + 8
    assert frame.marks[0] == (0.0, 0.0, Box(90, 32, 0.9, None, 2.5))
    assert frame.marks[1][:2] == (4, 4)


GRID = Grid((GridColumn("No.", 20, "centre"), GridColumn("Persyaratan", 80)), Style(8))


def rules(strips: tuple[Strip, ...], *, upright: bool) -> list[tuple[float, float, Rule]]:
    found = [(x, y, mark) for x, y, mark in whole(strips).marks if isinstance(mark, Rule)]
    return [rule for rule in found if (rule[2].dy > 0) == upright]


def test_a_row_is_ruled_on_all_sides() -> None:
    row = GRID.row(("1", "Kartu Tanda Penduduk elektronik (KTP-el) pemohon"), fill=0.9)
    assert len(row) == 1
    assert [x for x, _, _ in rules(row, upright=True)] == [0, 20, 100]
    assert [y for _, y, _ in rules(row, upright=False)] == [0, row[0].height]
    assert GRID.width == 100


def test_heads_are_bold_and_centred() -> None:
    marks = [mark for _, _, mark in GRID.head()[0].marks if isinstance(mark, Words)]
    assert [(mark.text, mark.bold) for mark in marks] == [("No.", True), ("Persyaratan", True)]


def test_rows_to_fill_in_are_as_tall_as_asked() -> None:
    assert tall(GRID.empty(24)) == 24


def test_a_very_tall_row_can_be_divided() -> None:
    row = GRID.row(("1", "Catatan panjang sekali. " * 60))
    assert tall(row) > TALLEST
    assert len(row) > 20
    assert len(rules(row, upright=True)) == 3 * len(row)
    assert len(rules(row, upright=False)) == 2
