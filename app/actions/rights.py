"""With what right an act is done: roles of one's own, and mandates (Plh, Plt) for somebody else's."""

from __future__ import annotations

from app.actions.scene import Scene
from app.errors import Refused
from app.models.application import Application
from app.queries.rights import mandates_at
from app.rules import stages
from app.rules.workflow import ADMIN, BY_ACT, STEP_ROLE, Transition, allowed_roles, may


def authorise(scene: Scene, act: str, place: stages.Place, application: Application) -> Transition:
    """The table's row for this act, with the capacity it is done in noted on the scene. Raises Refused."""
    acting = mandates_at(scene.session, scene.actor.id, scene.today, application.permit_code)
    permit = scene.reference.catalogue.permit(application.permit_code)
    delegate = permit.signatory.may_delegate_to if permit else ""
    row = may(act, place, scene.roles | set(acting), delegates=(delegate,) if delegate else ())
    scene.capacity = capacity(row, place, scene.roles, acting, delegate)
    return row


def capacity(row: Transition, place: stages.Place, roles: frozenset[str], acting: dict[str, str], delegate: str) -> str:
    """`kadis`, `plh:kadis`, or for an act open to anyone the first of one's roles."""
    names = allowed_roles(row, place)
    for role in names:
        if role in roles:
            return role
    for role in names:
        if role in acting:
            return f"{acting[role]}:{role}"
    if STEP_ROLE in row.who and delegate in roles:
        return delegate
    return min(roles)


def require(scene: Scene, *roles: str) -> None:
    """For acts outside the workflow table. Raises Refused `no_right`."""
    if not scene.roles & set(roles):
        raise Refused("no_right", role=",".join(roles))
    scene.capacity = next(role for role in roles if role in scene.roles)


def require_administrator(scene: Scene) -> None:
    require(scene, ADMIN)


def require_for_act(scene: Scene, act: str) -> None:
    """The right of an act that comes before there is a file (T1 to T3)."""
    require(scene, *BY_ACT[act].who)
