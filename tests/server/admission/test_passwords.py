"""Passwords at the centre: who tries too often is shut out there, under that name, and nobody else is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.actions.commands.office import SetPassword
from app.actions.signing_in import TRIES, verifier
from app.errors import Refused
from app.models.centre import WrongPassword
from app.models.office import Staff
from app.server.admission import passwords
from app.server.admission.passwords import ALL_TRIES
from app.sync.protocol import EnrolRequest, ForkRequest, SignInRequest
from tests.office import Office
from tests.server.over_http import OwnedOffice

PASSWORD = "pasar-amlapura"


@pytest.fixture
def owned(office: Office) -> OwnedOffice:
    for staff in ("administrator", "kadis"):
        office.do("administrator", SetPassword, staff=staff, password=verifier(PASSWORD))
    return OwnedOffice(office, office.clock)


def other_pc(owned: OwnedOffice) -> str:
    return owned.enrolment.enrol(wish(owned)).device_id


def wish(owned: OwnedOffice, **changes: str) -> EnrolRequest:
    known = {"code": "", "username": "admin", "password": PASSWORD} | changes
    return EnrolRequest(
        **(known | {"code": known["code"] or owned.enrolment.pairing_code("Loket 2")}), device="", name="", machine=""
    )


def sign_in(owned: OwnedOffice, name: str, password: str = "salah", *, at: str = "pc-1") -> str:
    """The staff id, or the code of the refusal with its minutes."""
    try:
        return owned.enrolment.sign_in(at, SignInRequest(username=name, password=password)).staff
    except Refused as refused:
        return " ".join((refused.code, *refused.facts.values()))


def test_five_wrong_passwords_shut_out_one_name_at_one_pc(owned: OwnedOffice) -> None:
    other = other_pc(owned)
    assert [sign_in(owned, "admin") for _ in range(TRIES + 1)] == ["wrong_login"] * TRIES + ["login_blocked 5"]
    assert sign_in(owned, "ADMIN ", PASSWORD) == "login_blocked 5"
    assert sign_in(owned, "admin", PASSWORD, at=other) == "administrator"
    assert sign_in(owned, "kadis", PASSWORD) == "kadis"
    owned.clock.moment += timedelta(minutes=4, seconds=30)
    assert sign_in(owned, "admin", PASSWORD) == "login_blocked 1"
    owned.clock.moment += timedelta(seconds=30)
    assert sign_in(owned, "admin", PASSWORD) == "administrator"


def test_a_copy_of_the_pc_has_no_tries_of_its_own(owned: OwnedOffice) -> None:
    copy = owned.enrolment.fork("pc-1", ForkRequest(machine="salinan")).device_id
    said = [sign_in(owned, "admin", at=pc) for pc in (copy, "pc-1", copy, copy, "pc-1", copy, "pc-1")]
    assert said == ["wrong_login"] * TRIES + ["login_blocked 5"] * 2


def test_a_right_password_begins_anew_for_its_name_only(owned: OwnedOffice) -> None:
    for _ in range(TRIES - 1):
        sign_in(owned, "admin")
        sign_in(owned, "kadis")
    assert sign_in(owned, "kadis", PASSWORD) == "kadis"
    assert [sign_in(owned, "kadis"), sign_in(owned, "admin"), sign_in(owned, "admin")] == [
        "wrong_login",
        "wrong_login",
        "login_blocked 5",
    ]


def test_names_nobody_has_are_treated_alike(owned: OwnedOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words, the same count, the same work: one Argon2 with the same figures. So are closed accounts, and
    such as never had a password."""
    with owned.register.writing() as session:
        session.execute(update(Staff).where(Staff.id == "sekretaris").values(active=False))
        assert not session.scalars(select(Staff.password).where(Staff.id == "penyelia")).one().startswith("$argon2")
    worked: list[str] = []

    def counted(kept: str, password: str) -> bool:
        worked.append(kept.rpartition("$")[0].rpartition("$")[0])
        return matches(kept, password)

    matches = passwords.matches
    monkeypatch.setattr(passwords, "matches", counted)
    said = {
        name: [sign_in(owned, name) for _ in range(TRIES + 1)]
        for name in ("admin", "tak.ada", "sekretaris", "penyelia")
    }
    assert set(map(tuple, said.values())) == {("wrong_login",) * TRIES + ("login_blocked 5",)}
    assert len(worked) == 4 * TRIES
    assert len(set(worked)) == 1
    assert worked[0].startswith("$argon2id$")


def test_many_names_from_one_pc(owned: OwnedOffice) -> None:
    """Not even one wrong password a name; a right one in between does not help."""
    other = other_pc(owned)
    for place in range(ALL_TRIES):
        assert sign_in(owned, f"nama.{place}") == "wrong_login"
        if place == 10:
            assert sign_in(owned, "kadis", PASSWORD) == "kadis"
    assert sign_in(owned, "kadis", PASSWORD) == "login_blocked 5"
    assert sign_in(owned, "kadis", PASSWORD, at=other) == "kadis"


def test_an_hour_later_what_was_tried_under_other_names_is_forgotten(owned: OwnedOffice) -> None:
    for place in range(ALL_TRIES - 1):
        sign_in(owned, f"nama.{place}")
    owned.clock.moment += timedelta(hours=1, seconds=1)
    assert [sign_in(owned, "lain") for _ in range(2)] == ["wrong_login"] * 2


def test_what_was_typed_is_not_kept_and_goes_after_a_day(owned: OwnedOffice) -> None:
    """Somebody may have typed the password into the other field."""
    sign_in(owned, "rahasia-saya")
    owned.clock.moment += timedelta(days=1, seconds=1)
    sign_in(owned, "lain")
    with owned.register.reading() as session:
        kept = list(session.scalars(select(WrongPassword.id)))
    assert len(kept) == 2
    assert {len(each) for each in kept} == {64}


def test_the_clock_of_the_centre_was_set_back(owned: OwnedOffice) -> None:
    for _ in range(TRIES):
        sign_in(owned, "admin")
    owned.clock.moment -= timedelta(days=1)
    assert sign_in(owned, "admin", PASSWORD) == "administrator"


def test_pairing_tries_administrators_passwords_under_its_code(owned: OwnedOffice) -> None:
    code, other = owned.enrolment.pairing_code("Loket 2"), owned.enrolment.pairing_code("Loket 3")

    def enrol(code: str, name: str, password: str) -> str:
        try:
            return owned.enrolment.enrol(wish(owned, code=code, username=name, password=password)).device
        except Refused as refused:
            return refused.code

    assert [enrol(code, "admin", "salah") for _ in range(TRIES + 1)] == ["wrong_login"] * TRIES + ["login_blocked"]
    assert enrol(f" {code.lower()}", "admin", PASSWORD) == "login_blocked"
    assert enrol(code, "kadis", PASSWORD) == "no_right"
    assert [enrol(code, "tak.ada", "x") for _ in range(TRIES + 1)] == ["wrong_login"] * TRIES + ["login_blocked"]
    assert sign_in(owned, "admin", PASSWORD) == "administrator"
    assert len(enrol(other, "admin", PASSWORD)) == 3
