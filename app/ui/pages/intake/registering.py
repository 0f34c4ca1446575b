"""Ctrl+Enter: from the form to a registered application, or to the field that still needs a look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.actions.commands.intake import ListShortage, RegisterApplication
from app.actions.door import Done
from app.errors import Refused
from app.reference.terms import Terms
from app.rules.wording import long_date
from app.ui.pages.intake.draft import Drafting
from app.ui.pages.intake.read_back import ReadBack
from app.ui.pages.intake.review import READ_BACK, Review
from app.ui.pages.intake.sheet import FormPlace
from app.ui.pages.workplace import Workplace
from app.ui.shell.board import NoticeButton, NoticePressed
from app.ui.words.notices import say

TOPIC = "intake"
SUCCESS = "intake:registered"
SHORTAGE = "shortage"
KNOWN = ("known_other_name", "known_near_nik")
PLACES = {"previous_permit": FormPlace("permit", "previous"), "read_back": READ_BACK}


@dataclass(frozen=True)
class Registered:
    """An application is in the register; `documents` are the papers it made, `warnings` codes for the clerk."""

    application: str
    number: str
    documents: tuple[str, ...]
    warnings: tuple[str, ...]


class Registering(QObject):
    """`refused` names the first place to look at. While an answer is awaited nothing is sent again."""

    registered = Signal(Registered)
    listed = Signal()
    refused = Signal(FormPlace)

    def __init__(self, workplace: Workplace, review: Review, drafting: Drafting, reading: ReadBack) -> None:
        super().__init__(drafting)
        self._desk, self._board, self._papers = workplace.desk, workplace.board, workplace.papers
        self._review, self._drafting, self._reading = review, drafting, reading
        self._parts = drafting.parts
        self._waiting = False
        self._due = ""
        self._desk.failed.connect(self._on_failed)
        self._board.taken.connect(self._on_taken)

    def register(self) -> None:
        """If something stands in the way, say it and go there."""
        self._review.finish_all()
        spots, terms = self._review.spots(), self._parts.terms()
        if spots or terms is None:
            self._explain(spots)
        elif not self._waiting:
            self._waiting = True
            self._send(terms)

    def list_shortage(self) -> None:
        """The paper that tells the applicant what to bring; the draft is kept."""
        terms = self._parts.terms()
        if terms is None:
            return
        command = ListShortage(
            stamp=self._desk.stamp(),
            permit=terms.permit.code,
            variant=terms.variant,
            kind=terms.kind,
            applicant=self._parts.identity.text("name"),
            items=self._parts.papers.items(),
            details=self._parts.detail_values(terms.permit),
        )
        self._desk.do(self, command, self._on_listed, self._on_refused)

    def _explain(self, spots: tuple[FormPlace, ...]) -> None:
        missing = len(self._parts.papers.missing())
        if spots[0] == READ_BACK:
            self._board.pin(say("read_back_missing"), TOPIC)
        elif missing and {spot.part for spot in spots} == {"papers"}:
            self._board.pin(
                say("not_complete", {"count": str(missing)}), TOPIC, NoticeButton("Cetak kekurangan", SHORTAGE)
            )
        else:
            self._board.pin(say("form_open", {"count": str(len(spots))}), TOPIC)
        self.refused.emit(spots[0])

    def _send(self, terms: Terms) -> None:
        stamp = self._desk.stamp()
        due = self._drafting.clock.due(terms, stamp.at).due
        self._due = long_date(due) if due else ""
        command = RegisterApplication(
            stamp=stamp,
            application=self._drafting.draft or self._desk.stamp().id,  # a late save finds the draft registered
            intake=self._parts.intake(terms.permit),
            read_back=self._reading.read(),
            read_how=self._reading.how(),
            unread_reason=self._reading.reason(),
            override=self._parts.permission.given(),
            started=self._drafting.started,
            draft=self._drafting.draft,
        )
        self._desk.do(self, command, self._on_registered, self._on_refused)

    def _on_registered(self, done: Done) -> None:
        self._waiting = False
        for document in done.documents:
            self._papers.print_document(self, document)
        for code in done.warnings:
            self._board.pin(say(code), f"{TOPIC}:{code}")
        self._board.pin(say("registered", {"number": done.number, "due": self._due}), SUCCESS)
        self.registered.emit(Registered(done.application, done.number, done.documents, done.warnings))

    def _on_listed(self, done: Done) -> None:
        for document in done.documents:
            self._papers.print_document(self, document)
        self._board.pin(say("shortage_listed"), TOPIC)
        self.listed.emit()

    def _on_refused(self, refusal: Refused) -> None:
        self._waiting = False
        self._board.pin(say(refusal.code, refusal.facts), TOPIC)
        if refusal.code == "identity":
            codes = refusal.facts.get("codes", "").split(",")
            self._drafting.memory.add_codes(code for code in codes if code in KNOWN)
        elif refusal.code in ("duplicate", "same_object"):
            self._drafting.memory.ask_again()
        spots = tuple(self._spot(field, code) for field, code in refusal.fields.items())
        for part in {spot.part for spot in spots if spot.part != "summary"}:
            self._parts.sheet.part(part).show_codes({s.field: s.code for s in spots if s.part == part})
        if spots:
            self.refused.emit(spots[0])

    def _spot(self, field: str, code: str) -> FormPlace:
        """Where the form has what the command calls `field`."""
        known = PLACES.get(field)
        if known is not None:
            return FormPlace(known.part, known.field, code)
        if field in self._parts.papers.typed():
            return FormPlace("papers", "papers", code)
        return FormPlace(_part_with(field, self._parts.sheet.typed()), field, code)

    def _on_failed(self, _: object) -> None:
        """The world said no: everything typed stays on the screen, and one may try again."""
        self._waiting = False

    def _on_taken(self, taken: NoticePressed) -> None:
        if (taken.topic, taken.key) == (TOPIC, SHORTAGE):
            self.list_shortage()


def _part_with(field: str, typed: Mapping[str, Mapping[str, str]]) -> str:
    return next((name for name, fields in typed.items() if field in fields), "summary")
