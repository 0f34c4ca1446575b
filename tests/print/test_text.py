"""Setting words: nothing is lost, nothing is wider than its room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.print.fonts import width
from app.print.ink import Strip, Words
from app.print.text import Bold, Style, labelled, numbered, pairs, paragraph

STYLE = Style(9)
PRINTED = st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "Zs"], exclude_characters="\xa0"))


def words(strips: tuple[Strip, ...]) -> list[tuple[float, Words]]:
    return [(x, mark) for strip in strips for x, _, mark in strip.marks if isinstance(mark, Words)]


def lines(strips: tuple[Strip, ...]) -> list[str]:
    return ["".join(mark.text for _, _, mark in strip.marks if isinstance(mark, Words)) for strip in strips]


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(PRINTED, st.floats(12, 300), st.sampled_from(["left", "right", "centre", "justify"]))
def test_every_sign_is_set_within_the_room(text: str, room: float, align: str) -> None:
    set_words = words(paragraph(text, Style(9, align=align), room))
    assert squeezed("".join(mark.text for _, mark in set_words)) == squeezed(text)
    for x, mark in set_words:
        assert x >= -0.02
        assert x + width(mark.text.rstrip(), 9) <= room + 0.02


def test_lines_break_at_spaces() -> None:
    assert lines(paragraph("Surat Izin Praktik Bidan", STYLE, 62)) == ["Surat Izin", "Praktik Bidan"]


def test_a_line_of_the_writer_stays_a_line() -> None:
    assert lines(paragraph("Satu\nDua\n\nTiga", STYLE, 200)) == ["Satu", "Dua", "", "Tiga"]


def test_nothing_is_one_empty_line() -> None:
    (only,) = paragraph("", STYLE, 100)
    assert (only.height, only.marks) == (STYLE.leading, ())


def test_long_numbers_break_after_a_slash() -> None:
    assert lines(paragraph("500.16.7.2/0123/SIPB/DPMPTSP/2026", STYLE, 92)) == ["500.16.7.2/0123/", "SIPB/DPMPTSP/2026"]


def test_a_word_without_signs_is_broken_where_the_line_ends() -> None:
    first, *rest = lines(paragraph("Kusumawardanimahadewi", STYLE, 60))
    assert len(first) > 8
    assert "".join([first, *rest]) == "Kusumawardanimahadewi"


def test_bold_parts_keep_their_place() -> None:
    (line,) = paragraph(("Perkiraan Selesai: ", Bold("Senin, 30 November"), " 2026"), STYLE, 400)
    (first, a), (second, b), (third, c) = words((line,))
    assert [(w.text, w.bold) for w in (a, b, c)] == [
        ("Perkiraan Selesai: ", False),
        ("Senin, 30 November ", True),
        ("2026", False),
    ]
    assert second == pytest.approx(first + width(a.text, 9))
    assert third == pytest.approx(second + width(b.text, 9, True))


def test_a_word_of_two_weights_is_not_torn() -> None:
    assert lines(paragraph(("satu dua (", Bold("lima"), ") tiga"), STYLE, 45)) == ["satu dua", "(lima) tiga"]


def test_a_long_word_of_two_weights_is_broken_in_each() -> None:
    set_words = words(paragraph((Bold("Mahadewi" * 4), "Padmanegara" * 4), STYLE, 50))
    assert {mark.bold for _, mark in set_words} == {True, False}
    assert squeezed("".join(mark.text for _, mark in set_words)) == "Mahadewi" * 4 + "Padmanegara" * 4


@pytest.mark.parametrize(("align", "left"), [("left", 0.0), ("right", 1.0), ("centre", 0.5)])
def test_alignment(align: str, left: float) -> None:
    ((x, mark),) = words(paragraph("Amlapura", Style(9, align=align), 200, 10))
    assert x == pytest.approx(10 + left * (200 - width(mark.text, 9)))


def test_justified_lines_reach_both_edges_but_the_last() -> None:
    text = "Sehubungan dengan permohonan Saudara untuk layanan Surat Izin Praktik Bidan dengan nomor registrasi"
    *full, last = paragraph(text, Style(9, align="justify"), 180)
    for line in full:
        x, mark = words((line,))[-1]
        assert x + width(mark.text, 9) == pytest.approx(180, abs=0.01)
    x, mark = words((last,))[-1]
    assert x + width(mark.text, 9) < 170


def test_a_label_and_its_value_wrap_in_their_own_columns() -> None:
    strips = labelled("Nama", "Ni Luh Contoh dari Banjar Dinas Tista", STYLE, 160, 60)
    starts = {round(x, 1) for x, mark in words(strips) if mark.text not in ("Nama", ":")}
    assert len(strips) == 2
    assert len(starts) == 1
    assert starts.pop() > 60


def test_labels_never_break_while_there_is_room() -> None:
    rows = [("NIK", "0003"), ("Jangka Waktu Penyelesaian", "5 (lima) hari kerja")]
    assert len(pairs(rows, STYLE, 300)) == 2
    assert len(pairs(rows, STYLE, 300, apart=4)) == 4


def test_values_keep_more_than_half_of_a_narrow_room() -> None:
    strips = pairs([("Jangka Waktu Penyelesaian", "5")], STYLE, 100)
    assert len(strips) > 1
    assert max(x for x, mark in words(strips) if mark.text == "5") < 60


def test_numbers_hang() -> None:
    first, second = numbered("1.", "Undang-Undang Nomor 17 Tahun 2023", STYLE, 110, 14)
    assert [x for x, _ in words((first,))] == [0.0, 14.0]
    assert [x for x, _ in words((second,))] == [14.0]
