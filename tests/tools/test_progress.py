"""What a person sees while pip is at work."""

from __future__ import annotations

import io

import pytest

from tools.progress import Progress

SAID = [
    "Looking in indexes: somewhere\n",
    "Ignoring colorama: markers 'sys_platform == \"win32\"' don't match your environment\n",
    "Collecting coverage[toml]==7.17.3 (from -r requirements-dev.txt (line 436))\n",
    "  Downloading coverage-7.17.3-cp311-cp311-linux_x86_64.whl (263 kB)\n",
    "Processing ./wheels/click-8.5.1-py3-none-any.whl\n",
    "Requirement already satisfied: six==1.17.0 in ./.venv/lib\n",
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("heard", "text"),
    [(1, "0 of 4"), (2, "1 of 4 colorama"), (3, "2 of 4 coverage[toml]"), (5, "3 of 4 click"), (6, "4 of 4 six")],
)
def test_which_package_of_how_many(heard: int, text: str) -> None:
    with Progress("a.txt", 4, io.StringIO()) as progress:
        for line in SAID[:heard]:
            progress.hear(line)
        assert progress.text == f"run.py: a.txt: {text}"


def test_the_last_step_is_told() -> None:
    out = io.StringIO()
    with Progress("a.txt", 4, out) as progress:
        progress.hear("Installing collected packages: six, click\n")
    assert out.getvalue().splitlines()[-1] == "run.py: a.txt: 0 of 4 unpacking"


def test_a_terminal_has_one_line_that_moves() -> None:
    out = Terminal()
    with Progress("a.txt", 4, out) as progress:
        for line in SAID:
            progress.hear(line)
    assert out.getvalue().count("\n") == 1
    shown = [part.rstrip() for part in out.getvalue().strip("\r\n").split("\r")]
    assert shown[0].startswith("run.py: a.txt: 0 of 4, 0 s")
    assert shown[-1].startswith("run.py: a.txt: 4 of 4 six, ")


def test_elsewhere_every_tenth_package_has_a_line() -> None:
    out = io.StringIO()
    with Progress("a.txt", 25, out) as progress:
        for number in range(25):
            progress.hear(f"Collecting p{number}==1.0\n")
    assert out.getvalue().splitlines() == [
        "run.py: a.txt: 0 of 25",
        "run.py: a.txt: 10 of 25 p9",
        "run.py: a.txt: 20 of 25 p19",
    ]


def test_what_is_not_counted_has_no_number() -> None:
    with Progress("pyproject.toml", 0, io.StringIO()) as progress:
        assert progress.text == "run.py: pyproject.toml:"
