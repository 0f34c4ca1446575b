"""What is to be said of the number on the card, and when: region while typing, verdict at the 16th digit, birth date
and sex only after both were typed, or they would be copied from the screen instead of read from the card.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.reference.regions import regions
from app.rules.nik import NikCheck, age_on, check_nik
from app.rules.places import PlaceNames
from app.rules.verdicts import Level, Verdict
from app.rules.wording import short_date
from app.ui.words.notices import words

SEXES = {"L": "laki-laki", "P": "perempuan"}


@dataclass(frozen=True)
class TypedIdentity:
    """What stands on the form, as far as it is complete. `home` are the six digits of the village's district."""

    nik: str = ""
    born: date | None = None
    sex: str = ""
    home: str = ""
    last4: str = ""
    first6: str = ""


@dataclass(frozen=True)
class NikOpinion:
    """`place` is where the number was first registered; `errors` and `warnings` are code -> sentence.

    `agrees`: birth date and sex were typed and are those of the number. `asks_first6`: another district than home.
    """

    place: str = ""
    notes: tuple[str, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    warnings: Mapping[str, str] = field(default_factory=dict)
    agrees: bool = False
    asks_first6: bool = False


def opinion(card: TypedIdentity, today: date, register: tuple[str, ...] = ()) -> NikOpinion:
    """`register` are the codes that the register's earlier applicants add."""
    if len(card.nik) < 16:
        return NikOpinion(place=place_name(regions().place(card.nik[:6])) if len(card.nik) >= 6 else "")
    both = card.born is not None and bool(card.sex)
    found = check_nik(
        card.nik,
        today=today,
        regions=regions(),
        born=card.born if both else None,
        sex=card.sex if both else None,
        home=card.home or None,
    ).also(Verdict(code, Level.WARNING) for code in register)
    read = found.reading
    said = {verdict: words(verdict.code, _facts(verdict.code, found, card, today)) for verdict in found.verdicts}
    return NikOpinion(
        place=place_name(regions().place(card.nik[:6])),
        notes=tuple(text for verdict, text in said.items() if verdict.code == "region_retired"),
        errors={verdict.code: text for verdict, text in said.items() if verdict.level is Level.ERROR},
        warnings={verdict.code: text for verdict, text in said.items() if verdict.level is Level.WARNING},
        agrees=both and read.birth_date == card.born and read.sex == card.sex,
        asks_first6=found.asks_first6,
    )


def place_name(place: PlaceNames) -> str:
    """Kec. Abang, Kabupaten Karangasem; as far as the table knows."""
    district = f"Kec. {place.district}" if place.district else ""
    return ", ".join(part for part in (district, place.regency or place.province) if part)


def _facts(code: str, found: NikCheck, card: TypedIdentity, today: date) -> dict[str, str]:
    """What the sentence names. Before both were typed nothing tells what the number says of them."""
    read = found.reading
    if code == "region_retired":
        successor = regions().names.get(read.successor or "")
        return {"district": read.district, "successor": successor} if read.district and successor else {}
    if card.born is None or not card.sex:
        return {}
    if code == "age_unusual" and read.birth_date:
        return {"age": str(age_on(today, read.birth_date))}
    if code == "birth_date_differs" and read.birth_date:
        return {"in_nik": short_date(read.birth_date), "typed": short_date(card.born)}
    if code == "sex_differs" and read.sex:
        return {"in_nik": SEXES[read.sex], "typed": SEXES[card.sex]}
    return {}
