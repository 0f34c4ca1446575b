"""Provinces, regencies and districts by Kemendagri code, with former codes; villages with postal codes for addresses;
the regencies to choose from at the first start, and what follows from the choice: zone, government, code.

The table is read from `resources/regions/` when first asked, the villages only when an address is typed. Codes are
digits without dots. BPS codes are another scheme (3171 is Jakarta Pusat here) and have no place in this program.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.reference.villages import Village, Villages
from app.rules.places import PlaceNames
from app.settings import resource


@dataclass(frozen=True, slots=True)
class Regions:
    """`names` has current regions of all three levels; `former` the name of a former one and its successor's code.

    The successor of a former regency stands only where each of its districts is former, even one no table names.
    """

    names: Mapping[str, str]
    former: Mapping[str, tuple[str, str]]

    def place(self, district_code: str) -> PlaceNames:
        """What is known of six digits; names of higher levels even where the district is unknown."""
        names = self.names
        district = names.get(district_code)
        regency_code = district_code[:4]
        province = names.get(district_code[:2])
        if district is not None:
            return PlaceNames(True, province, names.get(regency_code), district)
        return self._former_place(district_code, regency_code, province)

    def _former_place(self, district_code: str, regency_code: str, province: str | None) -> PlaceNames:
        former_regency, moved_to = self.former.get(regency_code, (None, ""))
        regency = self.names.get(regency_code, former_regency)
        known = self.former.get(district_code)
        if known:
            return PlaceNames(True, province, regency, *known)
        return PlaceNames(bool(moved_to), province, regency, None, moved_to or None)

    def children(self, code: str = "") -> tuple[tuple[str, str], ...]:
        """(code, name) of the current provinces, or of the regencies or districts of a current region."""
        length = len(code) + 2
        return tuple(row for row in self.names.items() if len(row[0]) == length and row[0].startswith(code))


@cache
def regions() -> Regions:
    current, former = (part.replace("\n", "\t").split("\t") for part in _text("regions.z").split("\n\n"))
    return Regions(
        names=dict(zip(current[::2], current[1::2], strict=True)),
        former=dict(zip(former[::3], zip(former[1::3], former[2::3], strict=True), strict=True)),
    )


@cache
def villages() -> Villages:
    return Villages.read(_text("villages.z"), regions().names)


def villages_of(district_code: str) -> tuple[Village, ...]:
    """Villages of a current district, in the order of their codes."""
    return villages().of(district_code)


def find_villages(text: str, near: str = "", limit: int = 8) -> tuple[Village, ...]:
    """Villages whose name or district begins with `text`; `near` is the home regency, which comes first."""
    return villages().find(text, near, limit)


def _text(name: str) -> str:
    return zlib.decompress(resource(f"regions/{name}").read_bytes()).decode()


BALI = "51"
# Time zones by province; every other province keeps western time.
CENTRAL = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
EASTERN = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
VOWELS = "AIUEO"
CITY = "Kota "


@dataclass(frozen=True)
class Regency:
    """`name` as the table has it, with Kabupaten or Kota; `short` without."""

    code: str
    name: str
    province: str

    @property
    def short(self) -> str:
        return self.name.removeprefix("Kabupaten ").removeprefix(CITY)

    @property
    def zone(self) -> str:
        if self.code[:2] in CENTRAL:
            return "Asia/Makassar"
        return "Asia/Jayapura" if self.code[:2] in EASTERN else "Asia/Jakarta"

    @property
    def bali(self) -> bool:
        return self.code[:2] == BALI

    @property
    def government(self) -> str:
        return f"Pemerintah {self.name}"

    @property
    def letters(self) -> str:
        """Three capitals as a proposal: the first letter, the next consonant, and the letter after that."""
        plain = "".join(letter for letter in self.short.upper() if letter.isascii() and letter.isalpha())
        place = next((at for at, letter in enumerate(plain[1:], 1) if letter not in VOWELS), 1)
        return (plain[:1] + plain[place:] + plain[1:])[:3]


def find_regencies(text: str, limit: int = 8) -> tuple[Regency, ...]:
    """Those with a word that begins so; the name itself first, then by code."""
    wanted = text.strip().casefold()
    found = []
    for code, name in regions().names.items():
        if len(code) == 4 and wanted in name.casefold():
            regency = Regency(code, name, regions().names[code[:2]])
            found.append((not regency.short.casefold().startswith(wanted), code, regency))
    return tuple(regency for _, _, regency in sorted(found, key=_order)[:limit])


def regency(code: str) -> Regency | None:
    names = regions().names
    return Regency(code, names[code], names[code[:2]]) if len(code) == 4 and code in names else None


def _order(row: tuple[bool, str, Regency]) -> tuple[bool, str]:
    return row[0], row[1]
