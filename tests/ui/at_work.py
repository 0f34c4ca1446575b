"""A counter for tests of pages: the real door and register, the real board and session, work done at once.

Only the printer and the clock are stand-ins. Somebody sits down with `sit`, and keys are pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.actions.commands import Command, Stamp
from app.actions.door import Done
from app.errors import Unavailable
from app.queries.look import Look
from app.ui.pages.workplace import Workplace
from app.ui.papers.paper_desk import Outlet, PaperDesk, PaperWentOut
from app.ui.shell.board import Board, Pinned
from app.ui.shell.desk import Desk, RegisterDoor, Trouble
from app.ui.shell.navigator import Navigator, Route
from app.ui.shell.session import Session, SignedIn
from app.ui.words.notices import say
from tests.lookup.kept import lookup_of
from tests.office import Office

T = TypeVar("T")


class AtOnce(Executor):
    """Does the work while it is handed in; the answer still comes through the event loop."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - a future keeps whatever was raised
            future.set_exception(error)
        return future


@dataclass
class Passage:
    """The door the desk goes to, which a test may take for another while people are at work."""

    door: RegisterDoor

    def do(self, command: Command) -> Done:
        return self.door.do(command)

    def ask(self, query: Callable[[Look], T]) -> T:
        return self.door.ask(query)


@dataclass
class Tray:
    """A printer that keeps what it gets; `trouble` is what it says instead."""

    trouble: str = ""
    sheets: list[tuple[bytes, str]] = field(default_factory=list)

    def names(self) -> tuple[str, ...]:
        return ("Tray",)

    def send(self, pdf: bytes, printer: str, title: str) -> None:
        if self.trouble:
            raise Unavailable(self.trouble, printer=printer)
        self.sheets.append((pdf, title))


class AtWork(QObject):
    """`said` collects the notices, `routes` the pages asked for, `out` the papers that went out."""

    def __init__(self, office: Office, papers: Path) -> None:
        super().__init__()
        self.office = office
        self.session = Session(self)
        self.board = Board(self)
        self.navigator = Navigator(self)
        self.passage = Passage(office.door)
        self.desk = Desk(self.passage, self.stamp, writes=AtOnce(), reads=AtOnce(), slow=AtOnce(), parent=self)
        self.lookup = lookup_of(office)
        self.tray: Tray | None = Tray()
        self.folder = papers
        self.documents_folder = papers.parent / "documents"
        self.documents_folder.mkdir(exist_ok=True)
        self.shown: list[Path] = []
        self.papers = PaperDesk(self.desk, self.board, self.outlet, papers, self, self)
        self.workplace = Workplace(self.desk, self.session, self.board, self.navigator, self.papers, self.lookup)
        self.said: list[Pinned] = []
        self.routes: list[Route] = []
        self.out: list[PaperWentOut] = []
        self.board.pinned.connect(self._on_pinned)
        self.navigator.wanted.connect(self._on_wanted)
        self.papers.printed.connect(self._on_printed)
        self.desk.failed.connect(self._on_failed)

    def sit(self, *roles: str) -> None:
        """The person of the first role, with all of these roles on the screen, signs in."""
        self.session.sign_in(SignedIn(roles[0], f"Petugas {roles[0].title()}", frozenset(roles), "Loket 1"))
        self.settle()

    def settle(self) -> None:
        """Let every answer that is under way arrive."""
        for _ in range(6):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, 0)

    def press(self, widget: QWidget, *keys: Qt.Key | str) -> None:
        """Keys, one after another, each to whatever has the focus then in the widget's window."""
        for key in keys:
            target = widget.window().focusWidget() or widget
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            else:
                QTest.keyClick(target, key)
            self.settle()

    def chord(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        QTest.keyClick(widget.window().focusWidget() or widget, key, modifier)
        self.settle()

    def texts(self) -> list[str]:
        return [pinned.notice.full for pinned in self.said]

    def show(self, path: Path) -> None:
        self.shown.append(path)

    def documents(self) -> Path:
        return self.documents_folder

    def place(self, path: Path | None = None) -> Path:
        """Answer the question where a paper shall be saved, by default as it is proposed; the place."""
        window = next(each for each in QApplication.topLevelWidgets() if each.objectName() == "paper_place")
        assert isinstance(window, QFileDialog)
        chosen = path or Path(window.selectedFiles()[0])
        window.fileSelected.emit(str(chosen))
        window.close()
        self.settle()
        return chosen

    def stamp(self) -> Stamp:
        person = self.session.signed_in
        assert person is not None
        return self.office.stamp(person.user_id)

    def outlet(self, kind: str) -> Outlet | None:
        return Outlet(self.tray, "Tray") if self.tray else None

    def _on_pinned(self, pinned: Pinned) -> None:
        self.said.append(pinned)

    def _on_wanted(self, route: Route) -> None:
        self.routes.append(route)

    def _on_printed(self, printed: PaperWentOut) -> None:
        self.out.append(printed)

    def _on_failed(self, trouble: Trouble) -> None:
        self.board.pin(say(trouble.code, trouble.facts))
