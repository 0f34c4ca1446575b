"""QR codes in whole printer dots, so that an office laser, a thermal printer and an old phone agree on them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.print.ink import Strip, Strips

DOT = 72 / 203
"""A dot of the coarsest printer at a counter, 203 to the inch, in points."""
LEAST_DOTS = 4
QUIET = 4
"""Modules of white on every side that a reader needs."""

Matrix = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=64)
def matrix(text: str) -> Matrix:
    """Error correction M, or Q where it makes the code no larger."""
    from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
    from qrcode.main import QRCode

    codes = [QRCode(error_correction=level, border=0) for level in (ERROR_CORRECT_Q, ERROR_CORRECT_M)]
    for made in codes:
        made.add_data(text, optimize=0)
    chosen = min(codes, key=_version)
    return tuple(tuple(map(bool, row)) for row in chosen.get_matrix())


def _version(made: Any) -> int:
    """The size it will have, without drawing it: choosing the mask is the slow part."""
    return int(made.best_fit(start=1))


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code with its quiet zone; `module` is the side of one module in points, a whole number of dots."""

    modules: Matrix
    module: float

    @property
    def side(self) -> float:
        return (len(self.modules) + 2 * QUIET) * self.module

    def paint(self, canvas: Any, x: float, y: float) -> None:
        paper_top = canvas._pagesize[1]
        left, top = round(x / DOT) * DOT, paper_top - round((paper_top - y) / DOT) * DOT
        canvas.setFillGray(1)
        canvas.rect(left, top - self.side, self.side, self.side, stroke=0, fill=1)
        canvas.setFillGray(0)
        path = canvas.beginPath()
        for row, line in enumerate(self.modules, start=QUIET):
            for start, length in _runs(line):
                corner = (left + (start + QUIET) * self.module, top - (row + 1) * self.module)
                path.rect(*corner, length * self.module, self.module)
        canvas.drawPath(path, stroke=0, fill=1)


def _runs(line: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Dark modules next to each other as (start, length): fewer marks and no hair lines between them."""
    runs: list[tuple[int, int]] = []
    for index, dark in enumerate(line):
        if dark and runs and sum(runs[-1]) == index:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((index, 1))
    return runs


def code(text: str, widest: float, most_dots: int = 6) -> Code:
    """As large as `widest` allows, at most `most_dots` a module, never less than a phone can read."""
    modules = matrix(text)
    dots = int(widest / DOT / (len(modules) + 2 * QUIET))
    return Code(modules, max(LEAST_DOTS, min(dots, most_dots)) * DOT)


def drawn(made: Code, x: float = 0.0) -> Strips:
    return (Strip(made.side, ((x, 0.0, made),)),)
