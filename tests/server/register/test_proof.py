"""The centre's word for what it has applied, and what a restored centre makes of it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import delete, select, update

from app.actions.commands.intake import AcceptRevision
from app.actions.commands.office_work import ReturnForRevision, ReturnRow
from app.database import open_register
from app.models.application import Permit
from app.models.centre import Head
from app.models.exchange import Act, TrayItem
from app.models.journal import Document, Entry
from app.models.office import Series
from app.server.register.proof import Applied, proof_of, proved
from app.sync.once import envelope_of
from app.sync.protocol import PushRequest
from tests.conftest import KEY
from tests.network import Counter, Network
from tests.sync.test_exchange import agree

SECRET = "5a" * 32
WHEN = datetime(2026, 11, 29, 2, 3, 4, 567000, tzinfo=UTC)
NUMBERS = {"number": "503/0001/SIPB/DPMPTSP/2026", "token": "7Q4ABC"}


@pytest.mark.parametrize("numbers", [{}, NUMBERS])
def test_the_centre_knows_its_own_word(numbers: dict[str, str]) -> None:
    proof = proof_of(SECRET, "act-1", b"body", Applied(WHEN, numbers))
    assert proved(SECRET, "act-1", b"body", proof) == Applied(WHEN, numbers)
    assert len(proof) < (200 if numbers else 50)


def test_nobody_else_can_say_it() -> None:
    proof = proof_of(SECRET, "act-1", b"body", Applied(WHEN, NUMBERS))
    when, numbers, seal = proof.split(".")
    other = proof_of(SECRET, "act-1", b"body", Applied(WHEN, {"number": "503/0002"})).split(".")[1]
    for secret, act, body, said in (
        ("6b" * 32, "act-1", b"body", proof),
        (SECRET, "act-2", b"body", proof),
        (SECRET, "act-1", b"bodY", proof),
        (SECRET, "act-1", b"body", f"{int(when) - 1}.{numbers}.{seal}"),
        (SECRET, "act-1", b"body", f"{when}.{other}.{seal}"),
        (SECRET, "act-1", b"body", f"{when}..{seal}"),
        (SECRET, "act-1", b"body", f"{when}.{numbers}.{'0' * 32}"),
        (SECRET, "act-1", b"body", f"{when}.{numbers}.\u00e9"),
        (SECRET, "act-1", b"body", "x"),
        (SECRET, "act-1", b"body", ""),
    ):
        assert proved(secret, act, body, said) is None


class Restorable:
    """An office whose centre is set back to a copy, as `loket-server restore` does it."""

    def __init__(self, folder: Path) -> None:
        self.network = Network(folder)
        self.one, self.two = self.network.counter("Loket 1"), self.network.counter("Loket 2")

    def to(self, counter: Counter, stage: str) -> str:
        office = counter.office
        file = office.register_file(office.intake(confirmed={"duplicate": "Tempat lain"}))
        for _ in range(30):
            counter.settle()
            if office.file(file).stage == stage:
                return file
            office.step(file, office.file(file).stage)
        raise AssertionError(stage)

    def copy(self) -> Path:
        self.network.register.close()
        kept = Path(shutil.copy(self.network.folder / "centre.db", self.network.folder / "backup.db"))
        self._open()
        return kept

    def restore(self, kept: Path, epoch: str = "e2") -> None:
        self.network.register.close()
        shutil.copy(kept, self.network.folder / "centre.db")
        self._open()
        with self.network.register.writing() as session:
            head = session.get_one(Head, 1)
            session.execute(update(Head).values(epoch=epoch, durable=head.head))

    def _open(self) -> None:
        self.network.register = open_register(self.network.folder / "centre.db", KEY)
        self.network.start_centre()

    def permit(self, file: str) -> Permit:
        with self.network.register.reading() as session:
            return session.scalars(select(Permit).where(Permit.application_id == file)).one()

    def letter(self, file: str) -> str:
        asked = Entry.application_id == file, Entry.kind == "request_recommendation"
        with self.network.register.reading() as session:
            return str(session.scalars(select(Entry).where(*asked)).one().payload["letter"])

    def flags(self) -> list[str]:
        with self.network.register.reading() as session:
            return sorted(session.scalars(select(TrayItem.reason).where(TrayItem.closed.is_(None))))


@pytest.fixture
def office(tmp_path: Path) -> Restorable:
    return Restorable(tmp_path)


def test_a_restored_centre_gives_back_the_numbers_it_had_given(office: Restorable) -> None:
    """Permits and letters are printed; they come back in another order than they were given, through another PC."""
    one, two, network = office.one, office.two, office.network
    first, second = office.to(one, "penomoran"), office.to(two, "penomoran")
    asked = [office.to(each, "permintaan_rekomendasi") for each in (two, one)]
    kept = office.copy()
    for each, file in ((two, second), (one, first)):
        each.office.step(file, "penomoran")
        each.settle()
    for each, file in zip((two, one), asked, strict=True):
        each.office.step(file, "permintaan_rekomendasi")
        each.settle()
    two.settle()
    numbers = [(office.permit(file).number, office.permit(file).token) for file in (first, second)]
    letters = [office.letter(file) for file in asked]
    office.restore(kept)
    one.settle()  # its own come first now
    two.settle()
    assert [(office.permit(file).number, office.permit(file).token) for file in (first, second)] == numbers
    assert [office.letter(file) for file in asked] == letters
    third = office.to(one, "penomoran")
    one.office.step(third, "penomoran")
    one.settle()
    assert office.permit(third).number not in {number for number, _ in numbers}
    assert office.flags() == []
    with network.register.reading() as session:
        assert session.scalars(select(Series.last).where(Series.name == "SIPB")).all() in ([3], [])
    agree(network)


def test_a_number_given_to_somebody_else_since_is_said(office: Restorable) -> None:
    one, two, network = office.one, office.two, office.network
    first, second = office.to(one, "penomoran"), office.to(two, "penomoran")
    asked = [office.to(each, "permintaan_rekomendasi") for each in (one, two)]
    kept = office.copy()
    one.office.step(first, "penomoran")
    one.office.step(asked[0], "permintaan_rekomendasi")
    one.settle()
    number, letter = office.permit(first).number, office.letter(asked[0])
    one.wire.cut = True
    office.restore(kept)
    two.settle()
    two.office.step(second, "penomoran")
    two.office.step(asked[1], "permintaan_rekomendasi")
    two.settle()
    assert (office.permit(second).number, office.letter(asked[1])) == (number, letter)
    one.wire.cut = False
    one.settle()
    assert office.permit(first).number != number
    assert office.letter(asked[0]) != letter
    assert office.flags() == ["renumbered", "renumbered"]
    agree(network)


def test_the_centres_word_stands_in_for_a_key_it_has_lost(office: Restorable) -> None:
    """A PC was paired after the backup; what it did comes back through another one, and nothing of it is altered."""
    from app.models.centre import PersonKey

    one, two, network = office.one, office.two, office.network
    file = office.to(one, "verifikasi_berkas")
    one.settle()
    two.settle()
    with two.register.reading() as session:
        act = session.scalars(select(Act).where(Act.application_id == file)).first()
        assert act is not None
    with network.register.writing() as session:
        session.delete(session.get_one(PersonKey, act.key_id))
        session.delete(session.get_one(Act, act.id))
        session.execute(update(Head).values(epoch="e2"))
    told = envelope_of(act)
    altered = msgspec.structs.replace(told, body=msgspec.Raw(bytes(told.body).replace(b"{", b"{ ", 1)))
    terminal = network.enrolment.terminal(two.wire.token)
    for envelope, expected in ((altered, ("forged", "key")), (told, ("parked", "already_there"))):
        (result,) = network.centre.push(terminal, PushRequest(epoch="e2", acts=(envelope,))).results
        assert (result.result, bool(result.reason)) == (expected[0], bool(expected[1]))


def test_what_was_applied_stays_though_the_right_is_gone_by_now(office: Restorable) -> None:
    """The centre's word tells when it came first: the right was held then."""
    from app.actions.commands.office import SetRoles

    one, two, network = office.one, office.two, office.network
    file = office.to(one, "tanda_tangan")
    kept = office.copy()
    one.office.step(file, "tanda_tangan")
    one.settle()
    office.restore(kept)
    one.wire.cut = True
    two.office.do("administrator", SetRoles, staff="kadis", roles=("petugas_loket",))
    network.clock.advance(minutes=5)
    two.settle()
    one.wire.cut = False
    one.settle()
    assert one.office.file(file).stage == "penomoran"
    agree(network)


@pytest.mark.parametrize("in_one_commit", [False, True])
def test_a_paper_of_a_file_that_comes_later_is_fixed_then(office: Restorable, in_one_commit: bool) -> None:
    """A PC that has the file's rows but not its registration is the first to reach the restored centre: what it printed
    for the applicant stands beside the file once that is there, and one that somebody else made up does not but comes
    before people."""
    one, two = office.one, office.two
    kept = office.copy()
    files = [office.to(one, "verifikasi_berkas") for _ in range(2)]
    row = ReturnRow(subject="KTP", reason="R01", text="Mohon dilengkapi.")
    until = one.office.clock.now().date() + timedelta(days=9)
    for file in files:
        one.office.do("verifikator", ReturnForRevision, application=file, rows=(row,), deadline=until)
    one.settle()
    two.settle()
    honest, made_up = (_accepted(two, file) for file in files)
    with two.register.writing() as session:
        waiting = session.get_one(Act, made_up.act_id)
        said = msgspec.json.decode(waiting.body)
        said["payload"]["paper"]["fee"] = "Biaya Rp5.000.000."
        waiting.body = msgspec.json.encode(said)
        waiting.key_id, signature = two.ring.sign("petugas_loket", waiting.body)
        waiting.signature = signature
        for file in files:
            session.execute(delete(Act).where(Act.application_id == file, Act.feed.is_not(None)))
    office.restore(kept)
    if in_one_commit:
        acts = [*acts_about(two, *files), *acts_about(one, *files)]
        terminal = office.network.enrolment.terminal(two.wire.token)
        office.network.centre.push(terminal, PushRequest(epoch="e2", acts=tuple(map(envelope_of, acts))))
    else:
        two.settle()
        assert fixed(office, *files) == {}
        one.settle()
    assert fixed(office, *files) == {honest.id: honest.sha256}
    with office.network.register.reading() as session:
        asked = {each.id: each for each in session.scalars(select(TrayItem))}
    assert {act: each.reason for act, each in asked.items()} == {
        honest.act_id: "no_application",
        made_up.act_id: "paper_foreign",
    }
    assert asked[made_up.act_id].saw["paper"]["fee"] == "Biaya Rp5.000.000."
    two.settle()
    one.settle()
    with two.register.reading() as session:
        assert session.get_one(Document, honest.id).card == honest.card
    agree(office.network)


def acts_about(counter: Counter, *files: str) -> list[Act]:
    with counter.register.reading() as session:
        return list(session.scalars(select(Act).where(Act.application_id.in_(files)).order_by(Act.feed, Act.id)))


def _accepted(counter: Counter, file: str) -> Document:
    counter.office.do("petugas_loket", AcceptRevision, application=file)
    with counter.register.reading() as session:
        newest = select(Document).where(Document.application_id == file).order_by(Document.made.desc())
        found = session.scalars(newest).first()
    assert found is not None
    return found


def fixed(office: Restorable, *files: str) -> dict[str, str]:
    """The receipts after a revision that the centre has: id -> hash."""
    with office.network.register.reading() as session:
        found = select(Document).where(Document.application_id.in_(files), Document.kind == "receipt")
        return {each.id: each.sha256 for each in session.scalars(found) if each.card["addendum"]}
