"""Losses of contact, kept until they stand in the register."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.sync.outages import MOST, ContactLoss, OutageLog

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@dataclass
class Time:
    """The wall clock of the PC, and one nobody can set."""

    wall: datetime = NOON
    steady: float = 100.0

    def pass_by(self, **duration: float) -> None:
        self.wall += timedelta(**duration)
        self.steady += timedelta(**duration).total_seconds()


@dataclass
class At:
    folder: Path
    time: Time = field(default_factory=Time)

    def __post_init__(self) -> None:
        self.outages = OutageLog(self.folder, lambda: self.time.steady)

    def fail(self, rounds: int = 1, cause: str = "centre_away") -> None:
        for _ in range(rounds):
            self.outages.failed(self.time.wall, cause)

    def back(self, at: datetime | None = None) -> None:
        self.outages.back(at or self.time.wall)

    def due(self) -> ContactLoss:
        loss = self.outages.due()
        assert loss is not None
        return loss


@pytest.fixture
def at(tmp_path: Path) -> At:
    return At(tmp_path)


def test_ten_seconds_or_two_rounds_make_an_outage(at: At) -> None:
    at.back()
    at.fail()
    at.time.pass_by(seconds=9)
    at.back()
    assert at.outages.due() is None
    began = at.time.wall
    at.fail(cause="centre_slow")
    at.time.pass_by(seconds=10)
    assert at.outages.lasting == timedelta(seconds=10)
    at.back()
    loss = at.due()
    assert (loss.began, loss.ended, loss.cause) == (began, began + timedelta(seconds=10), "centre_slow")
    at.outages.recorded(loss)
    at.fail(2)
    at.time.pass_by(seconds=1)
    at.back()
    assert at.outages.due() is not None
    assert at.outages.lasting == timedelta(0)


def test_acts_count_only_while_there_is_no_contact(at: At) -> None:
    at.outages.acted()
    for _ in range(2):
        at.fail()
        at.outages.acted()
    at.back()
    at.outages.acted()
    assert at.due().acts == 2


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=-6000), timedelta(days=1600)])
def test_a_clock_that_is_set_makes_no_outage_longer_or_shorter(at: At, jump: timedelta) -> None:
    """Put right or wrong while it lasts; when it was is told by the centre as soon as it is back."""
    at.fail(2)
    at.time.pass_by(minutes=20)
    at.time.wall += jump
    at.fail()
    at.time.pass_by(minutes=20)
    now = NOON + timedelta(minutes=40)
    at.back(now)
    assert (at.due().began, at.due().ended) == (NOON, now)


def test_a_clock_set_while_the_program_ends_there(at: At) -> None:
    at.fail()
    at.time.pass_by(minutes=20)
    at.time.wall += timedelta(days=1600)
    at.fail()
    left = At(at.folder).due()
    assert (left.began, left.ended, left.rounds) == (NOON, NOON + timedelta(minutes=20), 2)


def test_the_oldest_first_and_not_without_end(at: At) -> None:
    for _ in range(MOST + 5):
        at.fail(2)
        at.time.pass_by(minutes=1)
        at.back()
        at.time.pass_by(minutes=59)
    assert at.due().began == NOON + timedelta(hours=5)


def test_a_disk_that_will_not_keep_them_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "outages.json.part").mkdir()
    at = At(tmp_path)
    at.fail(2)
    at.back()
    assert at.outages.due() is not None
    assert At(tmp_path).outages.due() is None
