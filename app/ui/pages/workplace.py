"""What the pages of a counter work with, handed to each of them whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.lookup.service import Lookup
    from app.ui.papers.paper_desk import PaperDesk
    from app.ui.shell.board import Board
    from app.ui.shell.desk import Desk
    from app.ui.shell.navigator import Navigator
    from app.ui.shell.session import Session


@dataclass(frozen=True)
class Workplace:
    """`desk` does acts and asks, `session` says who sits here, `board` takes notices, `navigator` opens other pages,
    `papers` brings papers out, `lookup` is this PC's own way to the NIK service, which may be off."""

    desk: Desk
    session: Session
    board: Board
    navigator: Navigator
    papers: PaperDesk
    lookup: Lookup
