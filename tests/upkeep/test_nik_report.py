"""`loket nik`: shape, order, exit status, and rows nobody can read."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.nik import TABLE
from app.upkeep import nik_report

GOOD = "5107034507880003"
SHAPE = {
    "nik": GOOD,
    "level": "ok",
    "codes": [],
    "province": "Bali",
    "regency": "Kabupaten Karangasem",
    "district": "Manggis",
    "district_code": "510703",
    "birth_date": "1988-07-05",
    "sex": "P",
    "serial": "0003",
}
BLANK = dict.fromkeys(SHAPE) | {"level": "error"}


def run(*arguments: str, stdin: str | bytes = "") -> tuple[int, str]:
    source = io.StringIO(stdin) if isinstance(stdin, str) else io.TextIOWrapper(io.BytesIO(stdin), "latin-1")
    out = io.StringIO()
    return nik_report.run(list(arguments), source, out), out.getvalue()


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def batch(text: str | bytes, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    status, out = run("--batch", "-", "--json", *arguments, stdin=text)
    return status, objects(out)


def test_one_number_as_json() -> None:
    status, out = run(GOOD, "--born", "1988-07-05", "--sex", "P", "--home", "510703", "--json")
    assert (status, objects(out)) == (0, [SHAPE])
    assert list(json.loads(out)) == list(SHAPE)


def test_codes_in_the_order_of_the_table_and_the_worst_level() -> None:
    status, out = run(
        *("5107994507880000", "--born", "1988-07-06", "--sex", "l", "--home", "510703", "--today", "2020-01-01"),
        *("--kk", "5107994507880000", "--rekey-last4", "1", "--rekey-first6", "510799", "--json"),
    )
    said = "region_unknown serial_zero birth_date_differs sex_differs home_differs rekey_differs same_as_kk"
    assert status == 1
    assert objects(out)[0]["codes"] == said.split()
    assert objects(out)[0]["level"] == "error"


def test_a_warning_and_information_leave_the_status_alone() -> None:
    status, out = run(GOOD, "--born", "1988-07-06", "--json")
    assert (status, objects(out)[0]["level"]) == (0, "warning")
    status, out = run(GOOD, "--home", "510704", "--json")
    assert (status, objects(out)[0]["level"]) == (0, "info")


def test_a_former_district_gives_its_former_name_and_successor() -> None:
    status, out = run("6404014507880003", "--json")
    assert status == 0
    former = {"province": "Kalimantan Timur", "regency": "Kabupaten Bulungan", "district": "Tanjung Palas"}
    assert objects(out)[0] == SHAPE | former | {
        "nik": "6404014507880003",
        "level": "info",
        "codes": ["region_retired"],
        "district_code": "640401",
        "successor": "650101",
    }


def test_what_cannot_be_decoded_is_null() -> None:
    status, out = run("5107 0345", "--json")
    assert (status, objects(out)) == (1, [BLANK | {"nik": "51070345", "codes": ["length"]}])


def test_today_decides_the_age() -> None:
    assert objects(run(GOOD, "--today", "2000-01-01", "--json")[1])[0]["codes"] == ["age_unusual"]


def test_a_number_from_standard_input() -> None:
    assert run("-", "--json", stdin=f"\ufeff5107 0345 0788 0003\n{GOOD}\n") == run(GOOD, "--json")
    assert run("-", "--json", stdin=b"\xef\xbb\xbf" + GOOD.encode() + b"\r\n") == run(GOOD, "--json")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([GOOD], "baik. Manggis, Kabupaten Karangasem, Bali; lahir 05-07-1988; perempuan; urut 0003."),
        (
            ["9101014507880003"],
            "baik. kode wilayah lama, kini 930101. "
            "Merauke, Kabupaten Merauke, Papua; lahir 05-07-1988; perempuan; urut 0003.",
        ),
        ([GOOD[:15]], "keliru. harus 16 angka, terisi 15."),
        (["9910010507880003", "--sex", "P"], "periksa lagi. Nomor Identitas Tunggal"),
    ],
)
def test_one_readable_line(arguments: list[str], line: str) -> None:
    _, out = run(*arguments)
    number, _, rest = out.partition(": ")
    assert number.replace(" ", "") == arguments[0]
    assert rest.startswith(line)
    assert out.count("\n") == 1


def test_nothing_typed_still_reads_as_a_line() -> None:
    assert run("-", stdin="\n") == (1, "-: keliru. harus 16 angka, terisi 0.\n")


def test_every_code_has_a_sentence() -> None:
    kept_for_the_form = {"known_other_name", "known_near_nik"}
    assert set(nik_report.SENTENCES) == set(TABLE) - kept_for_the_form | {"row"}


def test_a_batch_in_the_same_order(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(
        b"\xef\xbb\xbfnik,born,sex,home,today,kk,rekey_last4,rekey_first6,catatan\r\n"
        b"5107034507880003,1988-07-05,P,51.07.03,2026-11-21,5107030101110001,0003,510703,x\r\n"
        b"\r\n"
        b"5107034507880003,1988-07-06,,,,,,,\r\n"
        b"510703450788000,,,,,,,,\r\n"
        b"5107034507880003,,,,2000-01-01,5107034507880003,0004,\r\n"
    )
    status, out = run("--batch", str(source), "--json")
    codes = [[], ["birth_date_differs"], ["length"], ["age_unusual", "rekey_differs", "same_as_kk"]]
    assert status == 1
    assert [row["codes"] for row in objects(out)] == codes


@pytest.mark.parametrize(
    "row",
    [
        b"5107034507880003,05-07-1988,P",
        b"5107034507880003,1988-07-05,X",
        b"5107034507880003,1988-07-05,P,510,2026-11-21,more",
        b"5107034507880003,,,510",
        b"5107034507880003,,,51070x",
        b"5107034507880003,,,,today",
        b"5107034507880003,\xff",
        b"5107034507880003,\x00",
        b'"5107034507880003,1988-07-05',
        b'"5107034507880003"x,1988-07-05',
    ],
)
def test_a_row_that_cannot_be_read_spoils_no_other(row: bytes) -> None:
    head = b"nik,born,sex,home,today\n5107034507880003\n"
    status, rows = batch(head + row + b"\n5107034507880003\n")
    assert status == 1
    assert [line["codes"] for line in rows] == [[], ["row"], []]
    assert rows[1] | {"nik": None} == BLANK | {"codes": ["row"]}


def test_what_the_command_line_gives_holds_for_rows_without_it() -> None:
    status, rows = batch("nik;home\n5107034507880003;\n5107034507880003;510703\n", "--home", "510704")
    assert (status, [row["codes"] for row in rows]) == (0, [["home_differs"], []])


def test_a_batch_of_nothing_is_fine() -> None:
    assert batch("NIK\n") == (0, [])


def test_a_batch_in_words() -> None:
    status, out = run("--batch", "-", stdin=f"nik\n{GOOD}\n{GOOD}\n")
    assert (status, out) == (0, run(GOOD)[1] * 2)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [GOOD, "--batch", "-"],
        [GOOD, "--born", "1988-13-05"],
        [GOOD, "--sex", "X"],
        [GOOD, "--home", "5107"],
        [GOOD, "--today", "today"],
        [GOOD, "--unknown"],
        ["--batch", "-", "--today", "today"],
        ["--batch", "-"],
        ["--batch", "no/such/file.csv"],
        ["--batch", "."],
    ],
)
def test_unusable_input(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == (2, "")
    assert capsys.readouterr().err


def test_a_file_without_column_names_is_unusable(capsys: pytest.CaptureFixture[str]) -> None:
    assert batch(f"{GOOD}\n") == (2, [])
    assert batch('"nik\n') == (2, [])
    assert GOOD not in capsys.readouterr().err


def test_help_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == (0, "")
    assert "--batch" in capsys.readouterr().out


@given(st.lists(st.text(st.characters(exclude_characters="\n\r", codec="utf-8"), min_size=1, max_size=30), max_size=5))
def test_one_object_for_every_line(lines: list[str]) -> None:
    given = [line for line in lines if line.strip()]
    status, rows = batch("nik,born\n" + "".join(f"{line}\n" for line in given))
    assert len(rows) == len(given)
    assert status == int(any(row["level"] == "error" for row in rows))


def test_the_command_writes_plain_ascii_and_loads_neither_qt_nor_sqlalchemy() -> None:
    program = (
        "import sys; from app.cli import main\n"
        "status = main(['nik', '-'])\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules} & {'PySide6', 'sqlalchemy', 'reportlab'}))\n"
        "sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", program],
        input="5107٠\n".encode(),
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.stderr == b""
    assert done.stdout.decode("ascii").splitlines() == ["5107 \\u0660: keliru. ada karakter selain angka.", ""]
    assert done.returncode == 1
