"""Permits in queries: which one has a number, from when to when one would hold, and what one is worth on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, case, func, select
from sqlalchemy.orm import Session

from app.models.application import Application, Permit
from app.reference.terms import Terms, validity_end, validity_start
from app.rules import standing

# A new paper for the same right does not make the right last longer.
KEEPS_TERM = ("perubahan", "penggantian")


def standing_of(permit: Permit | Row[Any], kind: str, today: date) -> str:
    """Of a row with `state`, `valid_from` and `valid_until`; `kind` is that of its file."""
    return standing.standing(permit.state, kind, permit.valid_from, permit.valid_until, today)


def standing_of_file(session: Session, file: Application, today: date) -> str:
    """Of the permit of a file; "" where it has none."""
    permit = session.scalar(select(Permit).where(Permit.application_id == file.id))
    return standing_of(permit, file.kind, today) if permit else ""


def held_back(today: date | BindParameter[date]) -> ColumnElement[str]:
    """In a query of files: the standing for which the permit of a file is not handed over, else ""."""
    why = case(
        (Permit.state.in_((standing.REVOKED, standing.REPLACED)), Permit.state),
        (Permit.state == standing.PREPARED, ""),
        (Permit.valid_until < today, standing.ENDED),
        (Permit.state == standing.SUSPENDED, Permit.state),
        else_="",
    )
    found = (
        select(why)
        .where(Permit.application_id == Application.id, Application.kind != standing.DECREE)
        .correlate(Application)
        .scalar_subquery()
    )
    return func.coalesce(found, "")


def permit_numbered(session: Session, number: str) -> Permit | None:
    wanted = number.strip()
    return session.scalar(select(Permit).where(Permit.number == wanted)) if wanted else None


def term_of(session: Session, file: Application, terms: Terms, today: date) -> tuple[date, date | None]:
    """First and last day of what would be issued today; no last day where it holds as long as the activity."""
    if file.kind == standing.DECREE:
        return today, None
    validity = terms.permit.validity_of(terms.variant)
    starts = validity_start(validity, today, terms.facts)
    ends = validity_end(validity, today, terms.facts)
    earlier = permit_numbered(session, file.previous_permit)
    if ends and earlier and earlier.valid_until and file.kind in KEEPS_TERM and validity.kind == "jangka_tetap":
        ends = min(ends, earlier.valid_until)
    return starts, ends
