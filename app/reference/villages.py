"""Villages with postal codes, searched as an address is typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice


@dataclass(frozen=True, slots=True)
class Village:
    """`code` has ten digits; the first six are the district's."""

    code: str
    village: str
    district: str
    regency: str
    province: str
    postal_code: str

    @property
    def district_code(self) -> str:
        return self.code[:6]


@dataclass(frozen=True, slots=True)
class Villages:
    """`blocks` has the lines of each regency as they stand in the file, unread until somebody asks; `folded` the
    same without case and with the names of the regency and its districts, for a quick look what may begin so."""

    names: Mapping[str, str]
    blocks: Mapping[str, str]
    folded: Mapping[str, str]

    @classmethod
    def read(cls, text: str, names: Mapping[str, str]) -> Villages:
        blocks = {block[:4]: block[5:] for block in text.split("\n\n")}
        folded = {code: "\n" + block.casefold() for code, block in blocks.items()}
        for code, name in names.items():
            if len(code) == 4:
                folded[code] += "".join("\n" + form for form in _forms(name))
            elif len(code) == 6:
                folded[code[:4]] += "\n" + name.casefold()
        return cls(names, blocks, folded)

    def of(self, district_code: str) -> tuple[Village, ...]:
        return tuple(row for row in self._regency(district_code[:4]) if row.district_code == district_code)

    def find(self, text: str, near: str = "", limit: int = 8) -> tuple[Village, ...]:
        """Home regency first, then its province, then the rest; "sukamaju, cib" narrows by district or regency."""
        wanted, _, where = (" ".join(part.split()) for part in text.casefold().partition(","))
        if not wanted:
            return ()
        found = (row for regency in self._order(near) for row in self._matches(regency, wanted, where))
        return tuple(islice(found, limit))

    def _order(self, near: str) -> list[str]:
        return sorted(self.blocks, key=lambda code: (code != near, code[:2] != near[:2], code))

    def _matches(self, regency: str, wanted: str, where: str) -> Iterator[Village]:
        """Of one regency: villages of that name, villages that begin so, then all of a district that begins so."""
        if not all("\n" + part in self.folded[regency] for part in (wanted, where)):
            return
        rows = [row for row in self._regency(regency) if _lies_in(row, where)]
        begins = [row for row in rows if row.village.casefold().startswith(wanted)]
        yield from (row for row in begins if row.village.casefold() == wanted)
        yield from (row for row in begins if row.village.casefold() != wanted)
        others = (row for row in rows if not row.village.casefold().startswith(wanted))
        yield from (row for row in others if row.district.casefold().startswith(wanted))

    def _regency(self, regency: str) -> Iterator[Village]:
        names, postal_code = self.names, ""
        for line in self.blocks.get(regency, "").splitlines():
            village, digits, *changed = line.split("\t")
            postal_code = changed[0] if changed else postal_code
            code = regency + digits
            yield Village(code, village, names[code[:6]], names[regency], names[regency[:2]], postal_code)


def _lies_in(row: Village, where: str) -> bool:
    return any(name.startswith(where) for name in (row.district.casefold(), *_forms(row.regency)))


def _forms(regency: str) -> tuple[str, str]:
    """Without case, with and without "Kabupaten" or "Kota"."""
    name = regency.casefold()
    return name, name.partition(" ")[2]
