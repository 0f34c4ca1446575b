"""What the catalogue and the engine say of one application as it is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.decoding import from_plain
from app.models.application import Application, Item
from app.reference.catalogue import FormField, KeptType
from app.reference.reference import Reference
from app.reference.terms import Terms
from app.rules.conditions import Value
from app.rules.papers import LetterRow
from app.rules.stages import FileState, RouteStep
from app.rules.wording import long_date, money


def place_of(application: Application) -> FileState:
    route = tuple(from_plain(step, RouteStep) for step in application.route)
    return FileState(application.stage, route, application.outcome, application.resume_at)


def items_of(session: Session, files: Collection[str]) -> list[Item]:
    """The papers of these files, in the order of the form."""
    return list(session.scalars(select(Item).where(Item.application_id.in_(files)).order_by(Item.position)))


def facts_of(details: Mapping[str, object], variant: str, *, body: bool, proxy: bool) -> dict[str, Value]:
    """The facts the catalogue's conditions speak of. Dates are kept as ISO text and come back as dates."""
    facts: dict[str, Value] = {name: as_told(value) for name, value in details.items()}
    known = {"variant": variant, "pemohon.jenis": "badan" if body else "perorangan", "pemohon.melalui_kuasa": proxy}
    return facts | known


def as_told(value: object) -> Value:
    """A value of the form as it is kept, JSON, as the catalogue speaks of it: dates are dates."""
    if isinstance(value, list):
        return tuple(str(each) for each in value)
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    assert value is None or isinstance(value, str | int | float | bool)
    return value


def kept_of(application: Application) -> KeptType:
    return from_plain(application.permit_type, KeptType)


def delegates_of(application: Application) -> tuple[str, ...]:
    """The roles that the permit type lets stand in at the signing."""
    delegate = kept_of(application).permit.signatory.may_delegate_to
    return (delegate,) if delegate else ()


def terms_of(application: Application, reference: Reference) -> Terms:
    """By the permit type the application started with (A23), whatever the catalogue says today."""
    kept = kept_of(application)
    facts = facts_of(
        application.details, application.variant, body=application.body is not None, proxy=application.proxy is not None
    )
    catalogue = reference.catalogue.as_of(kept)
    return Terms(catalogue, kept.permit, application.variant, application.kind, facts, application.ticks)


def detail_lines(terms: Terms) -> tuple[LetterRow, ...]:
    """The fields of the form as a person reads them, in the order of the catalogue; empty ones left out."""
    rows = []
    for field in terms.permit.form_fields:
        value = terms.facts.get(field.id)
        if value not in (None, "", ()):
            rows.append(LetterRow(heading=field.label, text=_shown(field.type, value)))
    return tuple(rows)


def shown(field: FormField, value: object) -> str:
    """A value as it is kept, as a person reads it; empty where there is none."""
    known = as_told(value)
    return "" if known in (None, "", ()) else _shown(field.type, known)


def _shown(kind: str, value: object) -> str:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, tuple):
        return "; ".join(value)
    if kind == "money" and isinstance(value, int):
        return money(value)
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
