"""A counter that may be killed at any moment: `python -m tests.whole.processes.counter FOLDER ADDRESS SEED`.

Each line of its input is an order: `act` does one, `round` exchanges, `settle` exchanges until nothing is left. Each is
answered by one line: what was done is told once it is kept, never before; `no CODE` for what could not be.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from sqlalchemy import select

from app.actions.commands.office_work import AddNote
from app.errors import Refused, Unavailable
from app.models.application import Application
from app.rules import stages
from app.sync.worker import RealBell
from tests.whole.processes.desk import Desk, open_desk

PATIENCE = 200


class AtTheCounter:
    def __init__(self, desk: Desk, seed: int) -> None:
        self._desk, self._chance, self._bell = desk, random.Random(seed), RealBell()

    def act(self) -> str:
        """A registration, the ordinary step of some file, or a note about one; the id of the act."""
        office, choice = self._desk.office, self._chance.random()
        files = self._files()
        if choice < 0.4 or not files:
            office.receive(office.intake(confirmed={"duplicate": "Tempat praktik lain"}))
        elif choice < 0.85:
            office.step(*self._chance.choice(files))
        else:
            file, _ = self._chance.choice(files)
            office.do("petugas_loket", AddNote, application=file, text="Pemohon menelepon.")
        return f"did {office.last}"

    def _files(self) -> list[tuple[str, str]]:
        running = select(Application.id, Application.stage).where(Application.stage.in_(stages.RUNNING))
        with self._desk.register.reading() as session:
            return [(file, stage) for file, stage in session.execute(running.order_by(Application.id))]

    def round(self) -> str:
        happened = self._desk.exchange.once()
        return f"sent {happened.sent} taken {happened.taken}"

    def settle(self) -> str:
        """The centre is there by now, or will be soon."""
        for _ in range(PATIENCE):
            try:
                self._desk.settle()
            except Unavailable:
                self._bell.wait(0.05)
            else:
                return "settled"
        return "no rest"


def main(folder: Path, address: str, seed: int) -> None:
    desk = open_desk(folder, address, seed)
    at_work = AtTheCounter(desk, seed)
    orders = {"act": at_work.act, "round": at_work.round, "settle": at_work.settle}
    print("open", flush=True)
    for line in sys.stdin:
        try:
            told = orders[line.strip()]()
        except (Refused, Unavailable) as trouble:
            told = f"no {trouble.code}"
        print(told, flush=True)
    desk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
