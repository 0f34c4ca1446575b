"""The sentences themselves: code -> (level, sentences from the fullest to the plainest, advice)."""

from __future__ import annotations

from app.ui.words.amendment_texts import AMENDMENT_FIELDS, AMENDMENTS
from app.ui.words.exchange_texts import EXCHANGE
from app.ui.words.intake_texts import INTAKE, INTAKE_FIELDS
from app.ui.words.lookup_texts import LOOKUP
from app.ui.words.number_texts import NUMBERS, NUMBERS_REFUSED
from app.ui.words.office_texts import OFFICE_FIELDS, OFFICE_REFUSED
from app.ui.words.reading_texts import PICTURES, READING, SCANS
from app.ui.words.refusal_texts import REFUSED, REFUSED_FIELDS, RELOAD, REPRINT, Text


def _error(*sentences: str, advice: str = "") -> Text:
    return "error", sentences, advice


def _warning(*sentences: str, advice: str = "") -> Text:
    return "warning", sentences, advice


def _info(*sentences: str, advice: str = "") -> Text:
    return "info", sentences, advice


def _success(*sentences: str, advice: str = "") -> Text:
    return "success", sentences, advice


CARD = "Mohon periksa kembali dengan KTP-el."
ADMINISTRATOR = "Mohon hubungi administrator."
BESIDE = "Loket tetap dapat dipakai."
BY_ITSELF = "Dicoba lagi setiap menit; pemberitahuan ini hilang setelah berhasil."
KEPT = "Isian Anda tetap ada di layar."

NIK: dict[str, Text] = {
    "length": _error(
        "NIK harus terdiri atas 16 angka. Saat ini terisi {count} angka.", "NIK harus terdiri atas 16 angka."
    ),
    "characters": _error("NIK hanya terdiri atas angka.", advice=CARD),
    "province_unknown": _error("Dua angka pertama NIK bukan kode provinsi.", advice=CARD),
    "nit": _warning(
        "Nomor berawalan 99 adalah Nomor Identitas Tunggal warga negara yang pertama kali dicatat di luar negeri.",
        advice="Nomor ini sah. Mohon cocokkan dengan kartu pemohon.",
    ),
    "region_zero": _error("Kode kabupaten atau kecamatan pada NIK tidak boleh 00.", advice=CARD),
    "region_unknown": _warning(
        "Kode wilayah pada NIK tidak dikenal.",
        advice="Mohon periksa kembali enam angka pertama dengan KTP-el.",
    ),
    "region_retired": _info(
        "Kode wilayah ini kode lama {district}, sekarang {successor}.",
        "Kode wilayah pada NIK adalah kode lama.",
        advice="NIK tetap berlaku seumur hidup.",
    ),
    "date_impossible": _error("Angka tanggal lahir pada NIK bukan tanggal yang ada.", advice=CARD),
    "age_unusual": _warning(
        "Menurut NIK, pemohon berumur {age} tahun.",
        "Umur menurut NIK tidak lazim bagi pemohon.",
        advice="Mohon periksa apakah yang diketik adalah nomor Kartu Keluarga.",
    ),
    "serial_zero": _error("Empat angka terakhir NIK tidak boleh 0000.", advice=CARD),
    "birth_date_differs": _warning(
        "Tanggal lahir pada NIK ({in_nik}) berbeda dengan tanggal lahir yang diisi ({typed}).",
        "Tanggal lahir pada NIK berbeda dengan tanggal lahir yang diisi.",
        advice="Mohon cocokkan dengan KTP-el.",
    ),
    "sex_differs": _warning(
        "Angka tanggal pada NIK menunjukkan {in_nik}, sedangkan jenis kelamin diisi {typed}.",
        "Angka tanggal pada NIK tidak sesuai dengan jenis kelamin yang diisi.",
        advice="Mohon cocokkan dengan KTP-el.",
    ),
    "home_differs": _info(
        "Enam angka pertama NIK berbeda dengan kecamatan tempat tinggal.",
        advice="Mohon ketik ulang enam angka pertama dari KTP-el.",
    ),
    "rekey_differs": _error(
        "Angka yang diketik ulang berbeda dengan NIK di atas pada angka ke-{places}.",
        "Angka yang diketik ulang berbeda dengan NIK di atas.",
        advice=CARD,
    ),
    "known_other_name": _warning(
        "NIK ini pernah terdaftar dengan nama atau tanggal lahir lain.", advice="Mohon cocokkan dengan KTP-el."
    ),
    "known_near_nik": _warning(
        "Nama dan tanggal lahir ini pernah terdaftar dengan NIK yang berbeda satu angka.",
        advice="Mohon cocokkan NIK dengan KTP-el.",
    ),
    "same_as_kk": _error("NIK sama dengan nomor Kartu Keluarga.", advice="Mohon ketik NIK yang tercetak pada KTP-el."),
    "nik_override": _warning("Nomor belum sesuai pola."),
    "card_override": _warning(
        "Nomor belum sesuai pola.", advice="Lanjutkan hanya apabila {card} telah diperiksa. Alasan wajib diisi."
    ),
    "nik_unconfirmed": _warning(
        "NIK belum dicocokkan dengan data pusat.", advice="Mohon dicocokkan sebelum izin ditandatangani."
    ),
}

FIELDS: dict[str, Text] = {
    "required": _error("Wajib diisi."),
    "incomplete": _error("Isian belum lengkap."),
    "too_long": _error("Isian terlalu panjang, paling banyak {limit} huruf.", "Isian terlalu panjang."),
    "too_short": _error("Isian harus {limit} angka.", "Isian belum cukup angkanya."),
    "not_a_number": _error("Harap diisi dengan angka."),
    "not_text": _error("Harap diisi dengan teks."),
    "number_unclear": _error(
        "Angka ini dapat dibaca dengan dua cara.",
        advice="Ribuan ditulis dengan titik: 1.500. Pecahan dengan koma: 1,5.",
    ),
    "number_too_long": _error("Angka ini terlalu panjang."),
    "not_whole": _error("Harap diisi dengan bilangan bulat, tanpa sen atau pecahan."),
    "place_abroad": _error(
        "Tempat ini berada di luar Indonesia.", advice="Lintang selatan ditulis dengan tanda minus atau LS: 8,4500 LS."
    ),
    "too_small": _error("Paling sedikit {limit}.", "Nilai terlalu kecil."),
    "too_large": _error("Paling banyak {limit}.", "Nilai terlalu besar."),
    "not_a_date": _error("Tanggal ini tidak ada pada kalender.", advice="Tulis sebagai tanggal-bulan-tahun."),
    "not_a_time": _error("Harap ditulis sebagai jam mulai dan jam selesai, misalnya 09.00 - 12.00."),
    "not_a_place": _error("Harap ditulis sebagai lintang, bujur, misalnya -8,4500, 115,6100."),
    "not_a_plate": _error("Harap ditulis seperti pada STNK, misalnya DK 1234 AB."),
    "not_a_phone": _error("Nomor ponsel diawali 08 dan terdiri atas 10 sampai 13 angka."),
    "not_picked": _error("Harap dipilih dari daftar."),
    "phone_prefix": _warning("Awalan nomor ponsel ini tidak dikenal.", advice="Mohon dipastikan kepada pemohon."),
    "date_order": _error("Tanggal selesai tidak boleh mendahului tanggal mulai."),
    "date_past": _error("Tanggal tidak boleh sebelum hari ini."),
    "date_future": _error("Tanggal tidak boleh setelah hari ini."),
}
FIELDS |= REFUSED_FIELDS | OFFICE_FIELDS | INTAKE_FIELDS | NUMBERS | AMENDMENT_FIELDS

COUNTER: dict[str, Text] = {
    "known_applicant": _info(
        "Pemohon pernah terdaftar pada {date}. Gunakan data sebelumnya?",
        "Pemohon pernah terdaftar. Gunakan data sebelumnya?",
        advice="Mohon konfirmasi kepada pemohon.",
    ),
    "duplicate": _warning(
        "Pemohon memiliki permohonan {service} yang masih diproses ({number}).",
        "Pemohon memiliki permohonan sejenis yang masih diproses.",
    ),
    "not_complete": _warning(
        "Permohonan belum dapat didaftarkan karena {count} persyaratan belum lengkap.",
        "Permohonan belum dapat didaftarkan karena persyaratan belum lengkap.",
        advice="Cetak daftar kekurangan untuk pemohon?",
    ),
    "not_eligible": _error(
        "Permohonan ini tidak dapat didaftarkan: {reason}", "Permohonan ini tidak dapat didaftarkan menurut ketentuan."
    ),
    "read_back_missing": _error(
        "Data identitas belum dibacakan kepada pemohon.", advice="Mohon pemohon membaca datanya, lalu beri tanda."
    ),
    "contact_missing": _error("Nomor telepon pemohon wajib diisi agar dapat dihubungi."),
    "registered": _success(
        "Permohonan telah terdaftar dengan nomor {number}. Perkiraan selesai {due}.",
        "Permohonan telah terdaftar dengan nomor {number}.",
        "Permohonan telah terdaftar.",
    ),
    "saved": _success("Perubahan telah disimpan."),
    "draft_saved": _info("Draf tersimpan pukul {time}.", "Draf tersimpan."),
    "draft_delete": _warning("Draf ini akan dihapus dan tidak dapat dikembalikan. Lanjutkan?"),
    "draft_found": _info("Isian yang belum didaftarkan ditemukan kembali.", advice="Anda dapat melanjutkannya."),
    "qr_unknown": _warning("Kode tidak ditemukan.", advice="Mohon periksa kembali atau masukkan nomor registrasi."),
    "not_found": _warning("Permohonan tidak ditemukan.", advice="Mohon periksa kembali nomornya."),
    "not_yet": _warning("Izin belum dapat diserahkan karena belum diberi nomor."),
    "identity_unchecked": _error("Identitas penerima belum diperiksa.", advice="Mohon cocokkan KTP-el penerima."),
    "proxy_paper_missing": _error(
        "Surat kuasa belum diperiksa.", advice="Penyerahan melalui kuasa memerlukan surat kuasa bermeterai."
    ),
    "receipt_missing": _error("Tanda terima belum ditunjukkan.", advice="Harap pindai tanda terima atau isi alasan."),
}

FLOW: dict[str, Text] = {
    "no_right": _error(
        "Anda tidak memiliki hak akses untuk tindakan ini.", advice="Mohon serahkan kepada petugas yang berwenang."
    ),
    "stage": _error(
        "Tindakan ini tidak tersedia pada tahap {stage}.",
        "Tindakan ini tidak tersedia pada tahap permohonan saat ini.",
        advice=f"Permohonan mungkin baru saja diproses petugas lain. {RELOAD}",
    ),
    "signer_is_drafter": _error(
        "Penyusun draf tidak dapat menandatangani drafnya sendiri.", advice="Mohon diteruskan kepada pejabat lain."
    ),
    "same_person": _warning(
        "Anda juga menyusun draf ini.", advice="Pemisahan tugas menganjurkan paraf oleh petugas lain."
    ),
    "mandate": _error(
        "Tidak ada pejabat yang berwenang menandatangani pada tanggal ini.",
        advice="Mohon administrator mencatat surat penunjukan Plh. atau Plt. yang berlaku.",
    ),
    "mandate_overlap": _error("Masa penunjukan ini bertumpang tindih dengan penunjukan lain."),
    "reason_missing": _error("Alasan wajib diisi agar pemohon mengetahui hal yang perlu diperbaiki."),
    "items_missing": _error("Sebutkan paling sedikit satu hal yang perlu diperbaiki."),
    "items_unjudged": _error("Masih ada persyaratan yang belum dinilai.", advice="Mohon nilai setiap persyaratan."),
    "deferred_missing": _error("Persyaratan yang boleh menyusul belum diterima."),
    "returned": _success(
        "Berkas dikembalikan untuk diperbaiki.", advice="Jangka waktu layanan berhenti sampai perbaikan diterima."
    ),
    "return_date_open": _error("Batas waktu perbaikan belum lewat."),
    "reminder_missing": _error("Pemohon belum diingatkan; catat pengingat sebelum permohonan digugurkan."),
    "same_day_only": _error("Pembatalan karena salah input hanya dapat dilakukan pada hari yang sama."),
    "team_too_small": _error("Tim pemeriksa lapangan paling sedikit dua orang."),
    "not_a_working_day": _error("Tanggal tersebut bukan hari kerja."),
    "amount_differs": _error("Jumlah pembayaran tidak sama dengan ketetapan."),
    "amount_missing": _error("Jumlah retribusi harus lebih dari nol."),
    "document_changed": _error("Naskah berubah setelah diparaf.", advice="Mohon periksa ulang sebelum menandatangani."),
    "due_soon": _warning("Permohonan ini jatuh tempo besok, {date}.", "Permohonan ini mendekati jatuh tempo."),
    "overdue": _warning(
        "Permohonan melewati jatuh tempo {days} hari kerja. Tahap saat ini: {stage}.",
        "Permohonan melewati jatuh tempo.",
    ),
    "conflict": _warning(
        "Data permohonan ini juga diubah di {counter}.",
        "Data permohonan ini juga diubah petugas lain.",
        advice="Mohon pilih isian yang benar.",
    ),
    "changed_meanwhile": _warning(
        "Data ini baru saja diubah petugas lain.",
        advice="Mohon tekan F5 untuk memuat ulang, lalu ulangi tindakan Anda.",
    ),
    "unknown_record": _error("Data yang diminta tidak ada lagi.", advice=RELOAD),
}

OFFICE: dict[str, Text] = {
    "wrong_login": _error("Nama pengguna atau kata sandi tidak sesuai.", advice="Mohon coba kembali."),
    "login_wait": _warning(
        "Terlalu banyak percobaan masuk. Mohon tunggu {seconds} detik.",
        "Terlalu banyak percobaan. Mohon tunggu sebentar.",
    ),
    "account_closed": _error("Akun ini tidak aktif.", advice=ADMINISTRATOR),
    "password_weak": _error("Kata sandi paling sedikit {limit} huruf.", "Kata sandi terlalu pendek."),
    "password_same": _error("Kata sandi baru harus berbeda dengan yang lama."),
    "password_repeat": _error("Kedua kata sandi tidak sama."),
    "name_taken": _error("Nama ini sudah dipakai.", advice="Mohon gunakan nama lain."),
    "last_administrator": _error("Paling sedikit satu administrator harus tetap aktif."),
    "clock_back": _warning(
        "Jam komputer menunjukkan {now}, padahal sekarang paling awal {by}.",
        "Jam komputer mundur dibandingkan catatan terakhir.",
        advice="Mohon betulkan tanggal dan jam komputer sebelum melanjutkan.",
    ),
    "clock_ahead": _warning(
        "Jam komputer menunjukkan {now}, padahal menurut pusat {centre}.",
        "Jam komputer menunjukkan {now}, jauh sesudah catatan terakhir, {by}.",
        "Jam komputer jauh lebih cepat daripada catatan terakhir.",
        advice="Mohon periksa tanggal dan jam komputer sebelum melanjutkan.",
    ),
    "clock_doubt": _warning(
        "Nomor tahun {year} belum diberikan: jam komputer menunjukkan {now}, padahal catatan terakhir {by}.",
        "Nomor belum diberikan karena jam komputer meragukan.",
        advice="Mohon betulkan tanggal dan jam komputer, lalu ulangi. Apabila jamnya benar, mohon administrator "
        "memastikannya pada pemberitahuan di atas.",
    ),
    "calendar_missing": _warning(
        "Kalender hari libur tahun {year} belum diisi. Perkiraan selesai dapat berubah.",
        "Kalender hari libur belum diisi. Perkiraan selesai dapat berubah.",
    ),
    "catalogue_invalid": _error("Katalog layanan tidak dapat dibaca: {detail}", "Katalog layanan tidak dapat dibaca."),
    "offline": _info(
        "Anda bekerja dalam mode luring.",
        advice="Data tersimpan di komputer ini dan akan disinkronkan saat jaringan tersedia.",
    ),
}

WORLD: dict[str, Text] = {
    "database_damaged": _error(
        "Berkas data di komputer ini rusak dan tidak dapat dibaca.",
        advice="Mohon jangan melanjutkan; administrator dapat memulihkan cadangan terakhir.",
    ),
    "database_key": _error(
        "Berkas data tidak dapat dibuka dengan kunci yang tersimpan.",
        advice="Mohon administrator memulihkan kunci dari lembar kunci pemulihan.",
    ),
    "database_newer": _error(
        "Berkas data dibuat oleh versi program yang lebih baru.", advice="Mohon perbarui program di komputer ini."
    ),
    "database_readonly": _error("Berkas data tidak dapat ditulisi.", advice=f"{KEPT} {ADMINISTRATOR}"),
    "database_busy": _warning(
        "Data sedang dipakai proses lain dan belum dapat disimpan.", advice=f"{KEPT} Mohon coba kembali."
    ),
    "disk_full": _error("Data belum dapat disimpan karena ruang penyimpanan penuh.", advice=f"{ADMINISTRATOR} {KEPT}"),
    "key_missing": _error(
        "Kunci berkas data tidak ditemukan di komputer ini.",
        advice="Mohon administrator memulihkan kunci dari lembar kunci pemulihan.",
    ),
    "key_locked": _warning(
        "Kunci tanda tangan Anda belum terbuka di komputer ini.", advice="Mohon keluar, lalu masuk kembali."
    ),
    "waiting_damaged": _error(
        "Catatan data yang belum terkirim rusak; yang masih terbaca tetap disimpan.", advice=ADMINISTRATOR
    ),
    "key_in_file": _warning(
        "Kunci data disimpan dalam berkas karena penyimpanan sandi sistem tidak tersedia.",
        advice="Mohon administrator memeriksanya.",
    ),
    "beside_full": _warning(
        "Tindakan tersimpan, tetapi catatan pengamannya di samping berkas data belum, karena ruang penyimpanan penuh.",
        advice=f"{BESIDE} Mohon kosongkan ruang pada diska komputer ini. {BY_ITSELF}",
    ),
    "beside_readonly": _warning(
        "Tindakan tersimpan, tetapi catatan pengamannya di samping berkas data tidak dapat ditulisi.",
        advice=f"{BESIDE} Mohon administrator memeriksa folder data dan diskanya. {BY_ITSELF}",
    ),
    "beside_failed": _warning(
        "Tindakan tersimpan, tetapi catatan pengamannya di samping berkas data tidak lengkap.",
        advice=f"{BESIDE} Mohon buat cadangan pada Pengaturan dan hubungi administrator. {BY_ITSELF}",
    ),
    "already_running": _warning(
        "Program ini sudah berjalan di komputer ini.", advice="Harap gunakan jendela yang sudah terbuka."
    ),
    "printer_missing": _warning(
        "Pencetak tidak ditemukan. Permohonan tetap terdaftar.",
        advice="Tanda terima dapat dicetak ulang dengan Ctrl+P pada bagian Dokumen permohonannya.",
    ),
    "printer_failed": _warning(
        "Pencetakan belum berhasil. Data tetap tersimpan.",
        advice=f"Mohon periksa kertas dan sambungan pencetak, lalu {REPRINT}",
    ),
    "file_unreadable": _error("Berkas tidak dapat dibaca.", advice="Mohon periksa letak dan izin berkas."),
    "file_unwritable": _error("Berkas tidak dapat ditulis.", advice="Mohon pilih folder lain."),
    "backup_failed": _error("Cadangan data belum berhasil dibuat.", advice=ADMINISTRATOR),
    "backup_damaged": _error("Berkas cadangan ini rusak.", advice="Mohon pilih cadangan yang lain."),
    "backup_missing": _error("Berkas cadangan tidak ditemukan."),
}

TEXTS: dict[str, Text] = NIK | COUNTER | FLOW | REFUSED | OFFICE | WORLD | OFFICE_REFUSED | INTAKE
TEXTS |= READING | SCANS | PICTURES
TEXTS |= NUMBERS_REFUSED | AMENDMENTS | EXCHANGE | LOOKUP
