"""Any card that is read can be drawn, in every size; what cannot be drawn is refused where it is read."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.errors import Refused
from app.print.letters import LETTER_TITLES
from app.print.render import RECEIPTS, pdf
from app.queries.documents import card_of
from app.rules import papers
from app.rules.paper_bounds import LARGEST_CODE, LETTER_KINDS, LONGEST_TEXT, MOST_DAYS, is_printable
from tests.print.samples import (
    COLLECTION,
    LAPSE,
    PERMIT,
    RECEIPT,
    REINSTATEMENT,
    RETURN,
    SHORTAGE,
    SUSPENSION,
    WITA,
    WITHDRAWAL,
    WITHDRAWN_PERMIT,
)

KEPT: dict[str, papers.Paper] = {
    "receipt": RECEIPT,
    "shortage_list": SHORTAGE,
    "permit": PERMIT,
    "collection_receipt": COLLECTION,
    "return_letter": RETURN,
    "lapse_letter": LAPSE,
    "withdrawal_letter": WITHDRAWAL,
    "suspension_letter": SUSPENSION,
    "reinstatement_letter": REINSTATEMENT,
    "revocation_letter": WITHDRAWN_PERMIT,
}
QUIET = settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
ODD = (
    "",
    " ",
    "\n\n",
    "\t\r\n",
    "x" * 3_000,
    "kata " * 2_000,
    "\u202e abc",
    "😀" * 50,
    "<b>&amp;",
    "{0}",
    "a\u0301" * 500,
)
TEXT = st.one_of(st.text(max_size=40), st.sampled_from(ODD), st.just("https://a.go.id/t/7Q4M9S"))
NUMBERS = st.one_of(st.integers(-(10**6), 10**6), st.sampled_from((0, -(2**62), 2**63 - 1)))
MOMENTS = st.datetimes().map(lambda at: at.replace(tzinfo=WITA))
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    **{str: TEXT, int: NUMBERS, bool: st.booleans(), date: st.dates(), datetime: MOMENTS, type(None): st.none()},
}


def any_of(kind: Any, name: str = "") -> st.SearchStrategy[Any]:
    if get_origin(kind) is tuple:
        return st.lists(any_of(get_args(kind)[0]), max_size=4).map(tuple)
    if get_origin(kind) in (Union, types.UnionType):
        return st.one_of([any_of(each) for each in get_args(kind)])
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return st.builds(kind, **{field.name: any_of(hints[field.name], field.name) for field in fields(kind)})
    if name == "zone":
        return st.just("Asia/Makassar")
    if name == "days":
        return st.integers(-1, MOST_DAYS + 1)
    return st.sampled_from(LETTER_KINDS) | TEXT if name == "kind" else SIMPLE[kind]


def drawn(card: papers.Paper) -> None:
    for size in RECEIPTS if isinstance(card, papers.Receipt) else ("a5",):
        assert pdf(card, 2, receipt_size=size).startswith(b"%PDF")


@pytest.mark.parametrize("kind", sorted({type(card) for card in KEPT.values()}, key=lambda kind: kind.__name__))
def test_what_is_printable_is_drawn(kind: type[papers.Paper]) -> None:
    @QUIET
    @given(any_of(kind))
    def check(card: papers.Paper) -> None:
        assume(is_printable(card))
        drawn(card)

    check()


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(path for key, each in inside for path in paths(each, (*here, key)))]


def put(value: Any, path: tuple[Any, ...], other: Any) -> Any:
    if not path:
        return other
    copy = value.copy()
    copy[path[0]] = put(value[path[0]], path[1:], other)
    return copy


def read(kind: str, plain: Any) -> papers.Paper | None:
    """None where it is refused in a sentence."""
    try:
        return card_of(kind, plain)
    except Refused:
        return None


ANYTHING = st.one_of(
    st.recursive(
        st.none() | st.booleans() | NUMBERS | st.floats() | TEXT,
        lambda inside: st.lists(inside, max_size=3) | st.dictionaries(TEXT, inside, max_size=3),
        max_leaves=6,
    ),
    st.sampled_from(("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-11:00", "2026-02-30", "x" * 100_000, [], {})),
)


@pytest.mark.parametrize("kind", KEPT)
def test_a_card_with_anything_anywhere_is_refused_or_drawn(kind: str) -> None:
    """Never another error: it would be a traceback at the counter."""
    plain = msgspec.json.decode(msgspec.json.encode(KEPT[kind]))

    @QUIET
    @given(st.sampled_from(paths(plain)), ANYTHING)
    def check(path: tuple[Any, ...], other: Any) -> None:
        if (card := read(kind, put(plain, path, other))) is not None:
            drawn(card)

    check()


def test_the_letters_that_have_a_form() -> None:
    assert set(LETTER_KINDS) == set(LETTER_TITLES)


@pytest.mark.parametrize(
    ("card", "beyond"),
    [
        (replace(RECEIPT, days=MOST_DAYS, subject="x" * 2_000), lambda card: replace(card, days=MOST_DAYS + 1)),
        (replace(RECEIPT, days=0), lambda card: replace(card, days=-1)),
        (
            replace(RECEIPT, qr="x" * LARGEST_CODE, qr_is_address=False),
            lambda card: replace(card, qr="x" * (LARGEST_CODE + 1)),
        ),
        (RECEIPT, lambda card: replace(card, qr="https://a.go.id")),
        (replace(RETURN, copies_to=("x" * LONGEST_TEXT,)), lambda card: replace(card, copies_to=("x" * 50_001,))),
        (RETURN, lambda card: replace(card, kind="surat_kuasa")),
        (PERMIT, lambda card: replace(card, title=" ")),
        (COLLECTION, lambda card: replace(card, handed_over=card.handed_over + timedelta(days=365 * 7_000))),
    ],
)
def test_where_the_bounds_lie(card: papers.Paper, beyond: Callable[[Any], papers.Paper]) -> None:
    assert is_printable(card)
    drawn(card)
    assert not is_printable(beyond(card))
