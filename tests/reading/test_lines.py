"""What is printed beside a label, wherever the card lies in the picture."""

from __future__ import annotations

from math import cos, radians, sin

import pytest

from app.reading.lines import ReadLetter, TextLine, label_of, text_of, trimmed, values


def line(text: str, left: float, row: float, *, width: float = 0, score: float = 1.0) -> TextLine:
    """`row` counts lines of a card; letters are 12 wide, lines 30 high and 35 apart."""
    level = row * 35
    right = left + (width or 12 * len(text))
    return TextLine(text, (score,) * len(text), (left, level), (right, level), 30)


def turned(each: TextLine, degrees: float) -> TextLine:
    def to(point: tuple[float, float]) -> tuple[float, float]:
        x, y, angle = *point, radians(degrees)
        return x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)

    return TextLine(each.text, each.scores, to(each.start), to(each.end), each.height)


def read(*lines: TextLine) -> dict[str, list[str]]:
    return {field: [text_of(signs) for signs in found] for field, found in values(lines).items()}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("NIK", "nik"),
        ("Nama", "name"),
        ("Tempat/Tgi Laher", "birth"),
        ("Jenis Kelamin :", "sex"),
        ("Kel Desa", "village"),
        ("RT/FW", "rt_rw"),
        ("Kecamatan : MANGGIS", "district"),
        ("Agama", ""),
    ],
)
def test_labels_are_known_though_misread(text: str, field: str) -> None:
    found = label_of(text)
    assert found is not None
    assert found[0] == field


@pytest.mark.parametrize("text", ["MANGGIS", "NI LUH CONTOH", ": HINDU", "SEUMUR HIDUP", "Namanya", "Agamaku HINDU"])
def test_values_are_no_labels(text: str) -> None:
    assert label_of(text) is None


@pytest.mark.parametrize("text", ["NIK : 5107", "NIK: 5107", "NIK5107", "NIK  5107"])
def test_label_and_value_in_one_piece(text: str) -> None:
    assert read(line(text, 30, 0)) == {"nik": ["5107"]}


@pytest.mark.parametrize("degrees", [-8, 0, 5])
def test_values_stand_beside_their_labels_though_the_card_is_held_aslant(degrees: float) -> None:
    card = [
        line("Nama", 30, 0),
        line(": NI LUH CONTOH", 270, 0),
        line("Alamat", 30, 1),
        line(": BR. DINAS", 270, 1),
        line("KERTHA", 420, 1),
        line("KARANGASEM", 900, 1),
    ]
    found = read(*(turned(each, degrees) for each in card))
    assert found == {"name": ["NI LUH CONTOH"], "address": ["BR. DINAS KERTHA"]}


def test_of_two_rows_bent_into_one_the_nearer_is_meant() -> None:
    label = line("Nama", 30, 0)
    near, far = line(": NI LUH", 270, 0.1), line(": DENPASAR", 265, 0.6)
    assert read(label, near, far) == {"name": ["NI LUH"]}
    assert read(label, line(": NI LUH", 265, 0.1), line(": DENPASAR", 270, 0.6)) == {"name": ["NI LUH"]}


def test_blood_type_is_not_part_of_the_sex() -> None:
    card = (line("Jenis kelamin", 30, 0), line(": PEREMPUAN GoL. Darah : O", 270, 0))
    assert read(*card) == {"sex": ["PEREMPUAN"]}


def test_a_long_name_goes_on_below_in_doubt() -> None:
    card = (
        line("Nama", 30, 0),
        line("NI LUH PUTU", 270, 0),
        line("CONTOH", 272, 1),
        line("FAR AWAY", 700, 1),
        line("Alamat", 30, 2),
        line("JALAN", 270, 2),
    )
    assert read(*card) == {"name": ["NI LUH PUTU CONTOH"], "address": ["JALAN"]}
    assert [sign.score for sign in values(card)["name"][0]][10:] == [1.0] + [0.0] * 7


def test_what_has_a_colon_or_a_label_is_no_second_line() -> None:
    name = (line("Nama", 30, 0), line("NI LUH", 270, 0))
    assert read(*name, line(": DENPASAR", 270, 1))["name"] == ["NI LUH"]
    assert read(*name, line("Agama", 30, 1), line("HINDU", 270, 1)) == {"name": ["NI LUH"], "": ["HINDU"]}


def test_a_label_alone_has_an_empty_value() -> None:
    assert read(line("NIK", 30, 0)) == {"nik": [""]}
    assert read(line("Nama", 30, 0)) == {"name": [""]}


def test_labels_that_stand_twice_have_two_values() -> None:
    assert read(line("NIK : 51", 30, 0), line("NIK : 52", 30, 9)) == {"nik": ["51", "52"]}


def test_nothing_is_nothing() -> None:
    assert read() == {}
    assert read(line("A", 0, 0, width=5)) == {}


def test_only_what_surrounds_a_value_is_trimmed() -> None:
    signs = tuple(ReadLetter(letter, 1.0) for letter in ": A. B, ")
    assert text_of(trimmed(signs)) == "A. B"
    assert trimmed(signs[:2]) == ()
