"""Surat izin on A4 in the form of a decree: Dasar, holder, what is permitted, terms, validity, signature; and the
decree that revokes one: Dasar, what is revoked and whose it was, from when on.

The signer's name stands without titles (Permendagri 1/2023 art. 44). The code at the left leads to the check of the
permit; hand and stamp have their place at the right.
"""

from __future__ import annotations

from app.print.blocks import BLANK, letterhead, letters, sealed, settled, side_by_side, tembusan, underlined
from app.print.document import Furniture, write
from app.print.flow import A4, Flow, first_on_one_page
from app.print.fonts import width
from app.print.ink import MM, Box, Strip, Strips, beside, boxed, gap, shifted, whole
from app.print.qr import code, drawn
from app.print.text import Bold, Style, Text, pairs, paragraph
from app.rules.papers import PermitDocument, RevokedPermit
from app.rules.wording import plain_date

SIZES = (10.6, 10.0, 9.4)
SIGNED_AT = A4.room * 0.52
LABEL = 30 * MM
PAD = 2 * MM
Section = tuple[str, Strips, float]
"""A word at the left, its matter, and how far the word is lowered beside a frame."""
VERBS = {"surat keterangan": "MENERANGKAN", "surat terdaftar": "MENETAPKAN", "tanda daftar": "MENETAPKAN"}
"""What the office does, by how the title begins."""
CORRECTED = "Apabila di kemudian hari terdapat kekeliruan, surat ini akan diperbaiki sebagaimana mestinya."


def permit(card: PermitDocument, copy: int, void: str = "", *, draft: bool = False) -> bytes:
    """A draft has neither number nor day, nor the code that holds the number; all the rest stands where it will."""
    furniture = Furniture(
        title=card.title,
        author=card.letterhead.office,
        copy=copy,
        training=card.training,
        reference="" if draft else card.number,
        void=void,
    )
    return write(first_on_one_page(laid_out(card, size, draft=draft) for size in SIZES), furniture)


def laid_out(card: PermitDocument, size: float, *, draft: bool) -> Flow:
    flow, room, rest = Flow(A4), A4.room, A4.room - LABEL
    style, body = Style(size, lead=1.4), Style(size, align="justify", lead=1.4)
    flow.put((*letterhead(card.letterhead, room, 13.0), *gap(size)))
    flow.put(underlined(card.title.upper(), Style(size * 1.35, bold=True, lead=1.25), room))
    flow.put(
        (*paragraph(f"NOMOR {BLANK if draft else card.number}", Style(size, align="centre"), room), *gap(size * 1.2))
    )
    if card.legal_basis:
        flow.put(section("Dasar", letters(card.legal_basis, body, rest), style))
    flow.put(paragraph(verb(card), Style(size * 1.1, bold=True, align="centre", lead=2.6), room))
    for name, strips, drop in revocation(card, card.revokes, style) if card.revokes else grant(card, style):
        flow.put(section(name, strips, style, drop), keep=bool(drop))
        flow.gap(size * 0.8)
    if card.terms:
        flow.put(section("Ketentuan", letters(card.terms, body, rest), style))
        flow.gap(size * 0.8)
    flow.put((*paragraph(CORRECTED, body, room), *gap(size * 1.6), signed(card, style, draft=draft)), keep=True)
    flow.put(tembusan(card.copies_to, style, room), keep=True)
    return flow


def verb(card: PermitDocument) -> str:
    if card.revokes:
        return "MEMUTUSKAN"
    return next((word for start, word in VERBS.items() if card.title.lower().startswith(start)), "MEMBERIKAN IZIN")


def grant(card: PermitDocument, style: Style) -> tuple[Section, ...]:
    room = A4.room - LABEL
    return (
        ("Kepada", holder(card, style, room), 0.0),
        ("Untuk", subject(card, style, room), 0.0),
        ("Masa Berlaku", (framed(validity(card), style, room),), PAD),
    )


def revocation(card: PermitDocument, revoked: RevokedPermit, style: Style) -> tuple[Section, ...]:
    room = A4.room - LABEL
    dated = (" tanggal ", Bold(plain_date(revoked.issued))) if revoked.issued else ()
    what = (Bold(revoked.document), " Nomor ", Bold(revoked.number), *dated, " atas permintaan sendiri.")
    from_when = ("Sejak ", Bold(plain_date(card.valid_from)), ". Sejak tanggal itu izin tersebut tidak berlaku lagi.")
    return (
        ("Mencabut", paragraph(what, style, room), 0.0),
        ("Atas Nama", holder(card, style, room), 0.0),
        *((("Data Izin", details(card, style, room), 0.0),) if card.lines else ()),
        ("Mulai Berlaku", (framed(from_when, style, room),), PAD),
    )


def section(name: str, strips: Strips, style: Style, drop: float = 0.0) -> Strips:
    """A word at the left, its matter beside it; `drop` lowers the word to the first line of a frame."""
    start = LABEL - width(":  ", style.size)
    left = beside(paragraph(name, style, start), paragraph(":", style, LABEL, start))
    lowered = (whole((*gap(drop), *left)),) if drop else left
    return beside(lowered, shifted(strips, LABEL))


def holder(card: PermitDocument, style: Style, room: float) -> Strips:
    rows: list[tuple[str, Text]] = [("Nama", (Bold(card.holder),))]
    return pairs([*rows, *((row.heading, row.text) for row in card.holder_lines)], style, room)


def subject(card: PermitDocument, style: Style, room: float) -> Strips:
    kind = f"{card.service} ({card.kind.lower()})" if card.kind else card.service
    return (*paragraph((Bold(kind),), style, room), *(details(card, style, room) if card.lines else ()))


def details(card: PermitDocument, style: Style, room: float) -> Strips:
    rows: list[tuple[str, Text]] = [(row.heading, row.text) for row in card.lines]
    return pairs(rows, style, room)


def validity(card: PermitDocument) -> tuple[str, ...]:
    start = plain_date(card.valid_from)
    if card.valid_until:
        return Bold(start), " sampai dengan ", Bold(plain_date(card.valid_until))
    return "Sejak ", Bold(start), ", selama kegiatan diselenggarakan sesuai ketentuan."


def framed(text: tuple[str, ...], style: Style, room: float) -> Strip:
    return boxed(paragraph(text, style, room - 2 * PAD), room, PAD, 0.95, 0.55)


def signed(card: PermitDocument, style: Style, *, draft: bool) -> Strip:
    room = A4.room - SIGNED_AT
    right = whole(
        (
            *settled(card.letterhead, None if draft else card.issued, style, room),
            *sealed(card.signer, card.letterhead, style, room, titles=False),
        )
    )
    left = checking(card, style, draft=draft)
    return side_by_side((*gap(max(0.0, right.height - left.height)), left), (right,), SIGNED_AT)


def checking(card: PermitDocument, style: Style, *, draft: bool) -> Strip:
    """The code, or its place, and one sentence on what it is for."""
    small = Style(style.size * 0.76, grey=0.15)
    made = code(card.qr, 32 * MM, most_dots=5)
    how = (
        "Pindai kode QR dengan kamera ponsel untuk memeriksa keabsahan surat ini."
        if card.qr_is_address
        else "Kode QR memuat nomor surat ini. Keabsahan dapat ditanyakan kepada kantor penerbit."
    )
    room = SIGNED_AT - made.side - 6 * MM
    words = whole(
        (
            *paragraph(how, small, room),
            *gap(3),
            *paragraph(f"Nomor registrasi\n{card.registration_number}", small, room),
        )
    )
    place = (Strip(made.side, ((0.0, 0.0, Box(made.side, made.side, None, 0.55, round=2.5)),)),)
    return side_by_side(
        place if draft else drawn(made), (*gap((made.side - words.height) / 2), words), made.side + 1 * MM
    )
