"""Who may sit down at a PC with a centre: its word, what is remembered of it, and which keys are opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

import pytest

from app.actions.commands.office import SetPassword
from app.actions.signing_in import TRIES, KeyConfirmation, verifier
from app.database import FileRegister
from app.desktop.world import within
from app.errors import Refused, Unavailable
from app.models.exchange import Act
from app.models.link import Link, OwnKey
from app.models.office import PcClock, Staff
from app.sync.admission import LASTS, PATIENCE, LinkedGate, SignInSetup
from app.sync.centre_time import LONG_AGO
from app.sync.protocol import ConfirmedKey, SignInAnswer, SignInRequest
from app.sync.signing import verify
from app.sync.state import COMPLETE, IMPORT
from tests.conftest import FixedClock
from tests.office import Office

PASSWORD, OTHER = "pasar-amlapura", "pasar-klungkung"


@dataclass
class Centre:
    """Knows passwords by user name; `trouble` is what it says instead. `asked` are the requests."""

    clock: FixedClock
    passwords: dict[str, str]
    ids: dict[str, str]
    trouble: Exception | None = None
    asked: list[SignInRequest] = field(default_factory=list)
    arrived: int = 0
    away: bool = False
    span: tuple[datetime, datetime | None] | None = None
    confirmed: tuple[ConfirmedKey, ...] = ()
    revoked: str = ""

    def line(self, address: str, certificate: str, token: str, patience: float) -> Centre:
        assert (address, token, patience) == ("https://pusat.example", "token", PATIENCE)
        return self

    def sign_in(self, request: SignInRequest) -> SignInAnswer:
        self.asked.append(request)
        if self.trouble is not None:
            raise self.trouble
        if self.passwords.get(request.username) != request.password:
            raise Refused("wrong_login")
        if request.key == self.revoked:
            raise Refused("key_revoked")
        now = self.clock.now()
        about = {"epoch": "e1", "server_now": now, "head": 1, "durable": 0}
        return SignInAnswer(**about, staff=self.ids[request.username], confirmed=self.confirmed)

    def interval(self, last: datetime | None) -> tuple[datetime, datetime | None]:
        """Of a PC that had no contact since the program was started."""
        return self.span or (last or LONG_AGO, None)

    def on_arrived(self) -> None:
        self.arrived += 1

    def is_away(self) -> bool:
        return self.away


@dataclass
class Door:
    register: FileRegister
    clock: FixedClock
    centre: Centre
    gate: LinkedGate

    def staff(self, name: str = "kadis") -> Staff:
        with self.register.reading() as session:
            return session.get_one(Staff, name)

    def key(self, name: str = "kadis") -> OwnKey | None:
        with self.register.reading() as session:
            return session.get(OwnKey, name)

    def change(self, change: Callable[[Link], None]) -> None:
        with self.register.writing() as session:
            change(session.get_one(Link, 1))

    def refused(self, username: str, password: str = PASSWORD) -> str:
        with pytest.raises(Refused) as caught:
            self.gate.enter(username, password)
        return caught.value.code


@pytest.fixture
def door(register: FileRegister, clock: FixedClock) -> Door:
    office = Office(register, clock).open()
    office.do("administrator", SetPassword, staff="kadis", password=verifier(PASSWORD))
    with register.writing() as session:
        session.add(
            Link(
                id=1,
                office="office-1",
                address="https://pusat.example",
                certificate="",
                device_id="d",
                device="7Q4",
                token="token",
                mac_key="",
                machine="",
                epoch="e1",
                cursor=0,
                digest="",
                durable=0,
                contact=clock.now(),
                paired=clock.now(),
                stage=COMPLETE,
                resume="",
                revoked="",
            )
        )
    centre = Centre(clock, {"kadis": PASSWORD, "baru": PASSWORD}, {"kadis": "kadis", "baru": "id-baru"})
    dial = SignInSetup(centre.line, centre.is_away, centre.on_arrived, centre.interval)
    return Door(register, clock, centre, LinkedGate(register.file, clock.now, dial, office.new_id))


def test_the_first_time_the_centre_is_asked_and_a_key_made(door: Door) -> None:
    assert door.gate.enter("Kadis ", PASSWORD).id == "kadis"
    (request,) = door.centre.asked
    own, held = door.key(), door.gate.ring.held("kadis")
    assert own is not None
    assert held is not None
    assert (request.username, request.key, request.public) == ("kadis", own.key_id, own.public.hex())
    assert own.registered
    assert door.staff().verified == door.clock.now()
    assert verify(own.public, b"act", held[1].sign(b"act"))
    door.gate.enter("kadis", PASSWORD)
    again = door.key()
    assert again is not None
    assert again.key_id == own.key_id, "one key for a person on a PC"


def test_a_key_that_an_administrator_confirmed_is_handed_on(door: Door) -> None:
    at = door.clock.now()
    door.centre.confirmed = (ConfirmedKey(by="I Made", pc="Loket 2", at=at),)
    assert door.gate.enter("kadis", PASSWORD).confirmed == (KeyConfirmation("I Made", "Loket 2", at),)
    door.centre.confirmed = ()
    assert door.gate.enter("kadis", PASSWORD).confirmed == ()


def test_without_contact_thirty_days(door: Door) -> None:
    door.gate.enter("kadis", PASSWORD)
    door.gate.ring.drop_all()
    door.centre.trouble = Unavailable("centre_away")
    door.clock.advance(seconds=LASTS.total_seconds())
    assert door.gate.enter("kadis", PASSWORD).id == "kadis"
    assert door.gate.ring.held("kadis") is not None
    door.clock.advance(seconds=1)
    assert door.refused("kadis") == "needs_centre"


def test_a_word_about_the_centre_itself_is_taken_after_thirty_days_too(door: Door) -> None:
    """It lets nobody in; who types another's password is shut out for it as at the sign-in."""
    door.gate.enter("kadis", PASSWORD)
    door.gate.ring.drop_all()
    door.centre.trouble = Unavailable("centre_certificate")
    door.clock.advance(seconds=LASTS.total_seconds() + 1)
    asked = len(door.centre.asked)
    assert door.gate.vouch(" Kadis ", PASSWORD).id == "kadis"
    assert len(door.centre.asked) == asked
    assert door.gate.ring.held("kadis") is None
    assert door.refused("kadis") == "needs_centre"
    for code in ["wrong_login"] * TRIES + ["login_blocked"]:
        with pytest.raises(Refused, match=code):
            door.gate.vouch("kadis", OTHER)
    with pytest.raises(Refused, match="wrong_login"):
        door.gate.vouch("nobody", PASSWORD)


def test_nor_where_this_pc_was_revoked(door: Door) -> None:
    door.gate.enter("kadis", PASSWORD)

    def revoke(link: Link) -> None:
        link.revoked = "device_revoked"

    door.change(revoke)
    with pytest.raises(Refused, match="device_revoked"):
        door.gate.vouch("kadis", PASSWORD)


def test_a_clock_set_back_gains_no_time(door: Door) -> None:
    door.gate.enter("kadis", PASSWORD)
    door.centre.trouble = Unavailable("centre_away")
    late = door.clock.now() + LASTS + timedelta(days=1)

    def contact(link: Link) -> None:
        link.contact = late

    door.change(contact)
    assert door.refused("kadis") == "needs_centre"


@pytest.mark.parametrize("wrong", [timedelta(days=-6500), timedelta(days=-20), timedelta(days=1900)])
def test_a_clock_that_is_wrong_locks_nobody_out_at_once_nor_opens_for_ever(door: Door, wrong: timedelta) -> None:
    """Counted is what is believed of the time, which goes on while the program runs."""
    door.gate.enter("kadis", PASSWORD)
    door.centre.trouble = Unavailable("centre_away")
    agreed = door.clock.now()
    door.clock.moment += wrong
    for days, let_in in ((0, True), (29, True), (31, False)):
        believe(door, agreed + timedelta(days=days))
        if let_in:
            assert door.gate.enter("kadis", PASSWORD).id == "kadis"
        else:
            assert door.refused("kadis") == "needs_centre"


def test_months_without_anybody_are_no_wrong_clock(door: Door) -> None:
    door.gate.enter("kadis", PASSWORD)
    door.centre.trouble = Unavailable("centre_away")
    door.clock.advance(days=90)
    assert door.refused("kadis") == "needs_centre"


def test_the_days_are_those_of_the_centre(door: Door) -> None:
    """Whatever the clock of this PC said when the centre agreed, and says now."""
    truth = door.clock.now()
    door.clock.advance(days=1500)
    door.centre.clock = FixedClock(truth)
    door.gate.enter("kadis", PASSWORD)
    assert door.staff().verified == truth
    door.centre.trouble = Unavailable("centre_away")
    for days, let_in in ((30, True), (31, False)):
        now = truth + timedelta(days=days)
        door.centre.span = now, now
        assert (door.gate.enter("kadis", PASSWORD).id == "kadis") if let_in else door.refused("kadis")


def test_a_word_of_the_centre_from_the_future_counts_from_the_last_contact(door: Door) -> None:
    """As a clock that was ahead wrote it down in an earlier version."""
    door.gate.enter("kadis", PASSWORD)
    door.centre.trouble = Unavailable("centre_away")
    with door.register.writing() as session:
        session.get_one(Staff, "kadis").verified = door.clock.now() + timedelta(days=3000)
    assert door.gate.enter("kadis", PASSWORD).id == "kadis"
    door.clock.advance(days=31)
    assert door.refused("kadis") == "needs_centre"


def believe(door: Door, moment: datetime) -> None:
    with door.register.writing() as session:
        session.merge(PcClock(id=1, believed=moment, confirmed=None, confirmed_by=""))


def test_whoever_was_never_here_needs_the_centre(door: Door) -> None:
    door.centre.trouble = Unavailable("centre_slow")
    assert door.refused("kadis") == "needs_centre", "a verifier alone is not enough"
    with door.register.writing() as session:
        session.get_one(Staff, "kadis").password = ""
    assert door.refused("kadis") == "needs_centre"
    assert door.refused("nobody") == "wrong_login"
    assert door.key() is None


def test_a_key_that_does_not_open_needs_the_centre(door: Door) -> None:
    door.gate.enter("kadis", PASSWORD)
    with door.register.writing() as session:
        session.get_one(Staff, "kadis").password = verifier(OTHER)
    door.centre.trouble = Unavailable("centre_away")
    assert door.refused("kadis", OTHER) == "needs_centre"
    door.centre.trouble, door.centre.passwords["kadis"] = None, OTHER
    before = door.key()
    door.gate.enter("kadis", OTHER)
    after = door.key()
    assert before is not None
    assert after is not None
    assert before.key_id != after.key_id


def test_the_centres_word_counts_while_there_is_contact(door: Door) -> None:
    door.gate.enter("kadis", PASSWORD)
    door.centre.passwords["kadis"] = OTHER
    assert door.refused("kadis", PASSWORD) == "wrong_login"
    door.gate.enter("kadis", OTHER)
    door.centre.trouble = Unavailable("centre_away")
    assert door.gate.enter("kadis", OTHER).id == "kadis", "taken over"
    assert door.refused("kadis", PASSWORD) == "wrong_login"


def test_what_else_the_centre_says_is_no_word_about_a_password(door: Door) -> None:
    door.gate.enter("kadis", PASSWORD)
    door.centre.trouble = Refused("device_unknown")
    assert door.gate.enter("kadis", PASSWORD).id == "kadis"
    door.centre.trouble = Refused("login_blocked", minutes="4")
    assert door.refused("kadis") == "login_blocked"


def test_tries_are_limited_here_too(door: Door) -> None:
    for _ in range(TRIES):
        assert door.refused("kadis", "bukan-ini") == "wrong_login"
    assert door.refused("kadis") == "login_blocked"
    assert len(door.centre.asked) == TRIES


def test_while_the_centre_is_known_to_be_away_nobody_waits_for_it(door: Door) -> None:
    door.gate.enter("kadis", PASSWORD)
    door.centre.asked.clear()
    door.centre.away = True
    door.gate.enter("kadis", PASSWORD)
    assert door.centre.asked == []
    door.centre.passwords["kadis"] = OTHER
    door.gate.enter("kadis", OTHER)
    assert len(door.centre.asked) == 1, "what is not known here is asked all the same"


def test_a_word_in_between_needs_no_centre(door: Door) -> None:
    door.gate.enter("kadis", PASSWORD)
    door.centre.asked.clear()
    door.gate.confirm("kadis", PASSWORD)
    assert door.gate.prove("kadis", PASSWORD).id == "kadis"
    assert door.centre.asked == []


def test_a_change_on_its_way_to_the_centre_counts_here(door: Door) -> None:
    door.gate.enter("kadis", PASSWORD)
    door.centre.passwords["kadis"] = OTHER
    with door.register.writing() as session:
        session.add(waiting("set_password"))
    assert door.gate.enter("kadis", PASSWORD).id == "kadis"


def waiting(kind: str, answer: str = "", key_id: str = "") -> Act:
    return Act(
        id=f"act-{kind}",
        position=1,
        device="7Q4",
        prev=None,
        kind=kind,
        actor_id="kadis",
        application_id=None,
        body=b"",
        signature=b"",
        key_id=key_id,
        feed=None,
        result="",
        reason="",
        flags=[],
        received=None,
        rows=None,
        touched=[],
        lost=False,
        tries=3,
        answer=answer,
        tried=None,
    )


def test_what_was_refused_for_an_unknown_key_is_sent_again(door: Door) -> None:
    door.gate.enter("kadis", PASSWORD)
    own = door.key()
    assert own is not None
    with door.register.writing() as session:
        session.add(waiting("note", "forged", own.key_id))
    door.gate.enter("kadis", PASSWORD)
    with door.register.reading() as session:
        act = session.get_one(Act, "act-note")
    assert (act.answer, act.tries) == ("", 0)


@pytest.mark.parametrize("revoked", [False, True])
def test_what_waits_under_a_key_that_opens_no_more_is_signed_with_the_next(door: Door, revoked: bool) -> None:
    """The centre hears of the former key, on its owner's word; what only says that it was signed with it stays, and so
    does all of it where the centre has revoked that key."""
    door.gate.enter("kadis", PASSWORD)
    former, held = door.key(), door.gate.ring.held("kadis")
    assert former is not None
    assert held is not None
    signed, made_up = waiting("note", "forged", former.key_id), waiting("other", "forged", former.key_id)
    signed.signature, made_up.signature = held[1].sign(signed.body), b"x" * 64
    with door.register.writing() as session:
        session.add_all([signed, made_up])
    door.centre.passwords["kadis"] = OTHER
    door.centre.revoked = former.key_id if revoked else ""
    door.centre.asked.clear()
    door.gate.enter("kadis", OTHER)
    fresh = door.key()
    assert fresh is not None
    told = [(each.key, each.public) for each in door.centre.asked]
    assert told == [(each.key_id, each.public.hex()) for each in (former, fresh)]
    with door.register.reading() as session:
        found, left = session.get_one(Act, "act-note"), session.get_one(Act, "act-other")
    kept = (former.key_id, "forged")
    assert (left.key_id, left.answer) == kept
    assert (found.key_id, found.answer) == (kept if revoked else (fresh.key_id, ""))
    assert verify((former if revoked else fresh).public, found.body, found.signature)


def test_a_key_under_which_nothing_waits_is_not_told_again(door: Door) -> None:
    door.gate.enter("kadis", PASSWORD)
    door.centre.passwords["kadis"] = OTHER
    door.centre.asked.clear()
    door.gate.enter("kadis", OTHER)
    fresh = door.key()
    assert fresh is not None
    assert [each.key for each in door.centre.asked] == [fresh.key_id]


def test_an_account_that_is_still_arriving(door: Door) -> None:
    assert door.refused("baru") == "account_arriving"
    assert door.centre.arrived == 1


def test_while_the_office_is_carried_over_only_who_paired_may_go_on(door: Door) -> None:
    door.gate.enter("kadis", PASSWORD)
    door.gate.ring.drop_all()

    def importing(link: Link) -> None:
        link.stage = IMPORT

    door.change(importing)
    door.centre.asked.clear()
    assert door.gate.enter("kadis", PASSWORD).id == "kadis"
    assert door.gate.ring.held("kadis") is not None
    assert door.refused("kadis", "bukan-ini") == "wrong_login"
    with door.register.writing() as session:
        session.delete(session.get_one(OwnKey, "kadis"))
    assert door.refused("kadis") == "import_running"
    assert door.centre.asked == [], "it knows nobody yet"


def test_a_revoked_pc_lets_nobody_in(door: Door) -> None:
    def revoked(link: Link) -> None:
        link.revoked = "device_revoked"

    door.change(revoked)
    assert door.refused("kadis") == "device_revoked"


def test_without_a_link_it_is_a_gate_like_any_other(door: Door) -> None:
    with door.register.writing() as session:
        session.delete(session.get_one(Link, 1))
    assert door.gate.enter("kadis", PASSWORD).id == "kadis"
    assert door.centre.asked == []
    assert door.key() is None


def test_nobody_waits_longer_than_that() -> None:
    assert within(60, lambda: 1) == 1
    with pytest.raises(ZeroDivisionError):
        within(60, lambda: 1 // 0)
    never = Event()
    with pytest.raises(Unavailable, match="centre_slow"):
        within(0, never.wait)
    never.set()
