"""`loket-server` as a process of its own over TLS, and PCs that pair with it as an office's do."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.actions.door import Door
from app.actions.linked import Pen
from app.models.link import Link, OwnKey
from app.models.office import Staff
from app.server.command_line.cli import main
from app.server.command_line.terminal import Console
from app.sync.http import HttpWire
from app.sync.once import Exchange
from app.sync.pairing import Import, Wish, pair
from app.sync.protocol import SignInRequest
from app.sync.signing import Key, Ring
from tests.conftest import FixedClock
from tests.network import Counter, TestClock
from tests.office import Office
from tests.registers import new_register

PROGRAM = "import sys; from app.cli import server; sys.exit(server())"
PASSWORD = "rahasia-administrator"
PATIENCE = 60.0


@dataclass
class Process:
    """A running centre. `told` is what it said on its standard output before it was ready."""

    process: subprocess.Popen[str]
    told: list[str]
    errors: Path

    @property
    def address(self) -> str:
        return self._after("Loket: ")

    @property
    def public(self) -> str:
        return self._after("Halaman publik: ")

    @property
    def code(self) -> str:
        return self._after("Kode pemasangan: ").split()[0]

    @property
    def log(self) -> str:
        return self.errors.read_text("utf-8")

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def _after(self, words: str) -> str:
        return next(line.removeprefix(words) for line in self.told if line.startswith(words))


@contextmanager
def running(data: Path, *options: str, lines: int = 1) -> Iterator[Process]:
    """Until `lines` lines have been said. Killed at the end if it still runs."""
    words = [sys.executable, "-c", PROGRAM, "run", "--data", str(data), "--listen", "127.0.0.1:0", *options]
    errors = data.with_suffix(".log")
    environment = os.environ | {"LOKET_CREDENTIALS": "file", "PYTHONUNBUFFERED": "1"}
    with (
        errors.open("a") as log,
        subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True, env=environment) as process,
    ):
        assert process.stdout is not None
        heard: queue.Queue[str] = queue.Queue()
        reader = threading.Thread(target=_read, args=(process.stdout, heard), daemon=True)
        reader.start()
        try:
            yield Process(process, [heard.get(timeout=PATIENCE).strip() for _ in range(lines)], errors)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait(PATIENCE)
            reader.join(PATIENCE)


def _read(stream: IO[str], heard: queue.Queue[str]) -> None:
    for line in stream:
        heard.put(line)


def command(*words: str, secrets: tuple[str, ...] = ()) -> tuple[int, str, str]:
    """A command of `loket-server` in this process: exit code, what it said, what it complained of."""
    import io

    out, errors, asked = io.StringIO(), io.StringIO(), iter(secrets)
    code = main(words, Console(out, errors, lambda _: next(asked)))
    return code, out.getvalue(), errors.getvalue()


@dataclass
class Site:
    """An office at work: the first PC has brought it, every other one came with a code and a password."""

    folder: Path
    data: Path
    address: str
    certificate: str
    clock: FixedClock
    counters: list[Counter] = field(default_factory=list)
    wires: list[HttpWire] = field(default_factory=list)

    def wire(self, token: str = "") -> HttpWire:
        self.wires.append(HttpWire(self.address, self.certificate, token))
        return self.wires[-1]

    def close(self) -> None:
        for wire in self.wires:
            wire.close()
        for counter in self.counters:
            counter.register.close()

    def pairing_code(self, name: str) -> str:
        code, said, _ = command("device", "add", "--name", name, "--data", str(self.data))
        assert code == 0
        found = re.search(r": (\w+) ", said)
        assert found
        return found[1]

    def counter(self, name: str, code: str = "") -> Counter:
        number = len(self.counters) + 1
        register = new_register(self.folder / f"counter{number}.db")
        office, wire, ring = Office(register, self.clock, seed=500 + number), self.wire(), Ring()
        clock, machine = TestClock(self.clock), f"machine-{number}"
        exchange = Exchange(register, office.reference, wire, clock, self.clock.now, machine=machine)
        made = Counter(office, wire, exchange, ring, machine)  # type: ignore[arg-type]
        if not self.counters:
            _bring_an_office(made)
        self.counters.append(made)
        self._pair(made, name, code or self.pairing_code(name))
        office.door = Door(
            register,
            office.reference,
            draw=office.draw,
            now=self.clock.now,
            pen=Pen(ring.sign, clock.interval, machine),
        )
        with register.reading() as session:
            office.device = session.get_one(Link, 1).device
        return made

    def _pair(self, made: Counter, name: str, code: str) -> None:
        username, password = ("", "") if len(self.counters) == 1 else ("admin", PASSWORD)
        wish = Wish(self.address, self.certificate, code, name, username, password, made.machine, "test")
        pair(made.register, made.wire, wish, self.clock.now())
        if len(self.counters) == 1:
            bring = Import(made.exchange, *made.ring._held["administrator"])
            while bring.step():
                pass
        made.settle()
        if len(self.counters) == 1:
            self.set_password("admin")

    def set_password(self, username: str) -> None:
        done = command("user", "password", username, "--data", str(self.data), secrets=(PASSWORD, PASSWORD))
        assert done[0] == 0, done

    def sign_in(self, made: Counter, username: str, staff: str, password: str = PASSWORD) -> None:
        """At the centre, which learns the person's key on that PC."""
        key_id, key = str(uuid4()), Key(Ed25519PrivateKey.generate())
        answer = made.wire.sign_in(  # type: ignore[attr-defined]
            SignInRequest(username=username, password=password, key=key_id, public=key.public.hex())
        )
        assert answer.staff == staff
        made.ring.hold(staff, key_id, key)


def _bring_an_office(made: Counter) -> None:
    """What was done on the first PC before there was a centre, and the key of the administrator who brings it."""
    made.office.open()
    with made.register.writing() as session:
        key_id, key = str(uuid4()), Key(Ed25519PrivateKey.generate())
        made.ring.hold("administrator", key_id, key)
        session.add(
            OwnKey(
                staff_id="administrator",
                key_id=key_id,
                public=key.public,
                sealed=b"",
                made=made.office.clock.now(),
                registered=False,
            )
        )
        assert session.get_one(Staff, "administrator").username == "admin"
