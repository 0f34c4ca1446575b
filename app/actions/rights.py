"""With what right an act is done: roles of one's own, and mandates (Plh, Plt) for somebody else's."""

from __future__ import annotations

from collections.abc import Iterable

from app.actions.context import ActContext, in_zone
from app.errors import Refused
from app.models.application import Application
from app.queries.files import delegates_of
from app.queries.rights import mandates_at, roles_at
from app.rules import stages
from app.rules.workflow import ADMIN, ANYONE, BY_ACT, STEP_ROLE, Transition, allowed_roles, has_place, may


def authorise(context: ActContext, act: str, place: stages.FileState, application: Application) -> Transition:
    """The table's row for this act, with the capacity it is done in noted on the scene. Raises Refused."""
    acting = context.acting(application.permit_code)
    delegates = delegates_of(application)
    if not has_place(BY_ACT[act], place):
        raise Refused("stage", stage=place.stage)
    with context.weighing():
        row = may(act, place, context.roles | set(acting), delegates=delegates)
        context.capacity = capacity(row, place, context.roles, acting, delegates)
    return BY_ACT[act]


def capacity(
    row: Transition, place: stages.FileState, roles: frozenset[str], acting: dict[str, str], delegates: tuple[str, ...]
) -> str:
    """`kadis`, `plh:kadis`, or for an act open to anyone the first of one's roles; one's own before a mandate's."""
    if ANYONE in row.who:
        return _capacity(sorted(roles | set(acting)), roles, acting)
    signing = STEP_ROLE in row.who and place.stage == stages.SIGNING
    return _capacity((*allowed_roles(row, place), *(delegates if signing else ())), roles, acting)


def _capacity(names: Iterable[str], roles: frozenset[str], acting: dict[str, str]) -> str:
    """Of the first of these names that is held; the caller knows that one is."""
    own = [role for role in names if role in roles]
    return own[0] if own else next(f"{acting[role]}:{role}" for role in names if role in acting)


def require(context: ActContext, *roles: str) -> None:
    """One of these roles as one's own, for acts outside the workflow table. Raises Refused `no_right`."""
    _require(context, roles, {})


def require_in_office(context: ActContext, *roles: str, permit: str = "") -> None:
    """The same, or a mandate for one of them: everything of, or `permit`, the code of the type it is about."""
    _require(context, roles, context.acting(permit))


def _require(context: ActContext, roles: tuple[str, ...], acting: dict[str, str]) -> None:
    with context.weighing():
        if not (context.roles | set(acting)) & set(roles):
            raise Refused("no_right", role=",".join(roles))
        context.capacity = _capacity(roles, context.roles, acting)


def had_before_it_ended(context: ActContext, *roles: str) -> bool:
    """One of these roles, or a mandate for one, at the earliest the act can have been done: taken away since or not."""
    actor, then = context.actor.id, context.right_ends
    mandates = mandates_at(context.session, actor, in_zone(context.office, then).date(), then, "")
    return bool((roles_at(context.session, actor, then) | set(mandates)) & set(roles))


def require_administrator(context: ActContext) -> None:
    require(context, ADMIN)


def require_for_act(context: ActContext, act: str, permit: str = "") -> None:
    """The right of an act that comes before there is a file (T1 to T3)."""
    require_in_office(context, *BY_ACT[act].who, permit=permit)
