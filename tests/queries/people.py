"""People for tests, with numbers that pass the checks: born 12 March 1990 or 5 July 1988, in Abang."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from app.actions.commands.intake import Intake, ItemState, LegalBody, Person, Proxy
from tests.office import NI_LUH, Office

GRAVE: dict[str, Any] = {
    "nama_almarhum": "I KETUT CONTOH",
    "tanggal_wafat": "2026-11-20",
    "hubungan": "Anak",
    "nama_tpu": "TPU Amlapura",
    "tanggal_makam": "2026-11-23",
}
SHOW: dict[str, Any] = {
    "nama_acara": "Pentas Seni",
    "jenis_acara": "Pertunjukan seni",
    "lokasi_acara": "Lapangan Tanah Aron",
    "kapasitas": 200,
    "berbayar": False,
    "tanggal_mulai": "2026-12-05",
    "tanggal_selesai": "2026-12-06",
    "jam": "19.00 - 22.00",
}


def person(name: str, nik: str, *, phone: str = "+6281234567890", foreign_id: str = "") -> Person:
    man = nik[6:8] < "32"
    born = date(1988, 7, 5) if nik[8:12] in ("0788", "") else date(1990, 3, 12)
    sex = "L" if man else "P"
    return msgspec.structs.replace(
        NI_LUH, name=name, nik=nik, foreign_id=foreign_id, phone=phone, birth_date=born, sex=sex
    )


def also(intake: Intake, *requirements: str) -> Intake:
    """The same form with further papers: those of a proxy or a legal body."""
    further = tuple(ItemState(requirement=each, state="ada", original_shown=True) for each in requirements)
    return msgspec.structs.replace(intake, items=intake.items + further)


def by_proxy(office: Office, who: Person = NI_LUH, scope: str = "keduanya") -> Intake:
    proxy = Proxy(
        name="KADEK UTUSAN", nik="5107034507880011", scope=scope, letter_date=date(2026, 11, 20), stamped=True
    )
    return also(office.intake(person=who, proxy=proxy), "surat_kuasa")


def by_body(office: Office) -> Intake:
    body = LegalBody(name="PT CONTOH Jaya", form="PT")
    return also(office.intake("HIB", body=body, details=SHOW), "akta")
