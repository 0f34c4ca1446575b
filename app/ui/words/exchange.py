"""The connection in words: the line at the foot, how long ago, what the centre said of an act, why it lies in the tray.

The window is painted with it: nothing heavy is imported here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from app.reference.labels import label
from app.rules.wording import clock_time, short_date, thousands
from app.sync.state import COMPLETE, State
from app.ui.words.notices import NoticeLevel, say

if TYPE_CHECKING:
    from app.queries.exchange import WaitingAct
    from app.queries.tray import TrayMatter
    from app.rules.pc_clock import ClockJudgement

CLOCK_MATTERS = 120  # seconds
FORGED, ID_REUSE, UNSENT = "forged", "id_reuse", "unsent"
NEVER_TAKEN = (FORGED, ID_REUSE)


@dataclass(frozen=True)
class StateInWords:
    """A state in words, with the drawing beside it."""

    text: str
    level: NoticeLevel
    drawing: str


def status(state: State, now: datetime, zone: tzinfo) -> StateInWords:
    """The line at the foot of the window."""
    if not state.linked:
        return StateInWords("Tersimpan di komputer ini", NoticeLevel.INFO, "hard-drive")
    if not state.online:
        since = f" sejak {moment(state.since, now, zone)}" if state.since else ""
        return StateInWords(f"Luring{since}{_waiting(state)}", NoticeLevel.WARNING, "wifi-off")
    if state.stage not in ("", COMPLETE):
        share = percent(state)
        return StateInWords(
            f"Menyelaraskan {share} %" if share is not None else "Menyelaraskan", NoticeLevel.INFO, "refresh-cw"
        )
    if state.trouble:
        return StateInWords(f"Daring, perlu dilihat{_waiting(state)}", NoticeLevel.WARNING, "triangle-alert")
    return StateInWords(f"Daring{_waiting(state)}", NoticeLevel.SUCCESS, "wifi")


def _waiting(state: State) -> str:
    return f", {state.waiting} tindakan menunggu" if state.waiting else ""


def percent(state: State) -> int | None:
    """Never 100 before it is complete; None where nobody knows how much there is."""
    return min(99, state.done * 100 // state.total) if state.total else None


def moment(at: datetime, now: datetime, zone: tzinfo) -> str:
    """09.12 of today, else with its day."""
    here = at.astimezone(zone)
    time = f"{here.hour:02}.{here.minute:02}"
    return time if here.date() == now.astimezone(zone).date() else f"{short_date(here.date())} {time}"


def day_and_time(at: datetime, zone: tzinfo) -> str:
    """23-11-2026 09.14 WITA"""
    here = at.astimezone(zone)
    return f"{short_date(here.date())} {clock_time(here)}"


def clock_facts(doubted: ClockJudgement, zone: tzinfo) -> dict[str, str]:
    """For the notice of a clock that cannot be right."""
    by = day_and_time(doubted.by, zone) if doubted.by else ""
    return {"now": day_and_time(doubted.now, zone), "by": by, "centre": by if doubted.exact else ""}


def backup_facts(state: State, zone: tzinfo) -> dict[str, str]:
    """For the notice of an old backup of the centre."""
    return {"day": short_date(state.backed_up.astimezone(zone).date()) if state.backed_up else ""}


def length(seconds: int) -> str:
    """2 hari 4 jam; 3 jam 10 menit; 5 menit; 40 detik"""
    if seconds < 60:
        return f"{max(0, seconds)} detik"
    minutes, hours, days = seconds // 60 % 60, seconds // 3600 % 24, seconds // 86400
    parts = ((days, "hari"), (hours, "jam"), (minutes, "menit"))
    first = next(place for place, (count, _) in enumerate(parts) if count)
    return " ".join(f"{thousands(count)} {name}" for count, name in parts[first : first + 2] if count)


def ago(seconds: int) -> str:
    return "baru saja" if seconds < 60 else f"{length(seconds)} lalu"


def clocks(state: State, now: datetime, zone: tzinfo) -> str:
    """Both, where they differ so much that it matters."""
    if abs(state.clock_off) <= CLOCK_MATTERS:
        return ""
    ahead = "lebih cepat" if state.clock_off > 0 else "lebih lambat"
    here, there = now.astimezone(zone), (now - timedelta(seconds=state.clock_off)).astimezone(zone)
    return (
        f"Jam komputer ini {_clock(here)}, jam pusat {_clock(there)}: {length(abs(state.clock_off))} {ahead}. "
        "Mohon betulkan jam komputer."
    )


def _clock(at: datetime) -> str:
    return f"{short_date(at.date())} {at.hour:02}.{at.minute:02}"


def answer(row: WaitingAct) -> str:
    """What the centre answered last, for a table."""
    known = _named("answer", row.answer or UNSENT, row.answer)
    return _named("answer", row.reason, known) if row.answer == FORGED else known


def is_stuck(row: WaitingAct) -> bool:
    """The centre will never take it as it is."""
    return row.answer in NEVER_TAKEN


def counsel(row: WaitingAct) -> str:
    """What the centre said, and what to do."""
    from app.reference.messages import messages

    why = row.answer == FORGED and row.reason in messages("forged")
    code = row.answer if row.answer in messages("answer") else UNSENT
    facts = {"who": row.who or "petugasnya"}
    said = say(row.reason, facts, place="forged") if why else say(code, facts, place="answer")
    number = say("number_waits").text if row.unnumbered and not is_stuck(row) else ""
    return f"{said.full} {number}".strip()


def stage(code: str) -> str:
    """What is being fetched or brought; empty where nothing is."""
    return _named("stage", code, "")


def cause(code: str) -> str:
    """Why a matter lies in the tray, in a word or two."""
    return _named("cause", code, code)


def settled(code: str) -> str:
    return _named("settled", code, code)


def outage_cause(code: str) -> str:
    return _named("outage", code, label("outage_unknown"))


def _named(kind: str, code: str, unnamed: str) -> str:
    """A code of a later program is no crash."""
    try:
        return label(f"{kind}_{code}")
    except KeyError:
        return unnamed


def reasons(matter: TrayMatter) -> tuple[str, ...]:
    """Every reason in plain words; of a code nobody named here, what is said when it is refused at the counter."""
    said = tuple(dict.fromkeys(say(code, place="tray").text for code in matter.reasons))
    return said or (cause(matter.cause) + ".",)


def effect(matter: TrayMatter) -> str:
    """Whether it holds."""
    if matter.stands:
        return "Tindakan ini tetap tercatat dan berlaku, tetapi perlu diperiksa."
    if matter.cause == "flagged":
        return "Kejadiannya tercatat, tetapi tidak mengubah berkas."
    return "Tindakan ini tidak mengubah berkas di pusat."
