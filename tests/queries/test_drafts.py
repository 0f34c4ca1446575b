"""Drafts of one person, the newest first."""

from __future__ import annotations

from functools import partial

from app.actions.commands.office import AddStaff, SaveDraft, StaffProfile
from app.queries.drafts import DraftRow, draft, drafts
from tests.office import Office


def rows(office: Office, owner: str = "petugas_loket") -> tuple[DraftRow, ...]:
    return office.door.ask(partial(drafts, owner=owner))


def save(office: Office, draft_id: str, label: str = "", owner: str = "petugas_loket") -> None:
    office.do(owner, SaveDraft, draft=draft_id, content={"label": label, "typed": {}})


def test_nobody_has_drafts_at_first(office: Office) -> None:
    assert rows(office) == ()


def test_the_newest_first_with_the_time_at_the_office(office: Office) -> None:
    save(office, "a", "Ni Luh Contoh, SIPB")
    office.clock.advance(minutes=5)
    save(office, "b", "I Made Contoh")
    found = rows(office)
    assert [row.label for row in found] == ["I Made Contoh", "Ni Luh Contoh, SIPB"]
    assert f"{found[0].kept:%H.%M %Z}" == "10.05 WITA"
    office.clock.advance(minutes=5)
    save(office, "a", "Ni Luh Contoh, SIPB")
    assert [row.id for row in rows(office)] == ["a", "b"]


def test_a_draft_belongs_to_who_typed_it(office: Office) -> None:
    other = StaffProfile(id="loket2", username="loket.2", name="Petugas Loket Dua")
    office.do("administrator", AddStaff, profile=other, password="-", roles=("petugas_loket",))
    save(office, "a", "Milik orang lain", owner="loket2")
    assert rows(office) == ()
    assert office.door.ask(partial(draft, draft_id="a", owner="petugas_loket")) is None
    mine = office.door.ask(partial(draft, draft_id="a", owner="loket2"))
    assert mine is not None
    assert mine.content == {"label": "Milik orang lain", "typed": {}}


def test_at_most_twenty_are_offered(office: Office) -> None:
    for number in range(22):
        save(office, str(number), f"Draf {number}")
    found = rows(office)
    assert len(found) == 20
    assert found[0].label == "Draf 21"


def test_a_draft_without_a_label_has_an_empty_one(office: Office) -> None:
    office.do("petugas_loket", SaveDraft, draft="x", content={})
    assert rows(office)[0].label == ""
