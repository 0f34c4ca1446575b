"""The people: at each counter somebody of some role does the next thing there is to do, as far as the door lets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import func, select

from app.actions.commands import Command, office, office_work
from app.actions.commands.intake import AcceptRevision, ContactApplicant, RegisterApplication, Withdraw
from app.actions.door import Done
from app.errors import Refused, Unavailable
from app.models.application import Application
from app.models.exchange import TrayItem
from app.models.journal import Document, Printing
from app.models.office import Mandate, Staff
from app.rules import stages
from app.rules.workflow import BACK, CHIEF, DIVISION, HEAD, LOKET, ROLES, TEAM
from tests.office import NI_LUH, PROFILE
from tests.whole.simulation.template import SECOND

if TYPE_CHECKING:
    from tests.whole.simulation.machine import Machine
    from tests.whole.simulation.world import World

Wanted = tuple[str, type[Command], dict[str, Any]]
DOUBTS = ("duplicate", "same_object", "known_near_nik", "known_other_name", "age_unusual", "birth_date_differs")
MOST_FILES = 14


class People:
    """All of an office. What they see is what their counter's tables show."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.chance = world.chance

    def somebody(self, role: str) -> str:
        """Mostly of that role; now and then somebody who lost it, or never had it, tries."""
        if self.chance.random() < 0.03:
            role = self.chance.choice(ROLES)
        return role if self.chance.random() < 0.6 else role + SECOND

    def act(self, machine: Machine) -> None:
        """One thing. A refusal is an answer; nothing has changed then."""
        chosen = self._choice(machine)
        if chosen is None:
            return
        actor, kind, values = chosen
        try:
            command = kind(stamp=machine.desk.stamp(actor), **values)
            done = self._do(machine, command)
        except (Refused, Unavailable) as said:
            self.world.stats[f"refused:{said.code}"] += 1
            return
        if isinstance(command, RegisterApplication):
            self._print(machine, command, done)

    def _do(self, machine: Machine, command: Command) -> Done:
        watch = self.world.watch
        watch.attempt(machine, command)
        done = machine.desk.door.do(command)
        machine.kit.mirroring.keep(command.stamp.id)
        watch.done(machine, command)
        return done

    def _print(self, machine: Machine, command: RegisterApplication, done: Done) -> None:
        """The receipt goes out, and that is written down."""
        self.world.watch.printed(machine, command.application, done.number, command.stamp.id)
        print_ = office.RecordPrint(
            stamp=machine.desk.stamp(command.stamp.actor), document=done.documents[0], copy=1, target="printer"
        )
        try:
            self._do(machine, print_)
        except (Refused, Unavailable) as said:
            self.world.stats[f"refused:{said.code}"] += 1

    def _choice(self, machine: Machine) -> Wanted | None:
        with machine.register.reading() as session:
            files = list(session.execute(select(Application.id, Application.stage).order_by(Application.number)))
        running = [(file, stage) for file, stage in files if stage not in stages.ENDED]
        if not running or (len(running) < MOST_FILES and self.chance.random() < 0.2):
            return self._registration(machine)
        file, stage = self.chance.choice(running)
        pick = self.chance.random()
        if pick < 0.62:
            return self._step(machine, file, stage)
        if pick < 0.86:
            return self._beside(machine, file)
        if pick < 0.93:
            return self._office(machine)
        return self._tray(machine) or self._step(machine, file, stage)

    def _registration(self, machine: Machine) -> Wanted:
        desk = machine.desk
        confirmed = dict.fromkeys(DOUBTS, "Tempat praktik lain")
        person = NI_LUH
        if self.chance.random() < 0.6:
            person = self._person()
        intake = desk.intake("SIP-BD", person, confirmed=confirmed)
        return (
            self.somebody(LOKET),
            RegisterApplication,
            {
                "application": desk.new_id(),
                "intake": intake,
                "read_back": True,
                "started": desk.clock.now() - timedelta(minutes=5),
            },
        )

    def _person(self) -> Any:
        """Women born on some day of 1988, so that two counters meet the same new one now and then."""
        day, serial = self.chance.randint(1, 4), self.chance.randint(1, 4)
        born = NI_LUH.birth_date.replace(day=day)
        nik = f"510703{day + 40:02d}0788{serial:04d}"
        name = f"NI MADE CONTOH {'ABCD'[day - 1]}{'EFGH'[serial - 1]}"
        return msgspec.structs.replace(NI_LUH, nik=nik, name=name, birth_date=born)

    def _step(self, machine: Machine, file: str, stage: str) -> Wanted | None:
        if stage == stages.RETURNED:
            return self.somebody(LOKET), AcceptRevision, {"application": file}
        if stage in stages.OFF_ROUTE and stage != stages.REFUSED:
            return None
        role, kind, values = machine.desk.ordinary(file, stage)
        return self.somebody(role), kind, {"application": file, **values}

    def _beside(self, machine: Machine, file: str) -> Wanted:
        today = machine.clock.now().date()
        row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
        ways: tuple[Callable[[], Wanted], ...] = (
            lambda: (self.somebody(self.chance.choice(ROLES)), office_work.AddNote, {"text": "Catatan"}),
            lambda: (self.somebody(self.chance.choice(ROLES)), office_work.AddNote, {"text": "Catatan"}),
            lambda: (
                self.somebody(LOKET),
                ContactApplicant,
                {"channel": "telepon", "purpose": "pengingat", "reached": True},
            ),
            lambda: (
                self.somebody(BACK),
                office_work.ReturnForRevision,
                {"rows": (row,), "deadline": today + timedelta(days=5)},
            ),
            lambda: (
                self.somebody(HEAD),
                office_work.ReturnForRevision,
                {"rows": (row,), "deadline": today + timedelta(days=5)},
            ),
            lambda: (self.somebody(BACK), office_work.RecordMatch, {"result": "cocok", "how": "Layar Dukcapil"}),
            lambda: (self.somebody(HEAD), office_work.CorrectInternally, {"note": "Salah ketik"}),
            lambda: (self.somebody(DIVISION), office_work.CorrectInternally, {"note": "Salah ketik"}),
            lambda: (self.somebody(HEAD), office_work.Cancel, {"reason": "Salah masuk"}),
            lambda: (self.somebody(LOKET), Withdraw, {"letter_date": today, "signed_by": "NI LUH CONTOH"}),
            lambda: (
                self.somebody(BACK),
                office_work.ProposeRefusal,
                {"reason": self._refusal(machine), "legal_basis": "Pasal 1", "text": "Tidak memenuhi."},
            ),
            lambda: (self.somebody(BACK), office_work.ProposePermit, {"reason": "Ditinjau lagi"}),
            lambda: (self.somebody(TEAM), office_work.RecordObjection, {"number": "1", "dated": today, "reason": "-"}),
        )
        actor, kind, values = self.chance.choice(ways)()
        return actor, kind, {"application": file, **values}

    def _refusal(self, machine: Machine) -> str:
        return machine.desk.reference.catalogue.rejection_reasons[0].id

    def _office(self, machine: Machine) -> Wanted | None:
        """Rights, accounts, the office itself, papers. An administrator by the same name is left alone."""
        pick = self.chance.randrange(6)
        if pick == 0:
            return self._rights(machine)
        if pick == 1:
            return self._account(machine)
        if pick == 2:
            return self._mandate(machine)
        if pick == 3:
            return self._paper(machine)
        if pick == 4:
            phone = f"(0363) {self.chance.randrange(10**5)}"
            return (
                self._administrator(),
                office.ChangeOffice,
                {"profile": msgspec.structs.replace(PROFILE, phone=phone)},
            )
        return self._administrator(), office.SetPassword, {"staff": self._victim(), "password": "$argon2id$x"}

    def _administrator(self) -> str:
        return self.somebody("administrator")

    def _victim(self) -> str:
        return self.chance.choice(ROLES[:-1]) + self.chance.choice(("", SECOND))

    def _rights(self, machine: Machine) -> Wanted:
        """One of two loses a role, or gets it back; the other keeps it."""
        role = self.chance.choice(ROLES[:-1])
        held = () if self.chance.random() < 0.4 else (role,)
        return self._administrator(), office.SetRoles, {"staff": role + SECOND, "roles": held}

    def _account(self, machine: Machine) -> Wanted | None:
        victim = self.chance.choice(ROLES[:-1]) + SECOND
        with machine.register.reading() as session:
            row = session.get(Staff, victim)
            if row is None:
                return None
            profile = office.StaffProfile(
                id=row.id, username=row.username, name=row.name, rank=self.chance.choice(("Penata", "Pembina"))
            )
            return self._administrator(), office.ChangeStaff, {"profile": profile, "active": not row.active}

    def _mandate(self, machine: Machine) -> Wanted | None:
        today = machine.clock.now().date()
        with machine.register.reading() as session:
            known = list(session.scalars(select(Mandate.id).where(Mandate.ends >= today)))
        if known and self.chance.random() < 0.6:
            return self._administrator(), office.EndMandate, {"mandate": self.chance.choice(known), "ends": today}
        return (
            self._administrator(),
            office.AddMandate,
            {
                "role": CHIEF,
                "substitute": DIVISION,
                "mandate": "plh",
                "letter_number": "800/1",
                "letter_date": today,
                "starts": today,
                "ends": today + timedelta(days=self.chance.randrange(3)),
            },
        )

    def _paper(self, machine: Machine) -> Wanted | None:
        with machine.register.reading() as session:
            papers = list(session.scalars(select(Document.id).order_by(Document.id)))
            if not papers:
                return None
            paper = self.chance.choice(papers)
            last = session.scalar(select(func.max(Printing.copy)).where(Printing.document_id == paper)) or 0
        return self.somebody(LOKET), office.RecordPrint, {"document": paper, "copy": last + 1, "target": "printer"}

    def _tray(self, machine: Machine) -> Wanted | None:
        with machine.register.reading() as session:
            items = list(session.scalars(select(TrayItem.id).where(TrayItem.closed.is_(None)).order_by(TrayItem.id)))
        if not items:
            return None
        how = self.chance.choice(("redo", "adopt", "withdraw"))
        return (
            self.somebody(HEAD),
            office.SettleTrayItem,
            {
                "item": self.chance.choice(items),
                "how": how,
                "note": "Sudah dilihat",
            },
        )
