"""The calendar changes: open files are reckoned anew, and each keeps the old and the new day (domain.md 5.4 rule 8)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app.actions.commands.office import ChangeCalendar, DayRuling
from app.actions.context import ActContext
from app.actions.moving import clock_of, refuse_unless
from app.actions.rights import require_administrator
from app.errors import Refused
from app.models.application import Application, DueChange
from app.models.office import CalendarDay
from app.rules.working_days import KINDS, WHOLE_YEAR, Calendar


def change_calendar(context: ActContext, command: ChangeCalendar) -> None:
    """In the same transaction for all files, so that no list ever mixes two calendars."""
    require_administrator(context)
    refuse_unless(bool(command.added or command.removed or command.years), "calendar_unchanged")
    for ruling in command.added:
        _sound(ruling)
        context.session.merge(_ruled(ruling))
    for year in command.years:
        context.session.merge(_whole(year))
    for day in command.removed:
        found = context.session.get(CalendarDay, day.isoformat())
        refuse_unless(found is not None, "calendar_unchanged")
        context.session.delete(found)
    context.session.flush()
    context.memory.forget()  # acts before this one in the same transaction know the calendar as it was
    calendar = context.calendar
    still_open = select(Application).where(Application.ended.is_(None)).order_by(Application.id)
    for application in context.session.scalars(still_open).all():
        _reckon(context, application, calendar)


def _sound(ruling: DayRuling) -> None:
    """Raises Refused `calendar_day`."""
    wrong = {name: "required" for name in ("name", "source") if not getattr(ruling, name).strip()}
    if ruling.kind not in KINDS:
        wrong["kind"] = "required"
    if wrong:
        raise Refused("calendar_day", fields=wrong)


def _ruled(ruling: DayRuling) -> CalendarDay:
    return CalendarDay(
        id=ruling.day.isoformat(),
        day=ruling.day,
        kind=ruling.kind,
        name=ruling.name.strip(),
        counts_for_sla=ruling.counts_for_sla,
        counter="buka" if ruling.counts_for_sla else "tutup",
        source=ruling.source.strip(),
    )


def _whole(year: int) -> CalendarDay:
    return CalendarDay(
        id=f"{year:04d}",
        day=date(year, 1, 1),
        kind=WHOLE_YEAR,
        name="",
        counts_for_sla=True,
        counter="",
        source="",
    )


def _reckon(context: ActContext, application: Application, calendar: Calendar) -> None:
    """The promised day on the receipt stays as it was."""
    fresh, before = clock_of(context, application).estimate(calendar), application.due
    application.day_zero, application.due = fresh.day_zero, fresh.due
    if before is not None and fresh.due is not None and fresh.due != before:
        context.session.add(
            DueChange(
                id=context.child(f"due:{application.id}"),
                application_id=application.id,
                act_id=context.command.stamp.id,
                before=before,
                after=fresh.due,
            )
        )
