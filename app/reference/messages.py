"""What is said for a code: `resources/messages.csv`, by the place where it is said.

Places: `notice` (of a whole act, in the window), `field` (beside a field), `greyed` (why an act is not offered now),
`reminder` (asked before an act that may be done all the same),
`tray` (why a matter waits for people), `pairing`, `centre` (the command line of `loket-server`), `answer` (what the
centre answered last of an act that waits) and `forged` (why it will not take one). Formal Indonesian:
what happened, why, what to do; no blame, no exclamation marks. Facts stand in braces.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.settings import resource

SENTENCES = ("sentence", "plainer", "plainest")


@dataclass(frozen=True)
class Message:
    """`level` is info, success, warning or error; `sentences` from the fullest to the plainest, each with facts of its
    own in braces."""

    level: str
    sentences: tuple[str, ...]
    advice: str

    def filled(self, facts: Mapping[str, str]) -> str:
        return filled(self.sentences, facts)


@cache
def messages(place: str) -> Mapping[str, Message]:
    return {code: message for (code, at), message in _table().items() if at == place}


@cache
def _table() -> dict[tuple[str, str], Message]:
    with resource("messages.csv").open(encoding="utf-8") as file:
        return {
            (row["code"], row["place"]): Message(
                row["level"], tuple(filter(None, (row[name] for name in SENTENCES))), row["advice"]
            )
            for row in csv.DictReader(file)
        }


def filled(sentences: tuple[str, ...], facts: Mapping[str, str]) -> str:
    """The first sentence whose facts are all there, and not empty: a forgotten fact never becomes a crash."""
    known = {name: fact for name, fact in facts.items() if fact}
    for sentence in sentences:
        try:
            return sentence.format_map(known)
        except KeyError:
            continue
    return sentences[-1].split("{", maxsplit=1)[0].strip()
