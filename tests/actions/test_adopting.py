"""An act of somebody else, done anew."""

from __future__ import annotations

import pytest

from app.actions.commands import Stamp, dump, office_work
from app.actions.commands.office import SetPassword
from app.actions.settling import anew
from app.errors import Refused
from tests.conftest import FixedClock

STAMP = Stamp(id="1", at=FixedClock().now(), actor="verifikator", counter="7Q4")
OWN = Stamp(id="2", at=FixedClock().now(), actor="kabid", counter="ZZZ")


def test_all_but_the_stamp_is_the_same() -> None:
    note = office_work.AddNote(stamp=STAMP, application="file", text="Catatan")
    again = anew("add_note", dump(note), OWN)
    assert again == office_work.AddNote(stamp=OWN, application="file", text="Catatan")


def test_without_the_password_nothing_can_be_done_again() -> None:
    payload = dump(SetPassword(stamp=STAMP, staff="x", password="verifier"))
    del payload["password"]
    with pytest.raises(Refused, match="tray_not_again"):
        anew("set_password", payload, OWN)


def test_an_act_of_a_later_program_is_not_known_here() -> None:
    with pytest.raises(Refused, match="tray_not_again"):
        anew("something_new", {}, OWN)
