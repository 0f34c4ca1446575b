"""What comes back to a restored centre before what it was made after: it waits, and its numbers are nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from app.actions.commands.intake import RegisterApplication
from app.errors import Unavailable
from app.models.application import Application, Permit
from app.models.centre import EarlyAct
from app.models.exchange import Act, TrayItem
from app.server.register.batch import Push
from app.sync.once import envelope_of
from app.sync.protocol import PushAnswer, PushRequest
from tests.network import Counter
from tests.server.register.test_proof import Restorable, office
from tests.server.test_forgotten_codes import CONFIRMED, paired_again
from tests.sync.test_exchange import agree

__all__ = ["office"]


def forget(counter: Counter, file: str, kind: str = "") -> None:
    """As on a PC that was made anew since: the rows, and none of the acts."""
    told = [Act.application_id == file, Act.feed.is_not(None), *([Act.kind == kind] if kind else [])]
    with counter.register.writing() as session:
        session.execute(delete(Act).where(*told))


def everybody(office: Restorable, *counters: Counter) -> None:
    for _ in range(2):
        for each in counters:
            each.settle()


def as_it_is(office: Restorable, file: str) -> tuple[str, str, str]:
    """Stage of the file, number and state of its permit."""
    with office.network.register.reading() as session:
        permit = session.scalars(select(Permit).where(Permit.application_id == file)).one_or_none()
        stage = session.get_one(Application, file).stage
        return stage, (permit.number or "") if permit else "", permit.state if permit else ""


def asked(office: Restorable) -> list[tuple[str, str]]:
    with office.network.register.reading() as session:
        return [(each.kind, each.reason) for each in session.scalars(select(TrayItem))]


def by_pushes(office: Restorable, *counters: Counter) -> None:
    """All in one commit, where the centre can."""
    pushes = []
    for each in counters:
        with each.register.reading() as session:
            acts = tuple(map(envelope_of, session.scalars(select(Act).order_by(Act.position))))
        terminal = office.network.enrolment.terminal(each.wire.token)
        pushes.append(Push(terminal, PushRequest(epoch="e2", acts=acts[-20:])))
    office.network.centre.push_all(pushes)


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize(
    ("stage", "steps"), [("tanda_tangan", 1), ("penomoran", 1), ("penomoran", 3), ("penyerahan", 1)]
)
def test_what_was_decided_and_done_stands_once_all_is_here(
    office: Restorable, stage: str, steps: int, together: bool
) -> None:
    one, two = office.one, office.two
    kept = office.copy()
    file = office.to(one, stage)
    everybody(office, one, two)
    forget(two, file)
    for _ in range(steps):
        two.office.step(file, two.office.file(file).stage)
        two.settle()
    one.settle()
    before = as_it_is(office, file)
    office.restore(kept)
    if together:
        by_pushes(office, two, one)
    everybody(office, two, one)
    assert as_it_is(office, file) == before
    assert asked(office) == []
    agree(office.network)


def test_a_number_on_paper_is_nobody_elses_meanwhile(office: Restorable) -> None:
    """By a PC that was paired after the file was registered, and again since the restore."""
    one, network = office.one, office.network
    kept = office.copy()
    file = office.to(one, "penomoran")
    one.settle()
    three = network.counter("Loket 3")
    three.settle()
    three.office.step(file, "penomoran")
    everybody(office, three, one, office.two)
    number = office.permit(file).number
    office.restore(kept)
    one.wire.cut = office.two.wire.cut = True
    paired_again(network, three)
    three.settle()
    other = office.to(three, "penomoran")
    three.office.step(other, "penomoran")
    three.settle()
    assert office.permit(other).number not in (number, None)
    one.wire.cut = office.two.wire.cut = False
    everybody(office, one, office.two, three)
    assert office.permit(file).number == number
    agree(network)


def test_a_letter_on_paper_too(office: Restorable) -> None:
    one, two = office.one, office.two
    kept = office.copy()
    file = office.to(one, "permintaan_rekomendasi")
    everybody(office, one, two)
    forget(two, file)
    two.office.step(file, "permintaan_rekomendasi")
    everybody(office, two, one)
    letter = office.letter(file)
    office.restore(kept)
    one.wire.cut = True
    two.settle()
    other = office.to(two, "permintaan_rekomendasi")
    two.office.step(other, "permintaan_rekomendasi")
    two.settle()
    assert office.letter(other) != letter
    one.wire.cut = False
    everybody(office, one, two)
    assert office.letter(file) == letter


def test_only_the_decision_before_it_is_still_to_come(office: Restorable) -> None:
    one, two = office.one, office.two
    file = office.to(one, "tanda_tangan")
    everybody(office, one, two)
    kept = office.copy()
    one.office.step(file, "tanda_tangan")
    everybody(office, one, two)
    forget(two, file, "sign")
    two.office.step(file, "penomoran")
    everybody(office, two, one)
    before = as_it_is(office, file)
    office.restore(kept)
    everybody(office, two, one)
    assert as_it_is(office, file) == before
    agree(office.network)


def test_where_nobody_brings_it_people_decide_after_a_week(office: Restorable) -> None:
    """Until then it waits at its PC, what was done there since flows, and the number stays the file's for good."""
    one, two, network = office.one, office.two, office.network
    kept = office.copy()
    file = office.to(one, "penomoran")
    everybody(office, one, two)
    forget(two, file)
    two.office.step(file, "penomoran")
    everybody(office, two, one)
    number = office.permit(file).number
    office.restore(kept)
    one.wire.cut = True
    for days, expected in ((0, []), (3, []), (5, [("assign_number", "no_application")])):
        network.clock.advance(days=days)
        two.exchange.tidied = None
        two.settle()
        assert asked(office) == expected
        assert (two.waiting() == 0) is bool(expected)
    other = office.to(two, "penomoran")
    two.office.step(other, "penomoran")
    two.settle()
    assert office.permit(other).number != number


def test_its_own_pc_never_heard_of_its_number(office: Restorable) -> None:
    """Another one did, and was the first to come back: what stands on paper there is what the act gets again."""
    one, two = office.one, office.two
    kept = office.copy()
    file = office.to(one, "penomoran")
    everybody(office, one, two)
    real, one.wire.pull = one.wire.pull, cut_off
    one.office.step(file, "penomoran")
    with pytest.raises(Unavailable):
        one.once()
    two.settle()
    number = office.permit(file).number
    forget(two, file, "register_application")
    office.restore(kept)
    two.settle()
    one.wire.pull = real  # type: ignore[method-assign]
    everybody(office, one, two)
    assert office.permit(file).number == number
    assert asked(office) == []
    agree(office.network)


def test_other_numbers_than_those_on_paper_are_told(office: Restorable) -> None:
    """A PC that waits with the centre's word of before hears of others from the feed."""
    one, two = office.one, office.two
    kept = office.copy()
    file = office.to(one, "penomoran")
    everybody(office, one, two)
    one.office.step(file, "penomoran")
    everybody(office, one, two)
    with one.register.writing() as session:
        session.execute(update(Act).where(Act.kind == "assign_number").values(proof=""))
    token = office.permit(file).token
    office.restore(kept)
    real, two.wire.push = two.wire.push, not_now
    two.settle()
    one.settle()
    assert office.permit(file).token != token  # what the QR on the paper leads to
    two.settle()
    two.wire.push = real  # type: ignore[method-assign]
    everybody(office, two, one)
    assert asked(office) == [("assign_number", "renumbered")]
    agree(office.network)


def test_what_was_given_another_number_is_done_with_at_its_pc(office: Restorable) -> None:
    one, two = office.one, office.two
    file, other = office.to(one, "penomoran"), office.to(two, "penomoran")
    everybody(office, one, two)
    kept = office.copy()
    one.office.step(file, "penomoran")
    one.settle()
    office.restore(kept)
    two.office.step(other, "penomoran")
    two.settle()
    real, one.wire.push = one.wire.push, not_now
    one.settle()
    one.wire.push = real  # type: ignore[method-assign]
    one.settle()
    assert asked(office) == [("assign_number", "renumbered")]
    assert one.waiting() == 0
    agree(office.network)


def cut_off(_: object) -> Any:
    raise Unavailable("centre_away")


def not_now(request: PushRequest) -> PushAnswer:
    """As a centre that takes nothing for now."""
    return PushAnswer(epoch=request.epoch, server_now=datetime(2026, 11, 23, tzinfo=UTC), head=0, durable=0, results=())


def test_what_an_account_did_waits_for_the_account(office: Restorable) -> None:
    """The centre was set back to before it; the PC that made the account comes last."""
    one, two, network = office.one, office.two, office.network
    kept = office.copy()
    one.office.add_staff("baru", "petugas_loket")
    everybody(office, one, two)
    network.hold_everybody(two)
    network.clock.advance(hours=1)
    two.settle()
    stamp = two.office.stamp("baru")
    intake = two.office.intake(confirmed=CONFIRMED)
    register = RegisterApplication(
        stamp=stamp, application=two.office.new_id(), intake=intake, read_back=True, started=stamp.at
    )
    file = two.office.door.do(register).application
    everybody(office, two, one)
    number = two.office.file(file).number
    office.restore(kept)
    two.settle()
    assert (asked(office), two.waiting() > 0) == ([], True)
    everybody(office, one, two)
    with network.register.reading() as session:
        assert session.get_one(Application, file).number == number
    assert (asked(office), two.waiting()) == ([], 0)
    agree(network)


def test_what_waited_is_forgotten_once_it_is_processed(office: Restorable) -> None:
    one, two = office.one, office.two
    kept = office.copy()
    file = office.to(one, "penyerahan")
    everybody(office, one, two)
    forget(two, file)
    two.office.step(file, "penyerahan")
    two.settle()
    one.settle()
    office.restore(kept)
    two.settle()
    early = select(func.count()).select_from(EarlyAct)
    with office.network.register.reading() as session:
        assert session.scalar(early)
    everybody(office, one, two)
    with office.network.register.reading() as session:
        assert session.scalar(early) == 0
    agree(office.network)
