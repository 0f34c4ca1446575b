"""What the forms of some permit types hold when they are filled in as they should be."""

from __future__ import annotations

from typing import Any

OSS: dict[str, Any] = {
    "jenis_pelaku": "Orang perseorangan",
    "skala": "Mikro",
    "nama_usaha": "Warung Contoh",
    "kbli": "56102",
    "uraian_kegiatan": "Warung makan",
    "alamat_usaha": "Jalan Contoh Nomor 15",
    "modal_usaha": 15_000_000,
    "tenaga_kerja": 2,
}
PRACTICE: dict[str, Any] = {
    "nomor_str": "XW00001234567890",
    "str_seumur_hidup": True,
    "sip_ke": 1,
    "jenis_tempat": "Fasilitas pelayanan kesehatan",
    "nama_tempat": "UPTD Puskesmas Abang I",
    "alamat_tempat": "Jalan Raya Abang",
}
FORMS: dict[str, dict[str, Any]] = {
    "SIP-BD": PRACTICE | {"pendidikan": "D-III Kebidanan"},
    "SIP-PR": PRACTICE | {"jenis_perawat": "Ners"},
    "STPT": {"jenis_layanan": ["Ramuan"], "alamat_tempat": "Abang"},
    "SKP": {
        "judul": "Pelayanan perizinan di daerah",
        "bidang": "Administrasi publik",
        "tujuan": "Skripsi",
        "lembaga": "Universitas Contoh",
        "penanggung_jawab": "Dekan",
        "lokasi": "Kecamatan Abang",
        "tanggal_mulai": "2026-12-01",
        "tanggal_selesai": "2027-11-30",
    },
    "REK": {
        "jenis_reklame": "Papan nama",
        "naskah": "TOKO CONTOH",
        "panjang_m": 2.5,
        "lebar_m": 1.2,
        "jumlah_muka": 1,
        "jumlah_unit": 1,
        "alamat_pasang": "Jalan Contoh Nomor 8",
        "status_lahan": "Milik sendiri",
        "tanggal_pasang": "2026-12-10",
        "iklan_rokok": False,
    },
    "TRY": {
        "nama_perusahaan": "Angkutan Contoh",
        "kode_trayek": "AK-01",
        "nomor_kendaraan": "DK 1234 XX",
        "merek_tahun": "Contoh 2019",
        "nomor_rangka": "CONTOH123",
        "nomor_mesin": "CONTOH456",
        "kapasitas": 12,
        "akhir_uji": "2027-06-30",
        "tanggal_berangkat": "2026-12-10",
        "tanggal_kembali": "2026-12-12",
    },
    "ASET": {
        "nama_objek": "Lapangan",
        "alamat_objek": "Amlapura",
        "luas_m2": 20.0,
        "peruntukan": "Kios",
        "tanggal_mulai": "2026-12-01",
        "tanggal_selesai": "2027-11-30",
    },
    "MKM": {
        "nama_almarhum": "I KETUT CONTOH",
        "tanggal_wafat": "2026-10-01",
        "hubungan": "Anak",
        "nama_tpu": "TPU Amlapura",
        "tanggal_makam": "2026-10-02",
    },
    "HIB": {
        "nama_acara": "Pentas Seni",
        "jenis_acara": "Pertunjukan seni",
        "lokasi_acara": "Lapangan Contoh",
        "kapasitas": 500,
        "berbayar": False,
        "tanggal_mulai": "2026-12-10",
        "tanggal_selesai": "2026-12-11",
        "jam": "18.00 - 22.00",
    },
    "OSS-R": OSS,
    "OSS-MT": OSS,
    "OSS-T": OSS,
}
