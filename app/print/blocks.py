"""What papers have in common: letterhead, headings, lists, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.print.fonts import width
from app.print.ink import MM, Rule, Strip, Strips, Tick, beside, gap, shifted, whole
from app.print.text import Bold, Style, Text, numbered, pairs, paragraph
from app.rules.papers import Letterhead, PaperItem, Signer
from app.rules.wording import plain_date

SHRINK = 0.8
"""So far is the office's name set smaller before it takes a second line."""
BLANK, BLANK_DAY = "." * 40, "." * 28
"""Room for a number and for a day that are written later."""


def letterhead(office: Letterhead, room: float, size: float) -> Strips:
    """Government, office, address and the double rule; `size` is that of the office's name, less if it is too long."""
    name = office.office.upper()
    size *= min(1.0, max(SHRINK, room / max(width(name, size, True), 1.0)))
    centred = Style(size, align="centre", lead=1.25)
    small = centred.at(max(size * 0.64, 6.5))
    reach = [("Telepon ", office.phone), ("Laman ", office.website), ("Surel ", office.email)]
    parts = [office.address, *(word + value for word, value in reach if value)]
    contact = packed(parts, small.size, room)
    if "\n" in contact:
        contact = f"{parts[0]}\n{packed(parts[1:], small.size, room)}"
    return (
        *paragraph(office.government.upper(), centred.at(size * 0.86), room),
        *paragraph(name, replace(centred, bold=True), room),
        *gap(size * 0.12),
        *paragraph(contact, small, room),
        double_rule(room, size),
    )


def packed(parts: Sequence[str], size: float, room: float) -> str:
    """As many parts on a line as fit, with a bar between them."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}  |  {part}" if lines else part
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(part)
    return "\n".join(lines)


def double_rule(room: float, size: float) -> Strip:
    thick = size / 6
    return Strip(size * 0.75, ((0, size * 0.32, Rule(room, weight=thick)), (0, size * 0.32 + thick + 0.9, Rule(room))))


def heading(text: str, room: float, size: float, below: float = 0.0) -> Strips:
    return (*paragraph(text, Style(size, bold=True, align="centre", lead=1.25), room), *gap(below))


def underlined(text: str, style: Style, room: float) -> Strips:
    """A centred heading with a line as long as its last words, the way decrees have it."""
    strips = paragraph(text, replace(style, align="centre", bold=True), room)
    last = strips[-1]
    left = min(x for x, _, _ in last.marks)
    line = (left, style.leading * 0.98, Rule(room - 2 * left, weight=0.8))
    return (*strips[:-1], Strip(last.height + 1.5, (*last.marks, line)))


def said(name: str, text: Text, style: Style, room: float, x: float = 0.0) -> Strips:
    """A short bold lead, then what it is about, in one paragraph."""
    rest = (text,) if isinstance(text, str) else text
    return paragraph((Bold(name), " ", *rest), style, room, x)


def letters(items: Sequence[str], style: Style, room: float, sign: str = "{}.") -> Strips:
    """1. 2. 3. with the text hanging."""
    indent = width(sign.format(len(items)), style.size) + style.size * 0.5
    return tuple(
        strip
        for index, item in enumerate(items, start=1)
        for strip in numbered(sign.format(index), item, style, room, indent)
    )


def item_words(item: PaperItem) -> Text:
    """One requirement as a sentence on paper."""
    facts = [f"{item.copies} rangkap"] if item.copies > 1 else []
    facts += ["asli ditunjukkan"] if item.original_shown else []
    facts += {"susulan": ["menyusul"], "tidak": ["tidak disertakan"]}.get(item.state, [])
    facts += [item.note] if item.note else []
    return f"{item.name} ({', '.join(facts)})" if facts else item.name


def item_list(items: Sequence[PaperItem], style: Style, room: float) -> list[Strips]:
    """Each requirement with its box, ticked when the paper was received."""
    box = style.size * 0.82
    made = []
    for item in items:
        tick = Strip(style.leading, ((0.0, (style.leading - box) / 2, Tick(box, item.state == "ada")),))
        indent = style.size * 1.35
        made.append(beside((tick,), paragraph(item_words(item), style, room - indent, indent)))
    return made


def signature(heads: Sequence[str], name: str, feet: Sequence[str], style: Style, room: float, space: float) -> Strips:
    """Capacity above, `space` for the hand, the name on a line, rank and number below."""
    lines = [strip for head in heads for strip in paragraph(head, style, room)]
    bold = replace(style, bold=True)
    named = paragraph(name, bold, room) if name else ()
    below = [strip for foot in feet for strip in paragraph(foot, style, room)]
    rule = Strip(2.0, ((0.0, 0.5, Rule(room, weight=0.5)),))
    return (*lines, *gap(space), *named, rule, *below)


def side_by_side(left: Strips, right: Strips, right_at: float) -> Strip:
    """Two blocks that start at the same height, as one piece."""
    return whole(beside((whole(left),), shifted((whole(right),), right_at)))


def official(
    signer: Signer | None, office: Letterhead, *, titles: bool
) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Lines above the signature, the name, lines below it.

    Permendagri 1/2023 art. 44: rank and NIP for everyone below the regent's deputy; academic titles in letters only.
    """
    if signer is None:
        return (f"a.n. Kepala {office.office},",), "", ("Nama, pangkat, dan NIP",)
    mandate = signer.capacity.strip()
    direct = mandate.lower().rstrip(".") in {"plh", "plt", "pj", "pjs"}
    above = [mandate] if mandate and not direct else []
    if signer.acting_for:
        above.append(f"a.n. {signer.acting_for.removeprefix('a.n. ')}")
    post = f"{mandate} {signer.title}," if direct else f"{signer.title},"
    below = [line for line in (signer.rank, f"NIP {signer.nip}" if signer.nip else "") if line]
    return (*above, post), signer.name_with_titles if titles else signer.name, tuple(below)


def sealed(signer: Signer | None, office: Letterhead, style: Style, room: float, *, titles: bool) -> Strips:
    """The signature of the office, with the place for hand and stamp left blank."""
    above, name, below = official(signer, office, titles=titles)
    blank = "." * 44
    return (
        *(strip for line in above for strip in paragraph(line, style, room)),
        *gap(24 * MM),
        *paragraph(name or blank, replace(style, bold=bool(name)), room),
        *(strip for line in below for strip in paragraph(line, style, room)),
    )


def settled(office: Letterhead, day: date | None, style: Style, room: float) -> Strips:
    """Place and date above the signature of a decree; None leaves room for the date."""
    dated = plain_date(day) if day else BLANK_DAY
    rows: list[tuple[str, Text]] = [("Ditetapkan di", office.place), ("pada tanggal", dated)]
    return (*pairs(rows, style, room), *gap(style.size * 0.6))


def tembusan(copies_to: Sequence[str], style: Style, room: float) -> Strips:
    if not copies_to:
        return ()
    small = style.at(style.size * 0.9)
    return (*gap(style.size), *paragraph((Bold("Tembusan:"),), small, room), *letters(copies_to, small, room))
