"""What a command cannot know when it is built: the next number. Drawn in the transaction that writes it down.

The filled command is what the journal keeps, so that doing it again anywhere gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from app.actions.commands import Command
from app.actions.commands.intake import RegisterApplication
from app.actions.commands.office_work import (
    AssignNumber,
    DecideRefusal,
    RequestRecommendation,
    RescheduleInspection,
    ScheduleInspection,
)
from app.actions.scene import Scene
from app.actions.series import letter_number, next_in
from app.errors import Refused
from app.queries.files import terms_of
from app.rules import registration, tracking

LETTERS: dict[type[Command], str] = {
    RequestRecommendation: "PR",
    ScheduleInspection: "ST",
    RescheduleInspection: "ST",
    DecideRefusal: "TOLAK",
}


def filled(scene: Scene, command: Command, draw: Callable[[], str]) -> Command:
    """The command with its numbers; as it is where it has them already or needs none."""
    values: dict[str, Any] = {}
    if isinstance(command, RegisterApplication) and not command.number:
        device = scene.device
        device.counter += 1
        values["number"] = registration.make(scene.office.code, device.code, device.counter, draw)
        values["tracking"] = tracking.make(device.code, draw)
    elif isinstance(command, AssignNumber) and not command.number:
        values["number"] = _permit_number(scene)
        values["token"] = tracking.make(scene.device.code, draw)
    elif type(command) in LETTERS and not getattr(command, "letter", ""):
        values["letter"] = _letter(scene, LETTERS[type(command)])
    return msgspec.structs.replace(command, **values) if values else command


def _letter(scene: Scene, code: str) -> str:
    return letter_number(code, next_in(scene.session, code, scene.today.year), scene.today.year)


def _permit_number(scene: Scene) -> str:
    """By the catalogue's own format, in the series and year of the permit type."""
    permit = terms_of(scene.file(), scene.reference).permit
    if permit.output.number_format is None:
        raise Refused("not_numbered_here")
    year = scene.today.year
    return permit.output.number_format.format(seq=next_in(scene.session, permit.output.series, year), year=year)
