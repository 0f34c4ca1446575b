"""Perlu keputusan: what collided is understood, and closed by the keyboard: again, taken over, or with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.actions.commands.office import ChangeCalendar, ChangeOffice, DayRuling
from app.queries.tray import Other, Tray, TrayMatter, tray
from app.rules import stages
from app.ui.look import style
from app.ui.pages.file.page import FileTarget
from app.ui.pages.tray.item import told
from app.ui.pages.tray.page import EMPTY, OPEN, TrayPage
from app.ui.pages.tray.settling import AWAITS_ANOTHER, Settling, place_of
from app.ui.widgets.confirm import Confirm
from app.ui.widgets.side_by_side import SideBySide
from tests.office import PROFILE
from tests.ui.pages.two_counters import TwoCounters
from tests.ui.seen import says

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def counters(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[TwoCounters]:
    style.apply(qapp, dark=False)
    made = TwoCounters(tmp_path, qtbot)
    yield made
    made.close()


def page(counters: TwoCounters, *roles: str) -> TrayPage:
    made = counters.open("tray", None, *roles)
    assert isinstance(made, TrayPage)
    return made


def seen(counters: TwoCounters, staff: str = "kabid") -> tuple[TrayMatter, ...]:
    return counters.one.office.door.ask(partial(tray, staff_id=staff)).open


def decided(counters: TwoCounters) -> TrayMatter:
    (matter,) = counters.one.office.door.ask(partial(tray, staff_id="kabid")).closed
    return matter


def key(counters: TwoCounters, found: TrayPage, *keys: Key) -> None:
    for each in keys:
        QTest.keyClick(found.lists.open.view, each)
        counters.at_work.settle()


def answer(counters: TwoCounters, found: QWidget, text: str = "") -> None:
    """Ctrl+Enter in the question that is open."""
    question = found.window().findChild(Confirm)
    assert question is not None
    if text:
        field = question.findChild(QWidget, "reason")
        assert isinstance(field, QWidget)
        QTest.keyClicks(field, text)
    QTest.keyClick(question, Key.Key_Return, CONTROL)
    counters.at_work.settle()


def offered(found: TrayPage) -> list[str]:
    foot = found.foot
    return [each.words() for each in (foot.settle, foot.open, foot.adopt, foot.redo) if not each.isHidden()]


def test_nothing_to_decide(counters: TwoCounters) -> None:
    found = page(counters, "verifikator")
    assert found.subtitle == EMPTY
    assert found.lists.open.is_empty()
    assert (found.current(), offered(found), counters.numbers[-1]) == (None, [], 0)
    key(counters, found, Key.Key_F8, Key.Key_A, Key.Key_T, Key.Key_Return)
    found.lists.adopt_wanted.emit()
    found.lists.close_wanted.emit()
    assert counters.at_work.routes == []


def test_what_its_author_reads_of_a_decision_that_came_too_late(counters: TwoCounters) -> None:
    counters.collision()
    found = page(counters, "verifikator")
    (matter,) = seen(counters)
    number = matter.number
    assert found.subtitle == "1 hal dari Anda menunggu keputusan"
    assert found.item.text().splitlines()[:3] == [
        f"Kembalikan {number}",
        "Tidak dijalankan",
        "Oleh Petugas Verifikator, Loket 1, 23-11-2026 pukul 10.00 WITA",
    ]
    said = found.item.text()
    assert "Petugas lain lebih dahulu mengambil keputusan atas berkas ini" in said
    assert "Tindakan ini tidak mengubah berkas di pusat." in said
    assert "Tahap: Verifikasi Berkas \u2260 Permintaan Rekomendasi\nTindakan terakhir: " in said
    assert "\u2260 Nyatakan Lengkap dan Benar oleh" in said
    assert "Mohon salinan yang terbaca." in said
    assert offered(found) == ["Tutup dengan alasan", "Buka berkas", "Lakukan ulang"]
    assert counters.numbers[-1] == 1
    key(counters, found, Key.Key_A)
    assert found.window().findChild(Confirm) is None


def test_whom_a_registration_was_for_is_said(counters: TwoCounters) -> None:
    """It may stand in no file, as where another one has taken the id of it."""
    counters.collision()
    (matter,) = seen(counters)
    intake = msgspec.to_builtins(counters.one.office.intake())
    lost = replace(matter, act="register_application", payload={"number": "KRA-7Q4-00001-4GW", "intake": intake})
    assert told(lost).splitlines()[0] == "Pemohon: NI LUH CONTOH"
    assert not told(matter).startswith("Pemohon")


def test_others_do_not_see_it(counters: TwoCounters) -> None:
    counters.collision()
    assert page(counters, "bendahara").lists.open.is_empty()
    assert counters.numbers[-1] == 0


def test_enter_opens_the_file(counters: TwoCounters) -> None:
    file = counters.collision()
    found = page(counters, "verifikator")
    key(counters, found, Key.Key_Return)
    assert (counters.at_work.routes[-1].key, counters.at_work.routes[-1].argument) == ("file", file)


def test_a_supervisor_takes_it_over_in_the_own_name(counters: TwoCounters) -> None:
    file = counters.collision()
    found = page(counters, "penyelia")
    assert "Ambil alih" in offered(found)
    key(counters, found, Key.Key_A)
    answer(counters, found)
    assert counters.one.office.file(file).stage == stages.RETURNED
    assert any(said.endswith(": diambil alih.") for said in counters.at_work.texts())
    assert len(counters.at_work.out) == 1  # the letter, in the own name
    counters.settle()
    assert counters.two.office.file(file).stage == stages.RETURNED
    assert (decided(counters).settled, decided(counters).closed_by) == ("adopt", "Petugas Penyelia")
    assert seen(counters) == ()
    assert counters.numbers[-1] == 0


def test_what_the_rules_forbid_by_now_closes_nothing(counters: TwoCounters) -> None:
    file = counters.collision()
    found = page(counters, "administrator")
    key(counters, found, Key.Key_A)
    answer(counters, found)
    assert counters.one.office.file(file).stage != stages.RETURNED
    assert "hanya dapat dilakukan oleh" in counters.at_work.texts()[-1]
    assert len(seen(counters)) == 1


def test_closed_with_a_reason_that_must_be_given(counters: TwoCounters) -> None:
    counters.collision()
    found = page(counters, "verifikator")
    key(counters, found, Key.Key_T)
    answer(counters, found)
    assert len(seen(counters)) == 1
    answer(counters, found, "Sudah dibicarakan.")
    assert (decided(counters).settled, decided(counters).note) == ("withdraw", "Sudah dibicarakan.")
    assert found.lists.open.is_empty()
    QTest.keyClick(found.lists.tabBar(), Key.Key_Right)
    counters.at_work.settle()
    assert found.item.text().splitlines()[-2:] == [
        f"Ditutup dengan alasan oleh Petugas Verifikator, {_when(decided(counters))}",
        "Alasan: Sudah dibicarakan.",
    ]
    assert offered(found) == ["Buka berkas"]


def _when(matter: TrayMatter) -> str:
    assert matter.closed is not None
    return f"{matter.closed:%d-%m-%Y pukul %H.%M} WITA"


def test_done_again_it_is_closed_by_itself(counters: TwoCounters) -> None:
    file = counters.collision()
    found = page(counters, "verifikator")
    key(counters, found, Key.Key_F8)
    assert counters.at_work.routes[-1].argument == FileTarget(file, "return_for_revision")
    counters.clock.advance(minutes=2)
    counters.give_back(counters.one, file)
    counters.at_work.desk.changed.emit()
    counters.at_work.settle()
    assert decided(counters).settled == "redo"
    assert counters.at_work.texts()[-1].endswith(": dilakukan ulang.")


def test_who_leaves_in_between_closes_it_later_by_one_key(counters: TwoCounters) -> None:
    file = counters.collision()
    found = page(counters, "verifikator")
    key(counters, found, Key.Key_F8)
    counters.at_work.session.lock()
    counters.at_work.session.unlock()
    counters.clock.advance(minutes=2)
    counters.give_back(counters.one, file)
    found = page(counters, "verifikator")
    assert len(seen(counters)) == 1
    assert "Tindakan serupa sudah dilakukan sejak itu." in found.item.text()
    assert offered(found)[-1] == "Tutup, sudah dilakukan ulang"
    key(counters, found, Key.Key_F8)
    assert decided(counters).settled == "redo"


def test_what_stands_is_confirmed_or_closed_but_not_done_again(counters: TwoCounters) -> None:
    counters.cut()
    counters.one.office.register_file()
    counters.two.office.register_file()
    counters.mend()
    counters.settle()
    found = page(counters, "petugas_loket")
    assert "tetap tercatat dan berlaku" in found.item.text()
    assert offered(found) == ["Tutup dengan alasan", "Buka berkas"]
    assert not found.foot.settle.isEnabled()
    assert says(found, "tray_hint") == AWAITS_ANOTHER
    key(counters, found, Key.Key_T)
    assert found.window().findChild(Confirm) is None
    found = page(counters, "kabid")
    assert found.foot.settle.isEnabled()
    assert offered(found)[-1] == "Nyatakan benar"
    key(counters, found, Key.Key_A)
    answer(counters, found)
    assert (decided(counters).settled, decided(counters).closed_by) == ("adopt", "Petugas Kabid")


def test_a_supervisor_leaves_the_own_act_to_another(counters: TwoCounters) -> None:
    """What was set aside may be done again, but is closed by somebody else; by no way round."""
    counters.collision()
    found = page(counters, "kabid")
    (matter,) = seen(counters)
    own = replace(matter, cause="parked", actor="kabid", against_closing="own_matter", may_adopt=False)
    settling = Settling(found, counters.at_work.workplace)
    offers = settling.offers(own)
    assert (offers.redo, offers.adopt, offers.close, offers.hint) == (True, False, False, AWAITS_ANOTHER)
    assert not settling.offers(replace(own, again=True)).redo
    assert settling.begin_again(own)
    settling.follow(Tray((replace(own, again=True),), (), supervises=True))
    assert settling.redoing == ""
    assert len(seen(counters)) == 1


def test_where_an_act_is_done_again(counters: TwoCounters) -> None:
    counters.collision()
    (matter,) = seen(counters)
    here = replace(matter, application="")
    assert place_of(replace(matter, act="hand_over"))[1] == FileTarget(matter.application, "hand_over")
    assert place_of(replace(here, act="register_application")) == ("intake", None)
    assert place_of(replace(here, act="add_staff")) == ("settings", "staff")
    assert place_of(replace(matter, act="record_print")) == ("file", matter.application)
    assert place_of(replace(here, act="set_up_office")) == ("settings", None)


def test_what_cannot_be_built_anew_is_said(counters: TwoCounters) -> None:
    counters.collision()
    found = page(counters, "kabid")
    (matter,) = seen(counters)
    Settling(found, counters.at_work.workplace).adopt(replace(matter, act="set_password", payload={}))
    counters.at_work.settle()
    answer(counters, found)
    assert counters.at_work.texts()[-1].startswith("Tindakan ini tidak dapat diambil alih dengan satu tombol.")
    assert len(seen(counters)) == 1


@pytest.mark.parametrize(("target", "said"), [("printer", "dicetak"), ("file", "disimpan sebagai PDF")])
def test_the_paper_of_a_decision_that_did_not_stand(counters: TwoCounters, target: str, said: str) -> None:
    """Its document never came to be at the centre: the paper itself has to be taken back."""
    counters.collision()
    found = page(counters, "kabid")
    (matter,) = seen(counters)
    payload = {"document": "d097ded4-7a9f-5b71-a64a-2e70322efa73", "copy": 1, "target": target}
    paper = replace(matter, act="record_print", cause="flagged", reasons=("no_document",), payload=payload)
    found.item.show_matter(paper)
    assert f"Satu dokumen {said}." in found.item.text()
    assert "mohon ditarik" in found.item.text()


def test_a_matter_about_no_file(counters: TwoCounters) -> None:
    counters.collision()
    found = page(counters, "kabid")
    (matter,) = seen(counters)
    bare = replace(matter, application="", number="", saw="", now="", act="change_office", who="", payload={})
    found.item.show_matter(bare)
    assert found.item.text().splitlines()[0] == "Ubah Data Kantor"
    assert "Oleh petugas lain" in found.item.text()
    assert "tidak menyangkut satu berkas" in found.item.text()
    gone = replace(bare, application="f")
    found.item.show_matter(gone)
    assert "Tahap: belum terdaftar \u2260 berkas tidak ada di pusat" in found.item.text()
    found.item.show_matter(replace(matter, now_at=None))
    assert "Tindakan terakhir" not in found.item.text()


def test_one_matter_stands_for_many(counters: TwoCounters, qtbot: QtBot) -> None:
    """A PC that sent acts about files nobody has: how many there are is said with the first."""
    found = page(counters, "kabid")
    matter = TrayMatter(
        id="m",
        application="",
        number="",
        act="add_note",
        actor="verifikator",
        who="Verifikator",
        counter="Loket 2",
        at=counters.one.office.clock.now(),
        cause="flagged",
        reasons=("no_application",),
        saw="",
        now="",
        now_act="",
        now_who="",
        now_at=None,
        opened=counters.one.office.clock.now(),
        stands=True,
        again=False,
        may_adopt=True,
        payload={},
        more=22,
        others=tuple(Other("add_note", counters.one.office.clock.now()) for _ in range(20)),
    )
    found.item.show_matter(matter)
    assert "Begitu pula 22 tindakan lain petugas ini dari loket ini." in found.item.text()
    others = found.item.findChild(QLabel, "matter_others")
    assert others.isHidden()
    found.item.list.click()
    lines = others.text().splitlines()
    assert not others.isHidden()
    assert (len(lines), lines[-1], found.item.list.words()) == (21, "dan 2 lagi", "Sembunyikan daftarnya")
    assert lines[0].startswith("Tambah Catatan, 23-11-2026 pukul")
    found.item.list.click()
    assert others.isHidden()
    found.item.list.click()
    found.item.show_matter(replace(matter, more=2, others=matter.others[:2]))
    assert others.isHidden()
    assert "lagi" not in others.text()
    found.item.show_matter(replace(matter, more=0, others=()))
    assert "Begitu pula" not in found.item.text()
    assert found.item.list.isHidden()
    found.lists.show_tray(Tray((matter,), (), supervises=True))
    assert found.lists.open.current() == matter
    assert OPEN[0].getter(matter) == "Tambah Catatan dan 22 lainnya"


def test_what_the_paper_says_stands_beside_what_the_centre_reckons(counters: TwoCounters) -> None:
    """Another PC records a holiday and the office's new telephone while a receipt waits to be sent."""
    one, two = counters.one.office, counters.two.office
    one.register_file()
    day = DayRuling(day=date(2026, 11, 25), kind="libur_daerah", name="Libur setempat", source="SE")
    two.do("administrator", ChangeCalendar, added=(day,))
    two.do("administrator", ChangeOffice, profile=msgspec.structs.replace(PROFILE, phone="(0363) 99999"))
    counters.two.settle()
    counters.one.settle()
    found = page(counters, "kabid")
    said = found.item.text()
    assert "Yang berlaku adalah yang tercetak; register mengikutinya." in said
    assert "Tercetak pada kertas \u2260 Hitungan pusat" in said.splitlines()
    assert "Dijanjikan selesai: 30-11-2026 \u2260 01-12-2026" in said.splitlines()
    assert "Telepon kantor: (0363) 21000 \u2260 (0363) 99999" in said.splitlines()
    sides = found.item.findChild(SideBySide, "matter_paper")
    assert sides is not None
    tops = {each.text(): each.y() for each in sides.findChildren(QLabel) if each.text()}
    assert tops["30-11-2026"] == tops["01-12-2026"] == tops["Dijanjikan selesai"], "on one line"
    assert offered(found)[:1] == ["Tutup dengan alasan"]
