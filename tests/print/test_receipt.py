"""What the receipt says, on every size of paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from app.print.render import RECEIPTS, pdf
from app.rules.papers import PaperItem, Receipt
from tests.print.reading import opened, text, texts
from tests.print.samples import MIDWIFE_ITEMS, OFFICE, RECEIPT


@pytest.fixture(params=RECEIPTS)
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def said(card: Receipt, size: str = "a5", copy: int = 1) -> str:
    return text(pdf(card, copy, receipt_size=size))


@pytest.mark.parametrize(
    "sentence",
    [
        "TANDA TERIMA BERKAS PERMOHONAN",
        "KRA-7Q4-00127-X3C",
        "Senin, 23 November 2026",
        "pukul 09.14 WITA",
        "Surat Izin Praktik Bidan (permohonan baru)",
        "Ni Luh Contoh",
        "•••• •••• •••• 0003",
        "9 dari 9 persyaratan dinyatakan lengkap.",
        "Layanan ini tidak dipungut biaya.",
        "5 (lima) hari kerja.",
        "Perkiraan Selesai: Senin, 30 November 2026.",
        "berhenti sementara apabila berkas dikembalikan untuk diperbaiki atau menunggu pembayaran.",
        "Cara melacak permohonan: pindai kode QR di",
        "sebutkan Nomor Registrasi kepada petugas melalui telepon/WhatsApp 0812-3456-7890 pada jam pelayanan.",
        "Saat pengambilan, mohon membawa tanda terima ini dan KTP-el. Apabila diwakilkan, mohon menyertakan surat "
        "kuasa bermeterai dan KTP-el penerima kuasa.",
        "Tanda terima ini bukan merupakan izin.",
        "Pengaduan: SP4N-LAPOR! (lapor.go.id) atau Meja Informasi.",
        "Petugas Penerima,",
        "Yang Menyerahkan,",
        "I Wayan Petugas",
        "Loket 2",
        OFFICE.address,
        OFFICE.website,
        OFFICE.email,
    ],
)
def test_the_wording(sentence: str, size: str) -> None:
    assert sentence in said(RECEIPT, size)


def test_the_office_stands_at_the_head(size: str) -> None:
    assert (
        said(RECEIPT, size).replace("Lembar Pemohon ", "").startswith("PEMERINTAH KABUPATEN KARANGASEM DINAS PENANAM")
    )


def test_a_first_print_is_no_copy(size: str) -> None:
    assert "SALINAN" not in said(RECEIPT, size)


def test_later_prints_are_counted(size: str) -> None:
    assert said(RECEIPT, size, copy=2).count("SALINAN ke-2") == (2 if size == "a4" else 1)
    assert "SALINAN ke-13" in said(RECEIPT, size, copy=13)


def test_practice_is_marked_on_every_part(size: str) -> None:
    assert "CONTOH" not in said(RECEIPT, size).replace("Ni Luh Contoh", "")
    marked = said(replace(RECEIPT, training=True), size)
    assert marked.count("CONTOH") >= (4 if size == "a4" else 2)
    assert "CONTOH UNTUK LATIHAN" in marked


def test_only_the_last_four_digits(size: str) -> None:
    assert "NIK" not in said(replace(RECEIPT, nik_last4=""), size)


def test_a_number_that_was_not_compared_is_marked(size: str) -> None:
    mark = "0003 (belum dicocokkan dengan data pusat)"
    marked = said(replace(RECEIPT, unmatched=True), size)
    assert marked.count(mark) == (2 if size == "a4" else 1)
    assert "dicocokkan" not in said(RECEIPT, size)
    assert "dicocokkan" not in said(replace(RECEIPT, nik_last4="", unmatched=True), size)


def test_a_card_from_before_the_mark_is_the_same_paper(size: str) -> None:
    card = msgspec.to_builtins(RECEIPT)
    old = {name: value for name, value in card.items() if name != "unmatched"}
    old_paper, paper = (pdf(msgspec.convert(each, Receipt), 1, receipt_size=size) for each in (old, card))
    assert old_paper == paper


def test_the_place_of_the_code_is_told_rightly() -> None:
    assert "pindai kode QR di samping" in said(RECEIPT, "a5")
    assert "pindai kode QR di atas" in said(RECEIPT, "roll")
    assert "pindai kode QR di atas" in said(RECEIPT, "a4")


def test_without_a_public_address_the_code_is_for_the_counter(size: str) -> None:
    offline = replace(RECEIPT, qr="KRA-7Q4-00127-X3C\nDPMPTSP\n0812", qr_is_address=False)
    assert "tunjukkan kode QR di" in said(offline, size)
    assert "kamera ponsel" not in said(offline, size)
    assert "Kode lacak" not in said(offline, size)


def test_the_code_can_be_typed_where_no_camera_is(size: str) -> None:
    site, code = "lacak.karangasemkab.go.id", "7Q4M 9S34 6Q3D 25VT 4F54 S66H NN5N RF04"
    assert f"Kode lacak di {site}: {code}." in " ".join(said(RECEIPT, size).split())
    assert code.replace(" ", "") in RECEIPT.qr
    in_a_folder = replace(RECEIPT, qr="https://karangasemkab.go.id/lacak/t/7Q40123456789ABCDEFG")
    assert "Kode lacak di karangasemkab.go.id/lacak: 7Q40 1234" in " ".join(said(in_a_folder, size).split())


def test_a_proxy_signs(size: str) -> None:
    card = replace(RECEIPT, proxy="I Komang Suami")
    assert said(card, size).count("I Komang Suami") >= 2
    if size != "roll":
        assert "Penerima kuasa" in said(card, size)


def test_no_payment_no_pause_for_it(size: str) -> None:
    assert "menunggu pembayaran" not in said(replace(RECEIPT, pauses_for_payment=False), size)


def test_after_a_revision_both_dates_stand(size: str) -> None:
    card = replace(RECEIPT, addendum=True, previous_promise=date(2026, 11, 27), promised=date(2026, 12, 7))
    assert "TANDA TERIMA PERBAIKAN BERKAS PERMOHONAN" in said(card, size)
    assert "Semula Jumat, 27 November 2026." in said(card, size)
    assert "Perkiraan Selesai: Senin, 7 Desember 2026." in said(card, size)
    if size == "a5":
        assert "Telah diterima perbaikan berkas permohonan" in said(card, size)


def test_a_day_not_yet_known(size: str) -> None:
    assert "disampaikan kemudian oleh petugas." in said(replace(RECEIPT, promised=None), size)


LATER = (
    *MIDWIFE_ITEMS[:2],
    PaperItem(name="Denah", state="susulan"),
    PaperItem(name="Ijazah", state="tidak", note="opsional"),
    PaperItem(name="Pasfoto", state="ada", copies=3, original_shown=True),
)


def test_what_comes_later_is_told(size: str) -> None:
    shown = said(replace(RECEIPT, items=LATER), size)
    assert "3 dari 5 persyaratan diterima, 1 menyusul." in shown
    assert "Denah (menyusul)" in shown
    assert "Ijazah (tidak disertakan, opsional)" in shown
    assert "Pasfoto (3 rangkap, asli ditunjukkan)" in shown


def test_what_is_left_out_is_told(size: str) -> None:
    shown = said(replace(RECEIPT, items=(LATER[0], LATER[3])), size)
    assert "1 dari 2 persyaratan diterima." in shown


def test_the_folder_gets_a_part_of_its_own() -> None:
    assert texts(pdf(RECEIPT, receipt_size="a4"))[0].count("KRA-7Q4-00127-X3C") == 2
    assert "LEMBAR BERKAS" in said(RECEIPT, "a4")
    assert "Unit Masuk Keluar Paraf" in said(RECEIPT, "a4")


def test_what_is_too_long_for_half_a_page_gets_pages() -> None:
    crowded = replace(RECEIPT, items=MIDWIFE_ITEMS * 3)
    pages = texts(pdf(crowded, 2, receipt_size="a4"))
    folder = next(at for at, page in enumerate(pages) if "LEMBAR BERKAS" in page)
    assert folder >= 1
    assert all("SALINAN ke-2" in page for page in pages)
    assert "Ijazah sesuai profesi" in pages[0]
    assert "Unit Masuk Keluar Paraf" in " ".join(pages[folder:])


def test_signatures_never_stand_alone() -> None:
    for count in range(12, 40):
        pages = texts(pdf(replace(RECEIPT, items=(MIDWIFE_ITEMS * 5)[:count])))
        assert "Cara melacak permohonan" in pages[-1]
        assert "Petugas Penerima" in pages[-1]


def test_the_paper_has_the_size_it_says() -> None:
    millimetres = {}
    for size in RECEIPTS:
        with opened(pdf(RECEIPT, receipt_size=size)) as document:
            millimetres[size] = [round(side / 72 * 25.4) for side in document[0].get_size()]
    assert millimetres["a5"] == [148, 210]
    assert millimetres["a4"] == [210, 297]
    assert millimetres["roll"][0] == 80
    assert 200 < millimetres["roll"][1] < 400


def test_a_roll_is_as_long_as_its_text() -> None:
    def length(items: tuple[PaperItem, ...]) -> float:
        with opened(pdf(replace(RECEIPT, items=items), receipt_size="roll")) as document:
            assert len(document) == 1
            return float(document[0].get_height())

    assert length(MIDWIFE_ITEMS * 3) > length(MIDWIFE_ITEMS) > length(MIDWIFE_ITEMS[:1])


def test_an_office_without_telephone(size: str) -> None:
    shown = said(replace(RECEIPT, letterhead=replace(OFFICE, phone="")), size)
    assert "kepada petugas di loket pada jam pelayanan." in shown
    assert "WhatsApp" not in shown
