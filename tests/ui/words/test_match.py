"""How an answer of the service is put into words."""

from __future__ import annotations

import pytest

from app.lookup.protocol import LookupAnswer
from app.ui.words import match as match_words

MATCH = LookupAnswer(result="match", reference="K-1")
ONE = LookupAnswer(result="differs", differs=("birth_date",))
ALL = LookupAnswer(result="differs", differs=("name", "birth_date", "sex"))
NOBODY = LookupAnswer(result="not_found")


@pytest.mark.parametrize(
    ("answer", "result", "note"),
    [
        (MATCH, "cocok", "Semua data sama"),
        (ONE, "tidak_cocok", "Tanggal lahir berbeda"),
        (ALL, "tidak_cocok", "Nama, tanggal lahir dan jenis kelamin berbeda"),
        (NOBODY, "tidak_cocok", "NIK tidak ditemukan"),
    ],
)
def test_what_is_recorded(answer: LookupAnswer, result: str, note: str) -> None:
    assert (match_words.result(answer), match_words.note(answer)) == (result, note)


def test_who_answered_and_under_which_number() -> None:
    assert match_words.how("Dukcapil", MATCH) == "Layanan Dukcapil, rujukan K-1"
    assert match_words.how("Dukcapil", NOBODY) == "Layanan Dukcapil"


def test_field_by_field() -> None:
    def told(answer: LookupAnswer) -> list[str]:
        return [match_words.field_words(answer, name) for name in match_words.NAMES]

    assert told(MATCH) == ["sama"] * 4
    assert told(ONE) == ["sama", "sama", "berbeda", "sama"]
    assert told(NOBODY) == ["tidak ditemukan", "", "", ""]
