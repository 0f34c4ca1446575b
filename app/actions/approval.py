"""Draft, initials, signature, refusal (T16 to T19, T22)."""

from __future__ import annotations

from app.actions import advice, grounds, letters
from app.actions.commands.office_work import CorrectInternally, DecideRefusal, Initial, Sign, SubmitDraft
from app.actions.context import ActContext
from app.actions.draft_paper import hold_as_seen
from app.actions.issuing import void_paper
from app.actions.moving import facts_of, hold, move, refuse_unless
from app.errors import Refused
from app.rules import stages
from app.rules.act_conditions import STATE, reminders


def submit_draft(context: ActContext, command: SubmitDraft) -> None:
    """T16. What was allowed to follow has come, unless the draft is a refusal; the drafter is remembered."""
    move(context)
    application = context.file()
    if application.outcome == stages.PERMIT:
        advice.answer_visit(context, command.note, "note")
    facts = facts_of(context)
    if code := STATE["deferred_present"].check(facts):
        raise Refused(code, fields=dict.fromkeys(facts.still_deferred, "missing"), count=str(len(facts.still_deferred)))
    if application.outcome == stages.PERMIT:
        grounds.of_permit(context)
    application.draft = (application.draft or {}) | {"terms": [term for term in command.terms if term.strip()]}
    application.drafter_id = context.actor.id


def initial(context: ActContext, command: Initial) -> None:
    """T17. One key. Strict separation refuses the drafter; otherwise it is asked, done and said."""
    row = move(context)
    hold(context, "not_the_drafter_if_strict")
    hold(context, "no_correction_open")
    hold_as_seen(context, command.seen)
    context.warnings += reminders(row.reminders, facts_of(context))


def correct_internally(context: ActContext, command: CorrectInternally) -> None:
    """T18. Back to the draft; the clock keeps running, it is our own correction. A numbered paper is void."""
    refuse_unless(bool(command.note.strip()), "reason_missing", note="required")
    move(context)
    void_paper(context)


def sign(context: ActContext, command: Sign) -> None:
    """T19. Approves the content. Whoever drafted never signs, in an office of any size. Here is the last place to see
    that the permit would have ended before it begins: an STR or an event that passed while the file was on its way."""
    row = move(context)
    _signed(context)
    hold(context, "term_ahead")
    hold(context, "identity_matched")
    hold_as_seen(context, command.seen)
    context.warnings += reminders(row.reminders, facts_of(context))


def decide_refusal(context: ActContext, command: DecideRefusal) -> None:
    """T22. With its own number; the letter waits for the applicant."""
    row = move(context)
    _signed(context)
    hold_as_seen(context, command.seen)
    context.warnings += reminders(row.reminders, facts_of(context))
    letters.refusal_letter(context, command.letter)


def _signed(context: ActContext) -> None:
    application = context.file()
    hold(context, "not_the_drafter")
    hold(context, "no_correction_open")
    application.signer_id = context.actor.id
    application.signer_capacity = context.capacity
