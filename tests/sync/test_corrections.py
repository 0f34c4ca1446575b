"""Koreksi data between two counters and a centre: asked here, approved there, both at once, and too late."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.actions.commands import correction, office_work
from app.actions.commands.correction import Change
from app.models.application import Applicant, Correction
from app.models.exchange import TrayItem
from app.models.journal import Document
from app.rules import stages
from tests.network import Counter, Network
from tests.office import NI_LUH
from tests.sync.test_exchange import agree

NIK = Change(field="nik", before=NI_LUH.nik, after="5107034507880004")
NAME = Change(field="name", before=NI_LUH.name, after="NI LUH CONTOH SARI")


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path)


@pytest.fixture
def pair(network: Network) -> tuple[Counter, Counter, str]:
    """Two counters that know the same file."""
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    file = one.office.register_file()
    agree(network)
    return one, two, file


def ask(counter: Counter, file: str, *changes: Change) -> str:
    values: dict[str, Any] = {"changes": changes, "reason": "Salah ketik"}
    counter.office.do("petugas_loket", correction.AskCorrection, application=file, **values)
    return asked(counter)


def asked(counter: Counter) -> str:
    with counter.register.reading() as session:
        return session.scalars(select(Correction.id).where(Correction.state == "diminta")).one()


def approve(counter: Counter, file: str, actor: str = "penyelia") -> None:
    counter.office.do(actor, correction.ApproveCorrection, application=file, correction=asked(counter))


def tray(network: Network) -> list[tuple[str, str]]:
    with network.register.reading() as session:
        rows = session.scalars(select(TrayItem).order_by(TrayItem.opened)).all()
        return sorted((row.kind, row.reason) for row in rows)


def advance(counter: Counter, file: str, until: str) -> None:
    """With contact: the centre numbers the letters on the way."""
    while (stage := counter.office.file(file).stage) != until:
        counter.office.step(file, stage)
        counter.settle()


def test_asked_at_one_approved_at_the_other(network: Network, pair: tuple[Counter, Counter, str]) -> None:
    one, two, file = pair
    ask(one, file, NAME, NIK)
    agree(network)
    approve(two, file)
    agree(network)
    for counter in (one, two):
        assert counter.office.file(file).applicant_name == NAME.after
        with counter.register.reading() as session:
            assert session.scalars(select(Applicant.nik)).all() == [NIK.after]
            cards = session.scalars(
                select(Document.card).where(Document.kind == "receipt").order_by(Document.made)
            ).all()
        assert cards[-1]["corrected"] == ["Nama", "NIK"]
    assert tray(network) == []


def test_both_ask_at_once_and_the_second_is_told(network: Network, pair: tuple[Counter, Counter, str]) -> None:
    one, two, file = pair
    one.wire.cut = two.wire.cut = True
    first = ask(one, file, NAME)
    ask(two, file, NIK)
    one.wire.cut = two.wire.cut = False
    one.settle()
    two.settle()
    agree(network)
    assert asked(one) == asked(two) == first
    assert tray(network) == [("ask_correction", "correction_open")]
    approve(two, file)
    agree(network)
    assert one.office.file(file).person["nik"] == NI_LUH.nik


def test_both_answer_at_once(network: Network, pair: tuple[Counter, Counter, str]) -> None:
    """The centre takes the first decision; the other goes to the tray with all it did."""
    one, two, file = pair
    ask(one, file, NAME)
    agree(network)
    one.wire.cut = two.wire.cut = True
    approve(one, file)
    wanted = asked(two)
    two.office.do("kabid", correction.DeclineCorrection, application=file, correction=wanted, note="Sesuai KTP-el")
    one.wire.cut = two.wire.cut = False
    one.settle()
    two.settle()
    agree(network)
    assert two.office.file(file).applicant_name == NAME.after
    assert tray(network) == [("decline_correction", "version")]


def test_approved_after_the_file_was_cancelled(network: Network, pair: tuple[Counter, Counter, str]) -> None:
    """Asked and approved at a counter without contact: neither has an effect any more, and both authors hear of it."""
    one, two, file = pair
    one.wire.cut = two.wire.cut = True
    one.office.do("penyelia", office_work.Cancel, application=file, reason="Salah jenis")
    ask(two, file, NAME)
    approve(two, file, "kabid")
    one.wire.cut = two.wire.cut = False
    one.settle()
    two.settle()
    agree(network)
    assert two.office.file(file).stage == stages.CANCELLED
    assert two.office.file(file).applicant_name == NI_LUH.name
    assert tray(network) == [("approve_correction", "version"), ("ask_correction", "stage")]


def test_signed_elsewhere_before_the_question_came(network: Network, pair: tuple[Counter, Counter, str]) -> None:
    """The file waits for its number: the question comes too late and stands in the tray, without an effect."""
    one, two, file = pair
    advance(one, file, stages.SIGNING)
    agree(network)
    two.wire.cut = True
    ask(two, file, NAME)
    one.office.do("kadis", office_work.Sign, application=file)
    one.settle()
    two.wire.cut = False
    two.settle()
    agree(network)
    assert tray(network) == [("ask_correction", "stage")]
    with two.register.reading() as session:
        assert session.scalars(select(Correction)).all() == []


def test_asked_before_somebody_signs_without_knowing(network: Network, pair: tuple[Counter, Counter, str]) -> None:
    one, two, file = pair
    advance(one, file, stages.SIGNING)
    agree(network)
    one.wire.cut = True
    one.office.do("kadis", office_work.Sign, application=file)
    ask(two, file, NAME)
    two.settle()
    one.wire.cut = False
    one.settle()
    agree(network)
    assert one.office.file(file).stage == stages.SIGNING
    assert tray(network) == [("sign", "correction_open")]
