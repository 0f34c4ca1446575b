"""Who is who behind a proxy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from app.server.http.forwarded import client_of
from app.server.http.limits import Buckets, Limits, trusted_networks

PROXY = trusted_networks("10.0.0.0/8", "::1")
HOME = "2001:db8:1:2::/64"


def asked(peer: str, *lines: str) -> str:
    headers = Headers(raw=[(b"x-forwarded-for", line.encode("latin-1")) for line in lines])
    return client_of(peer, headers, PROXY)


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("36.1.1.1", "", "36.1.1.1"),
        ("36.1.1.1", "8.8.8.8", "36.1.1.1"),  # whoever it is, no proxy of ours
        ("10.0.0.1", "8.8.8.8", "8.8.8.8"),
        ("10.0.0.1", "1.1.1.1, 8.8.8.8", "8.8.8.8"),  # what the client itself wrote does not count
        ("10.0.0.1", "8.8.8.8, 10.9.9.9", "8.8.8.8"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "unknown", "10.0.0.1"),
        ("10.0.0.1", "8.8.8.8, Unknown", "10.0.0.1"),
        ("::ffff:36.1.1.1", "", "36.1.1.1"),
        ("::1", "[2001:db8:1:2:3::4]", HOME),
        ("2001:db8:1:2:ffff::1", "", HOME),
        ("fe80::1%eth0", "", "fe80::/64"),
        ("", "8.8.8.8", "8.8.8.8"),
        ("", "", ""),
    ],
)
def test_who_asks(peer: str, forwarded: str, client: str) -> None:
    assert asked(peer, forwarded) == client


@pytest.mark.parametrize(
    ("word", "client"),
    [
        ("203.0.113.9:51234", "203.0.113.9"),  # IIS ARR, Azure's gateway
        ("[2001:db8:1:2::9]:443", HOME),
        ('"[2001:db8:1:2::9]:443"', HOME),
        ('"[2001:db8:1:2::9]"', HOME),
        ('" 203.0.113.9 "', "203.0.113.9"),
        ("2001:db8:1:2::9", HOME),
        ("[2001:db8:1:2::9%25eth0]:1", HOME),
        ("2001:db8:1:2::9%2", HOME),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("[::ffff:203.0.113.9]:80", "203.0.113.9"),
        ("203.0.113.9,", "203.0.113.9"),
        ("203.0.113.9, ,,", "203.0.113.9"),
        ("203.0.113.9, 10.0.0.2:80", "203.0.113.9"),
        ("203.0.113.9:1, [::1]:80", "203.0.113.9"),
        ("for=203.0.113.9", "203.0.113.9"),
        ('For="[2001:db8:1:2::9]:4711";proto=https;by=10.0.0.2', HOME),
        ("proto=https; for=203.0.113.9:_a.b-c", "203.0.113.9"),
    ],
)
def test_however_a_proxy_writes_an_address(word: str, client: str) -> None:
    assert asked("10.0.0.1", word) == client
    assert asked("10.0.0.1", f"9.9.9.9, {word}") == client


def test_a_proxy_that_adds_a_header_of_its_own() -> None:
    """The visitor's stands first, and does not count."""
    assert asked("10.0.0.1", "9.9.9.9", "203.0.113.9") == "203.0.113.9"
    assert asked("10.0.0.1", "9.9.9.9", "") == "9.9.9.9"


@pytest.mark.parametrize(
    "word", ["_hidden", "kios-3:8080", "203.0.113", "203.0.113.999:5", "[2001:db8::1", "[2001:db8::1]x", "02.1.1.1"]
)
def test_a_name_that_is_no_address_stands_for_itself(word: str) -> None:
    """Neither is it everybody's allowance, nor does another port make another one."""
    own = asked("10.0.0.1", word)
    assert own not in (asked("10.0.0.1", "other"), "10.0.0.1", "")
    assert asked("10.0.0.1", f"9.9.9.9, {word}") == own
    assert asked("10.0.0.1", f"{word}:51234") == asked("10.0.0.1", f"{word}:51235")


def test_a_long_name_is_cut() -> None:
    assert len(asked("10.0.0.1", "x" * 9_000)) < 70


@given(st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=60))
def test_nothing_the_visitor_writes_changes_who_he_is(invented: str) -> None:
    assert asked("10.0.0.1", f"{invented}, 203.0.113.9") == "203.0.113.9"
    assert asked("10.0.0.1", invented, "203.0.113.9:8") == "203.0.113.9"
    assert asked("36.1.1.1", invented) == "36.1.1.1"


def test_visitors_behind_a_proxy_do_not_share_an_allowance() -> None:
    buckets = Buckets(Limits())
    assert not any(buckets.take(asked("10.0.0.1", f"203.0.113.{number}:5000"), 0.0) for number in range(100))


def test_without_a_proxy_of_ours_nobody_is_believed() -> None:
    assert client_of("127.0.0.1", Headers({"x-forwarded-for": "8.8.8.8"}), ()) == "127.0.0.1"
