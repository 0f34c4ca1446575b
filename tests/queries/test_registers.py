"""Buku Register: one row a file, with what stands about it everywhere."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from app.actions.commands.intake import HandOver
from app.database import Register
from app.models.application import Application
from app.queries.registers import Advice, Payment, RegisterRow, heading, register_book
from tests.conftest import FixedClock
from tests.office import Office
from tests.queries.histories import NEW, History, Turn
from tests.queries.people import GRAVE, by_body, by_proxy

TODAY = date(2026, 11, 23)


def book(office: Office, first: date = date(2026, 11, 1), last: date = date(2026, 11, 30)) -> tuple[RegisterRow, ...]:
    return office.door.ask(partial(register_book, first=first, last=last)).rows


def test_a_midwife_from_registration_to_hand_over(office: Office) -> None:
    file = office.register_file()
    office.advance(file, "penyerahan")
    office.clock.advance(days=2)
    office.advance(file, "selesai")
    (row,) = book(office)
    assert row.number == office.file(file).number
    assert (row.registered, row.complete, row.due, row.promised) == (
        TODAY,
        TODAY,
        date(2026, 11, 30),
        date(2026, 11, 30),
    )
    assert (row.applicant, row.nik_last4, row.address, row.village) == (
        "Ni Luh Contoh",
        "0003",
        "Banjar Dinas Kertha",
        "Abang, Kec. Abang",
    )
    assert (row.service, row.kind) == ("Surat Izin Praktik Bidan", "baru")
    assert (row.counter, row.officer) == ("Loket 1", "Petugas Petugas_Loket")
    assert row.advice == (Advice("440/1/Dinkes/2026", TODAY),)
    assert (row.permit_number, row.permit_dated) == ("500.16.7.2/0001/SIPB/DPMPTSP/2026", TODAY)
    assert row.valid_until == date(2031, 11, 22)
    assert (row.used, row.late) == (0, False)
    assert (row.handed, row.receiver) == (TODAY + timedelta(days=2), "Ni Luh Contoh")
    assert (row.returns, row.inspected, row.payment, row.proxy) == (0, None, None, "")


def test_no_row_holds_a_whole_nik(office: Office) -> None:
    office.register_file(by_proxy(office))
    assert "5107034507880003" not in repr(book(office))


def test_levy_and_visit(office: Office) -> None:
    levied = office.register_file(office.intake("MKM", details=GRAVE))
    office.advance(levied, "menunggu_pembayaran")
    assert book(office)[0].payment == Payment("SKRD 1", 250_000, None)
    office.advance(levied, "penyusunan_draf")
    assert book(office)[0].payment == Payment("SKRD 1", 250_000, TODAY)
    visited = office.register_file(
        office.intake(
            "STPT", details={"jenis_layanan": ["Ramuan"], "alamat_tempat": "Abang"}, confirmed={"duplicate": "-"}
        )
    )
    office.advance(visited, "pemeriksaan_lapangan")
    assert book(office)[1].inspected == TODAY


def test_what_oss_issued_stands_where_a_permit_would(office: Office) -> None:
    history = History(office)
    history.play([Turn(0, NEW, 2)])
    history.step_until("penyerahan")
    (row,) = book(office)
    assert row.stage == "penyerahan"
    assert (row.permit_number, row.permit_dated, row.valid_until) == ("1234567890123", date(2026, 11, 30), None)


@pytest.mark.parametrize("said", ["x", 7, True, ["a"], "2026-13-40", None])
def test_a_day_that_is_none_spoils_no_book(office: Office, said: object) -> None:
    """What a dishonest PC wrote in one file is flagged there; everybody's book goes on."""
    file = office.register_file()
    with office.register.writing() as session:
        application = session.get_one(Application, file)
        application.details = application.details | {"tanggal_terbit_oss": said, "nib": said}
    (row,) = book(office)
    assert row.permit_dated is None


def test_returns_are_counted_with_the_working_days_of_the_applicant(office: Office) -> None:
    history = History(office)
    history.play([Turn(0, NEW, 0), Turn(1, "return", 0), Turn(6, "step", 0), Turn(1, "return", 0), Turn(2, "step", 0)])
    (row,) = book(office)
    assert (row.returns, row.returned_days) == (2, 6)


def test_a_file_still_away_counts_until_today_or_its_end(office: Office) -> None:
    history = History(office)
    history.play([Turn(0, NEW, 0), Turn(0, "return", 0), Turn(2, "remind", 0)])
    assert book(office)[0].returned_days == 2
    history.play([Turn(0, "withdraw", 0)])
    office.clock.advance(days=5)
    (row,) = book(office)
    assert (row.returned_days, row.due, row.late) == (2, None, None)


def test_on_time_is_judged_while_it_runs_and_after(office: Office) -> None:
    file = office.register_file()
    assert book(office)[0].late is None
    office.clock.advance(days=8)
    assert book(office)[0].late is True
    office.advance(file, "penyerahan")
    assert (book(office)[0].late, book(office)[0].used) == (True, 6)


def test_the_period_is_that_of_receipt_in_the_offices_own_days(office: Office, clock: FixedClock) -> None:
    clock.advance(hours=14)  # 00.00 WITA on Tuesday
    office.register_file()
    assert book(office, TODAY, TODAY) == ()
    assert len(book(office, TODAY + timedelta(days=1), TODAY + timedelta(days=1))) == 1


def test_rows_stand_in_the_order_of_receipt(office: Office) -> None:
    files = [office.register_file(), office.register_file(by_body(office))]
    rows = book(office)
    assert [row.id for row in rows] == files
    assert [row.applicant for row in rows] == ["Ni Luh Contoh", "PT CONTOH Jaya"]


def test_who_collected_is_named_and_the_proxy(office: Office) -> None:
    file = office.register_file(by_proxy(office))
    office.advance(file, "penyerahan")
    office.do(
        "petugas_penyerahan",
        HandOver,
        application=file,
        receiver="KADEK UTUSAN",
        receiver_is="kuasa",
        identity_shown="KTP-el",
        receipt_shown=True,
        proxy_letter=True,
    )
    (row,) = book(office)
    assert (row.proxy, row.receiver) == ("Kadek Utusan", "Kadek Utusan")


def test_heading_of_the_office(office: Office) -> None:
    found = office.door.ask(heading)
    assert found.letterhead.government == "Pemerintah Kabupaten Karangasem"
    assert (found.made.hour, found.training) == (10, False)


def test_heading_before_there_is_an_office(register: Register, clock: FixedClock) -> None:
    assert Office(register, clock).door.ask(heading).letterhead.office == ""
