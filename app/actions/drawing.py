"""What a command cannot know when it is built: the next number. Drawn in the transaction that writes it down.

The filled command is what the journal keeps, so that doing it again anywhere gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import msgspec

from app.actions.commands import Command
from app.actions.commands.intake import RegisterApplication
from app.actions.commands.office_work import AssignNumber
from app.actions.context import ActContext
from app.actions.issuing import prepared
from app.actions.series import follow, letter_number, next_in
from app.errors import Refused
from app.models.link import Link
from app.queries.files import terms_of
from app.rules import registration, tracking
from app.rules.registration import Draw
from app.rules.workflow import LETTER_SERIES


def filled(context: ActContext, command: Command, draw: Draw) -> Command:
    """The command with its numbers; as it is where it has them already or needs none.

    A command that is done again keeps its numbers, and the counters follow: the next number is a new one here too.
    """
    if isinstance(command, RegisterApplication):
        return _registered(context, command, draw)
    if isinstance(command, AssignNumber):
        return _numbered(context, command, draw)
    return _lettered(context, command) if command.act in LETTER_SERIES else command


def provisional(command: Command) -> Command:
    """With a number that surely nobody has, to try an act out whose number only the centre gives: a counter's own
    series stand still."""
    mark = command.stamp.id
    if isinstance(command, AssignNumber):
        return msgspec.structs.replace(command, number=mark, token=mark)
    values: dict[str, Any] = {"letter": mark} if command.act in LETTER_SERIES else {}
    return msgspec.structs.replace(command, **values)


def numbers_in(command: Command) -> dict[str, str]:
    """What `filled` put into an act that only the centre numbers: field -> number."""
    names = (
        ("number", "token")
        if isinstance(command, AssignNumber)
        else ("letter",)
        if command.act in LETTER_SERIES
        else ()
    )
    return {name: getattr(command, name) for name in names if getattr(command, name)}


def numbered_again(command: Command, numbers: Mapping[str, str]) -> Command:
    """Without whatever numbers a counter put into an act that only the centre numbers, and with these: what the centre
    is proved to have given before."""
    if isinstance(command, AssignNumber):
        values: dict[str, Any] = {"number": "", "token": ""}
    elif command.act in LETTER_SERIES:
        values = {"letter": ""}
    else:
        return command
    return msgspec.structs.replace(command, **(values | {name: numbers.get(name, "") for name in values}))


def _registered(context: ActContext, command: RegisterApplication, draw: Draw) -> Command:
    device = context.device
    if command.number:
        device.counter = max(device.counter, int(command.number.split("-")[2]))
        return command
    link = context.session.get(Link, 1)
    if link is not None and (link.forked or link.device != device.code):
        raise Refused("code_changing")
    device.counter += 1
    number = registration.make(context.office.code, device.code, device.counter, draw)
    return msgspec.structs.replace(command, number=number, tracking=tracking.make(device.code, draw, context.mac_key))


def _numbered(context: ActContext, command: AssignNumber, draw: Draw) -> Command:
    """By the catalogue's own format, in the series and year of the permit type. A paper that is made anew after an
    internal correction keeps the number it has."""
    output = terms_of(context.file(), context.reference).permit.output
    known = prepared(context, context.file())
    if known is not None:
        return msgspec.structs.replace(command, number=known.number, token=known.token)
    if output.number_format is None:  # such a file never comes to the numbering; the table refuses
        return command
    year = context.today.year
    form = partial(output.number_format.format, year=year)
    if command.number:
        follow(context, output.series, year, lambda seq: form(seq=seq) == command.number)
        return command
    number = form(seq=next_in(context, output.series, year))
    return msgspec.structs.replace(command, number=number, token=tracking.make(context.device.code, draw))


def _lettered(context: ActContext, command: Command) -> Command:
    code, year = LETTER_SERIES[command.act], context.today.year
    given = getattr(command, "letter", "")
    if given:
        follow(context, code, year, lambda seq: letter_number(code, seq, year) == given)
        return command
    values: dict[str, Any] = {"letter": letter_number(code, next_in(context, code, year), year)}
    return msgspec.structs.replace(command, **values)
