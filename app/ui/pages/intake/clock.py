"""What day it is at the office, where it lies, and which day may be promised."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from app.queries import people
from app.queries.look import UNSET_ZONE, Look
from app.queries.people import OfficeRow
from app.reference.reference import Reference
from app.reference.regions import villages
from app.reference.terms import Terms
from app.rules.clock import CUTOFF, DueDate, ServiceClock
from app.rules.working_days import Calendar
from app.ui.shell.desk import Desk


class OfficeClock(QObject):
    """Until the office is known (`look`, then `known`) the clock is that of a fresh register."""

    known = Signal()

    def __init__(self, desk: Desk, reference: Reference, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._reference = desk, reference
        self._office: OfficeRow | None = None
        self._calendar: Calendar | None = None

    @property
    def region(self) -> str:
        """The four digits of the regency."""
        return self._office.region if self._office else ""

    def look(self) -> None:
        self._desk.ask(self, _prepared, self._on_office, latest="office")

    def now(self) -> datetime:
        """In the office's zone."""
        return self.local(self._desk.stamp().at)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self._office.zone if self._office else UNSET_ZONE))

    def today(self) -> date:
        return self.now().date()

    def due(self, terms: Terms, received: datetime) -> DueDate:
        """What registering at `received` would promise."""
        calendar = self._calendar or self._reference.calendar(bali=False)
        cutoff = time.fromisoformat(self._office.cutoff) if self._office else CUTOFF
        clock = ServiceClock(self.local(received), terms.days, terms.permit.clock_on_return, (), cutoff)
        return clock.estimate(calendar)

    def _on_office(self, found: tuple[OfficeRow | None, Calendar]) -> None:
        if found != (self._office, self._calendar):
            self._office, self._calendar = found
            self.known.emit()


def _prepared(look: Look) -> tuple[OfficeRow | None, Calendar]:
    """The office; and what takes long when first used is loaded here, on the worker: holidays, villages."""
    villages()
    return people.office(look), look.known_calendar
