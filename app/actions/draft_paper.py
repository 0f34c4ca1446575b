"""The paper a file is on its way to, before it has its number: what is initialled and signed is seen as it will be."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from msgspec import UnsetType

from app.actions import issuing, letters, signatory
from app.actions.commands import Stamp
from app.actions.commands.office_work import AssignNumber
from app.actions.context import ActContext
from app.errors import Refused
from app.models.application import Permit
from app.queries.documents import PaperCard
from app.queries.files import terms_of
from app.queries.look import Look
from app.queries.permits import term_of
from app.rules import papers, stages, tracking
from app.rules.standing import PERMIT, REFUSAL

DRAFTED = (*stages.INITIALS, stages.SIGNING, stages.NUMBERING)
"""Where there is a draft."""
NOBODYS = "0" * len(tracking.make("000", lambda: "0"))
# What another day, another signatory, a new telephone of the office make of it is not another draft.
BESIDE = ("letterhead", "number", "dated", "issued", "valid_from", "valid_until", "signer", "qr", "qr_is_address")


def has_draft(stage: str, *, numbered: bool) -> bool:
    return stage in DRAFTED and not numbered


def draft_paper(look: Look, application_id: str, staff_id: str) -> PaperCard:
    """As of now: by whoever would sign today, for the term it would have from today on. Nothing is written. Raises
    Refused: `no_draft`, `no_signatory`."""
    stamp = Stamp(id="", at=look.now, actor=staff_id, counter="")
    context = ActContext(look.session, AssignNumber(stamp=stamp, application=application_id), look.reference)
    file = context.file()
    permit = issuing.prepared(context, file)
    if not has_draft(file.stage, numbered=permit is not None and bool(permit.document_id)):
        raise Refused("no_draft")
    card = _card(context, signatory.expected(context))
    return PaperCard(
        id="",
        application=file.id,
        number=file.number,
        kind=REFUSAL if isinstance(card, papers.Letter) else PERMIT,
        made=look.local(look.now),
        card=card,
        copy=1,
        printed=(),
        draft=fingerprint(card),
    )


def hold_as_seen(context: ActContext, seen: str | UnsetType) -> None:
    """What is approved here is what was read. Not asked where the act is done again elsewhere. Raises Refused
    `draft_changed`."""
    if isinstance(seen, UnsetType) or context.clock is None:
        return
    apart = ActContext(context.session, context.command, context.reference, context.application)
    if fingerprint(_card(apart, NOBODY)) != seen:
        raise Refused("draft_changed")


NOBODY = papers.Signer(title="", name="", name_with_titles="", rank="", nip="", capacity="", acting_for="")


def fingerprint(card: papers.PermitDocument | papers.Letter) -> str:
    """16 hex digits of what is decided: BLAKE2b of its JSON with sorted keys, without number, days and signatory."""
    said: dict[str, Any] = msgspec.to_builtins(card)
    decided = {name: value for name, value in said.items() if name not in BESIDE}
    return hashlib.blake2b(msgspec.json.encode(decided, order="sorted"), digest_size=8).hexdigest()


def _card(context: ActContext, signer: papers.Signer) -> papers.PermitDocument | papers.Letter:
    """With a number and a code that nobody has, as long as those it will get: its code takes their room on the page."""
    if context.file().outcome == stages.REFUSAL:
        return letters.refusal_card(context, "", signer)
    application, terms = context.file(), terms_of(context.file(), context.reference)
    starts, ends = term_of(context.session, application, terms, context.today)
    number_format = terms.permit.output.number_format
    number = number_format.format(seq=0, year=context.today.year) if number_format else ""
    permit = Permit(number=number, token=NOBODYS, issued=context.today, valid_from=starts, valid_until=ends)
    return issuing.permit_card(context, permit, terms, signer)
