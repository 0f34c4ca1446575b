"""The facts of a file that the conditions of acts ask for, each read once and only when it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.application import Application, Item, Permit, Recommendation, Revision
from app.models.journal import Document, Entry
from app.models.office import Office
from app.queries.corrections import open_of
from app.queries.decrees import decree_of
from app.queries.files import terms_of
from app.queries.look import UNSET_ZONE
from app.queries.permits import standing_of, term_of
from app.queries.visits import visit_ahead
from app.reference.reference import Reference
from app.rules import stages
from app.rules.clock import due_soon, is_late
from app.rules.matching import against_signing
from app.rules.standing import withheld
from app.rules.working_days import Calendar

STRICT, REFUSES = "ketat", "tolak"
DRAFTED, INITIALLED = "submit_draft", "initial"
DEFERRED, OBJECTION, NOTE = "susulan", "tidak_setuju", "add_note"


@dataclass(frozen=True)
class FactsOfFile:
    """As app.rules.act_conditions.FileFacts wants them. `calendar` answers for every year; `items` reads the papers of
    the file."""

    session: Session
    reference: Reference
    file: Application
    actor: str
    today: date
    calendar: Callable[[], Calendar]
    items: Callable[[], Sequence[Item]]

    @property
    def drafter(self) -> str | None:
        return self.file.drafter_id

    @cached_property
    def initialled(self) -> bool:
        done = Entry.application_id == self.file.id, Entry.kind.in_((DRAFTED, INITIALLED))
        rows = self.session.execute(select(Entry.kind, Entry.actor_id).where(*done).order_by(Entry.position))
        since: list[str] = []
        for kind, actor in rows:
            since = [] if kind == DRAFTED else [*since, actor]
        return self.actor in since

    @property
    def strict(self) -> bool:
        return self._office is not None and self._office.separation == STRICT

    @property
    def registered(self) -> date:
        return self.file.received.astimezone(self._zone).date()

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._office.zone if self._office else UNSET_ZONE)

    @cached_property
    def worked_on(self) -> bool:
        done = select(func.count()).where(Entry.application_id == self.file.id, Entry.kind != NOTE)
        return (self.session.scalar(done) or 0) > 1

    @cached_property
    def pressing(self) -> bool:
        due, today = self.file.due, self.today
        return due is not None and (is_late(today, due) or due_soon(today, due, self.file.days, self.calendar()))

    @cached_property
    def _revision(self) -> Revision | None:
        wanted = select(Revision).where(Revision.application_id == self.file.id, Revision.back.is_(None))
        return self.session.scalar(wanted)

    @property
    def return_deadline(self) -> date | None:
        return self._revision.deadline if self._revision else None

    @property
    def reminded(self) -> bool:
        return self._revision is not None and self._revision.reminded

    @cached_property
    def correction_by(self) -> str | None:
        found = open_of(self.session, self.file.id)
        return found.asked_by if found else None

    @property
    def meant_for_permit(self) -> bool:
        return self.file.outcome == stages.PERMIT

    @cached_property
    def still_deferred(self) -> Collection[str]:
        return tuple(item.requirement for item in self.items() if item.state == DEFERRED and item.mandatory)

    @cached_property
    def objected(self) -> bool:
        objection = Recommendation.application_id == self.file.id, Recommendation.outcome == OBJECTION
        return self.session.scalar(select(Recommendation.id).where(*objection).limit(1)) is not None

    @cached_property
    def _permit(self) -> Permit | None:
        return self.session.scalar(select(Permit).where(Permit.application_id == self.file.id))

    @property
    def has_number(self) -> bool:
        return self._permit is not None and bool(self._permit.document_id)

    @property
    def has_numbered_paper(self) -> bool:
        permit = self._permit
        return permit is not None and self.session.get(Document, permit.document_id) is not None

    @property
    def withheld(self) -> str:
        permit = self._permit
        return withheld(standing_of(permit, self.file.kind, self.today)) if permit else ""

    @cached_property
    def decreed(self) -> tuple[date, str] | None:
        found = decree_of(self.session, self._permit) if self._permit else None
        return (found.at.astimezone(self._zone).date(), found.actor) if found else None

    @cached_property
    def visit_planned(self) -> date | None:
        return visit_ahead(self.session, self.file.id)

    @cached_property
    def term_is_over(self) -> bool:
        starts, ends = term_of(self.session, self.file, terms_of(self.file, self.reference), self.today)
        return ends is not None and ends < starts

    @property
    def identity_doubt(self) -> str:
        return against_signing(self.file.match, self.file.person["nik"])

    @property
    def doubt_refuses(self) -> bool:
        return self._office is not None and self._office.match_policy == REFUSES

    @cached_property
    def _office(self) -> Office | None:
        """None before the first start is done."""
        return self.session.get(Office, 1)
