"""The parts of the forms by themselves: what they keep, what they say, what they take back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.queries.file_view import FileView, ItemView, file_view
from app.ui.forms.fields import Field
from app.ui.pages.acts.message_part import MessagePart
from app.ui.pages.acts.papers_part import PapersPart
from app.ui.pages.acts.rows_part import RowsPart
from app.ui.pages.acts.verdicts_part import NAME, NOTE, STATE, VERDICT, VerdictModel, VerdictsPart
from tests.office import Office

ITEM = ItemView(
    requirement="ktp",
    name="KTP-el",
    mandatory=True,
    deferrable=False,
    state="ada",
    original_shown=True,
    copies=1,
    note="",
    verdict="",
    verdict_note="",
)
ITEMS = (
    ITEM,
    replace(ITEM, requirement="str", name="STR", mandatory=False, original_shown=False, verdict="tidak_sesuai"),
    replace(ITEM, requirement="pajak", name="Bukti pajak", state="susulan", deferrable=True),
    replace(ITEM, requirement="foto", name="Pasfoto", state="tidak"),
)
FIELDS = (Field("subject", "Objek", required=True), Field("note", "Catatan"))


@pytest.fixture
def view(office: Office) -> FileView:
    file = office.register_file()
    return office.door.ask(partial(file_view, application_id=file, staff_id="verifikator"))


def test_verdicts_come_back_as_they_were_given(qtbot: QtBot) -> None:
    part = VerdictsPart(ITEMS)
    qtbot.addWidget(part)
    qtbot.keyClicks(part, " ")
    kept = part.typed()
    other = VerdictsPart(ITEMS)
    qtbot.addWidget(other)
    other.set_typed(kept | {"unknown": "sesuai\t", "ktp": kept["ktp"] + "jelas"})
    ktp, licence, tax = other.judged()
    assert (ktp.verdict, ktp.note) == ("sesuai", "jelas")
    assert licence.verdict == "tidak_sesuai"
    assert tax.verdict == ""


def test_a_paper_that_may_follow_is_not_judged(qtbot: QtBot) -> None:
    part = VerdictsPart(ITEMS)
    qtbot.addWidget(part)
    part.tick_all()
    assert [each.verdict for each in part.judged()] == ["sesuai", "tidak_sesuai", ""]
    qtbot.keyClick(part, Qt.Key.Key_End)
    qtbot.keyClicks(part, "t")
    assert part.judged()[2].verdict == ""
    assert [each.requirement for each in part.values()["verdicts"]] == ["ktp", "str"]  # type: ignore[attr-defined]


def test_a_verdict_is_taken_back_with_the_same_key(qtbot: QtBot) -> None:
    part = VerdictsPart(ITEMS)
    qtbot.addWidget(part)
    with qtbot.waitSignal(part.edited):
        qtbot.keyClicks(part, " ")
    part.setCurrentIndex(part.model().index(0, NAME))
    qtbot.keyClicks(part, " ")
    assert part.judged()[0].verdict == ""


def test_keys_that_mean_nothing_are_left_alone(qtbot: QtBot) -> None:
    part = VerdictsPart(ITEMS)
    qtbot.addWidget(part)
    before = part.judged()
    qtbot.keyClicks(part, "x")
    qtbot.keyClick(part, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert part.judged() == before
    empty = VerdictsPart(())
    qtbot.addWidget(empty)
    qtbot.keyClicks(empty, " ")
    empty.start()
    assert empty.values() == {"verdicts": ()}


def test_the_table_says_what_it_knows(qtbot: QtBot) -> None:
    model = VerdictModel(ITEMS)
    assert [model.headerData(at, Qt.Orientation.Horizontal) for at in range(4)] == [
        "Persyaratan",
        "Keadaan",
        "Putusan",
        "Catatan",
    ]
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    texts = [[model.index(row, column).data() for column in (NAME, STATE, VERDICT)] for row in range(3)]
    assert texts == [
        ["KTP-el", "ada, asli", "belum dinilai"],
        ["STR (bila ada)", "ada", "✗ tidak sesuai"],
        ["Bukti pajak", "menyusul", "dinilai kemudian"],
    ]
    assert not model.setData(model.index(0, NAME), "x")
    assert model.setData(model.index(0, NOTE), " buram ")
    assert model.index(0, NOTE).data(Qt.ItemDataRole.ToolTipRole) == "buram"
    assert model.index(0, STATE).data(Qt.ItemDataRole.ToolTipRole) is None
    assert model.data(model.index(9, 9)) is None
    model.set_wrong(frozenset({"ktp"}))
    assert model.index(0, VERDICT).data().startswith("! ")


def test_rows_come_back_as_they_were_typed(qtbot: QtBot) -> None:
    part = RowsPart("rows", FIELDS, "Tambah")
    qtbot.addWidget(part)
    part.set_typed({"0.subject": "STR", "1.subject": "KTP", "1.note": "buram", "other": "x"})
    assert part.values() == {
        "rows": ({"subject": "STR", "note": ""}, {"subject": "KTP", "note": "buram"}),
    }
    again = RowsPart("rows", FIELDS, "Tambah")
    qtbot.addWidget(again)
    again.set_typed(part.typed())
    assert again.values() == part.values()


def test_a_row_that_fails_is_told_in_its_last_field(qtbot: QtBot) -> None:
    part = RowsPart("rows", FIELDS, "Tambah")
    qtbot.addWidget(part)
    part.fill(({"subject": "STR"}, {"subject": "KTP"}))
    part.show_codes({"rows.1": "required"})
    assert part.check() == {}
    part.start()
    part.show_codes({"rows": "required"})
    part.fill(())
    assert part.count() == 2


def test_papers_at_the_counter_stand_as_they_stood_but_for_those_asked_for(qtbot: QtBot) -> None:
    """The STR was found wanting, the KTP-el is asked for by name; both come first."""
    part = PapersPart(ITEMS, asked={"KTP-el": "Tunjukkan aslinya."})
    qtbot.addWidget(part)
    assert [(each.id, each.state) for each in part.value()] == [
        ("ktp", "tidak"),
        ("str", "tidak"),
        ("pajak", "susulan"),
        ("foto", "tidak"),
    ]
    assert part.model().index(0, 0).data() == "KTP-el\nDiminta: Tunjukkan aslinya."


def test_papers_at_the_counter_stand_as_they_stood(qtbot: QtBot) -> None:
    part = PapersPart(tuple(replace(item, verdict="") for item in ITEMS))
    qtbot.addWidget(part)
    assert [each.state for each in part.value()] == ["ada", "ada", "susulan", "tidak"]
    assert part.check() == {"foto": "missing"}
    part.set_typed(part.typed() | {"foto": "ada\t1\tlatar merah"})
    assert part.check() == {}
    last = part.value()[-1]
    assert (last.original_shown, last.note) == (True, "latar merah")


def test_a_further_paper_counts_once_it_is_ticked(qtbot: QtBot) -> None:
    part = PapersPart(ITEMS, (("sip_sebelumnya", "SIP sebelumnya"),))
    qtbot.addWidget(part)
    assert part.check() == {"foto": "missing"}
    assert [each.id for each in part.values()["items"]][-1] == "foto"  # type: ignore[attr-defined]
    part.set_typed({"sip_sebelumnya": "ada\t\t"})
    assert [each.id for each in part.values()["items"]][-1] == "sip_sebelumnya"  # type: ignore[attr-defined]


def test_a_message_has_nothing_to_give_to_the_command(qtbot: QtBot, view: FileView) -> None:
    part = MessagePart(view)
    qtbot.addWidget(part)
    part.set_typed({"purpose": "x"})
    assert (part.values(), part.typed(), part.check()) == ({}, {}, {})
    refused = MessagePart(replace(view, stage="ditolak"))
    qtbot.addWidget(refused)
    refused.show_purpose("siap_diambil")
    assert "surat mengenai permohonan" in refused.text()
    refused.start()
