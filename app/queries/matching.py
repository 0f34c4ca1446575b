"""What is compared with the central data: the identity of one file, for those who may record the result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.errors import Refused
from app.models.application import Application
from app.queries.file_acts import standing
from app.queries.files import place_of
from app.queries.look import Look
from app.rules.wording import title_name
from app.rules.workflow import may

ACT = "record_match"


@dataclass(frozen=True, repr=False)
class Compared:
    """As it was registered; `nik` is empty for people without one; `registered_name` is the name letter
    for letter. Never shown by `repr`: it would end in a report."""

    id: str
    number: str
    nik: str
    name: str
    registered_name: str
    birth_place: str
    birth_date: date
    sex: str
    match: str


def compared(look: Look, application_id: str, staff_id: str) -> Compared:
    """Raises Refused `no_application`, `stage`, `no_right`."""
    application = look.session.get(Application, application_id)
    if application is None:
        raise Refused("no_application")
    who = standing(look, application, staff_id)
    may(ACT, place_of(application), who.roles, delegates=who.delegates)
    person = application.person
    return Compared(
        id=application.id,
        number=application.number,
        nik=person["nik"],
        name=title_name(person["name"]),
        registered_name=person["name"],
        birth_place=person["birth_place"],
        birth_date=date.fromisoformat(person["birth_date"]),
        sex=person["sex"],
        match=application.match,
    )
