"""Two counters and their centre with a person at the first one: what its screens show of the connection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.actions.commands import office_work
from app.sync.state import Acceptance, Brought, PairingWish, Presented, Renewal, SigningKeys, State
from app.ui.pages.centre.connection import ConnectionPage
from app.ui.pages.file.page import FilePage
from app.ui.pages.queue.page import QueuePage
from app.ui.pages.tray.page import TrayPage
from app.ui.shell.connection import Connection
from app.ui.shell.desk import Trouble
from app.ui.shell.page import PageSpec
from app.ui.shell.tray_badge import TrayBadge
from app.ui.shell.window import Window
from tests.network import Counter, Network
from tests.ui.at_work import AtWork


class Wired(QObject):
    """The connection as a screen sees it: `become` gives it another state, `asked` is what screens wanted of it."""

    changed = Signal(State)

    def __init__(self) -> None:
        super().__init__()
        self.state_now = State()
        self.asked: list[tuple[str, object]] = []
        self.certificate = Presented("PEM", "AB" * 32)
        self.renewed = Renewal(("AB" * 32,), self.certificate)
        self.signing = SigningKeys((), everybody=False)
        self.trouble: Trouble | None = None
        self.held = False
        self.done: Callable[[], None] | None = None

    @property
    def state(self) -> State:
        return self.state_now

    def become(self, **values: Any) -> None:
        self.state_now = replace(self.state_now, **values)
        self.changed.emit(self.state_now)

    def wake(self) -> None:
        self.asked.append(("wake", None))

    def retry(self, act_id: str) -> None:
        self.asked.append(("retry", act_id))

    def present(
        self, owner: QObject, address: str, done: Callable[[Presented], None], failed: Callable[[Trouble], None]
    ) -> None:
        self.asked.append(("present", address))
        if self.trouble:
            failed(self.trouble)
        else:
            done(self.certificate)

    def renewal(self, owner: QObject, done: Callable[[Renewal], None], failed: Callable[[Trouble], None]) -> None:
        self.asked.append(("renewal", None))
        if self.trouble:
            failed(self.trouble)
        else:
            done(self.renewed)

    def accept(
        self, owner: QObject, acceptance: Acceptance, done: Callable[[], None], failed: Callable[[Trouble], None]
    ) -> None:
        self.asked.append(("accept", acceptance))
        if self.trouble:
            failed(self.trouble)
        else:
            done()

    def keys(
        self, owner: QObject, staff: str, done: Callable[[SigningKeys], None], failed: Callable[[Trouble], None]
    ) -> None:
        self.asked.append(("keys", staff))
        if self.trouble:
            failed(self.trouble)
        else:
            done(self.signing)

    def brought(self, owner: QObject, done: Callable[[Brought], None]) -> None:
        done(Brought(312, 56))

    def pair(
        self, owner: QObject, wish: PairingWish, done: Callable[[], None], failed: Callable[[Trouble], None]
    ) -> None:
        self.asked.append(("pair", wish))
        if self.trouble:
            failed(self.trouble)
        elif self.held:
            self.done = done
        else:
            done()

    def cancel(self) -> None:
        self.asked.append(("cancel", None))


def as_seen(wired: Wired) -> Connection:
    """Proved by mypy: what screens are given fits what they expect."""
    return wired


@dataclass
class TwoCounters:
    """`one` is where the person sits; `two` works elsewhere."""

    folder: Path
    qtbot: QtBot
    connection: Wired = field(default_factory=Wired)

    def __post_init__(self) -> None:
        self.network = Network(self.folder)
        self.one, self.two = self.network.counter("Loket 1"), self.network.counter("Loket 2")
        self.clock = self.network.clock
        self.at_work = AtWork(self.one.office, self.folder / "papers")
        w = self.at_work
        self.window = Window("Loket PTSP", w.session, w.navigator, w.board)
        self.window.set_pages(
            (
                PageSpec("queue", "Antrean Kerja", "inbox", self._queue, scrolls=False),
                PageSpec("tray", "Perlu keputusan", "bell", self._tray, scrolls=False),
                PageSpec("connection", "Sambungan", "wifi", self._connection, in_menu=False, scrolls=False),
                PageSpec("file", "Permohonan", "file-text", self._file, in_menu=False, scrolls=False),
            )
        )
        self.badge = TrayBadge(w.desk, w.session, self.window)
        self.badge.counted.connect(self._on_counted)
        self.numbers: list[int] = []
        self.qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def close(self) -> None:
        self.at_work.desk.close()
        self.at_work.deleteLater()

    def settle(self) -> None:
        """Everything reaches everybody."""
        for counter in (self.one, self.two, self.one, self.two):
            counter.settle()
        self.at_work.desk.changed.emit()
        self.at_work.settle()

    def cut(self) -> None:
        self.one.wire.cut = self.two.wire.cut = True

    def mend(self) -> None:
        self.one.wire.cut = self.two.wire.cut = False

    def open(self, key: str, argument: object = None, *roles: str) -> Any:
        """A page, in front of somebody."""
        if roles:
            self.at_work.sit(*roles)
        self.window.open(key, argument)
        self.at_work.settle()
        return self.window.pages.page(key)

    def known_file(self, **changes: Any) -> str:
        """A file that both know."""
        made = self.one.office.register_file(self.one.office.intake(**changes))
        self.settle()
        return made

    def carry_on(self, counter: Counter, file: str) -> None:
        counter.office.step(file, counter.office.file(file).stage)

    def give_back(self, counter: Counter, file: str) -> None:
        """Kembalikan Berkas."""
        row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
        until = self.clock.now().date() + timedelta(days=10)
        counter.office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=until)

    def collision(self) -> str:
        """Without contact one returns a file, the other carries it on; the other's act reaches the centre first."""
        file = self.known_file()
        self.cut()
        self.carry_on(self.two, file)
        self.give_back(self.one, file)
        self.mend()
        self.two.settle()
        self.settle()
        return file

    def _on_counted(self, number: int) -> None:
        self.numbers.append(number)
        self.window.sidebar.set_number("tray", number)

    def _queue(self) -> QWidget:
        return QueuePage(self.at_work.workplace)

    def _tray(self) -> QWidget:
        return TrayPage(self.at_work.workplace)

    def _connection(self) -> QWidget:
        return ConnectionPage(self.at_work.workplace, as_seen(self.connection), self.clock.now)

    def _file(self) -> QWidget:
        return FilePage(self.at_work.workplace)
