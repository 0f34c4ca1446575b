"""What a person finds on a screen: a part by its kind and the name it goes by, and what stands there."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget

from app.ui.forms.form import FormSection
from app.ui.widgets.card import Card
from app.ui.widgets.field_row import FieldRow
from app.ui.widgets.help_line import HelpLine

W = TypeVar("W", bound=QWidget)


def part(screen: QWidget, kind: type[W], name: str = "") -> W:
    """The only one of its kind with that object name or accessible name, in sight or not."""
    return _only(_named(screen, kind, name), name)


def seen(screen: QWidget, kind: type[W], name: str = "") -> W:
    """The only one of them in sight."""
    return _only([each for each in _named(screen, kind, name) if each.isVisible()], name)


def form(screen: QWidget, field: str) -> FormSection:
    """The form that has a field of that name."""
    (found,) = (each for each in screen.findChildren(FormSection) if each.findChild(QWidget, field) is not None)
    return found


def line_of(screen: QWidget) -> str:
    """What a page says in its own line, which is that of none of its fields."""
    (found,) = (
        each
        for each in screen.findChildren(HelpLine)
        if each.isVisible() and not isinstance(each.parentWidget(), FieldRow)
    )
    return found.text()


def fields(screen: QWidget) -> list[FieldRow]:
    """The fields in sight, in reading order."""

    def place(row: FieldRow) -> tuple[int, int]:
        at = row.mapTo(screen, QPoint())
        return at.y(), at.x()

    return sorted((each for each in screen.findChildren(FieldRow) if each.isVisible()), key=place)


def below(screen: QWidget, field: str) -> str:
    """What stands below a field: help, a remark, or what is wrong."""
    (row,) = (each for each in screen.findChildren(FieldRow) if each.field.id == field)
    return row.line()


def card(screen: QWidget, title: str) -> Card:
    """The card with that title."""
    (found,) = (
        each for each in screen.findChildren(Card) if title in [words.text() for words in each.findChildren(QLabel)]
    )
    return found


def shows(screen: QWidget, name: str) -> bool:
    """Whether anything of that name, which there has to be, is in sight."""
    return any(each.isVisible() for each in _some(screen, QWidget, name))


def says(screen: QWidget, name: str) -> str:
    """The label of that name in sight, or nothing."""
    return " ".join(each.text() for each in _some(screen, QLabel, name) if each.isVisible())


def rows(screen: QWidget, name: str) -> list[list[str]]:
    """A table as it is written, hidden columns too."""
    model = part(screen, QTableView, name).model()
    columns = range(model.columnCount())
    return [[str(model.index(row, at).data() or "") for at in columns] for row in range(model.rowCount())]


def column(screen: QWidget, name: str, title: str) -> list[str]:
    """The column of a table under that title."""
    model = part(screen, QTableView, name).model()
    titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    return [row[titles.index(title)] for row in rows(screen, name)]


def chosen(screen: QWidget, name: str) -> list[int]:
    """Which rows of a table are selected."""
    return sorted(index.row() for index in part(screen, QTableView, name).selectionModel().selectedRows())


def windows(kind: type[W]) -> list[W]:
    """The windows of that kind that there are, in sight or not."""
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind)]


def _only(found: list[W], name: str) -> W:
    assert len(found) == 1, f"{len(found)} are called {name!r}"
    return found[0]


def _some(screen: QWidget, kind: type[W], name: str) -> list[W]:
    found = _named(screen, kind, name)
    assert found, f"nothing is called {name!r}"
    return found


def _named(screen: QWidget, kind: type[W], name: str) -> list[W]:
    return [each for each in screen.findChildren(kind) if name in ("", each.objectName(), each.accessibleName())]
