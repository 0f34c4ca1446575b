"""What a restored centre is told by a PC that knows others' acts: without their proof, in another order, under ids that
are others'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.actions.commands.intake import AcceptRevision
from app.actions.commands.office_work import AddNote, ReturnForRevision, ReturnRow
from app.actions.written import decode
from app.models.exchange import Act, TrayItem
from app.models.journal import Entry
from app.sync.once import envelope_of
from app.sync.protocol import Envelope, PushRequest, Result
from tests.network import Counter, contents
from tests.server.register.test_proof import Restorable
from tests.sync.dishonest import Dishonest
from tests.sync.test_exchange import agree

NUMBERED = "assign_number"


@pytest.fixture
def office(tmp_path: Path) -> Restorable:
    return Restorable(tmp_path)


@pytest.fixture
def evil(office: Restorable) -> Dishonest:
    return Dishonest(office.network, office.two)


def acts_of(counter: Counter, *kinds: str) -> list[Envelope]:
    with counter.register.reading() as session:
        found = session.scalars(select(Act).where(Act.kind.in_(kinds)).order_by(Act.position))
        return [envelope_of(act) for act in found]


def stripped(envelope: Envelope) -> Envelope:
    return msgspec.structs.replace(envelope, proof="", lost=False)


def id_of(envelope: Envelope) -> str:
    return decode(bytes(envelope.body)).id


def tray_of(office: Restorable) -> dict[str, TrayItem]:
    """By their reasons."""
    with office.network.register.reading() as session:
        return {item.reason: item for item in session.scalars(select(TrayItem).where(TrayItem.closed.is_(None)))}


def numbered(office: Restorable, by: Sequence[Counter]) -> tuple[list[str], Path]:
    """Two permits and a letter, all of them numbered after the backup; everybody knows them."""
    one, two = office.one, office.two
    files = [office.to(one, "penomoran"), office.to(one, "penomoran")]
    asked = office.to(one, "permintaan_rekomendasi")
    one.settle()
    two.settle()
    kept = office.copy()
    for each, file in zip(by, files, strict=True):
        each.office.step(file, "penomoran")
        each.settle()
    by[0].office.step(asked, "permintaan_rekomendasi")
    for counter in (one, two):
        counter.settle()
    one.settle()
    return [*files, asked], kept


def given(office: Restorable, files: Sequence[str]) -> list[str]:
    *permits, asked = files
    return [*(office.permit(file).number for file in permits), office.letter(asked)]


def test_others_acts_come_with_the_centres_own_word_only(office: Restorable, evil: Dishonest) -> None:
    """Their order would give each the other's number, and the papers are out."""
    files, kept = numbered(office, (office.one, office.one))
    before = given(office, files)
    office.restore(kept)
    theirs = acts_of(office.two, NUMBERED, "request_recommendation")[-3:]
    for envelope in reversed(theirs):
        told = evil.sent(stripped(envelope))
        assert (told.result, told.reason) == ("forged", "unproved")
    office.two.settle()  # as the program itself does it
    office.one.settle()
    assert given(office, files) == before
    assert tray_of(office) == {}
    agree(office.network)


def test_what_was_not_applied_has_the_centres_word_too(office: Restorable) -> None:
    """Otherwise nobody but its own PC could bring it back to people, and that may be gone."""
    one, two = office.one, office.two
    file = office.to(one, "verifikasi_berkas")
    two.settle()
    kept = office.copy()
    two.wire.cut = True
    two.office.step(file, "verifikasi_berkas")
    one.office.step(file, "verifikasi_berkas")
    one.settle()
    two.wire.cut = False
    two.settle()
    one.settle()
    assert set(tray_of(office)) == {"version"}
    office.restore(kept)
    two.wire.cut = True
    one.settle()
    assert set(tray_of(office)) == {"stood_not_before"}
    assert one.waiting() == 0


def test_acts_of_a_pc_that_is_gone_come_without_it_and_decide_nothing(office: Restorable, evil: Dishonest) -> None:
    _, kept = numbered(office, (office.one, office.one))
    office.restore(kept)
    office.network.enrolment.revoke(office.network.enrolment.terminal(office.one.wire.token))
    told = [evil.sent(stripped(each)) for each in acts_of(office.two, NUMBERED)]
    assert [(each.result, each.reason) for each in told] == [("rejected", "key_revoked")] * 2


def test_who_cannot_show_it_asks_again_every_day(office: Restorable) -> None:
    """As a PC of the program before keeps them: until their own PC has brought them."""
    one, two, network = office.one, office.two, office.network
    file = office.to(one, "verifikasi_berkas")
    two.settle()
    kept = office.copy()
    one.office.do("petugas_loket", AddNote, application=file, text="Catatan")
    one.settle()
    two.settle()
    with two.register.writing() as session:
        for act in session.scalars(select(Act).where(Act.kind == "add_note")):
            act.proof = ""
    office.restore(kept)
    two.settle()
    answers = [(act.answer, act.reason) for act in waiting_of(two)]
    assert answers == [("forged", "unproved")]
    network.enrolment.revoke(network.enrolment.terminal(one.wire.token))
    two.settle()
    assert two.waiting() == 1
    network.clock.advance(days=1)
    two.settle()
    two.settle()
    assert two.waiting() == 0
    assert set(tray_of(office)) == {"key_revoked"}


def waiting_of(counter: Counter) -> list[Act]:
    with counter.register.reading() as session:
        return list(session.scalars(select(Act).where(Act.feed.is_(None))))


def test_whoever_gives_his_own_acts_other_numbers_is_found_out(office: Restorable, evil: Dishonest) -> None:
    """Nobody else would send them again: the centre has them."""
    files, kept = numbered(office, (office.two, office.two))
    before = given(office, files)
    office.restore(kept)
    for envelope in reversed(acts_of(office.two, NUMBERED, "request_recommendation")[-3:]):
        said = msgspec.json.decode(bytes(envelope.body))
        told = evil.sent(msgspec.structs.replace(stripped(envelope), loss=evil.loss(said)))
        assert told.result == "applied"
    assert given(office, files)[:2] == before[1::-1]
    assert tray_of(office) == {}
    office.one.settle()
    office.two.settle()
    office.one.settle()
    with office.network.register.reading() as session:
        items = list(session.scalars(select(TrayItem)))
    assert [item.reason for item in items] == ["renumbered"] * 2
    assert {(item.saw["paper"]["number"], item.now["paper"]["number"]) for item in items} == {
        (before[0], before[1]),
        (before[1], before[0]),
    }
    assert office.one.waiting() == office.two.waiting() == 0
    agree(office.network)


def test_a_permit_that_keeps_its_number_but_not_its_code_is_found_out(office: Restorable, evil: Dishonest) -> None:
    """The QR on the paper leads nowhere any more: whoever checks it takes it for a forgery."""
    files, kept = numbered(office, (office.two, office.two))
    before = given(office, files)
    office.restore(kept)
    for envelope in acts_of(office.two, NUMBERED)[-2:]:
        said = msgspec.json.decode(bytes(envelope.body))
        told = evil.sent(msgspec.structs.replace(stripped(envelope), loss=evil.loss(said)))
        assert told.result == "applied"
    assert [office.permit(file).number for file in files[:2]] == before[:2]
    for counter in (office.one, office.two, office.one):
        counter.settle()
    with office.network.register.reading() as session:
        items = list(session.scalars(select(TrayItem).where(TrayItem.reason == "renumbered")))
    assert len(items) == 2
    for item in items:
        old, new = item.saw["paper"], item.now["paper"]
        assert (old["number"], old["qr"] != new["qr"]) == (new["number"], True)
    agree(office.network)


def test_a_number_is_that_of_somebody_else_after_the_next_backup_too(office: Restorable) -> None:
    one, two, network = office.one, office.two, office.network
    asked = [office.to(one, "permintaan_rekomendasi"), office.to(two, "permintaan_rekomendasi")]
    kept = office.copy()
    one.office.step(asked[0], "permintaan_rekomendasi")
    one.settle()
    letter = office.letter(asked[0])
    one.wire.cut = True
    office.restore(kept)
    two.settle()
    two.office.step(asked[1], "permintaan_rekomendasi")
    two.settle()
    assert office.letter(asked[1]) == letter
    with network.register.writing() as session:
        from app.models.centre import Head

        head = session.get_one(Head, 1)
        head.durable = head.head  # backed up meanwhile
    one.wire.cut = False
    one.settle()
    assert office.letter(asked[0]) != letter
    assert set(tray_of(office)) == {"renumbered"}


# ----- another act under an id that is somebody's


def squat(evil: Dishonest, act: str, file: str) -> Result:
    """A note of his own, under an id he has read in the feed."""
    body = evil.body("add_note", "petugas_loket", {"application": file, "text": "lain"})
    body["id"] = body["payload"]["stamp"]["id"] = act
    return evil.push(body)


def test_an_id_of_the_feed_is_nobody_elses(office: Restorable, evil: Dishonest) -> None:
    file = office.to(office.one, "verifikasi_berkas")
    with office.network.register.reading() as session:
        known = list(session.scalars(select(Act.id)))
    assert {squat(evil, act, file).result for act in known} == {"id_reuse"}
    with office.network.register.reading() as session:
        assert list(session.scalars(select(Act.id))) == known


@pytest.mark.parametrize("first", ["applied", "rejected"])
def test_two_acts_with_one_id_in_one_push(office: Restorable, evil: Dishonest, first: str) -> None:
    file = office.to(office.one, "verifikasi_berkas")
    note = evil.body("add_note", "petugas_loket", {"application": file, "text": "satu"})
    begun = (
        note if first == "applied" else evil.decision("cancel", "petugas_loket", file, base=99, payload={"reason": "x"})
    )
    begun = begun | {"id": note["id"]}
    begun["payload"]["stamp"]["id"] = note["id"]
    other = msgspec.json.decode(msgspec.json.encode(note))
    other["payload"]["text"] = "dua"
    acts = tuple(evil.envelope(each) for each in (begun, other, begun))
    request = PushRequest(epoch="e1", acts=acts)
    told = office.network.centre.push(evil.terminal, request).results
    assert [each.result for each in told] == [first, "id_reuse", first]
    assert told[0].feed == told[2].feed


def squatted(office: Restorable, evil: Dishonest) -> tuple[str, list[Envelope]]:
    """A file, and what its own PC did to it after the backup: a decision and, after it, a note. Under the id of the
    first the centre has another act by now."""
    one, two = office.one, office.two
    file = office.to(one, "verifikasi_berkas")
    two.settle()
    kept = office.copy()
    one.office.step(file, "verifikasi_berkas")
    one.office.do("petugas_loket", AddNote, application=file, text="Catatan")
    one.settle()
    two.settle()
    with two.register.reading() as session:
        head = session.scalars(select(Act.id).where(Act.feed.is_not(None)).order_by(Act.position.desc())).all()
    mine = [each for each in acts_of(one, *every_kind(one)) if id_of(each) in head[:2]]
    office.restore(kept)
    assert squat(evil, id_of(mine[0]), file).result == "applied"
    return file, mine


def every_kind(counter: Counter) -> set[str]:
    with counter.register.reading() as session:
        return set(session.scalars(select(Act.kind)))


@pytest.mark.parametrize("who", ["one", "two"])
def test_an_act_whose_id_was_taken_is_put_before_people(office: Restorable, evil: Dishonest, who: str) -> None:
    """By whichever PC comes first; its own shows no more than the centre has."""
    one, two = office.one, office.two
    file, mine = squatted(office, evil)
    lost = decode(bytes(mine[0].body))
    for each in (one, two) if who == "one" else (two, one):
        each.settle()
    one.settle()
    item = tray_of(office)["id_taken"]
    assert (item.kind, item.actor_id, item.application_id, item.cause) == (lost.kind, lost.actor, file, "rejected")
    assert (item.device, item.payload["stamp"]["id"]) == (lost.device, lost.id)
    assert one.office.file(file).stage == "verifikasi_berkas"
    assert one.waiting() == two.waiting() == 0
    with one.register.reading() as session:
        kept = session.get_one(Act, lost.id)
        assert (kept.result, kept.reason) == ("rejected", "id_taken")
        assert session.get(TrayItem, item.id) is not None
        assert session.scalars(select(Entry.payload).where(Entry.kind == "add_note")).all() != []
    agree(office.network)
    one.office.step(file, "verifikasi_berkas")  # done anew
    one.settle()
    assert one.office.file(file).stage != "verifikasi_berkas"


def test_two_of_one_kind_whose_ids_were_taken_are_both_there_with_all_they_said(
    office: Restorable, evil: Dishonest
) -> None:
    """Nothing else keeps what they said."""
    one, two = office.one, office.two
    file = office.to(one, "verifikasi_berkas")
    two.settle()
    kept = office.copy()
    for text in ("Satu", "Dua"):
        one.office.do("petugas_loket", AddNote, application=file, text=text)
    one.settle()
    two.settle()
    mine = acts_of(one, "add_note")
    office.restore(kept)
    for each in mine:
        assert squat(evil, id_of(each), file).result == "applied"
    one.settle()
    with office.network.register.reading() as session:
        taken = session.scalars(select(TrayItem).where(TrayItem.reason == "id_taken"))
        assert sorted(item.payload["text"] for item in taken) == ["Dua", "Satu"]
    agree(office.network)


@pytest.mark.parametrize("during", ["known", "pull"])
def test_one_that_was_taken_while_its_pc_asked_is_seen_in_the_feed(
    office: Restorable, evil: Dishonest, during: str
) -> None:
    """Unknown when it asked, another's when it was sent; or when the feed tells of it."""
    one = office.one
    mine = squatted_later(office, evil, during)
    one.settle()
    assert one.waiting() == 0
    assert "id_taken" in tray_of(office)
    with one.register.reading() as session:
        assert session.get_one(Act, id_of(mine)).reason == "id_taken"
    agree(office.network)


def squatted_later(office: Restorable, evil: Dishonest, during: str) -> Envelope:
    one, two = office.one, office.two
    file = office.to(one, "verifikasi_berkas")
    two.settle()
    kept = office.copy()
    one.office.step(file, "verifikasi_berkas")
    one.settle()
    two.settle()
    with one.register.reading() as session:
        last = session.scalars(select(Act).order_by(Act.position.desc()).limit(1)).one()
    mine = envelope_of(last)
    office.restore(kept)
    real, push = getattr(one.wire, during), one.wire.push
    if during == "pull":  # the centre asks it to come again with its acts
        one.wire.push = lambda request: push(msgspec.structs.replace(request, acts=()))  # type: ignore[method-assign]

    def asked(request: Any) -> Any:
        answer = real(request) if during == "known" else None
        if during == "known" or request.epoch == "e2":
            assert squat(evil, last.id, file).result == "applied"
            setattr(one.wire, during, real)
            one.wire.push = push  # type: ignore[method-assign]
        return answer or real(request)

    setattr(one.wire, during, asked)
    return mine


def test_without_the_centres_word_the_pc_itself_says_so(office: Restorable, evil: Dishonest) -> None:
    """What it had not been told of yet when the centre was set back."""
    one = office.one
    file, mine = squatted(office, evil)
    with one.register.writing() as session:
        session.get_one(Act, id_of(mine[0])).proof = ""
    one.settle()
    (left,) = waiting_of(one)
    assert (left.id, left.answer) == (id_of(mine[0]), "id_reuse")
    assert one.office.file(file).stage == "verifikasi_berkas"
    with office.network.register.reading() as session:
        assert session.get(Act, id_of(mine[1])) is not None  # what was done after it flows


def test_what_only_its_pc_can_say_is_kept_there_without_its_effect(office: Restorable, evil: Dishonest) -> None:
    """The centre will never take it: its paper would stand beside the file at this counter alone."""
    one, two = office.one, office.two
    file = office.to(one, "verifikasi_berkas")
    row = ReturnRow(subject="KTP", reason="R01", text="Mohon dilengkapi.")
    until = one.office.clock.now().date() + timedelta(days=9)
    one.office.do("verifikator", ReturnForRevision, application=file, rows=(row,), deadline=until)
    one.settle()
    two.settle()
    for each in (two, one):
        each.office.do("petugas_loket", AcceptRevision, application=file)
    two.settle()
    (mine,) = waiting_of(one)
    assert squat(evil, mine.id, file).result == "applied"
    for _ in range(2):
        one.settle()
        (left,) = waiting_of(one)
        assert (left.id, left.answer) == (mine.id, "id_reuse")
        assert contents(one.register) == contents(office.network.register)
        two.office.do("petugas_loket", AddNote, application=file, text="Catatan")
        two.settle()


def test_a_secret_act_is_told_from_another_too(office: Restorable, evil: Dishonest) -> None:
    """Of changed passwords the feed has no body."""
    one = office.one
    file = office.to(one, "verifikasi_berkas")
    kept = office.copy()
    one.office.do("petugas_loket", AddNote, application=file, text="Catatan")
    one.settle()
    (mine,) = acts_of(one, "add_note")
    office.restore(kept)
    known = one.wire.known

    def asked(request: Any) -> Any:
        answer = known(request)
        other = evil.body("set_password", "petugas_loket", {"staff": "petugas_loket", "password": "$argon2id$x"})
        other["id"] = other["payload"]["stamp"]["id"] = id_of(mine)
        assert evil.push(other).result == "applied"
        one.wire.known = known  # type: ignore[method-assign]
        return answer

    one.wire.known = asked  # type: ignore[method-assign]
    one.settle()
    assert "id_taken" in tray_of(office)
    assert one.waiting() == 0


def test_a_centre_that_is_restored_once_more_before_the_first_part(office: Restorable) -> None:
    """What the PC asked it before is asked anew."""
    one = office.one
    file = office.to(one, "verifikasi_berkas")
    first = office.copy().rename(office.network.folder / "first.db")
    one.office.do("petugas_loket", AddNote, application=file, text="Catatan")
    one.settle()
    office.restore(office.copy())
    snapshot = one.wire.snapshot

    def asked(request: Any) -> Any:
        one.wire.snapshot = snapshot  # type: ignore[method-assign]
        office.restore(first, "e3")
        return snapshot(request)

    one.wire.snapshot = asked  # type: ignore[method-assign]
    one.settle()
    with office.network.register.reading() as session:
        assert session.scalars(select(Entry.id).where(Entry.kind == "add_note")).all() != []
    agree(office.network)
