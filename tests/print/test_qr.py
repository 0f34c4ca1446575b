"""QR codes: read back by another library as a counter printer and a tilted, dusty, blurred picture would have them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from app.print.ink import MM
from app.print.qr import DOT, LEAST_DOTS, QUIET, Code, code, drawn, matrix
from app.print.render import pdf
from app.rules.papers import Paper
from tests.print.reading import picture
from tests.print.samples import ADDRESS, LETTERS, OFFICE, PERMIT, RECEIPT

AS_TEXT = f"{RECEIPT.number}\n{OFFICE.office}\n{OFFICE.phone}"
OFFLINE = replace(RECEIPT, qr=AS_TEXT, qr_is_address=False)
CARRYING: dict[str, bytes] = {
    **{f"receipt {size}": pdf(RECEIPT, receipt_size=size) for size in ("a5", "a4", "roll")},
    **{f"offline {size}": pdf(OFFLINE, receipt_size=size) for size in ("a5", "a4", "roll")},
    **{letter.kind: pdf(letter) for letter in LETTERS},
    "permit": pdf(PERMIT),
    "practice": pdf(replace(RECEIPT, training=True)),
}


def rotated(degrees: float) -> Callable[[Image.Image], Image.Image]:
    def turn(image: Image.Image) -> Image.Image:
        return image.rotate(degrees, expand=True, fillcolor=255)

    return turn


def dusty(image: Image.Image) -> Image.Image:
    """One dot in fifty is wrong, seen through a lens."""
    random = np.random.default_rng(7)
    dots = np.array(image)
    wrong = random.random(dots.shape) < 0.02
    speckled = Image.fromarray(np.where(wrong, 255 - dots, dots).astype(np.uint8))
    return speckled.filter(ImageFilter.GaussianBlur(0.8))


def blurred(image: Image.Image) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(1.5))


PICTURES = [rotated(0), rotated(90), rotated(180), rotated(7), rotated(-7), dusty, blurred]


def around(image: Image.Image, found: zxingcpp.Barcode) -> Image.Image:
    """The code with the white around it."""
    p = found.position
    xs, ys = [c.x for c in (p.top_left, p.bottom_right)], [c.y for c in (p.top_left, p.bottom_right)]
    return image.crop((min(xs) - 14, min(ys) - 14, max(xs) + 14, max(ys) + 14))


@pytest.mark.parametrize("name", CARRYING)
def test_read_back_from_203_dots_to_the_inch(name: str) -> None:
    wanted = AS_TEXT if name.startswith("offline") else ADDRESS
    page = picture(CARRYING[name], 203)
    found = zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)
    assert [one.text for one in found] == [wanted] * (2 if name.endswith("a4") else 1)
    for one in found:
        close = around(page, one)
        for change in PICTURES:
            assert [again.text for again in zxingcpp.read_barcodes(change(close))] == [wanted], change


@pytest.mark.parametrize("name", CARRYING)
def test_modules_are_four_dots_or_more(name: str) -> None:
    wanted = AS_TEXT if name.startswith("offline") else ADDRESS
    page = picture(CARRYING[name], 203)
    for found in zxingcpp.read_barcodes(page):
        across = found.position.top_right.x - found.position.top_left.x + 1
        assert across / len(matrix(wanted)) >= LEAST_DOTS - 0.1


def test_modules_are_whole_dots_within_the_room() -> None:
    for room in (10, 24, 30, 34, 48, 100):
        made = code(ADDRESS, room * MM)
        dots = made.module / DOT
        assert dots == pytest.approx(round(dots))
        assert LEAST_DOTS <= round(dots) <= 6
        assert made.side <= room * MM or round(dots) == LEAST_DOTS


def test_a_module_of_four_dots_is_half_a_millimetre() -> None:
    assert pytest.approx(0.5, abs=0.001) == LEAST_DOTS * DOT / MM


def test_q_where_it_costs_no_size_and_m_otherwise() -> None:
    """Capitals in version 1: 16 fit with Q, 20 with M."""
    sizes = {count: len(matrix("A" * count)) for count in (16, 17, 20, 21)}
    assert sizes == {16: 21, 17: 21, 20: 21, 21: 25}
    assert [zxing_level("A" * count) for count in (16, 17, 20, 21)] == ["Q", "M", "M", "Q"]


def zxing_level(text: str) -> str:
    made = np.array(matrix(text))
    framed = np.kron(np.pad(~made, QUIET, constant_values=True), np.ones((4, 4))) * 255
    (found,) = zxingcpp.read_barcodes(framed.astype(np.uint8))
    assert found.text == text
    return str(found.ec_level)


def test_the_quiet_zone_belongs_to_the_code() -> None:
    made = Code(matrix(ADDRESS), 4 * DOT)
    (strip,) = drawn(made, 5)
    assert made.side == pytest.approx((len(made.modules) + 2 * QUIET) * 4 * DOT)
    assert (strip.height, strip.marks) == (made.side, ((5, 0.0, made),))


def test_edges_lie_on_the_dots_of_the_printer() -> None:
    """At 203 dots no module is smeared over two: rendered in grey, almost nothing is neither black nor white."""
    from app.print.preview import pages

    image = pages(CARRYING["receipt roll"], 203)[0]
    grey = Image.frombytes("RGB", (image.width, image.height), image.rgb).convert("L")
    (found,) = zxingcpp.read_barcodes(grey)
    p = found.position
    inside = np.array(grey.crop((p.top_left.x, p.top_left.y, p.bottom_right.x, p.bottom_right.y)))
    assert ((inside > 60) & (inside < 195)).mean() < 0.1


def test_papers_without_a_code_have_none() -> None:
    bare: Paper = replace(LETTERS[0], qr="")
    assert not zxingcpp.read_barcodes(picture(pdf(bare), 203))
