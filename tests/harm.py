"""A row to write into a register, ways to harm its file, and what is said of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.database import Register
from app.errors import Unavailable


def add_draft(session: Session, name: str, content: str = "{}") -> None:
    session.execute(
        text("INSERT INTO draft (id, owner_id, content, kept) VALUES (:id, 'o', :content, '2026-11-23')"),
        {"id": name, "content": content},
    )


def drafts(register: Register) -> list[str]:
    with register.reading() as session:
        return list(session.scalars(text("SELECT id FROM draft ORDER BY id")))


@contextmanager
def raises_unavailable(code: str) -> Iterator[None]:
    with pytest.raises(Unavailable) as caught:
        yield
    assert caught.value.code == code


def overwrite(path: Path, at: int, count: int = 64) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(os.urandom(count))
