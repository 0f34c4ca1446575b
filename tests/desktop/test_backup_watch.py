"""An old backup of the centre is said at the counter: on every page, to everybody, until there is a new one."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.server.safety import keeping
from tests.desktop.conftest import Desktop
from tests.desktop.connected import Connected
from tests.network import Network
from tests.server.backups import SECRET


@pytest.fixture
def connected(desktop: Desktop, founded: Path, tmp_path: Path) -> Connected:
    """An office on one PC, paired, all carried over."""
    shutil.copytree(founded, desktop.data)
    desktop.clock.advance(hours=1)
    folder = tmp_path / "centre"
    folder.mkdir()
    made = Connected(desktop, Network(folder, clock=desktop.clock))
    desktop.open()
    desktop.sign_in("made")
    assert made.pair().done == 1
    made.turns()
    return made


def said(connected: Connected) -> str:
    connected.worker.wake()
    connected.turns()
    return " ".join(text for text in connected.counter.window.notices.texts() if "adang" in text)


def back_up(connected: Connected, folder: Path) -> None:
    now = connected.desktop.clock.now()
    keeping.backup(connected.network.register, folder / "a.loket", SECRET, data=folder, now=now)


def test_an_old_backup_is_said_until_there_is_a_new_one(connected: Connected, tmp_path: Path) -> None:
    assert "Pusat belum pernah dicadangkan." in said(connected)
    back_up(connected, tmp_path)
    assert said(connected) == ""
    connected.desktop.clock.advance(days=3, minutes=1)
    assert "Cadangan pusat terakhir dibuat 23-11-2026." in said(connected)
    connected.desktop.press(Qt.Key.Key_Escape)
    assert said(connected) == ""
    connected.counter.parts.session.lock()
    assert said(connected) == ""
    connected.counter.parts.session.sign_out()
    connected.desktop.sign_in("made")
    assert "Cadangan pusat terakhir dibuat" in said(connected)
    back_up(connected, tmp_path)
    assert said(connected) == ""
    assert connected.desktop.clock.now() - timedelta(days=4) < connected.state.backed_up
