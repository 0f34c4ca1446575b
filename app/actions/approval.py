"""Draft, initials, signature, refusal (T16 to T19, T22)."""

from __future__ import annotations

from app.actions import advice, grounds, letters
from app.actions.commands.office_work import CorrectInternally, DecideRefusal, Initial, Sign, SubmitDraft
from app.actions.issuing import void_paper
from app.actions.moving import facts_of, hold, move, refuse_unless
from app.actions.scene import Scene
from app.errors import Refused
from app.rules import stages
from app.rules.act_conditions import STATE


def submit_draft(scene: Scene, command: SubmitDraft) -> None:
    """T16. What was allowed to follow has come, unless the draft is a refusal; the drafter is remembered."""
    move(scene)
    application = scene.file()
    if application.outcome == stages.PERMIT:
        advice.answer_visit(scene, command.note, "note")
    facts = facts_of(scene)
    if code := STATE["deferred_present"].check(facts):
        raise Refused(code, fields=dict.fromkeys(facts.still_deferred, "missing"), count=str(len(facts.still_deferred)))
    if application.outcome == stages.PERMIT:
        grounds.of_permit(scene)
    application.draft = (application.draft or {}) | {"terms": [term for term in command.terms if term.strip()]}
    application.drafter_id = scene.actor.id


def initial(scene: Scene, _: Initial) -> None:
    """T17. One key. Strict separation refuses the drafter; otherwise it is done and said."""
    move(scene)
    hold(scene, "not_the_drafter_if_strict")
    if scene.file().drafter_id == scene.actor.id:
        scene.warnings.append("initials_by_drafter")


def correct_internally(scene: Scene, command: CorrectInternally) -> None:
    """T18. Back to the draft; the clock keeps running, it is our own correction. A numbered paper is void."""
    refuse_unless(bool(command.note.strip()), "reason_missing", note="required")
    move(scene)
    void_paper(scene)


def sign(scene: Scene, _: Sign) -> None:
    """T19. Approves the content. Whoever drafted never signs, in an office of any size. Here is the last place to see
    that the permit would have ended before it begins: an STR or an event that passed while the file was on its way."""
    move(scene)
    _signed(scene)
    hold(scene, "term_ahead")
    hold(scene, "identity_matched")
    if doubt := facts_of(scene).identity_doubt:
        scene.warnings.append(doubt)


def decide_refusal(scene: Scene, command: DecideRefusal) -> None:
    """T22. With its own number; the letter waits for the applicant."""
    move(scene)
    _signed(scene)
    letters.refusal_letter(scene, command.letter)


def _signed(scene: Scene) -> None:
    application = scene.file()
    hold(scene, "not_the_drafter")
    hold(scene, "no_correction_open")
    application.signer_id = scene.actor.id
    application.signer_capacity = scene.capacity
