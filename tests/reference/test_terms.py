"""What the catalogue asks of one application."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.reference.catalogue import FormField, Validity
from app.reference.catalogue_file import built_in
from app.reference.terms import (
    Terms,
    anniversary,
    blocking,
    misfit,
    months_after,
    too_long,
    unanswered,
    validity_end,
    validity_start,
)
from app.rules import stages as s
from app.rules.conditions import Value

ISSUED = date(2026, 11, 23)


def terms(code: str, variant: str = "", kind: str = "baru", ticks: tuple[str, ...] = (), **facts: Value) -> Terms:
    permit = built_in().permit(code)
    assert permit is not None
    known = {"variant": variant, "pemohon.jenis": "perorangan", "pemohon.melalui_kuasa": False}
    return Terms(built_in(), permit, variant, kind, known | facts, ticks)


def steps(asked: Terms) -> list[str]:
    return [step.step for step in asked.route]


def papers(asked: Terms) -> set[str]:
    return {each.id for each in asked.requirements}


ADVICE, VISIT = {s.ASK_AGENCY, s.AGENCY}, {s.PLAN_VISIT, s.VISIT}


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        (terms("SIP-BD", jenis_tempat="Fasilitas pelayanan kesehatan"), ADVICE, VISIT),
        (terms("SIP-BD", jenis_tempat="Praktik mandiri"), {*VISIT, s.AGENCY}, {s.ASK_AGENCY}),
        (terms("STPT"), {*VISIT, s.AGENCY}, {s.LEVY}),
        (terms("REK", "permanen"), {*VISIT, s.AGENCY}, {s.LEVY}),
        (terms("REK", "insidentil"), {s.VERIFY, s.SIGNING}, ADVICE | VISIT),
        (terms("TRY", "kartu"), ADVICE, VISIT),
        (terms("ASET", "sewa"), {*VISIT, s.AGENCY, s.LEVY, s.PAYMENT, s.INITIALS[2]}, set()),
        (terms("ASET", "sesaat"), {s.LEVY, s.PAYMENT}, VISIT | ADVICE | {s.INITIALS[1]}),
        (terms("MKM"), {s.LEVY, s.PAYMENT}, VISIT | ADVICE),
        (terms("OSS-R"), {s.ASSIST_OSS, s.RECORD_OSS}, {s.VERIFY_OSS, s.DECIDE_OSS}),
        (terms("OSS-MT"), {s.VERIFY_OSS, s.AGENCY, s.DECIDE_OSS}, VISIT),
        (terms("OSS-MT", ticks=("sesuai_standar_sektor",)), VISIT, set()),
        (terms("OSS-T"), VISIT | {s.AGENCY}, {s.DRAFTING}),
    ],
)
def test_routes(asked: Terms, there: set[str], not_there: set[str]) -> None:
    assert there <= set(steps(asked))
    assert not not_there & set(steps(asked))


def test_days_follow_the_variant() -> None:
    assert [terms("TRY", name).days for name in ("izin", "kartu", "insidentil")] == [10, 5, 1]


def test_papers_of_the_place_of_practice() -> None:
    assert "ket_faskes" in papers(terms("SIP-BD", jenis_tempat="Fasilitas pelayanan kesehatan"))
    own = papers(terms("SIP-BD", jenis_tempat="Praktik mandiri"))
    assert {"pernyataan_mandiri", "denah_lokasi"} <= own
    assert "ket_faskes" not in own
    # SIP-AP has no such field; the catalogue's default decides.
    assert "ket_faskes" in papers(terms("SIP-AP"))


def test_papers_of_the_kind() -> None:
    assert {"izin_lama", "skp"} <= papers(terms("SIP-BD", kind="perpanjangan"))
    assert not {"izin_lama", "skp", "lapor_hilang"} & papers(terms("SIP-BD"))
    assert "lapor_hilang" in papers(terms("SIP-BD", kind="penggantian"))
    assert "data_peserta" in papers(terms("PAUD", kind="perpanjangan"))
    assert "data_peserta" not in papers(terms("PAUD"))


def test_papers_an_officer_ticks() -> None:
    assert "bukti_kompetensi" not in papers(terms("SIP-BD"))
    assert "bukti_kompetensi" in papers(terms("SIP-BD", ticks=("tidak_praktik_5_tahun",)))


@pytest.mark.parametrize("empty", [{}, {"lembaga": ""}, {"lembaga": None}])
def test_a_researcher_without_an_institution(empty: dict[str, Value]) -> None:
    """However the form says that a field was left empty."""
    alone = papers(terms("SKP", **empty))
    assert "diketahui_desa" in alone
    assert "surat_pengantar_lembaga" not in alone


def test_a_researcher_of_an_institution() -> None:
    sent = papers(terms("SKP", lembaga="Universitas Udayana"))
    assert "surat_pengantar_lembaga" in sent
    assert "diketahui_desa" not in sent


def test_how_a_paper_is_asked_for() -> None:
    by_id = {each.id: each for each in terms("REK", "permanen").requirements}
    assert by_id["bukti_pajak_reklame"].deferred_until == s.SIGNING
    assert by_id["hak_tanah"].specific
    assert by_id["ktp"].original_shown
    assert {each.id: each.copies for each in terms("STPT").requirements}["pasfoto_4x6"] == 2
    assert not {each.id: each.mandatory for each in terms("SIP-BD").requirements}["ijazah"]


def field(code: str, name: str) -> FormField:
    permit = built_in().permit(code)
    assert permit is not None
    return next(each for each in permit.form_fields if each.id == name)


def test_required_fields() -> None:
    until = field("SIP-BD", "tanggal_akhir_str")
    assert terms("SIP-BD", str_seumur_hidup=False).required(until)
    assert not terms("SIP-BD", str_seumur_hidup=True).required(until)
    assert not terms("SIP-BD").required(until)
    assert terms("SIP-BD").required(field("SIP-BD", "nomor_str"))


def test_expressions_and_names_are_both_asked() -> None:
    asked = terms("REK", "permanen", jenis_reklame="Billboard")
    assert asked.holds("permanen")
    assert not asked.holds("insidentil")
    assert asked.holds("variant == permanen")
    assert asked.holds("konstruksi")
    assert not asked.holds("lembaga is empty")  # no such field here


def test_what_an_officer_is_asked() -> None:
    assert [name for name, _ in terms("SIP-BD").officer_questions()] == ["tidak_praktik_5_tahun"]
    assert [name for name, _ in terms("OSS-MT").officer_questions()] == ["sesuai_standar_sektor"]
    assert terms("MKM").officer_questions() == ()


def test_questions_before_the_papers() -> None:
    permit = terms("SIP-BD").permit
    assert [q.id for q in unanswered(permit, {"str_aktif": "ya"})] == ["jumlah_sip"]
    assert blocking(permit, {"str_aktif": "ya", "jumlah_sip": "ya"}) == ()
    assert [q.id for q in blocking(permit, {"str_aktif": "tidak", "jumlah_sip": "ya"})] == ["str_aktif"]
    assert blocking(terms("SKP").permit, {"tugas_akhir": "ya"}) == ()  # said, not blocking


@pytest.mark.parametrize(
    ("code", "name", "value", "wrong"),
    [
        ("SKP", "tanggal_mulai", date(2026, 12, 1), ""),
        ("SKP", "tanggal_mulai", "01-12-2026", "not_a_date"),
        ("SIP-BD", "sip_ke", 2, ""),
        ("SIP-BD", "sip_ke", "2", ""),
        ("SIP-BD", "sip_ke", 3, ""),  # a midwife may have three, too (Permenkes 13/2025 art. 149)
        ("SIP-BD", "sip_ke", 4, "not_picked"),
        ("STPT", "jenis_layanan", ("Ramuan", "Kombinasi"), ""),
        ("STPT", "jenis_layanan", ("Ramuan", "Sihir"), "not_picked"),
        ("STPT", "jenis_layanan", "Ramuan", ""),
        ("SIP-BD", "str_seumur_hidup", False, ""),
        ("SIP-BD", "str_seumur_hidup", "ya", "not_picked"),
        ("REK", "jumlah_unit", 1, ""),
        ("REK", "jumlah_unit", 0, "too_small"),
        ("REK", "jumlah_unit", 1.5, "not_a_number"),
        ("REK", "koordinat", "-8.45, 115.61", ""),
        ("REK", "koordinat", "8.45, 115.61", ""),
        ("REK", "koordinat", "di Abang", "not_a_place"),
        ("OSS-R", "modal_usaha", 15000, ""),
        ("OSS-R", "modal_usaha", -15000, "too_small"),
        ("REK", "jumlah_unit", True, "not_a_number"),
        ("REK", "jumlah_unit", "1", "not_a_number"),
        ("REK", "panjang_m", 0.1, ""),
        ("REK", "panjang_m", 3, ""),
        ("REK", "panjang_m", 0.05, "too_small"),
        ("OSS-R", "modal_usaha", 15_000_000, ""),
        ("OSS-R", "modal_usaha", "Rp15.000.000", "not_a_number"),
        ("PAUD", "npsn", "12345678", ""),
        ("PAUD", "npsn", "1234567", "too_short"),
        ("PAUD", "npsn", "1234567a", "not_a_number"),
        ("PAUD", "npsn", 12345678, "not_a_number"),
        ("PAUD", "npsn", "٥٦١٠٢٥٦١", "not_a_number"),
        ("OSS-R", "kbli", "56102", ""),
        ("OSS-R", "kbli", 56102, "not_a_number"),
        ("MKM", "nama_tpu", "TPU Amlapura", ""),
        ("PNF", "pimpinan", "I Made Contoh", ""),
        ("PNF", "pimpinan", date(2026, 11, 29), ""),
        ("PNF", "pimpinan", ("I Made", "Contoh"), "not_text"),
        ("PNF", "pimpinan", 7, "not_text"),
        ("PNF", "alamat_lembaga", True, "not_text"),
        ("PNF", "rumpun", ("Menjahit", "Memasak"), ""),
        ("PNF", "rumpun", "Menjahit", ""),
        ("PNF", "rumpun", 1.5, "not_text"),
    ],
)
def test_values_of_their_kind(code: str, name: str, value: Value, wrong: str) -> None:
    assert misfit(field(code, name), value) == wrong


def test_digits_of_any_length() -> None:
    assert misfit(FormField(id="a", label="A", type="digits"), "123") == ""


def test_empty_fields_are_no_misfits() -> None:
    asked = terms("OSS-R", kbli="", modal_usaha=None, tenaga_kerja="dua")
    assert asked.misfits() == {"tenaga_kerja": "not_a_number"}


@pytest.mark.parametrize(
    ("facts", "end"),
    [
        ({}, date(2031, 11, 22)),
        ({"str_seumur_hidup": True, "tanggal_akhir_str": date(2027, 1, 1)}, date(2031, 11, 22)),
        ({"str_seumur_hidup": False, "tanggal_akhir_str": date(2028, 5, 1)}, date(2028, 5, 1)),
        ({"str_seumur_hidup": False, "tanggal_akhir_str": date(2031, 11, 22)}, date(2031, 11, 22)),
        ({"str_seumur_hidup": False, "tanggal_akhir_str": date(2040, 1, 1)}, date(2031, 11, 22)),
        ({"tanggal_akhir_str": "segera"}, date(2031, 11, 22)),
    ],
)
def test_five_years_bounded_by_the_str(facts: dict[str, Value], end: date) -> None:
    assert validity_end(terms("SIP-BD").permit.validity, ISSUED, facts) == end


def test_leap_day() -> None:
    leap = date(2028, 2, 29)
    assert validity_end(Validity(kind="jangka_tetap", years=4), leap, {}) == date(2032, 2, 28)
    assert validity_end(Validity(kind="jangka_tetap", years=5), leap, {}) == date(2033, 2, 28)
    assert anniversary(leap, 1) == date(2029, 3, 1)
    assert anniversary(leap, 4) == date(2032, 2, 29)


def test_as_filled_in() -> None:
    facts: dict[str, Any] = {"tanggal_mulai": date(2026, 12, 1), "tanggal_selesai": date(2027, 11, 30)}
    validity = terms("SKP").permit.validity
    assert validity_end(validity, ISSUED, facts) == date(2027, 11, 30)
    assert validity_end(validity, ISSUED, {}) is None
    assert validity_start(validity, ISSUED, facts) == date(2026, 12, 1)
    assert validity_start(validity, date(2026, 12, 5), facts) == date(2026, 12, 5)
    assert validity_start(validity, ISSUED, {}) == ISSUED


def test_as_long_as_the_activity() -> None:
    assert validity_end(terms("PAUD").permit.validity, ISSUED, {}) is None


def test_each_variant_has_its_own() -> None:
    assert validity_end(terms("TRY").permit.validity_of("izin"), ISSUED, {}) == date(2031, 11, 22)
    assert validity_end(terms("TRY").permit.validity_of("kartu"), ISSUED, {}) == date(2027, 11, 22)
    back = {"tanggal_kembali": date(2026, 12, 12)}
    assert validity_end(terms("TRY").permit.validity_of("insidentil"), ISSUED, back) == date(2026, 12, 12)


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        (date(2026, 12, 1), date(2027, 11, 30), False),
        (date(2026, 12, 1), date(2027, 12, 1), True),
        (date(2026, 12, 1), None, False),
        (None, date(2030, 1, 1), False),
    ],
)
def test_at_most_twelve_months(start: date | None, end: date | None, wrong: bool) -> None:
    assert too_long(terms("SKP").permit.validity, {"tanggal_mulai": start, "tanggal_selesai": end}) is wrong


@pytest.mark.parametrize(("last", "wrong"), [(date(2026, 12, 14), False), (date(2026, 12, 15), True)])
def test_at_most_fourteen_days(last: date, wrong: bool) -> None:
    facts = {"tanggal_berangkat": date(2026, 12, 1), "tanggal_kembali": last}
    assert too_long(terms("TRY").permit.validity_of("insidentil"), facts) is wrong


def test_no_limit_no_objection() -> None:
    validity = Validity(kind="sesuai_isian", from_field="a", to_field="b")
    assert not too_long(validity, {"a": date(2026, 1, 1), "b": date(2099, 1, 1)})


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 11, 1), 1, date(2026, 12, 1)),
        (date(9999, 12, 1), 1, date.max),
    ],
)
def test_months_after(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        (terms("TRY", nomor_kendaraan="DK 1234-xx"), "dk1234xx"),
        (terms("MKM", nama_almarhum="I Ketut Contoh", tanggal_wafat=date(2026, 10, 1)), "iketutcontoh|20261001"),
        (terms("MKM", nama_almarhum="I Ketut Contoh"), ""),
        (terms("MKM", nama_almarhum="I Ketut Contoh", tanggal_wafat=None), ""),
        (terms("SIP-BD", nama_tempat="Puskesmas"), ""),
    ],
)
def test_the_object_of_an_application(asked: Terms, key: str) -> None:
    assert asked.object_key == key
