"""An act whose own PC has no word of the centre's for it, since its answer was lost or somebody leaves it out: it is as
old as the word says that another PC has heard, and nothing that came after it loses to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.actions.commands.office import ChangeCalendar, ChangeStaff, DayRuling, SetRoles, StaffProfile
from app.errors import Unavailable
from app.models.office import CalendarDay
from app.sync.protocol import Envelope, PushAnswer, PushRequest, says_more
from tests.network import Counter
from tests.server.register.test_proof import Restorable, office
from tests.server.test_early import as_it_is, asked, everybody
from tests.server.test_forgotten_codes import CONFIRMED
from tests.server.test_restored_order import envelopes, person
from tests.sync.dishonest import Dishonest
from tests.sync.test_exchange import agree

__all__ = ["office"]

ADMIN = "administrator"
KADIS = StaffProfile(id="kadis", username="kadis", name="Petugas Kadis")


def unheard(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it has reaches the centre, and the answer is lost."""
    push = counter.wire.push

    def lost(request: PushRequest) -> PushAnswer:
        push(request)
        raise Unavailable("centre_away")

    with monkeypatch.context() as patch:
        patch.setattr(counter.wire, "push", lost)
        with pytest.raises(Unavailable):
            counter.once()


def decide(office: Restorable, counter: Counter, file: str) -> tuple[str, str, str]:
    office.network.clock.advance(hours=1)
    for _ in range(3):
        counter.office.step(file, counter.office.file(file).stage)
        counter.settle()
    office.network.clock.advance(hours=1)
    return as_it_is(office, file)


def restored(office: Restorable, kept: Path) -> None:
    office.restore(kept)
    office.network.clock.advance(hours=1)


def brought_without_the_word(evil: Dishonest, envelope: Envelope) -> None:
    body = msgspec.json.decode(bytes(envelope.body))
    loss = evil.loss(body) if body["prev"] else None
    evil.sent(msgspec.structs.replace(envelope, proof="", loss=loss))


@pytest.mark.parametrize("first", ["one", "two"])
def test_what_was_decided_on_a_file_stands(office: Restorable, first: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, network = office.one, office.two, office.network
    everybody(office, one, two)
    kept = office.copy()
    file = one.office.register_file(one.office.intake(confirmed=CONFIRMED))
    unheard(one, monkeypatch)
    two.settle()
    before = decide(office, two, file)
    restored(office, kept)
    everybody(office, *((one, two) if first == "one" else (two, one)))
    assert (as_it_is(office, file), asked(office)) == (before, [])
    agree(network)


def test_nor_does_it_fall_with_a_word_that_its_pc_leaves_out(office: Restorable) -> None:
    one, two, network = office.one, office.two, office.network
    everybody(office, one, two)
    kept = office.copy()
    file = one.office.register_file(one.office.intake(confirmed=CONFIRMED))
    everybody(office, one, two)
    before = decide(office, two, file)
    restored(office, kept)
    evil = Dishonest(network, one)
    brought_without_the_word(evil, envelopes(one, "register_application")[-1])
    everybody(office, two)
    assert as_it_is(office, file) == before


def roles(counter: Counter, *, given: bool) -> None:
    held = ("petugas_loket", "verifikator") if given else ("petugas_loket",)
    counter.office.do(ADMIN, SetRoles, staff="petugas_loket", roles=held)


def account(counter: Counter, *, given: bool) -> None:
    counter.office.do(ADMIN, ChangeStaff, profile=KADIS, active=given)


def holiday(counter: Counter, *, given: bool) -> None:
    day = counter.office.clock.now().date() + timedelta(days=5)
    ruling = DayRuling(day=day, kind="libur_nasional", name="Pilkada", source="Keppres")
    counter.office.do(ADMIN, ChangeCalendar, **({"added": (ruling,)} if given else {"removed": (day,)}))


def state(office: Restorable) -> tuple[object, ...]:
    with office.network.register.reading() as session:
        days = session.query(CalendarDay).count()
    return person(office, "petugas_loket")[1], person(office, "kadis")[0], days


@pytest.mark.parametrize("first", ["one", "two"])
@pytest.mark.parametrize("change", [roles, account, holiday])
def test_what_was_taken_away_later_stays_away(
    office: Restorable, first: str, change: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, network = office.one, office.two, office.network
    everybody(office, one, two)
    kept = office.copy()
    change(one, given=True)
    unheard(one, monkeypatch)
    two.settle()
    network.clock.advance(hours=1)
    change(two, given=False)
    two.settle()
    before = state(office)
    network.clock.advance(hours=1)
    restored(office, kept)
    everybody(office, *((one, two) if first == "one" else (two, one)))
    assert state(office) == before
    agree(network)


def test_nobody_keeps_a_role_by_leaving_out_the_word_for_the_older_change(office: Restorable) -> None:
    one, two, network = office.one, office.two, office.network
    one.office.do(ADMIN, SetRoles, staff="kabid", roles=("kabid", ADMIN))
    everybody(office, one, two)
    kept = office.copy()
    two.office.do("kabid", SetRoles, staff="kabid", roles=("kabid", ADMIN, "penyelia"))
    everybody(office, two, one)
    network.clock.advance(hours=1)
    one.office.do(ADMIN, SetRoles, staff="kabid", roles=("kabid",))
    everybody(office, one, two)
    before = person(office, "kabid")[1]
    restored(office, kept)
    evil = Dishonest(network, two)
    brought_without_the_word(evil, envelopes(two, "set_roles")[-2])
    everybody(office, one)
    assert person(office, "kabid")[1] == before == ["kabid"]


@pytest.mark.parametrize(
    ("proof", "known", "more"),
    [
        ("", "2000..x", False),
        ("", "", False),
        ("1000..x", "", True),
        ("1000..x", "2000..y", True),
        ("2000..x", "1000..y", False),
        ("1000..x", "1000..x", False),
        ("1000@1.e30.x", "1000.e30.y", False),
        ("2000.e30.x", "1000..y", True),
        ("2000..x", "1000.e30.y", False),
    ],
)
def test_which_of_two_words_says_more(proof: str, known: str, more: bool) -> None:
    assert says_more(proof, known) is more
