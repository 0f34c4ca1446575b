"""The applicant's monitor: the screen that was chosen for it, while it is there and is not the clerk's own.

Shown whenever that screen is connected, with the office's name alone; data only between `show_rows` and `withdraw`.
A screen that goes away takes its window with it: it never falls onto another one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from app.rules.papers import LetterRow
from app.ui.applicant.applicant_window import ApplicantWindow
from app.upkeep.counter_file import APPLICANT_SCREEN


@dataclass(frozen=True)
class ScreenChoice:
    """A screen by the name it has in the system, and as it is told to people."""

    name: str
    words: str


class ApplicantScreen(QObject):
    """`memory` knows which screen was chosen, `office` the name that stands there; `clerk` is the window at the
    counter. `changed` when the screen came or went; `lost` when it went by itself."""

    changed = Signal()
    lost = Signal()

    def __init__(
        self,
        clerk: QWidget,
        memory: Mapping[str, str],
        office: Callable[[], str],
        *,
        practising: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clerk, self._memory, self._office = clerk, memory, office
        self._window = ApplicantWindow(practising=practising)
        self._window.activated.connect(clerk.activateWindow)
        self._first: tuple[LetterRow, ...] = ()
        self._shows = False
        self._there = False
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._on_screens)
            app.primaryScreenChanged.connect(self._on_screens)
            app.screenRemoved.connect(self._on_removed)
        handle = clerk.windowHandle()
        if handle is not None:
            handle.screenChanged.connect(self._on_screens)
        self.look()

    @property
    def there(self) -> bool:
        """Whether the applicant has a screen to read on now."""
        return self._there

    @property
    def shows(self) -> bool:
        """Whether data stands there now."""
        return self._shows

    def choices(self) -> tuple[ScreenChoice, ...]:
        """Screens that are not the clerk's own."""
        return tuple(
            ScreenChoice(each.name(), words_of(each)) for each in QGuiApplication.screens() if self._is_apart(each)
        )

    def look(self, without: QScreen | None = None) -> None:
        """The choice was changed, or a screen came or went; `without` is one that is going."""
        name = self._memory.get(APPLICANT_SCREEN, "")
        known = (each for each in QGuiApplication.screens() if each is not without and name and each.name() == name)
        screen = next((each for each in known if self._is_apart(each)), None)
        before, self._there = self._there, screen is not None
        if screen is None:
            self._close()
        else:
            self._stand_on(screen)
        if before != self._there:
            self.changed.emit()

    def show_rows(self, rows: tuple[LetterRow, ...]) -> None:
        """What the applicant is to read; from now on each difference to it is marked."""
        if self._there:
            self._first, self._shows = rows, True
            self._window.show_rows(rows)

    def follow(self, rows: tuple[LetterRow, ...]) -> None:
        """The form says something else now."""
        if self._shows:
            new = frozenset(row.heading for row in rows if row not in self._first)
            self._window.show_rows(rows, new)

    def withdraw(self) -> None:
        """Nobody is being served: the office's name and nothing else."""
        self._first, self._shows = (), False
        self._window.show_office(self._office())

    def close(self) -> None:
        self._window.hide()
        self._window.deleteLater()

    def _stand_on(self, screen: QScreen) -> None:
        if not self._shows:
            self.withdraw()
        self._window.setScreen(screen)
        self._window.setGeometry(screen.geometry())
        self._window.showFullScreen()

    def _close(self) -> None:
        self.withdraw()
        self._window.hide()

    def _is_apart(self, screen: QScreen) -> bool:
        """A screen that shows the same as the clerk's is the clerk's."""
        own = self._clerk.screen()
        return screen is not own and not screen.geometry().intersects(own.geometry())

    def _on_screens(self, _: object = None) -> None:
        self._look_for_loss(None)

    def _on_removed(self, screen: QScreen) -> None:
        """Told before Qt moves the windows of that screen to another one."""
        self._look_for_loss(screen)

    def _look_for_loss(self, without: QScreen | None) -> None:
        before = self._there
        self.look(without)
        if before and not self._there:
            self.lost.emit()


def words_of(screen: QScreen) -> str:
    size = screen.size() * screen.devicePixelRatio()
    made = " ".join(filter(None, (screen.manufacturer(), screen.model()))).strip()
    return f"{screen.name()}{f' ({made})' if made else ''}, {size.width()} × {size.height()}"
