"""Permohonan Baru from beginning to end by mouse, in the window of 150 % text; letters go where one clicked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.models.office import Draft
from app.ui.pages.intake.override import OverrideDialog
from app.ui.widgets.check_list import CheckList
from app.ui.widgets.choice import ChoiceEdit
from app.ui.widgets.segments import SegmentsEdit
from tests.ui.pages.by_hand import SMALL, Hand, in_sight
from tests.ui.pages.intake_at_work import NAME, NIK, IntakeAtWork
from tests.ui.seen import part, rows, seen, shows

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # an open list, where no screen is
PAPER, STATE, ORIGINAL, NOTE = range(4)


class Desk:
    """The page and a mouse; `intake` for what stands there and what became of it."""

    def __init__(self, intake: IntakeAtWork, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.intake, self.page, self.window = intake, intake.page, intake.window
        self.hand = Hand(self.settle)
        self.window.resize(*SMALL)
        self.settle()

    def settle(self) -> None:
        """And the window has the keyboard again where a question above it was closed, as at every PC."""
        self.intake.at_work.settle()
        if QApplication.activeWindow() is None:
            (QApplication.activeModalWidget() or self.window).activateWindow()
            self.intake.at_work.settle()

    def press(self, name: str) -> None:
        self.hand.click(seen(QApplication.activeModalWidget() or self.window, QPushButton, name))

    def type(self, field: str, text: str) -> None:
        self.hand.type(seen(self.page, QWidget, field), text)

    def pick(self, field: str, text: str, words: str) -> None:
        """Type a part of it, and click the line that is meant in the list below."""
        self.type(field, text)
        self.qtbot.waitUntil(lambda: bool(self.offered()))
        (found,) = self.lists()
        self.hand.click(found.viewport(), found.visualRect(found.model().index(self.place(words), 0)).center())

    def lists(self) -> list[QListView]:
        return [each for each in self.window.findChildren(QListView, "picker_list") if each.isVisible()]

    def offered(self) -> list[str]:
        """What stands in the list below a field, while there is one."""
        models = [each.model() for each in self.lists()]
        return [str(model.index(at, 0).data()) for model in models for at in range(model.rowCount())]

    def place(self, words: str) -> int:
        return next(at for at, text in enumerate(self.offered()) if words in text)

    def side(self, name: str, *, right: bool) -> None:
        """The left or the right of two choices."""
        edit = seen(self.page, SegmentsEdit, name)
        self.hand.click(edit, QPoint(edit.width() * (3 if right else 1) // 4, edit.height() // 2))

    def choose(self, field: str, words: str) -> None:
        self.hand.choose(seen(self.page, ChoiceEdit, field), words)

    def tick(self, name: str) -> None:
        self.hand.click(seen(self.page, QCheckBox, name))

    @property
    def papers(self) -> CheckList:
        return part(self.page, CheckList, "papers")

    def tick_paper(self, row: int, column: int) -> None:
        """The mark at the left of a cell."""
        place = self.papers.visualRect(self.papers.model().index(row, column))
        self.hand.click(self.papers.viewport(), QPoint(place.left() + 12, place.center().y()))

    def states(self) -> list[str]:
        return [row[STATE] for row in rows(self.page, "papers")]

    def drafts(self) -> list[str]:
        """The first line of each in the list."""
        found = part(self.page, QListWidget, "draft_list")
        return [found.item(at).text().splitlines()[0] for at in range(found.count())]

    def kept(self) -> list[str]:
        with self.intake.at_work.office.register.reading() as session:
            return [str(draft.content["label"]) for draft in session.scalars(select(Draft).order_by(Draft.kept))]


@pytest.fixture
def desk(intake: IntakeAtWork, qtbot: QtBot) -> Desk:
    return Desk(intake, qtbot)


def test_a_midwife_is_registered_without_a_key_that_moves_the_cursor(desk: Desk) -> None:
    """A clerk who trusts the mouse: every field is clicked, every choice, and Daftarkan at the end."""
    desk.type("nik", NIK)
    desk.type("name", NAME)
    desk.type("birth_date", "05071988")
    desk.side("sex", right=True)
    desk.type("address", "Banjar Dinas Kertha")
    desk.pick("village", "mang", "Manggis")
    desk.type("phone", "081234567890")
    desk.type("last4", "0003")
    desk.pick("permit", "bidan", "Bidan")
    for question in ("str_aktif", "jumlah_sip"):
        desk.side(question, right=False)
    desk.type("nomor_str", "XW00001234567890")
    desk.side("str_seumur_hidup", right=False)
    desk.choose("pendidikan", "D-III")
    desk.choose("sip_ke", "1")
    desk.choose("jenis_tempat", "Fasilitas")
    desk.type("nama_tempat", "UPTD Puskesmas Abang I")
    desk.type("alamat_tempat", "Jalan Raya Abang")
    desk.press("all_here")
    desk.tick("read_back")
    desk.press("register")
    (registered,) = desk.intake.registered
    file = desk.intake.at_work.office.file(registered.application)
    assert (file.person["name"], file.person["village_text"]) == (NAME, "Manggis, Kec. Manggis")
    assert file.details["pendidikan"] == "D-III Kebidanan"
    assert [each.document for each in desk.intake.at_work.out] == list(registered.documents)
    assert (desk.intake.text("name"), desk.intake.focused()) == ("", "nik")
    assert f"terdaftar dengan nomor {registered.number}" in " ".join(desk.intake.notices())


def test_papers_are_ticked_one_by_one_and_the_rest_is_printed(desk: Desk) -> None:
    """Two papers lie here, one of them as an original; the applicant takes the list of the others home."""
    desk.intake.fill(papers=False)
    assert desk.states() == ["belum ada"] * 6
    desk.tick_paper(0, PAPER)
    desk.tick_paper(1, ORIGINAL)
    assert desk.states() == ["ada", "ada", *["belum ada"] * 4]
    desk.tick_paper(0, PAPER)
    assert desk.states()[0] == "belum ada"
    desk.press("register")
    assert "karena 4 persyaratan belum lengkap" in desk.intake.notices()[-1]
    desk.press("shortage")
    assert len(desk.intake.at_work.out) == 1
    assert desk.kept() == ["Ni Luh Contoh, SIPB"]
    desk.press("all_here")
    assert desk.states() == ["ada"] * 6
    assert not shows(desk.page, "shortage")
    assert desk.intake.registered == []


def test_what_is_missing_is_clicked_and_leads_to_its_place(desk: Desk) -> None:
    """Daftarkan is clicked much too early; a click on a line of the list goes where it is to be typed."""
    desk.type("nik", NIK)
    desk.press("register")
    assert desk.intake.registered == []
    assert desk.intake.focused() == "name"
    links = [each for each in desk.page.findChildren(QToolButton) if each.objectName().startswith("matter_")]
    said = [each.text() for each in links if each.isVisible()]
    assert said[:3] == ["Nama belum diisi", "Tanggal lahir belum diisi", "Jenis kelamin belum diisi"]
    desk.hand.click(next(each for each in links if each.text() == "Tanggal lahir belum diisi"))
    assert desk.intake.focused() == "birth_date"
    desk.type("name", NAME)
    desk.type("birth_date", "05071988")
    assert desk.intake.matters()[0] == "Jenis kelamin belum diisi"


def test_a_form_is_put_aside_for_the_next_and_found_again(desk: Desk) -> None:
    """One applicant has to telephone, another is begun and put aside too; the first is taken up by a double click."""
    desk.type("nik", NIK)
    desk.type("name", NAME)
    desk.press("fresh")
    assert (desk.intake.text("nik"), desk.drafts()) == ("", ["Ni Luh Contoh"])
    desk.type("name", "I MADE SUDARMA")
    desk.press("fresh")
    assert desk.drafts() == ["I Made Sudarma", "Ni Luh Contoh"]
    desk.hand.line(part(desk.page, QListWidget, "draft_list"), 1, double=True)
    assert (desk.intake.text("nik"), desk.intake.text("name")) == ("5107 0345 0788 0003", NAME)
    assert not shows(desk.page, "drafts")
    assert desk.kept() == ["Ni Luh Contoh", "I Made Sudarma"]


def test_a_draft_is_thrown_away_only_after_yes(desk: Desk) -> None:
    """The wrong one is nearly thrown away; Batal keeps it, and then the right one goes."""
    for name in (NAME, "I MADE SUDARMA"):
        desk.type("name", name)
        desk.press("fresh")
    drafts = part(desk.page, QListWidget, "draft_list")
    desk.press("draft_drop")
    assert "tidak dapat dikembalikan" in seen(desk.window, QLabel, "confirm_text").text()
    desk.press("cancel")
    assert desk.drafts() == ["I Made Sudarma", "Ni Luh Contoh"]
    desk.hand.line(drafts, 1)
    desk.press("draft_drop")
    desk.press("confirm")
    assert desk.drafts() == ["I Made Sudarma"]
    assert desk.kept() == ["I Made Sudarma"]
    desk.press("draft_open")
    assert desk.intake.text("name") == "I MADE SUDARMA"


def test_a_supervisor_comes_mistypes_and_lets_it_pass(desk: Desk) -> None:
    """The number breaks its own rules: the supervisor goes away once, comes back, mistypes, and then allows it."""
    desk.intake.fill()
    desk.intake.page.parts.identity.set_typed({"nik": "5107 0345 0788 0000", "last4": "0000"})
    desk.settle()
    desk.press("override")
    desk.press("override_cancel")
    assert shows(desk.page, "override")
    desk.press("override")
    box = desk.window.findChildren(OverrideDialog)[-1]
    for name, text in (("username", "penyelia"), ("password", "salah"), ("reason", "Sudah dicek")):
        desk.hand.type(seen(box, QLineEdit, f"override_{name}"), text)
    desk.press("override_grant")
    password = seen(box, QLineEdit, "override_password")
    assert (password.text(), seen(box, QLineEdit, "override_reason").text()) == ("", "Sudah dicek")
    assert "tidak sesuai" in " ".join(each.text() for each in box.findChildren(QLabel))
    desk.hand.type(password, "rahasia")
    desk.press("override_grant")
    assert desk.intake.text("permission_text").startswith("Diizinkan oleh Petugas Penyelia")
    desk.tick("read_back")
    desk.press("register")
    assert len(desk.intake.registered) == 1


def test_a_proxy_is_opened_by_mistake_and_closed_again(desk: Desk) -> None:
    """Kuasa is clicked, the name typed, clicked off since she came herself, and on again: nothing was thrown away."""
    desk.tick("proxy")
    desk.type("proxy_name", "KADEK UTUSAN")
    desk.tick("proxy")
    assert not shows(desk.page, "proxy_name")
    desk.tick("proxy")
    assert desk.intake.text("proxy_name") == "KADEK UTUSAN"
    desk.tick("foreign")
    assert (shows(desk.page, "nik"), shows(desk.page, "foreign_id")) == (False, True)
    desk.tick("foreign")
    assert (shows(desk.page, "nik"), shows(desk.page, "foreign_id")) == (True, False)


def test_she_was_here_before_and_one_click_brings_what_is_known(known: IntakeAtWork, qtbot: QtBot) -> None:
    """The offer is clicked, and all but the permit stands there; she is registered without keying anything twice."""
    desk = Desk(known, qtbot)
    desk.type("nik", NIK)
    desk.press("known_offer_take")
    assert (known.text("name"), known.focused()) == (NAME, "permit")
    desk.pick("permit", "bidan", "Bidan")
    desk.press("details_offer_take")
    assert known.text("nomor_str") == "XW00001234567890"
    for question in ("str_aktif", "jumlah_sip"):
        desk.side(question, right=False)
    desk.press("all_here")
    desk.tick("read_back")
    assert known.matters() == ()
    desk.press("register")
    assert len(known.registered) == 1


def test_all_that_ends_an_entry_has_room_where_text_is_large(desk: Desk) -> None:
    """Beside the longest summary, tick, reason and buttons stay in sight whole, and the form never goes sideways."""
    desk.intake.fill(papers=False)
    desk.type("name", " BINTI HAJI ABDURRAHMAN AL-MAGHFURULLAH SASTRAMIHARDJA KUSUMANINGRAT SURYADININGRAT")
    desk.press("register")
    summary = part(desk.page, QWidget, "summary")
    for each in summary.findChildren(QPushButton):
        if each.isVisible():
            assert in_sight(each), each.text()
            assert each.width() >= each.sizeHint().width(), each.text()
    assert in_sight(seen(summary, QCheckBox, "read_back"))
    desk.press("unread")
    assert in_sight(seen(summary, QLineEdit, "unread_reason"))
    form = desk.page.parts
    assert form.width() <= form.parentWidget().width()
