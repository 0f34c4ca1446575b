"""T1 to T25 of domain.md, completed: the one table of who may do what to a file, and where it goes then.

`docs/workflow.md` and the tests are made from `TABLE`. Conditions are named here and checked where their facts are
(`app.actions`). An act that has no row for a stage is refused with `stage`, one without the right with `no_right`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.errors import Refused
from app.rules import stages as s
from app.rules.stages import FileState

# Destinations that depend on the route.
NEXT, STAY, FIRST, RESUME, VERIFICATION = "next", "stay", "first", "resume", "verification"
DRAFT_OR_NEXT, RESULT, UNREFUSED = "draft_or_next", "result", "unrefused"
# Rights that depend on the file: the role of the step it stands at; anyone who is signed in.
STEP_ROLE, ANYONE = "step", "anyone"

FACT, DECISION = "fact", "decision"


@dataclass(frozen=True)
class Transition:
    """One row. `outcome` restricts it to files meant for a permit or a refusal; `clock` is what it does to the time.

    `unpaid` stops it until the levy is paid, where the permit type says so; after `stop` the type's policy says whether
    the days are given anew.

    `reminders` are said and asked before it is done, and stay as warnings.

    `not_after` is a step behind which the act has no place any more, on routes that have that step. `series` is that of
    the letter's number, which only the centre gives.
    """

    code: str
    act: str
    at: tuple[str, ...]
    to: str
    who: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    clock: str = "none"
    kind: str = DECISION
    paper: str = ""
    outcome: str = ""
    not_after: str = ""
    series: str = ""
    reminders: tuple[str, ...] = ()


LOKET, BACK, TEAM, HEAD = "petugas_loket", "verifikator", "tim_teknis", "penyelia"
DIVISION, SECRETARY, CHIEF, TREASURER = "kabid", "sekretaris", "kadis", "bendahara"
HANDOVER, ADMIN = "petugas_penyerahan", "administrator"
ROLES = (LOKET, BACK, TEAM, HEAD, DIVISION, SECRETARY, CHIEF, TREASURER, HANDOVER, ADMIN)

NOWHERE = ("",)  # before the file is in the register
_CHECKING = (s.VERIFY, s.VERIFY_OSS, s.ASK_AGENCY, s.AGENCY, s.PLAN_VISIT, s.VISIT, s.DRAFTING, s.DECIDE_OSS)
_APPROVING = (*s.INITIALS, s.SIGNING)
_CORRECTED = tuple(x for x in s.RUNNING if x != s.NUMBERING)
_BEFORE_SIGNING = tuple(x for x in s.RUNNING if x not in (s.SIGNING, s.NUMBERING, s.DECIDE_OSS, s.RECORD_OSS))

# fmt: off
TABLE: tuple[Transition, ...] = (
    Transition("T1", "save_draft", NOWHERE, STAY, (LOKET,), kind=FACT),
    # T4, handing on to the first step of the route, is part of T2: nobody has to remember it.
    Transition("T2", "register_application", NOWHERE, FIRST, (LOKET,), kind=FACT, clock="start", paper="receipt",
        conditions=("eligible", "complete", "identity_checked", "contact", "read_back")),
    Transition("T3", "list_shortage", NOWHERE, STAY, (LOKET,), kind=FACT, paper="shortage_list",
        conditions=("missing_item",)),
    Transition("T5", "declare_correct", (s.VERIFY, s.VERIFY_OSS), RESUME, (BACK,), conditions=("all_items_correct",)),
    Transition("T6", "return_for_revision", _CHECKING, s.RETURNED, (BACK, HEAD), clock="stop", paper="return_letter",
        conditions=("items_with_reasons", "deadline_ahead"), outcome=s.PERMIT),
    Transition("T7", "accept_revision", (s.RETURNED,), VERIFICATION, (LOKET,), kind=FACT, clock="resume",
        paper="receipt", conditions=("items_present",)),
    Transition("T8", "lapse", (s.RETURNED,), s.LAPSED, (DIVISION,), clock="end", paper="lapse_letter",
        conditions=("deadline_passed", "reminder_logged")),
    Transition("T9", "request_recommendation", (s.ASK_AGENCY,), NEXT, (HEAD,), paper="recommendation_request",
        series="PR"),
    Transition("T10", "record_recommendation", (s.AGENCY,), NEXT, (TEAM, LOKET), kind=FACT,
        conditions=("letter_named", "visit_answered")),
    Transition("T11", "record_objection", (s.AGENCY,), DRAFT_OR_NEXT, (TEAM, LOKET), kind=FACT,
        conditions=("letter_named", "reason")),
    Transition("T12", "schedule_inspection", (s.PLAN_VISIT,), NEXT, (HEAD,), paper="assignment_letter",
        conditions=("team_of_two", "working_day_ahead"), series="ST"),
    Transition("T12b", "reschedule_inspection", (s.VISIT,), STAY, (HEAD,), paper="assignment_letter",
        conditions=("team_of_two", "working_day_ahead", "reason"), series="ST"),
    Transition("T13", "record_inspection", (s.VISIT,), NEXT, (TEAM,), kind=FACT,
        conditions=("visit_day_came", "findings", "not_before_visit")),
    Transition("T14", "assess_levy", (s.LEVY,), NEXT, (TREASURER,), clock="unpaid", conditions=("amount",)),
    Transition("T15", "record_payment", (s.PAYMENT,), NEXT, (TREASURER,), kind=FACT, clock="resume",
        conditions=("amount_equal", "proof_named")),
    Transition("T16", "submit_draft", (s.DRAFTING,), NEXT, (BACK,), conditions=("deferred_present", "visit_answered")),
    Transition("T17", "initial", s.INITIALS, NEXT, (STEP_ROLE,),
        conditions=("not_the_drafter_if_strict", "no_correction_open"), reminders=("own_draft", "initialled")),
    # Also at the numbering: a slip is often seen on the numbered paper only. The number stays with the file.
    Transition("T18", "correct_internally", (*_APPROVING, s.NUMBERING), s.DRAFTING, (STEP_ROLE,),
        conditions=("reason",)),
    Transition("T19", "sign", (s.SIGNING,), NEXT, (STEP_ROLE,), outcome=s.PERMIT,
        conditions=("not_the_drafter", "no_correction_open", "term_ahead", "identity_matched"),
        reminders=("initialled", "identity_doubted")),
    Transition("T20a", "assign_number", (s.NUMBERING,), STAY, (BACK,), paper="permit",
        conditions=("not_numbered", "no_correction_open")),
    Transition("T20b", "issue", (s.NUMBERING,), NEXT, (BACK,), clock="end", conditions=("numbered", "wet_signature")),
    Transition("T21", "hand_over", (s.COLLECTION, s.REFUSED), s.DONE, (HANDOVER,), kind=FACT,
        paper="collection_receipt",
        conditions=("not_withheld", "receipt_or_reason", "identity_shown", "proxy_paper")),
    Transition("T22", "decide_refusal", (s.SIGNING,), s.REFUSED, (STEP_ROLE,), clock="end", paper="refusal_letter",
        outcome=s.REFUSAL, conditions=("not_the_drafter", "no_correction_open"), series="TOLAK",
        reminders=("initialled",)),
    # Where nobody decides in OSS (W6), an applicant who never gets an NIB can still withdraw.
    Transition("T23", "withdraw", (*_BEFORE_SIGNING, s.RECORD_OSS), s.WITHDRAWN, (LOKET,), kind=FACT, clock="end",
        paper="withdrawal_letter", conditions=("letter_of_applicant",), not_after=s.DECIDE_OSS),
    Transition("T24", "cancel", (s.VERIFY, s.ASSIST_OSS), s.CANCELLED, (HEAD,), clock="end",
        conditions=("same_day", "untouched", "reason")),
    Transition("T25", "escalate", tuple(x for x in s.RUNNING if x != s.RETURNED), STAY, (ANYONE,), kind=FACT,
        conditions=("due_soon_or_late",)),
    Transition("T26", "propose_refusal", (s.VERIFY, s.DRAFTING), s.DRAFTING, (BACK,), outcome=s.PERMIT,
        conditions=("reason", "legal_basis")),
    # An agency's objection binds; only what the back office proposed itself can it take back.
    Transition("T26b", "propose_permit", (s.DRAFTING,), UNREFUSED, (BACK,), outcome=s.REFUSAL,
        conditions=("reason", "not_objected")),
    Transition("T27", "receive_deferred", _BEFORE_SIGNING, STAY, (LOKET,), kind=FACT, conditions=("item_deferred",)),
    Transition("T28", "add_note", s.STAGES, STAY, (ANYONE,), kind=FACT, conditions=("reason",)),
    Transition("T29", "contact_applicant", tuple(x for x in s.STAGES if x != s.CANCELLED), STAY,
        (LOKET, BACK, HEAD, HANDOVER), kind=FACT, conditions=("channel_and_purpose",)),
    Transition("T30", "record_match", s.RUNNING, STAY, (BACK, HEAD), kind=FACT, conditions=("result", "reason")),
    Transition("T31", "assist_oss", (s.ASSIST_OSS,), NEXT, (LOKET,), kind=FACT),
    Transition("T32", "decide_oss", (s.DECIDE_OSS,), NEXT, (DIVISION,),
        conditions=("result", "reason_if_rejected", "visit_answered")),
    Transition("T33", "record_oss_result", (s.RECORD_OSS,), RESULT, (LOKET,), kind=FACT, clock="end",
        conditions=("result_fields",)),
    # While one is open nothing is signed or numbered; what OSS has decided is corrected in OSS.
    Transition("T34", "ask_correction", tuple(x for x in _CORRECTED if x != s.RECORD_OSS), STAY, (LOKET, BACK),
        kind=FACT, conditions=("reason", "no_correction_open", "data_as_asked")),
    Transition("T35", "approve_correction", _CORRECTED, STAY, (HEAD, DIVISION), paper="receipt",
        conditions=("correction_open", "not_the_asker", "data_as_asked")),
    Transition("T36", "decline_correction", _CORRECTED, STAY, (HEAD, DIVISION),
        conditions=("correction_open", "not_the_asker", "reason")),
    Transition("T36b", "withdraw_correction", _CORRECTED, STAY, (LOKET, BACK), kind=FACT,
        conditions=("correction_open", "the_asker")),
)
# fmt: on
BY_ACT: dict[str, Transition] = {row.act: row for row in TABLE}
LETTER_SERIES = {row.act: row.series for row in TABLE if row.series}
NUMBERED_BY_CENTRE = frozenset({"assign_number", *LETTER_SERIES})


@dataclass(frozen=True)
class PermitAct:
    """What is done to an Izin once it is issued (domain.md 5.3): the states it is done in, the state `after`, empty for
    the one from before the last of these acts; on which `grounds`, and the `paper` that says so."""

    before: tuple[str, ...]
    after: str
    who: tuple[str, ...]
    grounds: tuple[str, ...] = ()
    paper: str = ""
    conditions: tuple[str, ...] = ()


# fmt: off
TAKE_BACK = "take_back_decree"
PERMIT_TABLE: dict[str, PermitAct] = {
    "suspend_permit": PermitAct(("aktif",), "dibekukan", (CHIEF,), paper="suspension_letter",
        grounds=("dugaan_pelanggaran", "pelanggaran", "putusan_pengadilan", "dasar_lain")),
    "reinstate_permit": PermitAct(("dibekukan",), "aktif", (CHIEF,), paper="reinstatement_letter",
        grounds=("kewajiban_dipenuhi", "tidak_terbukti", "putusan_pengadilan", "dasar_lain")),
    "revoke_permit": PermitAct(("aktif", "dibekukan"), "dicabut", (CHIEF,), paper="revocation_letter",
        grounds=("permintaan_pemegang", "pelanggaran", "data_tidak_benar", "putusan_pengadilan", "dasar_lain")),
    TAKE_BACK: PermitAct(("aktif", "dibekukan", "dicabut"), "", (DIVISION, SECRETARY, CHIEF),
        conditions=("decree_of_today", "not_who_decreed")),
}
# fmt: on
PAPER_OF = {row.act: row.paper for row in TABLE if row.paper} | {
    act: row.paper for act, row in PERMIT_TABLE.items() if row.paper
}


def may(act: str, place: FileState, roles: Collection[str], *, delegates: Collection[str] = ()) -> Transition:
    """The row that allows this act here. `delegates` are roles the permit type lets stand in for the step's own.

    Raises Refused: `stage` where the act has no place, `no_right` where these roles may not.
    """
    row = BY_ACT[act]
    if not has_place(row, place):
        raise Refused("stage", stage=place.stage)
    if not _has_right(row, place, set(roles), set(delegates)):
        raise Refused("no_right", role=",".join(allowed_roles(row, place)))
    return row


def has_place(row: Transition, place: FileState) -> bool:
    """Whether the act belongs to this stage of this route, whoever asks."""
    if place.stage not in row.at or (row.outcome and row.outcome != place.outcome):
        return False
    return not (place.has(row.not_after) and place.step and place.index(place.stage) > place.index(row.not_after))


def _has_right(row: Transition, place: FileState, roles: set[str], delegates: set[str]) -> bool:
    if ANYONE in row.who:
        return bool(roles)
    allowed = set(allowed_roles(row, place))
    if STEP_ROLE in row.who and place.stage == s.SIGNING:
        allowed |= delegates
    return bool(allowed & roles)


def allowed_roles(row: Transition, place: FileState) -> tuple[str, ...]:
    """The roles that this row names for this file, `step` replaced by the role of the step."""
    step = place.step
    own = (step.role,) if step else ()
    return tuple(role for name in row.who for role in (own if name == STEP_ROLE else (name,)))


def carriers(step: str) -> tuple[str, ...]:
    """The roles that can carry a file on from a step of its route; `step` where any role may that the route names."""
    onward = (NEXT, RESUME, RESULT, s.DONE)
    return tuple(role for row in TABLE if step in row.at and row.to in onward for role in row.who)


def destination(row: Transition, place: FileState) -> str:
    """The stage after this act."""
    match row.to:
        case "stay":
            return place.stage
        case "next":
            return after(place, place.stage)
        case "first":
            return place.route[0].step
        case "resume":
            return _resume(place)
        case "verification":
            return verification(place)
        case "draft_or_next":
            return s.DRAFTING if place.has(s.DRAFTING) else after(place, place.stage)
        case "result":
            return _result(place)
        case "unrefused":
            return place.stage if place.resume_at is None else verification(place)
        case fixed:
            return fixed


def after(place: FileState, step: str) -> str:
    """The step that follows `step`; the end of the route is `selesai`."""
    following = place.index(step) + 1
    return place.route[following].step if following < len(place.route) else s.DONE


def verification(place: FileState) -> str:
    """Where a revised file is looked at again: the route's own step of verification, else its first step."""
    return next((x.step for x in place.route if x.step in (s.VERIFY, s.VERIFY_OSS)), place.route[0].step)


def _result(place: FileState) -> str:
    """What OSS refused is closed as a refusal; a permit waits for its holder."""
    return s.REFUSED if place.outcome == s.REFUSAL else after(place, place.stage)


def furthest(place: FileState, step: str) -> str:
    """`step`, or the later one a file was already called back from: a second return loses no work that was done."""
    known = place.resume_at
    return known if known and place.has(known) and place.index(known) > place.index(step) else step


def _resume(place: FileState) -> str:
    """After a return the file goes back to where it had come, not through steps already done (a recommendation given
    stays given); domain.md T5 says `next step`, which would ask the agency twice."""
    return furthest(place, after(place, place.stage))
