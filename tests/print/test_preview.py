"""Pages as pictures."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest

from app.print.ink import MM
from app.print.preview import PageImage, pages, sizes
from app.print.render import pdf
from tests.print.samples import MIDWIFE_ITEMS, RECEIPT, REGISTER

PAPER = pdf(RECEIPT)


@pytest.mark.parametrize("dpi", [72, 110, 203, 300])
def test_a_picture_of_the_page(dpi: int) -> None:
    (page,) = pages(PAPER, dpi)
    assert page.width == pytest.approx(148 / 25.4 * dpi, abs=1.5)
    assert page.height == pytest.approx(210 / 25.4 * dpi, abs=1.5)
    assert len(page.rgb) == page.width * page.height * 3


def dots(page: PageImage) -> np.ndarray:
    return np.frombuffer(page.rgb, np.uint8).reshape(page.height, page.width, 3)


def test_black_on_white_without_slant() -> None:
    """A row read with the wrong length would lean and leave ink in the margins."""
    for dpi in range(90, 100):
        picture = dots(pages(PAPER, dpi)[0])
        margin = round(9 * MM * dpi / 72)
        assert (picture[:, :margin] == 255).all()
        assert (picture[:, -margin:] == 255).all()
        assert (picture < 60).any()


def test_red_is_red() -> None:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(50, 50))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 50, 50, stroke=0, fill=1)
    canvas.save()
    assert tuple(dots(pages(out.getvalue(), 72)[0])[25, 25]) == (255, 0, 0)


def test_every_page() -> None:
    assert len(pages(pdf(REGISTER), 40)) == len(sizes(pdf(REGISTER))) > 2


def test_sizes_in_points() -> None:
    ((width, height),) = sizes(PAPER)
    assert (width, height) == pytest.approx((148 * MM, 210 * MM), abs=0.01)


def test_several_threads_take_turns() -> None:
    papers = [pdf(replace(RECEIPT, items=MIDWIFE_ITEMS[:count])) for count in range(1, 7)]
    alone = [pages(paper, 72) for paper in papers]
    together: list[object] = [None] * len(papers)

    def draw(at: int) -> None:
        together[at] = pages(papers[at], 72)

    threads = [threading.Thread(target=draw, args=(at,)) for at in range(len(papers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert together == alone


def test_no_paper_at_all() -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        pages(b"no paper", 72)
    assert pages(PAPER, 72), "the next one still can be drawn"
