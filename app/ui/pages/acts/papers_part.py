"""The papers of a file that comes back, ticked again at the counter."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from app.queries.file_view import ItemView
from app.ui.pages.acts.plan import Values
from app.ui.widgets.check_list import CheckList, CheckRow, Ticked
from app.ui.widgets.check_model import AWAY


class PapersPart(CheckList):
    """What the applicant was asked for comes first, with what was wanted, and is not ticked; the rest stands as it
    did. `asked` are names of papers and what was wanted of them; `further` are (id, name) of papers that a corrected
    field may ask for: they count only once they are ticked."""

    def __init__(
        self,
        items: tuple[ItemView, ...],
        further: tuple[tuple[str, str], ...] = (),
        parent: QWidget | None = None,
        *,
        asked: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        wanted = {
            item.requirement: asked.get(item.name, item.verdict_note)
            for item in items
            if item.name in asked or item.verdict == "tidak_sesuai"
        }
        items = tuple(sorted(items, key=lambda item: item.requirement not in wanted))
        papers = tuple(
            CheckRow(
                item.requirement,
                item.name,
                mandatory=item.mandatory,
                deferrable=item.deferrable,
                asked=wanted.get(item.requirement, ""),
            )
            for item in items
        )
        others = tuple(CheckRow(name, title, mandatory=False, deferrable=False) for name, title in further)
        super().__init__((*papers, *others), parent, name="items")
        self._further = {name for name, _ in further}
        self.set_value(
            tuple(
                Ticked(item.requirement, AWAY, False, item.note)
                if item.requirement in wanted
                else Ticked(item.requirement, item.state, item.original_shown, item.note)
                for item in items
            )
        )

    def values(self) -> Values:
        return {"items": tuple(each for each in self.value() if each.id not in self._further or each.state == "ada")}

    def tick_all(self) -> None:
        """Everything that was asked for is here."""
        further = tuple(each for each in self.value() if each.id in self._further)
        super().tick_all()
        self.set_value(further)

    def typed(self) -> dict[str, str]:
        return {each.id: f"{each.state}\t{'1' if each.original_shown else ''}\t{each.note}" for each in self.value()}

    def set_typed(self, typed: Mapping[str, str]) -> None:
        kept = []
        for name, text in typed.items():
            state, shown, note = text.split("\t", 2)
            kept.append(Ticked(name, state, bool(shown), note))
        self.set_value(tuple(kept))

    def check(self) -> dict[str, str]:
        return dict.fromkeys(self.missing(), "missing")

    def show_codes(self, codes: Mapping[str, str]) -> None:
        self.show_wrong(frozenset(codes) & {each.id for each in self.value()})

    def start(self) -> None:
        self.setFocus()
