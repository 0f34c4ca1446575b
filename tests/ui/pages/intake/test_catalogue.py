"""From the catalogue to the form and back, for every permit type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.reference.catalogue import FormField, PermitType
from app.reference.catalogue_file import built_in
from app.reference.terms import Terms
from app.ui.forms.catalogue_fields import field_of, typed_of
from app.ui.forms.form import FormSection
from app.ui.pages.intake.catalogue import Permits, details, disordered, form_fields, row
from app.ui.widgets.picker_list import PickRow

CATALOGUE = built_in()


def permit(code: str) -> PermitType:
    found = CATALOGUE.permit(code)
    assert found is not None
    return found


def found(text: str) -> list[str]:
    rows: list[PickRow] = []
    Permits(CATALOGUE)(text, rows.extend)
    return [each.key for each in rows]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("SIP-BD", "SIP-BD"),
        ("bd", "SIP-BD"),
        ("bid", "SIP-BD"),
        ("sipb", "SIP-BD"),
        ("praktik perawat", "SIP-PR"),
        ("rek", "REK"),
        ("skp", "SKP"),
        ("oss-mt", "OSS-MT"),
        ("apo", "SIP-AP"),
    ],
)
def test_a_permit_type_is_found_by_code_and_name(text: str, first: str) -> None:
    assert found(text)[0] == first


def test_all_that_was_typed_must_fit() -> None:
    assert found("sip xyz") == []
    assert set(found("sip")) >= {"SIP-BD", "SIP-PR", "SIP-AP", "SIP-DR", "SIP-TF"}


def test_a_row_names_code_and_days() -> None:
    assert row(permit("SIP-BD")).detail == "SIP-BD · 5 hari kerja"


@pytest.mark.parametrize("code", [each.code for each in CATALOGUE.permits])
def test_every_permit_type_has_an_editor_for_every_field(qtbot: QtBot, code: str) -> None:
    fields = form_fields(permit(code))
    form = FormSection(fields)
    qtbot.addWidget(form)
    for field in fields:
        assert isinstance(form.control(field.id), QWidget)
        assert field.help
    assert {field.id for field in fields} == {
        field.id for field in permit(code).form_fields if not field.required_at_step
    }


def test_a_number_among_choices_is_said_with_its_label() -> None:
    field = next(each for each in form_fields(permit("SIP-BD")) if each.id == "sip_ke")
    assert [option.label for option in field.options] == ["SIP ke-1", "SIP ke-2", "SIP ke-3"]


def test_a_list_nobody_keeps_is_typed() -> None:
    assert next(each for each in form_fields(permit("MKM")) if each.id == "nama_tpu").kind == "text"


def test_numbers_are_typed_as_digits_of_their_length() -> None:
    kbli = next(each for each in form_fields(permit("OSS-R")) if each.id == "kbli")
    assert (kbli.kind, kbli.length) == ("digits", 5)
    tax = field_of(FormField(id="npwp", label="NPWP", type="npwp"))
    assert (tax.kind, tax.length, tax.max_length) == ("digits", 0, 16)


def test_details_are_what_the_command_keeps() -> None:
    values = {"sip_ke": "1", "str_seumur_hidup": True, "tanggal_akhir_str": date(2027, 1, 2), "nama_tempat": ""}
    kept = details(permit("SIP-BD"), values)
    assert kept["sip_ke"] == 1
    assert kept["str_seumur_hidup"] is True
    assert kept["tanggal_akhir_str"] == "2027-01-02"
    assert kept["nama_tempat"] is None
    assert set(kept) == {field.id for field in permit("SIP-BD").form_fields}
    size = details(permit("REK"), {"panjang_m": Decimal("2.5"), "jumlah_muka": 2, "naskah": "Contoh"})
    assert (size["panjang_m"], size["jumlah_muka"], size["naskah"]) == (2.5, 2, "Contoh")
    assert details(permit("STPT"), {"jenis_layanan": ("Ramuan",)})["jenis_layanan"] == ["Ramuan"]
    assert details(permit("STPT"), {"jenis_layanan": ()})["jenis_layanan"] is None


@pytest.mark.parametrize(
    ("code", "field", "value"),
    [
        ("SIP-BD", "sip_ke", "2"),
        ("SIP-BD", "tanggal_akhir_str", date(2027, 1, 2)),
        ("SIP-BD", "nama_tempat", "Puskesmas"),
        ("SIP-BD", "str_seumur_hidup", False),
        ("REK", "panjang_m", Decimal("2.5")),
        ("REK", "jumlah_muka", 2),
        ("STPT", "jenis_layanan", ("Ramuan",)),
        ("SKP", "anggota", ("I Made", "Ni Luh")),
    ],
)
def test_what_was_kept_comes_back_as_it_was_typed(code: str, field: str, value: object) -> None:
    kept = details(permit(code), {field: value})[field]
    described = next(each for each in permit(code).form_fields if each.id == field)
    assert typed_of(described, kept) == value


def terms(code: str, variant: str = "", **facts: str | date) -> Terms:
    return Terms(CATALOGUE, permit(code), variant, "baru", facts)


def test_dates_that_break_their_rule() -> None:
    today = date(2026, 11, 23)
    start, end = date(2026, 12, 10), date(2026, 12, 1)
    assert disordered(terms("SKP", tanggal_mulai=start, tanggal_selesai=end), today) == {
        "tanggal_selesai": "date_order"
    }
    assert disordered(terms("HIB", tanggal_mulai=date(2026, 11, 1)), today) == {"tanggal_mulai": "date_past"}
    assert disordered(terms("MKM", tanggal_wafat=date(2026, 11, 24)), today) == {"tanggal_wafat": "date_future"}
    assert disordered(terms("MKM", tanggal_wafat=today), today) == {}


def test_a_period_that_is_too_long() -> None:
    today = date(2026, 11, 23)
    facts = {"tanggal_mulai": date(2026, 12, 1), "tanggal_selesai": date(2027, 12, 1)}
    assert disordered(terms("SKP", **facts), today) == {"tanggal_selesai": "period_too_long"}
