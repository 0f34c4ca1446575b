"""What the disk will not keep beside the register is said on every page, and goes with its cause."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.actions.commands.office import RenameCounter
from app.desktop.watches import BesideWatch
from app.sync.since_copy import SinceCopy
from tests.conftest import KEY
from tests.desktop.conftest import Desktop

KEPT = ("last-act", "since-copy.log")


@contextmanager
def unwritable(path: Path) -> Iterator[None]:
    """A folder stands where the file was: the disk will neither read nor write it."""
    aside = path.with_name(f"{path.name}.aside")
    path.rename(aside)
    path.mkdir()
    yield
    path.rmdir()
    aside.rename(path)


def work(desktop: Desktop, name: str) -> None:
    parts = desktop.counter.parts
    parts.desk.do(parts.desk, RenameCounter(stamp=parts.desk.stamp(), name=name))
    desktop.settle()


def said(desktop: Desktop) -> str:
    return " ".join(text for text in desktop.counter.window.notices.texts() if "catatan pengaman" in text)


def kept(desktop: Desktop) -> tuple[str, ...]:
    return tuple(SinceCopy(desktop.counter.parts.pending_office.office.register, desktop.data, KEY).kept())


@pytest.mark.parametrize("name", KEPT)
def test_what_the_disk_will_not_keep_is_said_until_the_next_act_finds_it_mended(at_door: Desktop, name: str) -> None:
    at_door.sign_in("made")
    assert said(at_door) == ""
    with unwritable(at_door.data / name):
        work(at_door, "Loket 2")
        assert "tidak dapat ditulisi. Loket tetap dapat dipakai." in said(at_door)
        at_door.press(Qt.Key.Key_Escape)
        assert said(at_door), "it lasts as long as its cause"
        at_door.counter.parts.session.sign_out()
        at_door.sign_in("made")
        assert said(at_door), "to whoever comes next, too"
    work(at_door, "Loket 3")
    assert said(at_door) == ""
    assert len(kept(at_door)) == 3, "what was missed is put in"


@pytest.mark.parametrize("name", KEPT)
def test_it_is_tried_again_though_nobody_works(at_door: Desktop, name: str) -> None:
    at_door.sign_in("made")
    watch = at_door.counter.findChild(BesideWatch)
    assert watch is not None
    with unwritable(at_door.data / name):
        work(at_door, "Loket 2")
        watch.again()
        at_door.settle()
        assert said(at_door)
    watch.again()
    at_door.settle()
    assert said(at_door) == ""
    assert len(kept(at_door)) == 2


def test_nothing_is_said_where_nothing_is_open_any_more(at_door: Desktop) -> None:
    """The window closes: whoever was signed in leaves after the register is shut."""
    at_door.sign_in("made")
    watch = at_door.counter.findChild(BesideWatch)
    assert watch is not None
    at_door.counter.parts.pending_office.close()
    watch.again()
    at_door.counter.parts.session.sign_out()
    assert said(at_door) == ""
