"""What is wrong or doubtful about the numbers people bring: the kind of number, then the verdict of `app.rules`."""

from __future__ import annotations

from app.ui.words.refusal_texts import Text

COMPARE = "Mohon cocokkan dengan dokumen aslinya."
NOT_READ = ("length", "characters", "first_digit")
FORMS = {
    "nib": "NIB terdiri atas 13 angka.",
    "kbli": "Kode KBLI terdiri atas 5 angka.",
    "npwp": "NPWP terdiri atas 15 atau 16 angka.",
    "nitku": "NITKU terdiri atas 22 angka.",
    "kk": "Nomor Kartu Keluarga terdiri atas 16 angka.",
    "nik": "NIK terdiri atas 16 angka.",
    "postal_code": "Kode pos terdiri atas 5 angka dan tidak diawali 0.",
}
# What is said of every number that begins with a region and a date.
NAMES = {"nik": "NIK", "kk": "nomor Kartu Keluarga", "npwp": "NPWP 16 angka"}
WRONG = {
    "province_unknown": "Dua angka pertama {name} bukan kode provinsi.",
    "region_zero": "Kode kabupaten atau kecamatan pada {name} tidak boleh 00.",
    "date_impossible": "Angka tanggal pada {name} bukan tanggal yang ada.",
    "date_future": "Tanggal pada {name} belum tiba.",
    "serial_zero": "Empat angka terakhir {name} tidak boleh 0000.",
    "same_as_nik": "Angka ini sama dengan NIK pemohon, bukan {name}.",
}
DOUBTFUL = {
    "region_unknown": "Kode wilayah pada {name} tidak dikenal.",
    "nit": "Angka awal 99 pada {name} menandai Nomor Identitas Tunggal.",
    "age_unusual": "Umur menurut {name} tidak lazim.",
}

NUMBERS: dict[str, Text] = {
    **{f"{kind}_{code}": ("error", (text,), COMPARE) for kind, text in FORMS.items() for code in NOT_READ},
    **{
        f"{kind}_{code}": (level, (text.format(name=name),), COMPARE)
        for level, sentences in (("error", WRONG), ("warning", DOUBTFUL))
        for kind, name in NAMES.items()
        for code, text in sentences.items()
    },
    "npwp_check_digit": ("warning", ("Angka pemeriksa NPWP tidak cocok.",), "Mohon cocokkan dengan kartu NPWP."),
}
NUMBERS_REFUSED: dict[str, Text] = {
    "numbers_doubtful": (
        "warning",
        ("Ada angka pada isian yang meragukan.",),
        "Mohon cocokkan dengan dokumen aslinya, lalu perbaiki angkanya atau isi alasannya.",
    ),
}
