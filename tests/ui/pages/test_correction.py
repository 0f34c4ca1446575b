"""Koreksi data by keyboard: typed over the data as they stand, answered beside both versions, found from Beranda."""

from __future__ import annotations

from functools import partial

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.models.application import Correction
from app.queries.front import CORRECTIONS, front
from app.ui.pages.acts.changes_part import ChangesPart
from app.ui.pages.acts.correction_part import CorrectionPart
from app.ui.pages.acts.form import ActForm
from app.ui.pages.file.head import FileHead
from app.ui.pages.file.page import FileTarget
from app.ui.pages.front.list import FrontListPage
from app.ui.pages.front.reminders import reminders
from app.ui.widgets.badge import Badge
from app.ui.widgets.versions import Version
from app.upkeep.safekeeping import CopyState
from tests.actions.test_correction import ADDRESS, NAME, NIK, PLACE, RIGHT_NIK, ask
from tests.office import NI_LUH, Office
from tests.print.reading import text
from tests.ui.at_work import AtWork
from tests.ui.pages.work_room import CTRL, Key, WorkRoom
from tests.ui.seen import seen


@pytest.fixture
def room(at_work: AtWork, qtbot: QtBot) -> WorkRoom:
    return WorkRoom(at_work, qtbot)


@pytest.fixture
def file(office: Office) -> str:
    return office.register_file()


def form(room: WorkRoom) -> ActForm:
    found = room.file.form()
    assert found is not None
    return found


def part(room: WorkRoom) -> CorrectionPart:
    found = form(room).findChild(CorrectionPart)
    assert found is not None
    return found


def asked(office: Office) -> list[Correction]:
    with office.register.reading() as session:
        return list(session.scalars(select(Correction)))


def to(room: WorkRoom, field: str) -> None:
    """Tab until the cursor stands in a field of the form."""
    for _ in range(60):
        if room.focused().objectName() == field:
            return
        room.key(Key.Key_Tab)
    raise AssertionError(f"Tab never came to {field}")


def badge(room: WorkRoom) -> list[str]:
    head = room.file.findChild(FileHead)
    assert head is not None
    return [each.text() for each in head.findChildren(Badge) if not each.isHidden()]


def test_a_name_is_typed_over_and_only_that_is_asked(room: WorkRoom, office: Office, file: str) -> None:
    room.show(file, "petugas_loket")
    assert "koreksi diminta" not in badge(room)
    room.key("e")
    assert room.focused().objectName() == "name"
    assert not part(room).identity.is_shown("last4")
    room.key("Ni Luh Contoh Sari")
    to(room, "reason")
    room.key("Salah ketik")
    room.send()
    [row] = asked(office)
    assert [(each["field"], each["before"]) for each in row.changes] == [("name", NI_LUH.name)]
    assert row.changes[0]["after"].casefold() == "ni luh contoh sari"
    assert "menunggu persetujuan" in room.said()
    assert "koreksi diminta" in badge(room)
    assert office.file(file).applicant_name == NI_LUH.name


def test_another_number_is_keyed_again_blind(room: WorkRoom, office: Office, file: str) -> None:
    room.show(file, "petugas_loket")
    room.key("e")
    to(room, "nik")
    room.key(Key.Key_A, held=CTRL)
    room.key(RIGHT_NIK)
    assert part(room).identity.is_shown("last4")
    to(room, "reason")
    room.key("Salah salin")
    room.send()
    assert asked(office) == []
    assert room.focused().objectName() == "last4"
    room.key("0003")
    room.send()
    assert asked(office) == []
    to(room, "last4")
    room.key(Key.Key_A, held=CTRL)
    room.key("0004")
    room.send()
    [row] = asked(office)
    assert [(each["field"], each["after"]) for each in row.changes] == [("nik", RIGHT_NIK)]


def test_a_warning_asks_for_its_reason_here_too(room: WorkRoom, office: Office, file: str) -> None:
    room.show(file, "petugas_loket")
    room.key("e")
    to(room, "birth_date")
    room.key(Key.Key_A, held=CTRL)
    room.key("06071988")
    to(room, "reason")
    room.key("Salah ketik")
    room.send()
    assert asked(office) == []
    assert room.focused().objectName() == "reason_birth_date_differs"
    room.key("2")
    room.send()
    [row] = asked(office)
    assert row.confirmed == {"birth_date_differs": "Tanggal lahir pernah diperbaiki di Dukcapil"}
    assert row.changes == [{"field": "birth_date", "before": "1988-07-05", "after": "1988-07-06"}]


def test_what_only_the_register_knows_is_asked_when_it_is_refused(room: WorkRoom, office: Office, file: str) -> None:
    other = msgspec.structs.replace(NI_LUH, nik=RIGHT_NIK, name="NI MADE LAIN")
    office.register_file(office.intake(person=other))
    room.show(file, "petugas_loket")
    room.key("e")
    to(room, "nik")
    room.key(Key.Key_A, held=CTRL)
    room.key(RIGHT_NIK)
    to(room, "last4")
    room.key("0004")
    to(room, "reason")
    room.key("Salah salin")
    room.send()
    assert asked(office) == []
    assert room.focused().objectName() == "reason_known_other_name"
    room.key("1")
    room.send()
    assert [row.confirmed for row in asked(office)] == [{"known_other_name": "Sesuai KTP-el asli"}]


def test_the_matter_and_what_the_door_says_of_it(room: WorkRoom, office: Office, file: str) -> None:
    room.show(file, "petugas_loket")
    room.key("e")
    to(room, "reason")
    room.key("Salah ketik")
    room.send()
    assert "Belum ada isian yang berbeda" in form(room).refusal()
    to(room, "sip_ke")
    part(room).details.set_values({"sip_ke": "2"})
    room.send()
    assert "persyaratan lain" in form(room).refusal()
    assert part(room).details.first_error() == "sip_ke"
    part(room).details.set_values({"sip_ke": "1", "nama_tempat": "Klinik Contoh"})
    room.send()
    [row] = asked(office)
    assert row.changes == [{"field": "details.nama_tempat", "before": PLACE.before, "after": "Klinik Contoh"}]


def test_what_was_typed_is_there_again(room: WorkRoom, file: str) -> None:
    room.show(file, "petugas_loket")
    room.key("e", "Ni Made Baru")
    part(room).details.set_values({"nama_tempat": "Klinik Contoh"})
    room.key(Key.Key_Escape)
    assert room.file.form() is None
    room.key("e")
    assert part(room).identity.text("name") == "Ni Made Baru"
    assert part(room).details.values()["nama_tempat"] == "Klinik Contoh"


def test_a_foreigner_is_corrected_by_the_passport(room: WorkRoom, office: Office) -> None:
    person = msgspec.structs.replace(NI_LUH, nik="", foreign_id="X1234567")
    file = office.register_file(office.intake(person=person))
    room.show(file, "petugas_loket")
    room.key("e")
    assert not part(room).identity.is_shown("nik")
    to(room, "foreign_id")
    room.key(Key.Key_A, held=CTRL)
    room.key("X1234568")
    to(room, "reason")
    room.key("Salah salin")
    room.send()
    [row] = asked(office)
    assert row.changes == [{"field": "foreign_id", "before": "X1234567", "after": "X1234568"}]


def test_both_versions_are_seen_and_one_key_approves(room: WorkRoom, office: Office, file: str) -> None:
    ask(office, file, NAME, NIK, ADDRESS, PLACE)
    room.show(file, "penyelia")
    room.key("y")
    shown = form(room).findChild(ChangesPart)
    assert shown is not None
    assert room.focused() is shown
    marked = {each.objectName(): each.marked() for each in shown.findChildren(Version)}
    assert marked["nik_1"] == "·" * 15 + "3"
    assert marked["nik_2"] == "·" * 15 + "4"
    assert "NIK: semula 5 1 0 7" in shown.accessibleName()
    asked_for = shown.findChild(QLabel, "asked_because")
    assert asked_for is not None
    assert asked_for.text() == "Alasan: Salah ketik"
    room.send()
    assert office.file(file).applicant_name == NAME.after
    assert "koreksi diminta" not in badge(room)
    assert room.at_work.tray is not None
    [(pdf, _)] = room.at_work.tray.sheets
    assert "PERBAIKAN" in text(pdf)


def test_an_empty_value_is_said_in_words(room: WorkRoom, office: Office, file: str) -> None:
    ask(office, file, msgspec.structs.replace(ADDRESS, field="email", before="", after="a@contoh.id"))
    room.show(file, "penyelia")
    room.key("y")
    shown = form(room).findChild(ChangesPart)
    assert shown is not None
    assert "Surel: semula kosong, menjadi a@contoh.id" in shown.accessibleName()
    assert [each.plain() for each in shown.findChildren(Version)] == ["kosong", "a@contoh.id"]


def test_declined_with_the_cursor_in_the_reason(room: WorkRoom, office: Office, file: str) -> None:
    ask(office, file, NAME)
    room.show(file, "kabid")
    room.key("l")
    assert room.focused().objectName() == "note"
    room.send()
    assert form(room).refusal() == "Masih ada isian yang perlu dilengkapi."
    room.key("Sesuai KTP-el")
    room.send()
    assert [row.state for row in asked(office)] == ["ditolak"]


def test_taken_back(room: WorkRoom, office: Office, file: str) -> None:
    ask(office, file, NAME)
    room.show(file, "petugas_loket")
    room.key("z")
    room.send()
    assert [row.state for row in asked(office)] == ["dicabut"]


def test_nobody_signs_meanwhile(room: WorkRoom, office: Office, file: str) -> None:
    office.advance(file, "tanda_tangan")
    ask(office, file, NAME)
    room.show(file, "kadis")
    assert room.file.acts.reasons()["sign"] == "Koreksi data menunggu persetujuan."


def test_beranda_leads_to_the_answer(at_work: AtWork, office: Office, file: str, qtbot: QtBot) -> None:
    ask(office, file, NAME)
    at_work.sit("penyelia")
    found = office.door.ask(partial(front, staff_id="penyelia"))
    copies = CopyState(None, None, "", key_in_file=False, sheet_kept=True)
    told = reminders(found, copies, office.clock.now(), administers=False)
    [line] = [each for each in told if "koreksi" in each.text]
    assert (line.text, line.page, line.argument) == (
        "1 koreksi data menunggu persetujuan Anda.",
        "front_list",
        CORRECTIONS,
    )
    page = FrontListPage(at_work.workplace)
    qtbot.addWidget(page)
    page.show()
    page.activate(CORRECTIONS)
    at_work.settle()
    assert page.subtitle.startswith("Koreksi data menunggu persetujuan")
    qtbot.keyClick(seen(page, QTableView, "front_rows"), Key.Key_Return)
    assert at_work.routes[-1].argument == FileTarget(file, "approve_correction")
