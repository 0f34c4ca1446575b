"""`loket due`: the worked examples through the command line, and what it says when it cannot answer."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from app.upkeep.due_report import run

AWAY = "--returned 2026-07-08 --back 2026-07-20"
EXAMPLES = {
    "W01": ("--received 2026-03-13T09:00 --days 5", "2026-03-13", "2026-03-27"),
    "W05": ("--received 2026-08-15T09:00 --days 1", "2026-08-18", "2026-08-19"),
    "W07": (f"--received 2026-07-06T09:00 --days 5 {AWAY}", "2026-07-06", "2026-07-23"),
    "W09": (f"--received 2026-07-06T09:00 --days 5 --policy restart {AWAY}", "2026-07-06", "2026-07-27"),
    "W11": ("--received 2026-07-10T15:20 --days 2", "2026-07-13", "2026-07-15"),
    "Bali": ("--received 2026-06-15T09:00 --days 2 --bali", "2026-06-15", "2026-06-22"),
    "not Bali": ("--received 2026-06-15T09:00 --days 2", "2026-06-15", "2026-06-18"),
    "cut-off": ("--received 2026-07-10T14:00:59 --days 2", "2026-07-10", "2026-07-14"),
    "UTC": ("--received 2026-07-10T07:20Z --days 2", "2026-07-13", "2026-07-15"),
    "twice": (
        f"--received 2026-07-06T09:00 --days 5 {AWAY} --returned 2026-07-21 --back 2026-07-27",
        "2026-07-06",
        "2026-07-29",
    ),
}


def ask(words: str) -> tuple[int, str]:
    out = io.StringIO()
    return run(words.split(), out), out.getvalue()


@pytest.mark.parametrize("name", EXAMPLES)
def test_worked_examples(name: str) -> None:
    words, start, due = EXAMPLES[name]
    code, said = ask(f"{words} --json")
    assert code == 0
    assert json.loads(said) == {"day_zero": start, "due": due}


def test_while_returned_there_is_no_due_day() -> None:
    code, said = ask("--received 2026-07-06T09:00 --days 5 --returned 2026-07-08 --json")
    assert (code, json.loads(said)) == (0, {"day_zero": "2026-07-06", "due": None})


def test_one_indonesian_line_for_people() -> None:
    assert ask("--received 2026-03-13T09:00 --days 5") == (
        0,
        "Hari ke-0 Jumat, 13 Maret 2026, jangka waktu 5 (lima) hari kerja; jatuh tempo Jumat, 27 Maret 2026.\n",
    )
    assert ask("--received 2026-07-06T09:00 --days 5 --returned 2026-07-08")[1] == (
        "Hari ke-0 Senin, 6 Juli 2026, jangka waktu 5 (lima) hari kerja; "
        "waktu layanan berhenti, sisa 3 (tiga) hari kerja.\n"
    )


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("--received 2027-12-30T09:00 --days 5 --json", 2028),
        ("--received 2019-12-02T09:00 --days 5 --json", 2019),
        ("--received 2027-12-28T09:00 --days 5 --returned 2027-12-29 --back 2028-01-03", 2028),
    ],
)
def test_a_year_without_a_calendar_is_said(capsys: pytest.CaptureFixture[str], words: str, year: int) -> None:
    assert ask(words) == (3, "")
    assert capsys.readouterr().err == f"Kalender hari libur tahun {year} belum diisi.\n"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "--days 5",
        "--received 2026-07-06 --days 5",
        "--received kemarin --days 5",
        "--received 2026-02-30T09:00 --days 5",
        "--received 0001-01-01T01:00+09:00 --days 5",
        "--received 2026-07-06T09:00 --days 0",
        "--received 2026-07-06T09:00 --days -1",
        "--received 2026-07-06T09:00 --days lima",
        "--received 2026-07-06T09:00 --days 5 --policy jeda",
        "--received 2026-07-06T09:00 --days 5 --back 2026-07-20",
        "--received 2026-07-06T09:00 --days 5 --returned 2026-07-08 --returned 2026-07-09",
        "--received 2026-07-06T09:00 --days 5 --returned 2026-07-32 --back 2026-07-20",
        "--received 2026-07-06T09:00 --days 5 --returned 2026-07-20 --back 2026-07-08",
        "--received 2026-07-06T09:00 --days 5 --returned 2026-07-03 --back 2026-07-08",
        "--received 2026-07-06T09:00 --day 5",
    ],
)
def test_unusable_input(capsys: pytest.CaptureFixture[str], words: str) -> None:
    assert ask(words) == (2, "")
    assert capsys.readouterr().err.startswith("Masukan tidak dapat dihitung: ")


def test_the_answer_needs_neither_qt_nor_the_database() -> None:
    asked = (
        "import sys\n"
        "from app.cli import main\n"
        "code = main('due --received 2026-03-13T09:00 --days 5 --json'.split())\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "sys.exit(code or bool(loaded & {'PySide6', 'sqlalchemy', 'alembic'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["due"] == "2026-03-27"
