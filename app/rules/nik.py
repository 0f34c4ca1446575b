"""The NIK: what its sixteen digits say, and what the counter can compare them with.

It has no check digit, so the digits alone betray about half of all slips; the rest is caught by comparing with what
was typed from the card (birth date, sex) and with a second, blind keying of the last four and the first six digits.
PP KK CC DDMMYY SSSS: province, regency, district of first registration, birth date (women: day + 40), serial.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.rules.places import NOWHERE, PlaceNames, RegionTable, region_verdicts
from app.rules.verdicts import Level, Verdict, error, info, warning, worst

__all__ = [
    "TABLE",
    "Level",
    "NikCheck",
    "NikReading",
    "RegionTable",
    "Sex",
    "Verdict",
    "check_nik",
    "grouped",
    "mask_nik",
    "masked",
    "normalise",
]

Sex = Literal["L", "P"]

CHARACTERS = error("characters")
LENGTH = error("length")
NIT = warning("nit")
DATE_IMPOSSIBLE = error("date_impossible")
AGE_UNUSUAL = warning("age_unusual")
SERIAL_ZERO = error("serial_zero")
BIRTH_DATE_DIFFERS = warning("birth_date_differs")
SEX_DIFFERS = warning("sex_differs")
HOME_DIFFERS = info("home_differs")
REKEY_DIFFERS = error("rekey_differs")
KNOWN_OTHER_NAME = warning("known_other_name")
KNOWN_NEAR_NIK = warning("known_near_nik")
SAME_AS_KK = error("same_as_kk")

# The order in which verdicts stand.
TABLE = (
    *("characters", "length", "province_unknown", "nit", "region_zero", "region_unknown", "region_retired"),
    *("date_impossible", "age_unusual", "serial_zero", "birth_date_differs", "sex_differs", "home_differs"),
    *("rekey_differs", "known_other_name", "known_near_nik", "same_as_kk"),
)

YOUNGEST, OLDEST = 17, 90


@dataclass(frozen=True, slots=True)
class NikReading:
    """What the number says. `nik` is the normalised text even where nothing else could be read."""

    nik: str
    province_code: str | None = None
    regency_code: str | None = None
    district_code: str | None = None
    province: str | None = None
    regency: str | None = None
    district: str | None = None
    successor: str | None = None
    birth_date: date | None = None
    sex: Sex | None = None
    serial: str | None = None


@dataclass(frozen=True, slots=True)
class NikCheck:
    """`verdicts` stand in the order of the table; `level` is the worst of them."""

    reading: NikReading
    verdicts: tuple[Verdict, ...] = ()

    @property
    def level(self) -> Level:
        return worst(self.verdicts)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(verdict.code for verdict in self.verdicts)

    @property
    def asks_first6(self) -> bool:
        """Whether the first six digits are to be keyed a second time."""
        return HOME_DIFFERS in self.verdicts

    def also(self, found: Iterable[Verdict]) -> NikCheck:
        """With what the register says (`known_other_name`, `known_near_nik`), in the order of the table."""
        joined = sorted({*self.verdicts, *found}, key=_position)
        return NikCheck(self.reading, tuple(joined))


def _position(verdict: Verdict) -> int:
    return TABLE.index(verdict.code)


def normalise(text: str) -> str:
    """Without spaces, dots and hyphens."""
    return "".join(text.split()).replace(".", "").replace("-", "")


def grouped(digits: str) -> str:
    """In groups of four, as it stands on no card but reads best: 5107 0345 0788 0003."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def mask_nik(nik: str) -> str:
    """Only the last four digits: any other four would tell the birth date or the home."""
    return masked(nik[-4:] if len(nik) == 16 else "••••")


def masked(last4: str) -> str:
    """A NIK of which only the end is known (domain.md 4.3); "" for none."""
    return f"•••• •••• •••• {last4}" if last4 else ""


def check_nik(
    text: str,
    *,
    today: date,
    regions: RegionTable,
    born: date | None = None,
    sex: str | None = None,
    home: str | None = None,
    kk: str | None = None,
    rekey_last4: str | None = None,
    rekey_first6: str | None = None,
) -> NikCheck:
    """Everything that was not given is not compared. `home` is the code of the office's district."""
    nik = normalise(text)
    if not (nik.isascii() and nik.isdigit() and len(nik) == 16):
        return NikCheck(NikReading(nik), (LENGTH if _only_digits(nik) else CHARACTERS,))
    abroad = nik[:2] == "99"
    place = NOWHERE if abroad else regions.place(nik[:6])
    reading = _read(nik, place, today, abroad=abroad)
    verdicts = [NIT] if abroad else region_verdicts(nik, place)
    _judge_person(verdicts, reading, today, born, sex)
    if home and nik[:6] != normalise(home):
        verdicts.append(HOME_DIFFERS)
    if _differs(rekey_last4, nik[12:]) or _differs(rekey_first6, nik[:6]):
        verdicts.append(REKEY_DIFFERS)
    if kk and normalise(kk) == nik:
        verdicts.append(SAME_AS_KK)
    return NikCheck(reading, tuple(verdicts))


def _only_digits(nik: str) -> bool:
    return not nik or (nik.isascii() and nik.isdigit())


def _differs(keyed: str | None, digits: str) -> bool:
    """Nothing keyed is no difference."""
    return bool(keyed) and normalise(keyed or "") != digits


def _read(nik: str, place: PlaceNames, today: date, *, abroad: bool) -> NikReading:
    day = int(nik[6:8])
    sex: Sex | None = "L" if 1 <= day <= 31 else "P" if 41 <= day <= 71 else None
    birth_date = dated(day - 40 if sex == "P" else day, nik[8:12], today) if sex else None
    if abroad:
        return NikReading(nik, birth_date=birth_date, sex=sex, serial=nik[12:])
    return NikReading(
        nik,
        nik[:2],
        nik[:4],
        nik[:6],
        place.province,
        place.regency,
        place.district,
        place.successor,
        birth_date,
        sex,
        nik[12:],
    )


def dated(day: int, mmyy: str, today: date) -> date | None:
    """The later of 20YY and 19YY that is a real date and not after `today`; None when neither is."""
    month, year = int(mmyy[:2]), int(mmyy[2:])
    for century in (2000, 1900):
        try:
            found = date(century + year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def _judge_person(
    verdicts: list[Verdict], reading: NikReading, today: date, born: date | None, sex: str | None
) -> None:
    birth_date = reading.birth_date
    if birth_date is None:
        verdicts.append(DATE_IMPOSSIBLE)
    elif not YOUNGEST <= age_on(today, birth_date) <= OLDEST:
        verdicts.append(AGE_UNUSUAL)
    if reading.serial == "0000":
        verdicts.append(SERIAL_ZERO)
    if born and birth_date and born != birth_date:
        verdicts.append(BIRTH_DATE_DIFFERS)
    if sex and reading.sex and sex != reading.sex:
        verdicts.append(SEX_DIFFERS)


def age_on(today: date, birth_date: date) -> int:
    """Full years; a birthday on 29 February is reached on 1 March."""
    return today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))
