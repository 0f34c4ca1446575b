"""Moving a file along its route, and its clock with it. The only place that changes a stage."""

from __future__ import annotations

from datetime import date, time
from functools import partial

import msgspec

from app.actions.context import ActContext
from app.actions.items import items
from app.actions.rights import authorise
from app.decoding import from_plain
from app.errors import Refused
from app.models.application import Application
from app.queries.file_facts import FactsOfFile
from app.queries.files import place_of
from app.rules import stages
from app.rules.act_conditions import STATE
from app.rules.clock import DueDate, Pause, Policy, ServiceClock
from app.rules.stages import FileState
from app.rules.workflow import Transition, destination
from app.rules.working_days import Calendar


def move(context: ActContext, act: str = "") -> Transition:
    """Authorise the act and take the file where the table says. Raises Refused, and then nothing has changed."""
    application = context.file()
    place = place_of(application)
    context.stage_before = application.stage
    row = authorise(context, act or context.command.act, place, application)
    put(context, destination(row, place), place)
    # The clock starts with the file (`intake`), and only the levy knows whether it has to be paid (`unpaid`).
    if row.clock == "stop":
        stop(context, restart=True)
    elif row.clock == "resume":
        resume(context)
    elif row.clock == "end":
        end(context)
    if row.kind == "decision":
        application.decisions += 1
    return row


def put(context: ActContext, stage: str, place: FileState) -> None:
    """The file stands at `stage` from now on."""
    application = context.file()
    if stage == application.stage:
        return
    application.stage = stage
    application.since = context.at
    application.holder = stages.holder(FileState(stage, place.route))


def clock_of(context: ActContext, application: Application) -> ServiceClock:
    received = application.received.astimezone(context.local.tzinfo)
    pauses = tuple(from_plain(pause, Pause) for pause in application.pauses)
    policy: Policy = "restart" if application.policy == "restart" else "pause"
    cutoff = time.fromisoformat(context.office.cutoff)
    return ServiceClock(received, application.days, policy, pauses, cutoff)


def clock_day(context: ActContext) -> date:
    """Today; where the clock of the PC was set back, the last day this file's clock knows."""
    known = clock_of(context, context.file())
    last = known.pauses[-1] if known.pauses else None
    return max(context.today, known.received.date(), (last.resumed or last.stopped) if last else context.today)


def stop(context: ActContext, *, restart: bool) -> None:
    """The clock stands from today. `restart` lets the permit's own policy give the days anew."""
    application = context.file()
    pause = Pause(clock_day(context), None, restart)
    application.pauses = [*application.pauses, msgspec.to_builtins(pause)]
    application.due = None


def resume(context: ActContext) -> None:
    """The clock runs again from today; nothing happens where it never stood."""
    application = context.file()
    if not application.pauses or application.pauses[-1]["resumed"]:
        return
    resumed = {"resumed": clock_day(context).isoformat()}
    application.pauses = [*application.pauses[:-1], application.pauses[-1] | resumed]
    reckoned(context)


def end(context: ActContext) -> None:
    """The clock has ended. The table ends it once on every way through the office."""
    application = context.file()
    application.ended = clock_day(context)
    application.used = clock_of(context, application).used(context.calendar.estimating(), application.ended)


def reckoned(context: ActContext) -> DueDate:
    """The due day afresh, an estimate with a warning where a year's calendar is missing."""
    application = context.file()
    due = clock_of(context, application).estimate(context.calendar)
    application.day_zero, application.due = due.day_zero, due.due
    if due.assumed:
        context.warnings.append("calendar_missing")
    return due


def hold(context: ActContext, condition: str, **fields: str) -> None:
    """A condition of the workflow table on the state of the file; `fields` as in `refuse_unless`. Raises Refused."""
    if code := STATE[condition].check(facts_of(context)):
        raise Refused(code, fields=fields)


def facts_of(context: ActContext) -> FactsOfFile:
    def calendar() -> Calendar:
        return context.calendar.estimating()

    actor = context.command.stamp.actor
    read = partial(items, context)
    return FactsOfFile(context.session, context.reference, context.file(), actor, context.today, calendar, read)


def refuse_unless(holds: bool, code: str, **fields: str) -> None:
    """One condition of the table. `fields` maps a field of the command to its own code."""
    if not holds:
        raise Refused(code, fields=fields)
