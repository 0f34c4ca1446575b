"""What can be searched for: one row a file in a trigram index beside the tables.

The centre on PostgreSQL has no such index: counters search, and each in its own register.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.models.application import Application, Permit
from app.models.register import SEARCH_INDEX
from app.rules.numbers import local_mobile
from app.rules.registration import DEVICE_LENGTH, compact

AT_ONCE = 400
INSERT = text(f"INSERT INTO {SEARCH_INDEX} (application_id, words) VALUES (:id, :words)")
# By MATCH on the random part of the tracking code, which no other file shares: by application_id alone every row
# would be read, and the number begins like all others (1.2 microseconds for each file the register holds).
DELETE = text(f"DELETE FROM {SEARCH_INDEX} WHERE {SEARCH_INDEX} MATCH :token AND application_id = :id")


@dataclass(frozen=True)
class Listed:
    """A file as it is to be found."""

    tracking: str
    words: str


def index(session: Session, application: Application, *, permit_number: str = "") -> None:
    """Write the file's row anew."""
    if session.get_bind().dialect.name == "sqlite":
        listed = _listed(application, permit_number)
        with session.no_autoflush:  # no row of a table is asked for
            _take_out(session, {application.id: listed})
            session.execute(INSERT, {"id": application.id, "words": listed.words})


def listed(session: Session, files: Collection[str]) -> dict[str, Listed]:
    """How those of these files that are here are to be found, by what the tables say; also by the permit's number."""
    columns = Application.__table__.c
    wanted = (columns[name] for name in ("id", "number", "tracking", "person", "applicant_name", "proxy", "details"))
    query = select(*wanted, Permit.number.label("permit")).outerjoin(Permit, Permit.application_id == columns.id)
    found = {}
    for some in _chunks(files):
        for row in session.execute(query.where(columns.id.in_(some))):
            found[row.id] = _listed(row, row.permit or str(row.details.get("nib") or ""))
    return found


def renew(session: Session, before: dict[str, Listed], after: dict[str, Listed]) -> None:
    """Files that were listed as in `before` are to be found as in `after`."""
    changed = {file: listed for file, listed in after.items() if before.get(file) != listed}
    _take_out(session, {file: listed for file, listed in before.items() if file in changed or file not in after})
    if changed:
        session.execute(INSERT, [{"id": file, "words": listed.words} for file, listed in changed.items()])


def unlisted(session: Session, limit: int) -> list[str]:
    """So many of the files that are not listed yet."""
    listed_already = text(f"SELECT application_id FROM {SEARCH_INDEX}")
    missing = select(Application.id).where(Application.id.not_in(listed_already.columns(Application.id)))
    return list(session.scalars(missing.limit(limit)))


def enlist(session: Session, files: Collection[str], again: Collection[str | None]) -> None:
    """List these files; those of `again` may be listed already, and are listed once all the same."""
    found = listed(session, files)
    _take_out(session, {file: listed for file, listed in found.items() if file in again})
    renew(session, {}, found)


def _take_out(session: Session, files: dict[str, Listed]) -> None:
    out = [{"token": f'"{listed.tracking[DEVICE_LENGTH:]}"', "id": file} for file, listed in files.items()]
    if out:
        session.execute(DELETE, out)


def _listed(file: Any, permit_number: str) -> Listed:
    """Number, tracking code, NIK, names, phone, permit number; `file` is an application or a row of one."""
    person = file.person
    words = (
        compact(file.number),
        file.number,
        file.tracking,
        person["nik"] or person["foreign_id"],
        file.applicant_name,
        person["name"],
        person["phone"],
        local_mobile(person["phone"]),
        (file.proxy or {}).get("name", ""),
        permit_number,
    )
    return Listed(file.tracking, " ".join(filter(None, words)))


def _chunks(files: Collection[str]) -> Iterator[list[str]]:
    rest = iter(files)
    while some := list(islice(rest, AT_ONCE)):
        yield some
