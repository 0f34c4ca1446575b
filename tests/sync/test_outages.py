"""Losses of contact, kept until they stand in the register."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.sync.outages import MOST, Outages

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def test_ten_seconds_or_two_rounds_make_an_outage(tmp_path: Path) -> None:
    outages = Outages(tmp_path)
    outages.back(NOON)
    outages.failed(NOON, "centre_away")
    outages.back(NOON + timedelta(seconds=9))
    assert outages.due() is None
    outages.failed(NOON, "centre_slow")
    outages.back(NOON + timedelta(seconds=10))
    loss = outages.due()
    assert loss is not None
    assert (loss.began, loss.ended, loss.cause) == (NOON, NOON + timedelta(seconds=10), "centre_slow")
    outages.recorded(loss)
    for _ in range(2):
        outages.failed(NOON, "centre_away")
    outages.back(NOON + timedelta(seconds=1))
    assert outages.due() is not None


def test_acts_count_only_while_there_is_no_contact(tmp_path: Path) -> None:
    outages = Outages(tmp_path)
    outages.acted()
    for _ in range(2):
        outages.failed(NOON, "centre_away")
        outages.acted()
    outages.back(NOON)
    outages.acted()
    loss = outages.due()
    assert loss is not None
    assert loss.acts == 2


def test_a_clock_set_back_makes_no_outage_of_less_than_nothing(tmp_path: Path) -> None:
    outages = Outages(tmp_path)
    for _ in range(2):
        outages.failed(NOON, "centre_away")
    outages.back(NOON - timedelta(hours=1))
    loss = outages.due()
    assert loss is not None
    assert loss.ended == loss.began


def test_the_oldest_first_and_not_without_end(tmp_path: Path) -> None:
    outages = Outages(tmp_path)
    for hour in range(MOST + 5):
        for _ in range(2):
            outages.failed(NOON + timedelta(hours=hour), "centre_away")
        outages.back(NOON + timedelta(hours=hour, minutes=1))
    loss = outages.due()
    assert loss is not None
    assert loss.began == NOON + timedelta(hours=5)


def test_a_disk_that_will_not_keep_them_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "outages.json.part").mkdir()
    outages = Outages(tmp_path)
    for _ in range(2):
        outages.failed(NOON, "centre_away")
    outages.back(NOON)
    assert outages.due() is not None
    assert Outages(tmp_path).due() is None
