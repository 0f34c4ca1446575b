"""The chapters of the tour in their order: one counter, then two and a centre."""

from __future__ import annotations

from collections.abc import Callable

from app.tour import after_outage, connecting, files, first_day, neighbours, office_work, outage
from app.tour.scene import TourScene
from app.tour.town import Town

FIRST, SECOND = 1, 2


def new_applicant(scene: TourScene) -> None:
    """From the first digit of the NIK to the receipt."""
    files.open_intake(scene)
    scene.record.step("Loket masuk")
    files.midwife(scene, files.LUH)
    scene.record.step("Permohonan baru terisi")
    files.register(scene)
    scene.record.step("Permohonan baru terdaftar")


def whole_way(scene: TourScene) -> None:
    """Through every role to the issued permit."""
    office_work.verify(scene)
    office_work.compare(scene)
    office_work.recommend(scene)
    office_work.draft(scene)
    office_work.approve(scene)
    office_work.number_and_issue(scene)


def collected(scene: TourScene) -> None:
    office_work.hand_over(scene, FIRST, "Izin diserahkan")


def known_applicant(scene: TourScene) -> None:
    """The same person again: what is known is taken over."""
    scene.clock.next_day()
    files.open_intake(scene)
    scene.record.step("Hari berikutnya")
    files.known(scene)
    scene.record.step("Pemohon yang sudah dikenal")
    files.register(scene)
    scene.record.step("Pemohon dikenal terdaftar")
    office_work.correct(scene, SECOND)


def returned(scene: TourScene) -> None:
    """One list of what is to be put right; it comes back, and the clock runs again."""
    office_work.give_back(scene)
    scene.clock.next_day(2)
    office_work.take_back(scene)


def refused(scene: TourScene) -> None:
    """The agency objects, the head of the office decides, the letter is handed over."""
    office_work.verify(scene, "Perbaikan diperiksa")
    office_work.object_to(scene)
    office_work.draft_refusal(scene)
    office_work.decide_refusal(scene)
    office_work.hand_over(scene, SECOND, "Surat penolakan diserahkan")


def looking_back(scene: TourScene) -> None:
    """After some days of other people's files: the front page, the register book of the month."""
    neighbours.days_of_others(scene)
    office_work.look_back(scene)


CHAPTERS: tuple[Callable[[TourScene], None], ...] = (
    first_day.first_start,
    first_day.hire,
    new_applicant,
    whole_way,
    collected,
    known_applicant,
    returned,
    refused,
    looking_back,
)
TOWN_CHAPTERS: tuple[Callable[[Town], None], ...] = (
    connecting.first_counter,
    connecting.second_counter,
    outage.together,
    outage.cut,
    outage.meanwhile,
    outage.back,
    after_outage.settled,
    after_outage.outage,
    after_outage.tracking,
)
