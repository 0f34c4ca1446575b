"""The process: command line, the way to the training office and back, pages by role, printers of this PC."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from app.actions.commands.office import AddStaff, StaffProfile
from app.actions.signing_in import verifier
from app.desktop import run
from app.desktop.command_line import StartWords, parsed
from app.desktop.devices import Outlets
from app.desktop.opening import PendingOffice
from app.desktop.program import Program
from app.desktop.world import real
from app.errors import Unavailable
from app.queries import people
from app.rules.registration import ALPHABET
from app.ui.look.training import TrainingMark
from app.ui.shell.desk import Trouble
from app.ui.shell.session import SignedIn
from app.upkeep.counter_file import PRINTER_A4, PRINTER_A5, RECEIPT_SIZE
from tests.desktop.conftest import Desktop
from tests.ui.at_work import Tray

SOON = 120_000  # milliseconds, on a busy machine


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    hooks = sys.excepthook, threading.excepthook
    made = Program(StartWords(tmp_path / "data"))
    yield made
    reports = [path.read_text() for path in (tmp_path / "data").rglob("galat-*.txt")]
    if made.counter is not None:
        made.counter.close()
    sys.excepthook, threading.excepthook = hooks
    for each in made.findChildren(TrainingMark):
        qapp.removeEventFilter(each)
    made.deleteLater()
    assert reports == [], "the program was wrong, and only its crash dialog said so"


def test_the_command_line() -> None:
    assert parsed([]) == StartWords(None, training=False)
    assert (parsed(["--data", "x", "--training"]).data, parsed(["--training"]).training) == (Path("x"), True)


def test_an_unknown_word_shows_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["--nothing"])
    assert "--data DIR" in capsys.readouterr().err


def test_from_the_first_start_to_training_and_back(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.waitUntil(lambda: bool(program.counter and program.counter.window.cover.is_on()), timeout=SOON)
    qtbot.waitUntil(lambda: _cover(program) == "first_start", timeout=SOON)
    _press(program, "training")
    qtbot.waitUntil(lambda: _cover(program) == "sign_in", timeout=SOON)
    qtbot.waitUntil(lambda: bool(program.counter and program.counter.parts.settings.training), timeout=SOON)
    assert program.counter is not None
    counter = program.counter
    assert "MODE LATIHAN" in counter.window.windowTitle()
    qtbot.waitUntil(lambda: "latihan123" in counter.sign_in_flow.sign_in.text(), timeout=SOON)
    register = tmp_path / "data" / "latihan" / "register.db"
    made = register.stat().st_ino, register.stat().st_mtime_ns
    counter.anew_wanted.emit()
    qtbot.waitUntil(lambda: program.counter not in (counter, None), timeout=SOON)
    qtbot.waitUntil(lambda: "latihan123" in program.first_window.sign_in.text(), timeout=SOON)
    assert (register.stat().st_ino, register.stat().st_mtime_ns) != made
    _press(program, "other_office")
    qtbot.waitUntil(lambda: _cover(program) == "first_start", timeout=SOON)
    assert program.counter is not None
    assert "MODE LATIHAN" not in program.counter.window.windowTitle()


def test_the_other_office_can_be_asked_for_once_somebody_listens(program: Program, qtbot: QtBot) -> None:
    button = program.first_window.window.findChild(QPushButton, "other_office")
    assert button is not None
    assert not button.isEnabled()
    qtbot.waitUntil(lambda: program.counter is not None, timeout=SOON)
    button.click()  # while the office is still being opened
    qtbot.waitUntil(lambda: "latihan123" in program.first_window.sign_in.text(), timeout=SOON)


def test_the_other_office_asked_for_twice_is_entered_once(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: _cover(program) == "first_start", timeout=SOON)
    counter = program.counter
    assert counter is not None
    for wanted in (counter.other_office_wanted, counter.other_office_wanted, counter.anew_wanted):
        wanted.emit()
    qtbot.waitUntil(lambda: program.counter not in (counter, None), timeout=SOON)
    qtbot.waitUntil(lambda: "latihan123" in program.first_window.sign_in.text(), timeout=SOON)


def _cover(program: Program) -> str:
    widget = program.counter.window.cover.currentWidget() if program.counter else None
    return widget.objectName() if widget else ""


def _press(program: Program, name: str) -> None:
    assert program.counter is not None
    button = program.counter.window.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_the_real_world_draws_and_counts_forwards() -> None:
    world = real()
    assert {world.draw() for _ in range(400)} <= set(ALPHABET)
    ids = [world.new_id() for _ in range(5)]
    assert ids == sorted(ids)
    assert [each[14] for each in ids] == ["7"] * 5
    assert world.now().tzinfo is not None


MENUS = {
    "petugas_loket": ["front", "intake", "queue", "search", "reports", "settings"],
    "petugas_penyerahan": ["front", "queue", "handover", "search", "reports", "settings"],
    "administrator": ["front", "queue", "search", "reports", "settings"],
}


@pytest.mark.parametrize("role", MENUS)
def test_the_menu_of_a_role(at_door: Desktop, role: str) -> None:
    counter = at_door.counter
    counter.parts.session.sign_in(SignedIn("made", "I Made", frozenset({role}), "Loket 1"))
    at_door.settle()
    assert list(counter.window.sidebar.keys()) == MENUS[role]


def test_every_page_can_be_opened(at_door: Desktop) -> None:
    counter = at_door.counter
    counter.window.cover.lift()
    roles = frozenset({"petugas_loket", "petugas_penyerahan", "administrator"})
    counter.parts.session.sign_in(SignedIn("made", "I Made", roles, "Loket 1"))
    for spec in counter.window.pages.specs():
        if spec.key not in ("file", "tray"):  # a file is named; without a centre there is no tray
            assert counter.window.open(spec.key), spec.key
            at_door.settle()
    for tab in ("office", "staff", "mandates", "calendar", "backup", "centre", "printers", "password"):
        assert counter.window.open("settings", tab)
        at_door.settle()


def test_searching_in_the_header_opens_the_search(at_door: Desktop) -> None:
    at_door.sign_in("made")
    counter = at_door.counter
    counter.window.header.search.setText("KRA-7Q4")
    counter.window.header.search.returnPressed.emit()
    at_door.settle()
    assert counter.window.pages.current() == "search"


def test_f5_brings_what_was_changed_elsewhere(at_door: Desktop) -> None:
    at_door.sign_in("made")
    counter = at_door.counter
    counter.window.open("settings", "staff")
    at_door.settle()
    table = counter.window.pages.findChild(QTableView, "staff")
    assert table is not None
    there = table.model().rowCount()
    profile = StaffProfile(id="rina", username="rina", name="Rina")
    command = AddStaff(
        stamp=counter.parts.stamps(), profile=profile, password=verifier("pasar-amlapura"), roles=("petugas_loket",)
    )
    counter.parts.pending_office.do(command)  # past the desk, as another program would
    assert table.model().rowCount() == there
    at_door.press(Qt.Key.Key_F5)
    assert table.model().rowCount() == there + 1


def test_what_the_world_refuses_is_pinned(at_door: Desktop) -> None:
    at_door.sign_in("made")
    at_door.counter.parts.desk.failed.emit(Trouble("disk_full"))
    assert any("ruang penyimpanan penuh" in text for text in at_door.counter.window.notices.texts())


def test_before_it_is_open_nothing_can_be_asked() -> None:
    for ask in (lambda: PendingOffice().ask(people.office), lambda: PendingOffice().enter("a", "b")):
        with pytest.raises(Unavailable, match="not_open"):
            ask()


def test_papers_go_to_the_printers_of_this_pc() -> None:
    memory: dict[str, str] = {}
    outlets = Outlets(memory, Tray())
    assert outlets("receipt") is None
    memory |= {PRINTER_A5: "Kecil", PRINTER_A4: "Besar"}
    names = [outlet.name for kind in ("receipt", "permit") if (outlet := outlets(kind))]
    assert names == ["Kecil", "Besar"]
    memory[RECEIPT_SIZE] = "a4"
    outlet = outlets("receipt")
    assert outlet is not None
    assert (outlet.name, outlet.receipt_size) == ("Besar", "a4")
    memory[RECEIPT_SIZE] = "poster"
    outlet = outlets("receipt")
    assert outlet is not None
    assert outlet.receipt_size == "a5"


def test_an_office_that_was_left_while_it_was_opened_stays_shut(at_door: Desktop) -> None:
    counter = at_door.counter
    counter.parts.pending_office.close()
    with at_door.qtbot.assertNotEmitted(counter.sign_in_flow.opened):
        counter.sign_in_flow.opener.opened.emit()
    assert at_door.cover() == "sign_in"
