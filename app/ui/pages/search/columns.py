"""The list of found files: on the screen, and as it is exported (NIK masked)."""

from __future__ import annotations

from app.print.tables import Cell
from app.queries.finding import FoundRow
from app.reference.labels import label
from app.rules.nik import masked
from app.ui.pages.file.words import stage_words
from app.ui.pages.reports.columns import ReportColumn, due_cell


def _stage(row: FoundRow) -> str:
    return stage_words(row.stage, row.withheld)


def _kind(row: FoundRow) -> str:
    return label(row.kind)


def _number(row: FoundRow) -> str:
    return row.number


def _applicant(row: FoundRow) -> str:
    return row.applicant


def _service(row: FoundRow) -> str:
    return row.service


def _due(row: FoundRow) -> Cell:
    return due_cell(row.due, estimate=row.estimate)


COLUMNS: tuple[ReportColumn[FoundRow], ...] = (
    ReportColumn("Nomor registrasi", _number, 1.9, 18, strong=True),
    ReportColumn("Pemohon", _applicant, 2.4, 0),
    ReportColumn("Layanan", _service, 1.6, 17),
    ReportColumn("Tahap", _stage, 1.8, 24),
    ReportColumn("Diterima", lambda row: row.received.date(), 1.1, 10),
    ReportColumn("Jatuh tempo", _due, 1.1, 10),
    ReportColumn("Loket", lambda row: row.counter, 1.0, 8),
)
DUE, ESTIMATE_LETTERS = 5, 20
LEFT_OUT_FIRST = (6, 5, 4)
"""Columns that make room where the window is narrow or the text large, so that the name stays readable."""
EXPORTED = (
    *COLUMNS[:2],
    ReportColumn[FoundRow]("NIK", lambda row: masked(row.nik_last4), 1.7),
    COLUMNS[2],
    ReportColumn[FoundRow]("Jenis", _kind, 1.5),
    ReportColumn[FoundRow]("Objek", lambda row: row.subject, 2.4),
    *COLUMNS[3:6],
    ReportColumn[FoundRow]("Selesai", lambda row: row.ended, 1.1),
    COLUMNS[6],
)
