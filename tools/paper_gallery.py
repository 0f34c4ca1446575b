"""Every paper with sample data, as PDF and PNG, to be looked at: `python tools/paper_gallery.py [folder] [dpi]`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from app.print.render import RECEIPTS, pdf
from app.rules.papers import Paper
from tests.print.samples import MIDWIFE_ITEMS, PAPERS, PERMIT, RECEIPT

LONG_NAME = "Anak Agung Istri Agung Putri Wulandari Kusumawardani Mahadewi Sukmaningrat Padmanegara"
LONG_PLACE = (
    "Praktik mandiri dan balai pengobatan ibu dan anak di Jalan Raya Pura Besakih Gang Cempaka Putih Nomor 117, "
    "Banjar Dinas Kedampal Kaler, Desa Besakih, Kecamatan Rendang, Kabupaten Karangasem, Provinsi Bali"
)
CROWDED = replace(
    RECEIPT,
    applicant=LONG_NAME,
    proxy="I Gusti Ngurah Agung Made Wirawan Kusuma",
    subject=LONG_PLACE,
    items=MIDWIFE_ITEMS * 2,
    training=True,
    addendum=True,
    previous_promise=RECEIPT.received.date(),
)
CORRECTED = replace(RECEIPT, corrected=("Nama", "Tanggal lahir"), corrected_on=RECEIPT.received.date(), unmatched=True)


def gallery() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every paper, in every size, and the crowded and practice ones."""
    cards: dict[str, Paper] = {**PAPERS, "permit-practice": replace(PERMIT, training=True, valid_until=None)}
    for name, card in cards.items():
        yield name, pdf(card)
    for size in RECEIPTS:
        yield f"receipt-{size}", pdf(RECEIPT, receipt_size=size)
        yield f"receipt-{size}-crowded", pdf(CROWDED, 2, receipt_size=size)
        yield f"receipt-{size}-corrected", pdf(CORRECTED, receipt_size=size)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/papers")
    dpi = sys.argv[2] if len(sys.argv) > 2 else "110"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in gallery():
        file = folder / f"{name}.pdf"
        file.write_bytes(content)
        subprocess.run(["pdftoppm", "-r", dpi, "-png", file, file.with_suffix("")], check=True)
    print(f"{folder}: {len(list(folder.glob('*.pdf')))} papers")


if __name__ == "__main__":
    main()
