"""What is said of the applicant's screen and of scanners: code -> (level, sentences, advice)."""

from __future__ import annotations

from app.ui.words.refusal_texts import Text

READING: dict[str, Text] = {
    "applicant_screen_lost": (
        "warning",
        ("Layar pemohon tidak tersambung; data tidak lagi ditampilkan di sana.",),
        "Gunakan lembar periksa atau bacakan datanya.",
    ),
    "slip_printed": ("success", ("Lembar periksa data dikirim ke pencetak.",), "Lembar ini tidak disimpan."),
    "slip_no_printer": (
        "warning",
        ("Lembar periksa tidak dapat dicetak karena pencetak tanda terima belum dipilih.",),
        "Mohon bacakan datanya kepada pemohon, atau pilih pencetak di Pengaturan.",
    ),
    "slip_failed": (
        "warning",
        ("Lembar periksa belum tercetak.",),
        "Mohon bacakan datanya, atau periksa pencetak lalu cetak kembali.",
    ),
}

PICTURES: dict[str, Text] = {
    "card_unreadable": (
        "warning",
        ("Tulisan KTP-el pada gambar ini tidak terbaca.",),
        "Foto ulang dengan kartu memenuhi gambar, rata, dan terang, atau ketik dari kartu.",
    ),
    "card_several": ("warning", ("Gambar ini memuat lebih dari satu kartu.",), "Gunakan gambar satu KTP-el saja."),
    "card_engine": (
        "warning",
        ("Pembaca gambar di komputer ini tidak lengkap.",),
        "Mohon ketik dari kartu dan hubungi administrator.",
    ),
    "picture_too_large": ("warning", ("Gambar ini terlalu besar.",), "Paling besar 20 MB dan 60 megapiksel."),
    "picture_format": ("warning", ("Jenis berkas ini tidak dapat dibaca.",), "Gunakan JPEG, PNG, WEBP, atau BMP."),
    "picture_broken": ("warning", ("Gambar ini rusak atau terpotong.",), "Mohon foto atau pindai ulang."),
    "picture_gone": ("warning", ("Berkas gambar ini tidak dapat dibuka.",), "Mohon periksa berkasnya atau pilih lagi."),
    "picture_not_copied": (
        "info",
        ("Belum ada gambar yang disalin.",),
        "Salin gambarnya dahulu, lalu tekan Ctrl+V di sini.",
    ),
}

SCANS: dict[str, Text] = {
    "scan_dialog": (
        "info",
        ("Hasil pemindaian belum dibuka karena ada dialog.",),
        "Tutup dialog ini dahulu, lalu pindai lagi.",
    ),
    "scan_unknown": (
        "info",
        ("Kode \N{LEFT DOUBLE QUOTATION MARK}{read}\N{RIGHT DOUBLE QUOTATION MARK} tidak dikenal di kantor ini.",),
        "",
    ),
    "scan_nik_filled": (
        "info",
        ("NIK terbaca, tetapi formulir ini sudah memakai nomor lain.",),
        "Kosongkan kolom NIK atau mulai permohonan baru dengan Ctrl+N, lalu pindai lagi.",
    ),
}
