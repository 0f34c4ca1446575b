"""What a thousand acts about nothing make of the tray: one matter a PC, which counts them."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.actions import written
from app.models.exchange import Act, TrayItem
from app.models.images import image
from app.queries.look import Look
from app.queries.tray import tray
from app.server.register.tray import LATEST, NAMED, question, tray_item
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


def test_each_kind_of_trouble_by_itself(owned: OwnedOffice) -> None:
    file = owned.office.register_file()

    def out_of_date() -> dict[str, Any]:
        decision = {"application": file, "verdicts": []}
        return owned.envelope(owned.body("declare_correct", "verifikator", decision, base=9), "verifikator")

    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        said = results(push(client, out_of_date(), out_of_date(), about_nothing(owned)))
        assert [each[0] for each in said] == ["rejected", "rejected", "applied"]
    assert sorted((each.cause, each.saw.get("more", 0)) for each in items(owned)) == [("flagged", 0), ("rejected", 1)]


def test_a_thousand_acts_about_one_file_with_a_clock_that_is_off(office: Office) -> None:
    """Of whatever kind: they stand, and each is known by its kind and time in the list of the item."""
    file = office.register_file()
    owned = OwnedOffice(office, office.clock)
    off = office.clock.now() - timedelta(days=900)
    kinds = {"add_note": {"text": "x"}, "contact_applicant": CONTACT}

    def flagged(number: int) -> dict[str, Any]:
        kind = list(kinds)[number % 2]
        body = owned.body(kind, "petugas_loket", kinds[kind] | {"application": file})
        return at(body, off + timedelta(seconds=number))

    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        for start in range(0, 300, 100):
            acts = [owned.envelope(flagged(start + each), "petugas_loket") for each in range(100)]
            assert set(results(push(client, *acts))) == {("applied", "")}
    (item,) = items(owned)
    assert (item.reason, item.saw["more"], len(item.saw["others"])) == ("clock", 299, NAMED)
    with owned.register.reading() as session:
        (matter,) = tray(Look(session, owned.office.reference, owned.clock.now()), "kabid").open
    assert [other.act for other in matter.others[:2]] == ["contact_applicant", "add_note"]
    assert matter.others[0].at - matter.at == timedelta(seconds=1)


def at(body: dict[str, Any], moment: datetime) -> dict[str, Any]:
    stamp = body["payload"]["stamp"] | {"at": moment}
    return body | {"at": moment, "payload": body["payload"] | {"stamp": stamp}}


def test_sixty_kinds_that_nobody_knows_are_one_matter(owned: OwnedOffice) -> None:
    """A PC may say that its program is newer."""
    acts = [owned.envelope(owned.body(f"kind_{each}", "verifikator", {}), "verifikator") for each in range(60)]
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        for act in acts:
            for _ in range(3):
                (result,) = results(push(client, act, schema="9999"))
            assert result == ("parked", "server_error")
    (item,) = items(owned)
    assert (item.cause, item.saw["more"]) == ("parked", 59)


def test_a_decision_on_a_file_is_told_apart_by_kind_and_person(office: Office) -> None:
    """What does not stand is done again or taken over: its content is kept."""
    file = office.register_file()
    owned = OwnedOffice(office, office.clock)
    kinds = {"declare_correct": {"verdicts": []}, "cancel": {"reason": "x"}}

    def late(kind: str, actor: str) -> dict[str, Any]:
        body = owned.body(kind, actor, kinds[kind] | {"application": file}, base=7)
        return owned.envelope(body, actor)

    acts = [late("declare_correct", "verifikator"), late("cancel", "verifikator"), late("declare_correct", "kabid")]
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        push(client, *acts, *(late("declare_correct", "verifikator") for _ in range(50)))
    found = {(item.kind, item.actor_id): item.saw.get("more", 0) for item in items(owned)}
    assert found == {
        ("declare_correct", "verifikator"): 50,
        ("cancel", "verifikator"): 0,
        ("declare_correct", "kabid"): 0,
    }


def test_acts_about_no_file_are_one_matter(owned: OwnedOffice) -> None:
    off = owned.clock.now() - timedelta(days=900)
    outage = {"began": off, "ended": off, "acts": 1, "cause": "centre_away"}
    acts = [at(owned.body("record_outage", "verifikator", outage), off) for _ in range(40)]
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        push(client, *(owned.envelope(each, "verifikator") for each in acts))
    (item,) = items(owned)
    assert (item.reason, item.saw["more"]) == ("clock", 39)


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
        looked = owned.centre.head()
        done = owned.envelope(owned.body("settle_tray_item", "kabid", settle, base=looked), "kabid")
        assert results(push(client, done)) == [("applied", "")]
        push(client, about_nothing(owned))
    assert sorted((each.closed is None, each.saw.get("more", 0)) for each in items(owned)) == [(False, 1), (True, 0)]


def test_a_kind_nobody_was_told_of_is_named_however_many_lie_there(office: Office) -> None:
    """Trifles before it do not hide it."""
    file = office.register_file()
    owned = OwnedOffice(office, office.clock)
    off = office.clock.now() - timedelta(days=900)
    note, contact = ("add_note", {"text": "x"}), ("contact_applicant", CONTACT)
    acts = [
        owned.envelope(at(owned.body(kind, "petugas_loket", said | {"application": file}), off), "petugas_loket")
        for kind, said in (*[note] * (NAMED + 5), contact, note, contact)
    ]
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        push(client, *acts)
    (item,) = items(owned)
    assert [each["kind"] for each in item.saw["others"]] == ["add_note"] * NAMED + ["contact_applicant"]
    assert item.saw["more"] == NAMED + 7


def test_what_was_counted_in_since_is_not_closed_with_it(owned: OwnedOffice) -> None:
    """Who closes it was shown the first one only."""
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        push(client, about_nothing(owned))
        (first,) = items(owned)
        settle = {"item": first.id, "how": "withdraw", "note": "Diperiksa."}
        looked = owned.centre.head()
        push(client, about_nothing(owned))
        close = lambda base: owned.envelope(owned.body("settle_tray_item", "kabid", settle, base=base), "kabid")  # noqa: E731
        assert results(push(client, close(looked))) == [("rejected", "version")]
        assert results(push(client, close(owned.centre.head()))) == [("applied", "")]


def test_an_act_that_comes_before_people_twice_is_counted_once(owned: OwnedOffice) -> None:
    """A right that is taken away in two ways brings what was decided with it twice."""
    acts = [
        written.decode(
            msgspec.json.encode(owned.body("add_note", "verifikator", {"application": "x", "text": str(each)}))
        )
        for each in range(2)
    ]
    with owned.register.writing() as session:
        for act in (*acts, acts[1]):
            session.add(tray_item(session, act, "applied", "", ("actor_revoked_since",), owned.clock.now(), {}))
            session.flush()
    (item,) = items(owned)
    assert (item.saw["more"], [each["id"] for each in item.saw["others"]]) == (1, [acts[1].id])


def test_papers_that_differ_are_shown_each_by_itself(owned: OwnedOffice) -> None:
    """Both sides of each, as many as people will look at."""
    bodies = [owned.body("add_note", "verifikator", {"application": "x", "text": "x"}) for _ in range(NAMED + 5)]
    with owned.register.writing() as session:
        for number, body in enumerate(bodies):
            act, sides = written.decode(msgspec.json.encode(body)), {"fee": (number, 0)}
            session.add(tray_item(session, act, "applied", "", ("paper",), owned.clock.now(), sides))
            session.flush()
    found = items(owned)
    assert sorted(each.saw["paper"]["fee"] for each in found) == list(range(NAMED))
    assert sum(each.saw.get("more", 0) for each in found) == 5


def test_what_is_counted_into_an_item_leaves_it_its_own_sides(owned: OwnedOffice) -> None:
    """Also where it comes before people once its file is there."""
    bodies = [owned.body("add_note", "verifikator", {"application": "x", "text": "x"}) for _ in range(NAMED + 5)]
    own = {body["id"]: number for number, body in enumerate(bodies)}
    with owned.register.writing() as session:
        for body in bodies:
            act, sides = written.decode(msgspec.json.encode(body)), {"fee": (own[body["id"]], -own[body["id"]])}
            question(session, act, "terms_differ", owned.clock.now(), sides, f"brings {act.id}")
            session.flush()
    found = items(owned)
    assert len(found) == NAMED
    for item in found:
        assert (item.saw["paper"]["fee"], item.now["paper"]["fee"]) == (own[item.id], -own[item.id])
    (first,) = (item for item in found if "more" in item.saw)
    assert (first.id, first.saw["more"], first.saw[LATEST]) == (bodies[0]["id"], 5, f"brings {bodies[-1]['id']}")


def test_what_differs_later_stands_beside_what_differed_before(owned: OwnedOffice) -> None:
    act = written.decode(msgspec.json.encode(owned.body("add_note", "verifikator", {"application": "x", "text": "x"})))
    with owned.register.writing() as session:
        question(session, act, "terms_differ", owned.clock.now(), {"fee": (1, 2)}, "first")
        session.flush()
        session.get_one(TrayItem, act.id).closed = owned.clock.now()
        question(session, act, "renumbered", owned.clock.now(), {"number": ("A", "B")}, "second")
        question(session, act, "actor_revoked_since", owned.clock.now(), {}, "third")
    (item,) = items(owned)
    assert (item.saw["paper"], item.now["paper"]) == ({"fee": 1, "number": "A"}, {"fee": 2, "number": "B"})
    assert (item.reason, item.closed) == ("terms_differ,renumbered,actor_revoked_since", None)


def test_each_file_stands_for_itself(office: Office) -> None:
    files = [office.register_file(office.intake(confirmed={"duplicate": "x"})) for _ in range(2)]
    owned = OwnedOffice(office, office.clock)
    acts = [owned.body("record_payment", "verifikator", PAYMENT | {"application": file}) for file in files]
    with served(owned.centre, owned.enrolment) as site, site.client() as client:
        push(client, *(owned.envelope(each, "verifikator") for each in acts))
    assert [each.saw.get("more", 0) for each in items(owned)] == [0, 0]


CONTACT = {"channel": "telepon", "purpose": "lainnya", "reached": True}
PAYMENT = {"amount": 1, "proof": "x", "paid": "2026-11-20"}
