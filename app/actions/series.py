"""Numbers of letters and permits. Each series counts up within a year; a number given is never given again."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.scene import Scene
from app.models.office import Series


def next_in(scene: Scene, name: str, year: int) -> int:
    """The next number of the series, taken in the caller's transaction under the write lock."""
    key = ("series", name, year)
    row: Series = scene.memory.known(key) or _found(scene.session, name, year)
    if row.last:
        scene.memory.keep(key, row)  # one that began just now may be undone with its act
    row.last += 1
    return row.last


def _found(session: Session, name: str, year: int) -> Series:
    with session.no_autoflush:  # a series is written down as soon as it begins
        row = session.scalar(select(Series).where(Series.name == name, Series.year == year))
    if row is None:
        row = Series(name=name, year=year, last=0)
        session.add(row)
        session.flush()
    return row


def letter_number(code: str, seq: int, year: int) -> str:
    """A letter of the office: classification 500.16.7.2 (Permendagri 83/2022)."""
    return f"500.16.7.2/{seq:04d}/{code}/DPMPTSP/{year}"
