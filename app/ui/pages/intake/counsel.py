"""After every key: what applies now, what must be said of the number, what the register offers; and
taking it over: nothing typed is overwritten."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from app.queries.applicants import KnownApplicant, LastApplication
from app.reference.catalogue import PermitType
from app.reference.terms import Terms
from app.rules.names import folded
from app.rules.numbers import shown_mobile
from app.rules.wording import plain_date, short_date
from app.ui.forms import catalogue_fields
from app.ui.pages.intake.clock import OfficeClock
from app.ui.pages.intake.memory import NOTHING, AskedAnswers
from app.ui.pages.intake.others import BODY
from app.ui.pages.intake.parts import APPLICANT, APPLICATION, PAPERS, IntakeParts
from app.ui.pages.intake.permission import PASSPORT, PermissionWanted
from app.ui.pages.intake.reasons import SOMEBODY_ELSE
from app.ui.pages.intake.sheet import FormPlace
from app.ui.pages.intake.verdict import opinion
from app.ui.widgets.picker_list import PickRow
from app.ui.words.notices import NoticeLevel, say

TYPED = "Tadi diketik:"
NEEDED = ("name", "birth_date", "sex", "address", "village", "phone")


def person_is_open(parts: IntakeParts) -> bool:
    """Whether there is anything to fill with what is known."""
    typed = parts.identity.typed()
    return any(not typed[name] for name in NEEDED)


def details_are_open(parts: IntakeParts, last: LastApplication) -> bool:
    typed = parts.details.typed()
    return any(value is not None and typed.get(name) == "" for name, value in last.details.items())


def person_offer(known: KnownApplicant) -> str:
    return say("known_applicant", {"date": plain_date(known.confirmed)}).full


def details_offer(permit: PermitType, last: LastApplication) -> str:
    return f"Isian {permit.short_name} terakhir ({last.number}, {plain_date(last.received)}) dapat digunakan kembali."


def is_same(parts: IntakeParts, known: KnownApplicant) -> bool:
    """Whether name and birth date on the form are those of the register."""
    form = parts.identity
    return folded(form.text("name")) == folded(known.name) and form.values().get("birth_date") == known.birth_date


def take_person(parts: IntakeParts, known: KnownApplicant) -> None:
    """Fill what is empty; beside what was typed differently stands what was known before."""
    village, _, district = known.village_text.partition(", ")
    values: dict[str, object] = {
        "name": known.name,
        "birth_date": known.birth_date,
        "sex": known.sex,
        "address": known.address,
        "village": PickRow(known.village, village, district) if known.village else None,
        "phone": known.phone and shown_mobile(known.phone),
        "birth_place": known.birth_place,
        "email": known.email,
    }
    typed = parts.identity.typed()
    parts.identity.set_values({name: value for name, value in values.items() if value and not typed[name]})
    _remark(parts, typed, values | {"birth_date": short_date(known.birth_date), "village": known.village_text})


def take_lookalike(parts: IntakeParts, known: KnownApplicant) -> None:
    """The clerk says that this person is meant: number, name and birth date become those of the register, and what
    was typed stands beside them."""
    form = parts.identity
    values: dict[str, object] = {"nik": known.nik, "name": known.name, "birth_date": known.birth_date}
    typed = form.typed()
    form.set_values(values)
    now = form.typed()
    other = {name: typed[name] for name in values if typed[name] and folded(typed[name]) != folded(now[name])}
    form.keep_number(f"{TYPED} {other.pop('nik')}" if "nik" in other else "")
    take_person(parts, known)
    for name, text in other.items():
        form.remark(name, f"{TYPED} {text}", NoticeLevel.INFO)


def _remark(parts: IntakeParts, typed: Mapping[str, str], before: Mapping[str, object]) -> None:
    now = parts.identity.typed()
    for name, value in before.items():
        if (
            value
            and typed[name]
            and name not in ("sex", "village", "phone")
            and folded(now[name]) != folded(str(value))
        ):
            parts.identity.remark(name, f"Sebelumnya: {value}", NoticeLevel.INFO)


def take_details(parts: IntakeParts, permit: PermitType, last: LastApplication) -> None:
    if permit.variant(last.variant) and not parts.permit.variant:
        parts.permit.set_values({"variant": last.variant})
    fields = {field.id: field for field in permit.form_fields}
    parts.details.put_empty(
        {
            name: catalogue_fields.typed_of(fields[name], value)
            for name, value in last.details.items()
            if name in fields and value is not None
        }
    )
    if last.body:
        parts.toggles.set_on(BODY, on=True)
        typed = parts.body.typed()
        before = {f"body_{name}": value for name, value in last.body.items()}
        parts.body.set_values({name: value for name, value in before.items() if value and not typed.get(name)})


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
        same = memory.known is not None and is_same(parts, memory.known)
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
        if known is not None and person_is_open(parts):
            parts.details_offer.withdraw()
            parts.known_offer.make(person_offer(known))
            return
        parts.known_offer.withdraw()
        if last is None:
            parts.details_offer.withdraw()
        else:
            parts.details_offer.make(details_offer(*last))

    def _last(self, terms: Terms | None) -> tuple[PermitType, LastApplication] | None:
        """The last application, where it holds something the form does not."""
        last = self._memory.history.last
        if terms is None or last is None or not details_are_open(self._parts, last):
            return None
        return terms.permit, last

    def _on_person_taken(self) -> None:
        if self._memory.known is not None:
            take_person(self._parts, self._memory.known)
            self._go_on((APPLICANT, APPLICATION))

    def _on_lookalike_taken(self, place: int) -> None:
        known = self._memory.lookalikes[place].known
        if known.nik != self._parts.identity.text("nik"):
            self._chosen = known.nik
        take_lookalike(self._parts, known)
        self._go_on((APPLICANT, APPLICATION))

    def _on_turned_away(self) -> None:
        self._turned_away = self._memory.entry
        self._parts.lookalikes.withdraw()
        self._parts.reasons.give("known_near_nik", SOMEBODY_ELSE)

    def _on_details_taken(self) -> None:
        last = self._last(self._parts.terms())
        if last is not None:
            take_details(self._parts, *last)
            self._go_on((APPLICATION, PAPERS))

    def _go_on(self, sections: tuple[str, ...]) -> None:
        """To the first thing that is still to be asked."""
        spots = (spot for section in sections for spot in self._parts.sheet.problems(section))
        spot = next(spots, None)
        if spot is not None:
            self.pointed.emit(spot)
