"""Daftar kekurangan on A5: what is still missing. Nothing was registered, so there is no number on it."""

from __future__ import annotations

from dataclasses import replace

from app.print.blocks import heading, letterhead, letters, signature
from app.print.document import Furniture, write
from app.print.flow import A5, Flow, first_on_one_page
from app.print.grid import Grid, GridColumn
from app.print.ink import MM, Strips, boxed, gap
from app.print.text import Bold, Style, Text, pairs, paragraph
from app.rules.papers import ShortageList
from app.rules.wording import clock_time, long_date

SIZES = (9.2, 8.6, 8.0, 7.4)
TITLE = "DAFTAR KEKURANGAN PERSYARATAN"
NOT_REGISTERED = "Daftar ini bukan tanda terima. Permohonan belum terdaftar dan jangka waktu layanan belum berjalan."


def shortage(card: ShortageList, copy: int) -> bytes:
    furniture = Furniture(title="Daftar Kekurangan", author=card.letterhead.office, copy=copy, training=card.training)
    return write(first_on_one_page(laid_out(card, Style(size)) for size in SIZES), furniture)


def laid_out(card: ShortageList, style: Style) -> Flow:
    flow, room = Flow(A5), A5.room
    flow.put(head(card, style, room))
    grid = table(style, room)
    flow.put(grid.head())
    flow.repeat = grid.head()
    for number, item in enumerate(card.missing, start=1):
        flow.put(grid.row((str(number), item.name, item.note or "Belum ada.")), keep=True)
    flow.repeat = ()
    flow.gap(style.size * 0.8)
    if card.notes:
        flow.put((*paragraph((Bold("Catatan"),), style, room), *letters(card.notes, style, room)))
        flow.gap(style.size * 0.8)
    flow.put(what_next(card, style, room), keep=True)
    flow.gap(style.size * 1.6)
    flow.put(signed(card, style, room), keep=True)
    return flow


def table(style: Style, room: float) -> Grid:
    first = 10 * MM
    rest = room - first
    return Grid(
        (
            GridColumn("No.", first, "centre"),
            GridColumn("Persyaratan", rest * 0.56),
            GridColumn("Yang perlu dilengkapi", rest * 0.44),
        ),
        style.at(style.size * 0.96),
        pad=4.0,
    )


def head(card: ShortageList, style: Style, room: float) -> Strips:
    moment = f"{long_date(card.listed.date())}, pukul {clock_time(card.listed)}"
    total = card.present + len(card.missing)
    there = f"{card.present} dari {total} persyaratan sudah ada, {len(card.missing)} belum lengkap."
    rows: list[tuple[str, Text]] = [("Jenis Layanan", f"{card.service} ({card.kind.lower()})")]
    rows += [("Nama Pemohon", card.applicant)] if card.applicant else []
    rows += [("Diperiksa", moment), ("Hasil", there)]
    return (
        *letterhead(card.letterhead, room, style.size * 1.25),
        *gap(style.size * 0.6),
        *heading(TITLE, room, style.size * 1.4, style.size * 0.7),
        *pairs(rows, style, room),
        *gap(style.size * 0.6),
        *paragraph("Mohon melengkapi persyaratan berikut agar permohonan dapat didaftarkan.", style, room),
        *gap(style.size * 0.4),
    )


def what_next(card: ShortageList, style: Style, room: float) -> Strips:
    pad = 2 * MM
    phone = card.letterhead.phone
    ask = f" Informasi: telepon/WhatsApp {phone} pada jam pelayanan." if phone else ""
    kept = "Isian Anda tersimpan di loket. Saat kembali, mohon membawa daftar ini beserta seluruh berkas." + ask
    return (boxed(paragraph(kept, style, room - 2 * pad), room, pad, 0.95, 0.55),)


def signed(card: ShortageList, style: Style, room: float) -> Strips:
    return (
        *signature(("Petugas,",), card.officer, (card.counter,), style, room * 0.45, style.size * 3.6),
        *gap(style.size * 0.6),
        *paragraph(NOT_REGISTERED, replace(style.at(style.size * 0.96), bold=True, align="centre"), room),
    )
