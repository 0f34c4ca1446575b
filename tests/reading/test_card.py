"""From lines of text to a proposal: what is fixed, what is doubtful, what is left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from app.errors import Refused
from app.reading.card import Proposal, Read, propose
from app.reading.lines import TextLine
from app.reference.villages import Village
from tests.reading.test_lines import line

TODAY = date(2026, 11, 22)
CARD = {
    "NIK": "5107034507880003",
    "Nama": "NI LUH CONTOH",
    "Tempat/Tgl Lahir": "KARANGASEM, 05-07-1988",
    "Jenis kelamin": "PEREMPUAN",
    "Alamat": "BR. DINAS KERTHA",
    "RT/RW": "007/000",
    "Kel/Desa": "ABABI",
    "Kecamatan": "ABANG",
}


def lines(card: Mapping[str, str], faint: Mapping[str, tuple[int, ...]]) -> list[TextLine]:
    made = []
    for row, (label, text) in enumerate(card.items()):
        scores = tuple(0.4 if place in faint.get(label, ()) else 0.99 for place in range(len(text)))
        value = line(text, 270, row)
        made += [line(label, 30, row), TextLine(text, scores, value.start, value.end, value.height)]
    return made


def proposal(changed: Mapping[str, str] | None = None, near: str = "5107", **faint: tuple[int, ...]) -> Proposal:
    """Of the card with other texts, "" leaving a line out; `faint` are places of letters read badly."""
    card = {label: text for label, text in (CARD | dict(changed or {})).items() if text}
    return propose(lines(card, {label.replace("_", "/"): at for label, at in faint.items()}), today=TODAY, near=near)


def doubts(found: Proposal) -> dict[str, tuple[int, ...]]:
    return {field: read.doubtful for field, read in found.items() if read.doubtful}


def test_a_clear_card_is_proposed_without_doubt() -> None:
    found = proposal()
    village = found.pop("village")
    assert isinstance(village.value, Village)
    assert (village.text, village.value.code[:4]) == ("Ababi, Kec. Abang", "5107")
    assert found == {
        "nik": Read("5107034507880003", "5107034507880003"),
        "name": Read("NI LUH CONTOH", "NI LUH CONTOH"),
        "birth_date": Read("05-07-1988", date(1988, 7, 5)),
        "sex": Read("PEREMPUAN", "P"),
        "address": Read("BR. DINAS KERTHA, RT 007/RW 000", "BR. DINAS KERTHA, RT 007/RW 000"),
        "birth_place": Read("KARANGASEM", "KARANGASEM"),
    }


def test_letters_read_badly_are_doubtful() -> None:
    found = proposal(NIK=(12, 15), Nama=(3,), Alamat=(0, 5))
    assert doubts(found) == {"nik": (12, 15), "name": (3,), "address": (0, 5)}


def test_letters_become_digits_where_only_digits_stand_and_stay_doubtful() -> None:
    found = proposal({"NIK": "51O7034507B80003", "Tempat/Tgl Lahir": "ABANG, O5-07-I988", "RT/RW": "0O7/00S"})
    assert found["nik"] == Read("5107034507880003", "5107034507880003", (2, 10))
    assert found["birth_date"] == Read("05-07-1988", date(1988, 7, 5), (0, 6))
    assert found["address"].text == "BR. DINAS KERTHA, RT 007/RW 005"
    assert found["address"].doubtful == (22, 30)


def test_no_digit_becomes_a_letter() -> None:
    assert proposal({"Nama": "NI LUH C0NTOH"})["name"] == Read("NI LUH C0NTOH", "NI LUH C0NTOH", (8,))
    assert "name" not in proposal({"Nama": "NI LUH 12-04"})


@pytest.mark.parametrize("number", ["510703450788000", "51070345078800034", "5107034507X80003", "-", "CONTOH"])
def test_a_number_that_is_not_whole_is_left_out(number: str) -> None:
    assert "nik" not in proposal({"NIK": number})


def test_groups_and_strange_words_beside_the_number_do_no_harm() -> None:
    assert proposal({"NIK": "5107 0345 0788 0003 KABUPATEN"})["nik"] == Read("5107034507880003", "5107034507880003")


@pytest.mark.parametrize(
    ("number", "born", "places", "of_date"),
    [
        ("5107034607880003", "05-07-1988", (6, 7), (0, 1)),
        ("5107034508890003", "05-07-1988", (8, 9, 10, 11), (3, 4, 8, 9)),
    ],
)
def test_where_number_and_birth_date_disagree_both_are_doubtful(
    number: str, born: str, places: tuple[int, ...], of_date: tuple[int, ...]
) -> None:
    found = proposal({"NIK": number, "Tempat/Tgl Lahir": f"ABANG, {born}"})
    assert found["nik"].doubtful == places
    assert found["birth_date"] == Read(born, date(1988, 7, 5), of_date)


def test_where_number_and_sex_disagree_both_are_doubtful() -> None:
    found = proposal({"Jenis kelamin": "LAKI-LAKI"})
    assert found["sex"] == Read("LAKI-LAKI", "L", tuple(range(9)))
    assert found["nik"].doubtful == (6,)


@pytest.mark.parametrize(
    ("number", "places"),
    [
        ("0107034507880003", (0, 1)),
        ("5107994507880003", (2, 3, 4, 5)),
        ("5107034513880003", (6, 7, 8, 9, 10, 11)),
        ("5107034507880000", (12, 13, 14, 15)),
    ],
)
def test_what_a_rule_speaks_against_is_doubtful(number: str, places: tuple[int, ...]) -> None:
    assert proposal({"NIK": number, "Tempat/Tgl Lahir": ""})["nik"].doubtful == places


def test_birth_date_and_sex_are_never_taken_from_the_number() -> None:
    assert not {"birth_date", "sex"} & proposal({"Tempat/Tgl Lahir": "", "Jenis kelamin": ""}).keys()


@pytest.mark.parametrize("born", ["ABANG", "ABANG, 31-02-1988", "ABANG, X5-07-1988"])
def test_a_date_that_does_not_exist_was_not_read(born: str) -> None:
    assert "birth_date" not in proposal({"Tempat/Tgl Lahir": born})


def test_the_place_of_birth_may_be_missing_and_loses_its_comma() -> None:
    assert "birth_place" not in proposal({"Tempat/Tgl Lahir": "05-07-1988"})
    assert proposal({"Tempat/Tgl Lahir": "ABANG. 05-07-1988"})["birth_place"].text == "ABANG"


def test_a_sex_nearly_read_is_doubtful_and_another_word_is_none() -> None:
    assert proposal({"Jenis kelamin": "PEREMPUAM"})["sex"] == Read("PEREMPUAN", "P", tuple(range(9)))
    assert "sex" not in proposal({"Jenis kelamin": "HINDU"})


def test_an_address_without_rt_and_rw_is_the_street() -> None:
    assert proposal({"RT/RW": ""})["address"] == Read("BR. DINAS KERTHA", "BR. DINAS KERTHA")
    assert "address" not in proposal({"Alamat": ""})


def test_rt_and_rw_that_cannot_be_read_are_left_as_they_are_in_doubt() -> None:
    found = proposal({"RT/RW": "07?0"})["address"]
    assert found == Read("BR. DINAS KERTHA, RT/RW 07?0", "BR. DINAS KERTHA, RT/RW 07?0", (24, 25, 26, 27))


@pytest.mark.parametrize(
    "changed", [{"Kel/Desa": ""}, {"Kecamatan": ""}, {"Kel/Desa": "ABABl"}, {"Kecamatan": "MANGGIS"}]
)
def test_a_village_that_is_not_in_the_list_is_left_out(changed: dict[str, str]) -> None:
    assert "village" not in proposal(changed)


def test_a_village_of_a_name_there_are_several_of_is_the_one_near() -> None:
    same = {"Kel/Desa": "PAYUNG", "Kecamatan": "PAYUNG"}
    assert "village" not in proposal(same)
    found = proposal(same, near="1206")["village"].value
    assert isinstance(found, Village)
    assert found.code == "1206112001"
    assert proposal(near="")["village"].text == "Ababi, Kec. Abang"


def test_a_village_read_very_badly_is_doubtful() -> None:
    assert proposal(Kel_Desa=(1,))["village"].doubtful == tuple(range(17))


def test_gaps_are_one_wide_and_letters_capital() -> None:
    assert proposal({"Nama": "Ni  Luh ß"})["name"].text == "NI LUH ß"


def test_a_picture_of_something_else_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        propose([line("PEMERINTAH KABUPATEN", 30, 0)], today=TODAY)
    assert refused.value.code == "card_unreadable"


@pytest.mark.parametrize("kept", [("NIK",), ("Alamat", "Kel/Desa", "Kecamatan")])
def test_too_little_is_nothing(kept: tuple[str, ...]) -> None:
    with pytest.raises(Refused) as refused:
        proposal({label: "" for label in CARD if label not in kept})
    assert refused.value.code == "card_unreadable"


def test_a_card_without_its_number_is_proposed_all_the_same() -> None:
    assert list(proposal({"NIK": ""})) == ["name", "birth_date", "sex", "address", "village", "birth_place"]


def test_several_cards_are_refused() -> None:
    one = lines(CARD, {})
    other = [
        TextLine(each.text, each.scores, (each.start[0], each.start[1] + 900), (each.end[0], each.end[1] + 900), 30)
        for each in one
    ]
    with pytest.raises(Refused) as refused:
        propose([*one, *other], today=TODAY)
    assert refused.value.code == "card_several"
