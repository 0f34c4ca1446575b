"""Nothing is clipped, nothing lies on top of anything else, however long names, lists and addresses are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from app.print.document import Furniture, write
from app.print.flow import A5, Flow
from app.print.ink import Strip, Words
from app.print.render import RECEIPTS, pdf
from app.rules.papers import LetterRow, Paper, PaperItem, RevokedPermit
from tests.print import samples
from tests.print.reading import EDGE, glyphs, opened, overlapping, text

NAME = "Anak Agung Istri Agung Putri Wulandari Kusumawardani Mahadewi Sukmaningrat Padmanegara Dharmapatni"
PLACE = (
    "Jalan Raya Pura Besakih Gang Cempaka Putih Nomor 117 Blok C, Perumahan Giri Kencana Permai Tahap Dua, "
    "Banjar Dinas Kedampal Kaler, Desa Besakih, Kecamatan Rendang, Kabupaten Karangasem, Provinsi Bali 80863"
)
UNBROKEN = "Kusumawardanimahadewisukmaningratpadmanegaradharmapatniwulandariistriagungputri"
SERVICE = "Surat Izin Praktik Tenaga Kesehatan Tradisional dan Penyehat Tradisional Empiris Golongan Keterampilan"
REASON = "Dokumen yang dilampirkan belum memuat tanda tangan basah pejabat yang berwenang beserta stempel dinas. " * 3
ITEMS = tuple(
    PaperItem(
        name=f"Persyaratan ke-{at}: fotokopi dokumen yang telah dilegalisasi oleh pejabat yang berwenang",
        state=("ada", "ada", "susulan", "tidak")[at % 4],
        original_shown=at % 2 == 0,
        copies=1 + at % 3,
        note="halaman terakhir kurang jelas" if at % 5 == 0 else "",
    )
    for at in range(1, 24)
)
ROWS = tuple(LetterRow(heading=f"Hal {at} {SERVICE}", text=REASON) for at in range(1, 15))
OFFICE = replace(
    samples.OFFICE,
    office="Dinas Penanaman Modal, Pelayanan Terpadu Satu Pintu, Tenaga Kerja, Transmigrasi, dan Perindustrian",
    address=PLACE,
)
SIGNER = replace(samples.ACTING, title=OFFICE.office, name=NAME, name_with_titles=f"Prof. Dr. {NAME}, S.H., M.H.")
COMMON: dict[str, Any] = {"letterhead": OFFICE}

CROWDED_RECEIPT = replace(
    samples.RECEIPT, **COMMON, applicant=NAME, proxy=NAME, subject=PLACE, service=SERVICE, items=ITEMS, officer=NAME
)
CROWDED: dict[str, Paper] = {
    "shortage": replace(
        samples.SHORTAGE, **COMMON, applicant=NAME, missing=ITEMS, notes=(REASON,) * 4, service=SERVICE, officer=NAME
    ),
    **{
        letter.kind: replace(
            letter, **COMMON, to=NAME, applicant=NAME, to_address=PLACE, subject=REASON, rows=ROWS, signer=SIGNER,
            copies_to=(SERVICE,) * 9, service=SERVICE,
        )
        for letter in samples.LETTERS
    },
    "permit": replace(
        samples.PERMIT, **COMMON, title=SERVICE, holder=NAME, holder_lines=ROWS[:3], lines=ROWS[:6], signer=SIGNER,
        legal_basis=(REASON,) * 6, terms=(REASON,) * 9, copies_to=(SERVICE,) * 9,
    ),
    "revocation": replace(
        samples.REVOCATION, **COMMON, title=SERVICE, service=SERVICE, holder=NAME,
        holder_lines=ROWS[:3], lines=ROWS[:6], signer=SIGNER, legal_basis=(REASON,) * 6,
        terms=(REASON,) * 9, copies_to=(SERVICE,) * 9,
        revokes=RevokedPermit(document=SERVICE, number="500.16.7.2/0123/SIPB/DPMPTSP/2026", issued=None),
    ),
    "collection": replace(
        samples.COLLECTION, **COMMON, applicant=NAME, receiver=NAME, document=SERVICE, service=SERVICE, officer=NAME,
        reason_without_receipt=REASON, identity_shown=PLACE,
    ),
    "recovery": replace(samples.RECOVERY, **COMMON, code="-".join(["K7QX"] * 32)),
    "register": replace(samples.REGISTER, **COMMON, remarks=(REASON,) * 3, period=PLACE),
}  # fmt: skip
UNBROKEN_PAPERS: dict[str, Paper] = {
    "receipt": replace(samples.RECEIPT, applicant=UNBROKEN, subject=UNBROKEN * 3, fee=UNBROKEN),
    "shortage": replace(samples.SHORTAGE, missing=(PaperItem(name=UNBROKEN, state="tidak", note=UNBROKEN),)),
    "permit": replace(samples.PERMIT, holder=UNBROKEN, legal_basis=(UNBROKEN * 2,)),
    "register": replace(samples.REGISTER, rows=tuple((*row[:3], UNBROKEN, *row[4:]) for row in samples.REGISTER.rows)),
    "monthly": replace(samples.MONTHLY, rows=((1, UNBROKEN, 1, 1, 1, 1.0, 1.0, 1),)),
}
EMPTY: dict[str, Paper] = {
    "receipt": replace(samples.RECEIPT, items=(), subject="", nik_last4="", promised=None),
    "shortage": replace(samples.SHORTAGE, applicant="", notes=(), missing=samples.SHORTAGE.missing[:1]),
    "letter": replace(samples.REFUSAL, rows=(), signer=None, copies_to=(), to_address="", subject=""),
    "permit": replace(samples.PERMIT, legal_basis=(), holder_lines=(), lines=(), terms=(), copies_to=(), kind=""),
    "collection": replace(samples.COLLECTION, document_number="", receiver_is="", receipt_shown=True),
    "recovery": replace(samples.RECOVERY, code="K7QX2M9PVT4D"),
    "monthly": replace(samples.MONTHLY, rows=(), totals=(), remarks=(), period=""),
}
ALL: dict[str, bytes] = {
    **{f"plain {name}": pdf(card) for name, card in samples.PAPERS.items()},
    **{f"crowded {name}": pdf(card, 2) for name, card in CROWDED.items()},
    **{f"unbroken {name}": pdf(card) for name, card in UNBROKEN_PAPERS.items()},
    **{f"empty {name}": pdf(card) for name, card in EMPTY.items()},
    **{f"receipt {size}": pdf(samples.RECEIPT, receipt_size=size) for size in RECEIPTS},
    **{f"crowded receipt {size}": pdf(CROWDED_RECEIPT, 2, receipt_size=size) for size in RECEIPTS},
}


@pytest.mark.parametrize("name", ALL)
def test_every_sign_lies_on_the_paper_and_on_nothing_else(name: str) -> None:
    with opened(ALL[name]) as document:
        for page in document:
            _, boxes = glyphs(page)
            width, height = page.get_size()
            assert boxes[:, 0].min() >= EDGE
            assert boxes[:, 1].min() >= EDGE
            assert boxes[:, 2].max() <= width - EDGE
            assert boxes[:, 3].max() <= height - EDGE
            assert overlapping(boxes) == 0


def words(card: object) -> set[str]:
    """Every word that a card holds, wherever in it."""
    if isinstance(card, str):
        return set(card.split())
    if isinstance(card, tuple):
        return {word for one in card for word in words(one)}
    values = [value for key, value in vars(card).items() if key not in UNSAID] if hasattr(card, "__dict__") else []
    return {word for value in values for word in words(value)}


UNSAID = {"qr", "state", "kind", "zone", "capacity", "align", "name_with_titles", "government", "office", "place"}
"""What stands on paper in another form or, as the words of the office, in capitals."""


def squeezed(said: str) -> str:
    return re.sub(r"\s", "", said).lower()


@pytest.mark.parametrize("name", CROWDED)
def test_every_word_of_a_crowded_card_is_on_paper(name: str) -> None:
    card = CROWDED[name]
    said = squeezed(text(ALL[f"crowded {name}"]))
    missing = {part for word in words(card) for part in re.findall(r"[^-/]+", word) if squeezed(part) not in said}
    assert missing <= UNSAID_BY_FORM.get(name, set())


UNSAID_BY_FORM: dict[str, set[str]] = {"assignment_letter": {*PLACE.split(), *REASON.split()}}
"""Surat tugas goes to the team; it has no addressee of its own."""


@pytest.mark.parametrize("size", RECEIPTS)
def test_every_word_of_a_crowded_receipt_is_on_paper(size: str) -> None:
    said = squeezed(text(ALL[f"crowded receipt {size}"]))
    assert not {word for word in words(CROWDED_RECEIPT) if squeezed(word) not in said}


@pytest.mark.parametrize("name", [name for name in samples.PAPERS if name != "register"])
def test_ordinary_papers_need_one_page(name: str) -> None:
    with opened(ALL[f"plain {name}"]) as document:
        assert len(document) == 1


@pytest.mark.parametrize("size", RECEIPTS)
def test_an_ordinary_receipt_needs_one_page(size: str) -> None:
    with opened(ALL[f"receipt {size}"]) as document:
        assert len(document) == 1


def test_fifteen_requirements_still_fit_one_a5() -> None:
    card = replace(samples.RECEIPT, items=(*samples.MIDWIFE_ITEMS, *samples.MIDWIFE_ITEMS[:6]))
    with opened(pdf(card)) as document:
        assert len(document) == 1
    assert text(pdf(card)).count("Denah lokasi dan koordinat") == 2


def test_pages_are_counted_when_there_are_several() -> None:
    with opened(ALL["crowded receipt a5"]) as document:
        pages = len(document)
    assert pages > 1
    assert f"Halaman {pages} dari {pages}" in text(ALL["crowded receipt a5"])
    assert "Halaman" not in text(ALL["receipt a5"])


def test_the_measure_itself_finds_what_overlaps() -> None:
    flow = Flow(A5)
    flow.put((Strip(0.0, ((0.0, 10.0, Words("Pemohon", 9)),)), Strip(20.0, ((2.0, 12.0, Words("Petugas", 9)),))))
    furniture = Furniture(title="Uji", author="Uji", copy=1, training=False)
    with opened(write(flow, furniture)) as document:
        assert overlapping(glyphs(document[0])[1]) > 3
