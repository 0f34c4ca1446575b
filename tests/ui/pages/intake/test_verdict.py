"""What is said of the number on the card, and when."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.places import PlaceNames
from app.ui.pages.intake.verdict import NikOpinion, TypedIdentity, opinion, place_name

TODAY = date(2026, 11, 23)
NIK = "5107034507880003"
BORN = date(1988, 7, 5)


def test_nothing_is_said_of_five_digits() -> None:
    assert opinion(TypedIdentity(nik="51070"), TODAY) == NikOpinion()


def test_the_region_is_named_from_the_sixth_digit_on() -> None:
    assert opinion(TypedIdentity(nik="510703"), TODAY).place == "Kec. Manggis, Kabupaten Karangasem"
    assert opinion(TypedIdentity(nik=NIK[:15]), TODAY) == NikOpinion(place="Kec. Manggis, Kabupaten Karangasem")


def test_a_good_number_has_neither_errors_nor_warnings() -> None:
    said = opinion(TypedIdentity(nik=NIK), TODAY)
    assert (said.errors, said.warnings, said.agrees) == ({}, {}, False)


@pytest.mark.parametrize("card", [TypedIdentity(nik=NIK, born=date(1988, 7, 6)), TypedIdentity(nik=NIK, sex="L")])
def test_birth_date_and_sex_are_compared_only_when_both_were_typed(card: TypedIdentity) -> None:
    said = opinion(card, TODAY)
    assert said.warnings == {}
    assert not said.agrees


def test_what_differs_is_named_side_by_side() -> None:
    said = opinion(TypedIdentity(nik=NIK, born=date(1988, 7, 6), sex="L"), TODAY)
    assert list(said.warnings) == ["birth_date_differs", "sex_differs"]
    assert "(05-07-1988)" in said.warnings["birth_date_differs"]
    assert "(06-07-1988)" in said.warnings["birth_date_differs"]
    assert "menunjukkan perempuan, sedangkan jenis kelamin diisi laki-laki" in said.warnings["sex_differs"]
    assert not said.agrees


def test_agreement_is_said() -> None:
    assert opinion(TypedIdentity(nik=NIK, born=BORN, sex="P"), TODAY).agrees


@pytest.mark.parametrize(
    ("nik", "code"),
    [
        ("5107033202880003", "date_impossible"),
        ("5107034507880000", "serial_zero"),
        ("5100034507880003", "region_zero"),
        ("5407034507880003", "province_unknown"),
    ],
)
def test_errors(nik: str, code: str) -> None:
    assert list(opinion(TypedIdentity(nik=nik), TODAY).errors) == [code]


def test_a_number_first_given_abroad_is_a_warning() -> None:
    assert list(opinion(TypedIdentity(nik="9907034507880003"), TODAY).warnings) == ["nit"]


def test_the_age_is_told_only_after_both_were_typed() -> None:
    child = "5107034507200003"
    assert "6" not in opinion(TypedIdentity(nik=child), TODAY).warnings["age_unusual"]
    typed = opinion(TypedIdentity(nik=child, born=date(2020, 7, 5), sex="P"), TODAY)
    assert "berumur 6 tahun" in typed.warnings["age_unusual"]


def test_a_former_district_names_its_successor() -> None:
    said = opinion(TypedIdentity(nik="6405014507880003"), TODAY)
    assert len(said.notes) == 1
    assert "kode lama" in said.notes[0]
    assert not said.warnings


def test_another_home_asks_for_the_first_six() -> None:
    assert opinion(TypedIdentity(nik=NIK, home="510705"), TODAY).asks_first6
    assert not opinion(TypedIdentity(nik=NIK, home="510703"), TODAY).asks_first6
    assert not opinion(TypedIdentity(nik=NIK), TODAY).asks_first6


def test_what_the_register_says_stands_with_the_other_warnings() -> None:
    said = opinion(TypedIdentity(nik=NIK, born=BORN, sex="P"), TODAY, ("known_near_nik",))
    assert "berbeda satu angka" in said.warnings["known_near_nik"]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (PlaceNames(True, "Bali", "Kabupaten Karangasem", "Abang"), "Kec. Abang, Kabupaten Karangasem"),
        (PlaceNames(False, "Bali", "Kabupaten Karangasem"), "Kabupaten Karangasem"),
        (PlaceNames(False, "Bali"), "Bali"),
        (PlaceNames(False), ""),
    ],
)
def test_a_place_is_named_as_far_as_it_is_known(place: PlaceNames, name: str) -> None:
    assert place_name(place) == name
