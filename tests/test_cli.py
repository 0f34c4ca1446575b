"""`loket` where there is no display, and where only the centre is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.desktop.command_line import NO_DISPLAY, has_display

SHUT = """
import sys
class Shut:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {shut!r}:
            raise {kind}(f"{{name!r}} is not there", {told})
sys.meta_path.insert(0, Shut())
from app import cli
sys.exit(cli.{entry}({words!r}))
"""
QT_CORE = "name='QtCore', path='/x/site-packages/PySide6/QtCore.abi3.so'"  # as CPython tells it
DESKTOP = ("PySide6", "shiboken6", "httpx", "keyring", "pypdfium2", "qrcode", "reportlab", "xlsxwriter")


def without(packages: tuple[str, ...], entry: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process of its own that finds none of these packages."""
    kind, told = environment.pop("kind", "ModuleNotFoundError"), environment.pop("told", "name=name")
    program = SHUT.format(shut=packages, entry=entry, words=list(words), kind=kind, told=told)
    known = {name: value for name, value in os.environ.items() if not name.startswith(("DISPLAY", "WAYLAND", "QT_"))}
    command = (sys.executable, "-c", program)
    return subprocess.run(command, env=known | environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    ("environ", "platform", "shown"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "darwin", True),
    ],
)
def test_where_a_window_can_be_shown(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], platform: str, shown: bool
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert has_display(environ) == shown


@pytest.mark.parametrize("words", [(), ("--training",)])
def test_without_a_display_a_sentence_says_what_runs_without(words: tuple[str, ...]) -> None:
    done = without((), "main", *words)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", NO_DISPLAY + "\n")


def test_help_needs_no_display() -> None:
    assert "--training" in without((), "main", "--help").stdout


def test_nik_and_due_need_neither_display_nor_the_counters_packages() -> None:
    assert without(DESKTOP, "main", "nik", "5103010101900001").stdout.startswith("5103 0101 0190 0001: baik.")
    assert without(DESKTOP, "main", "due", "--received", "2026-03-13T09:00", "--days", "5").returncode == 0


@pytest.mark.parametrize("words", [(), ("tour", "--out", "x")])
def test_where_only_the_centre_is_installed_a_sentence_says_so(words: tuple[str, ...]) -> None:
    done = without(DESKTOP, "main", *words, QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stdout) == (1, "")
    assert "hanya pusat yang dipasang" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [(), ("tour", "--out", "x")])
def test_a_system_library_that_qt_lacks_is_a_sentence(words: tuple[str, ...]) -> None:
    done = without(("PySide6",), "main", *words, QT_QPA_PLATFORM="offscreen", kind="ImportError", told=QT_CORE)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "loket: pustaka sistem yang dibutuhkan Qt belum dipasang ('PySide6' is not there).\n"


def test_a_package_that_is_missing_otherwise_is_not_explained_away(tmp_path: Path) -> None:
    done = without(("msgspec",), "main", "tour", "--out", str(tmp_path / "tour"))
    assert "ModuleNotFoundError: 'msgspec' is not there" in done.stderr


@pytest.mark.parametrize("words", [("--help",), ("run", "--help"), ("doctor", "--help")])
def test_the_centre_starts_without_the_counters_packages(words: tuple[str, ...]) -> None:
    done = without(DESKTOP, "server", *words)
    assert done.returncode == 0, done.stderr
    assert "loket-server" in done.stdout


def test_a_centre_is_founded_without_them_and_its_key_lies_in_the_folder(tmp_path: Path) -> None:
    """No LOKET_CREDENTIALS: a credential store that cannot be loaded is one that does not answer."""
    done = without(DESKTOP, "server", "init", "--data", str(tmp_path / "pusat"), LOKET_CREDENTIALS="")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "pusat" / "register.key").stat().st_size == 64


def test_a_tour_whose_folder_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = without((), "main", "tour", "--out", str(tmp_path / "file" / "tour"))
    assert done.returncode == 1
    assert done.stderr == f"tour: {tmp_path / 'file' / 'tour'}: Not a directory\n"
