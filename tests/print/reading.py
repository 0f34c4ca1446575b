"""Papers read back from their bytes by another program than the one that made them (pdfium)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pypdfium2
from PIL import Image

from app.print.ink import MM
from app.print.preview import pages

EDGE = 3 * MM
"""What an office printer cannot reach at the edges of a sheet."""


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def texts(pdf: bytes) -> list[str]:
    """The text of each page, its lines joined by single spaces."""
    with opened(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def text(pdf: bytes) -> str:
    return " ".join(texts(pdf))


def glyphs(page: pypdfium2.PdfPage) -> tuple[str, np.ndarray]:
    """The signs of a page that leave ink, and their boxes: left, bottom, right, top in points."""
    found = page.get_textpage()
    signs = found.get_text_range()
    boxes = np.array([found.get_charbox(at) for at in range(found.count_chars())])
    inked = (boxes[:, 2] - boxes[:, 0] > 0.05) & (boxes[:, 3] - boxes[:, 1] > 0.05)
    return signs, boxes[inked]


def overlapping(boxes: np.ndarray) -> int:
    """Pairs of signs of which one covers more than a quarter of the other."""
    left, bottom, right, top = boxes.T
    wide = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    high = np.minimum(top[:, None], top) - np.maximum(bottom[:, None], bottom)
    shared = np.clip(wide, 0, None) * np.clip(high, 0, None)
    area = (right - left) * (top - bottom)
    np.fill_diagonal(shared, 0)
    return int((shared > 0.25 * np.minimum(area[:, None], area)).sum()) // 2


def picture(pdf: bytes, dpi: int, page: int = 0) -> Image.Image:
    """A page as a black and white printer sees it."""
    image = pages(pdf, dpi)[page]
    grey = Image.frombytes("RGB", (image.width, image.height), image.rgb).convert("L")
    return grey.point([0] * 128 + [255] * 128)
