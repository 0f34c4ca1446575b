"""A machine that has nothing: both commands of the README on a bare Debian 12, as an ordinary user. `make bare`

In a tree with Debian's own Python and pip (tools/bare_tree.py) the superuser installs what run.py says is missing, word
for word. Needs root. `make bare ARGS=--run` leaves out `make test`.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time

from tools.bare_tree import SOURCE, Tree, bare_tree
from tools.installer import SetUpError, say

PIP = "23.0.1"
START = ("python3", "make")
NEEDED = re.compile(r"please install these system packages: sudo apt-get install (.+)")
CENTRE = """
python3 -m venv ~/centre
~/centre/bin/pip install --quiet --no-deps --require-hashes -r requirements-centre.txt
~/centre/bin/pip install --quiet --no-deps dist/*.whl
~/centre/bin/pip check
LOKET_CREDENTIALS=file ~/centre/bin/loket-server init --data ~/pusat
if ~/centre/bin/python -c 'import PySide6' 2>/dev/null; then exit 1; fi
if ~/centre/bin/python -c 'import reportlab' 2>/dev/null; then exit 1; fi
if ~/centre/bin/python -c 'import keyring' 2>/dev/null; then exit 1; fi
du -sm ~/centre | cut -f 1
"""


def must(tree: Tree, script: str, *, user: str = "") -> str:
    """What it said. Raises SetUpError."""
    who = {"user": user} if user else {}
    done = tree.run(script, network=True, cwd=SOURCE, **who)
    if done.code:
        raise SetUpError(f"exit code {done.code} of: {script.strip().splitlines()[0]}")
    return done.said


def install(tree: Tree, said: str) -> bool:
    """As the superuser, word for word what run.py asked for; whether it asked for anything."""
    asked = NEEDED.findall(said)
    for names in asked:
        must(tree, f"apt-get -qq install --no-install-recommends {names} >/dev/null", user="root")
    return bool(asked)


def run(tree: Tree) -> None:
    """`make run`: what is missing is named, then installed; without a display the tour is played."""
    said = tree.run("python3 run.py nik 5103010101900001", network=True, cwd=SOURCE)
    if said.code != 1 or not install(tree, said.said):
        raise SetUpError("run.py did not say that python3-venv is missing")
    if not install(tree, tree.run("make run", network=True, cwd=SOURCE).said):
        raise SetUpError("run.py did not name the libraries that are missing")
    must(tree, f"make run; .venv/bin/pip --version | grep -F 'pip {PIP} '")
    summary = json.loads((tree.root / SOURCE.lstrip("/") / "tour" / "tour.json").read_text(encoding="utf-8"))
    say(f"the tour left {len(summary['steps'])} pictures and {len(summary['papers'])} papers")
    if not summary["ok"]:
        raise SetUpError(f"the tour stopped: {summary['missed']}")


def centre(tree: Tree) -> None:
    """The centre's own lock, in an environment of its own, with none of the counter's packages."""
    must(tree, f"python3 run.py wheel\n{CENTRE}")


def test(tree: Tree) -> None:
    install(tree, must(tree, "make setup"))
    must(tree, "make test")


def main(arguments: list[str]) -> int:
    start = time.monotonic()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the tree goes, however this ends
    try:
        with bare_tree(START, echo=True) as tree:
            must(tree, "apt-get -qq update", user="root")
            for step in (run, centre) if "--run" in arguments else (run, centre, test):
                step(tree)
                say(f"{step.__name__}: done after {time.monotonic() - start:.0f} s")
    except (SetUpError, subprocess.CalledProcessError) as problem:
        say(str(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
