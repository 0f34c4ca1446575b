"""What the form of a new application says, in a clerk's words; like `refusal_texts`."""

from __future__ import annotations

from app.ui.words.refusal_texts import Text

CARD = "Mohon periksa kembali dengan KTP-el."

INTAKE_FIELDS: dict[str, Text] = {
    "papers_missing": (
        "error",
        ("{count} persyaratan wajib belum ada.",),
        "Spasi memberi tanda ada; daftar kekurangan dapat dicetak untuk pemohon.",
    ),
    "name": ("error", ("Nama hanya terdiri atas huruf dan tanda baca nama.",), CARD),
    "name_title": ("warning", ("Gelar tidak ditulis pada nama.",), "Mohon tulis nama seperti pada KTP-el."),
    "foreign_id": ("error", ("Nomor paspor atau KITAS terdiri atas 5 sampai 20 huruf dan angka.",), ""),
}
INTAKE: dict[str, Text] = {
    "form_open": (
        "warning",
        ("Permohonan belum dapat didaftarkan: {count} hal perlu dilihat.", "Permohonan belum dapat didaftarkan."),
        "Kursor berada pada yang pertama.",
    ),
    "shortage_listed": ("success", ("Daftar kekurangan telah dibuat untuk pemohon.",), "Isian disimpan sebagai draf."),
    "not_supervisor": (
        "error",
        ("Izin ini hanya dapat diberikan oleh kepala seksi atau kepala bidang.",),
        "Mohon masukkan nama pengguna penyelia.",
    ),
}
