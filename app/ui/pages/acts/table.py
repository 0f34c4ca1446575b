"""Every act that is asked for on a file: its plan, its key, and what is said when it is done."""

from __future__ import annotations

from app.ui.pages.acts import advising, approving, checking, correcting, noting
from app.ui.pages.acts.plan import ActPlan

ROOMS = (checking, advising, approving, noting, correcting)
PLANS: dict[str, ActPlan] = {plan.act: plan for room in ROOMS for plan in room.PLANS}

# The ordinary act of a stage has the same key everywhere; others have a letter.
ORDINARY = "F8"
LETTERS = {
    "return_for_revision": "R",
    "lapse": "G",
    "record_objection": "T",
    "reschedule_inspection": "J",
    "correct_internally": "K",
    "withdraw": "W",
    "cancel": "B",
    "escalate": "N",
    "propose_refusal": "P",
    "propose_permit": "U",
    "receive_deferred": "S",
    "add_note": "C",
    "contact_applicant": "H",
    "record_match": "M",
    "ask_correction": "E",
    "approve_correction": "Y",
    "decline_correction": "L",
    "withdraw_correction": "Z",
    "suspend_permit": "D",
    "reinstate_permit": "A",
    "revoke_permit": "X",
}
# Acts that one key does for every marked file of the queue.
IN_BULK = ("initial", "sign", "request_recommendation")
# Of these, what a superior approves by it: asked for once, with whom it is about.
APPROVALS = ("initial", "sign")
# Papers that wait for somebody to say when: a permit is printed on its own paper.
PRINTED_LATER = ("assign_number",)

DONE = {
    "declare_correct": "Berkas {number} dinyatakan lengkap dan benar.",
    "return_for_revision": "Berkas {number} dikembalikan untuk diperbaiki. "
    "Jangka waktu layanan berhenti sampai perbaikan diterima.",
    "accept_revision": "Perbaikan berkas {number} diterima. Jangka waktu layanan berjalan kembali.",
    "lapse": "Permohonan {number} digugurkan.",
    "request_recommendation": "Rekomendasi untuk {number} diminta.",
    "record_recommendation": "Rekomendasi untuk {number} dicatat.",
    "record_objection": "Rekomendasi tidak setuju untuk {number} dicatat.",
    "schedule_inspection": "Pemeriksaan lapangan {number} dijadwalkan.",
    "reschedule_inspection": "Pemeriksaan lapangan {number} dijadwalkan ulang.",
    "record_inspection": "Berita acara pemeriksaan {number} dicatat.",
    "assess_levy": "Retribusi {number} ditetapkan.",
    "record_payment": "Pembayaran {number} dicatat.",
    "submit_draft": "Draf {number} diajukan.",
    "initial": "{number} telah diparaf.",
    "correct_internally": "{number} dikembalikan ke penyusunan draf.",
    "sign": "{number} telah disetujui untuk ditandatangani.",
    "assign_number": "Surat izin {number} telah diberi nomor dan siap dicetak.",
    "issue": "Izin untuk {number} telah terbit dan siap diambil.",
    "decide_refusal": "Penolakan {number} ditetapkan.",
    "withdraw": "Permohonan {number} ditarik oleh pemohon.",
    "cancel": "Permohonan {number} dibatalkan. Nomornya tidak dipakai lagi.",
    "escalate": "{number} dinaikkan kepada atasan.",
    "propose_refusal": "Penolakan {number} diusulkan.",
    "propose_permit": "Usulan penolakan {number} dibatalkan.",
    "receive_deferred": "Berkas susulan {number} diterima.",
    "add_note": "Catatan pada {number} disimpan.",
    "contact_applicant": "Hubungan dengan pemohon {number} dicatat.",
    "record_match": "Hasil pencocokan {number} dicatat.",
    "ask_correction": "Koreksi data {number} diajukan dan menunggu persetujuan petugas lain.",
    "approve_correction": "Koreksi data {number} disetujui. Tanda terima PERBAIKAN dicetak untuk pemohon.",
    "decline_correction": "Koreksi data {number} ditolak; data tetap seperti semula.",
    "withdraw_correction": "Koreksi data {number} dibatalkan; data tetap seperti semula.",
    "assist_oss": "Pendampingan OSS {number} dicatat.",
    "decide_oss": "Hasil di OSS untuk {number} dicatat.",
    "record_oss_result": "Hasil OSS {number} dicatat.",
    "suspend_permit": "Izin {number} dibekukan sementara.",
    "reinstate_permit": "Izin {number} aktif kembali.",
    "revoke_permit": "Izin {number} dicabut.",
}


def key_of(act: str) -> str:
    """The shortcut of an act."""
    return LETTERS.get(act, ORDINARY)
