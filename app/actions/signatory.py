"""Who signs a paper: somebody who could on the day it bears, in the capacity that is printed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import or_, select

from app.actions.context import ActContext
from app.errors import Refused
from app.models.office import Mandate, Staff, StaffRole
from app.queries.files import terms_of
from app.queries.rights import able, in_effect
from app.reference.labels import label
from app.rules import papers
from app.rules.workflow import CHIEF, DIVISION, HEAD

CHANGED = "signer_changed"


def of_decision(context: ActContext) -> papers.Signer:
    """Whoever signed the application, as the capacity says: `Plh.` before the title of the office, `a.n. Kepala Dinas`
    where the permit type lets somebody else sign. Who cannot any more on the day of the paper, as a substitute whose
    mandate is over, is replaced by whoever holds the post that day, and it is said. Raises Refused `no_signatory`."""
    application = context.file()
    person = context.session.get(Staff, application.signer_id) or context.actor
    kind, _, role = application.signer_capacity.rpartition(":")
    if role and not able(
        context.session, person, application.signer_capacity, context.at, context.today, _code(context)
    ):
        person, kind = _of_today(context, role)
        context.warnings.append(CHANGED)
    return _decides(context, person, role, kind)


def _decides(context: ActContext, person: Staff, role: str, kind: str) -> papers.Signer:
    """In the head's name, or on behalf of whoever the permit type names."""
    signatory = terms_of(context.file(), context.reference).permit.signatory
    behalf = f"{signatory.acting_for} {context.office.regency}" if signatory.acting_for else ""
    return _signer(person, role, kind, label(signatory.role) if role != signatory.role else behalf)


def of_actor(context: ActContext) -> papers.Signer:
    """Whoever does this act, in the capacity it is done in."""
    kind, _, role = context.capacity.rpartition(":")
    return _signer(context.actor, role, kind)


def expected(context: ActContext) -> papers.Signer:
    """Who will sign what is still a draft: whoever has, else the holder of the post today, or a substitute. Raises
    Refused `no_signatory`."""
    if context.file().signer_id:
        return of_decision(context)
    role = terms_of(context.file(), context.reference).permit.signatory.role
    person, kind = _of_today(context, role)
    return _decides(context, person, role, kind)


def of_section(context: ActContext) -> papers.Signer:
    """Who signs the letters of a section: whoever does this act as section or division head; else whoever holds the
    post today, a substitute before the one who is away."""
    kind, _, role = context.capacity.rpartition(":")
    if role in (HEAD, DIVISION):
        return _signer(context.actor, role, kind)
    for post in (HEAD, DIVISION, CHIEF):
        if post in context.roles:
            return _signer(context.actor, post)
        if found := _substitute(context, post):
            return _signer(found[0], post, found[1])
        if holder := _holder(context, post):
            return _signer(holder, post)
    return _signer(context.actor, role)


def _of_today(context: ActContext, role: str) -> tuple[Staff, str]:
    """Never the drafter."""
    found = _substitute(context, role)
    holder = _holder(context, role)
    for person, kind in ((found or (None, "")), (holder, "")):
        if person is not None and person.id != context.file().drafter_id:
            return person, kind
    raise Refused("no_signatory")


def _day_ends(context: ActContext) -> datetime:
    return datetime.combine(context.today + timedelta(days=1), time.min, context.local.tzinfo).astimezone(UTC)


def _code(context: ActContext) -> str:
    return context.file().permit_code


def _substitute(context: ActContext, role: str) -> tuple[Staff, str] | None:
    """Plh or Plt at the time of the act for this kind of permit."""
    rows = context.session.execute(
        select(Staff, Mandate)
        .join(Mandate, Mandate.substitute_id == Staff.id)
        .where(Mandate.role == role, in_effect(context.today, context.at), Staff.active)
        .order_by(Mandate.starts.desc(), Mandate.id)
    )
    code = _code(context)
    return next(((person, row.kind) for person, row in rows if not row.scope or code in row.scope), None)


def _holder(context: ActContext, role: str) -> Staff | None:
    """Not who got the post, or whose account was opened, after the day of the act, nor who had lost it before."""
    at, tomorrow = context.at, _day_ends(context)
    return context.session.scalar(
        select(Staff)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(
            StaffRole.role == role,
            StaffRole.since < tomorrow,
            or_(StaffRole.until.is_(None), StaffRole.until > at),
            Staff.active,
            or_(Staff.open_since.is_(None), Staff.open_since < tomorrow),
        )
        .order_by(StaffRole.since, Staff.id)
    )


def _signer(person: Staff, role: str, kind: str = "", acting_for: str = "") -> papers.Signer:
    """`kind` is plh or plt where the person stands in for the holder of the post. `role` is empty for who did what was
    not allowed, where nobody holds a post: only a letter that is out is held against that."""
    post = label(role) if role else ""
    return papers.Signer(
        title=person.position if person.position and not kind else post,
        name=person.name,
        name_with_titles=person.name_with_titles or person.name,
        rank=person.rank,
        nip=person.nip,
        capacity=label(kind) if kind else "",
        acting_for=acting_for,
    )
