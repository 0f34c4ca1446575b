"""The journal: everything can be done again from it; every act once; a clock set back is said."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.commands import KINDS, correction, dump, intake, load, office_work
from app.actions.commands import office as office_commands
from app.actions.door import Door
from app.database import open_register
from app.errors import Refused
from app.models.journal import Document, Entry
from app.models.office import Device, Mandate
from app.rules import stages
from tests.actions import situations as case
from tests.actions.forms import FORMS
from tests.conftest import KEY, FixedClock
from tests.office import NI_LUH, PROFILE, Office

BRIGHT = "-changed"


def staff_and_prints(made: case.Situations) -> None:
    """Acts that no file's way leads to."""
    office, admin = made.office, "administrator"
    profile = office_commands.StaffProfile(id="kadis", username="kadis", name="I Ketut Kepala", position="Kepala Dinas")
    office.do(admin, office_commands.ChangeStaff, profile=profile, active=True)
    office.do(admin, office_commands.ChangeOffice, profile=msgspec.structs.replace(PROFILE, phone="(0363) 21999"))
    office.do(admin, office_commands.SetRoles, staff=case.WRITER, roles=("petugas_loket", "penyelia"))
    office.do(admin, office_commands.SetRoles, staff=case.WRITER, roles=("penyelia",))
    ruling = office_commands.DayRuling(day=date(2026, 11, 25), kind="libur_daerah", name="Berkabung", source="SE 1")
    office.do(admin, office_commands.ChangeCalendar, added=(ruling,), years=(2028,))
    office.do(admin, office_commands.ChangeCalendar, removed=(ruling.day,))
    office.do("kabid", office_commands.SetPassword, staff="kabid", password=BRIGHT)
    today = case.TODAY.date()
    mandate = {"role": "kadis", "substitute": "sekretaris", "mandate": "plh", "letter_number": "800/1"}
    days = {"letter_date": today, "starts": today, "ends": today + timedelta(days=5)}
    office.do(admin, office_commands.AddMandate, **mandate, **days)
    office.do(admin, office_commands.AddMandate, **(mandate | {"role": "kabid"}), **days)
    with office.register.reading() as session:
        short = session.scalars(select(Mandate.id).where(Mandate.role == "kabid")).one()
    office.do(admin, office_commands.EndMandate, mandate=short, ends=today)
    with office.register.reading() as session:
        receipt = session.scalars(select(Document.id).where(Document.kind == "receipt")).first()
    office.do("kabid", office_commands.RecordPrint, document=receipt, copy=1, target="printer")
    person = msgspec.structs.replace(NI_LUH, nik="5107034507880000")
    granted = office.do("penyelia", intake.GrantOverride, nik=person.nik, codes=("serial_zero",), reason="KTP dilihat")
    assert granted.application == ""
    missing = (intake.ItemState(requirement="str", state="tidak"),)
    office.do(
        "petugas_loket", intake.ListShortage, permit="SIP-BD", kind="baru", applicant="NI LUH", items=missing, notes=()
    )
    now = office.clock.now()
    office.do("administrator", office_commands.RenameCounter, name="Loket Satu")
    office.do("petugas_loket", office_commands.RecordOutage, began=now, ended=now, acts=2, cause="centre_away")
    lost = (
        office_commands.LostSeries(series="SIP", year=2026, last=40),
        office_commands.LostSeries(series="ASET", year=2025, last=3),
    )
    office.do("petugas_loket", office_commands.RecordLoss, since=now, until=now, acts=3, series=lost)
    office.do("petugas_loket", office_commands.SaveDraft, draft="d1", content={"nik": "51"})
    office.do("petugas_loket", office_commands.DropDraft, draft="d1")


def further_files(made: case.Situations) -> None:
    items = (intake.ItemState(requirement="ktp", state="ada", note="baru"),)
    made.do("returned", "petugas_loket", intake.AcceptRevision, items=items, details={"nama_tempat": "Klinik"})
    made.do("deferred at the draft", "petugas_loket", intake.ReceiveDeferred, requirement="bukti_pajak_reklame")
    made.do("visit", "penyelia", office_work.RescheduleInspection, on=date(2026, 11, 24), team=("A", "B"), reason="x")
    made.do("agency", "tim_teknis", office_work.RecordObjection, number="440/9", dated=date(2026, 11, 1), reason="x")
    made.do("numbered", "verifikator", office_work.CorrectInternally, note="Salah tulis")
    made.office.advance(made.files["numbered"], stages.DONE)
    made.do("numbered", "kadis", office_work.SuspendPermit, letter="1", reason="x")
    made.do("numbered", "sekretaris", office_work.ReinstatePermit, letter="2", reason="x")
    made.do("numbered", "kadis", office_work.RevokePermit, letter="3", reason="x")
    by_mistake = case.decree_of(made, made.files["numbered"])
    made.do("numbered", "kabid", office_work.TakeBackDecree, of=by_mistake, reason="Salah izin")
    decree = case.DECREE | {"dated": made.office.clock.now().date(), "ground": "pelanggaran"}
    made.do("numbered", "kadis", office_work.RevokePermit, **decree)
    nik = correction.Change(field="nik", before=NI_LUH.nik, after="5107034507880004")
    for kind, actor in (
        (correction.WithdrawCorrection, "petugas_loket"),
        (correction.DeclineCorrection, "penyelia"),
        (correction.ApproveCorrection, "kabid"),
    ):
        made.do("planning", "petugas_loket", correction.AskCorrection, changes=(nik,), reason="Salah ketik")
        note = {"note": "Sesuai KTP-el"} if actor == "penyelia" else {}
        made.do("planning", actor, kind, correction=case.asked(made, "planning"), **note)
    for name, kind, values in (
        ("fresh", office_work.Escalate, {}),
        ("fresh", office_work.AddNote, {"text": "Catatan"}),
        ("fresh", office_work.RecordMatch, {"result": "cocok", "how": "Dukcapil"}),
    ):
        made.do(name, "penyelia", kind, **values)
    made.office.advance(made.files["payment"], stages.DONE)
    made.office.advance(made.files["recording"], stages.DONE)
    made.office.advance(made.files["signing a refusal"], stages.REFUSED)
    made.do("draft of a refusal", "verifikator", office_work.ProposePermit, reason="Berkas ternyata lengkap.")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[case.Situations]:
    """An office in which every kind of act was done."""
    register = open_register(tmp_path_factory.mktemp("played") / "register.db", KEY)
    made = case.prepare(register, FixedClock())
    staff_and_prints(made)
    further_files(made)
    yield made
    register.close()


def entries(session: Session) -> list[Entry]:
    return list(session.scalars(select(Entry).order_by(Entry.position)))


def test_every_kind_of_act_is_in_the_journal(played: case.Situations) -> None:
    with played.office.register.reading() as session:
        done = {entry.kind for entry in entries(session)}
    assert done == set(KINDS) - {"save_draft", "drop_draft", "settle_tray_item", "record_promise"}


def test_replayed_into_an_empty_register_all_is_the_same(played: case.Situations, register_path: Path) -> None:
    second = open_register(register_path, KEY)
    door = Door(second, played.office.reference, draw=_never, now=FixedClock().now)
    with played.office.register.reading() as session:
        for entry in entries(session):
            door.do(load(entry.kind, entry.payload))
        original = case.everything(session)
    with second.reading() as session:
        again = case.everything(session)
        cards = session.scalars(select(Document.card).order_by(Document.id)).all()
    second.close()
    assert again.keys() == original.keys()
    for table in again:
        assert again[table] == original[table], table
    with played.office.register.reading() as session:
        fixed = session.scalars(select(Document.card).order_by(Document.id)).all()
    assert [msgspec.json.encode(card) for card in cards] == [msgspec.json.encode(card) for card in fixed]


def _never() -> str:
    raise AssertionError("a command of the journal has its numbers")


def test_numbers_go_on_after_a_replay(played: case.Situations, tmp_path: Path, empty_register: Path) -> None:
    """The second register does not give out again what the first gave."""
    second = open_register(Path(shutil.copy(empty_register, tmp_path / "second.db")), KEY)
    clock = FixedClock(case.TODAY)
    other = Office(second, clock, seed=2)
    with played.office.register.reading() as session:
        for entry in entries(session):
            other.door.do(load(entry.kind, entry.payload))
        given = session.scalars(select(Device.counter)).one()
    reasons = {"duplicate": "Tempat lain", "known_near_nik": "NIK diperbaiki"}
    form = other.intake(details=FORMS["SIP-BD"], confirmed=reasons)
    number = other.receive(form).number
    second.close()
    assert int(number.split("-")[2]) == given + 1


def test_acts_of_one_pc_are_chained(played: case.Situations) -> None:
    with played.office.register.reading() as session:
        chain = entries(session)
        tip = session.scalars(select(Device.tip)).one()
    assert [entry.prev for entry in chain] == [None, *(entry.id for entry in chain[:-1])]
    assert tip == chain[-1].id
    assert all(entry.counter == "7Q4" and entry.version == 1 for entry in chain)


def test_drafts_are_no_acts(office: Office) -> None:
    with office.register.reading() as session:
        before = session.scalar(select(func.count(Entry.id)))
    office.do("petugas_loket", office_commands.SaveDraft, draft="d1", content={})
    office.do("petugas_loket", office_commands.DropDraft, draft="d1")
    with office.register.reading() as session:
        assert session.scalar(select(func.count(Entry.id))) == before


def test_the_same_command_twice_is_done_once(office: Office) -> None:
    """As when the answer to the first got lost: the same receipt, not a second file."""
    stamp = office.stamp("petugas_loket")
    command = intake.RegisterApplication(
        stamp=stamp, application=office.new_id(), intake=office.intake(), read_back=True, started=stamp.at
    )
    office.door.do(command)
    with office.register.reading() as session:
        before = case.everything(session)
    with pytest.raises(Refused, match="already_done"):
        office.door.do(command)
    with office.register.reading() as session:
        assert case.everything(session) == before


def test_the_same_file_under_another_command(office: Office) -> None:
    file = office.register_file()
    with pytest.raises(Refused, match="already_done"):
        office.do(
            "petugas_loket",
            intake.RegisterApplication,
            application=file,
            intake=office.intake(confirmed={"duplicate": "x"}),
            read_back=True,
            started=office.clock.now(),
        )


def test_an_act_of_before_it_was_asked_how_it_was_read_is_written_again_as_it_was(office: Office) -> None:
    stamp = office.stamp("petugas_loket")
    payload = dump(
        intake.RegisterApplication(
            stamp=stamp, application=office.new_id(), intake=office.intake(), read_back=True, started=stamp.at
        )
    )
    assert not {"read_how", "unread_reason"} & payload.keys()
    assert msgspec.json.encode(dump(load("register_application", payload))) == msgspec.json.encode(payload)


def test_a_kind_nobody_knows() -> None:
    with pytest.raises(KeyError, match="burn_archive"):
        load("burn_archive", {})


@pytest.mark.parametrize("path", [(), ("stamp",), ("intake",), ("intake", "person"), ("intake", "items", 0)])
def test_keys_nobody_knows(office: Office, path: tuple[str | int, ...]) -> None:
    """At any depth: a payload of a later version is not half understood."""
    stamp = office.stamp("petugas_loket")
    payload = dump(
        intake.RegisterApplication(
            stamp=stamp, application="a", intake=office.intake(), read_back=True, started=stamp.at
        )
    )
    place = payload
    for step in path:
        place = place[step]
    place["seri"] = 1
    with pytest.raises(msgspec.ValidationError, match="unknown field `seri`"):
        load("register_application", payload)


def test_a_payload_of_another_kind(office: Office) -> None:
    payload = dump(office_work.Sign(stamp=office.stamp("kadis"), application="a"))
    with pytest.raises(msgspec.ValidationError, match="Invalid value 'sign'"):
        load("initial", payload)


def test_every_kind_comes_back_as_it_was(played: case.Situations) -> None:
    with played.office.register.reading() as session:
        for entry in entries(session):
            command = load(entry.kind, entry.payload)
            assert msgspec.json.encode(dump(command)) == msgspec.json.encode(entry.payload)
            assert command.act == entry.kind


def test_a_clock_set_back_is_said_and_harms_nothing(office: Office) -> None:
    file = office.register_file()
    office.clock.moment -= timedelta(days=40)
    done = office.do("verifikator", office_work.AddNote, application=file, text="Catatan")
    assert done.warnings == ("clock_back",)
    row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
    deadline = office.clock.now().date() + timedelta(days=10)
    office.do("verifikator", office_work.ReturnForRevision, application=file, rows=(row,), deadline=deadline)
    office.do("petugas_loket", intake.AcceptRevision, application=file)
    office.clock.moment -= timedelta(days=40)
    office.advance(file, stages.DONE)
    ended = office.file(file)
    assert ended.used == 0
    assert ended.ended == date(2026, 11, 23)


def test_an_office_set_up_while_its_clock_was_ahead(office: Office) -> None:
    """Rights do not begin in the future."""
    office.clock.moment -= timedelta(days=300)
    office.advance(office.register_file(), stages.DONE)
    assert office.register_file(office.intake(confirmed={"duplicate": "Tempat lain"}))
