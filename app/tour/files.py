"""The tour's main chapters: one licence from the NIK to the hand-over, a known applicant, one return, one refusal."""

from __future__ import annotations

from app.tour.seat import Key, Seat
from app.tour.typist import CONTROL, SHIFT

LUH = ("5107034507880003", "NI LUH CONTOH", "05071988", "p", "Banjar Dinas Kertha", "mang", "081234567890", "0003")
KADEK = ("5107034308900002", "NI KADEK TELADAN", "03081990", "p", "Banjar Dinas Tengah", "mang", "081234567891", "0002")


def open_intake(scene: Seat) -> None:
    scene.sign_in("loket")
    scene.open("intake")
    scene.typist.until("intake", lambda: scene.typist.focus_name() == "nik")


def midwife(scene: Seat, person: tuple[str, ...]) -> None:
    """A new applicant for a midwife's licence, practice in a facility: from the first digit to Ctrl+Enter."""
    nik, name, born, sex, address, village, phone, last4 = person
    typist, enter = scene.typist, Key.Key_Return
    for part in (nik, name, enter, born, sex, address, enter, village, enter, phone, enter, last4, enter, enter):
        scene.press(part)
    for part in ("bd", enter, enter, "yy", "XW00001234567890", enter, "y", "1", enter, "1", enter, "2", enter):
        scene.press(part)
    for part in ("UPTD Puskesmas Abang I", enter, "Jalan Raya Abang", enter):
        scene.press(part)
    typist.press(Key.Key_A, with_=CONTROL | SHIFT)
    typist.press(Key.Key_F8)


def known(scene: Seat) -> None:
    """The register knows her: one key takes everything over, another what was filled in for the same permit."""
    typist, enter = scene.typist, Key.Key_Return
    typist.type(LUH[0])
    scene.offered()
    for part in (Key.Key_F2, "bd", enter):
        scene.press(part)
    scene.offered()
    for part in (Key.Key_F2, "yy"):
        scene.press(part)
    typist.press(Key.Key_A, with_=CONTROL | SHIFT)
    typist.press(Key.Key_F8)


def register(scene: Seat) -> None:
    scene.typist.control(Key.Key_Return)
    scene.said("telah terdaftar dengan nomor")
