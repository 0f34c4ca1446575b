"""What a restored centre hears of before it has what that was made after: another PC still has to bring it.

A PC that comes first has only its own acts, and one that was paired or set up anew has the rows of a file and only the
acts that came later. What it brings is not judged as if there were nothing else to come; and the numbers that stand on
paper are not given to anybody else meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.actions import written
from app.actions.series import keep_back, letter_number
from app.actions.written import REGISTRATION, Written
from app.models.centre import EarlyAct
from app.models.exchange import Act
from app.models.journal import Entry
from app.models.office import Mandate, Staff, StaffRole
from app.reference.reference import Reference
from app.rules.workflow import LETTER_SERIES
from app.server.register.authenticity import Authenticity, BatchCache
from app.server.register.batch_lookup import BatchLookup
from app.server.register.proof import Applied
from app.sync.protocol import APPLIED, EARLY, FORGED, Envelope, Result

# Its author is made by the act itself.
SET_UP = "set_up_office"
PATIENCE, OF_OTHERS = timedelta(days=7), timedelta(days=30)
"""So long a PC may be switched off; longer where only others have brought what is its own, for anybody could begin
those days in its place. Then people decide."""
DAY = timedelta(days=1)
NO_DOCUMENT, NO_RIGHT, FILE_TAKEN = "no_document", "no_right", "file_taken"
# Refusals of what stood before that nothing which is still to come can lift.
FOR_GOOD = frozenset({"version", "dependency", "key_revoked", "already_done"})


@dataclass(frozen=True)
class EarlyActs:
    """`lookup` knows the acts of the batch; `now` is the centre's time (UTC)."""

    session: Session
    reference: Reference
    memory: BatchCache
    authenticity: Authenticity
    lookup: BatchLookup
    now: datetime

    def is_early(self, act: Written, envelope: Envelope) -> bool:
        """Whether what it was made after is evidently still to come. A fact that the centre has no word for stands
        meanwhile, whatever is missing."""
        stood = self.authenticity.applied_before(act, envelope) is not None
        return (stood or not act.fact) and self._lacks_what_was_before(act)

    def refused(self, act: Written, envelope: Envelope, code: str, terminal: str) -> Result | None:
        """Of what stood before the centre was restored, and cannot stand now: what makes it stand may be still to come.
        A fact may have been without an effect then, too, unless its author knew decisions that are not here."""
        if code in FOR_GOOD or self.authenticity.applied_before(act, envelope) is None:
            return None
        if code == NO_RIGHT and self._has_lost_rights(act.actor):
            return None
        late_paper = code == NO_DOCUMENT and bool(self.authenticity.waiting())
        if act.fact and not (late_paper or code == FILE_TAKEN or self._are_decisions_missing(act)):
            return None
        return self.wait(act, envelope, terminal)

    def is_of_another_file(self, file: str, before: Applied) -> bool:
        """Whether the file that has the id now was registered only after the centre received what is to be done to it:
        then somebody took the id while the file itself is still to come."""
        alike = {"application_id": file, "kind": REGISTRATION, "result": APPLIED}
        entered = (
            each for each in self.lookup.here.values() if all(getattr(each, name) == alike[name] for name in alike)
        )
        registered = next(entered, None) or self.session.scalar(select(Act).filter_by(**alike).limit(1))
        word = self.authenticity.applied_here(registered) if registered else None
        return word is not None and word.received > before.received

    def _has_lost_rights(self, staff: str) -> bool:
        """Whether something was taken away from them by now: then it need not be to come."""
        known = self.session.get(Staff, staff)
        roles = select(StaffRole.id).where(StaffRole.staff_id == staff, StaffRole.until.is_not(None))
        mandates = select(Mandate.id).where(Mandate.substitute_id == staff, Mandate.ended.is_not(None))
        lost = any(self.session.scalar(each.limit(1)) is not None for each in (roles, mandates))
        return lost or (known is not None and not known.active)

    def wait(self, act: Written, envelope: Envelope, terminal: str) -> Result | None:
        """None once its own PC has waited for `PATIENCE`, or others for `OF_OTHERS`. From now on its proof is known:
        its own PC may never have heard of it."""
        known = self.session.get(EarlyAct, act.id)
        if known is None:
            known = EarlyAct(act_id=act.id, since=self.now, own_since=None, proof="")
            self.session.add(known)
        if not known.proof and self.authenticity.applied_before(act, envelope) is not None:
            self.keep_back(act, envelope)
            known.proof = envelope.proof
        self.authenticity.waiting()[act.id] = known.proof
        own = self.authenticity.is_own(envelope, terminal)
        if own and known.own_since is None:
            known.own_since = self.now
        known.since = min(known.since, self.now)  # the centre's clock was ahead
        if known.own_since is not None:
            known.own_since = min(known.own_since, self.now)
        self.session.flush()
        if self.now - known.since >= OF_OTHERS or (own and self.now - (known.own_since or self.now) >= PATIENCE):
            return None
        return Result(id=act.id, result=FORGED, reason=EARLY)

    def processed(self, acts: Iterable[str]) -> None:
        """They wait no more, whatever became of them."""
        waited = self.authenticity.waiting().keys() & set(acts)
        if waited:
            self.session.execute(delete(EarlyAct).where(EarlyAct.act_id.in_(waited)))

    def keep_back(self, act: Written, envelope: Envelope) -> None:
        """What the centre gave the act before it was restored is given to nobody else, whatever becomes of the act."""
        before = self.authenticity.numbered_before(act, envelope)
        if before is None:
            return
        taken = act.at, before.moment or act.at, before.received - DAY, before.received + DAY
        for number in filter(None, (before.numbers.get("letter"), before.numbers.get("number"))):
            for year in sorted({moment.year for moment in taken}):
                for name, form in _series(self.reference, year):
                    keep_back(self.session, name, year, number, form)

    def _lacks_what_was_before(self, act: Written) -> bool:
        """Its author, its file, or the last decision its author knew."""
        if act.kind != SET_UP and self.session.get(Staff, act.actor) is None:
            return True
        if act.kind == REGISTRATION or act.application is None:
            return False
        file = self.lookup.file(act.application)
        if file is None:
            registered = Act.application_id == act.application, Act.kind == REGISTRATION
            return self.session.scalar(select(Act.id).where(*registered).limit(1)) is None
        if act.fact or act.after is None or act.after in self.lookup.here:
            return False
        return self.session.scalar(select(Entry.id).where(Entry.id == act.after)) is None

    def _are_decisions_missing(self, act: Written) -> bool:
        """Whether its author knew more than there are, those of the author's own left out that never stood."""
        file = self.lookup.file(act.application) if act.application else None
        missing, own = act.base - file.decisions if file else 0, act.dep
        while missing > 0 and own is not None:
            before = self.lookup.here.get(own) or self.session.get(Act, own)
            if before is None:
                return True
            missing -= before.result != APPLIED and before.kind in written.DECISIONS
            own = written.decode(before.body).dep
        return missing > 0


def _series(reference: Reference, year: int) -> Iterator[tuple[str, Callable[[int], str]]]:
    """Every series of letters and permits, and how its numbers are written that year."""
    for code in sorted(set(LETTER_SERIES.values())):
        yield code, partial(letter_number, code, year=year)
    for permit in reference.catalogue.permits:
        if permit.output.number_format is not None:
            yield permit.output.series, partial(_permit_number, permit.output.number_format, year)


def _permit_number(form: str, year: int, seq: int) -> str:
    return form.format(seq=seq, year=year)
