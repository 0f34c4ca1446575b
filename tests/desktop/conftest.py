"""A counter of the real program, its work done at once, in a folder of its own."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop import build
from app.desktop.counter import Counter
from app.desktop.world import World
from app.rules.registration import ALPHABET
from app.settings import settings
from app.ui.look import style
from app.ui.widgets.confirm import Confirm
from tests.conftest import KEY, FixedClock
from tests.ui.at_work import AtOnce
from tests.ui.seen import seen

PASSWORD = "pasar-amlapura"


@dataclass
class Desktop:
    """Counters over one folder; `open` is a start of the program."""

    qtbot: QtBot
    data: Path
    clock: FixedClock
    counters: list[Counter] = field(default_factory=list)
    shown: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        chance, count = random.Random(5), itertools.count(1)
        self.world = World(
            now=self.clock.now,
            new_id=lambda: str(UUID(int=(7 << 76) | (2 << 62) | next(count) << 80)),
            draw=lambda: chance.choice(ALPHABET),
            seconds=lambda: self.clock.now().timestamp(),
            show=self.shown.append,
            documents=lambda: self.data.parent / "documents",
        )

    @property
    def counter(self) -> Counter:
        return self.counters[-1]

    def open(self, *, training: bool = False) -> Counter:
        counter = build(settings(self.data, training=training), self.world, AtOnce())
        self.counters.append(counter)
        counter.show()
        counter.window.activateWindow()
        self.settle()
        return counter

    def close(self) -> None:
        counter = self.counters.pop()
        counter.close()
        counter.window.deleteLater()
        counter.deleteLater()
        self.settle()

    def settle(self) -> None:
        for _ in range(8):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, 0)

    def focus(self) -> QWidget:
        window = self.counter.window
        return QApplication.focusWidget() or window.focusWidget() or window

    def press(self, *keys: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(self.focus(), key)
            else:
                QTest.keyClick(self.focus(), key, held)
            self.settle()

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        page = self.counter.sign_in_flow.sign_in
        field_of = page.findChild(QWidget, "username")
        assert field_of is not None
        field_of.setFocus()
        self.settle()
        QTest.keyClick(field_of, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.press(username, Qt.Key.Key_Return, password, Qt.Key.Key_Return)

    def confirm(self) -> None:
        """Yes to the question that is open; what comes of it is not waited for."""
        seen(seen(self.counter.window, Confirm), QPushButton, "confirm").click()

    def pick(self, copy: Path) -> None:
        """A copy from another place, on a page that offers to choose one. The offscreen platform gives no window the
        keyboard back when a dialog closes."""
        window = self.counter.window
        seen(window, QPushButton, "choose_copy").click()
        self.settle()
        dialog = seen(window, QFileDialog, "copy_place")
        dialog.fileSelected.emit(str(copy))
        dialog.close()
        window.activateWindow()
        self.settle()

    def cover(self) -> str:
        """The name of what lies over the window; empty where it is free."""
        stack = self.counter.window.cover
        widget = stack.currentWidget()
        return widget.objectName() if stack.is_on() and widget is not None else ""


@pytest.fixture
def desktop(qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Desktop]:
    style.apply(qapp, dark=False)
    made = Desktop(qtbot, tmp_path / "data", clock)
    yield made
    while made.counters:
        made.close()
    # Windows that only wait to be deleted are dressed anew with every style of the next test.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an office with its first user, made once and copied by each test."""
    from app.actions.commands.office import SetUpOffice, StaffProfile
    from app.actions.signing_in import verifier
    from app.upkeep.keys import FileStore
    from tests.office import PROFILE, Office
    from tests.registers import new_register

    data = tmp_path_factory.mktemp("founded") / "data"
    data.mkdir(mode=0o700)
    FileStore(data).write(KEY)
    register = new_register(data / "register.db")
    office = Office(register, FixedClock())
    command = SetUpOffice(
        stamp=office.stamp("made"),
        profile=PROFILE,
        first_user=StaffProfile(id="made", username="made", name="I Made Contoh"),
        password=verifier(PASSWORD),
        device="7Q4",
        counter_name="Loket 1",
    )
    office.door.do(command)
    register.close()
    return data


@pytest.fixture
def at_door(desktop: Desktop, founded: Path) -> Desktop:
    """The program is started in an office that stands; nobody has signed in yet."""
    shutil.copytree(founded, desktop.data)
    desktop.clock.advance(hours=1)
    desktop.open()
    return desktop


@pytest.fixture
def found(desktop: Desktop) -> Callable[[], Counter]:
    """Go through the first start by keyboard, once."""

    def go() -> Counter:
        from tests.desktop.founding import found_office

        found_office(desktop)
        return desktop.counter

    return go
