"""Whoever has no mouse comes to everything in sight, on every part of the settings and on the pages beside them."""

from __future__ import annotations

from app.queries.front import RECEIVED
from tests.ui.pages.hall import Hall, Key

PARTS = ("office", "staff", "mandates", "calendar", "backup", "centre", "printers", "lookup", "password")
PAGES = (("front", None), ("front_list", RECEIVED), ("reports", None), ("handover", None), ("connection", None))


def missed(hall: Hall, key: Key) -> list[str]:
    return sorted(each.objectName() for each in hall.keyed() - hall.passed(key))


def test_every_part_of_the_settings(hall: Hall) -> None:
    """An administrator tabs through each part from its name, forwards and backwards."""
    for part in PARTS:
        hall.settings(part)
        assert (part, missed(hall, Key.Key_Tab), missed(hall, Key.Key_Backtab)) == (part, [], [])


def test_every_page_with_work_on_it(hall: Hall) -> None:
    """Somebody with work before them tabs through each page, forwards and backwards."""
    office = hall.office
    office.advance(office.register_file(), "penyerahan")
    office.register_file(office.intake(confirmed={"duplicate": "-"}))
    for page, argument in PAGES:
        hall.sit("petugas_penyerahan", "kabid", page=page, argument=argument)
        assert (page, missed(hall, Key.Key_Tab), missed(hall, Key.Key_Backtab)) == (page, [], [])


def test_a_permit_and_the_call_about_it(hall: Hall) -> None:
    """The officer with a permit in hand tabs through both halves, and through the form of a call."""
    office = hall.office
    file = office.register_file()
    office.advance(file, "penyerahan")
    hall.sit("petugas_penyerahan", page="handover", argument=file)
    assert (missed(hall, Key.Key_Tab), missed(hall, Key.Key_Backtab)) == ([], [])
    hall.click("contact")
    assert (missed(hall, Key.Key_Tab), missed(hall, Key.Key_Backtab)) == ([], [])
