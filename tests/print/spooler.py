"""A real CUPS for the printing tests: own configuration, own folder, own socket; the system's is untouched.

Queues: `Laser` hands each job on through a pipe as it is, `Rantai` after the whole chain of filters of Debian's
cups-pdf driver; `Mati` is disabled, `Macet` reports jammed paper and stops.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from select import select

BACKEND = """#!/bin/sh
[ $# -eq 0 ] && { echo 'direct keep "Unknown" "keep"'; exit 0; }
case "$DEVICE_URI" in *jam) echo "STATE: +media-jam-error" >&2; exit 4;; esac
exec 3>"${DEVICE_URI#keep:}"
{ printf '%s\\n%s\\n' "$3" "$5"; if [ -n "$6" ]; then cat "$6"; else cat; fi; } >&3
"""
CUPSD = """
Listen {base}/cups.sock
LogLevel warn
Browsing Off
DefaultAuthType None
PreserveJobFiles No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
FILES = """
ServerRoot {base}/root
ServerBin {base}/bin
CacheDir {base}/cache
StateDir {base}/state
RequestRoot {base}/spool
TempDir {base}/spool/tmp
ErrorLog {base}/error_log
AccessLog {base}/access_log
PageLog {base}/page_log
Printcap
SystemGroup root
FileDevice Yes
"""
DRIVER = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"
PATIENCE = 30.0


@dataclass
class Spooler:
    base: Path
    daemon: subprocess.Popen[bytes]

    @property
    def socket(self) -> str:
        return str(self.base / "cups.sock")

    def call(self, *words: str) -> str:
        done = subprocess.run(
            [words[0], "-h", self.socket, *words[1:]], capture_output=True, text=True, timeout=PATIENCE
        )
        return done.stdout + done.stderr

    def until(self, wanted: str, *words: str) -> str:
        """What the command says once it says `wanted`: each look is a program run, so nothing has to be slept away."""
        end = time.monotonic() + PATIENCE
        while wanted not in (said := self.call(*words)):
            assert time.monotonic() < end, said + (self.base / "error_log").read_text()
        return said

    def received(self) -> tuple[str, str, bytes]:
        """Title, options and content of the next job, waited for at the end of its pipe."""
        pipe = os.open(self.base / "pipe", os.O_RDONLY | os.O_NONBLOCK)
        try:
            content = b""
            while select([pipe], [], [], PATIENCE)[0]:
                part = os.read(pipe, 1 << 20)
                if not part and content:
                    break
                content += part
        finally:
            os.close(pipe)
        title, options, paper = content.split(b"\n", 2)
        return title.decode(), options.decode(), paper


def start(base: Path) -> Spooler:
    for name in ("root", "cache", "state", "spool/tmp", "bin/backend"):
        (base / name).mkdir(parents=True)
    base.chmod(0o755)
    for part in Path("/usr/lib/cups").iterdir():
        if part.name != "backend":
            (base / "bin" / part.name).symlink_to(part)
    (base / "bin/backend/keep").write_text(BACKEND)
    (base / "bin/backend/keep").chmod(0o700)
    (base / "cupsd.conf").write_text(CUPSD.format(base=base))
    (base / "files.conf").write_text(FILES.format(base=base))
    os.mkfifo(base / "pipe")
    binary = shutil.which("cupsd", path=os.environ["PATH"] + ":/usr/sbin")
    command = [str(binary), "-f", "-c", str(base / "cupsd.conf"), "-s", str(base / "files.conf")]
    spooler = Spooler(base, subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    spooler.until("scheduler is running", "lpstat", "-r")
    add_queues(spooler)
    return spooler


def add_queues(spooler: Spooler) -> None:
    base = spooler.base
    for name, address in (("Laser", f"keep:{base}/pipe"), ("Mati", f"keep:{base}/pipe"), ("Macet", "keep:jam")):
        spooler.call("lpadmin", "-p", name, "-v", address, "-m", "raw", "-E")
    subprocess.run(["cupsdisable", "-h", spooler.socket, "Mati"], check=True, timeout=PATIENCE)
    spooler.call("lpadmin", "-p", "Rantai", "-v", f"keep:{base}/pipe", "-P", DRIVER, "-E")


def stop(spooler: Spooler) -> None:
    spooler.daemon.terminate()
    spooler.daemon.wait(PATIENCE)
    shutil.rmtree(spooler.base)
