"""What stands in the columns of the reports, and how periods are called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest

from app.print.sheets import xlsx
from app.print.tables import shown
from app.queries.on_time import OnTime, Punctuality
from app.queries.recap import Recap, RecapRow
from app.queries.registers import Advice, Heading, Payment, RegisterBook, RegisterRow
from app.rules.papers import TablePaper
from app.ui.pages.reports.columns import Report, card, one_line, period_words
from app.ui.pages.reports.tables import punctuality_report, recap_report, register_report
from app.ui.widgets.rows_model import RowsModel
from tests.print.samples import OFFICE

DAY = date(2026, 11, 23)
HEADING = Heading(OFFICE, datetime(2026, 11, 23, 9, 14, tzinfo=ZoneInfo("Asia/Makassar")), training=False)
ROW = RegisterRow(
    id="a",
    number="KRA-7Q4-00127-X3C",
    registered=DAY,
    applicant="Ni Luh Contoh",
    nik_last4="0003",
    proxy="",
    address="Banjar Dinas Kertha",
    village="Abang, Kec. Abang",
    service="Surat Izin Praktik Bidan",
    kind="baru",
    subject="Puskesmas Abang I",
    counter="Loket 1",
    officer="I Wayan Petugas",
    complete=DAY,
    due=date(2026, 11, 30),
    promised=date(2026, 11, 30),
    returns=0,
    returned_days=0,
    advice=(),
    inspected=None,
    payment=None,
    permit_number="",
    permit_dated=None,
    valid_until=None,
    used=None,
    late=None,
    handed=None,
    receiver="",
    stage="verifikasi_berkas",
    outcome="izin",
)
MIDWIVES = Punctuality("SIP-BD", "Surat Izin Praktik Bidan", 4, 3, 1, 3.75, 3.5, 8, (5,), 1)
OPEN = RecapRow("SIP-BD", "Surat Izin Praktik Bidan", 2, 3, 1, 1, 1, 2)


def in_register(row: RegisterRow) -> dict[str, object]:
    report = register_report(RegisterBook(date(2026, 11, 1), date(2026, 11, 30), (row,)))
    return {column.title: column.cell(row) for column in report.columns}


def paper(report: Report[RegisterRow]) -> TablePaper:
    return card(report, HEADING, "Ni Made Ayu Lestari")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), "November 2026"),
        (date(2028, 2, 1), date(2028, 2, 29), "Februari 2028"),
        (date(2026, 1, 1), date(2026, 12, 31), "Tahun 2026"),
        (date(2026, 11, 2), date(2026, 11, 30), "2 s.d. 30 November 2026"),
        (date(2026, 11, 23), date(2026, 11, 23), "23 November 2026"),
        (date(2026, 10, 1), date(2026, 12, 31), "1 Oktober 2026 s.d. 31 Desember 2026"),
        (date(2026, 1, 1), date(2027, 12, 31), "1 Januari 2026 s.d. 31 Desember 2027"),
    ],
)
def test_periods_have_names(first: date, last: date, words: str) -> None:
    assert period_words(first, last) == words


def test_a_file_that_has_just_come() -> None:
    cells = in_register(ROW)
    assert cells["Nomor dan tanggal registrasi"] == "KRA-7Q4-00127-X3C\n23-11-2026"
    assert cells["Pemohon"] == "Ni Luh Contoh\n•••• •••• •••• 0003"
    assert cells["Alamat"] == "Banjar Dinas Kertha\nAbang, Kec. Abang"
    assert cells["Jenis"] == "Permohonan baru"
    assert cells["Loket, petugas"] == "Loket 1\nI Wayan Petugas"
    assert cells["Keterangan"] == "Verifikasi Berkas"
    empty = ("Dikembalikan", "Rekomendasi", "SKRD, pembayaran", "Nomor dan tanggal izin", "Hari kerja", "Tepat waktu")
    assert [cells[title] for title in empty] == [None, "", None, "", None, None]


def test_a_file_with_everything() -> None:
    cells = in_register(
        replace(
            ROW,
            proxy="Kadek Utusan",
            returns=2,
            returned_days=6,
            advice=(Advice("440/1/Dinkes/2026", DAY), Advice("440/2/Dinkes/2026", None)),
            payment=Payment("SKRD 1", 250_000, DAY),
            permit_number="500.16.7.2/0001/SIPB/DPMPTSP/2026",
            permit_dated=DAY,
            used=4,
            late=False,
            handed=DAY,
            receiver="Kadek Utusan",
            stage="selesai",
            due=date(2026, 12, 2),
        )
    )
    assert cells["Pemohon"] == "Ni Luh Contoh\n•••• •••• •••• 0003\nmelalui kuasa Kadek Utusan"
    assert cells["Dikembalikan"] == "2 kali, 6 hari"
    assert cells["Rekomendasi"] == "440/1/Dinkes/2026\n23-11-2026\n440/2/Dinkes/2026"
    assert cells["SKRD, pembayaran"] == "SKRD 1\nRp250.000\n23-11-2026"
    assert cells["Nomor dan tanggal izin"] == "500.16.7.2/0001/SIPB/DPMPTSP/2026\n23-11-2026"
    assert (cells["Hari kerja"], cells["Tepat waktu"]) == (4, "Ya")
    assert cells["Diserahkan"] == "23-11-2026\nKadek Utusan"
    assert cells["Keterangan"] == "Janji semula\n30-11-2026"


@pytest.mark.parametrize(
    ("payment", "words"),
    [
        (Payment("SKRD 1", 250_000, None), "SKRD 1\nRp250.000\nbelum dibayar"),
        (Payment("", 0, None), "dibebaskan"),
    ],
)
def test_levies_that_are_open_or_waived(payment: Payment, words: str) -> None:
    assert in_register(replace(ROW, payment=payment))["SKRD, pembayaran"] == words


@pytest.mark.parametrize(
    ("stage", "outcome", "words"),
    [
        ("selesai", "izin", ""),
        ("penyerahan", "izin", ""),
        ("selesai", "penolakan", "Ditolak"),
        ("ditolak", "penolakan", "Ditolak, Surat Siap Diambil"),
        ("ditarik", "izin", "Ditarik oleh Pemohon"),
    ],
)
def test_remarks_say_what_is_out_of_the_ordinary(stage: str, outcome: str, words: str) -> None:
    assert in_register(replace(ROW, stage=stage, outcome=outcome))["Keterangan"] == words


def test_late_files_say_so() -> None:
    assert in_register(replace(ROW, late=True))["Tepat waktu"] == "Tidak"


def test_the_card_numbers_its_rows_and_has_no_whole_nik() -> None:
    made = paper(register_report(RegisterBook(date(2026, 11, 1), date(2026, 11, 30), (ROW, ROW))))
    assert [row[0] for row in made.rows] == [1, 2]
    assert (made.title, made.period, made.made_by) == (
        "Buku Register Permohonan",
        "November 2026",
        "Ni Made Ayu Lestari",
    )
    assert len(made.columns) == 20
    assert made.totals == ()


def test_on_screen_a_cell_is_one_line() -> None:
    assert one_line("KRA-7Q4-00127-X3C\n23-11-2026") == "KRA-7Q4-00127-X3C · 23-11-2026"
    assert one_line(3.75) == "3,75"


def test_on_time_figures_and_their_total() -> None:
    both = replace(MIDWIVES, code="", service="", standard=(5, 7))
    report = punctuality_report(OnTime(DAY, DAY, (MIDWIVES,), both))
    cells = {column.title: column.cell(MIDWIVES) for column in report.columns}
    assert cells == {
        "Jenis layanan": "Surat Izin Praktik Bidan",
        "Terbit": 4,
        "Tepat waktu": 3,
        "Terlambat": 1,
        "Persen tepat": 75.0,
        "Rata-rata hari kerja": 3.75,
        "Median": 3.5,
        "Terlama": 8,
        "Standar": "5",
        "Ditolak": 1,
    }
    assert report.totals == ("Jumlah", 4, 3, 1, 75.0, 3.75, 3.5, 8, None, 1)
    variants = replace(MIDWIVES, standard=(3, 7))
    assert report.columns[8].cell(variants) == "3 s.d. 7"


def test_an_empty_period_has_no_total() -> None:
    nothing = Punctuality("", "", 0, 0, 0, None, None, None, (), 0)
    assert punctuality_report(OnTime(DAY, DAY, (), nothing)).totals == ()
    none = RecapRow("", "", 0, 0, 0, 0, 0, 0)
    assert recap_report(Recap(DAY, DAY, (), none, ())).totals == ()


def test_the_balance_is_written_out() -> None:
    report = recap_report(Recap(DAY, DAY, (OPEN,), replace(OPEN, service=""), ()))
    assert report.remarks == (
        "Neraca seimbang: sisa lalu 2 + masuk 3 = 5; terbit 1 + ditolak 1 + ditarik, gugur, batal 1 + sisa 2 = 5.",
    )
    assert report.totals == ("Jumlah", 2, 3, 1, 1, 1, 2, "seimbang")


def test_an_imbalance_names_the_files() -> None:
    wrong = replace(OPEN, remaining=3)
    report = recap_report(Recap(DAY, DAY, (wrong,), replace(wrong, service=""), ("KRA-7Q4-00001-0WE",)))
    assert report.remarks[0].startswith("Neraca tidak seimbang: ")
    assert report.remarks[1].endswith("mohon diperiksa: KRA-7Q4-00001-0WE.")
    assert report.totals[-1] == "tidak seimbang"


def test_an_estimated_due_day_is_called_so_on_screen_paper_and_sheet() -> None:
    row = replace(ROW, id="b", due=date(2031, 3, 10), estimate=True)
    report = register_report(RegisterBook(DAY, DAY, (row, ROW)))
    place = [column.title for column in report.columns].index("Jatuh tempo")
    made = card(report, HEADING, "I Made")
    assert [shown(cells[place + 1]) for cells in made.rows] == ["perkiraan 10-03-2031", "30-11-2026"]
    column = report.columns[place].on_screen
    assert column.width >= len("perkiraan 10-03-2031")
    model = RowsModel((column,), lambda each: each.id)
    model.set_rows((row, ROW))
    model.sort(0)
    assert [model.data(model.index(at, 0)) for at in range(2)] == ["30-11-2026", "perkiraan 10-03-2031"]
    with ZipFile(BytesIO(xlsx(made))) as book:
        assert "&quot;perkiraan&quot; dd-mm-yyyy" in book.read("xl/styles.xml").decode()
