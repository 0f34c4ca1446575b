"""The work room on a PC with a look-up service: a real server on this same PC answers."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.lookup.service import Lookup, Setting
from app.ui.pages.file import FilePage
from app.ui.pages.lookup_dialog import LookupDialog
from app.ui.pages.queue import QueuePage
from tests.lookup.stand_in import StandIn, Told
from tests.office import Office
from tests.ui.at_work import AtWork
from tests.ui.pages.work_room import WorkRoom

NAME = "Dukcapil"
DIFFERS = Told(body={"result": "differs", "differs": ["name", "sex"], "reference": "K-2"})
NOT_FOUND = Told(body={"result": "not_found"})


class KeptToken:
    """A token that is in no file."""

    def __init__(self) -> None:
        self.token = ""

    def read(self) -> str:
        return self.token

    def write(self, token: str) -> None:
        self.token = token


def lookup_of(office: Office, address: str = "") -> Lookup:
    """On, where there is an address."""
    made = Lookup({}, KeptToken(), office.clock.now, ZoneInfo("Asia/Makassar"))
    if address:
        made.keep(Setting(True, NAME, address), "rahasia")
    return made


class MatchRoom(WorkRoom):
    """`lookup` is off until `turn_on`."""

    def __init__(self, at_work: AtWork, qtbot: QtBot) -> None:
        self.lookup = lookup_of(at_work.office)
        super().__init__(at_work, qtbot)

    def turn_on(self, service: StandIn) -> None:
        self.lookup.keep(Setting(True, NAME, service.address), "rahasia")

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

    def _queue(self) -> QWidget:
        w = self.at_work
        return QueuePage(w.desk, w.session, w.board, w.navigator, w.papers, self.lookup)

    def _file(self) -> QWidget:
        w = self.at_work
        return FilePage(w.desk, w.session, w.board, w.navigator, w.papers, self.lookup)
