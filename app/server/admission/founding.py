"""A centre comes into being, and is opened again: its database, its head, its reference data."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from app.database import Register
from app.errors import Refused, Unavailable
from app.models.centre import Head, Terminal
from app.reference.catalogue_file import CatalogueError
from app.reference.reference import Reference, load
from app.rules.registration import ALPHABET
from app.server.admission.enrolment import ACTIVE, Enrolment
from app.server.command_line.one_line import line_of
from app.server.register.authenticity import FOUNDING
from app.server.register.centre import Centre
from app.server.register.store import holds_password, open_centre
from app.server.safety.keeping import agree_on_epoch, keep_epoch

FOLDER = "loket-server"
Noticed = Callable[[str, str], None]


@dataclass(frozen=True)
class CentreLocation:
    """Where a centre lies: `url` of its database, empty for a file in `data`."""

    url: str
    data: Path


def place(url: str | None, data: Path | None, environ: Mapping[str, str] = os.environ) -> CentreLocation:
    """What the command line does not name: LOKET_SERVER_DATABASE, or the file LOKET_SERVER_DATABASE_FILE names;
    LOKET_SERVER_DATA, or the user's own data folder.

    Raises Refused `database_password_shown` for a password in `url`, which every user of the machine can read there.
    """
    import platformdirs

    if url and holds_password(url):
        raise Refused("database_password_shown")

    named = environ.get("LOKET_SERVER_DATA")
    folder = data or (Path(named) if named else Path(platformdirs.user_data_dir(FOLDER, appauthor=False)))
    return CentreLocation(url if url is not None else _kept_address(environ), folder)


def _kept_address(environ: Mapping[str, str]) -> str:
    """Empty for a file in the data folder. Raises Refused, Unavailable (app.server.command_line.one_line)."""
    address, file = environ.get("LOKET_SERVER_DATABASE", "").strip(), environ.get("LOKET_SERVER_DATABASE_FILE")
    return line_of(Path(file)) if file and not address else address


def now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    from uuid_utils import uuid7

    return str(uuid7())


def draw() -> str:
    """One random character of the numbering alphabet."""
    return secrets.choice(ALPHABET)


@dataclass(frozen=True)
class OpenCentre:
    place: CentreLocation
    register: Register
    reference: Reference
    centre: Centre
    enrolment: Enrolment

    def close(self) -> None:
        self.register.close()


def open_up(where: CentreLocation, noticed: Noticed = lambda _kind, _act: None) -> OpenCentre:
    """Raises Unavailable: `catalogue_invalid`, and whatever the database says."""
    _folder(where.data)
    try:
        reference = load(where.data)
    except CatalogueError as error:
        raise Unavailable("catalogue_invalid", detail=f"{error.place}: {error.what}") from error
    register = open_centre(where.url, data=where.data)
    centre = Centre(register, reference, draw=draw, now=now, noticed=noticed)
    return OpenCentre(where, register, reference, centre, Enrolment(centre, new_id))


def is_founded(register: Register) -> bool:
    with register.reading() as session:
        return session.scalar(select(Head.id)) is not None


def found(register: Register, data: Path) -> None:
    """A head under a random id of the office and a random epoch. Raises Refused `already_founded`."""
    epoch = secrets.token_hex(16)
    with register.writing() as session:
        if session.scalar(select(Head.id)) is not None:
            raise Refused("already_founded")
        session.add(Head(id=1, office=new_id(), epoch=epoch, head=0, digest="", durable=0))
        session.flush()
        keep_epoch(data, epoch)


def complete(register: Register, terminal: str) -> None:
    """The PC that founds the centre asks for everything: it has brought all it had, and is a PC like any other."""
    with register.reading() as session:
        if session.get_one(Terminal, terminal).state != FOUNDING:
            return
    with register.writing() as session:
        session.get_one(Terminal, terminal).state = ACTIVE


def begin(opened: OpenCentre) -> bool:
    """Before the first request. Whether it was founded just now, which only a file of its own is without being asked.

    Raises Refused `not_founded`.
    """
    fresh = not is_founded(opened.register)
    if fresh:
        if opened.place.url:
            raise Refused("not_founded")
        found(opened.register, opened.place.data)
    agree_on_epoch(opened.register, opened.place.data)
    return fresh


def _folder(data: Path) -> None:
    from app.errors import disk_trouble

    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise disk_trouble(error) from error
