"""A PC with a centre whose last numbers nobody can tell, opened while the centre is away: the paper is asked, or no
files are taken in until there is contact."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.database import Register
from app.models.office import Device
from app.ui.pages.entrance.numbers_first import NumbersFirstPage
from app.upkeep.copies import backup
from app.upkeep.restore import proved, restore
from tests.conftest import KEY
from tests.desktop.conftest import Desktop
from tests.desktop.connected import Connected
from tests.network import Network

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def linked(desktop: Desktop, founded: Path, tmp_path: Path) -> Connected:
    """A PC with a centre, closed; its last act is gone."""
    shutil.copytree(founded, desktop.data)
    desktop.clock.advance(hours=1)
    folder = tmp_path / "centre"
    folder.mkdir()
    at = Connected(desktop, Network(folder, clock=desktop.clock))
    desktop.open()
    desktop.sign_in("made")
    at.pair()
    at.turns()
    with register(at).writing() as session:
        session.get_one(Device, at.state.device).counter = 4
    desktop.close()
    (desktop.data / "last-act").unlink()
    return at


def register(at: Connected) -> Register:
    return at.counter.parts.pending_office.office.register


def counted(at: Connected) -> int:
    with register(at).reading() as session:
        return int(session.get_one(Device, at.state.device).counter)


def come_in(at: Connected) -> None:
    at.desktop.open()
    at.worker.step()
    at.desktop.settle()
    at.desktop.sign_in("made")


def page(at: Connected) -> NumbersFirstPage:
    found = at.counter.window.cover.currentWidget()
    assert isinstance(found, NumbersFirstPage)
    return found


def is_unsure(at: Connected) -> bool:
    return at.counter.parts.pending_office.office.door.unsure


def test_the_highest_number_on_paper_is_asked_once(linked: Connected) -> None:
    desktop = linked.desktop
    linked.wire.cut = True
    come_in(linked)
    assert desktop.cover() == "numbers_first"
    assert linked.counter.window.minimumSizeHint().width() <= 910, "1366 at larger text (150 %)"
    form = page(linked).form
    assert form.row("number").line() == "Terakhir di register: 4"
    assert form.row("number").field.label == f"Nomor registrasi {linked.state.device}"
    form.set_values({"number": 3})
    desktop.press(ENTER, held=CONTROL)
    assert list(form.errors()) == ["number"]
    form.set_values({"number": 60_000})
    desktop.press(ENTER, held=CONTROL)
    assert form.errors() == {"number": "Nomor urut paling rendah 4, dan paling banyak 10.000 lebih tinggi."}
    assert "Mohon periksa kembali pada kertas." in page(linked).text()
    form.set_values({"number": 7})
    desktop.press(Qt.Key.Key_Escape)
    assert desktop.cover() == "sign_in"
    desktop.sign_in("made")
    assert page(linked).form.values() == {"number": 7}, "what was typed stays"
    desktop.press(ENTER, held=CONTROL)
    assert desktop.cover() == ""
    assert (counted(linked), is_unsure(linked)) == (7, False)
    desktop.close()
    come_in(linked)
    assert desktop.cover() == "", "once"


def test_without_the_paper_everything_else_is_done_until_there_is_a_new_code(linked: Connected) -> None:
    desktop = linked.desktop
    linked.wire.cut = True
    come_in(linked)
    before = linked.state.device
    desktop.press(Qt.Key.Key_F8)
    assert desktop.cover() == ""
    assert is_unsure(linked)
    linked.wire.cut = False
    linked.turns()
    assert not is_unsure(linked)
    assert linked.counter.parts.stamps.counter == linked.state.device != before
    desktop.close()
    come_in(linked)
    assert desktop.cover() == ""


def test_with_contact_nobody_is_asked(linked: Connected) -> None:
    come_in(linked)
    assert linked.desktop.cover() == ""
    assert not is_unsure(linked)


def test_after_a_restore_it_is_asked_whatever_lies_beside(linked: Connected) -> None:
    desktop = linked.desktop
    linked.wire.cut = True
    come_in(linked)
    desktop.press(ENTER, held=CONTROL)
    desktop.close()
    copy = desktop.data / "backups" / "register-2026-11-30.db"
    backup(desktop.data / "register.db", KEY, copy)
    restore(desktop.data / "register.db", proved(copy, KEY), KEY)
    come_in(linked)
    assert desktop.cover() == "numbers_first"
