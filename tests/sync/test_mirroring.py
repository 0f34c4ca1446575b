"""The file of unsent acts follows the register, also through what keeps it from doing so; the door that fills it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.actions.commands.office import SaveDraft, SetPassword
from app.actions.signing_in import matches
from app.models.link import OwnKey
from app.models.office import Staff
from app.sync.linked_door import LinkedDoor
from app.sync.signing import make_key, open_key
from tests.harm import overwrite
from tests.network import Network
from tests.sync.clients import Bench


@pytest.fixture
def at(tmp_path: Path) -> Bench:
    network = Network(tmp_path)
    made = Bench(network.counter("Loket 1"), tmp_path / "beside", network.clock)
    made.settle()
    return made


def through(at: Bench) -> LinkedDoor:
    """The counter's door as the program has it."""
    office, client = at.counter.office, at.client
    door = LinkedDoor(office.door, client.register, client.ring, client.mirroring, at.worker.acted)
    office.door = door  # type: ignore[assignment]
    return door


def waiting(at: Bench) -> int:
    return len(at.mirror.waiting())


def test_every_own_act_is_kept_and_told(at: Bench) -> None:
    door = through(at)
    file = at.counter.office.register_file()
    assert (waiting(at), at.bell.rung) == (1, 1)
    office = at.counter.office
    draft = SaveDraft(stamp=office.stamp("petugas_loket"), draft="d", content={})
    door.do(draft)
    assert (waiting(at), at.bell.rung) == (1, 1), "a draft is no act"
    assert door.ask(lambda look: look.session is not None)
    at.settle()
    assert waiting(at) == 0
    assert office.file(file).number


def test_a_damaged_file_is_mended_from_the_register(at: Bench) -> None:
    through(at)
    at.counter.wire.cut = True
    at.counter.office.register_file()
    log = at.folder / "waiting.log"
    overwrite(log, log.stat().st_size // 2, 8)
    at.mirror._content = None
    at.counter.office.register_file(at.counter.office.intake(confirmed={"duplicate": "x"}))
    assert at.client.mirroring.trouble == ""
    assert waiting(at) == 2
    assert (at.folder / "waiting-damaged.log").exists()


def test_a_disk_that_will_not_keep_it_is_said_and_tried_again(at: Bench) -> None:
    through(at)
    at.counter.wire.cut = True
    log = at.folder / "waiting.log"
    log.unlink(missing_ok=True)
    log.mkdir()
    at.counter.office.register_file()
    assert at.client.mirroring.trouble == "database_readonly"
    at.worker.step()
    log.rmdir()
    at.counter.office.register_file(at.counter.office.intake(confirmed={"duplicate": "x"}))
    assert at.client.mirroring.trouble == ""
    assert waiting(at) == 2


def test_what_cannot_be_marked_is_no_trouble_of_the_turn(at: Bench) -> None:
    through(at)
    at.counter.office.register_file()
    log = at.folder / "waiting.log"
    kept = log.read_bytes()
    log.unlink()
    log.mkdir()
    at.mirror._content = None
    at.settle()
    assert at.state.online
    assert at.state.trouble == "database_readonly"
    log.rmdir()
    log.write_bytes(kept)
    at.settle()
    assert at.state.trouble == ""
    assert waiting(at) == 0


def test_a_new_password_takes_its_owners_key_along(at: Bench) -> None:
    door, office = through(at), at.counter.office
    made = make_key("pasar-amlapura", office.new_id)
    with at.client.register.writing() as session:
        own = session.get_one(OwnKey, "administrator")
        own.sealed, own.public = made.sealed, made.public
    at.client.ring.hold("administrator", made.key_id, made.key)
    kept = door.verifier("administrator", "pasar-klungkung")
    other = door.verifier("nobody", "pasar-bangli-1")
    assert matches(other, "pasar-bangli-1")
    office.do("administrator", SetPassword, staff="kadis", password=kept)
    assert sealed(at) == made.sealed, "it was typed for somebody else"
    office.do("administrator", SetPassword, staff="administrator", password=kept)
    assert open_key(sealed(at), "pasar-klungkung").public == made.public
    with at.client.register.reading() as session:
        assert matches(session.get_one(Staff, "administrator").password, "pasar-klungkung")


def sealed(at: Bench) -> bytes:
    with at.client.register.reading() as session:
        return session.get_one(OwnKey, "administrator").sealed
