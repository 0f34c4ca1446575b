"""A copied disk is noticed, and nobody is called a copy who is none."""

from __future__ import annotations

import re
import subprocess
import uuid
from pathlib import Path

import pytest

from app.upkeep.machine import apple_id, linux_id, machine_id, recognised

HERE, THERE = "3d1219c7c4c5404aaa1f6d2a48adfda4", "00000000c4c5404aaa1f6d2a48adfda4"
CARD, OTHER_CARD = 0x001B21_3A4B5C, 0x001B21_3A4B5D
RANDOM, RENAMED = 0x011B21_3A4B5C, 0x02FC00_000001


def named(installation: str = HERE, card: int = CARD) -> str:
    return machine_id(lambda: installation, lambda: card)


def test_one_machine_has_one_name_that_says_nothing() -> None:
    assert named() == named()
    assert re.fullmatch("[0-9a-f]{32}-[0-9a-f]{32}", named())
    for secret in (HERE, HERE[:8], f"{CARD:012x}"):
        assert secret not in named()


def test_another_machine_has_another_name() -> None:
    assert len({named(), named(THERE), named(card=OTHER_CARD), named(THERE, OTHER_CARD)}) == 4
    assert named().split("-")[1] != named(THERE).split("-")[1]


@pytest.mark.parametrize("card", [RANDOM, RENAMED])
def test_an_address_that_is_made_up_is_none(card: int) -> None:
    assert named(card=card) == named().split("-")[0] + "-"


@pytest.mark.parametrize("trouble", [OSError("no registry"), subprocess.TimeoutExpired("ioreg", 5)])
def test_where_nothing_can_be_found_out_there_is_no_name(trouble: Exception) -> None:
    def fails() -> str:
        raise trouble

    assert machine_id(fails, lambda: CARD) == machine_id(lambda: "", lambda: CARD) == ""


@pytest.mark.parametrize(
    ("paired", "here"),
    [
        (named(), named()),
        (named(), named(card=RANDOM)),
        (named(card=RANDOM), named()),
        (named(), ""),
        ("", named()),
        ("", ""),
    ],
)
def test_what_is_not_known_is_not_held_against_a_machine(paired: str, here: str) -> None:
    assert recognised(paired, here) == paired


@pytest.mark.parametrize("here", [named(card=OTHER_CARD), named(THERE), named(THERE, RANDOM)])
def test_a_copied_disk_goes_by_its_own_name(here: str) -> None:
    assert recognised(named(), here) == here


def test_the_first_file_with_an_id_counts(tmp_path: Path) -> None:
    first, second, none = tmp_path / "first", tmp_path / "second", tmp_path / "none"
    second.write_text(f"{HERE}\n")
    assert linux_id((first, second)) == HERE
    first.write_text("uninitialized\n")
    assert linux_id((first, second)) == HERE
    first.write_text(f"{THERE}\n")
    assert linux_id((first, second)) == THERE
    assert linux_id((none,)) == ""


def test_the_id_in_what_apple_lists() -> None:
    listing = '  "IOPlatformSerialNumber" = "C02"\n  "IOPlatformUUID" = "5C2A3E0A-0B11-5A8D-9C7E-1F2D3C4B5A69"\n'
    assert apple_id(listing) == "5C2A3E0A-0B11-5A8D-9C7E-1F2D3C4B5A69"
    assert apple_id("ioreg: no such class") == ""


def test_this_very_machine_is_itself() -> None:
    here = machine_id()
    assert here == machine_id()
    assert recognised(here, machine_id(node=uuid.getnode)) == here
