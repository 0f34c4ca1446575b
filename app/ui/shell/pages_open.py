"""The pages that are open: made when first wanted, kept with all they hold, left only if they let go."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.look.scroll import Scroll
from app.ui.shell.page import ActivatedPage, Leaving, PageSpec, Subtitled

DEPTH = 30


@dataclass(frozen=True)
class _Open:
    page: QWidget
    holder: QWidget


class PagesOpen(QStackedWidget):
    words_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._specs: dict[str, PageSpec] = {}
        self._open: dict[str, _Open] = {}
        self._current = ""
        self._trail: list[tuple[str, object]] = []
        self._here: tuple[str, object] = ("", None)

    def set_specs(self, specs: tuple[PageSpec, ...]) -> None:
        self._specs = {spec.key: spec for spec in specs}

    def specs(self) -> tuple[PageSpec, ...]:
        return tuple(self._specs.values())

    def current(self) -> str:
        """The key of the page in sight, "" while there is none."""
        return self._current

    def page(self, key: str) -> QWidget | None:
        """The page itself, if it has been opened."""
        return self._open[key].page if key in self._open else None

    def words(self) -> tuple[str, str]:
        """Title and line below it of the page in sight."""
        page = self.page(self._current)
        if page is None:
            return "", ""
        return self._specs[self._current].title, page.subtitle if isinstance(page, Subtitled) else ""

    def open(self, key: str, argument: object, roles: frozenset[str]) -> bool:
        spec = self._specs[key]
        if not spec.allowed(roles) or (key != self._current and not self.may_leave()):
            return False
        if self._current and self._here != (key, argument):
            self._trail = [*self._trail, self._here][-DEPTH:]
        self._show(spec, argument)
        return True

    def back(self) -> None:
        """To the page before, if the present one lets go."""
        if self._trail and self.may_leave():
            key, argument = self._trail.pop()
            self._show(self._specs[key], argument)

    def enter(self) -> None:
        """Put the cursor into the page in sight."""
        page = self.page(self._current)
        if page is not None:
            enter(page)

    def may_leave(self) -> bool:
        page = self.page(self._current)
        return page.leave() if isinstance(page, Leaving) else True

    def forget(self) -> None:
        """Close every page, as when another person signs in. Each is told to put away what it holds."""
        for opened in self._open.values():
            if isinstance(opened.page, Leaving):
                opened.page.leave()
            self.removeWidget(opened.holder)
            opened.holder.hide()
            opened.holder.deleteLater()
        self._open, self._trail, self._current, self._here = {}, [], "", ("", None)

    def _show(self, spec: PageSpec, argument: object) -> None:
        opened = self._open.get(spec.key) or self._make(spec)
        self._current, self._here = spec.key, (spec.key, argument)
        self.setCurrentWidget(opened.holder)
        if isinstance(opened.page, ActivatedPage):
            opened.page.activate(argument)
        focused = self.window().focusWidget()  # the window's own, which it also has while it is not in front
        if focused is None or not focused.isVisible() or not opened.page.isAncestorOf(focused):
            enter(opened.page)
        self.words_changed.emit()

    def _make(self, spec: PageSpec) -> _Open:
        page = spec.factory()
        opened = _Open(page, Scroll(page, self) if spec.scrolls else page)
        self._open[spec.key] = opened
        self.addWidget(opened.holder)
        changed = getattr(page, "subtitle_changed", None)
        if changed is not None:
            changed.connect(self.words_changed)
        return opened


def may_take_cursor(page: QWidget) -> bool:
    """Whether an answer that comes late may still put the cursor somewhere in the page: a quick hand may be on another
    page by now, or in the search box."""
    focused = page.window().focusWidget()
    return page.isVisible() and (focused is None or focused is page or page.isAncestorOf(focused))


def enter(page: QWidget) -> None:
    """Put the cursor on the first thing in the page that takes keys, unless the page names one by a focus proxy."""
    if page.focusProxy() is not None:
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        return
    widget: QWidget | None = page.nextInFocusChain()
    while widget is not None and widget is not page:
        if page.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(page):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        widget = widget.nextInFocusChain()
