"""From laid-out pages to the bytes of a PDF, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import Any

from app.print import fonts
from app.print.flow import Flow, PaperSize
from app.print.ink import MM, Box, Words
from app.print.qr import DOT

PROGRAM = "Loket PTSP"
EXAMPLE = "CONTOH"
EXAMPLE_LINE = "CONTOH UNTUK LATIHAN, BUKAN DOKUMEN RESMI"
NOT_VALID = "TIDAK BERLAKU"
WHY_NOT_VALID = {
    "permit_revoked": "izin telah dicabut",
    "permit_suspended": "izin dibekukan",
    "permit_replaced": "izin telah diganti",
    "permit_ended": "masa berlaku izin telah lewat",
    "paper_superseded": "telah diganti dengan surat yang baru",
    "refusal_taken_back": "penolakan telah dibatalkan",
    "decree_taken_back": "keputusan telah ditarik kembali",
    "file_cancelled": "pendaftaran telah dibatalkan",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Furniture:
    """What every page of a paper carries. `title` and `author` are seen in the file's properties: no names in them.

    `reference` stands beside the page number on papers of several pages, if it is short enough. `margin_marks` False
    leaves the marks of copies to the paper itself. `void` is the code of why the paper counts no more, as of
    `app.rules.voiding`.
    """

    title: str
    author: str
    copy: int
    training: bool
    reference: str = ""
    margin_marks: bool = True
    void: str = ""


def copy_words(copy: int) -> str:
    return f"SALINAN ke-{copy}" if copy > 1 else ""


def write(flow: Flow, furniture: Furniture) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    fonts.load()
    page = flow.page
    # A roll is cut at a whole dot: stretched to one, the picture would smear the code.
    size = (page.width, page.height or ceil((flow.at + page.bottom) / DOT) * DOT)
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=1, initialFontName=fonts.REGULAR)
    canvas.setTitle(furniture.title)
    canvas.setAuthor(furniture.author)
    canvas.setSubject(furniture.title)
    canvas.setCreator(PROGRAM)
    canvas.setCatalogEntry("Lang", "id-ID")
    canvas.setViewerPreference("PrintScaling", "None")
    for number, placed in enumerate(flow.pages, start=1):
        if furniture.training and not furniture.void:
            _watermarks(canvas, page, size, EXAMPLE)
        for left, top, strip in placed:
            for x, y, mark in strip.marks:
                mark.paint(canvas, left + x, size[1] - top - y)
        if furniture.void:  # over everything: a grey field must not hide it
            _watermarks(canvas, page, size, NOT_VALID)
        for x, y, words in _margins(page, size, furniture, number, len(flow.pages)):
            words.paint(canvas, x, size[1] - y)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _watermarks(canvas: Any, page: PaperSize, size: tuple[float, float], words: str) -> None:
    """Across each part of the page that somebody may keep, and again on the length of a roll. What counts no more is
    drawn with a black edge, which no printer and no copier loses."""
    width, height = size
    count = page.parts if page.height else max(1, round(height / width / 1.3))
    tall = height / count
    room = min(width, tall * 1.6)
    letters = min(room / 4.6, room * 0.95 / fonts.width(words, 1, True))
    for index in range(count):
        canvas.saveState()
        edged = words == NOT_VALID
        canvas.setFillGray(0.5 if edged else 0.86, alpha=0.2 if edged else 1)
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.9)
        canvas.setFont(fonts.BOLD, letters)
        canvas.translate(width / 2, tall * (index + 0.5))
        canvas.rotate(35)
        canvas.drawCentredString(0, -letters * fonts.CAP_HEIGHT / 2, words, mode=2 if edged else None)
        canvas.restoreState()


def _margins(
    page: PaperSize, size: tuple[float, float], furniture: Furniture, number: int, total: int
) -> Iterator[tuple[float, float, Words | Box]]:
    right = size[0] - page.right
    head = max(page.top - 3 * MM, 4 * MM)
    if furniture.void:
        yield page.left, head, Words(f"{NOT_VALID}: {WHY_NOT_VALID[furniture.void]}", 7, bold=True)
    elif furniture.training and furniture.margin_marks:
        yield page.left, head, Words(EXAMPLE_LINE, 7, bold=True)
    if furniture.margin_marks and furniture.copy > 1:
        text = copy_words(furniture.copy)
        yield right - fonts.width(text, 8.5, True), head, Words(text, 8.5, bold=True)
    if total > 1:
        foot = size[1] - page.bottom + 4.5 * MM
        text = f"Halaman {number} dari {total}"
        start = right - fonts.width(text, 7)
        yield start, foot, Words(text, 7, grey=0.3)
        if fonts.width(furniture.reference, 7) < start - page.left - 5 * MM:
            yield page.left, foot, Words(furniture.reference, 7, grey=0.3)
