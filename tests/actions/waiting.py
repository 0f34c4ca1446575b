"""What an act leaves at a counter that has a centre, as `effects` keeps it: the row that waits, and what is signed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select

from app.actions.commands import intake
from app.actions.commands import office as of_office
from app.actions.commands import office_work as work
from app.models.exchange import Act
from app.rules import stages
from tests.network import Counter, Network

# Keys are drawn by the library that makes them.
DRAWN = ("body", "signature", "key_id")


def acts(folder: Path) -> list[dict[str, Any]]:
    """A file known to the centre, then without contact: a decision, a note, another decision, a paper, a number; an
    act about the office; and a new file."""
    folder.mkdir()
    network = Network(folder)
    one = network.counter("Loket 1")
    file = one.office.register_file()
    one.settle()
    numbered = _before_its_number(one)
    one.wire.cut = True
    one.office.step(file, stages.VERIFY)
    one.office.do("petugas_loket", work.AddNote, application=file, text="Catatan")
    one.office.do("penyelia", work.RequestRecommendation, application=file)
    one.office.do("verifikator", work.AssignNumber, application=numbered)
    one.office.do("administrator", of_office.RenameCounter, name="Loket Depan")
    items = (intake.ItemState(requirement="str", state="tidak"),)
    one.office.do("petugas_loket", intake.ListShortage, items=items, permit="SIP-BD", kind="baru", applicant="NI LUH")
    one.office.register_file(one.office.intake(confirmed={"duplicate": "x"}))
    with one.register.reading() as session:
        waiting = session.scalars(select(Act).where(Act.feed.is_(None)).order_by(Act.position))
        return [_whole(act) for act in waiting]


def _before_its_number(one: Counter) -> str:
    file = one.office.register_file(one.office.intake(confirmed={"duplicate": "y"}))
    one.settle()
    while (stage := one.office.file(file).stage) != stages.NUMBERING:
        one.office.step(file, stage)
        one.settle()
    return file


def _whole(act: Act) -> dict[str, Any]:
    """A session writes rows in no order of its own."""
    columns = {column.name: getattr(act, column.name) for column in Act.__table__.columns if column.name not in DRAWN}
    return columns | {"touched": sorted(act.touched), "signed": msgspec.json.decode(act.body)}
