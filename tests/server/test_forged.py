"""Forged acts, for every role and every kind of act: refused at the centre whatever the counter claims, nothing
changed, counted. The acts come over HTTP, from a PC that is paired and keys that are real.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy import select

from app.actions import written
from app.actions.commands import KINDS
from app.actions.linked import last_decision
from app.actions.written import is_fact
from app.models.centre import Head, PersonKey, Terminal
from app.models.exchange import Act, TrayItem
from app.rules.workflow import ADMIN, BY_ACT, CHIEF, DIVISION, NUMBERED_BY_CENTRE, PERMIT_TABLE, ROLES, SECRETARY
from app.server.register.authenticity import AT_HOME
from tests.actions import situations as case
from tests.actions.test_table import belongs, holds_right, objections
from tests.conftest import FixedClock
from tests.network import contents
from tests.office import PROFILE
from tests.registers import new_register
from tests.server.over_http import OwnedOffice, Served, push, results, served

PERSON = {"id": "orang-baru", "username": "orang.baru", "name": "Orang Baru"}
TODAY = case.TODAY.date().isoformat()
MANDATE = {
    "role": "kadis",
    "substitute": "sekretaris",
    "mandate": "plh",
    "letter_number": "800/1",
    "letter_date": TODAY,
    "starts": TODAY,
    "ends": TODAY,
}
# Decisions about the office and its people: what a person would enter, and who may.
OFFICE_WORK: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "change_office": ({"profile": msgspec.to_builtins(PROFILE)}, (ADMIN,)),
    "rename_counter": ({"name": "Loket Palsu"}, (ADMIN,)),
    "add_staff": ({"profile": PERSON, "password": "-", "roles": [ADMIN]}, (ADMIN,)),
    "change_staff": ({"profile": PERSON | {"id": "kadis"}, "active": False}, (ADMIN,)),
    "set_roles": ({"staff": "petugas_loket", "roles": list(ROLES)}, (ADMIN,)),
    "set_password": ({"staff": "siapa-saja", "password": "-"}, (ADMIN,)),
    "add_mandate": (MANDATE, (ADMIN, DIVISION, CHIEF)),
    "end_mandate": ({"mandate": "m", "ends": TODAY}, (ADMIN, DIVISION, CHIEF)),
    "change_calendar": ({"years": [2030]}, (ADMIN,)),
    "suspend_permit": ({"letter": "1", "reason": "x"}, (CHIEF,)),
    "reinstate_permit": ({"letter": "1", "reason": "x"}, (CHIEF,)),
    "revoke_permit": ({"letter": "1", "reason": "x"}, (CHIEF,)),
    "take_back_decree": ({"of": "d", "reason": "x"}, (DIVISION, SECRETARY, CHIEF)),
}
DECISIONS = sorted(kind for kind in KINDS if not is_fact(kind) and (kind in BY_ACT or kind in OFFICE_WORK))
FACTS = sorted(kind for kind, row in BY_ACT.items() if is_fact(kind) and case.WRITER not in row.who and row.at != ("",))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[case.Situations]:
    register = new_register(tmp_path_factory.mktemp("forged") / "register.db")
    yield case.prepare(register, FixedClock())
    register.close()


@pytest.fixture(scope="module")
def owned(made: case.Situations) -> OwnedOffice:
    office = OwnedOffice(made.office, made.office.clock)
    for person in (*ROLES, case.WRITER):
        office.key_of(person)
    return office


@pytest.fixture(scope="module")
def site(owned: OwnedOffice) -> Iterator[Served]:
    with served(owned.centre, owned.enrolment) as running:
        yield running


@pytest.fixture
def client(site: Served) -> Iterator[httpx.Client]:
    with site.client() as open_client:
        yield open_client


def state(owned: OwnedOffice) -> tuple[Any, ...]:
    """Every row that travels, and where the centre stands."""
    with owned.register.reading() as session:
        head = session.get_one(Head, 1)
        return head.head, head.digest, head.epoch, contents(owned.register)


def entered(made: case.Situations, kind: str) -> dict[str, Any]:
    """The rest of the payload, right in every other way."""
    if kind in OFFICE_WORK:
        values = dict(OFFICE_WORK[kind][0])
        return values | ({"application": made.files["done"]} if kind in PERMIT_TABLE else {})
    name = situation(made, kind)
    values = {key: msgspec.to_builtins(value) for key, value in case.input_for(made, kind, name).items()}
    return values | {"application": made.files[name]}


def situation(made: case.Situations, kind: str) -> str:
    """Where this act has its place, and nothing but the right can stand against it."""
    row = BY_ACT[kind]
    return next(
        name for name in case.NAMES if belongs(row, case.file(made, name)) and kind not in objections(made, name)
    )


def without_right(made: case.Situations, kind: str) -> list[str]:
    if kind in OFFICE_WORK:
        return [each for each in (*ROLES, case.WRITER) if each not in OFFICE_WORK[kind][1]]
    file = case.file(made, situation(made, kind))
    return [each for each in (*ROLES, case.WRITER) if not holds_right(BY_ACT[kind], file, each)]


def file_state(made: case.Situations, payload: dict[str, Any]) -> dict[str, Any]:
    """What the PC knew: the last decision on the file, or all there is of the office."""
    if "application" not in payload:
        return {"base": 1 << 40}
    file = made.office.file(payload["application"])
    with made.office.register.reading() as session:
        return {"base": file.decisions, "after": last_decision(session, file.id), "stage": file.stage}


# ----- somebody signs for somebody else


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_nobody_acts_in_another_name(
    made: case.Situations, owned: OwnedOffice, site: Served, client: httpx.Client, kind: str
) -> None:
    """Each role in turn is named as the author, and each time somebody else has signed."""
    before, counted = state(owned), site.counts.all().get("act_forged", 0)
    payload = {"application": made.files["fresh"]}
    signers = (*ROLES[1:], case.WRITER)
    acts = [
        owned.envelope(owned.body(kind, actor, payload), signer) for actor, signer in zip(ROLES, signers, strict=True)
    ]
    refused = ("forged", "kind" if kind in AT_HOME else "key")
    assert results(push(client, *acts)) == [refused] * len(ROLES)
    assert state(owned) == before
    assert site.counts.all()["act_forged"] == counted + len(ROLES)
    assert refused in owned.failures


# ----- somebody signs as himself what he has no right to


@pytest.mark.parametrize("kind", DECISIONS)
def test_no_decision_without_the_right(
    made: case.Situations, owned: OwnedOffice, site: Served, client: httpx.Client, kind: str
) -> None:
    """Nothing but a line in the tray comes of it, for every role that may not."""
    payload, actors = entered(made, kind), without_right(made, kind)
    assert len(actors) >= 7
    before = contents(owned.register)
    acts = [owned.envelope(owned.body(kind, actor, payload, **file_state(made, payload)), actor) for actor in actors]
    assert results(push(client, *acts)) == [("rejected", "no_right")] * len(actors)
    after = contents(owned.register)
    opened = {key: after["tray"].pop(key) for key in set(after["tray"]) - set(before["tray"])}
    assert after == before
    assert [row["cause"] for row in opened.values()] == ["rejected"] * len(actors)
    assert site.counts.all()["act_rejected"] >= len(actors)


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("kind", [*DECISIONS, *FACTS])
def test_nobody_imports_after_the_founding(
    made: case.Situations, owned: OwnedOffice, client: httpx.Client, kind: str, signed: bool
) -> None:
    """Said under the signature, or beside it as 0.3.0 did: a paired PC brings nothing of before."""
    payload, actors = entered(made, kind), without_right(made, kind)
    who = "petugas_loket" if not actors or "petugas_loket" in actors else actors[0]
    before = state(owned)
    body = owned.body(kind, who, payload, **({"form": 2, "imported": True} if signed else {}))
    beside = {} if signed else {"imported": True}
    assert results(push(client, owned.envelope(body, who, **beside))) == [("forged", "imported")]
    assert state(owned) == before


@pytest.mark.parametrize("kind", FACTS)
def test_a_fact_without_the_right_is_taken_and_shown(
    made: case.Situations, owned: OwnedOffice, client: httpx.Client, kind: str
) -> None:
    """It happened; a supervisor has to look at it. The clock of its PC is years behind: both times are kept."""
    payload, actors = entered(made, kind), without_right(made, kind)
    if not actors[:-1]:
        actors = [case.WRITER]  # open to everybody with any right
    off = owned.clock.now() - timedelta(days=1100)
    body = stamped(owned.body(kind, actors[-1], payload, at=off), at=off)
    answer = push(client, owned.envelope(body, actors[-1]))
    (result,) = answer.json()["results"]
    assert result["result"] == "applied"
    assert {"no_right", "clock"} <= set(result["flags"])
    with owned.register.reading() as session:
        flagged = session.scalars(select(TrayItem).where(TrayItem.cause == "flagged")).all()
        kept = session.get_one(Act, body["id"])
        assert (written.decode(kept.body).at, kept.received) == (off, owned.clock.now())
    others = [other["id"] for item in flagged for other in item.saw.get("others", ())]
    assert body["id"] in {*others, *(item.id for item in flagged)}


# ----- signatures and ids


def a_note(made: case.Situations, owned: OwnedOffice, actor: str = "verifikator", **changes: Any) -> dict[str, Any]:
    payload = {"application": made.files["fresh in OSS"], "text": "Catatan"}
    return owned.body("add_note", actor, payload, **changes)


def stamped(body: dict[str, Any], **changes: Any) -> dict[str, Any]:
    payload = body["payload"]
    return body | {"payload": payload | {"stamp": payload["stamp"] | changes}}


def test_what_was_altered_on_the_way_is_refused(
    made: case.Situations, owned: OwnedOffice, site: Served, client: httpx.Client
) -> None:
    body = a_note(made, owned)
    true = owned.envelope(body, "verifikator")
    raw, signature = bytes(true["body"]), true["sig"]
    before = state(owned)
    altered = [
        (true | {"sig": flipped(signature)}, "signature"),
        (true | {"sig": ""}, "signature"),
        (true | {"sig": "zz"}, "signature"),
        (true | {"sig": signature[:-2]}, "signature"),
        (true | {"sig": "00" * 64}, "signature"),
        (true | {"body": msgspec.Raw(raw.replace(b"Catatan", b"catatan"))}, "signature"),
        (true | {"body": msgspec.Raw(raw.replace(b"{", b"{ ", 1))}, "signature"),
        (true | {"body": msgspec.Raw(json.dumps(json.loads(raw)).encode())}, "signature"),
        (true | {"key": owned.key_of("penyelia")}, "key"),
        (true | {"key": "no-such-key"}, "key"),
        (owned.envelope(body, "penyelia", key=owned.key_of("verifikator")), "signature"),
        (owned.envelope(body, "administrator", imported=True), "imported"),
    ]
    counted = site.counts.all().get("act_forged", 0)
    for envelope, reason in altered:
        assert results(push(client, envelope)) == [("forged", reason)]
    assert state(owned) == before
    assert site.counts.all()["act_forged"] == counted + len(altered)
    assert results(push(client, true)) == [("applied", "")]


def flipped(signature: str) -> str:
    return f"{int(signature[:2], 16) ^ 1:02x}{signature[2:]}"


def test_an_act_must_say_the_same_inside_and_outside(
    made: case.Situations, owned: OwnedOffice, client: httpx.Client
) -> None:
    """Judged by one file, name or PC, and done to another."""
    before, body = state(owned), a_note(made, owned)
    lies = [
        (body | {"office": "office-2"}, "office"),
        (body | {"office": ""}, "office"),
        (body | {"application": made.files["signing"]}, "stamp"),
        (body | {"application": None}, "stamp"),
        (body | {"id": owned.office.new_id()}, "stamp"),
        (body | {"device": "9ZZ"}, "stamp"),
        (stamped(body, actor="kadis"), "stamp"),
        (stamped(body, counter="9ZZ"), "stamp"),
        (body | {"payload": {}}, "stamp"),
        (body | {"payload": {"stamp": "x"}}, "stamp"),
        (body | {"actor": "penyelia"}, "stamp"),
        (stamped(body | {"actor": "penyelia"}, actor="penyelia"), "key"),
    ]
    for lie, reason in lies:
        assert results(push(client, owned.envelope(lie, "verifikator"))) == [("forged", reason)]
    assert state(owned) == before


def test_what_is_sent_again_is_not_done_again(made: case.Situations, owned: OwnedOffice, client: httpx.Client) -> None:
    envelope = owned.envelope(a_note(made, owned), "verifikator")
    first = push(client, envelope)
    assert results(first) == [("applied", "")]
    before, (said,) = state(owned), first.json()["results"]
    said.pop("fork", None)  # here every act is its PC's first
    again = push(client, envelope, envelope)
    for told in again.json()["results"]:
        assert told.pop("proof")  # the centre's word, for an act that may have missed it
        assert told == said
    assert state(owned) == before


def test_the_same_id_for_another_act_is_refused(
    made: case.Situations, owned: OwnedOffice, site: Served, client: httpx.Client
) -> None:
    body = a_note(made, owned)
    push(client, owned.envelope(body, "verifikator"))
    before = state(owned)
    other = body | {"payload": body["payload"] | {"text": "Lain"}}
    assert results(push(client, owned.envelope(other, "verifikator"))) == [("id_reuse", "")]
    assert state(owned) == before
    assert site.counts.all()["act_id_reuse"] == 1


def test_a_revoked_key_signs_no_more(made: case.Situations, owned: OwnedOffice, client: httpx.Client) -> None:
    """For facts, which happened all the same: they are flagged, whenever they say they were done."""
    now = owned.clock.now()
    with owned.register.writing() as session:
        session.get_one(PersonKey, owned.key_of("sekretaris")).revoked = now
    late = a_note(made, owned, "sekretaris", lo=now)
    early = a_note(made, owned, "sekretaris", lo=now - timedelta(seconds=2), hi=now)
    for body in (late, early):
        (told,) = push(client, owned.envelope(body, "sekretaris")).json()["results"]
        assert (told["result"], told["flags"]) == ("applied", ["key_revoked"])
    payload = entered(made, "initial")
    decision = owned.body("initial", "sekretaris", payload, **file_state(made, payload))
    assert results(push(client, owned.envelope(decision, "sekretaris"))) == [("rejected", "key_revoked")]


def test_a_revoked_pc_brings_nothing(made: case.Situations, owned: OwnedOffice, site: Served) -> None:
    before = state(owned)
    with owned.register.writing() as session:
        session.get_one(Terminal, "pc-1").state = "revoked"
    with site.client() as client:
        refused = push(client, owned.envelope(a_note(made, owned), "verifikator"))
    assert (refused.status_code, refused.json()["error"]) == (403, "device_revoked")
    assert site.counts.all()["device_revoked"] == 1
    with owned.register.writing() as session:
        session.get_one(Terminal, "pc-1").state = "active"
    assert state(owned) == before


def test_an_act_after_one_nobody_knows_waits(made: case.Situations, owned: OwnedOffice, client: httpx.Client) -> None:
    before = state(owned)
    body = a_note(made, owned, prev=owned.office.new_id())
    follows = owned.envelope(a_note(made, owned), "verifikator")
    assert results(push(client, owned.envelope(body, "verifikator"), follows)) == [("gap", "")]
    assert state(owned) == before


def test_every_kind_was_tried() -> None:
    told = set(DECISIONS) | set(FACTS)
    assert told | {"list_shortage"} >= NUMBERED_BY_CENTRE
    # First start, drafts, and facts that any signed-in person may record, are tried under another name only.
    beside = {"set_up_office", "save_draft", "drop_draft", "register_application", "list_shortage", "settle_tray_item"}
    beside |= {"record_loss"}
    assert set(KINDS) - told == beside | {"record_print", "record_outage", "record_promise", "grant_override"}
