"""Which reports there are: what each asks, how it is shown, what its file is called, and its one line below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from app.queries.look import Look
from app.queries.on_time import OnTime, on_time
from app.queries.quality import quality
from app.queries.recap import recap
from app.queries.registers import Heading, RegisterBook, heading, register_book
from app.rules.wording import decimal_comma, thousands
from app.ui.pages.reports import quality as entries
from app.ui.pages.reports import tables
from app.ui.pages.reports.columns import Report, ReportColumn

EMPTY = "Tidak ada data pada periode ini."


@dataclass(frozen=True)
class Kind:
    """`stem` begins the name of the file; `opens`: its rows are files that Enter opens. `roles` may see it, everybody
    where there are none; `about` stands above the table."""

    tab: str
    stem: str
    ask: Callable[[Look, date, date], Any]
    report: Callable[[Any], Report[Any]]
    columns: tuple[ReportColumn[Any], ...]
    key: Callable[[Any], str]
    summary: Callable[[Any], str]
    opens: bool = False
    roles: frozenset[str] = frozenset()
    about: str = ""
    empty: str = EMPTY

    def is_for(self, roles: frozenset[str]) -> bool:
        return not self.roles or bool(self.roles & roles)


@dataclass(frozen=True)
class ReportAnswer:
    """What a report found, and what its paper carries above."""

    heading: Heading
    found: Any


def answer(look: Look, kind: Kind, first: date, last: date) -> ReportAnswer:
    return ReportAnswer(heading(look), kind.ask(look, first, last))


def _counted(book: RegisterBook) -> str:
    return f"{thousands(len(book.rows))} permohonan diterima. Enter membuka permohonan." if book.rows else ""


def _together(found: OnTime) -> str:
    total = found.total
    share = f" ({decimal_comma(total.share)} %)" if total.share is not None else ""
    counts = [thousands(count) for count in (total.issued, total.on_time, total.late, total.refused)]
    issued, kept, late, refused = counts
    counted = f"Jumlah: {issued} terbit, {kept} tepat waktu{share}, {late} terlambat; {refused} ditolak."
    return f"{counted} Lama layanan dalam hari kerja."


def _nothing(_: object) -> str:
    """The balance stands above the table."""
    return ""


KINDS = (
    Kind(
        "Buku Register",
        "buku-register",
        register_book,
        tables.register_report,
        tables.REGISTER_COLUMNS,
        attrgetter("id"),
        _counted,
        opens=True,
    ),
    Kind(
        "Ketepatan Waktu",
        "ketepatan-waktu",
        on_time,
        tables.punctuality_report,
        tables.PUNCTUALITY_COLUMNS,
        attrgetter("code"),
        _together,
    ),
    Kind(
        "Rekapitulasi",
        "rekapitulasi",
        recap,
        tables.recap_report,
        tables.RECAP_COLUMNS,
        attrgetter("code"),
        _nothing,
    ),
    Kind(
        "Mutu Isian",
        "mutu-isian",
        quality,
        entries.quality_report,
        entries.QUALITY_COLUMNS,
        entries.key,
        _nothing,
        roles=entries.READERS,
        about=entries.ABOUT,
        empty=entries.EMPTY,
    ),
)
