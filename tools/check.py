"""Everything that must hold before a change lands, each under its heading with its time: `python3 run.py test`.

`--fast` runs the tests without measuring coverage. Nothing stops at the first failure; the exit code says whether
there was one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
REPORT = Path("build") / "coverage.json"
WORKERS = "2"


@dataclass(frozen=True)
class Outcome:
    name: str
    code: int
    seconds: float
    closing: str

    def __str__(self) -> str:
        return (
            f"{'ok    ' if self.code == 0 else 'FAILED'} {self.seconds:6.1f} s  {self.name:14} {self.closing}".rstrip()
        )


def steps(python: str, scripts: Path, *, fast: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "ruff format", (python, "-m", "ruff", "format", "--check", ".")
    yield "ruff check", (python, "-m", "ruff", "check", ".")
    yield "mypy", (python, "-m", "mypy")
    yield "lint-imports", (str(scripts / "lint-imports"),)
    yield "sizes", (python, "tools/sizes.py")
    tests = (python, "-m", "pytest", "-n", WORKERS, "--dist", "loadfile")  # what a module makes once is made once
    if fast:
        yield "pytest", tests
        return
    yield "pytest", (*tests, "--cov=app", "--cov-branch", "--cov-report=", f"--cov-report=json:{REPORT}")
    yield "coverage", (python, "tools/coverage_gate.py", str(REPORT))


def surroundings(environ: dict[str, str]) -> dict[str, str]:
    """Windows stay off the screen unless QT_QPA_PLATFORM asks for one."""
    return {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", "COLUMNS": "120"} | environ


def run(name: str, words: tuple[str, ...], environ: dict[str, str], folder: Path = HERE) -> Outcome:
    """Its output passes through as it comes; the last line of it is kept for the summary."""
    print(f"\n=== {name} ".ljust(100, "="), flush=True)
    start, last = time.perf_counter(), ""
    with subprocess.Popen(
        words, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    return Outcome(name, process.returncode, time.perf_counter() - start, last.strip("= "))


def main(arguments: list[str]) -> int:
    (HERE / REPORT).unlink(missing_ok=True)
    environ = surroundings(dict(os.environ))
    scripts = Path(sysconfig.get_path("scripts"))
    wanted = steps(sys.executable, scripts, fast="--fast" in arguments)
    outcomes = [run(name, words, environ) for name, words in wanted]
    print("\n=== summary ".ljust(100, "="), *outcomes, sep="\n", flush=True)
    return 1 if any(outcome.code for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
