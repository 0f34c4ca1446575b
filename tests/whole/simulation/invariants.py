"""What must hold of a counter while a run goes on: I10 and I14; and when it has come to rest."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.models.exchange import Act
from app.models.link import Link
from app.sync.deferred import any_left
from app.sync.rebase import again, undone, waiting
from app.sync.rows import put
from tests.whole.simulation import printed
from tests.whole.simulation.machine import Machine, reference
from tests.whole.simulation.truth import Rows, base_in, differences, rows_in
from tests.whole.simulation.watch import Watch

SAMPLED = 0.04


class Undone(Exception):  # noqa: N818 - no error: ends a transaction in which nothing was to be kept
    """Nothing stays."""


def after_round(watch: Watch, machine: Machine) -> None:
    """I18, and I10: what is known of the centre is the centre's own prefix at the cursor, which never goes back."""
    printed.after_round(watch, machine)
    link = machine.link()
    if link.stage != "complete" or link.epoch != watch.world.centre.epoch():
        return
    key = (machine.name, link.epoch)
    if link.cursor < watch.cursors.get(key, 0):
        watch.violated(f"I10 the cursor of {machine.name} went back to {link.cursor}")
    watch.cursors[key] = link.cursor
    if not _whole(watch, machine, link):
        return
    with machine.register.reading() as session:
        if any_left(session):
            watch.violated(f"I10 {machine.name} keeps rows aside though nothing more is to come")
    if link.cursor > watch.feed.head or link.digest != watch.feed.digest(link.cursor):
        with machine.register.reading() as session:
            unlike = differences(base_in(session), watch.feed.at(link.cursor))
        watch.violated(f"I10 the digest of {machine.name} at {link.cursor}: {unlike}")
    if watch.world.chance.random() < SAMPLED:
        replayed(watch, machine)


def _whole(watch: Watch, machine: Machine, link: Link) -> bool:
    """Parts of a first synchronisation may be younger than its cursor; from then on nothing is."""
    return link.stage == "complete" and link.cursor >= watch.floors.get((machine.name, link.epoch), 0)


def replayed(watch: Watch, machine: Machine) -> None:
    """I10 row by row, and I14: what is shown is that and one's own acts on top, done again in their order."""
    if machine.broken:
        return
    link = machine.link()
    if not _whole(watch, machine, link) or link.epoch != watch.world.centre.epoch():
        return
    try:
        with machine.register.writing() as session:
            shown, acts = rows_in(session), waiting(session)
            put(session, [], None, undone(session, acts))
            session.flush()
            if unlike := differences(rows_in(session), watch.feed.at(link.cursor)):
                watch.violated(f"I10 {machine.name} without its own acts: {unlike}")
            if unlike := differences(shown, _done_again(session, acts)):
                watch.violated(f"I14 {machine.name} shows something else than its acts make: {unlike}")
            raise Undone
    except Undone:
        watch.world.stats["replayed"] += 1


def _done_again(session: Session, acts: list[Act]) -> Rows:
    link = session.get_one(Link, 1)
    for act in acts:
        again(session, reference(), link, act)
    session.flush()
    return rows_in(session)


def at_rest(watch: Watch, machine: Machine) -> bool:
    if machine.broken:
        return False
    link = machine.link()
    head, digest = watch.head()
    same = (link.cursor, link.digest, link.stage) == (head, digest, "complete")
    return same and link.epoch == watch.world.centre.epoch() and all(machine.acts().values())
