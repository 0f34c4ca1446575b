"""Images of rows stay what they were when the tables grow: centre and counters agree after an upgrade."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from app.cipher import raw_connection
from app.models.images import LATER, columns, fingerprint, image, shared, values
from app.models.office import Mandate
from app.sync import bulk
from app.sync.protocol import SnapshotAnswer
from tests.conftest import KEY
from tests.models.test_migrations import at_revision
from tests.sync.test_exchange import agree, network

RELEASED = "0008"
"""The schema of 0.3.0, whose images are in every digest."""
MADE = {
    "id": "m",
    "role": "kadis",
    "substitute_id": "sekretaris",
    "kind": "plh",
    "letter_number": "800/1",
    "letter_date": date(2026, 11, 23),
    "starts": date(2026, 11, 23),
    "ends": date(2026, 11, 24),
    "scope": [],
    "reason": "",
}

__all__ = ["network"]


def test_what_travels_was_decided() -> None:
    """A new table goes into this list or stays where it is: nobody's tries at a password are told to every PC."""
    travels = {
        *("applicant", "application", "calendar_day", "contact", "correction", "device", "document", "due_change"),
        *("inspection", "item", "journal", "levy", "mandate", "office", "outage", "override", "permit", "printing"),
        *("recommendation", "revision", "staff", "staff_role", "tray"),
    }
    assert set(shared()) == travels


def test_every_column_that_came_since_is_known_as_later(tmp_path: Path) -> None:
    path = at_revision(tmp_path / "register.db", RELEASED)
    with raw_connection(path, KEY) as connection:
        for name in shared():
            before = {row[1] for row in connection.execute(f"PRAGMA table_info('{name}')")}
            if before:
                since = {column for column, _ in columns(name)} - before
                assert since == LATER.get(name, frozenset()), name


def test_an_empty_later_column_is_in_no_image() -> None:
    old, ended = image(Mandate(**MADE, ended=None)), image(Mandate(**MADE, ended=datetime(2026, 11, 23, 3, tzinfo=UTC)))
    assert old.keys() == ended.keys() - {"ended"}
    assert values("mandate", old)["ended"] is None
    assert values("mandate", ended)["ended"] == datetime(2026, 11, 23, 3, tzinfo=UTC)
    assert fingerprint(("mandate", "m"), old) != fingerprint(("mandate", "m"), ended)


def test_a_new_pc_reads_both(network: object) -> None:
    """Row by row and in bulk, and the digests of everybody are true."""
    from datetime import timedelta

    from app.actions.commands.office import AddMandate, EndMandate
    from tests.network import Network

    assert isinstance(network, Network)
    one = network.counter("Loket 1")
    today = network.clock.now().date()
    for at, role in enumerate(("kadis", "kabid")):
        said = {"role": role, "substitute": "sekretaris", "mandate": "plh", "letter_number": f"800/{at}"}
        one.office.do("kabid", AddMandate, **said, letter_date=today, starts=today, ends=today + timedelta(days=9))
    with one.register.reading() as session:
        first = session.query(Mandate).order_by(Mandate.role).first()
    one.office.do("kabid", EndMandate, mandate=first.id, ends=today)
    one.settle()
    two = network.counter("Loket 2")
    agree(network)
    with two.register.reading() as session:
        assert sorted(row.ended is None for row in session.query(Mandate)) == [False, True]
    rows = [["mandate", each.id, image(each)] for each in session.query(Mandate)]
    text = bulk.SORTED.encode(rows)
    now = network.clock.now()
    told = SnapshotAnswer(
        epoch="", server_now=now, head=0, durable=0, rows=text, after="", done=0, total=0, ordered=True
    )
    assert [row.seen for row in bulk.read(told)] == [fingerprint(("mandate", row[1]), row[2]) for row in rows]
