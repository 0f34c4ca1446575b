"""The work room with a person's two hands: keys go to the cursor, clicks to whatever lies at the place clicked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QWidget,
)

from app.queries.documents import PaperRow, papers_of
from app.queries.file_view import FileView, file_view
from app.ui.widgets.badge import Badge
from app.ui.widgets.timeline import TimelineEntry
from tests.print.reading import text as read
from tests.ui.pages.work_room import CTRL, SHIFT, Key, WorkRoom
from tests.ui.seen import below, line_of, says, seen

LEFT = Qt.MouseButton.LeftButton
SMALL = (911, 512)  # what 150 % text leaves of a screen of 1366 x 768
BOX = 18  # pixels from the left of a cell to the middle of its box
EDGE = 70  # pixels from the edge of what scrolls: nearer to it the page jumps under the mouse
LINES = 40  # turns of the wheel, or keys of Tab, after which somebody gives up


class Hands(WorkRoom):
    """Nothing is clicked that is not in sight, and nothing typed anywhere but at the cursor."""

    # ----- eyes

    def screen(self) -> QWidget:
        """What lies in front: a question, or the window."""
        return QApplication.activeModalWidget() or self.window

    def sees(self, name: str) -> bool:
        """Whether something of that name is in sight; it need not be there at all."""
        found = self.screen().findChildren(QWidget, name)
        return any(each.isVisible() for each in found)

    def form(self) -> str:
        """The heading of the form in front, "" where there is none."""
        found = [each for each in self.window.findChildren(QWidget, "act_form") if each.isVisible()]
        return found[0].findChildren(QLabel)[0].text() if found else ""

    def hint(self) -> str:
        return says(self.window, "act_hint")

    def wrong(self) -> str:
        """What the form says below, beside its buttons."""
        return line_of(seen(self.window, QWidget, "act_form"))

    def line(self, field: str) -> str:
        """What stands below a field of the form."""
        return below(seen(self.window, QWidget, "act_form"), field)

    def where(self) -> str:
        """The name of what has the cursor."""
        return self.focused().objectName()

    def message(self) -> str:
        """The ready text for the applicant."""
        return says(self.window, "message_text")

    def sees_text(self, words: str) -> bool:
        return any(each.isVisible() and each.text() == words for each in self.screen().findChildren(QLabel))

    def typed(self, field: str) -> str:
        """What stands in a field of the form."""
        return seen(self.window, QPlainTextEdit, field).toPlainText()

    def clipboard(self) -> str:
        return QGuiApplication.clipboard().text()

    def question(self) -> str:
        """What the question in front asks."""
        return says(self.screen(), "confirm_text")

    def marks(self) -> list[str]:
        """The marks in the head of the file."""
        return [each.text() for each in self.file.head.findChildren(Badge) if each.isVisible()]

    def closed(self, act: str) -> str:
        """What the panel says of an act that cannot be done: its name and why."""
        return seen(self.window, QWidget, f"closed_{act}").accessibleName()

    def buttons(self) -> dict[str, str]:
        """The acts that are offered: act -> the words on the button."""
        panel = self.window.findChildren(QAbstractButton)
        shown = [each for each in panel if each.objectName().startswith("act_") and each.isVisible()]
        return {each.objectName().removeprefix("act_"): each.text() for each in shown}

    def history(self) -> list[str]:
        """What the tab Riwayat says, newest first, each act with all that is written under it."""
        entries = self.file.findChildren(TimelineEntry)
        made = [[each.text() for each in entry.findChildren(QLabel)] for entry in entries if not entry.isHidden()]
        return [" | ".join(lines) for lines in made]

    def notices(self) -> tuple[str, ...]:
        return self.window.notices.texts()

    def paper(self) -> str:
        """What the sheet says that came out of the printer last."""
        assert self.at_work.tray is not None
        return read(self.at_work.tray.sheets[-1][0])

    def sheets(self) -> list[str]:
        """The titles of what came out of the printer."""
        assert self.at_work.tray is not None
        return [title for _, title in self.at_work.tray.sheets]

    def kept(self, file: str, role: str = "penyelia") -> FileView:
        """The file as the register has it, in the eyes of a role."""
        return self.at_work.office.door.ask(partial(file_view, application_id=file, staff_id=role))

    def papers(self, file: str) -> list[PaperRow]:
        return list(self.at_work.office.door.ask(partial(papers_of, application=file)))

    def enabled(self, name: str) -> bool:
        return seen(self.screen(), QWidget, name).isEnabled()

    def fits(self, table: str, title: str) -> bool:
        """Whether all that stands in a column can be read."""
        view = seen(self.screen(), QTableView, table)
        model = view.model()
        titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
        at = titles.index(title)
        words = (str(model.index(row, at).data() or "") for row in range(model.rowCount()))
        return all(view.fontMetrics().horizontalAdvance(each) < view.columnWidth(at) for each in words)

    def in_sight(self, name: str) -> bool:
        """Whether the middle of it can be seen, not merely scrolled to."""
        widget = seen(self.screen(), QWidget, name)
        return widget.visibleRegion().contains(widget.rect().center())

    # ----- hands

    def tab_to(self, name: str) -> None:
        """Tab until the cursor stands there."""
        for _ in range(LINES):
            if self.where() == name:
                return
            self.key(Key.Key_Tab)
        raise AssertionError(f"Tab never came to {name}")

    def back_to(self, name: str) -> None:
        """Shift+Tab until the cursor stands there."""
        for _ in range(LINES):
            if self.where() == name:
                return
            self.key(Key.Key_Backtab, held=SHIFT)
        raise AssertionError(f"Shift+Tab never came to {name}")

    def paste(self, words: str) -> None:
        """From the clipboard, as something that was copied elsewhere."""
        QGuiApplication.clipboard().setText(words)
        self.key(Key.Key_V, held=CTRL)

    def over(self, words: str) -> None:
        """Type over what stands in the field at the cursor."""
        self.key(Key.Key_A, held=CTRL)
        self.key(words)

    def click(self, name: str, at: QPoint | None = None) -> None:
        """A click on the only thing in sight that goes by that name."""
        self.click_on(seen(self.screen(), QWidget, name), at)

    def click_on(self, widget: QWidget, at: QPoint | None = None, *, twice: bool = False) -> None:
        place = at or widget.rect().center()
        self.bring(widget, place)
        window = widget.window()
        point = widget.mapTo(window, place)
        under = window.childAt(point)
        assert under is not None, f"{widget.objectName()} cannot be clicked"
        assert under is widget or widget.isAncestorOf(under), f"{under} lies over {widget.objectName()}"
        press = QTest.mouseDClick if twice else QTest.mouseClick
        press(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, point)
        self.at_work.settle()

    def click_row(self, table: str, row: int, column: int = 0, *, twice: bool = False) -> None:
        """A click, or two, on a cell of a table."""
        view = seen(self.screen(), QAbstractItemView, table)
        cell = view.visualRect(view.model().index(row, column))
        self.click_on(view.viewport(), cell.center(), twice=twice)

    def tick(self, table: str, row: int, column: int) -> None:
        """A click on the box at the left of a cell."""
        view = seen(self.screen(), QAbstractItemView, table)
        cell = view.visualRect(view.model().index(row, column))
        self.click_on(view.viewport(), QPoint(cell.left() + BOX, cell.center().y()))

    def segment(self, field: str, place: int) -> None:
        """A click on one of two choices that lie side by side."""
        widget = seen(self.screen(), QWidget, field)
        self.click_on(widget, QPoint(widget.width() * (2 * place + 1) // 4, widget.height() // 2))

    def pick(self, field: str, words: str) -> None:
        """Open a list of choices by a click and click on the one that says so."""
        self.click(field)
        box = QApplication.activePopupWidget()
        assert box is not None, f"{field} opened no list"
        (view,) = (each for each in box.findChildren(QAbstractItemView) if each.isVisible())
        model = view.model()
        row = next(at for at in range(model.rowCount()) if words in str(model.index(at, 0).data()))
        place = view.visualRect(model.index(row, 0)).center()
        for point in (QPoint(2, 2), view.viewport().rect().bottomRight(), place):  # down the list and to the words
            QTest.mouseMove(view.viewport(), point)
        QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
        self.at_work.settle()
        assert QApplication.activePopupWidget() is None, "the list stays open"

    def bring(self, widget: QWidget, place: QPoint) -> None:
        """Turn the wheel until the place is in sight, where it lies in something that scrolls."""
        area = widget.parentWidget()
        while area is not None and not (isinstance(area, QScrollArea) and area.isAncestorOf(widget)):
            area = area.parentWidget()
        if not isinstance(area, QScrollArea):
            return
        view = area.viewport()
        edge = min(EDGE, view.height() // 3)
        for _ in range(LINES):
            y = widget.mapTo(view, place).y()
            if edge <= y < view.height() - edge:
                break
            self._turn(area, up=y < edge)
        assert 0 <= widget.mapTo(view, place).y() < view.height(), f"the wheel never brings {widget.objectName()}"

    def _turn(self, area: QScrollArea, *, up: bool) -> None:
        view = area.viewport()
        middle = QPointF(view.rect().center())
        step = QPoint(0, 40 if up else -40)
        event = QWheelEvent(
            middle,
            view.mapToGlobal(middle),
            QPoint(),
            step,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, event)
        self.at_work.settle()


def cut(screen: QWidget) -> list[str]:
    """The words in sight that do not fit where they stand, each label and button measured by itself."""
    found: list[str] = []
    for each in screen.findChildren(QWidget):
        if not each.isVisible() or not isinstance(each, QLabel | QAbstractButton) or not each.text():
            continue
        room, needs = each.size(), each.sizeHint()
        if isinstance(each, QLabel) and each.wordWrap():
            lost = each.heightForWidth(room.width()) > room.height()
        else:
            lost = needs.width() > room.width() or needs.height() > room.height()
        if lost:
            found.append(each.text())
    return found
