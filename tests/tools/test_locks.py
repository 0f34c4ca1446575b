"""The locks fit together, hold what a package of theirs asks for, and name nobody's index."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import locks
from tools.installer import BUILD, LOCKED
from tools.set_up import CARDS, COUNTER, DEVELOPER

HERE = Path(__file__).resolve().parents[2]
CENTRE, MUTATION = "requirements-centre.txt", "requirements-mutation.txt"
NAMES = [each.name for each in locks.locks(HERE)]
COUNTERS_ONLY = {
    "pyside6-essentials",
    "shiboken6",
    "reportlab",
    "keyring",
    "httpx",
    "pypdfium2",
    "qrcode",
    "xlsxwriter",
}


def pinned(lock: str) -> dict[str, list[Requirement]]:
    """By canonical name; more than one where markers choose between releases."""
    found: dict[str, list[Requirement]] = {}
    for line in (HERE / lock).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            requirement = Requirement(line.removesuffix("\\").strip())
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def test_there_is_a_lock_for_each_side_for_developers_for_cards_for_mutants_and_for_making_the_package() -> None:
    assert set(NAMES) == {COUNTER, CENTRE, DEVELOPER, CARDS, BUILD, MUTATION}


@pytest.mark.parametrize("lock", NAMES)
def test_every_line_names_one_release_and_its_hashes(lock: str) -> None:
    text = (HERE / lock).read_text(encoding="utf-8")
    assert text.count("--hash=sha256:") >= len(pinned(lock))
    assert all(str(each.specifier).startswith("==") for found in pinned(lock).values() for each in found)
    assert not re.search(r"https?://|^--|^-[ie]|/work/|/tmp/", text, re.MULTILINE), "no index, no path of a machine"


@pytest.mark.parametrize("lock", [name for name in NAMES if name != DEVELOPER])
def test_what_two_locks_share_is_the_same_release(lock: str) -> None:
    others = pinned(DEVELOPER)
    for name, found in pinned(lock).items():
        assert {str(each.specifier) for each in found} == {str(x.specifier) for x in others.get(name, found)}, name


@pytest.mark.parametrize("lock", NAMES)
def test_an_extra_that_a_package_asks_for_stands_in_the_lock(lock: str) -> None:
    """pip before 23.3 takes `coverage[toml]` for another thing than `coverage` and goes past the lock for it."""
    found = pinned(lock)
    for name in found:
        try:
            asked = [Requirement(each) for each in requires(name) or ()]
        except PackageNotFoundError:  # for another system, or another lock's
            continue
        extras = set().union(*(each.extras for each in found[name])) or {""}
        for each in asked:
            if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras):
                kept = found.get(canonicalize_name(each.name))
                assert kept, f"{name} asks for {each}"
                assert each.extras <= set().union(*(one.extras for one in kept)), f"{name} asks for {each}"


def test_the_case_that_failed_is_kept() -> None:
    (coverage,) = pinned(DEVELOPER)["coverage"]
    assert coverage.extras == {"toml"}


def test_the_centre_installs_nothing_of_the_counter_and_no_office_build_tools() -> None:
    assert not COUNTERS_ONLY & set(pinned(CENTRE))
    assert set(pinned(COUNTER)) >= COUNTERS_ONLY
    assert not {"hatchling", "editables", "pytest", "mypy"} & (set(pinned(COUNTER)) | set(pinned(CENTRE)))
    assert set(pinned(BUILD)) >= {"hatchling", "editables"}


def test_what_the_project_asks_for_on_each_side_is_locked() -> None:
    project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    sides = {COUNTER: extras["desktop"][1:] + extras["centre"], CENTRE: extras["centre"], CARDS: extras["ocr"]}
    assert extras["desktop"][0] == "loket-ptsp[centre]"
    for lock, asked in sides.items():
        found = pinned(lock)
        for each in map(Requirement, [*project["dependencies"], *asked]):
            (release,) = {str(x.specifier).removeprefix("==") for x in found[canonicalize_name(each.name)]}
            assert each.specifier.contains(release), each


def test_the_dry_run_calls_pip_as_the_set_up_does() -> None:
    runs = dict(locks.dry_runs(Path("python"), [HERE / COUNTER], locks.PIPS["pip==23.0.1"]))
    assert runs[f"{COUNTER} locked"][5:-2] == (*LOCKED, "--dry-run")
    assert "--no-deps" in LOCKED
    assert "--no-deps" not in runs[f"{COUNTER} followed"]
    assert locks.PIPS["pip"]["locked"] == LOCKED


@pytest.mark.parametrize(("code", "good"), [(0, True), (1, False)])
def test_a_lock_that_fails_is_shown(capsys: pytest.CaptureFixture[str], code: int, good: bool) -> None:
    assert locks.tried("a", ("python3", "-c", f"print('because'); raise SystemExit({code})")) == good
    assert capsys.readouterr().out == ("ok     a\n" if good else "FAILED a\nbecause\n\n")


def test_no_document_installs_the_program_from_a_registry_by_name() -> None:
    """The name is on no registry: whoever took it there would be installed instead."""
    texts = [HERE / "README.md", *(HERE / "docs").rglob("*.md"), *(HERE / "resources").rglob("*.md")]
    wrong = re.compile(
        r"(pip3?|uv|pipx)\b[^\n`]*\binstall\b[^\n`]*\bloket[-_.]ptsp(?![-_.\w]*\.whl)(?!-\*)", re.IGNORECASE
    )
    assert wrong.search('pip install "loket-ptsp[ocr]"')
    assert not wrong.search("pip install --no-deps loket_ptsp-*.whl")
    assert not wrong.search("pip install --no-deps dist/loket_ptsp-0.3.0-py3-none-any.whl")
    found = {path.name: wrong.findall(path.read_text(encoding="utf-8")) for path in texts}
    assert not any(found.values()), found
