"""The law a decision rests on, as far as it may be printed; what is left out is told."""

from __future__ import annotations

from app.actions.context import ActContext
from app.queries.files import terms_of
from app.reference import laws
from app.reference.laws import Bases
from app.rules.law import Jurisdiction

MISSING = "law_missing"


def of_permit(context: ActContext) -> tuple[str, ...]:
    """What stands under Dasar. A permit of which nothing is printable is numbered without it, and it is said
    (docs/decisions/2026-11-29-numbering-without-a-basis.md)."""
    return _told(context, laws.bases_of(terms_of(context.file(), context.reference).permit, _place(context)))


def of_refusal(context: ActContext) -> tuple[str, ...]:
    """Of what the draft of a refusal names; older drafts hold whatever the catalogue had."""
    return _told(context, typed(context, str((context.file().draft or {}).get("legal_basis", ""))))


def typed(context: ActContext, text: str) -> Bases:
    return laws.typed(text, terms_of(context.file(), context.reference).permit, _place(context))


def first(context: ActContext) -> tuple[str, ...]:
    """The basis that a refusal for an agency's objection rests on, beside its letter."""
    return of_permit(context)[:1]


def _told(context: ActContext, bases: Bases) -> tuple[str, ...]:
    if not bases.holds_law:
        context.warnings.append(MISSING)
    return bases.printed


def _place(context: ActContext) -> Jurisdiction:
    return laws.place_of(context.office.regency, context.office.region, context.today.year)
