"""Sambungan: the state, what waits and what to do about it, losses of contact, the line at the foot, the marks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTabWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.actions.commands.office import RecordOutage
from app.models.exchange import Act
from app.ui.look import style
from app.ui.pages.centre.connection import EMPTY, EMPTY_ALONE, ConnectionPage
from app.ui.pages.file.page import FilePage
from app.ui.widgets.badge import Badge
from tests.ui.pages.two_counters import TwoCounters
from tests.ui.seen import part, says, shows

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def counters(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[TwoCounters]:
    style.apply(qapp, dark=False)
    made = TwoCounters(tmp_path, qtbot)
    yield made
    made.close()


def page(counters: TwoCounters, role: str = "verifikator") -> ConnectionPage:
    made = counters.open("connection", None, role)
    assert isinstance(made, ConnectionPage)
    return made


def linked(counters: TwoCounters, **values: object) -> None:
    now = counters.clock.now()
    facts = {"linked": True, "online": True, "since": now, "contact": now, "stage": "complete"}
    counters.connection.become(**(facts | {"address": "https://pusat:8443", "device": "7Q4"} | values))
    counters.at_work.settle()


def badges(page: FilePage) -> list[str]:
    return [each.text() for each in page.head.findChildren(Badge) if each.isVisible()]


def answered(counters: TwoCounters, answer: str, reason: str = "") -> str:
    """The centre's word on the oldest act that waits."""
    with counters.one.register.writing() as session:
        act = session.scalars(select(Act).where(Act.feed.is_(None)).order_by(Act.position)).first()
        assert act is not None
        act.answer, act.reason, act.tries = answer, reason, 1
        return act.id


def test_without_a_centre_it_says_that_all_is_kept_here(counters: TwoCounters) -> None:
    found = page(counters)
    assert "bekerja sendiri, tanpa pusat" in found.head.text()
    assert "Kontak terakhir: \n" in found.head.text() + "\n"
    assert not shows(found, "try_now")
    assert found.waiting.table.is_empty()
    assert says(found, "empty_text") == EMPTY_ALONE


def test_online_with_nothing_waiting(counters: TwoCounters) -> None:
    linked(counters)
    found = page(counters)
    said = found.head.text()
    assert said.startswith("Daring\nData Anda dikirim dan diterima dengan sendirinya.")
    assert "Alamat pusat: https://pusat:8443" in said
    assert "Kode loket ini: 7Q4" in said
    assert "(baru saja)" in said
    assert "Selisih jam: 0 detik" in said
    assert says(found, "empty_text") == EMPTY


def test_offline_with_acts_waiting_and_what_to_do(counters: TwoCounters) -> None:
    counters.known_file()
    counters.cut()
    counters.one.office.register_file(counters.one.office.intake(confirmed={"duplicate": "x"}))
    counters.clock.advance(minutes=12)
    since = counters.clock.now() - timedelta(minutes=12)
    linked(counters, online=False, since=since, contact=since, waiting=1, trouble="centre_away")
    found = page(counters)
    assert found.head.text().startswith("Luring sejak 10.00, 1 tindakan menunggu\nPusat belum dapat dihubungi.")
    assert "(12 menit lalu)" in found.head.text()
    row = found.waiting.table.current()
    assert row is not None
    model = found.waiting.table.model
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert shown[0] == "Daftarkan"
    assert shown[2:] == ["Petugas Petugas_Loket", "12 menit lalu", "belum dikirim", "0 kali"]
    assert found.waiting.text().startswith("Tindakan ini belum sampai ke pusat. Tidak ada yang perlu dilakukan")
    assert not shows(found, "send_again")


def test_both_clocks_and_the_progress_are_shown(counters: TwoCounters) -> None:
    linked(counters, clock_off=300, stage="rest", done=45, total=100)
    said = page(counters).head.text()
    assert "5 menit lebih cepat. Mohon betulkan jam komputer." in said
    assert said.endswith("Mengambil berkas yang lebih lama; loket sudah dapat dipakai: 45 %")
    linked(counters, stage="first", total=0)
    assert page(counters).head.text().endswith("Mengambil berkas berjalan dan 90 hari terakhir")


def test_a_round_now_by_the_keyboard(counters: TwoCounters) -> None:
    linked(counters)
    found = page(counters)
    QTest.keyClick(found.window().focusWidget() or found, Qt.Key.Key_R, CONTROL)
    assert counters.connection.asked == [("wake", None)]


def test_what_the_centre_never_takes_is_explained_and_sent_again_by_hand(counters: TwoCounters) -> None:
    counters.one.office.register_file()
    act = answered(counters, "forged", "key")
    linked(counters)
    found = page(counters)
    assert "Kunci tanda tangan Petugas Petugas_Loket di komputer ini tidak dikenal pusat." in found.waiting.text()
    QTest.keyClick(found.waiting.table.view, Qt.Key.Key_R, CONTROL | SHIFT)
    assert counters.connection.asked == [("retry", act)]


def test_with_large_letters_numbers_are_read_whole(counters: TwoCounters) -> None:
    counters.known_file()
    counters.cut()
    counters.one.office.register_file(counters.one.office.intake(confirmed={"duplicate": "x"}))
    linked(counters, waiting=1)
    found = page(counters)
    last = found.waiting.table.model.columnCount() - 1
    for width, hidden in ((1366, False), (700, True), (1366, False)):
        found.window().resize(width, 768)
        counters.at_work.settle()
        assert found.waiting.table.view.isColumnHidden(last) is hidden


def test_enter_opens_the_file_and_the_list_follows_the_answers(counters: TwoCounters) -> None:
    file = counters.one.office.register_file()
    linked(counters)
    found = page(counters)
    assert not found.waiting.table.is_empty()
    counters.at_work.press(found, Qt.Key.Key_Return)
    assert counters.at_work.routes[-1].argument == file
    found = page(counters)
    counters.one.settle()
    linked(counters, waiting=0)
    assert found.waiting.table.is_empty()
    for name in ("open_waiting", "send_again"):
        part(found, QPushButton, name).click()
    assert (counters.connection.asked, len(counters.at_work.routes)) == ([], 1)


def test_losses_of_contact_in_their_own_tab(counters: TwoCounters) -> None:
    now = counters.clock.now()
    for hours, cause in ((30, "centre_slow"), (2, "centre_away")):
        began = now - timedelta(hours=hours)
        values = {"began": began, "ended": began + timedelta(hours=4), "acts": 4, "cause": cause}
        counters.one.office.do("verifikator", RecordOutage, **values)
    counters.settle()
    found = page(counters)
    QTest.keyClick(part(found, QTabWidget, "connection_tabs").tabBar(), Qt.Key.Key_Right)
    model = found.outages.rows.model
    rows = [[model.index(row, column).data() for column in range(6)] for row in range(2)]
    assert rows == [
        ["Loket 1", "23-11-2026 08.00", "12.00", "4 jam", "4", "pusat terputus"],
        ["Loket 1", "22-11-2026 04.00", "08.00", "4 jam", "4", "jaringan lambat"],
    ]
    months = found.outages.months.model
    assert [months.index(0, column).data() for column in range(3)] == ["November 2026", "2", "8 jam"]
    began = now - timedelta(hours=60)
    values = {"began": began, "ended": began + timedelta(hours=30), "acts": 0, "cause": "?"}
    counters.one.office.do("verifikator", RecordOutage, **values)
    counters.settle()
    assert model.index(2, 2).data() == "22-11-2026 04.00"


def test_without_losses_the_tab_says_so(counters: TwoCounters) -> None:
    found = page(counters)
    assert found.outages.rows.is_empty()
    assert found.outages.months.isHidden()


def test_the_line_at_the_foot_leads_here(counters: TwoCounters) -> None:
    counters.at_work.sit("verifikator")
    wanted: list[int] = []
    counters.window.status.connection_wanted.connect(partial(wanted.append, 1))
    QTest.keyClick(counters.window, Qt.Key.Key_F7)
    counters.at_work.settle()
    assert wanted == [1]


def test_queue_and_file_say_what_waits_for_the_centre(counters: TwoCounters) -> None:
    file = counters.known_file()
    queue = counters.open("queue", None, "penyelia")
    assert queue.list.table.view.isColumnHidden(8)
    counters.cut()
    counters.carry_on(counters.one, file)
    queue = counters.open("queue", None, "penyelia")
    counters.at_work.desk.changed.emit()
    counters.at_work.settle()
    assert not queue.list.table.view.isColumnHidden(8)
    assert queue.list.table.model.index(0, 8).data() == "pengiriman"
    QTest.keyClick(queue.list.table.view, Qt.Key.Key_F8)
    counters.at_work.settle()
    counters.at_work.settle()
    said = counters.at_work.texts()[-1]
    assert said.startswith("Minta Rekomendasi untuk KRA-7Q4-")
    assert "menunggu nomor dari pusat. Suratnya dapat dicetak dari bagian Dokumen" in said
    assert counters.at_work.out == []
    assert queue.list.table.model.index(0, 8).data() == "nomor pusat"
    shown = counters.open("file", file, "penyelia")
    assert "menunggu nomor dari pusat" in badges(shown)
    assert "Menunggu nomor dari pusat" in shown.work.tabs.history.timeline.happenings()[0].why
    counters.mend()
    counters.settle()
    assert [said for said in badges(shown) if not said or "menunggu" in said] == []


def test_the_newest_backup_of_the_centre(counters: TwoCounters) -> None:
    found, now = page(counters), counters.clock.now()
    linked(counters, backed_up=now)
    assert "Cadangan pusat: 23-11-2026" in found.head.text()
    assert "dikirim dan diterima dengan sendirinya" in found.head.text()
    linked(counters, backed_up=now - timedelta(days=5), backup="centre_backup_old")
    assert "Cadangan pusat terakhir dibuat 18-11-2026." in found.head.text()
    linked(counters, backed_up=None, backup="centre_backup_never")
    assert "Cadangan pusat: belum pernah" in found.head.text()
    assert "Pusat belum pernah dicadangkan." in found.head.text()
    linked(counters, backed_up=None, backup="")
    assert "Cadangan pusat: \n" in found.head.text() + "\n"  # an older centre does not say
