"""The paper of a fact that has no place any more: it is in the applicant's hands all the same."""

from __future__ import annotations

from contextlib import suppress

from app.actions import handover, letters, paperwork, promising
from app.actions.commands import FileCommand
from app.actions.commands.intake import AcceptRevision, HandOver, ListShortage, Withdraw
from app.actions.context import ActContext
from app.errors import Refused
from app.rules import papers, stages


def stand(context: ActContext) -> None:
    """Kept if it can be this act's, and compared with what would have been made of the rows as they are here."""
    kind, told = promising.PAPERS.get(context.command.act, ""), promising.card_told(context)
    if told is None or (context.application is None and isinstance(context.command, FileCommand)):
        return
    own = None
    with suppress(Refused):  # a PC nobody set up
        own = _reckoned(context)
    if content := promising.taken(context, kind, told, own):
        paperwork.keep(context, kind, content)


def _reckoned(context: ActContext) -> papers.Paper | None:
    match context.command:
        case AcceptRevision():
            return paperwork.revised_receipt(context)
        case HandOver() as command:
            return handover.collection_receipt(context, command, refused=context.file().outcome == stages.REFUSAL)
        case Withdraw() as command:
            return letters.withdrawal_letter(context, command)
        case ListShortage() as command:
            return paperwork.shortage_list(context, command)
    return None
