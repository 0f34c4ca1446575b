"""One rule, read from a line as people write it: article, kind, whose, number, year, title, what changed it.

    line    = [intro] [article] kind [area] number [area] {part}
    number  = ["Nomor"] 17 "Tahun" 2023 | ["No."] 17/2023
    area    = ["Kabupaten" | "Kota" | "Provinsi"] name                      of a regional kind only
    part    = "tentang" title | article | "sebagaimana telah diubah dengan" line | "(" note ")" | mark

Each part at most once. What is not of this shape is not read: the line says less than it seems then, or more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from app.rules.law import (
    CERTAIN,
    CIRCULAR,
    ELSEWHERE,
    NO_NUMBER,
    NUMBER,
    REPEALED,
    TWO_RULES,
    UNREAD,
    Jurisdiction,
    Known,
    Law,
    area_of,
    cite,
    names_another,
    normal,
    printable,
    settled,
)
from app.rules.law_types import PATTERN, type_of

_DASH = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_INTRO = (
    r"(?:(?:[-*\u2022]|\d{1,2}[.)]|[a-z][.)])\s+)?"
    r"(?:(?:sesuai|berdasarkan|menurut|mengingat|vide|dasar(?:\s+hukum)?|ketentuan|sebagaimana\s+(?:diatur|dimaksud))"
    r"(?:\s+(?:dengan|dalam|pada))?\s*:?\s+)*"
)
_ARTICLE = (
    r"Pasal\s*\d+[A-Z]?\b(?:\s*(?:,|-|\bdan\b|\bsampai\s+dengan\b|\bs\.?/?d\.?(?=\s)|\bjo\.?(?=\s+Pasal)|\bPasal\b"
    r"|\bayat\b|\bhuruf\s+[a-z]\b|\bangka\b|\(\d+[a-z]?\)|\b\d{1,3}[A-Z]?\b(?!\s*/|\s*Ta?h)))*"
)
_NUMBERED = rf"(?:No(?:mor)?\s*[.:]*\s*)?(?P<number>{NUMBER})\s*(?:/|Tahun|Thn?\.?)\s*(?P<year>[0-9]{{4}})(?![\w/])"
_ANY_NUMBER = re.compile(_NUMBERED, re.IGNORECASE)
_HEAD = re.compile(
    rf"{_INTRO}(?:(?P<article>{_ARTICLE})\s*(?:(?:dari|pada)\s+)?)?(?P<kind>{PATTERN})\s*(?P<area>[^\d()]*?)\s*{_NUMBERED}",
    re.IGNORECASE,
)
# "Undang-Undang (UU)", "Ps. 263".
_ABBREVIATED = re.compile(rf"\s*\({PATTERN}\)", re.IGNORECASE)
_SHORT_ARTICLE = re.compile(r"\bPsl?\.?(?=\s*\d)", re.IGNORECASE)
_AROUND = "\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb ,;."
_CIRCULAR = re.compile(rf"{_INTRO}(?:SE\b|Surat\s+Edaran\b)", re.IGNORECASE)
_CHANGED = r"\bsebagaimana\s+(?:telah|diubah)\b"
_END = rf"(?=[\s,.]*(?:$|[;(]|\bPasal\s*\d|{_CHANGED}|\bjo\b|\bjuncto\b|,\s*[SKV]$))"
_PARTS = {
    "title": re.compile(rf"(?:tentang|ttg\.?)\s+(?P<it>.+?){_END}", re.IGNORECASE),
    "article": re.compile(rf"(?P<it>{_ARTICLE})", re.IGNORECASE),
    "amended": re.compile(rf"{_CHANGED}[^\d()]*?\bdengan\s+(?P<it>.+)", re.IGNORECASE),
    "note": re.compile(r"\((?P<it>[^()]*)\)"),
    "confidence": re.compile(r"(?P<it>[SKV])$"),
    "region": re.compile(rf"(?P<it>[^\W\d_][^\d();,]*?)(?:{_END}|(?=\s+tentang\b))", re.IGNORECASE),
}
_GAZETTE = re.compile(r"(?:Tambahan\s+)?(?:Lembaran|Berita)\s+(?:Negara|Daerah)\b", re.IGNORECASE)
_GONE = re.compile(r"\bdicabut\b|\btidak\s+berlaku\b", re.IGNORECASE)
_CONNECTED = re.compile(r"[;&/+]|(?:dan|serta|jo|juncto|beserta|atau|maupun)\b", re.IGNORECASE)


class _Unreadable(Exception):  # noqa: N818 - not an error: most lines people write are not of this shape
    """Its only argument is the code of why."""


def read(text: str, confidence: str = CERTAIN) -> tuple[Law, str]:
    """The one rule that a line names; where it names none, or several, or what cannot be read, the code of that."""
    try:
        law = _read(" ".join(_UNSEEN.sub("", _DASH.sub("-", unicodedata.normalize("NFKC", text))).split()))
    except _Unreadable as why:
        return Law(kind="", number="", year=0, confidence=confidence), str(why.args[0])
    return (law if law.confidence != CERTAIN else replace(law, confidence=confidence)), ""


def _read(line: str) -> Law:
    line = _ABBREVIATED.sub("", _SHORT_ARTICLE.sub("Pasal", line.strip(_AROUND)))
    if _CIRCULAR.match(line):
        raise _Unreadable(CIRCULAR)
    head = _HEAD.match(line)
    kind = type_of(head["kind"]) if head else None
    if head is None or kind is None:
        raise _Unreadable(UNREAD if _ANY_NUMBER.search(line) else NO_NUMBER)
    law = Law(kind=kind.short, number=head["number"], year=int(head["year"]), article=_article(head["article"]))
    if head["area"].strip(" ."):  # P.P. ends with a point
        law = replace(law, region=_region(law, head["area"]))
    rest = line[head.end() :]
    while rest := rest.strip(" ,.;" if set(rest) <= set(" ,.;") else " ,."):
        law, rest = _part(law, rest)
    return normal(law)


def _part(law: Law, rest: str) -> tuple[Law, str]:
    """The rule with the part that comes next, and what stands behind that."""
    for name, form in _PARTS.items():
        found = form.match(rest)
        if found and (name == "note" or not getattr(law, name) or (name == "confidence" and law.confidence == CERTAIN)):
            return _with(law, name, found["it"]), rest[found.end() :]
    raise _Unreadable(_other(rest))


def _other(rest: str) -> str:
    """What stands there that is no part of the rule."""
    return TWO_RULES if _CONNECTED.match(rest) or names_another(f", {rest}") else UNREAD


def _with(law: Law, name: str, text: str) -> Law:
    match name:
        case "note":
            return _noted(law, text.strip())
        case "amended":
            return replace(law, amended=_amended(law, text))
        case "region":
            return replace(law, region=_region(law, text))
        case "article":
            return replace(law, article=_article(text))
        case "confidence":
            return replace(law, confidence=text)
    return replace(law, title=text.strip())


def _article(text: str | None) -> str:
    told = (text or "").strip(" ,")
    if re.search(r"(?:-|\b(?:dan|sampai dengan|s\.?/?d\.?|jo\.?|pasal|ayat|angka))$", told, re.IGNORECASE):
        raise _Unreadable(TWO_RULES)
    return re.sub(r"\bpasal\b", "Pasal", told, flags=re.IGNORECASE)


def _region(law: Law, text: str) -> str:
    kind = type_of(law.kind)
    region = area_of(text, kind) if kind else None
    if region is None:
        raise _Unreadable(_other(text))
    return region


def _noted(law: Law, note: str) -> Law:
    """What stands in brackets is left out, but where it says what the rule is."""
    kind = type_of(law.kind)
    if note in ("S", "K", "V"):
        return replace(law, confidence=note)
    if kind and kind.area and not law.region and re.match(r"(?:Kab|Kota|Prov|Prop)", note, re.IGNORECASE):
        return replace(law, region=_region(law, note))
    if _GONE.search(note):
        return replace(law, state=REPEALED)
    told = _CONNECTED.match(note) or re.search(r"\d", note)  # "UU Kesehatan" is what a rule is called
    if told and not _GAZETTE.match(note) and names_another(f", {note}"):
        raise _Unreadable(TWO_RULES)
    return replace(law, note=f"{law.note} {note}".strip())


def _amended(law: Law, text: str) -> str:
    """The rule that changed it, as it is cited; of the same area, and itself unchanged."""
    if re.search(_CHANGED, text, re.IGNORECASE):
        raise _Unreadable(UNREAD)
    other = _read(text)
    if other.region and other.region != law.region:
        raise _Unreadable(ELSEWHERE)
    if other.confidence != CERTAIN or other.state:
        raise _Unreadable(UNREAD)
    return cite(other, {})


def why_not_typed(text: str, own: Iterable[Law], known: Known, place: Jurisdiction) -> str:
    """Of a line that somebody typed, such as the ground of a refusal: the code of why it is not printed. What the
    permit type itself says of the rule counts."""
    law, why = read(text)
    if why:
        return why
    for each in own:
        if each.key == law.key and (not (law.region and each.region) or settled(law, place) == settled(each, place)):
            law = replace(
                law, region=law.region or each.region, state=each.state, confidence=each.confidence, aside=each.aside
            )
    return printable(law, known, place)
