"""A machine that has nothing: both commands of the README on a bare Debian 12, as an ordinary user. `make bare`

A debootstrap tree with Debian's own Python and pip; what run.py says is missing, the superuser installs word for word.
Registries, proxies and certificates are this machine's, taken over when it runs. Needs root. `make bare ARGS=--run`
leaves out `make test`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.installer import PIP_KEPT, SetUpError, say
from tools.set_up import system_packages

HERE = Path(__file__).resolve().parent.parent
RELEASE, PIP = "bookworm", "23.0.1"
USER, HOME = "loket", "/home/loket"
SOURCE = f"{HOME}/loket-ptsp"
START = ["python3", "make", "ca-certificates", "adduser"]
# What reaches the registries from here, if anything is set.
REACHING = ("http_proxy", "https_proxy", "no_proxy", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
NEEDED = re.compile(r"please install these system packages: sudo apt-get install (.+)")
CENTRE = """
python3 -m venv ~/centre
~/centre/bin/pip install --quiet --no-deps --require-hashes -r requirements-centre.txt
~/centre/bin/pip install --quiet --no-deps dist/*.whl
~/centre/bin/pip check
LOKET_CREDENTIALS=file ~/centre/bin/loket-server init --data ~/pusat
! ~/centre/bin/python -c 'import PySide6' 2>/dev/null
! ~/centre/bin/python -c 'import reportlab' 2>/dev/null
! ~/centre/bin/python -c 'import keyring' 2>/dev/null
du -sm ~/centre | cut -f 1
"""


class Tree:
    """A Debian in a folder. What it is given to do is done in namespaces of its own, so that no mount is left."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environ = _reaching() | {
            "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        }

    def run(self, user: str, script: str, *, code: int | None = 0) -> str:
        """What a shell of that user says, shown as it comes; another exit code than this raises SetUpError."""
        home = HOME if user == USER else "/root"
        shell = ("chroot", f"--userspec={user}:{user}", str(self.folder), "/bin/sh", "-ec", script)
        words = (
            "unshare",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "sh",
            "-ec",
            _mounted(self.folder),
            "sh",
            *shell,
        )
        environ = self._environ | {"HOME": home, "USER": user}
        said: list[str] = []
        with subprocess.Popen(
            words, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            for line in process.stdout or ():
                said.append(line)
                print(line, end="", flush=True)  # as it comes: this takes long
        if code is not None and process.returncode != code:
            raise SetUpError(f"exit code {process.returncode} of: {script.strip().splitlines()[0]}")
        return "".join(said)

    def install(self, said: str) -> bool:
        """As the superuser, word for word what run.py asked for; whether it asked for anything."""
        asked = NEEDED.findall(said)
        for names in asked:
            self.run("root", f"apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends {names} >/dev/null")
        return bool(asked)


def _mounted(folder: Path) -> str:
    mounts = ("-t proc proc", "proc"), ("--rbind /dev", "dev"), ("--rbind /sys", "sys")
    return "; ".join(f'mount {what} "{folder}/{where}"' for what, where in mounts) + '; exec "$@"'


def _reaching() -> dict[str, str]:
    kept = {f"PIP_{name}" for name in PIP_KEPT} - {"PIP_FIND_LINKS", "PIP_CACHE_DIR", "PIP_CONFIG_FILE"}
    here = {name: value for name, value in os.environ.items() if name in kept or name in REACHING}
    asked = ("pip", "config", "get", "global.index-url")
    index = subprocess.run((sys.executable, "-m", *asked), capture_output=True, text=True, check=False).stdout.strip()
    return here | ({"PIP_INDEX_URL": index} if index else {})


def _debian() -> Iterator[tuple[str, str]]:
    """Where this machine gets Debian's packages: label and address."""
    words = ("apt-get", "indextargets", "--format", "$(LABEL) $(REPO_URI)", "Created-By: Packages")
    for line in sorted(set(subprocess.check_output(words, text=True).splitlines())):
        label, _, address = line.rpartition(" ")
        yield label, address


@contextmanager
def bare() -> Iterator[Tree]:
    """The tree, with nothing of the project in it."""
    system_packages(["debootstrap"])
    places = dict(_debian())
    with tempfile.TemporaryDirectory(prefix="bare-") as name:
        folder = Path(name) / "tree"
        words = (
            "debootstrap",
            "--variant=minbase",
            f"--include={','.join(START)}",
            RELEASE,
            str(folder),
            places["Debian"],
        )
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        folder.parent.chmod(0o755)
        lines = [f"deb {places['Debian']} {suite} main\n" for suite in (RELEASE, f"{RELEASE}-updates")]
        if "Debian-Security" in places:
            lines.append(f"deb {places['Debian-Security']} {RELEASE}-security main\n")
        (folder / "etc/apt/sources.list").write_text("".join(lines))
        _take_over(folder)
        tree = Tree(folder)
        tree.run("root", f"apt-get -qq update; adduser --quiet --disabled-password --gecos '' {USER}")
        yield tree


def _take_over(folder: Path) -> None:
    """How this machine reaches its registries."""
    said = subprocess.check_output(("apt-config", "dump"), text=True).splitlines()
    ways = [line for line in said if line.startswith(("Acquire::http", "Acquire::https"))]
    (folder / "etc/apt/apt.conf.d/90machine").write_text("\n".join([*ways, 'Acquire::Languages "none";', ""]))
    for path in ("etc/pip.conf", "etc/hosts", "etc/resolv.conf", "etc/ssl/certs/ca-certificates.crt"):
        if Path("/", path).is_file():
            shutil.copy(Path("/", path), folder / path)
    authorities = "usr/local/share/ca-certificates"
    shutil.copytree(Path("/", authorities), folder / authorities, dirs_exist_ok=True)


def clone(tree: Tree) -> None:
    """What is committed, and nothing else."""
    to = str(tree.folder) + SOURCE
    subprocess.run(("git", "clone", "--quiet", "--no-hardlinks", "--depth", "1", f"file://{HERE}", to), check=True)
    tree.run("root", f"chown -R {USER}: {SOURCE}")


def run(tree: Tree) -> None:
    """`make run`: what is missing is named, then installed; without a display the tour is played."""
    said = tree.run(USER, f"cd {SOURCE}; python3 run.py nik 5103010101900001", code=1)
    if not tree.install(said):
        raise SetUpError("run.py did not say that python3-venv is missing")
    said = tree.run(USER, f"cd {SOURCE}; make run", code=None)
    if not tree.install(said):
        raise SetUpError("run.py did not name the libraries that are missing")
    tree.run(USER, f"cd {SOURCE}; make run; .venv/bin/pip --version | grep -F 'pip {PIP} '")
    summary = json.loads((tree.folder / SOURCE.lstrip("/") / "tour" / "tour.json").read_text(encoding="utf-8"))
    say(f"the tour left {len(summary['steps'])} pictures and {len(summary['papers'])} papers")
    if not summary["ok"]:
        raise SetUpError(f"the tour stopped: {summary['missed']}")


def centre(tree: Tree) -> None:
    """The centre's own lock, in an environment of its own, with none of the counter's packages."""
    tree.run(USER, f"cd {SOURCE}; python3 run.py wheel\n{CENTRE}")


def test(tree: Tree) -> None:
    tree.install(tree.run(USER, f"cd {SOURCE}; make setup"))
    tree.run(USER, f"cd {SOURCE}; make test")


def main(arguments: list[str]) -> int:
    start = time.monotonic()
    try:
        with bare() as tree:
            for step in (clone, run, centre) if "--run" in arguments else (clone, run, centre, test):
                step(tree)
                say(f"{step.__name__}: done after {time.monotonic() - start:.0f} s")
    except (SetUpError, subprocess.CalledProcessError) as problem:
        say(str(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
