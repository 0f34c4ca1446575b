"""The first start: three short pages, and an office stands."""

from __future__ import annotations

import errno
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton

from app.desktop.counter import Counter
from app.queries import people
from app.ui.pages.entrance.restore_start import RestoreStart
from app.upkeep.copies import backup
from app.upkeep.instance import only_instance
from app.upkeep.recovery import recovery_code
from tests.conftest import KEY
from tests.desktop.conftest import Desktop
from tests.desktop.founding import CONTROL, ENTER, fill_office, fill_person, keep_sheet, wizard
from tests.harm import raises_unavailable
from tests.ui.seen import form, seen


def test_an_office_is_founded_by_keyboard(desktop: Desktop, found: Callable[[], Counter]) -> None:
    counter = found()
    row = counter.parts.pending_office.ask(people.office)
    assert row is not None
    assert (row.code, row.region, row.regency, row.zone, row.bali) == (
        "KRA",
        "5107",
        "Karangasem",
        "Asia/Makassar",
        True,
    )
    assert "sheet_at" in counter.parts.memory
    assert (desktop.data / "lembar.pdf").read_bytes().startswith(b"%PDF")
    person = counter.parts.session.signed_in
    assert person is not None
    assert (person.display_name, person.roles, person.counter) == (
        "I Made Contoh",
        frozenset({"administrator"}),
        "Loket 1",
    )
    assert desktop.cover() == ""
    assert counter.window.pages.current() == "settings"


def test_a_new_office_has_its_copy_at_once(found: Callable[[], Counter], desktop: Desktop) -> None:
    counter = found()
    assert counter.parts.session.signed_in is not None
    assert [each.name for each in desktop.data.rglob("*2026-11-23*.db")] != []


def test_what_is_missing_is_said_beside_its_field(desktop: Desktop) -> None:
    desktop.open()
    desktop.press(ENTER, held=CONTROL)
    page = wizard(desktop)
    assert page.step() == 0
    assert {"regency", "address", "place", "phone"} <= set(form(page, "address").errors())
    assert desktop.focus().objectName() == "regency"


def test_a_code_that_is_no_code_leads_back_to_its_page(desktop: Desktop) -> None:
    desktop.open()
    fill_office(desktop)
    page = wizard(desktop)
    form(page, "address").set_values({"code": "K1"})
    desktop.press(ENTER, held=CONTROL)
    fill_person(desktop)
    desktop.press(ENTER, held=CONTROL)
    assert page.step() == 0
    assert desktop.focus().objectName() == "code"
    assert form(page, "address").errors() == {"code": "Kode kantor terdiri atas tiga huruf besar."}


def test_passwords_must_agree_and_be_long_enough(desktop: Desktop) -> None:
    desktop.open()
    fill_office(desktop)
    desktop.press(ENTER, held=CONTROL)
    fill_person(desktop, again="pasar-lain")
    desktop.press(ENTER, held=CONTROL)
    page = wizard(desktop)
    assert form(page, "username").errors() == {"again": "Kedua kata sandi tidak sama."}
    form(page, "username").set_values({"password": "pendek", "again": "pendek"})
    desktop.press(ENTER, held=CONTROL)
    assert form(page, "username").errors() == {"password": "Kata sandi paling sedikit 8 huruf."}
    assert page.step() == 1


def test_a_name_that_cannot_be_a_user_is_refused_on_the_second_page(desktop: Desktop) -> None:
    desktop.open()
    fill_office(desktop)
    desktop.press(ENTER, held=CONTROL)
    fill_person(desktop)
    page = wizard(desktop)
    form(page, "username").set_values({"username": "Ä"})
    desktop.press(ENTER, held=CONTROL)
    assert page.step() == 1
    assert list(form(page, "username").errors()) == ["username"]


def test_the_sheet_must_be_kept_before_one_goes_on(desktop: Desktop) -> None:
    desktop.open()
    fill_office(desktop)
    desktop.press(ENTER, held=CONTROL)
    fill_person(desktop)
    desktop.press(ENTER, held=CONTROL)
    page = wizard(desktop)
    tick, on = seen(page, QCheckBox, "sheet_kept"), seen(page, QPushButton, "step_next")
    assert not tick.isEnabled()
    assert not on.isEnabled()
    keep_sheet(desktop)
    assert tick.isEnabled()
    assert not on.isEnabled()
    desktop.press(Qt.Key.Key_Space)
    assert on.isEnabled()


def test_going_back_keeps_what_was_typed(desktop: Desktop) -> None:
    desktop.open()
    fill_office(desktop)
    desktop.press(ENTER, held=CONTROL)
    page = wizard(desktop)
    seen(page, QPushButton, "step_back").click()
    assert page.step() == 0
    assert form(page, "address").values()["address"] == "Jalan Ngurah Rai 70"


def begin_restore(desktop: Desktop) -> RestoreStart:
    desktop.open()
    seen(wizard(desktop), QPushButton, "from_copy").click()
    desktop.settle()
    page = desktop.counter.window.cover.currentWidget()
    assert isinstance(page, RestoreStart)
    return page


def test_an_office_comes_back_on_a_new_pc_from_its_copy_and_its_sheet(desktop: Desktop, founded: Path) -> None:
    copy = desktop.data.parent / "register-2026-11-23-1700.db"
    backup(founded / "register.db", KEY, copy)
    page = begin_restore(desktop)
    desktop.press(ENTER, held=CONTROL)
    assert page.text() == "Mohon pilih berkas cadangan lebih dahulu."
    page.choose(copy)
    desktop.settle()
    desktop.press(ENTER)
    assert form(page, "recovery_code").errors() == {"recovery_code": "Wajib diisi."}
    desktop.press(recovery_code(bytes(32)), ENTER)
    assert form(page, "recovery_code").errors() == {"recovery_code": "Kode ini bukan milik cadangan yang dipilih."}
    form(page, "recovery_code").set_values({"recovery_code": "7Q4"})
    desktop.press(ENTER)
    assert form(page, "recovery_code").errors() == {"recovery_code": "Jumlah huruf kode pemulihan belum sesuai."}
    assert desktop.cover() == "restore_start"
    form(page, "recovery_code").set_values({"recovery_code": recovery_code(KEY)})
    desktop.press(ENTER)
    assert desktop.cover() == "sign_in"
    desktop.sign_in("made")
    assert desktop.cover() == "loss", "what was numbered since is asked first"
    desktop.press(ENTER, held=CONTROL)
    assert desktop.cover() == ""
    desktop.close()
    desktop.open()
    assert desktop.cover() == "sign_in", "the key of the sheet was kept"


def test_a_copy_of_nothing_is_refused_and_one_may_go_back(desktop: Desktop, empty_register: Path) -> None:
    page = begin_restore(desktop)
    page.choose(empty_register)
    form(page, "recovery_code").set_values({"recovery_code": recovery_code(KEY)})
    desktop.press(ENTER)
    assert page.text() == "Berkas cadangan ini tidak berisi kantor. Mohon pilih cadangan yang lain."
    seen(page, QPushButton, "restore_left").click()
    assert desktop.cover() == "first_start"


def test_after_a_restore_no_key_is_said_to_be_wrong(desktop: Desktop, founded: Path) -> None:
    """The office that was begun here had another key: nothing copies it any more."""
    copy = desktop.data.parent / "register-2026-11-23-1700.db"
    backup(founded / "register.db", KEY, copy)
    begin_restore(desktop).choose(copy)
    desktop.settle()
    desktop.press(recovery_code(KEY), ENTER)
    desktop.sign_in("made")
    desktop.press(ENTER, held=CONTROL)
    assert desktop.cover() == ""
    assert desktop.counter.window.notices.texts() == ()


def test_a_restore_that_fails_leaves_the_folder_held(
    desktop: Desktop, founded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = desktop.data.parent / "register-2026-11-23-1700.db"
    backup(founded / "register.db", KEY, copy)
    page = begin_restore(desktop)
    page.choose(copy)
    desktop.settle()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as broken:
        broken.setattr("app.upkeep.restore.shutil.copyfileobj", full)
        desktop.press(recovery_code(KEY), ENTER)
    assert "ruang penyimpanan penuh" in page.text()
    with raises_unavailable("already_running"), only_instance(desktop.data):
        pass
    seen(page, QPushButton, "restore_left").click()
    assert desktop.cover() == "first_start"
    fill_office(desktop)
    desktop.press(ENTER, held=CONTROL)
    assert wizard(desktop).step() == 1, "the new office can still be founded"


def test_training_is_offered_first(desktop: Desktop) -> None:
    counter = desktop.open()
    wanted: list[bool] = []
    counter.other_office_wanted.connect(partial(wanted.append, True))
    seen(wizard(desktop), QPushButton, "training").click()
    assert wanted == [True]
