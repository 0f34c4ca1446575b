"""Pages as pictures for the screen, by the engine that also prints them on Windows. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

_PDFIUM = Lock()
"""pdfium may be used by one thread at a time."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """`rgb` holds three bytes a dot, row by row without padding."""

    width: int
    height: int
    rgb: bytes


def pages(pdf: bytes, dpi: int) -> tuple[PageImage, ...]:
    with _opened(pdf) as document:
        return tuple(_image(page, dpi / 72) for page in document)


def sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points."""
    with _opened(pdf) as document:
        return tuple((page.get_width(), page.get_height()) for page in document)


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    from pypdfium2 import PdfDocument

    with _PDFIUM:
        document = PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def _image(page: Any, scale: float) -> PageImage:
    bitmap = page.render(scale=scale, rev_byteorder=True)  # packed, three channels
    image = PageImage(bitmap.width, bitmap.height, bytes(bitmap.buffer))
    bitmap.close()
    return image
