"""A register with a file in every place where a file can be, and ordinary input for every act.

The old files were received on 1 October 2026 and are late; the two that may still be cancelled came in today, Monday
23 November 2026, and are due tomorrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from app.actions.commands import KINDS, Command, Stamp, correction, intake, office_work
from app.database import Register
from app.models.application import Application, Correction
from app.models.journal import Entry
from app.queries.decrees import standing_decrees
from app.rules import stages as s
from tests.actions.forms import FORMS
from tests.office import Office

LONG_AGO = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
TODAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
WRITER = "nobody"  # an account without any right


class Undone(Exception):  # noqa: N818
    """Takes back what an act did."""


@dataclass
class Trial:
    """The register, but every act is taken back after `seen` has looked at what it did."""

    register: Register
    seen: Callable[[Session], None]

    @contextmanager
    def writing(self) -> Iterator[Session]:
        try:
            with self.register.writing() as session:
                yield session
                session.flush()
                self.seen(session)
                raise Undone
        except Undone:
            return


@dataclass
class Told:
    """What the last act had written when it was taken back: its journal entries, and where the files stood."""

    entries: list[Row[Any]] = field(default_factory=list)
    stages: dict[str, str] = field(default_factory=dict)

    def __call__(self, session: Session) -> None:
        written = select(Entry.id, Entry.kind, Entry.actor_id, Entry.capacity, Entry.stage_before, Entry.stage_after)
        self.entries = list(session.execute(written.order_by(Entry.position)))
        self.stages = {row.id: row.stage for row in session.execute(select(Application.id, Application.stage))}


@dataclass
class Situations:
    """`files` by name of the situation."""

    office: Office
    files: dict[str, str] = field(default_factory=dict)

    def receive(self, name: str, permit: str, variant: str = "", **changes: Any) -> str:
        changes = {"details": FORMS[permit], "confirmed": {"duplicate": "Tempat lain"}} | changes
        self.files[name] = self.office.register_file(self.office.intake(permit, variant=variant, **changes))
        return self.files[name]

    def do(self, name: str, actor: str, kind: type[Command], **values: Any) -> None:
        self.office.do(actor, kind, application=self.files[name], **values)

    def at(self, name: str, until: str, permit: str, variant: str = "") -> None:
        self.office.advance(self.receive(name, permit, variant), until)

    def refusal(self, name: str, until: str) -> None:
        self.receive(name, "SIP-BD")
        self.do(name, "verifikator", office_work.ProposeRefusal, **REFUSAL)
        self.office.advance(self.files[name], until)

    def returned(self, name: str) -> None:
        self.receive(name, "SIP-BD")
        row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
        self.do(name, "verifikator", office_work.ReturnForRevision, rows=(row,), deadline=date(2026, 10, 15))
        self.do(name, "verifikator", intake.ContactApplicant, **REMINDER)

    def oss_refused(self, name: str, until: str) -> None:
        self.at(name, s.DECIDE_OSS, "OSS-MT")
        self.do(name, "kabid", office_work.DecideOss, result="ditolak", note="Tidak sesuai tata ruang")
        self.office.advance(self.files[name], until)


REFUSAL: dict[str, Any] = {"reason": "T01", "legal_basis": "Perda 1/2020", "text": "Tidak memenuhi syarat."}
NEW_ADDRESS: dict[str, Any] = {
    "changes": (correction.Change(field="address", before="Banjar Dinas Kertha", after="Banjar Dinas Tengah"),),
    "reason": "Salah ketik",
}
DECREE: dict[str, Any] = {"letter": "100/1/2026", "dated": date(2026, 11, 23), "reason": "Laporan masyarakat"}
REMINDER: dict[str, Any] = {"channel": "whatsapp", "purpose": "pengingat", "reached": True}

# Situation -> permit type, variant, stage: files on the ordinary way.
ON_THE_WAY = {
    "asked": ("SIP-BD", "", s.ASK_AGENCY),
    "deferred at the start": ("HIB", "", s.VERIFY),
    "deferred at the draft": ("REK", "permanen", s.DRAFTING),
    "planning": ("STPT", "", s.PLAN_VISIT),
    "visit": ("STPT", "", s.VISIT),
    "agency": ("SIP-BD", "", s.AGENCY),
    "agency of OSS": ("OSS-MT", "", s.AGENCY),
    "levy": ("ASET", "sewa", s.LEVY),
    "payment that stops the clock": ("ASET", "sewa", s.PAYMENT),
    "payment": ("MKM", "", s.PAYMENT),
    "drafting": ("SIP-BD", "", s.DRAFTING),
    "first initials": ("SIP-BD", "", s.INITIALS[0]),
    "second initials": ("SIP-BD", "", s.INITIALS[1]),
    "third initials": ("ASET", "sewa", s.INITIALS[2]),
    "signing": ("SIP-BD", "", s.SIGNING),
    "signing with a delegate": ("MKM", "", s.SIGNING),
    "numbering": ("SIP-BD", "", s.NUMBERING),
    "numbered": ("SIP-BD", "", s.NUMBERING),
    "checking for OSS": ("OSS-T", "", s.VERIFY_OSS),
    "deciding in OSS": ("OSS-T", "", s.DECIDE_OSS),
    "recording": ("OSS-R", "", s.RECORD_OSS),
    "recording what was decided": ("OSS-T", "", s.RECORD_OSS),
    "collection": ("SIP-BD", "", s.COLLECTION),
    "done": ("TRY", "insidentil", s.DONE),
}
NAMES = (
    *ON_THE_WAY,
    "returned",
    "lapsed",
    "withdrawn",
    "draft of a refusal",
    "initials of a refusal",
    "signing a refusal",
    "refused",
    "recording a refusal of OSS",
    "refused in OSS",
    "cancelled",
    "fresh",
    "fresh in OSS",
    "doubted",
)


def prepare(register: Register, clock: Any) -> Situations:
    clock.moment = LONG_AGO
    made = Situations(Office(register, clock).open())
    made.office.add_staff(WRITER)
    for name, (permit, variant, until) in ON_THE_WAY.items():
        made.at(name, until, permit, variant)
    made.do("numbered", "verifikator", office_work.AssignNumber)
    made.returned("returned")
    made.returned("lapsed")
    made.receive("withdrawn", "SIP-BD")
    made.do("withdrawn", "petugas_loket", intake.Withdraw, letter_date=LONG_AGO.date(), signed_by="Ni Luh")
    made.refusal("draft of a refusal", s.DRAFTING)
    made.refusal("initials of a refusal", s.INITIALS[0])
    made.refusal("signing a refusal", s.SIGNING)
    made.refusal("refused", s.REFUSED)
    made.oss_refused("recording a refusal of OSS", s.RECORD_OSS)
    made.oss_refused("refused in OSS", s.REFUSED)
    made.at("doubted", s.SIGNING, "SIP-BD")
    made.do("doubted", "petugas_loket", correction.AskCorrection, **NEW_ADDRESS)
    clock.moment = TODAY
    made.do("lapsed", "kabid", office_work.Lapse)
    made.receive("cancelled", "TRY", "insidentil")
    made.do("cancelled", "penyelia", office_work.Cancel, reason="Salah jenis")
    made.receive("fresh", "TRY", "insidentil")
    made.receive("fresh in OSS", "OSS-R")
    return made


def asked(made: Situations, name: str) -> str:
    """The correction that waits, or an id that nothing has."""
    wanted = select(Correction.id).where(Correction.application_id == made.files[name], Correction.state == "diminta")
    with made.office.register.reading() as session:
        return session.scalar(wanted) or "none"


def decree_of(made: Situations, application: str) -> str:
    """The act of the last decree on its permit, or an id that nothing has."""
    with made.office.register.reading() as session:
        return next((each.id for each in reversed(standing_decrees(session, application))), "none")


def input_for(made: Situations, act: str, name: str) -> dict[str, Any]:
    """What a person would enter, right wherever the act has its place."""
    application, today = made.files[name], TODAY.date()
    row = office_work.ReturnRow(subject="ktp", reason="R02", text="Mohon salinan yang terbaca.")
    tomorrow, team = today + timedelta(days=1), ("Dinkes", "Puskesmas")
    table: dict[str, dict[str, Any]] = {
        "declare_correct": {"verdicts": made.office.verdicts(application)},
        "return_for_revision": {"rows": (row,), "deadline": tomorrow},
        "accept_revision": {"items": (intake.ItemState(requirement="ktp", state="ada"),)},
        "record_recommendation": {"outcome": "setuju", "number": "440/1", "dated": today},
        "record_objection": {"number": "440/2", "dated": today, "reason": "Belum memenuhi."},
        "schedule_inspection": {"on": tomorrow, "team": team},
        "reschedule_inspection": {"on": tomorrow, "team": team, "reason": "Hujan"},
        "record_inspection": {
            "held": today,
            "conclusion": "sesuai",
            "findings": (office_work.VisitFinding(subject="Tempat", verdict="sesuai"),),
        },
        "assess_levy": {"amount": 250_000, "tariff": "Perda", "assessment_number": "SKRD 1"},
        "record_payment": {"amount": 250_000, "proof": "STS 1", "paid": today},
        "propose_refusal": REFUSAL,
        "propose_permit": {"reason": "Berkas ternyata lengkap."},
        "receive_deferred": {"requirement": "rek_polisi" if name == "deferred at the start" else "bukti_pajak_reklame"},
        "correct_internally": {"note": "Salah tulis"},
        "issue": {"wet_signature": True},
        "cancel": {"reason": "Salah jenis"},
        "withdraw": {"letter_date": today, "signed_by": "Ni Luh Contoh"},
        "hand_over": {
            "receiver": "NI LUH CONTOH",
            "receiver_is": "pemohon",
            "identity_shown": "KTP-el",
            "receipt_shown": True,
        },
        "add_note": {"text": "Catatan"},
        "contact_applicant": REMINDER,
        "record_match": {"result": "cocok", "how": "Dukcapil"},
        "decide_oss": {"result": "disetujui"},
        "ask_correction": NEW_ADDRESS,
        "approve_correction": {"correction": asked(made, name)},
        "decline_correction": {"correction": asked(made, name), "note": "Sesuai KTP-el"},
        "withdraw_correction": {"correction": asked(made, name)},
        "suspend_permit": DECREE | {"ground": "dugaan_pelanggaran"},
        "reinstate_permit": DECREE | {"ground": "tidak_terbukti"},
        "revoke_permit": DECREE | {"ground": "data_tidak_benar"},
        "take_back_decree": {"of": decree_of(made, application), "reason": "Salah izin"},
        "record_oss_result": {"details": {"nib": "1234567890123", "tanggal_terbit_oss": "2026-11-23"}},
    }
    return table.get(act, {})


def command_for(made: Situations, act: str, name: str, actor: str, values: dict[str, Any]) -> Command:
    stamp = Stamp(id=made.office.new_id(), at=TODAY, actor=actor, counter="7Q4")
    return KINDS[act](stamp=stamp, application=made.files[name], **values)


def everything(session: Session) -> dict[str, list[Any]]:
    """Every row of every table."""
    tables = session.scalars(text("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")).all()
    return {name: [tuple(row) for row in session.execute(text(f'SELECT * FROM "{name}"'))] for name in tables}


def file(made: Situations, name: str) -> Application:
    return made.office.file(made.files[name])
