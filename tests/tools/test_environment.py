"""The environment as run.py keeps it, with the real venv and the real pip, on a small project that needs no network."""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from tools import set_up
from tools.environment import Environment
from tools.installer import MEANINGS, SetUpError, bare, meaning

HERE = Path(__file__).resolve().parents[2]
CODE = ("run.py", "tools/environment.py", "tools/installer.py", "tools/progress.py", "tools/set_up.py")
NAME = "lokét ᬮᭀᬓᬾᬢ"
APP = "import os, sys\nprint(sys.prefix, os.getcwd(), *sys.argv[1:])\n"
# A build backend of the project's own folder: the locked build tools are not what is tried here.
BACKEND = """
import os
from zipfile import ZipFile

def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    name = "small-1.0-py3-none-any.whl"
    with ZipFile(os.path.join(wheel_directory, name), "w") as wheel:
        wheel.writestr("small.pth", os.getcwd() + "\\n")
        wheel.writestr("small-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: small\\nVersion: 1.0\\n")
        wheel.writestr("small-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("small-1.0.dist-info/RECORD", "")
    return name
"""
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "small"
version = "1.0"
"""


@dataclass
class Project:
    """A folder with run.py, a program of three lines and one locked package; its index is a folder of wheels."""

    folder: Path

    @property
    def wheels(self) -> Path:
        """Beside it: pip parts a list of places at blanks."""
        return self.folder.parent / "wheels"

    def run(self, *words: str, code: int = 0, at: Path | None = None, **environment: str) -> str:
        """What it said, output and errors; its exit code is looked at."""
        known = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        index = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_CONFIG_FILE": os.devnull}
        command = (sys.executable, "-B", str(self.folder / "run.py"), *words)
        done = subprocess.run(
            command,
            env=known | {"DISPLAY": ":none"} | index | environment,
            cwd=at or self.folder.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout
        assert "Traceback" not in done.stdout
        return done.stdout

    def problem(self, **environment: str) -> str:
        """The one sentence it ends with."""
        return self.run("nik", code=1, **environment).splitlines()[-1].removeprefix("run.py: ")

    def fault(self) -> str:
        return Environment(self.folder, lambda: None).fault()

    @property
    def environment(self) -> Path:
        return self.folder / ".venv"

    def has(self, module: str) -> bool:
        words = (str(self.environment / "bin" / "python"), "-I", "-c", f"import {module}")
        return subprocess.run(words, capture_output=True, check=False).returncode == 0

    def lock(self, name: str, *packages: str) -> None:
        """Write a lock of packages, `name-1.0` each, whose wheels are made."""
        lines = [f"{each}==1.0 --hash=sha256:{self._wheel(each)}\n" for each in packages]
        (self.folder / name).write_text("".join(lines) or "# nothing\n")

    def _wheel(self, package: str) -> str:
        path = self.wheels / f"{package}-1.0-py3-none-any.whl"
        path.parent.mkdir(exist_ok=True)
        facts = {
            f"{package}.py": "",
            f"{package}-1.0.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n",
            f"{package}-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        record = "".join(f"{name},{_digest(text)},{len(text)}\n" for name, text in facts.items())
        with ZipFile(path, "w") as wheel:
            for name, text in (facts | {f"{package}-1.0.dist-info/RECORD": record}).items():
                wheel.writestr(name, text)
        return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(text: str) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def project(folder: Path) -> Project:
    """Nothing of it is set up yet."""
    made = Project(folder)
    for name in CODE:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / name, folder / name)
    texts = {"tools/__init__.py": "", "app/__init__.py": "", "app/__main__.py": APP, "backend.py": BACKEND}
    for name, text in (texts | {"pyproject.toml": PROJECT}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    made.lock(set_up.COUNTER, "alpha", "beta")
    made.lock("requirements-build.txt", "maker")
    return made


@pytest.fixture
def fresh(tmp_path: Path) -> Project:
    return project(tmp_path / NAME)


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One that is set up, to be copied: making an environment takes seconds."""
    made = project(tmp_path_factory.mktemp("pattern") / NAME)
    made.run("nik")
    return made


@pytest.fixture
def made(pattern: Project, tmp_path: Path) -> Project:
    """As if it had been set up where it is."""
    copy = Project(tmp_path / NAME)
    shutil.copytree(pattern.wheels, copy.wheels)
    shutil.copytree(pattern.folder, copy.folder, symlinks=True)
    for path in (copy.environment / "made.json", *copy.environment.rglob("small.pth")):
        old = json.dumps(str(pattern.folder))[1:-1], json.dumps(str(copy.folder))[1:-1]
        path.write_text(path.read_text().replace(*old).replace(str(pattern.folder), str(copy.folder)))
    return copy


def test_a_fresh_folder_is_set_up_and_the_program_runs_where_the_caller_is(fresh: Project, tmp_path: Path) -> None:
    said = fresh.run("nik", "51", at=tmp_path)
    assert said.splitlines()[-1] == f"{fresh.environment} {tmp_path} nik 51"
    assert "making .venv" in said
    assert fresh.has("alpha")
    assert fresh.has("beta")
    assert not fresh.has("maker"), "build tools do not stay"
    assert fresh.run("nik", "52", at=tmp_path) == f"{fresh.environment} {tmp_path} nik 52\n", (
        "the second start is quiet"
    )


def test_a_changed_lock_is_installed_and_a_second_one_stays_current_with_it(made: Project) -> None:
    made.lock(set_up.CARDS, "gamma")
    assert made.run("ocr").count(set_up.CARDS)
    made.lock(set_up.COUNTER, "alpha", "beta", "delta")
    made.lock(set_up.CARDS, "gamma", "epsilon")
    said = made.run("nik")
    assert "made anew" not in said
    assert all(map(made.has, ("gamma", "delta", "epsilon")))


def test_what_changes_no_installation_installs_nothing(made: Project) -> None:
    with (made.folder / "pyproject.toml").open("a") as file:
        file.write("[tool.ruff]\nline-length = 120\n")
    assert made.run("nik", PIP_FIND_LINKS="/nowhere").count("\n") == 1


def no_mark(project: Project) -> None:
    (project.environment / "made.json").unlink()


def torn_mark(project: Project) -> None:
    (project.environment / "made.json").write_text('{"folder"')


def strange_mark(project: Project) -> None:
    (project.environment / "made.json").write_text('["a list"]')


def no_python(project: Project) -> None:
    for path in (project.environment / "bin").glob("python*"):
        path.unlink()


def dangling_python(project: Project) -> None:
    no_python(project)
    (project.environment / "bin" / "python").symlink_to("/nowhere/python3")


def other_prefix(project: Project) -> None:
    """The launcher of another environment: what it would start is not in this folder."""
    no_python(project)
    (project.environment / "bin" / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (project.environment / "bin" / "python").chmod(0o755)


def nothing_but_folders(project: Project) -> None:
    shutil.rmtree(project.environment)
    (project.environment / "bin").mkdir(parents=True)


def a_link(project: Project) -> None:
    shutil.rmtree(project.environment)
    project.environment.symlink_to(project.folder / "elsewhere")
    (project.folder / "elsewhere").mkdir()


FAULTS = {
    no_mark: "was not finished",
    torn_mark: "was not finished",
    strange_mark: "was not finished",
    nothing_but_folders: "was not finished",
    a_link: "was not finished",
    no_python: "is gone",
    dangling_python: "is gone",
    other_prefix: "is gone",
}


@pytest.mark.parametrize(("break_it", "reason"), FAULTS.items(), ids=[each.__name__ for each in FAULTS])
def test_an_environment_that_is_not_whole_is_to_be_made_anew(
    made: Project, break_it: Callable[[Project], None], reason: str
) -> None:
    assert made.fault() == ""
    break_it(made)
    assert reason in made.fault()


def test_it_is_made_anew_by_itself(made: Project) -> None:
    a_link(made)
    said = made.run("nik", "51")
    assert "made anew" in said
    assert said.splitlines()[-1].endswith("nik 51")
    assert made.has("alpha")
    assert made.has("pip")


def test_an_environment_whose_pip_is_gone_is_made_anew_once_something_is_to_be_installed(made: Project) -> None:
    for path in (made.environment / "lib").glob("python*/site-packages/pip"):
        shutil.rmtree(path)
    assert "made anew" not in made.run("nik"), "the program needs no pip"
    made.lock(set_up.COUNTER, "alpha", "beta", "delta")
    assert "has no pip that works" in made.run("nik")
    assert made.has("delta")


def test_a_folder_that_was_copied_or_moved_does_not_run_the_old_code(made: Project, tmp_path: Path) -> None:
    """The original is still there, and the copy's environment points to it."""
    other = Project(tmp_path / "other place")
    shutil.copytree(made.folder, other.folder, symlinks=True)
    said = other.run("nik")
    assert "was copied or moved here" in said
    assert said.splitlines()[-1].startswith(str(other.environment))
    words = (str(other.environment / "bin" / "python"), "-I", "-c", "import app; print(app.__file__)")
    assert subprocess.check_output(words, text=True) == f"{other.folder}/app/__init__.py\n"
    assert made.fault() == ""
    made.folder.rename(tmp_path / "third place")
    assert "was copied or moved here" in Project(tmp_path / "third place").fault()


def test_no_variable_and_no_pip_conf_leads_the_set_up_astray(fresh: Project, tmp_path: Path) -> None:
    (tmp_path / "pip.conf").write_text("[install]\nuser = true\n")
    wrong = dict.fromkeys(("PIP_USER", "PIP_REQUIRE_HASHES", "PIP_DRY_RUN", "PIP_ISOLATED", "PYTHONSAFEPATH"), "1")
    wrong |= dict.fromkeys(
        ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_CONSTRAINT", "PIP_PYTHON", "PYTHONPATH"), "/no"
    )
    wrong |= {"PIP_PLATFORM": "win32", "PIP_NO_BINARY": ":all:", "PIP_QUIET": "3", "PYTHONWARNINGS": "error"}
    fresh.run("nik", **wrong, PIP_CONFIG_FILE=str(tmp_path / "pip.conf"))
    assert fresh.has("alpha")
    assert not fresh.has("maker")


def test_only_where_packages_come_from_is_taken_over() -> None:
    given = {"PIP_INDEX_URL": "a", "pip_user": "1", "PIP_USER": "1", "PYTHONPATH": "b", "PATH": "c", "PIP_CERT": "d"}
    assert bare(given) == {"PIP_INDEX_URL": "a", "PATH": "c", "PIP_CERT": "d"}


def test_without_a_network_one_sentence_says_so(made: Project) -> None:
    made.lock(set_up.COUNTER, "alpha", "delta")
    away = {"PIP_NO_INDEX": "", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1"}
    assert made.problem(**away, PIP_TRUSTED_HOST="127.0.0.1").startswith("the package index cannot be reached")
    made.run("nik")
    assert made.has("delta")


def test_a_changed_package_is_said(made: Project) -> None:
    made.lock(set_up.COUNTER, "alpha", "delta")
    with (made.wheels / "delta-1.0-py3-none-any.whl").open("ab") as wheel:
        wheel.write(b" ")
    assert made.problem() == f"a package is not the one that {set_up.COUNTER} names, so nothing was installed"


def test_a_failure_before_anything_was_replaced_leaves_the_environment_as_it_was(made: Project) -> None:
    before = (made.folder / set_up.COUNTER).read_bytes()
    made.lock(set_up.COUNTER, "alpha", "delta")
    (made.wheels / "delta-1.0-py3-none-any.whl").unlink()
    assert made.problem().startswith(f"{set_up.COUNTER} names a package that was not found")
    (made.folder / set_up.COUNTER).write_bytes(before)
    assert made.run("nik").count("\n") == 1


def test_two_set_ups_at_once(made: Project) -> None:
    import fcntl

    made.lock(set_up.COUNTER, "alpha", "delta")
    with (made.folder / "build" / "set-up.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert made.problem().startswith("another set-up is at work")
    made.run("nik")
    assert made.has("delta")


def test_a_file_in_the_way_is_said(fresh: Project) -> None:
    fresh.environment.write_text("")
    assert fresh.problem().startswith(".venv cannot be made")


@contextmanager
def somebody() -> Iterator[None]:
    """Not the superuser, who may write everywhere."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_folder_that_may_not_be_written() -> None:
    with tempfile.TemporaryDirectory() as place:
        fresh = project(Path(place) / "loket")
        Path(place).chmod(0o755)
        fresh.folder.chmod(0o555)
        words = "build may not be written: copy the folder to a place of your own$"
        with somebody(), pytest.raises(SetUpError, match=words):
            Environment(fresh.folder, lambda: None).make(set_up.COUNTER)
        fresh.folder.chmod(0o755)


def test_every_meaning_is_one_sentence() -> None:
    assert all(meaning(words[0], "x.txt") == text.format(lock="x.txt") for words, text in MEANINGS.items())
    assert meaning("ERROR: something else", "x.txt").startswith("pip could not install x.txt")


def test_the_first_file_parses_under_an_old_python() -> None:
    ast.parse((HERE / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_every_lock_that_run_py_names_is_there() -> None:
    for lock in (set_up.COUNTER, set_up.DEVELOPER, set_up.CARDS):
        assert (HERE / lock).is_file()
