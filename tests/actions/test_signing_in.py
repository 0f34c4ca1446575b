"""Passwords at the door: right, wrong, too often, and what a person may do today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from argon2 import PasswordHasher

from app.actions.commands.office import AddMandate, ChangeStaff, SetPassword, StaffProfile
from app.actions.signing_in import LEAST, TRIES, WAIT, Gate, SignedInPerson, matches, verifier
from app.errors import Refused
from app.models.office import Staff
from tests.office import Office

WORD = "pasar-amlapura"


@pytest.fixture
def gate(office: Office) -> Gate:
    """Everybody's password is the same word."""
    kept = verifier(WORD)
    for person in ("kadis", "kabid", "petugas_loket"):
        office.do("administrator", SetPassword, staff=person, password=kept)
    return Gate(office.register.file, office.clock.now)


def kept(office: Office, staff: str) -> Staff:
    with office.register.reading() as session:
        return session.get_one(Staff, staff)


def refusal(gate: Gate, username: str, password: str) -> Refused:
    with pytest.raises(Refused) as refused:
        gate.enter(username, password)
    return refused.value


def test_the_right_password_lets_in_and_is_remembered(gate: Gate, office: Office) -> None:
    assert gate.enter(" Petugas.Loket ", WORD) == SignedInPerson(
        "petugas_loket", "Petugas Petugas_Loket", frozenset({"petugas_loket"})
    )
    assert kept(office, "petugas_loket").last_seen == office.clock.now()


def test_showing_the_password_again_is_no_sign_in(gate: Gate, office: Office) -> None:
    assert gate.confirm("kadis", WORD).id == "kadis"
    assert gate.prove("kadis", WORD).id == "kadis"
    assert kept(office, "kadis").last_seen is None


def test_every_cause_is_refused_alike(gate: Gate, office: Office) -> None:
    profile = StaffProfile(id="kabid", username="kabid", name="Petugas")
    office.do("administrator", ChangeStaff, profile=profile, active=False)
    causes = (("kadis", "salah"), ("tiada", WORD), ("kabid", WORD), ("verifikator", WORD))
    for username, password in causes:  # the last one never had a password
        refused = refusal(gate, username, password)
        assert (refused.code, refused.fields, refused.facts) == ("wrong_login", {}, {})
    with pytest.raises(Refused, match="wrong_login"):
        gate.prove("nobody", WORD)


def test_an_unknown_name_costs_as_much_as_a_known_one(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []
    real = PasswordHasher.verify

    def verify(self: PasswordHasher, hash: str, password: str) -> bool:
        looked_at.append(hash.split("$")[3])
        return real(self, hash, password)

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    for username in ("kadis", "tiada"):
        refusal(gate, username, "salah")
    assert len(looked_at) == 2
    assert looked_at[0] == looked_at[1], "the same cost parameters"


def test_after_five_failures_the_account_waits(gate: Gate, office: Office) -> None:
    for _ in range(TRIES):
        assert refusal(gate, "kadis", "salah").code == "wrong_login"
    office.clock.advance(seconds=61)
    refused = refusal(gate, "kadis", WORD)
    assert (refused.code, refused.facts) == ("login_blocked", {"minutes": "4"})
    assert gate.enter("petugas.loket", WORD).id == "petugas_loket", "others come in"
    office.clock.advance(minutes=4)
    assert gate.enter("kadis", WORD).id == "kadis"
    assert kept(office, "kadis").blocked_until is None


def test_a_success_forgives_earlier_failures(gate: Gate, office: Office) -> None:
    for _ in range(3):
        for _ in range(TRIES - 1):
            refusal(gate, "kadis", "salah")
        gate.enter("kadis", WORD)
    assert kept(office, "kadis").failures == 0


def test_a_block_from_a_wrong_clock_has_no_force(gate: Gate, office: Office) -> None:
    office.clock.advance(days=400)
    for _ in range(TRIES):
        refusal(gate, "kadis", "salah")
    office.clock.advance(days=-400)
    assert gate.enter("kadis", WORD).id == "kadis"


def test_a_stand_in_has_the_right_while_the_mandate_runs(gate: Gate, office: Office) -> None:
    today = office.clock.now().date()
    office.do(
        "administrator",
        AddMandate,
        role="kadis",
        substitute="kabid",
        mandate="plh",
        letter_number="800/1",
        letter_date=today,
        starts=today,
        ends=today + timedelta(days=1),
    )
    assert gate.enter("kabid", WORD).roles == {"kabid", "kadis"}
    office.clock.advance(days=2)
    assert gate.enter("kabid", WORD).roles == {"kabid"}
    assert date(2026, 11, 25) == office.clock.now().date()


def test_an_older_verifier_is_renewed(gate: Gate, office: Office) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(WORD)  # another price than today's
    office.do("administrator", SetPassword, staff="kadis", password=weak)
    gate.enter("kadis", WORD)
    renewed = kept(office, "kadis").password
    assert renewed != weak
    assert renewed.split("$")[3] == verifier("lain-sekali").split("$")[3], "the price of today"
    gate.enter("kadis", WORD)
    assert kept(office, "kadis").password == renewed


def test_a_password_changed_meanwhile_is_not_overwritten(
    gate: Gate, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    weak, newer = PasswordHasher(time_cost=1, memory_cost=64).hash(WORD), verifier("sama-sekali-lain")
    office.do("administrator", SetPassword, staff="kadis", password=weak)
    real = PasswordHasher.check_needs_rehash

    def changed_meanwhile(self: PasswordHasher, hash: str) -> bool:
        office.do("administrator", SetPassword, staff="kadis", password=newer)
        return real(self, hash)

    monkeypatch.setattr(PasswordHasher, "check_needs_rehash", changed_meanwhile)
    gate.enter("kadis", WORD)
    assert kept(office, "kadis").password == newer


def test_short_passwords_are_refused() -> None:
    with pytest.raises(Refused, match="password_short") as refused:
        verifier("x" * (LEAST - 1))
    assert refused.value.fields == {"password": "password_short"}
    assert verifier("x" * LEAST).startswith("$argon2id$")
    assert timedelta(minutes=5) == WAIT


@pytest.mark.parametrize("hours", [-30, -0.05, 1, 40_000])
def test_a_block_lasts_its_time_whatever_is_done_to_the_clock(office: Office, gate: Gate, hours: float) -> None:
    steady = [0.0]
    patient = Gate(office.register.file, office.clock.now, lambda: steady[0])
    for _ in range(TRIES):
        with pytest.raises(Refused, match="wrong_login"):
            patient.enter("kadis", "bukan-ini")
    office.clock.advance(hours=hours)
    for passed, left in ((0.0, "5"), (61.0, "4"), (299.0, "1")):
        steady[0] = passed
        with pytest.raises(Refused, match="login_blocked") as refused:
            patient.enter("kadis", WORD)
        assert refused.value.facts["minutes"] == left
    assert patient.enter("kabid", WORD).id == "kabid"
    steady[0] = WAIT.total_seconds()
    assert patient.enter("kadis", WORD).id == "kadis"
    assert patient.enter("kadis", WORD).id == "kadis"


def test_an_administrator_ends_a_block(office: Office, gate: Gate) -> None:
    patient = Gate(office.register.file, office.clock.now, lambda: 0.0)
    for _ in range(TRIES):
        with pytest.raises(Refused, match="wrong_login"):
            patient.enter("kadis", "bukan-ini")
    office.do("administrator", SetPassword, staff="kadis", password=verifier(WORD))
    assert patient.enter("kadis", WORD).id == "kadis"


@pytest.mark.parametrize("cost", [{"memory_cost": 1 << 18}, {"time_cost": 33, "parallelism": 1}])
def test_a_verifier_that_costs_too_much_opens_nothing(cost: dict[str, int]) -> None:
    """Whoever changes a password writes what looking at it costs everybody else."""
    made = PasswordHasher(**({"time_cost": 1, "memory_cost": 8, "parallelism": 1} | cost)).hash("kata sandi 1")
    assert not matches(made, "kata sandi 1")
    assert matches(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("kata sandi 1"), "kata sandi 1")
