"""What was printed for an act that did not say so, put into the register in the place of what the centre had reckoned.

Once: a counter of 0.3.0, or one whose centre was of 0.3.0, sent acts without their paper.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec
from sqlalchemy import select

from app.actions import holding, paperwork, promising
from app.actions.commands.intake import Intake, RecordPromise
from app.actions.commands.promise import Promise
from app.actions.context import ActContext
from app.actions.intake import MISSING
from app.actions.moving import clock_of, refuse_unless
from app.actions.written import REGISTRATION
from app.decoding import from_plain
from app.errors import Refused
from app.models.application import Application
from app.models.journal import Document, Entry
from app.models.link import OwnPaper
from app.queries.documents import card_of
from app.rules import papers


def record_promise(context: ActContext, command: RecordPromise) -> None:
    """By the program, in the name of whoever is signed in. Raises Refused: `no_act`; `promise_known` where the act said
    it itself, or this was done before; `promise_impossible`, `paper_foreign`."""
    application, kind = context.file(), ""
    context.capacity = min(context.roles, default="")
    refuse_unless(bool(context.capacity), "no_right")
    done = context.session.scalar(select(Entry).where(Entry.id == command.of))
    if done is not None and (done.application_id, done.counter) == (application.id, command.stamp.counter):
        kind = promising.PAPERS.get(done.kind, "")
    if done is None or not kind:
        raise Refused("no_act")
    document = paperwork.told_later(done.id)
    known = "paper" in done.payload or context.session.get(Document, document) is not None
    refuse_unless(not known, "promise_known")
    told = holding.read(kind, command.paper)
    reckoned = context.session.scalar(select(Document.card).where(Document.act_id == done.id))
    if told is None or reckoned is None:
        raise Refused(promising.FOREIGN)
    own = card_of(kind, reckoned)
    if isinstance(own, papers.Receipt):
        own = _as_told(context, command, done, own)
    of = holding.Of(done.kind, done.at, done.actor_id)
    refuse_unless(holding.belongs(context, told, own, of), promising.FOREIGN)
    promising.differ(context, promising.DIFFERS, command.paper, reckoned)
    paperwork.record(context, kind, command.paper, document)
    if (kept := context.session.get(OwnPaper, done.id)) is not None:
        context.session.delete(kept)


def _as_told(context: ActContext, command: RecordPromise, done: Entry, own: papers.Receipt) -> papers.Receipt:
    """What was reckoned, but with what the centre knows only by now."""
    if done.kind != REGISTRATION:
        return replace(own, days=context.file().days, fee=paperwork.registered_receipt(context).fee)
    promise = _promise(context, context.file(), command)
    own = replace(own, days=promise.days, promised=promise.promised, fee=promise.fee, subject=promise.subject)
    return replace(own, items=_items(done, promise))


def _items(registration: Entry, promise: Promise) -> tuple[papers.PaperItem, ...]:
    """What was handed in, by the names and in the order of the promise."""
    seen = {item.requirement: item for item in from_plain(registration.payload["intake"], Intake).items}
    return tuple(
        papers.PaperItem(
            name=name, state=item.state, original_shown=item.original_shown, copies=item.copies, note=item.note
        )
        for requirement, name in promise.papers
        if (item := seen.get(requirement)) is not None and item.state != MISSING
    )


def _promise(context: ActContext, application: Application, command: RecordPromise) -> Promise:
    if not isinstance(told := command.promise, Promise):
        raise Refused(promising.IMPOSSIBLE)
    received = application.received.astimezone(context.local.tzinfo).date()
    refuse_unless(promising.is_possible(told, received), promising.IMPOSSIBLE)
    said = msgspec.to_builtins(told)
    same = all(command.paper.get(name) == said[name] for name in ("days", "promised", "fee", "subject"))
    refuse_unless(same, promising.FOREIGN)
    application.days, application.promised, application.subject = told.days, told.promised, told.subject
    if application.due is not None and application.ended is None:
        application.due = clock_of(context, application).estimate(context.calendar).due
    return told
