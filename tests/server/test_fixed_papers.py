"""A paper once fixed is neither changed nor deleted, on either database; a register as a whole can be emptied."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.database import Register
from app.models.journal import Document
from app.server.safety import archive
from tests.office import Office


@pytest.fixture
def receipt(office: Office) -> str:
    return office.receive().documents[0]


@pytest.mark.parametrize("column", ["card", "sha256", "kind", "act_id", "application_id", "made"])
def test_no_part_of_it_is_changed(office: Office, centre: Register, receipt: str, column: str) -> None:
    other = {"card": {"number": "lain"}, "application_id": None, "made": office.clock.advance(days=1)}
    with pytest.raises(IntegrityError, match="fixed paper"), centre.writing() as session:
        setattr(session.get_one(Document, receipt), column, other.get(column, "lain"))


def test_it_is_not_deleted(centre: Register, receipt: str) -> None:
    with pytest.raises(IntegrityError, match="fixed paper"), centre.writing() as session:
        session.delete(session.get_one(Document, receipt))
    with centre.reading() as session:
        assert session.scalars(select(Document.id)).all() == [receipt]


def test_a_register_is_emptied_whole(centre: Register, receipt: str) -> None:
    assert receipt
    with centre.writing() as session:
        archive.clear(session.connection())
        assert archive.is_empty(session.connection())
