"""The period of a report: the usual ones by one key, any other by its two days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.look.redress import redress
from app.ui.look.tokens import MEDIUM
from app.ui.widgets.card import label
from app.ui.widgets.choice import ChoiceEdit, Option
from app.ui.widgets.help_line import HelpLine
from app.ui.widgets.number_edit import DateEdit
from app.ui.words.notices import NoticeLevel, words

OTHER = "other"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Both days are included."""

    first: date
    last: date


def this_month(today: date) -> Period:
    return Period(today.replace(day=1), _month_end(today))


def last_month(today: date) -> Period:
    before = today.replace(day=1) - DAY
    return Period(before.replace(day=1), before)


def this_quarter(today: date) -> Period:
    first = date(today.year, today.month - (today.month - 1) % 3, 1)
    return Period(first, _month_end(date(today.year, first.month + 2, 1)))


def this_year(today: date) -> Period:
    return Period(date(today.year, 1, 1), date(today.year, 12, 31))


def last_year(today: date) -> Period:
    return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))


def _month_end(day: date) -> date:
    return (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY


USUAL: dict[str, tuple[str, Callable[[date], Period]]] = {
    "this_month": ("Bulan ini", this_month),
    "last_month": ("Bulan lalu", last_month),
    "this_quarter": ("Triwulan ini", this_quarter),
    "this_year": ("Tahun ini", this_year),
    "last_year": ("Tahun lalu", last_year),
}


class PeriodRow(QWidget):
    """`changed` tells every other period, also one that is not whole or not in order: then there is none."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        self._setting = False
        named = tuple(Option(key, name) for key, (name, _) in USUAL.items())
        self.usual = ChoiceEdit((*named, Option(OTHER, "Tanggal lain")), self)
        self.first, self.last = DateEdit(self), DateEdit(self)
        self._line = HelpLine(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        for name, title, control in (
            ("period", "Periode", self.usual),
            ("period_first", "dari", self.first),
            ("period_last", "sampai", self.last),
        ):
            heading = label(title, "field" if control is self.usual else "", self)
            heading.setBuddy(control)
            control.setObjectName(name)
            control.setAccessibleName(f"Periode {title}" if control is not self.usual else title)
            row.addWidget(heading)
            row.addWidget(control)
        for day in (self.first, self.last):
            day.setFixedWidth(self.fontMetrics().averageCharWidth() * 15)
            day.edited.connect(self._on_day)
        row.addWidget(self._line, 1)
        self.usual.edited.connect(self._on_usual)

    def begin(self, today: date) -> None:
        """This month, unless a period was chosen before; a usual one is that of today."""
        self._today = today
        usual = str(self.usual.value())
        if usual in USUAL:
            self._choose(usual)
        elif self.period() is None:
            self.usual.set_value("this_month")

    def period(self) -> Period | None:
        first, last = self.first.day(), self.last.day()
        return Period(first, last) if first and last and first <= last else None

    def _on_usual(self) -> None:
        key = str(self.usual.value())
        if key in USUAL and not self._setting:
            self._choose(key)
            self._tell()

    def _choose(self, key: str) -> None:
        chosen = USUAL[key][1](self._today)
        self._setting = True
        self.first.set_value(chosen.first)
        self.last.set_value(chosen.last)
        self._setting = False

    def _on_day(self) -> None:
        if not self._setting:
            self._setting = True
            self.usual.set_value(OTHER)
            self._setting = False
            self._tell()

    def _tell(self) -> None:
        wrong = self._wrong()
        self._line.show_text(words(wrong) if wrong else "", NoticeLevel.ERROR if wrong else NoticeLevel.INFO)
        for day in (self.first, self.last):
            redress(day, "wrong", bool(wrong))
        self.changed.emit()

    def _wrong(self) -> str:
        """Said once both days are whole."""
        for day in (self.first, self.last):
            if day.problem() == "not_a_date":
                return "not_a_date"
        first, last = self.first.day(), self.last.day()
        return "date_order" if first and last and first > last else ""
