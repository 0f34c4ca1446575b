"""What a paper says and what was reckoned instead, part by part in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.rules.wording import short_date

LONGEST = 300  # characters of one value
PARTS = {
    "days": "Jangka waktu (hari kerja)",
    "day_zero": "Hari ke-0",
    "promised": "Dijanjikan selesai",
    "previous_promise": "Janji sebelumnya",
    "fee": "Biaya",
    "subject": "Objek",
    "papers": "Persyaratan",
    "items": "Berkas diterima",
    "service": "Layanan",
    "officer": "Petugas",
    "counter": "Loket",
    "dated": "Tanggal surat",
    "deadline": "Batas waktu",
    "qr": "Isi kode QR",
    "unmatched": "NIK belum dicocokkan",
    "letterhead.office": "Nama kantor",
    "letterhead.address": "Alamat kantor",
    "letterhead.phone": "Telepon kantor",
}
OTHER = "Bagian lain"
NOTHING, YES, NO = "tidak ada", "ya", "tidak"


def side(values: Mapping[str, Any]) -> str:
    """One line a part, parts without a name of their own together at the end."""
    lines = [f"{named}: {_said(values[part])}" for part, named in PARTS.items() if part in values]
    others = [_said(value) for part, value in values.items() if part not in PARTS]
    return "\n".join((*lines, *([f"{OTHER}: {', '.join(others)}"] if others else ())))


def _said(value: Any) -> str:
    """Whatever a PC may have sent."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return _cut("; ".join(_name(each) for each in value))
    return _cut(_day(str(value)))


def _name(part: Any) -> str:
    """A requirement as the promise has it, id and name, or as the paper has it."""
    if isinstance(part, dict):
        return str(part.get("name", NOTHING))
    return str(part[-1]) if isinstance(part, list) and part else str(part)


def _day(text: str) -> str:
    try:
        return short_date(date.fromisoformat(text)) if len(text) == 10 else text  # a telephone may look like 20241231
    except ValueError:
        return text


def _cut(text: str) -> str:
    text = ", ".join(text.splitlines())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
