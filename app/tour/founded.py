"""The office of the second act as it is before its PC gets a centre: people, and files of the last days.

The first act showed by keys how all this is done; here it goes through the door, on a clock that walks up to today.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from app.actions.commands import Stamp
from app.actions.commands.office import AddStaff, OfficeProfile, SetUpOffice, StaffProfile
from app.actions.door import Door
from app.actions.signing_in import verifier
from app.database import open_register
from app.desktop.world import World
from app.reference.reference import load
from app.rules import stages
from app.rules.workflow import ADMIN
from app.settings import settings
from app.tour.first_day import NIP, RANK, STAFF
from app.tour.neighbours import nobody
from app.tour.seat import PASSWORD
from app.upkeep.keys import obtain_key
from app.upkeep.practice import Course, Play, PracticeClock, Story, days_back, sample

DEVICE, COUNTER = "7K4", "Loket 1"
FOUNDER = ("admin", "I Made Artana", "", ADMIN, "")
SECOND_CHECKER = ("periksa", "Ni Kadek Ariani", "Ni Kadek Ariani, S.Sos.", "verifikator", "")
STORIES = (
    Story("SIP-PR", "", 6, 1, stages.INITIALS[1], ""),
    Story("SIP-TF", "", 5, 1, stages.RETURNED, ""),
    Story("SIP-AP", "", 4, 0, stages.COLLECTION, ""),
    Story("SIP-DR", "", 2, 1, stages.VERIFY, ""),
)


def found(data: Path, world: World) -> None:
    """An office with its staff and four files in a fresh folder."""
    with _play(data, world) as play:
        profile = _profile()
        zone = ZoneInfo(profile.zone)
        last = max(story.ago for story in STORIES)
        calendar = play.reference.calendar(bali=profile.bali)
        days = days_back(world.now().astimezone(zone).date(), last, calendar)
        play.clock.open_day(days[0] - timedelta(days=1), zone)
        _hire(play, profile, world)
        courses = [Course(story, due=story.ago) for story in STORIES]
        for left, day in zip(range(last, -1, -1), days, strict=True):
            play.clock.open_day(day, zone)
            for course in courses:
                play.live(course, left, day)


@contextmanager
def _play(data: Path, world: World) -> Iterator[Play]:
    data.mkdir(mode=0o700, parents=True)
    place = settings(data)
    reference = load(data)
    register = open_register(place.database, obtain_key(data).key)
    try:
        clock = PracticeClock(world.now())
        door = Door(register, reference, draw=world.draw, now=clock.now)
        yield Play(door, reference, clock, random.Random(7), nobody, device=DEVICE)
    finally:
        register.close()


def _profile() -> OfficeProfile:
    known = sample()["office"]
    return OfficeProfile(**known | {"address": "Jalan Ngurah Rai 70, Amlapura 80811", "phone": "(0363) 21000"})


def _hire(play: Play, profile: OfficeProfile, world: World) -> None:
    kept = verifier(PASSWORD)
    people = [(_person(row, world), row[3]) for row in (FOUNDER, *STAFF, SECOND_CHECKER)]
    for person, role in people:
        play.people.setdefault(role, person.id)
    (founder, _), *others = people

    def stamp() -> Stamp:
        at = play.clock.advance(seconds=40)
        return Stamp(id=world.new_id(), at=at, actor=founder.id, counter=DEVICE)

    play.door.do(
        SetUpOffice(
            stamp=stamp(),
            profile=profile,
            first_user=founder,
            password=kept,
            device=DEVICE,
            counter_name=COUNTER,
        )
    )
    for person, role in others:
        play.door.do(AddStaff(stamp=stamp(), profile=person, password=kept, roles=(role,)))


def _person(row: tuple[str, ...], world: World) -> StaffProfile:
    username, name, titles, _, position = row
    return StaffProfile(
        id=world.new_id(),
        username=username,
        name=name,
        name_with_titles=titles,
        rank=RANK,
        nip=NIP,
        position=position,
    )
