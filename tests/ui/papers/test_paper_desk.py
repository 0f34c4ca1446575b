"""Papers on their way out, with a printer, without one, and with one that fails."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.actions.commands.intake import ItemState, ListShortage
from app.actions.commands.office_work import RevokePermit
from app.database import Register
from app.queries.documents import PaperRow, document, papers_of
from app.ui.papers.paper_desk import FILE, PRINTER, PaperWentOut
from app.ui.widgets.paper_view import PaperView
from tests.conftest import FixedClock
from tests.office import Office
from tests.ui.at_work import AtWork, Tray


@pytest.fixture
def at_work(qapp: QApplication, register: Register, clock: FixedClock, tmp_path: Path) -> Iterator[AtWork]:
    counter = AtWork(Office(register, clock).open(), tmp_path / "papers")
    counter.sit("petugas_loket")
    yield counter
    counter.desk.close()


@pytest.fixture
def receipt(at_work: AtWork) -> str:
    return at_work.office.receive().documents[0]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    widget.resize(1000, 700)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def words_of(pdf: bytes | Path) -> str:
    reader = PdfReader(BytesIO(pdf) if isinstance(pdf, bytes) else pdf)
    return " ".join(page.extract_text() for page in reader.pages)


def rows(at_work: AtWork, paper: str) -> PaperRow:
    file = at_work.office.door.ask(partial(document, document_id=paper)).application
    found = at_work.office.door.ask(partial(papers_of, application=file))
    return next(row for row in found if row.id == paper)


def test_a_receipt_goes_to_the_printer_and_is_recorded(at_work: AtWork, receipt: str) -> None:
    at_work.papers.print_document(QObject(), receipt)
    at_work.settle()
    assert at_work.out == [PaperWentOut(receipt, 1, PRINTER)]
    assert at_work.tray is not None
    [(pdf, title)] = at_work.tray.sheets
    assert title.startswith("Tanda Terima Berkas KRA-7Q4-00001-")
    assert "CONTOH" not in title
    assert "WITA" in words_of(pdf)
    assert "SALINAN" not in words_of(pdf)
    assert rows(at_work, receipt).printings == 1
    assert at_work.texts() == ["Tanda Terima Berkas dikirim ke pencetak."]


def test_the_second_print_says_so(at_work: AtWork, receipt: str) -> None:
    at_work.papers.print_document(QObject(), receipt)
    at_work.papers.print_document(QObject(), receipt)
    at_work.settle()
    assert [printed.copy for printed in at_work.out] == [1, 2]
    assert at_work.tray is not None
    assert "SALINAN ke-2" in words_of(at_work.tray.sheets[1][0])
    assert "SALINAN ke-2" in at_work.texts()[-1]


@pytest.mark.parametrize("trouble", ["printer_missing", "printer_stopped", "printer_failed"])
def test_a_printer_that_fails_undoes_nothing_and_offers_a_file(at_work: AtWork, receipt: str, trouble: str) -> None:
    at_work.tray = Tray(trouble=trouble)
    at_work.papers.print_document(QObject(), receipt)
    at_work.settle()
    assert at_work.out == []
    assert rows(at_work, receipt).printings == 0
    told = at_work.said[-1]
    assert told.offer is not None
    assert told.offer.text == "Simpan sebagai PDF"
    at_work.board.take(told.topic, told.offer.key)
    at_work.settle()
    assert at_work.out == [], "not before somebody says where"
    place = at_work.place()
    assert place.parent == at_work.documents()
    assert place.name.startswith("tanda-terima-berkas_KRA-7Q4-00001-")
    assert at_work.out == [PaperWentOut(receipt, 1, FILE)]
    assert at_work.texts()[-1].endswith(f"Folder: {place.parent}.")


def test_the_missing_printer_is_told_in_the_words_of_the_house(at_work: AtWork, receipt: str) -> None:
    at_work.tray = Tray(trouble="printer_missing")
    at_work.papers.print_document(QObject(), receipt)
    at_work.settle()
    assert at_work.texts() == [
        "Pencetak tidak ditemukan. Permohonan tetap terdaftar. "
        "Tanda terima dapat dicetak ulang dengan Ctrl+P pada bagian Dokumen permohonannya."
    ]


def test_an_order_behind_a_failed_one_is_still_done(at_work: AtWork, receipt: str) -> None:
    at_work.papers.print_document(QObject(), "nothing")
    at_work.papers.print_document(QObject(), receipt)
    at_work.settle()
    assert at_work.out == [PaperWentOut(receipt, 1, PRINTER)]
    assert at_work.texts()[0].startswith("Dokumen ini tidak ditemukan.")


def test_without_a_printer_papers_are_opened_and_not_kept(at_work: AtWork, receipt: str) -> None:
    at_work.tray = None
    at_work.papers.print_document(QObject(), receipt)
    at_work.papers.print_document(QObject(), receipt)
    at_work.settle()
    names = [file.name for file in at_work.shown]
    assert len(names) == 2
    assert all(name.startswith("tanda-terima-berkas_KRA-7Q4-00001-") for name in names)
    assert names[1].endswith("_salinan-2.pdf")
    assert {file.stat().st_mode & 0o077 for file in (*at_work.shown, at_work.folder)} == {0}
    assert [printed.target for printed in at_work.out] == [FILE, FILE]
    assert at_work.texts()[-1].endswith("Berkasnya dihapus saat program ditutup.")


def test_a_paper_that_is_not_there_is_saved_nowhere(at_work: AtWork) -> None:
    at_work.papers.save_document("nothing")
    at_work.settle()
    assert at_work.texts()[0].startswith("Dokumen ini tidak ditemukan.")


def test_a_paper_is_saved_where_the_clerk_says(at_work: AtWork, receipt: str, tmp_path: Path) -> None:
    at_work.papers.save_document(receipt, tmp_path / "here.pdf")
    at_work.settle()
    assert "Ni Luh Contoh" in words_of(tmp_path / "here.pdf")


def test_a_folder_that_cannot_be_written_is_told(at_work: AtWork, receipt: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    at_work.papers.save_document(receipt, tmp_path / "file" / "here.pdf")
    at_work.settle()
    assert at_work.out == []
    assert at_work.texts() == ["Berkas tidak dapat ditulis. Mohon pilih folder lain."]
    assert at_work.said[0].offer is None


def test_a_list_of_what_is_missing_has_no_number_and_is_named_by_its_moment(at_work: AtWork) -> None:
    command = ListShortage(
        stamp=at_work.office.stamp("petugas_loket"),
        permit="SIP-BD",
        kind="baru",
        applicant="Ni Luh Contoh",
        items=(ItemState(requirement="ktp", state="tidak"),),
    )
    done = at_work.office.door.do(command)
    at_work.tray = None
    at_work.papers.print_document(QObject(), done.documents[0])
    at_work.settle()
    assert [file.name for file in at_work.folder.iterdir()] == ["daftar-kekurangan_2026-11-23-100011.pdf"]


def test_who_ordered_a_print_is_recorded_whoever_sits_there_then(at_work: AtWork, receipt: str) -> None:
    at_work.papers.print_document(QObject(), receipt)
    at_work.sit("kadis")
    card = at_work.office.door.ask(partial(document, document_id=receipt))
    assert [each.who for each in card.printed] == ["Petugas Petugas_Loket"]


def test_the_preview_prints_with_one_key(at_work: AtWork, receipt: str, window: QWidget) -> None:
    shown = at_work.papers.preview(window, receipt)
    at_work.settle()
    assert shown.page_count() == 1
    assert shown.windowTitle().startswith("Tanda Terima Berkas KRA-7Q4-00001-")
    QTest.keyClick(shown, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    at_work.settle()
    assert at_work.out == [PaperWentOut(receipt, 1, PRINTER)]


def test_the_preview_saves_and_zooms(at_work: AtWork, receipt: str, window: QWidget) -> None:
    shown = at_work.papers.preview(window, receipt)
    at_work.settle()
    before = shown.zoom()
    QTest.keyClicks(shown, "+")
    assert shown.zoom() > before
    QTest.keyClicks(shown, "--")
    assert shown.zoom() < before
    QTest.keyClicks(shown, "------")
    assert shown.zoom() == 50
    QTest.keyClick(shown, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    at_work.settle()
    at_work.place()
    assert [printed.target for printed in at_work.out] == [FILE]


def test_a_preview_of_nothing_says_so_and_offers_nothing(at_work: AtWork, window: QWidget) -> None:
    shown = at_work.papers.preview(window, "nothing")
    at_work.settle()
    assert isinstance(shown, PaperView)
    assert shown.page_count() == 0
    QTest.keyClick(shown, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    at_work.settle()
    assert at_work.out == []
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_a_paper_that_counts_no_more_goes_out_marked_whatever_the_way(at_work: AtWork, window: QWidget) -> None:
    """Preview, printer and file alike; the list says it, too."""
    office = at_work.office
    file = office.register_file()
    office.advance(file, "selesai")
    office.do("kadis", RevokePermit, application=file, letter="800/1", reason="Dihentikan")
    [permit] = [row for row in office.door.ask(partial(papers_of, application=file)) if row.kind == "permit"]
    assert permit.void == "permit_revoked"
    view = at_work.papers.preview(window, permit.id)
    at_work.settle()
    assert view.windowTitle().endswith("(TIDAK BERLAKU)")
    view.close()
    at_work.papers.print_document(QObject(), permit.id)
    at_work.settle()
    assert at_work.tray is not None
    assert "TIDAK BERLAKU: izin telah dicabut" in words_of(at_work.tray.sheets[-1][0])
    at_work.papers.save_document(permit.id)
    at_work.settle()
    kept = at_work.place()
    assert kept.name.endswith("tidak-berlaku.pdf")
    assert "TIDAK BERLAKU: izin telah dicabut" in words_of(kept)
    assert "sebagai TIDAK BERLAKU" in at_work.texts()[-1]
