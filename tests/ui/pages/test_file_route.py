"""A midwife's licence from the queue of the back office to the hand-over counter, by keyboard alone."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.at_work import AtWork
from tests.ui.pages.work_room import CTRL, Key, WorkRoom


@pytest.fixture
def room(at_work: AtWork, qtbot: QtBot) -> WorkRoom:
    return WorkRoom(at_work, qtbot)


def test_a_licence_goes_its_whole_way(room: WorkRoom) -> None:
    file = room.at_work.office.register_file()
    out = room.at_work.out

    room.sit("verifikator")
    room.key(Key.Key_Return, Key.Key_F8, "s")
    room.send()
    assert room.stage(file) == "permintaan_rekomendasi"

    room.sit("penyelia")
    room.key(Key.Key_F8)
    assert room.stage(file) == "rekomendasi_teknis"
    assert len(out) == 1  # the letter to the agency
    assert room.at_work.texts()[-1] == "Surat Permintaan Rekomendasi dikirim ke pencetak."

    room.sit("tim_teknis")
    room.key(Key.Key_F8, "1", Key.Key_Tab, "440/1/Dinkes/2026", Key.Key_Tab, "23112026")
    room.send()
    assert room.stage(file) == "penyusunan_draf"

    room.sit("verifikator")
    room.key(Key.Key_F8, "Menaati ketentuan.")
    room.send()
    assert room.stage(file) == "paraf_penyelia"

    room.sit("penyelia")
    room.key(Key.Key_F8)
    room.send()
    assert room.stage(file) == "paraf_kabid"
    assert "telah diparaf" in room.said()

    room.sit("kabid")
    room.key(Key.Key_Return, Key.Key_F8)
    assert room.stage(file) == "tanda_tangan"

    room.sit("kadis")
    room.key(Key.Key_F8)
    room.send()
    assert room.stage(file) == "penomoran"
    assert "belum dicocokkan dengan data pusat" in room.said()

    room.sit("verifikator")
    room.key(Key.Key_Return, Key.Key_F8, Key.Key_Return)
    assert "telah diberi nomor dan siap dicetak" in room.said()
    room.key(Key.Key_P, held=CTRL)
    assert [printed.copy for printed in out] == [1, 1]
    room.key(Key.Key_F8, "y")
    room.send()
    assert room.stage(file) == "penyerahan"
    assert "telah terbit dan siap diambil" in room.at_work.texts()[-1]
    permit = room.file.view()
    assert permit is not None
    assert permit.matters.permit is not None
    assert permit.matters.permit.state == "aktif"
