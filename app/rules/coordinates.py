"""A place as maps, receivers and people give it: `-8.45, 115.61`, `8,45 LS; 115,61 BT`, `8°27'12" LS 115°36' BT`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from app.rules.quantities import MINUS, UNSEEN

NOT_A_PLACE, ABROAD = "not_a_place", "place_abroad"
# Degrees of the outermost places (Rondo, Miangas, Ndana, Merauke), rounded outwards.
_LATITUDES, _LONGITUDES = (Decimal("-11.5"), Decimal("6.5")), (Decimal("94.5"), Decimal("141.5"))
_DIGITS = Decimal("0.000001")

# Letters of the four directions, Indonesian and English: which axis, which sign.
_DIRECTIONS = {
    **dict.fromkeys(("LS", "S"), ("latitude", -1)),
    **dict.fromkeys(("LU", "U", "N"), ("latitude", 1)),
    **dict.fromkeys(("BT", "T", "E"), ("longitude", 1)),
    **dict.fromkeys(("BB", "B", "W"), ("longitude", -1)),
}
# What programs make of the marks of minutes and seconds; what stands around a place that was copied.
_MARKS = str.maketrans({"\u2018": "'", "`": "'", "\u00b4": "'", "\u201c": '"', "\u201e": '"'})
_AROUND = " ().;"
_WORDS = {"LINTANG SELATAN": "LS", "LINTANG UTARA": "LU", "BUJUR TIMUR": "BT", "BUJUR BARAT": "BB"}
_NUMBER = r"[0-9]++(?:[.,][0-9]++)?+"  # possessive: -8,115 is one number, not -8 and 115
_ANGLE = rf"([-+])?\s*({_NUMBER})\s*(?:°|º|˚)?\s*(?:({_NUMBER})\s*['′’]\s*(?:({_NUMBER})\s*(?:\"|″|”|''|′′)\s*)?)?"
_LETTERS = r"\s*(LS|LU|BT|BB|[SUNETWB])"
_BETWEEN = r"(?:\s*[,;/]\s*|\s+|(?<=[°º˚'′’\"″”A-Z])\s*)"
_FORMS = {
    "bare": re.compile(rf"{_ANGLE}{_BETWEEN}{_ANGLE}"),
    "after": re.compile(rf"{_ANGLE}{_LETTERS}{_BETWEEN}{_ANGLE}{_LETTERS}"),
    "before": re.compile(rf"{_LETTERS}[\s:]*{_ANGLE}{_BETWEEN}{_LETTERS}[\s:]*{_ANGLE}"),
}


@dataclass(frozen=True)
class Coordinates:
    """Degrees, south and west negative."""

    latitude: Decimal
    longitude: Decimal

    def __str__(self) -> str:
        return f"{self.latitude}, {self.longitude}"

    @property
    def in_indonesia(self) -> bool:
        return _LATITUDES[0] <= self.latitude <= _LATITUDES[1] and _LONGITUDES[0] <= self.longitude <= _LONGITUDES[1]


def read_place(text: str) -> Coordinates | None:
    """The place that is written; None where it is none, or could be several."""
    plain = " ".join(UNSEEN.sub("", MINUS.sub("-", text)).translate(_MARKS).upper().split()).strip(_AROUND)
    for words, letters in _WORDS.items():
        plain = plain.replace(words, letters)
    for name, form in _FORMS.items():
        if found := form.fullmatch(plain):
            return _placed(name, found.groups())
    return None


def problem(text: str) -> str:
    """A code; a place outside Indonesia mostly lacks the sign of the south."""
    if not text.strip():
        return ""
    place = read_place(text)
    if place is None:
        return NOT_A_PLACE
    return "" if place.in_indonesia else ABROAD


def _placed(form: str, groups: tuple[str | None, ...]) -> Coordinates | None:
    half = len(groups) // 2
    sides = (_axis(form, groups[:half], "latitude"), _axis(form, groups[half:], "longitude"))
    if sides[0] is None or sides[1] is None:
        return None
    named = dict((sides[0], sides[1]))
    if form == "bare" and abs(named["latitude"]) > 90:  # no latitude: the longitude stands first
        named = {"latitude": named["longitude"], "longitude": named["latitude"]}
    if len(named) < 2 or abs(named["latitude"]) > 90 or abs(named["longitude"]) > 180:
        return None
    return Coordinates(named["latitude"] + 0, named["longitude"] + 0)  # no minus before a nought


def _axis(form: str, parts: tuple[str | None, ...], unnamed: str) -> tuple[str, Decimal] | None:
    """Which axis and how many degrees; None where minutes are no minutes or sign and letter contradict."""
    angle = parts[1:] if form == "before" else parts[:4]
    sign, size = angle[0], _degrees(angle[1:])
    if size is None:
        return None
    if form == "bare":
        return unnamed, -size if sign == "-" else size
    axis, way = _DIRECTIONS[str(parts[0] if form == "before" else parts[4])]
    return None if sign and (sign == "-") != (way < 0) else (axis, size * way)


def _degrees(parts: tuple[str | None, ...]) -> Decimal | None:
    degrees, minutes, seconds = (Decimal(part.replace(",", ".")) if part else None for part in parts)
    if minutes is None:
        return degrees
    below = (minutes, seconds or Decimal(0))
    if degrees is None or degrees % 1 or max(below) >= 60 or (seconds is not None and minutes % 1):
        return None
    return (degrees + below[0] / 60 + below[1] / 3600).quantize(_DIGITS)
