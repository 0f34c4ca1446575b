"""What a register has lost, written down, and its numbers skipped: nothing that stands on a paper is given again."""

from __future__ import annotations

from sqlalchemy import select

from app.actions.commands.office import LostSeries, RecordLoss
from app.actions.context import ActContext
from app.actions.moving import refuse_unless
from app.errors import Refused
from app.models.link import Link
from app.models.office import Device, Series

FAR = 10_000  # numbers that one loss may skip in a series: more is a slip of the hand


def record_loss(context: ActContext, command: RecordLoss) -> None:
    """By whoever was the first to sign in afterwards. Not where there is a centre: it has what was lost, and gives the
    numbers."""
    refuse_unless(context.span is None and context.session.get(Link, 1) is None, "centre_numbers")
    context.capacity = min(context.roles, default="")
    wrong = {f"{each.series}/{each.year}": "loss_number" for each in command.series if not _skipped(context, each)}
    if wrong:
        raise Refused("loss_numbers", fields=wrong)


def _skipped(context: ActContext, lost: LostSeries) -> bool:
    """Never back: done again where more has been given since, it skips nothing. False where the number cannot be
    right."""
    if lost.year:
        return _skipped_in_series(context, lost)
    device = context.session.get(Device, lost.series)
    if device is None or not 0 <= lost.last <= device.counter + FAR:
        return False
    device.counter = max(device.counter, lost.last)
    return True


def _skipped_in_series(context: ActContext, lost: LostSeries) -> bool:
    row = context.session.scalar(select(Series).where(Series.name == lost.series, Series.year == lost.year))
    given = row.last if row else 0
    if not 0 <= lost.last <= given + FAR:
        return False
    if row is not None:
        row.last = max(given, lost.last)
    elif lost.last:
        context.session.add(Series(name=lost.series, year=lost.year, last=lost.last))
    return True
