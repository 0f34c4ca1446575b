"""A person's key that a restored centre has forgotten: what waits under it on its PC still comes there."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, select

from app.actions.commands.office import SetPassword
from app.actions.signing_in import verifier
from app.errors import Refused
from app.models.centre import PersonKey
from app.models.link import OwnKey
from app.sync.admission import LinkedGate, SignInSetup
from app.sync.protocol import SignInRequest
from tests.network import Counter, TestClock
from tests.server.register.test_proof import Restorable
from tests.server.test_forgotten_codes import CONFIRMED, paired_again
from tests.sync.dishonest import tray
from tests.sync.test_exchange import agree

CLERK, NAME = "petugas_loket", "petugas.loket"
OLD, NEW = "pasar-amlapura", "pasar-klungkung"


@pytest.fixture
def office(tmp_path: Path) -> Restorable:
    made = Restorable(tmp_path)
    set_password(made, OLD)
    made.two.settle()
    with made.two.register.writing() as session:
        session.execute(delete(OwnKey).where(OwnKey.staff_id == CLERK))
    with made.network.register.writing() as session:
        terminal = made.network.enrolment.terminal(made.two.wire.token)
        session.execute(delete(PersonKey).where(PersonKey.staff_id == CLERK, PersonKey.terminal_id == terminal))
    made.two.ring.drop(CLERK)
    return made


def set_password(office: Restorable, password: str) -> None:
    office.one.office.do("administrator", SetPassword, staff=CLERK, password=verifier(password))
    office.one.settle()


def signed_in(office: Restorable, counter: Counter, password: str) -> None:
    clock = office.network.clock
    dial = SignInSetup(lambda *_: counter.wire, lambda: False, lambda: None, TestClock(clock).interval)
    gate = LinkedGate(counter.register.file, clock.now, dial, counter.office.new_id)
    gate.enter(NAME, password)
    held = gate.ring.held(CLERK)
    assert held is not None
    counter.ring.hold(CLERK, *held)


@pytest.mark.parametrize("restored_first", [True, False])
def test_what_waits_under_a_key_younger_than_the_backup_outlives_a_new_password(
    office: Restorable, restored_first: bool
) -> None:
    """The receipt is in the applicant's hands; the key that signed it opens no more, nor does the centre know it."""
    one, two = office.one, office.two
    kept = office.copy()
    signed_in(office, two, OLD)
    two.wire.cut = True
    file = two.office.register_file(two.office.intake(confirmed=CONFIRMED))
    number = two.office.file(file).number
    two.wire.cut = False
    if not restored_first:
        set_password(office, NEW)
        signed_in(office, two, NEW)
    office.restore(kept)
    set_password(office, NEW)
    two.settle()
    assert two.waiting() == 1
    signed_in(office, two, NEW)
    two.settle()
    one.settle()
    assert (two.waiting(), tray(office.network)) == (0, {})
    assert one.office.file(file).number == number
    agree(office.network)


def test_a_revoked_key_is_none_under_another_id(office: Restorable, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither where its PC is paired again, nor on the person's own word."""
    two, network = office.two, office.network
    with two.register.writing() as session:
        own = session.scalars(select(OwnKey).where(OwnKey.staff_id == "kadis")).one()
        revoked, own.key_id = own.key_id, "another-id"
        public = own.public.hex()
    with network.register.writing() as session:
        session.get_one(PersonKey, revoked).revoked = network.clock.now()
    paired_again(network, two)
    monkeypatch.setattr(network.enrolment._passwords, "prove", lambda *_: "kadis")
    with pytest.raises(Refused, match="key_revoked"):
        two.wire.sign_in(SignInRequest(username="kadis", password="x", key="another-id", public=public))
    with network.register.reading() as session:
        assert session.get(PersonKey, "another-id") is None
