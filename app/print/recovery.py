"""Lembar kunci pemulihan on A4: folded over its code, sealed in an envelope, kept in the safe.

The upper part says what to do, the lower part holds the code, and the foot is cut off for the envelope.
"""

from __future__ import annotations

import re
from dataclasses import replace

from app.print.blocks import heading, letterhead, letters
from app.print.document import Furniture, write
from app.print.flow import A4, Flow
from app.print.grid import Grid, GridColumn
from app.print.ink import MM, Rule, Strip, Strips, Words, beside, boxed, gap, shifted, whole
from app.print.text import Bold, Style, paragraph
from app.rules.papers import RecoverySheet
from app.rules.wording import clock_time, long_date

PAGE = replace(A4, left=22 * MM, right=22 * MM, bottom=14 * MM)
STYLE = Style(10, lead=1.42)
SMALL = Style(8, grey=0.25)
TITLE = "LEMBAR KUNCI PEMULIHAN REGISTER"
FOLD = 122 * MM
CUT = A4.height - 66 * MM
ACROSS = 4
STEPS = (
    "Kode di bagian bawah lembar ini adalah satu-satunya kunci untuk membuka register perizinan dan cadangannya "
    "apabila komputer rusak, hilang, atau diganti. Tanpa kode ini, data tidak dapat dibaca oleh siapa pun.",
    "Lipat lembar ini ke dalam pada garis lipat sehingga kode tertutup, masukkan ke dalam amplop, lalu segel. "
    "Kepala Dinas dan satu saksi menandatangani label, kemudian label ditempelkan menutupi lidah amplop.",
    "Simpan amplop di brankas kantor. Jangan difoto, disalin, atau disimpan di komputer.",
    "Amplop hanya dibuka untuk memulihkan register. Catat pembukaan pada tabel di bawah, kemudian buat lembar baru.",
)


def recovery(card: RecoverySheet, copy: int) -> bytes:
    flow, room = Flow(PAGE), PAGE.room
    flow.put((*letterhead(card.letterhead, room, 13), *gap(16), *heading(TITLE, room, 14, 3)))
    flow.put(paragraph("RAHASIA", Style(11, bold=True, align="centre"), room))
    flow.gap(14)
    flow.put(letters(STEPS, replace(STYLE, align="justify"), room))
    to_line(flow, FOLD, "lipat ke dalam pada garis ini")
    flow.gap(16)
    flow.put(paragraph((Bold("Kode pemulihan"),), STYLE.at(11), room))
    flow.gap(6)
    flow.put((groups(card.code, room),))
    flow.gap(6)
    moment = f"Dibuat {long_date(card.made.date())}, pukul {clock_time(card.made)}."
    flow.put(paragraph(moment, SMALL, room))
    flow.gap(12)
    flow.put(opened(room))
    to_line(flow, CUT, "gunting dan tempelkan pada amplop")
    flow.gap(12)
    flow.put((label(card, room),))
    furniture = Furniture(
        title="Lembar Kunci Pemulihan", author=card.letterhead.office, copy=copy, training=card.training
    )
    return write(flow, furniture)


def to_line(flow: Flow, place: float, words: str) -> None:
    """A dashed line across the whole sheet at `place` from the top, or right below what reaches further."""
    flow.at = max(flow.at + 12, place)
    dashes = (-PAGE.left, 0.0, Rule(PAGE.width, weight=0.6, grey=0.35, dash=True))
    flow.put((Strip(0.0, (dashes,)), *paragraph(words, replace(SMALL, align="right"), PAGE.room)))


def groups(code: str, room: float) -> Strip:
    """Groups as they are typed, numbered, so that none is skipped."""
    parts = re.findall(r"[^\s-]+", code)
    cells = parts if len(parts) > 1 else re.findall(r".{1,4}", code)
    pad = 4 * MM
    cell = (room - 2 * pad) / ACROSS
    rows = []
    for start in range(0, len(cells), ACROSS):
        made = [
            shifted(one_group(at + 1, text, cell), (at - start) * cell)
            for at, text in enumerate(cells[start : start + ACROSS], start=start)
        ]
        rows.append(whole(beside(*made)))
    return boxed(rows, room, pad, 0.95, 0.2)


def one_group(number: int, text: str, room: float) -> Strips:
    large = Style(17, bold=True, lead=1.5)
    index = Strip(0.0, ((0.0, large.leading * 0.62, Words(str(number), 7, grey=0.35)),))
    return (index, *paragraph(text, large, room - 14, 14.0))


def opened(room: float) -> Strips:
    shares = (("Dibuka tanggal", 0.22), ("Nama dan jabatan", 0.33), ("Keperluan", 0.25), ("Tanda tangan", 0.2))
    grid = Grid(tuple(GridColumn(name, room * share) for name, share in shares), STYLE.at(9))
    return (*grid.head(), *(grid.empty(20) * 2))


def label(card: RecoverySheet, room: float) -> Strip:
    pad = 4 * MM
    inner = room - 2 * pad
    centred = replace(STYLE, align="centre")
    column = inner * 0.44
    lines = [f"{name}\n\n{'.' * 46}" for name in ("Disegel oleh Kepala Dinas, tanggal", "Saksi, tanggal")]
    signed = beside(
        paragraph(lines[0], STYLE.at(8.5), column), paragraph(lines[1], STYLE.at(8.5), column, inner - column)
    )
    return boxed(
        (
            *paragraph("RAHASIA - KUNCI PEMULIHAN REGISTER", replace(centred.at(12.5), bold=True), inner),
            *paragraph(card.letterhead.office, centred, inner),
            *paragraph("Hanya dibuka oleh Kepala Dinas atau pejabat yang ditunjuk.", centred.at(9), inner),
            *gap(8),
            *signed,
        ),
        room,
        pad,
        None,
        0.0,
    )
