"""Who is let in first, and what one act nobody can read does to the others."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands import office_work
from app.errors import Refused
from app.models.centre import PersonKey, WrongPassword
from app.sync.protocol import EnrolRequest, Envelope, PushRequest, SignInRequest
from tests.network import Network, contents


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path)


def test_without_a_code_nobody_tries_passwords(network: Network) -> None:
    network.counter("Loket 1")
    wrong = EnrolRequest(code="FALSCH00", device="", name="X", machine="", username="admin", password="x")
    for _ in range(9):
        with pytest.raises(Refused, match="pairing_code"):
            network.enrolment.enrol(wrong)
    with network.register.reading() as session:
        assert session.scalars(select(WrongPassword.id)).all() == []


def test_a_revoked_key_is_not_taken_back(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    one = network.counter("Loket 1")
    terminal = network.enrolment.terminal(one.wire.token)
    monkeypatch.setattr(network.enrolment._passwords, "prove", lambda *_: "verifikator")
    with network.register.writing() as session:
        for key in session.scalars(select(PersonKey)):
            key.revoked = network.clock.now()
        known = session.scalars(select(PersonKey.id).where(PersonKey.staff_id == "verifikator")).first()
    assert known is not None
    with pytest.raises(Refused, match="key_revoked"):
        network.enrolment.sign_in(
            terminal, SignInRequest(username="v", password="x", key=known, public="00" * 31 + "01")
        )


@pytest.mark.parametrize("body", [b'{"id":"new-1","later":true}', b'{"id":"new-1"}'])
def test_what_cannot_be_read_keeps_nobody_waiting(network: Network, body: bytes) -> None:
    one = network.counter("Loket 1")
    file = one.office.register_file()
    batch = one.exchange.batch(10)
    assert batch is not None
    epoch, acts = batch.epoch, batch.acts
    broken = Envelope(body=msgspec.Raw(body), sig="", key="")
    answer = network.centre.push(
        network.enrolment.terminal(one.wire.token), PushRequest(epoch=epoch, acts=(broken, *acts))
    )
    assert {each.id: (each.result, each.reason) for each in answer.results} == {
        "new-1": ("forged", "malformed"),
        **{act: ("applied", "") for act in [each.id for each in answer.results if each.id != "new-1"]},
    }
    assert file in contents(network.register)["application"]


def test_what_does_not_even_say_its_id(network: Network) -> None:
    one = network.counter("Loket 1")
    with pytest.raises(Refused, match="malformed"):
        network.centre.push(
            network.enrolment.terminal(one.wire.token),
            PushRequest(epoch="e1", acts=(Envelope(body=msgspec.Raw(b"[1]"), sig="", key=""),)),
        )


def test_drafts_are_no_acts_of_the_centre(network: Network) -> None:
    one = network.counter("Loket 1")
    file = one.office.register_file()
    one.office.do("verifikator", office_work.AddNote, application=file, text="Catatan")
    batch = one.exchange.batch(10)
    assert batch is not None
    epoch, acts = batch.epoch, batch.acts
    note = msgspec.json.decode(bytes(acts[-1].body))
    note["kind"] = note["payload"]["act"] = "drop_draft"
    body = msgspec.json.encode(note)
    key_id, signature = one.ring.sign("verifikator", body)
    forged = Envelope(body=msgspec.Raw(body), sig=signature.hex(), key=key_id)
    before = contents(network.register)
    answer = network.centre.push(network.enrolment.terminal(one.wire.token), PushRequest(epoch=epoch, acts=(forged,)))
    assert [(each.result, each.reason) for each in answer.results] == [("forged", "kind")]
    assert contents(network.register) == before
