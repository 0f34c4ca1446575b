"""A counter at work that may be killed at any moment: `python -m tests.whole.counter FOLDER FILES SEED [STATEMENT]`.

Registers files through the real door until the register holds FILES of them. Every draft and every receipt is told on
standard output once it is kept, never before. With STATEMENT the process kills itself just before that SQL statement
or commit, counted from its own start.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, event, func, select

from app.actions.commands.intake import RegisterApplication
from app.actions.commands.office import SaveDraft
from app.database import open_register
from app.models.application import Application
from app.models.journal import Entry
from app.print.render import pdf
from app.queries.documents import document
from tests.conftest import KEY, FixedClock
from tests.office import Office

DRAFTS = 4  # kept before each registration
SURE_DEATH = getattr(signal, "SIGKILL", signal.SIGTERM)  # on Windows any signal ends a process at once


def tell(line: str) -> None:
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def die_before(statement: int) -> None:
    seen = count(1)

    def executed(*_: object) -> None:
        if next(seen) == statement:
            os.kill(os.getpid(), SURE_DEATH)

    event.listen(Engine, "before_cursor_execute", executed)
    event.listen(Engine, "commit", executed)


def write_whole(path: Path, content: bytes) -> None:
    """On the disk under its name with all of its bytes, or not at all."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def receive(office: Office, folder: Path, at: int) -> None:
    """Type a form, keep its drafts, register it, write its receipt."""
    draft = f"draft-{at}"
    for kept in range(1, DRAFTS + 1):
        office.door.do(SaveDraft(stamp=office.stamp("petugas_loket"), draft=draft, content={"keys": kept}))
        tell(f"draft {at} {kept}")
    stamp = office.stamp("petugas_loket")
    done = office.door.do(
        RegisterApplication(
            stamp=stamp,
            application=office.new_id(),
            intake=office.intake(confirmed={"duplicate": "Tempat praktik lain"}),
            read_back=True,
            started=stamp.at,
            draft=draft,
        )
    )
    paper = office.door.ask(partial(document, document_id=done.documents[0]))
    write_whole(folder / f"{done.number}.pdf", pdf(paper.card))
    tell(f"file {at} {done.number}")


def main(folder: Path, files: int, seed: int, statement: int) -> None:
    register = open_register(folder / "register.db", KEY)
    with register.reading() as session:
        at = session.scalar(select(func.count(Application.id))) or 0
        acts = session.scalar(select(func.count(Entry.id))) or 0
    clock = FixedClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC) + timedelta(seconds=10 * acts))
    office = Office(register, clock, seed=random.Random(seed).getrandbits(32))
    if statement:
        die_before(statement)
    for number in range(at, files):
        receive(office, folder, number)
    register.close()
    tell("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
