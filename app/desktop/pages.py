"""Every page of the counter in the order of the navigation, and who may open it. Each is imported when first opened."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.outlets import Outlets
from app.desktop.parts import Parts
from app.ui.page import PageSpec
from app.ui.paper_desk import PaperDesk
from app.upkeep.safekeeping import Safekeeping


class Pages:
    """Makes the pages of one counter."""

    def __init__(self, parts: Parts, papers: PaperDesk, outlets: Outlets, keeping: Safekeeping) -> None:
        self._parts, self._papers, self._outlets, self._keeping = parts, papers, outlets, keeping

    def specs(self) -> tuple[PageSpec, ...]:
        return (
            PageSpec("front", "Beranda", "house", self._front),
            PageSpec("front_list", "Daftar", "list-checks", self._front_list, in_menu=False, scrolls=False),
        )

    def _front(self) -> QWidget:
        from app.ui.pages.front import FrontPage

        parts = self._parts
        return FrontPage(parts.desk, parts.session, parts.navigator, self._keeping, parts.world.now)

    def _front_list(self) -> QWidget:
        from app.ui.pages.front_list import FrontListPage

        return FrontListPage(self._parts.desk, self._parts.navigator)
