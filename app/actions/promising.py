"""What was printed stays true: an act carries its paper and its promise, and whoever does it again takes them over.

One's own reckoning only compares. Where it says something else the act is flagged, and both sides are kept for people.
What a PC says of itself may be false: a promise that cannot be, and a card of another act, are not taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from app.actions import holding
from app.actions.commands import Command
from app.actions.commands.intake import RegisterApplication
from app.actions.commands.promise import Card, PrintedBefore, Promise
from app.actions.context import ActContext
from app.actions.holding import SORTED
from app.rules import papers
from app.rules.workflow import NUMBERED_BY_CENTRE, PAPER_OF

# Act -> the paper it puts out before the centre has answered, for it needs no number of the centre.
PAPERS = {act: paper for act, paper in PAPER_OF.items() if act not in NUMBERED_BY_CENTRE}
DIFFERS, IMPOSSIBLE, FOREIGN = "terms_differ", "promise_impossible", "paper_foreign"
# Beyond these a promise was not made by this program: working days, days, papers in number.
LONGEST, APART, MOST = 1_000, 366, 200


def promised(context: ActContext, reckoned: Promise) -> Promise:
    """The promise of the receipt, as the act says; what is reckoned here where it says nothing, or what cannot be."""
    told = _promise_of(context)
    if told is not None and told.terms is not msgspec.UNSET:
        told = msgspec.structs.replace(told, terms=msgspec.UNSET)
    if told is None or told == reckoned:
        context.promise = reckoned
        return reckoned
    possible = is_possible(told, context.today)
    differ(context, DIFFERS if possible else IMPOSSIBLE, msgspec.to_builtins(told), msgspec.to_builtins(reckoned))
    context.promise = told if possible else reckoned
    return context.promise


def printed(context: ActContext, kind: str, card: papers.Paper) -> bytes:
    """The bytes of the card to be fixed: those the act says it put out, or what is made of the rows here."""
    told = card_told(context)
    if told is None:
        return SORTED.encode(card)
    return taken(context, kind, told, card) or SORTED.encode(card)


def taken(context: ActContext, kind: str, told: Card, card: papers.Paper | None) -> bytes:
    """The bytes of a card that was put out, empty where it cannot be this act's; what is made of the rows here, if
    anything can, only compares. What this PC remembers is not doubted."""
    own = msgspec.json.decode(SORTED.encode(card)) if card is not None else {}
    content = SORTED.encode(told)
    if content == SORTED.encode(own):
        return content
    read = holding.read(kind, told)
    known = context.printed is not None or (
        card is not None and read is not None and holding.belongs(context, read, card)
    )
    differ(context, DIFFERS if known else FOREIGN, told, own)
    return content if known else b""


def carried(context: ActContext) -> Command:
    """The command with what it has put on paper; as it is where that needs a number first."""
    command = context.command
    if context.card is None or command.act not in PAPERS:
        return command
    values: dict[str, Any] = {"paper": context.card}
    if isinstance(command, RegisterApplication) and context.promise is not None:
        terms = context.file().permit_type if context.whole else msgspec.UNSET
        values["promise"] = msgspec.structs.replace(context.promise, terms=terms)
    return msgspec.structs.replace(command, **values)


def remembered(command: Command) -> PrintedBefore | None:
    """What an act that waits here says of its paper: it is out, and this PC or its author's has seen it."""
    told = getattr(command, "paper", msgspec.UNSET)
    return None if told is msgspec.UNSET else PrintedBefore(paper=told)


def card_told(context: ActContext) -> Card | None:
    printed = context.printed or remembered(context.command)
    return printed.paper if printed else None


def _promise_of(context: ActContext) -> Promise | None:
    told = getattr(context.command, "promise", msgspec.UNSET)
    if told is not msgspec.UNSET:
        promise: Promise = told
        return promise
    return context.printed.promise if context.printed is not None else None


def is_possible(told: Promise, today: date) -> bool:
    """A working day is a day, and weekends with every holiday of a year make no three of one."""
    if not 1 <= told.days <= LONGEST or len(told.papers) > MOST or len(dict(told.papers)) < len(told.papers):
        return False
    if abs(told.day_zero - today) > timedelta(days=APART):  # before it, where a supervisor does another's act anew
        return False
    soonest = told.day_zero + timedelta(days=told.days)
    return soonest <= told.promised <= told.day_zero + timedelta(days=3 * told.days + 60)


def differ(context: ActContext, code: str, told: Mapping[str, Any], own: Mapping[str, Any]) -> None:
    context.flags.append(code)
    context.differences |= differences(told, own)


def differences(told: Mapping[str, Any], own: Mapping[str, Any], within: str = "") -> dict[str, tuple[Any, Any]]:
    """Name -> what the one says and what the other; parts of a part as `part.name`."""
    found: dict[str, tuple[Any, Any]] = {}
    for name in sorted({*told, *own}):
        one, other = told.get(name), own.get(name)
        if isinstance(one, dict) and isinstance(other, dict):
            found |= differences(one, other, f"{within}{name}.")
        elif one != other:
            found[f"{within}{name}"] = (one, other)
    return found
