"""The tour's last chapters: at the hand-over counter, and looking back."""

from __future__ import annotations

from app.tour.scene import Key, TourScene
from app.ui.widgets.table import DataTable


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
