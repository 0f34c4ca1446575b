"""What the front page reminds of, in sentences: calendar, stand-ins, copies, the key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.queries.front import CORRECTIONS, Front
from app.reference.labels import label
from app.rules.wording import clock_time, long_date
from app.ui.words.notices import NoticeLevel

if TYPE_CHECKING:
    from app.upkeep.safekeeping import CopyState


TOLD = timedelta(days=7)


@dataclass(frozen=True)
class Reminder:
    """`page` and `argument` lead to where it can be put right, where there is such a place."""

    text: str
    level: NoticeLevel
    page: str = ""
    argument: object = None
    link: str = "Buka pengaturan"


def reminders(front: Front, state: CopyState, now: datetime, *, administers: bool) -> tuple[Reminder, ...]:
    found = list(_happened(state, now, front.zone))
    found += [
        Reminder(f"Kalender hari libur tahun {year} belum diisi. Perkiraan selesai dapat berubah.", NoticeLevel.WARNING)
        for year in front.years_missing
    ]
    for each in front.ending:
        acting = f"{label(each.kind)} {label(each.role)}"
        text = f"Penugasan {acting} oleh {each.substitute} berakhir {long_date(each.ends)}."
        found.append(Reminder(text, NoticeLevel.INFO, "settings", "mandates"))
    if front.corrections:
        text = f"{front.corrections} koreksi data menunggu persetujuan Anda."
        found.append(Reminder(text, NoticeLevel.WARNING, "front_list", CORRECTIONS, "Buka daftar koreksi"))
    return (*found, *(_copies(state, now) if administers else ()))


def _happened(state: CopyState, now: datetime, zone: ZoneInfo) -> tuple[Reminder, ...]:
    """For a week, to everybody: where the register comes from, and what came back."""
    came = state.origin
    if came is None or came.settled is None or now - came.settled > TOLD:
        return ()
    until = came.until.astimezone(zone)
    words = []
    if came.copy:
        when = f"{long_date(until.date())}, pukul {clock_time(until)}"
        words.append(f"Register dipulihkan dari cadangan {came.copy}, keadaan pada {when}.")
    if came.back:
        where = "yang lebih baru" if came.copy else "yang hilang dari berkas data"
        words.append(f"{came.back} catatan {where} dimasukkan lagi.")
    if came.lost:
        words.append("Catatan yang tidak kembali sudah ditulis sebagai kehilangan; nomornya dilewati.")
    return (Reminder(" ".join(words), NoticeLevel.WARNING if came.lost else NoticeLevel.INFO),)


def _copies(state: CopyState, now: datetime) -> tuple[Reminder, ...]:
    found = []
    if state.elsewhere is None:
        text = "Cadangan ke luar komputer ini belum pernah dibuat."
        found.append(Reminder(text, NoticeLevel.WARNING, "settings", "backup"))
    elif state.is_old(now):
        days = (now - state.elsewhere).days
        text = f"Cadangan terakhir ke luar komputer ini dibuat {days} hari yang lalu."
        found.append(Reminder(text, NoticeLevel.WARNING, "settings", "backup"))
    if not state.sheet_kept:
        text = "Lembar kunci pemulihan belum dicetak atau disimpan."
        found.append(Reminder(text, NoticeLevel.WARNING, "settings", "backup"))
    if state.old_papers:
        text = f"{state.old_papers} PDF dari versi terdahulu ada tanpa sandi di subfolder papers pada folder data."
        found.append(Reminder(f"{text} Mohon pindahkan yang masih perlu, lalu hapus.", NoticeLevel.WARNING))
    if state.key_in_file:
        text = "Kunci data disimpan dalam berkas karena penyimpanan sandi sistem tidak tersedia."
        found.append(Reminder(text, NoticeLevel.INFO, "settings", "backup"))
    return tuple(found)
