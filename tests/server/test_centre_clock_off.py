"""The centre's own clock is wrong for a while: what a counter sends then is not lost, nor what it does by that time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.actions.door import Door
from app.actions.linked import Pen
from app.models.application import Application
from app.models.exchange import Act
from app.sync.centre_time import CentreTime
from tests.server.register.test_proof import Restorable, office
from tests.server.test_early import everybody
from tests.server.test_forgotten_codes import CONFIRMED
from tests.sync.test_exchange import agree

__all__ = ["office"]


def is_here(office: Restorable, file: str) -> bool:
    with office.network.register.reading() as session:
        return session.get(Application, file) is not None


def answers(office: Restorable) -> list[tuple[str, str]]:
    with office.two.register.reading() as session:
        return [(act.answer, act.reason) for act in session.scalars(select(Act).where(Act.feed.is_(None)))]


@pytest.mark.parametrize("minutes", [3, 10, 60 * 24 * 365])
@pytest.mark.parametrize("set_back", [False, True])
def test_it_stood_behind(office: Restorable, monkeypatch: pytest.MonkeyPatch, minutes: int, set_back: bool) -> None:
    one, two, network = office.one, office.two, office.network
    everybody(office, one, two)
    kept = office.copy()
    network.clock.advance(days=1)
    two.wire.cut = True
    file = two.office.register_file(two.office.intake(confirmed=CONFIRMED))
    two.wire.cut = False
    if set_back:
        office.restore(kept)
    with monkeypatch.context() as patch:
        patch.setattr(network.centre, "now", lambda: network.clock.now() - timedelta(minutes=minutes))
        two.settle()
    assert is_here(office, file) is (minutes < 5), "what is impossible is refused as long as it is"
    network.clock.advance(days=1)
    two.settle()
    assert (is_here(office, file), answers(office)) == (True, [])
    agree(network)


@pytest.mark.parametrize("minutes", [0, 4, 15])
def test_it_was_ahead_and_is_put_right(office: Restorable, monkeypatch: pytest.MonkeyPatch, minutes: int) -> None:
    """What was done in between was done by the time the counter had heard."""
    one, two, network = office.one, office.two, office.network
    everybody(office, one, two)
    two.exchange.clock = heard = CentreTime(lambda: network.clock.now().timestamp(), network.clock.now)
    at = two.office
    pen = Pen(two.ring.sign, heard.interval, two.machine)
    at.door = Door(at.register, at.reference, draw=at.draw, now=network.clock.now, pen=pen)
    with monkeypatch.context() as patch:
        patch.setattr(network.centre, "now", lambda: network.clock.now() + timedelta(minutes=minutes))
        two.settle()
    two.wire.cut = True
    network.clock.advance(minutes=2)
    file = at.register_file(at.intake(confirmed=CONFIRMED))
    network.clock.advance(minutes=1)
    two.wire.cut = False
    two.settle()
    network.clock.advance(days=1)
    two.settle()
    assert (is_here(office, file), answers(office)) == (True, [])
    agree(network)
