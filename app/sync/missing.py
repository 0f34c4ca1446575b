"""Which acts the register lacks, by all that lies beside it: the last act, the acts since the copies, the copies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from operator import itemgetter
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.commands.office import RecordLoss
from app.models.journal import Entry
from app.sync.last_act import LastActRecord, positions

LOSS = str(RecordLoss.__struct_config__.tag)


@dataclass(frozen=True)
class NamedActs:
    """What one thing beside the register says: acts in their order, as far as it names them, with the times (UTC) it
    knows, and how the register stood. `copy` is the file, where it is one."""

    acts: tuple[str, ...]
    standing: LastActRecord
    times: Mapping[str, datetime] = field(default_factory=dict)
    copy: Path | None = None


@dataclass(frozen=True)
class Missing:
    """`count` acts, of which `acts` are known by their ids; all after `since`, a place in the journal, up to `until`
    (UTC). `copy` has most of them."""

    acts: tuple[str, ...]
    count: int
    since: int
    until: datetime
    copy: Path | None


class GivenUp:
    """Acts that are written down as lost in this register: told of again, they are no news."""

    def __init__(self, session: Session) -> None:
        self._by: dict[str, set[str]] = {}
        losses = select(Entry.id, Entry.payload).where(Entry.kind == LOSS)
        for loss, payload in session.execute(losses):
            for act in payload.get("missing", ()):
                self._by.setdefault(act, set()).add(loss)

    def __contains__(self, act: object) -> bool:
        return act in self._by

    def losses(self, act: str) -> Collection[str]:
        """Where it was written down."""
        return self._by.get(act, ())

    def news_to(self, acts: Collection[str]) -> set[str]:
        """Those of which whoever names `acts` does not know it. Whoever knows of the loss and still names what it gave
        up says that it had come back."""
        known = set(acts)
        return {act for act, losses in self._by.items() if losses - known}


def missing(session: Session, told: Iterable[NamedActs], given_up: GivenUp, before: int) -> Missing | None:
    """None where nothing is. `before` is how many acts there were before any was done again."""
    sources = tuple(told)
    here = positions(session, set(chain.from_iterable(each.acts for each in sources)))
    total = session.scalar(select(func.max(Entry.position))) or 0
    lacks = [_lacking(each, here, given_up) for each in sources]
    short = [_short(each, here, given_up, total) for each in sources]
    acts = tuple(dict.fromkeys(chain.from_iterable(lacks)))
    count = max([len(acts), *short])
    if not count:
        return None
    speak = [source for source, lack, less in zip(sources, lacks, short, strict=True) if lack or less > 0]
    copies = [(len(lack), each.copy) for each, lack in zip(sources, lacks, strict=True) if each.copy and lack]
    return Missing(
        acts,
        count,
        min([before, *_places_before(sources, lacks, here)]),
        _until(acts, count, speak),
        max(copies, key=itemgetter(0))[1] if copies else None,
    )


def _lacking(told: NamedActs, here: Mapping[str, int], given_up: GivenUp) -> tuple[str, ...]:
    known = given_up.news_to(told.acts)
    return tuple(act for act in told.acts if act not in here and act not in known)


def _short(told: NamedActs, here: Mapping[str, int], given_up: GivenUp, total: int) -> int:
    """By how many acts more than there are here and were given up the register stood further."""
    return told.standing.acts - total - len(given_up.news_to(told.acts) - here.keys())


def _places_before(
    sources: Iterable[NamedActs], lacks: Iterable[tuple[str, ...]], here: Mapping[str, int]
) -> Iterable[int]:
    """Where the act stands that came before the first that is missing, as each of them tells it."""
    for told, lack in zip(sources, lacks, strict=True):
        at = told.acts.index(lack[0]) if lack else 0
        if at and told.acts[at - 1] in here:
            yield here[told.acts[at - 1]]


def _until(acts: tuple[str, ...], count: int, speak: Iterable[NamedActs]) -> datetime:
    """The time of the last; of what came last of all where some are not known by their time."""
    sources = tuple(speak)
    times = {act: each.times[act] for each in sources for act in acts if act in each.times}
    known = list(times.values())
    return max(known if len(known) == count else known + [each.standing.at for each in sources])
