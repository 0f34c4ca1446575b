"""What whoever signs in first is asked before they work: a register that has lost something, a clock that is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.desktop.opening import is_open
from app.desktop.parts import Parts
from app.rules.workflow import ADMIN
from app.ui.desk import Trouble
from app.ui.job import Progress
from app.ui.session import SignedIn

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.rules.pc_clock import Judged
    from app.sync.last_act import Loss


@dataclass(frozen=True)
class Ways:
    """How it goes on: `then` to work, `left` to the sign-in page, `again` by opening the office anew."""

    then: Callable[[], None]
    left: Callable[[], None]
    again: Callable[[], None]


def asked_first(parts: Parts, person: SignedIn, ways: Ways) -> bool:
    """Where the register has lost something, that is written down by whoever is the first to come."""
    loss = parts.threshold.office.loss if is_open(parts.threshold) else None
    if loss is None:
        return False
    if loss.clock is not None:
        _ask_clock(parts, person, loss.clock, ways)
    else:
        _ask_loss(parts, person, loss, ways)
    return True


def _ask_loss(parts: Parts, person: SignedIn, loss: Loss, ways: Ways) -> None:
    from app.ui.pages.loss import LossPage

    def recorded() -> None:
        parts.entrance.work(page, noted, done)

    def noted(_: Progress) -> None:
        from app.desktop.beside import written_down

        office = parts.threshold.office
        written_down(office.register, loss, parts.world.now())
        parts.threshold.set_office(replace(office, loss=None))

    def done(_: None) -> None:
        ways.then()

    catalogue, zone = parts.threshold.office.reference.catalogue, parts.threshold.unlocked.first.zone
    page = LossPage(parts.desk, loss, catalogue, zone, person.user_id, parts.window)
    page.recorded.connect(recorded)
    page.left.connect(ways.left)
    parts.window.cover.put(page)


def _ask_clock(parts: Parts, person: SignedIn, doubted: Judged, ways: Ways) -> None:
    """The office is opened anew: what is asked then depends on the clock."""
    from app.ui.pages.clock_first import ClockFirstPage

    def confirmed() -> None:
        parts.entrance.work(page, kept, done, failed)

    def kept(_: Progress) -> None:
        from app.actions import pc_clock

        pc_clock.confirm(parts.threshold.office.register, parts.world.now(), person.display_name)

    def done(_: None) -> None:
        ways.again()

    def failed(trouble: Trouble) -> None:
        page.show_trouble(trouble.code)

    zone = ZoneInfo(parts.threshold.unlocked.first.zone)
    page = ClockFirstPage(doubted, zone, parts.window, may_confirm=ADMIN in person.roles)
    page.again_wanted.connect(ways.again)
    page.confirmed.connect(confirmed)
    page.left.connect(ways.left)
    parts.window.cover.put(page)
