"""What the front page reminds of, in sentences: calendar, stand-ins, copies, the key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.queries.front import CORRECTIONS, Front
from app.reference.labels import label
from app.rules.wording import long_date
from app.ui.notices import Level

if TYPE_CHECKING:
    from app.upkeep.safekeeping import CopyState


@dataclass(frozen=True)
class Reminder:
    """`page` and `argument` lead to where it can be put right, where there is such a place."""

    text: str
    level: Level
    page: str = ""
    argument: object = None
    link: str = "Buka pengaturan"


def reminders(front: Front, state: CopyState, now: datetime, *, administers: bool) -> tuple[Reminder, ...]:
    found = [
        Reminder(f"Kalender hari libur tahun {year} belum diisi. Perkiraan selesai dapat berubah.", Level.WARNING)
        for year in front.years_missing
    ]
    for each in front.ending:
        acting = f"{label(each.kind)} {label(each.role)}"
        text = f"Penugasan {acting} oleh {each.substitute} berakhir {long_date(each.ends)}."
        found.append(Reminder(text, Level.INFO, "settings", "mandates"))
    if front.corrections:
        text = f"{front.corrections} koreksi data menunggu persetujuan Anda."
        found.append(Reminder(text, Level.WARNING, "front_list", CORRECTIONS, "Buka daftar koreksi"))
    return (*found, *(_copies(state, now) if administers else ()))


def _copies(state: CopyState, now: datetime) -> tuple[Reminder, ...]:
    found = []
    if state.elsewhere is None:
        text = "Cadangan ke luar komputer ini belum pernah dibuat."
        found.append(Reminder(text, Level.WARNING, "settings", "backup"))
    elif state.is_old(now):
        days = (now - state.elsewhere).days
        text = f"Cadangan terakhir ke luar komputer ini dibuat {days} hari yang lalu."
        found.append(Reminder(text, Level.WARNING, "settings", "backup"))
    if not state.sheet_kept:
        text = "Lembar kunci pemulihan belum dicetak atau disimpan."
        found.append(Reminder(text, Level.WARNING, "settings", "backup"))
    if state.key_in_file:
        text = "Kunci data disimpan dalam berkas karena penyimpanan sandi sistem tidak tersedia."
        found.append(Reminder(text, Level.INFO, "settings", "backup"))
    return tuple(found)
