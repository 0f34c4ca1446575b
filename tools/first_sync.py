"""The first synchronisation of a new PC from a centre with many files on PostgreSQL.

One file is taken by the real acts through all of its way; its rows are then copied in the database, with ids, numbers
and days of their own, over ten years. So every row is as long as a real one, with frozen permit type, papers, journal.
The centre's digest is reckoned over the copies beforehand, so that the PC, which
reckons its own, is complete only when both are the same.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import httpx
from sqlalchemy import Connection, Date, String, Table, func, select, text
from sqlalchemy.orm import Session

from app.database import Register
from app.models.centre import Head
from app.models.images import fingerprint_of, shared, table_of
from app.models.link import Link
from app.models.types import Moment
from app.rules import stages
from app.server.admission import founding
from app.server.admission.founding import CentreLocation
from app.server.register.postgres import without_limits
from app.server.register.telling import query, told
from tests.postgres import SAFE, running
from tests.whole.processes.desk import Desk, found_office, open_desk, pair_desk
from tests.whole.processes.loket_server import serving

DAYS = 3_650
# Columns that name a row, or something that must be there once only.
OWN = {"id", "application_id", "applicant_id", "document_id", "act_id", "number", "tracking", "token", "nik", "prev"}
COPIED = ("applicant", "application", "item", "document", "printing", "permit", "journal", "recommendation", "contact")


def copy_files(register: Register, count: int) -> int:
    """So many copies of every row of the files there are; how many rows there are then."""
    with register.writing() as session:
        connection = session.connection()
        without_limits(connection)
        for name in shared():
            if name in COPIED:
                connection.execute(text(_copies(table_of(name), count)))
        connection.execute(text("ANALYZE"))  # as the server does by itself within a minute
        tables = list(shared())
        session.get_one(Head, 1).digest = f"{_digest(session, tables):016x}"
        return sum(_count(connection, table_of(name)) for name in tables)


def _digest(session: Session, names: list[str]) -> int:
    """As app.models.images has it, over every row."""
    total = 0
    for name in names:
        for _, row in told(session, name, query(name).order_by(None)):
            total ^= fingerprint_of(row)
    return total


def _copies(table: Table, count: int) -> str:
    names, values = [], []
    for column in table.columns:
        names.append(f'"{column.name}"')
        values.append(_copy_of(table.name, column.name, column.type, count))
    entries = " WHERE application_id IS NOT NULL" if table.name == "journal" else ""
    rows = f"(SELECT *, row_number() OVER () AS rank FROM {table.name}{entries}) AS one"
    wanted = f"SELECT {', '.join(values)} FROM {rows}, generate_series(1, {count}) AS n"
    return f"INSERT INTO {table.name} ({', '.join(names)}) {wanted}"


def _copy_of(table: str, column: str, kind: object, count: int) -> str:
    if column == "position" and table == "journal":
        return "1000 + n * 1000 + one.rank"
    if isinstance(kind, Moment | Date):
        shifted = f'one."{column}" - make_interval(days => ({DAYS} - n::bigint * {DAYS} / {count})::int)'
        return f"({shifted})::date" if isinstance(kind, Date) else shifted
    if column in OWN and isinstance(kind, String) and not (table == "document" and column == "act_id"):
        return _other(f'one."{column}"', column)
    return f'one."{column}"'


def _other(value: str, column: str) -> str:
    """Ids that begin with the time keep doing so, those drawn from others lie anywhere: the order in an index is
    much of what it costs to write them."""
    if column in ("tracking", "token"):
        return f"left({value}, 3) || upper(md5({value} || n))"
    if column in ("number", "nik"):
        return f"{value} || '-' || n"
    drawn = f"md5({value} || n)::uuid::text"
    return f"CASE WHEN substr({value}, 15, 1) = '7' THEN lpad(to_hex(n), 8, '0') || substr({value}, 9) ELSE {drawn} END"


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


@dataclass(frozen=True)
class Figures:
    """Seconds until the PC can work, and until it has everything; the longest a clerk's act waited for the write lock
    after the first; seconds of processor and MiB at most of both sides; megabytes that came over the wire."""

    usable: float
    complete: float
    waited: float
    counter_busy: float
    centre_busy: float
    counter_memory: float
    centre_memory: float
    received: float


class Counting(httpx.HTTPTransport):
    """`received` bytes of bodies, as they travelled."""

    received = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        self.received += int(response.headers.get("Content-Length", 0))
        return response


def first_synchronisation(count: int) -> Figures:
    with tempfile.TemporaryDirectory() as name, running(SAFE) as postgres:
        assert postgres is not None, "no PostgreSQL for this machine"
        folder = Path(name)
        url, data = postgres.at(postgres.create()), folder / "centre"
        data.mkdir()
        with closing(founding.open_up(CentreLocation(url, data))) as opened:
            founding.found(opened.register, data)
            with serving(url, data) as server:
                found_office(opened, [folder / "loket-0"], server.address)
                with closing(open_desk(folder / "loket-0", server.address)) as desk:
                    _one_file(desk)
                began = time.perf_counter()
                rows = copy_files(opened.register, count)
                print(f"  {count} files, {rows} rows, made in {time.perf_counter() - began:.0f} s", flush=True)
                with closing(open_desk(folder / "loket-1", server.address, transport=(wire := Counting()))) as new:
                    sides = ("self", str(server.pid))
                    before = [_spent(side) for side in sides]
                    times = _measured(new, opened.enrolment.pairing_code("Loket 1"), rows)
                    spent = [_spent(side) - least for side, least in zip(sides, before, strict=True)]
                (counter, centre), (here, there) = spent, map(_most, sides)
                return Figures(*times, counter, centre, here, there, wire.received / 1e6)


def _spent(process: str) -> float:
    """Seconds of processor since it began; Linux only."""
    spent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


def _most(process: str) -> float:
    """MiB it ever held; Linux only."""
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def _one_file(desk: Desk) -> None:
    """From the counter to the applicant's hands; some of its acts wait for their number."""
    file = desk.office.register_file()
    for _ in range(20):
        desk.settle()
        stage = desk.office.file(file).stage
        if stage == stages.DONE:
            return
        desk.office.step(file, stage)
    raise AssertionError("the file never came to its end")


def _measured(desk: Desk, code: str, rows: int) -> tuple[float, float, float]:
    gc.freeze()  # as the program does when it is loaded
    began = time.perf_counter()
    usable = 0.0
    pair_desk(desk, code, first=False, settle=False)
    with ExitStack() as beside:
        while (stage := _stage(desk)) != "complete":
            if stage == "rest" and not usable:
                usable = time.perf_counter() - began
                waits = beside.enter_context(_clerk(desk))
            desk.exchange.once()
        complete = time.perf_counter() - began
    with desk.register.reading() as session:
        here = sum(_count(session.connection(), table_of(name)) for name in shared())
        link = session.get_one(Link, 1)
    assert here >= rows, (here, rows)
    desk.exchange.once()
    assert _stage(desk) == "complete", "the digests differ"
    assert link.digest
    return usable, complete, max(waits)


@contextmanager
def _clerk(desk: Desk) -> Iterator[list[float]]:
    """Somebody who takes the write lock again and again; the seconds each time took."""
    waits: list[float] = []
    over = Event()

    def work() -> None:
        while not over.wait(0.1):
            began = time.perf_counter()
            with desk.register.writing():
                waits.append(time.perf_counter() - began)

    thread = Thread(target=work)
    thread.start()
    try:
        yield waits
    finally:
        over.set()
        thread.join()


def _stage(desk: Desk) -> str:
    with desk.register.reading() as session:
        return session.get_one(Link, 1).stage


if __name__ == "__main__":
    for what, figure in vars(first_synchronisation(100_000)).items():
        print(f"{what:15}", f"{figure:8.2f}")
