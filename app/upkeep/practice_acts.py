"""What happens to a file of the training office at each stage: the ordinary act, or the one its story wants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.actions.commands import Command, intake, office_work
from app.models.application import Application, Inspection, Permit, Revision
from app.queries.files import terms_of
from app.queries.look import Look
from app.rules import stages as s
from app.rules.workflow import BACK, CHIEF, DIVISION, HANDOVER, HEAD, LOKET, TEAM, TREASURER

LEVY = 250_000
REVISED, REFUSED, OBJECTED, SUSPENDED = "perbaikan", "penolakan", "keberatan", "dibekukan"


@dataclass(frozen=True)
class PracticeFile:
    """Where a file is, as far as its story depends on it. `visit` is the day a visit could be, or is planned."""

    stage: str
    outcome: str
    name: str
    papers: tuple[str, ...]
    numbered: bool
    suspended: bool
    returns: int
    deadline: date | None
    reminded: bool
    matched: bool
    visit: date
    today: date


@dataclass(frozen=True)
class PracticeAct:
    """Who does what; `values` are the fields of the command beside stamp and application."""

    role: str
    kind: type[Command]
    values: dict[str, Any]


def act(role: str, kind: type[Command], **values: Any) -> PracticeAct:
    return PracticeAct(role, kind, values)


def standing(look: Look, application: str) -> PracticeFile:
    file = look.session.get_one(Application, application)
    permit = look.session.scalar(select(Permit).where(Permit.application_id == application))
    revisions = look.session.scalars(select(Revision).where(Revision.application_id == application)).all()
    away = next((row for row in revisions if row.back is None), None)
    planned = look.session.scalar(select(Inspection.planned).where(Inspection.application_id == application))
    working = look.calendar
    return PracticeFile(
        stage=file.stage,
        outcome=file.outcome,
        name=file.person["name"],
        papers=tuple(each.id for each in terms_of(file, look.reference).requirements),
        numbered=permit is not None,
        suspended=permit is not None and permit.state == SUSPENDED,
        returns=len(revisions),
        deadline=away.deadline if away else None,
        reminded=bool(away and away.reminded),
        matched=file.match == "cocok",
        visit=planned or working.next_working_day(look.today - timedelta(days=1)),
        today=look.today,
    )


def next_act(file: PracticeFile, until: str, via: str) -> PracticeAct | None:
    """The act that brings a file nearer to where its story ends; None where it has come there."""
    arrived = file.stage == until and not _unfinished(file, via)
    if arrived or (file.stage == s.VISIT and file.visit > file.today):
        return None
    if special := _special(file, until, via):
        return special
    return ORDINARY[file.stage](file) if file.stage in ORDINARY else None


def _unfinished(file: PracticeFile, via: str) -> bool:
    """Already at the stage of the end, but the story goes through it once more."""
    away = via == REVISED and not file.returns
    return away or (via == SUSPENDED and file.numbered and not file.suspended)


def _special(file: PracticeFile, until: str, via: str) -> PracticeAct | None:
    match file.stage:
        case s.VERIFY | s.ASSIST_OSS if until == s.CANCELLED:
            return act(HEAD, office_work.Cancel, reason="Salah memilih jenis izin (contoh).")
        case s.VERIFY:
            return _at_verification(file, until, via)
        case s.ASK_AGENCY if until == s.WITHDRAWN:
            return act(
                LOKET, intake.Withdraw, letter_date=file.today, signed_by=file.name, reason="Acara batal (contoh)."
            )
        case s.AGENCY if via == OBJECTED:
            reason = "Persyaratan teknis belum terpenuhi (contoh)."
            return act(TEAM, office_work.RecordObjection, number=_letter(file), dated=file.today, reason=reason)
        case s.RETURNED if until == s.LAPSED:
            return _towards_lapse(file)
        case s.DONE if via == SUSPENDED:
            said = {"letter": _letter(file), "dated": file.today, "ground": "dugaan_pelanggaran"}
            return act(CHIEF, office_work.SuspendPermit, reason="Pemeriksaan lanjutan (contoh).", **said)
    return None


def _at_verification(file: PracticeFile, until: str, via: str) -> PracticeAct | None:
    away = until in (s.RETURNED, s.LAPSED) or via == REVISED
    if away and not file.returns:
        days = 4 if until == s.LAPSED else 14
        row = office_work.ReturnRow(
            subject=file.papers[0], reason="R01", text="Mohon dilampirkan salinan yang terbaca jelas."
        )
        return act(BACK, office_work.ReturnForRevision, rows=(row,), deadline=file.today + timedelta(days=days))
    if via == REFUSED:
        return act(
            BACK,
            office_work.ProposeRefusal,
            reason="T01",
            legal_basis="Peraturan Bupati Nomor 12 Tahun 2020 (contoh)",
            text="Persyaratan pokok tidak terpenuhi (contoh).",
        )
    return None


def _towards_lapse(file: PracticeFile) -> PracticeAct:
    """A reminder first; the last day lets it pass."""
    if not file.reminded or (file.deadline and file.today <= file.deadline):
        return act(BACK, intake.ContactApplicant, channel="whatsapp", purpose="pengingat", reached=True)
    return act(DIVISION, office_work.Lapse, note="Tidak diperbaiki sampai batas waktu (contoh).")


def _letter(file: PracticeFile) -> str:
    return f"000/CONTOH/{file.today.year}"


def _verified(file: PracticeFile) -> PracticeAct:
    if not file.matched:
        return act(BACK, office_work.RecordMatch, result="cocok", how="Dicocokkan dengan data contoh.")
    verdicts = tuple(office_work.ItemVerdict(requirement=each, verdict="sesuai") for each in file.papers)
    return act(BACK, office_work.DeclareCorrect, verdicts=verdicts)


def _returned(file: PracticeFile) -> PracticeAct:
    items = tuple(intake.ItemState(requirement=each, state="ada", original_shown=True) for each in file.papers)
    return act(LOKET, intake.AcceptRevision, items=items)


def _planned(file: PracticeFile) -> PracticeAct:
    team = ("Tim Teknis Contoh", "Dinas Teknis Contoh")
    return act(HEAD, office_work.ScheduleInspection, on=file.visit, team=team)


def _visited(file: PracticeFile) -> PracticeAct:
    findings = (office_work.VisitFinding(subject="Lokasi sesuai dengan permohonan", verdict="sesuai"),)
    return act(TEAM, office_work.RecordInspection, held=file.today, findings=findings, conclusion="sesuai")


def _advised(file: PracticeFile) -> PracticeAct:
    return act(TEAM, office_work.RecordRecommendation, outcome="setuju", number=_letter(file), dated=file.today)


def _assessed(_: PracticeFile) -> PracticeAct:
    return act(TREASURER, office_work.AssessLevy, amount=LEVY, tariff="Tarif contoh", assessment_number="SKRD-CONTOH")


def _paid(file: PracticeFile) -> PracticeAct:
    return act(TREASURER, office_work.RecordPayment, amount=LEVY, proof="STS-CONTOH", paid=file.today)


def _drafted(_: PracticeFile) -> PracticeAct:
    return act(BACK, office_work.SubmitDraft, terms=("Pemegang izin menaati ketentuan peraturan perundang-undangan.",))


def _decided(file: PracticeFile) -> PracticeAct:
    return act(CHIEF, office_work.DecideRefusal if file.outcome == s.REFUSAL else office_work.Sign)


def _numbered(file: PracticeFile) -> PracticeAct:
    if file.numbered:
        return act(BACK, office_work.Issue, wet_signature=True)
    return act(BACK, office_work.AssignNumber)


def _handed_over(file: PracticeFile) -> PracticeAct:
    return act(
        HANDOVER,
        intake.HandOver,
        receiver=file.name,
        receiver_is="pemohon",
        identity_shown="KTP-el",
        receipt_shown=True,
    )


def _oss_result(file: PracticeFile) -> PracticeAct:
    return act(
        LOKET,
        intake.RecordOssResult,
        details={"nib": "0000000000000", "tanggal_terbit_oss": file.today.isoformat()},
    )


ORDINARY: dict[str, Callable[[PracticeFile], PracticeAct]] = {
    s.ASSIST_OSS: lambda _: act(LOKET, intake.AssistOss, project_number="CONTOH-OSS"),
    s.VERIFY: _verified,
    s.VERIFY_OSS: _verified,
    s.RETURNED: _returned,
    s.ASK_AGENCY: lambda _: act(HEAD, office_work.RequestRecommendation),
    s.AGENCY: _advised,
    s.PLAN_VISIT: _planned,
    s.VISIT: _visited,
    s.LEVY: _assessed,
    s.PAYMENT: _paid,
    s.DRAFTING: _drafted,
    s.INITIALS[0]: lambda _: act(HEAD, office_work.Initial),
    s.INITIALS[1]: lambda _: act(DIVISION, office_work.Initial),
    s.INITIALS[2]: lambda _: act("sekretaris", office_work.Initial),
    s.SIGNING: _decided,
    s.NUMBERING: _numbered,
    s.DECIDE_OSS: lambda _: act(DIVISION, office_work.DecideOss, result="disetujui"),
    s.RECORD_OSS: _oss_result,
    s.COLLECTION: _handed_over,
    s.REFUSED: _handed_over,
}
