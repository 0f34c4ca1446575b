"""A counter that is killed at random moments of 200 registrations loses nothing that it has told anybody."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cipher import raw_connection, verify
from app.database import open_register
from app.rules.registration import valid
from tests.conftest import KEY, FixedClock
from tests.office import Office

ROOT = Path(__file__).resolve().parents[2]
FILES = 200
LIVES = 60  # more than it takes; each seeded life registers some
BYTES = (1, 1_800)  # a file tells about 90
STATEMENTS = (1, 500)  # a file takes about 50


def live(folder: Path, life: int, chance: random.Random) -> list[str]:
    """One life of the counter: killed by us after so many bytes it told, or by itself at a statement. What it told,
    whole lines only."""
    by_itself = life % 2 == 1
    statement = chance.randint(*STATEMENTS) if by_itself else 0
    enough = sys.maxsize if by_itself else chance.randint(*BYTES)
    command = (sys.executable, "-m", "tests.whole.counter", str(folder), str(FILES), str(life), str(statement))
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, bufsize=0) as counter:
        assert counter.stdout is not None
        told = b""
        while len(told) < enough and (more := counter.stdout.read(1)):
            told += more
        counter.kill()
        told += counter.stdout.read()  # what was in the pipe had been told too
    whole, _, _ = told.rpartition(b"\n")
    return whole.decode().splitlines()


def drafts(folder: Path) -> dict[str, int]:
    with raw_connection(folder / "register.db", KEY) as connection:
        return {row[0]: json.loads(row[1])["keys"] for row in connection.execute("SELECT id, content FROM draft")}


def registered(folder: Path) -> list[str]:
    with raw_connection(folder / "register.db", KEY) as connection:
        return [row[0] for row in connection.execute("SELECT number FROM application ORDER BY received")]


def nothing_told_is_lost(folder: Path, told: list[str]) -> None:
    numbers, kept = registered(folder), drafts(folder)
    for line in told:
        word, *facts = line.split()
        if word == "file":
            assert facts[1] == numbers[int(facts[0])]
    last = [line.split()[1:] for line in told if line.startswith("draft")][-1:]
    for at, keys in last:
        assert int(at) < len(numbers) or kept[f"draft-{at}"] >= int(keys)


@pytest.fixture(scope="module")
def survived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a register after all its lives."""
    folder = tmp_path_factory.mktemp("killed")
    register = open_register(folder / "register.db", KEY)
    Office(register, FixedClock()).open()
    register.close()
    chance, deaths = random.Random(20261123), 0
    for life in range(LIVES):
        told = live(folder, life, chance)
        nothing_told_is_lost(folder, told)
        if told[-1:] == ["done"]:
            break
        deaths += 1
    assert deaths >= 10
    return folder


def rows(folder: Path, query: str) -> list[Any]:
    with raw_connection(folder / "register.db", KEY) as connection:
        return list(connection.execute(query))


def test_the_register_is_whole(survived: Path) -> None:
    verify(survived / "register.db", KEY)
    assert len(registered(survived)) == FILES
    assert rows(survived, "PRAGMA foreign_key_check") == []


def test_every_number_once_and_none_skipped(survived: Path) -> None:
    numbers = registered(survived)
    assert all(valid(number) for number in numbers)
    assert [int(number.split("-")[2]) for number in numbers] == list(range(1, FILES + 1))
    assert rows(survived, "SELECT counter FROM device") == [(FILES,)]


def test_every_receipt_has_its_record(survived: Path) -> None:
    """Not every record has its receipt: a kill between the two leaves a reprint to do."""
    receipts = list(survived.glob("*.pdf"))
    assert {path.stem for path in receipts} <= set(registered(survived))
    assert len(receipts) > FILES * 0.7
    for path in receipts:
        content = path.read_bytes()
        assert content.startswith(b"%PDF")
        assert content.rstrip().endswith(b"%%EOF")


def test_every_record_is_whole(survived: Path) -> None:
    counted = """
        SELECT (SELECT count(*) FROM item WHERE application_id = a.id),
               (SELECT count(*) FROM journal WHERE application_id = a.id AND kind = 'register_application'),
               (SELECT count(*) FROM document WHERE application_id = a.id AND kind = 'receipt'),
               (SELECT count(*) FROM search_index WHERE application_id = a.id)
        FROM application a
    """
    found = rows(survived, counted)
    assert len(found) == FILES
    assert set(found) == {(found[0][0], 1, 1, 1)}
    assert found[0][0] > 5
    assert drafts(survived) == {}


def test_every_card_has_its_hash(survived: Path) -> None:
    for card, sha256 in rows(survived, "SELECT card, sha256 FROM document"):
        fixed = json.dumps(json.loads(card), separators=(",", ":"), ensure_ascii=False, sort_keys=True)
        assert hashlib.sha256(fixed.encode()).hexdigest() == sha256


def test_the_chain_of_acts_is_unbroken(survived: Path) -> None:
    chain = rows(survived, "SELECT id, prev FROM journal ORDER BY position")
    assert [prev for _, prev in chain] == [None, *(act for act, _ in chain[:-1])]
