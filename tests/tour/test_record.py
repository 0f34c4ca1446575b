"""What a step leaves: its picture, alone or side by side, and whose time and keys it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.tour.record import GAP, Book, TourBook
from app.tour.typist import Typist


@pytest.fixture
def windows(qapp: QApplication, qtbot: QtBot) -> tuple[QLineEdit, QLineEdit]:
    qapp.setStyleSheet("")  # the program's says how high a line is
    made = QLineEdit(), QLineEdit()
    for each in made:
        qtbot.addWidget(each)
        each.setFixedSize(200, 100)
        each.show()
    return made


def test_two_windows_side_by_side_and_the_keys_of_both(windows: tuple[QLineEdit, QLineEdit], tmp_path: Path) -> None:
    book = Book(tmp_path / "out")
    left, right = (Typist(each) for each in windows)
    for each in (left, right):
        book.follow(each)
    right.sit_down()
    right.type("ab")
    left.sit_down()
    left.press(Qt.Key.Key_C)
    step = book.step("Dua loket", *windows)
    assert (step.keys, step.picture) == (3, "01-dua-loket.png")
    assert [each.text() for each in windows] == ["c", "ab"]
    with Image.open(tmp_path / "out" / step.picture) as picture:
        assert picture.size == (400 + GAP, 100)


def test_what_comes_before_the_beginning_does_not_count(windows: tuple[QLineEdit, QLineEdit], tmp_path: Path) -> None:
    book = Book(tmp_path)
    typist = Typist(windows[0])
    book.follow(typist)
    typist.type("abc")
    book.begin()
    assert TourBook(book, windows[0]).step("Kosong").keys == 0


def test_a_picture_waits_for_the_answers(windows: tuple[QLineEdit, QLineEdit], tmp_path: Path) -> None:
    book, field = Book(tmp_path), windows[0]

    def at_rest() -> bool:
        field.setText(f"{field.text()}x")
        return len(field.text()) == 3

    book.follow(Typist(field, at_rest))
    TourBook(book, field).step("Terisi")
    assert field.text() == "xxx"


def test_papers_of_every_folder_in_order_and_nothing_old(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for old in ("01-lama.png", "02-lama.html", "lama.pdf", "tour.json"):
        (out / old).write_bytes(b"")
    for name, paper in (("data", "z.pdf"), ("data-2", "a.pdf")):
        (tmp_path / name).mkdir()
        (tmp_path / name / paper).write_bytes(b"%PDF")
    book = Book(out)
    book.page("Halaman", ".html", lambda path: path.write_text("<p>"))
    book.finish([tmp_path / "data", tmp_path / "data-2", tmp_path / "none"], "a page")
    told = json.loads((out / "tour.json").read_text())
    assert told["papers"] == ["z.pdf", "a.pdf"]
    assert (told["ok"], told["missed"], told["steps"][0]["picture"]) == (False, "a page", "01-halaman.html")
    assert {path.name for path in out.iterdir()} == {"z.pdf", "a.pdf", "01-halaman.html", "tour.json"}
