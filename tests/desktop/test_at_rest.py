"""A worked day leaves nothing of a person in the open; and wiping finds all that it left."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QPushButton

from app.actions.commands.intake import RegisterApplication
from app.actions.commands.office import AddStaff, SaveDraft, StaffProfile
from app.rules.workflow import ROLES
from app.ui.shell.crash import CrashDialog, CrashKeeper
from app.upkeep.register_folder import doubt
from app.upkeep.wiping import wipe
from tests.desktop.conftest import Desktop
from tests.office import NI_LUH, Office
from tests.ui.seen import seen

PLAIN = (NI_LUH.nik, NI_LUH.name, NI_LUH.phone, "Kertha")
STAYS = {"register.lock", "revoked"}


@pytest.fixture
def day(at_door: Desktop) -> Desktop:
    """Somebody works through a day: drafts, files, papers without a printer, exports, a crash, copies; and the power
    goes, so that the log of the register is there too."""
    desktop = at_door
    desktop.sign_in("made")
    parts, papers = desktop.counter.parts, desktop.counter.papers
    assert papers is not None
    person = StaffProfile(id="clerk", username="clerk", name="Petugas", name_with_titles="Petugas, S.H.", nip="1")
    parts.pending_office.do(AddStaff(stamp=parts.desk.stamp(), profile=person, password="-", roles=ROLES))
    register = parts.pending_office.office.register
    office = Office(register, desktop.clock, seed=41)
    draft = {"nik": NI_LUH.nik, "name": NI_LUH.name}
    for count in range(3):
        stamp = office.stamp("clerk")
        parts.pending_office.do(SaveDraft(stamp=stamp, draft=f"d{count}", content=draft))
        intake = office.intake(confirmed={"duplicate": "tempat lain"})
        command = RegisterApplication(
            stamp=office.stamp("clerk"), application=office.new_id(), intake=intake, read_back=True, started=stamp.at
        )
        done = parts.pending_office.do(command)
        papers.print_document(QObject(), done.documents[0])
        desktop.settle()
    assert len(desktop.shown) == 3
    parts.navigator.open("search")
    desktop.settle()
    crashes = CrashKeeper(desktop.data / "reports", desktop.clock.now)
    with pytest.raises(ValueError, match=NI_LUH.nik) as wrong:
        raise ValueError(NI_LUH.nik)
    crashes.take(wrong.type, wrong.value, wrong.tb)
    desktop.settle()
    seen(seen(desktop.counter.window, CrashDialog), QPushButton, "go_on").click()
    assert len(list((desktop.data / "reports").iterdir())) == 1
    doubt(desktop.data / "register.db")
    return desktop


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_of_a_person_stands_in_the_open(day: Desktop) -> None:
    """While it runs, log and all, and after it was closed."""
    for _ in range(2):
        files = content(day.data)
        assert {"register.db", "since-copy.log", "last-act", "reports"} <= {name.split("/")[0] for name in files}
        found = [(name, text) for name, held in files.items() for text in PLAIN if text.encode() in held]
        assert found == []
        if day.counters:
            day.close()


def test_everything_is_for_its_owner_alone(day: Desktop) -> None:
    folder = day.data
    wide = {path.name: path.stat().st_mode & 0o077 for path in (folder, *folder.rglob("*"))}
    assert {name for name, mode in wide.items() if mode} == set()


def test_papers_that_were_looked_at_are_gone_with_the_program(day: Desktop) -> None:
    assert all(paper.exists() for paper in day.shown)
    assert not any(paper.is_relative_to(day.data) for paper in day.shown)
    day.close()
    assert not any(paper.exists() for paper in day.shown)


def test_wiping_finds_all_that_the_program_wrote(day: Desktop) -> None:
    """The log of a program that was killed, and papers it had open."""
    wipe(day.data)
    assert set(content(day.data)) == STAYS
    assert not any(paper.exists() for paper in day.shown)


def test_papers_that_earlier_programs_kept_are_told_and_left_alone(at_door: Desktop) -> None:
    kept = at_door.data / "papers" / "2026" / "tanda-terima.pdf"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"%PDF")
    at_door.sign_in("made")
    at_door.counter.parts.navigator.open("front")
    at_door.settle()
    words = " ".join(each.text() for each in at_door.counter.window.findChildren(QLabel))
    assert "1 PDF dari versi terdahulu ada tanpa sandi di subfolder papers" in words
    assert kept.exists()
