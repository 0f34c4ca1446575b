"""Sets the program up and starts it, or sets it up and tests it: `py run.py`, `py run.py test`.

One script for Linux, macOS and Windows; the Makefile only calls it. It needs Python 3.11 or newer and nothing else
(with an older one pip says so).
The environment lives in `.venv`, is made from the hash-locked files and is made again when they change.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

# What Qt loads and a bare Debian or Ubuntu lacks. Names differ where the 64-bit time_t transition renamed them.
QT_LIBRARIES = [
    *("libglib2.0-0", "libgl1", "libegl1", "libfontconfig1", "libxkbcommon0", "libdbus-1-3", "libbrotli1"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxkbcommon-x11-0", "libxcb-shape0"),
]
TEST_TOOLS = ["xvfb", "xauth", "poppler-utils", "cups", "printer-driver-cups-pdf", "chromium"]
BROWSER_TOOLS = HERE / "build" / "browser"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def call(*words: str, **environment: str) -> int:
    """Run a command in the project's folder with the given additions to the environment; its exit code."""
    return subprocess.run(words, cwd=HERE, env=os.environ | environment, check=False).returncode


def must(*words: str, **environment: str) -> None:
    code = call(*words, **environment)
    if code:
        say(f"run.py: this failed with exit code {code}: {' '.join(words)}")
        sys.exit(code)


def missing_packages(wanted: list[str]) -> list[str]:
    """Debian packages of `wanted` that are not installed; none on a machine without dpkg."""
    if not shutil.which("dpkg-query"):
        return []
    query = ["dpkg-query", "-W", "-f", "${Package} ${Status}\n", *wanted, *(f"{name}t64" for name in wanted)]
    found = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    present = {line.split()[0].removesuffix("t64") for line in found.splitlines() if line.endswith(" installed")}
    return [name for name in wanted if name not in present]


def system_libraries(wanted: list[str]) -> None:
    """Install what is missing where that is allowed (root with apt-get); otherwise say in one line what to install."""
    missing = missing_packages(wanted)
    if not missing:
        return
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (root and shutil.which("apt-get")):
        say(f"run.py: please install these system packages first: sudo apt-get install {' '.join(missing)}")
        return
    say(f"run.py: installing system packages: {' '.join(missing)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing)
    if call("apt-get", "update", "-qq", **quiet) or call(*install, **quiet):
        say(f"run.py: these could not be installed, please install them: {' '.join(missing)}")


def environment(lock: str) -> None:
    """Make `.venv` equal to the lock file. A stamp in it says for which locks it was made."""
    wanted = hashlib.sha256((HERE / lock).read_bytes() + (HERE / "pyproject.toml").read_bytes()).hexdigest()
    stamp = ENVIRONMENT / f"{lock}.stamp"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    if not PYTHON.is_file():
        say("run.py: making .venv")
        if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
            system_libraries(["python3-venv"])
        venv.create(ENVIRONMENT, with_pip=True)
    say(f"run.py: installing {lock}")
    pip = (str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
    must(*pip, "--no-deps", "--require-hashes", "-r", lock)
    with tempfile.TemporaryDirectory() as tools:
        must(*pip, "--no-deps", "--require-hashes", "--target", tools, "-r", "requirements-build.txt")
        must(*pip, "--no-deps", "--no-build-isolation", "-e", ".", PYTHONPATH=tools)
    stamp.write_text(wanted)


def browser_tools() -> None:
    """What drives and judges the public page in a browser, from npm; without it those tests say so."""
    wanted = (HERE / "tests" / "browser" / "package.json").read_bytes()
    package = BROWSER_TOOLS / "package.json"
    if package.is_file() and package.read_bytes() == wanted and (BROWSER_TOOLS / "node_modules").is_dir():
        return
    npm = shutil.which("npm")
    if not npm:
        say("run.py: there is no npm here, so the public page is not tested in a browser")
        return
    say("run.py: installing tests/browser/package.json")
    BROWSER_TOOLS.mkdir(parents=True, exist_ok=True)
    package.write_bytes(wanted)
    options = ("--prefix", str(BROWSER_TOOLS), "--no-package-lock", "--no-audit", "--no-fund", "--silent")
    if call(npm, "install", *options):
        package.unlink()
        say("run.py: npm could not install them, so the public page is not tested in a browser")


def has_display() -> bool:
    return os.name == "nt" or sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def run(arguments: list[str]) -> int:
    system_libraries(QT_LIBRARIES)
    environment("requirements.txt")
    if has_display():
        return call(str(PYTHON), "-m", "app", *arguments)
    say("run.py: there is no display here, so the tour is played instead; pictures and papers go to tour/")
    return call(str(PYTHON), "-m", "app", "tour", "--out", "tour", QT_QPA_PLATFORM="offscreen")


def test(arguments: list[str]) -> int:
    system_libraries(QT_LIBRARIES + TEST_TOOLS)
    environment("requirements-dev.txt")
    browser_tools()
    return call(str(PYTHON), "tools/check.py", *arguments)


def setup(_: list[str]) -> int:
    system_libraries(QT_LIBRARIES + TEST_TOOLS)
    environment("requirements-dev.txt")
    browser_tools()
    return 0


def wheel(_: list[str]) -> int:
    """The release as one file, `dist/loket_ptsp-VERSION-py3-none-any.whl`, made with the locked build tools."""
    environment("requirements.txt")
    with tempfile.TemporaryDirectory() as tools:
        pip = (str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet")
        must(*pip, "install", "--no-deps", "--require-hashes", "--target", tools, "-r", "requirements-build.txt")
        must(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", "dist", ".", PYTHONPATH=tools)
    return 0


def main() -> int:
    words = sys.argv[1:]
    verbs = {"test": test, "setup": setup, "wheel": wheel}
    return verbs[words[0]](words[1:]) if words and words[0] in verbs else run(words)


if __name__ == "__main__":
    sys.exit(main())
