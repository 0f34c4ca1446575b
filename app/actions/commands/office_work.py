"""What happens behind the counter: checking, advice, levy, drafting, approval, numbering."""

from __future__ import annotations

from datetime import date

from msgspec import UNSET, UnsetType

from app.actions.commands.command import CommandPart, FileCommand, Id, Line, Prose, Whole, Word
from app.actions.commands.promise import Card


class ItemVerdict(CommandPart, frozen=True, kw_only=True):
    """How the back office judged one requirement: sesuai or tidak_sesuai."""

    requirement: Word
    verdict: Word
    note: Prose = ""


class ReturnRow(CommandPart, frozen=True, kw_only=True):
    """One thing to put right: a requirement or field, a reason of the catalogue, and what to do."""

    subject: Line
    reason: Prose
    text: Prose


class VisitFinding(CommandPart, frozen=True, kw_only=True):
    """One finding of a visit: `verdict` is sesuai, tidak_sesuai or belum_ada."""

    subject: Line
    verdict: Word
    note: Prose = ""


class DeclareCorrect(FileCommand, frozen=True, kw_only=True, tag="declare_correct"):
    """T5. Complete and correct."""

    verdicts: tuple[ItemVerdict, ...]
    note: Prose = ""


class ReturnForRevision(FileCommand, frozen=True, kw_only=True, tag="return_for_revision"):
    """T6. One consolidated list; `deadline` is the last day to bring it back."""

    rows: tuple[ReturnRow, ...]
    deadline: date
    verdicts: tuple[ItemVerdict, ...] = ()
    paper: Card | UnsetType = UNSET


class Lapse(FileCommand, frozen=True, kw_only=True, tag="lapse"):
    """T8. Never automatic."""

    note: Prose = ""
    paper: Card | UnsetType = UNSET


class RequestRecommendation(FileCommand, frozen=True, kw_only=True, tag="request_recommendation"):
    """T9. `letter` is the letter's number, filled in by the door."""

    note: Prose = ""
    letter: Line = ""


class RecordRecommendation(FileCommand, frozen=True, kw_only=True, tag="record_recommendation"):
    """T10. `outcome` is setuju or bersyarat; conditions go into the draft. `reason` answers a visit that said no."""

    outcome: Word
    number: Line
    dated: date
    conditions: Prose = ""
    reason: Prose = ""


class RecordObjection(FileCommand, frozen=True, kw_only=True, tag="record_objection"):
    """T11. The agency objects; what follows is a refusal."""

    number: Line
    dated: date
    reason: Prose


class ScheduleInspection(FileCommand, frozen=True, kw_only=True, tag="schedule_inspection"):
    """T12."""

    on: date
    team: tuple[Line, ...]
    letter: Line = ""


class RescheduleInspection(FileCommand, frozen=True, kw_only=True, tag="reschedule_inspection"):
    """T12b."""

    on: date
    team: tuple[Line, ...]
    reason: Prose
    letter: Line = ""


class RecordInspection(FileCommand, frozen=True, kw_only=True, tag="record_inspection"):
    """T13. The Berita Acara: `conclusion` is sesuai or tidak_sesuai."""

    held: date
    findings: tuple[VisitFinding, ...]
    conclusion: Word
    coordinates: Line = ""
    note: Prose = ""


class AssessLevy(FileCommand, frozen=True, kw_only=True, tag="assess_levy"):
    """T14. `amount` in whole rupiah; 0 with the reason of the exemption."""

    amount: Whole
    tariff: Line
    assessment_number: Line = ""
    exempt_reason: Prose = ""


class RecordPayment(FileCommand, frozen=True, kw_only=True, tag="record_payment"):
    """T15."""

    amount: Whole
    proof: Line
    paid: date


class SubmitDraft(FileCommand, frozen=True, kw_only=True, tag="submit_draft"):
    """T16. What the permit, or the refusal, will say beside its own data. `note` answers a visit that said no."""

    terms: tuple[Prose, ...] = ()
    note: Prose = ""


class ProposeRefusal(FileCommand, frozen=True, kw_only=True, tag="propose_refusal"):
    """T26. `reason` is a code of the catalogue."""

    reason: Prose
    legal_basis: Prose
    text: Prose


class ProposePermit(FileCommand, frozen=True, kw_only=True, tag="propose_permit"):
    """T26b. The refusal that was proposed is taken back."""

    reason: Prose


class Initial(FileCommand, frozen=True, kw_only=True, tag="initial"):
    """T17. One key. `seen` is the fingerprint of the draft as it was read, unset where it was not."""

    note: Prose = ""
    seen: Word | UnsetType = UNSET


class CorrectInternally(FileCommand, frozen=True, kw_only=True, tag="correct_internally"):
    """T18. Back to the draft; the clock keeps running."""

    note: Prose


class Sign(FileCommand, frozen=True, kw_only=True, tag="sign"):
    """T19. The content is approved; the wet signature comes on the numbered paper. `seen` as Initial."""

    seen: Word | UnsetType = UNSET


class DecideRefusal(FileCommand, frozen=True, kw_only=True, tag="decide_refusal"):
    """T22. `letter` is filled in by the door; `seen` as Initial."""

    letter: Line = ""
    seen: Word | UnsetType = UNSET


class AssignNumber(FileCommand, frozen=True, kw_only=True, tag="assign_number"):
    """T20a. `number` and `token` are filled in by the door."""

    number: Line = ""
    token: Id = ""


class Issue(FileCommand, frozen=True, kw_only=True, tag="issue"):
    """T20b. The numbered paper came back signed and stamped."""

    wet_signature: bool


class Cancel(FileCommand, frozen=True, kw_only=True, tag="cancel"):
    """T24. Entered by mistake."""

    reason: Prose


class Escalate(FileCommand, frozen=True, kw_only=True, tag="escalate"):
    """T25."""

    note: Prose = ""


class AddNote(FileCommand, frozen=True, kw_only=True, tag="add_note"):
    """T28."""

    text: Prose


class RecordMatch(FileCommand, frozen=True, kw_only=True, tag="record_match"):
    """T30. `result` is cocok or tidak_cocok, by somebody with access to the central data. `note` says what differs, or
    why an earlier result is taken back; None where nobody was asked for it."""

    result: Word
    how: Word
    note: Prose | None = None


class DecideOss(FileCommand, frozen=True, kw_only=True, tag="decide_oss"):
    """T32. What the division head decided in OSS: disetujui or ditolak."""

    result: Word
    note: Prose = ""


class SuspendPermit(FileCommand, frozen=True, kw_only=True, tag="suspend_permit"):
    """Dibekukan, by letter of `dated`, on a `ground` of the table; reversible. Acts of 0.3 have none, nor a paper."""

    letter: Line
    dated: date | UnsetType = UNSET
    ground: Word | UnsetType = UNSET
    reason: Prose
    paper: Card | UnsetType = UNSET


class ReinstatePermit(FileCommand, frozen=True, kw_only=True, tag="reinstate_permit"):
    """Aktif again, as SuspendPermit."""

    letter: Line
    dated: date | UnsetType = UNSET
    ground: Word | UnsetType = UNSET
    reason: Prose
    paper: Card | UnsetType = UNSET


class RevokePermit(FileCommand, frozen=True, kw_only=True, tag="revoke_permit"):
    """Dicabut, by decree, as SuspendPermit."""

    letter: Line
    dated: date | UnsetType = UNSET
    ground: Word | UnsetType = UNSET
    reason: Prose
    paper: Card | UnsetType = UNSET


DecreeCommand = SuspendPermit | ReinstatePermit | RevokePermit


class TakeBackDecree(FileCommand, frozen=True, kw_only=True, tag="take_back_decree"):
    """The decree `of` (the id of its act) was a mistake: the permit is what it was before. By somebody else, on the
    same day."""

    of: Id
    reason: Prose
