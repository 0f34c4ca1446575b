"""What a clerk has typed and not registered: one's own drafts, the newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.models.office import Draft
from app.queries.look import Look

MOST = 20


@dataclass(frozen=True)
class DraftRow:
    """`label` is what the form called it when it was kept, `kept` the time in the office's zone."""

    id: str
    label: str
    kept: datetime


@dataclass(frozen=True)
class KeptDraft:
    """`content` is the form as typed."""

    id: str
    content: Mapping[str, object]


def drafts(look: Look, owner: str) -> tuple[DraftRow, ...]:
    rows = look.session.execute(
        select(Draft.id, Draft.content, Draft.kept)
        .where(Draft.owner_id == owner)
        .order_by(Draft.kept.desc(), Draft.id.desc())
        .limit(MOST)
    )
    return tuple(DraftRow(row.id, str(row.content.get("label", "")), look.local(row.kept)) for row in rows)


def draft(look: Look, draft_id: str, owner: str) -> KeptDraft | None:
    """None where it is gone, or somebody else's."""
    row = look.session.execute(
        select(Draft.id, Draft.content).where(Draft.id == draft_id, Draft.owner_id == owner)
    ).first()
    return KeptDraft(row.id, row.content) if row else None
