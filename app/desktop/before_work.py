"""What whoever signs in first is asked before they work: a register that has lost something, a clock that is wrong, own
numbers of which nobody can tell how far they came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from app.desktop.opening import is_open
from app.desktop.parts import CounterParts
from app.errors import Unavailable
from app.rules.workflow import ADMIN
from app.ui.shell.desk import Trouble
from app.ui.shell.job import JobProgress
from app.ui.widgets.dialogs_aside import DialogsAside
from app.ui.words.notices import say

if TYPE_CHECKING:
    from app.rules.pc_clock import ClockJudgement
    from app.sync.last_act import LostNumbers, MissingActs
    from app.ui.pages.entrance.clock_first import ClockFirstPage
    from app.ui.pages.entrance.loss import LossPage
    from app.ui.pages.entrance.numbers_first import NumbersFirstPage
    from app.ui.shell.session import SignedIn

    Page = LossPage | ClockFirstPage | NumbersFirstPage

TOPIC = "loss"


class BeforeWork(QObject):
    """`left` when somebody else shall sign in, or nobody has touched anything for a while: what was typed stays for
    whoever comes. `again` when the office is to be opened anew, `forgotten` before that where whoever was let in shall
    sign in again."""

    left = Signal()
    again = Signal()
    forgotten = Signal()

    def __init__(self, parts: CounterParts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._page: Page | None = None
        self._typed: dict[str, object] = {}
        self._dialogs = DialogsAside(parts.window, self)

    def asks(self, person: SignedIn, then: Callable[[], None]) -> bool:
        """Where the register has lost something, that is written down by whoever is the first to come; `then` they
        work."""
        self._page = page = self._asking(person, then) if is_open(self._parts.pending_office) else None
        if page is not None:
            self._parts.window.cover.put(page)
        return page is not None

    def leave(self) -> None:
        """Nothing where nobody is being asked."""
        page = self._page
        if page is None:
            return
        from app.ui.pages.entrance.loss import LossPage

        if isinstance(page, LossPage) and page.stays():
            return
        self._page, self._typed = None, page.typed()
        self._dialogs.close_all()
        if is_open(self._parts.pending_office):
            self.left.emit()
        else:  # a restore that failed could not open it again
            self._on_restored()

    def _on_again(self, _: None = None) -> None:
        self._page = None
        self.again.emit()

    def _on_restored(self) -> None:
        self.forgotten.emit()
        self._on_again()

    def _asking(self, person: SignedIn, then: Callable[[], None]) -> Page | None:
        office = self._parts.pending_office.office
        if office.loss is not None:
            clock = office.loss.clock
            return self._ask_clock(person, clock) if clock else self._ask_loss(person, office.loss, then)
        if office.unsure is not None and office.door.unsure and self._parts.connection.state.trouble:
            return self._ask_numbers(office.unsure, then)
        return None  # with contact there is another code in a moment

    def _ask_loss(self, person: SignedIn, loss: MissingActs, then: Callable[[], None]) -> LossPage:
        from app.desktop.opener import Restoring
        from app.ui.pages.entrance.loss import LossPage

        parts = self._parts
        catalogue, zone = parts.pending_office.office.reference.catalogue, parts.pending_office.unlocked.first.zone
        database, put_back = parts.settings.database, Restoring(parts)
        page = LossPage(parts.desk, loss, catalogue, zone, person.user_id, database, put_back, parts.window)
        page.fill(self._typed)
        page.recorded.connect(partial(self._on_recorded, page, loss, then))
        page.left.connect(self.leave)
        page.restored.connect(self._on_restored)
        return page

    def _on_recorded(self, page: LossPage, loss: MissingActs, then: Callable[[], None]) -> None:
        self._parts.entrance.work(page, partial(self._noted, loss), partial(self._on_noted, page, then))

    def _noted(self, loss: MissingActs, _: JobProgress) -> Trouble | None:
        """It is in the journal: that the front page cannot tell of it holds nobody up."""
        from app.desktop.beside import written_down

        office, trouble = self._parts.pending_office.office, None
        try:
            written_down(office.register, loss, self._parts.world.now())
        except Unavailable as unavailable:
            trouble = Trouble(unavailable.code, unavailable.facts)
        self._parts.pending_office.set_office(replace(office, loss=None))
        return trouble

    def _on_noted(self, page: LossPage, then: Callable[[], None], trouble: Trouble | None) -> None:
        self._typed = {}
        if page is self._page:  # or they have left meanwhile
            self._page = None
            then()
        if trouble is not None:
            self._parts.board.pin(say(trouble.code, trouble.facts), TOPIC)

    def _ask_numbers(self, numbers: LostNumbers, then: Callable[[], None]) -> NumbersFirstPage:
        from app.desktop.beside import from_paper
        from app.ui.pages.entrance.numbers_first import NumbersFirstPage
        from app.ui.words.series import series_name

        parts, office = self._parts, self._parts.pending_office.office
        name = series_name(numbers.series, 0, numbers.here + 1, office.reference.catalogue)
        go_on = partial(from_paper, office.register, office.door)
        page = NumbersFirstPage(parts.entrance, numbers, name, go_on, parts.window)
        page.fill(self._typed)
        for done in (page.settled, page.without):
            done.connect(partial(self._go_in, page, then))
        page.left.connect(self.leave)
        return page

    def _go_in(self, page: NumbersFirstPage, then: Callable[[], None]) -> None:
        self._typed = {}
        if page is self._page:  # or they have left meanwhile
            self._page = None
            then()

    def _ask_clock(self, person: SignedIn, doubted: ClockJudgement) -> ClockFirstPage:
        """The office is opened anew: what is asked then depends on the clock."""
        from app.ui.pages.entrance.clock_first import ClockFirstPage

        parts = self._parts
        zone = ZoneInfo(parts.pending_office.unlocked.first.zone)
        page = ClockFirstPage(doubted, zone, parts.window, may_confirm=ADMIN in person.roles)
        page.again_wanted.connect(self._on_again)
        page.confirmed.connect(partial(self._on_confirmed, page, person.display_name))
        page.left.connect(self.leave)
        return page

    def _on_confirmed(self, page: ClockFirstPage, person: str) -> None:
        self._parts.entrance.work(page, partial(self._confirm, person), self._on_again, partial(_tell, page))

    def _confirm(self, person: str, _: JobProgress) -> None:
        from app.actions import pc_clock

        pc_clock.confirm(self._parts.pending_office.office.register, self._parts.world.now(), person)


def _tell(page: ClockFirstPage, trouble: Trouble) -> None:
    page.show_trouble(trouble.code)
