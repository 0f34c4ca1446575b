"""A clock that cannot be right: said as long as it lasts, on a PC alone and on one with a centre."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from app.actions.commands.office import SetPassword
from app.actions.signing_in import verifier
from app.desktop.watches import RIGHT, ClockWatch
from app.models.office import PcClock
from tests.desktop.conftest import PASSWORD, Desktop


@pytest.fixture
def at_work(desktop: Desktop, founded: Path) -> Desktop:
    """Made sits at the PC, the clock is right."""
    shutil.copytree(founded, desktop.data)
    desktop.clock.advance(hours=1)
    desktop.open()
    desktop.sign_in("made")
    act(desktop)
    return desktop


def act(at: Desktop) -> tuple[str, ...]:
    """What whoever did it was warned of."""
    parts = at.counter.parts
    done = parts.pending_office.do(SetPassword(stamp=parts.stamps(), staff="made", password=verifier(PASSWORD)))
    at.settle()
    return done.warnings


def watch(at: Desktop) -> ClockWatch:
    found = at.counter.findChild(ClockWatch)
    assert found is not None
    return found


def said(at: Desktop) -> str:
    watch(at).look()
    at.settle()
    return " ".join(text for text in at.counter.window.notices.texts() if "Jam komputer" in text)


def row(at: Desktop) -> PcClock:
    with at.counter.parts.pending_office.office.register.reading() as session:
        return session.get_one(PcClock, 1)


def test_a_clock_that_is_right_is_not_spoken_of(at_work: Desktop) -> None:
    assert said(at_work) == ""
    at_work.clock.advance(days=20)
    assert said(at_work) == ""


@pytest.mark.parametrize(
    ("moment", "expected", "warned"),
    [
        (datetime(2009, 1, 1, 0, 5, tzinfo=UTC), "menunjukkan 01-01-2009 08.05 WITA, padahal sekarang paling", "back"),
        (datetime(2026, 11, 22, 1, 0, tzinfo=UTC), "menunjukkan 22-11-2026 09.00 WITA, padahal sekarang", "back"),
        (datetime(2031, 3, 3, 2, 0, tzinfo=UTC), "menunjukkan 03-03-2031 10.00 WITA, jauh sesudah catatan", "ahead"),
    ],
)
def test_it_is_said_until_it_is_over(at_work: Desktop, moment: datetime, expected: str, warned: str) -> None:
    """Acts, Esc, another start of the program: the clock is still wrong."""
    right = at_work.clock.now()
    at_work.clock.moment = moment
    assert expected in said(at_work)
    strip = at_work.counter.window.notices.strips()[0]
    assert strip.findChild(QToolButton, "notice_dismiss").isHidden()
    at_work.press(Qt.Key.Key_Escape)
    for _ in range(3):
        assert act(at_work) == (f"clock_{warned}",)
    assert expected in said(at_work)
    at_work.close()
    at_work.open()
    at_work.sign_in("made")
    assert expected in said(at_work)
    at_work.clock.moment = right + timedelta(days=1)
    assert said(at_work) == ""
    assert act(at_work) == ()


def test_an_administrator_may_say_that_it_is_right(at_work: Desktop) -> None:
    at_work.clock.moment = datetime(2031, 3, 3, 2, 0, tzinfo=UTC)
    assert said(at_work)
    at_work.counter.parts.board.take("clock", RIGHT)
    at_work.settle()
    at_work.press(Qt.Key.Key_Return)
    assert said(at_work) == ""
    found = row(at_work)
    assert (found.believed, found.confirmed, found.confirmed_by) == (
        at_work.clock.now(),
        at_work.clock.now(),
        at_work.counter.parts.session.signed_in.display_name,
    )
    assert act(at_work) == ()


def test_nobody_says_that_the_program_was_not_made_yet(at_work: Desktop) -> None:
    at_work.clock.moment = datetime(2009, 1, 1, tzinfo=UTC)
    assert said(at_work)
    assert at_work.counter.window.notices.strips()[0].pinned.offer is None


def test_while_the_clock_cannot_tell_the_hours_of_the_program_are_counted(at_work: Desktop) -> None:
    before, seconds = row(at_work).believed, [0.0]
    counting = ClockWatch(at_work.counter.parts, "Asia/Makassar", at_work.counter, steady=lambda: seconds[0])
    at_work.clock.moment = datetime(2009, 1, 1, tzinfo=UTC)
    for hours, counted in ((0, 0), (3, 3), (3, 3), (8, 8)):
        seconds[0] = hours * 3600.0
        counting.look()
        at_work.settle()
        assert row(at_work).believed - before == timedelta(hours=counted)
