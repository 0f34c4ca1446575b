"""Ketepatan waktu per jenis (table 2 of the monthly report), and what late means: here and nowhere else."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from app.models.application import Application
from app.queries.look import Look
from app.rules import stages
from app.rules.clock import is_late

AnyRow = Row[*tuple[Any, ...]]

ISSUED_AT = (stages.COLLECTION, stages.DONE)


@dataclass(frozen=True)
class Punctuality:
    """One permit type, or all together. Days are working days; None where nothing was issued. `standard` are the
    service times that applied, more than one where variants differ. Refusals are counted apart (domain.md, Reports).
    """

    code: str
    service: str
    issued: int
    on_time: int
    late: int
    mean: float | None
    median: float | None
    longest: int | None
    standard: tuple[int, ...]
    refused: int

    @property
    def share(self) -> float | None:
        """Percent on time, 100 x on time / issued; None where nothing was issued."""
        return 100 * self.on_time / self.issued if self.issued else None


@dataclass(frozen=True)
class OnTime:
    """The period, days included, its permit types by name, and the sum of all."""

    first: date
    last: date
    rows: tuple[Punctuality, ...]
    total: Punctuality


def late(due: date | None, at: date) -> bool:
    """Whether a file was late when its clock ended, or is on the day `at` while it runs (domain.md 5.4.6).

    `due` is the day that held when the clock ended: the last return or payment has moved it, and it was counted on
    the calendar of then. Working days used are no measure of it: a policy that gives the days anew, or the one day
    that is left at least after a return, makes them more than the standard although the promise was kept. A file
    that ended while its clock stood still (withdrawn, lapsed) has no due day and is never late.
    """
    return due is not None and is_late(at, due)


def on_time(look: Look, first: date, last: date) -> OnTime:
    """What was issued and refused from `first` to `last`, both included, by the day the clock ended."""
    wanted = select(
        Application.permit_code,
        Application.permit_name,
        Application.outcome,
        Application.days,
        Application.due,
        Application.ended,
        Application.used,
    ).where(
        Application.ended.between(first, last),
        Application.stage.in_((*ISSUED_AT, stages.REFUSED)),
    )
    by_permit: dict[str, list[AnyRow]] = {}
    files: Sequence[AnyRow] = look.session.execute(wanted).all()
    for file in files:
        by_permit.setdefault(file.permit_code, []).append(file)
    rows = [_counted(code, named[-1].permit_name, named) for code, named in by_permit.items()]
    return OnTime(first, last, tuple(sorted(rows, key=lambda row: row.service)), _counted("", "", files))


def _counted(code: str, service: str, files: Sequence[AnyRow]) -> Punctuality:
    issued = [file for file in files if file.outcome == stages.PERMIT]
    used = [file.used for file in issued]
    too_late = sum(late(file.due, file.ended) for file in issued)
    return Punctuality(
        code=code,
        service=service,
        issued=len(issued),
        on_time=len(issued) - too_late,
        late=too_late,
        mean=statistics.fmean(used) if used else None,
        median=float(statistics.median(used)) if used else None,
        longest=max(used, default=None),
        standard=tuple(sorted({file.days for file in files})),
        refused=len(files) - len(issued),
    )
