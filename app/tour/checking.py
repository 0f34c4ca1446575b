"""The tour against slips: an identity compared with the central data, and data corrected after the receipt."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from app.tour.scene import Key, TourScene

WITH_HER_OTHER_NAME = "Ni Luh Contoh Sari"


def compare(scene: TourScene) -> None:
    """From the list of files nobody has compared yet."""
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
