"""What a paper says and what was reckoned, part by part in words; whatever a PC may have sent."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from app.rules.papers import CollectionReceipt, Letter, Letterhead, Receipt, ShortageList, Signer
from app.ui.words.paper import LONGEST, OTHER, PARTS, pairs

STR = {"name": "STR", "state": "ada", "original_shown": True, "copies": 1, "note": ""}
PHOTO = {"name": "Pas foto", "state": "susulan", "original_shown": False, "copies": 2, "note": "menyusul Kamis"}


@pytest.mark.parametrize(
    ("part", "one", "other", "said"),
    [
        ("days", 5, 7, "Jangka waktu (hari kerja): 5 \u2260 7"),
        ("promised", "2026-11-30", "2026-12-01", "Dijanjikan selesai: 30-11-2026 \u2260 01-12-2026"),
        ("promised", "besok", None, "Dijanjikan selesai: besok \u2260 tidak ada"),
        ("papers", [["ktp", "KTP-el"]], [["str", "STR"]], "Persyaratan: KTP-el \u2260 STR"),
        (
            "papers",
            [["ktp", "KTP-el"], ["str", "STR"]],
            [["ktp", "KTP-el"], ["foto", "Pas foto"]],
            "Persyaratan: STR; 1 lainnya sama \u2260 Pas foto; 1 lainnya sama",
        ),
        ("papers", [["a", "A"], ["b", "B"]], [["b", "B"], ["a", "A"]], "Persyaratan: A; B \u2260 B; A"),
        ("papers", [["a", "A"]], [["x", "A"]], "Persyaratan: A \u2260 A (ditulis dengan cara lain)"),
        ("papers", [], [[], "KTP"], "Persyaratan: tidak ada \u2260 []; KTP"),
        (
            "items",
            [STR, PHOTO, {}],
            [PHOTO],
            "Berkas diterima: STR (ada, asli ditunjukkan); tidak ada; 1 lainnya sama \u2260 1 lainnya sama",
        ),
        ("missing", [PHOTO], [{"name": "Pas foto"}], "Kekurangan: Pas foto (menyusul, menyusul Kamis) \u2260 Pas foto"),
        ("rows", [{"heading": "STR", "text": "salinan"}], [], "Isi surat: STR: salinan \u2260 tidak ada"),
        ("unmatched", True, False, "NIK belum dicocokkan: ya \u2260 tidak"),
        ("subject", "", "Praktik", "Objek: tidak ada \u2260 Praktik"),
        ("kind", "return_letter", "lain", "Jenis: Surat Pengembalian Berkas \u2260 lain"),
        ("kind", None, 3, "Jenis: tidak ada \u2260 3"),
        (
            "handed_over",
            "2026-11-23T10:05:00+08:00",
            "2026-11-23T99",
            "Diserahkan: 23-11-2026 10.05 \u2260 2026-11-23T99",
        ),
        ("letterhead.phone", "20241231", "0363", "Telepon kantor: 20241231 \u2260 0363"),
        ("qr", "KRA-1\nDinas", "KRA-2", "Isi kode QR: KRA-1, Dinas \u2260 KRA-2"),
        ("of_tomorrow", "a", "b", "Bagian lain: a \u2260 b"),
    ],
)
def test_each_part_in_words(part: str, one: Any, other: Any, said: str) -> None:
    (found,) = pairs({part: one}, {part: other})
    assert found.text == said


def test_in_the_order_of_a_paper_whatever_either_side_lacks() -> None:
    found = pairs({"qr": "1", "zebra": 1, "promised": "2026-11-30"}, {"days": 5, "ape": 2})
    assert [pair.name for pair in found] == [
        "Jangka waktu (hari kerja)",
        "Dijanjikan selesai",
        "Isi kode QR",
        OTHER,
        OTHER,
    ]
    assert (found[0].left, found[1].right) == ("tidak ada", "tidak ada")
    assert pairs({}, {}) == ()


def test_every_part_of_every_paper_has_its_name() -> None:
    """An act carries one of these; no code of a part is ever shown."""
    of_parts = {"letterhead": Letterhead, "signer": Signer}
    names = {each.name for card in (Receipt, ShortageList, Letter, CollectionReceipt) for each in fields(card)}
    names |= {f"{part}.{each.name}" for part, card in of_parts.items() for each in fields(card)}
    assert names - {"letterhead"} <= set(PARTS)


def test_a_text_without_end_is_cut() -> None:
    (found,) = pairs({"subject": "x" * 5_000}, {"subject": "y"})
    assert found.left == f"{'x' * LONGEST} …"
