"""The standing of permits in queries: the same rule as `app.rules.standing`, of one permit and in a column."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, case, func, select
from sqlalchemy.orm import Session

from app.models.application import Application, Permit
from app.rules import standing


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
