"""Letters of the office in the form of Permendagri 1/2023: head, number and subject, addressee, body, signature.

Letters say *Saudara*. What is particular to a kind of letter is a row of `FORMS`; surat tugas has a form of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.print.blocks import BLANK, BLANK_DAY, letterhead, letters, sealed, settled, side_by_side, tembusan, underlined
from app.print.document import Furniture, write
from app.print.flow import A4, Flow
from app.print.fonts import width
from app.print.grid import Grid, GridColumn
from app.print.ink import MM, Strip, Strips, beside, gap, shifted, whole
from app.print.qr import code, drawn
from app.print.text import Bold, Style, Text, pairs, paragraph
from app.rules.papers import Letter, LetterRow
from app.rules.wording import long_date, plain_date

STYLE = Style(10.8, lead=1.42)
BODY = Style(10.8, align="justify", lead=1.42)
SMALL = Style(8.2, grey=0.2)
SIGNED_AT = A4.room * 0.52
HEAD_SIZE = 13.0
MEMBER = "Anggota "

ABOUT = "untuk layanan {service} dengan nomor registrasi {number} tanggal {registered}"
ASK = "Penjelasan lebih lanjut dapat diperoleh melalui telepon/WhatsApp {phone} pada jam pelayanan."
THANKS = "Atas perhatian Saudara, kami ucapkan terima kasih."
ISSUED = f"Sehubungan dengan izin yang kami terbitkan {ABOUT}, dengan pertimbangan di bawah ini kami memutuskan"
DECIDED = "Demikian keputusan ini kami sampaikan untuk dilaksanakan."
OBJECTION = (
    "Apabila berkeberatan atas keputusan ini, Saudara dapat mengajukan keberatan secara tertulis kepada "
    "Kepala {office} dalam jangka waktu menurut Undang-Undang Nomor 30 Tahun 2014 tentang Administrasi "
    "Pemerintahan, atau menyampaikan pengaduan melalui SP4N-LAPOR! (lapor.go.id)."
)


@dataclass(frozen=True, slots=True)
class LetterForm:
    """The fixed sentences around the rows of a letter; `columns` makes a ruled table of them.

    A sentence that names the deadline or the telephone falls away where there is none.
    """

    opening: str
    closing: tuple[str, ...]
    columns: tuple[str, str] | None = None
    attached: str = "-"


LETTER_TITLES = {
    "return_letter": "Surat Pengembalian Berkas",
    "refusal_letter": "Surat Penolakan",
    "recommendation_request": "Surat Permintaan Rekomendasi",
    "assignment_letter": "Surat Tugas",
    "lapse_letter": "Surat Pemberitahuan Permohonan Gugur",
    "withdrawal_letter": "Surat Penarikan Permohonan",
    "suspension_letter": "Surat Pembekuan Izin",
    "reinstatement_letter": "Surat Pengaktifan Kembali Izin",
    "revocation_letter": "Surat Keputusan Pencabutan Izin",
}

FORMS = {
    "return_letter": LetterForm(
        opening=f"Sehubungan dengan permohonan Saudara {ABOUT}, setelah dilakukan pemeriksaan, bersama ini berkas "
        "permohonan kami kembalikan untuk diperbaiki pada hal berikut.",
        closing=(
            "Perbaikan mohon disampaikan ke loket pelayanan paling lambat {deadline} dengan membawa surat ini dan "
            "tanda terima berkas.",
            "Jangka waktu layanan berhenti sampai perbaikan diterima. Apabila perbaikan tidak kami terima sampai "
            "dengan batas waktu tersebut, permohonan dapat dinyatakan gugur. Saudara tetap dapat mengajukan "
            "permohonan baru.",
            ASK,
            THANKS,
        ),
        columns=("Hal", "Yang perlu diperbaiki"),
        attached="1 (satu) berkas",
    ),
    "refusal_letter": LetterForm(
        opening=f"Sehubungan dengan permohonan Saudara {ABOUT}, setelah dilakukan pemeriksaan, permohonan Saudara "
        "belum dapat kami kabulkan dengan pertimbangan berikut.",
        closing=(
            "Berkas permohonan dapat diambil di loket pelayanan. Saudara dapat mengajukan permohonan kembali "
            "setelah hal tersebut dipenuhi.",
            OBJECTION,
            ASK,
            THANKS,
        ),
    ),
    "recommendation_request": LetterForm(
        opening="Sehubungan dengan permohonan atas nama {applicant} " + ABOUT + ", kami mohon Saudara memberikan "
        "rekomendasi teknis atas permohonan dengan data berikut.",
        closing=(
            "Rekomendasi mohon kami terima paling lambat {deadline}, agar jangka waktu layanan kepada pemohon "
            "dapat dipenuhi.",
            "Demikian kami sampaikan. Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.",
        ),
        attached="1 (satu) berkas",
    ),
    "lapse_letter": LetterForm(
        opening=f"Sehubungan dengan permohonan Saudara {ABOUT}, sampai dengan batas waktu yang diberikan kami belum "
        "menerima perbaikan berkas. Dengan demikian, permohonan tersebut dinyatakan gugur.",
        closing=(
            "Berkas permohonan dapat diambil di loket pelayanan dengan membawa tanda terima berkas. Saudara tetap "
            "dapat mengajukan permohonan baru setelah persyaratan dilengkapi.",
            ASK,
            THANKS,
        ),
    ),
    "withdrawal_letter": LetterForm(
        opening="Menindaklanjuti surat Saudara tentang penarikan permohonan " + ABOUT + ", dengan ini kami sampaikan "
        "bahwa permohonan tersebut telah ditarik dan tidak diproses lebih lanjut.",
        closing=(
            "Berkas permohonan dikembalikan kepada Saudara di loket pelayanan. Saudara dapat mengajukan permohonan "
            "baru sewaktu-waktu.",
            ASK,
            THANKS,
        ),
    ),
    "suspension_letter": LetterForm(
        opening=f"{ISSUED} MEMBEKUKAN izin berikut.",
        closing=(
            "Selama dibekukan, izin tersebut tidak dapat digunakan. Izin diaktifkan kembali setelah hal yang menjadi "
            "pertimbangan diselesaikan.",
            OBJECTION,
            ASK,
            DECIDED,
        ),
    ),
    "reinstatement_letter": LetterForm(
        opening=f"{ISSUED} MENGAKTIFKAN KEMBALI izin berikut.",
        closing=(
            "Izin tersebut dapat digunakan kembali sampai dengan akhir masa berlakunya.",
            ASK,
            DECIDED,
        ),
    ),
    "revocation_letter": LetterForm(
        opening=f"{ISSUED} MENCABUT izin berikut.",
        closing=(
            "Sejak keputusan ini, izin tersebut tidak berlaku. Surat izin mohon dikembalikan kepada kami.",
            OBJECTION,
            ASK,
            DECIDED,
        ),
    ),
}


def letter(card: Letter, copy: int, void: str = "", *, draft: bool = False) -> bytes:
    """A draft has neither number nor day."""
    tasked = card.kind == "assignment_letter"
    flow = assignment(card) if tasked else correspondence(card, FORMS[card.kind], draft=draft)
    furniture = Furniture(
        title=LETTER_TITLES[card.kind],
        author=card.letterhead.office,
        copy=copy,
        training=card.training,
        reference=card.number or card.registration_number,
        void=void,
    )
    return write(flow, furniture)


def correspondence(card: Letter, form: LetterForm, *, draft: bool) -> Flow:
    flow, room = Flow(A4), A4.room
    flow.put((*letterhead(card.letterhead, room, HEAD_SIZE), *gap(10)))
    flow.put((*head(card, form, room, draft=draft), *gap(14), *addressee(card, room), *gap(14)))
    flow.put(paragraph(sentence(form.opening, card), BODY, room))
    flow.gap(8)
    put_rows(flow, card.rows, form, room)
    said = [sentence(template, card) for template in form.closing if sayable(template, card)]
    for text in said[:-1]:
        flow.gap(7)
        flow.put(paragraph(text, BODY, room))
    flow.gap(7)
    flow.put((*paragraph(said[-1], BODY, room), *gap(18), signed(card, room)), keep=True)
    flow.put(tembusan(card.copies_to, STYLE, room), keep=True)
    return flow


def sayable(template: str, card: Letter) -> bool:
    known = {"{deadline}": card.deadline, "{phone}": card.letterhead.phone}
    return all(value for name, value in known.items() if name in template)


def sentence(template: str, card: Letter) -> str:
    return template.format(
        service=card.service,
        number=card.registration_number,
        registered=plain_date(card.registered),
        applicant=card.applicant,
        deadline=long_date(card.deadline) if card.deadline else "",
        phone=card.letterhead.phone,
        office=card.letterhead.office,
    )


def head(card: Letter, form: LetterForm, room: float, *, draft: bool) -> Strips:
    """Nomor, Sifat, Lampiran and Hal at the left, place and date at the right."""
    day = f"{card.letterhead.place}, {BLANK_DAY if draft else plain_date(card.dated)}"
    right = width(day, STYLE.size) + 1
    rows: list[tuple[str, Text]] = [
        ("Nomor", card.number or BLANK),
        ("Sifat", "Biasa"),
        ("Lampiran", form.attached),
        ("Hal", card.subject or LETTER_TITLES[card.kind]),
    ]
    left = pairs(rows, STYLE, room - right - 8 * MM)
    return beside(left, paragraph(day, replace(STYLE, align="right"), right, room - right))


def addressee(card: Letter, room: float) -> Strips:
    start = width("Yth. ", STYLE.size)
    to = f"Saudara {card.to}" if card.to == card.applicant else card.to
    lines = (Bold(to), f"\n{card.to_address or 'di Tempat'}")
    return beside(paragraph("Yth.", STYLE, start), paragraph(lines, STYLE, room * 0.62 - start, start))


def put_rows(flow: Flow, rows: Sequence[LetterRow], form: LetterForm, room: float) -> None:
    if form.columns is None:
        indent = 8 * MM
        flow.put(shifted(filled(rows, room - indent), indent))
        return
    first = 10 * MM
    left, right = (room - first) * 0.42, (room - first) * 0.58
    titles = (GridColumn("No.", first, "centre"), GridColumn(form.columns[0], left), GridColumn(form.columns[1], right))
    grid = Grid(titles, STYLE.at(10), pad=5.0)
    flow.put(grid.head())
    flow.repeat = grid.head()
    for number, row in enumerate(rows, start=1):
        flow.put(grid.row((str(number), row.heading, row.text)), keep=True)
    flow.repeat = ()


def filled(rows: Sequence[LetterRow], room: float) -> Strips:
    """Rows that say something, as label and value."""
    named: list[tuple[str, Text]] = [(row.heading, row.text) for row in rows if row.text]
    return pairs(named, STYLE, room) if named else ()


def signed(card: Letter, room: float, above: Strips = ()) -> Strip:
    """The signature at the right, the code at the left level with its foot."""
    right = whole((*above, *sealed(card.signer, card.letterhead, STYLE, room - SIGNED_AT, titles=True)))
    if not card.qr:
        return whole(shifted((right,), SIGNED_AT))
    made = code(card.qr, 26 * MM, most_dots=4)
    caption = paragraph(f"Nomor registrasi\n{card.registration_number}", SMALL, SIGNED_AT - made.side)
    left = side_by_side(drawn(made), (*gap(made.side / 2 - SMALL.leading), *caption), made.side)
    return side_by_side((*gap(max(0.0, right.height - left.height)), left), (right,), SIGNED_AT)


def assignment(card: Letter) -> Flow:
    """Surat tugas: Dasar, Kepada, Untuk."""
    flow, room = Flow(A4), A4.room
    members = [row.text for row in card.rows if row.heading.startswith(MEMBER)]
    others = [row for row in card.rows if not row.heading.startswith(MEMBER)]
    label, rest = 24 * MM, room - 24 * MM
    basis = "Permohonan atas nama {applicant} " + ABOUT + "."
    purpose = (
        "Melaksanakan pemeriksaan lapangan atas permohonan tersebut dan menuangkan hasilnya dalam Berita Acara "
        "Pemeriksaan Lapangan."
    )
    flow.put((*letterhead(card.letterhead, room, HEAD_SIZE), *gap(14)))
    flow.put(underlined("SURAT TUGAS", Style(14, bold=True), room))
    flow.put((*paragraph(f"NOMOR {card.number or BLANK}", Style(10.8, align="centre"), room), *gap(20)))
    flow.put(section("Dasar", paragraph(sentence(basis, card), BODY, rest), label))
    flow.put((*gap(14), *paragraph("MENUGASKAN", Style(11.5, bold=True, align="centre"), room), *gap(14)), keep=True)
    flow.put(section("Kepada", letters(members or (card.to,), STYLE, rest), label))
    flow.gap(10)
    flow.put(section("Untuk", (*paragraph(purpose, BODY, rest), *gap(6), *filled(others, rest)), label))
    flow.gap(26)
    flow.put((signed(card, room, settled(card.letterhead, card.dated, STYLE, room - SIGNED_AT)),))
    flow.put(tembusan(card.copies_to, STYLE, room), keep=True)
    return flow


def section(name: str, strips: Strips, label: float) -> Strips:
    """A word at the left, its matter beside it."""
    start = label - width(":  ", STYLE.size)
    return beside(paragraph(name, STYLE, start), paragraph(":", STYLE, label, start), shifted(strips, label))
