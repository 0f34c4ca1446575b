"""The install guide and the tool that does it: no block that nobody runs, no secret where others can read it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import guide, guide_init
from tools.guide import CHECKS, DOCUMENT, PHRASE, Watch, Wrong, blocks, commands

PROJECT = Path(__file__).resolve().parents[2]
UNITS = sorted((PROJECT / "resources" / "server").glob("*.service"))


def test_every_block_of_the_guide_is_run_and_every_check_has_its_block() -> None:
    found = list(blocks(DOCUMENT.read_text("utf-8")))
    assert len(found) > 12
    for words in CHECKS:
        assert any(words in block.text for block in found), words


@pytest.mark.parametrize(
    "text", ["```\nls\n```\n", "```sh later\nls\n```\n", "```nginx\nx\n```\n", "```python\nx\n```\n", "```sh\nls\n"]
)
def test_a_block_that_nobody_runs_is_an_error(text: str) -> None:
    with pytest.raises(Wrong):
        list(blocks(text))


def test_what_the_blocks_are() -> None:
    text = "a\n```sh\nls\nls\n```\nb\n```nginx /etc/x\nserver {}\n```\n```sh elsewhere\nrm\n```\n"
    assert [(each.kind, each.about, each.text) for each in blocks(text)] == [
        ("sh", "", "ls\nls\n"),
        ("nginx", "/etc/x", "server {}\n"),
        ("sh", "elsewhere", "rm\n"),
    ]


def test_the_commands_of_the_table_are_those_that_there_are() -> None:
    assert [" ".join(each.split()[:2]) for each in commands(DOCUMENT.read_text("utf-8"))] == [
        *("user list", "device list", "user keys", "user add", "user disable"),
        *("device revoke", "user password", "user key-revoke"),
    ]


def test_nothing_of_the_program_comes_from_a_registry_by_its_name() -> None:
    text = DOCUMENT.read_text("utf-8")
    for line in re.findall(r"^.*\bpip (?:install|wheel)\b.*$", text, re.MULTILINE):
        assert "--require-hashes" in line or "--no-index" in line, line


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_say_where_they_are_set_and_hold_no_address(unit: Path) -> None:
    settings = guide_init.settings_of(unit)
    assert settings["EnvironmentFile"] == ["/etc/loket/server.env"]
    assert settings["User"] == ["loket"]
    assert "://" not in " ".join(settings["ExecStart"])


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="no /proc here")
def test_a_secret_on_a_command_line_is_seen() -> None:
    watch = Watch(os.getpid())
    watch.start()
    with subprocess.Popen([sys.executable, "-c", "input()", PHRASE], stdin=subprocess.PIPE) as process:
        while not watch.seen and watch.looks < 1_000:
            watch.join(0.01)
        process.communicate(b"\n")
    watch.close()
    assert watch.seen == {PHRASE}
    assert guide.shown(Path("/proc/none/cmdline")) == set()
