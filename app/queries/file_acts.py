"""What one person may do to one file now, and why not the rest of what belongs to its stage."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.errors import Refused
from app.models.application import Application
from app.queries.file_matters import Matters
from app.queries.files import delegates_of, place_of
from app.queries.look import Look
from app.queries.rights import mandates_at, roles_at
from app.reference.labels import label
from app.rules import stages
from app.rules.clock import due_soon, is_late
from app.rules.stages import Place
from app.rules.standing import withheld
from app.rules.workflow import BY_ACT, FACT, PERMIT_TABLE, TABLE, Transition, allowed_roles, has_place, may

STRICT = "ketat"
ANSWERS = tuple(row.act for row in TABLE if "correction_open" in row.conditions)


@dataclass(frozen=True)
class ActOption:
    """`reason` is a code of what stands in the way, `roles` who may where the reader may not."""

    act: str
    label: str
    allowed: bool
    reason: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """The rights of one person over one file: own roles, mandates of today, and roles that may be stood in for."""

    staff: str
    own: frozenset[str]
    acting: frozenset[str]
    delegates: tuple[str, ...]

    @property
    def roles(self) -> frozenset[str]:
        return self.own | self.acting


def standing(look: Look, application: Application, staff_id: str) -> Standing:
    acting = mandates_at(look.session, staff_id, look.today, look.now, application.permit_code)
    own = roles_at(look.session, staff_id, look.now)
    return Standing(staff_id, own, frozenset(acting), delegates_of(application))


def options(
    look: Look, application: Application, who: Standing, matters: Matters, *, unnumbered: bool = False
) -> tuple[ActOption, ...]:
    """In the order of the table, the acts on an issued permit last. `unnumbered`: only the centre can finish the last
    decision, so that none may follow yet."""
    place = place_of(application)
    here = [row for row in TABLE if place.stage in row.at and _concerns(row, place, matters)]
    told = (*(_option(look, application, row, place, who, matters) for row in here), *_on_permit(who, matters))
    return tuple(map(_put_off, told)) if unnumbered else told


def _put_off(option: ActOption) -> ActOption:
    """Facts happen whatever waits."""
    row = BY_ACT.get(option.act)
    if not option.allowed or (row is not None and row.kind == FACT):
        return option
    return replace(option, allowed=False, reason="waits_for_number")


def _concerns(row: Transition, place: Place, matters: Matters) -> bool:
    """Not what this route has no place for, whatever its outcome; without papers to follow nothing is received, and
    without a correction none is answered."""
    if not has_place(replace(row, outcome=""), place):
        return False
    if row.act in ANSWERS:
        return matters.correction is not None
    return row.act != "receive_deferred" or bool(matters.deferred)


def _option(
    look: Look, application: Application, row: Transition, place: Place, who: Standing, matters: Matters
) -> ActOption:
    try:
        may(row.act, place, who.roles, delegates=who.delegates)
    except Refused as refusal:
        roles = allowed_roles(row, place) if refusal.code == "no_right" else ()
        return ActOption(row.act, label(row.act), False, refusal.code, roles)
    reason = _not_now(look, application, row.act, who, matters) or _doubted(row.act, who, matters)
    return ActOption(row.act, label(row.act), not reason, reason)


def _not_now(look: Look, application: Application, act: str, who: Standing, matters: Matters) -> str:
    """The code of a condition that is known to fail already; "" where the act may be tried."""
    match act:
        case "assign_number":
            return "already_numbered" if matters.permit and matters.permit.document else ""
        case "issue":
            return "" if matters.permit and matters.permit.document else "not_numbered"
        case "hand_over":
            return withheld(matters.permit.standing) if matters.permit else ""
        case "lapse":
            return _not_lapsed(look, matters)
        case "escalate":
            return "" if _pressing(look, application) else "not_due"
        case "cancel":
            return _not_cancelled(look, application)
        case "propose_permit":
            return "objection_binds" if matters.advice and matters.advice.outcome == "tidak_setuju" else ""
        case "sign" | "decide_refusal" | "initial":
            return _own_draft(look, application, act, who)
        case _:
            return ""


def _doubted(act: str, who: Standing, matters: Matters) -> str:
    """While a correction waits nothing is signed or numbered; a second person answers it."""
    asked = matters.correction
    if asked is None:
        return ""
    conditions, own = BY_ACT[act].conditions, asked.asked_by == who.staff
    if "no_correction_open" in conditions:
        return "correction_open"
    if "the_asker" in conditions:
        return "" if own else "not_the_asker"
    return "own_correction" if "not_the_asker" in conditions and own else ""


def _not_lapsed(look: Look, matters: Matters) -> str:
    if matters.revision is None or look.today <= matters.revision.deadline:
        return "deadline_not_passed"
    return "" if matters.revision.reminded else "not_reminded"


def _pressing(look: Look, application: Application) -> bool:
    due, today = application.due, look.today
    return bool(due and (is_late(today, due) or due_soon(today, due, application.days, look.calendar)))


def _not_cancelled(look: Look, application: Application) -> str:
    if look.local(application.received).date() != look.today:
        return "not_same_day"
    return "already_worked_on" if application.decisions else ""


def _own_draft(look: Look, application: Application, act: str, who: Standing) -> str:
    strict = act != "initial" or bool(look.office and look.office.separation == STRICT)
    return "signer_is_drafter" if strict and application.drafter_id == who.staff else ""


def _on_permit(who: Standing, matters: Matters) -> tuple[ActOption, ...]:
    if matters.permit is None:
        return ()
    state = matters.permit.state
    return tuple(
        ActOption(act, label(act), True)
        if role in who.roles
        else ActOption(act, label(act), False, "no_right", (role,))
        for act, (before, _, role) in PERMIT_TABLE.items()
        if state in before
    )


def ended(application: Application) -> bool:
    return application.stage in stages.CLOCK_ENDED
