"""The three reports as columns and cards: Buku Register, Ketepatan Waktu, Rekapitulasi (domain.md, Reports)."""

from __future__ import annotations

from app.print.tables import Cell
from app.queries.on_time import OnTime, Punctuality
from app.queries.recap import Recap, RecapRow
from app.queries.registers import RegisterBook, RegisterRow
from app.reference.labels import label
from app.rules import stages
from app.rules.nik import masked
from app.rules.wording import money, thousands
from app.ui.pages.file.words import stage_words
from app.ui.pages.reports.columns import Report, ReportColumn, due_cell, period_words, stacked

REGISTER, PUNCTUALITY, RECAP = "Buku Register Permohonan", "Ketepatan Waktu per Jenis", "Rekapitulasi per Jenis"
TOTAL = "Jumlah"


def _number(row: RegisterRow) -> Cell:
    return stacked(row.number, row.registered)


def _applicant(row: RegisterRow) -> Cell:
    return stacked(row.applicant, masked(row.nik_last4), f"melalui kuasa {row.proxy}" if row.proxy else "")


def _returned(row: RegisterRow) -> Cell:
    return f"{row.returns} kali, {row.returned_days} hari" if row.returns else None


def _advice(row: RegisterRow) -> Cell:
    return "\n".join(stacked(each.number, each.dated) for each in row.advice)


def _payment(row: RegisterRow) -> Cell:
    """Number, amount and the day it was paid; an exemption has neither."""
    if row.payment is None:
        return None
    if not row.payment.amount:
        return "dibebaskan"
    return stacked(row.payment.number, money(row.payment.amount), row.payment.paid or "belum dibayar")


def _due(row: RegisterRow) -> Cell:
    return due_cell(row.due, estimate=row.estimate)


def _on_time(row: RegisterRow) -> Cell:
    return None if row.late is None else "Tidak" if row.late else "Ya"


def _remarks(row: RegisterRow) -> Cell:
    """Where it stands unless it ended in the ordinary way, and a promise that was moved."""
    ordinary = row.stage in (stages.DONE, stages.COLLECTION) and row.outcome == stages.PERMIT and not row.withheld
    stage = "" if ordinary else "Ditolak" if row.stage == stages.DONE else stage_words(row.stage, row.withheld)
    moved = row.due is not None and row.due != row.promised
    return stacked(stage, "Janji semula" if moved else None, row.promised if moved else None)


REGISTER_COLUMNS: tuple[ReportColumn[RegisterRow], ...] = (
    ReportColumn("Nomor dan tanggal registrasi", _number, 1.2, 42, strong=True),
    ReportColumn("Pemohon", _applicant, 3.2, 56),
    ReportColumn("Alamat", lambda row: stacked(row.address, row.village), 4.5, 56),
    ReportColumn("Layanan", lambda row: row.service, 1.6, 42),
    ReportColumn("Jenis", lambda row: label(row.kind), 0.6, 24),
    ReportColumn("Objek", lambda row: row.subject, 3.0, 48),
    ReportColumn("Loket, petugas", lambda row: stacked(row.counter, row.officer), 1.0, 36),
    ReportColumn("Lengkap", lambda row: row.complete, 1.0, 15),
    ReportColumn("Jatuh tempo", _due, 1.0, 20),
    ReportColumn("Dikembalikan", _returned, 0.8, 20),
    ReportColumn("Rekomendasi", _advice, 1.2, 44),
    ReportColumn("Lapangan", lambda row: row.inspected, 1.0, 15),
    ReportColumn("SKRD, pembayaran", _payment, 1.0, 44),
    ReportColumn("Nomor dan tanggal izin", lambda row: stacked(row.permit_number, row.permit_dated), 1.2, 60),
    ReportColumn("Berlaku sampai", lambda row: row.valid_until, 1.0, 20),
    ReportColumn("Hari kerja", lambda row: row.used, 0.6, 15, "right"),
    ReportColumn("Tepat waktu", _on_time, 0.6, 17),
    ReportColumn("Diserahkan", lambda row: stacked(row.handed, row.receiver), 1.2, 44),
    ReportColumn("Keterangan", _remarks, 0.8, 44),
)
PUNCTUALITY_COLUMNS: tuple[ReportColumn[Punctuality], ...] = (
    ReportColumn("Jenis layanan", lambda row: row.service or TOTAL, 4.2, 0, strong=True),
    ReportColumn("Terbit", lambda row: row.issued, 1, 8, "right"),
    ReportColumn("Tepat waktu", lambda row: row.on_time, 1.1, 8, "right", short="Tepat"),
    ReportColumn("Terlambat", lambda row: row.late, 1.1, 9, "right", short="Lambat"),
    ReportColumn("Persen tepat", lambda row: row.share, 1.1, 9, "right", short="% tepat"),
    ReportColumn("Rata-rata hari kerja", lambda row: row.mean, 1.2, 11, "right", short="Rata-rata"),
    ReportColumn("Median", lambda row: row.median, 1, 9, "right"),
    ReportColumn("Terlama", lambda row: row.longest, 1, 9, "right"),
    ReportColumn("Standar", lambda row: _standard(row), 1, 9, "right"),
    ReportColumn("Ditolak", lambda row: row.refused, 1, 9, "right"),
)
RECAP_COLUMNS: tuple[ReportColumn[RecapRow], ...] = (
    ReportColumn("Jenis layanan", lambda row: row.service or TOTAL, 4.2, 0, strong=True),
    ReportColumn("Sisa lalu", lambda row: row.before, 1, 10, "right"),
    ReportColumn("Masuk", lambda row: row.came, 1, 9, "right"),
    ReportColumn("Terbit", lambda row: row.issued, 1, 9, "right"),
    ReportColumn("Ditolak", lambda row: row.refused, 1, 9, "right"),
    ReportColumn("Ditarik, gugur, batal", lambda row: row.given_up, 1.2, 11, "right", short="Gugur dll."),
    ReportColumn("Sisa", lambda row: row.remaining, 1, 9, "right"),
    ReportColumn("Neraca", lambda row: "seimbang" if row.balanced else "tidak seimbang", 1.2, 14),
)


def register_report(book: RegisterBook) -> Report[RegisterRow]:
    remarks = (
        "NIK ditampilkan empat angka terakhir.",
        "Hari kerja dihitung sesuai kalender kantor; hari pengembalian adalah hari kerja berkas berada pada pemohon.",
    )
    return Report(REGISTER, period_words(book.first, book.last), REGISTER_COLUMNS, book.rows, (), remarks)


def punctuality_report(found: OnTime) -> Report[Punctuality]:
    remarks = (
        "Persen tepat = 100 x terbit tepat waktu / terbit. Permohonan yang ditolak dihitung tersendiri.",
        "Terlambat: terbit setelah hari jatuh tempo yang berlaku saat jangka waktu layanan berakhir.",
    )
    totals = tuple(column.cell(found.total) for column in PUNCTUALITY_COLUMNS) if found.rows else ()
    period = period_words(found.first, found.last)
    return Report(PUNCTUALITY, period, PUNCTUALITY_COLUMNS, found.rows, totals, remarks)


def recap_report(found: Recap) -> Report[RecapRow]:
    totals = tuple(column.cell(found.total) for column in RECAP_COLUMNS) if found.rows else ()
    period = period_words(found.first, found.last)
    return Report(RECAP, period, RECAP_COLUMNS, found.rows, totals, (balance_words(found), *stray_words(found)))


def balance_words(found: Recap) -> str:
    """Both sides of the balance, counted apart, and whether they agree."""
    row = found.total
    sum_left = f"sisa lalu {thousands(row.before)} + masuk {thousands(row.came)} = {thousands(row.left)}"
    parts = (("terbit", row.issued), ("ditolak", row.refused), ("ditarik, gugur, batal", row.given_up))
    told = " + ".join(f"{name} {thousands(count)}" for name, count in (*parts, ("sisa", row.remaining)))
    verdict = "Neraca seimbang" if found.balanced else "Neraca tidak seimbang"
    return f"{verdict}: {sum_left}; {told} = {thousands(row.right)}."


def stray_words(found: Recap) -> tuple[str, ...]:
    if not found.strays:
        return ()
    return (f"Tanggal berkas berbeda dengan riwayat, mohon diperiksa: {', '.join(found.strays)}.",)


def _standard(row: Punctuality) -> Cell:
    """One service time, or the shortest and longest where variants differ."""
    if not row.standard or not row.service:
        return None
    first, last = row.standard[0], row.standard[-1]
    return str(first) if first == last else f"{first} s.d. {last}"
