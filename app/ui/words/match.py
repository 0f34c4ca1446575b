"""How a comparison with the central data is put into words, on screen and in the journal."""

from __future__ import annotations

from app.lookup.protocol import DIFFERS, MATCH, LookupAnswer
from app.rules import matching
from app.rules.wording import listed

WAYS = ("Dukcapil web, layar petugas", "SIAK kabupaten", "Telepon Disdukcapil")
NAMES = {"nik": "NIK", "name": "Nama", "birth_date": "Tanggal lahir", "sex": "Jenis kelamin"}
SAME, OTHER, UNKNOWN = "sama", "berbeda", "tidak ditemukan"


def how(service: str, answer: LookupAnswer) -> str:
    """Layanan Dukcapil, rujukan K-1"""
    return f"Layanan {service}, rujukan {answer.reference}" if answer.reference else f"Layanan {service}"


def result(answer: LookupAnswer) -> str:
    """What T30 records of an answer."""
    return matching.MATCHES if answer.result == MATCH else matching.DIFFERS


def note(answer: LookupAnswer) -> str:
    """Nama, tanggal lahir dan jenis kelamin berbeda"""
    if answer.result == MATCH:
        return "Semua data sama"
    if answer.result != DIFFERS:
        return "NIK tidak ditemukan"
    told = listed([NAMES[name].lower() for name in answer.differs])
    return f"{told[0].upper()}{told[1:]} berbeda"


def field_words(answer: LookupAnswer, name: str) -> str:
    """Of one field of the question; "" where nothing is known of it."""
    if answer.result == MATCH:
        return SAME
    if answer.result == DIFFERS:
        return OTHER if name in answer.differs else SAME
    return UNKNOWN if name == "nik" else ""
