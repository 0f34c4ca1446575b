"""The connection in words: the line at the foot, how long ago, what the centre said of an act, why it lies in the tray.

The window is painted with it: nothing heavy is imported here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from app.rules.wording import clock_time, short_date, thousands
from app.sync.state import COMPLETE, FIRST, IMPORT, REST, State
from app.ui.words.notices import NoticeLevel, say

if TYPE_CHECKING:
    from app.queries.exchange import WaitingAct
    from app.queries.tray import TrayMatter
    from app.rules.pc_clock import ClockJudgement

CLOCK_MATTERS = 120  # seconds
FORGED, ID_REUSE = "forged", "id_reuse"
NEVER_TAKEN = (FORGED, ID_REUSE)

STAGES = {
    IMPORT: "Membawa data komputer ini ke pusat",
    FIRST: "Mengambil berkas berjalan dan 90 hari terakhir",
    REST: "Mengambil berkas yang lebih lama; loket sudah dapat dipakai",
}


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


# What the centre answered last -> in a table, in full, what to do.
ANSWERS: dict[str, tuple[str, str, str]] = {
    "": (
        "belum dikirim",
        "Tindakan ini belum sampai ke pusat.",
        "Tidak ada yang perlu dilakukan; dikirim dengan sendirinya begitu pusat terhubung.",
    ),
    "applied": ("diterima", "Pusat telah menerima tindakan ini.", "Hasilnya sedang diambil."),
    "rejected": (
        "ditolak",
        "Pusat tidak dapat menjalankan tindakan ini.",
        "Setelah hasilnya diambil, tindakan ini tampil pada Perlu keputusan.",
    ),
    "parked": (
        "disisihkan",
        "Pusat menyisihkan tindakan ini.",
        "Setelah hasilnya diambil, tindakan ini tampil pada Perlu keputusan.",
    ),
    "gap": (
        "menunggu sebelumnya",
        "Pusat menunggu tindakan yang lebih dahulu dari komputer ini.",
        "Tidak ada yang perlu dilakukan; tindakan sebelumnya dikirim lebih dahulu.",
    ),
    "retry": (
        "diminta mengulang",
        "Pusat belum dapat mengolah tindakan ini.",
        "Dikirim ulang dengan sendirinya; setelah tiga kali, petugas diminta memutuskan.",
    ),
    ID_REUSE: (
        "tidak diterima",
        "Pusat sudah memiliki tindakan lain dengan tanda pengenal yang sama. Tindakan ini tidak akan diterima.",
        "Catat isinya, lakukan kembali sebagai tindakan baru, dan laporkan kepada administrator.",
    ),
    FORGED: (
        "tidak diterima",
        "Pusat tidak menerima tindakan ini karena tanda tangannya tidak dapat dipastikan.",
        "Laporkan kepada administrator.",
    ),
}
WHY_FORGED = {
    "key": (
        "Kunci tanda tangan {who} di komputer ini tidak dikenal pusat.",
        "Mohon {who} keluar lalu masuk kembali selagi daring, kemudian tekan Kirim ulang.",
    ),
    "signature": (
        "Isi tindakan ini berubah sesudah ditandatangani.",
        "Jangan melanjutkan berkasnya. Laporkan kepada administrator; pusat telah mencatatnya.",
    ),
    "stamp": (
        "Nama petugas, loket atau tanda pengenal pada tindakan ini tidak cocok dengan tanda tangannya.",
        "Jangan melanjutkan berkasnya. Laporkan kepada administrator; pusat telah mencatatnya.",
    ),
    "office": (
        "Tindakan ini dibuat untuk kantor lain.",
        "Laporkan kepada administrator; komputer ini mungkin pernah tersambung ke pusat lain.",
    ),
    "imported": (
        "Tindakan ini mengaku dilakukan sebelum komputer pertama disambungkan, padahal itu sudah selesai dibawa.",
        "Laporkan kepada administrator; pusat telah mencatatnya.",
    ),
    "device": (
        "Tindakan ini memakai kode loket komputer lain.",
        "Jangan melanjutkan berkasnya. Laporkan kepada administrator; pusat telah mencatatnya.",
    ),
    "unproved": (
        "Tindakan ini milik komputer lain, dan tidak ada bukti bahwa pusat pernah menerimanya.",
        "Tidak ada yang perlu dilakukan: komputer itu membawanya sendiri. Bila komputer itu sudah tidak ada, laporkan "
        "kepada administrator; setelah komputer itu dicabut di pusat, tindakan ini dikirim ulang dengan sendirinya.",
    ),
    "early": (
        "Pusat yang dipulihkan belum memiliki tindakan sebelumnya atas berkas ini; komputer lain akan membawanya.",
        "Nyalakan komputer lain yang pernah tersambung; tindakan ini dikirim ulang dengan sendirinya. Setelah tujuh "
        "hari, petugas diminta memutuskan pada Perlu keputusan.",
    ),
    "number": (
        "Nomor pendaftaran atau kode lacak pada tindakan ini bukan dari komputer ini.",
        "Jangan melanjutkan berkasnya. Laporkan kepada administrator; pusat telah mencatatnya.",
    ),
    "malformed": (
        "Waktu atau isi tindakan ini tidak mungkin benar.",
        "Periksa jam komputer ini, lalu laporkan kepada administrator.",
    ),
}
NUMBER_WAITS = "Berlaku setelah pusat memberi nomor; suratnya kemudian dicetak dari bagian Dokumen."


def answer(row: WaitingAct) -> str:
    return ANSWERS[row.answer][0] if row.answer in ANSWERS else row.answer


def is_stuck(row: WaitingAct) -> bool:
    """The centre will never take it as it is."""
    return row.answer in NEVER_TAKEN


def counsel(row: WaitingAct) -> str:
    """What the centre said, and what to do."""
    _, said, advice = ANSWERS.get(row.answer, ANSWERS[""])
    if row.answer == FORGED and row.reason in WHY_FORGED:
        said, advice = WHY_FORGED[row.reason]
    number = f" {NUMBER_WAITS}" if row.unnumbered and not is_stuck(row) else ""
    return f"{said} {advice}{number}".format(who=row.who or "petugasnya")


CAUSES = {
    "rejected": "Tidak dijalankan",
    "parked": "Disisihkan",
    "flagged": "Perlu diperiksa",
    "restore": "Setelah pemulihan pusat",
}
SETTLED = {"redo": "Dilakukan ulang", "adopt": "Diambil alih", "withdraw": "Ditutup dengan alasan"}


def reasons(matter: TrayMatter) -> tuple[str, ...]:
    """Every reason in plain words; of a code nobody named here, what is said when it is refused at the counter."""
    said = tuple(dict.fromkeys(say(code, place="tray").text for code in matter.reasons))
    return said or (CAUSES.get(matter.cause, matter.cause) + ".",)


def effect(matter: TrayMatter) -> str:
    """Whether it holds."""
    if matter.stands:
        return "Tindakan ini tetap tercatat dan berlaku, tetapi perlu diperiksa."
    if matter.cause == "flagged":
        return "Kejadiannya tercatat, tetapi tidak mengubah berkas."
    return "Tindakan ini tidak mengubah berkas di pusat."


def outage_cause(code: str) -> str:
    return OUTAGE_CAUSES.get(code, "tidak diketahui")


OUTAGE_CAUSES = {
    "centre_away": "pusat terputus",
    "no_centre": "pusat terputus",
    "centre_slow": "jaringan lambat",
    "centre_trouble": "gangguan pada pusat",
    "centre_busy": "pusat sibuk",
    "centre_certificate": "sertifikat pusat berbeda",
    "centre_expired": "sertifikat pusat tidak berlaku menurut jam komputer",
    "centre_clock": "jam komputer salah",
}
