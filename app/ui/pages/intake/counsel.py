"""After every key: what applies now, what must be said of the number, what the register offers."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.queries.applicants import LastApplication
from app.reference.catalogue import PermitType
from app.reference.terms import Terms
from app.ui.pages.intake import known as intake_known
from app.ui.pages.intake.clock import OfficeClock
from app.ui.pages.intake.memory import NOTHING, AskedAnswers
from app.ui.pages.intake.parts import APPLICANT, APPLICATION, PAPERS, IntakeParts
from app.ui.pages.intake.permission import PASSPORT, PermissionWanted
from app.ui.pages.intake.reasons import SOMEBODY_ELSE
from app.ui.pages.intake.sheet import FormPlace
from app.ui.pages.intake.verdict import opinion
from app.ui.words.notices import say


class Counsel(QObject):
    """`pointed` names the field to go on with after an offer was taken."""

    pointed = Signal(FormPlace)

    def __init__(self, parts: IntakeParts, memory: AskedAnswers, clock: OfficeClock) -> None:
        super().__init__(parts)
        self._parts, self._memory, self._clock = parts, memory, clock
        parts.known_offer.taken.connect(self._on_person_taken)
        parts.details_offer.taken.connect(self._on_details_taken)
        parts.lookalikes.taken.connect(self._on_lookalike_taken)
        parts.lookalikes.turned_away.connect(self._on_turned_away)
        self._chosen = ""  # a number that was taken from the register is keyed from the card all the same
        self._turned_away = NOTHING

    def follow(self) -> Terms | None:
        """Bring the form up to what stands on it; the terms it is under now."""
        parts, memory = self._parts, self._memory
        terms = parts.terms()
        parts.follow(terms)
        card = parts.identity.card()
        if not card.nik:
            self._chosen, self._turned_away = "", NOTHING
        permit, key = (terms.permit.code, terms.object_key) if terms else ("", "")
        memory.follow(parts.who(), (card.nik, parts.identity.text("name"), card.born), permit, key)
        said = opinion(card, self._clock.today(), memory.codes)
        same = memory.known is not None and intake_known.is_same(parts, memory.known)
        parts.identity.confirmed_by_register = same and card.nik != self._chosen
        parts.identity.show_opinion(said)
        foreign, passport = parts.identity.foreign, parts.identity.passport
        parts.permission.judge(
            PermissionWanted(passport.number(), passport.errors(), PASSPORT)
            if foreign
            else PermissionWanted(card.nik, said.errors)
        )
        passport.allow(allowed=foreign and bool(parts.permission.given()))
        parts.reasons.ask(said.warnings)
        parts.permit.set_held(memory.history.held)
        self._warn_of_second()
        self._show_lookalikes()
        self._offer(terms)
        return terms

    def _show_lookalikes(self) -> None:
        """Until they are turned away: then not for the same words again."""
        entry = self._memory.entry
        if self._memory.lookalikes and entry != self._turned_away:
            self._parts.lookalikes.compare(entry, self._memory.lookalikes)
        else:
            self._parts.lookalikes.withdraw()

    def _warn_of_second(self) -> None:
        running = {"duplicate": self._memory.history.running, "same_object": self._memory.object_elsewhere}
        self._parts.duplicate.ask(
            {
                code: say(code, {"service": other.short_name, "number": other.number}).text
                for code, other in running.items()
                if other is not None
            }
        )

    def _offer(self, terms: Terms | None) -> None:
        """One offer at a time: both are taken with the same key."""
        parts, known, last = self._parts, self._memory.known, self._last(terms)
        if parts.lookalikes.is_open():
            parts.known_offer.withdraw()
            parts.details_offer.withdraw()
            return
        if known is not None and intake_known.person_is_open(parts):
            parts.details_offer.withdraw()
            parts.known_offer.make(intake_known.person_offer(known))
            return
        parts.known_offer.withdraw()
        if last is None:
            parts.details_offer.withdraw()
        else:
            parts.details_offer.make(intake_known.details_offer(*last))

    def _last(self, terms: Terms | None) -> tuple[PermitType, LastApplication] | None:
        """The last application, where it holds something the form does not."""
        last = self._memory.history.last
        if terms is None or last is None or not intake_known.details_are_open(self._parts, last):
            return None
        return terms.permit, last

    def _on_person_taken(self) -> None:
        if self._memory.known is not None:
            intake_known.take_person(self._parts, self._memory.known)
            self._go_on((APPLICANT, APPLICATION))

    def _on_lookalike_taken(self, place: int) -> None:
        known = self._memory.lookalikes[place].known
        if known.nik != self._parts.identity.text("nik"):
            self._chosen = known.nik
        intake_known.take_lookalike(self._parts, known)
        self._go_on((APPLICANT, APPLICATION))

    def _on_turned_away(self) -> None:
        self._turned_away = self._memory.entry
        self._parts.lookalikes.withdraw()
        self._parts.reasons.give("known_near_nik", SOMEBODY_ELSE)

    def _on_details_taken(self) -> None:
        last = self._last(self._parts.terms())
        if last is not None:
            intake_known.take_details(self._parts, *last)
            self._go_on((APPLICATION, PAPERS))

    def _go_on(self, sections: tuple[str, ...]) -> None:
        """To the first thing that is still to be asked."""
        spots = (spot for section in sections for spot in self._parts.sheet.problems(section))
        spot = next(spots, None)
        if spot is not None:
            self.pointed.emit(spot)
