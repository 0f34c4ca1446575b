"""What one person may do to one file now, and why not the rest of what belongs to its stage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from app.errors import Refused
from app.models.application import Application, Item
from app.queries.file_facts import FactsOfFile
from app.queries.file_particulars import FileParticulars
from app.queries.files import delegates_of, items_of, place_of
from app.queries.look import Look
from app.queries.rights import mandates_at, roles_at
from app.reference.labels import label
from app.rules import stages
from app.rules.act_conditions import against, reminders
from app.rules.stages import FileState
from app.rules.workflow import BY_ACT, FACT, PERMIT_TABLE, TABLE, TAKE_BACK, Transition, allowed_roles, has_place, may

ANSWERS = tuple(row.act for row in TABLE if "correction_open" in row.conditions)


@dataclass(frozen=True)
class ActOption:
    """`reason` is a code of what stands in the way, `roles` who may where the reader may not; `reminders` are codes of
    what is said before it is done."""

    act: str
    label: str
    allowed: bool
    reason: str = ""
    roles: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Weighed:
    """Of acts on several files: file -> the code of what stands in the way, and the codes of what is said before."""

    hindered: Mapping[str, str] = field(default_factory=dict)
    reminded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class FileRights:
    """The rights of one person over one file: own roles, mandates of today, and roles that may be stood in for."""

    staff: str
    own: frozenset[str]
    acting: frozenset[str]
    delegates: tuple[str, ...]

    @property
    def roles(self) -> frozenset[str]:
        return self.own | self.acting


def standing(look: Look, application: Application, staff_id: str) -> FileRights:
    acting = mandates_at(look.session, staff_id, look.today, look.now, application.permit_code)
    own = roles_at(look.session, staff_id, look.now)
    return FileRights(staff_id, own, frozenset(acting), delegates_of(application))


def options(
    look: Look,
    application: Application,
    who: FileRights,
    matters: FileParticulars,
    items: Sequence[Item],
    *,
    unnumbered: bool = False,
) -> tuple[ActOption, ...]:
    """In the order of the table, the acts on an issued permit last. `unnumbered`: only the centre can finish the last
    decision, so that none may follow yet."""
    place = place_of(application)
    here = [row for row in TABLE if place.stage in row.at and _concerns(row, place, matters)]
    facts = facts_of(look, application, who.staff, items)
    told = (*(_option(row, place, who, facts) for row in here), *_on_permit(who, matters, facts))
    return tuple(map(_put_off, told)) if unnumbered else told


def weighed(look: Look, staff_id: str, wanted: Sequence[tuple[str, str]]) -> Weighed:
    """Of the act that is wanted of each file; files without anything are left out."""
    found = {file: _weighed(look, staff_id, file, act) for file, act in wanted}
    return Weighed(
        {file: option.reason for file, option in found.items() if option.reason},
        {file: option.reminders for file, option in found.items() if option.reminders and not option.reason},
    )


def _weighed(look: Look, staff_id: str, file: str, act: str) -> ActOption:
    application = look.session.get(Application, file)
    if application is None:
        return ActOption(act, label(act), False, "no_application")
    who, place = standing(look, application, staff_id), place_of(application)
    facts = FactsOfFile(
        look.session,
        look.reference,
        application,
        staff_id,
        look.today,
        lambda: look.calendar,
        partial(items_of, look.session, (file,)),
    )
    return _option(BY_ACT[act], place, who, facts)


def _put_off(option: ActOption) -> ActOption:
    """Facts happen whatever waits."""
    row = BY_ACT.get(option.act)
    if not option.allowed or (row is not None and row.kind == FACT):
        return option
    return replace(option, allowed=False, reason="waits_for_number")


def _concerns(row: Transition, place: FileState, matters: FileParticulars) -> bool:
    """Not what this route has no place for, whatever its outcome; without papers to follow nothing is received, and
    without a correction none is answered."""
    if not has_place(replace(row, outcome=""), place):
        return False
    if row.act in ANSWERS:
        return matters.correction is not None
    return row.act != "receive_deferred" or bool(matters.deferred)


def facts_of(look: Look, application: Application, staff: str, items: Sequence[Item]) -> FactsOfFile:
    return FactsOfFile(
        look.session, look.reference, application, staff, look.today, lambda: look.calendar, lambda: items
    )


def _option(row: Transition, place: FileState, who: FileRights, facts: FactsOfFile) -> ActOption:
    try:
        may(row.act, place, who.roles, delegates=who.delegates)
    except Refused as refusal:
        roles = allowed_roles(row, place) if refusal.code == "no_right" else ()
        return ActOption(row.act, label(row.act), False, refusal.code, roles)
    reason = against(row.conditions, facts)
    return ActOption(row.act, label(row.act), not reason, reason, reminders=reminders(row.reminders, facts))


def _on_permit(who: FileRights, matters: FileParticulars, facts: FactsOfFile) -> Iterator[ActOption]:
    """Taking back is no word where nothing was decreed."""
    for act, row in PERMIT_TABLE.items():
        if matters.permit is None or matters.permit.state not in row.before or (act == TAKE_BACK and not facts.decreed):
            continue
        if who.roles.isdisjoint(row.who):
            yield ActOption(act, label(act), False, "no_right", row.who)
        else:
            reason = against(row.conditions, facts)
            yield ActOption(act, label(act), not reason, reason)


def ended(application: Application) -> bool:
    return application.stage in stages.CLOCK_ENDED
