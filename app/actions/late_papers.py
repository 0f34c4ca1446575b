"""The paper of a fact that has no place any more: it is in the applicant's hands all the same."""

from __future__ import annotations

from contextlib import suppress

from app.actions import handover, letters, paperwork, promising
from app.actions.commands import FileCommand
from app.actions.commands.intake import AcceptRevision, HandOver, ListShortage, Withdraw
from app.actions.scene import Scene
from app.errors import Refused
from app.rules import papers, stages


def stand(scene: Scene) -> None:
    """Kept if it can be this act's, and compared with what would have been made of the rows as they are here."""
    kind, told = promising.PAPERS.get(scene.command.act, ""), promising.card_told(scene)
    if told is None or (scene.application is None and isinstance(scene.command, FileCommand)):
        return
    own = None
    with suppress(Refused):  # a PC nobody set up
        own = _reckoned(scene)
    if content := promising.taken(scene, kind, told, own):
        paperwork.keep(scene, kind, content)


def _reckoned(scene: Scene) -> papers.Paper | None:
    match scene.command:
        case AcceptRevision():
            return paperwork.revised_receipt(scene)
        case HandOver() as command:
            return handover.collection_receipt(scene, command, refused=scene.file().outcome == stages.REFUSAL)
        case Withdraw() as command:
            return letters.withdrawal_letter(scene, command)
        case ListShortage() as command:
            return paperwork.shortage_list(scene, command)
    return None
