"""The history in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.queries.file_history import PRINT, Event
from app.ui.pages.file.words import capacity_words, happening, reading_rows

NOON = datetime(2026, 11, 23, 9, 14, tzinfo=ZoneInfo("Asia/Makassar"))


def event(act: str, facts: dict[str, Any], **changes: str) -> Event:
    values = {"capacity": "verifikator", "counter": "Loket 1", "before": "", "after": ""} | changes
    return Event(NOON, act, "Ni Made Petugas", facts=facts, **values)


def test_when_what_and_who() -> None:
    told = happening(event("sign", {}, capacity="plh:kadis", before="tanda_tangan", after="penomoran"))
    assert told.when == "23-11-2026  09.14 WITA"
    assert told.what == "Setujui untuk Ditandatangani, menjadi Penomoran"
    assert told.who == "Ni Made Petugas sebagai Plh. Kepala Dinas, Loket 1"
    assert told.tone == "success"


def test_an_act_that_moves_nothing_names_no_stage() -> None:
    told = happening(
        event("add_note", {"text": "Halo"}, before="penomoran", after="penomoran", capacity="", counter="")
    )
    assert (told.what, told.who, told.why) == ("Tambah Catatan", "Ni Made Petugas", "Uraian: Halo")


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"read_how": "layar"}, "Data dibaca pemohon: pada layar pemohon"),
        ({"unread_reason": "Diajukan kuasa"}, "Data tidak dibaca pemohon: Diajukan kuasa"),
        ({"deadline": "2026-12-07"}, "Batas waktu: 7 Desember 2026"),
        ({"amount": 250_000}, "Jumlah: Rp250.000"),
        ({"outcome": "bersyarat"}, "Hasil: Setuju bersyarat"),
        ({"result": "ditolak"}, "Hasil: Ditolak"),
        ({"team": ["Dinkes", "PU"]}, "Tim: Dinkes; PU"),
        ({"reached": False}, "Pemohon terhubungi: tidak"),
        ({"channel": "whatsapp", "purpose": "siap_diambil"}, "Melalui: WhatsApp\nKeperluan: siap diambil"),
        ({"rows": [{"subject": "STR", "reason": "R01", "text": "Lengkapi"}]}, "STR: Lengkapi"),
        (
            {"findings": [{"subject": "Ruang", "verdict": "sesuai", "note": "Bersih"}]},
            "Ruang: Sesuai. Bersih",
        ),
        ({"findings": [{"subject": "Ruang", "verdict": "belum_ada", "note": ""}]}, "Ruang: Belum ada"),
        ({"something_new": "x"}, ""),
    ],
)
def test_what_was_written_down_with_it(facts: dict[str, Any], why: str) -> None:
    assert happening(event("add_note", facts)).why == why


@pytest.mark.parametrize(
    ("copy", "target", "what"),
    [
        (1, "printer", "Surat Izin dicetak"),
        (2, "printer", "Surat Izin dicetak, SALINAN ke-2"),
        (1, "file", "Surat Izin disimpan sebagai PDF"),
    ],
)
def test_a_print(copy: int, target: str, what: str) -> None:
    assert happening(event(PRINT, {"document": "permit", "copy": copy, "target": target})).what == what


def test_a_capacity_of_ones_own() -> None:
    assert capacity_words("kadis") == "Kepala Dinas"
    assert capacity_words("") == ""


def test_how_the_data_was_confirmed_is_one_row_of_the_data() -> None:
    events = (event("sign", {}), event("register_application", {"read_how": "lembar"}))
    (row,) = reading_rows(events)
    assert (row.heading, row.text) == ("Data dibaca pemohon", "pada lembar periksa")
    assert reading_rows(events[:1]) == ()
