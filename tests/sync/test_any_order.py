"""Parts of a first synchronisation and the feed name each other's rows: whatever the order, all of it comes."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands import office_work
from app.actions.commands.office import RecordPrint
from app.models.application import Applicant, Application
from app.models.images import image
from app.models.journal import Document
from app.models.link import DeferredRow, Shadow
from app.server.register import snapshot
from app.sync import bulk, first, once
from app.sync.deferred import any_left
from app.sync.protocol import RowImage
from app.sync.rebase import take_over
from tests.conftest import FixedClock
from tests.network import Counter, Network, contents, digest_of
from tests.office import NI_LUH
from tests.sync.test_exchange import agree
from tests.sync.test_first import FILES, link_of, new_counter

MORE = 12
BORN_AT = FixedClock().now()


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    """An office with old files only, each of another person; parts of a few rows."""
    monkeypatch.setattr(snapshot, "PART_BYTES", 2_000)
    monkeypatch.setattr(first, "PARTS_A_ROUND", 1)
    made = Network(tmp_path)
    one = made.counter("Loket 1")
    for number in range(FILES):
        received(one, number)
        one.office.do("penyelia", office_work.Cancel, application=files_of(one)[-1], reason="Salah jenis izin")
    agree(made)
    made.clock.advance(days=100)
    return made


def received(counter: Counter, number: int) -> str:
    """A file of somebody nobody has met before."""
    person = msgspec.structs.replace(
        NI_LUH, nik=f"510703450788{number + 10:04d}", name=f"NI MADE CONTOH {'ABCDEFGHIJKLMNOPQRST'[number]}"
    )
    doubts = ("duplicate", "same_object", "known_near_nik", "known_other_name")
    return counter.office.register_file(counter.office.intake("SIP-BD", person, confirmed=dict.fromkeys(doubts, "x")))


def files_of(counter: Counter) -> list[str]:
    with counter.register.reading() as session:
        return list(session.scalars(select(Application.id).order_by(Application.received)))


def reach(made: Counter, table: str) -> None:
    """Rounds until the parts have come to this table."""
    for _ in range(200):
        made.once()
        if link_of(made).resume.startswith(f"{table}|"):
            return
    raise AssertionError(link_of(made).resume)


def kept_aside(counter: Counter) -> dict[tuple[str, str], tuple[str, str]]:
    with counter.register.reading() as session:
        rows = session.scalars(select(DeferredRow))
        return {(row.name, row.key): (row.parent, row.parent_key) for row in rows}


def at_once(made: Counter, network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two rounds of `made` the other counter prints a paper that `made` has still to get, and takes in files of
    people whose part `made` has behind it."""
    one = network.counters[0]
    reach(made, "applicant")
    while link_of(made).resume.startswith("applicant|"):
        made.once()
    old = next(file for file in reversed(files_of(one)) if file not in files_of(made))
    with one.register.reading() as session:
        paper = session.scalars(select(Document.id).where(Document.application_id == old)).first()
    one.office.do("petugas_loket", RecordPrint, document=paper, copy=1, target="printer")
    for number in range(MORE):
        received(one, FILES + number)
    one.settle()


@pytest.mark.parametrize("page", [1, 500])
def test_a_part_and_the_feed_that_need_each_other(network: Network, monkeypatch: pytest.MonkeyPatch, page: int) -> None:
    """The paper is in the parts, the parts' people are in the feed: neither waits for the other (it was seed
    730006 of the simulation)."""
    monkeypatch.setattr(once, "PULL_ROWS", page)
    made = new_counter(network, monkeypatch)
    at_once(made, network, monkeypatch)
    seen: set[str] = set()
    for _ in range(300):
        if not made.once().more:
            break
        seen |= {name for name, _ in kept_aside(made)}
    assert "printing" in seen
    agree(network)
    assert kept_aside(made) == {}
    assert digest_of(made.register) == digest_of(network.register)


def test_nobody_is_shown_half_a_file(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each round every row names rows that are here."""
    made = new_counter(network, monkeypatch)
    at_once(made, network, monkeypatch)
    for _ in range(300):
        with made.register.reading() as session:
            assert session.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []
        if not made.once().more:
            break
    assert link_of(made).stage == "complete"


def test_a_clerk_acts_on_a_file_whose_newer_row_is_kept_aside(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The older row stays in sight; the act on it is done again on the newer one when that comes."""
    made, one = new_counter(network, monkeypatch), network.counters[0]
    file = received(one, FILES)
    agree(network)
    with made.register.reading() as session:
        older = image(session.get_one(Application, file))
    newer = older | {"applicant_id": "yet-to-come", "applicant_name": "NI MADE BARU"}
    take(made, [RowImage(name="application", key=file, image=newer)])
    assert kept_aside(made) == {("application", file): ("applicant", "yet-to-come")}
    made.office.do("verifikator", office_work.AddNote, application=file, text="Catatan")
    before = link_of(made).digest
    with made.register.reading() as session:
        assert image(session.get_one(Application, file)) == older
        person = image(session.scalars(select(Applicant)).first() or Applicant()) | {
            "id": "yet-to-come",
            "nik": "5107034507880099",
        }
    take(made, [RowImage(name="applicant", key="yet-to-come", image=person)])
    with made.register.reading() as session:
        assert session.get_one(Application, file).applicant_name == "NI MADE BARU"
        assert session.scalars(select(Shadow).where(Shadow.name == "journal")).first() is not None
        assert not any_left(session)
    assert link_of(made).digest != before


def take(counter: Counter, rows: list[RowImage]) -> None:
    with counter.register.writing() as session:
        take_over(session, counter.exchange.reference, session.get_one(type(link_of(counter)), 1), rows, set())


def test_a_row_told_again_and_taken_out_while_it_is_kept_aside(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last word counts, and the digest follows it."""
    agree(network)
    one = network.counters[0]
    before, shown = link_of(one).digest, contents(one.register)
    with one.register.reading() as session:
        paper = image(session.scalars(select(Document)).first() or Document())
    orphan = paper | {"id": "paper-1", "application_id": "file-1"}
    take(one, [RowImage(name="document", key="paper-1", image=orphan)])
    told = link_of(one).digest
    assert told != before
    take(one, [RowImage(name="document", key="paper-1", image=orphan)])
    assert link_of(one).digest == told
    take(one, [RowImage(name="document", key="paper-1", image=orphan | {"application_id": "file-2"})])
    assert kept_aside(one) == {("document", "paper-1"): ("application", "file-2")}
    take(one, [RowImage(name="document", key="paper-1", image=None)])
    assert kept_aside(one) == {}
    assert (link_of(one).digest, contents(one.register)) == (before, shown)


def test_a_row_that_an_own_act_alone_has_made_is_no_parent(network: Network) -> None:
    """It may yet fall: what names it waits until the centre tells of it."""
    one = network.counters[0]
    file = received(one, FILES)
    with one.register.reading() as session:
        paper = image(session.scalars(select(Document).where(Document.application_id == file)).first() or Document())
    told = RowImage(name="document", key="paper-1", image=paper | {"id": "paper-1"})
    with one.register.writing() as session:
        bulk_told = bulk.read(answer_of([told]))
        assert bulk.put(session, bulk_told, "")
    assert kept_aside(one) == {("document", "paper-1"): ("application", file)}
    take(one, [RowImage(name="document", key="paper-1", image=None)])
    agree(network)


def answer_of(rows: list[RowImage]) -> bulk.SnapshotAnswer:
    text = msgspec.Raw(msgspec.json.encode(rows))
    return bulk.SnapshotAnswer(
        epoch="", server_now=BORN_AT, head=0, durable=0, rows=text, after="", done=0, total=0, ordered=False
    )


def test_what_still_waits_at_the_head_is_fetched_anew(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost in silence: where a row names one that never comes, all rows are."""
    made = new_counter(network, monkeypatch)
    agree(network)
    with made.register.writing() as session:
        session.add(DeferredRow(name="document", key="x", image={"id": "x"}, parent="application", parent_key="never"))
    made.once()
    assert (link_of(made).stage, link_of(made).resume) == ("first", "digest")
    agree(network)
    assert kept_aside(made) == {}
