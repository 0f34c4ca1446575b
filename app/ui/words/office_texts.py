"""What taking in, the office's own data and the file at rest refuse, in a clerk's words; like `refusal_texts`."""

from __future__ import annotations

from app.ui.words.refusal_texts import RELOAD, Text


def _no(*sentences: str, advice: str = "", level: str = "error") -> Text:
    return level, sentences, advice


ADMINISTRATOR = "Mohon hubungi administrator."

OFFICE_FIELDS: dict[str, Text] = {
    "blocking": _no("Jawaban ini membuat permohonan tidak dapat didaftarkan."),
    "unknown": _no("Pilihan ini tidak dikenal."),
    "overlap": _no("Bertumpang tindih dengan penunjukan lain."),
    "username": _no("Nama pengguna terdiri atas huruf kecil, angka, dan titik, tanpa spasi."),
    "taken": _no("Nama ini sudah dipakai petugas lain."),
    "phone": _no("Nomor telepon belum benar.", advice="Nomor ponsel diawali 08."),
    "same": _no("Penerima kuasa tidak boleh sama dengan pemohon."),
    "office_code": _no("Kode kantor terdiri atas tiga huruf besar."),
    "time": _no("Harap ditulis sebagai jam dan menit, misalnya 14:00."),
    "address": _no("Alamat laman harap diawali https://."),
    "recovery_length": _no(
        "Kelompok ke-{group} kode pemulihan tidak terdiri atas empat huruf.",
        "Jumlah huruf kode pemulihan belum sesuai.",
    ),
    "recovery_character": _no(
        "Kelompok ke-{group} berisi huruf yang tidak terdapat pada kode pemulihan.",
        "Ada huruf yang tidak terdapat pada kode pemulihan.",
    ),
    "loss_number": _no(
        "Nomor urut paling rendah {here}, dan paling banyak 10.000 lebih tinggi.", "Nomor urut ini tidak mungkin."
    ),
    "recovery_other": _no("Kode ini bukan milik cadangan yang dipilih."),
    "recovery_check": _no(
        "Kelompok ke-{group} keliru.",
        "Ada huruf yang keliru.",
        advice="Mohon bandingkan kembali dengan lembar kunci pemulihan.",
    ),
    "duplicate": _no("Pemohon memiliki permohonan sejenis yang masih diproses.", level="warning"),
    "empty": _no("Wajib diisi."),
    "check_digit": _no("Angka pemeriksa tidak cocok.", advice="Mohon periksa kembali nomornya.", level="warning"),
    "first_digit": _no("Kode pos tidak diawali 0."),
    "not_mobile": _no("Nomor ponsel diawali 08 dan terdiri atas 10 sampai 13 angka."),
    "prefix_unknown": _no(
        "Awalan nomor ponsel ini tidak dikenal.", advice="Mohon dipastikan kepada pemohon.", level="warning"
    ),
    "same_as_nik": _no("Nomor Kartu Keluarga sama dengan NIK.", advice="Mohon periksa kembali kartunya."),
    "title": _no(
        "Nama tampaknya memuat gelar.", advice="Mohon tulis nama seperti pada KTP-el tanpa gelar.", level="warning"
    ),
    "password_short": _no("Kata sandi paling sedikit {limit} huruf.", "Kata sandi terlalu pendek."),
    "not_in_force": _no("Izin ini tidak lagi berlaku."),
    "other_holder": _no("Izin ini milik pemohon lain."),
    "other_type": _no("Izin ini dari jenis layanan lain."),
    "route_changes": _no("Isian ini menentukan alur berkas dan tidak dapat diubah lagi."),
}

OFFICE_REFUSED: dict[str, Text] = {
    "date_order": _no("Ada tanggal yang urutannya belum sesuai.", advice="Mohon periksa tanggal yang ditandai."),
    "eligibility_open": _no("Masih ada pertanyaan kelayakan yang belum dijawab."),
    "identity": _no(
        "Data identitas belum dapat diterima.",
        advice="Mohon cocokkan dengan KTP-el, atau minta pengesahan penyelia disertai alasan.",
    ),
    "not_read_back": _no(
        "Data identitas belum dibacakan kepada pemohon.", advice="Mohon pemohon membaca datanya, lalu beri tanda."
    ),
    "nothing_missing": _no("Seluruh persyaratan telah lengkap.", advice="Permohonan dapat didaftarkan."),
    "kind_unknown": _no("Jenis permohonan wajib dipilih."),
    "variant": _no("Rincian layanan wajib dipilih."),
    "applicant_type": _no("Layanan ini tidak tersedia bagi jenis pemohon tersebut."),
    "previous_permit": _no("Nomor izin sebelumnya wajib diisi."),
    "period_too_long": _no("Masa berlaku yang diminta melebihi ketentuan.", advice="Mohon periksa tanggal selesai."),
    "phone": _no("Nomor telepon pemohon belum benar."),
    "proxy": _no("Nama penerima kuasa wajib diisi."),
    "proxy_stamp": _no("Surat kuasa harus bermeterai."),
    "proxy_self": _no("Penerima kuasa tidak boleh sama dengan pemohon."),
    "fields_wrong": _no(
        "{count} isian belum sesuai.", "Ada isian yang belum sesuai.", advice="Mohon periksa tandanya."
    ),
    "item_state": _no("Keadaan persyaratan ini tidak dikenal.", advice="Mohon pilih ada, menyusul, atau belum ada."),
    "route_changes": _no(
        "Perubahan ini mengubah alur berkas dan tidak dapat dicatat.", advice="Mohon daftarkan sebagai permohonan baru."
    ),
    "validity_passed": _no("Masa berlaku izin telah lewat sebelum ditetapkan.", advice="Mohon periksa tanggalnya."),
    "not_open": _no("Kantor belum dibuka di komputer ini.", advice=ADMINISTRATOR),
    "already_done": _no("Tindakan ini telah tercatat sebelumnya.", advice=RELOAD),
    "office": _no("Data kantor belum lengkap.", advice="Mohon periksa isian yang ditandai."),
    "already_set_up": _no("Kantor telah disiapkan di komputer ini."),
    "username": _no("Nama pengguna belum sesuai."),
    "username_taken": _no("Nama pengguna sudah dipakai.", advice="Mohon gunakan nama lain."),
    "role_unknown": _no("Peran ini tidak dikenal."),
    "staff_unknown": _no("Petugas ini tidak ditemukan.", advice=RELOAD),
    "password_short": _no("Kata sandi paling sedikit {limit} huruf.", "Kata sandi terlalu pendek."),
    "login_blocked": _no(
        "Terlalu banyak percobaan masuk. Mohon tunggu {minutes} menit.",
        "Terlalu banyak percobaan masuk. Mohon tunggu beberapa saat.",
        level="warning",
    ),
    "calendar_file": _no("Berkas kalender tidak dapat dibaca.", advice="Harap gunakan berkas CSV."),
    "calendar_row": _no("Baris {row} pada berkas kalender tidak dapat dibaca.", "Berkas kalender tidak dapat dibaca."),
    "loss_numbers": _no("Ada nomor urut yang tidak mungkin.", advice="Mohon periksa kembali pada kertas."),
    "numbers_unsure": _no(
        "Loket ini belum memberi nomor registrasi: nomor terakhirnya tidak pasti sesudah register dipulihkan.",
        advice="Isian ini tidak hilang. Sesudah pusat terhubung, simpan sekali lagi. Selama pusat belum terhubung, "
        "keluar lalu masuk lagi, dan tuliskan nomor tertinggi pada kertas.",
        level="warning",
    ),
    "code_changing": _no(
        "Loket ini sedang mendapat kode baru dari pusat.",
        advice="Isian ini tidak hilang. Mohon tunggu sebentar, lalu simpan sekali lagi.",
        level="warning",
    ),
    "centre_numbers": _no("Nomor izin dan surat hanya diberikan oleh pusat."),
    "last_act_failed": _no("Catatan terakhir belum dapat disimpan di samping register."),
    "backup_empty": _no("Berkas cadangan ini tidak berisi kantor.", advice="Mohon pilih cadangan yang lain."),
    "backup_key": _no(
        "Cadangan yang dipilih memakai kunci lain.",
        advice="Mohon ketik kode pemulihan dari lembar kunci cadangan itu, atau pilih cadangan lain.",
    ),
    "disk_full_shut": _no(
        "Register belum dapat dibuka karena ruang penyimpanan penuh.",
        advice="Tidak ada data yang hilang. Mohon kosongkan sebagian diska, lalu coba lagi.",
    ),
    "recovery_mistyped": _no(
        "Kode pemulihan tidak sesuai.", advice="Mohon bandingkan kembali dengan lembar kunci pemulihan."
    ),
    "database_missing": _no(
        "Berkas data tidak ditemukan di komputer ini.", advice="Administrator dapat memulihkan cadangan terakhir."
    ),
    "key_store_silent": _no(
        "Penyimpanan sandi sistem tidak menjawab.", advice="Mohon coba kembali setelah masuk ke sistem operasi."
    ),
    "backup_onto_itself": _no("Cadangan tidak dapat ditulis ke berkas yang sama.", advice="Mohon pilih folder lain."),
}
