"""One act before the centre: whose it is, whether it follows, whether it may, and what it changes.

Called under the lock of the head, in a savepoint of its own. What the act changes, its number in the feed, the digest,
its tray item and its result are written in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import chain

import msgspec
from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from app.actions import late_papers, promising, written
from app.actions.bounds import has_sound_times
from app.actions.commands import Command, load
from app.actions.commands.office import SettleTrayItem, SetUpOffice
from app.actions.door import write_entry
from app.actions.drawing import filled, numbered_again, numbers_in
from app.actions.issuing import permit_numbered
from app.actions.memory import Memory
from app.actions.perform import perform
from app.actions.scene import Scene
from app.actions.traces import Earlier, Trace, traced
from app.actions.written import NUMBERED_BY_CENTRE, REGISTRATION, Written
from app.errors import Refused
from app.models.application import Application
from app.models.centre import Head, Terminal
from app.models.exchange import Act, TrayItem
from app.models.journal import Entry
from app.models.office import Device
from app.reference.reference import Reference
from app.rules.registration import Draw
from app.server import contest as contests
from app.server import early
from app.server.authenticity import ALIEN, Authenticity, claims_import, unhex
from app.server.before_file import stand_before
from app.server.contest import contest
from app.server.docket import Docket
from app.server.ledger import Entered, Tally, entries
from app.server.timing import Timing
from app.server.tray import LATEST, tray_item
from app.server.withdrawal import TAKING, Withdrawal, put_before_people
from app.sync.protocol import APPLIED, EARLY, FORGED, GAP, Envelope, Result


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
    memory: Memory = field(default_factory=Memory)
    _scenes: list[Scene] = field(default_factory=list)
    _earlier: Earlier = field(default_factory=Earlier)
    _entered: list[Act] = field(default_factory=list)
    _read: dict[str, Command] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tally = Tally(self.head.head, self.head.digest)
        self.docket = Docket(self.session, self.memory)
        self._authenticity = Authenticity(self.session, self.head, self.memory)
        self._timing = Timing(self._authenticity, self.now)

    def close(self) -> None:
        """After the last act of the batch: what they were given is written down. Raises EntangledError where a plain
        batch was not so plain."""
        if not self._earlier.are_whole():
            raise EntangledError
        self.session.add_all(self._entered)
        self.head.head, self.head.digest = self.tally.head, self.tally.digest
        self.session.flush()

    def known(self, act: Written, envelope: Envelope) -> Result | None:
        """The result an act had when it came before. What the centre said of it before it was restored, and is not so
        any more, comes before people."""
        told = self.docket.known(act, envelope)
        before = self._authenticity.applied_before(act, envelope) if told else None
        if told is None or not self._authenticity.seen_before(act, envelope):
            return told
        kept = self.docket.here[act.id]
        found = contest(kept, bytes(envelope.body), self._authenticity.applied_here(kept), before)
        if found is None:
            return told
        if self.plain:
            raise EntangledError  # it is no act of the batch
        number = found.id_of(act.id)
        made = self.docket.here.get(number) or self.session.get(Act, number)
        if made is None:
            made = self.docket.here[number] = contests.entered(self.session, self.tally, act, found, self.now)
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
            return Result(id=act.id, result=GAP)
        before = None if reason else authenticity.applied_before(act, envelope)
        if before is not None and early.lacks_what_was_before(self.session, self.docket, act):
            if self.plain:
                raise EntangledError  # that it came stays, where the batch is undone
            waits = early.may_wait(self.session, self.reference, act, envelope.proof, before, self.now)
            reason = EARLY if waits else ""
        return Result(id=act.id, result=FORGED, reason=reason) if reason else None

    def _unreadable(self, act: Written, envelope: Envelope) -> str:
        """A code for a command that no program up to this one writes. Those before form 2 bounded nothing, and what
        was done before pairing may be as old: there it comes before people, as what a newer program writes does."""
        try:
            command = self._read[act.id] = written.command_of(act)
        except KeyError:
            return "" if self.newer else "kind"
        except msgspec.ValidationError:
            return "malformed" if act.form is not msgspec.UNSET and not self.newer else ""
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
        before = self.docket.here.get(act.prev)
        if before is not None and (imported or before.device == act.device):
            return ""
        # Another PC's act under that id is not the one before it: since a restore that may be gone.
        return "" if authenticity.is_lost(act, envelope, self.terminal.id) else GAP

    def take(self, act: Written, envelope: Envelope) -> Result:
        """Raises Refused for a decision that cannot stand, and then nothing is kept; any other error is unforeseen."""
        command = self._read.pop(act.id, None) or written.command_of(act)
        with traced(self.session, self._earlier, act.application or "") as trace:
            imported = self._authenticity.is_imported(act, envelope)
            scene = self._scene(act, command, envelope, imported=imported)
            self._follows(act, scene, imported=imported)
            try:
                with self.session.begin_nested() if self._may_stay(act) and not self.plain else nullcontext():
                    self._perform(scene)
            except Refused as refused:
                if not self._may_stay(act) or self.plain:
                    raise
                # A fact stays true even where the rules have no place for it any more.
                trace.forget()
                scene.flags.append(refused.code)
                _introduce(scene, self._authenticity)  # undone with the rest
                late_papers.stand(scene)
            flags = tuple(dict.fromkeys(scene.flags))
            result = Result(id=act.id, result=APPLIED, flags=flags)
            return self._finish(act, envelope, trace, result, scene)

    def _may_stay(self, act: Written) -> bool:
        """Without an effect, when the rules say no."""
        return act.fact and act.kind != REGISTRATION

    def _scene(self, act: Written, command: Command, envelope: Envelope, *, imported: bool) -> Scene:
        known = self._authenticity.applied_before(act, envelope)
        if known and known.numbers and self.plain:
            raise EntangledError  # whose numbers they are by now is looked up in the tables
        numbers = _free(self.session, known.numbers) if known else {}
        if not imported:
            command = numbered_again(command, numbers)
        scene = Scene(self.session, command, self.reference, memory=self.memory)
        # Kept in hand, so that the session does not read office, people, files and devices again for each act.
        self._scenes.append(scene)
        self.memory.once(("device", act.device), partial(self.session.get, Device, act.device))
        scene.settled, scene.together = act.fact or imported or known is not None, self.plain
        scene.mac_key = self.terminal.mac_key
        scene.arrived = known.received if known else self.now
        if known and known.numbers and not numbers:
            scene.flags.append("renumbered")
        if not imported:
            self._timing.place(scene, act, envelope)
        return scene

    def _perform(self, scene: Scene) -> None:
        if self.plain and _is_nameless(scene):
            raise EntangledError
        _introduce(scene, self._authenticity)
        scene.command = filled(scene, scene.command, self.draw)
        perform(scene)
        if scene.command.act in TAKING:
            if self.plain:
                raise EntangledError
            since = scene.right_ends
            known = scene.earliest or since, scene.arrived or self.now
            ended = Withdrawal(scene.command, since, *known, self.head.secret)
            put_before_people(self.session, ended, self._entered, self.now)
        write_entry(scene, self.tally.head + 1)
        if not self.plain:
            self.session.flush()
        if scene.command.act == REGISTRATION and scene.file().id in self.docket.awaited:
            if self.plain:
                raise EntangledError
            stand_before(scene, self._entered, self.now)

    def _follows(self, act: Written, scene: Scene, *, imported: bool) -> None:
        """Raises Refused: `dependency` on an act that did not stand, `version` for a decision made against an older
        state of the file than there is. A fact only minds whether its file exists."""
        if act.kind == REGISTRATION:
            return
        before = self.docket.here.get(act.dep) if act.dep else None
        fails = before is not None and before.result != APPLIED
        file = self.docket.file(act.application) if act.application else None
        scene.application = file
        if fails and (not act.fact or file is None):
            raise Refused("dependency")
        if act.fact or imported:
            return
        if isinstance(scene.command, SettleTrayItem) and not scene.settled:
            if _has_grown(self.session, self.docket, act, scene.command.item):
                raise Refused("version")
        elif act.application is None:
            self._office_unchanged(act, scene.command)
        elif file is not None and not self._seen(act, file):
            raise Refused("version")

    def _seen(self, act: Written, file: Application) -> bool:
        """Whether its author knew the last decision on the file, and what it had made of the file: while a first
        synchronisation runs a PC can have the one without the other."""
        return act.base == file.decisions and act.after == self.docket.last_decision(file.id)

    def _office_unchanged(self, act: Written, command: Command) -> None:
        """An act about the office or its people: nobody else's of the same kind about the same since its author
        looked."""
        wanted = command.subjects
        since = Act.feed > act.base, Act.device != act.device, Act.kind == act.kind, Act.result == APPLIED
        told = select(Entry.payload).join(Act, Act.id == Entry.id).where(*since, Act.application_id.is_(None))
        if not wanted:
            return
        beside = (written.decode(other.body).payload for other in self._entered if _meets(other, act))
        if any(wanted & load(act.kind, said).subjects for said in chain(beside, self.session.scalars(told))):
            raise Refused("version")

    def record(self, act: Written, envelope: Envelope, result: str, reason: str) -> Result:
        """A decision that cannot stand, or an act that fails for a reason nobody foresaw: kept, and shown to people."""
        if before := self._authenticity.applied_before(act, envelope):
            early.keep_numbers_back(self.session, self.reference, act, before)
        with traced(self.session) as trace:
            return self._finish(act, envelope, trace, Result(id=act.id, result=result, reason=reason))

    def _finish(
        self, act: Written, envelope: Envelope, trace: Trace, result: Result, scene: Scene | None = None
    ) -> Result:
        session = self.session
        fork = (act.prev, act.device) in self.docket.followed
        if result.result != APPLIED or result.flags:
            verdict = result.result, result.reason, result.flags
            session.add(tray_item(session, act, *verdict, self.now, scene.differences if scene else {}))
        entered = Entered(
            id=act.id,
            kind=act.kind,
            device=act.device,
            prev=act.prev,
            actor=act.actor,
            application=act.application,
            body=bytes(envelope.body),
            signature=unhex(envelope.sig),
            key=envelope.key,
            result=result.result,
            reason=result.reason,
            flags=result.flags,
            lost=envelope.loss is not None,
            proof=self._authenticity.proof(act, envelope, numbers_in(scene.command) if scene else None, self.now),
        )
        if self.plain:
            trace.look(session)  # the whole batch is undone together, and written together
        else:
            session.flush()
        after = trace.after()
        made = entries(self.tally, trace.before, after, entered, self.now)
        self._entered += made
        if self.plain:
            self._earlier.add(trace, after)
        self.docket.add(act, made[0])
        if act.application is None:
            self.memory.forget()
        return msgspec.structs.replace(result, fork=fork, feed=made[0].feed or 0)


def _has_grown(session: Session, docket: Docket, act: Written, item: str) -> bool:
    """Whether something was counted into a matter after its author looked: it is not to be closed with it."""
    found = session.get(TrayItem, item)
    latest = found.saw.get(LATEST, "") if found else ""
    counted = docket.here.get(latest) or session.get(Act, latest)
    return counted is not None and (counted.feed or 0) > act.base


def _is_nameless(scene: Scene) -> bool:
    """Whether a restored centre has forgotten the counter of the act."""
    known = scene.session.get(Device, scene.command.stamp.counter)
    return known is None and not isinstance(scene.command, SetUpOffice)


def _introduce(scene: Scene, authenticity: Authenticity) -> None:
    counter = scene.command.stamp.counter
    if _is_nameless(scene):
        name = authenticity.name_of(counter) or _counter_on_paper(scene) or counter
        scene.session.add(Device(code=counter, name=name, counter=0, tip=None))
        scene.session.flush()


def _counter_on_paper(scene: Scene) -> str:
    """What its PC was called when it printed; a restored centre has forgotten it."""
    told = (promising.card_told(scene) or {}).get("counter")
    return told if isinstance(told, str) else ""


def _meets(other: Act, act: Written) -> bool:
    """Whether an act of this batch, which the tables do not show yet, is another PC's of the same kind."""
    alike = (other.kind, other.application_id, other.result) == (act.kind, None, APPLIED)
    return alike and other.device != act.device and (other.feed or 0) > act.base


def _free(session: Session, numbers: Mapping[str, str]) -> Mapping[str, str]:
    """What the centre gave before it was restored, unless it has given the same number to somebody else since."""
    number, letter = numbers.get("number", ""), numbers.get("letter", "")
    if letter:
        said = cast(Entry.payload, Text).contains(letter, autoescape=True)
        given = select(Entry.payload).where(Entry.kind.in_(NUMBERED_BY_CENTRE), said)
        return {} if any(payload.get("letter") == letter for payload in session.scalars(given)) else numbers
    return {} if permit_numbered(session, number) is not None else numbers
