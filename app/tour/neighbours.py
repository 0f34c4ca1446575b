"""What others brought meanwhile, so that the front page and the register book are those of an office at work.

Nobody types it: it goes through the door, as in the training office, on working days of the tour's own clock.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from app.queries import people
from app.rules import stages
from app.tour.scene import TourScene
from app.upkeep.practice import Course, Play, Story

# Received so many working days before the last one, an act each working day (0: all at once) until the stage.
STORIES = (
    Story("SIP-PR", "", 7, 1, stages.INITIALS[1], ""),
    Story("SIP-TF", "", 6, 1, stages.RETURNED, ""),
    Story("SIP-DR", "", 6, 1, stages.AGENCY, ""),
    Story("SKP", "", 5, 1, stages.INITIALS[1], ""),
    Story("SIP-AP", "", 4, 0, stages.INITIALS[1], ""),
    Story("SIP-BD", "", 3, 0, stages.COLLECTION, ""),
    Story("SIP-TF", "", 2, 0, stages.COLLECTION, ""),
    Story("SIP-BD", "", 2, 0, stages.INITIALS[1], ""),
    Story("SIP-PR", "", 1, 1, stages.VERIFY, ""),
    Story("SIP-DR", "", 0, 0, stages.VERIFY, ""),
    Story("SIP-BD", "", 0, 0, stages.VERIFY, ""),
    Story("SKP", "", 0, 0, stages.VERIFY, ""),
)


def days_of_others(scene: TourScene) -> None:
    """From the next working day on; the tour goes on an hour after the last of it."""
    door = scene.counter.parts.pending_office.office.door
    office = door.ask(people.office)
    assert office is not None  # the tour founded it
    zone = ZoneInfo(office.zone)
    play = Play(door, scene.counter.parts.pending_office.office.reference, scene.clock, random.Random(7), nobody)
    play.device = scene.counter.parts.stamps.counter
    play.people = {role: row.id for row in door.ask(people.staff) for role in row.roles}
    courses = [Course(story, due=story.ago) for story in STORIES]
    last = max(course.due for course in courses)
    for left, day in zip(range(last, -1, -1), _working_days(play, scene, zone), strict=False):
        scene.clock.open_day(day, zone)
        for course in courses:
            play.live(course, left, day)
    scene.clock.advance(hours=1)


def _working_days(play: Play, scene: TourScene, zone: ZoneInfo) -> list[date]:
    today = scene.clock.now().astimezone(zone).date()
    calendar = play.reference.calendar(bali=True).assuming((today.year, today.year + 1))
    coming = (today + timedelta(days=count) for count in range(1, 60))
    return [day for day in coming if calendar.is_working_day(day)]


def nobody(done: int, total: int) -> None:
    """Nobody waits for it."""
