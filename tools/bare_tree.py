"""A bare Debian in a folder, for what a document says a newcomer does: `debootstrap`, namespaces, an ordinary user.

`make bare` and `make guide` work in it. Only what is committed lies in the person's folder; the way of this machine to
the registries (apt, pip, certificates, proxies) is taken over at run time.
"""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tools.installer import SetUpError
from tools.set_up import system_packages

PROJECT = Path(__file__).resolve().parents[1]
SUITE = "bookworm"
PERSON = "petugas"
SOURCE = f"/home/{PERSON}/loket-ptsp"
AUTHORITIES, MORE_AUTHORITIES = "etc/ssl/certs/ca-certificates.crt", "usr/local/share/ca-certificates"
# What reaches the registries from here, if anything is set.
REACHING = ("http_proxy", "https_proxy", "no_proxy", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
PIP = ("index-url", "extra-index-url", "trusted-host", "proxy", "default-timeout", "timeout", "retries")
# Held as long as the tree is used; all that runs in it ends with it, and what loses its parent is waited for.
HOLD = "mount -t proc proc /proc && mount -t tmpfs tmpfs /run && echo ready && sleep infinity; exit"


@dataclass(frozen=True)
class Done:
    code: int
    said: str


@dataclass(frozen=True)
class Tree:
    """`holder` is the process (number on this machine) whose namespaces everything in the tree shares; with `echo` what
    is said is printed as it comes."""

    root: Path
    holder: int
    echo: bool

    def run(self, script: str, *, user: str = PERSON, network: bool = False, given: str = "", cwd: str = "") -> Done:
        """A script of bash, ended by its first failure. With `network` in this machine's network, else in the tree's
        own, which has only a loopback."""
        spaces = ("--mount", "--pid", "--root", *(() if network else ("--net",)))
        shell = ("bash", "-euo", "pipefail", "-c", f"cd '{cwd or _home(user)}'\n{script}")
        # nsenter stays in a folder of this machine; `chroot /` goes to the tree's own root.
        inside = ("chroot", "/", "runuser", "-u", user, "--", "env", "-i", *_environment(user), *shell)
        words = ("nsenter", "--target", str(self.holder), *spaces, "--", *inside)
        with subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(BrokenPipeError):  # ended before it read
                process.stdin.write(given)
                process.stdin.close()
            said = []
            for line in process.stdout:
                said.append(line)
                if self.echo:
                    print(line, end="", flush=True)
        return Done(process.returncode, "".join(said))

    def put(self, path: str, content: bytes, mode: int = 0o644) -> None:
        target = self.root / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(mode)


def _home(user: str) -> str:
    return "/root" if user == "root" else f"/home/{user}"


def _environment(user: str) -> list[str]:
    own = {
        "HOME": _home(user),
        "USER": user,
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "LANG": "C.UTF-8",
        "DEBIAN_FRONTEND": "noninteractive",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    reaching = {name: os.environ[name] for name in REACHING if name in os.environ}
    return [f"{name}={value}" for name, value in (own | reaching).items()]


@contextmanager
def bare_tree(packages: Iterable[str], *, echo: bool = False) -> Iterator[Tree]:
    """A new one with these packages; gone at the end. Raises SetUpError where this machine cannot make one."""
    system_packages(["debootstrap"])
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        raise SetUpError("a bare Debian is made by root with debootstrap")
    root = Path(tempfile.mkdtemp(prefix="loket-bare-", dir="/var/tmp"))
    try:
        root.chmod(0o755)
        _made(root, ("ca-certificates", *packages))
        with _held(root) as holder:
            tree = Tree(root, holder, echo)
            _person(tree)
            yield tree
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _made(root: Path, packages: tuple[str, ...]) -> None:
    places = dict(_debian())
    words = ("debootstrap", "--variant=minbase", f"--include={','.join(packages)}", SUITE, str(root), places["Debian"])
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetUpError(f"debootstrap failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    lines = [f"deb {places['Debian']} {suite} main\n" for suite in (SUITE, f"{SUITE}-updates")]
    if "Debian-Security" in places:
        lines.append(f"deb {places['Debian-Security']} {SUITE}-security main\n")
    (root / "etc/apt/sources.list").write_text("".join(lines))
    # Debian's own way to install without starting anything.
    (root / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
    (root / "usr/sbin/policy-rc.d").chmod(0o755)
    said = subprocess.check_output(("apt-config", "dump"), text=True).splitlines()
    ways = [line for line in said if line.startswith(("Acquire::http", "Acquire::https"))]
    quiet = ('APT::Get::Assume-Yes "true";', 'Dpkg::Use-Pty "false";', 'Acquire::Languages "none";', "")
    (root / "etc/apt/apt.conf.d/90machine").write_text("\n".join([*ways, *quiet]))
    (root / "etc/pip.conf").write_text("\n".join(["[global]", *_pip(), ""]))
    for path in ("etc/hosts", "etc/resolv.conf", AUTHORITIES):
        shutil.copy(Path("/", path), root / path)
    shutil.copytree(Path("/", MORE_AUTHORITIES), root / MORE_AUTHORITIES, dirs_exist_ok=True)


def _debian() -> Iterator[tuple[str, str]]:
    """Where this machine gets Debian's packages: label and address."""
    words = ("apt-get", "indextargets", "--format", "$(LABEL) $(REPO_URI)", "Created-By: Packages")
    for line in sorted(set(subprocess.check_output(words, text=True).splitlines())):
        label, _, address = line.rpartition(" ")
        yield label, address


def _pip() -> list[str]:
    """Where this machine's pip gets packages, by its files and its environment; folders of this machine are not there
    in the tree."""
    words = (sys.executable, "-m", "pip", "config", "list")
    listed = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    found = {}
    for name, value in re.findall(r"^(?:global|:env:)\.([\w-]+)=('.*')$", listed, re.MULTILINE):
        kept = [word for word in ast.literal_eval(value).split() if not word.startswith(("file:", "/"))]
        if name in PIP and kept:
            found[name] = " ".join(kept)
    return [f"{name} = {value}" for name, value in found.items()]


@contextmanager
def _held(root: Path) -> Iterator[int]:
    place = shlex.quote(str(root))
    begin = "".join(f"mount --rbind /{name} {place}/{name} && " for name in ("dev", "sys"))
    begin += f"exec chroot {place} sh -c {shlex.quote(HOLD)}"
    spaces = ("unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--")
    with subprocess.Popen((*spaces, "sh", "-c", begin), stdout=subprocess.PIPE, text=True) as outer:
        assert outer.stdout is not None
        try:
            if outer.stdout.readline().strip() != "ready":
                raise SetUpError("this machine allows no namespaces, which the tree needs")
            yield int(Path(f"/proc/{outer.pid}/task/{outer.pid}/children").read_text().split()[0])
        finally:
            outer.kill()


def _person(tree: Tree) -> None:
    """An ordinary user, and the project as it is committed in their folder."""
    made = tree.run(f"useradd --create-home --shell /bin/bash {PERSON}", user="root")
    words = ("git", "clone", "--quiet", "--no-hardlinks", "--depth", "1", f"file://{PROJECT}")
    subprocess.run((*words, f"{tree.root}{SOURCE}"), check=True)
    owned = tree.run(f"chown -R {PERSON}: /home/{PERSON}", user="root")
    if made.code or owned.code:
        raise SetUpError(f"no user could be made: {made.said}{owned.said}")
