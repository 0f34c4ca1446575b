"""What the catalogue asks of one application: its route, its papers, its fields, its days.

Everything depends on facts of the form (`facts`) and on what the officer ticked (`ticks`). Facts carry the ids of the
form fields, `variant`, `pemohon.jenis` and `pemohon.melalui_kuasa`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from functools import cached_property

from app.reference.catalogue import Catalogue, EligibilityQuestion, FormField, Needed, PermitType, Validity
from app.rules import conditions, stages
from app.rules.conditions import Value
from app.rules.coordinates import read_place
from app.rules.numbers import KINDS
from app.rules.stages import Route, RouteStep

_INSPECTION = (stages.PLAN_VISIT, stages.VISIT)
_ADVICE = (stages.ASK_AGENCY, stages.AGENCY)


@dataclass(frozen=True)
class Requirement:
    """One paper this application needs, in the order of the catalogue."""

    id: str
    name: str
    mandatory: bool
    copies: int
    original_shown: bool
    deferred_until: str
    specific: bool


@dataclass(frozen=True)
class Terms:
    """The catalogue's answer for one application."""

    catalogue: Catalogue
    permit: PermitType
    variant: str
    kind: str
    facts: Mapping[str, Value]
    ticks: Collection[str] = ()

    @cached_property
    def known(self) -> Mapping[str, Value]:
        """The facts, and every field of the form that was left empty: `lembaga is empty` must not depend on the form
        sending an empty text."""
        return {field.id: None for field in self.permit.form_fields} | dict(self.facts)

    @property
    def days(self) -> int:
        """Service time in working days."""
        return self.permit.days(self.variant)

    def holds(self, name: str) -> bool:
        """A named condition of the catalogue, a variant, or an expression in its language."""
        if name in self.catalogue.conditions:
            condition = self.catalogue.conditions[name]
            if condition.officer:
                return name in self.ticks
            decided = conditions.holds(condition.from_, self.known)
            return condition.default if decided is None else decided
        if self.permit.variant(name):
            return self.variant == name
        return bool(conditions.holds(name, self.known))

    @property
    def object_key(self) -> str:
        """The place or thing the application is about, written so that the same one is found again; empty where the
        permit type does not say how it is told, or a field of it is empty."""
        parts = [_plain(conditions.as_text(self.facts.get(name) or "")) for name in self.permit.object_fields]
        return "|".join(parts) if all(parts) else ""

    @property
    def inspected(self) -> bool:
        wanted = self.permit.inspection
        return self.holds(wanted.when) if wanted.required == "conditional" else bool(wanted.required)

    @property
    def route(self) -> Route:
        """The steps of the template, without a visit or an agency that this application does not need."""
        chosen = next((name for when, name in self.permit.workflow_when.items() if self.holds(when)), None)
        left_out = (() if self.inspected else _INSPECTION) + (
            () if self.permit.technical_recommendation.required else _ADVICE
        )
        template = self.catalogue.workflow_templates[chosen or self.permit.workflow]
        return tuple(RouteStep(x.step, x.role, x.clock) for x in template.steps if x.step not in left_out)

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        return tuple(self._requirement(needed) for needed in self.permit.requirements if self._applies(needed))

    def _applies(self, needed: Needed) -> bool:
        paper = self.catalogue.requirement_library[needed.id]
        when, kinds = needed.when or paper.when, needed.kinds or paper.kinds
        return (not kinds or self.kind in kinds) and (not when or self.holds(when))

    def _requirement(self, needed: Needed) -> Requirement:
        paper = self.catalogue.requirement_library[needed.id]
        return Requirement(
            id=needed.id,
            name=paper.name,
            mandatory=needed.mandatory,
            copies=needed.copies,
            original_shown=paper.original_shown,
            deferred_until=needed.deferred_until,
            specific=paper.data_class == "spesifik",
        )

    def required(self, field: FormField) -> bool:
        return field.required or bool(field.required_if and conditions.holds(field.required_if, self.known))

    def misfits(self) -> dict[str, str]:
        """Fields that hold something that is no value of their kind: field -> code."""
        found = {
            field.id: misfit(field, value)
            for field in self.permit.form_fields
            if (value := self.facts.get(field.id)) not in (None, "", ())
        }
        return {name: code for name, code in found.items() if code}

    def officer_questions(self) -> tuple[tuple[str, str], ...]:
        """Conditions that an officer has to tick, that matter for this permit type: name and question."""
        asked = {self.permit.inspection.when, *self.permit.workflow_when}
        for needed in self.permit.requirements:
            asked.add(needed.when or self.catalogue.requirement_library[needed.id].when)
        known = self.catalogue.conditions.items()
        return tuple((name, item.officer) for name, item in known if item.officer and name in asked)


def _plain(text: str) -> str:
    """Letters and digits only: how somebody spaced and punctuated an address is no difference."""
    return "".join(character for character in text.casefold() if character.isalnum())


def misfit(field: FormField, value: Value) -> str:
    """A code where the value is none of the field's kind. The form helps typing; nothing else enters the register."""
    check = _KINDS.get(field.type)
    return check(field, value) if check else ""


def _day(_: FormField, value: Value) -> str:
    return "" if isinstance(value, date) else "not_a_date"


def _picked(field: FormField, value: Value) -> str:
    options = {str(option) for option in field.options}
    chosen = value if isinstance(value, tuple) else (value,)
    return "" if {conditions.as_text(each) for each in chosen} <= options else "not_picked"


def _truth(_: FormField, value: Value) -> str:
    return "" if isinstance(value, bool) else "not_picked"


def _number(field: FormField, value: Value) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "not_a_number"
    if field.type != "decimal" and not isinstance(value, int):
        return "not_a_number"
    least = 0 if field.type == "money" and field.min is None else field.min
    return "too_small" if least is not None and value < least else ""


def _place(_: FormField, value: Value) -> str:
    """In degrees, which is not yet in Indonesia: an older program lost the south, and what is kept must stay open."""
    return "" if isinstance(value, str) and read_place(value) else "not_a_place"


def _digits(field: FormField, value: Value) -> str:
    text = value if isinstance(value, str) else ""
    if not (text.isascii() and text.isdigit()):
        return "not_a_number"
    return "" if len(text) == (field.length or len(text)) else "too_short"


def _text(_: FormField, value: Value) -> str:
    """A day in a line of text is told as one (app.queries.files)."""
    return "" if isinstance(value, str | date) else "not_text"


def _lines(_: FormField, value: Value) -> str:
    return "" if isinstance(value, str | date | tuple) else "not_text"


def _written(_: FormField, value: Value) -> str:
    """What the number itself says is told by `app.reference.numbered`."""
    return "" if isinstance(value, str) else "not_a_number"


_KINDS: dict[str, Callable[[FormField, Value], str]] = {
    "date": _day,
    "choice": _picked,
    "multichoice": _picked,
    "boolean": _truth,
    "integer": _number,
    "money": _number,
    "decimal": _number,
    "latlon": _place,
    "digits": _digits,
    **dict.fromkeys(("text", "longtext", "address", "time_range"), _text),
    "list_text": _lines,
    **dict.fromkeys(KINDS, _written),
}


def blocking(permit: PermitType, answers: Mapping[str, str]) -> tuple[EligibilityQuestion, ...]:
    """The eligibility questions whose answer ends the application here."""
    return tuple(q for q in permit.eligibility_checks if q.block_if and answers.get(q.id) == q.block_if)


def unanswered(permit: PermitType, answers: Mapping[str, str]) -> tuple[EligibilityQuestion, ...]:
    return tuple(q for q in permit.eligibility_checks if answers.get(q.id) not in ("ya", "tidak"))


def validity_end(validity: Validity, issued: date, facts: Mapping[str, Value]) -> date | None:
    """The last day of the permit; None where it holds as long as the activity. STR ending first ends a SIP with it."""
    if validity.kind == "jangka_tetap":
        end = anniversary(issued, validity.years) - timedelta(days=1)
        licence = facts.get("tanggal_akhir_str")
        lifelong = facts.get("str_seumur_hidup") is True
        return licence if isinstance(licence, date) and not lifelong and licence < end else end
    if validity.kind == "sesuai_isian":
        until = facts.get(validity.to_field)
        return until if isinstance(until, date) else None
    return None


def validity_start(validity: Validity, issued: date, facts: Mapping[str, Value]) -> date:
    start = facts.get(validity.from_field)
    return start if isinstance(start, date) and start > issued else issued


def too_long(validity: Validity, facts: Mapping[str, Value]) -> bool:
    """Whether the period on the form is longer than the catalogue allows (`max_months`, `max_days`)."""
    start, end = facts.get(validity.from_field), facts.get(validity.to_field)
    if not isinstance(start, date) or not isinstance(end, date):
        return False
    if validity.max_months and end >= months_after(start, validity.max_months):
        return True
    return bool(validity.max_days) and (end - start).days >= validity.max_days


def anniversary(day: date, years: int) -> date:
    """The same day years later; 1 March for 29 February where that year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def months_after(day: date, months: int) -> date:
    """The same day months later, or the last day of that month; the last day there is where the calendar ends
    before."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if year > MAXYEAR:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))
