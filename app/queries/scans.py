"""What a scanner read, looked up: the file behind a receipt, or the permit behind its code, as it stands today."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from app.models.application import Application, Permit
from app.queries import public
from app.queries.finding_words import code_of
from app.queries.look import Look
from app.queries.public import Verified
from app.rules import registration, tracking
from app.rules.wording import title_name


@dataclass(frozen=True)
class ScannedFile:
    """The id of an application."""

    id: str


@dataclass(frozen=True)
class ScannedPermit:
    """A permit as the public may verify it, with its file and its holder as written on paper."""

    application: str
    holder: str
    permit: Verified


def behind(look: Look, text: str) -> ScannedFile | ScannedPermit | None:
    """By the address on a paper, the text of a receipt's code, a registration number, a tracking code or the number
    of a permit. None for what the register does not know."""
    code = code_of(text)
    if not code:
        return None
    token = tracking.normalise(code)
    numbered = Application.number == registration.normalise(code)
    file = look.session.scalar(select(Application.id).where(or_(numbered, Application.tracking == token)))
    return ScannedFile(file) if file else _permit(look, code, token)


def _permit(look: Look, code: str, token: str) -> ScannedPermit | None:
    found = look.session.execute(
        select(Permit.token, Application.id, Application.applicant_name, func.json_type(Application.body).label("body"))
        .join_from(Permit, Application, Permit.application_id == Application.id)
        .where(or_(Permit.number == code, Permit.token == token))
    ).one_or_none()
    verified = public.behind(look, found.token) if found else None
    if found is None or not isinstance(verified, Verified):
        return None
    holder = found.applicant_name if found.body == "object" else title_name(found.applicant_name)
    return ScannedPermit(found.id, holder, verified)
