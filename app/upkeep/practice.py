"""The training office: an office of its own with people of every role and files at every stage, all of them invented.

Everything goes through the real door, day by day on a clock that walks up to today, so that what is practised on looks
like an office at work. The register is made beside its place and moved there when it is whole.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from app.actions.commands import Command, Stamp
from app.actions.commands.intake import Intake, ItemState, Person, RegisterApplication
from app.actions.commands.office import AddStaff, OfficeProfile, SetUpOffice, StaffProfile
from app.actions.door import Done, Door
from app.actions.signing_in import verifier
from app.database import open_register
from app.queries.look import Look
from app.reference.reference import Reference
from app.reference.regions import villages_of
from app.reference.terms import Terms
from app.rules.conditions import Value
from app.rules.registration import ALPHABET
from app.rules.working_days import Calendar
from app.settings import resource
from app.upkeep.copies import FOLDER
from app.upkeep.practice_acts import next_act, standing
from app.upkeep.register_folder import BESIDE, SUSPECT
from app.upkeep.restore import ORIGIN

OPENS = time(8, 0)
DISTRICTS = tuple(f"5107{number:02}" for number in range(1, 9))
DEVICE = "7AT"
T = TypeVar("T")
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Story:
    """One file: received `ago` working days before today, an act every `pace` working days until stage `until`."""

    permit: str
    variant: str
    ago: int
    pace: int
    until: str
    via: str


@dataclass
class Course:
    """How far a story has come; `due` counts working days before today."""

    story: Story
    file: str = ""
    due: int = 0
    over: bool = False


def prepare(database: Path, key: bytes | None, reference: Reference, now: datetime, told: Told) -> None:
    """Make the register of the training office. `told` hears how many days of how many are done."""
    part = database.with_name("preparing.db")
    for leftover in part.parent.glob(f"{part.name}*"):
        leftover.unlink()
    register = open_register(part, key)
    try:
        clock = PracticeClock(now)
        chance = random.Random(now.year)
        door = Door(register, reference, draw=partial(chance.choice, ALPHABET), now=clock.now)
        Play(door, reference, clock, chance, told).run()
    finally:
        register.close()
    part.replace(database)


def forget(database: Path) -> None:
    """Remove the register of a training office that is closed, and its copies; the next start makes a new one."""
    folder = database.parent
    beside = (path for name in (*BESIDE, SUSPECT, ORIGIN) for path in folder.glob(f"{Path(name).stem}*"))
    for path in (*folder.glob(f"{database.name}*"), *(folder / FOLDER).glob("*"), *beside):
        path.unlink(missing_ok=True)


def stories() -> tuple[Story, ...]:
    with resource("practice_cases.csv").open(encoding="utf-8") as file:
        return tuple(
            Story(row["permit"], row["variant"], int(row["ago"]), int(row["pace"]), row["until"], row["via"])
            for row in csv.DictReader(file)
        )


def sample() -> dict[str, Any]:
    """Names, office and details, as in `resources/practice.json`."""
    content: dict[str, Any] = json.loads(resource("practice.json").read_text(encoding="utf-8"))
    return content


@dataclass
class PracticeClock:
    """Walks through working days and never past `end`."""

    end: datetime
    moment: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.moment = self.end

    def now(self) -> datetime:
        return self.moment

    def open_day(self, day: date, zone: ZoneInfo) -> None:
        """At eight; today early enough that all is done before now."""
        morning = datetime.combine(day, OPENS, zone).astimezone(UTC)
        self.moment = min(morning, self.end - timedelta(hours=2))

    def advance(self, **duration: float) -> datetime:
        self.moment += timedelta(**duration)
        return self.moment


class Entrance(Protocol):
    """The door of an office, on one PC or with a centre behind it."""

    def do(self, command: Command) -> Done: ...

    def ask(self, query: Callable[[Look], T]) -> T: ...


@dataclass
class Play:
    door: Entrance
    reference: Reference
    clock: PracticeClock
    chance: random.Random
    told: Told
    sample: dict[str, Any] = field(default_factory=sample)
    people: dict[str, str] = field(default_factory=dict)
    device: str = DEVICE
    _serial: Iterator[int] = field(default_factory=partial(count, 1))
    _object: Iterator[int] = field(default_factory=partial(count, 1))
    _ids: Iterator[int] = field(default_factory=partial(count, 1))

    def run(self) -> None:
        courses = [Course(story, due=story.ago) for story in stories()]
        profile = OfficeProfile(**self.sample["office"])
        zone = ZoneInfo(profile.zone)
        today = self.clock.end.astimezone(zone).date()
        days = days_back(today, max(course.due for course in courses), self.reference.calendar(bali=profile.bali))
        self.clock.open_day(days[0] - timedelta(days=1), zone)
        self._set_up(profile)
        for done, day in enumerate(days):
            self.clock.open_day(day, zone)
            for course in courses:
                self.live(course, len(days) - 1 - done, day)
            self.told(done + 1, len(days))

    def _set_up(self, profile: OfficeProfile) -> None:
        """One verifier for all: the password is on the sign-in page, and each takes long to make."""
        kept = verifier(self.sample["password"])
        founder, *others = self.sample["staff"]
        for person in self.sample["staff"]:
            self.people |= dict.fromkeys(person["roles"], self._id())
        self.door.do(
            SetUpOffice(
                stamp=self._stamp("administrator"),
                profile=profile,
                first_user=self._profile(founder),
                password=kept,
                device=DEVICE,
                counter_name=self.sample["counter"],
                training=True,
            )
        )
        for person in others:
            self.door.do(
                AddStaff(
                    stamp=self._stamp("administrator"),
                    profile=self._profile(person),
                    password=kept,
                    roles=tuple(person["roles"]),
                )
            )

    def _profile(self, person: dict[str, Any]) -> StaffProfile:
        return StaffProfile(
            id=self.people[person["roles"][0]],
            username=person["username"],
            name=person["name"],
            name_with_titles=f"{person['name']}, S.Contoh",
            rank="Penata (contoh)",
            nip="000000000000000000",
            position=person["position"],
        )

    def live(self, course: Course, left: int, day: date) -> None:
        """What happens to this file on this day; with pace 0 all of it at once."""
        while not course.over and course.due >= left:
            if course.file:
                course.over = not self._go_on(course)
            else:
                course.file = self._receive(course.story, day)
            course.due -= course.story.pace

    def _go_on(self, course: Course) -> bool:
        story = course.story
        file = self.door.ask(partial(standing, application=course.file))
        wanted = next_act(file, story.until, story.via)
        if wanted is None:
            return False
        values: dict[str, Any] = {"application": course.file, **wanted.values}
        self.door.do(wanted.kind(stamp=self._stamp(wanted.role), **values))
        return True

    def _receive(self, story: Story, day: date) -> str:
        started = self.clock.now()
        self.clock.advance(seconds=50)
        application = self._id()
        self.door.do(
            RegisterApplication(
                stamp=self._stamp("petugas_loket"),
                application=application,
                intake=self._intake(story, day),
                read_back=True,
                started=started,
            )
        )
        return application

    def _intake(self, story: Story, day: date) -> Intake:
        details = {
            name: _dated(value, day)
            for name, value in self.sample["details"][story.permit].items()
            if name != "tanggal_bongkar" or story.variant == "insidentil"
        }
        permit = self.reference.catalogue.permit(story.permit)
        assert permit is not None
        if story.variant == "insidentil" and story.permit == "TRY":
            details |= {"tanggal_berangkat": _dated("+10", day), "tanggal_kembali": _dated("+11", day)}
        for name in permit.object_fields[:1]:  # everybody's own place or thing
            details[name] = f"{details[name]} {next(self._object)}"
        facts: dict[str, Value] = {"variant": story.variant, "pemohon.jenis": "perorangan"}
        facts |= {"pemohon.melalui_kuasa": False} | details
        terms = Terms(self.reference.catalogue, permit, story.variant, "baru", facts)
        items = tuple(ItemState(requirement=each.id, state="ada", original_shown=True) for each in terms.requirements)
        answers = {each.id: "tidak" if each.block_if == "ya" else "ya" for each in permit.eligibility_checks}
        return Intake(
            permit=story.permit,
            variant=story.variant,
            kind="baru",
            person=self._person(),
            details=details,
            answers=answers,
            items=items,
            confirmed={"phone_prefix": "Nomor contoh"},
        )

    def _person(self) -> Person:
        """A Balinese name of the lists; a NIK of right build whose serials count from 0001, as no real list would."""
        serial = next(self._serial)
        woman = serial % 2 == 0
        born = date(1965, 1, 1) + timedelta(days=self.chance.randrange(13_000))
        district = self.chance.choice(DISTRICTS)
        village = self.chance.choice(villages_of(district))
        order = self.sample["order"][serial % len(self.sample["order"])]
        given = self.chance.choice(self.sample["women" if woman else "men"])
        return Person(
            nik=f"{district}{born.day + 40 * woman:02}{born:%m%y}{serial:04}",
            name=f"{'NI' if woman else 'I'} {order} {given}".upper(),
            birth_place="Karangasem",
            birth_date=born,
            sex="P" if woman else "L",
            address=self.chance.choice(self.sample["hamlets"]),
            village=village.code,
            village_text=f"{village.village}, Kec. {village.district}",
            phone=f"+628120000{serial:04}",
        )

    def _stamp(self, role: str) -> Stamp:
        return Stamp(id=self._id(), at=self.clock.advance(seconds=40), actor=self.people[role], counter=self.device)

    def _id(self) -> str:
        """A UUIDv7 of the course's own clock; the counter keeps ids of one moment apart and in order."""
        milliseconds = int(self.clock.now().timestamp() * 1000)
        low = (2 << 62) | next(self._ids)
        return str(UUID(int=(milliseconds << 80) | (7 << 76) | (self.chance.getrandbits(12) << 64) | low))


def days_back(today: date, working_days: int, calendar: Calendar) -> list[date]:
    """Today and as many working days before it, the earliest first."""
    known = calendar.assuming(range(today.year - 1, today.year + 1))
    days, day = [today], today
    while len(days) <= working_days:
        day -= timedelta(days=1)
        if known.is_working_day(day):
            days.insert(0, day)
    return days


def _dated(value: Any, day: date) -> Any:
    """ "+14" in the sample is the day two weeks after the file came in."""
    if isinstance(value, str) and value[:1] in "+-" and value[1:].isdigit():
        return (day + timedelta(days=int(value))).isoformat()
    return value
