"""A question whose answer stays on the screen: asked anew after every act, the newest answer alone is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.ui.shell.desk import Desk, Trouble

if TYPE_CHECKING:
    from app.queries.look import Look


class LiveQuery(QObject):
    """`query` gives what is to be asked now, or None. It is asked again after an act where `follows` says so, which is
    while the page is in sight where nothing is given; else as soon as the page is seen again, as after the lock."""

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        query: Callable[[], Callable[[Look], Any] | None],
        show: Callable[[Any], None],
        failed: Callable[[Trouble], None] | None = None,
        *,
        follows: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(page)
        self._desk, self._query, self._show, self._failed = desk, query, show, failed
        self._follows = follows or page.isVisible
        self._missed = False
        desk.changed.connect(self.follow)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._missed:
            self.ask()
        return False

    def ask(self) -> None:
        """An answer that is still on its way is not shown any more."""
        self._missed = False
        query = self._query()
        if query is not None:
            self.ask_besides(query, self._show)

    def ask_besides(self, query: Callable[[Look], Any], show: Callable[[Any], None]) -> None:
        """Another question about the same: whichever of the two was asked last is answered."""
        self._desk.ask(self, query, show, self._failed, latest="live")

    def follow(self) -> None:
        """There is something new."""
        if self._follows():
            self.ask()
        else:
            self._missed = True
