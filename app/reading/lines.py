"""From lines of text where they stand on a card to what is printed beside each of its labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, cos, sin
from statistics import median

from rapidfuzz.fuzz import ratio

LABELS = {
    "nik": "NIK",
    "name": "Nama",
    "birth": "Tempat/TglLahir",
    "sex": "Jeniskelamin",
    "address": "Alamat",
    "rt_rw": "RT/RW",
    "village": "Kel/Desa",
    "district": "Kecamatan",
    "": "Agama",
}
# A label in the middle of a line: what follows belongs to no field.
BESIDE = re.compile(r"Go[l1]\W*Dara", re.IGNORECASE)
LIKE = 75  # of 100: how much a text resembles the label it is taken for
GAP, ASLANT = 4.0, 0.75  # in heights of a line: between pieces of one value, and how far off its line they may stand
WRAPPED = ("name", "address")  # a long one goes on in the next line
LEAK = 0.35  # what the gap after a colon takes from the certainty of the letter that follows it


@dataclass(frozen=True, slots=True)
class TextLine:
    """`scores` one for each letter, 0 to 1; `start` and `end` are the middle of its left and right edge."""

    text: str
    scores: tuple[float, ...]
    start: tuple[float, float]
    end: tuple[float, float]
    height: float


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """One letter and how sure it was read."""

    letter: str
    score: float


Signs = tuple[ReadLetter, ...]


def signs(line: TextLine, start: int = 0) -> Signs:
    return tuple(ReadLetter(*pair) for pair in zip(line.text[start:], line.scores[start:], strict=True))


def text_of(read: Iterable[ReadLetter]) -> str:
    return "".join(sign.letter for sign in read)


def trimmed(read: Signs) -> Signs:
    """Without the colon and what else stands around a value."""
    text = text_of(read)
    start = len(text) - len(text.lstrip(" :;.,·-"))
    return read[start : max(start, len(text.rstrip(" :;,·")))]


def eased(read: Signs) -> Signs:
    """The first letter is no more doubtful than it looks beside a gap."""
    return tuple(ReadLetter(sign.letter, min(1.0, sign.score + LEAK)) for sign in read[:1]) + read[1:]


def label_of(text: str) -> tuple[str, int] | None:
    """The field a line begins with the label of, and where its value begins; None where it is a value or neither."""
    head, colon, _ = text.partition(":")
    bare = re.sub(r"[\s.]", "", head)
    likeness = {field: ratio(bare, label) for field, label in LABELS.items()}
    best = max(likeness, key=lambda field: likeness[field])
    if likeness[best] >= LIKE:
        return best, len(head) + len(colon)
    return _run_together(text)


def _run_together(text: str) -> tuple[str, int] | None:
    """Labels are printed with small letters, values are not: "NamaBUDI" has lost no more than its colon."""
    for field, label in LABELS.items():
        found = re.match(r"\W*".join(map(re.escape, label)) + r"(?![a-z])", text)
        if field and found:
            return field, found.end()
    return None


def values(lines: Sequence[TextLine]) -> dict[str, list[Signs]]:
    """Label -> what stands beside it, once for every time the label stands on the picture."""
    level = _levelled(lines)
    labelled = {line: found for line in level if (found := label_of(line.text))}
    free = [line for line in level if line not in labelled]
    read: dict[str, list[Signs]] = {}
    for line, (field, cut) in labelled.items():
        value, pieces = signs(line, cut), _beside(line, free)
        for piece in pieces:
            value += (ReadLetter(" ", 1.0), *signs(piece))
        first = pieces[0] if pieces else None
        if field in WRAPPED and first is not None:
            value += _wrapped(first, free, labelled)
        cut_off = BESIDE.search(text_of(value))
        read.setdefault(field, []).append(eased(trimmed(value[: cut_off.start()] if cut_off else value)))
    return read


def _levelled(lines: Sequence[TextLine]) -> list[TextLine]:
    """As if the card had been held straight."""
    long = [line for line in lines if line.end[0] - line.start[0] > 2 * line.height] or list(lines)
    angles = [atan2(line.end[1] - line.start[1], line.end[0] - line.start[0]) for line in long]
    turn = -median(angles) if angles else 0.0
    return [
        TextLine(line.text, line.scores, _turned(line.start, turn), _turned(line.end, turn), line.height)
        for line in lines
    ]


def _turned(point: tuple[float, float], angle: float) -> tuple[float, float]:
    x, y = point
    return x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)


def _beside(label: TextLine, free: Sequence[TextLine]) -> list[TextLine]:
    """The pieces of a value from left to right; the first may stand far off, as columns do. Of two that stand one
    above the other the nearer is meant."""
    row = sorted((line for line in free if _same_row(label, line)), key=lambda line: line.start[0])
    kept: list[TextLine] = []
    for line in row:
        if kept and line.start[0] < kept[-1].end[0] - line.height:
            kept[-1] = min(kept[-1], line, key=lambda each: abs(each.start[1] - label.end[1]))
        elif not kept or line.start[0] - kept[-1].end[0] < GAP * line.height:
            kept.append(line)
    return kept


def _same_row(label: TextLine, line: TextLine) -> bool:
    """Where the label points to: a picture taken aslant bends rows a little away from each other."""
    ahead = line.start[0] > label.end[0] - label.height
    return ahead and abs(line.start[1] - label.end[1]) < ASLANT * label.height


def _wrapped(first: TextLine, free: Sequence[TextLine], labelled: Mapping[TextLine, object]) -> Signs:
    """The line below a value that begins where it begins and has neither colon nor label; in doubt, because the label
    may only have been missed."""
    for line in free:
        below = 0.6 * first.height < line.start[1] - first.start[1] < 1.6 * first.height
        if below and abs(line.start[0] - first.start[0]) < first.height:
            alone = line.text[:1] != ":" and not any(_same_row(label, line) for label in labelled)
            return tuple(ReadLetter(sign.letter, 0.0) for sign in (ReadLetter(" ", 0.0), *signs(line))) if alone else ()
    return ()
