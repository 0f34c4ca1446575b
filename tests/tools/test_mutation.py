"""What is said of mutants: who was killed, who was not, and who was not tried."""

from __future__ import annotations

import json
from pathlib import Path

from tools.mutation import Score, answers, chosen, score

TOLD = {"a": 1, "b": 0, "c": 33, "d": None, "e": 36}


def test_answers_are_read_from_every_module_of_the_room(tmp_path: Path) -> None:
    for room, name, told in (
        ("rules", "clock", {"a": 1}),
        ("rules/deep", "law", {"b": None}),
        ("ui", "look", {"c": 0}),
    ):
        folder = tmp_path / "app" / room
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.py.meta").write_text(json.dumps({"exit_code_by_key": told}))
    assert answers(tmp_path, "rules") == {"a": 1, "b": None}


def test_a_mutant_without_a_test_survives_and_one_that_never_ended_is_killed() -> None:
    made = score("rules", TOLD, TOLD)
    assert (made.killed, made.survived) == (2, ["b", "c"])
    assert str(made) == "rules    2 of 4 killed, 50.0%"


def test_only_what_was_chosen_counts() -> None:
    made = score("rules", TOLD, ["a", "d"])
    assert (made.killed, made.survived, made.share) == (1, [], 1.0)
    assert Score("rules").share == 0.0, "a room nobody tried is not a good one"


def test_chance_chooses_the_same_again() -> None:
    names = [f"mutant {at}" for at in range(100)]
    assert chosen(names, 10, 1) == chosen(reversed(names), 10, 1) != chosen(names, 10, 2)
    assert sorted(chosen(names, 1000, 1)) == sorted(names)
