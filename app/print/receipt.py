"""Tanda terima berkas on A5: what the applicant takes home."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.print.blocks import heading, item_list, letterhead, said, side_by_side, signature
from app.print.document import Furniture, write
from app.print.flow import A5, Flow, PaperSize, first_on_one_page
from app.print.ink import MM, Strip, Strips, boxed, gap, tall, whole
from app.print.qr import code, drawn
from app.print.text import Bold, Style, Text, pairs, paragraph
from app.rules.nik import masked
from app.rules.papers import Receipt
from app.rules.tracking import grouped
from app.rules.wording import clock_time, days_phrase, long_date

SIZES = (8.8, 8.2, 7.7, 7.2)
"""Tried in turn until everything stands on one page; the last one may take two."""
NOT_A_PERMIT = "Tanda terima ini bukan merupakan izin."
COLLECT = (
    "mohon membawa tanda terima ini dan KTP-el. Apabila diwakilkan, mohon menyertakan surat kuasa bermeterai "
    "dan KTP-el penerima kuasa."
)
UNMATCHED = " (belum dicocokkan dengan data pusat)"
COMPLAIN = "SP4N-LAPOR! (lapor.go.id) atau Meja Informasi."


def title(card: Receipt) -> str:
    name = "TANDA TERIMA PERBAIKAN BERKAS PERMOHONAN" if card.addendum else "TANDA TERIMA BERKAS PERMOHONAN"
    return f"{name} (PERBAIKAN)" if card.corrected_on else name


def correction(card: Receipt) -> list[tuple[str, Text]]:
    """That the data were put right, when and which; the earlier receipt is not to be shown any more."""
    if card.corrected_on is None:
        return []
    told = f" {long_date(card.corrected_on)}: {', '.join(card.corrected)}. Menggantikan tanda terima sebelumnya."
    return [("Perbaikan Data", (Bold("PERBAIKAN"), told))]


def opening(card: Receipt) -> str:
    what = "perbaikan berkas permohonan" if card.addendum else "berkas permohonan"
    return f"Telah diterima {what} dengan keterangan berikut."


def moment(card: Receipt) -> str:
    return f"{long_date(card.received.date())}, pukul {clock_time(card.received)}"


def facts(card: Receipt) -> list[tuple[str, Text]]:
    """What was asked, by whom, at what price."""
    rows: list[tuple[str, Text]] = correction(card)
    rows.append(("Jenis Layanan", f"{card.service} ({card.kind.lower()})"))
    rows.append(("Nama Pemohon", (Bold(card.applicant),)))
    rows += [("NIK", masked(card.nik_last4) + (UNMATCHED if card.unmatched else ""))] if card.nik_last4 else []
    rows += [("Penerima Kuasa", card.proxy)] if card.proxy else []
    rows += [("Objek", card.subject)] if card.subject else []
    return [*rows, ("Biaya", card.fee), ("Jangka Waktu Penyelesaian", f"{days_phrase(card.days)}.")]


def fact_rows(card: Receipt, style: Style, room: float) -> Strips:
    return pairs(facts(card), style, room)


def received(card: Receipt) -> str:
    """9 dari 9 persyaratan dinyatakan lengkap."""
    total, there = len(card.items), sum(item.state == "ada" for item in card.items)
    if there == total:
        return f"{there} dari {total} persyaratan dinyatakan lengkap."
    later = sum(item.state == "susulan" for item in card.items)
    return f"{there} dari {total} persyaratan diterima{f', {later} menyusul' if later else ''}."


def number_box(card: Receipt, style: Style, room: float) -> Strip:
    """The number at the left, day and time at the right."""
    pad = 2 * MM
    inner = room - 2 * pad
    right = inner * 0.4
    small = replace(style.at(style.size * 0.92), grey=0.25)
    number = Style(style.size * 1.85, bold=True, lead=1.25)
    when = (Bold(f"{long_date(card.received.date())}\n"), Bold(f"pukul {clock_time(card.received)}"))
    left = (*paragraph("Nomor Registrasi", small, inner - right), *paragraph(card.number, number, inner - right))
    later = (*paragraph("Diterima", small, right), *paragraph(when, style, right))
    return boxed((side_by_side(left, later, inner - right),), room, pad, 0.95, 0.55)


def promise_box(card: Receipt, style: Style, room: float) -> Strip:
    """The promised day with its weekday, and when it may move."""
    pad = 2 * MM
    inner = room - 2 * pad
    day = f"{long_date(card.promised)}." if card.promised else "disampaikan kemudian oleh petugas."
    stops = " atau menunggu pembayaran" if card.pauses_for_payment else ""
    before = f"Semula {long_date(card.previous_promise)}. " if card.previous_promise else ""
    pause = f"{before}Jangka waktu berhenti sementara apabila berkas dikembalikan untuk diperbaiki{stops}."
    lines = (
        *paragraph(("Perkiraan Selesai: ", Bold(day)), style.at(style.size * 1.3), inner),
        *paragraph(pause, style.at(style.size * 0.92), inner),
    )
    return boxed(lines, room, pad, None, 0.2)


def tracking(card: Receipt, place: str) -> str:
    phone = card.letterhead.phone
    reach = f"melalui telepon/WhatsApp {phone}" if phone else "di loket"
    say = f"sebutkan Nomor Registrasi kepada petugas {reach} pada jam pelayanan."
    if card.qr_is_address:
        site, code = card.qr.split("://")[-1].rsplit("/t/", 1)
        return f"pindai kode QR di {place} dengan kamera ponsel, atau {say} Kode lacak di {site}: {grouped(code)}."
    return f"tunjukkan kode QR di {place} kepada petugas di loket, atau {say}"


def advice(card: Receipt, style: Style, room: float, place: str) -> Strips:
    """How to follow, collect and complain; `place` says where the code stands, `samping` or `atas`."""
    apart = gap(style.size * 0.3)
    return (
        *said("Cara melacak permohonan:", tracking(card, place), style, room),
        *apart,
        *said("Saat pengambilan,", COLLECT, style, room),
        *apart,
        *said("Pengaduan:", COMPLAIN, style, room),
    )


def signatures(card: Receipt, style: Style, room: float, space: float) -> tuple[Strips, Strips]:
    """Of who received and who handed in."""
    giver, is_a = (card.proxy, "Penerima kuasa") if card.proxy else (card.applicant, "Pemohon")
    officer = signature(("Petugas Penerima,",), card.officer, (card.counter,), style, room, space)
    return officer, signature(("Yang Menyerahkan,",), giver, (is_a,), style, room, space)


def hands(card: Receipt, style: Style, room: float) -> Strip:
    half = room * 0.42
    officer, giver = signatures(card, style, half, style.size * 3.6)
    return side_by_side(officer, giver, room - half)


def furniture(card: Receipt, copy: int, void: str = "", *, margin_marks: bool = True) -> Furniture:
    return Furniture(
        title="Tanda Terima Berkas",
        author=card.letterhead.office,
        copy=copy,
        training=card.training,
        reference=card.number,
        margin_marks=margin_marks,
        void=void,
    )


def body(card: Receipt, style: Style, room: float) -> Iterable[Strips]:
    """Pieces above the code, in reading order; each stays on one page where it can."""
    yield (
        *letterhead(card.letterhead, room, style.size * 1.28),
        *gap(style.size * 0.5),
        *heading(title(card), room, style.size * 1.4),
        *paragraph(opening(card), replace(style, align="centre"), room),
        *gap(style.size * 0.5),
        number_box(card, style, room),
    )
    yield fact_rows(card, style, room)
    yield (promise_box(card, style, room),)
    yield listed(card, style, room)


def listed(card: Receipt, style: Style, room: float) -> Strips:
    names = item_list(card.items, style.at(style.size * 0.95), room)
    return (*said("Berkas:", received(card), style, room), *gap(1.5), *(s for item in names for s in item))


def with_code(card: Receipt, style: Style, room: float) -> Strip:
    made = code(card.qr, 34 * MM)
    left = made.side + 1 * MM
    words = whole(advice(card, style.at(style.size * 0.95), room - left, "samping"))
    text = (*gap(max(0.0, (made.side - words.height) / 2)), words)
    return side_by_side(drawn(made), text, left)


def foot(card: Receipt, style: Style, room: float) -> Strips:
    return (
        hands(card, style, room),
        *gap(style.size * 0.6),
        *paragraph(NOT_A_PERMIT, replace(style, bold=True, align="centre"), room),
    )


def laid_out(card: Receipt, size: float, page: PaperSize) -> Flow:
    """Signatures never stand alone on a second page: the code goes there with them."""
    flow, style = Flow(page), Style(size)
    for piece in body(card, style, page.room):
        flow.gap(size * 0.6)
        flow.put(piece, keep=tall(piece) < page.height / 3)
    last, signed = with_code(card, style, page.room), foot(card, style, page.room)
    if last.height + size * 1.4 + tall(signed) > flow.left_over:
        flow.turn()
    flow.gap(size * 0.6)
    flow.put((last,))
    flow.gap(size * 0.8)
    flow.sink(signed)
    return flow


def receipt(card: Receipt, copy: int, void: str = "") -> bytes:
    flow = first_on_one_page(laid_out(card, size, A5) for size in SIZES)
    return write(flow, furniture(card, copy, void))
