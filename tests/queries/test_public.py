"""What the public may read of a file and of a permit, at every place where they can be."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from app.actions.commands import intake, office_work
from app.database import open_register
from app.models.application import Permit
from app.queries.look import Look
from app.queries.public import Cancelled, OfficeContact, Tracked, Verified, behind, contact, statuses
from app.reference.catalogue_file import built_in
from app.reference.public_words import permit_state, phase, todo, unit
from app.rules import stages
from app.rules.workflow import ROLES
from tests.actions.situations import NAMES, Situations, prepare
from tests.conftest import KEY, FixedClock
from tests.office import Office

AGENCY = "Dinas Kesehatan"
# What the public reads of a stage (domain.md 5.1), and who has the file then.
SAID = {
    "fresh": ("Berkas sedang diperiksa", "Petugas pemeriksa berkas"),
    "returned": ("Menunggu perbaikan dari Anda", "Anda (pemohon)"),
    "agency": (f"Menunggu rekomendasi teknis dari {AGENCY}", AGENCY),
    "visit": ("Pemeriksaan lapangan dijadwalkan Kamis, 1 Oktober 2026", "Tim teknis"),
    "levy": ("Penghitungan retribusi", "Bendahara Penerimaan"),
    "payment that stops the clock": ("Menunggu pembayaran retribusi", "Anda (pemohon)"),
    "drafting": ("Surat izin sedang disusun", "Petugas pemeriksa berkas"),
    "draft of a refusal": ("Surat keputusan sedang disusun", "Petugas pemeriksa berkas"),
    "first initials": ("Dalam persetujuan pejabat", "Kepala Seksi"),
    "third initials": ("Dalam persetujuan pejabat", "Sekretaris Dinas"),
    "signing": ("Menunggu penandatanganan", "Kepala Dinas"),
    "numbering": ("Penomoran dan pencatatan", "Petugas pemeriksa berkas"),
    "collection": ("Izin telah terbit dan siap diambil", "Loket penyerahan"),
    "done": ("Selesai", "Tidak ada: permohonan sudah ditutup"),
    "refused": ("Permohonan tidak dapat dikabulkan; surat dapat diambil", "Loket penyerahan"),
    "withdrawn": ("Ditarik oleh pemohon", "Tidak ada: permohonan sudah ditutup"),
    "lapsed": ("Gugur karena tidak diperbaiki sampai batas waktu", "Tidak ada: permohonan sudah ditutup"),
}

WORDS_OF_THE_WAY = ("lapangan",)  # an object of that name in the tests, and "Pemeriksaan lapangan"


@pytest.fixture(scope="module")
def situations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Situations]:
    register = open_register(tmp_path_factory.mktemp("public") / "register.db", KEY)
    yield prepare(register, FixedClock())
    register.close()


@pytest.fixture
def office(register: Any, clock: FixedClock) -> Office:
    return Office(register, clock).open()


def tracked(situations: Situations, name: str) -> Tracked:
    token = situations.office.file(situations.files[name]).tracking
    found = situations.office.door.ask(lambda look: behind(look, token))
    assert isinstance(found, Tracked)
    return found


def verified(office: Office, file: str) -> Verified:
    def by_token(look: Look) -> Any:
        return behind(look, look.session.scalars(select(Permit.token).where(Permit.application_id == file)).one())

    found = office.door.ask(by_token)
    assert isinstance(found, Verified)
    return found


@pytest.mark.parametrize("name", SAID)
def test_the_stage_in_plain_words_and_who_has_the_file(situations: Situations, name: str) -> None:
    found = tracked(situations, name)
    assert (found.now, found.unit) == SAID[name]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "cancelled"])
def test_exactly_one_phase_is_now_unless_the_file_has_left_its_way(situations: Situations, name: str) -> None:
    found = tracked(situations, name)
    states = [each.state for each in found.phases]
    if found.stage == stages.DONE:
        assert set(states) == {"done"}
    elif found.stage in (stages.REFUSED, stages.WITHDRAWN, stages.LAPSED):
        assert not states
    else:
        assert states == sorted(states, key=("done", "now", "ahead").index)
        assert states.count("now") == 1
    assert len({each.words for each in found.phases}) == len(found.phases)
    assert found.todo


def test_what_comes_next(situations: Situations) -> None:
    coming = {name: tracked(situations, name).coming for name in ("fresh", "visit", "third initials", "returned")}
    assert coming == {
        "fresh": "Penyusunan surat",
        "visit": "Rekomendasi teknis",
        "third initials": "Penandatanganan",
        "returned": "Pemeriksaan berkas",
    }
    assert {tracked(situations, name).coming for name in ("collection", "done", "refused", "lapsed")} == {""}


def test_the_promised_day_and_what_stops_it(situations: Situations) -> None:
    fresh = tracked(situations, "fresh")
    assert (fresh.due, fresh.promised, fresh.late, fresh.stopped) == (date(2026, 11, 24),) * 2 + (False, False)
    late = tracked(situations, "drafting")
    assert (late.due, late.late) == (date(2026, 10, 8), True)
    returned = tracked(situations, "returned")
    assert (returned.due, returned.late, returned.stopped) == (None, False, True)
    assert (returned.promised, returned.deadline) == (date(2026, 10, 8), date(2026, 10, 15))
    paying = tracked(situations, "payment")
    assert (paying.stopped, paying.deadline) == (False, None)
    for name in ("collection", "done", "refused", "withdrawn"):
        ended = tracked(situations, name)
        assert (ended.due, ended.late, ended.stopped) == (None, False, False)


def test_after_a_return_both_days_are_told(office: Office) -> None:
    file = office.register_file()
    row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
    office.do(
        "verifikator",
        office_work.ReturnForRevision,
        application=file,
        rows=(row,),
        deadline=office.clock.now().date() + timedelta(days=7),
    )
    office.clock.advance(days=3)
    office.do("petugas_loket", intake.AcceptRevision, application=file)
    found = office.door.ask(lambda look: behind(look, office.file(file).tracking))
    assert isinstance(found, Tracked)
    assert found.due is not None
    assert found.due > found.promised
    assert found.deadline is None


def test_what_lies_ready_is_collected_and_what_has_ended_is_not(situations: Situations) -> None:
    shown = {name: tracked(situations, name) for name in ("fresh", "collection", "refused", "done", "withdrawn")}
    assert {name: (each.ready, each.collects) for name, each in shown.items()} == {
        "fresh": (False, True),
        "collection": (True, True),
        "refused": (True, True),
        "done": (False, False),
        "withdrawn": (False, False),
    }


def test_a_cancelled_file_tells_its_number_only(situations: Situations) -> None:
    file = situations.office.file(situations.files["cancelled"])
    assert situations.office.door.ask(lambda look: behind(look, file.tracking)) == Cancelled(file.number)


def test_what_nobody_knows_is_nothing(situations: Situations) -> None:
    number = situations.office.file(situations.files["fresh"]).number
    for token in ("", "7Q4" + "0" * 17, number):
        assert situations.office.door.ask(partial(behind, token=token)) is None


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_person_and_the_subject_is_shown(situations: Situations, name: str) -> None:
    file = situations.office.file(situations.files[name])
    shown = situations.office.door.ask(lambda look: behind(look, file.tracking))
    assert shown is not None
    text = repr(dataclasses.asdict(shown)).replace(file.permit_name, "").lower()
    private = (*file.person.values(), file.applicant_name, file.subject, *file.details.values())
    for value in (each.lower() for each in private if isinstance(each, str) and len(each) > 3):
        assert value not in text or value in WORDS_OF_THE_WAY


def test_a_permit_in_force_and_at_its_end(office: Office) -> None:
    file = office.register_file(office.intake(details=office.intake().details))
    office.advance(file, stages.NUMBERING)
    office.step(file, stages.NUMBERING)
    numbered = verified(office, file)
    assert (numbered.state, numbered.issued, numbered.starts) == ("disiapkan", None, None)
    office.step(file, stages.NUMBERING)
    permit = verified(office, file)
    assert (permit.state, permit.service) == ("aktif", "Surat Izin Praktik Bidan")
    assert permit.number.startswith("500.16.7.2/")
    assert permit.until is not None
    office.clock.moment += permit.until - office.clock.now().date()
    assert verified(office, file).state == "aktif"
    office.clock.advance(days=1)
    assert verified(office, file).state == "berakhir"


@pytest.mark.parametrize(
    ("kept", "until", "starts", "shown"),
    [
        ("aktif", None, 0, "aktif"),
        ("aktif", 0, 0, "aktif"),
        ("aktif", -1, 0, "berakhir"),
        ("aktif", None, 1, "belum_berlaku"),
        ("dibekukan", None, 0, "dibekukan"),
        ("dibekukan", -1, 0, "berakhir"),
        ("dicabut", -1, 0, "dicabut"),
        ("diganti", -1, 0, "diganti"),
    ],
)
def test_the_state_of_a_permit(office: Office, kept: str, until: int | None, starts: int, shown: str) -> None:
    """Days from today, in the zone of the office."""
    file = office.register_file()
    office.advance(file, stages.COLLECTION)
    today = date(2026, 11, 23)
    with office.register.writing() as session:
        permit = session.scalars(select(Permit)).one()
        permit.state = kept
        permit.valid_from = today + timedelta(days=starts)
        permit.valid_until = None if until is None else today + timedelta(days=until)
    assert verified(office, file).state == shown


def test_a_revocation_is_a_decision_of_its_own(office: Office) -> None:
    first = office.register_file()
    office.advance(first, stages.COLLECTION)
    number = verified(office, first).number
    again = office.intake(kind="pencabutan", previous_permit=number, confirmed={"duplicate": "pencabutan"})
    file = office.register_file(again)
    office.advance(file, stages.DRAFTING)
    token = office.file(file).tracking
    drafted = office.door.ask(lambda look: behind(look, token))
    assert isinstance(drafted, Tracked)
    assert drafted.now == "Surat keputusan sedang disusun"
    office.advance(file, stages.COLLECTION)
    ready = office.door.ask(lambda look: behind(look, token))
    assert isinstance(ready, Tracked)
    assert ready.now == "Surat keputusan pencabutan telah terbit dan siap diambil"
    assert verified(office, first).state == "dicabut"
    decree = verified(office, file)
    assert (decree.state, decree.service) == ("pencabutan", "Pencabutan Surat Izin Praktik Bidan")


def test_the_status_list_has_what_is_open_or_ended_of_late_and_hides_the_cancelled(situations: Situations) -> None:
    listed = situations.office.door.ask(lambda look: list(statuses(look)))
    numbers = [each.number for each in listed]
    cancelled = situations.office.file(situations.files["cancelled"]).number
    assert len(numbers) == len(NAMES) - 1
    assert numbers == sorted(numbers)
    assert cancelled not in numbers
    by_stage = {each.stage: each for each in listed}
    assert by_stage[stages.COLLECTION].due is None
    assert by_stage[stages.AGENCY].words.startswith("Menunggu rekomendasi teknis dari ")
    later = FixedClock().advance(days=91)
    known = situations.office.door.ask(
        lambda look: {each.stage for each in statuses(dataclasses.replace(look, now=later))}
    )
    assert known.isdisjoint(stages.ENDED)
    assert stages.COLLECTION in known


def test_the_office_is_asked_by_telephone_and_address(office: Office) -> None:
    found = office.door.ask(contact)
    assert isinstance(found, OfficeContact)
    assert (found.phone, found.address) == ("(0363) 21000", "Jalan Ngurah Rai Nomor 70, Amlapura")


def test_before_the_first_start_there_is_no_office(register: Any, clock: FixedClock) -> None:
    assert Office(register, clock).door.ask(contact) is None


def test_every_step_stage_role_and_state_has_its_words() -> None:
    steps = {step.step for template in built_in().workflow_templates.values() for step in template.steps}
    assert all(phase(step) for step in steps | set(stages.ROUTE_STEPS))
    assert all(todo(stage) for stage in stages.STAGES if stage != stages.CANCELLED)
    assert all(unit(role) for role in (*ROLES[:-1], "pemohon", "nobody"))
    states = ("aktif", "berakhir", "dicabut", "dibekukan", "diganti", "belum_berlaku", "disiapkan", "pencabutan")
    assert all(all(permit_state(state)) for state in states)
