"""The form itself: three cards one below the other, every part of them, and what they mean together."""

from __future__ import annotations

from datetime import date

from msgspec import UNSET
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.commands.intake import Details, Intake
from app.queries.applicants import Who
from app.queries.files import facts_of
from app.reference.catalogue import PermitType
from app.reference.numbered import TAX_NUMBER, confirmation, opinion
from app.reference.reference import Reference
from app.reference.terms import Terms
from app.rules.wording import title_name
from app.ui.forms.form import FieldCompleted
from app.ui.look.tokens import LARGE, MEDIUM
from app.ui.pages.intake import catalogue as intake_catalogue
from app.ui.pages.intake.clock import OfficeClock
from app.ui.pages.intake.identity import IdentityForm, VillageSearch
from app.ui.pages.intake.lookalikes import Lookalikes
from app.ui.pages.intake.offer import OfferCard
from app.ui.pages.intake.others import BODY, FOREIGN, PROXY, BodyForm, ProxyForm, Toggles
from app.ui.pages.intake.papers import PapersSection
from app.ui.pages.intake.permission import Permission
from app.ui.pages.intake.permit import DetailsPart, PermitForm
from app.ui.pages.intake.questions import QuestionsSection
from app.ui.pages.intake.reasons import Reasons
from app.ui.pages.intake.sheet import Sheet, SheetForm, SheetPart
from app.ui.pages.intake.ticks import Ticks
from app.ui.widgets.card import Card, label
from app.ui.words.notices import words

PREVIOUS = "izin_lama"  # the paper that names an earlier permit
APPLICANT, APPLICATION, PAPERS = "Pemohon", "Permohonan", "Persyaratan"


class IntakeParts(QWidget):
    """`changed` tells every change, `completed` that nothing more fits into the field in focus."""

    changed = Signal()
    completed = Signal()

    def __init__(self, reference: Reference, clock: OfficeClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = reference.catalogue
        self._clock = clock
        self.toggles = Toggles(self)
        self.known_offer = OfferCard("Gunakan", self, name="known_offer")
        self.identity = IdentityForm(VillageSearch(clock), self)
        self.lookalikes = Lookalikes(self)
        self.permission = Permission(self)
        self.reasons = Reasons(self)
        self.proxy = ProxyForm(clock.today, self)
        self.body = BodyForm(self)
        self.permit = PermitForm(reference.catalogue, self)
        self.body_reasons = Reasons(self, name="body_reasons")
        self.number_reasons = Reasons(self, name="number_reasons")
        self.duplicate = Reasons(self, name="duplicate_reasons")
        self._asking = (self.reasons, self.body_reasons, self.duplicate, self.number_reasons)
        self.details_offer = OfferCard("Gunakan", self, name="details_offer")
        self.questions = QuestionsSection(self)
        self.details = DetailsPart(self)
        self.ticks = Ticks(self)
        self.papers = PapersSection(self)
        self._headings = {
            PROXY: label("Penerima kuasa", "section", self),
            BODY: label("Badan yang diwakili", "section", self),
        }
        self.sheet = Sheet(self._sections())
        self._lay_out()
        self._wire()

    def terms(self) -> Terms | None:
        """What the catalogue asks of the form as it stands; None while no permit type is chosen."""
        permit = self.permit.permit
        if permit is None:
            return None
        facts = facts_of(
            self.detail_values(permit),
            self.permit.variant,
            body=self.toggles.is_on(BODY),
            proxy=self.toggles.is_on(PROXY),
        )
        return Terms(self._catalogue, permit, self.permit.variant, self.permit.kind, facts, self.ticks.ticks())

    def detail_values(self, permit: PermitType) -> Details:
        return intake_catalogue.details(permit, self.details.values())

    def who(self) -> Who:
        """Nobody while the number is half-typed."""
        if self.identity.foreign:
            passport = self.identity.passport
            return Who("", passport.number()) if passport.is_sound() else Who()
        nik = self.identity.text("nik")
        return Who(nik) if len(nik) == 16 else Who()

    def follow(self, terms: Terms | None) -> None:
        """Show what applies."""
        self.identity.set_foreign(foreign=self.toggles.is_on(FOREIGN))
        types = terms.permit.applicant_types if terms else ()
        self.toggles.offer_body(offered="badan" in types)
        for name, form in ((PROXY, self.proxy), (BODY, self.body)):
            form.setVisible(self.toggles.is_on(name))
            self._headings[name].setVisible(self.toggles.is_on(name))
        if terms is not None:
            judge_numbers(self, terms, self._clock.today())
            self.permit.require("previous", any(each.id == PREVIOUS for each in terms.requirements))
        self.papers.follow(terms)
        self._unasked.setVisible(terms is None)

    def intake(self, permit: PermitType) -> Intake:
        """What the form holds, for a command. Only after no part had a problem."""
        return Intake(
            permit=permit.code,
            variant=self.permit.variant,
            kind=self.permit.kind,
            person=self.identity.person(),
            body=self.body.body(),
            proxy=self.proxy.proxy(),
            details=self.detail_values(permit),
            ticks=self.ticks.ticks(),
            answers=self.questions.answers(),
            items=self.papers.items(),
            confirmed={name: reason for part in self._asking for name, reason in part.given().items()},
            previous_permit=self.permit.previous,
            rekeyed=self.identity.rekeying.differed or UNSET,
        )

    def title(self) -> str:
        """What the form is called while it has no number: Ni Luh Contoh, SIPB."""
        name = title_name(self.identity.text("name"))
        permit = self.permit.permit
        return ", ".join(part for part in (name, permit.short_name if permit else "") if part)

    def is_blank(self) -> bool:
        return not any(text for part in self.sheet.typed().values() for text in part.values())

    def clear(self) -> None:
        self.known_offer.withdraw()
        self.details_offer.withdraw()
        self.lookalikes.withdraw()
        self.sheet.clear()

    def _sections(self) -> dict[str, dict[str, SheetPart]]:
        return {
            APPLICANT: {
                "toggles": self.toggles,
                "identity": self.identity,
                "permission": self.permission,
                "reasons": self.reasons,
                "proxy": self.proxy,
                "body": self.body,
                "body_reasons": self.body_reasons,
            },
            APPLICATION: {
                "permit": self.permit,
                "duplicate": self.duplicate,
                "questions": self.questions,
                "details": self.details,
                "number_reasons": self.number_reasons,
            },
            PAPERS: {"ticks": self.ticks, "papers": self.papers},
        }

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, LARGE)
        column.setSpacing(MEDIUM)
        applicant, application, papers = Card(APPLICANT, self), Card(APPLICATION, self), Card(PAPERS, self)
        applicant.add_action(self.toggles)
        papers.add_action(self.papers.all_here)
        self._unasked = label("Pilih jenis izin; persyaratannya tampil di sini.", "muted", self, name="unasked")
        papers.add(self._unasked)
        cards = {
            applicant: (
                *(self.known_offer, self.identity, self.lookalikes, self.permission, self.reasons),
                *(self._headings[PROXY], self.proxy, self._headings[BODY], self.body, self.body_reasons),
            ),
            application: (
                *(self.details_offer, self.permit, self.duplicate, self.questions, self.details),
                self.number_reasons,
            ),
            papers: (self.ticks, self.papers),
        }
        for card, parts in cards.items():
            for part in parts:
                card.add(part)
            column.addWidget(card)
        column.addStretch(1)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _wire(self) -> None:
        for part in (self.toggles, self.permission, self.ticks, self.papers):
            part.changed.connect(self.changed)
        for form in (self.identity, self.proxy, self.body, self.permit, self.details):
            form.changed.connect(self._on_field_changed)
            form.completed.connect(self._on_field_completed)
        self.questions.changed.connect(self.changed)
        self.questions.completed.connect(self.completed)
        for asking in self._asking:
            asking.changed.connect(self.changed)
            asking.completed.connect(self.completed)
        self.permit.chosen.connect(self._on_chosen)
        self.identity.covered.connect(self.lookalikes.cover)

    def _on_field_changed(self, _: object) -> None:
        self.changed.emit()

    def _on_field_completed(self, completed: FieldCompleted) -> None:
        """A field that is full but not right keeps the cursor: the applicant is still standing there."""
        form = self.sender()
        if not isinstance(form, SheetForm | DetailsPart) or form.is_doubtful(completed.field):
            return
        if form is not self.identity or not self.identity.rekeying.go_back(completed.field):
            self.completed.emit()

    def _on_chosen(self) -> None:
        permit = self.permit.permit
        self.questions.set_questions(permit.eligibility_checks if permit else ())
        self.details.set_permit(permit)
        terms = self.terms()
        self.ticks.ask(terms.officer_questions() if terms else ())


def judge_numbers(parts: IntakeParts, terms: Terms, today: date) -> None:
    """Wrong numbers beside their fields, doubtful ones with the question why."""
    tax_number = parts.body.text(TAX_NUMBER) if parts.toggles.is_on(BODY) else ""
    said = opinion(terms, today=today, nik=parts.identity.text("nik"), tax_number=tax_number)
    parts.details.follow(terms, today, said.wrong)
    parts.body.judge(said.wrong)
    asked = {name: {confirmation(name): words(code)} for name, code in said.doubtful.items()}
    parts.body_reasons.ask(asked.pop(TAX_NUMBER, {}))
    parts.number_reasons.ask({key: text for each in asked.values() for key, text in each.items()})
