"""An office for tests: staff of every role at one counter, and the acts of a day in one line each.

Everything goes through the real door into a real encrypted register; only the clock and the chance are the test's.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.actions import pc_clock
from app.actions.commands import Command, Stamp, office_work
from app.actions.commands.intake import (
    AssistOss,
    HandOver,
    Intake,
    ItemState,
    Person,
    RecordOssResult,
    RegisterApplication,
)
from app.actions.commands.office import AddStaff, OfficeProfile, SetUpOffice, StaffProfile
from app.actions.door import Done, Door
from app.database import Register
from app.models.application import Application, Permit
from app.queries.files import terms_of
from app.reference.catalogue_file import built_in
from app.reference.reference import Reference
from app.reference.terms import Terms
from app.rules.registration import ALPHABET
from app.rules.workflow import ADMIN, ROLES
from tests.conftest import FixedClock

PROFILE = OfficeProfile(
    code="KRA",
    regency="Karangasem",
    region="5107",
    name="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    government="Pemerintah Kabupaten Karangasem",
    address="Jalan Ngurah Rai Nomor 70, Amlapura",
    phone="(0363) 21000",
    place="Amlapura",
    zone="Asia/Makassar",
    bali=True,
)
MIDWIFE: dict[str, Any] = {
    "nomor_str": "XW00001234567890",
    "str_seumur_hidup": True,
    "pendidikan": "D-III Kebidanan",
    "sip_ke": 1,
    "jenis_tempat": "Fasilitas pelayanan kesehatan",
    "nama_tempat": "UPTD Puskesmas Abang I",
    "alamat_tempat": "Jalan Raya Abang",
}
NI_LUH = Person(
    nik="5107034507880003",
    name="NI LUH CONTOH",
    birth_place="Karangasem",
    birth_date=date(1988, 7, 5),
    sex="P",
    address="Banjar Dinas Kertha",
    village="5107032001",
    village_text="Abang, Kec. Abang",
    phone="+6281234567890",
)
# One person for each role, and a second for the two that must not meet.
PEOPLE = {role: role for role in ROLES} | {"plh": "kabid"}


@dataclass
class Office:
    """`door` and `clock` as in the program; ids and draws come from a seeded source."""

    register: Register
    clock: FixedClock
    seed: int = 1
    device: str = "7Q4"
    _ids: Any = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.reference = Reference(built_in())
        self.door = Door(self.register, self.reference, draw=self.draw, now=self.clock.now)

    def draw(self) -> str:
        return self.chance.choice(ALPHABET)

    def new_id(self) -> str:
        return str(UUID(int=(7 << 76) | (2 << 62) | next(self._ids) << 80 | self.chance.getrandbits(60)))

    def stamp(self, actor: str) -> Stamp:
        self.clock.advance(seconds=1)
        return Stamp(id=self.new_id(), at=self.clock.now(), actor=actor, counter=self.device)

    def set_clock(self, moment: datetime) -> None:
        """Another day on which the clock is right, as an administrator says."""
        self.clock.moment = moment
        pc_clock.confirm(self.register, moment, "I Made Administrator")

    def open(self, profile: OfficeProfile = PROFILE) -> Office:
        """First start, then one account for each role; the id of each is the name of its role."""
        first = StaffProfile(id=ADMIN, username="admin", name="I Made Administrator")
        self.door.do(
            SetUpOffice(
                stamp=self.stamp(ADMIN),
                profile=profile,
                first_user=first,
                password="-",
                device="7Q4",
                counter_name="Loket 1",
            )
        )
        for role in ROLES[:-1]:
            self.add_staff(role, role)
        return self

    def add_staff(self, name: str, *roles: str) -> None:
        """An account whose id is `name`."""
        person = StaffProfile(
            id=name,
            username=name.replace("_", "."),
            name=f"Petugas {name.title()}",
            name_with_titles=f"Petugas {name.title()}, S.H.",
            rank="Penata",
            nip="198001012005011001",
        )
        self.door.do(AddStaff(stamp=self.stamp(ADMIN), profile=person, password="-", roles=roles))

    def do(self, actor: str, kind: type[Command], /, **values: Any) -> Done:
        return self.door.do(kind(stamp=self.stamp(actor), **values))

    def intake(self, permit: str = "SIP-BD", person: Person = NI_LUH, **changes: Any) -> Intake:
        """A complete form: every paper there, every question answered the right way."""
        details = changes.pop("details", MIDWIFE)
        kind, variant = changes.pop("kind", "baru"), changes.pop("variant", "")
        chosen = built_in().permit(permit)
        assert chosen is not None
        who = {
            "pemohon.jenis": "badan" if changes.get("body") else "perorangan",
            "pemohon.melalui_kuasa": bool(changes.get("proxy")),
        }
        facts = {"variant": variant} | who | details
        terms = Terms(built_in(), chosen, variant, kind, facts)
        items = tuple(
            ItemState(requirement=each.id, state="susulan" if each.deferred_until else "ada", original_shown=True)
            for each in terms.requirements
        )
        answers = {q.id: "tidak" if q.block_if == "ya" else "ya" for q in chosen.eligibility_checks}
        values = {"items": items, "answers": answers, "variant": variant} | changes
        return Intake(permit=permit, kind=kind, person=person, details=details, **values)

    def register_file(self, intake: Intake | None = None, **values: Any) -> str:
        """T2; the id of the application."""
        return self.receive(intake, **values).application

    def receive(self, intake: Intake | None = None, **values: Any) -> Done:
        stamp = self.stamp("petugas_loket")
        command = RegisterApplication(
            stamp=stamp,
            application=self.new_id(),
            intake=intake or self.intake(),
            read_back=values.pop("read_back", True),
            started=stamp.at - timedelta(minutes=6),
            **values,
        )
        return self.door.do(command)

    def file(self, application: str) -> Application:
        with self.register.reading() as session:
            found = session.get(Application, application)
            assert found is not None
            return found

    def verdicts(self, application: str) -> tuple[office_work.ItemVerdict, ...]:
        terms = terms_of(self.file(application), self.reference)
        return tuple(office_work.ItemVerdict(requirement=x.id, verdict="sesuai") for x in terms.requirements)

    def advance(self, application: str, until: str) -> None:
        """Do the ordinary act of every step until the file stands at `until`."""
        for _ in range(20):
            stage = self.file(application).stage
            if stage == until:
                return
            self.step(application, stage)
        raise AssertionError(f"never came to {until}")

    def step(self, application: str, stage: str) -> Done:
        """The ordinary act at a stage, by the person who holds it."""
        actor, kind, values = self.ordinary(application, stage)
        return self.do(actor, kind, application=application, **values)

    def ordinary(self, application: str, stage: str) -> tuple[str, type[Command], dict[str, Any]]:
        today = self.clock.now().date()
        team = ("Dinkes", "Puskesmas")
        table: dict[str, tuple[str, type[Command], dict[str, Any]]] = {
            "verifikasi_berkas": (
                "verifikator",
                office_work.DeclareCorrect,
                {"verdicts": self.verdicts(application)},
            ),
            "verifikasi_persyaratan_oss": (
                "verifikator",
                office_work.DeclareCorrect,
                {"verdicts": self.verdicts(application)},
            ),
            "permintaan_rekomendasi": ("penyelia", office_work.RequestRecommendation, {}),
            "rekomendasi_teknis": (
                "tim_teknis",
                office_work.RecordRecommendation,
                {"outcome": "setuju", "number": "440/1/Dinkes/2026", "dated": today},
            ),
            "penjadwalan_lapangan": ("penyelia", office_work.ScheduleInspection, {"on": today, "team": team}),
            "pemeriksaan_lapangan": (
                "tim_teknis",
                office_work.RecordInspection,
                {
                    "held": today,
                    "conclusion": "sesuai",
                    "findings": (office_work.VisitFinding(subject="Tempat", verdict="sesuai"),),
                },
            ),
            "penetapan_retribusi": (
                "bendahara",
                office_work.AssessLevy,
                {"amount": 250_000, "tariff": "Perda", "assessment_number": "SKRD 1"},
            ),
            "menunggu_pembayaran": (
                "bendahara",
                office_work.RecordPayment,
                {"amount": 250_000, "proof": "STS 1", "paid": today},
            ),
            "penyusunan_draf": ("verifikator", office_work.SubmitDraft, {"terms": ("Menaati ketentuan.",)}),
            "paraf_penyelia": ("penyelia", office_work.Initial, {}),
            "paraf_kabid": ("kabid", office_work.Initial, {}),
            "paraf_sekretaris": ("sekretaris", office_work.Initial, {}),
            "tanda_tangan": ("kadis", office_work.Sign, {}),
            "penomoran": ("verifikator", office_work.Issue, {"wet_signature": True}),
            "pendampingan_oss": ("petugas_loket", AssistOss, {"project_number": "PRJ-1"}),
            "persetujuan_oss": ("kabid", office_work.DecideOss, {"result": "disetujui"}),
            "pencatatan_hasil_oss": (
                "petugas_loket",
                RecordOssResult,
                {"details": {"nib": "1234567890123", "tanggal_terbit_oss": today.isoformat()}},
            ),
            "penyerahan": (
                "petugas_penyerahan",
                HandOver,
                {
                    "receiver": "NI LUH CONTOH",
                    "receiver_is": "pemohon",
                    "identity_shown": "KTP-el",
                    "receipt_shown": True,
                },
            ),
        }
        if stage == "penomoran" and not self.numbered(application):
            return "verifikator", office_work.AssignNumber, {}
        if self.file(application).outcome == "penolakan" and stage == "tanda_tangan":
            return "kadis", office_work.DecideRefusal, {}
        if stage == "ditolak":
            return table["penyerahan"]
        return table[stage]

    def numbered(self, application: str) -> bool:
        """Whether there is a numbered paper to be signed."""
        paper = select(Permit.id).where(Permit.application_id == application, Permit.document_id != "")
        with self.register.reading() as session:
            return session.scalar(paper) is not None
