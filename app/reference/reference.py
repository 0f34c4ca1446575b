"""Everything looked up, together: what an act and a question get to see beside the register."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path

import msgspec

from app.reference.catalogue import Catalogue
from app.reference.catalogue_file import built_in, read
from app.reference.holidays import calendar
from app.reference.regions import Regions, regions
from app.rules.working_days import Calendar


@dataclass(frozen=True)
class Reference:
    """`own_holidays` is the office's file of further holidays, where there is one."""

    catalogue: Catalogue
    own_holidays: Path | None = None

    def calendar(self, *, bali: bool) -> Calendar:
        return _calendar(bali, self.own_holidays)

    @cached_property
    def digest(self) -> str:
        """The same (hex) for the same catalogue on whatever PC."""
        return blake2b(msgspec.json.encode(self.catalogue, order="sorted"), digest_size=8).hexdigest()

    @property
    def is_built_in(self) -> bool:
        return self.catalogue is built_in()

    @property
    def regions(self) -> Regions:
        return regions()


def load(folder: Path) -> Reference:
    """The office's own `catalogue.yaml` and `holidays.csv` in its data folder, else the built-in ones.

    Raises CatalogueError.
    """
    own, holidays = folder / "catalogue.yaml", folder / "holidays.csv"
    return Reference(read(own) if own.is_file() else built_in(), holidays if holidays.is_file() else None)


@cache
def _calendar(bali: bool, own: Path | None) -> Calendar:
    return calendar(bali=bali, office=own)
