"""What was printed for an act that did not say so, put into the register in the place of what the centre had reckoned.

Once: a counter of 0.3.0, or one whose centre was of 0.3.0, sent acts without their paper.
"""

from __future__ import annotations

from uuid import UUID, uuid5

import msgspec
from sqlalchemy import select

from app.actions import paperwork, promising
from app.actions.commands.intake import RecordPromise
from app.actions.commands.promise import Promise
from app.actions.moving import clock_of, refuse_unless
from app.actions.scene import Scene
from app.errors import Refused
from app.models.application import Application
from app.models.journal import Document, Entry
from app.models.link import OwnPaper


def record_promise(scene: Scene, command: RecordPromise) -> None:
    """By the program, in the name of whoever is signed in. Raises Refused: `no_act`; `promise_known` where the act said
    it itself, or this was done before; `promise_impossible`, `paper_foreign`."""
    application, kind = scene.file(), ""
    scene.capacity = min(scene.roles, default="")
    refuse_unless(bool(scene.capacity), "no_right")
    done = scene.session.scalar(select(Entry).where(Entry.id == command.of))
    if done is not None and (done.application_id, done.counter) == (application.id, command.stamp.counter):
        kind = promising.PAPERS.get(done.kind, "")
    if done is None or not kind:
        raise Refused("no_act")
    document = str(uuid5(UUID(done.id), "printed"))  # of the act, whoever records it: it is there once
    known = "paper" in done.payload or scene.session.get(Document, document) is not None
    refuse_unless(not known, "promise_known")
    refuse_unless(promising.belongs(scene, kind, command.paper, done.kind, done.at), promising.FOREIGN)
    if done.kind == "register_application":
        _promise(scene, application, command)
    reckoned = scene.session.scalar(select(Document.card).where(Document.act_id == done.id)) or {}
    promising.differ(scene, promising.DIFFERS, command.paper, reckoned)
    paperwork.record(scene, kind, command.paper, document)
    if (own := scene.session.get(OwnPaper, done.id)) is not None:
        scene.session.delete(own)


def _promise(scene: Scene, application: Application, command: RecordPromise) -> None:
    if not isinstance(told := command.promise, Promise):
        raise Refused(promising.IMPOSSIBLE)
    received = application.received.astimezone(scene.local.tzinfo).date()
    refuse_unless(promising.is_possible(told, received), promising.IMPOSSIBLE)
    said = msgspec.to_builtins(told)
    same = all(command.paper.get(name) == said[name] for name in ("days", "promised", "fee", "subject"))
    refuse_unless(same, promising.FOREIGN)
    application.days, application.promised, application.subject = told.days, told.promised, told.subject
    if application.due is not None and application.ended is None:
        application.due = clock_of(scene, application).estimate(scene.calendar).due
