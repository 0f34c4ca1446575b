"""Ruled tables: cells wrap in their columns, a row is as tall as its tallest cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.print.ink import Box, Mark, Rule, Strip, Strips, beside, tall, whole
from app.print.text import Align, Style, Text, paragraph

TALLEST = 200.0
"""A row up to this height in points is never divided."""


@dataclass(frozen=True, slots=True)
class GridColumn:
    title: str
    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Grid:
    """`pad` is the white inside a cell, left and right; half of it above and below."""

    columns: tuple[GridColumn, ...]
    style: Style
    pad: float = 3.0

    @property
    def width(self) -> float:
        return sum(column.width for column in self.columns)

    def head(self, fill: float = 0.9) -> Strips:
        style = replace(self.style, bold=True, align="centre")
        return self._row([(c.title, replace(style, align="centre")) for c in self.columns], fill, top=True)

    def row(self, cells: Sequence[Text], *, bold: bool = False, fill: float | None = None) -> Strips:
        style = replace(self.style, bold=bold or self.style.bold)
        aligned = [replace(style, align=column.align) for column in self.columns]
        return self._row(list(zip(cells, aligned, strict=True)), fill, top=False)

    def empty(self, height: float) -> Strips:
        """A row to be filled in by hand."""
        return tuple(self._ruled((Strip(height),), None, top=False))

    def _row(self, cells: list[tuple[Text, Style]], fill: float | None, *, top: bool) -> Strips:
        """One strip; one for each line of text where the row is so tall that a page may not hold it."""
        set_cells = []
        left = 0.0
        for (text, style), column in zip(cells, self.columns, strict=True):
            set_cells.append(paragraph(text, style, column.width - 2 * self.pad, left + self.pad))
            left += column.width
        half = Strip(self.pad / 2)
        lines = (half, *beside(*set_cells), half)
        fits = tall(lines) <= TALLEST
        return tuple(self._ruled((whole(lines),) if fits else lines, fill, top=top))

    def _ruled(self, lines: Strips, fill: float | None, *, top: bool) -> Iterable[Strip]:
        for index, line in enumerate(lines):
            below: list[tuple[float, float, Mark]] = []
            if fill is not None:
                below.append((0.0, 0.0, Box(self.width, line.height, fill)))
            left = 0.0
            for edge in (0.0, *(column.width for column in self.columns)):
                left += edge
                below.append((left, 0.0, Rule(0, line.height, 0.4, 0.35)))
            if index == 0:
                below.append((0.0, 0.0, Rule(self.width, 0, 0.6 if top else 0.4, 0.2)))
            if index == len(lines) - 1:
                below.append((0.0, line.height, Rule(self.width, 0, 0.6 if top else 0.4, 0.2)))
            yield Strip(line.height, (*below, *line.marks))
