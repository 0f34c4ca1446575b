"""The people: at each counter somebody of some role does the next thing there is to do, as the door lets them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import select

from app.actions.commands import Command, office, office_work
from app.actions.commands.intake import AcceptRevision, ContactApplicant, RegisterApplication, Withdraw
from app.actions.door import Done
from app.errors import Refused, Unavailable
from app.models.application import Application
from app.rules import stages
from app.rules.workflow import BACK, DIVISION, HEAD, LOKET, ROLES, TEAM
from tests.office import NI_LUH
from tests.whole.simulation.office_people import in_the_office, tray
from tests.whole.simulation.printed import came_out, tell
from tests.whole.simulation.revoking import is_out
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
        if self.world.faults and self.chance.random() < 0.01:
            self.world.clock_jumps(machine)
        if tell(machine, self.somebody(LOKET)):
            return
        chosen = self._choice(machine)
        if chosen is None:
            return
        actor, kind, values = chosen
        if is_out(self.world, machine, actor):
            self.world.stats["refused:signs in anew"] += 1
            return
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
        self.world.acting = machine
        done = machine.desk.door.do(command)
        watch.done(machine, command)
        came_out(watch, machine, command, done)
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
            return in_the_office(self, machine)
        return tray(self, machine) or self._step(machine, file, stage)

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
        """Besides the ordinary way: notes, returns, corrections, refusals, withdrawals."""
        ways = (self._notes, self._notes, self._returns, self._ends)
        role, kind, values = self.chance.choice(ways)(machine)
        return self.somebody(role), kind, {"application": file, **values}

    def _notes(self, machine: Machine) -> Wanted:
        told = {"channel": "telepon", "purpose": "pengingat", "reached": True}
        ways: tuple[Wanted, ...] = (
            (self.chance.choice(ROLES), office_work.AddNote, {"text": "Catatan"}),
            (LOKET, ContactApplicant, told),
            (BACK, office_work.RecordMatch, {"result": "cocok", "how": "Layar Dukcapil"}),
        )
        return self.chance.choice(ways)

    def _returns(self, machine: Machine) -> Wanted:
        row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
        back = {"rows": (row,), "deadline": machine.clock.now().date() + timedelta(days=5)}
        ways: tuple[Wanted, ...] = (
            (BACK, office_work.ReturnForRevision, back),
            (HEAD, office_work.ReturnForRevision, back),
            (HEAD, office_work.CorrectInternally, {"note": "Salah ketik"}),
            (DIVISION, office_work.CorrectInternally, {"note": "Salah ketik"}),
        )
        return self.chance.choice(ways)

    def _ends(self, machine: Machine) -> Wanted:
        today = machine.clock.now().date()
        reason = machine.desk.reference.catalogue.rejection_reasons[0].id
        refusal = {"reason": reason, "legal_basis": "Pasal 15 UU 25/2009", "text": "Tidak memenuhi."}
        ways: tuple[Wanted, ...] = (
            (HEAD, office_work.Cancel, {"reason": "Salah masuk"}),
            (LOKET, Withdraw, {"letter_date": today, "signed_by": "NI LUH CONTOH"}),
            (BACK, office_work.ProposeRefusal, refusal),
            (BACK, office_work.ProposePermit, {"reason": "Ditinjau lagi"}),
            (TEAM, office_work.RecordObjection, {"number": "1", "dated": today, "reason": "-"}),
        )
        return self.chance.choice(ways)
