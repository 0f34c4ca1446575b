"""Each limit on a sample that breaks it and one that just does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import sizes
from tools.sizes import Breach, breaches, parse

DOC = '"""What it is for."""\n'


def found(path: str, source: str) -> list[str]:
    return [breach.what for breach in breaches(parse(Path(path), source))]


def function(lines: int) -> str:
    return "def act():\n" + "    x = 1\n" * (lines - 1)


def klass(methods: int) -> str:
    return "class Desk:\n" + "".join(f"    def m{number}(self): ...\n" for number in range(methods))


@pytest.mark.parametrize(
    ("path", "source", "what"),
    [
        ("app/rules/nik.py", DOC + "x = 1\n" * 400, "module of 401 lines, cap 400"),
        ("app/ui/shell/window.py", DOC + "x = 1\n" * 200, "module of 201 lines, cap 200"),
        ("app/rules/nik.py", DOC + function(41), "act has 41 lines, cap 40"),
        ("run.py", DOC + "async " + function(41), "act has 41 lines, cap 40"),
        ("app/ui/shell/desk.py", DOC + klass(16), "Desk has 16 public methods, cap 15"),
        ("app/ui/shell/desk.py", DOC + "class Desk:\n" + "    x = 1\n" * 250, "Desk has 251 lines, cap 250"),
        ("tools/x.py", "x = 1\n", "module does not say what it is for"),
        ("app/utils/x.py", DOC, "a name that says nothing"),
        ("app/ui/helpers.py", DOC, "a name that says nothing"),
        ("app/ui/x.py", DOC + "button.clicked.connect(lambda: 1)\n", "lambda slot"),
        ("app/ui/x.py", DOC + "button.clicked.connect(lambda: 1, kind)\n", "lambda slot"),
        ("app/ui/x.py", DOC + "layout.itemAt(0)\n", "layout item in Python's hands"),
        ("app/ui/x.py", DOC + "def act():\n    global state\n", "global statement"),
        ("app/ui/x.py", DOC + "rung = Signal(object)\n", "untyped signal: object"),
        ("app/ui/x.py", DOC + "rung = QtCore.Signal(dict[str, int])\n", "untyped signal: dict"),
        ("app/ui/x.py", DOC + "rung = Signal(str, int)\n", "untyped signal: str, int"),
        ("app/x.py", DOC + "try:\n    act()\nexcept Exception:\n    pass\n", "broad exception swallowed"),
        ("app/x.py", DOC + "try:\n    act()\nexcept:\n    '''no'''\n", "broad exception swallowed"),
        (
            "app/x.py",
            DOC + "def f():\n    try:\n        a()\n    except (OSError, Exception):\n        return None\n",
            "broad exception swallowed",
        ),
        ("app/x.py", DOC + "with contextlib.suppress(Exception):\n    act()\n", "broad exception suppressed"),
        ("tests/test_x.py", "time.sleep(1)\n", "a test that waits: time.sleep"),
        ("tests/test_x.py", "qtbot.wait(100)\n", "a test that waits: qtbot.wait"),
        ("tests/test_x.py", "@pytest.mark.flaky(reruns=2)\ndef test_a(): ...\n", "flaky mark on test_a"),
        ("tests/test_x.py", "@flaky\ndef test_a(): ...\n", "flaky mark on test_a"),
        ("tests/test_x.py", "button.clicked.connect(lambda: 1)\n", "lambda slot"),
    ],
)
def test_breach_is_found(path: str, source: str, what: str) -> None:
    assert found(path, source) == [what]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("app/rules/nik.py", DOC + "x = 1\n" * 399),
        ("app/rules/nik.py", DOC + function(40)),
        ("app/ui/shell/desk.py", DOC + klass(15)),
        ("app/ui/__init__.py", ""),
        ("app/models/base.py", DOC),
        ("app/migrations/versions/0001_tables.py", DOC + function(500)),
        ("app/ui/x.py", DOC + "changed = Signal()\nregistered = Signal(Registered)\n"),
        ("app/ui/x.py", DOC + "button.clicked.connect(self.save)\n(lambda: 1)()\n"),
        ("app/x.py", DOC + "try:\n    act()\nexcept Exception:\n    raise Broken\n"),
        ("app/x.py", DOC + "try:\n    act()\nexcept Exception as error:\n    report(error)\n"),
        ("app/x.py", DOC + "def f():\n    try:\n        a()\n    except Exception:\n        return g()\n"),
        ("app/x.py", DOC + "try:\n    act()\nexcept KeyError:\n    pass\n"),
        ("app/x.py", DOC + "with suppress(FileNotFoundError):\n    act()\n"),
        ("app/x.py", DOC + "time.sleep(1)\n"),
        ("tests/test_x.py", function(500) + "qtbot.waitUntil(ready)\n"),
        ("tests/test_x.py", "@pytest.mark.parametrize('a', [1])\ndef test_a(a): ...\n"),
    ],
)
def test_what_is_allowed(path: str, source: str) -> None:
    assert found(path, source) == []


def test_breach_names_the_place() -> None:
    assert str(Breach(Path("app/x.py"), 7, "lambda slot")) == "app/x.py:7: lambda slot"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("from unittest.mock import Mock, patch\n", 2),
        ("Mock()\nmocker.patch('x')\n", 3),
        ("monkeypatch.setattr(a, 'b', c)\n", 1),
        ("monkeypatch.setenv('a', 'b')\nsetattr(a, 'b', 1)\n", 0),
    ],
)
def test_mock_words(source: str, words: int) -> None:
    assert sizes.mock_words([parse(Path("tests/test_x.py"), source)]) == words


def project(folder: Path, **files: str) -> Path:
    for name, source in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".py").write_text(source, "utf-8")
    return folder


def test_whole_project_that_keeps_the_limits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = DOC + function(4) + function(8) + function(9)
    project(tmp_path, run=DOC, app__rules__nik=source, tests__test_nik="def test_a():\n    assert act()\n" * 12)
    assert sizes.main(tmp_path) == 0
    assert capsys.readouterr().out.splitlines() == [
        "module lines   median 22, 90 % 22, largest 22 (100 / 250 / 400)",
        "function lines median 8, 90 % 9, largest 9 (8 / 25 / 40)",
        "test : code    1.09 of 22 lines (1.2 to 1.5)",
        "mock words     0.000 a test, 12 tests (cap 0.1)",
    ]


def test_breach_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(tmp_path, app__x=DOC + function(50))
    assert sizes.main(tmp_path) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "app/x.py:2: act has 50 lines, cap 40"


def test_too_many_mocks_end_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(tmp_path, app__x=DOC, tests__test_x="def test_a():\n    assert Mock()\n")
    assert sizes.main(tmp_path) == 1
    assert "over: mock words     1.000 a test" in capsys.readouterr().out
