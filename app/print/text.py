"""Setting words into lines: wrapping, bold parts, alignment. Nothing is ever cut off; a word too long is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.print.fonts import CAP_HEIGHT, width
from app.print.ink import Mark, Strip, Strips, Words, beside

Align = Literal["left", "right", "centre", "justify"]


class Bold(str):
    """A part of a text that stands out."""

    __slots__ = ()


Text = str | tuple[str, ...]
"""A string, or strings of which some are `Bold`. A line break in it breaks the line."""


@dataclass(frozen=True, slots=True)
class Style:
    """`lead` is the distance of two lines as a multiple of the size."""

    size: float
    bold: bool = False
    align: Align = "left"
    grey: float = 0.0
    lead: float = 1.34

    @property
    def leading(self) -> float:
        return self.size * self.lead

    def at(self, size: float) -> Style:
        return replace(self, size=size)


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two spaces: (text, bold) pieces and their width."""

    pieces: tuple[tuple[str, bool], ...]
    width: float


def _word(pieces: Sequence[tuple[str, bool]], size: float) -> Word:
    return Word(tuple(pieces), sum(width(text, size, bold) for text, bold in pieces))


def _words(text: Text, style: Style) -> Iterator[list[Word]]:
    """The words of each line as the writer broke it."""
    line: list[Word] = []
    pieces: list[tuple[str, bool]] = []
    for run in (text,) if isinstance(text, str) else text:
        bold = style.bold or isinstance(run, Bold)
        for token in re.split(r"([ \n])", run):
            if token not in ("", " ", "\n"):
                pieces.append((token, bold))
                continue
            if token and pieces:
                line.append(_word(pieces, style.size))
                pieces = []
            if token == "\n":
                yield line
                line = []
    yield [*line, _word(pieces, style.size)] if pieces else line


def _cut(text: str, size: float, bold: bool, room: float) -> int:
    """How many characters of a word too long go on this line: up to its last sign of division, if there is one."""
    fits = 1
    while fits < len(text) and width(text[: fits + 1], size, bold) <= room:
        fits += 1
    divided = max((text.rfind(sign, 0, fits) for sign in "/-.@_,"), default=-1) + 1
    return divided if divided > fits // 3 and fits < len(text) else fits


def _broken(word: Word, size: float, room: float) -> Iterator[Word]:
    """The word itself, or as many parts as it needs."""
    if word.width <= room:
        yield word
        return
    for text, bold in word.pieces:
        rest = text
        while rest:
            count = _cut(rest, size, bold, room)
            yield _word([(rest[:count], bold)], size)
            rest = rest[count:]


def lines(text: Text, style: Style, room: float) -> list[tuple[list[Word], bool]]:
    """Words of each line, and whether it ends where the writer ended it (such a line is not justified)."""
    space = width(" ", style.size)
    done: list[tuple[list[Word], bool]] = []
    for words in _words(text, style):
        line: list[Word] = []
        used = 0.0
        for word in (part for whole in words for part in _broken(whole, style.size, room)):
            if line and used + space + word.width > room + 0.01:
                done.append((line, False))
                line, used = [], 0.0
            used += word.width + (space if line else 0.0)
            line.append(word)
        done.append((line, True))
    return done


def _runs(words: Sequence[Word]) -> Iterator[tuple[str, bool]]:
    """Neighbours of one weight joined, spaces in between."""
    text, weight = "", False
    for index, word in enumerate(words):
        for place, (piece, bold) in enumerate(word.pieces):
            lead = " " if index and not place else ""
            if text and bold != weight:
                yield text + lead, weight
                text = lead = ""
            text, weight = text + lead + piece, bold
    if text:
        yield text, weight


def _strip(words: list[Word], last: bool, style: Style, room: float, x: float) -> Strip:
    base = style.leading / 2 + style.size * CAP_HEIGHT / 2
    space = width(" ", style.size)
    natural = sum(word.width for word in words) + space * max(len(words) - 1, 0)
    marks: list[tuple[float, float, Mark]] = []
    if style.align == "justify" and not last and len(words) > 1:
        space += (room - natural) / (len(words) - 1)
        for word in words:
            at = x
            for text, bold in word.pieces:
                marks.append((at, base, Words(text, style.size, bold, style.grey)))
                at += width(text, style.size, bold)
            x += word.width + space
        return Strip(style.leading, tuple(marks))
    x += {"right": room - natural, "centre": (room - natural) / 2}.get(style.align, 0.0)
    for text, bold in _runs(words):
        marks.append((x, base, Words(text, style.size, bold, style.grey)))
        x += width(text, style.size, bold)
    return Strip(style.leading, tuple(marks))


def paragraph(text: Text, style: Style, room: float, x: float = 0.0) -> Strips:
    """`text` in lines no wider than `room`, each a strip."""
    return tuple(_strip(words, last, style, room, x) for words, last in lines(text, style, room))


def labelled(label: Text, value: Text, style: Style, room: float, label_room: float) -> Strips:
    """`label : value`, each wrapping in its own column."""
    colon = label_room + width("  ", style.size)
    start = colon + width(":  ", style.size)
    left = replace(style, align="left", bold=False)
    return beside(
        paragraph(label, left, label_room),
        paragraph(":", left, room, colon),
        paragraph(value, style, room - start, start),
    )


def pairs(rows: Sequence[tuple[str, Text]], style: Style, room: float, apart: float = 0.0) -> Strips:
    """Labels and values below each other; the labels' column is as wide as the widest of them."""
    widest = min(max(width(name, style.size) for name, _ in rows) + 0.1, room * 0.45)
    blank = (Strip(apart),) if apart else ()
    return tuple(s for name, value in rows for s in (*labelled(name, value, style, room, widest), *blank))


def numbered(mark: str, text: Text, style: Style, room: float, indent: float) -> Strips:
    """`mark` hanging to the left of `text`."""
    return beside(paragraph(mark, style, indent), paragraph(text, style, room - indent, indent))
