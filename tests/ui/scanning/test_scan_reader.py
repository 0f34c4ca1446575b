"""A hand loses nothing, whatever its rhythm; a scanner is known by its speed and its Enter."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from app.ui.scanning.scan_reader import GAP, QUIET, ScanReader

ENTER = "\n"


@dataclass
class Desk:
    """A reader, and a field that gets what it does not keep. Silence is played between the keys."""

    typed: list[str] = field(default_factory=list)
    scans: list[str] = field(default_factory=list)
    due: int | None = None

    def __post_init__(self) -> None:
        self.reader: ScanReader[str] = ScanReader(self.typed.append, self.scans.append)

    def key(self, at: int, key: str) -> None:
        if self.due is not None and at >= self.due:
            self.reader.settle()
        held = self.reader.end(at, key) if key == ENTER else self.reader.press(at, key, key)
        if not held:
            self.typed.append(key)
        self.due = at + self.reader.wait if self.reader.holds else None

    def keys(self, text: str, gap: int, start: int = 1000) -> int:
        for at, key in enumerate(text):
            self.key(start + at * gap, key)
        return start + len(text) * gap

    def rest(self) -> None:
        self.reader.settle()


@pytest.mark.parametrize("seed", range(40))
def test_a_hand_loses_nothing(seed: int) -> None:
    """Gaps of 20 to 200 ms, pairs rolled over within 25, Enter as often as anything else."""
    chance = random.Random(seed)
    desk, typed, at = Desk(), [], 0
    for _ in range(600):
        burst = chance.choice((1, 1, 1, 2, 2, 3))
        for each in range(burst):
            key = chance.choice("abcdefgh 0123456789" + ENTER)
            at += chance.choice((20, 25)) if each else chance.randint(41, 200)
            typed.append(key)
            desk.key(at, key)
    desk.rest()
    assert "".join(desk.typed) == "".join(typed)
    assert desk.scans == []


@pytest.mark.parametrize("seed", range(20))
def test_between_keys_of_a_hand_a_scan_is_found(seed: int) -> None:
    chance = random.Random(seed)
    desk, typed, at, sent = Desk(), [], 0, []
    for number in range(60):
        for _ in range(chance.randint(0, 12)):
            at += chance.randint(45, 200)
            typed.append(chance.choice("abcdef"))
            desk.key(at, typed[-1])
        code = f"KRA-7Q4-{number:05d}-X3C"
        at = desk.keys(code + ENTER, chance.randint(1, 15), at + QUIET)
        at += QUIET
        sent.append(code)
    desk.rest()
    assert "".join(desk.typed) == "".join(typed)
    assert desk.scans == sent


@pytest.mark.parametrize("gap", [0, 1, 12, GAP - 1])
def test_a_scan_never_reaches_the_field(gap: int) -> None:
    desk = Desk()
    desk.keys("KRA-7Q4-00127-X3C" + ENTER, gap)
    desk.rest()
    assert (desk.typed, desk.scans) == ([], ["KRA-7Q4-00127-X3C"])


@pytest.mark.parametrize(
    ("text", "gap"), [("KRA-7Q4-00127-X3C\n", GAP), ("12345\n", 5), ("\n", 5), ("KRA-7Q4-00127-X3C", 5)]
)
def test_what_is_slow_short_or_without_its_enter_is_typed(text: str, gap: int) -> None:
    desk = Desk()
    desk.keys(text, gap)
    desk.rest()
    assert ("".join(desk.typed), desk.scans) == (text, [])


@pytest.mark.parametrize("last", ["", ENTER])
def test_a_code_of_several_lines_is_one_scan(last: str) -> None:
    desk = Desk()
    desk.keys(f"KRA-7Q4-00127-X3C\nDPMPTSP Karangasem\n0363-21000{last}", 8)
    desk.rest()
    assert (desk.typed, desk.scans) == ([], ["KRA-7Q4-00127-X3C\nDPMPTSP Karangasem\n0363-21000"])


def test_a_line_may_be_short_or_empty_and_the_next_may_take_its_time() -> None:
    desk = Desk()
    at = desk.keys("KRA-7Q4-00127-X3C\n", 8)
    at = desk.keys("A\n\n", 8, at + 60)
    desk.rest()
    assert desk.scans == ["KRA-7Q4-00127-X3C\nA"]


def test_a_key_just_behind_a_scan_is_a_hand_s() -> None:
    desk = Desk()
    at = desk.keys("KRA-7Q4-00127-X3C\n", 8)
    desk.key(at + 50, "x")
    desk.rest()
    assert (desk.typed, desk.scans) == (["x"], ["KRA-7Q4-00127-X3C"])


def test_a_clock_that_goes_back_makes_no_scan() -> None:
    desk = Desk()
    desk.keys("KRA-7Q4", 5, start=5000)
    desk.key(10, ENTER)
    assert "".join(desk.typed) == "KRA-7Q4\n"


def test_a_key_that_comes_up_stays_behind_its_press() -> None:
    out: list[str] = []
    reader: ScanReader[str] = ScanReader(out.append, out.append)
    assert not reader.lift("a up")
    assert reader.press(0, "a", "a down")
    assert reader.lift("a up")
    assert not reader.sure
    reader.settle()
    assert out == ["a down", "a up"]
    assert not reader.holds
