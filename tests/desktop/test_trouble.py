"""What keeps the office shut is said in the window, with a way out; nothing is repaired silently."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app import cipher
from app.database import open_register
from app.ui.forms.form import FormSection
from app.ui.pages.entrance.trouble import TroublePage
from app.ui.widgets.button import PrimaryButton
from app.upkeep.instance import only_instance
from app.upkeep.recovery import recovery_code
from tests.conftest import KEY
from tests.desktop.conftest import Desktop
from tests.harm import overwrite
from tests.ui.seen import form, part, seen, shows


@pytest.fixture
def shut(at_door: Desktop) -> Desktop:
    """An office that stands, its program closed."""
    at_door.close()
    return at_door


def trouble(desktop: Desktop) -> TroublePage:
    page = desktop.counter.window.cover.currentWidget()
    assert isinstance(page, TroublePage)
    return page


def said(desktop: Desktop) -> str:
    return seen(trouble(desktop), QLabel, "trouble_text").text()


def button(desktop: Desktop, name: str) -> QPushButton:
    return part(trouble(desktop), QPushButton, name)


def code(desktop: Desktop) -> FormSection:
    return form(trouble(desktop), "recovery_code")


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:200] = b"\0" * 100
    path.write_bytes(content)


def test_a_second_copy_of_the_program_is_told_and_may_try_again(shut: Desktop) -> None:
    with only_instance(shut.data):
        shut.open()
        assert said(shut) == "Program ini sudah berjalan di komputer ini."
        shut.press(Qt.Key.Key_F5)
        assert said(shut) == "Program ini sudah berjalan di komputer ini."
    shut.press(Qt.Key.Key_F5)
    assert shut.cover() == "sign_in"


def test_a_damaged_register_is_restored_when_one_says_so(shut: Desktop) -> None:
    damage(shut.data / "register.db")
    shut.open()
    assert said(shut) == "Berkas data di komputer ini rusak dan tidak dapat dibaca."
    assert "Senin, 23 November 2026" in trouble(shut).text()
    button(shut, "restore").click()
    shut.settle()
    assert shut.cover() == "trouble", "nothing happens before it is confirmed"
    assert not (shut.data / "register-damaged.db").exists()
    shut.confirm()
    shut.settle()
    assert shut.cover() == "sign_in"
    assert (shut.data / "register-damaged.db").exists()
    shut.sign_in("made")
    assert shut.cover() == ""


HARMS: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "salt": lambda path: overwrite(path, 0, 16),
    "first page": lambda path: overwrite(path, 0, 4096),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-1000]),
    "another file": lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(8000)),
}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("with_key", [True, False])
def test_a_lost_register_is_never_a_new_office_and_comes_back(shut: Desktop, harm: str, with_key: bool) -> None:
    """With the key gone too, the sheet's code and Enter lead to the same offer."""
    HARMS[harm](shut.data / "register.db")
    if not with_key:
        (shut.data / "register.key").unlink()
    shut.open()
    if not with_key:
        shut.press(recovery_code(KEY), Qt.Key.Key_Return)
    assert shut.cover() == "trouble"
    assert "keadaan pada Senin, 23 November 2026, pukul 10.00 WITA, dengan 0 permohonan" in trouble(shut).text()
    button(shut, "restore").click()
    shut.settle()
    shut.press(Qt.Key.Key_Return)
    assert shut.cover() == "sign_in"
    shut.sign_in("made")
    assert shut.cover() == ""
    assert shut.counter.parts.pending_office.unlocked.first.name


def test_damage_inside_is_met_at_the_next_start(shut: Desktop) -> None:
    """Signing in needs a few pages only: what cannot be read later leads to the way back all the same."""
    register = shut.data / "register.db"
    with cipher.raw_connection(register, KEY) as connection:
        pages = connection.execute("SELECT rootpage FROM sqlite_schema WHERE tbl_name = 'application'").fetchall()
    for (page,) in pages:
        overwrite(register, (page - 1) * 4096 + 100)
    shut.open()
    assert shut.cover() == "sign_in"
    shut.sign_in("made")
    assert "rusak" in " ".join(shut.counter.window.notices.texts())
    shut.close()
    shut.open()
    assert said(shut) == "Berkas data di komputer ini rusak dan tidak dapat dibaca."


def test_a_copy_from_another_place_is_taken(shut: Desktop, tmp_path: Path) -> None:
    (copy,) = (shut.data / "backups").iterdir()
    elsewhere = tmp_path / "register-2026-11-22-0900.db"
    copy.rename(elsewhere)
    damage(shut.data / "register.db")
    shut.open()
    shut.pick(tmp_path / "nothing.db")
    assert "tidak ditemukan" in trouble(shut).text()
    shut.pick(elsewhere)
    assert "register-2026-11-22-0900.db" in trouble(shut).text()
    button(shut, "restore").click()
    shut.confirm()
    shut.settle()
    assert shut.cover() == "sign_in"


def test_the_wrong_group_of_the_code_is_named(shut: Desktop) -> None:
    (shut.data / "register.key").unlink()
    shut.open()
    groups = recovery_code(KEY).split("-")
    groups[4] = groups[4][1] + groups[4][0] + groups[4][2:] if groups[4][0] != groups[4][1] else "Z" + groups[4][1:]
    shut.press("-".join(groups), Qt.Key.Key_Return)
    assert code(shut).errors()["recovery_code"].startswith("Kelompok ke-5 keliru.")


def test_without_a_good_copy_that_is_said(shut: Desktop) -> None:
    for copy in (shut.data / "backups").iterdir():
        copy.unlink()
    damage(shut.data / "register.db")
    shut.open()
    assert trouble(shut).text().startswith("Tidak ada cadangan yang baik")
    assert button(shut, "restore").isHidden()


def test_a_copy_that_vanishes_is_no_repair(shut: Desktop) -> None:
    damage(shut.data / "register.db")
    shut.open()
    for copy in (shut.data / "backups").iterdir():
        copy.unlink()
    button(shut, "restore").click()
    shut.confirm()
    shut.settle()
    assert shut.cover() == "trouble"
    assert "tidak dapat ditulisi" in trouble(shut).text()


def test_a_lost_key_comes_back_from_the_sheet(shut: Desktop) -> None:
    (shut.data / "register.key").unlink()
    shut.open()
    assert said(shut) == "Kunci berkas data tidak ditemukan di komputer ini."
    shut.press("7Q4", Qt.Key.Key_Return)
    button(shut, "use_code").click()
    shut.settle()
    assert code(shut).errors() == {"recovery_code": "Jumlah huruf kode pemulihan belum sesuai."}
    code(shut).set_values({"recovery_code": recovery_code(KEY).lower()})
    button(shut, "use_code").click()
    shut.settle()
    assert shut.cover() == "sign_in"
    shut.sign_in("made")
    assert shut.cover() == ""


def test_an_empty_code_is_asked_for(shut: Desktop) -> None:
    (shut.data / "register.key").unlink()
    shut.open()
    button(shut, "use_code").click()
    assert code(shut).errors() == {"recovery_code": "Wajib diisi."}


def test_the_code_of_another_register_does_not_open_this_one(shut: Desktop) -> None:
    (shut.data / "register.key").unlink()
    shut.open()
    code(shut).set_values({"recovery_code": recovery_code(bytes(32))})
    button(shut, "use_code").click()
    shut.settle()
    assert shut.cover() == "trouble"
    assert code(shut).errors() != {}
    assert not (shut.data / "register.key").exists()


def test_a_catalogue_of_the_office_that_cannot_be_read_is_said(shut: Desktop) -> None:
    (shut.data / "catalogue.yaml").write_text("meta: 1\n")
    shut.open()
    assert said(shut).startswith("Katalog layanan tidak dapat dibaca")
    (shut.data / "catalogue.yaml").unlink()
    shut.press(Qt.Key.Key_F5)
    assert shut.cover() == "sign_in"


def test_a_failed_daily_copy_is_pinned_and_work_goes_on(shut: Desktop) -> None:
    for copy in (shut.data / "backups").iterdir():
        copy.unlink()
    (shut.data / "backups").rmdir()
    (shut.data / "backups").write_text("in the way")
    shut.open()
    shut.sign_in("made")
    assert shut.cover() == ""
    assert any("tidak dapat ditulisi" in text for text in shut.counter.window.notices.texts())


def test_the_page_names_the_folder_and_nobody(shut: Desktop) -> None:
    with only_instance(shut.data):
        shut.open()
        words = " ".join(label.text() for label in trouble(shut).findChildren(QLabel))
    assert str(shut.data) in words
    assert "Contoh" not in words


def test_a_wrong_sheet_is_not_kept_where_only_the_last_act_speaks_against_it(shut: Desktop) -> None:
    """Register, copies and key are gone: what lies beside was written under another key."""
    shut.open()
    shut.close()
    for gone in (shut.data / "register.key", shut.data / "register.db", *(shut.data / "backups").iterdir()):
        gone.unlink()
    shut.open()
    shut.press(recovery_code(bytes(32)), Qt.Key.Key_Return)
    assert code(shut).errors()["recovery_code"].startswith("Berkas data tidak dapat dibuka dengan kunci")
    assert not (shut.data / "register.key").exists()
    code(shut).set_values({"recovery_code": recovery_code(KEY)})
    shut.press(Qt.Key.Key_Return)
    assert said(shut) == "Berkas data tidak ditemukan di komputer ini."
    assert not shows(trouble(shut), "recovery_code")


def test_a_copy_of_another_key_asks_for_its_sheet(shut: Desktop, tmp_path: Path) -> None:
    """Nothing was there to prove the first sheet by, and it was the wrong one: no dead end."""
    copies = tmp_path / "elsewhere"
    (shut.data / "backups").rename(copies)
    for left in ("register.db", "last-act", "since-copy.log"):
        (shut.data / left).unlink()
    (shut.data / "register.key").write_text(bytes(reversed(KEY)).hex())
    (shut.data / "register-damaged.db").write_bytes(b"nothing can be read of it")
    shut.open()
    (copy,) = copies.iterdir()
    shut.pick(copy)
    assert "memakai kunci lain" in trouble(shut).text()
    shut.press(recovery_code(bytes(32)), Qt.Key.Key_Return)
    assert code(shut).errors() == {"recovery_code": "Kode ini bukan milik cadangan yang dipilih."}
    code(shut).set_values({"recovery_code": recovery_code(KEY)})
    shut.press(Qt.Key.Key_Return)
    assert "keadaan pada" in trouble(shut).text()
    button(shut, "restore").click()
    shut.settle()
    shut.press(Qt.Key.Key_Return)
    assert shut.cover() == "sign_in"
    shut.sign_in("made")
    assert shut.cover() == "loss"


def test_while_a_copy_is_put_back_the_register_is_not_opened(shut: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    damage(shut.data / "register.db")
    shut.open()
    names = ("restore", "again", "choose_copy")
    with monkeypatch.context() as broken:
        broken.setattr("app.upkeep.restore.shutil.copyfileobj", full)
        button(shut, "restore").click()
        shut.confirm()
        assert [button(shut, name).isEnabled() for name in names] == [False, False, False]
        shut.settle()
    assert [button(shut, name).isEnabled() for name in names] == [True, True, True], "one may try again"
    assert "ruang penyimpanan penuh" in trouble(shut).text()


def test_a_code_is_tried_once_however_often_enter_is_pressed(shut: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    (shut.data / "register.key").unlink()
    shut.open()
    tried: list[str] = []
    monkeypatch.setattr("app.upkeep.keys.restore_key", lambda folder, typed, **_: tried.append(typed))
    code(shut).set_values({"recovery_code": recovery_code(KEY)})
    field = code(shut).control("recovery_code")
    for _ in range(2):
        QTest.keyClick(field, Qt.Key.Key_Return)
    shut.settle()
    assert len(tried) == 1


def test_one_way_is_offered_at_a_time(shut: Desktop, tmp_path: Path) -> None:
    damage(shut.data / "register.db")
    shut.open()
    other = tmp_path / "register-2026-11-22-0900.db"
    open_register(other, bytes(reversed(KEY))).close()
    for copy, primary in ((other, "use_code"), (shut.data / "register.db", "restore")):
        shut.pick(copy)
        shown = [each.objectName() for each in trouble(shut).findChildren(PrimaryButton) if each.isVisible()]
        assert shown == [primary]


def test_what_is_offered_can_be_done_where_the_office_was_half_open(shut: Desktop) -> None:
    """The register is there and has nothing in it: that is only met when it is brought together with what lies beside
    it."""
    shut.open()
    shut.close()
    (shut.data / "since-copy.log").unlink()
    (shut.data / "register.db").unlink()
    open_register(shut.data / "register.db", KEY).close()
    shut.open()
    assert said(shut) == "Berkas data tidak ditemukan di komputer ini."
    button(shut, "restore").click()
    shut.settle()
    shut.press(Qt.Key.Key_Return)
    assert shut.cover() == "sign_in"


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "no space")


def test_a_full_disk_is_said_as_what_it_is(shut: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("app.upkeep.instance.os.open", full)
        shut.open()
        assert said(shut) == "Register belum dapat dibuka karena ruang penyimpanan penuh."
    shut.press(Qt.Key.Key_F5)
    assert shut.cover() == "sign_in"


def test_a_full_disk_keeps_no_window_open(at_door: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    at_door.sign_in("made")
    at_door.counter.window.resize(1000, 700)
    with monkeypatch.context() as broken:
        broken.setattr("app.upkeep.at_rest.write", full)
        at_door.close()
    at_door.open()
    assert at_door.cover() == "sign_in", "the folder was let go of"
