"""The tour behind the counter and at the hand-over: each act by the person who may do it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel

from app.tour.scene import Key, TourScene
from app.tour.typist import CONTROL
from app.ui.widgets.confirm import Confirm
from app.ui.widgets.paper_view import PaperView
from app.ui.widgets.table import DataTable


def at_queue(scene: TourScene, username: str) -> None:
    """Sign in and open Antrean Kerja; the most urgent file is chosen."""
    scene.sign_in(username)
    scene.open("queue")
    scene.typist.until("a file in the queue", lambda: scene.typist.focus_name() == "queue")


def verify(scene: TourScene, name: str = "Berkas diperiksa") -> None:
    at_queue(scene, "backoffice")
    scene.record.step("Antrean kerja")
    scene.typist.press(Key.Key_Return)
    scene.file_open()
    scene.act()
    scene.typist.type("s")
    scene.record.step(name)
    _send(scene, "dinyatakan lengkap dan benar")


def recommend(scene: TourScene) -> None:
    at_queue(scene, "kasi")
    scene.typist.press(Key.Key_F8)
    scene.said("Rekomendasi untuk")
    scene.record.step("Rekomendasi diminta")
    at_queue(scene, "timteknis")
    scene.act()
    scene.typist.type("1")
    _letter(scene, "440/1187/Dinkes/2026", "23112026")
    scene.record.step("Rekomendasi dicatat")
    _send(scene, "dicatat")


def _letter(scene: TourScene, number: str, dated: str) -> None:
    """What stands on the agency's letter; `dated` as ddmmyyyy."""
    for name, text in (("number", number), ("dated", dated)):
        scene.typist.to(name)
        scene.typist.type(text)


def draft(scene: TourScene) -> None:
    at_queue(scene, "backoffice")
    scene.act()
    scene.typist.type("Praktik dilakukan sesuai standar profesi.")
    scene.record.step("Draf disusun")
    _send(scene, "diajukan")


def approve(scene: TourScene) -> None:
    """One key each, and the letter read before it is signed."""
    for username in ("kasi", "kabid"):
        at_queue(scene, username)
        _approve(scene)
    scene.record.step("Paraf dari antrean")
    at_queue(scene, "kadis")
    scene.typist.press(Key.Key_Return)
    scene.file_open()
    scene.record.step("Berkas di meja Kepala Dinas")
    scene.typist.press(Key.Key_F4)
    scene.typist.until("the draft", _is_read)
    scene.record.step("Pratinjau draf")
    scene.typist.press(Key.Key_Escape)
    scene.typist.press(Key.Key_F8)
    scene.said("disetujui untuk ditandatangani")


def number_and_issue(scene: TourScene) -> None:
    at_queue(scene, "backoffice")
    scene.typist.press(Key.Key_Return)
    scene.file_open()
    scene.typist.press(Key.Key_F8)
    scene.typist.press(Key.Key_Return)
    scene.said("diberi nomor")
    scene.file_open("issue")
    scene.typist.press(Key.Key_P, with_=CONTROL)
    scene.typist.until("the permit on paper", lambda: scene.has_paper("surat-izin"))
    scene.record.step("Surat izin bernomor")
    scene.act()
    scene.typist.type("y")
    _send(scene, "telah terbit")
    scene.record.step("Izin terbit")


def give_back(scene: TourScene) -> None:
    """T6, with two reasons."""
    at_queue(scene, "backoffice")
    scene.typist.type("r")
    scene.form_open()
    enter = Key.Key_Return
    for part in ("surat ket", enter, "tanda", enter, "Mohon dilengkapi tanda tangan pimpinan."):
        scene.press(part)
    scene.typist.control(Key.Key_N)
    for part in ("pas", enter, "dokumen tid", enter, "Mohon diganti dengan foto yang jelas."):
        scene.press(part)
    scene.record.step("Berkas dikembalikan")
    _send(scene, "dikembalikan untuk diperbaiki")


def take_back(scene: TourScene) -> None:
    """T7, at the counter: found by its number."""
    scene.sign_in("loket")
    scene.find(scene.number(2))
    scene.act()
    scene.typist.type("s")
    scene.record.step("Perbaikan diterima")
    _send(scene, "diterima")


def object_to(scene: TourScene) -> None:
    at_queue(scene, "kasi")
    scene.typist.press(Key.Key_F8)
    scene.said("Rekomendasi untuk")
    at_queue(scene, "timteknis")
    scene.typist.press(Key.Key_Return)
    scene.file_open()
    scene.typist.type("t")
    scene.form_open()
    _letter(scene, "440/1201/Dinkes/2026", "26112026")
    scene.typist.to("reason")
    scene.press("Sarana tempat praktik belum memenuhi standar.")
    scene.record.step("Rekomendasi tidak setuju")
    _send(scene, "tidak setuju")


def draft_refusal(scene: TourScene) -> None:
    at_queue(scene, "backoffice")
    scene.act()
    _send(scene, "diajukan")
    for username in ("kasi", "kabid"):
        at_queue(scene, username)
        _approve(scene)


def decide_refusal(scene: TourScene) -> None:
    at_queue(scene, "kadis")
    scene.typist.press(Key.Key_Return)
    scene.file_open()
    scene.typist.press(Key.Key_F8)
    scene.typist.press(Key.Key_Return)
    scene.said("Penolakan")
    scene.record.step("Penolakan ditetapkan")


def _approve(scene: TourScene) -> None:
    """One key asks, another says yes."""
    scene.typist.press(Key.Key_F8)
    scene.typist.until("the question", _is_asked)
    scene.typist.press(Key.Key_Return, with_=CONTROL)
    scene.said("telah diparaf")


def _is_read() -> bool:
    window = QApplication.activeModalWidget()
    return isinstance(window, PaperView) and window.page_count() > 0


def _is_asked() -> bool:
    return isinstance(QApplication.activeModalWidget(), Confirm)


def _send(scene: TourScene, words: str) -> None:
    scene.typist.control(Key.Key_Return)
    scene.said(words)


WITH_HER_OTHER_NAME = "Ni Luh Contoh Sari"


def compare(scene: TourScene) -> None:
    """An identity with the central data, from the list of files nobody has compared yet."""
    scene.open("queue")
    scene.typist.control(Key.Key_B)
    scene.typist.until("an identity to compare", lambda: _shown(scene, "match_nik"))
    scene.record.step("Dicocokkan dengan data pusat")
    scene.typist.type("c")
    scene.typist.until("compared", lambda: not _shown(scene, "match_nik"))


def correct(scene: TourScene, which: int) -> None:
    """T34 by whoever took the file in, T35 by somebody else."""
    scene.typist.until("the receipt", lambda: scene.has_paper(f"tanda-terima-berkas_*-{which:05}-"))
    scene.find(scene.number(which))
    scene.typist.type("e")
    scene.form_open()
    scene.press(WITH_HER_OTHER_NAME)
    scene.typist.fill("reason", "Nama tengah terlewat")
    scene.typist.control(Key.Key_Return)
    scene.said("menunggu persetujuan")
    scene.sign_in("kasi")
    scene.find(scene.number(which))
    scene.typist.type("y")
    scene.form_open()
    scene.record.step("Koreksi data disetujui orang kedua")
    scene.typist.control(Key.Key_Return)
    scene.said("disetujui")


def _shown(scene: TourScene, name: str) -> bool:
    found = scene.counter.window.pages.findChild(QLabel, name)
    return isinstance(found, QLabel) and bool(found.text())


def hand_over(scene: TourScene, which: int, name: str) -> None:
    """T21, against the receipt and the card."""
    typist = scene.typist
    scene.sign_in("penyerahan")
    scene.open("handover")
    typist.type(scene.number(which))
    typist.press(Key.Key_Return)
    typist.until("what lies ready", lambda: typist.focus_name() not in ("scan", "waiting"))
    typist.to("receiver_is")
    typist.type("p")
    typist.to("receipt_shown")
    typist.type("y")
    scene.record.step(name)
    typist.control(Key.Key_Return)
    scene.said("diserahkan")


def look_back(scene: TourScene) -> None:
    scene.sign_in("kabid")
    header = scene.counter.window.header
    scene.typist.until("the front page", lambda: "pukul" in header.subtitle())
    scene.record.step("Beranda")
    scene.open("reports")
    scene.typist.until("the register book", lambda: _filled(scene))
    scene.record.step("Buku register")


def _filled(scene: TourScene) -> bool:
    tables = scene.counter.window.pages.findChildren(DataTable)
    return any(table.isVisible() and not table.is_empty() for table in tables)
