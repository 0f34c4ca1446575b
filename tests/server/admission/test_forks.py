"""Copies of a PC: how many there may be, whose they are, and what becomes of them with it."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import insert, select

from app.actions.commands.office import SetPassword
from app.actions.commands.office_work import AddNote
from app.actions.signing_in import verifier
from app.errors import Refused, Unavailable
from app.models.application import Application
from app.models.centre import PersonKey, Terminal
from app.models.link import Link
from app.models.office import Device
from app.rules.registration import ALPHABET
from app.server.admission.family import families
from app.server.admission.forks import AT_MOST, free_code
from app.sync.protocol import EnrolAnswer, EnrolRequest, Envelope, ForkRequest, PushRequest, SignInRequest
from tests.network import Counter, Network
from tests.office import Office
from tests.server.over_http import TOKEN, OwnedOffice, served
from tests.sync.dishonest import Dishonest

Patch = pytest.MonkeyPatch
PASSWORD = "pasar-amlapura"


@pytest.fixture
def owned(office: Office) -> OwnedOffice:
    for staff in ("administrator", "kadis"):
        office.do("administrator", SetPassword, staff=staff, password=verifier(PASSWORD))
    return OwnedOffice(office, office.clock)


def fork(owned: OwnedOffice, of: str) -> EnrolAnswer:
    return owned.enrolment.fork(of, ForkRequest(machine="salinan"))


def states(owned: OwnedOffice) -> dict[str, str]:
    return {each.id: each.state for each in owned.enrolment.terminals()}


def test_a_stolen_pc_goes_with_its_copies_and_theirs(owned: OwnedOffice) -> None:
    child = fork(owned, "pc-1")
    grandchild = fork(owned, child.device_id)
    for pc in (child, grandchild):
        with owned.register.writing() as session:
            session.add(
                PersonKey(
                    id=f"key-{pc.device_id}",
                    staff_id="kadis",
                    terminal_id=pc.device_id,
                    public=b"1" * 32,
                    confirmed_by="kadis",
                    registered=owned.clock.now(),
                    revoked=None,
                )
            )
    owned.enrolment.revoke("pc-1")
    assert set(states(owned).values()) == {"revoked"}
    with owned.register.reading() as session:
        assert None not in set(session.scalars(select(PersonKey.revoked)))
    for token in (TOKEN, child.token, grandchild.token):
        with pytest.raises(Refused, match="device_revoked"):
            owned.enrolment.terminal(token)


def test_a_copy_that_is_revoked_leaves_its_pc(owned: OwnedOffice) -> None:
    child, other = fork(owned, "pc-1"), fork(owned, "pc-1")
    owned.enrolment.revoke(child.device_id)
    assert states(owned) == {"pc-1": "active", child.device_id: "revoked", other.device_id: "active"}


def test_who_was_paired_again_with_a_code_stands_for_itself(owned: OwnedOffice) -> None:
    child = fork(owned, "pc-1")
    code = owned.enrolment.pairing_code("Loket 1")
    wish = EnrolRequest(code=code, device="", name="", machine="", username="admin", password=PASSWORD)
    again = owned.enrolment.enrol(wish)
    with owned.register.writing() as session:
        session.get_one(Terminal, again.device_id).parent = child.device_id
    owned.enrolment.revoke("pc-1")
    assert states(owned)[again.device_id] == "active"
    for _ in range(AT_MOST):  # and has copies of its own
        fork(owned, again.device_id)


def test_copies_of_copies_count_together_and_an_hour_later_no_more(owned: OwnedOffice) -> None:
    last = "pc-1"
    for _ in range(AT_MOST):
        last = fork(owned, last).device_id
    for pc in ("pc-1", last):
        with pytest.raises(Refused, match="fork_limit") as refused:
            fork(owned, pc)
        assert refused.value.facts == {"minutes": "60"}
    owned.clock.moment += timedelta(minutes=59)
    with pytest.raises(Refused) as refused:
        fork(owned, last)
    assert refused.value.facts == {"minutes": "1"}
    owned.clock.moment += timedelta(minutes=1)
    assert fork(owned, last).device


def test_over_http_it_is_said_when_to_come_again(owned: OwnedOffice) -> None:
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        said = [client.post("/v1/fork", json={"machine": "m"}) for _ in range(AT_MOST + 1)]
        assert [each.status_code for each in said] == [200] * AT_MOST + [429]
        assert said[-1].json() == {"error": "fork_limit", "facts": {"minutes": "60"}}
        for machine in ("m" * 201, "a\0b"):
            assert client.post("/v1/fork", json={"machine": machine}).json()["error"] == "malformed"


def test_revoked_while_it_asks(owned: OwnedOffice) -> None:
    """Its token was still good when it was looked at."""
    owned.enrolment.revoke("pc-1")
    with pytest.raises(Refused, match="device_revoked"):
        fork(owned, "pc-1")
    with pytest.raises(Refused, match="device_revoked"):
        owned.enrolment.sign_in("pc-1", SignInRequest(username="kadis", password=PASSWORD, key="k", public="01" * 32))
    with owned.register.reading() as session:
        assert session.get(PersonKey, "k") is None


def test_when_all_codes_but_one_are_given(owned: OwnedOffice) -> None:
    every = ["".join(each) for each in product(ALPHABET, repeat=3)]
    with owned.register.writing() as session:
        had = {*session.scalars(select(Device.code))}
        rows = [{"code": each, "name": "", "counter": 0, "tip": None} for each in every if each not in {*had, "MMM"}]
        session.execute(insert(Device), rows)
    assert fork(owned, "pc-1").device == "MMM"
    with pytest.raises(Refused, match="codes_exhausted"):
        fork(owned, "pc-1")


@pytest.mark.parametrize("wanted", ["", "9Z", "9ZZZ", "9zz", "9Z\0", "ILO", "7Q4"])
def test_a_code_that_is_none_or_taken_is_not_given(owned: OwnedOffice, wanted: str) -> None:
    with owned.register.reading() as session:
        code = free_code(session, owned.office.draw, wanted)
    assert len(code) == 3
    assert set(code) <= set(ALPHABET)
    assert code not in (wanted, "7Q4")


def test_a_code_that_is_free_is_given(owned: OwnedOffice) -> None:
    with owned.register.reading() as session:
        assert free_code(session, owned.office.draw, "9ZZ") == "9ZZ"


# ----- on the counter


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path)


def device_of(one: Counter) -> tuple[str, bool]:
    with one.register.reading() as session:
        link = session.get_one(Link, 1)
        return link.device, link.forked


def act_of_a_copy(network: Network, one: Counter) -> None:
    """The same disk elsewhere did an act after the same one as this PC."""
    batch = one.exchange.batch(1)
    assert batch is not None
    epoch, (own,) = batch.epoch, batch.acts
    act = msgspec.json.decode(bytes(own.body))
    act["id"] = act["payload"]["stamp"]["id"] = network.new_id()
    body = msgspec.json.encode(act)
    key_id, signature = one.ring.sign(act["actor"], body)
    envelope = Envelope(body=msgspec.Raw(body), sig=signature.hex(), key=key_id)
    answer = network.centre.push(network.enrolment.terminal(one.wire.token), PushRequest(epoch=epoch, acts=(envelope,)))
    assert [each.result for each in answer.results] == ["applied"]


@pytest.fixture
def copied(network: Network) -> Counter:
    """A PC with a note that waits, of which a copy has sent another one."""
    one = network.counter("Loket 1")
    file = one.office.register_file()
    one.settle()
    one.office.do("verifikator", AddNote, application=file, text="Catatan")
    act_of_a_copy(network, one)
    return one


def test_a_new_name_is_asked_for_until_it_comes(network: Network, copied: Counter, monkeypatch: Patch) -> None:
    """The answers that say so do not come a second time."""
    before, _ = device_of(copied)
    with monkeypatch.context() as away:
        away.setattr(copied.wire, "fork", lambda _: unavailable())
        with pytest.raises(Unavailable, match="centre_away"):
            copied.once()
    assert device_of(copied) == (before, True)
    copied.once()
    after, forked = device_of(copied)
    assert (after != before, forked) == (True, False)
    copied.settle()
    assert device_of(copied) == (after, False)


def unavailable() -> EnrolAnswer:
    raise Unavailable("centre_away")


def test_where_none_is_given_for_now_the_data_goes_on(network: Network, copied: Counter) -> None:
    terminal = network.enrolment.terminal(copied.wire.token)
    for _ in range(AT_MOST):
        network.enrolment.fork(terminal, ForkRequest(machine="salinan"))
    for _ in range(2):
        with pytest.raises(Refused, match="fork_limit"):
            copied.once()
    assert copied.waiting() == 0
    copied.office.do("petugas_loket", AddNote, application=file_of(copied), text="Lanjut")
    with pytest.raises(Refused, match="fork_limit"):
        copied.once()
    assert copied.waiting() == 0
    network.clock.moment += timedelta(hours=1)
    copied.settle()
    assert device_of(copied)[1] is False


def file_of(one: Counter) -> str:
    with one.register.reading() as session:
        return session.scalars(select(Application.id)).one()


def test_a_code_that_a_restored_centre_has_forgotten_is_of_the_pc_that_shows_it(
    tmp_path: Path,
) -> None:
    """Nobody else is given it, nor acts under it; it counts as a copy does, and goes with its PC."""
    network = Network(tmp_path)
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    file = one.office.register_file(one.office.intake())
    for counter in (one, two):
        counter.settle()
    evil = Dishonest(network, two)
    codes = [f"ZZ{number}" for number in range(10)]
    note = lambda code: evil.body("add_note", "petugas_loket", {"application": file, "text": "x"}, device=code)  # noqa: E731
    assert [evil.said(note(code)) for code in codes] == [("applied", "")] * AT_MOST
    assert evil.said(note("ZZZ")) == ("forged", "device")
    assert evil.said(note(codes[0])) == ("applied", "")
    with network.register.reading() as session:
        known = families(session)
        assert not any(known.is_alien(code, evil.terminal) for code in codes)
        assert known.is_alien(codes[0], known.owners[one.office.device])
        assert free_code(session, one.office.draw, codes[0]) not in codes
        kept = set(session.scalars(select(Terminal.state).where(Terminal.code.in_(codes))))
    assert kept == {"former"}  # it has no token: nobody comes with it, and there is nothing to revoke
    for each in (network, one, two):
        each.register.close()
