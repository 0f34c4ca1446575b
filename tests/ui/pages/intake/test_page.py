"""From the first digit to the receipt, and what stands in the way; keys only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QToolButton, QWidget
from sqlalchemy import select

from app.actions.commands import Command
from app.actions.commands.intake import RegisterApplication
from app.actions.door import Done
from app.errors import Refused, Unavailable
from app.models.journal import Entry
from app.models.office import Draft
from app.sync.kept_door import KeptDoor
from app.sync.last_act import LastAct
from tests.conftest import KEY
from tests.office import NI_LUH
from tests.ui.at_work import AtWork
from tests.ui.pages.intake_at_work import (
    ALL_HERE,
    END,
    ENTER,
    F8,
    MIDWIFE,
    NIK,
    PERSON,
    REGISTER,
    SHORTAGE,
    TAB,
    IntakeAtWork,
)
from tests.ui.seen import part


def read_back(intake: IntakeAtWork) -> bool:
    box = intake.widget("read_back")
    assert isinstance(box, QCheckBox)
    return box.isChecked()


class Stubborn:
    """The real door, but for a registration it raises what it was given."""

    def __init__(self, at_work: AtWork, trouble: Exception) -> None:
        self._door, self._trouble = at_work.office.door, trouble
        self.asked = 0
        self.ask = self._door.ask

    def do(self, command: Command) -> Done:
        if isinstance(command, RegisterApplication):
            self.asked += 1
            raise self._trouble
        return self._door.do(command)


def test_a_midwife_is_registered(intake: IntakeAtWork) -> None:
    intake.press(*PERSON, *MIDWIFE, *END)
    (registered,) = intake.registered
    file = intake.at_work.office.file(registered.application)
    assert file.number == registered.number
    assert file.permit_code == "SIP-BD"
    assert file.person["name"] == "NI LUH CONTOH"
    assert file.person["village_text"] == "Manggis, Kec. Manggis"
    assert file.person["phone"] == "+6281234567890"
    assert file.details["sip_ke"] == 1
    assert file.details["tanggal_akhir_str"] is None
    assert file.entry_seconds > 0
    assert file.promised == date(2026, 11, 30)


def test_the_receipt_goes_to_the_printer(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press(F8, REGISTER)
    assert [each.document for each in intake.at_work.out] == list(intake.registered[0].documents)


def test_the_page_is_ready_for_the_next_person(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press(F8, REGISTER)
    assert intake.focused() == "nik"
    assert intake.page.parts.is_blank()
    assert not read_back(intake)
    assert intake.matters() == ()
    assert intake.line("name") == ""
    said = f"terdaftar dengan nomor {intake.registered[0].number}. Perkiraan selesai Senin, 30 November 2026."
    assert any(said in text for text in intake.notices())


def test_the_journal_has_the_read_back(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press(F8, REGISTER)
    with intake.at_work.office.register.reading() as session:
        entry = session.scalar(select(Entry).where(Entry.kind == "register_application"))
        assert entry is not None
        assert entry.payload["read_back"] is True
        assert session.scalar(select(Draft)) is None


def test_a_fresh_form_has_all_three_sections_before_it(intake: IntakeAtWork) -> None:
    assert intake.text("summary_open") == "Belum selesai: Pemohon, Permohonan, Persyaratan."


def test_the_summary_follows(intake: IntakeAtWork) -> None:
    intake.press(*PERSON)
    assert intake.text("summary_name") == "Ni Luh Contoh"
    intake.press("bd", ENTER)
    assert intake.text("summary_service") == "SIPB, permohonan baru"
    assert intake.text("summary_days") == "5 hari kerja"
    assert intake.text("summary_promised") == "Selesai Senin, 30 November 2026"
    assert intake.text("summary_fee") == "Tidak dipungut biaya"
    assert "Permohonan, Persyaratan" in intake.text("summary_open")


@pytest.mark.parametrize(("code", "fee"), [("aset", "Retribusi melalui SKRD"), ("rek", "Izin gratis; Pajak Reklame")])
def test_the_summary_names_the_fee(intake: IntakeAtWork, code: str, fee: str) -> None:
    intake.go("permit", "permit")
    intake.press(code, ENTER)
    assert intake.text("summary_fee").startswith(fee)


def test_nothing_is_registered_before_the_applicant_has_read_it(intake: IntakeAtWork) -> None:
    intake.fill()
    assert intake.matters() == ("Belum dibaca pemohon",)
    intake.press(REGISTER)
    assert intake.registered == []
    assert intake.focused() == "read_back"
    assert "Data identitas belum dibacakan" in intake.notices()[-1]
    intake.press(Qt.Key.Key_Space, REGISTER)
    assert len(intake.registered) == 1


def test_data_changed_after_reading_is_read_again(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press(F8)
    assert read_back(intake)
    intake.go("identity", "address")
    intake.press("Y")
    assert not read_back(intake)


def test_what_stands_in_the_way_is_listed_and_jumped_to(intake: IntakeAtWork) -> None:
    intake.press(NIK)
    intake.go("permit", "permit")
    intake.press("bd", ENTER, REGISTER)
    assert intake.registered == []
    assert intake.focused() == "name"
    assert intake.matters()[:2] == ("Nama belum diisi", "Tanggal lahir belum diisi")
    assert "hal perlu dilihat" in intake.notices()[-1]
    link = intake.widget("matter_2")
    assert isinstance(link, QToolButton)
    link.setFocus()
    intake.press(ENTER)
    assert intake.focused() == "sex"


def test_a_link_to_the_read_back(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.widget("matter_0").setFocus()
    intake.press(Qt.Key.Key_Space)
    assert intake.focused() == "read_back"


def test_missing_papers_offer_the_list_and_keep_the_draft(intake: IntakeAtWork) -> None:
    intake.fill(papers=False)
    intake.press(F8, REGISTER)
    assert intake.registered == []
    assert intake.focused() == "papers"
    offered = intake.at_work.said[-1]
    assert "karena 5 persyaratan belum lengkap" in offered.notice.text
    assert offered.offer is not None
    intake.at_work.board.take(offered.topic, offered.offer.key)
    intake.at_work.settle()
    assert any("Daftar kekurangan telah dibuat" in text for text in intake.notices())
    assert len(intake.at_work.out) == 1
    with intake.at_work.office.register.reading() as session:
        kept = session.scalar(select(Draft))
        assert kept is not None
        assert kept.content["label"] == "Ni Luh Contoh, SIPB"


def test_the_list_of_what_is_missing_by_its_key(intake: IntakeAtWork) -> None:
    intake.fill(papers=False)
    assert intake.shows("shortage")
    intake.press(SHORTAGE)
    assert len(intake.at_work.out) == 1
    intake.press(ALL_HERE)
    assert not intake.shows("shortage")


def test_nothing_is_missing_before_a_permit_is_chosen(intake: IntakeAtWork) -> None:
    intake.page.summary.shortage_wanted.emit()
    intake.at_work.settle()
    assert intake.at_work.out == []


def test_a_full_disk_keeps_everything_on_the_screen(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press(F8)
    door = Stubborn(intake.at_work, Unavailable("disk_full"))
    intake.at_work.passage.door = door
    intake.press(REGISTER)
    assert "ruang penyimpanan penuh" in intake.notices()[-1]
    assert intake.text("name") == "NI LUH CONTOH"
    assert read_back(intake)
    intake.press(REGISTER)
    assert door.asked == 2
    intake.at_work.passage.door = intake.at_work.office.door
    intake.press(REGISTER)
    assert len(intake.registered) == 1


@pytest.mark.parametrize(
    ("field", "code", "focused"),
    [
        ("phone", "phone", "phone"),
        ("nomor_str", "required", "nomor_str"),
        ("str_aktif", "required", "str_aktif"),
        ("ktp", "missing", "papers"),
        ("previous_permit", "required", "permit"),
        ("read_back", "required", "read_back"),
        ("kind", "required", "kind"),
        ("nobody_knows", "required", "read_back"),
    ],
)
def test_what_the_register_refuses_is_shown_where_it_stands(
    intake: IntakeAtWork, field: str, code: str, focused: str
) -> None:
    intake.fill()
    intake.press(F8)
    intake.at_work.passage.door = Stubborn(intake.at_work, Refused("fields_missing", fields={field: code}, count="1"))
    intake.press(REGISTER)
    assert intake.registered == []
    if field != "previous_permit":  # hidden for a new application, the cursor stays
        assert intake.focused() == focused


def test_a_refusal_without_fields_is_a_notice(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press(F8)
    intake.at_work.passage.door = Stubborn(intake.at_work, Refused("no_right"))
    intake.press(REGISTER)
    assert "hak akses" in intake.notices()[-1]


def test_where_no_number_can_be_given_the_form_stays_for_later(intake: IntakeAtWork, tmp_path: Path) -> None:
    passage, register = intake.at_work.passage, intake.at_work.office.register
    passage.door = door = KeptDoor(passage.door, register, LastAct(tmp_path, KEY), None, unsure=True)
    intake.fill()
    intake.press(F8, REGISTER)
    assert intake.registered == []
    assert "Isian ini tidak hilang. Sesudah pusat terhubung, simpan sekali lagi." in intake.notices()[-1]
    door.vouch()
    intake.press(REGISTER)
    assert len(intake.registered) == 1, "as it was typed"


def test_a_second_press_sends_nothing_twice(intake: IntakeAtWork) -> None:
    intake.fill()
    intake.press(F8)
    for _ in range(2):
        part(intake.page, QPushButton, "register").click()
    intake.at_work.settle()
    assert len(intake.registered) == 1
    assert "telah tercatat sebelumnya" not in " ".join(intake.notices())


def test_a_warning_of_the_register_is_said(intake: IntakeAtWork) -> None:
    intake.at_work.office.clock.advance(days=45)  # the holidays of 2027 are known; those of 2028 are not
    intake.fill()
    office = intake.at_work.office
    office.set_clock(office.clock.now() + timedelta(days=350))
    intake.press(F8, REGISTER)
    assert intake.registered[0].warnings == ("calendar_missing",)
    assert any("Kalender hari libur" in text for text in intake.notices())


def test_leaving_and_coming_back_changes_nothing(intake: IntakeAtWork) -> None:
    intake.press(NIK, "NI")
    assert intake.page.leave()
    intake.page.activate(None)
    intake.at_work.settle()
    assert intake.text("name") == "NI"
    assert intake.focused() == "name"


def test_enter_presses_a_button_in_focus(intake: IntakeAtWork) -> None:
    intake.press(NIK)
    intake.widget("fresh").setFocus()
    intake.press(ENTER)
    assert intake.page.parts.is_blank()


def test_tab_goes_through_everything_in_reading_order(intake: IntakeAtWork) -> None:
    intake.press(NIK)
    intake.go("permit", "permit")
    intake.press("bd", ENTER)
    intake.go("permit", "permit")
    passed = []
    for _ in range(30):
        passed.append(intake.focused())
        intake.press(TAB)
    assert passed[:5] == ["permit", "kind", "str_aktif", "jumlah_sip", "nomor_str"]
    end = passed.index("papers")
    assert passed[end - 1] == "tidak_praktik_5_tahun"
    assert passed[end + 1 : end + 5] == [f"matter_{place}" for place in range(4)]
    assert passed.index("read_back") > end


def test_a_section_is_not_judged_while_a_dialog_has_the_focus(
    intake: IntakeAtWork, shown: Callable[[QWidget], QWidget]
) -> None:
    intake.press(NIK)
    shown(QWidget())
    QApplication.processEvents()
    assert intake.matters() == ()


def test_the_person_of_the_example_is_the_one_in_the_register(intake: IntakeAtWork) -> None:
    intake.press(*PERSON)
    person = intake.page.parts.identity.person()
    assert (person.nik, person.birth_date, person.sex) == (NI_LUH.nik, NI_LUH.birth_date, NI_LUH.sex)
