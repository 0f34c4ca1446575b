"""Writes docs/workflow.md from the table in the code: `python tools/workflow_doc.py`.

Everything is read from `app.rules.workflow`, `app.rules.act_conditions`, the catalogue and the Indonesian labels.
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
from app.rules.act_conditions import OF_THE_FORM, REMINDERS, STATE
from app.rules.stages import FileState, RouteStep, holder
from app.rules.workflow import Transition

TARGET = Path(__file__).resolve().parent.parent / "docs" / "workflow.md"

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
CLOCKS = {
    "none": "",
    "start": "starts",
    "stop": "stops",
    "unpaid": "stops until paid, where the type says so",
    "resume": "runs again",
    "end": "ends",
}
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
REMINDER_HEAD = """## Reminders

Said before the act, which is done once the person says so; afterwards they stand beside what was done."""
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
    reminded = (f"reminds of `{name}`" for name in row.reminders)
    conditions = ", ".join((*(f"`{name}`" for name in row.conditions), *reminded))
    paper = label(row.paper) if row.paper else ""
    return row.code, label(row.act), where(row), to, who(row), conditions, CLOCKS[row.clock], paper, row.kind


def place_of(stage: str) -> FileState:
    """The stage on the first route that has it."""
    for template in built_in().workflow_templates.values():
        route = tuple(RouteStep(step.step, step.role, step.clock) for step in template.steps)
        if any(step.step == stage for step in route):
            return FileState(stage, route)
    return FileState(stage, ())


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
    for name, row in w.PERMIT_TABLE.items():
        after = label(row.after) if row.after else "as before the last decree"
        by = f"{label(row.paper)} on one of: {names(row.grounds)}" if row.paper else "reason"
        conditions = ", ".join(f"`{each}`" for each in row.conditions)
        yield label(name), names(row.before), after, names(row.who), by, conditions


def document() -> str:
    heads = ("", "act", "from", "to", "who", "conditions", "clock", "paper", "kind")
    said = OF_THE_FORM | {name: condition.says for name, condition in STATE.items()}
    of_acts = (*(row.conditions for row in w.TABLE), *(row.conditions for row in w.PERMIT_TABLE.values()))
    named = dict.fromkeys(name for conditions in of_acts for name in conditions)
    meanings = ((f"`{name}`", said[name]) for name in named)
    parts = (
        INTRODUCTION,
        STAGES,
        table(("stage", "label", "held by", "what the applicant reads"), stage_rows()),
        ROUTE_HEAD,
        *(drawn(name, template) for name, template in built_in().workflow_templates.items()),
        ACT_HEAD,
        table(heads, map(act, w.TABLE)),
        CONDITION_HEAD,
        table(("condition", "meaning"), meanings),
        REMINDER_HEAD,
        table(
            ("reminder", "when it is said and asked"), ((f"`{name}`", each.says) for name, each in REMINDERS.items())
        ),
        PERMIT_HEAD,
        table(("act", "from", "to", "who", "by", "conditions"), permit_rows()),
    )
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8", newline="\n")
