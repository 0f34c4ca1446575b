"""What a check of a number says: codes and levels. The codes are part of the interface of `loket nik`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Ordered by gravity: ok < info < warning < error. An error stops a registration, a warning asks for a reason."""

    OK = "ok"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        return _RANKS[self.value]

    def __lt__(self, other: str) -> bool:
        return self.rank < Level(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Level(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Level(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Level(other).rank


_RANKS = {"ok": 0, "info": 1, "warning": 2, "error": 3}


@dataclass(frozen=True, slots=True)
class Verdict:
    code: str
    level: Level


def worst(verdicts: Iterable[Verdict]) -> Level:
    return max((verdict.level for verdict in verdicts), default=Level.OK, key=_rank)


def _rank(level: Level) -> int:
    return _RANKS[level.value]


@dataclass(frozen=True, slots=True)
class Checked:
    """A number as it is stored and what is to be said about it."""

    value: str
    verdicts: tuple[Verdict, ...] = ()

    @property
    def level(self) -> Level:
        return worst(self.verdicts)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(verdict.code for verdict in self.verdicts)


def error(code: str) -> Verdict:
    return Verdict(code, Level.ERROR)


def warning(code: str) -> Verdict:
    return Verdict(code, Level.WARNING)


def info(code: str) -> Verdict:
    return Verdict(code, Level.INFO)
