"""Table 1: both sides counted apart always agree, and a row changed past the journal is seen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.database import open_register
from app.queries.recap import Recap, recap
from tests.conftest import KEY, FixedClock
from tests.office import Office
from tests.queries.histories import ACTS, NEW, History, Turn

FIRST_DAY = date(2026, 11, 23)
TURNS = st.lists(
    st.builds(Turn, st.sampled_from((0, 0, 0, 1, 2, 4, 9)), st.sampled_from(ACTS), st.integers(0, 7)),
    min_size=15,
    max_size=45,
)
PERIODS = st.lists(st.tuples(st.integers(-5, 90), st.integers(0, 40)), min_size=4, max_size=8)
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))


def asked(office: Office, first: date, last: date) -> Recap:
    return office.door.ask(partial(recap, first=first, last=last))


@contextmanager
def new_office(empty: Path) -> Iterator[Office]:
    with TemporaryDirectory() as folder:
        register = open_register(Path(shutil.copy(empty, folder)), KEY)
        yield Office(register, FixedClock()).open()
        register.close()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(turns=TURNS, periods=PERIODS)
def test_random_histories_balance_in_any_period(
    empty_register: Path, turns: list[Turn], periods: list[tuple[int, int]]
) -> None:
    with new_office(empty_register) as office:
        history = History(office)
        history.play([Turn(0, NEW, 0), Turn(0, NEW, 1), Turn(0, NEW, 2), *turns])
        for start, length in periods:
            first = FIRST_DAY + timedelta(days=start)
            answer = asked(office, first, first + timedelta(days=length))
            assert answer.balanced, answer
            assert answer.strays == ()
        whole = asked(office, FIRST_DAY, history.today())
        assert whole.total.before == 0
        assert whole.total.came == len(history.files)
        running = sum(office.file(file).ended is None for file in history.files)
        assert whole.total.remaining == running


def test_what_remains_is_what_the_next_period_begins_with(office: Office) -> None:
    history = History(office)
    history.play([Turn(0, NEW, 0), Turn(1, NEW, 1), *(Turn(2, "step", 0) for _ in range(6)), Turn(0, NEW, 2)])
    november, december = asked(office, *NOVEMBER), asked(office, *DECEMBER)
    assert november.total.remaining == december.total.before > 0


def test_a_past_month_does_not_change_when_its_files_go_on(office: Office) -> None:
    """Open at the end of November stays open there, although it was issued in December."""
    history = History(office)
    history.play([Turn(0, NEW, 0), Turn(0, NEW, 1)])
    november = asked(office, *NOVEMBER)
    history.play([Turn(10, "withdraw", 1), *(Turn(0, "step", 0) for _ in range(12))])
    assert office.file(history.files[0]).stage == "selesai"
    assert asked(office, *NOVEMBER) == november
    december = asked(office, *DECEMBER)
    assert (december.total.before, december.total.issued, december.total.given_up) == (2, 1, 1)
    assert [row.service for row in december.rows] == ["Izin Penggunaan Tanah Makam", "Surat Izin Praktik Bidan"]


def test_every_way_to_end_has_its_place(office: Office) -> None:
    history = History(office)
    history.play([Turn(0, NEW, kind) for kind in (0, 0, 0, 0, 0, 2, 2)])
    cancelled, withdrawn, refused, lapsed, issued, oss, oss_refused = history.files
    history.special("cancel", cancelled)
    history.special("withdraw", withdrawn)
    history.special("refuse", refused)
    office.advance(refused, "ditolak")
    history.special("return", lapsed)
    office.advance(issued, "penyerahan")
    for file in (oss, oss_refused):
        while office.file(file).stage != "persetujuan_oss":
            history.step(file)
    history.special("reject_oss", oss_refused)
    for file in (oss, oss, oss_refused):
        history.step(file)
    office.clock.advance(days=4)
    history.special("remind", lapsed)
    history.special("lapse", lapsed)
    total = asked(office, *NOVEMBER).total
    assert (total.came, total.issued, total.refused, total.given_up, total.remaining) == (7, 2, 2, 3, 0)


CORRUPTIONS = {
    "an end that nobody decided": "UPDATE application SET ended = '2026-11-20' WHERE id = :open",
    "an end that was lost": "UPDATE application SET ended = NULL WHERE id = :ended",
    "a stage changed by hand": "UPDATE application SET stage = 'selesai' WHERE id = :open",
    "an act that was lost": "DELETE FROM journal WHERE application_id = :ended AND kind = 'withdraw'",
    "a file that was lost": "UPDATE application SET received = '2025-01-01 00:00:00.000000' WHERE id = :ended",
}


@pytest.mark.parametrize("how", list(CORRUPTIONS))
def test_a_row_changed_past_the_journal_is_seen(office: Office, how: str) -> None:
    history = History(office)
    history.play([Turn(0, NEW, 0), Turn(0, NEW, 1), Turn(9, "withdraw", 0)])
    ended, running = history.files
    periods = ((date(2026, 11, 23), date(2026, 11, 25)), (date(2026, 11, 26), date(2026, 12, 3)), DECEMBER)
    before = [asked(office, *period) for period in periods]
    assert all(answer.balanced and not answer.strays for answer in before)
    with office.register.writing() as session:
        session.execute(text(CORRUPTIONS[how]), {"open": running, "ended": ended})
    after = [asked(office, *period) for period in periods]
    assert not all(answer.balanced for answer in after) or any(answer.strays for answer in after)
    if how != "a file that was lost":
        assert not all(answer.balanced for answer in after)


def test_strays_name_the_file(office: Office) -> None:
    history = History(office)
    history.play([Turn(0, NEW, 0), Turn(0, "withdraw", 0)])
    with office.register.writing() as session:
        session.execute(text("UPDATE application SET ended = '2026-11-24'"))
    assert asked(office, *NOVEMBER).strays == (office.file(history.files[0]).number,)


def test_a_permit_type_that_left_the_catalogue_keeps_its_name(office: Office) -> None:
    office.register_file()
    with office.register.writing() as session:
        session.execute(text("UPDATE application SET permit_code = 'LAMA', permit_name = 'Izin Lama'"))
    assert [row.service for row in asked(office, *NOVEMBER).rows] == ["Izin Lama"]


def test_an_office_without_files(office: Office) -> None:
    empty = asked(office, *NOVEMBER)
    assert (empty.rows, empty.balanced, empty.total.left) == ((), True, 0)
