"""Earlier applicants weighed beside an entry: who may be meant by it, the likeliest first.

The warnings are those of `app.rules.earlier`, at the counter and at the centre alike; the other candidates are shown
without one. Imported late, because rapidfuzz takes as long to load as a window to paint.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from app.rules.earlier import EarlierPerson, judge
from app.rules.names import folded
from app.rules.verdicts import Verdict
from app.rules.wording import short_date

MOST = 5
ALIKE, NEARLY_SAME, SAME = 85.0, 95.0, 100.0
EDITS = 3  # of a number, where name and birth date agree


@dataclass(frozen=True)
class Candidate:
    """`verdict` is the warning there is about this person beside the entry, if any."""

    person: EarlierPerson
    verdict: Verdict | None
    edits: int
    score: float

    @property
    def order(self) -> tuple[bool, bool, float, str]:
        """Those with a warning first, of them the one with this very number."""
        return self.verdict is None, self.edits > 0, -self.score, self.person.nik


def candidates(entry: EarlierPerson, register: Iterable[EarlierPerson]) -> tuple[Candidate, ...]:
    """At most five, the likeliest first. Nobody who is the entry itself in number, name and birth date."""
    weighed = (_weighed(entry, known) for known in register)
    found = [candidate for candidate in weighed if candidate is not None]
    return tuple(sorted(found, key=attrgetter("order"))[:MOST])


def _weighed(entry: EarlierPerson, known: EarlierPerson) -> Candidate | None:
    edits = OSA.distance(entry.nik, known.nik, score_cutoff=EDITS)
    if edits > EDITS:
        return None
    name = fuzz.ratio(folded(entry.name), folded(known.name))
    born = _nearness(entry.born, known.born)
    verdict = judge(entry, known)
    if not edits:
        meant = name < SAME or born < SAME
    elif born == SAME:
        meant = name >= ALIKE
    else:
        meant = edits == 1 and name >= NEARLY_SAME and born > 0
    return Candidate(known, verdict, edits, name + born - SAME * edits / EDITS) if meant else None


def _nearness(one: date, other: date) -> float:
    """The same day, or one read or typed with a slip: a digit, two of them swapped, day for month."""
    if one == other:
        return SAME
    swapped = (one.day, one.month, one.year) == (other.month, other.day, other.year)
    return SAME / 2 if swapped or OSA.distance(short_date(one), short_date(other)) == 1 else 0.0
