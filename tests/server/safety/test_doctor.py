"""The doctor: what it says of a centre that is well, and of each ailment."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from sqlalchemy import text

from app.actions.traces import traced
from app.database import Register
from app.models.centre import Head, Terminal
from app.models.exchange import TrayItem
from app.models.journal import Override
from app.models.office import Device, Staff
from app.server.admission.certificates import fingerprint_of
from app.server.register.ledger import Entered, enter
from app.server.safety import doctor as checks
from app.server.safety import keeping
from app.server.safety.doctor import BAD, OK, WARN, CentreView, doctor

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def take(register: Register, *rows: object, act: str = "a") -> None:
    """An act that leaves these rows, entered as the centre does."""
    with register.writing() as session:
        head = session.get(Head, 1) or Head(id=1, office="o", epoch="first", head=0, digest="", durable=0)
        session.add(head)
        session.flush()
        with traced(session) as trace:
            for row in rows:
                session.merge(row)
            session.flush()
            enter(session, head, trace, Entered(act, "x"), NOW - timedelta(hours=1))


def person(name: str) -> Staff:
    empty = {"name_with_titles": "", "rank": "", "nip": "", "position": "", "password": "", "failures": 0}
    return Staff(id="s", username="s", name=name, active=True, **empty)


def terminal(name: str, seen: datetime | None, state: str = "active") -> Terminal:
    secrets = {"token_hash": name, "mac_key": "", "machine": ""}
    long_ago = NOW - timedelta(days=90)
    return Terminal(
        id=name, code="7Q4", name=name, state=state, enrolled=long_ago, last_seen=seen, version="1", **secrets
    )


def waiting(opened: datetime, closed: datetime | None = None) -> TrayItem:
    empty = {"number": "", "kind": "", "device": "", "reason": "", "settled": "", "note": ""}
    shown = {"saw": {}, "now": {}, "payload": {}}
    item = {"actor_id": "s", "at": opened, "cause": "rejected", "opened": opened, "closed": closed}
    return TrayItem(id=opened.isoformat(), **empty, **shown, **item)


@pytest.fixture
def well(centre: Register, data: Path) -> Register:
    """Two acts taken, the second changes what the first wrote; a backup remembered, no PC missing."""
    take(centre, person("Made"), Device(code="7Q4", name="Loket 1", counter=4, tip="a"))
    take(
        centre,
        person("Ketut"),
        Override(id="o", nik="1", codes="", reason="é", granted_by="s", at=NOW, used_by=None),
        act="b",
    )
    with centre.writing() as session:
        session.add(terminal("Loket 1", NOW - timedelta(days=1)))
    keeping.keep_epoch(data, "first")
    last = keeping.LastBackup((NOW - timedelta(hours=3)).isoformat(), "a.loket", "first", head=2, size=1)
    (data / keeping.LAST_FILE).write_text(json.dumps(vars(last)))
    return centre


def said(register: Register, data: Path, code: str, now: datetime = NOW, **more: Path) -> tuple[str, str]:
    found = {finding.code: finding for finding in doctor(register, data=data, now=now, **more)}
    return found[code].level, found[code].sentence


def run(register: Register, statement: str) -> None:
    with register.writing() as session:
        session.execute(text(statement))


def on_server(register: Register) -> bool:
    with register.reading() as session:
        return session.get_bind().dialect.name == "postgresql"


def test_a_centre_that_is_well(well: Register, data: Path) -> None:
    """But for the tests' own PostgreSQL, which is fast instead of safe, and whose clock is today's."""
    found = doctor(well, data=data, now=NOW)
    aside = {"server", "clock"} if on_server(well) else set()
    assert [each for each in found if each.level != OK and each.code not in aside] == []
    assert len({each.code for each in found}) == len(found) == len(checks.CHECKS)
    assert all(each.sentence.endswith(".") for each in found)


def test_a_centre_nobody_founded(centre: Register, data: Path) -> None:
    levels = {each.code: each.level for each in doctor(centre, data=data, now=NOW)}
    assert (levels["head"], levels["backup"], levels["feed"], levels["digest"]) == (BAD, BAD, OK, OK)


def test_older_schema(well: Register, data: Path) -> None:
    run(well, "UPDATE alembic_version SET version_num = '0001'")
    assert said(well, data, "schema")[0] == BAD


def test_epochs_that_differ(well: Register, data: Path) -> None:
    keeping.keep_epoch(data, "another")
    assert said(well, data, "head")[0] == WARN


def test_a_database_that_went_back(well: Register, data: Path) -> None:
    run(well, "UPDATE head SET head = 1")
    run(well, "DELETE FROM act WHERE feed = 2")
    level, sentence = said(well, data, "head")
    assert level == BAD
    assert "memuat 2 tindakan, basis data 1" in sentence
    assert said(well, data, "feed")[0] == OK


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM act WHERE feed = 1",
        "DELETE FROM act WHERE feed = 2",
        "UPDATE act SET feed = 2",
        "UPDATE act SET feed = feed + 1",
        "UPDATE head SET head = 3",
    ],
)
def test_holes_in_the_feed(well: Register, data: Path, harm: str) -> None:
    run(well, harm)
    assert said(well, data, "feed")[0] == BAD


@pytest.mark.parametrize(
    ("harm", "level"),
    [
        ("UPDATE staff SET name = 'Nyoman'", BAD),
        ("DELETE FROM override", BAD),
        ("UPDATE head SET digest = '0'", BAD),
        ("UPDATE staff SET failures = 3, password = 'x'", OK),
        ("UPDATE device SET counter = 9", OK),
    ],
)
def test_rows_changed_behind_the_programs_back(well: Register, data: Path, harm: str, level: str) -> None:
    run(well, harm)
    assert said(well, data, "digest")[0] == level


@pytest.mark.parametrize(("days", "level"), [(1, OK), (3, WARN), (8, BAD)])
def test_age_of_the_last_backup(well: Register, data: Path, days: int, level: str) -> None:
    take(well, act="c")
    found, sentence = said(well, data, "backup", NOW + timedelta(days=days))
    assert found == level
    assert "2026-11-23; 1 tindakan" in sentence


@pytest.mark.parametrize(("free", "level"), [(100 << 30, OK), (3 << 30, WARN), (1 << 29, BAD)])
def test_free_disk(well: Register, data: Path, free: int, level: str) -> None:
    with well.reading() as session:
        assert checks.disk(CentreView(session, data, NOW, free=lambda _: free)).level == level


def test_a_clock_behind_the_last_act(well: Register, data: Path) -> None:
    assert said(well, data, "clock", NOW - timedelta(days=1))[0] == BAD


def test_clocks_of_two_machines(well: Register, data: Path) -> None:
    now = datetime.now(UTC)
    if now < NOW:
        run(well, "DELETE FROM act")
    assert said(well, data, "clock", now)[0] == OK
    if on_server(well):
        assert said(well, data, "clock", now + timedelta(minutes=5))[0] == WARN


def certificate(folder: Path, starts: datetime, ends: datetime) -> Path:
    key, name = generate_private_key(SECP256R1()), x509.Name([])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, starts, ends).sign(key, hashes.SHA256())
    path = folder / "centre.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.parametrize(("start", "end", "level"), [(-1, 90, OK), (-1, 10, WARN), (-9, -1, BAD), (1, 90, BAD)])
def test_certificate(well: Register, data: Path, start: int, end: int, level: str) -> None:
    path = certificate(data, NOW + timedelta(days=start), NOW + timedelta(days=end))
    found, words = said(well, data, "certificate", certificate=path)
    assert found == level
    assert (fingerprint_of(path) in words) == (level != BAD), (
        "what is compared at a counter stands on the server's screen"
    )


def test_certificate_nobody_can_read(well: Register, data: Path) -> None:
    assert said(well, data, "certificate", certificate=data / "none.pem")[0] == BAD
    (data / "x.pem").write_text("x")
    assert said(well, data, "certificate", certificate=data / "x.pem")[0] == BAD


@pytest.mark.parametrize(("days", "level"), [(1, OK), (8, WARN)])
def test_the_tray(well: Register, data: Path, days: int, level: str) -> None:
    with well.writing() as session:
        session.add(waiting(NOW - timedelta(days=days)))
        session.add(waiting(NOW - timedelta(days=30), closed=NOW))
    found, sentence = said(well, data, "tray")
    assert found == level
    assert sentence.startswith("1 tindakan menunggu")


def test_pcs_nobody_has_seen(well: Register, data: Path) -> None:
    with well.writing() as session:
        session.add(terminal("Loket 3", NOW - timedelta(days=8)))
        session.add(terminal("Loket 2", None))
        session.add(terminal("Loket 4", None, "revoked"))
    level, sentence = said(well, data, "terminals")
    assert level == WARN
    assert sentence.endswith("sepekan: Loket 2, Loket 3.")


def test_a_careless_server(well: Register, data: Path) -> None:
    level, sentence = said(well, data, "server")
    if on_server(well):
        assert (level, "fsync" in sentence) == (BAD, True)
    else:
        assert level == OK


def test_a_server_that_sorts_otherwise(well: Register, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "CARE", ())
    assert said(well, data, "server")[0] == OK
    if on_server(well):
        monkeypatch.setattr(checks, "COLLATIONS", ("id-ID",))
        assert said(well, data, "server")[0] == WARN
