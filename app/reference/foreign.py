"""A permit type of another PC's catalogue: taken where it is sound, and gives nobody a right he has not here.

Whoever sends it is not trusted. Who does which step of a file, and who may sign it, is what this office's own catalogue
says of some route and some signatory; the rest of a type only says what is asked of an applicant and promised to him.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from app.decoding import from_plain
from app.reference.catalogue import Catalogue, KeptType
from app.reference.catalogue_file import contradictions

LARGEST = 64 * 1024
# `{seq}`, also with as many digits as `{seq:04}`, and `{year}`; nothing else is filled in.
FORM = re.compile(r"(?:[^{}]|\{seq(?::0?\d{1,2}d?)?\}|\{year\}){1,200}")


def adopted(catalogue: Catalogue, told: dict[str, Any]) -> Catalogue | None:
    """This catalogue with the type in it; None for one that is not taken."""
    try:
        if len(msgspec.json.encode(told)) > LARGEST:
            return None
        kept = from_plain(told, KeptType)
    except (msgspec.ValidationError, RecursionError):
        return None
    if not (_goes_a_known_way(catalogue, kept) and _is_signed_as_known(catalogue, kept) and _counts(catalogue, kept)):
        return None
    others = tuple(each for each in catalogue.permits if each.code != kept.permit.code)
    whole = msgspec.structs.replace(catalogue.as_of(kept), permits=(*others, kept.permit))
    return whole if next(contradictions(whole), None) is None else None


def _goes_a_known_way(catalogue: Catalogue, kept: KeptType) -> bool:
    known = {each.steps for each in catalogue.workflow_templates.values()}
    return all(each.steps in known for each in kept.workflow_templates.values())


def _is_signed_as_known(catalogue: Catalogue, kept: KeptType) -> bool:
    known = {(each.signatory.role, each.signatory.may_delegate_to) for each in catalogue.permits}
    return (kept.permit.signatory.role, kept.permit.signatory.may_delegate_to) in known


def _counts(catalogue: Catalogue, kept: KeptType) -> bool:
    """In a form that can be filled in, and that no number of another series can look like."""
    output = kept.permit.output
    if output.number_format is None:
        return True
    others = (each.output for each in catalogue.permits if each.output.series != output.series)
    alike = {_shape(each.number_format) for each in others if each.number_format is not None}
    return FORM.fullmatch(output.number_format) is not None and _shape(output.number_format) not in alike


def _shape(form: str) -> str:
    """Whatever is or may become digits is one sign."""
    return re.sub(r"(?:\d|\{seq[^}]*\}|\{year\})+", "#", form)
