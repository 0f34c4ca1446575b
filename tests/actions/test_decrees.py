"""Freezing, lifting and revoking a permit: by letter, on a ground, on paper; and taken back by somebody else."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands import Command
from app.actions.commands.office_work import ReinstatePermit, RevokePermit, SuspendPermit, TakeBackDecree
from app.errors import Refused
from app.models.application import Permit
from app.models.journal import Document
from app.queries.decrees import standing_decrees
from app.queries.documents import papers_of
from app.queries.file_view import file_view
from app.rules import stages
from app.rules.workflow import PERMIT_TABLE
from tests.office import Office

KINDS: dict[str, type[Command]] = {
    "suspend_permit": SuspendPermit,
    "reinstate_permit": ReinstatePermit,
    "revoke_permit": RevokePermit,
}


@pytest.fixture
def file(office: Office) -> str:
    """Of an issued permit."""
    made = office.register_file()
    office.advance(made, stages.COLLECTION)
    return made


def permit_of(office: Office, file: str) -> Permit:
    with office.register.reading() as session:
        return session.scalars(select(Permit).where(Permit.application_id == file)).one()


def worth(office: Office, file: str) -> tuple[str, str, str]:
    permit = permit_of(office, file)
    return permit.state, permit.state_letter, permit.state_reason


def decree(office: Office, file: str, act: str, actor: str = "kadis", **changes: Any) -> None:
    said = {"letter": "800/1/2026", "dated": office.clock.now().date(), "reason": "Laporan masyarakat"}
    office.do(actor, KINDS[act], application=file, **said | {"ground": PERMIT_TABLE[act].grounds[0]} | changes)


def last(office: Office, file: str) -> str:
    with office.register.reading() as session:
        return standing_decrees(session, file)[-1].id


def take_back(office: Office, file: str, actor: str = "kabid", of: str = "", reason: str = "Salah izin") -> None:
    office.do(actor, TakeBackDecree, application=file, of=of or last(office, file), reason=reason)


def cards(office: Office, file: str, kind: str) -> list[dict[str, Any]]:
    with office.register.reading() as session:
        wanted = select(Document.card).where(Document.application_id == file, Document.kind == kind)
        return list(session.scalars(wanted.order_by(Document.made)))


def void(office: Office, file: str) -> dict[str, str]:
    return {row.kind: row.void for row in office.door.ask(partial(papers_of, application=file))}


def test_the_letter_says_what_is_decided_about_which_permit(office: Office, file: str) -> None:
    permit = permit_of(office, file)
    decree(office, file, "suspend_permit", dated=permit.issued)
    [card] = cards(office, file, "suspension_letter")
    assert {row["heading"]: row["text"] for row in card["rows"]} == {
        "Nomor izin": permit.number,
        "Layanan": "Surat Izin Praktik Bidan",
        "Pemegang izin": "Ni Luh Contoh",
        "Tanggal terbit": "Senin, 23 November 2026",
        "Berlaku sampai": "Sabtu, 22 November 2031",
        "Dasar": "Dugaan pelanggaran yang sedang diperiksa",
        "Pertimbangan": "Laporan masyarakat",
    }
    assert (card["number"], card["dated"], card["to"]) == ("800/1/2026", permit.issued.isoformat(), "Ni Luh Contoh")
    assert (card["signer"]["name"], card["signer"]["title"]) == ("Petugas Kadis", "Kepala Dinas")


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"letter": " "}, "letter_missing", "letter"),
        ({"reason": ""}, "reason_missing", "reason"),
        ({"ground": "kewajiban_dipenuhi"}, "fields_missing", "ground"),
        ({"ground": ""}, "fields_missing", "ground"),
        ({"dated": timedelta(days=1)}, "date_future", "dated"),
        ({"dated": timedelta(days=-1)}, "date_order", "dated"),
    ],
)
def test_what_has_to_be_said(office: Office, file: str, changes: dict[str, Any], code: str, field: str) -> None:
    if isinstance(days := changes.get("dated"), timedelta):
        changes = {"dated": office.clock.now().date() + days}
    before = worth(office, file)
    with pytest.raises(Refused, match=code) as refused:
        decree(office, file, "suspend_permit", **changes)
    assert list(refused.value.fields) == [field]
    assert worth(office, file) == before


def test_an_act_of_before_has_neither_day_nor_paper(office: Office, file: str) -> None:
    office.do("kadis", SuspendPermit, application=file, letter="1", reason="x")
    assert worth(office, file) == ("dibekukan", "1", "x")
    assert cards(office, file, "suspension_letter") == []


@pytest.mark.parametrize("act", ["suspend_permit", "revoke_permit"])
def test_taken_back_all_is_as_before(office: Office, file: str, act: str) -> None:
    before = worth(office, file)
    decree(office, file, act)
    assert worth(office, file)[0] == PERMIT_TABLE[act].after
    take_back(office, file)
    assert worth(office, file) == before == ("aktif", "", "")
    assert void(office, file)[PERMIT_TABLE[act].paper] == "decree_taken_back"
    assert void(office, file)["permit"] == ""


def test_what_was_frozen_is_frozen_again_with_its_own_letter(office: Office, file: str) -> None:
    """Revoked by mistake on top of an earlier suspension."""
    decree(office, file, "suspend_permit", letter="800/7", reason="Diperiksa")
    office.clock.advance(days=1)
    decree(office, file, "revoke_permit", dated=office.clock.now().date())
    take_back(office, file, "sekretaris")
    assert worth(office, file) == ("dibekukan", "800/7", "Diperiksa")
    assert void(office, file)["suspension_letter"] == ""
    with pytest.raises(Refused, match="decree_not_today"):
        take_back(office, file)


def test_several_of_one_day_one_after_the_other(office: Office, file: str) -> None:
    decree(office, file, "suspend_permit", letter="1")
    decree(office, file, "reinstate_permit", letter="2")
    decree(office, file, "suspend_permit", letter="3")
    found = []
    for _ in range(3):
        found.append(worth(office, file)[:2])
        take_back(office, file)
    assert found == [("dibekukan", "3"), ("aktif", "2"), ("dibekukan", "1")]
    assert worth(office, file) == ("aktif", "", "")
    with pytest.raises(Refused, match="decree_not_today"):
        take_back(office, file, of="whatever")


def test_who_takes_it_back(office: Office, file: str) -> None:
    office.add_staff("dua", "kadis", "kabid")
    decree(office, file, "suspend_permit", "dua")
    for actor, code in (("dua", "own_decree"), ("penyelia", "no_right"), ("administrator", "no_right")):
        with pytest.raises(Refused, match=code):
            take_back(office, file, actor)
    with pytest.raises(Refused, match="reason_missing"):
        take_back(office, file, "kadis", reason=" ")
    take_back(office, file, "kadis")


def test_the_decree_that_was_read_and_not_a_later_one(office: Office, file: str) -> None:
    decree(office, file, "suspend_permit")
    first = last(office, file)
    decree(office, file, "revoke_permit")
    with pytest.raises(Refused, match="decree_not_today"):
        take_back(office, file, of=first)


def test_what_another_permit_ended_is_not_taken_back(office: Office, file: str) -> None:
    """Frozen, and revoked at its holder's request on the same day: nothing makes it valid again."""
    decree(office, file, "suspend_permit")
    wanted = office.intake(kind="pencabutan", previous_permit=permit_of(office, file).number)
    end = office.register_file(msgspec.structs.replace(wanted, confirmed={"duplicate": "Pencabutan"}))
    office.advance(end, stages.COLLECTION)
    assert worth(office, file)[0] == "dicabut"
    with pytest.raises(Refused, match="decree_not_today"):
        take_back(office, file)
    view = office.door.ask(partial(file_view, application_id=file, staff_id="kabid"))
    assert "take_back_decree" not in {option.act for option in view.acts}


def test_the_day_is_the_offices_own(office: Office, file: str) -> None:
    """23.30 in Bali is the day before midnight UTC; half an hour later is another day."""
    office.clock.moment = office.clock.moment.replace(hour=15, minute=30)
    decree(office, file, "suspend_permit")
    office.clock.advance(minutes=40)
    with pytest.raises(Refused, match="decree_not_today"):
        take_back(office, file)
