"""What a paper says, part by part in words; whatever a PC may have sent."""

from __future__ import annotations

from typing import Any

import pytest

from app.ui.paper_words import LONGEST, side


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"promised": "2026-11-30", "days": 5}, "Jangka waktu (hari kerja): 5\nDijanjikan selesai: 30-11-2026"),
        ({"papers": [["ktp", "KTP-el"], ["str", "STR"]]}, "Persyaratan: KTP-el; STR"),
        ({"items": [{"name": "KTP-el", "state": "ada"}, {}]}, "Berkas diterima: KTP-el; tidak ada"),
        ({"unmatched": True}, "NIK belum dicocokkan: ya"),
        ({"unmatched": False}, "NIK belum dicocokkan: tidak"),
        ({"subject": ""}, "Objek: tidak ada"),
        ({"papers": []}, "Persyaratan: tidak ada"),
        ({"papers": [[], "KTP"]}, "Persyaratan: []; KTP"),
        ({"promised": None}, "Dijanjikan selesai: tidak ada"),
        ({"letterhead.website": "a.go.id", "proxy": "Made"}, "Bagian lain: a.go.id, Made"),
        ({"letterhead.phone": "20241231"}, "Telepon kantor: 20241231"),
        ({"promised": "besok"}, "Dijanjikan selesai: besok"),
        ({"qr": "KRA-1\nDinas"}, "Isi kode QR: KRA-1, Dinas"),
        ({}, ""),
    ],
)
def test_each_part_in_words(values: dict[str, Any], said: str) -> None:
    assert side(values) == said


def test_a_text_without_end_is_cut() -> None:
    assert side({"subject": "x" * 5_000}) == f"Objek: {'x' * LONGEST} …"
