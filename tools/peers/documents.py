"""10,000 permit-like documents of about 950 bytes, the same every time, for the peers to carry."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

COUNT = 10_000
FIRST = (
    *("Ana", "Budi", "Citra", "Dewi", "Eko", "Fajar", "Gita", "Hadi", "Indah", "Joko", "Kartika", "Lestari"),
    *("Maya", "Nanda", "Oka", "Putri", "Rina", "Sari"),
)
LAST = (
    *("Santoso", "Wijaya", "Pratama", "Nugroho", "Saputra", "Hidayat", "Kusuma", "Siregar", "Lubis"),
    *("Simatupang", "Gunawan", "Halim"),
)
STREETS = (
    *("Merdeka", "Sudirman", "Diponegoro", "Pahlawan", "Veteran", "Kartini", "Melati", "Kenanga", "Anggrek"),
    "Mawar",
)
KINDS = ("building", "trade", "restaurant", "health-facility", "signage", "event", "transport", "environment")
WORDS = (
    *("usaha", "dokumen", "lokasi", "pemohon", "surat", "pernyataan", "bangunan", "lantai", "izin", "berkas"),
    *("lengkap", "periksa", "lampiran", "denah", "sertifikat", "tanah", "pajak", "kecamatan", "kelurahan"),
    *("wilayah", "petugas", "loket", "verifikasi", "lapangan", "catatan", "syarat", "teknis"),
)
BEGAN = datetime(2024, 1, 2, 8, 0, 0)  # noqa: DTZ001 - a text in a document


def write(path: Path, count: int = COUNT) -> None:
    with path.open("w") as file:
        for document in documents(count):
            file.write(json.dumps(document, separators=(",", ":")) + "\n")


def documents(count: int) -> Iterator[dict[str, Any]]:
    dice = random.Random(20240601)
    for number in range(count):
        at = BEGAN + timedelta(seconds=37 * number)
        yield {
            "_id": _id(dice),
            "tracking": f"L{dice.randrange(10):02d}-{number:07d}-{dice.randrange(97):02d}",
            "kind": dice.choice(KINDS),
            "state": dice.choice(["submitted", "returned", "approved", "issued"]),
            "version": 1,
            "applicant": _person(dice),
            "submitted_at": at.isoformat() + "Z",
            "due_at": (at + timedelta(days=14)).isoformat() + "Z",
            "checklist": [
                {"code": f"D{each:02d}", "ok": dice.random() < 0.8, "sha256": f"{dice.getrandbits(128):032x}"}
                for each in range(5)
            ],
            "fee": dice.randrange(50, 5000) * 1000,
            "officer": _id(dice),
            "remarks": " ".join(dice.choice(WORDS) for _ in range(24)),
        }


def _person(dice: random.Random) -> dict[str, str]:
    return {
        "name": f"{dice.choice(FIRST)} {dice.choice(LAST)}",
        "nid": "".join(str(dice.randrange(10)) for _ in range(16)),
        "phone": "08" + "".join(str(dice.randrange(10)) for _ in range(10)),
        "address": f"Jalan {dice.choice(STREETS)} No. {dice.randrange(1, 300)} RT {dice.randrange(1, 20)} RW 01",
    }


def _id(dice: random.Random) -> str:
    return str(uuid.UUID(int=dice.getrandbits(128), version=4))
