"""All of rules, actions and print; 90 % of the rest together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tools import coverage_gate
from tools.coverage_gate import by_room, failures, room


def entry(covered: int, lines: list[int], arcs: list[list[int]]) -> dict[str, Any]:
    """`covered` lines, and half as many branches, beside the missing ones."""
    return {
        "summary": {
            "covered_lines": covered,
            "num_statements": covered + len(lines),
            "covered_branches": covered // 2,
            "num_branches": covered // 2 + len(arcs),
        },
        "missing_lines": lines,
        "missing_branches": arcs,
    }


def report(**files: dict[str, Any]) -> dict[str, Any]:
    return {"files": {f"app/{name.replace('__', '/')}.py": value for name, value in files.items()}}


WHOLE = entry(20, [], [])


@pytest.mark.parametrize(
    ("file", "name"),
    [("app/rules/nik.py", "rules"), ("app\\rules\\nik.py", "rules"), ("app/database.py", "database")],
)
def test_rooms(file: str, name: str) -> None:
    assert room(file) == name


def test_all_is_well() -> None:
    rooms = by_room(report(rules__nik=WHOLE, actions__door=WHOLE, ui__window=WHOLE))
    assert list(failures(rooms)) == []
    assert rooms["rules"].percent == 100


@pytest.mark.parametrize("name", ["rules", "actions", "print"])
def test_one_branch_missing_in_a_strict_room(name: str) -> None:
    rooms = by_room(report(**{f"{name}__x": entry(1000, [], [[4, -1]]), "ui__x": WHOLE}))
    assert list(failures(rooms)) == [f"app/{name}/x.py: 4->-1"]


def test_one_line_missing_in_a_strict_room() -> None:
    assert list(failures(by_room(report(rules__x=entry(1000, [7], []))))) == ["app/rules/x.py: 7"]


def test_the_rest_is_taken_together() -> None:
    good, bad = entry(200, [], []), entry(20, list(range(20)), [])
    assert list(failures(by_room(report(ui__x=good, upkeep__x=bad)))) == []
    first, *missing = failures(by_room(report(ui__x=WHOLE, upkeep__x=bad)))
    assert first == "the rest is covered 75.0 %, wanted 90 %"
    assert len(missing) == 1


def test_file_that_no_test_opens_does_not_fill_the_screen() -> None:
    (line,) = failures(by_room(report(rules__x=entry(0, list(range(1, 101)), []))))
    assert line == "app/rules/x.py: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 88 more"


def test_room_without_code_is_covered() -> None:
    assert by_room(report(tour____init__=entry(0, [], [])))["tour"].percent == 100


@pytest.mark.parametrize(("rules", "code"), [(WHOLE, 0), (entry(5, [3], []), 1)])
def test_exit_code_and_what_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rules: dict[str, Any], code: int
) -> None:
    file = tmp_path / "coverage.json"
    file.write_text(json.dumps(report(rules__x=rules, ui__x=WHOLE)))
    assert coverage_gate.main(file) == code
    *missing, rules_line, ui_line, rest_line = capsys.readouterr().out.splitlines()
    assert missing == ["app/rules/x.py: 3"] * code
    assert [line.split()[0] for line in (rules_line, ui_line)] == ["rules", "ui"]
    assert " ".join(rest_line.split()) == "the rest 100.00 % of 30 lines and branches 90 %"
