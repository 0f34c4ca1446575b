"""Whoever has no mouse comes to everything in sight, on every part of the settings and on the pages beside them."""

from __future__ import annotations

import pytest

from app.queries.front import RECEIVED
from tests.ui.pages.hall import Hall, Key


def missed(hall: Hall, key: Key) -> list[str]:
    return sorted(each.objectName() for each in hall.keyed() - hall.passed(key))


@pytest.mark.parametrize("part", ["office", "mandates", "centre", "printers", "lookup", "password"])
def test_a_part_by_tab_and_back(hall: Hall, part: str) -> None:
    """An administrator tabs through a part of the settings from its name, forwards and backwards."""
    hall.settings(part)
    assert (missed(hall, Key.Key_Tab), missed(hall, Key.Key_Backtab)) == ([], [])


@pytest.mark.parametrize("part", ["staff", "calendar", "backup"])
def test_a_part_backwards(hall: Hall, part: str) -> None:
    """Shift and Tab comes to everything, also where Tab alone does not yet."""
    hall.settings(part)
    assert missed(hall, Key.Key_Backtab) == []


@pytest.mark.parametrize(
    ("page", "argument"),
    [("front", None), ("front_list", RECEIVED), ("reports", None), ("handover", None), ("connection", None)],
)
def test_a_page_by_tab_and_back(hall: Hall, page: str, argument: str | None) -> None:
    """Somebody with work before them tabs through a page, forwards and backwards."""
    office = hall.office
    office.advance(office.register_file(), "penyerahan")
    office.register_file(office.intake(confirmed={"duplicate": "-"}))
    hall.sit("petugas_penyerahan", "kabid", page=page, argument=argument)
    assert (missed(hall, Key.Key_Tab), missed(hall, Key.Key_Backtab)) == ([], [])


def test_a_permit_and_the_call_about_it(hall: Hall) -> None:
    """The officer with a permit in hand tabs through both halves, and through the form of a call."""
    office = hall.office
    file = office.register_file()
    office.advance(file, "penyerahan")
    hall.sit("petugas_penyerahan", page="handover", argument=file)
    assert (missed(hall, Key.Key_Tab), missed(hall, Key.Key_Backtab)) == ([], [])
    hall.click("contact")
    assert (missed(hall, Key.Key_Tab), missed(hall, Key.Key_Backtab)) == ([], [])
