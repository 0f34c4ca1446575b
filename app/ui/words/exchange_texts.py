"""What is said of the centre: refusals while pairing and signing in, acts that wait, acts that a person must decide on.

Notices by code for `app.ui.words.notices`, and the sentences of the connection and tray pages.
"""

from __future__ import annotations

from app.ui.words.refusal_texts import RELOAD, Text


def _said(*sentences: str, advice: str = "", level: str = "error") -> Text:
    return level, sentences, advice


ADMINISTRATOR = "Mohon hubungi administrator."
BACKUP = "Mohon administrator memeriksa cadangan di server."
GOES_ON = "Loket tetap dapat dipakai; data disimpan di komputer ini dan dikirim setelah pusat kembali terhubung."

NOT_YOURS = "Jika Anda tidak bekerja di sana, mohon laporkan kepada kepala dinas."

# No contact, or contact that leads nowhere.
CONTACT: dict[str, Text] = {
    "centre_away": _said("Pusat belum dapat dihubungi.", advice=GOES_ON, level="warning"),
    "no_centre": _said("Pusat belum dapat dihubungi.", advice=GOES_ON, level="warning"),
    "centre_slow": _said("Pusat belum menjawab pada waktunya.", advice=GOES_ON, level="warning"),
    "centre_busy": _said("Pusat sedang sibuk.", advice="Loket mencoba kembali dengan sendirinya.", level="warning"),
    "too_many_at_once": _said(
        "Pusat sedang sibuk.", advice="Loket mencoba kembali dengan sendirinya.", level="warning"
    ),
    "too_many_tries": _said(
        "Terlalu banyak percobaan. Mohon tunggu {seconds} detik.",
        "Terlalu banyak percobaan. Mohon tunggu sebentar.",
        level="warning",
    ),
    "centre_trouble": _said(
        "Pusat mengalami gangguan.", advice=f"{GOES_ON} Mohon administrator memeriksa server.", level="warning"
    ),
    "sync_failed": _said(
        "Penyelarasan terhenti karena gangguan di komputer ini.",
        advice=f"Loket mencoba kembali dengan sendirinya. {ADMINISTRATOR}",
        level="warning",
    ),
    "centre_certificate": _said(
        "Sertifikat pusat berbeda dengan sertifikat yang dikenal komputer ini.",
        advice="Tidak ada data yang dikirim. Mohon administrator memeriksa server sebelum melanjutkan.",
    ),
    "centre_expired": _said(
        "Menurut jam komputer ini, sertifikat pusat tidak berlaku hari ini.",
        advice="Mohon periksa tanggal dan jam komputer ini. Jika keduanya benar, mohon administrator memperbarui "
        "sertifikat di server. Tidak ada data yang dikirim.",
    ),
    "centre_clock": _said(
        "Jam komputer ini salah, sehingga sertifikat pusat tidak dapat diperiksa.",
        advice="Mohon betulkan tanggal dan jam komputer ini; sesudah itu pusat terhubung dengan sendirinya.",
    ),
    "centre_address": _said(
        "Alamat pusat tidak sesuai.", advice="Tuliskan seperti https://pusat.kantor.go.id:8443 atau alamat IP-nya."
    ),
    "upgrade": _said(
        "Program di komputer ini lebih lama daripada pusat.",
        advice="Data yang menunggu tetap dikirim. Mohon perbarui program agar data baru dapat diterima.",
        level="warning",
    ),
    "centre_backup_old": _said(
        "Cadangan pusat terakhir dibuat {day}.",
        "Cadangan pusat terakhir sudah lama.",
        advice=f"Data sesudahnya hanya ada pada server dan loket. {BACKUP}",
        level="warning",
    ),
    "centre_backup_never": _said(
        "Pusat belum pernah dicadangkan.", advice=f"Datanya hanya ada pada server dan loket. {BACKUP}", level="warning"
    ),
    "too_large": _said("Satu tindakan terlalu besar untuk dikirim atau diterima.", advice=ADMINISTRATOR),
    "body_too_large": _said("Satu tindakan terlalu besar untuk dikirim.", advice=ADMINISTRATOR),
    "body_too_slow": _said("Jaringan terlalu lambat untuk mengirim data.", advice=GOES_ON, level="warning"),
    "malformed": _said("Pusat tidak mengenali kiriman komputer ini.", advice=ADMINISTRATOR),
    "not_json": _said("Pusat tidak mengenali kiriman komputer ini.", advice=ADMINISTRATOR),
    "encoding": _said("Pusat tidak mengenali kiriman komputer ini.", advice=ADMINISTRATOR),
    "too_many": _said("Pusat tidak mengenali kiriman komputer ini.", advice=ADMINISTRATOR),
    "link_damaged": _said(
        "Keterangan sambungan di komputer ini tidak dapat dibaca.",
        advice="Mohon administrator menyambungkan komputer ini kembali.",
    ),
}

# This PC, and who sits at it.
PC: dict[str, Text] = {
    "device_revoked": _said(
        "Komputer ini telah dicabut dari pusat dan tidak dapat dipakai lagi.",
        advice="Mohon administrator menyambungkannya kembali dengan kode baru.",
    ),
    "key_revoked": _said(
        "Tanda tangan Anda di komputer ini telah dicabut.",
        advice="Mohon keluar, lalu masuk kembali ketika pusat dapat dihubungi.",
    ),
    "key_confirmed": _said(
        "{by} mengesahkan tanda tangan atas nama Anda di {pc} pada {at}.",
        "Seorang administrator mengesahkan tanda tangan atas nama Anda di komputer lain.",
        advice=NOT_YOURS,
        level="warning",
    ),
    "keys_confirmed": _said(
        "{count} tanda tangan atas nama Anda disahkan administrator, terakhir oleh {by} di {pc} pada {at}.",
        "Beberapa tanda tangan atas nama Anda disahkan administrator di komputer lain.",
        advice=NOT_YOURS,
        level="warning",
    ),
    "device_wiped": _said(
        "Komputer ini telah dicabut dari kantor oleh administrator. Data kantor di komputer ini sudah dihapus.",
        advice="Komputer ini dapat disambungkan kembali dengan kode baru.",
    ),
    "device_unknown": _said(
        "Pusat tidak mengenal komputer ini.", advice="Mohon administrator menyambungkannya kembali dengan kode baru."
    ),
    "device_cloned": _said(
        "Cakram komputer ini adalah salinan dari loket lain.",
        advice="Nomor baru memakai kode loket baru setelah pusat terhubung. Mohon tunggu, lalu coba kembali.",
    ),
    "fork_limit": _said(
        "Komputer ini atau salinannya sudah terlalu sering meminta kode loket baru.",
        advice="Loket meminta lagi dengan sendirinya; data tetap dikirim. Jika cakram komputer ini tidak disalin, "
        "mohon administrator memeriksa daftar komputer di pusat.",
        level="warning",
    ),
    "codes_exhausted": _said("Pusat tidak mempunyai kode loket lagi untuk komputer baru.", advice=ADMINISTRATOR),
    "needs_centre": _said(
        "Untuk masuk di komputer ini pusat harus terhubung.",
        advice="Petugas yang masuk di sini dalam 30 hari terakhir dapat masuk tanpa sambungan.",
        level="warning",
    ),
    "account_arriving": _said(
        "Akun Anda sedang diambil dari pusat.", advice="Mohon tunggu sebentar, lalu masuk kembali.", level="info"
    ),
    "import_running": _said(
        "Data komputer ini sedang dibawa ke pusat.",
        advice="Sampai selesai, hanya administrator yang menyambungkannya dapat masuk.",
        level="warning",
    ),
    "import_waits": _said(
        "Data komputer ini belum seluruhnya dibawa ke pusat.",
        advice="Mohon administrator yang menyambungkannya masuk agar pengiriman dilanjutkan.",
        level="warning",
    ),
    "waits_for_number": _said(
        "Berkas ini menunggu nomor dari pusat.",
        advice="Tindakan berikutnya dapat dilakukan setelah nomornya tiba.",
        level="warning",
    ),
}

PAIRING: dict[str, Text] = {
    "pairing_code": _said(
        "Kode pemasangan tidak dikenal, sudah dipakai, atau lewat 24 jam.",
        advice="Mohon minta kode baru dari administrator pusat: loket-server device add.",
    ),
    "office_exists": _said(
        "Pusat sudah memiliki data kantor, sedangkan komputer ini membawa data kantornya sendiri.",
        advice="Komputer berikutnya disambungkan dalam keadaan kosong, dari layar mulai pertama.",
    ),
    "training": _said(
        "Kantor latihan tidak disambungkan ke pusat.", advice="Mohon keluar dari mode latihan terlebih dahulu."
    ),
    "already_paired": _said("Komputer ini sudah tersambung ke pusat.", advice="Tidak ada yang perlu dilakukan."),
    "not_paired": _said("Komputer ini belum tersambung ke pusat.", advice=ADMINISTRATOR),
    "import_refused": _said(
        "Pusat tidak menerima salah satu tindakan lama dari komputer ini.",
        advice="Data di komputer ini tetap utuh. Mohon hubungi administrator dengan keterangan pada halaman Sambungan.",
    ),
}

# The same code means something else at other places.
AT_PAIRING: dict[str, Text] = {
    "no_office": _said(
        "Pusat belum memiliki data kantor.",
        advice="Sambungkan dahulu komputer yang sudah dipakai bekerja; datanya dibawa ke pusat.",
    ),
}

TRAY: dict[str, Text] = {
    "no_act": _said("Tindakan yang dimaksud tidak ada, atau dilakukan di komputer lain.", advice=RELOAD),
    "promise_known": _said("Yang tercetak untuk tindakan itu sudah tercatat.", advice=RELOAD),
    "promise_impossible": _said("Janji itu tidak mungkin dibuat oleh program ini.", advice=RELOAD),
    "paper_foreign": _said("Lembar itu bukan lembar tindakan ini.", advice=RELOAD),
    "no_tray_item": _said("Hal ini tidak ada lagi dalam daftar.", advice=RELOAD),
    "tray_closed": _said("Hal ini sudah diputuskan petugas lain.", advice=RELOAD, level="warning"),
    "own_matter": _said(
        "Hal ini berasal dari tindakan Anda sendiri dan diputuskan oleh atasan lain.", advice="Mohon diteruskan."
    ),
    "tray_not_again": _said(
        "Tindakan ini tidak dapat diambil alih dengan satu tombol.",
        advice="Mohon lakukan sendiri tindakan yang baru, lalu tutup hal ini dengan alasan.",
    ),
    "version": _said(
        "Petugas lain lebih dahulu mengambil keputusan atas berkas ini.",
        advice="Tindakan tidak dijalankan. Periksa keadaan berkas sekarang, lalu putuskan.",
        level="warning",
    ),
    "dependency": _said(
        "Tindakan ini bergantung pada tindakan sebelumnya yang tidak dapat dijalankan.",
        advice="Selesaikan dahulu tindakan sebelumnya, lalu ulangi.",
        level="warning",
    ),
}

EXCHANGE: dict[str, Text] = CONTACT | PC | PAIRING | TRAY
