"""`make guide`: docs/centre-install.md is done, block by block as it stands there, in a bare Debian.

The first word behind a fence says what a block is, the rest what becomes of it:
`sh`            run by a person who may use sudo; only `apt-get` and `pip` see this machine's network;
`sh elsewhere`  for another machine, not run;
`nginx FILE`    put there;
`nginx inside a server`  put into one.
Any other block is an error: nobody would have run it. Between the blocks this tool looks whether what the document
promises is so. No init runs in the tree: tools/guide_init.py starts services by their units, and
`systemd-analyze verify` judges those. A counter (tools/guide_counter.py) is paired with the code that the document
makes and has contact again after a restore, a release and another certificate. While
it runs, the command lines of all processes are watched for secrets.
"""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.bare_tree import PERSON, PROJECT, SOURCE, Tree, bare_tree
from tools.installer import SetUpError

DOCUMENT = PROJECT / "docs" / "centre-install.md"
PACKAGES = ("iproute2", "procps", "sudo", "systemd")
PHRASE, DATABASE_PASSWORD = "kata sandi cadangan 1", "rahasia-basis-data-7"
ADDRESS = "https://192.168.1.10:8443"
SITE, PATH = "https://lacak.dinas.example.go.id", "https://kabupaten.example.go.id/lacak"
TOKEN = "t/ABCDEFGHJKMNPQRS"
FENCE = re.compile(r"^```(\w*) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NETWORK = re.compile(r"\bapt-get\b|\bpip\b")
# An editor of Windows wrote it: byte order mark, end of line.
EDITOR = f"#!/bin/sh\nprintf '\\357\\273\\277{PHRASE}\\r\\n' > \"$1\"\n"
NAMES = "loket.dinas.lan lacak.dinas.example.go.id kabupaten.example.go.id"
LIVE = "/etc/letsencrypt/live/lacak.dinas.example.go.id"
AUTHORITY = (
    f"mkdir -p {LIVE}; openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=lacak -days 2"
    f" -addext subjectAltName=DNS:lacak.dinas.example.go.id,DNS:kabupaten.example.go.id"
    f" -keyout {LIVE}/privkey.pem -out {LIVE}/fullchain.pem"
)
SERVER = (
    "server {{ listen 443 ssl; server_name kabupaten.example.go.id; ssl_certificate {live}/fullchain.pem;"
    " ssl_certificate_key {live}/privkey.pem;\n{inside}\n}}\n"
)


class Wrong(Exception):  # noqa: N818 - the document is wrong, or this program
    pass


@dataclass(frozen=True)
class Block:
    kind: str
    about: str
    text: str


def blocks(document: str) -> Iterator[Block]:
    """All there are. Raises Wrong for one that nobody would run."""
    fences = sum(line.startswith("```") for line in document.splitlines())
    found = [Block(*parts) for parts in FENCE.findall(document)]
    if fences != 2 * len(found):
        raise Wrong("a fence is not closed")
    for block in found:
        known = (block.kind == "sh" and block.about in ("", "elsewhere")) or (block.kind == "nginx" and block.about)
        if not known:
            raise Wrong(f"nobody runs this block:\n{block.text}")
        yield block


def commands(document: str) -> list[str]:
    """What the table of everyday's commands names."""
    return re.findall(r"`((?:user|device) [^`]+)`", "".join(re.findall(r"^\|.*\|$", document, re.MULTILINE)))


class Watch(threading.Thread):
    """Looks again and again whether a secret stands on a command line of whatever shares that process' numbers: the
    tree's, not what else this machine does."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._space = space_of(Path(f"/proc/{process}"))
        self.seen: set[str] = set()
        self.looks = 0
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(0.005):
            self.looks += 1
            for entry in Path("/proc").glob("[0-9]*/cmdline"):
                if space_of(entry.parent) == self._space:
                    self.seen |= shown(entry)

    def close(self) -> None:
        self._over.set()
        self.join()


def space_of(process: Path) -> str:
    """Empty for one that has ended."""
    try:
        return str((process / "ns" / "pid").readlink())
    except OSError:
        return ""


def shown(entry: Path) -> set[str]:
    try:
        words = entry.read_bytes()
    except OSError:
        return set()
    return {secret for secret in (PHRASE, DATABASE_PASSWORD) if secret.encode() in words}


@dataclass
class Guide:
    """`device` is the code of the counter that was paired."""

    tree: Tree
    document: str
    device: str = ""
    done: list[str] = field(default_factory=list)

    def follow(self, block: Block) -> None:
        if block.kind == "nginx":
            self._configure(block)
        elif block.about == "elsewhere":
            self.note("for another machine", block)
        else:
            self._run(block)

    def note(self, what: str, block: Block) -> None:
        self.done.append(f"{what}: {block.text.splitlines()[0]}")

    def _run(self, block: Block) -> None:
        network = bool(NETWORK.search(block.text))
        said = self.must(block.text, network=network, given=f"{PHRASE}\n", cwd=SOURCE)
        self.note("run", block)
        for named, check in CHECKS.items():
            if named in block.text:
                check(self, said)

    def _configure(self, block: Block) -> None:
        inside = block.about == "inside a server"
        text = SERVER.format(live=LIVE, inside=block.text) if inside else block.text
        self.tree.put("/etc/nginx/conf.d/kabupaten.conf" if inside else block.about, text.encode())
        self.note("put in place", block)

    def must(self, script: str, *, user: str = PERSON, network: bool = False, given: str = "", cwd: str = "") -> str:
        """What it said. Raises Wrong."""
        done = self.tree.run(
            f"export SUDO_EDITOR=/usr/local/bin/editor-of-windows\n{script}",
            user=user,
            network=network,
            given=given,
            cwd=cwd,
        )
        if done.code:
            raise Wrong(f"exit code {done.code}:\n{script}\n{done.said[-4000:]}{self._logs()}")
        return done.said

    def counter(self, what: str, *given: str) -> None:
        """The counter on this machine, in the network of the tree. Raises Wrong."""
        here = (
            sys.executable,
            str(PROJECT / "tools/guide_counter.py"),
            str(self.tree.root / "var/tmp/loket-1"),
            ADDRESS,
        )
        into = ("nsenter", "--target", str(self.tree.holder), "--net", "--")
        done = subprocess.run((*into, *here, *given), capture_output=True, text=True, check=False)
        self.find(f"a counter {what}", is_so=not done.returncode, said=done.stderr)
        self.device = done.stdout.strip()

    def find(self, what: str, *, is_so: bool, said: str = "") -> None:
        if not is_so:
            raise Wrong(f"not so: {what}\n{said[-4000:]}{self._logs()}")
        self.done.append(f"so it is: {what}")

    def _logs(self) -> str:
        return self.tree.run("tail -n 20 /run/guide/*.log 2>&1 || true", user="root").said


def installed(guide: Guide, _: str) -> None:
    """Debian starts PostgreSQL itself where an init runs."""
    guide.must("systemctl start postgresql", user="root")


def small(guide: Guide, _: str) -> None:
    said = guide.must("du -sm /opt/loket | cut -f1; /opt/loket/bin/pip list --format=json", user="root")
    size, names = int(said.splitlines()[0]), {each["name"].lower() for each in json.loads(said.splitlines()[1])}
    guide.find(
        "the centre has no Qt, reportlab, keyring", is_so=not names & {"pyside6_essentials", "reportlab", "keyring"}
    )
    guide.done.append(f"measured: /opt/loket takes {size} MB")


def answering(guide: Guide, said: str) -> None:
    guide.find("the centre answers over TLS to whoever has centre.pem", is_so='"status":"ok"' in said, said=said)


def pairing(guide: Guide, said: str) -> None:
    """The first counter, from the code to the office that it brings."""
    code = re.search(r"Kode pemasangan: (\S+)", said)
    guide.find("a pairing code is made", is_so=code is not None, said=said)
    guide.counter("is paired", str(guide.tree.root / "etc/loket/tls/centre.pem"), code[1] if code else "")
    listed = guide.must("sudo loket-server device list")
    guide.find("the counter stands in the list of PCs", is_so=f"{guide.device}\t" in listed, said=listed)


def certified(guide: Guide, _: str) -> None:
    answering(guide, _health(guide))
    guide.counter("has contact, by the certificate it knows or has learnt")


def exported(guide: Guide, said: str) -> None:
    file = guide.must("cat /var/lib/loket/status.json", user="root")
    guide.find("the status page holds the counter's file", is_so=len(json.loads(file)["files"]) == 1, said=said + file)


def administered(guide: Guide) -> None:
    """What the table of the document names, in its order."""
    for command in commands(guide.document):
        name = "wayan" if "--role" in command or "disable" in command else "admin"
        words = command.replace("NAME", name).replace("CODE", guide.device)
        guide.must(f"sudo loket-server {words}", given="kata sandi wayan 1\n" * 2)
        guide.done.append(f"run: {words}")
    listed = guide.must("sudo loket-server user list; sudo loket-server device list")
    guide.find(
        "who is gone is gone", is_so="wayan\ttutup" in listed and f"{guide.device}\trevoked" in listed, said=listed
    )


def backed_up(guide: Guide, said: str) -> None:
    """The last of the block is `doctor`."""
    for wanted in ("Sertifikat TLS berlaku", "Cadangan terakhir", "PostgreSQL menyimpan dengan aman"):
        guide.find(f"doctor says: {wanted}", is_so=wanted in said, said=said)
    backups = guide.must("find /var/backups/loket -name 'centre-*.loket' -perm 600 -user loket | wc -l", user="root")
    guide.find("the backup is there, and its owner's only", is_so=backups.strip() == "1", said=backups)
    looked = guide.must("systemctl start loket-doctor", user="root")
    guide.find("the weekly look is well", is_so="BURUK" not in looked, said=looked)


def restored(guide: Guide, said: str) -> None:
    guide.find("restored by the passphrase as it is typed", is_so="Dipulihkan: " in said, said=said)
    certified(guide, said)


def _health(guide: Guide) -> str:
    curl = "curl -s --cacert /etc/loket/tls/centre.pem --retry 9 --retry-connrefused"
    return guide.must(f"{curl} https://loket.dinas.lan:8443/health")


def authority(guide: Guide, _: str) -> None:
    """A public authority's certificate, which needs a public name."""
    guide.must(AUTHORITY, user="root")


def published(guide: Guide, _: str) -> None:
    for site in (SITE, PATH):
        page = guide.must(f"curl -sk --retry 9 --retry-connrefused {site}/")
        guide.find(f"the public page is at {site}", is_so="<form" in page, said=page)
        codes = guide.must(
            f"for n in $(seq 30); do curl -sk -o /dev/null -w '%{{http_code}} ' -H \"X-Forwarded-For: 203.0.113.$n\""
            f" {site}/{TOKEN}; done"
        ).split()
        guide.find(
            f"no visitor of {site} chooses who he is",
            is_so={"429"} < set(codes) | {"404"} and "429" in codes,
            said=str(codes),
        )
    guide.must("systemctl stop loket-server", user="root")
    for site in (SITE, PATH):
        for way in ("GET", "POST"):
            code = guide.must(f"curl -sk -X {way} -o /dev/null -w '%{{http_code}}' {site}/{TOKEN}")
            guide.find(f"{way} while the centre is away: {code}", is_so=code in ("403", "502"))
    guide.must(f"curl -s -o /dev/null {SITE.replace('https', 'http')}/{TOKEN}")
    logs = guide.tree.run(f"grep -rl '{TOKEN[2:]}' /var/log", user="root")
    guide.find("no log keeps a token", is_so=logs.code == 1, said=logs.said)
    guide.must("systemctl start loket-server", user="root")


def password_kept(guide: Guide) -> None:
    """A database that wants a password: from the file, and on no command line."""
    guide.must("sudo -u postgres psql -qc \"ALTER ROLE loket PASSWORD '$(cat)'\"", given=DATABASE_PASSWORD, user="root")
    address = f"postgresql://loket:{DATABASE_PASSWORD}@127.0.0.1/loket\n"
    guide.must("cat > /etc/loket/database", given=address, user="root")
    watch = Watch(guide.tree.holder)
    watch.start()
    try:
        said = guide.must("sudo loket-server doctor && sudo systemctl restart loket-server")
        answering(guide, _health(guide))
    finally:
        watch.close()
    guide.find("doctor with the password of the file", is_so="Urutan tindakan lengkap" in said, said=said)
    guide.find(f"no command line held it ({watch.looks} looks)", is_so=not watch.seen and watch.looks > 20)


Check = Callable[[Guide, str], None]
# What is looked at after the block that holds these words.
CHECKS: dict[str, Check] = {
    "apt-get install python3-venv": installed,
    "--no-index dist/": small,
    "/health": answering,
    "device add": pairing,
    "loket-server doctor": backed_up,
    "loket-server restore": restored,
    "restart loket-server": certified,
    "export-status": exported,
    "apt-get install nginx": authority,
    "reload nginx": published,
}


def prepare(tree: Tree) -> None:
    tree.put(f"/etc/sudoers.d/{PERSON}", f"{PERSON} ALL=(ALL) NOPASSWD: ALL\n".encode(), 0o440)
    tree.run("ip link set lo up; ip address add 192.168.1.10/32 dev lo", user="root")
    tree.put(
        "/usr/local/sbin/systemctl", b"#!/usr/bin/python3\n" + (PROJECT / "tools/guide_init.py").read_bytes(), 0o755
    )
    tree.put("/usr/local/bin/editor-of-windows", EDITOR.encode(), 0o755)
    with (tree.root / "etc/hosts").open("a") as hosts:
        hosts.write(f"127.0.0.1 localhost {socket.gethostname()} {NAMES}\n")


def main() -> int:
    began = time.monotonic()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the tree goes, however this ends
    try:
        document = DOCUMENT.read_text("utf-8")
        wanted = list(blocks(document))
        with bare_tree(PACKAGES) as tree:
            prepare(tree)
            guide = Guide(tree, document)
            watch = Watch(tree.holder)
            watch.start()
            for block in wanted:
                guide.follow(block)
                print(guide.done[-1], flush=True)
            watch.close()
            guide.find("the passphrase stood on no command line", is_so=not watch.seen)
            password_kept(guide)
            administered(guide)
    except (Wrong, SetUpError) as wrong:
        print(f"guide: {wrong}", file=sys.stderr)
        return 1
    print("\n".join(guide.done))
    print(f"guide: {len(wanted)} blocks in {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
