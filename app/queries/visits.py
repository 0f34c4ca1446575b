"""What a visit said, and whether that still stands against a permit."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.application import Inspection, Recommendation

FAILED = "tidak_sesuai"
FAVOURABLE = ("setuju", "bersyarat")


def visit_ahead(session: Session, application: str) -> date | None:
    """The day a visit is planned for that was not held yet."""
    waiting = Inspection.application_id == application, Inspection.held.is_(None)
    return session.scalar(select(Inspection.planned).where(*waiting))


def stands_against(session: Session, application: str) -> bool:
    """The last visit found it not in conformity, and no agency has agreed since, knowing that. Of two visits on one
    day the good one is the later: only after a bad one there is another."""
    held = select(Inspection.conclusion, Inspection.held).where(Inspection.application_id == application)
    last = session.execute(
        held.where(Inspection.held.is_not(None)).order_by(Inspection.held.desc(), Inspection.conclusion)
    ).first()
    if last is None or last.conclusion != FAILED:
        return False
    agreed = select(Recommendation.id).where(
        Recommendation.application_id == application,
        Recommendation.outcome.in_(FAVOURABLE),
        Recommendation.received >= last.held,
    )
    return session.scalar(agreed) is None
