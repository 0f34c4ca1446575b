"""The look-up service from the page of a file; the dialog while the service has not answered yet."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.actions.commands.office import SetRoles
from app.actions.commands.office_work import RecordMatch
from app.queries.matching import compared
from app.ui.pages.file.lookup_dialog import STOPPED, LookupDialog, LookupEntered
from app.ui.shell.desk import Desk
from app.ui.widgets.progress_strip import ProgressStrip
from app.ui.words.match import WAYS
from tests.actions.test_matching import FOREIGNER
from tests.lookup.kept import lookup_of
from tests.lookup.stand_in import StandIn, Told
from tests.office import ADMIN
from tests.ui.at_work import AtOnce, AtWork
from tests.ui.pages.matching import DIFFERS, MatchRoom
from tests.ui.pages.work_room import CTRL, Key


@pytest.fixture
def room(at_work: AtWork, qtbot: QtBot) -> MatchRoom:
    return MatchRoom(at_work, qtbot)


@pytest.fixture
def file(at_work: AtWork) -> str:
    return at_work.office.register_file()


def test_it_is_asked_from_the_file_and_taken_back_later(room: MatchRoom, service: StandIn, file: str) -> None:
    room.turn_on(service)
    service.told = DIFFERS
    room.show(file, "penyelia")
    room.key(Key.Key_M, held=CTRL)
    assert room.dialog().told()["name"] == "berbeda"
    room.send()
    service.told = Told()
    room.key(Key.Key_M, held=CTRL)
    room.send()
    assert [(each["result"], each["note"]) for each in room.recorded(file)] == [
        ("cocok", "Semua data sama"),
        ("tidak_cocok", "Nama dan jenis kelamin berbeda"),
    ]


def test_it_is_not_offered_where_it_is_off_or_not_ones_work(room: MatchRoom, service: StandIn, file: str) -> None:
    room.show(file, "penyelia")
    assert not room.button("file_lookup").isVisible()
    room.turn_on(service)
    for other, role, offered in (
        (file, "penyelia", True),
        (file, "kadis", False),
        (room.at_work.office.register_file(room.at_work.office.intake(person=FOREIGNER)), "penyelia", False),
    ):
        room.show(other, role)
        assert room.button("file_lookup").isVisible() is offered


def test_a_right_that_has_gone_is_told(room: MatchRoom, service: StandIn, file: str) -> None:
    room.turn_on(service)
    room.show(file, "penyelia")
    room.key(Key.Key_M, held=CTRL)
    room.at_work.office.do(ADMIN, SetRoles, staff="penyelia", roles=("petugas_loket",))
    room.send()
    assert "hanya dapat dilakukan oleh" in room.at_work.texts()[-1]
    assert room.recorded(file) == []


def test_the_form_asks_why_an_earlier_result_is_taken_back(room: MatchRoom, file: str) -> None:
    room.at_work.office.do("penyelia", RecordMatch, application=file, result="tidak_cocok", how="SIAK")
    room.show(file, "verifikator")
    assert "tidak cocok dengan data pusat" in [label.text() for label in room.file.head.findChildren(QLabel)]
    room.key("m")
    form = room.file.form()
    assert form is not None
    room.key("1", Key.Key_Tab, "3")
    room.send()
    assert form.refusal() == "Masih ada isian yang perlu dilengkapi."
    assert room.recorded(file)[0]["result"] == "tidak_cocok"
    room.key("Nama diperbaiki")
    room.send()
    assert room.recorded(file)[0] == {"result": "cocok", "how": WAYS[2], "note": "Nama diperbaiki"}


def test_the_form_needs_no_reason_the_first_time(room: MatchRoom, file: str) -> None:
    room.show(file, "verifikator")
    room.key("m", "1", Key.Key_Tab, "1")
    room.send()
    assert room.recorded(file) == [{"result": "cocok", "how": WAYS[0]}]


class Waiting:
    """A dialog whose service has not answered; `desk` works in a thread of its own."""

    def __init__(self, at_work: AtWork, service: StandIn, file: str, qtbot: QtBot) -> None:
        service.told = Told(held=True)
        office = at_work.office
        self.slow = ThreadPoolExecutor(max_workers=1)
        self.desk = Desk(office.door, at_work.desk.stamp, writes=AtOnce(), reads=AtOnce(), slow=self.slow)
        self.page = QWidget()
        qtbot.addWidget(self.page)
        person = office.door.ask(lambda look: compared(look, file, "penyelia"))
        self.dialog = LookupDialog(self.page, self.desk, lookup_of(office, service.address), person)
        self.agreed: list[LookupEntered] = []
        self.dialog.confirmed.connect(self.agreed.append)
        self.dialog.open()
        qtbot.waitUntil(lambda: bool(service.asked))


@pytest.fixture
def waiting(at_work: AtWork, service: StandIn, file: str, qtbot: QtBot) -> Iterator[Waiting]:
    made = Waiting(at_work, service, file, qtbot)
    yield made
    service.go.set()
    made.desk.close()
    made.desk.deleteLater()


def strip(dialog: LookupDialog) -> ProgressStrip:
    found = dialog.findChild(ProgressStrip)
    assert found is not None
    return found


def test_while_it_is_asked_nothing_can_be_recorded(waiting: Waiting, service: StandIn, qtbot: QtBot) -> None:
    dialog = waiting.dialog
    assert strip(dialog).isVisible()
    assert strip(dialog).text() == "Menanyakan kepada layanan Dukcapil"
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert waiting.agreed == []
    service.go.set()
    qtbot.waitUntil(lambda: dialog.text() == "Semua data sama.")
    assert strip(dialog).isHidden()
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert [found.result for found in waiting.agreed] == ["cocok"]


def test_who_gives_up_gets_no_answer(waiting: Waiting, service: StandIn, qtbot: QtBot) -> None:
    dialog = waiting.dialog
    cancel = dialog.findChild(QPushButton, "progress_cancel")
    assert cancel is not None
    cancel.click()
    service.go.set()
    qtbot.waitUntil(lambda: dialog.text() == STOPPED)
    assert dialog.told() == {}
    assert waiting.agreed == []


def test_a_closed_dialog_hears_no_more(waiting: Waiting, service: StandIn, qtbot: QtBot) -> None:
    dialog = waiting.dialog
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    service.go.set()
    waiting.slow.submit(int).result()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert waiting.agreed == []
