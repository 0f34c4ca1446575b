"""Shows every widget of the house and saves pictures of them: `python tools/gallery.py OUT [--dark]`.

For looking, not for testing: what is drawn here is what the pages are built from. Larger text: QT_FONT_DPI=144.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.forms.form import Field, FormSection, Option
from app.ui.look import style
from app.ui.look.scroll import Scroll
from app.ui.shell.board import Board, NoticeButton
from app.ui.shell.job import Job, JobStep
from app.ui.shell.navigator import Navigator
from app.ui.shell.page import PageSpec
from app.ui.shell.session import Session, SignedIn
from app.ui.shell.window import Window
from app.ui.widgets.badge import Badge
from app.ui.widgets.button import Button, DangerButton, LinkButton, PrimaryButton
from app.ui.widgets.card import Card, label
from app.ui.widgets.check_list import CheckList, CheckRow, Ticked
from app.ui.widgets.confirm import Confirm
from app.ui.widgets.days_left import DaysLeft, DaysLeftDelegate, days_words
from app.ui.widgets.picker import Answer
from app.ui.widgets.picker_list import PickRow
from app.ui.widgets.progress_strip import ProgressStrip
from app.ui.widgets.table import Column, DataTable
from app.ui.widgets.timeline import Happening, Timeline
from app.ui.words.notices import NoticeLevel, say, words

VILLAGES = (
    PickRow("51.07.03.2001", "Abang", "Kec. Abang, Karangasem"),
    PickRow("51.07.03.2002", "Ababi", "Kec. Abang, Karangasem"),
    PickRow("51.07.03.2004", "Culik", "Kec. Abang, Karangasem"),
)


@dataclass(frozen=True)
class Row:
    number: str
    name: str
    permit: str
    stage: str
    days: DaysLeft
    fee: int


ROWS = (
    Row("KRA-7Q4-00127-X3C", "Ni Luh Contoh", "SIP Bidan", "Verifikasi Berkas", DaysLeft(False, 4, 5), 0),
    Row(
        "KRA-7Q4-00126-K2A", "I Made Suardana", "Izin Reklame", "Paraf Kepala Bidang", DaysLeft(False, 1, 7), 1_250_000
    ),
    Row("KRA-7Q4-00119-P9B", "Apotek Sehat Abadi", "SIP Apoteker", "Penandatanganan", DaysLeft(False, -2, 5), 0),
    Row("KRA-7Q4-00115-D4F", "Yayasan Tunas Bangsa", "Izin PAUD", "Dikembalikan", DaysLeft(True, 9, 14), 0),
    Row("KRA-7Q4-00110-R7T", "Ida Bagus Putra", "Izin Trayek", "Penomoran", DaysLeft(False, 0, 10), 75_000),
)

COLUMNS: tuple[Column[Row], ...] = (
    Column("Nomor", lambda row: row.number, 21),
    Column("Pemohon", lambda row: row.name),
    Column("Layanan", lambda row: row.permit, 18),
    Column("Tahap", lambda row: row.stage, 22),
    Column("Sisa hari", lambda row: row.days, 16, days_words),
    Column("Retribusi", lambda row: row.fee, 12, lambda fee: f"Rp{fee:,}".replace(",", "."), number=True),
)


def villages(text: str, answer: Answer) -> None:
    answer(tuple(row for row in VILLAGES if text.lower() in row.label.lower()))


def applicant() -> tuple[Field, ...]:
    return (
        Field("nik", "NIK", "nik", True, help="Enam belas angka yang tercetak di bagian atas KTP-el."),
        Field("nama", "Nama", required=True, help="Seperti tercetak pada KTP-el, tanpa gelar."),
        Field("lahir", "Tanggal lahir", "date", True),
        Field("jk", "Jenis kelamin", "sex", True),
        Field("alamat", "Alamat", "address", True, wide=True),
        Field("desa", "Desa/Kelurahan", "village", True, provider=villages),
        Field("hp", "Nomor HP", "phone", True),
    )


def details() -> tuple[Field, ...]:
    schools = tuple(Option(name, name) for name in ("D-III Kebidanan", "D-IV Kebidanan", "Profesi Bidan"))
    services = tuple(Option(name, name) for name in ("Keterampilan (pijat/refleksi)", "Ramuan", "Kombinasi"))
    return (
        Field("pendidikan", "Pendidikan terakhir", "choice", True, options=schools),
        Field("layanan", "Jenis layanan", "multichoice", options=services),
        Field("seumur", "STR berlaku seumur hidup", "boolean", True),
        Field("luas", "Luas", "decimal", unit="meter persegi", least=Decimal("0.1")),
        Field("retribusi", "Retribusi", "money"),
        Field("jam", "Jam pelaksanaan", "time_range"),
        Field("plat", "Nomor kendaraan", "plate"),
        Field("anggota", "Anggota peneliti", "list_text"),
    )


def form_page() -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 8, 16)
    row.setSpacing(16)
    sections = QWidget()
    left = QVBoxLayout(sections)
    left.setContentsMargins(0, 0, 8, 8)
    left.setSpacing(12)
    person = FormSection(applicant())
    person.set_typed(
        {"nik": "5107 0345 0788 0003", "nama": "NI LUH CONTOH", "lahir": "06-07-1988", "jk": "P", "hp": "0812"}
    )
    person.remark("nik", "Karangasem, Kec. Abang")
    person.remark(
        "lahir", words("birth_date_differs", {"in_nik": "05-07-1988", "typed": "06-07-1988"}), NoticeLevel.WARNING
    )
    person.show_codes({"hp": "not_a_phone", "alamat": "required"})
    permit = FormSection(details())
    permit.set_values({"pendidikan": "Profesi Bidan", "seumur": True, "retribusi": 1250000, "luas": Decimal("12.5")})
    for title, content in (("Pemohon", person), ("Permohonan", permit), ("Persyaratan", papers())):
        card = Card(title)
        card.add(content)
        left.addWidget(card)
    left.addStretch(1)
    row.addWidget(Scroll(sections), 1)
    row.addWidget(summary())
    return page


def papers() -> CheckList:
    made = CheckList(
        (
            CheckRow("ktp", "KTP-el", "Dicocokkan dengan pemohon yang hadir"),
            CheckRow("str", "Surat Tanda Registrasi (STR) yang masih berlaku"),
            CheckRow("tempat", "Surat keterangan tempat praktik", deferrable=True),
            CheckRow("foto", "Pas foto 4x6 berwarna", original=False),
            CheckRow("organisasi", "Rekomendasi organisasi profesi", mandatory=False),
        )
    )
    made.set_value((Ticked("ktp", "ada", True), Ticked("tempat", "susulan", False, "Menyusul Kamis")))
    made.show_wrong(frozenset({"str", "foto"}))
    return made


def summary() -> Card:
    card = Card("Ringkasan")
    card.setFixedWidth(card.fontMetrics().averageCharWidth() * 32)
    for text, role in (("Ni Luh Contoh", "strong"), ("SIP Bidan, baru", ""), ("5 hari kerja", "muted")):
        card.add(label(text, role, wrap=True))
    card.add(label("Selesai Senin, 30 November 2026", "", wrap=True))
    card.add(Badge("2 hal perlu dilihat", "warning"))
    card.body.addStretch(1)
    for button in (
        PrimaryButton("Daftarkan", shortcut="Ctrl+Return"),
        Button("Cetak kekurangan", icon="printer"),
        LinkButton("Bersihkan isian"),
        DangerButton("Hapus draf", icon="trash-2"),
    ):
        card.add(button)
    return card


def list_page() -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 8, 16)
    column.setSpacing(12)
    strip = ProgressStrip(page)
    job = Job(page)
    strip.watch(job, "Mengekspor permohonan")
    job.stepped.emit(JobStep(3, 8, "Mengekspor 3 dari 8 bulan"))
    column.addWidget(strip)
    numbers = QHBoxLayout()
    numbers.setSpacing(12)
    for number, text in (
        ("12", "Diterima hari ini"),
        ("4", "Menunggu saya"),
        ("1", "Jatuh tempo besok"),
        ("2", "Terlambat"),
    ):
        card = Card()
        card.add(label(number, "number"))
        card.add(label(text, "muted"))
        numbers.addWidget(card)
    column.addLayout(numbers)
    table = DataTable(COLUMNS, lambda row: row.number, page, name="queue", title="Antrean kerja", many=True)
    table.set_delegate(4, DaysLeftDelegate(table))
    table.set_rows(ROWS)
    column.addWidget(table, 1)
    column.addWidget(history_card(page))
    return page


def history_card(page: QWidget) -> Card:
    history = Timeline(page)
    history.set_happenings(
        (
            Happening(
                "23-11-2026 10.02",
                "Dikembalikan untuk perbaikan",
                "Verifikator: I Wayan Rai",
                "STR belum jelas",
                "warning",
            ),
            Happening("23-11-2026 09.14", "Terdaftar", "Loket 2: Rina Kartini", tone="success"),
        )
    )
    card = Card("Riwayat")
    card.add(history)
    return card


def empty_page() -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    table = DataTable(
        COLUMNS,
        lambda row: row.number,
        page,
        name="none",
        title="Penyerahan",
        empty="Tidak ada izin yang siap diambil.",
    )
    table.set_rows(())
    column.addWidget(table)
    return page


def specs() -> tuple[PageSpec, ...]:
    plain: Callable[[], QWidget] = QWidget
    return (
        PageSpec("home", "Beranda", "house", plain),
        PageSpec("new", "Permohonan Baru", "file-plus", form_page, scrolls=False),
        PageSpec("queue", "Antrean Kerja", "list-checks", list_page),
        PageSpec("hand", "Penyerahan", "package-check", empty_page, scrolls=False),
        PageSpec("search", "Cari", "search", plain),
        PageSpec("reports", "Laporan", "chart-column", plain),
        PageSpec("settings", "Pengaturan", "settings", plain),
    )


def main() -> int:
    out = Path(sys.argv[1])
    dark = "--dark" in sys.argv
    app = QApplication([])
    style.apply(app, dark)
    session, board = Session(), Board()
    window = Window("Loket PTSP", session, Navigator(), board, practising=dark)
    window.set_pages(specs())
    session.sign_in(SignedIn("u1", "Rina Kartini", frozenset(), "Loket 2"))
    window.status.show_connection("Tersimpan di komputer ini, cadangan 08.00", NoticeLevel.SUCCESS)
    window.resize(QSize(1366, 740) / window.devicePixelRatio())
    window.show()
    out.mkdir(parents=True, exist_ok=True)
    size = f"{'dark' if dark else 'light'}-{round(window.devicePixelRatio() * 100)}"
    for key in ("new", "queue", "hand"):
        window.open(key)
        if key == "queue":
            board.pin(say("printer_missing"), "printer", NoticeButton("Cetak ulang", "again"))
        _settle(app, window)
        window.grab().save(str(out / f"{key}-{size}.png"))
    _scrolled(app, window, out / f"papers-{size}.png")
    _form_at_work(app, window, out / f"typing-{size}.png")
    question = Confirm(window, "Kembalikan berkas", words("returned"), "Kembalikan", reason="Alasan pengembalian")
    question.open()
    _settle(app, window)
    question.grab().save(str(out / f"confirm-{size}.png"))
    return 0


def _scrolled(app: QApplication, window: Window, picture: Path) -> None:
    window.open("new")
    papers_list = window.findChild(CheckList)
    if papers_list is not None:
        papers_list.setFocus()
    _settle(app, window)
    window.grab().save(str(picture))


def _form_at_work(app: QApplication, window: Window, picture: Path) -> None:
    window.open("new")
    page = window.pages.page("new")
    village = page.findChild(QWidget, "desa") if page else None
    if village is not None:
        village.setFocus()
        QTest.keyClicks(village, "ab")
        QTest.keyClick(village, Qt.Key.Key_Down)
    _settle(app, window)
    window.grab().save(str(picture))


def _settle(app: QApplication, window: Window) -> None:
    for _ in range(3):
        app.processEvents()
    window.update()


if __name__ == "__main__":
    sys.exit(main())
