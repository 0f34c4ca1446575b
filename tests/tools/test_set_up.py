"""Which system packages are asked for, and what is done where there is no display."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tools import set_up
from tools.environment import Environment
from tools.installer import SetUpError

APT = """#!/bin/sh
echo "$@" >> "{log}"
case "$*" in
  *missing-name*) echo "E: Unable to locate package missing-name"; exit 100 ;;
  *install*) for word in "$@"; do echo "$word" >> "{installed}"; done ;;
esac
"""
QUERY = """#!/bin/sh
shift 3
for name in "$@"; do grep -qx "$name" "{installed}" && echo "$name install ok installed"; done
true
"""


class Machine:
    """One with apt-get and dpkg-query of its own, that knows no package `missing-name`."""

    def __init__(self, folder: Path) -> None:
        self._log, self._installed = folder / "log", folder / "installed"
        self._installed.write_text("libgl1\nlibglib2.0-0t64\n")
        self._log.write_text("")
        for name, text in {"apt-get": APT, "dpkg-query": QUERY}.items():
            (folder / name).write_text(text.format(log=self._log, installed=self._installed))
            (folder / name).chmod(0o755)

    @property
    def installs(self) -> list[list[str]]:
        """The packages of every call that installs."""
        calls = [line.split() for line in self._log.read_text().splitlines() if line.startswith("install")]
        return [words[words.index("--no-install-recommends") + 1 :] for words in calls]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return Machine(tmp_path)


def test_only_what_is_missing_is_installed(machine: Machine) -> None:
    set_up.system_packages(["libgl1", "libegl1", "libglib2.0-0"])
    assert machine.installs == [["libegl1"]]
    set_up.system_packages(["libgl1", "libegl1", "libglib2.0-0"])
    assert machine.installs == [["libegl1"]]


def test_one_name_that_is_missing_spoils_only_itself(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    set_up.system_packages(["libegl1", "missing-name", "xvfb"])
    assert machine.installs == [["libegl1", "missing-name", "xvfb"], ["libegl1"], ["missing-name"], ["xvfb"]]
    assert set_up.missing_packages(["libegl1", "missing-name", "xvfb"]) == ["missing-name"]
    said = capsys.readouterr()
    assert said.err.splitlines()[-1].endswith("please install them: missing-name")
    assert not said.out


def test_who_may_not_install_is_told_in_one_line(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    set_up.system_packages(["libegl1", "xvfb"])
    assert machine.installs == []
    assert capsys.readouterr().err == (
        "run.py: please install these system packages: sudo apt-get install libegl1 xvfb\n"
    )


def test_where_there_is_no_dpkg_nothing_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert set_up.missing_packages(["libegl1"]) == []


class Started(Environment):
    """One that is made already; what it was to run is kept."""

    def __init__(self) -> None:
        super().__init__(set_up.HERE, lambda: None)
        self.made: list[str] = []
        self.calls: list[tuple[str, ...]] = []

    def make(self, lock: str) -> None:
        self.made.append(lock)

    def call(self, *words: str, folder: Path | None = None) -> int:
        self.calls.append(words)
        return 7


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, machine: Machine) -> Started:
    made = Started()
    monkeypatch.setattr(set_up, "environment", lambda: made)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return made


TOUR = ("-P", "-m", "app", "tour", "--out", "tour")


@pytest.mark.parametrize(
    ("words", "display", "run"),
    [
        ([], "", TOUR),
        ([], ":0", ("-P", "-m", "app")),
        (["nik", "5103010101900001"], "", ("-P", "-m", "app", "nik", "5103010101900001")),
        (["due", "--received", "2026-03-13T09:00", "--days", "5"], "", None),
        (["tour", "--out", "x"], "", None),
        (["--training"], "", None),
    ],
)
def test_what_was_asked_for_is_run(
    started: Started, monkeypatch: pytest.MonkeyPatch, words: list[str], display: str, run: tuple[str, ...] | None
) -> None:
    monkeypatch.setenv("DISPLAY", display)
    assert set_up.main(words) == 7
    assert started.calls == [run or ("-P", "-m", "app", *words)]
    assert started.made == [set_up.COUNTER]


@pytest.mark.parametrize(("words", "asked"), [(["nik", "1"], False), (["due"], False), (["tour"], True), ([], True)])
def test_what_shows_no_window_needs_no_library_of_qt(
    started: Started, machine: Machine, words: list[str], asked: bool
) -> None:
    set_up.main(words)
    assert bool(machine.installs) == asked


def test_libraries_and_test_tools_are_two_calls(
    started: Started, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_up, "browser_tools", lambda: None)
    assert set_up.main(["test", "--fast"]) == 7
    first, second = machine.installs
    assert set(first) <= set(set_up.QT_LIBRARIES)
    assert second == set_up.TEST_TOOLS
    assert started.calls == [("tools/check.py", "--fast")]


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (SetUpError("the disk is full"), 1, "the disk is full"),
        (KeyboardInterrupt(), 130, "broken off; the next start goes on"),
    ],
)
def test_what_keeps_it_from_being_made_is_one_sentence(
    started: Started,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    sentence: str,
) -> None:
    def make(lock: str) -> None:
        raise error

    monkeypatch.setattr(started, "make", make)
    assert set_up.main(["nik", "1"]) == code
    assert capsys.readouterr().err == f"run.py: {sentence}\n"
