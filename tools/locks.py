"""Every lock with the oldest pip that Debian 12 has and with the newest, as run.py calls it: a dry run. `make locks`

With the oldest once more without `--no-deps`: a lock that is not complete, or that this pip leaves because of an extra,
fails here and not a week later on somebody's machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

from tools.installer import LOCKED, bare

HERE = Path(__file__).resolve().parent.parent
FOLLOWED = tuple(word for word in LOCKED if word != "--no-deps")
PIPS: dict[str, dict[str, tuple[str, ...]]] = {
    "pip==23.0.1": {"locked": LOCKED, "followed": FOLLOWED},
    "pip": {"locked": LOCKED},
}


def locks(folder: Path) -> list[Path]:
    return sorted(folder.glob("requirements*.txt"))


def dry_runs(
    python: Path, found: list[Path], ways: dict[str, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A name and a command for each."""
    for lock in found:
        for name, words in ways.items():
            command = (str(python), "-I", "-m", "pip", "--disable-pip-version-check", *words, "--dry-run")
            yield f"{lock.name} {name}", (*command, "-r", str(lock))


def tried(name: str, command: tuple[str, ...]) -> bool:
    """Whether it went well. What pip said is shown where it did not."""
    done = subprocess.run(command, env=bare(os.environ), capture_output=True, text=True, check=False)
    print("ok    " if done.returncode == 0 else "FAILED", name, flush=True)
    if done.returncode:
        print(done.stdout, done.stderr, sep="", flush=True)
    return done.returncode == 0


def main() -> int:
    good: list[bool] = []
    with tempfile.TemporaryDirectory() as folder:
        for pip, ways in PIPS.items():
            made = Path(folder) / pip
            venv.create(made, with_pip=True)
            python = made / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
            subprocess.run(
                (python, "-I", "-m", "pip", "install", "--quiet", "--upgrade", pip), env=bare(os.environ), check=True
            )
            good += [tried(f"{pip:12} {name}", words) for name, words in dry_runs(python, locks(HERE), ways)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
