"""Reports as files: watched, given up, never written over."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from app.ui.pages.reports.period import (
    Period,
    last_month,
    last_year,
    this_month,
    this_quarter,
    this_year,
)
from app.ui.pages.reports.saving import PDF, XLSX, Saver, content, free
from app.ui.shell.job import GivenUpError, JobProgress, JobStep
from app.ui.widgets.progress_strip import ProgressStrip
from app.ui.words.notices import say
from tests.print.samples import REGISTER
from tests.ui.at_work import AtWork


def watched(kind: str) -> tuple[bytes, list[JobStep]]:
    steps: list[JobStep] = []
    return content(REGISTER, kind, JobProgress(steps.append)), steps


def test_a_pdf_holds_the_last_row_as_well() -> None:
    made, _ = watched(PDF)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    assert "KRA-7Q4-00186-X3C" in text.replace("\n", "")


def test_a_spreadsheet_holds_every_row() -> None:
    made, _ = watched(XLSX)
    sheet = load_workbook(BytesIO(made)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert sum(str(cell).startswith("KRA-7Q4-") for cell in cells) == len(REGISTER.rows)


@pytest.mark.parametrize("kind", [PDF, XLSX])
def test_progress_never_goes_back_and_comes_near_the_end(kind: str) -> None:
    _, steps = watched(kind)
    shares = [step.done / step.total for step in steps]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.9 < shares[-1] < 1


@pytest.mark.parametrize("kind", [PDF, XLSX])
def test_work_given_up_ends_at_the_next_row(kind: str) -> None:
    def tell(step: JobStep) -> None:
        if step.done > step.total / 2:
            progress.cancel()

    progress = JobProgress(tell)
    with pytest.raises(GivenUpError):
        content(REGISTER, kind, progress)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        path = free(tmp_path, "buku-register.pdf")
        path.write_bytes(b"")
        names.append(path.name)
    assert names == ["buku-register.pdf", "buku-register_2.pdf", "buku-register_3.pdf"]


def test_a_folder_that_cannot_be_made_is_said(at_work: AtWork, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("a file")
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    Saver(at_work.workplace, strip, tmp_path / "papers", at_work).save(REGISTER, "a", XLSX)
    at_work.settle()
    assert at_work.texts() == [say("file_unwritable").full]
    assert strip.isHidden()


@pytest.mark.parametrize(
    ("usual", "today", "period"),
    [
        (this_month, date(2026, 11, 23), (date(2026, 11, 1), date(2026, 11, 30))),
        (this_month, date(2028, 2, 29), (date(2028, 2, 1), date(2028, 2, 29))),
        (this_month, date(2026, 12, 31), (date(2026, 12, 1), date(2026, 12, 31))),
        (last_month, date(2026, 1, 31), (date(2025, 12, 1), date(2025, 12, 31))),
        (this_quarter, date(2026, 11, 23), (date(2026, 10, 1), date(2026, 12, 31))),
        (this_quarter, date(2026, 3, 31), (date(2026, 1, 1), date(2026, 3, 31))),
        (this_year, date(2026, 11, 23), (date(2026, 1, 1), date(2026, 12, 31))),
        (last_year, date(2026, 11, 23), (date(2025, 1, 1), date(2025, 12, 31))),
    ],
)
def test_usual_periods(usual: object, today: date, period: tuple[date, date]) -> None:
    assert callable(usual)
    assert usual(today) == Period(*period)
