"""What a thousand acts about nothing make of the tray: one matter a PC, which counts them."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from app.models.exchange import Act, TrayItem
from app.models.images import image
from app.queries.look import Look
from app.queries.tray import tray
from app.server.tray import NAMED
from tests.office import Office
from tests.server.over_http import OwnedOffice, push, results, served


@pytest.fixture
def owned(office: Office) -> OwnedOffice:
    return OwnedOffice(office, office.clock)


def about_nothing(owned: OwnedOffice, kind: str = "add_note", **payload: Any) -> dict[str, Any]:
    body = owned.body(kind, "verifikator", {"application": owned.office.new_id(), **(payload or {"text": "x"})})
    return owned.envelope(body, "verifikator")


def items(owned: OwnedOffice) -> list[TrayItem]:
    with owned.register.reading() as session:
        return list(session.scalars(select(TrayItem).order_by(TrayItem.opened, TrayItem.id)))


def test_a_thousand_facts_about_files_that_are_not_there(owned: OwnedOffice) -> None:
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        for _ in range(3):
            assert set(results(push(client, *(about_nothing(owned) for _ in range(100))))) == {("applied", "")}
    (item,) = items(owned)
    assert (item.cause, item.reason, item.saw["more"]) == ("flagged", "no_application", 299)
    assert len(item.saw["others"]) == NAMED
    look = partial(tray, staff_id="kabid")
    with owned.register.reading() as session:
        (matter,) = look(Look(session, owned.office.reference, owned.clock.now())).open
    assert matter.more == 299


def test_each_kind_of_trouble_and_each_pc_by_itself(owned: OwnedOffice) -> None:
    decision = {"verdicts": []}
    before = about_nothing(owned, "declare_correct", **decision)
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        said = results(push(client, before, about_nothing(owned, "declare_correct", **decision), about_nothing(owned)))
        assert [each[0] for each in said] == ["rejected", "rejected", "applied"]
    assert sorted((each.cause, each.saw.get("more", 0)) for each in items(owned)) == [("flagged", 0), ("rejected", 1)]


def test_a_counter_is_told_of_the_count(owned: OwnedOffice) -> None:
    """The row travels with each act that is counted in."""
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        push(client, about_nothing(owned), about_nothing(owned))
    (item,) = items(owned)
    with owned.register.reading() as session:
        last = session.scalars(select(Act).order_by(Act.feed.desc()).limit(1)).one()
        assert last.rows is not None
        assert item.id.encode() in last.rows
        assert b'"more":1' in last.rows
        assert image(session.get_one(TrayItem, item.id))["saw"]["more"] == 1


def test_what_comes_after_a_person_has_closed_it_is_a_new_matter(owned: OwnedOffice) -> None:
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        push(client, about_nothing(owned), about_nothing(owned))
        (first,) = items(owned)
        settle = {"item": first.id, "how": "withdraw", "note": "Diperiksa."}
        done = owned.envelope(owned.body("settle_tray_item", "kabid", settle), "kabid")
        assert results(push(client, done)) == [("applied", "")]
        push(client, about_nothing(owned))
    assert sorted((each.closed is None, each.saw.get("more", 0)) for each in items(owned)) == [(False, 1), (True, 0)]


def test_what_concerns_a_file_stands_for_itself(office: Office) -> None:
    file = office.register_file()
    owned = OwnedOffice(office, office.clock)
    acts = [owned.body("record_payment", "verifikator", PAYMENT | {"application": file}) for _ in range(2)]
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        push(client, *(owned.envelope(each, "verifikator") for each in acts))
    assert [each.saw.get("more", 0) for each in items(owned)] == [0, 0]


PAYMENT = {"amount": 1, "proof": "x", "paid": "2026-11-20"}
