"""What was printed stays true: an act carries its paper and its promise, and whoever does it again takes them over.

One's own reckoning only compares. Where it says something else the act is flagged, and both sides are kept for people.
What a PC says of itself may be false: a promise that cannot be, and a card of another act, are not taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from app.actions.commands import Command
from app.actions.commands.intake import RegisterApplication
from app.actions.commands.promise import Card, Promise
from app.actions.scene import Scene
from app.queries.documents import card_of
from app.rules import papers

SORTED = msgspec.json.Encoder(order="sorted")
# Act -> the paper it puts out before the centre has answered, for it needs no number of the centre.
PAPERS = {
    "register_application": "receipt",
    "accept_revision": "receipt",
    "approve_correction": "receipt",
    "list_shortage": "shortage_list",
    "return_for_revision": "return_letter",
    "lapse": "lapse_letter",
    "withdraw": "withdrawal_letter",
    "hand_over": "collection_receipt",
}
# Receipts that say when their act was done; a corrected one says when the last was.
NAMING_THEIR_TIME = ("register_application", "accept_revision")
DIFFERS, IMPOSSIBLE, FOREIGN = "terms_differ", "promise_impossible", "paper_foreign"
# What the receipt of a registration and the register say alike.
HELD = ("days", "promised", "fee", "subject", "items", "nik_last4")
# Beyond these a promise was not made by this program: working days, days, papers in number, bytes of a card.
LONGEST, APART, MOST, LARGEST = 1_000, 366, 200, 256 * 1024


def promised(scene: Scene, reckoned: Promise) -> Promise:
    """The promise of the receipt, as the act says; what is reckoned here where it says nothing, or what cannot be."""
    told = _promise_of(scene)
    if told is not None and told.terms is not msgspec.UNSET:
        told = msgspec.structs.replace(told, terms=msgspec.UNSET)
    if told is None or told == reckoned:
        scene.promise = reckoned
        return reckoned
    possible = is_possible(told, scene.today)
    differ(scene, DIFFERS if possible else IMPOSSIBLE, msgspec.to_builtins(told), msgspec.to_builtins(reckoned))
    scene.promise = told if possible else reckoned
    return scene.promise


def printed(scene: Scene, kind: str, card: papers.Paper) -> bytes:
    """The bytes of the card to be fixed: those the act says it put out, or what is made of the rows here."""
    reckoned, told = SORTED.encode(card), card_told(scene)
    if told is None:
        return reckoned
    content = SORTED.encode(told)
    if content == reckoned:
        return content
    own = msgspec.json.decode(reckoned)
    held = scene.promise is None or all(told.get(name) == own.get(name) for name in HELD)
    taken = held and belongs(scene, kind, told)
    differ(scene, DIFFERS if taken else FOREIGN, told, own)
    return content if taken else reckoned


def carried(scene: Scene) -> Command:
    """The command with what it has put on paper; as it is where that needs a number first."""
    command = scene.command
    if scene.card is None or command.act not in PAPERS:
        return command
    values: dict[str, Any] = {"paper": scene.card}
    if isinstance(command, RegisterApplication) and scene.promise is not None:
        terms = scene.file().permit_type if scene.whole else msgspec.UNSET
        values["promise"] = msgspec.structs.replace(scene.promise, terms=terms)
    return msgspec.structs.replace(command, **values)


def card_told(scene: Scene) -> Card | None:
    told = getattr(scene.command, "paper", msgspec.UNSET)
    if told is not msgspec.UNSET:
        card: Card = told
        return card
    return scene.printed.paper if scene.printed is not None else None


def belongs(scene: Scene, kind: str, told: Card, act: str = "", at: datetime | None = None) -> bool:
    """Whether it is a card that can be printed, and of this very act; or of another on the same file, done `at`."""
    if len(SORTED.encode(told)) > LARGEST:
        return False
    try:
        card = card_of(kind, told)
    except (msgspec.ValidationError, ValueError, LookupError, OSError, OverflowError):
        return False
    return _names(scene, kind, card, (act or scene.command.act) in NAMING_THEIR_TIME, at or scene.command.stamp.at)


def _names(scene: Scene, kind: str, card: papers.Paper, own: bool, at: datetime) -> bool:
    """The number of its file and its own moment, as far as such a card says them."""
    number = scene.application.number if scene.application else ""
    match card:
        case papers.Receipt():
            return card.number == number and _leads_there(scene, card.qr) and (not own or card.received == at)
        case papers.Letter():
            return (card.kind, card.number, card.registration_number) == (kind, "", number)
        case papers.CollectionReceipt():
            return (card.number, card.handed_over) == (number, at)
    assert isinstance(card, papers.ShortageList)  # what else PAPERS has
    return card.listed == at


def _leads_there(scene: Scene, qr: str) -> bool:
    """Whether the code of a receipt is about its own file."""
    file = scene.file()
    return file.tracking in qr or file.number in qr


def _promise_of(scene: Scene) -> Promise | None:
    told = getattr(scene.command, "promise", msgspec.UNSET)
    if told is not msgspec.UNSET:
        promise: Promise = told
        return promise
    return scene.printed.promise if scene.printed is not None else None


def is_possible(told: Promise, today: date) -> bool:
    """A working day is a day, and weekends with every holiday of a year make no three of one."""
    if not 1 <= told.days <= LONGEST or len(told.papers) > MOST or len(dict(told.papers)) < len(told.papers):
        return False
    if abs(told.day_zero - today) > timedelta(days=APART):  # before it, where a supervisor does another's act anew
        return False
    soonest = told.day_zero + timedelta(days=told.days)
    return soonest <= told.promised <= told.day_zero + timedelta(days=3 * told.days + 60)


def differ(scene: Scene, code: str, told: Mapping[str, Any], own: Mapping[str, Any]) -> None:
    scene.flags.append(code)
    scene.differences |= differences(told, own)


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
