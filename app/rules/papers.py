"""What each paper says: frozen cards, fixed when the act is done and printed the same ever after.

A card holds values, not layout: `app.print` turns it into a page. Dates are calendar dates of the office's own zone;
datetimes are local to it and carry that zone. Of the cards that are kept only a permit carries the holder's whole NIK.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The office as it signs. `place` is the town that stands before the date; `zone` an IANA name."""

    government: str
    office: str
    address: str
    phone: str
    website: str
    email: str
    place: str
    zone: str


@dataclass(frozen=True, kw_only=True)
class PaperItem:
    """One requirement on paper: `state` is ada, susulan or tidak; `note` what is wrong with it, if anything."""

    name: str
    state: str
    original_shown: bool = False
    copies: int = 1
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs and in what capacity: `capacity` is the line above the office title (`Plh.`, `Plt.`, `a.n. Bupati`).

    Permendagri 1/2023 art. 44: in decisions the name stands without titles, in letters with them.
    """

    title: str
    name: str
    name_with_titles: str
    rank: str
    nip: str
    capacity: str = ""
    acting_for: str = ""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Tanda terima berkas. `qr` is what the code holds; `addendum` marks the receipt after a revision; `unmatched` that
    the NIK was not compared with the central data yet; `corrected` names the fields put right on `corrected_on`."""

    letterhead: Letterhead
    number: str
    received: datetime
    service: str
    kind: str
    applicant: str
    nik_last4: str
    proxy: str
    subject: str
    items: tuple[PaperItem, ...]
    fee: str
    days: int
    promised: date | None
    pauses_for_payment: bool
    officer: str
    counter: str
    qr: str
    qr_is_address: bool
    training: bool
    addendum: bool = False
    previous_promise: date | None = None
    corrected: tuple[str, ...] = ()
    corrected_on: date | None = None
    unmatched: bool = False


@dataclass(frozen=True, kw_only=True)
class ShortageList:
    """Daftar kekurangan: nothing was registered, the clerk keeps the draft."""

    letterhead: Letterhead
    listed: datetime
    service: str
    kind: str
    applicant: str
    missing: tuple[PaperItem, ...]
    present: int
    notes: tuple[str, ...]
    officer: str
    counter: str
    training: bool


@dataclass(frozen=True, kw_only=True)
class LetterRow:
    """A row of a letter's table: what, and what about it."""

    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ReadingSlip:
    """Lembar periksa data: what the applicant checks before the registration. It carries the whole NIK and is printed
    only; nothing of it is kept."""

    letterhead: Letterhead
    rows: tuple[LetterRow, ...]
    made: datetime
    officer: str
    counter: str
    training: bool


@dataclass(frozen=True, kw_only=True)
class Letter:
    """Any letter of the office: surat pengembalian, penolakan, permintaan rekomendasi, surat tugas, gugur.

    `kind` is one of the keys of `LETTER_TITLES` in `app.print.letters`; `facts` fills its fixed sentences.
    """

    letterhead: Letterhead
    kind: str
    number: str
    dated: date
    to: str
    to_address: str
    subject: str
    registration_number: str
    registered: date
    service: str
    applicant: str
    rows: tuple[LetterRow, ...]
    deadline: date | None
    signer: Signer | None
    qr: str
    copies_to: tuple[str, ...]
    training: bool


@dataclass(frozen=True, kw_only=True)
class RevokedPermit:
    """What a decree of revocation ends; `issued` is None where the register does not know the permit."""

    document: str
    number: str
    issued: date | None


@dataclass(frozen=True, kw_only=True)
class PermitDocument:
    """Surat izin, or the decree that revokes one at its holder's request (`revokes`).

    `holder` is the person or body; `lines` are the permit's own data in reading order.
    """

    letterhead: Letterhead
    title: str
    number: str
    service: str
    kind: str
    registration_number: str
    legal_basis: tuple[str, ...]
    holder: str
    holder_lines: tuple[LetterRow, ...]
    lines: tuple[LetterRow, ...]
    terms: tuple[str, ...]
    issued: date
    valid_from: date
    valid_until: date | None
    signer: Signer
    copies_to: tuple[str, ...]
    qr: str
    qr_is_address: bool
    training: bool
    revokes: RevokedPermit | None = None


@dataclass(frozen=True, kw_only=True)
class CollectionReceipt:
    """Tanda terima pengambilan: what was handed over, to whom, on which identity."""

    letterhead: Letterhead
    number: str
    document: str
    document_number: str
    service: str
    applicant: str
    receiver: str
    receiver_is: str
    identity_shown: str
    receipt_shown: bool
    reason_without_receipt: str
    handed_over: datetime
    officer: str
    counter: str
    training: bool


@dataclass(frozen=True, kw_only=True)
class RecoverySheet:
    """The sealed sheet of the first start: the key of the register, for the office's safe."""

    letterhead: Letterhead
    code: str
    made: datetime
    training: bool


@dataclass(frozen=True, kw_only=True)
class TableColumn:
    """A column of a printed table: `align` is left, right or centre; `share` its part of the width."""

    title: str
    share: float
    align: str = "left"


@dataclass(frozen=True, kw_only=True)
class TablePaper:
    """Buku register and the report tables: also what XLSX is written from. Cells are text, numbers or dates."""

    letterhead: Letterhead
    title: str
    period: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str | int | float | date | None, ...], ...]
    totals: tuple[str | int | float | date | None, ...]
    remarks: tuple[str, ...]
    made: datetime
    made_by: str
    training: bool


Paper = Receipt | ShortageList | ReadingSlip | Letter | PermitDocument | CollectionReceipt | RecoverySheet | TablePaper
