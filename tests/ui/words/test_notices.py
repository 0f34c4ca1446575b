"""Every code has words, and the words keep the house's tone."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

import app
from app.reference.messages import messages
from app.rules.numbers import KINDS
from app.settings import resource
from app.ui.words.notices import Notice, NoticeLevel, say, words

APP = Path(app.__file__).parent
PLACES = ("notice", "field", "greyed", "reminder", "pairing", "tray", "centre", "answer", "forged")
TEXTS, FIELDS, CENTRE = messages("notice"), messages("field"), messages("centre")
SENTENCES = [
    (code, sentence)
    for texts in (TEXTS, FIELDS)
    for code, text in texts.items()
    for sentence in (*text.sentences, text.advice)
]


@cache
def every_call(folder: str) -> list[ast.Call]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in sorted((APP / folder).rglob("*.py")))
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]


def calls(name: str, folder: str = "") -> list[ast.Call]:
    """Every call of a function of that name in the program."""
    return [call for call in every_call(folder) if isinstance(call.func, ast.Name) and call.func.id == name]


def texts_in(nodes: Iterable[ast.expr]) -> set[str]:
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def raised() -> set[str]:
    refused = (call.args[0] for name in ("Refused", "Unavailable") for call in calls(name) if call.args)
    return texts_in(refused) | texts_in(call.args[1] for call in calls("refuse_unless") if len(call.args) > 1)


def beside_fields() -> set[str]:
    """Values of `fields={...}` and `dict.fromkeys(..., code)`, and the named codes of `refuse_unless`."""
    given = [word.value for call in calls("Refused") for word in call.keywords if word.arg == "fields"]
    listed = (value for node in given if isinstance(node, ast.Dict) for value in node.values)
    same = (node.args[1] for node in given if isinstance(node, ast.Call) and len(node.args) > 1)
    named = (word.value for call in calls("refuse_unless") for word in call.keywords)
    return texts_in(listed) | texts_in(same) | texts_in(named) | texts_in(c.args[0] for c in calls("_mistyped"))


def verdicts() -> set[str]:
    return texts_in(call.args[0] for name in ("error", "warning", "info") for call in calls(name, "rules"))


def test_every_code_that_is_raised_has_words() -> None:
    """On the screen, or for what only the centre's command line says, there."""
    assert {"stage", "no_right", "database_damaged", "not_read_back"} <= raised()
    assert sorted(raised() - set(TEXTS) - set(CENTRE)) == []


def test_every_code_beside_a_field_has_words() -> None:
    assert {"missing", "required", "recovery_check"} <= beside_fields()
    assert sorted(beside_fields() - set(TEXTS) - set(FIELDS) - set(CENTRE)) == []


def test_every_verdict_about_a_number_has_words() -> None:
    assert {"length", "province_unknown", "birth_date_differs"} <= verdicts()
    assert sorted(verdicts() - set(TEXTS) - set(FIELDS)) == []


def test_every_row_has_somebody_who_raises_it() -> None:
    """A code stands as text somewhere in the program, or is made of the kind of a number and what is wrong with it."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in APP.rglob("*.py")]
    said = texts_in(node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    said |= {f"{kind}_{code}" for kind in KINDS for code in said}
    assert [(place, code) for place in PLACES for code in messages(place) if code not in said] == []


def test_rows_are_whole() -> None:
    with resource("messages.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({(row["code"], row["place"]) for row in rows}) == len(rows), "one sentence for a code at a place"
    assert {row["place"] for row in rows} == set(PLACES)
    assert {row["level"] for row in rows} <= {str(level) for level in NoticeLevel}
    assert all(row["sentence"] for row in rows)
    assert rows == sorted(rows, key=lambda row: (PLACES.index(row["place"]), row["code"]))


def test_an_empty_fact_is_a_missing_one() -> None:
    facts = {"number": "KRA-7Q4-00127-X3C", "due": ""}
    assert say("registered", facts).text == "Permohonan telah terdaftar dengan nomor KRA-7Q4-00127-X3C."


def test_what_is_on_the_screen_is_called_as_it_is_there() -> None:
    """No menu Riwayat, no second name of the sheet, and loading again has its key."""
    said = " ".join(sentence for _, sentence in SENTENCES)
    assert "menu Riwayat" not in said
    assert "kertas pemulihan" not in said
    assert said.count("muat ulang") == said.count("F5 untuk memuat ulang")


@pytest.mark.parametrize(("code", "sentence"), [(c, s) for c, s in SENTENCES if s])
def test_the_tone_is_that_of_the_house(code: str, sentence: str) -> None:
    assert "!" not in sentence
    assert not re.search(r"\b(kamu|error|silahkan|ijin|antrian|resiko|praktek|email)\b", sentence, re.IGNORECASE)
    assert sentence[0].isupper() or sentence.startswith("{")
    assert sentence.rstrip("}").endswith((".", "?", "detail", "reason"))


def test_facts_fill_the_fullest_sentence() -> None:
    assert say("registered", {"number": "KRA-7Q4-00127-X3C", "due": "Senin, 30 November 2026"}) == Notice(
        "Permohonan telah terdaftar dengan nomor KRA-7Q4-00127-X3C. Perkiraan selesai Senin, 30 November 2026.",
        NoticeLevel.SUCCESS,
    )


def test_missing_facts_fall_back_to_a_plainer_sentence() -> None:
    assert say("registered", {"number": "KRA-1"}).text == "Permohonan telah terdaftar dengan nomor KRA-1."
    assert say("registered").text == "Permohonan telah terdaftar."


def test_no_sentence_shows_a_brace_when_its_facts_are_missing() -> None:
    assert [code for code in TEXTS if "{" in say(code).full] == []
    assert [code for code in FIELDS if "{" in words(code)] == []


def test_an_unknown_code_gives_a_whole_sentence_with_the_code_small() -> None:
    notice = say("not_in_the_book")
    assert notice.level is NoticeLevel.ERROR
    assert notice.full == (
        "Tindakan ini belum dapat diselesaikan. Isian Anda tetap ada di layar. "
        "Mohon coba kembali atau hubungi administrator (kode: not_in_the_book)."
    )


def test_beside_a_field_the_short_form_is_said() -> None:
    assert words("required") == "Wajib diisi."
    assert words("length", {"count": "15"}) == "NIK harus terdiri atas 16 angka. Saat ini terisi 15 angka."


@pytest.mark.parametrize(
    ("code", "facts", "text"),
    [
        (
            "birth_date_differs",
            {"in_nik": "12-05-1990", "typed": "12-06-1990"},
            "Tanggal lahir pada NIK (12-05-1990) berbeda dengan tanggal lahir yang diisi (12-06-1990). "
            "Mohon cocokkan dengan KTP-el.",
        ),
        (
            "sex_differs",
            {"in_nik": "perempuan", "typed": "laki-laki"},
            "Angka tanggal pada NIK menunjukkan perempuan, sedangkan jenis kelamin diisi laki-laki. "
            "Mohon cocokkan dengan KTP-el.",
        ),
        (
            "disk_full",
            {},
            "Data belum dapat disimpan karena ruang penyimpanan penuh. Mohon hubungi administrator. "
            "Isian Anda tetap ada di layar.",
        ),
        (
            "printer_missing",
            {},
            "Pencetak tidak ditemukan. Permohonan tetap terdaftar. "
            "Tanda terima dapat dicetak ulang dengan Ctrl+P pada bagian Dokumen permohonannya.",
        ),
        (
            "calendar_missing",
            {"year": "2027"},
            "Kalender hari libur tahun 2027 belum diisi. Perkiraan selesai dapat berubah.",
        ),
    ],
)
def test_the_wording_of_the_domain_is_kept(code: str, facts: dict[str, str], text: str) -> None:
    assert say(code, facts).full == text
