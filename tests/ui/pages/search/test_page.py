"""Cari, by keyboard: as one types, narrowed, opened, kept as a spreadsheet."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from app.queries import finding
from app.reference.labels import label as name_of
from app.ui.pages.search.page import SearchPage
from app.ui.shell.navigator import Route
from app.ui.words.notices import NoticeLevel
from tests.office import Office
from tests.queries.people import person
from tests.ui.at_work import AtWork
from tests.ui.seen import column, part, seen, shows

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
MADE = person("I MADE SUDARMA", "5107031203900001", phone="+6281987654321")


class Search:
    """The page, and what can be seen on it."""

    def __init__(self, at_work: AtWork, qtbot: QtBot) -> None:
        self.at_work, self.qtbot = at_work, qtbot
        at_work.sit("petugas_loket")
        self.page = SearchPage(at_work.workplace, at_work.folder)
        qtbot.addWidget(self.page)
        self.page.resize(1100, 600)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)

    def open(self, argument: object = None) -> None:
        self.page.activate(argument)
        self.at_work.settle()

    def type(self, text: str) -> None:
        self.at_work.press(self.page, text)

    def press(self, *keys: Qt.Key) -> None:
        self.at_work.press(self.page, *keys)

    def chord(self, key: Qt.Key) -> None:
        self.at_work.chord(self.page, key, CTRL)

    def names(self) -> list[str]:
        return self.column("Pemohon")

    def column(self, title: str) -> list[str]:
        return column(self.page, "found", title)

    def typed(self) -> str:
        return seen(self.page, QLineEdit, "search_text").text()

    def until(self, names: list[str]) -> None:
        self.qtbot.waitUntil(lambda: self.names() == names)

    def focus(self) -> str:
        widget = self.page.focusWidget()
        return widget.objectName() if widget else ""

    def text(self, name: str) -> str:
        return part(self.page, QLabel, name).text()


@pytest.fixture
def files(office: Office) -> tuple[str, str]:
    return office.register_file(), office.register_file(office.intake(person=MADE))


@pytest.fixture
def search(at_work: AtWork, qtbot: QtBot, files: tuple[str, str]) -> Search:
    page = Search(at_work, qtbot)
    page.open()
    return page


def test_the_newest_are_there_before_a_key_is_pressed(search: Search) -> None:
    assert search.names() == ["I Made Sudarma", "Ni Luh Contoh"]
    assert search.focus() == "search_text"
    assert search.text("count") == "2 permohonan"


def test_as_one_types_the_list_narrows(search: Search) -> None:
    search.type("sudar")
    search.until(["I Made Sudarma"])
    assert search.text("count") == "1 permohonan"


def test_only_the_last_of_many_questions_is_answered(search: Search) -> None:
    """Typing on before the answer: the earlier question is never shown."""
    shown: list[list[str]] = []

    def heard() -> None:
        shown.append(search.names())

    part(search.page, QTableView, "found").model().modelReset.connect(heard)
    field = seen(search.page, QLineEdit, "search_text")
    for text in ("luh", "sudarma"):
        field.setText(text)
        QTest.keyClick(field, Key.Key_Return)
    search.at_work.settle()
    assert shown == [["I Made Sudarma"]]


def test_nothing_found_says_what_to_do(search: Search) -> None:
    search.type("tidak ada")
    search.until([])
    assert search.text("empty_text").startswith("Tidak ada permohonan yang cocok.")
    assert not part(search.page, QAbstractButton, "export").isEnabled()


def test_an_empty_register_says_so(at_work: AtWork, qtbot: QtBot) -> None:
    page = Search(at_work, qtbot)
    page.open()
    assert page.text("empty_text") == "Belum ada permohonan."


def test_enter_opens_the_only_one_even_before_the_answer(search: Search, files: tuple[str, str], qtbot: QtBot) -> None:
    search.type("sudarma")
    search.press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(search.at_work.routes))
    assert search.at_work.routes == [Route("file", files[1])]


def test_enter_goes_into_the_list_and_enter_again_opens(search: Search, files: tuple[str, str], qtbot: QtBot) -> None:
    search.press(Key.Key_Return)
    qtbot.waitUntil(lambda: search.focus() == "found")
    search.press(Key.Key_Down, Key.Key_Return)
    assert search.at_work.routes == [Route("file", files[0])]


def test_enter_with_nothing_found_stays(search: Search, qtbot: QtBot) -> None:
    search.type("tidak ada")
    search.until([])
    search.press(Key.Key_Return)
    search.at_work.settle()
    assert search.focus() == "search_text"
    assert search.at_work.routes == []


def test_down_into_the_list_and_escape_back(search: Search) -> None:
    search.press(Key.Key_Down)
    assert search.focus() == "found"
    search.press(Key.Key_Escape)
    assert search.focus() == "search_text"
    assert search.typed() == ""


def test_a_text_from_the_one_search_box_is_taken_over(search: Search, files: tuple[str, str], qtbot: QtBot) -> None:
    """As if Enter were pressed on it; who comes back finds the list, and is not sent away again."""
    number = "".join(search.at_work.office.file(files[1]).number)
    search.open(number)
    qtbot.waitUntil(lambda: bool(search.at_work.routes))
    assert search.at_work.routes == [Route("file", files[1])]
    assert search.typed() == number
    search.open(number)
    assert search.names() == ["I Made Sudarma"]
    assert len(search.at_work.routes) == 1


def test_an_unclear_text_from_the_search_box_goes_into_the_list(search: Search, qtbot: QtBot) -> None:
    search.open("Kertha")
    search.until([])
    search.open("5107")
    qtbot.waitUntil(lambda: search.focus() == "found")
    assert len(search.names()) == 2


def test_filters_by_keyboard(search: Search, files: tuple[str, str]) -> None:
    search.at_work.office.advance(files[0], "penyusunan_draf")
    search.chord(Key.Key_F)
    assert search.focus() == "filter_stage"
    search.type("penyusunan")
    search.until(["Ni Luh Contoh"])
    search.press(Key.Key_Delete, Key.Key_Tab)
    search.type("sipb")
    search.until(["I Made Sudarma", "Ni Luh Contoh"])
    search.press(Key.Key_Tab)
    search.type("24112026")
    search.until([])
    search.press(Key.Key_Tab, Key.Key_Tab)
    assert search.focus() == "filter_counter"
    search.press(Key.Key_Tab)
    assert search.focus() == "clear_filters"
    search.press(Key.Key_Space)
    search.until(["I Made Sudarma", "Ni Luh Contoh"])


def test_closing_the_filters_lifts_them(search: Search) -> None:
    search.chord(Key.Key_F)
    search.type("gugur")
    search.until([])
    assert search.text("empty_text").startswith("Tidak ada permohonan yang cocok.")
    search.chord(Key.Key_F)
    search.until(["I Made Sudarma", "Ni Luh Contoh"])
    assert search.focus() == "search_text"
    assert not shows(search.page, "filters")


def test_more_than_a_page(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding.find, "__defaults__", (finding.NOTHING, None, 1))
    search.open()
    assert search.names() == ["I Made Sudarma"]
    assert search.text("count") == "1 permohonan terbaru"
    search.chord(Key.Key_M)
    assert search.names() == ["I Made Sudarma", "Ni Luh Contoh"]
    assert search.focus() == "found"
    assert not shows(search.page, "more")


def test_an_act_elsewhere_is_seen_here(search: Search, files: tuple[str, str]) -> None:
    search.at_work.office.advance(files[0], "penyusunan_draf")
    search.at_work.desk.changed.emit()
    search.at_work.settle()
    assert search.column("Tahap")[1] == name_of("penyusunan_draf")
    search.page.hide()
    search.at_work.office.advance(files[0], "tanda_tangan")
    search.at_work.desk.changed.emit()
    search.at_work.settle()
    assert search.column("Tahap")[1] == name_of("penyusunan_draf")


def test_export_masks_the_nik_and_says_where_it_is(search: Search) -> None:
    search.chord(Key.Key_E)
    search.at_work.settle()
    (path,) = search.at_work.folder.iterdir()
    assert path.name == "daftar-permohonan_2026-11-23.xlsx"
    sheet = load_workbook(BytesIO(path.read_bytes())).active
    assert sheet is not None
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    heads = next(row for row in rows if "NIK" in row)
    line = next(row for row in rows if "I Made Sudarma" in row)
    assert line[heads.index("NIK")] == "•••• •••• •••• 0001"
    assert not any("5107031203900001" in cell for row in rows for cell in row)
    (said,) = search.at_work.said
    assert said.notice.level is NoticeLevel.SUCCESS
    assert path.name in said.notice.text
    assert str(path.parent) in said.notice.advice


def test_the_exported_file_can_be_opened_from_the_notice(search: Search) -> None:
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")
    search.chord(Key.Key_E)
    search.at_work.settle()
    topic = search.at_work.said[0].topic
    search.at_work.board.take(topic, "open_report")
    search.at_work.board.take("report:/elsewhere/other.xlsx", "open_report")
    QDesktopServices.unsetUrlHandler("file")
    assert opener.paths == [next(search.at_work.folder.iterdir())]


def test_a_folder_that_cannot_be_written_is_said(search: Search) -> None:
    search.at_work.folder.write_text("not a folder")
    search.chord(Key.Key_E)
    search.at_work.settle()
    assert [pinned.notice.level for pinned in search.at_work.said] == [NoticeLevel.ERROR]
    assert search.at_work.texts()[0].startswith("Berkas tidak dapat ditulis.")


@pytest.mark.parametrize(("width", "hidden"), [(1100, []), (800, [4, 5, 6])])
def test_narrow_windows_leave_columns_out_rather_than_cut_numbers(
    search: Search, width: int, hidden: list[int]
) -> None:
    search.page.resize(width, 560)
    search.at_work.settle()
    view = seen(search.page, QTableView, "found")
    assert [place for place in range(7) if view.isColumnHidden(place)] == hidden


class Opener(QObject):
    """Stands in for the program that opens files."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.paths.append(Path(url.toLocalFile()))
