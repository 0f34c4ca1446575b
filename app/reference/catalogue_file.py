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

from app.decoding import from_yaml
from app.reference.catalogue import Catalogue, PermitType, TemplateStep, Validity
from app.rules import conditions, stages, workflow
from app.settings import resource

# Where the proof of a tax can be asked for at the latest: the draft is not submitted without it.
BLOCKED = (*stages.INITIALS, stages.SIGNING, stages.NUMBERING)
# The steps of a route stand in the order of `stages.ROUTE_STEPS`; these make sense together only.
TOGETHER = (
    (stages.VERIFY, stages.DRAFTING, stages.SIGNING, stages.NUMBERING),
    (stages.ASSIST_OSS, stages.RECORD_OSS),
    (stages.PLAN_VISIT, stages.VISIT),
    (stages.LEVY, stages.PAYMENT),
)
OBJECTED = "T01"
"""The reason of refusal that stands for an agency's objection."""


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
        catalogue = from_yaml(raw, Catalogue)
    except msgspec.ValidationError as error:
        raise CatalogueError(path.name, *_place(str(error), raw)) from error
    except (msgspec.DecodeError, yaml.YAMLError) as error:
        raise CatalogueError(path.name, "-", str(error)) from error
    for place, what in contradictions(catalogue):
        raise CatalogueError(path.name, place, what)
    return catalogue


def _place(message: str, raw: bytes) -> tuple[str, str]:
    """msgspec's `... - at `$.permits[3].fee.kind`` as permit code and field."""
    what, _, where = message.partition(" - at ")
    path = where.strip("`").removeprefix("$.")
    found = re.match(r"permits\[(\d+)\]\.?(.*)", path)
    if not found:
        return path or "-", what
    permit = msgspec.yaml.decode(raw)["permits"][int(found[1])]
    code = permit.get("code") if isinstance(permit, dict) else None
    return f"{code or found[0].split('.')[0]} {found[2]}".strip(), what


def contradictions(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Everything one entry says against another: its place, and what is wrong."""
    yield from _meta(catalogue)
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
        yield from _signed(permit, catalogue)
        yield from _advised(permit)
        yield from _paid(permit, catalogue)
        yield from _numbers(permit, catalogue)


def _meta(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    try:
        re.compile(catalogue.meta.id_pattern)
    except re.error as error:
        yield "meta.id_pattern", f"cannot be understood: {error}"
    if OBJECTED not in {reason.id for reason in catalogue.rejection_reasons}:
        yield "rejection_reasons", f"{OBJECTED} is missing, the reason for an agency's objection"


def _templates(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for name, template in catalogue.workflow_templates.items():
        place = f"workflow_templates.{name}"
        yield from _known(place, "step", tuple(x.step for x in template.steps), stages.ROUTE_STEPS)
        yield from _known(place, "role", tuple(x.role for x in template.steps), catalogue.roles)
        yield from _whole(place, [x.step for x in template.steps])
        for step in template.steps:
            yield from _carried(place, step)


def _whole(place: str, steps: list[str]) -> Iterator[tuple[str, str]]:
    """A route that the engine can walk to its end."""
    if steps != [step for step in stages.ROUTE_STEPS if step in steps]:
        yield f"{place} steps", f"each once, in this order: {', '.join(stages.ROUTE_STEPS)}"
    for group in TOGETHER:
        if 0 < len(set(group) & set(steps)) < len(group):
            yield f"{place} steps", f"these belong together: {', '.join(group)}"
    if stages.ASK_AGENCY in steps and stages.AGENCY not in steps:
        yield f"{place} steps", f"these belong together: {stages.ASK_AGENCY}, {stages.AGENCY}"
    if steps[-2:] not in ([stages.NUMBERING, stages.COLLECTION], [stages.RECORD_OSS, stages.COLLECTION]):
        yield f"{place} steps", f"ends with {stages.NUMBERING} or {stages.RECORD_OSS}, then {stages.COLLECTION}"


def _carried(place: str, step: TemplateStep) -> Iterator[tuple[str, str]]:
    """Whoever holds a file must be able to pass it on."""
    roles = workflow.carriers(step.step)
    if workflow.STEP_ROLE in roles:
        roles = workflow.ROLES
    if step.role not in roles:
        yield f"{place} {step.step}", f"{step.role} cannot do this step, only {', '.join(roles)}"


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
        ("object_fields", permit.object_fields, {field.id for field in permit.form_fields}),
        ("requirements.deferred_until", tuple(each.deferred_until for each in permit.requirements), stages.ROUTE_STEPS),
    ):
        yield from _known(code, field, names, table)
    if permit.inspection.when and permit.inspection.when not in catalogue.conditions:
        yield from _language(f"{code} inspection.when", permit.inspection.when)
    yield from _fields(permit)


def _fault(form: str) -> str:
    """What is wrong with a form of numbers; empty where it gives another one for every number and year."""
    try:
        first, next_number, next_year = (form.format(seq=seq, year=year) for seq, year in ((1, 1), (2, 1), (1, 2)))
    except (LookupError, ValueError) as error:
        return f"cannot be filled: {error}"
    return "names both {seq} and {year}" if first in (next_number, next_year) else ""


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
    for field in permit.form_fields:
        compared = field.rule.split()[-1] if field.rule else "today"
        yield from _known(f"{permit.code} form_fields.{field.id}", "rule", (compared,), names | {"today"})
    for validity in (permit.validity, *(variant.validity for variant in permit.variants)):
        yield from _known(permit.code, "validity", (validity.from_field, validity.to_field), names)
        yield from _term(permit.code, validity)


def _term(code: str, validity: Validity) -> Iterator[tuple[str, str]]:
    if validity.kind == "jangka_tetap" and validity.years < 1:
        yield f"{code} validity.years", "a fixed term has at least one year"
    if validity.kind == "sesuai_isian" and not validity.to_field:
        yield f"{code} validity.to_field", "names the field that holds the last day"


def _steps(permit: PermitType, catalogue: Catalogue) -> dict[str, str]:
    """Step -> role on the routes of a permit type."""
    routes = (catalogue.workflow_templates[name].steps for name in (permit.workflow, *permit.workflow_when.values()))
    return {step.step: step.role for route in routes for step in route}


def _signed(permit: PermitType, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    role = _steps(permit, catalogue).get(stages.SIGNING, permit.signatory.role)
    if role != permit.signatory.role:
        yield f"{permit.code} signatory.role", f"is {permit.signatory.role}, but the route gives the signing to {role}"


def _advised(permit: PermitType) -> Iterator[tuple[str, str]]:
    if not permit.technical_recommendation.outcome_binding:
        place = f"{permit.code} technical_recommendation.outcome_binding"
        yield place, "can only be true: an objection of the agency leads to a refusal"


def _paid(permit: PermitType, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """`fee.blocks_step` holds through a mandatory paper that may follow until that step."""
    step, place = permit.fee.blocks_step, f"{permit.code} fee.blocks_step"
    if not step:
        return
    known = [each for each in BLOCKED if each in _steps(permit, catalogue)]
    if step not in known:
        yield place, f"is {step}, but only these steps of the route can be blocked: {', '.join(known) or '-'}"
    if not any(needed.mandatory and needed.deferred_until == step for needed in permit.requirements):
        yield place, f"needs a mandatory requirement with deferred_until: {step}, the proof of payment"


def _numbers(permit: PermitType, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """A number for every permit that this office numbers, and no two alike."""
    place, form = f"{permit.code} output.number_format", permit.output.number_format
    if form is None:
        if stages.NUMBERING in _steps(permit, catalogue):
            yield place, f"is missing, and the route comes to {stages.NUMBERING}"
        return
    if fault := _fault(form):
        yield place, fault
    for other in catalogue.permits:
        if other.output.number_format == form and other.output.series != permit.output.series:
            yield place, f"the same as that of {other.code}, which counts in another series"


def _language(place: str, expression: str) -> Iterator[tuple[str, str]]:
    if not conditions.valid(expression):
        yield place, f"cannot be understood: {expression}"
