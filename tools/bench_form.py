"""What the intake form itself catches and costs: entries typed by key presses into the real page, offscreen.

`python tools/bench.py form`. The slips are a sample of the simulation of `tools/bench_nik.py`. An entry is caught where
the form asks for something before it registers: an error, a warning that needs a reason, a re-keying that differs.
Seconds are those of the keystroke-level model: K for a key, M for each group of letters or digits read from the card,
H once to bring the hands to the keys; no mouse.
"""

from __future__ import annotations

import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

from app.actions.commands.intake import Person
from app.database import open_register
from app.reference.regions import regions, villages
from app.ui.look import style
from app.ui.pages.intake.parts import APPLICANT
from app.ui.pages.intake.rekeying import REKEYED
from tests.conftest import KEY, FixedClock
from tests.office import PROFILE, Office
from tests.ui.at_work import AtWork
from tests.ui.pages.intake_at_work import ENTER, F2, IntakeAtWork
from tools.bench_memory import name_of
from tools.bench_nik import TODAY, entries
from tools.nik_slips import Applicant, applicant

Figure = tuple[str, float, float, str]
K, M, H = 0.28, 1.35, 0.40
SLIPS, CLEAN, KNOWN = 500, 150, 20
GROUPS = {
    "nik": 4,
    "name": 1,
    "birth_date": 1,
    "sex": 1,
    "address": 1,
    "village": 1,
    "phone": 3,
    "last4": 1,
    "first6": 2,
}
LOOKS = 2  # groups read of what is known of an applicant: who it is, and that nothing has changed
EXTRA = 5.5  # keys, as in tools/bench_nik.py
DOUBLE = 16 * K + 4 * M  # seconds to key the whole number twice
ADDRESS, PHONE = "Banjar Dinas Kertha", "081234567890"


@dataclass(frozen=True)
class Someone:
    """A person as on the card; `wanted` is what is typed to find the village."""

    on_card: Applicant
    name: str
    wanted: str
    village: str


class KeysByField(QObject):
    """Counts keys where they are pressed: before anything else Qt asks the widget in focus whether it wants a key."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.pressed: Counter[str] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and watched is QApplication.focusWidget():
            self.pressed[watched.objectName()] += 1
        return False


class Clerk:
    """At the blank form; types people's identity from the card."""

    def __init__(self, counter: IntakeAtWork, keys: KeysByField) -> None:
        self._counter, self._keys = counter, keys

    def begin(self) -> None:
        """The page is told once that the form is blank, by the next key, and not with every field. What the form did
        away with is deleted, as it is where an event loop runs."""
        parts = self._counter.page.parts
        parts.blockSignals(True)
        parts.clear()
        parts.blockSignals(False)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._counter.go("identity", "nik")
        self._keys.pressed.clear()

    def press(self, *keys: str | Qt.Key) -> None:
        self._counter.press(*keys)

    def number_to_sex(self, who: Someone, typed: str) -> None:
        """Enter goes on where the form does not by itself."""
        self.begin()
        self.press(typed)
        if self._counter.focused() == "nik":
            self.press(ENTER)
        self.press(who.name, ENTER, f"{who.on_card.born:%d%m%Y}", who.on_card.sex.lower())

    def rest(self, who: Someone) -> None:
        self.press(ADDRESS, ENTER, who.wanted, ENTER, PHONE, ENTER)

    def again(self, field: str, digits: str) -> None:
        """Where the form asks for it."""
        if self._counter.focused() == field:
            self.press(digits)

    def is_stopped(self) -> bool:
        """Whether the form would not let this pass. What was not reached yet is no stop."""
        spots = self._counter.page.parts.sheet.problems(APPLICANT)
        return any(spot.part != "identity" or spot.code != "required" for spot in spots)

    def is_through(self) -> bool:
        """Whether the form has nothing more to say of the applicant."""
        self._counter.go("permit", "permit")
        return not self._counter.page.parts.sheet.problems(APPLICANT)

    def keys(self) -> Counter[str]:
        return Counter(self._keys.pressed)


@contextmanager
def at_work() -> Iterator[tuple[Clerk, Office]]:
    """A clerk before the real page, with a register in a folder of its own."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else style.application("bench")
    with tempfile.TemporaryDirectory() as folder:
        register = open_register(Path(folder) / "register.db", KEY)
        office = Office(register, FixedClock()).open()
        desk = AtWork(office, Path(folder) / "papers")
        counter, keys = IntakeAtWork(desk), KeysByField(desk)
        counter.window.show()
        counter.window.activateWindow()
        desk.settle()
        counter.open()
        app.installEventFilter(keys)
        yield Clerk(counter, keys), office
        app.removeEventFilter(keys)
        desk.desk.close()
        counter.window.close()
        register.close()


def someone(dice: random.Random, on_card: Applicant) -> Someone:
    """The village is found by the beginning of its name, as short as it may be, or else by name and district."""
    near = PROFILE.region
    row = dice.choice(villages().of(on_card.home))
    texts = (
        *(row.village[:length].lower() for length in range(3, len(row.village) + 1)),
        f"{row.village}, {row.district}",
    )
    found = (text for text in texts if villages().find(text, near)[:1] and _home(text, near) == on_card.home)
    return Someone(on_card, name_of(dice, on_card.sex), next(found, ""), row.code)


def _home(text: str, near: str) -> str:
    return villages().find(text, near)[0].district_code


def neighbours(dice: random.Random, count: int) -> list[Someone]:
    """Who comes to this office: of its regency, one in five with a number from elsewhere."""
    codes = [code for code in regions().names if len(code) == 6]
    homes = [code for code in codes if code.startswith(PROFILE.region)]
    return [someone(dice, applicant(dice, homes, codes, TODAY)) for _ in range(count)]


def sample(dice: random.Random) -> list[tuple[Someone, str, bool]]:
    """Of the simulation; those whose village no search finds first are left out."""
    typed = entries(random.Random(20_261_121), regions())
    found = ((someone(dice, person), number, repeated) for person, number, repeated in typed)
    usable = (each for each in found if each[0].wanted)
    return [next(usable) for _ in range(SLIPS)]


def stopped_at(clerk: Clerk, who: Someone, typed: str, again: str) -> int:
    """The first step at which the form stops the slip: 1 after the sex, 2 after the last four, 3 at the end, 4 never.

    What is stopped stays so until it is corrected; the rest of such an entry is not typed.
    """
    clerk.number_to_sex(who, typed)
    if clerk.is_stopped():
        return 1
    clerk.rest(who)
    clerk.again("last4", again[-4:])
    if clerk.is_stopped():
        return 2
    clerk.again("first6", again[:6])
    return 3 if clerk.is_stopped() else 4


def caught(clerk: Clerk) -> tuple[float, float, float]:
    """Percent: number with birth date and sex; and the last four; and adaptive, one slip in ten repeated."""
    first, end = [], []
    for who, typed, repeated in sample(random.Random(1)):
        first.append(stopped_at(clerk, who, typed, who.on_card.nik))
        end.append(stopped_at(clerk, who, typed, typed) if repeated and first[-1] > 1 else first[-1])
    return _share(first, 1), _share(first, 2), _share(end, 3)


def _share(steps: list[int], by: int) -> float:
    return 100 * sum(step <= by for step in steps) / len(steps)


def clean(clerk: Clerk) -> tuple[float, list[Counter[str]]]:
    """Percent of clean entries the form has something to say of, and the keys of each."""
    alarms, keys = 0, []
    for who in neighbours(random.Random(2), CLEAN):
        clerk.number_to_sex(who, who.on_card.nik)
        clerk.rest(who)
        clerk.again("last4", who.on_card.nik[-4:])
        clerk.again("first6", who.on_card.nik[:6])
        keys.append(clerk.keys())
        alarms += not clerk.is_through()
    return 100 * alarms / CLEAN, keys


def known(clerk: Clerk, office: Office) -> list[Counter[str]]:
    """Of people who were here before: number, one key."""
    keys = []
    for who in neighbours(random.Random(3), KNOWN):
        card = who.on_card
        person = Person(
            nik=card.nik,
            name=who.name,
            birth_date=card.born,
            sex=card.sex,
            address=ADDRESS,
            village=who.village,
            village_text="Manggis, Kec. Manggis",
            phone="+6281234567890",
        )
        office.register_file(office.intake(person=person))
        clerk.begin()
        clerk.press(card.nik, F2)
        keys.append(clerk.keys())
        if not clerk.is_through():
            raise AssertionError("a known applicant is taken over whole")
    return keys


def seconds(keys: Counter[str], looks: int = 0) -> float:
    return H + K * keys.total() + M * (looks + sum(GROUPS.get(field, 0) for field in keys))


def extra(keys: Counter[str]) -> Counter[str]:
    return Counter({field: count for field, count in keys.items() if field in REKEYED})


def figures() -> list[Figure]:
    """(name, measured, goal, unit); the name says whether the goal is a least or a most."""
    with at_work() as (clerk, office):
        born, last4, adaptive = caught(clerk)
        alarms, keys = clean(clerk)
        again = known(clerk, office)
    asked = mean(extra(each).total() for each in keys)
    beside = mean(seconds(extra(each)) - H for each in keys)
    whole = mean(each.total() for each in keys)
    return [
        ("form: slips stopped by number, birth date and sex, at least", born, 71.0, "%"),
        ("form: slips stopped with the last four keyed again, at least", last4, 90.0, "%"),
        ("form: slips stopped by adaptive re-keying, one in ten repeated, at least", adaptive, 97.0, "%"),
        ("form: alarms on clean entries, at most", alarms, 1.0, "%"),
        ("form: extra keys of a clean entry (full double entry: 16), at most", asked, EXTRA, "keys"),
        ("form: extra seconds of a clean entry (full double entry: goal), at most", beside, DOUBLE, "s"),
        (
            f"form: keys of a clean entry ({whole - asked:.1f} without re-keying), at most",
            whole,
            whole - asked + EXTRA,
            "keys",
        ),
        ("form: identity of a new applicant, at most", mean(map(seconds, keys)), 75.0, "s"),
        ("form: identity of a known applicant, at most", mean(seconds(each, LOOKS) for each in again), 20.0, "s"),
    ]
