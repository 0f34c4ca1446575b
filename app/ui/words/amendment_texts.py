"""What is said of back-dated mandates, corrected fields, failed visits, the same object, and the calendar."""

from __future__ import annotations

from app.ui.words.refusal_texts import Text

AMENDMENT_FIELDS: dict[str, Text] = {
    "backdated": ("error", ("Hanya kepala bidang yang dapat mencatat tanggal sebelum hari ini.",), ""),
}
AMENDMENTS: dict[str, Text] = {
    "mandate_backdated": (
        "error",
        ("Penunjukan berlaku surut hanya dapat dicatat oleh kepala bidang, disertai alasannya.",),
        "Mohon kepala bidang mencatatnya melalui Pengaturan, Plh. dan Plt.",
    ),
    "calendar_unchanged": ("error", ("Tidak ada yang berubah pada kalender.",), "Mohon pilih tanggalnya."),
    "calendar_day": ("error", ("Data hari libur belum lengkap.",), "Mohon periksa isian yang ditandai."),
    "calendar_changed": (
        "success",
        ("Kalender telah diubah.",),
        "Jatuh tempo berkas yang masih berjalan telah dihitung ulang; perubahannya tampak pada riwayat berkas.",
    ),
    "same_object": (
        "warning",
        (
            "Objek yang sama sedang diproses dalam permohonan {service} pemohon lain ({number}).",
            "Objek yang sama sedang diproses dalam permohonan pemohon lain.",
        ),
        "Mohon pastikan kepada pemohon, lalu isi alasannya.",
    ),
    "visit_failed": (
        "error",
        ("Pemeriksaan lapangan menyimpulkan tidak sesuai.",),
        "Catat rekomendasi tidak setuju, kembalikan berkas, atau isi alasan untuk tetap menyetujuinya.",
    ),
}
