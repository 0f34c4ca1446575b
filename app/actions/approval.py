"""Draft, initials, signature, refusal (T16 to T19, T22)."""

from __future__ import annotations

from app.actions import advice, grounds, letters
from app.actions.commands.office_work import CorrectInternally, DecideRefusal, Initial, Sign, SubmitDraft
from app.actions.issuing import term_of, void_paper
from app.actions.items import items
from app.actions.moving import move, refuse_unless
from app.actions.scene import Scene
from app.errors import Refused
from app.queries.corrections import open_of
from app.queries.files import terms_of
from app.rules import stages
from app.rules.matching import against_signing

STRICT, REMIND = "ketat", "peringatan"


def submit_draft(scene: Scene, command: SubmitDraft) -> None:
    """T16. What was allowed to follow has come, unless the draft is a refusal; the drafter is remembered."""
    move(scene)
    application = scene.file()
    if application.outcome == stages.PERMIT:
        advice.answer_visit(scene, command.note, "note")
    waiting = [x.requirement for x in items(scene) if x.state == "susulan" and x.mandatory]
    if waiting and application.outcome == stages.PERMIT:
        raise Refused("deferred_open", fields=dict.fromkeys(waiting, "missing"), count=str(len(waiting)))
    if application.outcome == stages.PERMIT:
        grounds.of_permit(scene)
    application.draft = (application.draft or {}) | {"terms": [term for term in command.terms if term.strip()]}
    application.drafter_id = scene.actor.id


def initial(scene: Scene, _: Initial) -> None:
    """T17. One key. Strict separation refuses the drafter; otherwise it is done and said."""
    move(scene)
    if scene.file().drafter_id == scene.actor.id:
        refuse_unless(scene.office.separation != STRICT, "signer_is_drafter")
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
    application = scene.file()
    starts, ends = term_of(scene, application, terms_of(application, scene.reference))
    refuse_unless(ends is None or ends >= starts, "validity_passed")
    if doubt := against_signing(application.match, application.person["nik"]):
        refuse_unless(scene.office.match_policy != "tolak", doubt)
        scene.warnings.append(doubt)


def decide_refusal(scene: Scene, command: DecideRefusal) -> None:
    """T22. With its own number; the letter waits for the applicant."""
    move(scene)
    _signed(scene)
    letters.refusal_letter(scene, command.letter)


def _signed(scene: Scene) -> None:
    application = scene.file()
    refuse_unless(application.drafter_id != scene.actor.id, "signer_is_drafter")
    refuse_unless(open_of(scene.session, application.id) is None, "correction_open")
    application.signer_id = scene.actor.id
    application.signer_capacity = scene.capacity
