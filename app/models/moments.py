"""How a moment lies in the register: UTC, without its zone. One rule for the tables and for plain SQL beside them.

No SQLAlchemy here: signing in reads moments before it is loaded.
"""

from __future__ import annotations

from datetime import UTC, datetime


def kept(moment: datetime) -> datetime:
    """As UTC. A naive moment is a bug: ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment.astimezone(UTC)


def known(moment: datetime) -> datetime:
    """Aware again: what comes without a zone is UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def written(moment: datetime) -> str:
    """As SQLite keeps it, so that texts sort like moments."""
    return kept(moment).replace(tzinfo=None).isoformat(" ", "microseconds")


def read(text: str) -> datetime:
    """What `written` wrote."""
    return known(datetime.fromisoformat(text))
