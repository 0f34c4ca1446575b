"""What of the legal basis is not printed, and why, in the words of whoever drafts."""

from __future__ import annotations

from app.queries.file_view import FileView
from app.rules import law, stages

WHY = {
    law.NO_NUMBER: "tanpa nomor dan tahun",
    law.UNREAD: "tidak terbaca sebagai satu peraturan",
    law.TWO_RULES: "dua peraturan dalam satu baris",
    law.CIRCULAR: "surat edaran",
    law.NOT_IN_FORCE: "tidak berlaku lagi",
    law.TO_COME: "tahunnya belum tiba",
    law.UNCHECKED: "belum diperiksa kantor",
    law.ELSEWHERE: "peraturan daerah lain",
    law.NOT_OURS: "bukan dasar keputusan ini",
}
NOTHING = "Belum ada dasar hukum yang dapat dicetak: mohon administrator melengkapi katalog."


def left_out(view: FileView) -> str:
    """Empty where everything is printed."""
    matters = view.matters
    named = "; ".join(f"{each.text} ({WHY[each.why]})" for each in matters.left_out)
    nothing = "" if matters.legal_bases or view.outcome == stages.REFUSAL else NOTHING
    return " ".join(filter(None, (nothing, f"Tidak ikut tercetak sebagai dasar hukum: {named}." if named else "")))
