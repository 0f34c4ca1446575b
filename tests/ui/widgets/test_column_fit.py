"""Columns share what room there is."""

from __future__ import annotations

import pytest

from app.ui.widgets.table import LEAST, fit


@pytest.mark.parametrize(
    ("wanted", "room", "widths"),
    [
        ((100, 0, 50), 400, (100, 250, 50)),
        ((100, 0, 0), 400, (100, 150, 150)),
        ((100, 50), 400, (100, 50)),
        ((100, 0, 50), 230, (100, 80, 50)),
        ((100, 0, 50), 184, (80, 64, 40)),
    ],
)
def test_who_has_no_width_takes_what_is_left(wanted: tuple[int, ...], room: int, widths: tuple[int, ...]) -> None:
    assert fit(wanted, 80, room) == widths


def test_nobody_gives_up_more_than_can_be_read() -> None:
    assert fit((100, 0), 100, 10) == (int(100 * LEAST), int(100 * LEAST))


def test_no_columns_need_no_room() -> None:
    assert fit((), 80, 400) == ()
