"""A PC that begins again: passwords changed meanwhile, and what it keeps for a centre that is restored once more."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, select, update

from app.actions.commands.office import SetPassword
from app.actions.commands.office_work import AddNote
from app.actions.signing_in import verifier
from app.errors import Refused, Unavailable
from app.models.centre import Head
from app.models.exchange import Act
from app.models.link import Link, OwnKey
from app.models.office import Staff
from app.sync.admission import LinkedGate, SignInSetup
from app.sync.signing import make_key
from tests.network import Counter
from tests.server.register.test_proof import Restorable, office
from tests.server.test_contested import squat
from tests.server.test_early import as_it_is, everybody
from tests.sync.dishonest import Dishonest
from tests.sync.test_exchange import agree

__all__ = ["office"]

OLD, NEW = "pasar-amlapura", "pasar-klungkung"


def away(*_: object) -> Any:
    raise Unavailable("centre_away")


def signed_in(office: Restorable, counter: Counter) -> None:
    """The head of office has signed in at `counter`, and the centre agreed."""
    made, now = make_key(OLD, counter.office.new_id), office.network.clock.now()
    with counter.register.writing() as session:
        session.execute(update(Staff).where(Staff.id == "kadis").values(password=verifier(OLD), verified=now))
        session.execute(delete(OwnKey).where(OwnKey.staff_id == "kadis"))
        session.add(
            OwnKey(
                staff_id="kadis",
                key_id=made.key_id,
                public=made.public,
                sealed=made.sealed,
                made=now,
                registered=True,
            )
        )


def gate_of(office: Restorable, counter: Counter) -> LinkedGate:
    setup = SignInSetup(away, lambda: True, lambda: None, lambda last: (last or office.network.clock.now(), None))
    return LinkedGate(counter.register.file, office.network.clock.now, setup, counter.office.new_id)


@pytest.mark.parametrize("how", ["by the feed", "restored", "rows differ"])
def test_a_password_that_was_changed_elsewhere_opens_nothing(office: Restorable, how: str) -> None:
    one, two = office.one, office.two
    one.office.do("administrator", SetPassword, staff="kadis", password=verifier(OLD))
    everybody(office, one, two)
    signed_in(office, two)
    two.wire.cut = True
    one.office.do("administrator", SetPassword, staff="kadis", password=verifier(NEW))
    one.settle()
    kept = office.copy()
    two.wire.cut = False
    if how == "restored":
        office.restore(kept)
    elif how == "rows differ":
        with two.register.writing() as session:
            session.get_one(Link, 1).stage = "first"
    everybody(office, one, two)
    gate = gate_of(office, two)
    for opened in (gate.enter, gate.confirm):
        with pytest.raises(Refused, match=r"needs_centre|wrong_login"):
            opened("kadis", OLD)


def test_one_that_was_not_changed_goes_on(office: Restorable) -> None:
    one, two = office.one, office.two
    one.office.do("administrator", SetPassword, staff="kadis", password=verifier(OLD))
    everybody(office, one, two)
    signed_in(office, two)
    with two.register.writing() as session:
        session.get_one(Link, 1).stage = "first"
    everybody(office, two, one)
    assert gate_of(office, two).enter("kadis", OLD).id == "kadis"


def test_what_no_backup_holds_is_kept(office: Restorable) -> None:
    """How far the backups reached before the restore says nothing of those since; the centre makes none any more."""
    one, two, network = office.one, office.two, office.network
    everybody(office, one, two)
    kept = office.copy()
    file = office.to(one, "selesai")
    everybody(office, one, two)
    with network.register.writing() as session:
        session.execute(update(Head).values(durable=session.get_one(Head, 1).head))
    for counter in (one, two):
        counter.office.do("petugas_loket", AddNote, application=file, text="Catatan")
    everybody(office, one, two)
    before = as_it_is(office, file)
    network.clock.advance(hours=14)
    office.restore(kept)
    for counter in (one, two):
        counter.exchange.tidied = None
        counter.once()
    everybody(office, one, two)
    for _ in range(62):
        network.clock.advance(days=1)
        for counter in (one, two):
            counter.once()
    office.restore(kept, "e3")
    everybody(office, one, two)
    assert as_it_is(office, file) == before
    with one.register.reading() as session:
        assert session.scalars(select(Act.id).where(Act.application_id == file)).first() is not None


def test_nothing_is_sent_before_what_was_done_before_it(office: Restorable, monkeypatch: pytest.MonkeyPatch) -> None:
    """One act has its number at once, for another has its id; those before it are answered and wait for the feed, when
    the centre is restored once more. The centre would never take it before them."""
    one, two = office.one, office.two
    file = office.to(one, "verifikasi_berkas")
    everybody(office, one, two)
    kept = office.copy()
    for text in ("Satu", "Dua", "Tiga"):
        one.office.do("petugas_loket", AddNote, application=file, text=text)
    everybody(office, one, two)
    with one.register.reading() as session:
        *_, last = session.scalars(select(Act.id).order_by(Act.position))
    office.restore(kept)
    squat(Dishonest(office.network, two), last, file)
    with monkeypatch.context() as patch:
        patch.setattr(one.wire, "snapshot", away)
        one.once()
        with pytest.raises(Unavailable):
            one.once()
    with one.register.reading() as session:
        assert [act.id for act in session.scalars(select(Act).where(Act.reason == "id_taken"))] == [last]
    office.restore(kept, "e3")
    one.settle()  # nobody else brings them
    assert one.waiting() == 0
    everybody(office, two, one)
    agree(office.network)
