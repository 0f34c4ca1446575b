"""The applicant's monitor beside the clerk's, on a platform with two screens, played in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.applicant.applicant_screen import ApplicantScreen
from app.ui.applicant.applicant_window import ApplicantWindow
from app.ui.pages.settings.applicant import ALONE, AWAY, ApplicantSettings
from app.ui.widgets.choice import ChoiceEdit
from app.upkeep.counter_file import APPLICANT_SCREEN
from tests.ui.seen import windows
from tests.ui.two_screens import OFFICE, ROWS

ROOT = Path(__file__).resolve().parents[3]
SCREENS = [
    {"name": "Petugas", "x": 0, "y": 0, "width": 1366, "height": 768},
    {"name": "Pemohon", "x": 1366, "y": 0, "width": 1024, "height": 768},
]
FIVE = {row.text for row in ROWS}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    config = tmp_path_factory.mktemp("screens") / "screens.json"
    config.write_text(json.dumps({"screens": SCREENS}))
    environment = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    words = [sys.executable, "-m", "tests.ui.two_screens"]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_only_a_screen_that_is_not_the_clerk_s_can_be_chosen(seen: dict[str, Any]) -> None:
    assert seen["choices"] == ["Pemohon, 1024 × 768"]
    assert seen["said"] == "Pilihan tersimpan."
    assert seen["nothing chosen"]["on"] == []


@pytest.mark.parametrize("moment", ["chosen", "typed before it was asked for", "withdrawn", "and back"])
def test_while_nobody_is_served_it_shows_the_office_and_nothing_else(seen: dict[str, Any], moment: str) -> None:
    assert seen[moment]["texts"] == [OFFICE]
    assert seen[moment]["on"] == ["Pemohon"]


def test_five_fields_and_what_to_do(seen: dict[str, Any]) -> None:
    texts = set(seen["shown"]["texts"])
    assert texts >= FIVE | {OFFICE, "Data sudah benar?", "Sampaikan kepada petugas bila ada yang keliru."}
    assert seen["shown"]["shows"]


def test_a_change_is_followed_and_marked(seen: dict[str, Any]) -> None:
    texts = set(seen["changed"]["texts"])
    assert {"NI LUH SUKERTI", "Nama · baru diubah", "Tanggal lahir"} <= texts
    assert "NI LUH CONTOH" not in texts


def test_nothing_is_cut_off_at_any_size(seen: dict[str, Any]) -> None:
    assert seen["cut"] == []


def test_in_training_it_is_framed(seen: dict[str, Any]) -> None:
    assert seen["framed"]


def test_it_never_has_the_focus(seen: dict[str, Any]) -> None:
    moments = ("chosen", "shown", "changed", "withdrawn", "unplugged", "plugged in again")
    assert {moment: seen[moment]["focus"] for moment in moments} == dict.fromkeys(moments, True)


@pytest.mark.parametrize("moment", ["the clerk moved there", "unplugged", "none", "the clerk's own"])
def test_without_a_screen_of_its_own_it_is_nowhere(seen: dict[str, Any], moment: str) -> None:
    assert (seen[moment]["on"], seen[moment]["there"], seen[moment]["shows"]) == ([], False, False)


def test_that_it_went_by_itself_is_told_once_each_time(seen: dict[str, Any]) -> None:
    told = {moment: seen[moment]["lost"] for moment in ("shown", "the clerk moved there", "unplugged", "none")}
    assert told == {"shown": 0, "the clerk moved there": 1, "unplugged": 2, "none": 2}


def test_plugged_in_again_it_does_not_show_what_stood_there(seen: dict[str, Any]) -> None:
    assert seen["plugged in again"]["texts"] == [OFFICE]


def test_with_a_single_screen_there_is_nothing_to_choose(qtbot: QtBot) -> None:
    memory: dict[str, str] = {}
    clerk = QWidget()
    qtbot.addWidget(clerk)
    screen = ApplicantScreen(clerk, memory, str)
    page = ApplicantSettings(screen, memory)
    qtbot.addWidget(page)
    assert page.text() == ALONE
    memory[APPLICANT_SCREEN] = "HDMI-1"
    screen.changed.emit()
    assert page.text() == AWAY
    edit = page.form.control(APPLICANT_SCREEN)
    assert isinstance(edit, ChoiceEdit)
    assert edit.value() == "HDMI-1"
    screen.show_rows(ROWS)
    assert (screen.shows, [each for each in windows(ApplicantWindow) if each.isVisible()]) == (False, [])
    screen.close()
