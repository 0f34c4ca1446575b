"""Where two versions of a number or a name differ, letter by letter: for showing both side by side."""

from __future__ import annotations

from difflib import SequenceMatcher

Run = tuple[str, bool]  # letters that stand together, and whether they differ
Runs = tuple[Run, ...]


def places(one: str, other: str) -> tuple[int, ...]:
    """Where two versions of the same length differ, counted from 0."""
    return tuple(place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1])


def beside(one: str, other: str) -> tuple[Runs, Runs]:
    """Both versions in runs of what agrees and what differs; case makes no difference.

    Versions of one length are compared place by place, as digits are read; others by what they have in common.
    """
    first, second = one.casefold(), other.casefold()
    if len(first) == len(second) == len(one) == len(other):
        marks = tuple(a != b for a, b in zip(first, second, strict=True))
        return _runs(one, marks), _runs(other, marks)
    kept_one, kept_other = [True] * len(one), [True] * len(other)
    for a, b, size in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
        kept_one[a : a + size] = [False] * size
        kept_other[b : b + size] = [False] * size
    return _runs(one, tuple(kept_one)), _runs(other, tuple(kept_other))


def _runs(text: str, marks: tuple[bool, ...]) -> Runs:
    found: list[Run] = []
    for letter, differs in zip(text, marks, strict=False):
        if found and found[-1][1] == differs:
            found[-1] = (found[-1][0] + letter, differs)
        else:
            found.append((letter, differs))
    return tuple(found)
