"""Laporan from one end to the other: what somebody takes along to the meeting at the end of the month."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtWidgets import QComboBox, QLineEdit, QTabBar

from app.queries import recap
from tests.queries.people import person
from tests.ui.pages.hall import CTRL, SMALL, Hall, Held, Key
from tests.ui.seen import chosen, column, part, rows, says, seen

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LONG = "I GUSTI AYU AGUNG DYAH PRADNYA PARAMITHA D'ARC-WIDYANINGRAT CONTOH, S.Tr.Keb., M.Keb."
EMPTY = "Tidak ada data pada periode ini."


def registered(hall: Hall, until: str = "", name: str = "NI LUH CONTOH", nik: str = "5107034507880003") -> str:
    office = hall.office
    file = office.register_file(office.intake(person=person(name, nik), confirmed={"duplicate": "-"}))
    if until:
        office.advance(file, until)
    return file


def days(hall: Hall) -> tuple[str, str]:
    first, last = (seen(hall.window, QLineEdit, f"period_{end}").text() for end in ("first", "last"))
    return first, last


def reports_offered(hall: Hall) -> list[str]:
    tabs = seen(hall.window, QTabBar, "reports")
    return [tabs.tabText(at) for at in range(tabs.count()) if tabs.isTabVisible(at)]


def file_made(hall: Hall, ending: str) -> Path:
    (made,) = hall.at_work.folder.glob(f"*.{ending}")
    return made


def test_the_quarter_on_time_as_a_spreadsheet(hall: Hall) -> None:
    """With the mouse alone the head of division takes the on-time table of the quarter as a spreadsheet."""
    registered(hall, "penyerahan")
    hall.sit("kabid", page="reports")
    hall.click_tab("reports", "Ketepatan Waktu")
    hall.choose("period", "Triwulan ini")
    assert days(hall) == ("01-10-2026", "31-12-2026")
    (shown,) = rows(hall.window, "ketepatan-waktu")
    assert shown[:4] == ["Surat Izin Praktik Bidan", "1", "1", "0"]
    hall.click("save_xlsx")
    made = file_made(hall, "xlsx")
    assert hall.said() == (
        f"Ketepatan Waktu per Jenis disimpan sebagai lembar kerja (XLSX): {made.name}. Folder: {made.parent}.",
    )
    sheet = load_workbook(BytesIO(made.read_bytes())).active
    assert sheet is not None
    lines = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert ["1 Oktober 2026 s.d. 31 Desember 2026"] in [[str(cell) for cell in line] for line in lines]
    assert [1, "Surat Izin Praktik Bidan", 1, 1, 0] in [line[:5] for line in lines]


def test_last_month_was_empty(hall: Hall) -> None:
    """With the keyboard alone somebody looks at last month, where there is nothing to save, and comes back to this."""
    registered(hall)
    hall.sit("kabid")
    hall.key(Key.Key_4, held=CTRL)
    assert (hall.page(), hall.cursor()) == ("Laporan", "reports")
    hall.tab_to("period")
    hall.key("2")
    assert (days(hall), says(hall.window, "empty_text")) == (("01-10-2026", "31-10-2026"), EMPTY)
    hall.key(Key.Key_P, held=CTRL)
    hall.key(Key.Key_E, held=CTRL)
    assert hall.said() == ()
    assert not hall.at_work.folder.exists()
    assert not hall.can("save_pdf")
    hall.key("1")
    assert len(rows(hall.window, "buku-register")) == 1
    hall.key(Key.Key_P, held=CTRL)
    assert file_made(hall, "pdf").name == "buku-register_2026-11-01_2026-11-30.pdf"


def test_from_a_row_to_its_file_and_back(hall: Hall) -> None:
    """Somebody opens a file of the register book by a double click and finds the book as it was left."""
    office = hall.office
    files = [registered(hall), registered(hall)]
    hall.sit("kabid", page="reports")
    hall.choose("period", "Tahun ini")
    wanted = column(hall.window, "buku-register", "Nomor dan tanggal registrasi")[1]
    assert wanted.startswith(office.file(files[1]).number)
    hall.click_row("buku-register", wanted, twice=True)
    assert hall.page() == "Permohonan"
    assert office.file(files[1]).number in hall.read()
    hall.key(Key.Key_Left, held=Held.AltModifier)
    assert (hall.page(), days(hall)) == ("Laporan", ("01-01-2026", "31-12-2026"))
    assert chosen(hall.window, "buku-register") == [1]


def test_typed_days_that_end_before_they_begin(hall: Hall) -> None:
    """By keyboard somebody types the days the wrong way round, reads why, turns them, and has the day wanted."""
    registered(hall)
    hall.sit("kabid", page="reports")
    hall.tab_to("period_first")
    hall.retype("24112026")
    hall.key(Key.Key_Tab)
    hall.retype("23112026")
    assert "Tanggal selesai tidak boleh mendahului tanggal mulai." in hall.read()
    assert seen(hall.window, QComboBox, "period").currentText().endswith("Tanggal lain")
    hall.key(Key.Key_Backtab)
    hall.retype("23112026")
    assert "mendahului" not in hall.read()
    assert days(hall) == ("23-11-2026", "23-11-2026")
    assert says(hall.window, "summary") == "1 permohonan diterima. Enter membuka permohonan."


def test_an_act_elsewhere_while_one_reads(hall: Hall) -> None:
    """While the balance is read out, another counter issues a permit: the line and the row follow, the report stays."""
    file = registered(hall)
    hall.sit("kabid", page="reports")
    hall.key(Key.Key_Right, Key.Key_Right)
    assert "terbit 0 " in says(hall.window, "answer_text")
    hall.office.advance(file, "penyerahan")
    hall.elsewhere()
    said = says(hall.window, "answer_text")
    assert said == (
        "Neraca seimbang: sisa lalu 0 + masuk 1 = 1; terbit 1 + ditolak 0 + ditarik, gugur, batal 0 + sisa 0 = 1."
    )
    assert column(hall.window, "rekapitulasi", "Terbit") == ["1"]
    first, last = (hall.office.clock.now().date().replace(day=day) for day in (1, 30))
    assert hall.office.door.ask(lambda look: recap.recap(look, first, last)).total.issued == 1
    assert hall.cursor() == "reports"


def test_the_folder_is_in_the_way(hall: Hall) -> None:
    """The file cannot be written; after somebody has put that right, the same click writes it."""
    registered(hall)
    hall.at_work.folder.write_text("not a folder")
    hall.sit("kabid", page="reports")
    hall.click("save_pdf")
    assert hall.said()[0].startswith("Berkas tidak dapat ditulis.")
    hall.at_work.folder.unlink()
    hall.click("save_pdf")
    assert "disimpan sebagai PDF" in hall.said()[0]
    assert file_made(hall, "pdf").read_bytes().startswith(b"%PDF")


def test_a_long_name_stands_whole_in_the_printed_book(hall: Hall) -> None:
    """What the screen has to shorten, the paper has whole; no whole number of a person is on it."""
    registered(hall, name=LONG)
    hall.sit("kabid", page="reports")
    hall.click("save_pdf")
    pages = PdfReader(BytesIO(file_made(hall, "pdf").read_bytes())).pages
    lines = "\n".join(page.extract_text() for page in pages).splitlines()
    wrapped = ("I Gusti Ayu Agung Dyah", "Pradnya Paramitha", "D'Arc-Widyaningrat", "Contoh, S.Tr.Keb., M.Keb.")
    assert [line for line in lines if line in wrapped] == list(wrapped)
    assert "•••• •••• •••• 0003" in lines
    assert not any("5107034507880003" in line for line in lines)


def test_the_clerk_has_three_reports_and_the_head_four(hall: Hall) -> None:
    """At the end of the row of reports a clerk's arrow key stays on the last that is theirs."""
    registered(hall)
    hall.sit("petugas_loket", page="reports")
    assert reports_offered(hall) == ["Buku Register", "Ketepatan Waktu", "Rekapitulasi"]
    hall.key(*[Key.Key_Right] * 4)
    assert says(hall.window, "answer_text").startswith("Neraca seimbang")
    hall.sit("kadis", page="reports")
    assert reports_offered(hall)[-1] == "Mutu Isian"


def test_all_is_in_reach_on_a_small_screen(hall: Hall) -> None:
    """At 150 % text every report, both buttons and both days are in sight whole, and are clicked."""
    registered(hall)
    hall.resize(*SMALL)
    hall.sit("kabid", page="reports")
    for name in ("save_pdf", "save_xlsx", "period", "period_first", "period_last"):
        assert hall.is_whole(name), name
    tabs = part(hall.window, QTabBar, "reports")
    for title in ("Ketepatan Waktu", "Rekapitulasi", "Mutu Isian", "Buku Register"):
        hall.click_tab("reports", title)
        assert tabs.rect().contains(tabs.tabRect(tabs.currentIndex())), title
    hall.type_into("period_first", "24112026")
    assert says(hall.window, "empty_text") == EMPTY


def test_nothing_is_saved_for_days_that_are_not_whole(hall: Hall) -> None:
    """The first day is typed anew while another report is chosen: no other report is saved in its place."""
    registered(hall)
    hall.sit("kabid", page="reports")
    hall.tab_to("period_first")
    hall.retype("011220")
    assert not hall.can("save_pdf")
    hall.click_tab("reports", "Rekapitulasi")
    assert not hall.can("save_pdf")
    assert "Lengkapi tanggal periode, dari dan sampai." in hall.read()
    hall.key(Key.Key_P, held=CTRL)
    assert not list(hall.at_work.folder.glob("*.pdf"))
    hall.choose("period", "Bulan ini")
    assert hall.can("save_pdf")


def test_this_month_is_that_of_today(hall: Hall) -> None:
    """The page is opened in November and again in December."""
    hall.sit("kabid", page="reports")
    assert days(hall) == ("01-11-2026", "30-11-2026")
    hall.office.clock.advance(days=10)
    hall.window.open("front")
    hall.window.open("reports")
    hall.at_work.settle()
    assert days(hall) == ("01-12-2026", "31-12-2026")
