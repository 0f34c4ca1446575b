"""Numbers on a form, judged by the kind of their field."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from app.reference.catalogue import FormField
from app.reference.catalogue_file import built_in
from app.reference.numbered import TAX_NUMBER, NumberOpinion, confirmation, opinion
from app.reference.terms import Terms
from app.rules.conditions import Value

TODAY = date(2026, 11, 23)
NIK = "5107034507880003"


def terms(kind: str, value: Value) -> Terms:
    permit = built_in().permit("MKM")
    assert permit is not None
    field = FormField(id="asked", label="Asked", type=kind)  # type: ignore[arg-type]
    return Terms(
        built_in(), msgspec.structs.replace(permit, form_fields=(field,)), "", "baru", {"asked": value, "x": "1"}
    )


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("nib", "12345678901234", "nib_length"),
        ("kbli", "5610x", "kbli_characters"),
        ("nitku", "1", "nitku_length"),
        ("postal_code", "08081", "postal_code_first_digit"),
        ("kk", NIK, "kk_date_impossible"),
        ("kk", "5107030101110000", "kk_serial_zero"),
        ("npwp", "5107030101110000", "npwp_serial_zero"),
        ("nik", "0007034507880003", "nik_province_unknown"),
        ("nik", "5100034507880003", "nik_region_zero"),
    ],
)
def test_wrong(kind: str, value: str, code: str) -> None:
    assert opinion(terms(kind, value), today=TODAY, nik=NIK) == NumberOpinion({"asked": code}, {})


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("npwp", "013000667091000", "npwp_check_digit"),
        ("nik", "5107994507880003", "nik_region_unknown"),
        ("nik", "9907034507880003", "nik_nit"),
        ("kk", "5107990101110001", "kk_region_unknown"),
    ],
)
def test_doubtful(kind: str, value: str, code: str) -> None:
    assert opinion(terms(kind, value), today=TODAY) == NumberOpinion({}, {"asked": code})


@pytest.mark.parametrize(
    ("kind", "value"),
    [("nib", "1234567890123"), ("nib", ""), ("nib", None), ("nib", 5), ("text", "1"), ("nik", "6404014507880003")],
)
def test_nothing_to_say(kind: str, value: Value) -> None:
    """Also of a former region, which is no doubt, and of a value that is none of its kind at all."""
    assert opinion(terms(kind, value), today=TODAY) == NumberOpinion({}, {})


def test_the_card_of_the_family_is_not_that_of_the_applicant() -> None:
    card = "5107030101110001"
    assert opinion(terms("kk", card), today=TODAY, nik=card).wrong == {"asked": "kk_same_as_nik"}


def test_the_tax_number_of_a_body() -> None:
    asked = terms("text", "")
    assert opinion(asked, today=TODAY, tax_number="0130").wrong == {TAX_NUMBER: "npwp_length"}
    assert opinion(asked, today=TODAY, tax_number="013000667091000").doubtful == {TAX_NUMBER: "npwp_check_digit"}
    assert opinion(asked, today=TODAY, tax_number="013000666091000") == NumberOpinion({}, {})


def test_the_key_of_a_reason() -> None:
    assert confirmation("npwp") == "number.npwp"
