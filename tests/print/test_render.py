"""The bytes of every paper: repeatable, fonts inside, nothing personal in the properties."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from app.print.render import RECEIPTS, pdf
from tests.print.reading import opened, text
from tests.print.samples import PAPERS, RECEIPT

MADE = {name: pdf(card) for name, card in PAPERS.items()}
DIGESTS = """
from hashlib import sha256
from app.print.render import pdf
from tests.print.samples import PAPERS
print(sha256(b"".join(pdf(card) for card in PAPERS.values())).hexdigest())
"""
LATE = """
import sys
import app.print.render, app.print.preview, app.print.sheets, app.print.printers
heavy = {"reportlab", "qrcode", "pypdfium2", "xlsxwriter", "PySide6", "PIL"}
sys.exit(",".join(sorted(heavy & set(sys.modules))) or 0)
"""


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_card_gives_the_same_bytes(name: str) -> None:
    assert pdf(PAPERS[name]) == MADE[name]


def python(program: str, seed: str = "0") -> str:
    environment = os.environ | {"PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_same_bytes_in_another_run() -> None:
    assert python(DIGESTS, "1") == python(DIGESTS, "2")


def test_heavy_libraries_come_with_the_first_paper() -> None:
    assert python(LATE) == ""


def fonts(pdf_bytes: bytes) -> Iterator[DictionaryObject]:
    for page in PdfReader(BytesIO(pdf_bytes)).pages:
        for font in page["/Resources"]["/Font"].values():
            yield font.get_object()


@pytest.mark.parametrize("name", PAPERS)
def test_every_font_is_inside(name: str) -> None:
    found = list(fonts(MADE[name]))
    assert found
    for font in found:
        assert "NotoSans" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font


@pytest.mark.parametrize("name", PAPERS)
def test_no_person_and_no_number_in_the_properties(name: str) -> None:
    read = PdfReader(BytesIO(MADE[name]))
    said = " ".join(str(value) for value in (read.metadata or {}).values())
    for word in ("Contoh", "0003", "KRA-", "Wayan", "Suardana"):
        assert word not in said
    assert read.metadata is not None
    assert read.metadata.title
    assert read.metadata.creator == "Loket PTSP"
    assert read.metadata.author == "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"


def test_printed_at_its_own_size_in_indonesian() -> None:
    root = PdfReader(BytesIO(MADE["receipt"])).trailer["/Root"]
    assert root["/ViewerPreferences"]["/PrintScaling"] == "/None"
    assert root["/Lang"] == "id-ID"


@pytest.mark.parametrize("name", PAPERS)
def test_copies_are_counted_on_every_page(name: str) -> None:
    assert "SALINAN" not in text(MADE[name])
    with opened(pdf(PAPERS[name], 3)) as document:
        for page in document:
            assert "SALINAN ke-3" in page.get_textpage().get_text_range()


@pytest.mark.parametrize("name", PAPERS)
def test_practice_papers_say_so_on_every_page(name: str) -> None:
    assert "BUKAN DOKUMEN RESMI" not in text(MADE[name])
    with opened(pdf(replace(PAPERS[name], training=True))) as document:
        for page in document:
            said = page.get_textpage().get_text_range()
            assert "CONTOH UNTUK LATIHAN, BUKAN DOKUMEN RESMI" in said
            assert said.count("CONTOH") >= 2


def test_an_a5_receipt_unless_asked_otherwise() -> None:
    assert pdf(RECEIPT) == pdf(RECEIPT, receipt_size="a5")
    assert len({pdf(RECEIPT, receipt_size=size) for size in RECEIPTS}) == 3
