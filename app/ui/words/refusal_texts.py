"""What the acts on a file refuse, in a clerk's words: code -> (level, sentences from fullest to plainest, advice)."""

from __future__ import annotations

Text = tuple[str, tuple[str, ...], str]


def _no(*sentences: str, advice: str = "", level: str = "error") -> Text:
    return level, sentences, advice


RELOAD = "Mohon tekan F5 untuk memuat ulang."
WITHHELD = "Surat tetap di kantor. Keadaannya tertulis pada kepala dan data berkas."
REPRINT = "cetak ulang dengan Ctrl+P pada bagian Dokumen permohonannya."

# Beside a field of an act's form.
REFUSED_FIELDS: dict[str, Text] = {
    "past": _no("Tanggal harus setelah hari ini."),
    "future": _no("Tanggal tidak boleh setelah hari ini."),
    "ahead": _no("Batas waktu perbaikan belum lewat."),
    "differs": _no("Jumlah harus sama dengan ketetapan."),
    "out_of_range": _no("Tanggal di luar rentang yang berlaku untuk tahap ini."),
    "not_working_day": _no("Tanggal tersebut bukan hari kerja atau telah lewat."),
    "too_few": _no("Harap isi paling sedikit dua orang, satu nama setiap baris."),
    "missing": _no("Persyaratan ini belum ada."),
    "open": _no("Persyaratan ini belum dinilai sesuai."),
    "not_deferred": _no("Persyaratan ini bukan berkas susulan."),
    "changed_meanwhile": _no("Isian ini telah berubah."),
    "correction_papers": _no("Isian ini meminta persyaratan lain."),
    "not_allowed": _no("Pilihan ini tidak tersedia untuk jenis izin ini."),
}

REFUSED: dict[str, Text] = {
    "no_right": _no(
        "Tindakan ini hanya dapat dilakukan oleh {roles}.",
        "Anda tidak memiliki hak akses untuk tindakan ini.",
        advice="Mohon serahkan kepada petugas yang berwenang.",
    ),
    "no_application": _no("Permohonan ini tidak ditemukan.", advice=RELOAD),
    "no_document": _no("Dokumen ini tidak ditemukan.", advice=RELOAD),
    "paper_long": _no(
        "Yang akan tercetak terlalu panjang.", advice="Mohon persingkat isian, atau nama dan alamat situs kantor."
    ),
    "paper_unreadable": _no(
        "Lembar ini tidak dapat dibuka: isinya tidak sah.",
        advice="Mohon laporkan kepada administrator, dan periksa komputer yang membuatnya.",
    ),
    "copy_number": _no("Dokumen ini baru saja dicetak di tempat lain.", advice="Mohon cetak kembali."),
    "items_open": _no(
        "{count} persyaratan belum dinilai sesuai.",
        "Masih ada persyaratan yang belum dinilai sesuai.",
        advice="Nilai semuanya, atau kembalikan berkas kepada pemohon.",
    ),
    "deferred_open": _no(
        "{count} berkas susulan belum diterima.", "Berkas susulan belum diterima.", advice="Catat dahulu penerimaannya."
    ),
    "incomplete": _no(
        "{count} persyaratan wajib belum ada.",
        "Persyaratan wajib belum ada.",
        advice="Perbaikan diterima apabila seluruh persyaratan wajib telah dibawa.",
    ),
    "text_long": _no(
        "Satu isian terlalu panjang: paling banyak {limit} huruf.",
        "Satu isian terlalu panjang.",
        advice="Mohon dipersingkat; yang sudah diketik tetap ada.",
    ),
    "act_long": _no(
        "Seluruh isian bersama-sama terlalu panjang.",
        advice="Mohon dipersingkat; yang sudah diketik tetap ada.",
    ),
    "text_unreadable": _no(
        "Satu isian memuat tanda yang tidak dapat disimpan.",
        advice="Mohon ketik ulang isian yang disalin dari program lain.",
    ),
    "number_large": _no("Satu angka terlalu besar untuk disimpan."),
    "number_impossible": _no(
        "Satu angka di luar batas yang mungkin ({limit}).", "Satu angka di luar batas yang mungkin."
    ),
    "day_impossible": _no("Tanggal {day} tidak mungkin benar.", "Satu tanggal tidak mungkin benar."),
    "clock_impossible": _no(
        "Jam komputer menunjukkan tahun yang tidak mungkin.",
        advice="Mohon betulkan tanggal dan jam komputer, lalu ulangi.",
    ),
    "fields_missing": _no("{count} isian wajib belum diisi.", "Masih ada isian wajib yang belum diisi."),
    "signer_is_drafter": _no(
        "Penyusun draf tidak dapat memaraf atau menandatangani drafnya sendiri.",
        advice="Mohon diteruskan kepada pejabat lain.",
    ),
    "initials_by_drafter": _no(
        "Anda memaraf draf yang Anda susun sendiri; hal ini tercatat dalam riwayat.", level="warning"
    ),
    "not_matched": _no(
        "Identitas pemohon belum dicocokkan dengan data pusat.",
        advice="Mohon dicocokkan; hal ini tercatat dalam riwayat.",
        level="warning",
    ),
    "mismatched": _no(
        "Data pemohon tidak cocok dengan data pusat.",
        advice="Yang berbeda tercatat dalam riwayat. Mohon diselesaikan dengan pemohon, lalu dicocokkan kembali.",
        level="warning",
    ),
    "deadline_past": _no("Batas waktu perbaikan harus setelah hari ini."),
    "deadline_not_passed": _no("Batas waktu perbaikan belum lewat.", advice="Permohonan belum dapat digugurkan."),
    "not_reminded": _no(
        "Pemohon belum diingatkan.", advice="Catat dahulu pengingat melalui Hubungi Pemohon, kemudian gugurkan."
    ),
    "legal_basis": _no("Dasar hukum penolakan wajib diisi."),
    "no_signatory": _no(
        "Tidak ada pejabat yang berwenang menandatangani surat ini hari ini.",
        advice="Mohon peran atau penugasan Plh./Plt. dilengkapi, lalu diulangi.",
    ),
    "signer_changed": _no(
        "Surat ini ditandatangani pejabat yang berwenang hari ini; yang menyetujuinya tidak lagi berwenang.",
        level="warning",
    ),
    "law_unprintable": _no(
        "Dasar hukum penolakan memerlukan peraturan dengan nomor dan tahun yang masih berlaku di daerah ini.",
        advice="Contoh: Pasal 12 Perda Nomor 3 Tahun 2024.",
    ),
    "law_missing": _no(
        "Belum ada dasar hukum yang dapat dicetak pada surat ini.",
        advice="Mohon administrator melengkapi dan memeriksa dasar hukum jenis izinnya sebelum surat ditandatangani.",
        level="warning",
    ),
    "letter_missing": _no("Nomor surat wajib diisi."),
    "outcome": _no("Pilih setuju atau setuju bersyarat.", advice="Penolakan dicatat sebagai rekomendasi tidak setuju."),
    "team_of_two": _no("Tim pemeriksa lapangan paling sedikit dua orang."),
    "not_working_day": _no("Tanggal pemeriksaan harus hari kerja dan tidak boleh telah lewat."),
    "no_inspection": _no("Pemeriksaan lapangan belum dijadwalkan."),
    "visit_date": _no("Tanggal pemeriksaan harus antara tanggal yang dijadwalkan dan hari ini."),
    "findings_missing": _no("Temuan dan kesimpulan pemeriksaan wajib diisi."),
    "amount": _no("Jumlah retribusi tidak dapat kurang dari nol."),
    "no_levy": _no("Retribusi belum ditetapkan."),
    "already_numbered": _no(
        "Surat izin ini telah diberi nomor.", advice="Cetak, bubuhkan tanda tangan, lalu terbitkan."
    ),
    "objection_binds": _no(
        "Penolakan ini berdasar rekomendasi tidak setuju dari instansi teknis dan tidak dapat dibatalkan di sini.",
    ),
    "not_numbered": _no("Surat izin belum diberi nomor.", advice="Beri nomor dan cetak dahulu."),
    "not_numbered_here": _no("Layanan ini tidak diberi nomor di kantor ini."),
    "not_signed": _no(
        "Surat izin belum dapat diterbitkan.", advice="Pastikan tanda tangan basah dan stempel sudah dibubuhkan."
    ),
    "not_same_day": _no("Pembatalan karena salah input hanya dapat dilakukan pada hari pendaftaran."),
    "already_worked_on": _no("Berkas ini telah diproses dan tidak dapat dibatalkan lagi."),
    "not_due": _no("Permohonan ini belum mendekati jatuh tempo.", advice="Tindakan ini belum diperlukan."),
    "not_deferred": _no("Persyaratan ini bukan berkas susulan."),
    "permit_state": _no("Tindakan ini tidak tersedia pada keadaan izin saat ini."),
    "permit_revoked": _no("Izin ini telah dicabut dan tidak diserahkan.", advice=WITHHELD),
    "permit_suspended": _no("Izin ini dibekukan dan tidak diserahkan selama dibekukan.", advice=WITHHELD),
    "permit_replaced": _no("Izin ini telah diganti dengan surat yang baru dan tidak diserahkan.", advice=WITHHELD),
    "permit_ended": _no("Masa berlaku izin ini telah lewat, sehingga tidak diserahkan.", advice=WITHHELD),
    "permit_unknown": _no("Jenis izin ini tidak ada lagi pada katalog.", advice="Mohon hubungi administrator."),
    "date_future": _no("Tanggal tidak boleh setelah hari ini."),
    "identity_shown": _no("Identitas penerima wajib diperiksa dan diisi."),
    "proxy_letter": _no("Surat kuasa bermeterai wajib diperiksa."),
    "printer_stopped": _no(
        "Pencetak {printer} sedang berhenti. Data tetap tersimpan.",
        "Pencetak sedang berhenti. Data tetap tersimpan.",
        advice=f"Mohon periksa kertas dan pencetak, lalu {REPRINT}",
        level="warning",
    ),
    "correction_open": _no(
        "Koreksi data berkas ini belum dijawab.",
        advice="Selama datanya diragukan, berkas tidak dapat ditandatangani, diberi nomor, atau dikoreksi lagi.",
    ),
    "no_correction": _no("Koreksi ini telah dijawab atau dibatalkan.", advice=RELOAD),
    "own_correction": _no(
        "Koreksi dijawab oleh petugas lain, bukan oleh yang mengajukannya.", advice="Mohon diteruskan."
    ),
    "not_the_asker": _no("Koreksi hanya dapat dibatalkan oleh yang mengajukannya."),
    "nothing_corrected": _no("Belum ada isian yang berbeda dari data yang tercatat."),
    "correction_stale": _no(
        "Data berkas ini berubah setelah koreksi diajukan.", advice="Mohon ditolak, lalu diajukan kembali bila perlu."
    ),
    "correction_papers": _no(
        "Isian ini meminta persyaratan lain, sehingga tidak dapat dikoreksi di sini.",
        advice="Mohon berkas dikembalikan kepada pemohon untuk dilengkapi.",
    ),
    "no_office": _no("Data kantor belum disiapkan.", advice="Mohon hubungi administrator."),
}
