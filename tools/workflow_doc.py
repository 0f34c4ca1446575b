"""Writes docs/workflow.md from the table in the code: `python tools/workflow_doc.py`.

What the document says of a condition stands here; everything else is read from `app.rules.workflow`, the catalogue and
the Indonesian labels.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.reference.catalogue import Template
from app.reference.catalogue_file import built_in
from app.reference.labels import label, public_wording
from app.rules import stages
from app.rules import workflow as w
from app.rules.stages import Place, Step, holder
from app.rules.workflow import Transition

TARGET = Path(__file__).resolve().parent.parent / "docs" / "workflow.md"

CONDITIONS = {
    "eligible": "No eligibility question is open, and none was answered in the way that ends the application.",
    "complete": "Every mandatory paper of this application is there, or may follow and is said to; every required "
    "field is filled with a value of its kind, the dates in order, the period not too long; the earlier permit named.",
    "identity_checked": "No error in the NIK without a supervisor's word for this number; every warning has a reason.",
    "contact": "A mobile number that can be one.",
    "read_back": "The applicant has read the data back and agreed, or a reason is written down why not.",
    "missing_item": "At least one paper is missing, or a note says what else is.",
    "all_items_correct": "Every paper that is there was judged *sesuai*; what may follow waits.",
    "items_with_reasons": "At least one row; each names a subject, a reason of the catalogue and what to do.",
    "deadline_ahead": "The last day to bring it back lies after today.",
    "items_present": "Nothing mandatory is missing; corrected fields are as good as those of a registration and ask "
    "for no other route (that needs a new file).",
    "deadline_passed": "The last day has passed.",
    "reminder_logged": "The applicant was reminded, reached or not.",
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
    "deferred_present": "What was allowed to follow has come. A refusal does not wait for it.",
    "not_the_drafter": "Whoever drafted never signs. Initials by the drafter are refused under `ketat`, done and said "
    "under `peringatan`.",
    "identity_matched": "The identity was matched with the central data, of applicants with a NIK; otherwise, and for "
    "a mismatch, which is named, the office's `match_policy` refuses (`tolak`) or reminds (`ingatkan`).",
    "term_ahead": "The permit would not end before it begins: no STR, no event passed while the file was on its way.",
    "not_numbered": "No numbered paper waits for its signature.",
    "numbered": "The numbered paper is there.",
    "wet_signature": "It came back signed and stamped.",
    "not_withheld": "The permit was not revoked, suspended or replaced, and its last day has not passed.",
    "receipt_or_reason": "The receipt is shown, or a reason says why not.",
    "identity_shown": "Who receives it, as what, and on which identity.",
    "proxy_paper": "Anybody but the applicant shows the power of attorney.",
    "letter_of_applicant": "A letter signed by applicant or proxy, not dated in the future.",
    "same_day": "On the day of the registration.",
    "untouched": "Nobody has worked on it yet; notes do not count.",
    "due_soon_or_late": "Late, or one working day or a fifth of the service time is left.",
    "legal_basis": "The legal basis of the refusal.",
    "not_objected": "The refusal was proposed by the back office; an agency's objection binds.",
    "item_deferred": "The paper is one that was said to follow.",
    "channel_and_purpose": "By telephone, WhatsApp or in person, and what for.",
    "no_correction_open": "No correction of this file waits for its answer.",
    "correction_open": "The correction that is answered still waits.",
    "data_as_asked": "What is to be another value still stands as the correction found it, and the new one is as good "
    "as one of a registration: errors refuse, every warning has a reason; no other route, no further paper.",
    "not_the_asker": "Whoever asked never answers, in an office of any size.",
    "the_asker": "Whoever asked.",
    "result": "One of the results there are.",
    "result_fields": "The fields that the catalogue wants from OSS, and no others; a refusal in OSS has none.",
}
DESTINATIONS = {
    w.NEXT: "the next step of the route",
    w.STAY: "stays",
    w.FIRST: "the first step of the route",
    w.RESUME: "the step it was called back from, else the next",
    w.VERIFICATION: "the route's verification",
    w.DRAFT_OR_NEXT: "the draft, in OSS the next step",
    w.UNREFUSED: "stays; the route's verification where the papers were not declared correct",
    w.RESULT: "the next step; *Ditolak* where OSS refused",
}
CLOCKS = {"none": "", "start": "starts", "stop": "stops", "resume": "runs again", "end": "ends"}
INTRODUCTION = """# Workflow

Made by `tools/workflow_doc.py` from `app/rules/workflow.py`, `resources/catalogue.yaml` and `resources/labels.csv`; a
test fails where it is out of date. Do not edit.

A file (*permohonan*) takes the route of its permit type; the engine knows steps, not permits. A stage is a step of the
route or one of six places off every route. Late is never a stage, it is derived from the clock. A *fact* has happened
and is recorded; a *decision* may be refused. Every act is written in the journal with who did it, in what capacity
(`kadis`, `plh:kadis`), when, and at which counter."""
STAGES = """## Stages

The clock stands at *Dikembalikan* and, where the permit type says so, while a levy is unpaid."""
CONDITION_HEAD = """## Conditions

What must be so, beside stage and right. A condition that fails refuses the act and changes nothing."""
ACT_HEAD = """## Acts

An act without a row for the stage is refused with `stage`, one without the right with `no_right`. *Role of the step* is
the role that the route gives to the step; at the signing also the delegate of the permit type. A mandate (Plh, Plt)
counts like the role itself on its days and within its scope, but makes no further mandates."""
ROUTE_HEAD = """## Routes

Steps of a visit are left out where the permit type needs none, those of a recommendation likewise."""
PERMIT_HEAD = """## Permits

A permit (*izin*) is *Disiapkan* with its number (T20a), *Aktif* with its issue (T20b). *Akan Berakhir* and *Berakhir*
are derived from its last day. The issue of a renewal, amendment or replacement makes the earlier one *Diganti*, that of
a revocation on request *Dicabut*. A replacement or amendment keeps the last day of the permit it follows."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join((*lines, *(f"| {' | '.join(row)} |" for row in rows)))


def names(identifiers: Iterable[str]) -> str:
    """Some labels have a comma of their own."""
    return "; ".join(label(each) for each in identifiers)


def where(row: Transition) -> str:
    """The stages of a row, the few that are missing where it has most of them."""
    if row.at == w.NOWHERE:
        return "before the registration"
    missing = [stage for stage in stages.STAGES if stage not in row.at]
    text = names(row.at)
    if len(missing) < len(row.at):
        text = f"every stage but {names(missing)}" if missing else "every stage"
    kind = {stages.PERMIT: " (meant for a permit)", stages.REFUSAL: " (meant for a refusal)"}.get(row.outcome, "")
    return text + kind + (f"; not once *{label(row.not_after)}* is behind" if row.not_after else "")


def who(row: Transition) -> str:
    words = {w.STEP_ROLE: "role of the step", w.ANYONE: "anyone with a role"}
    return ", ".join(words.get(role) or label(role) for role in row.who)


def act(row: Transition) -> tuple[str, ...]:
    to = DESTINATIONS.get(row.to) or label(row.to)
    conditions = ", ".join(f"`{name}`" for name in row.conditions)
    paper = label(row.paper) if row.paper else ""
    return row.code, label(row.act), where(row), to, who(row), conditions, CLOCKS[row.clock], paper, row.kind


def place_of(stage: str) -> Place:
    """The stage on the first route that has it."""
    for template in built_in().workflow_templates.values():
        route = tuple(Step(step.step, step.role, step.clock) for step in template.steps)
        if any(step.step == stage for step in route):
            return Place(stage, route)
    return Place(stage, ())


def stage_rows() -> Iterator[tuple[str, ...]]:
    for stage in stages.STAGES:
        held = holder(place_of(stage))
        yield f"`{stage}`", label(stage), label(held) if held else "-", public_wording(stage, agency="…", day="…")


def drawn(name: str, template: Template) -> str:
    """A route as a line of steps, with the permit types that take it."""
    steps = " → ".join(label(step.step) for step in template.steps)
    types = [
        permit.code + (f" ({', '.join(when)})" if when and permit.workflow != name else "")
        for permit in built_in().permits
        for when in [[fact for fact, route in permit.workflow_when.items() if route == name]]
        if when or permit.workflow == name
    ]
    return f"**{name} {template.label}**: {', '.join(types) or '-'}\n\n{steps}"


def permit_rows() -> Iterator[tuple[str, ...]]:
    for name, (before, after, role) in w.PERMIT_TABLE.items():
        yield label(name), names(before), label(after), label(role), "letter and reason"


def document() -> str:
    heads = ("", "act", "from", "to", "who", "conditions", "clock", "paper", "kind")
    conditions = ((f"`{name}`", text) for name, text in CONDITIONS.items())
    parts = (
        INTRODUCTION,
        STAGES,
        table(("stage", "label", "held by", "what the applicant reads"), stage_rows()),
        ROUTE_HEAD,
        *(drawn(name, template) for name, template in built_in().workflow_templates.items()),
        ACT_HEAD,
        table(heads, map(act, w.TABLE)),
        CONDITION_HEAD,
        table(("condition", "meaning"), conditions),
        PERMIT_HEAD,
        table(("act", "from", "to", "who", "by"), permit_rows()),
    )
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8", newline="\n")
