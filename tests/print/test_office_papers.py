"""Permit, shortage list, collection receipt and recovery sheet: what they say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.print.ink import Words
from app.print.recovery import groups
from app.print.render import pdf
from app.rules.papers import Paper, RevokedPermit
from tests.print.reading import text
from tests.print.samples import COLLECTION, OFFICE, PERMIT, RECOVERY, REVOCATION, SHORTAGE, SIGNER


def said(card: Paper) -> str:
    return text(pdf(card))


def test_a_permit_has_the_form_of_a_decree() -> None:
    shown = said(PERMIT)
    parts = [
        "SURAT IZIN PRAKTIK BIDAN NOMOR 500.16.7.2/0123/SIPB/DPMPTSP/2026",
        "Dasar : 1. Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan;",
        "MEMBERIKAN IZIN",
        "Kepada : Nama : Ni Luh Contoh",
        "Untuk : Surat Izin Praktik Bidan (permohonan baru)",
        "30 November 2026 sampai dengan 30 November 2031",
        "Ketentuan : 1. Praktik dilakukan",
        "Ditetapkan di : Amlapura pada tanggal : 30 November 2026",
        "a.n. BUPATI KARANGASEM Plh. Kepala Dinas,",
        "I Nyoman Suardana Pembina Utama Muda (IV/c) NIP 19680412 199303 1 007",
        "Tembusan: 1. Bupati Karangasem sebagai laporan",
    ]
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)


def test_a_decree_names_its_signer_without_titles() -> None:
    shown = said(replace(PERMIT, signer=SIGNER))
    assert "I Nyoman Suardana" in shown
    assert "Drs." not in shown
    assert "M.Si." not in shown


def test_a_permit_without_end_says_so() -> None:
    shown = said(replace(PERMIT, valid_until=None))
    assert "Sejak 30 November 2026, selama kegiatan diselenggarakan sesuai ketentuan." in shown
    assert "sampai dengan" not in shown


@pytest.mark.parametrize(
    ("title", "verb"),
    [
        ("Surat Keterangan Penelitian", "MENERANGKAN"),
        ("Surat Terdaftar Penyehat Tradisional", "MENETAPKAN"),
        ("Izin Penyelenggaraan Reklame", "MEMBERIKAN IZIN"),
    ],
)
def test_the_verb_follows_the_title(title: str, verb: str) -> None:
    assert f" {verb} Kepada" in said(replace(PERMIT, title=title))


def test_a_decree_of_revocation_revokes() -> None:
    shown = said(REVOCATION)
    parts = [
        "PENCABUTAN SURAT IZIN PRAKTIK BIDAN NOMOR 500.16.7.2/0007/SIPB/DPMPTSP/2027",
        "Dasar : 1. Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan;",
        "MEMUTUSKAN",
        "Mencabut : Surat Izin Praktik Bidan Nomor 500.16.7.2/0123/SIPB/DPMPTSP/2026 tanggal 30 November 2026 "
        "atas permintaan sendiri.",
        "Atas Nama : Nama : Ni Luh Contoh",
        "Data Izin : Tempat praktik : Praktik Mandiri Bidan Contoh",
        "Mulai Berlaku : Sejak 1 Maret 2027. Sejak tanggal itu izin tersebut tidak berlaku lagi.",
        "Ditetapkan di : Amlapura pada tanggal : 1 Maret 2027",
        "Tembusan: 1. Bupati Karangasem sebagai laporan",
    ]
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)
    for word in ("MEMBERIKAN IZIN", "Masa Berlaku", "Kepada :", "Untuk :", "selama kegiatan"):
        assert word not in shown


def test_a_decree_on_a_permit_the_register_does_not_know() -> None:
    unknown = RevokedPermit(document="Surat Izin Praktik Bidan", number="503/12/2019", issued=None)
    shown = said(replace(REVOCATION, revokes=unknown, lines=()))
    assert "Nomor 503/12/2019 atas permintaan sendiri." in shown
    assert "Data Izin" not in shown


def test_the_code_says_what_it_is_for() -> None:
    assert "memeriksa keabsahan surat ini" in said(PERMIT)
    assert "Kode QR memuat nomor surat ini" in said(replace(PERMIT, qr="500", qr_is_address=False))


def test_a_permit_without_basis_terms_or_copies() -> None:
    shown = said(replace(PERMIT, legal_basis=(), terms=(), copies_to=(), kind="", lines=()))
    for word in ("Dasar", "Ketentuan", "Tembusan", "("):
        assert word not in shown.replace("(IV/c)", "")


def test_a_shortage_list_is_no_receipt() -> None:
    shown = said(SHORTAGE)
    assert "DAFTAR KEKURANGAN PERSYARATAN" in shown
    assert "6 dari 9 persyaratan sudah ada, 3 belum lengkap." in shown
    assert "Senin, 23 November 2026, pukul 09.14 WITA" in shown
    assert "STR yang dibawa berlaku sampai dengan 31-10-2026." in shown
    assert "Surat pernyataan memiliki tempat praktik Belum ada. mandiri bermeterai" in shown
    assert "Catatan 1. Meterai Rp10.000" in shown
    assert "Daftar ini bukan tanda terima. Permohonan belum terdaftar" in shown
    assert "Nomor Registrasi" not in shown


def test_a_shortage_list_without_a_name_notes_or_telephone() -> None:
    shown = said(replace(SHORTAGE, applicant="", notes=(), letterhead=replace(OFFICE, phone="")))
    for word in ("Nama Pemohon", "Catatan", "telepon"):
        assert word not in shown


def test_a_collection_receipt_says_who_took_what() -> None:
    shown = said(COLLECTION)
    for part in (
        "TANDA TERIMA PENGAMBILAN",
        "Dokumen Surat Izin Praktik Bidan Nomor 500.16.7.2/0123/SIPB/DPMPTSP/2026",
        "Diterima oleh : I Komang Suami (penerima kuasa)",
        "Identitas : KTP-el dan surat kuasa bermeterai",
        "tidak ditunjukkan (hilang, identitas dicocokkan",
        "Selasa, 1 Desember 2026, pukul 10.05 WITA",
        "Petugas Penyerahan, Ni Putu Penyerahan Loket Penyerahan",
        "Penerima, I Komang Suami Penerima kuasa",
    ):
        assert part in shown


def test_who_took_it_stands_below_the_name_as_a_label() -> None:
    shown = said(replace(COLLECTION, receiver="Ni Luh Contoh", receiver_is="pemohon"))
    assert "Diterima oleh : Ni Luh Contoh (pemohon)" in shown
    assert "Penerima, Ni Luh Contoh Pemohon" in shown


def test_a_receipt_that_was_shown() -> None:
    shown = said(replace(COLLECTION, receipt_shown=True, receiver_is="", document_number=""))
    assert "Tanda Terima Berkas : ditunjukkan" in shown
    assert "tidak ditunjukkan" not in shown
    assert "Nomor 500" not in shown


def test_a_recovery_sheet_is_folded_sealed_and_logged() -> None:
    shown = said(RECOVERY)
    for part in ("RAHASIA", "lipat ke dalam", "gunting dan tempelkan", "Dibuka tanggal", "Disegel oleh Kepala Dinas"):
        assert part in shown
    assert "Dibuat Senin, 23 November 2026, pukul 09.14 WITA." in shown


@pytest.mark.parametrize("code", ["K7QX-2M9P-VT4D-8HRA-W3JN", "K7QX 2M9P VT4D 8HRA W3JN", "K7QX2M9PVT4D8HRAW3JN"])
def test_the_code_stands_in_numbered_groups(code: str) -> None:
    large = [mark for _, _, mark in groups(code, 400).marks if isinstance(mark, Words) and mark.bold]
    small = [mark for _, _, mark in groups(code, 400).marks if isinstance(mark, Words) and not mark.bold]
    assert [mark.text for mark in large] == ["K7QX", "2M9P", "VT4D", "8HRA", "W3JN"]
    assert [mark.text for mark in small] == ["1", "2", "3", "4", "5"]


def test_a_collection_receipt_of_an_office_without_telephone() -> None:
    assert "kepada petugas di loket atau melalui telepon/WhatsApp 0812-3456-7890 pada jam" in said(COLLECTION)
    assert "kepada petugas di loket pada jam" in said(replace(COLLECTION, letterhead=replace(OFFICE, phone="")))
