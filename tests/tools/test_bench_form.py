"""The clerk of the measurement: what the form stops, and where."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tools.bench_form import Clerk, Someone, at_work, extra, neighbours, seconds, stopped_at


@pytest.fixture(scope="module")
def clerk(qapp: QApplication) -> Iterator[Clerk]:
    with at_work() as (clerk, _):
        yield clerk


@pytest.fixture(scope="module")
def who() -> Someone:
    """At home in the district of her number."""
    return next(each for each in neighbours(random.Random(5), 20) if each.on_card.nik[:6] == each.on_card.home)


def test_a_clean_entry_passes_with_four_keys_more(clerk: Clerk, who: Someone) -> None:
    assert stopped_at(clerk, who, who.on_card.nik, who.on_card.nik) == 4
    keys = clerk.keys()
    assert extra(keys) == {"last4": 4}
    assert clerk.is_through()
    assert seconds(extra(keys)) == pytest.approx(0.40 + 4 * 0.28 + 1.35)


def test_slips_are_stopped_where_they_can_be(clerk: Clerk, who: Someone) -> None:
    nik = who.on_card.nik
    serial, left_out, doubled = nik[:12] + f"{(int(nik[12:]) + 111):04}", nik[:15], nik + nik[-1]
    assert [stopped_at(clerk, who, typed, nik) for typed in (serial, left_out, doubled)] == [2, 1, 1]
    assert stopped_at(clerk, who, serial, serial) == 4, "the same slip twice passes"
