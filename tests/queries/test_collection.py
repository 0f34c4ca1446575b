"""What can be handed over, and what a scan says of it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from app.actions.commands.intake import ContactApplicant
from app.queries.collection import Collectable, NotReady, WaitingRow, opened, scanned, waiting
from tests.office import Office
from tests.queries.histories import NEW, History, Turn
from tests.queries.people import by_proxy


def ready(office: Office, text: str) -> Collectable:
    answer = office.door.ask(partial(scanned, text=text))
    assert isinstance(answer, Collectable)
    return answer


def not_ready(office: Office, text: str) -> NotReady:
    answer = office.door.ask(partial(scanned, text=text))
    assert isinstance(answer, NotReady)
    return answer


def listed(office: Office) -> tuple[WaitingRow, ...]:
    return office.door.ask(waiting)


def contact(office: Office, file: str, **values: Any) -> None:
    office.do(
        "petugas_penyerahan",
        ContactApplicant,
        **{"application": file, "channel": "whatsapp", "purpose": "siap_diambil", "reached": True, **values},
    )


def test_a_permit_that_is_ready(office: Office) -> None:
    file = office.register_file()
    office.advance(file, "penyerahan")
    office.clock.advance(days=3)
    found = ready(office, office.file(file).tracking)
    assert found.id == file
    assert (found.applicant, found.nik_last4, found.phone) == ("Ni Luh Contoh", "0003", "+6281234567890")
    assert (found.service, found.refused) == ("Surat Izin Praktik Bidan", False)
    assert found.document_number == "500.16.7.2/0001/SIPB/DPMPTSP/2026"
    assert (found.since, found.days) == (date(2026, 11, 23), 3)
    assert (found.proxy, found.contacts) == ("", ())


def test_a_refusal_letter_that_is_ready(office: Office) -> None:
    history = History(office)
    history.play([Turn(0, NEW, 0), Turn(0, "refuse", 0)])
    office.advance(history.files[0], "ditolak")
    found = ready(office, office.file(history.files[0]).number)
    assert found.refused
    assert found.document_number.endswith("/2026")


def test_what_oss_issued_is_handed_over_by_its_number(office: Office) -> None:
    history = History(office)
    history.play([Turn(0, NEW, 2)])
    history.step_until("penyerahan")
    assert ready(office, office.file(history.files[0]).number).document_number == "1234567890123"


def test_only_a_proxy_who_may_collect_is_named(office: Office) -> None:
    for scope, named in (("keduanya", "Kadek Utusan"), ("ajukan", "")):
        file = office.register_file(by_proxy(office, scope=scope))
        office.advance(file, "penyerahan")
        assert ready(office, office.file(file).number).proxy == named
        office.advance(file, "selesai")


def test_not_ready_says_the_stage(office: Office) -> None:
    file = office.register_file()
    number = office.file(file).number
    assert (not_ready(office, number).stage, not_ready(office, number).numbered) == ("verifikasi_berkas", False)
    office.advance(file, "penomoran")
    assert not not_ready(office, number).numbered
    office.step(file, "penomoran")
    assert not_ready(office, number).numbered


def test_handed_over_says_when_and_to_whom(office: Office) -> None:
    file = office.register_file()
    office.advance(file, "selesai")
    found = not_ready(office, office.file(file).number)
    assert found.handed is not None
    assert (found.handed.date(), found.receiver) == (date(2026, 11, 23), "Ni Luh Contoh")


def test_the_ready_one_of_several_files_of_a_person(office: Office) -> None:
    first = office.register_file()
    office.advance(first, "penyerahan")
    second = office.register_file()
    assert ready(office, "5107 0345 0788 0003").id == first
    office.advance(first, "selesai")
    assert not_ready(office, "5107034507880003").id == second


def test_nobody_knows_the_code(office: Office) -> None:
    for text in ("", "  ", "KRA-7Q4-99999-X3C", "https://example.go.id/t/NOTHING"):
        assert office.door.ask(partial(scanned, text=text)) is None
    assert office.door.ask(partial(opened, application="nothing")) is None


def test_the_longest_waiting_come_first_with_the_last_try(office: Office) -> None:
    first = office.register_file()
    office.advance(first, "penyerahan")
    office.clock.advance(days=5)
    history = History(office)
    history.play([Turn(0, NEW, 0), Turn(0, "refuse", 0)])
    office.advance(history.files[0], "ditolak")
    contact(office, first, reached=True)
    contact(office, first, channel="telepon", reached=False)
    rows = listed(office)
    assert [(row.id, row.days, row.refused) for row in rows] == [(first, 5, False), (history.files[0], 0, True)]
    assert rows[0].contact is not None
    assert (rows[0].contact.channel, rows[0].contact.reached) == ("telepon", False)
    assert rows[1].contact is None
    tries = ready(office, office.file(first).number).contacts
    assert [each.channel for each in tries] == ["telepon", "whatsapp"]


def test_nothing_waits_after_it_was_handed_over(office: Office) -> None:
    file = office.register_file()
    office.advance(file, "selesai")
    assert listed(office) == ()
