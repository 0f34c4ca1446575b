"""What the hand-over counter says: why nothing can be handed over yet, and the message to the applicant."""

from __future__ import annotations

from app.queries.collection import Collectable, Contacted, NotReady
from app.reference.labels import label
from app.rules import stages
from app.rules.standing import withheld
from app.rules.wording import clock_time, long_date
from app.ui.pages.acts.message_part import GREETING, READY, REFUSED
from app.ui.words.notices import Notice, NoticeLevel, say

CHANNELS = {"whatsapp": "WhatsApp", "telepon": "Telepon", "tatap_muka": "Tatap muka"}

WHY = {
    stages.VERIFY: "berkas masih diperiksa",
    stages.VERIFY_OSS: "persyaratan masih diperiksa",
    stages.ASK_AGENCY: "rekomendasi teknis belum diminta",
    stages.AGENCY: "rekomendasi teknis belum diterima",
    stages.PLAN_VISIT: "pemeriksaan lapangan belum dijadwalkan",
    stages.VISIT: "pemeriksaan lapangan belum selesai",
    stages.LEVY: "retribusi belum ditetapkan",
    stages.PAYMENT: "retribusi belum dibayar",
    stages.DRAFTING: "surat masih disusun",
    **dict.fromkeys(stages.INITIALS, "surat belum disetujui pejabat"),
    stages.SIGNING: "surat belum ditandatangani",
    stages.NUMBERING: "belum diberi nomor",
    stages.RETURNED: "berkas menunggu perbaikan dari pemohon",
    stages.ASSIST_OSS: "pengisian data di OSS belum selesai",
    stages.DECIDE_OSS: "belum disetujui di OSS",
    stages.RECORD_OSS: "hasil dari OSS belum dicatat",
}
ENDED = {
    stages.WITHDRAWN: "Permohonan ini telah ditarik oleh pemohon.",
    stages.LAPSED: "Permohonan ini telah gugur.",
    stages.CANCELLED: "Pendaftaran ini telah dibatalkan.",
}
UNKNOWN = Notice("Kode tidak ditemukan.", NoticeLevel.WARNING, "Mohon periksa kembali atau masukkan nomor registrasi.")


def why_not(file: NotReady) -> Notice:
    """In plain words, with the number for whoever asks further."""
    number = f"Nomor registrasi {file.number}."
    if file.handed is not None:
        when = f"{long_date(file.handed.date())} pukul {clock_time(file.handed)}"
        return Notice(f"Dokumen telah diserahkan pada {when} kepada {file.receiver}.", NoticeLevel.INFO, number)
    if code := withheld(file.withheld):
        by = ". ".join(
            part.strip().rstrip(".") for part in (f"Surat {file.letter}" if file.letter else "", file.reason) if part
        )
        return Notice(say(code).text, NoticeLevel.ERROR, " ".join(filter(None, (f"{by}." if by else "", number))))
    if file.stage in ENDED:
        return Notice(f"{ENDED[file.stage]} Tidak ada dokumen yang diserahkan.", NoticeLevel.INFO, number)
    what = "Surat" if file.refused else "Izin"
    unsigned = file.stage == stages.NUMBERING and file.numbered
    why = "tanda tangan dan stempel belum dicatat" if unsigned else WHY[file.stage]
    return Notice(f"{what} belum dapat diserahkan karena {why}.", NoticeLevel.WARNING, number)


def message(file: Collectable) -> str:
    """For WhatsApp: no NIK, nothing of the subject (domain.md, Wording)."""
    text = REFUSED if file.refused else READY
    return GREETING.format(name=file.applicant) + text.format(
        product=file.service, number=file.number, regency=file.regency
    )


def document_words(file: Collectable) -> str:
    return f"{label('refusal_letter')}: {file.service}" if file.refused else file.service


def kept_words(standing: str) -> str:
    """ "jangan diserahkan: dicabut", of a permit that stays in the office."""
    return f"jangan diserahkan: {standing}"


def waited(days: int) -> str:
    return "hari ini" if days == 0 else f"{days} hari"


def contact_words(contact: Contacted | None) -> str:
    """ "WhatsApp 23-11-2026, terhubung" or that nobody tried."""
    if contact is None:
        return "belum dihubungi"
    reached = "terhubung" if contact.reached else "tidak terhubung"
    return f"{CHANNELS[contact.channel]} {contact.at:%d-%m-%Y}, {reached}"
