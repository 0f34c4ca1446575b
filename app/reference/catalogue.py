"""The catalogue of permit types: what `resources/catalogue.yaml` may hold, as frozen types."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

FieldKind = Literal[
    "text",
    "longtext",
    "digits",
    "nik",
    "kk",
    "npwp",
    "nitku",
    "nib",
    "kbli",
    "postal_code",
    "date",
    "choice",
    "choice_master",
    "multichoice",
    "boolean",
    "integer",
    "decimal",
    "money",
    "address",
    "plate",
    "time_range",
    "latlon",
    "list_text",
]
Confidence = Literal["S", "K", "V"]
Days = Annotated[int, msgspec.Meta(ge=1)]
"""Working days of service; a promise of none would be due before it was made."""


class CatalogueEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Base of everything in the catalogue: frozen, and an unknown key is an error."""


class Meta(CatalogueEntry, frozen=True, kw_only=True):
    schema_version: Literal[1]
    locale: str
    timezone: str
    currency: str
    prepared_on: date
    day_count: Literal["hari_kerja"]
    default_service_days_if_law_silent: int
    id_pattern: str


class Sector(CatalogueEntry, frozen=True, kw_only=True):
    label: str
    en: str


class Agency(CatalogueEntry, frozen=True, kw_only=True):
    label: str
    short: str


class Role(CatalogueEntry, frozen=True, kw_only=True):
    label: str
    alt_label: str = ""


class TemplateStep(CatalogueEntry, frozen=True, kw_only=True):
    step: str
    role: str
    clock: Literal["berjalan", "berhenti"]


class Template(CatalogueEntry, frozen=True, kw_only=True):
    label: str
    steps: tuple[TemplateStep, ...]


class RequiredPaper(CatalogueEntry, frozen=True, kw_only=True):
    """A requirement of the shared library. `kinds` empty means every kind of application."""

    name: str
    data_class: Literal["umum", "spesifik", "nonpribadi"]
    original_shown: bool = False
    when: str = ""
    kinds: tuple[str, ...] = ()


class PermitCondition(CatalogueEntry, frozen=True, kw_only=True):
    from_: str = msgspec.field(default="", name="from")
    officer: str = ""
    default: bool


class LegalBasis(CatalogueEntry, frozen=True, kw_only=True):
    """A rule by `kind` (UU, Permenkes ...), number and year, or as one line (`ref`), as catalogues before 0.4 had it.

    What of it is printed is judged by `app.reference.laws`. `note` is for whoever drafts.
    """

    ref: str = ""
    kind: str = ""
    number: str = ""
    year: int = 0
    title: str = ""
    article: str = ""
    amended: str = ""
    region: str = ""
    state: Literal["", "berlaku", "dicabut"] = ""
    repealed_by: str = ""
    aside: bool = False
    note: str = ""
    confidence: Confidence


class Fee(CatalogueEntry, frozen=True, kw_only=True):
    kind: Literal["gratis", "retribusi", "pajak_terpisah"]
    rule: str
    document: str | None = None
    paid_proof: str = ""
    pause_clock_while_unpaid: bool = True
    blocks_step: str = ""
    confidence: Confidence | None = None


class Validity(CatalogueEntry, frozen=True, kw_only=True):
    kind: Literal["jangka_tetap", "sesuai_isian", "selama_beroperasi", "menurut_varian", "menurut_sektor"]
    years: int = 0
    from_field: str = ""
    to_field: str = ""
    max_months: int = 0
    max_days: int = 0
    reminder_days_before: int = 0
    note: str = ""
    confidence: Confidence | None = None


class Variant(CatalogueEntry, frozen=True, kw_only=True):
    id: str
    label: str
    service_days: Days
    validity: Validity


class EligibilityQuestion(CatalogueEntry, frozen=True, kw_only=True):
    """An eligibility question; the answer named by `block_if` ends it, by `warn_if` or `info_if` says `message`."""

    id: str
    question: str
    block_if: Literal["ya", "tidak"] | None = None
    warn_if: Literal["ya", "tidak"] | None = None
    info_if: Literal["ya", "tidak"] | None = None
    message: str = ""
    confidence: Confidence | None = None


class Needed(CatalogueEntry, frozen=True, kw_only=True):
    """A requirement as one permit type asks for it; `when` and `kinds` replace the library's."""

    id: str
    mandatory: bool
    copies: int = 1
    when: str = ""
    kinds: tuple[str, ...] = ()
    deferred_until: str = ""


class FormField(CatalogueEntry, frozen=True, kw_only=True):
    id: str
    label: str
    type: FieldKind
    options: tuple[str | int, ...] = ()
    required: bool = False
    required_if: str = ""
    required_at_step: str = ""
    length: int | None = None
    min: float | None = None
    rule: str = ""


class RecommendationTerms(CatalogueEntry, frozen=True, kw_only=True):
    required: bool
    agency: str = ""
    also: tuple[str, ...] = ()
    days: int = 0
    outcome_binding: bool = True


class InspectionTerms(CatalogueEntry, frozen=True, kw_only=True):
    required: bool | Literal["conditional"]
    when: str = ""
    by: tuple[str, ...] = ()
    document: str = ""
    note: str = ""


class Signatory(CatalogueEntry, frozen=True, kw_only=True):
    role: str
    acting_for: str = ""
    may_delegate_to: str = ""
    note: str = ""


class Output(CatalogueEntry, frozen=True, kw_only=True):
    document: str
    series: str
    number_format: str | None
    copies_to: tuple[str, ...] = ()
    recorded_only: bool = False


class PermitType(CatalogueEntry, frozen=True, kw_only=True):
    """A permit type (jenis layanan). Times are working days."""

    code: str
    name: str
    short_name: str
    name_en: str
    category: Literal["perizinan_nonberusaha", "nonperizinan", "pendampingan_oss"]
    channel: Literal["loket", "oss"]
    oss_covered: bool | Literal["periksa"]
    oss_risk_code: Literal["R", "MR", "MT", "T"] | None = None
    sector: str
    legal_basis: tuple[LegalBasis, ...]
    variants: tuple[Variant, ...] = ()
    service_days: Days
    service_days_note: str = ""
    clock_on_return: Literal["pause", "restart"]
    clock_note: str = ""
    urgent: bool = False
    fee: Fee
    validity: Validity
    application_kinds: tuple[str, ...]
    applicant_types: tuple[Literal["perorangan", "badan"], ...]
    eligibility_checks: tuple[EligibilityQuestion, ...] = ()
    requirements: tuple[Needed, ...]
    requirement_notes: str = ""
    form_fields: tuple[FormField, ...]
    object_fields: tuple[str, ...] = ()
    """Fields that together tell the place or thing it is about, which two files at once should not have."""
    technical_recommendation: RecommendationTerms
    inspection: InspectionTerms
    workflow: str
    workflow_when: dict[str, str] = {}
    signatory: Signatory
    output: Output
    after_issue: str = ""
    privacy_note: str = ""

    def variant(self, variant_id: str) -> Variant | None:
        return next((each for each in self.variants if each.id == variant_id), None)

    def days(self, variant_id: str) -> int:
        """Service time in working days."""
        found = self.variant(variant_id)
        return found.service_days if found else self.service_days

    def validity_of(self, variant_id: str) -> Validity:
        found = self.variant(variant_id)
        return found.validity if found else self.validity


class Reason(CatalogueEntry, frozen=True, kw_only=True):
    id: str
    label: str


class KeptType(CatalogueEntry, frozen=True, kw_only=True):
    """A permit type with all it refers to, as an application keeps it from its registration on (domain.md A23).

    It stands in the register: a release that changes a key of the catalogue also changes it here, in a migration.
    """

    permit: PermitType
    agencies: dict[str, Agency]
    workflow_templates: dict[str, Template]
    requirement_library: dict[str, RequiredPaper]
    conditions: dict[str, PermitCondition]


class Catalogue(CatalogueEntry, frozen=True, kw_only=True):
    """The whole catalogue, checked: see `app.reference.catalogue_file`."""

    meta: Meta
    sectors: dict[str, Sector]
    agencies: dict[str, Agency]
    roles: dict[str, Role]
    application_kinds: dict[str, str]
    workflow_templates: dict[str, Template]
    requirement_library: dict[str, RequiredPaper]
    conditions: dict[str, PermitCondition]
    permits: tuple[PermitType, ...]
    return_reasons: tuple[Reason, ...]
    rejection_reasons: tuple[Reason, ...]

    def permit(self, code: str) -> PermitType | None:
        return next((each for each in self.permits if each.code == code), None)

    def kept(self, permit: PermitType) -> KeptType:
        """The permit type as it is now, for an application to keep."""
        papers = {needed.id: self.requirement_library[needed.id] for needed in permit.requirements}
        named = {permit.inspection.when, *permit.workflow_when, *(needed.when for needed in permit.requirements)}
        named |= {paper.when for paper in papers.values()}
        advice = permit.technical_recommendation
        agencies = {advice.agency, *advice.also, *permit.output.copies_to}
        return KeptType(
            permit=permit,
            agencies={name: each for name, each in self.agencies.items() if name in agencies},
            workflow_templates={
                name: self.workflow_templates[name] for name in (permit.workflow, *permit.workflow_when.values())
            },
            requirement_library=papers,
            conditions={name: each for name, each in self.conditions.items() if name in named},
        )

    def as_of(self, kept: KeptType) -> Catalogue:
        """This catalogue, with what an application keeps in the place of what changed since."""
        return msgspec.structs.replace(
            self,
            agencies=self.agencies | kept.agencies,
            workflow_templates=self.workflow_templates | kept.workflow_templates,
            requirement_library=self.requirement_library | kept.requirement_library,
            conditions=self.conditions | kept.conditions,
        )
