"""The two faces of every paper, Noto Sans regular and bold, and how wide words are in them.

reportlab costs some 100 ms to import, so it is imported when the first paper is set and not when the program starts.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Protocol, cast

from app.settings import resource

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"
CAP_HEIGHT = 0.714  # of the size, in both faces


class _Face(Protocol):
    def stringWidth(self, text: str, size: float) -> float: ...


@cache
def _face(name: str) -> _Face:
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    face = TTFont(name, BytesIO(resource(f"fonts/{name}.ttf").read_bytes()))
    registerFont(face)
    return cast(_Face, face)


def load() -> None:
    """Make both faces known to reportlab; does nothing from the second time on."""
    _face(REGULAR)
    _face(BOLD)


def width(text: str, size: float, bold: bool = False) -> float:
    """In points."""
    return _face(BOLD if bold else REGULAR).stringWidth(text, size)
