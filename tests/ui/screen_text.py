"""A screen as text: what a clerk can read and do, for keeping next to the test."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QTableView, QWidget

from app.ui.widgets.segments import SegmentsEdit


def screen_text(widget: QWidget, depth: int = 0) -> str:
    """One line for each widget in sight that says something, in reading order, indented as they stand in each other."""
    lines = []
    for child in sorted(_children(widget), key=_place):
        said = _said(child)
        deeper = depth
        if said or child.objectName():
            state = "" if child.isEnabledTo(widget) else ", off"
            lines.append(f"{'  ' * depth}{type(child).__name__} {child.objectName() or '-'}: {said!r}{state}")
            deeper += 1
        if not isinstance(child, QTableView | QPlainTextEdit | QComboBox):
            lines.append(screen_text(child, deeper))
    return "\n".join(line for line in lines if line)


def _children(widget: QWidget) -> list[QWidget]:
    return [each for each in widget.children() if isinstance(each, QWidget) and each.isVisibleTo(widget)]


def _place(widget: QWidget) -> tuple[int, int]:
    return widget.y(), widget.x()


def _said(widget: QWidget) -> str:
    if isinstance(widget, QTableView):
        return "\n".join(_rows(widget))
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.typed() if isinstance(widget, SegmentsEdit) else ""


def _rows(table: QTableView) -> list[str]:
    model = table.model()
    columns = range(model.columnCount())
    return [" | ".join(str(model.index(row, c).data() or "") for c in columns) for row in range(model.rowCount())]
