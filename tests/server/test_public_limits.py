"""Buckets for unknown codes, and pages that are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.server.http.limits import Buckets, Limits, trusted_networks
from app.server.public.pages import KEPT_SECONDS, PageCache, RenderedPage, Templates

LIMITS = Limits(burst=2, seconds=5.0, most=3)


def test_a_burst_and_then_one_at_a_time() -> None:
    buckets = Buckets(LIMITS)
    assert [buckets.take("a", 0.0) for _ in range(3)] == [0.0, 0.0, 5.0]
    assert buckets.take("a", 2.0) == pytest.approx(3.0)
    assert buckets.take("a", 5.1) == 0.0
    assert buckets.take("a", 5.2) > 0
    assert buckets.take("b", 5.2) == 0.0


def test_a_long_rest_gives_no_more_than_a_burst() -> None:
    buckets = Buckets(LIMITS)
    buckets.take("a", 0.0)
    assert [buckets.take("a", 1e6) == 0.0 for _ in range(3)] == [True, True, False]


def test_a_clock_that_was_set_back_gives_nothing_and_takes_nothing() -> None:
    buckets = Buckets(LIMITS)
    assert [buckets.take("a", at) == 0.0 for at in (1000.0, 1000.0, 0.0)] == [True, True, False]
    assert buckets.take("a", 5.1) == 0.0


@given(st.lists(st.tuples(st.integers(0, 50), st.floats(0, 1e6)), max_size=60))
def test_no_more_addresses_are_remembered_than_said(asked: list[tuple[int, float]]) -> None:
    buckets = Buckets(LIMITS)
    for number, at in asked:
        wait = buckets.take(str(number), at)
        assert 0 <= wait <= LIMITS.seconds
        assert len(buckets) <= LIMITS.most


def test_a_network_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError):
        trusted_networks("the proxy")


def test_kept_pages_are_few_and_young() -> None:
    kept, page = PageCache(most=2), RenderedPage(b"a")
    for at, name in enumerate("abc"):
        kept.put(name, page, float(at))
    assert len(kept) == 2
    assert kept.get("a", 2.0) is None
    assert kept.get("c", 2.0) == (page, page.etag)
    assert kept.get("c", 2.0 + KEPT_SECONDS) is None
    assert kept.get("c", 1.0) is None
    kept.put("b", RenderedPage(b"new"), 50.0)
    assert kept.get("b", 50.0) == (RenderedPage(b"new"), RenderedPage(b"new").etag)


def test_what_is_not_told_is_never_left_out_of_a_page() -> None:
    """A name that a page asks for and nobody gives is an error, not a gap."""
    with pytest.raises(Exception, match="seconds"):
        Templates().render("too_many", up="./", office=None)
