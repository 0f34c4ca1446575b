"""No date on a file breaks a list: a PC with a dead battery, or a dishonest one, writes any year there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import msgspec
import pytest

from app.actions.commands import office_work
from app.actions.commands.intake import AcceptRevision, Withdraw
from app.actions.commands.office import ChangeCalendar
from app.queries import collection, exchange, finding, front, on_time, public, quality, recap, registers, tray, work
from app.queries.documents import papers_of
from app.queries.file_view import file_view
from app.queries.look import Look
from app.rules import registration, tracking
from tests.network import Counter, Network
from tests.office import Office
from tests.sync.dishonest import Dishonest
from tests.sync.test_trust import CONFIRMED

FIRST, LAST = date(1970, 1, 1), date(9001, 1, 1)
KNOWN, UNKNOWN, IMPOSSIBLE = (2026,), (1971, 2012, 2022, 2031, 2040, 8999), (1, 9999)
STAFF = ("kadis", "kabid", "penyelia", "verifikator", "petugas_loket", "administrator")


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    made = Network(tmp_path_factory.mktemp("years"))
    for name in ("Loket 1", "Loket 2"):
        made.counter(name).settle()
    yield made
    for counter in made.counters:
        counter.register.close()
    made.register.close()


@pytest.fixture
def one(network: Network) -> Counter:
    network.counters[0].settle()
    return network.counters[0]


@pytest.fixture
def evil(network: Network) -> Dishonest:
    network.counters[1].settle()
    return Dishonest(network, network.counters[1])


def registered(evil: Dishonest, at: datetime) -> dict[str, Any]:
    """A registration of its own PC, whose clock shows `at`; its number is taken from the year."""
    office = evil.counter.office
    payload = {
        "application": office.new_id(),
        "number": registration.make("KRA", evil.device, 1000 + at.year, office.draw),
        "tracking": tracking.make(evil.device, office.draw),
        "intake": msgspec.to_builtins(office.intake(confirmed=CONFIRMED)),
        "read_back": True,
        "started": at.isoformat(),
    }
    return evil.body("register_application", "petugas_loket", payload, at=at)


def asked(file: str, token: str) -> dict[str, Callable[[Look], Any]]:
    """Every question that reckons days or lists files."""
    questions: dict[str, Callable[[Look], Any]] = {
        "register book": lambda look: registers.register_book(look, FIRST, LAST),
        "on time": lambda look: on_time.on_time(look, FIRST, LAST),
        "recap": lambda look: recap.recap(look, FIRST, LAST),
        "quality": lambda look: quality.quality(look, FIRST, LAST),
        "find": lambda look: finding.find(look, ""),
        "hand-over": collection.waiting,
        "opened": lambda look: collection.opened(look, file),
        "status list": lambda look: tuple(public.statuses(look)),
        "tracked": lambda look: public.behind(look, token),
        "papers": lambda look: papers_of(look, file),
        "exchange": exchange.waiting,
    }
    for who in STAFF:
        questions |= {
            f"queue {who}": partial(work.queue, staff_id=who),
            f"front {who}": partial(front.front, staff_id=who),
            f"file {who}": partial(file_view, application_id=file, staff_id=who),
            f"tray {who}": partial(tray.tray, staff_id=who),
        }
    tiles = (tile for tile in front.TILES if tile != front.MINE)
    return questions | {f"tile {tile}": partial(front.listed, tile=tile) for tile in tiles}


def all_answer(office: Office, file: str, token: str) -> dict[str, Any]:
    return {name: office.door.ask(question) for name, question in asked(file, token).items()}


@pytest.mark.parametrize("year", [*KNOWN, *UNKNOWN])
def test_every_question_is_answered(network: Network, one: Counter, evil: Dishonest, year: int) -> None:
    body = registered(evil, datetime(year, 1, 2, 3, tzinfo=UTC))
    assert evil.push(body).result == "applied"
    one.settle()
    file, office = body["application"], one.office
    before = all_answer(office, file, body["payload"]["tracking"])
    assert file in {row.id for row in before["queue verifikator"].rows}
    assert before["file kadis"].clock.estimate is (year in UNKNOWN)
    assert before["file kadis"].clock.due == office.file(file).due
    office.do("verifikator", office_work.AddNote, application=file, text="Jam komputer keliru.")
    row = office_work.ReturnRow(subject="KTP", reason="R01", text="Mohon dilengkapi.")
    deadline = max(office.clock.now().date(), office.file(file).received.date()) + timedelta(days=9)
    office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=deadline)
    one.settle()
    assert not all_answer(office, file, body["payload"]["tracking"])["file kadis"].clock.estimate
    office.do("petugas_loket", AcceptRevision, application=file)
    office.do("administrator", ChangeCalendar, years=(2100 + year % 1000,))
    one.settle()
    all_answer(office, file, body["payload"]["tracking"])
    office.do("petugas_loket", Withdraw, application=file, letter_date=FIRST, signed_by="Ni Luh")
    one.settle()
    assert office.file(file).used is not None
    all_answer(office, file, body["payload"]["tracking"])
    assert one.waiting() == 0


@pytest.mark.parametrize("year", IMPOSSIBLE)
@pytest.mark.parametrize("where", ["at", "stamp", "started"])
def test_a_moment_that_no_calendar_reckons_with_is_refused(evil: Dishonest, year: int, where: str) -> None:
    body, moment = registered(evil, datetime(2026, 11, 23, 3, tzinfo=UTC)), datetime(year, 12, 31, 23, tzinfo=UTC)
    payload = body["payload"]
    match where:
        case "at":
            body["at"] = moment
        case "stamp":
            body["payload"] = payload | {"stamp": payload["stamp"] | {"at": moment}}
        case "started":
            body["payload"] = payload | {"started": moment}
    assert evil.said(body) == ("forged", "stamp" if where == "stamp" else "malformed")
