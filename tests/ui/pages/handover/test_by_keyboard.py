"""Penyerahan in a hurry, by keyboard and scanner: a key pressed twice, two receipts at once, another counter."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.queries import collection
from app.queries.collection import Collectable, NotReady
from app.ui.scanning.scanner import Scanned
from tests.office import NI_LUH
from tests.queries.people import person
from tests.ui.pages.hall import CTRL, SMALL, Hall, Key
from tests.ui.seen import says, seen, shows


def ready(hall: Hall, name: str = "NI LUH CONTOH", nik: str = NI_LUH.nik) -> str:
    office = hall.office
    file = office.register_file(office.intake(person=person(name, nik), confirmed={"duplicate": "-"}))
    office.advance(file, "penyerahan")
    return file


@pytest.fixture
def counter(hall: Hall) -> Hall:
    """Penyerahan at 150 % text, the cursor where a receipt is scanned."""
    hall.resize(*SMALL)
    hall.sit("petugas_penyerahan", page="handover")
    assert hall.cursor() == "scan"
    return hall


def lies(hall: Hall, file: str) -> Collectable | NotReady | None:
    return hall.office.door.ask(lambda look: collection.opened(look, file))


def test_the_last_key_twice(counter: Hall) -> None:
    """The officer presses Ctrl+Enter twice in a row: handed over once, one receipt, and no complaint."""
    file = ready(counter)
    counter.key(counter.office.file(file).number, Key.Key_Return, "1")
    counter.tab_to("receipt_shown")
    counter.key("y")
    for _ in range(2):
        QTest.keyClick(counter.focused(), Key.Key_Return, CTRL)
    counter.at_work.settle()
    assert isinstance(lies(counter, file), NotReady)
    assert counter.at_work.tray is not None
    assert [title.split()[0] for _, title in counter.at_work.tray.sheets] == ["Tanda"]
    assert (says(counter.window, "answer_text"), counter.cursor()) == ("", "scan")


def test_the_next_receipt_before_the_first_is_done(counter: Hall) -> None:
    """A second receipt is scanned into a half-filled form: the other person's sheet, and nothing of the first in it."""
    first, second = ready(counter), ready(counter, "NI MADE KELIRU", "5107034507880011")
    counter.key(counter.office.file(first).number, Key.Key_Return, "k")
    counter.tab_to("receiver")
    counter.key("Kadek Wakil")
    counter.window.open("handover", Scanned(counter.office.file(second).number))
    counter.at_work.settle()
    assert says(counter.window, "applicant") == "Ni Made Keliru"
    assert (seen(counter.window, QLineEdit, "receiver").text(), counter.cursor()) == ("", "receiver_is")
    assert not shows(counter.window, "proxy_letter")
    counter.key("p")
    counter.key(Key.Key_Return, held=CTRL)
    told = lies(counter, second)
    assert isinstance(told, NotReady)
    assert told.receiver == "Ni Made Keliru"
    assert isinstance(lies(counter, first), Collectable)


def test_it_went_out_at_the_other_counter_while_the_form_was_filled_in(counter: Hall) -> None:
    """The register refuses, the page says to whom it went, and stands in the list without it."""
    file = ready(counter)
    counter.key(counter.office.file(file).number, Key.Key_Return, "p")
    counter.tab_to("receipt_shown")
    counter.key("y")
    counter.office.advance(file, "selesai")
    counter.key(Key.Key_Return, held=CTRL)
    assert says(counter.window, "answer_text").startswith("Dokumen telah diserahkan pada Senin, 23 November 2026")
    assert counter.at_work.tray is not None
    assert counter.at_work.tray.sheets == []
    counter.elsewhere()
    assert says(counter.window, "empty_text") == "Tidak ada dokumen yang menunggu diambil."
    assert counter.cursor() == "scan"
