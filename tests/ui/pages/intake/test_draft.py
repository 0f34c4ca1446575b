"""Nothing typed is ever lost: saved within a second, offered again, the cursor where it was."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.database import open_register
from app.models.journal import Entry
from app.models.office import Draft
from app.ui.pages.intake.draft import WAIT, DraftContent, Drafting, DraftWish, pack, unpack
from app.ui.pages.intake.sheet import FormPlace
from app.ui.widgets.confirm import Confirm
from tests.conftest import KEY, FixedClock
from tests.office import Office
from tests.ui.at_work import AtWork
from tests.ui.pages.intake_at_work import ALL_HERE, ENTER, F6, F8, FRESH, NAME, NIK, REGISTER, IntakeAtWork

WHEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def kept(intake: IntakeAtWork) -> list[Draft]:
    with intake.at_work.office.register.reading() as session:
        return list(session.scalars(select(Draft).order_by(Draft.kept)))


def drafting(intake: IntakeAtWork) -> Drafting:
    found = intake.page.findChild(Drafting)
    assert found is not None
    return found


def another(at_work: AtWork, shown: Callable[[QWidget], QWidget]) -> IntakeAtWork:
    """The page as it opens after the program was started again."""
    counter = IntakeAtWork(at_work)
    shown(counter.window)
    return counter.open()


def test_what_was_typed_is_on_the_disk_within_a_second(intake: IntakeAtWork, qtbot: QtBot) -> None:
    clock = QElapsedTimer()
    intake.press(NIK[:5])
    clock.start()
    qtbot.waitUntil(lambda: bool(kept(intake)), timeout=1000)
    assert clock.elapsed() < 1000
    assert WAIT < 1000
    assert kept(intake)[0].content["typed"]["identity"]["nik"] == "5107 0"


def test_typing_on_and_on_is_saved_all_the_same(intake: IntakeAtWork, qtbot: QtBot) -> None:
    """The timer runs from the first key that is not on the disk, not from the last."""
    (timer,) = drafting(intake).findChildren(QTimer)
    intake.press("5")
    left = timer.remainingTime()
    qtbot.waitUntil(lambda: timer.remainingTime() < left - WAIT // 4)  # more than a key takes
    before = timer.remainingTime()
    intake.press("1")
    assert timer.remainingTime() <= before


def test_a_blank_form_makes_no_draft(intake: IntakeAtWork) -> None:
    intake.press(ENTER, ENTER)
    intake.page.leave()
    intake.at_work.settle()
    assert kept(intake) == []


def test_one_entry_is_one_draft(intake: IntakeAtWork) -> None:
    intake.press(NIK)
    intake.page.leave()
    intake.press(NAME)
    intake.page.leave()
    intake.at_work.settle()
    (draft,) = kept(intake)
    assert draft.content["label"] == "Ni Luh Contoh"
    assert intake.page.subtitle.startswith("Draf tersimpan 10.")


@pytest.mark.parametrize("way", ["leave", "lock", "close"])
def test_leaving_locking_and_closing_save_at_once(intake: IntakeAtWork, way: str) -> None:
    intake.press(NIK)
    if way == "leave":
        assert intake.page.leave()
    elif way == "lock":
        intake.at_work.session.lock()
    else:
        intake.window.close()
    intake.at_work.settle()
    assert len(kept(intake)) == 1


@pytest.mark.parametrize("after", ["nobody", "another"])
def test_what_was_typed_last_is_saved_for_who_typed_it(intake: IntakeAtWork, after: str) -> None:
    intake.press(NIK)
    if after == "nobody":
        intake.at_work.session.sign_out()
    else:
        intake.at_work.sit("verifikator")
    intake.page.leave()
    intake.at_work.settle()
    assert [row.owner_id for row in kept(intake)] == ["petugas_loket"]


def test_nothing_is_saved_for_nobody(intake: IntakeAtWork) -> None:
    intake.press(NIK)
    intake.page.leave()
    intake.at_work.session.sign_out()
    drafting(intake).save()
    drafting(intake).look()
    drafting(intake).open(DraftWish("x"))
    intake.at_work.settle()
    assert len(kept(intake)) == 1


def test_a_draft_is_offered_and_opened_with_one_key(intake: IntakeAtWork, shown: Callable[[QWidget], QWidget]) -> None:
    intake.fill(papers=False)
    intake.press(ALL_HERE)
    intake.go("details", "nama_tempat")
    field = intake.widget("nama_tempat")
    assert isinstance(field, QLineEdit)
    field.setCursorPosition(4)
    before = intake.page.parts.sheet.typed()
    intake.page.leave()
    intake.window.close()
    again = another(intake.at_work, shown)
    assert again.focused() == "nik"
    assert again.shows("drafts")
    assert not again.shows("summary")
    again.press(F6)
    assert again.page.parts.sheet.typed() == before
    assert again.focused() == "nama_tempat"
    restored = again.widget("nama_tempat")
    assert isinstance(restored, QLineEdit)
    assert restored.cursorPosition() == 4
    assert again.shows("summary")
    again.press(F8, REGISTER)
    assert len(again.registered) == 1
    assert kept(again) == []


@pytest.mark.parametrize(
    ("part", "field"),
    [("questions", "jumlah_sip"), ("papers", "papers"), ("ticks", "tidak_praktik_5_tahun"), ("toggles", "proxy")],
)
def test_the_cursor_comes_back_to_every_kind_of_place(
    intake: IntakeAtWork, shown: Callable[[QWidget], QWidget], part: str, field: str
) -> None:
    intake.fill()
    intake.go(part, field)
    intake.page.leave()
    intake.window.close()
    again = another(intake.at_work, shown)
    again.press(F6)
    assert again.focused() == field


def test_what_was_keyed_differently_is_part_of_the_draft(
    intake: IntakeAtWork, shown: Callable[[QWidget], QWidget]
) -> None:
    intake.fill()
    intake.go("identity", "last4")
    intake.press("0030", "0003")
    assert intake.page.parts.identity.rekeying.differed == ("last4",)
    intake.page.leave()
    intake.window.close()
    again = another(intake.at_work, shown)
    again.press(F6, F8, REGISTER)
    assert len(again.registered) == 1
    with again.at_work.office.register.reading() as session:
        entry = session.scalars(select(Entry).where(Entry.kind == "register_application")).one()
    assert entry.payload["intake"]["rekeyed"] == ["last4"]


def test_a_reason_is_part_of_the_draft(intake: IntakeAtWork, shown: Callable[[QWidget], QWidget]) -> None:
    intake.press(NIK, NAME, ENTER, "06071988", "p")
    intake.go("reasons", "birth_date_differs")
    intake.press("KK lama")
    intake.window.close()
    again = another(intake.at_work, shown)
    again.press(F6)
    assert again.text("reason_birth_date_differs") == "KK lama"
    assert again.focused() == "reason_birth_date_differs"


def test_saved_and_begun_anew(intake: IntakeAtWork) -> None:
    intake.press(NIK, NAME, FRESH)
    assert intake.page.parts.is_blank()
    assert intake.focused() == "nik"
    assert intake.shows("drafts")
    intake.press("5107")
    assert not intake.shows("drafts")
    assert intake.shows("summary")
    intake.page.leave()
    intake.at_work.settle()
    assert [row.content["label"] for row in kept(intake)] == ["Ni Luh Contoh", ""]


def test_the_list_is_worked_with_keys(intake: IntakeAtWork) -> None:
    intake.press(NIK, NAME, FRESH, NIK[:6], "X", FRESH)
    rows = intake.page.drafts.list
    assert rows.count() == 2
    rows.setFocus()
    intake.press(Qt.Key.Key_Down, ENTER)
    assert intake.text("name") == NAME


def test_deleting_asks_first(intake: IntakeAtWork) -> None:
    intake.press(NIK, NAME, FRESH)
    intake.page.drafts.list.setFocus()
    intake.press(Qt.Key.Key_Delete)
    question = intake.page.findChild(Confirm)
    assert question is not None
    assert f"Draf {NAME.title()} (" in " ".join(each.text() for each in question.findChildren(QLabel)), "and says which"
    assert len(kept(intake)) == 1
    button = question.findChild(QPushButton, "confirm")
    assert button is not None
    intake.at_work.press(button, Qt.Key.Key_Space)
    assert kept(intake) == []
    assert not intake.page.drafts.isVisible()
    assert intake.page.summary.isVisible()


def test_keys_on_an_empty_list_do_nothing(intake: IntakeAtWork) -> None:
    intake.page.drafts.list.opened.emit()
    intake.page.drafts.list.dropped.emit()
    assert intake.page.findChild(Confirm) is None


def test_other_keys_move_in_the_list(intake: IntakeAtWork) -> None:
    intake.press(NIK, NAME, FRESH, NIK[:6], FRESH)
    rows = intake.page.drafts.list
    rows.setFocus()
    intake.press(Qt.Key.Key_Down)
    assert rows.currentRow() == 1


def test_a_draft_of_an_unknown_version_is_left_alone(intake: IntakeAtWork) -> None:
    intake.press(NIK, FRESH)
    with intake.at_work.office.register.writing() as session:
        row = session.scalars(select(Draft)).one()
        row.content = {**row.content, "version": 99}
    intake.press(F6)
    assert intake.page.parts.is_blank()
    assert len(kept(intake)) == 1


def test_a_draft_that_is_gone_is_no_longer_offered(intake: IntakeAtWork) -> None:
    intake.press(NIK, FRESH)
    with intake.at_work.office.register.writing() as session:
        session.delete(session.scalars(select(Draft)).one())
    intake.press(F6)
    assert intake.page.parts.is_blank()
    assert not intake.page.drafts.isVisible()


@pytest.mark.parametrize("cursor", [None, FormPlace("identity", "name", position=3)])
def test_packing_and_unpacking(cursor: FormPlace | None) -> None:
    content = DraftContent("Ni Luh", {"identity": {"name": "Ni L"}}, cursor, WHEN)
    assert unpack(pack(content)) == content


@pytest.mark.parametrize("broken", [{}, {"version": 1}, {"version": 1, "typed": {}}, {"version": 2, "typed": {}}])
def test_what_cannot_be_understood_is_none(broken: dict[str, object]) -> None:
    assert unpack(broken) is None


DYING = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.database import open_register
from tests.conftest import KEY, FixedClock
from tests.office import Office
from tests.ui.at_work import AtWork
from tests.ui.pages.intake_at_work import NAME, NIK, IntakeAtWork

app = QApplication([])
path = Path(sys.argv[1])
at_work = AtWork(Office(open_register(path, KEY), FixedClock()).open(), path.parent)
counter = IntakeAtWork(at_work)
counter.window.show()
counter.window.activateWindow()
at_work.settle()
counter.open()

def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)

counter.page.subtitle_changed.connect(die)
counter.press(NIK, NAME)
app.exec()
"""


def test_a_power_cut_loses_nothing(register_path: Path, shown: Callable[[QWidget], QWidget]) -> None:
    """The program is killed as soon as it says that the draft is saved."""
    ended = subprocess.run([sys.executable, "-c", DYING, str(register_path)], timeout=60, check=False)
    assert ended.returncode == -signal.SIGKILL
    register = open_register(register_path, KEY)
    office = Office(register, FixedClock(), seed=2)
    at_work = AtWork(office, register_path.parent)
    again = another(at_work, shown)
    again.press(F6)
    assert again.text("nik") == "5107 0345 0788 0003"
    assert again.text("name") == NAME
    assert again.focused() == "name"
    at_work.desk.close()
    register.close()
