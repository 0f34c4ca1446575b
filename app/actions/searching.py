"""What can be searched for: one row a file in a trigram index beside the tables."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.application import Application
from app.models.register import SEARCH_INDEX
from app.rules.registration import DEVICE_LENGTH, compact


def index(session: Session, application: Application, *, permit_number: str = "") -> None:
    """Write the file's row anew: number, tracking code, NIK, names, phone, permit number.

    The centre on PostgreSQL has no such index: counters search, and each in its own register.
    """
    if session.get_bind().dialect.name != "sqlite":
        return
    person = application.person
    words = (
        compact(application.number),
        application.number,
        application.tracking,
        person["nik"] or person["foreign_id"],
        application.applicant_name,
        person["name"],
        person["phone"],
        person["phone"].replace("+62", "0", 1),
        (application.proxy or {}).get("name", ""),
        permit_number,
    )
    # By MATCH on the random part of the tracking code, which no other file shares: by application_id alone every row
    # would be read, and the number begins like all others (1.2 microseconds for each file the register holds).
    session.execute(
        text(f"DELETE FROM {SEARCH_INDEX} WHERE {SEARCH_INDEX} MATCH :token AND application_id = :id"),
        {"token": f'"{application.tracking[DEVICE_LENGTH:]}"', "id": application.id},
    )
    session.execute(
        text(f"INSERT INTO {SEARCH_INDEX} (application_id, words) VALUES (:id, :words)"),
        {"id": application.id, "words": " ".join(filter(None, words))},
    )
