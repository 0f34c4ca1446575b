"""The history of a file in words: which act, by whom in what capacity, and what was written down with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from app.queries.exchange import NUMBER, SENDING
from app.queries.file_history import PRINT, Event
from app.reference.labels import label
from app.rules import stages, standing
from app.rules.papers import LetterRow
from app.rules.wording import clock_time, money, plain_date, short_date
from app.ui.widgets.timeline import Happening

REGISTRATION = "register_application"
HEADINGS = {
    "number": "Nomor",
    "dated": "Tanggal surat",
    "ground": "Dasar",
    "letter": "Surat",
    "letter_date": "Tanggal surat",
    "due_before": "Jatuh tempo semula",
    "due_after": "Jatuh tempo baru",
    "deadline": "Batas waktu",
    "outcome": "Hasil",
    "result": "Hasil",
    "conditions": "Syarat",
    "reason": "Alasan",
    "legal_basis": "Dasar hukum",
    "text": "Uraian",
    "note": "Catatan",
    "how": "Cara",
    "on": "Tanggal pemeriksaan",
    "held": "Tanggal pemeriksaan",
    "team": "Tim",
    "conclusion": "Kesimpulan",
    "coordinates": "Koordinat",
    "amount": "Jumlah",
    "tariff": "Tarif",
    "assessment_number": "SKRD",
    "exempt_reason": "Alasan bebas",
    "proof": "Bukti",
    "paid": "Tanggal bayar",
    "terms": "Ketentuan",
    "channel": "Melalui",
    "purpose": "Keperluan",
    "reached": "Pemohon terhubungi",
    "project_number": "Nomor proyek OSS",
    "identity_shown": "Identitas",
    "reason_without_receipt": "Alasan tanpa tanda terima",
    "read_how": "Data dibaca pemohon",
    "unread_reason": "Data tidak dibaca pemohon",
}
READ = {"layar": "pada layar pemohon", "lembar": "pada lembar periksa", "lisan": "secara lisan"}
KEPT_BACK = "Tidak Diserahkan"
WAITS = {
    SENDING: "Menunggu dikirim ke pusat.",
    NUMBER: "Menunggu nomor dari pusat; berlaku dan dapat dicetak setelah nomornya tiba.",
}
PERMIT_STATES = {
    standing.REVOKED: "Izin dicabut",
    standing.SUSPENDED: "Izin dibekukan",
    standing.REPLACED: "Izin diganti",
    standing.ENDED: "Izin berakhir",
    standing.NOT_YET: "Izin belum berlaku",
}
NAMED = ("outcome", "result", "conclusion", "ground")
CHANNELS = {"whatsapp": "WhatsApp", "telepon": "telepon", "tatap_muka": "tatap muka"}
PURPOSES = {
    "kelengkapan": "kelengkapan berkas",
    "pengingat": "pengingat batas waktu",
    "siap_diambil": "siap diambil",
    "lainnya": "lainnya",
}
TONES = {
    "return_for_revision": "warning",
    "correct_internally": "warning",
    "record_objection": "warning",
    "propose_refusal": "warning",
    "escalate": "warning",
    "ask_correction": "warning",
    "approve_correction": "success",
    "decide_refusal": "error",
    "lapse": "error",
    "cancel": "error",
    "withdraw": "error",
    "revoke_permit": "error",
    "suspend_permit": "warning",
    "take_back_decree": "warning",
    "issue": "success",
    "hand_over": "success",
    "sign": "success",
}


def happening(event: Event) -> Happening:
    when = f"{short_date(event.at.date())}  {clock_time(event.at)}"
    if event.act == PRINT:
        return Happening(when, _printed(event.facts), event.who, tone="info")
    why = "\n".join(filter(None, (WAITS.get(event.waits, ""), _why(event.facts))))
    tone = "warning" if event.waits == NUMBER else TONES.get(event.act, "info")
    return Happening(when, _what(event), _who(event), why, tone)


def reading_rows(events: Iterable[Event]) -> tuple[LetterRow, ...]:
    """How the applicant confirmed the data at registration, or why not."""
    facts = next((event.facts for event in events if event.act == REGISTRATION), {})
    told = ((HEADINGS[name], _told(name, facts[name])) for name in ("read_how", "unread_reason") if name in facts)
    return tuple(LetterRow(heading=heading, text=text) for heading, text in told)


def capacity_words(capacity: str) -> str:
    """`plh:kadis` -> Plh. Kepala Dinas"""
    return " ".join(label(part) for part in capacity.split(":") if part)


def _what(event: Event) -> str:
    act = label(event.act)
    moved = event.after and event.before and event.after != event.before
    return f"{act}, menjadi {label(event.after)}" if moved else act


def _who(event: Event) -> str:
    capacity = f" sebagai {capacity_words(event.capacity)}" if event.capacity else ""
    counter = f", {event.counter}" if event.counter else ""
    return f"{event.who}{capacity}{counter}"


def _printed(facts: Mapping[str, Any]) -> str:
    copy = f", SALINAN ke-{facts['copy']}" if facts["copy"] > 1 else ""
    how = "dicetak" if facts["target"] == "printer" else "disimpan sebagai PDF"
    return f"{label(facts['document'])} {how}{copy}"


def _why(facts: Mapping[str, Any]) -> str:
    lines = [f"{heading}: {_told(name, facts[name])}" for name, heading in HEADINGS.items() if name in facts]
    for row in (*facts.get("rows", ()), *facts.get("findings", ())):
        lines.append(_row(row))
    for row in facts.get("corrections", ()):
        lines.append(f"{row['subject']}: semula {row['before'] or 'kosong'}, menjadi {row['after'] or 'kosong'}")
    return "\n".join(lines)


def _row(row: Mapping[str, str]) -> str:
    judged = label(row["verdict"]) if row.get("verdict") in ("sesuai", "tidak_sesuai") else ""
    judged = "Belum ada" if row.get("verdict") == "belum_ada" else judged
    rest = ". ".join(filter(None, (judged, row.get("text", ""), row.get("note", ""))))
    return f"{row['subject']}: {rest}"


def _told(name: str, value: Any) -> str:
    shown = _SHOWN.get(name)
    if shown is not None:
        return shown(value)
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _day(value: str) -> str:
    return plain_date(date.fromisoformat(value))


def _yes(value: bool) -> str:
    return "ya" if value else "tidak"


def _label(value: str) -> str:
    return {"disetujui": "Disetujui", "ditolak": "Ditolak"}.get(value) or label(value)


_SHOWN: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(("dated", "letter_date", "deadline", "on", "held", "paid", "due_before", "due_after"), _day),
    **dict.fromkeys(NAMED, _label),
    "amount": money,
    "reached": _yes,
    "read_how": READ.__getitem__,
    "channel": CHANNELS.__getitem__,
    "purpose": PURPOSES.__getitem__,
}


def stage_words(stage: str, withheld: str) -> str:
    """Where a file stands; an issued permit that is not handed over lies not ready: "Tidak Diserahkan, dicabut"."""
    return f"{KEPT_BACK}, {withheld}" if stage == stages.COLLECTION and withheld else label(stage)
