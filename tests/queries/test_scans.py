"""What a scan stands for, and how a permit behind it stands."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import select, update

from app.models.application import Application, Permit
from app.queries.scans import ScannedFile, ScannedPermit, behind
from app.ui.scanning.scan_words import LEVELS, permit_notice, shortened
from app.ui.words.notices import NoticeLevel
from tests.office import Office


@pytest.fixture
def issued(office: Office) -> str:
    file = office.register_file()
    office.advance(file, "penyerahan")
    return file


def look(office: Office, text: str) -> ScannedFile | ScannedPermit | None:
    return office.door.ask(partial(behind, text=text))


def permit_of(office: Office) -> Permit:
    with office.register.reading() as session:
        return session.scalars(select(Permit)).one()


@pytest.mark.parametrize("form", ["{t}", "https://x.go.id/t/{t}", "{n}", "{n}\nDinas\n0363-21000", " {small} "])
def test_a_receipt(office: Office, issued: str, form: str) -> None:
    file = office.file(issued)
    text = form.format(t=file.tracking, n=file.number, small=file.number.lower())
    assert look(office, text) == ScannedFile(issued)


@pytest.mark.parametrize("form", ["https://x.go.id/v/{token}", "{token}", "{number}"])
def test_a_permit(office: Office, issued: str, form: str) -> None:
    permit = permit_of(office)
    found = look(office, form.format(token=permit.token, number=permit.number))
    assert isinstance(found, ScannedPermit)
    assert (found.application, found.holder, found.permit.number) == (issued, "Ni Luh Contoh", permit.number)


@pytest.mark.parametrize("text", ["", "  \n ", "STR-2026-001", "https://x.go.id/v/7Q4AAAAAAAAAAAAAAAAA"])
def test_what_nobody_knows(office: Office, issued: str, text: str) -> None:
    assert look(office, text) is None


def test_a_body_is_named_as_it_calls_itself(office: Office, issued: str) -> None:
    with office.register.writing() as session:
        session.execute(update(Application).values(body={"name": "CV TIRTA"}, applicant_name="CV TIRTA"))
    found = look(office, permit_of(office).number)
    assert isinstance(found, ScannedPermit)
    assert found.holder == "CV TIRTA"


@pytest.mark.parametrize("state", ["aktif", "dibekukan", "dicabut", "diganti", "disiapkan"])
def test_how_a_permit_stands_is_said(office: Office, issued: str, state: str) -> None:
    with office.register.writing() as session:
        session.execute(update(Permit).values(state=state))
    found = look(office, permit_of(office).number)
    assert isinstance(found, ScannedPermit)
    notice = permit_notice(found)
    assert notice.level is LEVELS.get(state, NoticeLevel.ERROR)
    assert f"{found.permit.number}, Ni Luh Contoh: " in notice.text
    assert ("Berlaku sejak" in notice.advice) is (state != "disiapkan")


def test_a_permit_without_an_end(office: Office, issued: str) -> None:
    with office.register.writing() as session:
        session.execute(update(Permit).values(valid_until=None))
    found = look(office, permit_of(office).number)
    assert isinstance(found, ScannedPermit)
    assert permit_notice(found).advice.endswith("selama beroperasi.")


@pytest.mark.parametrize(("text", "short"), [("ABC\nDEF", "ABC"), ("A" * 24, "A" * 24), ("A" * 25, "A" * 23 + "…")])
def test_shortened(text: str, short: str) -> None:
    assert shortened(text) == short
