"""Permohonan and Persyaratan: what the catalogue asks follows what stands on the form; keys only."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.reference.catalogue_file import built_in
from app.ui.pages.intake.questions import QuestionRow
from app.ui.widgets.check_list import Ticked
from app.ui.widgets.help_line import HelpLine
from tests.ui.pages.intake_at_work import ALL_HERE, ENTER, F8, REGISTER, TAB, IntakeAtWork
from tests.ui.seen import part

SPACE = Qt.Key.Key_Space
BACK = Qt.Key.Key_Backspace


def choose(intake: IntakeAtWork, text: str) -> None:
    intake.go("permit", "permit")
    intake.press((Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier), text, ENTER)


def asked(intake: IntakeAtWork) -> set[str]:
    return {tick.id for tick in intake.page.parts.papers.list.value()}


def shown(intake: IntakeAtWork, field: str) -> bool:
    return intake.widget(field).isVisible()


def test_nothing_is_asked_before_the_permit(intake: IntakeAtWork) -> None:
    assert intake.shows("unasked")
    assert not intake.shows("kind")
    assert not intake.shows("papers")
    assert not intake.shows("all_here")


@pytest.mark.parametrize("code", [permit.code for permit in built_in().permits])
def test_every_permit_type_can_be_chosen(intake: IntakeAtWork, code: str) -> None:
    choose(intake, code)
    permit = built_in().permit(code)
    assert permit is not None
    assert intake.page.parts.permit.permit is permit
    assert intake.page.parts.permit.kind == "baru"
    assert shown(intake, "variant") is bool(permit.variants)
    assert intake.shows("papers")
    assert intake.focused() == "kind"


def test_a_condition_shows_and_demands_a_field(intake: IntakeAtWork) -> None:
    choose(intake, "bd")
    assert not shown(intake, "tanggal_akhir_str")
    intake.go("details", "str_seumur_hidup")
    intake.press("t")
    assert shown(intake, "tanggal_akhir_str")
    assert "tanggal_akhir_str" in intake.page.parts.details.check()
    intake.go("details", "str_seumur_hidup")
    intake.press("y")
    assert not shown(intake, "tanggal_akhir_str")


def test_papers_follow_the_answers(intake: IntakeAtWork) -> None:
    choose(intake, "bd")
    assert "ket_faskes" in asked(intake)
    intake.go("details", "jenis_tempat")
    intake.press("1")
    assert {"pernyataan_mandiri", "denah_lokasi"} <= asked(intake)
    assert "ket_faskes" not in asked(intake)
    intake.go("ticks", "tidak_praktik_5_tahun")
    intake.press(SPACE)
    assert "bukti_kompetensi" in asked(intake)
    intake.page.parts.toggles.set_on("proxy", on=True)
    assert "surat_kuasa" in asked(intake)


def test_a_paper_that_went_away_comes_back_as_it_was(intake: IntakeAtWork) -> None:
    choose(intake, "bd")
    intake.press(ALL_HERE)
    before = intake.page.parts.papers.items()
    intake.go("details", "jenis_tempat")
    intake.press("1")
    assert intake.page.parts.papers.missing() == ("pernyataan_mandiri", "denah_lokasi")
    intake.press("2")
    assert intake.page.parts.papers.items() == before


def test_one_key_says_that_all_is_here(intake: IntakeAtWork) -> None:
    choose(intake, "hib")
    intake.press(ALL_HERE)
    states = {item.requirement: item for item in intake.page.parts.papers.items()}
    assert states["ktp"].state == "ada"
    assert states["ktp"].original_shown
    assert states["rek_polisi"].state == "susulan"
    assert not states["proposal_acara"].original_shown
    assert intake.page.parts.papers.missing() == ()


def test_papers_one_by_one(intake: IntakeAtWork) -> None:
    choose(intake, "bd")
    missing = len(intake.page.parts.papers.missing())
    intake.go("papers", "papers")
    intake.press(SPACE, ENTER, "A")
    items = intake.page.parts.papers.items()
    assert [(item.state, item.original_shown) for item in items[:2]] == [("ada", False), ("ada", True)]
    assert len(intake.page.parts.papers.missing()) == missing - 2


def test_what_is_missing_is_marked_until_it_is_here(intake: IntakeAtWork) -> None:
    intake.fill(papers=False)
    intake.press(F8, REGISTER)
    papers = intake.page.parts.papers
    assert part(papers, HelpLine).text().startswith("5 persyaratan wajib belum ada.")
    intake.press(ALL_HERE)
    assert part(papers, HelpLine).text() == ""


def test_the_cursor_goes_to_the_first_paper_missing(intake: IntakeAtWork) -> None:
    choose(intake, "bd")
    papers = intake.page.parts.papers
    papers.list.set_value((Ticked("formulir", "ada"), Ticked("ktp", "ada")))
    papers.focus("papers")
    assert papers.list.currentIndex().row() == 2
    place = papers.place()
    assert place is not None
    assert place.position == 2


def test_the_questions_take_one_key_each(intake: IntakeAtWork) -> None:
    choose(intake, "bd")
    intake.press(ENTER, "y")
    assert intake.focused() == "jumlah_sip"
    intake.press("y")
    assert intake.focused() == "nomor_str"
    assert intake.page.parts.questions.answers() == {"str_aktif": "ya", "jumlah_sip": "ya"}


def test_an_answer_that_ends_it_is_said_at_once(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.go("questions", "str_aktif")
    intake.press("t")
    assert intake.page.parts.questions.check() == {"str_aktif": "not_eligible"}
    intake.press(F8, REGISTER)
    assert intake.registered == []
    assert "Syarat tidak terpenuhi" in intake.matters()
    assert intake.focused() == "str_aktif"


@pytest.mark.parametrize(
    ("code", "answer", "words"),
    [
        ("mkm", "t", "Setra atau makam milik desa adat"),
        ("skp", "y", "dikecualikan dari kewajiban SKP"),
        ("hib", "t", "Waktu tersisa mungkin tidak cukup"),
    ],
)
def test_what_an_answer_means(intake: IntakeAtWork, code: str, answer: str, words: str) -> None:
    choose(intake, code)
    questions = intake.page.parts.questions
    first = next(iter(questions.typed()))
    questions.focus(first)
    intake.press(answer)
    (row,) = (each for each in questions.findChildren(QuestionRow) if each.question.id == first)
    assert words in row.line.text()
    assert row.line.isVisible()
    questions.focus(first)
    intake.press(Qt.Key.Key_Delete)
    assert not row.line.isVisible()


def test_unanswered_questions_are_named(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.page.parts.questions.set_typed({})
    intake.press(REGISTER)
    assert intake.matters()[:2] == ("Pertanyaan 1 belum diisi", "Pertanyaan 2 belum diisi")
    assert intake.focused() == "str_aktif"


def test_a_variant_must_be_chosen(intake: IntakeAtWork) -> None:
    choose(intake, "rek")
    intake.press(ENTER)
    assert intake.focused() == "variant"
    assert intake.page.parts.permit.check() == {"variant": "required"}
    intake.press("2")
    assert intake.page.parts.permit.variant == "insidentil"
    assert intake.text("summary_days") == "3 hari kerja"
    assert shown(intake, "tanggal_bongkar")


def test_another_permit_keeps_fields_of_the_same_name(intake: IntakeAtWork) -> None:
    choose(intake, "bd")
    intake.go("details", "nomor_str")
    intake.press("XW1")
    choose(intake, "perawat")
    assert intake.text("nomor_str") == "XW1"
    assert intake.page.parts.questions.answers() == {}


def test_a_permit_half_typed_is_none(intake: IntakeAtWork) -> None:
    choose(intake, "bd")
    intake.go("permit", "permit")
    intake.press(Qt.Key.Key_End, BACK)
    assert intake.page.parts.permit.permit is None
    assert not intake.shows("papers")
    assert intake.page.parts.permit.check()["permit"] == "not_picked"


def test_a_kind_that_names_an_earlier_permit(intake: IntakeAtWork) -> None:
    choose(intake, "bd")
    assert not shown(intake, "previous")
    intake.press("2")
    assert shown(intake, "previous")
    assert {"izin_lama", "skp"} <= asked(intake)
    assert intake.page.parts.permit.check() == {"previous": "required"}
    intake.press("4")
    assert "lapor_hilang" in asked(intake)


def test_dates_in_the_wrong_order(intake: IntakeAtWork) -> None:
    choose(intake, "skp")
    intake.go("details", "tanggal_mulai")
    intake.press("10122026", "01122026")
    assert intake.page.parts.details.check()["tanggal_selesai"] == "date_order"
    intake.go("papers", "papers")
    assert len(intake.matters()) == 6
    assert "hal lain" in intake.text("summary_open")


def test_numbers_of_the_fields_are_judged(intake: IntakeAtWork) -> None:
    choose(intake, "mkm")
    intake.go("details", "nik_almarhum")
    intake.press("5107034507880000")
    assert intake.page.parts.details.check()["nik_almarhum"] == "nik_serial_zero"
    intake.go("papers", "papers")
    assert "tidak boleh 0000" in intake.line("nik_almarhum", "details")
    intake.page.parts.details.set_typed({"nik_almarhum": "5107 9945 0788 0003"})
    intake.page.parts.changed.emit()
    assert "nik_almarhum" not in intake.page.parts.details.check()
    assert intake.shows("number_reasons")
    assert intake.page.parts.number_reasons.check() == {"number.nik_almarhum": "required"}


def test_before_a_permit_is_chosen_no_paper_is_missing(intake: IntakeAtWork) -> None:
    papers = intake.page.parts.papers
    assert papers.items() == ()
    assert papers.check() == {}
    assert papers.place() is None


def test_tab_leaves_the_list_of_papers(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.go("papers", "papers")
    intake.press(TAB)
    assert intake.focused() == "matter_0"
