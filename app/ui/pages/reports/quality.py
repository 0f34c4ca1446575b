"""Mutu Isian: where entries turn out wrong, so that forms and counters can be made better; no person is in it."""

from __future__ import annotations

from dataclasses import dataclass

from app.print.tables import Cell
from app.queries import quality as q
from app.queries.quality import Quality, QualityRow
from app.rules.wording import decimal_comma, thousands
from app.rules.workflow import ADMIN, CHIEF, DIVISION, HEAD, SECRETARY
from app.ui.pages.reports.columns import Report, ReportColumn, period_words

TITLE = "Mutu Isian"
READERS = frozenset({HEAD, DIVISION, SECRETARY, CHIEF, ADMIN})
EMPTY = "Belum ada pendaftaran pada periode ini, sehingga belum ada yang dapat dipelajari."
LEARNT = (
    "Tabel ini menunjukkan isian, layanan, loket, dan jam yang sering perlu diperbaiki: bahan untuk membenahi "
    "formulir, penjelasan kepada pemohon, dan pengaturan loket."
)
NOT_FOR = "Tabel ini tidak memuat nama petugas dan bukan alat menilai atau membandingkan orang."
FEW = f"<{q.FEW}"
FEW_REMARK = f"Kelompok loket dan jam dengan kurang dari {q.FEW} pendaftaran ditulis {FEW}."
COUNTED = (
    "Dihitung atas permohonan yang diterima pada periode ini, dengan semua yang ditemukan sampai sekarang; "
    "setiap permohonan dihitung sekali pada setiap kolom."
)
ABOUT = f"{LEARNT} {NOT_FOR}"
WAYS = {
    q.ALL: "Semua",
    q.SERVICE: "Layanan",
    q.COUNTER: "Loket",
    q.HOUR: "Jam",
    q.COUNTER_HOUR: "Loket dan jam",
    q.FIELD: "Isian",
}
EVERYTHING = "Semua pendaftaran"


@dataclass(frozen=True)
class QualityCell:
    """The cell of one kind of finding."""

    kind: str

    def __call__(self, row: QualityRow) -> Cell:
        return FEW if row.hidden else row.found[q.KINDS.index(self.kind)]


def key(row: QualityRow) -> str:
    return f"{row.by}:{row.name}"


def _way(row: QualityRow) -> Cell:
    return WAYS[row.by]


def _name(row: QualityRow) -> Cell:
    return row.name or EVERYTHING


def _registrations(row: QualityRow) -> Cell:
    return FEW if row.hidden else row.registrations


def _share(row: QualityRow) -> Cell:
    """12 dari 240, 5,0 %"""
    if row.hidden:
        return FEW
    percent = decimal_comma(100 * row.any / row.registrations, 1)
    return f"{thousands(row.any)} dari {thousands(row.registrations)}, {percent} %"


def _counted(title: str, kind: str, short: str, letters: int = 8) -> ReportColumn[QualityRow]:
    return ReportColumn(title, QualityCell(kind), 1, letters, "right", short=short)


QUALITY_COLUMNS: tuple[ReportColumn[QualityRow], ...] = (
    ReportColumn("Menurut", _way, 1.5, 12),
    ReportColumn("Kelompok", _name, 3.2, 0),
    ReportColumn("Pendaftaran", _registrations, 1.1, 13, "right"),
    ReportColumn("Dengan temuan", _share, 2.4, 19),
    _counted("Dikoreksi setelah terdaftar", q.CORRECTED, "Koreksi"),
    _counted("Dikembalikan", q.RETURNED, "Kembali"),
    _counted("Diubah saat perbaikan", q.REVISED, "Diubah"),
    _counted("Peringatan dijawab alasan", q.CONFIRMED, "Beralasan", 9),
    _counted("Izin penyelia", q.OVERRIDDEN, "Izin"),
    _counted("Ketik ulang berbeda", q.REKEYED, "Ulang"),
    _counted("Tidak dibaca pemohon", q.UNREAD, "Tak dibaca", 10),
)


def quality_report(found: Quality) -> Report[QualityRow]:
    remarks = (LEARNT, NOT_FOR, COUNTED, FEW_REMARK)
    return Report(TITLE, period_words(found.first, found.last), QUALITY_COLUMNS, found.rows, (), remarks)
