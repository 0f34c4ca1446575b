"""Which legal basis may stand on a decision: one with number and year, checked, in force, and of this region.

Permits and refusals rest on it (UU 30/2014 art. 55), so that a rule nobody has checked, a placeholder, a circular or a
rule of another kabupaten is worse there than none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache

from app.rules import law_types
from app.rules.law_types import PATTERN, LawType, type_of

CERTAIN = "S"
IN_FORCE, REPEALED = "berlaku", "dicabut"

# Why a basis is not printed.
NO_NUMBER, TWO_RULES, CIRCULAR, UNREAD = "law_no_number", "law_two_rules", "law_circular", "law_unread"
NOT_IN_FORCE, UNCHECKED, ELSEWHERE, NOT_OURS = "law_repealed", "law_unchecked", "law_elsewhere", "law_not_ours"
TO_COME = "law_to_come"

NUMBER = r"(?:(?:PM|KM|PER|P)[\s.-]*)?(?!0+\b)[0-9]{1,4}[A-WYZ]?"
"""17, 15A, PM 15; a letter X stands for a number that nobody has filled in."""
YEARS = range(1945, 2100)
# What stands for words that nobody has filled in.
_HOLE = re.compile(r"\.{2,}|\u2026|_{2,}|\bx{2,}\b|\?{2,}|-{2,}|[<>\[\]{}#]|^[\W\d_]+$", re.IGNORECASE)
_OPEN_END = re.compile(
    r"\b(?:atas|dan|serta|dengan|dalam|untuk|di|ke|dari|oleh|yang|tentang|jo)[\s.,]*$", re.IGNORECASE
)
# A title names another rule only where it is one about that rule.
_ABOUT = re.compile(
    rf"\b(?:atas|pelaksana(?:an)?|penetapan|pencabutan|berdasarkan|menurut|terhadap)\s+{PATTERN}"
    r"(?:\s+[^\d,;()]{1,60}?)??\s*No(?:mor|\.|\b)\s*\S+(?:\s*Tahun\s*[0-9]{4})?",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    rf"\bNo(?:mor|\.)\s*\S|[0-9]\s*/\s*[0-9]{{4}}\b|[0-9]\s+Tahun\s+[0-9]{{4}}\b"
    rf"|(?:[,;/&]|\b(?:dan|jo\.?|juncto|serta|beserta|atau|maupun))\s*{PATTERN}",
    re.IGNORECASE,
)
_AREA = re.compile(
    r"(?:(?P<word>Kabupaten|Kab|Kota|Provinsi|Propinsi|Prov)\b\.?\s*)?(?P<name>[^\W\d_]+(?:[ '.-]+[^\W\d_]+){0,5})\.?",
    re.IGNORECASE,
)
_WORDS = {"kab": law_types.REGENCY, "propinsi": law_types.PROVINCE, "prov": law_types.PROVINCE}
# Words that are no name of an area.
_NO_NAME = re.compile(
    r"\b(?:nomor|no|tahun|tentang|pasal|ayat|sebagaimana|dengan|republik|indonesia|dan(?!\s+kepulauan)|atau|serta|jo"
    r"|juncto|beserta|peraturan|undang|keputusan)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Law:
    """A rule as a permit type names it. `region` is that of a regional one ("Kabupaten Karangasem"), "" where
    nothing is said of it; `state` is berlaku or dicabut, "" where nobody said; `confidence` S is checked, K and V
    are not; `aside`: it is for the officer's eyes, no basis of this decision; `note` stands in brackets and is not
    printed."""

    kind: str
    number: str
    year: int
    title: str = ""
    article: str = ""
    amended: str = ""
    region: str = ""
    state: str = ""
    confidence: str = CERTAIN
    aside: bool = False
    note: str = ""

    @property
    def key(self) -> tuple[str, str, int]:
        """With the bare number: PM 15 of a year and 15 of it are one rule."""
        return (self.kind, self.number.rpartition(" ")[2], self.year)


Known = Mapping[tuple[str, str, int], Law]
"""What the program itself knows of the nation's rules, by their key."""


@dataclass(frozen=True)
class Jurisdiction:
    """Where an office decides: the names of its own kabupaten and province ("Kabupaten Karangasem", "Provinsi Bali"; a
    bare name where nobody knows which it is), and of all areas there are; and when: no rule is of a year after
    `year`."""

    home: tuple[str, ...] = ()
    areas: Collection[str] = ()
    year: int = YEARS[-1]


def normal(law: Law) -> Law:
    """The same rule, with kind, number and region as they are always written here."""
    kind = type_of(law.kind)
    return replace(
        law,
        kind=kind.short if kind else law.kind,
        number=_number(law.number),
        region=area_of(law.region, kind) or law.region if kind else law.region,
    )


def _number(text: str) -> str:
    found = re.fullmatch(r"([A-Z]*)[\s.-]*0*([0-9]+[A-Z]?)", text.strip().upper())
    return " ".join(filter(None, found.groups())) if found else text.strip()


def area_of(text: str, kind: LawType) -> str | None:
    """The area that a rule of this kind is of, "Kabupaten Karangasem", "Bali" where the word is missing; None where the
    text is no such area."""
    found = _AREA.fullmatch(text.strip(" ,()"))
    if not found or _NO_NAME.search(found["name"]):
        return None
    told = (found["word"] or "").casefold()
    word = _WORDS.get(told, told.capitalize())
    expected = "" if kind.area == law_types.ANY else kind.area
    if not kind.area or (word and expected and word != expected):
        return None
    name = (
        found["name"] if found["name"] not in (found["name"].upper(), found["name"].lower()) else found["name"].title()
    )
    return " ".join(filter(None, (word or expected, name)))


def printable(law: Law, known: Known, place: Jurisdiction) -> str:
    """The code of why a basis is never printed; "" where it is."""
    kind = type_of(law.kind)
    if kind is not None and kind.short == law_types.CIRCULAR:
        return CIRCULAR
    if unsound := _unsound(law, kind):
        return unsound
    assert kind is not None  # or it is unsound
    if law.year > place.year:
        return TO_COME
    told = None if kind.area else known.get(law.key)
    if _repealed(law, told):
        return NOT_IN_FORCE
    if kind.area and _is_elsewhere(law, kind, place):
        return ELSEWHERE
    if law.aside:
        return NOT_OURS
    doubted = told is not None and told.confidence != CERTAIN and not law.state
    return UNCHECKED if law.confidence != CERTAIN or doubted else ""


def _unsound(law: Law, kind: LawType | None) -> str:
    """Why it is not one whole rule."""
    if not (law.kind and re.fullmatch(NUMBER, law.number, re.IGNORECASE) and law.year in YEARS):
        return NO_NUMBER
    texts = (law.title, law.article, law.amended, law.region)
    if kind is None or any(_HOLE.search(text) for text in texts) or _OPEN_END.search(law.title):
        return UNREAD
    return TWO_RULES if names_another(law.title) or names_another(law.article) else ""


def names_another(text: str) -> bool:
    """Whether a title or note names a rule beside the one it is of: of two nobody can say which one is meant."""
    return bool(_ANOTHER.search(_ABOUT.sub(" ", text)))


def _repealed(law: Law, told: Law | None) -> bool:
    """Certain knowledge outweighs what an office wrote; of the rest the office's own word counts."""
    if told is not None and told.state == REPEALED and (told.confidence == CERTAIN or not law.state):
        return True
    return law.state == REPEALED


def _is_elsewhere(law: Law, kind: LawType, place: Jurisdiction) -> bool:
    """A rule that says of no area that it is its own is ours, unless its kind or its title is that of another."""
    if law.region:
        return not settled(law, place)
    words = {_split(name)[0] for name in place.home}
    if kind.area != law_types.ANY and words and "" not in words and kind.area not in words:
        return True
    ours = {_split(name)[1] for name in place.home}
    told = f" {_bare(law.title)}  {_bare(law.note)} "
    return any(f" {name} " in told for name in {_split(area)[1] for area in place.areas} - ours)


def settled(law: Law, place: Jurisdiction) -> str:
    """The region of a rule by its whole name, where it is ours; else ""."""
    word, name = _split(law.region)
    for home in place.home:
        own_word, own_name = _split(home)
        if name == own_name and (not word or not own_word or word == own_word):
            return law.region if word and not own_word else home
    return ""


@cache
def _split(region: str) -> tuple[str, str]:
    """ "Kabupaten Karangasem": Kabupaten, karangasem."""
    found = _AREA.fullmatch(region)
    told = (found["word"] or "").casefold() if found else ""
    return _WORDS.get(told, told.capitalize()), _bare(found["name"] if found else region)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def cite(law: Law, known: Known) -> str:
    """As a decision writes it: Pasal 263 Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan."""
    kind = type_of(law.kind)
    told = known.get(law.key) if kind and not kind.area else None
    title, amended = law.title, law.amended
    if told is not None:
        title, amended = told.title or title, told.amended or amended
    region = law.region if kind and kind.area else ""
    if kind and kind.area != law_types.ANY:
        region = region.removeprefix(kind.area).strip()
    parts = (
        law.article,
        " ".join(filter(None, (kind.long if kind else law.kind, region, f"Nomor {law.number} Tahun {law.year}"))),
        f"tentang {title}" if title else "",
        f"sebagaimana telah diubah dengan {amended}" if amended else "",
    )
    return " ".join(part for part in parts if part)
