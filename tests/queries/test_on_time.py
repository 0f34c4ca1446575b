"""Table 2, and what late means."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from sqlalchemy import text

from app.queries.on_time import OnTime, Punctuality, late, on_time
from tests.office import Office
from tests.queries.histories import NEW, History, Turn
from tests.queries.people import GRAVE


def asked(office: Office, first: date = date(2026, 11, 1), last: date = date(2026, 12, 31)) -> OnTime:
    return office.door.ask(partial(on_time, first=first, last=last))


def only(office: Office) -> Punctuality:
    (row,) = asked(office).rows
    return row


def issue_after(office: Office, days: int, permit: str = "SIP-BD") -> str:
    """A file received today (09.00 on Monday 23 November, WITA 10.00) and issued `days` calendar days later."""
    history = History(office)
    history.play([Turn(0, NEW, 0)])
    office.advance(history.files[0], "penomoran")
    office.clock.advance(days=days)
    office.advance(history.files[0], "penyerahan")
    office.clock.advance(days=-days)
    return history.files[0]


@pytest.mark.parametrize(
    ("due", "at", "expected"),
    [
        (date(2026, 11, 30), date(2026, 11, 30), False),
        (date(2026, 11, 30), date(2026, 12, 1), True),
        (date(2026, 11, 27), date(2026, 11, 28), True),  # a Saturday: no working day lost, the promise broken
        (None, date(2026, 12, 1), False),
    ],
)
def test_late_is_after_the_day_that_held_at_the_end(due: date | None, at: date, expected: bool) -> None:
    assert late(due, at) is expected


def test_figures_of_a_permit_type(office: Office) -> None:
    """Due Monday 30 November: issued on working days 0, 2, 5 and 8 (Thursday 3 December)."""
    for days in (0, 2, 7, 10):
        issue_after(office, days)
    row = only(office)
    assert (row.code, row.service) == ("SIP-BD", "Surat Izin Praktik Bidan")
    assert (row.issued, row.on_time, row.late) == (4, 3, 1)
    assert (row.share, row.mean, row.median, row.longest) == (75.0, 3.75, 3.5, 8)
    assert row.standard == (5,)


def test_only_what_ended_in_the_period_counts(office: Office) -> None:
    issue_after(office, 7)
    issue_after(office, 8)
    assert asked(office, date(2026, 11, 30), date(2026, 11, 30)).total.issued == 1
    assert asked(office, date(2026, 12, 1), date(2026, 12, 1)).total.issued == 1
    assert asked(office, date(2026, 11, 23), date(2026, 11, 29)).rows == ()


def test_days_with_the_applicant_do_not_make_it_late(office: Office) -> None:
    history = History(office)
    history.play([Turn(0, NEW, 0), Turn(2, "return", 0), Turn(9, "step", 0)])
    office.advance(history.files[0], "penyerahan")
    row = only(office)
    assert (row.on_time, row.late, row.longest) == (1, 0, 2)


def test_more_days_than_the_standard_can_still_be_on_time(office: Office) -> None:
    """Returned after all five days: one is left at least, and six used within it keep the promise."""
    history = History(office)
    history.play([Turn(0, NEW, 0), Turn(7, "return", 0), Turn(1, "step", 0), Turn(1, "step", 0)])
    file = office.file(history.files[0])
    assert file.due == date(2026, 12, 2)
    office.advance(file.id, "penyerahan")
    row = only(office)
    assert (row.longest, row.late) == (6, 0)


def test_refusals_are_counted_apart(office: Office) -> None:
    history = History(office)
    history.play([Turn(0, NEW, 0), Turn(0, "refuse", 0)])
    office.advance(history.files[0], "ditolak")
    issue_after(office, 0)
    row = only(office)
    assert (row.issued, row.refused, row.share) == (1, 1, 100.0)
    office.advance(history.files[0], "selesai")
    assert only(office) == row


def test_a_type_with_refusals_alone_has_no_share(office: Office) -> None:
    history = History(office)
    history.play([Turn(0, NEW, 0), Turn(0, "refuse", 0)])
    office.advance(history.files[0], "ditolak")
    row = only(office)
    assert (row.issued, row.share, row.mean, row.median, row.longest) == (0, None, None, None, None)


def test_what_was_given_up_is_in_no_row(office: Office) -> None:
    history = History(office)
    history.play([Turn(0, NEW, 0), Turn(0, NEW, 0), Turn(0, "withdraw", 0), Turn(0, "cancel", 1)])
    assert asked(office).rows == ()


def test_types_by_name_and_their_total(office: Office) -> None:
    issue_after(office, 10)
    grave = office.register_file(office.intake("MKM", details=GRAVE))
    office.advance(grave, "penyerahan")
    answer = asked(office)
    assert [row.service for row in answer.rows] == ["Izin Penggunaan Tanah Makam", "Surat Izin Praktik Bidan"]
    assert (answer.total.issued, answer.total.late, answer.total.standard) == (2, 1, (1, 5))


def test_lateness_is_judged_by_the_due_day_of_then(office: Office) -> None:
    """A due day moved afterwards in the row would move the verdict; nothing but the clock writes it."""
    file = issue_after(office, 7)
    with office.register.writing() as session:
        session.execute(text("UPDATE application SET due = '2026-11-27' WHERE id = :id"), {"id": file})
    assert only(office).late == 1
