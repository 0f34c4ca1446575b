"""Which legal basis may stand on a decision: one with number and year, checked, in force, and of this region.

Permits and refusals rest on it (UU 30/2014 art. 55), so that a rule nobody has checked, a placeholder, a circular or a
rule of another kabupaten is worse there than none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

CERTAIN = "S"
IN_FORCE, REPEALED = "berlaku", "dicabut"

# Why a basis is not printed.
NO_NUMBER, TWO_RULES, CIRCULAR = "law_no_number", "law_two_rules", "law_circular"
NOT_IN_FORCE, UNCHECKED, ELSEWHERE, NOT_OURS = "law_repealed", "law_unchecked", "law_elsewhere", "law_not_ours"

# The short names of offices and how a decision writes them.
KINDS = {
    "UU": "Undang-Undang",
    "Perppu": "Peraturan Pemerintah Pengganti Undang-Undang",
    "PP": "Peraturan Pemerintah",
    "Perpres": "Peraturan Presiden",
    "Permendagri": "Peraturan Menteri Dalam Negeri",
    "Permendikbud": "Peraturan Menteri Pendidikan dan Kebudayaan",
    "Permendikbudristek": "Peraturan Menteri Pendidikan, Kebudayaan, Riset, dan Teknologi",
    "Permenhub": "Peraturan Menteri Perhubungan",
    "Permenkes": "Peraturan Menteri Kesehatan",
    "PermenPANRB": "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
    "Permen Investasi": "Peraturan Menteri Investasi dan Hilirisasi/Kepala Badan Koordinasi Penanaman Modal",
    "Perpol": "Peraturan Kepolisian Negara Republik Indonesia",
    "Pergub": "Peraturan Gubernur",
    "Perda": "Peraturan Daerah",
    "Perbup": "Peraturan Bupati",
    "Perwali": "Peraturan Wali Kota",
    "SE": "Surat Edaran",
}
REGIONAL = frozenset({"Pergub", "Perda", "Perbup", "Perwali"})
_NAMES = {long.casefold(): short for short, long in KINDS.items()} | {short.casefold(): short for short in KINDS}
_KIND = "|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True))
_REGION = r"(?:\s+(?P<area>Kabupaten|Kab\.|Kota|Provinsi)\s+(?P<region>[^\W\d]+(?:\s+[^\W\d]+)*?))?"
_LONG = r"(?:Nomor|No\.?)\s+(?P<number>(?:[A-Z]{2}\s+)?[^\s,;()]+?)\s+Tahun\s+(?P<year>\d{4})"
_NUMBER = rf"(?:{_LONG}|(?P<short>\d+)/(?P<in>\d{{4}}))\b"
_MENTION = re.compile(rf"\b(?P<kind>{_KIND})\b{_REGION}\s+{_NUMBER}", re.IGNORECASE)
_CIRCULAR = re.compile(r"^\s*(?:SE|Surat Edaran)\b", re.IGNORECASE)
# "jo." and "dan" before another number: two rules in one line, of which nobody can say which one is meant.
_ANOTHER = re.compile(
    rf"(?:\bjo\.?|\bdan|[,;])\s+(?:(?:{_KIND})\s+)?(?:Nomor|No\.?)\s+\S+\s+Tahun\s+\d{{4}}", re.IGNORECASE
)
_AMENDED = re.compile(r"\bsebagaimana\s+telah\s+(?:beberapa\s+kali\s+)?diubah\b.*", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"^\s*tentang\s+(?P<title>[^(]+?)(?:\s+(?P<article>Pasal\s.+))?\s*(?:\(.*)?$", re.DOTALL)


@dataclass(frozen=True)
class Law:
    """A rule as a permit type names it. `region` is that of a regional one ("Kabupaten Karangasem"), "" where
    nothing is said of it; `state` is berlaku or dicabut, "" where nobody said; `confidence` S is checked, K and V
    are not; `aside`: it is for the officer's eyes, no basis of this decision."""

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

    @property
    def key(self) -> tuple[str, str, int]:
        return (self.kind, self.number, self.year)


Known = Mapping[tuple[str, str, int], Law]
"""What the program itself knows of rules, by their key."""


def printable(law: Law, known: Known, home: Collection[str]) -> str:
    """The code of why a basis is never printed; "" where it is. `home`: the names of our own kabupaten and province."""
    if not (law.kind and law.number and law.year):
        return NO_NUMBER
    if law.kind == "SE":
        return CIRCULAR
    told = known.get(law.key)
    if _repealed(law, told):
        return NOT_IN_FORCE
    if law.kind in REGIONAL and law.region and not _is_home(law.region, home):
        return ELSEWHERE
    if law.aside:
        return NOT_OURS
    doubted = told is not None and told.confidence != CERTAIN and not law.state
    return UNCHECKED if law.confidence != CERTAIN or doubted else ""


def _repealed(law: Law, told: Law | None) -> bool:
    """Certain knowledge outweighs what an office wrote; of the rest the office's own word counts."""
    if told is not None and told.state == REPEALED and (told.confidence == CERTAIN or not law.state):
        return True
    return law.state == REPEALED


def cite(law: Law, known: Known) -> str:
    """As a decision writes it: Pasal 263 Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan."""
    told = known.get(law.key)
    title, amended = law.title, law.amended
    if told is not None:
        title, amended = told.title or title, told.amended or amended
    region = f" {law.region}" if law.kind in REGIONAL and law.region else ""
    parts = (
        law.article,
        f"{KINDS.get(law.kind, law.kind)}{region} Nomor {law.number} Tahun {law.year}",
        f"tentang {title}" if title else "",
        f"sebagaimana telah diubah dengan {amended}" if amended else "",
    )
    return " ".join(part for part in parts if part)


def _region(area: str | None, name: str | None) -> str:
    return f"{'Kabupaten' if area.casefold() == 'kab.' else area} {name}" if area and name else ""


def _is_home(region: str, home: Collection[str]) -> bool:
    """Whether "Kabupaten Karangasem" is named by one of our own names, with or without the word before it."""
    bare = region.casefold().partition(" ")[2]
    return any(name.casefold() in (region.casefold(), bare) for name in home)


def mentions(text: str) -> tuple[Law, ...]:
    """The rules that a text names with number and year."""
    return tuple(
        Law(
            kind=_NAMES[found["kind"].casefold()],
            number=found["number"] or found["short"],
            year=int(found["year"] or found["in"]),
            region=_region(found["area"], found["region"]),
        )
        for found in _MENTION.finditer(text)
    )


def read(text: str, confidence: str = CERTAIN) -> tuple[Law, str]:
    """The one rule that a line of an older catalogue names; where it names none, or several, the code of that."""
    nothing = Law(kind="", number="", year=0, confidence=confidence)
    if _CIRCULAR.match(text):
        return nothing, CIRCULAR
    amended = _AMENDED.search(text)
    line = text[: amended.start()] if amended else text
    found = mentions(line)
    if not found:
        return nothing, NO_NUMBER
    end = next(_MENTION.finditer(line)).end()
    if _ANOTHER.search(line[end:]):
        return nothing, TWO_RULES
    told = _TITLE.match(line[end:])
    title = " ".join(told["title"].split()) if told else ""
    article = (told["article"] or "") if told else ""
    changed = re.sub(r"^.*?\bdengan\s+", "", amended[0], flags=re.DOTALL) if amended else ""
    law = replace(found[0], title=title, article=article.strip(), amended=changed.strip(), confidence=confidence)
    return law, ""


def why_not_typed(text: str, own: Iterable[Law], known: Known, home: Collection[str]) -> str:
    """Of a line that somebody typed, such as the ground of a refusal: the code of why it is not printed. What the
    permit type itself names is judged as it stands there."""
    if _CIRCULAR.match(text):
        return CIRCULAR
    by_key = {law.key: law for law in own}
    codes = [printable(by_key.get(law.key, law), known, home) for law in mentions(text)]
    return next((code for code in codes if code), "" if codes else NO_NUMBER)
