"""The tour's last chapters: at the hand-over counter, and looking back."""

from __future__ import annotations

from app.tour.scene import Key, Scene


def hand_over(scene: Scene, number: str, name: str) -> None:
    """T21, against the receipt and the card."""
    scene.sign_in("penyerahan")
    scene.open("handover")
    scene.typist.type(number)
    scene.typist.press(Key.Key_Return)
    scene.record.step(name)


def look_back(scene: Scene) -> None:
    scene.sign_in("kabid")
    scene.record.step("Beranda")
    scene.open("reports")
    scene.record.step("Buku register")
