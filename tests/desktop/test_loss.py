"""What a register has lost is said before anybody works, written down, and its numbers are not given again."""

from __future__ import annotations

import errno
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from sqlalchemy import select

from app.actions.commands.office import RenameCounter
from app.actions.door import Door
from app.errors import Unavailable
from app.models.journal import Entry
from app.models.office import Device, Series
from app.sync.mirror import Mirror
from app.ui.forms.form import FormSection
from app.ui.pages.entrance.clock_first import ClockFirstPage
from app.ui.pages.entrance.loss import LossPage
from app.upkeep.copies import backup
from app.upkeep.recovery import recovery_code
from tests.conftest import KEY
from tests.desktop.conftest import Desktop
from tests.desktop.founding import wizard
from tests.ui.seen import fields, line_of, part, seen, shows

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


def work(desktop: Desktop, times: int = 3) -> None:
    """Acts by whoever sits here."""
    parts = desktop.counter.parts
    for number in range(times):
        desktop.clock.advance(minutes=1)
        parts.pending_office.do(RenameCounter(stamp=parts.desk.stamp(), name=f"Loket {number}"))


def number(desktop: Desktop, last: int) -> None:
    """As if so many permits and files had been numbered."""
    with desktop.counter.parts.pending_office.office.register.writing() as session:
        session.get_one(Device, "7Q4").counter = last
        row = session.scalar(select(Series).where(Series.name == "SIP")) or Series(name="SIP", year=2026)
        row.last = last
        session.add(row)


def numbers(desktop: Desktop) -> tuple[int, dict[str, int]]:
    with desktop.counter.parts.pending_office.office.register.reading() as session:
        rows = {f"{row.name}/{row.year}": row.last for row in session.scalars(select(Series))}
        return session.get_one(Device, "7Q4").counter, rows


def kinds(desktop: Desktop) -> list[str]:
    with desktop.counter.parts.pending_office.office.register.reading() as session:
        return list(session.scalars(select(Entry.kind).order_by(Entry.position)))


def reminders(desktop: Desktop) -> str:
    desktop.counter.parts.navigator.open("front")
    desktop.settle()
    words = desktop.counter.window.findChildren(QLabel)
    return " ".join(each.text() for each in words if each.isVisible())


def asked(desktop: Desktop) -> LossPage:
    page = desktop.counter.window.cover.currentWidget()
    assert isinstance(page, LossPage)
    return page


def button(desktop: Desktop, name: str) -> QPushButton:
    return part(asked(desktop), QPushButton, name)


def numbers_asked(desktop: Desktop) -> FormSection:
    return part(asked(desktop), FormSection)


@pytest.fixture
def worked(at_door: Desktop) -> tuple[Desktop, bytes]:
    """An office at work, closed; and its register as it was before the last acts."""
    at_door.sign_in("made")
    number(at_door, 4)
    work(at_door, 1)
    at_door.close()
    before = (at_door.data / "register.db").read_bytes()
    at_door.open()
    at_door.sign_in("made")
    number(at_door, 6)
    work(at_door)
    at_door.close()
    return at_door, before


def test_a_register_set_back_gets_its_day_again_and_the_front_page_says_so(worked: tuple[Desktop, bytes]) -> None:
    desktop, before = worked
    (desktop.data / "register.db").write_bytes(before)
    desktop.open()
    desktop.sign_in("made")
    assert desktop.cover() == ""
    assert kinds(desktop).count("rename_counter") == 4
    assert "3 catatan yang hilang dari berkas data dimasukkan lagi." in reminders(desktop)


def test_what_cannot_come_back_is_written_down_before_anybody_works(worked: tuple[Desktop, bytes]) -> None:
    desktop, before = worked
    lose(desktop, before)
    desktop.open()
    desktop.sign_in("made")
    assert desktop.cover() == "loss"
    text = asked(desktop).text()
    assert "2 catatan sesudah Senin, 23 November 2026, pukul 11.01 WITA sampai" in text
    assert "Nomor registrasi 7Q4: 5 sampai 6" in text
    assert "Surat Izin Praktik 2026: 5 sampai 6" in text
    button(desktop, "loss_left").click()
    desktop.settle()
    assert desktop.cover() == "sign_in"
    desktop.sign_in("made")  # somebody else can sit down, nothing of the first is in the fields
    assert desktop.cover() == "loss"
    button(desktop, "loss_left").click()
    desktop.settle()
    desktop.close()
    desktop.open()
    desktop.sign_in("made")
    assert desktop.cover() == "loss", "it is asked until it is answered"
    desktop.press(ENTER, held=CONTROL)
    assert desktop.cover() == ""
    assert kinds(desktop)[-1] == "record_loss"
    assert numbers(desktop) == (6, {"SIP/2026": 6})
    assert "nomornya dilewati" in reminders(desktop)
    desktop.close()
    desktop.open()
    desktop.sign_in("made")
    assert desktop.cover() == "", "once"


def restored_elsewhere(desktop: Desktop, tmp_path: Path) -> None:
    """A new PC that knows nothing but the copy."""
    copy = tmp_path / "register-2026-11-23-1700.db"
    backup(desktop.data / "register.db", KEY, copy)
    shutil.rmtree(desktop.data)
    desktop.open()
    seen(wizard(desktop), QPushButton, "from_copy").click()
    desktop.settle()
    page = desktop.counter.window.cover.currentWidget()
    page.choose(copy)
    desktop.settle()
    desktop.press(recovery_code(KEY), ENTER)
    assert desktop.cover() == "sign_in"


def test_after_a_restore_the_highest_numbers_on_paper_are_asked(worked: tuple[Desktop, bytes], tmp_path: Path) -> None:
    desktop, before = worked
    (desktop.data / "register.db").write_bytes(before)
    restored_elsewhere(desktop, tmp_path)
    desktop.sign_in("made")
    assert desktop.cover() == "loss"
    page = asked(desktop)
    assert "dipulihkan dari cadangan register-2026-11-23-1700.db" in page.text()
    form, rows = numbers_asked(desktop), fields(page)
    labels = [row.field.label for row in rows]
    assert (labels[0], labels[-1]) == ("Nomor registrasi 7Q4", "Surat tugas 2026"), "in the order of the office's books"
    assert {"Surat Izin Praktik 2026", "Izin PAUD, Izin LKP/PKBM 2026", "Surat Izin Trayek 2026"} < set(labels)
    helps = {row.field.help for row in rows}
    assert len(helps) == len(labels), "each has its own"
    assert any("misalnya 5 pada 500.16.7.2/0005/SIP-DR/DPMPTSP/2026. Satu urutan untuk SIP" in each for each in helps)
    assert form.row("REK/2026").line() == "Belum ada di register"
    assert form.row("SIP/2026").line() == "Terakhir di register: 4"
    typed = form.values()
    assert (typed["7Q4/0"], typed["SIP/2026"], typed["REK/2026"]) == (4, 4, 0)
    form.set_values({"SIP/2026": 3})
    desktop.press(ENTER, held=CONTROL)
    assert list(form.errors()) == ["SIP/2026"]
    form.set_values({"SIP/2026": 60_000})
    desktop.press(ENTER, held=CONTROL)
    assert form.errors() == {"SIP/2026": "Nomor urut paling rendah 4, dan paling banyak 10.000 lebih tinggi."}
    assert desktop.cover() == "loss"
    form.set_values({"SIP/2026": 6, "7Q4/0": 7})
    desktop.press(ENTER, held=CONTROL)
    assert desktop.cover() == ""
    assert numbers(desktop) == (7, {"SIP/2026": 6})
    assert "Register dipulihkan dari cadangan register-2026-11-23-1700.db" in reminders(desktop)
    desktop.clock.advance(days=8)
    desktop.counter.parts.desk.changed.emit()
    assert "dipulihkan dari cadangan" not in reminders(desktop), "for a week"


def test_a_restore_on_the_same_pc_brings_back_what_is_newer(worked: tuple[Desktop, bytes]) -> None:
    """One step: the copy of the morning, and the day on top of it."""
    desktop, _ = worked
    (desktop.data / "register.db").unlink()
    desktop.open()
    seen(desktop.counter.window, QPushButton, "restore").click()
    desktop.settle()
    desktop.press(ENTER)
    desktop.sign_in("made")
    assert desktop.cover() == ""
    assert kinds(desktop).count("rename_counter") == 4
    said = reminders(desktop)
    assert "Register dipulihkan dari cadangan register-2026-11-23.db" in said
    assert "3 catatan yang lebih baru dimasukkan lagi." in said, "beside the one that the copy of the second start has"


def restored_with(desktop: Desktop, tmp_path: Path, now: datetime) -> None:
    """A new PC whose clock says so, and that knows nothing but the copy."""
    desktop.clock.moment = now
    restored_elsewhere(desktop, tmp_path)
    desktop.sign_in("made")


def years(desktop: Desktop) -> set[str]:
    return {name.rsplit("/", 1)[1] for name in numbers_asked(desktop).values()}


def clock_page(desktop: Desktop) -> ClockFirstPage:
    page = desktop.counter.window.cover.currentWidget()
    assert isinstance(page, ClockFirstPage)
    return page


@pytest.mark.parametrize("year", [2009, 2031])
def test_a_clock_that_cannot_be_right_comes_before_the_numbers_of_its_year(
    worked: tuple[Desktop, bytes], tmp_path: Path, year: int
) -> None:
    desktop, _ = worked
    right = desktop.clock.now()
    restored_with(desktop, tmp_path, datetime(year, 3, 3, 2, 0, tzinfo=UTC))
    assert f"menunjukkan 03-03-{year}" in clock_page(desktop).text()
    assert shows(clock_page(desktop), "clock_is_right") == (year == 2031), (
        "nobody is right against the day of the release"
    )
    desktop.press(Qt.Key.Key_F5)
    assert f"menunjukkan 03-03-{year}" in clock_page(desktop).text(), "the clock is as it was"
    desktop.press(Qt.Key.Key_Escape)
    assert desktop.cover() == "sign_in"
    desktop.sign_in("made")
    assert kinds(desktop)[-1] != "record_loss"
    desktop.clock.moment = right
    desktop.press(Qt.Key.Key_F5)
    assert years(desktop) == {"0", "2026"}
    desktop.press(ENTER, held=CONTROL)
    assert desktop.cover() == ""


def test_an_administrator_may_say_that_a_clock_long_after_the_copy_is_right(
    worked: tuple[Desktop, bytes], tmp_path: Path
) -> None:
    desktop, _ = worked
    restored_with(desktop, tmp_path, datetime(2027, 4, 1, 2, 0, tzinfo=UTC))
    clock_page(desktop)
    desktop.press(Qt.Key.Key_F8)
    desktop.press(ENTER)
    assert years(desktop) == {"0", "2026", "2027"}


def test_a_copy_from_before_the_turn_of_the_year_asks_for_both(worked: tuple[Desktop, bytes], tmp_path: Path) -> None:
    desktop, _ = worked
    restored_with(desktop, tmp_path, datetime(2027, 1, 4, 2, 0, tzinfo=UTC))
    assert years(desktop) == {"0", "2026", "2027"}


def lose(desktop: Desktop, before: bytes, count: int = 2) -> None:
    """The register is set back, and the log has not all that came after."""
    (desktop.data / "register.db").write_bytes(before)
    log = Mirror(desktop.data, KEY, name="since-copy.log")
    log.done([act for act, _ in log.waiting()][-1 - count : -1])


def set_back_together(desktop: Desktop) -> None:
    """Everything but the copies is as it was before the last acts."""
    names = ("register.db", "last-act", "since-copy.log")
    desktop.open()
    desktop.sign_in("made")
    work(desktop, 2)
    desktop.close()
    image = {name: (desktop.data / name).read_bytes() for name in names}
    desktop.clock.advance(days=1)
    desktop.open()
    desktop.sign_in("made")
    number(desktop, 9)
    work(desktop)
    desktop.close()
    desktop.clock.advance(days=1)
    desktop.open()
    desktop.close()
    for name, content in image.items():
        (desktop.data / name).write_bytes(content)


def test_a_copy_that_goes_further_is_offered_and_put_back(worked: tuple[Desktop, bytes]) -> None:
    """An older image of the folder: nothing but the copy tells of what came after."""
    desktop, _ = worked
    set_back_together(desktop)
    desktop.open()
    desktop.sign_in("made")
    assert desktop.cover() == "loss"
    text = asked(desktop).text()
    assert "3 catatan sesudah" in text
    assert "Cadangan register-2026-11-25.db memuat catatan yang tidak ada di register ini" in text
    assert desktop.focus().objectName() == "restore"
    assert desktop.counter.window.minimumSizeHint().width() <= 910, "1366 at larger text (150 %)"
    button(desktop, "restore").click()
    desktop.settle()
    desktop.press(ENTER)
    assert desktop.cover() == "sign_in"
    desktop.sign_in("made")
    assert "yang dicatat sesudahnya tidak ada" in asked(desktop).text(), "of the hours after it only the paper knows"
    button(desktop, "record_loss").click()
    desktop.settle()
    assert desktop.cover() == ""
    assert kinds(desktop).count("rename_counter") == 9
    assert numbers(desktop) == (9, {"SIP/2026": 9})


def test_whoever_does_not_take_the_offer_writes_it_down_once(worked: tuple[Desktop, bytes]) -> None:
    desktop, _ = worked
    set_back_together(desktop)
    desktop.open()
    desktop.sign_in("made")
    button(desktop, "record_loss").click()
    desktop.settle()
    assert desktop.cover() == ""
    assert numbers(desktop) == (9, {"SIP/2026": 9})
    desktop.close()
    desktop.open()
    desktop.sign_in("made")
    assert desktop.cover() == "", "the copy is there still, and is no news"


def test_a_restore_that_fails_leaves_the_page_at_work(
    worked: tuple[Desktop, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop, _ = worked
    set_back_together(desktop)
    desktop.open()
    desktop.sign_in("made")
    with monkeypatch.context() as broken:
        broken.setattr("app.upkeep.restore.shutil.copyfileobj", full)
        button(desktop, "restore").click()
        desktop.settle()
        desktop.press(ENTER)
    assert "ruang penyimpanan penuh" in said_below(desktop)
    with monkeypatch.context() as broken:
        broken.setattr("app.upkeep.restore.shutil.copyfileobj", full)
        broken.setattr("app.desktop.opener.unlock", out_of_reach)
        button(desktop, "restore").click()
        desktop.settle()
        desktop.press(ENTER)
    button(desktop, "loss_left").click()
    desktop.settle()
    assert desktop.cover() == "sign_in", "opened anew"
    desktop.sign_in("made")
    assert desktop.cover() == "loss"


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "no space")


def out_of_reach(*_: object) -> None:
    raise Unavailable("disk_full")


def said_below(desktop: Desktop) -> str:
    return line_of(asked(desktop))


def test_a_full_disk_is_said_and_one_may_try_again(
    worked: tuple[Desktop, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop, before = worked
    lose(desktop, before)
    desktop.open()
    desktop.sign_in("made")
    with monkeypatch.context() as broken:
        broken.setattr(Door, "do", out_of_reach)
        button(desktop, "record_loss").click()
        desktop.settle()
    assert "ruang penyimpanan penuh" in said_below(desktop)
    assert button(desktop, "record_loss").isEnabled()
    assert desktop.focus().objectName() == "record_loss", "Enter tries again"
    with monkeypatch.context() as broken:
        broken.setattr("app.desktop.beside.note_origin", out_of_reach)
        button(desktop, "record_loss").click()
        desktop.settle()
    assert desktop.cover() == "", "it is in the journal: nobody is held up"
    assert any("ruang penyimpanan penuh" in text for text in desktop.counter.window.notices.texts())
    desktop.close()
    desktop.open()
    desktop.sign_in("made")
    assert desktop.cover() == ""


def test_who_left_while_it_is_written_down_does_not_come_in(worked: tuple[Desktop, bytes]) -> None:
    desktop, before = worked
    lose(desktop, before)
    desktop.open()
    desktop.sign_in("made")
    record, left = button(desktop, "record_loss"), button(desktop, "loss_left")
    record.click()
    left.click()  # before the answer
    desktop.settle()
    assert desktop.cover() == "sign_in"
    assert desktop.counter.parts.session.signed_in is None
    desktop.sign_in("made")
    assert desktop.cover() == "", "it is written down"
    assert kinds(desktop).count("record_loss") == 1


def test_while_a_copy_is_put_back_nothing_else_is_begun_and_nobody_stays_signed_in(
    worked: tuple[Desktop, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop, _ = worked
    set_back_together(desktop)
    desktop.open()
    desktop.sign_in("made")
    others = [button(desktop, name) for name in ("record_loss", "loss_left", "restore")]
    with monkeypatch.context() as broken:
        broken.setattr("app.upkeep.restore.shutil.copyfileobj", full)
        button(desktop, "restore").click()
        desktop.confirm()
        assert [each.isEnabled() for each in others] == [False, False, False]
        desktop.counter.sign_in_flow.lock.idled.emit()
        assert desktop.cover() == "loss", "the register is not opened while it is replaced"
        desktop.settle()
    assert desktop.cover() == "sign_in", "it failed, and nobody was there"
    desktop.sign_in("made")
    button(desktop, "restore").click()
    desktop.confirm()
    desktop.counter.sign_in_flow.lock.idled.emit()
    desktop.settle()
    assert desktop.cover() == "sign_in"
    assert desktop.counter.parts.session.signed_in is None


def test_a_question_left_open_is_not_answered_by_who_comes(worked: tuple[Desktop, bytes]) -> None:
    desktop, _ = worked
    set_back_together(desktop)
    desktop.open()
    desktop.sign_in("made")
    button(desktop, "restore").click()
    desktop.settle()
    desktop.counter.sign_in_flow.lock.idled.emit()
    desktop.settle()
    assert desktop.cover() == "sign_in"
    assert [each for each in desktop.counter.window.findChildren(QDialog) if each.isVisible()] == []


def test_nobody_finds_it_open_and_what_was_typed_stays(worked: tuple[Desktop, bytes], tmp_path: Path) -> None:
    """It shows numbers and nobody's data, but what is written down there is signed by whoever signed in."""
    desktop, before = worked
    (desktop.data / "register.db").write_bytes(before)
    restored_elsewhere(desktop, tmp_path)
    desktop.sign_in("made")
    numbers_asked(desktop).set_values({"SIP/2026": 31})
    desktop.counter.sign_in_flow.lock.idled.emit()
    desktop.settle()
    assert desktop.cover() == "sign_in"
    desktop.counter.sign_in_flow.lock.idled.emit()
    assert desktop.cover() == "sign_in"
    desktop.sign_in("made")
    assert numbers_asked(desktop).values()["SIP/2026"] == 31
