"""What a paper says and what was reckoned instead, part by part in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.reference.labels import label
from app.rules.wording import short_date
from app.ui.widgets.side_by_side import Pair

LONGEST = 300  # characters of one value
LENGTH = len("2026-11-30")
PARTS = {
    "number": "Nomor",
    "registration_number": "Nomor registrasi",
    "document": "Dokumen",
    "document_number": "Nomor dokumen",
    "received": "Diterima",
    "registered": "Tanggal registrasi",
    "listed": "Dicatat",
    "handed_over": "Diserahkan",
    "dated": "Tanggal surat",
    "service": "Layanan",
    "kind": "Jenis",
    "subject": "Objek",
    "applicant": "Pemohon",
    "nik_last4": "4 angka akhir NIK",
    "unmatched": "NIK belum dicocokkan",
    "proxy": "Kuasa",
    "receiver": "Penerima",
    "receiver_is": "Penerima sebagai",
    "identity_shown": "Identitas penerima",
    "receipt_shown": "Tanda terima ditunjukkan",
    "reason_without_receipt": "Alasan tanpa tanda terima",
    "days": "Jangka waktu (hari kerja)",
    "day_zero": "Hari ke-0",
    "promised": "Dijanjikan selesai",
    "previous_promise": "Janji sebelumnya",
    "deadline": "Batas waktu",
    "fee": "Biaya",
    "pauses_for_payment": "Waktu berhenti menunggu bayar",
    "papers": "Persyaratan",
    "items": "Berkas diterima",
    "missing": "Kekurangan",
    "present": "Jumlah yang ada",
    "notes": "Catatan",
    "addendum": "Tanda terima perbaikan",
    "corrected": "Yang dikoreksi",
    "corrected_on": "Tanggal koreksi",
    "to": "Kepada",
    "to_address": "Alamat tujuan",
    "rows": "Isi surat",
    "copies_to": "Tembusan",
    "signer": "Penanda tangan",
    "signer.title": "Jabatan penanda tangan",
    "signer.name": "Nama penanda tangan",
    "signer.name_with_titles": "Nama dan gelar",
    "signer.rank": "Pangkat penanda tangan",
    "signer.nip": "NIP penanda tangan",
    "signer.capacity": "Atas dasar",
    "signer.acting_for": "Mewakili",
    "officer": "Petugas",
    "counter": "Loket",
    "qr": "Isi kode QR",
    "qr_is_address": "Kode QR berupa alamat",
    "training": "Kantor latihan",
    "letterhead.government": "Pemerintah daerah",
    "letterhead.office": "Nama kantor",
    "letterhead.address": "Alamat kantor",
    "letterhead.phone": "Telepon kantor",
    "letterhead.website": "Situs kantor",
    "letterhead.email": "Surel kantor",
    "letterhead.place": "Tempat kantor",
    "letterhead.zone": "Zona waktu",
}
OTHER = "Bagian lain"
NOTHING, YES, NO = "tidak ada", "ya", "tidak"
ALIKE = "{count} lainnya sama"
SHOWN, WRITTEN_OTHERWISE = "asli ditunjukkan", "ditulis dengan cara lain"
CODED = ("kind", "receiver_is", "identity_shown")
STATES = ("ada", "susulan", "tidak")


def pairs(printed: Mapping[str, Any], reckoned: Mapping[str, Any]) -> tuple[Pair, ...]:
    """One a part, in the order of a paper; parts nobody named at the end. Of a list only what differs."""
    known = (part for part in PARTS if part in printed or part in reckoned)
    others = sorted({*printed, *reckoned} - {*PARTS})
    return tuple(_pair(part, printed.get(part), reckoned.get(part)) for part in (*known, *others))


def _pair(part: str, one: Any, other: Any) -> Pair:
    if part in CODED:
        one, other = _called(one), _called(other)
    left, right = (
        _lists(one, other) if isinstance(one, list) and isinstance(other, list) else (_said(one), _said(other))
    )
    if left == right and one != other:
        right = f"{right} ({WRITTEN_OTHERWISE})"
    return Pair(PARTS.get(part, OTHER), left, right)


def _lists(one: list[Any], other: list[Any]) -> tuple[str, str]:
    left, right = [list(dict.fromkeys(map(_name, each))) for each in (one, other)]
    alike = [name for name in left if name in right]
    if not alike or {*left} == {*right}:
        return _said(one), _said(other)
    rest = ALIKE.format(count=len(alike))
    return _listed(left, alike, rest), _listed(right, alike, rest)


def _listed(names: list[str], alike: list[str], rest: str) -> str:
    return _cut("; ".join((*(name for name in names if name not in alike), rest)))


def _said(value: Any) -> str:
    """Whatever a PC may have sent."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return _cut("; ".join(map(_name, value)))
    return _cut(_day(str(value)))


def _name(part: Any) -> str:
    """A requirement as the promise has it, id and name, or as the paper has it; a row of a letter."""
    if isinstance(part, dict) and "heading" in part:
        return f"{part['heading']}: {part.get('text', '')}"
    if isinstance(part, dict):
        state = label(part["state"]).lower() if part.get("state") in STATES else ""
        shown = SHOWN if part.get("original_shown") is True else ""
        more = ", ".join(filter(None, (state, shown, str(part.get("note") or ""))))
        return f"{part.get('name', NOTHING)}{f' ({more})' if more else ''}"
    return str(part[-1]) if isinstance(part, list) and part else str(part)


def _called(value: Any) -> Any:
    """What has a name by that name."""
    try:
        return label(value) if isinstance(value, str) else value
    except KeyError:
        return value


def _day(text: str) -> str:
    """A day or a moment of the paper in its own zone; a telephone may look like 20241231."""
    try:
        if len(text) == LENGTH:
            return short_date(date.fromisoformat(text))
        at = datetime.fromisoformat(text) if text[LENGTH : LENGTH + 1] == "T" else None
    except ValueError:
        return text
    return f"{short_date(at.date())} {at.hour:02}.{at.minute:02}" if at else text


def _cut(text: str) -> str:
    text = ", ".join(text.splitlines())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
