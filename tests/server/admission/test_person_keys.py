"""Keys that somebody else confirmed in a person's name: the person hears of them, and everybody can look them up."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import pytest

from app.actions.commands.office import SetPassword
from app.actions.signing_in import verifier
from app.errors import Refused
from app.models.centre import PersonKey
from app.models.office import Staff
from app.server.admission.person_keys import every_key, listed
from app.server.register.authenticity import FOUNDING
from app.sync.http import HttpWire
from app.sync.protocol import (
    ADMINISTRATOR,
    FOUNDED,
    OWN,
    ConfirmedKey,
    EnrolRequest,
    KeyOffer,
    KeysAnswer,
    KeysRequest,
    SignInRequest,
    keys_of,
)
from tests.office import Office
from tests.server.over_http import TOKEN, OwnedOffice, served

PASSWORD = "pasar-amlapura"
PEOPLE = ("administrator", "kadis")


@pytest.fixture
def owned(office: Office) -> OwnedOffice:
    for staff in PEOPLE:
        office.do("administrator", SetPassword, staff=staff, password=verifier(PASSWORD))
    return OwnedOffice(office, office.clock)


def paired(owned: OwnedOffice, *people: str) -> str:
    """A PC whose administrator brings keys of these people along."""
    offers = tuple(KeyOffer(key=f"new-{each}", staff=each, public="01" * 32) for each in people)
    code = owned.enrolment.pairing_code("Loket 2")
    wish = EnrolRequest(code=code, device="", name="", machine="", username="admin", password=PASSWORD, keys=offers)
    return owned.enrolment.enrol(wish).device_id


def told(owned: OwnedOffice, name: str, key: str = "") -> tuple[ConfirmedKey, ...]:
    request = SignInRequest(username=name, password=PASSWORD, key=key, public="02" * 32 if key else "")
    return owned.enrolment.sign_in("pc-1", request).confirmed


def test_the_person_hears_of_it_at_the_next_sign_in(owned: OwnedOffice) -> None:
    at = owned.clock.now()
    paired(owned, "administrator", "kadis")
    owned.clock.moment += timedelta(days=14)  # on leave
    said = (ConfirmedKey(by="I Made Administrator", pc="Loket 2", at=at),)
    assert told(owned, "kadis") == said
    assert told(owned, "admin") == ()  # their own


def test_an_answer_may_be_lost_but_nobody_is_told_for_ever(owned: OwnedOffice) -> None:
    paired(owned, "kadis")
    assert len(told(owned, "kadis")) == 1
    owned.clock.moment += timedelta(hours=23)
    assert len(told(owned, "kadis")) == 1
    owned.clock.moment += timedelta(hours=1)
    assert told(owned, "kadis") == ()


def test_a_key_that_is_revoked_by_now_is_told_too(owned: OwnedOffice) -> None:
    owned.enrolment.revoke(paired(owned, "kadis"))
    assert len(told(owned, "kadis")) == 1


def test_ones_own_keys_and_those_of_the_founding_are_not_told(owned: OwnedOffice) -> None:
    with owned.register.writing() as session:
        session.add(
            PersonKey(
                id="founding",
                staff_id="kadis",
                terminal_id="pc-1",
                public=b"1" * 32,
                confirmed_by=FOUNDING,
                registered=owned.clock.now(),
                revoked=None,
            )
        )
    assert told(owned, "kadis", key="own") == ()
    assert told(owned, "kadis") == ()


def test_every_key_is_listed(owned: OwnedOffice) -> None:
    began = owned.clock.now()
    told(owned, "kadis", key="own")
    owned.clock.moment += timedelta(minutes=1)
    pc = paired(owned, "kadis")
    owned.clock.moment += timedelta(minutes=1)
    owned.enrolment.revoke(pc)
    with owned.register.reading() as session:
        brought, own = every_key(session)
    assert (own.username, own.pc, own.code, own.registered) == ("kadis", "Loket 1", "7Q4", began)
    assert (own.confirmed_by, own.by_themselves, own.revoked) == ("kadis", True, None)
    assert (brought.username, brought.pc, brought.confirmed_by) == ("kadis", "Loket 2", "admin")
    assert (brought.by_themselves, brought.revoked) == (False, owned.clock.now())


def asks(owned: OwnedOffice, staff: str, terminal: str = "pc-1", word: str = "word", sig: str = "") -> KeysAnswer:
    key = owned.key_of(staff)
    signed = sig or owned.keys[key].sign(keys_of(word)).hex()
    return listed(owned.centre, terminal, KeysRequest(asked="word", key=key, sig=signed))


def test_an_administrator_is_told_every_key_and_others_their_own(owned: OwnedOffice) -> None:
    at = owned.clock.now()
    owned.key_of("kadis")
    owned.clock.moment += timedelta(minutes=1)
    pc = paired(owned, "kadis")
    owned.clock.moment += timedelta(minutes=1)
    owned.enrolment.revoke(pc)
    asks(owned, "administrator")
    with owned.register.writing() as session:
        session.get_one(PersonKey, "key-of-administrator").confirmed_by = FOUNDING
    found = asks(owned, "administrator")
    assert found.everybody
    newest, brought, own = found.keys
    assert (newest.username, newest.how, newest.by) == ("admin", FOUNDED, "")
    assert (brought.pc, brought.how, brought.by) == ("Loket 2", ADMINISTRATOR, "I Made Administrator")
    assert brought.revoked == owned.clock.now()
    assert (own.name, own.pc, own.code, own.at, own.how, own.by) == ("Petugas Kadis", "Loket 1", "7Q4", at, OWN, "")
    mine = asks(owned, "kadis")
    assert not mine.everybody
    assert mine.keys == (brought, own)


def test_only_who_may_work_there_is_told(owned: OwnedOffice) -> None:
    elsewhere = paired(owned, "kadis")
    nobody = KeysRequest(asked="word", key="nobody", sig="00")
    with pytest.raises(Refused, match="key_revoked"):
        listed(owned.centre, "pc-1", nobody)
    for wrong in ({"word": "another"}, {"sig": "00"}, {"sig": "not hex"}, {"terminal": elsewhere}):
        with pytest.raises(Refused, match="key_revoked"):
            asks(owned, "kadis", **wrong)
    assert asks(owned, "kadis").keys
    with owned.register.writing() as session:
        session.get_one(Staff, "kadis").active = False
    with pytest.raises(Refused, match="key_revoked"):
        asks(owned, "kadis")
    with owned.register.writing() as session:
        session.get_one(Staff, "kadis").active = True
        session.get_one(PersonKey, "key-of-kadis").revoked = owned.clock.now()
    with pytest.raises(Refused, match="key_revoked"):
        asks(owned, "kadis")


def test_over_the_wire(owned: OwnedOffice) -> None:
    key = owned.key_of("kadis")
    request = KeysRequest(asked="word", key=key, sig=owned.keys[key].sign(keys_of("word")).hex())
    with served(owned.centre, owned.enrolment) as site, closing(HttpWire(site.url, "", TOKEN)) as wire:
        assert [each.username for each in wire.keys(request).keys] == ["kadis"]
