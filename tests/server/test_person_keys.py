"""Keys that somebody else confirmed in a person's name: the person hears of them, and everybody can look them up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.actions.commands.office import SetPassword
from app.actions.signing_in import verifier
from app.models.centre import PersonKey
from app.server.authenticity import FOUNDING
from app.server.person_keys import every_key
from app.sync.protocol import ConfirmedKey, EnrolRequest, KeyOffer, SignInRequest
from tests.office import Office
from tests.server.over_http import OwnedOffice

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
