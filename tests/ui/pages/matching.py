"""The work room on a PC with a look-up service: a real server on this same PC answers."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from app.lookup.service import Setting
from app.ui.pages.file.lookup_dialog import LookupDialog
from tests.lookup.kept import NAME
from tests.lookup.stand_in import StandIn, Told
from tests.ui.pages.work_room import WorkRoom

DIFFERS = Told(body={"result": "differs", "differs": ["name", "sex"], "reference": "K-2"})
NOT_FOUND = Told(body={"result": "not_found"})


class MatchRoom(WorkRoom):
    """The look-up service is off until `turn_on`."""

    def turn_on(self, service: StandIn) -> None:
        self.at_work.lookup.keep(Setting(True, NAME, service.address), "rahasia")

    def dialog(self) -> LookupDialog:
        found = [each for each in self.window.findChildren(LookupDialog) if each.isVisible()]
        assert len(found) == 1
        return found[0]

    def button(self, name: str) -> QPushButton:
        found = self.window.findChild(QPushButton, name)
        assert found is not None
        return found

    def recorded(self, file: str) -> list[dict[str, object]]:
        """What T30 wrote down of a file, the newest first."""
        from app.queries.file_view import file_view

        view = self.at_work.office.door.ask(lambda look: file_view(look, file, "penyelia"))
        return [dict(event.facts) for event in view.events if event.act == "record_match"]
