"""A bare Debian in a folder, to do in it what a document says: `debootstrap`, chroot, a network of its own.

This machine's way to its registries (apt, pip, certificates, proxies) is copied in at run time; nothing of it is kept.
"""

from __future__ import annotations

import configparser
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SUITE = "bookworm"
PERSON = "petugas"
INCLUDED = "ca-certificates,iproute2,procps,sudo,systemd"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
PIP = (Path("/etc/pip.conf"), Path.home() / ".config/pip/pip.conf", Path.home() / ".pip/pip.conf")
# Held as long as the tree is used; all that runs in it ends with it.
HOLD = "mount -t proc proc /proc && mount -t tmpfs tmpfs /run && ip link set lo up && echo ready && exec sleep infinity"


@dataclass(frozen=True)
class Done:
    code: int
    said: str


@dataclass(frozen=True)
class Tree:
    """`holder` is the process (number on this machine) whose namespaces everything in the tree shares."""

    root: Path
    holder: int

    def run(self, script: str, *, user: str = PERSON, network: bool = False, given: str = "", cwd: str = "") -> Done:
        """A script of bash, ended by its first failure. With `network` in this machine's network, else in the tree's
        own, which has only a loopback."""
        spaces = ["--mount", "--pid", "--root", *([] if network else ["--net"])]
        place = cwd or _home(user)
        # nsenter stays in a folder of this machine; `chroot /` goes to the tree's own root.
        inside = [
            "chroot",
            "/",
            "runuser",
            "-u",
            user,
            "--",
            "env",
            "-i",
            *self._environment(user),
            "bash",
            "-euo",
            "pipefail",
            "-c",
        ]
        words = ["nsenter", "--target", str(self.holder), *spaces, "--", *inside, f"cd '{place}'\n{script}"]
        done = subprocess.run(
            words,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        return Done(done.returncode, done.stdout)

    def put(self, path: str, content: bytes, mode: int = 0o644) -> None:
        target = self.root / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(mode)

    def _environment(self, user: str) -> list[str]:
        proxies = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
        own = {
            "HOME": _home(user),
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }
        kept = {name: os.environ[name] for name in ("PIP_INDEX_URL", "PIP_DEFAULT_TIMEOUT") if name in os.environ}
        return [f"{name}={value}" for name, value in (own | proxies | kept).items()]


def _home(user: str) -> str:
    return "/root" if user == "root" else f"/home/{user}"


@contextmanager
def bare_tree(project: Path) -> Iterator[Tree]:
    """A new one with a person who may use sudo, and a copy of the project's files in their folder; gone at the end.

    Exits with a sentence where this machine cannot make one.
    """
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        sys.exit("a bare Debian is made by root with debootstrap: sudo apt-get install debootstrap")
    root = Path(tempfile.mkdtemp(prefix="loket-bare-", dir="/var/tmp"))
    try:
        root.chmod(0o755)
        _made(root)
        with _held(root, _pip(root)) as holder:
            tree = Tree(root, holder)
            _person(tree, project)
            yield tree
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _made(root: Path) -> None:
    mirror = _mirror()
    words = ["debootstrap", "--variant=minbase", f"--include={INCLUDED}", SUITE, str(root), *mirror]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"debootstrap failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    for kind in ("sources.list.d/debian.sources", "sources.list"):
        if (Path("/etc/apt") / kind).is_file():
            shutil.copy(Path("/etc/apt") / kind, root / "etc/apt" / kind)
    for part in Path("/etc/apt/apt.conf.d").glob("99*"):
        shutil.copy(part, root / "etc/apt/apt.conf.d")
    (root / "etc/apt/apt.conf.d/00guide").write_text('APT::Get::Assume-Yes "true";\nDpkg::Use-Pty "false";\n')
    # Debian's own way to install without starting anything.
    (root / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
    (root / "usr/sbin/policy-rc.d").chmod(0o755)
    shutil.copy(CERTIFICATES, root / str(CERTIFICATES)[1:])
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")


def _mirror() -> list[str]:
    """The first address of this machine's own sources; none where it has no such file."""
    sources = Path("/etc/apt/sources.list.d/debian.sources")
    lines = sources.read_text("utf-8").splitlines() if sources.is_file() else []
    return [line.split()[1] for line in lines if line.startswith("URIs:")][:1]


def _pip(root: Path) -> list[Path]:
    """This machine's configuration, in the tree; and the folders of packages that it names."""
    found = configparser.ConfigParser(interpolation=None)
    found.read(PIP)
    if not found.has_section("global"):
        return []
    with (root / "etc/pip.conf").open("w", encoding="utf-8") as file:
        found.write(file)
    names = ("find-links", "index-url", "extra-index-url")
    words = [word for name in names for word in found.get("global", name, fallback="").split()]
    folders = [Path(word.removeprefix("file://")) for word in words]
    # An index of its own names files that lie beside it.
    folders = [folder.parent if folder.name == "simple" else folder for folder in folders]
    return [folder for folder in folders if folder.is_absolute() and folder.is_dir()]


@contextmanager
def _held(root: Path, seen: list[Path]) -> Iterator[int]:
    """`seen` are folders of this machine that can be read in the tree too."""
    begin = ""
    for folder in seen:
        inside = shlex.quote(f"{root}{folder}")
        begin += f"mkdir -p {inside} && mount --bind -o ro {shlex.quote(str(folder))} {inside} && "
    begin += f"exec chroot {shlex.quote(str(root))} sh -c {shlex.quote(HOLD)}"
    spaces = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--"]
    with subprocess.Popen([*spaces, "sh", "-c", begin], stdout=subprocess.PIPE, text=True) as outer:
        assert outer.stdout is not None
        try:
            if outer.stdout.readline().strip() != "ready":
                sys.exit("this machine allows no namespaces, which the tree needs")
            yield int(Path(f"/proc/{outer.pid}/task/{outer.pid}/children").read_text().split()[0])
        finally:
            outer.kill()


def _person(tree: Tree, project: Path) -> None:
    """Somebody who may use sudo, as a fresh Debian has it, and the project's files as the last commit and edits left
    them."""
    made = tree.run(
        f"useradd --create-home --shell /bin/bash {PERSON}\n"
        f"echo '{PERSON} ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/{PERSON}",
        user="root",
    )
    assert made.code == 0, made.said
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        source, target = project / name, tree.root / f"home/{PERSON}/loket-ptsp" / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    owned = tree.run(f"chown -R {PERSON}: /home/{PERSON}", user="root")
    assert owned.code == 0, owned.said
