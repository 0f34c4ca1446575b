"""Kabupaten and kota to choose from at the first start, and what follows from the choice: zone, government, code."""

from __future__ import annotations

from dataclasses import dataclass

from app.reference.regions import regions

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
