"""How a matter of the tray is closed: done again, done by a supervisor in the own name, or let be with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.actions.commands.office import SettleTrayItem
from app.actions.door import Done
from app.actions.settling import anew
from app.errors import Refused
from app.queries.tray import Tray, TrayMatter
from app.reference.labels import label as named
from app.rules.tray import ADOPT, REDO, WITHDRAW
from app.ui.pages.acts.doing import bring_out
from app.ui.pages.acts.refusals import refused
from app.ui.pages.acts.table import PLANS
from app.ui.pages.file.acts import HANDED_OVER
from app.ui.pages.file.page import FileTarget
from app.ui.pages.workplace import Workplace
from app.ui.widgets.confirm import Confirm, Confirmed
from app.ui.words.exchange import settled
from app.ui.words.notices import Notice, NoticeLevel

TOPIC = "tray"
# Where an act about no file can be done again: page, and its part.
PLACES: dict[str, tuple[str, object]] = {
    "register_application": ("intake", None),
    "assist_oss": ("intake", None),
    "change_office": ("settings", "office"),
    "rename_counter": ("settings", "office"),
    "add_staff": ("settings", "staff"),
    "change_staff": ("settings", "staff"),
    "set_roles": ("settings", "staff"),
    "set_password": ("settings", "password"),
    "add_mandate": ("settings", "mandates"),
    "end_mandate": ("settings", "mandates"),
    "change_calendar": ("settings", "calendar"),
}
# What the program writes down by itself, or a person cannot mean to repeat.
ONCE_ONLY = frozenset(
    {"record_print", "record_outage", "record_promise", "settle_tray_item", "grant_override", "list_shortage"}
)

AWAITS_ANOTHER = "Menunggu keputusan atasan lain; yang membuatnya tidak menutupnya sendiri."


@dataclass(frozen=True)
class Offers:
    """What this person may do about a matter, and a line that says so, or why it may not be closed."""

    redo: bool
    adopt: bool
    close: bool
    adopt_words: str
    hint: str


def place_of(matter: TrayMatter) -> tuple[str, object]:
    """The page where the act is done, and its argument."""
    if matter.application and (matter.act in PLANS or matter.act == HANDED_OVER):
        return "file", FileTarget(matter.application, matter.act)
    if matter.act in PLACES:
        return PLACES[matter.act]
    return ("file", matter.application) if matter.application else ("settings", None)


class Settling(QObject):
    """Asks, does, and tells in the notice bar. `redoing` is the matter a person has set out to do again."""

    def __init__(self, page: QWidget, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._desk = page, workplace.desk
        self._board, self._papers = workplace.board, workplace.papers
        self.redoing = ""
        workplace.session.changed.connect(self._forget)

    def offers(self, matter: TrayMatter) -> Offers:
        """What stands is only judged; what does not stand is done again by its author, or taken over."""
        again, closes = not matter.stands and matter.act not in ONCE_ONLY, not matter.against_closing
        hint = "Nyatakan benar, atau tutup dengan alasan." if matter.stands and closes else ""
        return Offers(
            redo=closes if matter.again else again,
            adopt=matter.may_adopt and (matter.stands or again),
            close=closes,
            adopt_words="Nyatakan benar" if matter.stands else "Ambil alih",
            hint=hint if closes else AWAITS_ANOTHER,
        )

    def begin_again(self, matter: TrayMatter) -> bool:
        """Whether its page has to be opened; closes the matter where it was done again already."""
        if matter.again:
            self.close(matter, REDO)
            return False
        self.redoing = matter.id
        return True

    def follow(self, found: Tray) -> None:
        """Close what this person set out to do again, once that has happened."""
        done = next((each for each in found.open if each.id == self.redoing and each.again), None)
        if done is not None:
            self.redoing = ""
            if not done.against_closing:
                self.close(done, REDO)

    def adopt(self, matter: TrayMatter) -> None:
        """The same act in the own name; where it stands already, only its confirmation."""
        act = f"{named(matter.act)} {matter.number}".strip()
        if matter.stands:
            title, text, word = "Nyatakan benar", f"{act} tetap berlaku, dengan persetujuan Anda.", "Nyatakan benar"
        else:
            title, word = "Ambil alih", "Lakukan atas nama saya"
            text = f"{act} dilakukan sekarang atas nama Anda, dengan isi yang sama seperti oleh {matter.who}."
        question = Confirm(self._page.window(), title, text, word)
        question.confirmed.connect(partial(self._on_adopted, matter))
        question.open()

    def ask_reason(self, matter: TrayMatter) -> None:
        act = f"{named(matter.act)} {matter.number}".strip()
        text = f"{act} ditutup tanpa tindakan lain. Alasan Anda tetap terbaca pada daftar Selesai."
        question = Confirm(self._page.window(), "Tutup dengan alasan", text, "Tutup", reason="Alasan")
        question.confirmed.connect(partial(self._on_reason, matter))
        question.open()

    def close(self, matter: TrayMatter, how: str, note: str = "") -> None:
        command = SettleTrayItem(stamp=self._desk.stamp(), item=matter.id, how=how, note=note)
        self._desk.do(self._page, command, partial(self._on_closed, matter, how), self._on_refused)

    def _forget(self) -> None:
        """Another person does not close what this one set out to do again."""
        self.redoing = ""

    def _on_reason(self, matter: TrayMatter, confirmed: Confirmed) -> None:
        self.close(matter, WITHDRAW, confirmed.reason)

    def _on_adopted(self, matter: TrayMatter, _: Confirmed) -> None:
        if matter.stands:
            self.close(matter, ADOPT)
            return
        try:
            command = anew(matter.act, matter.payload, self._desk.stamp())
        except Refused as refusal:
            self._on_refused(refusal)
            return
        self._desk.do(self._page, command, partial(self._on_done, matter), self._on_refused)

    def _on_done(self, matter: TrayMatter, done: Done) -> None:
        if done.act in PLANS:
            bring_out(self._papers, self._page, done)
        self.close(matter, ADOPT)

    def _on_closed(self, matter: TrayMatter, how: str, _: Done) -> None:
        act = f"{named(matter.act)} {matter.number}".strip()
        self._board.pin(Notice(f"{act}: {settled(how).lower()}.", NoticeLevel.SUCCESS), TOPIC)

    def _on_refused(self, refusal: Refused) -> None:
        self._board.pin(refused(refusal), TOPIC)
