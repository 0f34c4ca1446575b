"""What the look-up service may answer instead of an answer, in a clerk's words."""

from __future__ import annotations

from app.ui.words.refusal_texts import Text

OTHERWISE = "Pencocokan dapat dicatat dengan cara lain; berkas tidak terhambat."
ASK_PROVIDER = "Mohon administrator menanyakannya kepada penyedia layanan."


def _calm(*sentences: str, advice: str = OTHERWISE) -> Text:
    return "warning", sentences, advice


def _wrong(*sentences: str, advice: str = "") -> Text:
    return "error", sentences, advice


LOOKUP: dict[str, Text] = {
    "lookup_away": _calm(
        "Layanan {name} tidak dapat dihubungi sejak {since}.",
        "Layanan {name} tidak dapat dihubungi.",
        "Layanan tidak dapat dihubungi.",
    ),
    "lookup_slow": _calm(
        "Layanan {name} tidak menjawab pada waktunya sejak {since}.",
        "Layanan {name} tidak menjawab pada waktunya.",
        "Layanan tidak menjawab pada waktunya.",
    ),
    "lookup_resting": _calm(
        "Layanan {name} terganggu sejak {since} dan dicoba kembali paling cepat satu menit lagi.",
        "Layanan terganggu dan dicoba kembali paling cepat satu menit lagi.",
    ),
    "lookup_failed": _calm(
        "Layanan {name} sedang terganggu sejak {since} (kode {status}).",
        "Layanan {name} sedang terganggu (kode {status}).",
        "Layanan sedang terganggu.",
    ),
    "lookup_certificate": _calm(
        "Sertifikat layanan {name} tidak dapat dipercaya; tidak ada data yang dikirim.",
        "Sertifikat layanan tidak dapat dipercaya; tidak ada data yang dikirim.",
        advice=ASK_PROVIDER,
    ),
    "lookup_redirects": _calm(
        "Layanan {name} mengalihkan ke alamat lain; data tidak dikirim ke sana.",
        "Layanan mengalihkan ke alamat lain; data tidak dikirim ke sana.",
        advice=ASK_PROVIDER,
    ),
    "lookup_too_large": _calm(
        "Jawaban layanan {name} terlalu besar dan tidak dibaca.",
        "Jawaban layanan terlalu besar dan tidak dibaca.",
        advice=ASK_PROVIDER,
    ),
    "lookup_shape": _calm(
        "Jawaban layanan {name} tidak sesuai dengan protokolnya.",
        "Jawaban layanan tidak sesuai dengan protokolnya.",
        advice=ASK_PROVIDER,
    ),
    "lookup_denied": _calm(
        "Layanan {name} menolak token komputer ini.",
        "Layanan menolak token komputer ini.",
        advice="Mohon administrator memeriksa token pada Pengaturan, Layanan NIK.",
    ),
    "lookup_incomplete": _wrong("Nama, alamat, dan token wajib diisi apabila layanan digunakan."),
    "lookup_address": _wrong(
        "Alamat harus diawali https://.", advice="Tanpa nama pengguna, dan tanpa tanda ? atau # di belakangnya."
    ),
    "lookup_token": _wrong("Token tidak boleh berisi spasi atau huruf khusus."),
}
