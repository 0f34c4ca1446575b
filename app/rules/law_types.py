"""The kinds of rules a decision may rest on, in the order of UU 12/2011 art. 7 and 8, with what offices call them."""

from __future__ import annotations

import re
from dataclasses import dataclass

PROVINCE, REGENCY, CITY, ANY = "Provinsi", "Kabupaten", "Kota", "daerah"
CIRCULAR = "SE"


@dataclass(frozen=True)
class LawType:
    """`short` is how offices and the catalogue name it, `long` how a decision does; `area`: whose it is, "" where it
    is the nation's; `names`: other ways it is written."""

    short: str
    long: str
    area: str = ""
    names: tuple[str, ...] = ()


def _ministry(short: str, name: str, *names: str) -> LawType:
    return LawType(short, f"Peraturan Menteri {name}", names=(f"Permen {name}", *names))


TYPES = (
    LawType("UU", "Undang-Undang", names=("U U",)),
    LawType("Perppu", "Peraturan Pemerintah Pengganti Undang-Undang", names=("Perpu",)),
    LawType("PP", "Peraturan Pemerintah", names=("P P",)),
    LawType("Perpres", "Peraturan Presiden"),
    _ministry("Permenag", "Agama"),
    _ministry("Permen ATR/BPN", "Agraria dan Tata Ruang/Kepala Badan Pertanahan Nasional"),
    _ministry("Permendagri", "Dalam Negeri"),
    _ministry("Permendesa PDTT", "Desa, Pembangunan Daerah Tertinggal, dan Transmigrasi"),
    _ministry("PermenESDM", "Energi dan Sumber Daya Mineral"),
    _ministry("Permenkumham", "Hukum dan Hak Asasi Manusia"),
    _ministry(
        "Permen Investasi",
        "Investasi dan Hilirisasi/Kepala Badan Koordinasi Penanaman Modal",
        "Peraturan Menteri Investasi dan Hilirisasi/Kepala BKPM",
        "Permen Investasi dan Hilirisasi",
    ),
    _ministry("PermenKP", "Kelautan dan Perikanan"),
    _ministry("Permenkes", "Kesehatan"),
    _ministry("Permenaker", "Ketenagakerjaan"),
    _ministry("Permenkeu", "Keuangan"),
    _ministry("Permenkominfo", "Komunikasi dan Informatika"),
    _ministry("Permenkop UKM", "Koperasi dan Usaha Kecil dan Menengah"),
    _ministry("PermenLH", "Lingkungan Hidup"),
    _ministry("PermenLHK", "Lingkungan Hidup dan Kehutanan"),
    _ministry("Permenpar", "Pariwisata"),
    _ministry("Permenparekraf", "Pariwisata dan Ekonomi Kreatif"),
    _ministry("PermenPU", "Pekerjaan Umum"),
    _ministry("PermenPUPR", "Pekerjaan Umum dan Perumahan Rakyat"),
    _ministry("PermenPANRB", "Pendayagunaan Aparatur Negara dan Reformasi Birokrasi", "Permen PAN RB"),
    _ministry("Permendikdasmen", "Pendidikan Dasar dan Menengah"),
    _ministry("Permendikbud", "Pendidikan dan Kebudayaan"),
    _ministry("Permendikbudristek", "Pendidikan, Kebudayaan, Riset, dan Teknologi"),
    _ministry("Permendiknas", "Pendidikan Nasional"),
    _ministry("Permendag", "Perdagangan"),
    _ministry("Permenhub", "Perhubungan"),
    _ministry("Permenperin", "Perindustrian"),
    _ministry("Permentan", "Pertanian"),
    _ministry("Permensos", "Sosial"),
    LawType("Perpol", "Peraturan Kepolisian Negara Republik Indonesia", names=("Peraturan Kepolisian",)),
    LawType("Peraturan BKPM", "Peraturan Badan Koordinasi Penanaman Modal"),
    LawType("Peraturan BPOM", "Peraturan Badan Pengawas Obat dan Makanan"),
    LawType("Peraturan Ombudsman", "Peraturan Ombudsman Republik Indonesia"),
    LawType("Perda", "Peraturan Daerah", ANY),
    LawType("Pergub", "Peraturan Gubernur", PROVINCE),
    LawType("Perbup", "Peraturan Bupati", REGENCY),
    LawType("Perwali", "Peraturan Wali Kota", CITY, ("Perwal", "Perwako")),
    LawType(CIRCULAR, "Surat Edaran"),
)


def _spelled(name: str) -> str:
    """The letters of a name, whatever stands between its words."""
    return re.sub(r"[^a-z]", "", name.casefold())


def _way(name: str) -> str:
    return r"[\s.,/-]*".join(re.findall(r"[^\W\d_]+", name))


_SPELT = {_spelled(name): each for each in TYPES for name in (each.short, each.long, *each.names)}
_WAYS = {_way(name) for each in TYPES for name in (each.short, each.long, *each.names)}
# The longest first: "Peraturan Pemerintah Pengganti ..." before "Peraturan Pemerintah". No word goes on behind it, but
# "No" of a number that is written without a space.
PATTERN = (
    rf"(?<![^\W_])(?:{'|'.join(sorted(_WAYS, key=len, reverse=True))})"
    r"(?:(?![^\W\d_])|(?=No(?:mor)?[\s.:]*\d))(?:\s*(?:Republik\s+Indonesia|R\.?I\.?(?![^\W\d_])))?"
)
"""A kind however it is written, with the nation's name; for IGNORECASE."""


def type_of(name: str) -> LawType | None:
    """The kind that is written; None where none is."""
    without = re.sub(r"[\W_]+(?:Republik\s+Indonesia|R\.?I\.?)$", "", name, flags=re.IGNORECASE)
    return _SPELT.get(_spelled(without)) or _SPELT.get(_spelled(name))
