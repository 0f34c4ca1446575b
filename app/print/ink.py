"""The marks a page is made of, and strips: pieces of a page that are never cut.

Everything is laid out first and drawn afterwards, so that a page can say how many pages there are. Lengths are points;
`x` runs to the right and `y` downwards from the place where a strip is put.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Protocol

from app.print.fonts import BOLD, REGULAR

MM = 72 / 25.4


class Mark(Protocol):
    """`canvas` is reportlab's; its y runs upwards, so `y` is counted from the bottom of the page."""

    def paint(self, canvas: Any, x: float, y: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Words:
    """Text on its baseline. `grey` 0 is black, 1 is white."""

    text: str
    size: float
    bold: bool = False
    grey: float = 0.0

    def paint(self, canvas: Any, x: float, y: float) -> None:
        canvas.setFillGray(self.grey)
        canvas.setFont(BOLD if self.bold else REGULAR, self.size)
        canvas.drawString(x, y, self.text)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line to a point `dx`, `dy` away; `dash` for where paper is cut or folded."""

    dx: float
    dy: float = 0.0
    weight: float = 0.5
    grey: float = 0.0
    dash: bool = False

    def paint(self, canvas: Any, x: float, y: float) -> None:
        canvas.setStrokeGray(self.grey)
        canvas.setLineWidth(self.weight)
        canvas.setDash([3, 3] if self.dash else [])
        canvas.line(x, y, x + self.dx, y - self.dy)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle below and right of its place; `fill` and `edge` are greys, None leaves out."""

    width: float
    height: float
    fill: float | None = None
    edge: float | None = None
    round: float = 0.0

    def paint(self, canvas: Any, x: float, y: float) -> None:
        canvas.setFillGray(1.0 if self.fill is None else self.fill)
        canvas.setStrokeGray(self.edge or 0.0)
        canvas.setLineWidth(0.6)
        canvas.setDash([])
        shown = {"stroke": int(self.edge is not None), "fill": int(self.fill is not None)}
        canvas.roundRect(x, y - self.height, self.width, self.height, self.round, **shown)


@dataclass(frozen=True, slots=True)
class Tick:
    """A small box, ticked or empty; no font has to have it."""

    size: float
    ticked: bool

    def paint(self, canvas: Any, x: float, y: float) -> None:
        Box(self.size, self.size, edge=0.25).paint(canvas, x, y)
        if not self.ticked:
            return
        canvas.setStrokeGray(0)
        canvas.setLineWidth(self.size / 6)
        path = canvas.beginPath()
        path.moveTo(x + self.size * 0.2, y - self.size * 0.5)
        path.lineTo(x + self.size * 0.43, y - self.size * 0.76)
        path.lineTo(x + self.size * 0.84, y - self.size * 0.2)
        canvas.drawPath(path)


@dataclass(frozen=True, slots=True)
class Strip:
    """So much height, with marks in it at (x, y)."""

    height: float
    marks: tuple[tuple[float, float, Mark], ...] = ()


Strips = tuple[Strip, ...]


def gap(height: float) -> Strips:
    return (Strip(height),)


def tall(strips: Iterable[Strip]) -> float:
    return sum(strip.height for strip in strips)


def shifted(strips: Iterable[Strip], dx: float) -> Strips:
    return tuple(Strip(s.height, tuple((x + dx, y, mark) for x, y, mark in s.marks)) for s in strips)


def whole(strips: Iterable[Strip]) -> Strip:
    """One strip of many: what stands together stays together."""
    top, marks = 0.0, []
    for strip in strips:
        marks += [(x, y + top, mark) for x, y, mark in strip.marks]
        top += strip.height
    return Strip(top, tuple(marks))


def beside(*columns: Sequence[Strip]) -> Strips:
    """Columns next to each other, line by line; their marks already stand at the right x."""
    rows = zip_longest(*columns, fillvalue=Strip(0.0))
    return tuple(Strip(max(s.height for s in row), tuple(m for s in row for m in s.marks)) for row in rows)


def boxed(strips: Iterable[Strip], width: float, pad: float, fill: float | None, edge: float | None) -> Strip:
    """`strips` in a frame of `width`; they were set for a width smaller by twice `pad`."""
    inner = whole(shifted(strips, pad))
    height = inner.height + 2 * pad
    moved = tuple((x, y + pad, mark) for x, y, mark in inner.marks)
    return Strip(height, ((0.0, 0.0, Box(width, height, fill, edge, round=2.5)), *moved))
