"""What the state of a file allows: one function for each condition of that kind that the workflow table names.

The door, the panel of a file, the queue and work on many files ask the same ones; the centre asks them while it weighs
what has happened already. Each gives the code of what stands in the way, "" where nothing does, and has its sentence
for `docs/workflow.md`. What is asked of a typed form stands with the act.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class FileFacts(Protocol):
    """A file as somebody finds it who wants to do something to it; days are local. Read when they are asked for."""

    @property
    def today(self) -> date: ...
    @property
    def actor(self) -> str:
        """The account of whoever wants to act."""

    @property
    def drafter(self) -> str | None: ...
    @property
    def initialled(self) -> bool:
        """Whether the actor has initialled this draft already, in another capacity."""

    @property
    def strict(self) -> bool:
        """Whether the office separates drafting and initials, too (`ketat`)."""

    @property
    def registered(self) -> date: ...
    @property
    def worked_on(self) -> bool:
        """Whether anything but notes was done since the registration."""

    @property
    def pressing(self) -> bool:
        """Late, or due soon."""

    @property
    def return_deadline(self) -> date | None:
        """Of the return that is open."""

    @property
    def reminded(self) -> bool: ...
    @property
    def correction_by(self) -> str | None:
        """Who asked for the correction that waits; None where none does."""

    @property
    def meant_for_permit(self) -> bool: ...
    @property
    def still_deferred(self) -> Collection[str]:
        """Mandatory papers that were allowed to follow and have not come."""

    @property
    def objected(self) -> bool:
        """Whether an agency objects."""

    @property
    def has_number(self) -> bool:
        """Whether a numbered paper was fixed."""

    @property
    def has_numbered_paper(self) -> bool:
        """Whether that paper is here; a first synchronisation brings the permit before it."""

    @property
    def withheld(self) -> str:
        """The code for which the permit is not handed over; "" where it may be (app.rules.standing)."""

    @property
    def decreed(self) -> tuple[date, str] | None:
        """The day of the last decree on the permit that stands, and who gave it."""

    @property
    def visit_planned(self) -> date | None:
        """The day of the visit that is to be recorded."""

    @property
    def term_is_over(self) -> bool:
        """Whether the permit would end before it begins."""

    @property
    def identity_doubt(self) -> str:
        """The code of what speaks against the identity; "" where nothing does (app.rules.matching)."""

    @property
    def doubt_refuses(self) -> bool:
        """Whether the office refuses such a permit (`tolak`) instead of reminding."""


@dataclass(frozen=True)
class ActCondition:
    """`check` gives the code of what stands in the way, "" where nothing does; `says` is its sentence in English."""

    check: Callable[[FileFacts], str]
    says: str


def _unless(holds: Callable[[FileFacts], bool], code: str, says: str) -> ActCondition:
    return ActCondition(lambda facts: "" if holds(facts) else code, says)


def _deadline_passed(facts: FileFacts) -> bool:
    return facts.return_deadline is not None and facts.today > facts.return_deadline


def _not_the_drafter(facts: FileFacts) -> bool:
    return facts.drafter != facts.actor


# Name in the workflow table -> condition.
STATE: dict[str, ActCondition] = {
    "deadline_passed": _unless(_deadline_passed, "deadline_not_passed", "The last day has passed."),
    "reminder_logged": _unless(
        lambda facts: facts.reminded, "not_reminded", "The applicant was reminded, reached or not."
    ),
    "deferred_present": _unless(
        lambda facts: not (facts.meant_for_permit and facts.still_deferred),
        "deferred_open",
        "What was allowed to follow has come. A refusal does not wait for it.",
    ),
    "not_the_drafter": _unless(_not_the_drafter, "signer_is_drafter", "Whoever drafted never signs."),
    "not_the_drafter_if_strict": _unless(
        lambda facts: _not_the_drafter(facts) or not facts.strict,
        "signer_is_drafter",
        "Initials by the drafter are refused under `ketat`, done and said under `peringatan`.",
    ),
    "no_correction_open": _unless(
        lambda facts: facts.correction_by is None, "correction_open", "No correction of this file waits for its answer."
    ),
    "correction_open": _unless(
        lambda facts: facts.correction_by is not None, "no_correction", "The correction that is answered still waits."
    ),
    "not_the_asker": _unless(
        lambda facts: facts.correction_by != facts.actor,
        "own_correction",
        "Whoever asked never answers, in an office of any size.",
    ),
    "the_asker": _unless(lambda facts: facts.correction_by == facts.actor, "not_the_asker", "Whoever asked."),
    "term_ahead": _unless(
        lambda facts: not facts.term_is_over,
        "validity_passed",
        "The permit would not end before it begins: no STR, no event passed while the file was on its way.",
    ),
    "identity_matched": ActCondition(
        lambda facts: facts.identity_doubt if facts.doubt_refuses else "",
        "The identity was matched with the central data, of applicants with a NIK; otherwise, and for a mismatch, "
        "which is named, the office's `match_policy` refuses (`tolak`) or reminds (`ingatkan`).",
    ),
    "not_numbered": _unless(
        lambda facts: not facts.has_number, "already_numbered", "No numbered paper waits for its signature."
    ),
    "numbered": _unless(lambda facts: facts.has_numbered_paper, "not_numbered", "The numbered paper is there."),
    "not_withheld": ActCondition(
        lambda facts: facts.withheld,
        "The permit was not revoked, suspended or replaced, and its last day has not passed.",
    ),
    "decree_of_today": _unless(
        lambda facts: facts.decreed is not None and facts.decreed[0] == facts.today,
        "decree_not_today",
        "The permit was frozen, lifted or revoked today, and that was not taken back yet.",
    ),
    "not_who_decreed": _unless(
        lambda facts: facts.decreed is None or facts.decreed[1] != facts.actor,
        "own_decree",
        "Whoever decided never takes it back alone.",
    ),
    "visit_day_came": _unless(
        lambda facts: facts.visit_planned is None or facts.visit_planned <= facts.today,
        "visit_ahead",
        "The day the visit is planned for has come.",
    ),
    "same_day": _unless(
        lambda facts: facts.registered == facts.today, "not_same_day", "On the day of the registration."
    ),
    "untouched": _unless(
        lambda facts: not facts.worked_on, "already_worked_on", "Nobody has worked on it yet; notes do not count."
    ),
    "due_soon_or_late": _unless(
        lambda facts: facts.pressing, "not_due", "Late, or one working day or a fifth of the service time is left."
    ),
    "not_objected": _unless(
        lambda facts: not facts.objected,
        "objection_binds",
        "The refusal was proposed by the back office; an agency's objection binds.",
    ),
}


# What is said and asked before an act is done all the same: name in the workflow table -> code, and its sentence.
REMINDERS: dict[str, ActCondition] = {
    "own_draft": ActCondition(
        lambda facts: "" if facts.strict or _not_the_drafter(facts) else "initials_by_drafter",
        "Whoever drafted is about to initial, in an office that only reminds (`peringatan`).",
    ),
    "initialled": _unless(
        lambda facts: not facts.initialled,
        "initials_twice",
        "Whoever acts has initialled this draft already.",
    ),
    "identity_doubted": ActCondition(
        lambda facts: "" if facts.doubt_refuses else facts.identity_doubt,
        "The identity was not matched with the central data, or does not match, in an office that only reminds.",
    ),
}


# What the form that is typed must say: name in the workflow table -> its sentence in English.
OF_THE_FORM = {
    "eligible": "No eligibility question is open, and none was answered in the way that ends the application.",
    "complete": "Every mandatory paper of this application is there, or may follow and is said to; every required "
    "field is filled with a value of its kind, the dates in order, the period not too long; the earlier "
    "permit named.",
    "identity_checked": "No error in the NIK without a supervisor's word for this number; every warning has a reason.",
    "contact": "A mobile number that can be one.",
    "read_back": "The applicant has read the data back and agreed, or a reason is written down why not.",
    "missing_item": "At least one paper is missing, or a note says what else is.",
    "all_items_correct": "Every paper that is there was judged *sesuai*; what may follow waits.",
    "items_with_reasons": "At least one row; each names a subject, a reason of the catalogue and what to do.",
    "deadline_ahead": "The last day to bring it back lies after today.",
    "items_present": "Nothing mandatory is missing; corrected fields are as good as those of a registration and ask "
    "for no other route (that needs a new file).",
    "letter_named": "The agency's letter has a number and a date that is not in the future.",
    "reason": "A reason is written down.",
    "visit_answered": "Where the last visit found *tidak sesuai* and no agency has agreed since, a reason says why it "
    "goes on towards a permit all the same. A file that is returned instead is visited again.",
    "reason_if_rejected": "What was rejected in OSS has its reason.",
    "team_of_two": "At least two different people.",
    "working_day_ahead": "A working day, today or later.",
    "findings": "Every finding and the conclusion are judged.",
    "not_before_visit": "Held between the planned day and today.",
    "amount": "More than nothing with the number of the SKRD, or nothing with the reason of the exemption.",
    "amount_equal": "Exactly the amount assessed.",
    "proof_named": "Proof of payment, dated between the assessment and today.",
    "wet_signature": "It came back signed and stamped.",
    "receipt_or_reason": "The receipt is shown, or a reason says why not.",
    "identity_shown": "Who receives it, as what, and on which identity.",
    "proxy_paper": "Anybody but the applicant shows the power of attorney.",
    "letter_of_applicant": "A letter signed by applicant or proxy, not dated in the future.",
    "legal_basis": "The legal basis of the refusal.",
    "item_deferred": "The paper is one that was said to follow.",
    "channel_and_purpose": "By telephone, WhatsApp or in person, and what for.",
    "data_as_asked": "What is to be another value still stands as the correction found it, and the new one is as "
    "good as one of a registration: errors refuse, every warning has a reason; no other route, no further paper.",
    "result": "One of the results there are.",
    "result_fields": "The fields that the catalogue wants from OSS, and no others; a refusal in OSS has none.",
}


def against(conditions: Collection[str], facts: FileFacts) -> str:
    """The code of the first of these conditions that fails; those of the typed form are passed over. "" where none."""
    codes = (STATE[name].check(facts) for name in conditions if name in STATE)
    return next(filter(None, codes), "")


def reminders(names: Collection[str], facts: FileFacts) -> tuple[str, ...]:
    """The codes of all that should be said before the act, in the order of the table."""
    return tuple(filter(None, (REMINDERS[name].check(facts) for name in names)))
