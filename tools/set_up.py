"""What `run.py` does: system packages, the environment, then the program or the tests. The standard library only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.environment import Environment
from tools.installer import SetUpError, say

HERE = Path(__file__).resolve().parent.parent
COUNTER, DEVELOPER, CARDS = "requirements.txt", "requirements-dev.txt", "requirements-ocr.txt"

# What Qt loads and a bare Debian or Ubuntu lacks. Names differ where the 64-bit time_t transition renamed them.
QT_LIBRARIES = [
    *("libglib2.0-0", "libgl1", "libegl1", "libfontconfig1", "libxkbcommon0", "libdbus-1-3", "libbrotli1"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxkbcommon-x11-0", "libxcb-shape0"),
]
TEST_TOOLS = ["xvfb", "xauth", "poppler-utils", "cups", "printer-driver-cups-pdf", "chromium"]
BROWSER_TOOLS = HERE / "build" / "browser"
NO_WINDOW = ("nik", "due")
BROKEN_OFF = 130


def main(words: list[str]) -> int:
    """The exit code. What keeps the set-up from being made is said in one sentence."""
    verbs = {"test": test, "setup": setup, "wheel": wheel, "ocr": ocr}
    try:
        return verbs[words[0]](words[1:]) if words and words[0] in verbs else run(words)
    except SetUpError as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        say("broken off; the next start goes on")
        return BROKEN_OFF


def run(arguments: list[str]) -> int:
    """The program with these arguments; without any and without a display the tour."""
    if arguments[:1] not in ([each] for each in NO_WINDOW):
        system_packages(QT_LIBRARIES)
    made = environment()
    made.make(COUNTER)
    if arguments or has_display(os.environ):
        return made.call("-P", "-m", "app", *arguments)
    say("there is no display here, so the tour is played instead; pictures and papers go to tour/")
    return made.call("-P", "-m", "app", "tour", "--out", "tour")


def test(arguments: list[str]) -> int:
    setup([])
    return environment().call("tools/check.py", *arguments, folder=HERE)


def setup(_: list[str]) -> int:
    """All that a developer needs. Qt's libraries are a call of their own: a missing test tool does not cost them."""
    system_packages(QT_LIBRARIES)
    system_packages(TEST_TOOLS)
    environment().make(DEVELOPER)
    browser_tools()
    return 0


def wheel(_: list[str]) -> int:
    """The release as one file in dist/, made with the locked build tools."""
    made = environment()
    made.make(COUNTER)
    made.installer.build_wheel(HERE / "dist")
    return 0


def ocr(_: list[str]) -> int:
    """The reading of identity cards beside the program."""
    environment().make(CARDS)
    return 0


def environment() -> Environment:
    return Environment(HERE, need_venv)


def has_display(environ: Mapping[str, str]) -> bool:
    return os.name == "nt" or sys.platform == "darwin" or any(map(environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def need_venv() -> None:
    """Debian keeps what makes an environment in a package of its own, named after the Python."""
    system_packages([f"python{sys.version_info.major}.{sys.version_info.minor}-venv"])


def missing_packages(wanted: list[str]) -> list[str]:
    """Debian packages of `wanted` that are not installed; none on a machine without dpkg."""
    if not shutil.which("dpkg-query"):
        return []
    query = ["dpkg-query", "-W", "-f", "${Package} ${Status}\n", *wanted, *(f"{name}t64" for name in wanted)]
    found = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    present = {line.split()[0].removesuffix("t64") for line in found.splitlines() if line.endswith(" installed")}
    return [name for name in wanted if name not in present]


def system_packages(wanted: list[str]) -> None:
    """Install what is missing where that is allowed (root with apt-get); otherwise say in one line what to install."""
    missing = missing_packages(wanted)
    if not missing:
        return
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (root and shutil.which("apt-get")):
        say(f"please install these system packages: sudo apt-get install {' '.join(missing)}")
        return
    say(f"installing system packages: {' '.join(missing)}")
    apt_get("update")
    if not apt_get("install", *missing):
        for name in missing:  # one name that this release of the system does not know spoils only itself
            apt_get("install", name)
    left = missing_packages(wanted)
    if left:
        say(f"these system packages could not be installed, please install them: {' '.join(left)}")


def apt_get(verb: str, *names: str) -> bool:
    """Whether it was done. What it says goes to stderr: the output is the program's own."""
    options = ("-y", "--no-install-recommends") if verb == "install" else ()
    words = ("apt-get", verb, "-qq", "-o", "Dpkg::Use-Pty=0", *options, *names)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(words, env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        sys.stderr.write(
            "".join(line for line in done.stdout.splitlines(keepends=True) if line.startswith(("E:", "W:")))
        )
    return done.returncode == 0


def browser_tools() -> None:
    """What drives and judges the public page in a browser, from npm; without it those tests say so."""
    wanted = (HERE / "tests" / "browser" / "package.json").read_bytes()
    package = BROWSER_TOOLS / "package.json"
    if package.is_file() and package.read_bytes() == wanted and (BROWSER_TOOLS / "node_modules").is_dir():
        return
    npm = shutil.which("npm")
    if not npm:
        say("there is no npm here, so the public page is not tested in a browser")
        return
    say("installing tests/browser/package.json")
    BROWSER_TOOLS.mkdir(parents=True, exist_ok=True)
    package.write_bytes(wanted)
    options = ("--prefix", str(BROWSER_TOOLS), "--no-package-lock", "--no-audit", "--no-fund", "--silent")
    if subprocess.run((npm, "install", *options), cwd=HERE, check=False).returncode:
        package.unlink()
        say("npm could not install them, so the public page is not tested in a browser")
