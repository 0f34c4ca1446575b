"""The comparison with the central data at two counters: it travels, and two results at once both stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from app.actions.commands.office_work import RecordMatch
from app.models.exchange import TrayItem
from app.models.journal import Entry
from tests.network import Counter, Network
from tests.sync.test_exchange import agree


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path)


def record(counter: Counter, file: str, result: str, note: str | None = None) -> None:
    counter.office.do("penyelia", RecordMatch, application=file, result=result, how="SIAK", note=note)


def test_two_results_without_contact_both_stand(network: Network) -> None:
    one, two = network.counter("Loket 1"), network.counter("Loket 2")
    file = one.office.register_file()
    agree(network)
    one.wire.cut = two.wire.cut = True
    record(one, file, "tidak_cocok", "Nama berbeda")
    record(two, file, "cocok")
    one.wire.cut = two.wire.cut = False
    agree(network)
    for counter in (one, two):
        with counter.register.reading() as session:
            told = session.scalars(select(Entry.payload).where(Entry.kind == "record_match"))
            assert sorted(payload["result"] for payload in told) == ["cocok", "tidak_cocok"]
    with network.register.reading() as session:
        assert session.scalars(select(TrayItem.reason)).all() == []
    assert one.office.file(file).match == two.office.file(file).match == "cocok"
    record(one, file, "tidak_cocok", "Diperiksa ulang")
    agree(network)
    assert two.office.file(file).match == "tidak_cocok"
