"""Random lives of files: whatever may happen to one at its stage, on days that go on, through the real door.

An act the rules refuse (a lapse before its day, a cancellation on the morrow) changes nothing and is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.actions.commands import Command
from app.actions.commands.intake import AcceptRevision, AssistOss, ContactApplicant, RecordOssResult, Withdraw
from app.actions.commands.office_work import (
    Cancel,
    DecideOss,
    Lapse,
    ProposeRefusal,
    ReturnForRevision,
    ReturnRow,
)
from app.errors import Refused
from tests.office import MIDWIFE, Office
from tests.queries.people import GRAVE

OSS: dict[str, Any] = {
    "jenis_pelaku": "Orang perseorangan",
    "skala": "Mikro",
    "nama_usaha": "Warung Contoh",
    "kbli": "56101",
    "uraian_kegiatan": "Rumah makan",
    "alamat_usaha": "Jalan Raya Abang",
    "modal_usaha": 25_000_000,
    "tenaga_kerja": 2,
}
RESULT = {"nib": "1234567890123", "tanggal_terbit_oss": "2026-11-30"}
FORMS: tuple[tuple[str, dict[str, Any]], ...] = (("SIP-BD", MIDWIFE), ("MKM", GRAVE), ("OSS-MT", OSS))
NEW = "new"
RARE = ("withdraw", "return", "remind", "lapse", "cancel", "refuse", "reject_oss")
ACTS = (NEW, NEW, *("step",) * 5, *("stride",) * 6, *RARE)


@dataclass(frozen=True)
class Turn:
    """One act: `days` later than the one before, on the file number `which` of those there are."""

    days: int
    act: str
    which: int


@dataclass
class History:
    """Plays turns. `done` counts what was not refused."""

    office: Office
    files: list[str] = field(default_factory=list)
    done: int = 0

    def play(self, turns: Iterable[Turn]) -> None:
        for turn in turns:
            self.office.clock.advance(days=turn.days)
            try:
                self._turn(turn)
                self.done += 1
            except Refused:
                continue

    def _turn(self, turn: Turn) -> None:
        if turn.act == NEW or not self.files:
            permit, details = FORMS[turn.which % len(FORMS)]
            intake = self.office.intake(permit, details=details, confirmed={"duplicate": "permohonan kedua"})
            self.files.append(self.office.register_file(intake))
            return
        file = self.files[turn.which % len(self.files)]
        if turn.act in ("step", "stride"):
            for _ in range(1 if turn.act == "step" else 4):
                self.step(file)
        else:
            self.special(turn.act, file)

    def step_until(self, stage: str) -> None:
        """The first file, one act after another."""
        while self.office.file(self.files[0]).stage != stage:
            self.step(self.files[0])

    def step(self, file: str) -> None:
        """The ordinary act, those of OSS among them; a file that has ended has none."""
        stage = self.office.file(file).stage
        oss: dict[str, tuple[str, type[Command], dict[str, Any]]] = {
            "pendampingan_oss": ("petugas_loket", AssistOss, {}),
            "persetujuan_oss": ("kabid", DecideOss, {"result": "disetujui"}),
            "pencatatan_hasil_oss": ("petugas_loket", RecordOssResult, {"details": RESULT}),
            "dikembalikan": ("petugas_loket", AcceptRevision, {}),
        }
        if stage in oss:
            actor, kind, values = oss[stage]
            self.office.do(actor, kind, application=file, **values)
        elif stage not in ("selesai", "ditarik", "gugur", "batal"):
            self.office.step(file, stage)

    def _special(self, act: str) -> tuple[str, type[Command], dict[str, Any]]:
        today = self.today()
        row = ReturnRow(subject="ktp", reason="R01", text="Mohon dilengkapi.")
        table: dict[str, tuple[str, type[Command], dict[str, Any]]] = {
            "withdraw": ("petugas_loket", Withdraw, {"letter_date": today, "signed_by": "NI LUH CONTOH"}),
            "return": ("verifikator", ReturnForRevision, {"rows": (row,), "deadline": today + timedelta(days=3)}),
            "reject_oss": ("kabid", DecideOss, {"result": "ditolak", "note": "Tidak memenuhi standar"}),
            "lapse": ("kabid", Lapse, {}),
            "cancel": ("penyelia", Cancel, {"reason": "Salah input"}),
            "refuse": (
                "verifikator",
                ProposeRefusal,
                {"reason": "T01", "legal_basis": "Perbup 12/2020", "text": "Syarat tidak terpenuhi."},
            ),
            "remind": (
                "petugas_loket",
                ContactApplicant,
                {"channel": "telepon", "purpose": "pengingat", "reached": True},
            ),
        }
        return table[act]

    def special(self, act: str, file: str) -> None:
        actor, kind, values = self._special(act)
        self.office.do(actor, kind, application=file, **values)

    def today(self) -> date:
        return (self.office.clock.now() + timedelta(hours=8)).date()
