"""The second act, in the middle: work with the centre, without it, and its return."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from app.tour import files
from app.tour.seat import Key, Seat
from app.tour.town import Town, calm, connection_page, is_empty, lists, says, try_now

RETURNED = ("surat ket", "tanda")


def together(town: Town) -> None:
    """What is taken in at one counter lies in the queue of the other."""
    town.one.typist.sit_down()
    done = _register(town, files.LUH, "Loket 1 mendaftarkan, pusat hidup")
    town.file = done.number
    town.book.begin(done.at)
    _arrives(town, town.file, "Tampil di antrean Loket 2")


def cut(town: Town) -> None:
    """The centre is killed; both counters say so and nothing else."""
    town.one.typist.until("nothing left to send", lambda: calm(town.one))
    town.book.begin()
    town.centre.kill()
    for seat in (town.one, town.two):
        seat.typist.until("offline", partial(says, seat, "Luring sejak"))
    town.step("Pusat mati")


def meanwhile(town: Town) -> None:
    """An applicant is served; two people decide about the same file without knowing of each other."""
    one, two = town.one, town.two
    one.typist.sit_down()
    town.meanwhile = _register(town, files.KADEK, "Loket 1 mendaftarkan, pusat mati").number
    two.typist.sit_down()
    two.find(town.file)
    two.act()
    two.typist.type("s")
    two.typist.control(Key.Key_Return)
    two.said("dinyatakan lengkap dan benar")
    two.file_open()
    two.record.step("Loket 2 memeriksa berkas")
    one.typist.sit_down()
    one.sign_in("periksa")
    one.find(town.file)
    _return(one)
    one.record.step("Loket 1 mengembalikan berkas yang sama")
    connection_page(one)
    one.typist.until("what waits", lambda: lists(one, "waiting_acts", town.meanwhile))
    one.clear_notices()
    try_now(one)  # in vain
    one.record.step("Yang menunggu dikirim")


def back(town: Town) -> None:
    """On the same address; both send what waited."""
    town.centre.start()
    town.two.typist.sit_down()
    connection_page(town.two)
    for seat in (town.two, town.one):
        seat.typist.sit_down()
        seat.clear_notices()
        try_now(seat)
        seat.typist.until("online, nothing left to send", partial(calm, seat))
        seat.typist.until("Daring", partial(says, seat, "Daring"))
        seat.typist.until("nothing that waits", partial(is_empty, seat, "waiting_acts"))
    town.step("Pusat kembali")
    town.two.typist.sit_down()
    town.two.open("queue")
    _arrives(town, town.meanwhile, "Berkas kedua tampil di Loket 2")


class TourRegistration(NamedTuple):
    """`at` is the moment of the steady clock when the counter said so."""

    number: str
    at: float


def _register(town: Town, person: tuple[str, ...], name: str) -> TourRegistration:
    """From the first digit of the NIK to the receipt on paper."""
    seat, before = town.one, _receipts(town.one)
    if seat.page() != "intake":
        seat.open("intake")
    seat.typist.until("intake", lambda: seat.typist.focus_name() == "nik")
    seat.clear_notices()
    town.book.begin()
    files.midwife(seat, person)
    files.register(seat)
    at = monotonic()
    seat.typist.until("the receipt", lambda: _receipts(seat) > before)
    seat.said("dibuka untuk dicetak")
    seat.record.step(name)
    return TourRegistration(min(_receipts(seat) - before).stem.split("_")[1], at)


def _receipts(seat: Seat) -> set[Path]:
    return set(seat.counter.parts.settings.papers.rglob("tanda-terima-berkas_*.pdf"))


def _return(seat: Seat) -> None:
    seat.typist.type("r")
    seat.form_open()
    for part in RETURNED:
        seat.press(part)
        seat.press(Key.Key_Return)
    seat.typist.type("Mohon dilengkapi tanda tangan pimpinan.")
    seat.typist.control(Key.Key_Return)
    seat.said("dikembalikan untuk diperbaiki")
    seat.typist.until("the letter on paper", lambda: seat.has_paper("surat-pengembalian-berkas"))
    seat.said("dibuka untuk dicetak")
    seat.file_open()


def _arrives(town: Town, number: str, name: str) -> None:
    town.two.typist.until(f"{number} at the second counter", lambda: lists(town.two, "queue", number))
    town.step(name)
