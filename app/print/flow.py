"""Pages filled from top to bottom: what does not fit goes to the next page, what belongs together is not torn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.print.ink import MM, Strip, Strips, tall

Placed = tuple[float, float, Strip]
ROUNDING = 0.01


@dataclass(frozen=True, slots=True)
class PaperSize:
    """Size and margins. `height` 0 is a roll: as long as its text. `parts` are cut apart below each other."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    parts: int = 1

    @property
    def room(self) -> float:
        return self.width - self.left - self.right


A4 = PaperSize(210 * MM, 297 * MM, 25 * MM, 20 * MM, 14 * MM, 18 * MM)
A4_WIDE = PaperSize(297 * MM, 210 * MM, 12 * MM, 12 * MM, 12 * MM, 14 * MM)
A5 = PaperSize(148 * MM, 210 * MM, 11 * MM, 11 * MM, 9.5 * MM, 8.5 * MM)
ROLL = PaperSize(80 * MM, 0.0, 4 * MM, 4 * MM, 4 * MM, 8 * MM)


def groups(strips: Strips, keep: bool) -> Iterator[Strips]:
    """What stays on one page: everything, or else the first two lines and the last two."""
    if keep or len(strips) < 4:
        yield strips
        return
    yield strips[:2]
    yield from ((strip,) for strip in strips[2:-2])
    yield strips[-2:]


class Flow:
    """Strips on pages. `repeat` stands at the head of every page that follows."""

    def __init__(self, page: PaperSize) -> None:
        self.page = page
        self.pages: list[list[Placed]] = [[]]
        self.repeat: Strips = ()
        self.at = page.top
        self._start = page.top

    @property
    def fresh(self) -> bool:
        """Nothing stands on this page but what every page repeats."""
        return self.at <= self._start + ROUNDING

    @property
    def left_over(self) -> float:
        """Height still free on this page."""
        return self.page.height - self.page.bottom - self.at if self.page.height else float("inf")

    def turn(self) -> None:
        self.pages.append([])
        self.at = self.page.top
        self._place(self.repeat)
        self._start = self.at

    def gap(self, height: float) -> None:
        """Distance to what comes next; none at the head of a page."""
        if not self.fresh:
            self.at += height

    def put(self, strips: Iterable[Strip], *, keep: bool = False) -> None:
        """`keep` holds all of them on one page if a page can hold them at all."""
        for group in groups(tuple(strips), keep):
            if tall(group) > self.left_over + ROUNDING and not self.fresh:
                self.turn()
            if tall(group) <= self.left_over + ROUNDING:
                self._place(group)
            else:
                self._spill(group)

    def sink(self, strips: Iterable[Strip]) -> None:
        """At the foot of this page; where there is no room left, at the head of the next."""
        group = tuple(strips)
        if tall(group) > self.left_over + ROUNDING:
            self.put(group, keep=True)
            return
        if self.page.height:
            self.at = max(self.at, self.page.height - self.page.bottom - tall(group))
        self._place(group)

    def _spill(self, group: Strips) -> None:
        for strip in group:
            if strip.height > self.left_over + ROUNDING and not self.fresh:
                self.turn()
            self._place((strip,))

    def _place(self, strips: Strips) -> None:
        for strip in strips:
            self.pages[-1].append((self.page.left, self.at, strip))
            self.at += strip.height


def first_on_one_page(flows: Iterable[Flow]) -> Flow:
    """The first that needs one page only, or else the last: sizes are tried from the largest down."""
    for flow in flows:
        if len(flow.pages) == 1:
            return flow
    return flow
