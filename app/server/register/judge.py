"""One act before the centre: whose it is, whether it follows, whether it may, and what it changes.

Called under the lock of the head, in a savepoint of its own. What the act changes, its number in the feed, the digest,
its tray item and its result are written in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

import msgspec
from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from app.actions import late_papers, promising, written
from app.actions.act_cache import once
from app.actions.bounds import has_sound_times
from app.actions.commands import Command
from app.actions.commands.office import SettleTrayItem, SetUpOffice
from app.actions.context import ActContext
from app.actions.door import write_entry
from app.actions.drawing import filled, numbered_again, numbers_in
from app.actions.perform import perform
from app.actions.traces import Earlier, Trace, traced
from app.actions.written import REGISTRATION, Written
from app.errors import Refused
from app.models.application import Application
from app.models.centre import Head, Terminal
from app.models.exchange import Act, TrayItem
from app.models.journal import Entry
from app.models.office import Device
from app.queries.permits import permit_numbered
from app.reference.reference import Reference
from app.rules.registration import Draw
from app.rules.workflow import NUMBERED_BY_CENTRE
from app.server.register import contest as contests
from app.server.register.authenticity import ALIEN, Authenticity, BatchCache, claims_import
from app.server.register.batch_lookup import BatchLookup
from app.server.register.before_file import stand_before
from app.server.register.contest import RENUMBERED, contest
from app.server.register.early import FILE_TAKEN, NO_RIGHT, EarlyActs
from app.server.register.ledger import Tally, entered_as, entries
from app.server.register.office_acts import is_overtaken
from app.server.register.proof import Applied, proof_of
from app.server.register.timing import CLOCK, Timing
from app.server.register.tray import LATEST, tray_item
from app.server.register.withdrawal import TAKING, put_before_people, withdrawn
from app.sync.protocol import APPLIED, FORGED, GAP, Envelope, Result


class EntangledError(Exception):
    """An act of a batch changed rows of another act's file: they have to be taken one by one."""


@dataclass
class Judge:
    """`draw` gives one random character of the numbering alphabet; `now` is the centre's time of receipt (UTC).

    `plain`: the whole batch is undone where one act is not simply applied, so that none needs a savepoint of its own.
    `newer`: the PC says that its program is newer than this one.
    """

    session: Session
    reference: Reference
    head: Head
    terminal: Terminal
    draw: Draw
    now: datetime
    plain: bool = False
    newer: bool = False
    memory: BatchCache = field(default_factory=BatchCache)
    _contexts: list[ActContext] = field(default_factory=list)
    _earlier: Earlier = field(default_factory=Earlier)
    _entered: list[Act] = field(default_factory=list)
    _read: dict[str, Command] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tally = Tally(self.head.head, self.head.digest)
        self.lookup = BatchLookup(self.session, self.memory)
        self._authenticity = Authenticity(self.session, self.head, self.memory)
        self._timing = Timing(self._authenticity, self.now)
        known = self.session, self.reference, self.memory, self._authenticity, self.lookup
        self.early = EarlyActs(*known, self.now)

    def close(self) -> None:
        """After the batch: what it was given is written down. Raises EntangledError where a plain one was not plain."""
        if not self._earlier.are_whole():
            raise EntangledError
        self.session.add_all(self._entered)
        self.early.processed(each.id for each in self._entered)
        self.head.head, self.head.digest = self.tally.head, self.tally.digest
        self.session.flush()

    def known(self, act: Written, envelope: Envelope) -> Result | None:
        """The result an act had when it came before. What the centre said of it before it was restored, and is not so
        any more, comes before people."""
        told = self.lookup.known(act, envelope)
        before = self._authenticity.applied_before(act, envelope) if told else None
        if told is None or not self._authenticity.seen_before(act, envelope):
            return told
        kept = self.lookup.here[act.id]
        here, given = self._authenticity.applied_here(kept), self._authenticity.numbered_before(act, envelope)
        found = contest(kept, bytes(envelope.body), here, before)
        differs = given is not None and bool(given.numbers) and (here is None or here.numbers != given.numbers)
        older = before is not None and here is not None and found is None and before.received < here.received
        if self.plain and (found or differs or older):
            raise EntangledError  # it is no act of the batch
        if differs:
            self.early.keep_back(act, envelope)
        if here and before and older:  # its own PC brought it without the centre's word
            _as_old_as(before, self.head, kept, here)
        if found is None:
            return told
        number = found.id_of(act.id)
        made = self.lookup.here.get(number) or self.session.get(Act, number)
        if made is None:
            made = self.lookup.here[number] = contests.entered(self.session, self.tally, act, found, self.now)
            self._entered.append(made)
        return contests.answer(act, found, told, made.feed or 0)

    def unfit(self, act: Written, envelope: Envelope) -> Result | None:
        """Forged, or not the next of its PC: refused, and nothing is kept of it."""
        authenticity = self._authenticity
        forgery, broken = authenticity.forgery(act, envelope, self.terminal.id), self._unreadable(act, envelope)
        if forgery == ALIEN and not broken:
            if self.plain:
                raise EntangledError  # nothing of it stays where the batch is undone
            if authenticity.adopt(act, envelope, self.now):
                forgery = authenticity.forgery(act, envelope, self.terminal.id)
        reason = forgery or broken or self._disorder(act, envelope)
        if reason == GAP:
            self.early.keep_back(act, envelope)
            return Result(id=act.id, result=GAP)
        if not reason and self.early.is_early(act, envelope):
            if self.plain:
                raise EntangledError  # that it came stays, where the batch is undone
            return self.early.wait(act, envelope, self.terminal.id)
        return Result(id=act.id, result=FORGED, reason=reason) if reason else None

    def _unreadable(self, act: Written, envelope: Envelope) -> str:
        """A code for a command that no program up to this one writes. Those before form 2 bounded nothing, and what
        was done before pairing may be as old: there it comes before people, as what a newer program writes does, and
        what did so before the centre was restored."""
        taken = self.newer or self._authenticity.seen_before(act, envelope)
        try:
            command = self._read[act.id] = written.command_of(act)
        except KeyError:
            return "" if taken else "kind"
        except msgspec.ValidationError:
            return "malformed" if act.form is not msgspec.UNSET and not taken else ""
        return "" if has_sound_times(command) or claims_import(act, envelope) else "malformed"

    def _disorder(self, act: Written, envelope: Envelope) -> str:
        """A code where it cannot stand in the line of its PC's acts, or in time."""
        authenticity = self._authenticity
        imported = authenticity.is_imported(act, envelope)
        try:
            if not imported:
                self._timing.span(act, envelope)
        except Refused as refused:
            return refused.code
        if act.prev is None:
            return ""
        before = self.lookup.here.get(act.prev)
        if before is not None and (imported or before.device == act.device):
            return ""
        # Another PC's act under that id is not the one before it: since a restore that may be gone.
        return "" if authenticity.is_lost(act, envelope, self.terminal.id) else GAP

    def take(self, act: Written, envelope: Envelope) -> Result:
        """Raises Refused for a decision that cannot stand, and then nothing is kept; any other error is unforeseen."""
        command = self._read.pop(act.id, None) or written.command_of(act)
        with traced(self.session, self._earlier, act.application or "") as trace:
            imported = self._authenticity.is_imported(act, envelope)
            before = self._authenticity.applied_before(act, envelope)
            if before is None and not act.fact and self._authenticity.seen_before(act, envelope):
                raise Refused("stood_not_before")
            context = self._context(act, command, envelope, before, imported=imported)
            self._follows(act, context, before, imported=imported)
            try:
                with self.session.begin_nested() if self._may_stay(act) and not self.plain else nullcontext():
                    self._perform(context)
            except Refused as refused:
                waits = self.early.refused(act, envelope, refused.code, self.terminal.id)
                if waits or self.plain or not self._may_stay(act):
                    raise
                # A fact stays true even where the rules have no place for it any more.
                trace.forget()
                context.flags.append(refused.code)
                _introduce(context, self._authenticity)  # undone with the rest
                late_papers.stand(context)
            if NO_RIGHT in context.flags and self.early.refused(act, envelope, NO_RIGHT, self.terminal.id):
                raise Refused(NO_RIGHT)  # what gave the right may be still to come
            flags = tuple(dict.fromkeys(context.flags))
            result = Result(id=act.id, result=APPLIED, flags=flags)
            return self._finish(act, envelope, trace, result, context)

    def _may_stay(self, act: Written) -> bool:
        """Without an effect, when the rules say no."""
        return act.fact and act.kind != REGISTRATION

    def _context(
        self, act: Written, command: Command, envelope: Envelope, known: Applied | None, *, imported: bool
    ) -> ActContext:
        if known and known.numbers and self.plain:
            raise EntangledError  # whose numbers they are by now is looked up in the tables
        numbers = _free(self.session, known.numbers, act.application) if known else {}
        if not imported:
            command = numbered_again(command, numbers)
        context = ActContext(self.session, command, self.reference, memory=self.memory)
        # Kept in hand, so that the session does not read office, people, files and devices again for each act.
        self._contexts.append(context)
        once(self.memory.devices, act.device, partial(self.session.get, Device, act.device))
        context.settled, context.together = act.fact or imported or known is not None, self.plain
        context.mac_key = self.terminal.mac_key
        context.arrived = known.received if known else self.now
        if known and known.numbers and not numbers:
            context.flags.append(RENUMBERED)
        if not imported:
            self._timing.place(context, act, envelope)
        return context

    def _perform(self, context: ActContext) -> None:
        if self.plain and _is_nameless(context):
            raise EntangledError
        _introduce(context, self._authenticity)
        context.command = filled(context, context.command, self.draw)
        perform(context)
        if context.command.act in TAKING:
            if self.plain:
                raise EntangledError
            ended = withdrawn(context, self.head.secret, self.now)
            put_before_people(self.session, ended, self._entered, self.now)
        write_entry(context, self.tally.head + 1)
        if not self.plain:
            self.session.flush()
        if context.command.act == REGISTRATION and context.file().id in self.lookup.awaited:
            if self.plain:
                raise EntangledError
            stand_before(context, self._entered, self.now)

    def _follows(self, act: Written, context: ActContext, known: Applied | None, *, imported: bool) -> None:
        """Raises Refused: `file_taken` where another's file has that id by now, `dependency` on an act that did not
        stand, `version` for a decision made against an older state of the file. A fact only minds the file itself."""
        if act.kind == REGISTRATION:
            return
        before = self.lookup.here.get(act.dep) if act.dep else None
        fails = before is not None and before.result != APPLIED
        file = context.application = self.lookup.file(act.application) if act.application else None
        if file is not None and known is not None and self.early.is_of_another_file(file.id, known):
            raise Refused(FILE_TAKEN)
        if fails and (not act.fact or file is None):
            raise Refused("dependency")
        if act.fact or imported:
            return
        if self._is_stale(act, context, known):
            raise Refused("version")

    def _is_stale(self, act: Written, context: ActContext, known: Applied | None) -> bool:
        if isinstance(context.command, SettleTrayItem):
            item = self.session.get(TrayItem, context.command.item)
            if known is None:
                return _has_grown(self.session, self.lookup, act, item)
            if _is_other(item, known):
                return True
        if act.application is None:
            return is_overtaken(self.session, self._authenticity, act, context.command, self._entered, known)
        return context.application is not None and not self._seen(act, context.application)

    def _seen(self, act: Written, file: Application) -> bool:
        """Whether its author knew the last decision on the file, and what it had made of the file: while a first
        synchronisation runs a PC can have the one without the other."""
        return act.base == file.decisions and act.after == self.lookup.last_decision(file.id)

    def record(self, act: Written, envelope: Envelope, result: str, reason: str) -> Result:
        """A decision that cannot stand, or an act that fails for a reason nobody foresaw: kept, and shown to people."""
        self.early.keep_back(act, envelope)
        if (act.kind, reason) == (REGISTRATION, "already_done"):
            reason = FILE_TAKEN  # the same act would be known by its id
        with traced(self.session) as trace:
            return self._finish(act, envelope, trace, Result(id=act.id, result=result, reason=reason))

    def _finish(
        self, act: Written, envelope: Envelope, trace: Trace, result: Result, context: ActContext | None = None
    ) -> Result:
        session = self.session
        fork = (act.prev, act.device) in self.lookup.followed
        if result.result != APPLIED or result.flags:
            verdict = result.result, result.reason, result.flags
            session.add(tray_item(session, act, *verdict, self.now, context.differences if context else {}))
        said = self._authenticity.proof(act, envelope, _said(context, self.now) if context else None, self.now)
        entered = entered_as(act, envelope, result, said)
        if self.plain:
            trace.look(session)  # the whole batch is undone together, and written together
        else:
            session.flush()
        after = trace.after()
        made = entries(self.tally, trace.before, after, entered, self.now)
        self._entered += made
        if self.plain:
            self._earlier.add(trace, after)
        self.lookup.add(act, made[0])
        if act.application is None:
            self.memory.forget()
        return msgspec.structs.replace(result, fork=fork, feed=made[0].feed or 0)


def _as_old_as(before: Applied, head: Head, kept: Act, here: Applied) -> None:
    kept.proof = proof_of(head.secret, kept.id, kept.body, replace(here, received=before.received))


def _said(context: ActContext, now: datetime) -> Applied:
    """What the centre filled in, and its word for the time where that is not the PC's."""
    return Applied(now, numbers_in(context.command), context.at if CLOCK in context.flags else None)


def _is_other(found: TrayItem | None, known: Applied) -> bool:
    """Whether the matter, opened anew since the centre was restored, says what nobody was told before."""
    return found is not None and found.opened > known.received and RENUMBERED in found.reason


def _has_grown(session: Session, lookup: BatchLookup, act: Written, found: TrayItem | None) -> bool:
    """Whether something was counted into a matter after its author looked: it is not to be closed with it."""
    latest = found.saw.get(LATEST, "") if found else ""
    counted = lookup.here.get(latest) or session.get(Act, latest)
    return counted is not None and (counted.feed or 0) > act.base


def _is_nameless(context: ActContext) -> bool:
    """Whether a restored centre has forgotten the counter of the act, or its name, as far as the act tells it."""
    known = context.session.get(Device, context.command.stamp.counter)
    if known is None:
        return not isinstance(context.command, SetUpOffice)
    return known.name == known.code and bool(_counter_on_paper(context))


def _introduce(context: ActContext, authenticity: Authenticity) -> None:
    counter = context.command.stamp.counter
    if not _is_nameless(context):
        return
    name = authenticity.name_of(counter) or _counter_on_paper(context) or counter
    known = context.session.get(Device, counter)
    if known is None:
        context.session.add(Device(code=counter, name=name, counter=0, tip=None))
    else:
        known.name = name
    context.session.flush()


def _counter_on_paper(context: ActContext) -> str:
    """What its PC was called when it printed; a restored centre has forgotten it."""
    told = (promising.card_told(context) or {}).get("counter")
    return told if isinstance(told, str) else ""


def _free(session: Session, numbers: Mapping[str, str], file: str | None) -> Mapping[str, str]:
    """What the centre gave `file` before it was restored, unless it has given the same number to another since."""
    number, letter = numbers.get("number", ""), numbers.get("letter", "")
    if letter:
        said = cast(Entry.payload, Text).contains(letter, autoescape=True)
        given = select(Entry.payload).where(Entry.kind.in_(NUMBERED_BY_CENTRE), said, Entry.application_id != file)
        return {} if any(payload.get("letter") == letter for payload in session.scalars(given)) else numbers
    permit = permit_numbered(session, number)
    return numbers if permit is None or permit.application_id == file else {}
