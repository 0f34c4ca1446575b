"""What the checks of `app.rules.numbers` say of the fields of a form, for the acts and for the screen.

Codes are those of the verdicts with the kind of number before them, such as `nib_length`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.reference.regions import regions
from app.reference.terms import Terms
from app.rules.numbers import KINDS, check_number
from app.rules.verdicts import Level

TAX_NUMBER = "body_tax_number"
"""The legal body's NPWP, which is no field of a permit type."""


@dataclass(frozen=True)
class NumberOpinion:
    """Field -> code: what is wrong and cannot be registered, and what is doubtful until a reason is given."""

    wrong: dict[str, str]
    doubtful: dict[str, str]


def opinion(terms: Terms, *, today: date, nik: str = "", tax_number: str = "") -> NumberOpinion:
    """Of the fields that hold something. `nik` is the applicant's, `tax_number` the legal body's."""
    wrong: dict[str, str] = {}
    doubtful: dict[str, str] = {}
    held = [(field.id, field.type, terms.facts.get(field.id)) for field in terms.permit.form_fields]
    for name, kind, text in (*held, (TAX_NUMBER, "npwp", tax_number)):
        if kind not in KINDS or not isinstance(text, str) or not text:
            continue
        found = check_number(kind, text, today=today, regions=regions(), nik=nik)
        code = next((f"{kind}_{verdict.code}" for verdict in found.verdicts if verdict.level is found.level), "")
        if found.level is Level.ERROR:
            wrong[name] = code
        elif found.level is Level.WARNING:
            doubtful[name] = code
    return NumberOpinion(wrong, doubtful)


def confirmation(field: str) -> str:
    """The key under which a registration keeps the reason for a doubtful number."""
    return f"number.{field}"
