"""Where a number was first registered: the six digits a NIK and a family card begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.rules.verdicts import Verdict, error, info, warning

_PROVINCE_RANGES = ((11, 19), (21, 21), (31, 36), (51, 53), (61, 65), (71, 76), (81, 82), (91, 96))
PROVINCES = frozenset(str(code) for first, last in _PROVINCE_RANGES for code in range(first, last + 1))
PROVINCE_UNKNOWN = error("province_unknown")
REGION_ZERO = error("region_zero")
REGION_UNKNOWN = warning("region_unknown")
REGION_RETIRED = info("region_retired")


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """Names as far as a table has them. `known` says whether the district is in it, current or former;
    `successor` is the code that took the place of a former one."""

    known: bool
    province: str | None = None
    regency: str | None = None
    district: str | None = None
    successor: str | None = None


NOWHERE = PlaceNames(known=False)


class RegionTable(Protocol):
    """The table of regions, see `app.reference.regions`. Codes are digits without dots."""

    def place(self, district_code: str) -> PlaceNames: ...


def region_verdicts(code: str, place: PlaceNames) -> list[Verdict]:
    """`province_unknown` and `region_zero` take the place of `region_unknown`."""
    said = []
    if code[:2] not in PROVINCES:
        said.append(PROVINCE_UNKNOWN)
    if code[2:4] == "00" or code[4:6] == "00":
        said.append(REGION_ZERO)
    if said:
        return said
    if not place.known:
        return [REGION_UNKNOWN]
    return [REGION_RETIRED] if place.successor else said
