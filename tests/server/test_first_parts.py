"""What a first synchronisation tells: every row of an office in which every kind of act was done, from either database,
as the ordinary way would have written it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import text

from app.database import Register, open_register
from app.errors import Refused
from app.migrations import HEAD as SCHEMA
from app.models.centre import Head
from app.models.images import shared
from app.server.register import snapshot as parts
from app.server.register.centre import Centre
from app.server.register.snapshot import snapshot
from app.server.register.store import open_centre
from app.sync import bulk
from app.sync import rows as tables
from app.sync.protocol import SnapshotAnswer, SnapshotRequest
from tests.conftest import FixedClock
from tests.network import contents, digest_of
from tests.postgres import Server
from tests.server.conftest import POSTGRES, SQLITE
from tests.server.test_same_rows import play


@pytest.fixture(scope="module", params=[SQLITE, POSTGRES])
def centre(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    name, server = "", None
    if request.param == POSTGRES:
        server = request.getfixturevalue("server")
        assert isinstance(server, Server)
        name = server.create(request.getfixturevalue("template"))
    register = open_centre(server.at(name) if server else "", data=tmp_path_factory.mktemp("centre"))
    made = play(register)
    with register.writing() as session:
        session.add(Head(id=1, office="office-1", epoch="e1", head=7, digest="", durable=0))
    clock = FixedClock()
    yield Centre(register, made.office.reference, draw=str, now=clock.now, noticed=lambda *_: None)
    register.close()
    if server:
        server.drop(name)


def told(centre: Centre, part: str, limit: int = 5_000) -> list[SnapshotAnswer]:
    """All answers, as they come over the wire."""
    found, after = [], ""
    while True:
        answer = snapshot(centre, SnapshotRequest(part=part, after=after, schema=SCHEMA, limit=limit))
        found.append(msgspec.json.decode(msgspec.json.encode(answer), type=SnapshotAnswer))
        after = found[-1].after
        if not after:
            return found


def written(register: Register) -> dict[str, list[Any]]:
    """Every value as the file has it; of JSON what it says."""
    with register.reading() as session:
        return {
            name: sorted(tuple(map(_plain, row)) for row in session.execute(text(f'SELECT * FROM "{name}"')))
            for name in shared()
        }


def _plain(value: Any) -> str:
    if isinstance(value, str) and value.startswith(("{", "[")):
        value = msgspec.json.decode(value)
    return f"{type(value).__name__} {msgspec.json.encode(value, order='sorted').decode()}"


@pytest.mark.parametrize("limit", [7, 5_000])
def test_the_rest_is_everything(centre: Centre, tmp_path: Path, limit: int) -> None:
    """Equal to the centre's own, and value by value to what the feed would have written."""
    quick, ordinary = (open_register(tmp_path / name, None) for name in ("quick.db", "ordinary.db"))
    answers = told(centre, "rest", limit)
    with quick.writing() as session:
        digest = bulk.put(session, (row for answer in answers for row in bulk.read(answer)), "")
    with ordinary.writing() as session:
        rows = [row for answer in answers for row in bulk.images(bulk.read(answer))]
        assert tables.put(session, rows, "") == digest
    assert len(rows) == answers[0].total > 500
    assert contents(quick) == contents(centre.register)
    assert digest == digest_of(centre.register) == digest_of(quick)
    assert written(quick) == written(ordinary)
    quick.close()
    ordinary.close()


def test_rows_that_are_here_already_change_nothing(centre: Centre, tmp_path: Path) -> None:
    register = open_register(tmp_path / "register.db", None)
    rows = [row for answer in told(centre, "rest") for row in bulk.read(answer)]
    with register.writing() as session:
        digest = bulk.put(session, rows[: len(rows) // 2], "")
    with register.writing() as session:
        digest = bulk.put(session, [*rows, *rows], digest)
    assert contents(register) == contents(centre.register)
    assert digest == digest_of(centre.register)
    register.close()


@pytest.mark.parametrize("limit", [3, 5_000])
def test_recent_files_come_whole(centre: Centre, limit: int) -> None:
    """All of these files run or are of the last 90 days; so the first part is everything, too."""
    rows = {(row.name, row.key) for answer in told(centre, "recent", limit) for row in bulk.read(answer)}
    assert rows == {(name, key) for name, found in contents(centre.register).items() for key in found}


def test_old_files_are_not_recent(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts.stages, "RUNNING", ())
    monkeypatch.setattr(parts, "RECENT", -parts.RECENT)
    answers = told(centre, "recent")
    rows = [row for answer in answers for row in bulk.read(answer)]
    assert not {row.name for row in rows} & {"application", "applicant", "item", "permit", "printing"}
    assert {"office", "staff", "journal"} <= {row.name for row in rows}
    assert answers[0].total == len(rows)


def test_parts_are_small(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 20_000)
    answers = told(centre, "rest")
    longest = max(len(row.row) for answer in answers for row in bulk.read(answer))
    assert len(answers) > 10
    assert max(len(answer.rows) for answer in answers) < 2 * 20_000 + longest


@pytest.mark.parametrize("limit", [3, 5_000])
def test_a_file_larger_than_a_part_ends_inside(centre: Centre, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    """However large all that is about one file: the next part goes on behind the row that was the last."""
    monkeypatch.setattr(parts, "PART_BYTES", 3_000)
    monkeypatch.setattr(parts, "FILES_BYTES", 1_000)
    answers = told(centre, "recent", limit)
    rows = [row for answer in answers for row in bulk.read(answer)]
    longest = max(len(row.row) for row in rows)
    assert any("/" in answer.after for answer in answers)
    assert max(len(answer.rows) for answer in answers) < 3_000 + longest + 1_000
    keys = {(row.name, row.key) for row in rows}
    assert keys == {(name, key) for name, found in contents(centre.register).items() for key in found}
    assert len([row for row in rows if row.name != "applicant"]) == len({key for key in keys if key[0] != "applicant"})


@pytest.mark.parametrize("after", ["nothing|1", "act|1"])
def test_a_place_that_is_none(centre: Centre, after: str) -> None:
    with pytest.raises(Refused) as caught:
        snapshot(centre, SnapshotRequest(part="rest", after=after, schema=SCHEMA))
    assert caught.value.code == "malformed"
