"""The law a decision rests on, as far as it may be printed; what is left out is told."""

from __future__ import annotations

from app.actions.scene import Scene
from app.queries.files import terms_of
from app.reference import laws
from app.reference.laws import Bases
from app.rules.law import Jurisdiction

MISSING = "law_missing"


def of_permit(scene: Scene) -> tuple[str, ...]:
    """What stands under Dasar. A permit of which nothing is printable is numbered without it, and it is said
    (docs/decisions/2026-11-29-numbering-without-a-basis.md)."""
    return _told(scene, laws.bases_of(terms_of(scene.file(), scene.reference).permit, _place(scene)))


def of_refusal(scene: Scene) -> tuple[str, ...]:
    """Of what the draft of a refusal names; older drafts hold whatever the catalogue had."""
    return _told(scene, typed(scene, str((scene.file().draft or {}).get("legal_basis", ""))))


def typed(scene: Scene, text: str) -> Bases:
    return laws.typed(text, terms_of(scene.file(), scene.reference).permit, _place(scene))


def first(scene: Scene) -> tuple[str, ...]:
    """The basis that a refusal for an agency's objection rests on, beside its letter."""
    return of_permit(scene)[:1]


def _told(scene: Scene, bases: Bases) -> tuple[str, ...]:
    if not bases.holds_law:
        scene.warnings.append(MISSING)
    return bases.printed


def _place(scene: Scene) -> Jurisdiction:
    return laws.place_of(scene.office.regency, scene.office.region, scene.today.year)
