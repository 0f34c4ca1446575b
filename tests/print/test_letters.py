"""Letters in the form of Permendagri 1/2023, each with its own sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.print.blocks import official
from app.print.letters import FORMS, LETTER_TITLES
from app.print.render import pdf
from app.rules.papers import Letter, LetterRow
from tests.print.reading import text, texts
from tests.print.samples import (
    ACTING,
    ASSIGNMENT,
    LAPSE,
    LETTERS,
    OFFICE,
    RECOMMENDATION,
    REFUSAL,
    RETURN,
    SIGNER,
    WITHDRAWAL,
)

CORRESPONDENCE = [letter for letter in LETTERS if letter is not ASSIGNMENT]


def said(card: Letter) -> str:
    return text(pdf(card))


def test_every_kind_has_its_form() -> None:
    assert set(LETTER_TITLES) == {*FORMS, "assignment_letter"} == {letter.kind for letter in LETTERS}


@pytest.mark.parametrize("card", CORRESPONDENCE, ids=lambda card: card.kind)
def test_the_head_of_a_letter(card: Letter) -> None:
    shown = said(card)
    for word in (
        "Nomor :",
        "Sifat : Biasa",
        "Lampiran :",
        f"Hal : {card.subject}",
        "Yth.",
        f"Amlapura, {DAYS[card.kind]}",
    ):
        assert word in shown
    assert card.registration_number in shown
    assert "tanggal 23 November 2026" in shown


DAYS = {letter.kind: "25 November 2026" for letter in LETTERS} | {"lapse_letter": "14 Desember 2026"}


@pytest.mark.parametrize("card", CORRESPONDENCE, ids=lambda card: card.kind)
def test_letters_say_saudara(card: Letter) -> None:
    shown = said(card)
    assert "Saudara" in shown
    assert "Anda" not in shown.split()
    assert "Bapak/Ibu" not in shown


def test_a_letter_without_a_number_leaves_room_for_it() -> None:
    assert "Nomor : ......" in said(replace(RETURN, number=""))
    assert "NOMOR ......" in said(replace(ASSIGNMENT, number=""))


def test_an_applicant_is_saudara_and_an_office_is_not() -> None:
    assert "Yth. Saudara Ni Luh Contoh Banjar Dinas Tista" in said(RETURN)
    assert "Yth. Kepala Dinas Kesehatan di Tempat" in said(RECOMMENDATION)


def test_a_return_says_what_to_do_until_when() -> None:
    shown = said(RETURN)
    assert "No. Hal Yang perlu diperbaiki" in shown
    assert "paling lambat Rabu, 9 Desember 2026" in shown
    assert "Jangka waktu layanan berhenti sampai perbaikan diterima." in shown
    assert "0812-3456-7890" in shown


def test_without_a_deadline_its_sentence_falls_away() -> None:
    assert "paling lambat" not in said(replace(RETURN, deadline=None))
    assert "telepon/WhatsApp" not in said(replace(RETURN, letterhead=replace(OFFICE, phone="")))


def test_a_refusal_gives_reasons_and_the_way_to_object() -> None:
    shown = said(REFUSAL)
    assert "permohonan Saudara belum dapat kami kabulkan dengan pertimbangan" in shown
    assert "Pertimbangan : Persyaratan tidak dapat dipenuhi" in shown
    assert "Dasar hukum : Undang-Undang Nomor 17 Tahun 2023" in shown
    assert "keberatan secara tertulis" in shown
    assert "SP4N-LAPOR!" in shown
    assert "Tembusan: 1. Kepala Dinas Kesehatan Kabupaten Karangasem" in shown


def test_a_request_names_applicant_and_day() -> None:
    shown = said(RECOMMENDATION)
    assert "permohonan atas nama Ni Luh Contoh" in shown
    assert "rekomendasi teknis" in shown
    assert "paling lambat Jumat, 27 November 2026" in shown
    assert "Nomor STR : YB00000112345678" in shown


def test_lapse_and_withdrawal_leave_the_way_open() -> None:
    assert "dinyatakan gugur" in said(LAPSE)
    assert "Batas waktu perbaikan : Rabu, 9 Desember 2026" in said(LAPSE)
    assert "permohonan baru" in said(LAPSE)
    assert "telah ditarik dan tidak diproses lebih lanjut" in said(WITHDRAWAL)
    assert "permohonan baru" in said(WITHDRAWAL)


def test_rows_without_text_are_left_out() -> None:
    assert "Catatan" not in said(LAPSE)
    assert "Catatan : pindah" in said(replace(LAPSE, rows=(LetterRow(heading="Catatan", text="pindah"),)))


def test_an_assignment_has_the_form_of_one() -> None:
    shown = said(ASSIGNMENT)
    parts = ["SURAT TUGAS", f"NOMOR {ASSIGNMENT.number}", "Dasar :", "MENUGASKAN", "Kepada : 1. I Ketut Rai Sudarma"]
    places = [shown.index(part) for part in [*parts, "3. I Gede Eka", "Untuk :", "Hari, tanggal :", "Ditetapkan di :"]]
    assert places == sorted(places)
    assert "pada tanggal : 25 November 2026" in shown
    assert "Yth." not in shown


def test_an_assignment_without_members_goes_to_its_addressee() -> None:
    assert "Kepada : 1. Tim Teknis" in said(replace(ASSIGNMENT, rows=ASSIGNMENT.rows[3:]))


def test_letters_carry_the_name_with_titles() -> None:
    shown = said(REFUSAL)
    assert "Drs. I Nyoman Suardana, M.Si. Pembina Utama Muda (IV/c) NIP 19680412 199303 1 007" in shown


@pytest.mark.parametrize(
    ("signer", "above"),
    [
        (SIGNER, (f"{SIGNER.title},",)),
        (ACTING, ("a.n. BUPATI KARANGASEM", "Plh. Kepala Dinas,")),
        (replace(ACTING, acting_for="a.n. BUPATI KARANGASEM"), ("a.n. BUPATI KARANGASEM", "Plh. Kepala Dinas,")),
        (replace(ACTING, capacity="Plt.", acting_for=""), ("Plt. Kepala Dinas,",)),
        (
            replace(ACTING, capacity="a.n. Bupati Karangasem", acting_for=""),
            ("a.n. Bupati Karangasem", "Kepala Dinas,"),
        ),
        (None, (f"a.n. Kepala {OFFICE.office},",)),
    ],
)
def test_capacities(signer, above: tuple[str, ...]) -> None:
    assert official(signer, OFFICE, titles=True)[0] == above


def test_rank_and_number_only_where_there_are_any() -> None:
    bare = replace(SIGNER, rank="", nip="")
    assert official(bare, OFFICE, titles=True)[1:] == ("Drs. I Nyoman Suardana, M.Si.", ())
    assert official(None, OFFICE, titles=True)[1:] == ("", ("Nama, pangkat, dan NIP",))
    assert "........ Nama, pangkat, dan NIP" in said(replace(REFUSAL, signer=None))


def test_the_kind_names_the_subject_where_none_is_given() -> None:
    assert "Hal : Surat Penolakan" in said(replace(REFUSAL, subject=""))


def test_a_long_list_goes_on_with_its_head() -> None:
    rows = tuple(LetterRow(heading=f"Hal {at}", text="Mohon dilengkapi. " * 12) for at in range(20))
    pages = texts(pdf(replace(RETURN, rows=rows)))
    assert len(pages) > 1
    assert all("Yang perlu diperbaiki" in page for page in pages[:-1])
    assert "NIP 19790916 200501 2 010" in pages[-1]


def test_no_signature_without_words_of_the_letter() -> None:
    for count in range(1, 24):
        rows = tuple(LetterRow(heading=f"Hal {at}", text="Mohon dilengkapi.") for at in range(count))
        last = texts(pdf(replace(RETURN, rows=rows)))[-1]
        assert "kami ucapkan terima kasih" in last
        assert "NIP 19790916" in last
