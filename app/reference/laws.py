"""The legal basis of a permit type as it may be printed, and what of it is left out: `resources/law.csv` and the type.

Types kept in open files go through here too, so that an old file never prints what was repealed since.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cache

from app.reference.catalogue import LegalBasis, PermitType
from app.reference.regions import regions
from app.rules import law, law_reading, law_types
from app.rules.law import Jurisdiction, Law
from app.settings import resource

LETTER = "Rekomendasi "
"""How the letter of an agency begins, on which a refusal rests beside the law."""


@dataclass(frozen=True)
class LeftOut:
    """A basis that is not printed, as the type names it, and the code of why."""

    text: str
    why: str


@dataclass(frozen=True)
class Bases:
    """`printed` as a decision cites them."""

    printed: tuple[str, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def holds_law(self) -> bool:
        """The letter of an agency alone is no law."""
        return any(not text.startswith(LETTER) for text in self.printed)


@cache
def known() -> law.Known:
    """What the program knows of rules."""
    with resource("law.csv").open(encoding="utf-8") as file:
        rows = [
            Law(
                kind=row["kind"],
                number=row["number"],
                year=int(row["year"]),
                title=row["title"],
                amended=row["amended"],
                state=row["state"],
                confidence=row["confidence"],
            )
            for row in csv.DictReader(file)
        ]
    return {each.key: each for each in rows}


def place_of(regency: str, region: str, year: int = law.YEARS[-1]) -> Jurisdiction:
    """Where an office decides, and in which year; `region` is its four-digit Kemendagri code."""
    names = regions().names
    own = names.get(region, "")
    here = own if regency.casefold() in (own.casefold(), own.casefold().partition(" ")[2]) else regency
    province = names.get(region[:2], "")
    areas = frozenset(name for code, name in names.items() if len(code) in (2, 4))
    return Jurisdiction(tuple(filter(None, (here, province and f"{law_types.PROVINCE} {province}"))), areas, year)


def bases_of(permit: PermitType, place: Jurisdiction) -> Bases:
    """In the order of the catalogue."""
    printed, left_out = [], []
    for basis in permit.legal_basis:
        read, why = _read(basis)
        why = why or law.printable(read, known(), place)
        if why:
            left_out.append(LeftOut(basis.ref or law.cite(read, known()), why))
        else:
            printed.append(law.cite(replace(read, region=law.settled(read, place)), known()))
    return Bases(tuple(dict.fromkeys(printed)), tuple(left_out))


def typed(text: str, permit: PermitType, place: Jurisdiction) -> Bases:
    """The grounds of a refusal as somebody typed them, each after a semicolon or on a line of its own; the
    letter of an agency stands."""
    own = [read for read, why in map(_read, permit.legal_basis) if not why]
    judged = [
        (part, "" if part.startswith(LETTER) else law_reading.why_not_typed(part, own, known(), place))
        for part in (part.strip() for part in re.split(r"[;\n]", text))
        if part
    ]
    return Bases(
        tuple(part for part, why in judged if not why), tuple(LeftOut(part, why) for part, why in judged if why)
    )


def _read(basis: LegalBasis) -> tuple[Law, str]:
    """The rule a basis names; the code of why there is none."""
    if not basis.kind:
        return law_reading.read(basis.ref, basis.confidence)
    state = "dicabut" if basis.repealed_by else basis.state
    read = Law(
        kind=basis.kind,
        number=basis.number,
        year=basis.year,
        title=basis.title,
        article=basis.article,
        amended=basis.amended,
        region=basis.region,
        state=state,
        confidence=basis.confidence,
        aside=basis.aside,
    )
    return law.normal(read), ""
