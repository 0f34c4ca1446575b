"""The order of the checks, what they are given, and that a failure of one does not hide the others."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools import check


def names(*, fast: bool) -> list[str]:
    return [name for name, _ in check.steps("python", Path("bin"), fast=fast)]


def test_every_check_in_order() -> None:
    tools = ["ruff format", "ruff check", "mypy", "lint-imports", "sizes"]
    assert names(fast=False) == [*tools, "pytest", "coverage"]
    assert names(fast=True) == [*tools, "pytest"]


@pytest.mark.parametrize("fast", [True, False])
def test_coverage_is_measured_unless_in_a_hurry(fast: bool) -> None:
    words = dict(check.steps("python", Path("bin"), fast=fast))["pytest"]
    assert ("--cov=app" in words) != fast
    assert ("--cov-branch" in words) != fast


@pytest.mark.parametrize(("asked", "used"), [({}, "offscreen"), ({"QT_QPA_PLATFORM": "xcb"}, "xcb")])
def test_windows_stay_off_the_screen_unless_asked(asked: dict[str, str], used: str) -> None:
    assert check.surroundings(asked)["QT_QPA_PLATFORM"] == used


@pytest.mark.parametrize("code", [0, 3])
def test_output_passes_through_and_the_closing_line_is_kept(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, code: int
) -> None:
    program = f"print('at work'); print('===== 7 passed in 1.00s ====='); print(); raise SystemExit({code})"
    outcome = check.run("pytest", (sys.executable, "-c", program), check.surroundings({}), tmp_path)
    assert (outcome.code, outcome.closing) == (code, "7 passed in 1.00s")
    heading, *rest = capfd.readouterr().out.strip().splitlines()
    assert heading.startswith("=== pytest ===")
    assert rest == ["at work", "===== 7 passed in 1.00s ====="]


def test_summary_lines() -> None:
    assert str(check.Outcome("pytest", 0, 12.34, "7 passed")) == "ok       12.3 s  pytest         7 passed"
    assert str(check.Outcome("mypy", 1, 0.5, "")) == "FAILED    0.5 s  mypy"
