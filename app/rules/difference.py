"""Where two versions of a number or a name differ, letter by letter: for showing both side by side."""

from __future__ import annotations

from difflib import SequenceMatcher

Run = tuple[str, bool]  # letters that stand together, and whether they differ; ("", True) where something is missing
Runs = tuple[Run, ...]


def places(one: str, other: str) -> tuple[int, ...]:
    """Where two versions of the same length differ, counted from 0."""
    return tuple(place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1])


def beside(one: str, other: str) -> tuple[Runs, Runs]:
    """Both versions in runs of what agrees and what differs; case makes no difference.

    Versions of one length are compared place by place, as digits are read; others by what they have in common.
    """
    first, second = one.upper(), other.upper()
    if len(first) != len(one) or len(second) != len(other):  # letters that have no capital of their own
        first, second = one, other
    if len(first) == len(second):
        marks = [a != b for a, b in zip(first, second, strict=True)]
        return _runs(one, marks), _runs(other, marks)
    steps = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    return (
        tuple((one[start:end], kind != "equal") for kind, start, end, _, _ in steps),
        tuple((other[start:end], kind != "equal") for kind, _, _, start, end in steps),
    )


def _runs(text: str, marks: list[bool]) -> Runs:
    found: list[Run] = []
    for letter, differs in zip(text, marks, strict=True):
        if found and found[-1][1] == differs:
            found[-1] = (found[-1][0] + letter, differs)
        else:
            found.append((letter, differs))
    return tuple(found)
