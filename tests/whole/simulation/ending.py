"""What must hold when all is quiet: I1 to I9, I11, I12, I17 against the record of what people really did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.actions import written
from app.models.application import Application, Permit
from app.models.exchange import Act, TrayItem
from app.models.journal import Entry
from app.server.register.timing import CLOCK
from app.server.register.tray import NAMED
from app.sync.protocol import APPLIED, REJECTED
from tests.whole.simulation import printed
from tests.whole.simulation.entitled import everybody_had_the_right
from tests.whole.simulation.invariants import at_rest
from tests.whole.simulation.replaying import nobody_lost_his_place, whose_is_which
from tests.whole.simulation.truth import Fed, differences, digest_of, folded, rows_in
from tests.whole.simulation.watch import DECISIONS, Watch

DAYS = timedelta(days=2)


def check(watch: Watch) -> None:
    watch.centre()
    whose_is_which(watch)
    _everybody_agrees(watch)
    _feed_is_whole(watch)
    _nothing_is_lost(watch)
    _tray_is_full(watch)
    _papers_resolve(watch)
    nobody_lost_his_place(watch)
    printed.at_the_end(watch)
    _nobody_overwrote(watch)
    _numbers_are_the_centres(watch)
    everybody_had_the_right(watch)


def _everybody_agrees(watch: Watch) -> None:
    """I3, I5: outboxes empty, every counter row by row what the centre has, digests true."""
    with watch.world.centre.register.reading() as session:
        truth = rows_in(session)
    if unlike := differences(truth, folded(watch.feed.items)):
        watch.violated(f"I2 the centre is not what its feed says: {unlike}")
    if digest_of(truth) != watch.feed.digest(watch.feed.head):
        watch.violated("I3 the digest of the centre")
    for machine in watch.world.machines:
        with machine.register.reading() as session:
            here = rows_in(session)
        left = [act for act, done in machine.acts().items() if not done]
        if left:
            watch.violated(f"I5 {machine.name} never got rid of {[_told(watch, act) for act in left[:3]]}")
        if unlike := differences(here, truth):
            watch.violated(f"I3 {machine.name}: {unlike}")
        if not at_rest(watch, machine):
            link = machine.link()
            watch.violated(f"I3 {machine.name} never came to rest: {link.stage} {link.cursor} of {watch.feed.head}")


def _told(watch: Watch, act: str) -> str:
    deed = watch.deeds.get(act)
    return f"{deed.kind if deed else '?'} {act[-6:]}"


def _feed_is_whole(watch: Watch) -> None:
    """I8, I9, and each act at most once."""
    place: dict[str, int] = {}
    for at, item in enumerate(watch.feed.items, start=1):
        if item.feed != at:
            watch.violated(f"I9 hole before {item.feed}")
        if item.id in place:
            watch.violated(f"I1 {item.id} stands in the feed twice")
        place[item.id] = at
    for item in watch.feed.items[watch.template_head :]:
        if item.prev is not None and not item.lost and place.get(item.prev, 0) > item.feed:
            watch.violated(f"I8 {item.kind} before what its PC did before")


def _nothing_is_lost(watch: Watch) -> None:
    """I1, I12."""
    known = {item.id: item for item in watch.feed.items}
    with watch.world.centre.register.reading() as session:
        items = list(session.scalars(select(TrayItem)))
    tray = {item.id for item in items}
    for act in sorted(watch.kept - watch.gone):
        if act not in known:
            watch.violated(f"I1 lost: {_told(watch, act)}")
    for act, result in watch.confirmed.items():
        item = known.get(act)
        if item is None:
            if act not in watch.gone:
                watch.violated(f"I12 confirmed and gone: {_told(watch, act)}")
        elif result == APPLIED != item.result and act not in tray and not _counted(item, items):
            watch.violated(f"I12 confirmed and silently reversed: {_told(watch, act)}")


def _counted(item: Fed, tray: Collection[TrayItem]) -> bool:
    """Beside another of the same person at its PC: by name, or beyond those that a matter names."""
    mine = [each.saw for each in tray if each.device == item.device]
    named = any(other["id"] == item.id for saw in mine for other in saw.get("others", ()))
    return named or any(saw.get("more", 0) > NAMED for saw in mine)


def _tray_is_full(watch: Watch) -> None:
    """I4: what did not simply happen is before a human, until one has said what becomes of it."""
    settled = set()
    with watch.world.centre.register.reading() as session:
        tray = {item.id: item for item in session.scalars(select(TrayItem))}
        entries = {entry.id: entry for entry in session.scalars(select(Entry))}
    for entry in entries.values():
        if entry.kind == "settle_tray_item":
            settled.add(entry.payload["item"])
    for item in watch.feed.items:
        if (item.result != APPLIED or item.flags) and item.id not in tray and not _counted(item, tray.values()):
            watch.violated(f"I4 {item.result} {item.kind} {item.reason} is in nobody's tray")
        if item.result == REJECTED and written.is_fact(item.kind):
            watch.violated(f"I6 a fact was rejected: {item.kind} {item.reason}")
        if item.result == APPLIED and item.actor and not item.flags and item.id not in entries:
            watch.violated(f"I2 {item.kind} was applied and left nothing")
        if item.result != APPLIED and item.id in entries:
            watch.violated(f"I2 {item.result} {item.kind} had an effect")
    _closed_by_others(watch, tray.values(), settled)


def _closed_by_others(watch: Watch, tray: Collection[TrayItem], settled: Collection[str]) -> None:
    for item in tray:
        if item.closed is not None and item.id not in settled:
            watch.violated(f"I4 the tray item of {item.kind} was closed by nobody")
        if item.closed is not None and item.closed_by == item.actor_id and item.cause != REJECTED:
            watch.violated(f"I7 the {item.cause} {item.kind} was closed by its author")


def _papers_resolve(watch: Watch) -> None:
    """I6: a number on one receipt only, and it leads to its file, or to the tray."""
    numbers = Counter(paper.number for paper in watch.papers if paper.act not in watch.gone)
    known = {item.id: item for item in watch.feed.items}
    with watch.world.centre.register.reading() as session:
        files = {file: number for file, number in session.execute(select(Application.id, Application.number))}
    for paper in watch.papers:
        if paper.act in watch.gone or paper.act in watch.squats:
            continue
        if numbers[paper.number] > 1:
            watch.violated(f"I6 {paper.number} is on {numbers[paper.number]} receipts")
        item = known.get(paper.act)
        if item is None:
            watch.violated(f"I6 the receipt {paper.number} leads nowhere")
        elif item.result == APPLIED and files.get(paper.application) != paper.number:
            watch.violated(f"I6 {paper.number} leads to {files.get(paper.application)}")


def _numbers_are_the_centres(watch: Watch) -> None:
    """I6: no permit bears a number or a token that a counter thought of, nor a day on which nothing was done."""
    own = {getattr(command, name, "") for command, _ in watch.attacks.values() for name in ("number", "token")} - {""}
    with watch.world.centre.register.reading() as session:
        permits = [
            (each.application_id, each.number, each.token, each.issued) for each in session.scalars(select(Permit))
        ]
    if taken := [number for _, number, token, _ in permits if {number, token} & own]:
        watch.violated(f"I6 the number {taken[0]} came from a counter")
    given = [item for item in watch.feed.items if item.kind == "assign_number" and item.result == APPLIED]
    numbered = {item.application: item for item in given}
    for file, number, _, issued in permits:
        item = numbered.get(file)
        deed = watch.deeds.get(item.id) if item else None
        if item and deed and not _near(issued, _earliest(watch, item, deed.at), watch.world.now):
            watch.violated(f"I6 {number} is of {issued}, and was given on {deed.at:%Y-%m-%d}")


def _earliest(watch: Watch, item: Fed, done: datetime) -> datetime:
    """Where the clock of a PC is not believed the nearer end of what can have been its time decides: months before the
    true one, where it was so long without contact."""
    if CLOCK not in item.flags:
        return done
    with watch.world.centre.register.reading() as session:
        return min(done, written.decode(session.get_one(Act, item.id).body).lo)


def _near(day: date, since: datetime, until: datetime) -> bool:
    """Within a day, whatever the zone."""
    return since.date() - DAYS <= day <= until.date() + DAYS


def _decisions(watch: Watch) -> list[Fed]:
    return [item for item in watch.feed.items if item.kind in DECISIONS and item.result == APPLIED]


def _nobody_overwrote(watch: Watch) -> None:
    """I11: whoever decided had seen what was decided last, and with it the file as all before had left it. An entry
    of the history can come later to a new PC, whose parts are younger than its cursor."""
    last: dict[str | None, str] = {}
    for item in _decisions(watch):
        deed, before = watch.deeds.get(item.id), last.get(item.application)
        if deed and before and before not in deed.seen:
            watch.violated(f"I11 {item.kind} overwrote {_told(watch, before)} unseen")
        last[item.application] = item.id
