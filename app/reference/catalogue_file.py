"""Reading a catalogue: schema first, then everything one entry says of another.

Errors name the file, the permit and the field, because an office's own clerk edits this file.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from app.reference.catalogue import Catalogue, PermitType
from app.rules import conditions, stages
from app.settings import resource


class CatalogueError(Exception):
    """The catalogue cannot be used: `file`, `place` (permit and field) and what is wrong, in plain words."""

    def __init__(self, file: str, place: str, what: str) -> None:
        super().__init__(f"{file}: {place}: {what}")
        self.file, self.place, self.what = file, place, what


@cache
def built_in() -> Catalogue:
    return read(resource("catalogue.yaml"))


def read(path: Path | Traversable) -> Catalogue:
    """Raises CatalogueError."""
    import yaml

    raw = path.read_bytes()
    try:
        catalogue = msgspec.yaml.decode(raw, type=Catalogue)
    except msgspec.ValidationError as error:
        raise CatalogueError(path.name, *_place(str(error), raw)) from error
    except (msgspec.DecodeError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogueError(path.name, "-", str(error)) from error
    for place, what in _contradictions(catalogue):
        raise CatalogueError(path.name, place, what)
    return catalogue


def _place(message: str, raw: bytes) -> tuple[str, str]:
    """msgspec's `... - at `$.permits[3].fee.kind`` as permit code and field."""
    what, _, where = message.partition(" - at ")
    path = where.strip("`").removeprefix("$.")
    found = re.match(r"permits\[(\d+)\]\.?(.*)", path)
    if not found:
        return path or "-", what
    codes = re.findall(rb"^- code: *(\S+)", raw, re.MULTILINE)
    at = int(found[1])
    code = codes[at].decode() if at < len(codes) else f"permits[{at}]"
    return f"{code} {found[2]}".strip(), what


def _contradictions(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    yield from _templates(catalogue)
    for name, condition in catalogue.conditions.items():
        if condition.from_ and not conditions.valid(condition.from_):
            yield f"conditions.{name}", f"cannot be understood: {condition.from_}"
    for name, paper in catalogue.requirement_library.items():
        yield from _known(f"requirement_library.{name}", "when", (paper.when,), catalogue.conditions)
        yield from _known(f"requirement_library.{name}", "kinds", paper.kinds, catalogue.application_kinds)
    codes = [permit.code for permit in catalogue.permits]
    for permit in catalogue.permits:
        if codes.count(permit.code) > 1:
            yield permit.code, "this code stands twice"
        yield from _permit(permit, catalogue)


def _templates(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for name, template in catalogue.workflow_templates.items():
        place = f"workflow_templates.{name}"
        yield from _known(place, "step", tuple(x.step for x in template.steps), stages.ROUTE_STEPS)
        yield from _known(place, "role", tuple(x.role for x in template.steps), catalogue.roles)


def _known(place: str, field: str, names: tuple[str, ...], table: Container[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        if name and name not in table:
            yield f"{place} {field}", f"unknown: {name}"


def _permit(permit: PermitType, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    code = permit.code
    if not re.match(catalogue.meta.id_pattern, code):
        yield f"{code} code", "not of the form of id_pattern"
    agencies = (permit.technical_recommendation.agency, *permit.technical_recommendation.also)
    signers = (permit.signatory.role,) if permit.signatory.role != "sistem_oss" else ()
    facts = {variant.id for variant in permit.variants} | set(catalogue.conditions)
    for field, names, table in (
        ("sector", (permit.sector,), catalogue.sectors),
        ("application_kinds", permit.application_kinds, catalogue.application_kinds),
        ("workflow", (permit.workflow, *permit.workflow_when.values()), catalogue.workflow_templates),
        ("workflow_when", tuple(permit.workflow_when), facts),
        ("technical_recommendation.agency", agencies, catalogue.agencies),
        ("inspection.by", permit.inspection.by, catalogue.agencies),
        ("output.copies_to", permit.output.copies_to, catalogue.agencies),
        ("signatory.role", (*signers, permit.signatory.may_delegate_to), catalogue.roles),
        ("requirements", tuple(each.id for each in permit.requirements), catalogue.requirement_library),
        ("requirements.when", tuple(each.when for each in permit.requirements), catalogue.conditions),
        ("requirements.deferred_until", tuple(each.deferred_until for each in permit.requirements), stages.ROUTE_STEPS),
    ):
        yield from _known(code, field, names, table)
    if permit.inspection.when and permit.inspection.when not in catalogue.conditions:
        yield from _language(f"{code} inspection.when", permit.inspection.when)
    yield from _fields(permit)


def _fields(permit: PermitType) -> Iterator[tuple[str, str]]:
    for field in permit.form_fields:
        place = f"{permit.code} form_fields.{field.id}"
        if field.required_if:
            yield from _language(place, field.required_if)
        if field.rule and not conditions.valid_comparison(field.rule):
            yield place, f"rule cannot be understood: {field.rule}"
        if field.type in ("choice", "multichoice") and not field.options:
            yield place, "a choice without options"
    names = {field.id for field in permit.form_fields}
    validities = (permit.validity, *(variant.validity for variant in permit.variants))
    for validity in validities:
        yield from _known(permit.code, "validity", (validity.from_field, validity.to_field), names)


def _language(place: str, expression: str) -> Iterator[tuple[str, str]]:
    if not conditions.valid(expression):
        yield place, f"cannot be understood: {expression}"
