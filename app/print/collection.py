"""Tanda terima pengambilan on A5: what was handed over, to whom, on which identity."""

from __future__ import annotations

from dataclasses import replace

from app.print.blocks import heading, letterhead, side_by_side, signature
from app.print.document import Furniture, write
from app.print.flow import A5, Flow, first_on_one_page
from app.print.ink import MM, Strip, Strips, boxed, gap
from app.print.text import Bold, Style, Text, pairs, paragraph
from app.rules.papers import CollectionReceipt
from app.rules.wording import clock_time, long_date

SIZES = (9.8, 9.0, 8.2, 7.4)
TITLE = "TANDA TERIMA PENGAMBILAN"
DECLARED = (
    "Dokumen telah diperiksa bersama dan diterima dalam keadaan baik. Apabila terdapat kekeliruan, mohon "
    "menyampaikannya kepada petugas di loket{or_phone} pada jam pelayanan."
)


def collection(card: CollectionReceipt, copy: int, void: str = "") -> bytes:
    furniture = Furniture(
        title="Tanda Terima Pengambilan",
        author=card.letterhead.office,
        copy=copy,
        training=card.training,
        reference=card.number,
        void=void,
    )
    return write(first_on_one_page(laid_out(card, Style(size)) for size in SIZES), furniture)


def laid_out(card: CollectionReceipt, style: Style) -> Flow:
    flow, room = Flow(A5), A5.room
    apart = style.size * 1.1
    flow.put(
        (
            *letterhead(card.letterhead, room, style.size * 1.25),
            *gap(style.size * 0.8),
            *heading(TITLE, room, style.size * 1.45, style.size * 0.2),
            *paragraph("Telah diserahkan dokumen dengan keterangan berikut.", replace(style, align="centre"), room),
        )
    )
    for piece in ((document(card, style, room),), facts(card, style, room)):
        flow.gap(apart)
        flow.put(piece, keep=True)
    flow.gap(apart)
    phone = card.letterhead.phone
    or_phone = f" atau melalui telepon/WhatsApp {phone}" if phone else ""
    flow.put(paragraph(DECLARED.format(or_phone=or_phone), style, room))
    flow.gap(style.size * 2)
    flow.put(hands(card, style, room), keep=True)
    return flow


def document(card: CollectionReceipt, style: Style, room: float) -> Strip:
    pad = 2.5 * MM
    inner = room - 2 * pad
    lines = (
        *paragraph("Dokumen", replace(style.at(style.size * 0.92), grey=0.25), inner),
        *paragraph(card.document, Style(style.size * 1.35, bold=True, lead=1.25), inner),
        *(paragraph(f"Nomor {card.document_number}", style, inner) if card.document_number else ()),
    )
    return boxed(lines, room, pad, 0.95, 0.55)


def facts(card: CollectionReceipt, style: Style, room: float) -> Strips:
    moment = f"{long_date(card.handed_over.date())}, pukul {clock_time(card.handed_over)}"
    shown = "ditunjukkan" if card.receipt_shown else f"tidak ditunjukkan ({card.reason_without_receipt})"
    rows: list[tuple[str, Text]] = [
        ("Nomor Registrasi", (Bold(card.number),)),
        ("Jenis Layanan", card.service),
        ("Nama Pemohon", card.applicant),
        ("Diterima oleh", (Bold(card.receiver), f" ({card.receiver_is.lower()})" if card.receiver_is else "")),
        ("Identitas", card.identity_shown),
        ("Tanda Terima Berkas", shown),
        ("Waktu Penyerahan", moment),
    ]
    return pairs(rows, style, room, apart=2)


def hands(card: CollectionReceipt, style: Style, room: float) -> Strips:
    half = room * 0.42
    giver = signature(("Petugas Penyerahan,",), card.officer, (card.counter,), style, half, style.size * 4.4)
    taker = signature(("Penerima,",), card.receiver, (card.receiver_is.capitalize(),), style, half, style.size * 4.4)
    return (side_by_side(giver, taker, room - half),)
