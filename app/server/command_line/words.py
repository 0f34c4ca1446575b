"""Codes in words for the administrator at the server's command line. Indonesian: they are users too."""

from __future__ import annotations

from collections.abc import Mapping

WORDS = {
    "address_forbidden": (
        "Alamat {address} tidak boleh dipakai: port di bawah 1024 memerlukan hak khusus. Pilih port lain "
        "dengan --listen."
    ),
    "address_taken": "Alamat {address} sudah dipakai program lain. Pilih yang lain dengan --listen.",
    "address_unknown": "Alamat {address} bukan alamat komputer ini. Pilih yang lain dengan --listen.",
    "already_founded": "Pusat ini sudah disiapkan. Tidak ada yang diubah.",
    "already_running": "Pusat ini sedang berjalan. Hentikan dulu.",
    "backup_damaged": "Berkas cadangan rusak atau tidak utuh.",
    "backup_failed": "Cadangan tidak dapat dibuat di tempat itu.",
    "backup_key": "Kata sandi cadangan tidak cocok.",
    "backup_missing": "Berkas cadangan tidak ditemukan.",
    "backup_newer": "Cadangan dibuat oleh program yang lebih baru. Pasang versi itu di sini.",
    "backup_unreadable": "Berkas cadangan tidak dapat dibaca. Periksa hak aksesnya.",
    "backup_unwritable": "Cadangan tidak dapat ditulis di tempat itu.",
    "catalogue_invalid": "Katalog layanan tidak dapat dipakai: {detail}.",
    "certificate": "Sertifikat atau kuncinya tidak dapat dibaca, atau tidak berpasangan.",
    "certificate_there": "Di {folder} sudah ada sertifikat. Yang baru dipasang di semua loket; pilih folder lain.",
    "database_address": "Alamat basis data tidak dikenal. Contoh: postgresql://loket@/loket?host=/run/postgresql",
    "database_busy": "Basis data sedang sibuk. Coba lagi.",
    "database_certificate": (
        "Sertifikat server basis data tidak dapat dipastikan. Periksa sslmode dan sslrootcert pada alamatnya."
    ),
    "database_damaged": "Basis data rusak. Pulihkan dari cadangan.",
    "database_gone": "Server basis data tidak menjawab.",
    "database_key": "Kunci basis data tidak cocok atau tidak ada.",
    "database_login": "Server basis data menolak nama atau kata sandi itu.",
    "database_missing": "Basis data itu tidak ada.",
    "database_newer": "Basis data sudah dipakai program yang lebih baru. Pasang versi itu di sini.",
    "database_password_shown": (
        "Kata sandi basis data tidak boleh ada di baris perintah, karena terlihat oleh semua pengguna "
        "komputer ini. Tulis alamatnya di sebuah berkas dan sebut berkas itu dengan "
        "LOKET_SERVER_DATABASE_FILE."
    ),
    "database_readonly": "Tempat data tidak dapat ditulisi.",
    "database_rights": "Pengguna basis data tidak berhak membuat atau mengubah tabel.",
    "device_not_found": "Komputer loket itu tidak ada. Lihat: loket-server device list",
    "disk_full": "Ruang penyimpanan penuh.",
    "fields_missing": "Nama tidak boleh kosong.",
    "file_empty": "Berkas {file} kosong.",
    "file_encoding": "Berkas {file} bukan teks UTF-8. Simpan ulang sebagai UTF-8, satu baris.",
    "file_folder": "{file} adalah folder, bukan berkas.",
    "file_forbidden": "Berkas {file} tidak boleh dibaca oleh pengguna ini.",
    "file_lines": "Berkas {file} harus berisi satu baris saja.",
    "file_missing": "Berkas {file} tidak ditemukan.",
    "file_unreadable": "Berkas {file} tidak dapat dibaca.",
    "host_name": "Nama server {host} tidak dapat dimuat dalam sertifikat. Contoh: loket.dinas.lan atau 192.168.1.10",
    "interrupted": "Dihentikan.",
    "key_missing": "Kunci basis data (register.key) tidak ada di folder data. Pulihkan dari cadangan.",
    "key_store_silent": "Tempat menyimpan kunci tidak menjawab. Setel LOKET_CREDENTIALS=file.",
    "last_administrator": "Ini administrator terakhir. Angkat administrator lain dulu.",
    "letters": "Ada huruf yang tidak dikenal di sini. Jalankan dengan LANG=C.UTF-8.",
    "no_administrator": "Belum ada administrator dengan nama itu, atau belum ada komputer loket yang membawa kantor.",
    "no_centre": "Pusat belum disiapkan. Jalankan: loket-server init",
    "no_office": "Belum ada kantor. Pasangkan dulu komputer loket pertama.",
    "no_passphrase": (
        "Tidak ada terminal untuk menanyakan kata sandi cadangan. Sebut berkasnya dengan --passphrase-file."
    ),
    "no_right": "Orang itu tidak berhak melakukannya.",
    "no_terminal": "Tidak ada terminal untuk menanyakan kata sandi. Jalankan perintah ini di terminal.",
    "not_empty": "Basis data tidak kosong. Tambahkan --replace bila isinya memang boleh diganti.",
    "not_founded": "Pusat belum disiapkan. Jalankan: loket-server init",
    "passphrase_characters": (
        "Kata sandi memuat tanda yang tidak terlihat dan tidak dapat diketik ulang. Pakai huruf, angka, dan spasi."
    ),
    "passphrase_short": "Kata sandi cadangan paling sedikit {least} huruf.",
    "password_short": "Kata sandi paling sedikit {limit} huruf.",
    "passwords_differ": "Kedua kata sandi tidak sama.",
    "proxy_wanted": "Halaman publik hanya dibuka di 127.0.0.1, kecuali ada --behind-proxy. Alamat: {host}.",
    "role_unknown": "Peran tidak dikenal. Yang ada: {roles}.",
    "staff_unknown": "Tidak ada pengguna dengan nama itu.",
    "system": "Sistem operasi menolak: {reason}.",
    "text_long": "Isian terlalu panjang: paling banyak {limit} huruf.",
    "clock_impossible": "Jam komputer menunjukkan tahun yang tidak mungkin.",
    "text_unreadable": "Isian memuat tanda yang tidak dapat disimpan.",
    "tls_half": "--tls-cert dan --tls-key harus diberikan bersama; --tls-cert tanpa kunci hanya di belakang proksi.",
    "tls_wanted": "Untuk {host} diperlukan --tls-cert dan --tls-key, atau --behind-proxy bila ada proksi TLS.",
    "unforeseen": "Terjadi kesalahan pada program ini (kode: {kind} {place}). Laporkan kode itu kepada pengembang.",
    "username": "Nama pengguna: 2 sampai 32 huruf kecil, angka, titik, garis bawah, atau tanda hubung.",
    "username_taken": "Nama pengguna itu sudah dipakai.",
}
UNKNOWN = "Tidak dapat dilakukan (kode: {code})."


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "-"


def say(code: str, facts: Mapping[str, str]) -> str:
    """Facts that are missing leave a dash, never a crash."""
    return WORDS.get(code, UNKNOWN).format_map(_Facts(facts, code=code))
