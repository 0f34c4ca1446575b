"""On the decisions themselves: no legal basis that may not stand there, and the drafter hears of it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from app.actions.commands import office_work
from app.errors import Refused
from app.models.application import Application
from app.models.journal import Document
from app.reference.catalogue import LegalBasis
from app.rules import stages
from tests.actions.forms import FORMS
from tests.actions.test_kept import card, changed, use
from tests.office import Office

OLD = (
    LegalBasis(ref="UU Nomor 17 Tahun 2023 tentang Kesehatan", confidence="S"),
    LegalBasis(ref="Permenkes Nomor 28 Tahun 2017 tentang Izin dan Penyelenggaraan Praktik Bidan", confidence="S"),
    LegalBasis(ref="Perda Kabupaten Jembrana Nomor 3 Tahun 2015 tentang Izin", confidence="S"),
    LegalBasis(ref="Permenkes Nomor 9 Tahun 2020", confidence="K"),
    LegalBasis(ref="Peraturan Bupati tentang pendelegasian wewenang", confidence="V"),
)
HEALTH = "Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan"


def file_with(office: Office, *bases: LegalBasis, permit: str = "SIP-BD") -> str:
    use(office, changed(office.reference.catalogue, permit, legal_basis=bases))
    return office.register_file(office.intake(permit, details=FORMS[permit]))


def grounds(office: Office) -> str:
    return next((row["text"] for row in card(office, "refusal_letter")["rows"] if row["heading"] == "Dasar hukum"), "")


def test_a_permit_names_only_what_may_be_printed(office: Office) -> None:
    file = file_with(office, *OLD)
    office.advance(file, stages.COLLECTION)
    assert card(office, "permit")["legal_basis"] == [HEALTH]


def test_without_any_basis_it_is_numbered_and_loudly_said(office: Office) -> None:
    """Decision of 2026-11-29: no office stands still on the day of the upgrade."""
    file = file_with(office, *OLD[1:])
    office.advance(file, stages.DRAFTING)
    drafted = office.step(file, stages.DRAFTING)
    office.advance(file, stages.NUMBERING)
    numbered = office.do("verifikator", office_work.AssignNumber, application=file)
    assert "law_missing" in drafted.warnings
    assert "law_missing" in numbered.warnings
    assert card(office, "permit")["legal_basis"] == []


def test_with_a_basis_nothing_is_said(office: Office) -> None:
    file = office.register_file()
    office.advance(file, stages.NUMBERING)
    assert office.do("verifikator", office_work.AssignNumber, application=file).warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        *("Perda tentang Reklame", "Permenkes Nomor 28 Tahun 2017", "Perda Kabupaten Jembrana 3/2015", "SE 26/2021"),
        "UU Nomor 17 Tahun 2027",
    ],
)
def test_a_refusal_that_rests_on_nothing_is_not_proposed(office: Office, text: str) -> None:
    file = office.register_file()
    with pytest.raises(Refused) as refused:
        office.do("verifikator", office_work.ProposeRefusal, application=file, reason="T02", legal_basis=text, text="x")
    assert (refused.value.code, refused.value.fields) == ("law_unprintable", {"legal_basis": "law_unprintable"})


def test_a_refusal_names_only_what_may_be_printed(office: Office) -> None:
    file = office.register_file()
    text = "Permenkes Nomor 28 Tahun 2017; Pasal 53 UU Nomor 30 Tahun 2014"
    office.do("verifikator", office_work.ProposeRefusal, application=file, reason="T02", legal_basis=text, text="x")
    office.advance(file, stages.REFUSED)
    assert grounds(office) == "Pasal 53 UU Nomor 30 Tahun 2014"


def test_a_refusal_drafted_by_an_older_program_loses_its_placeholder(office: Office) -> None:
    file = office.register_file()
    text = "UU Nomor 30 Tahun 2014"
    office.do("verifikator", office_work.ProposeRefusal, application=file, reason="T02", legal_basis=text, text="x")
    office.advance(file, stages.SIGNING)
    with office.register.writing() as session:
        draft: dict[str, Any] = (office.file(file).draft or {}) | {"legal_basis": "Perda tentang Reklame"}
        session.execute(update(Application).where(Application.id == file).values(draft=draft))
    decided = office.do("kadis", office_work.DecideRefusal, application=file)
    assert "law_missing" in decided.warnings
    assert grounds(office) == ""


@pytest.mark.parametrize(("bases", "law"), [(OLD, f"{HEALTH}; "), (OLD[1:], "")])
def test_an_objection_rests_on_law_that_is_in_force(office: Office, bases: tuple[LegalBasis, ...], law: str) -> None:
    file = file_with(office, *bases)
    office.advance(file, stages.AGENCY)
    today = office.clock.now().date()
    done = office.do(
        "tim_teknis", office_work.RecordObjection, application=file, number="440/1", dated=today, reason="Tidak layak"
    )
    assert ("law_missing" in done.warnings) is not bool(law)
    office.advance(file, stages.REFUSED)
    assert grounds(office) == f"{law}Rekomendasi Dinas Kesehatan Nomor 440/1 tanggal 23 November 2026"


def test_a_kept_type_of_0_3_0_is_read(office: Office) -> None:
    """The row as the older program wrote it: a line and a mark, nothing else."""
    file = office.register_file()
    with office.register.writing() as session:
        kept = session.scalars(select(Application.permit_type).where(Application.id == file)).one()
        kept["permit"]["legal_basis"] = [msgspec.to_builtins(basis) for basis in OLD]
        assert set(kept["permit"]["legal_basis"][0]) == {"ref", "confidence"}
        session.execute(update(Application).where(Application.id == file).values(permit_type=kept))
    office.advance(file, stages.COLLECTION)
    with office.register.reading() as session:
        [permit] = session.scalars(select(Document.card).where(Document.kind == "permit")).all()
    assert permit["legal_basis"] == [HEALTH]
