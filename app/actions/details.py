"""The permit's own fields, judged before they enter the register: at the registration, after a revision, from OSS."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.actions.commands.intake import Intake
from app.actions.context import ActContext
from app.errors import Refused
from app.reference.numbered import NumberOpinion, confirmation, opinion
from app.reference.terms import Terms, too_long
from app.rules.conditions import compares


def check(context: ActContext, terms: Terms, nik: str) -> None:
    """Raises Refused: `fields_missing`, `fields_wrong`, `period_too_long` or `date_order`, with the fields.

    `nik` is the applicant's.
    """
    empty = {
        field.id: "required"
        for field in terms.permit.form_fields
        if terms.required(field) and terms.facts.get(field.id) in (None, "", ())
    }
    if empty:
        raise Refused("fields_missing", fields=empty, count=str(len(empty)))
    well_formed(context, terms, nik)
    validity = terms.permit.validity_of(terms.variant)
    if too_long(validity, terms.facts):
        raise Refused("period_too_long", fields={validity.to_field: "too_long"})
    if wrong := out_of_order(context, terms):
        raise Refused("date_order", fields=dict.fromkeys(wrong, "date_order"))


def well_formed(context: ActContext, terms: Terms, nik: str) -> None:
    """Raises Refused `fields_wrong`."""
    _refuse_wrong(terms.misfits())
    _refuse_wrong(numbers(context, terms, nik).wrong)


def numbers(context: ActContext, terms: Terms, nik: str, tax_number: str = "") -> NumberOpinion:
    return opinion(terms, today=context.today, nik=nik, tax_number=tax_number)


def answered(context: ActContext, terms: Terms, intake: Intake) -> None:
    """A doubtful number, also that of the legal body, is registered with the clerk's reason only.

    Raises Refused as `explained` does.
    """
    said = numbers(context, terms, intake.person.nik, intake.body.tax_number if intake.body else "")
    explained(said, intake.confirmed)


def explained(said: NumberOpinion, given: Mapping[str, str]) -> None:
    """Raises Refused `fields_wrong` or `numbers_doubtful`."""
    _refuse_wrong(said.wrong)
    doubts = {name: code for name, code in said.doubtful.items() if not given.get(confirmation(name), "").strip()}
    if doubts:
        raise Refused("numbers_doubtful", fields=doubts, count=str(len(doubts)))


def _refuse_wrong(wrong: dict[str, str]) -> None:
    if wrong:
        raise Refused("fields_wrong", fields=wrong, count=str(len(wrong)))


def out_of_order(context: ActContext, terms: Terms) -> list[str]:
    """Date fields that break their own rule (`>= tanggal_mulai`, `<= today`)."""
    wrong = []
    for field in terms.permit.form_fields:
        value = terms.facts.get(field.id)
        if field.rule and isinstance(value, date) and not compares(field.rule, value, terms.facts, context.today):
            wrong.append(field.id)
    return wrong
