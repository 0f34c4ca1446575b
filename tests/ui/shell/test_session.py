"""Who sits at the counter, and that everybody is told."""

from __future__ import annotations

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from app.ui.shell.session import Session, SignedIn

RINA = SignedIn("rina", "Rina Kartini", frozenset({"loket"}), "Loket 2")


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def session(qtbot: QtBot, told: list[str]) -> Session:
    made = Session()
    made.changed.connect(partial(told.append, "changed"))
    return made


def test_nobody_sits_there_at_first(session: Session) -> None:
    assert (session.signed_in, session.roles, session.locked) == (None, frozenset(), False)


def test_signing_in_and_out_is_told(session: Session, told: list[str]) -> None:
    session.sign_in(RINA)
    assert (session.signed_in, session.roles) == (RINA, frozenset({"loket"}))
    session.sign_out()
    assert session.signed_in is None
    assert told == ["changed", "changed"]


def test_another_name_of_the_counter_is_told(session: Session, told: list[str]) -> None:
    session.rename_counter("Loket Depan")
    session.sign_in(RINA)
    session.rename_counter("Loket Depan")
    assert session.signed_in == SignedIn("rina", "Rina Kartini", frozenset({"loket"}), "Loket Depan")
    assert told == ["changed", "changed"]


def test_a_lock_keeps_the_person_and_tells_once(session: Session, told: list[str]) -> None:
    session.sign_in(RINA)
    session.lock()
    session.lock()
    assert (session.locked, session.signed_in) == (True, RINA)
    session.unlock()
    session.unlock()
    assert (session.locked, told) == (False, ["changed"] * 3)


def test_there_is_nothing_to_lock_while_nobody_is_in(session: Session, told: list[str]) -> None:
    session.lock()
    assert (session.locked, told) == (False, [])


def test_signing_in_opens_a_lock(session: Session) -> None:
    session.sign_in(RINA)
    session.lock()
    session.sign_in(SignedIn("made", "I Made", frozenset(), "Loket 2"))
    assert not session.locked
